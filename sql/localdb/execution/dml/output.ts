// The OUTPUT clause: rows of inserted and deleted to the client, to a table, or to both.

import type { Column } from '../../catalog/model.ts';
import type { OutputClause, SelectItem } from '../../parser/ast/index.ts';
import type { Row } from '../../storage/table-data.ts';
import { sqlError } from '../../types/errors.ts';
import { nvarcharType } from '../../types/sql-type.ts';
import type { Value } from '../../types/sql-type.ts';
import type { Converter } from '../../types/convert.ts';
import { expandList, outputColumn } from '../compile-select.ts';
import type { Emit, QueryColumn } from '../compile-select.ts';
import type { Evaluate, Frame, Running } from '../frame.ts';
import { NULL_ROW, restore } from '../operators/joins.ts';
import { columnScalar } from '../scalar.ts';
import type { Scalar } from '../scalar.ts';
import { Scope } from '../scope.ts';
import type { Source, SourceColumn, StatementContext } from '../scope.ts';
import { tableSource } from '../table-source.ts';
import { converterFor } from './column-value.ts';
import { checkCount, insertColumns, rowMaker } from './insert-columns.ts';
import type { RowMaker } from './insert-columns.ts';
import { insertTarget } from './insert-target.ts';
import type { RowRules, TableWriter, TriggerEvent, Writers } from './table-writer.ts';
import type { Target } from './target.ts';
import type { WriteRun } from './write-run.ts';

export type Action = 'INSERT' | 'UPDATE' | 'DELETE';

/** What a statement has done, for its OUTPUT clause. */
export interface Affected {
  readonly inserted: Row | undefined;
  readonly deleted: Row | undefined;
  readonly action: Action;
  /** Rows of the other sources, by `Output.keptSlots`. */
  readonly kept: readonly Row[] | undefined;
}

export interface Output {
  /** Columns of the part that goes to the client. */
  readonly columns: readonly QueryColumn[] | undefined;
  /** Slots of FROM's sources that the clause reads: their rows have to be kept. */
  readonly keptSlots: readonly number[];
  run(run: WriteRun, affected: Iterable<Affected>, emit: Emit | undefined): Running<void>;
}

interface List {
  readonly columns: readonly QueryColumn[];
  readonly evaluates: readonly Evaluate[];
  readonly slots: bigint;
}
interface Into {
  readonly writer: TableWriter;
  readonly rules: RowRules;
  readonly maker: RowMaker;
  readonly given: readonly Column[];
  readonly converters: readonly (Converter | undefined)[];
  readonly explicitIdentity: boolean;
}

export interface OutputOptions {
  readonly statement: StatementContext;
  readonly writers: Writers;
  readonly writer: TableWriter;
  /** The target, when it is a view or derived table: inserted and deleted have its columns. */
  readonly target: Target | undefined;
  readonly has: readonly ('inserted' | 'deleted')[];
  readonly hasAction: boolean;
  /** Sources of FROM besides the target. */
  readonly sources: readonly Source[];
}

export const compileOutput = (clause: OutputClause | undefined, options: OutputOptions): Output | undefined => {
  if (!clause) return undefined;
  const { statement, writer } = options;
  const insertedSlot = statement.newSlot();
  const deletedSlot = statement.newSlot();
  const actionCache = statement.newCache();
  const scope = new Scope(statement);
  scope.aggregateError = () => sqlError(158);
  if (options.has.includes('inserted')) scope.sources.push(imageSource('inserted', insertedSlot, options));
  if (options.has.includes('deleted')) scope.sources.push(imageSource('deleted', deletedSlot, options));
  scope.sources.push(...options.sources.filter((s) => !/^(inserted|deleted)$/i.test(s.name)));
  if (options.hasAction) scope.sources.push({ name: '', qualifier: [], columns: [{ name: '$action', scalar: actionScalar(actionCache) }] });
  const client = clause.items && compileList(clause.items, scope);
  const intoList = clause.into && compileList(clause.into.items, scope);
  const into = clause.into && intoList && { list: intoList, target: compileInto(clause.into, intoList, options) };
  const own = (1n << BigInt(insertedSlot)) | (1n << BigInt(deletedSlot));
  const outside = ((client?.slots ?? 0n) | (into?.list.slots ?? 0n)) & ~own;
  const keptSlots = outside === 0n ? [] : slotsOf(outside);
  if (client) {
    if (eventsOf(options).some((e) => writer.triggers(e, 'after').length > 0 || writer.triggers(e, 'insteadOf').length > 0))
      throw sqlError(334, writer.names.short);
  }
  return {
    columns: client?.columns,
    keptSlots,
    *run(run, affected, emit) {
      const { frame } = run;
      const { work, session } = frame;
      const rows: Row[] = [];
      for (const a of affected) {
        frame.rows[insertedSlot] = a.inserted ?? NULL_ROW;
        frame.rows[deletedSlot] = a.deleted ?? NULL_ROW;
        frame.cache[actionCache] = a.action;
        if (a.kept) restore(frame, keptSlots, a.kept);
        if (client && emit) emit(frame, valuesOf(client.evaluates, frame));
        if (into) {
          const { maker, given, converters } = into.target;
          const row = maker.make();
          for (let i = 0; i < given.length; i++) {
            const v = (into.list.evaluates[i] as Evaluate)(frame);
            const convert = converters[i];
            row[(given[i] as Column).slot] = v === null || !convert ? v : convert(v, session);
          }
          maker.fill(frame, row);
          rows.push(row);
        }
        if (++work.count > work.limit && work.isDue()) yield;
      }
      if (into)
        yield* run.insert(into.target.writer, into.target.rules, rows, {
          explicitIdentity: into.target.explicitIdentity,
          setsIdentity: false,
        });
    },
  };
};

/** Events whose triggers the statement may fire. */
const eventsOf = ({ has, hasAction }: OutputOptions): readonly TriggerEvent[] => {
  if (hasAction) return ['insert', 'update', 'delete'];
  if (has.length === 2) return ['update'];
  return has[0] === 'inserted' ? ['insert'] : ['delete'];
};

const valuesOf = (evaluates: readonly Evaluate[], f: Frame): Value[] => {
  const values = new Array<Value>(evaluates.length);
  for (let i = 0; i < evaluates.length; i++) values[i] = (evaluates[i] as Evaluate)(f);
  return values;
};

const slotsOf = (mask: bigint): number[] => {
  const slots: number[] = [];
  for (let slot = 0, rest = mask; rest > 0n; slot++, rest >>= 1n) if (rest & 1n) slots.push(slot);
  return slots;
};

/** inserted or deleted: the columns of the table, or those of the view through which it is changed. */
const imageSource = (name: 'inserted' | 'deleted', slot: number, options: OutputOptions): Source => {
  const { writer, target } = options;
  const scope = new Scope(options.statement);
  const table = tableSource(writer.definition, slot, name, [], scope);
  const nullable = (s: Scalar): Scalar => (options.has.length > 1 && options.hasAction ? { ...s, isNotNull: false } : s);
  if (!target?.query)
    return options.hasAction ? { ...table, columns: table.columns.map((c) => ({ name: c.name, scalar: nullable(c.scalar) })) } : table;
  const columns: SourceColumn[] = target.columns.flatMap((c) => {
    const found = c.column && table.columns.find((t) => t.name === c.column?.name);
    return [{ name: c.name, scalar: found ? nullable(found.scalar) : computedImage(c.scalar, name, slot, target) }];
  });
  return { ...table, columns };
};

/** A column that the view or common table expression computes: as it was read, or computed anew from the new row. */
const computedImage = (scalar: Scalar, name: 'inserted' | 'deleted', slot: number, target: Target): Scalar => {
  const base = target.columns.find((c) => c.column)?.scalar.column?.slot;
  if (name === 'deleted' || base === undefined || scalar.slots !== 1n << BigInt(base)) return scalar;
  const { evaluate } = scalar;
  return {
    ...scalar,
    slots: 1n << BigInt(slot),
    key: `${name}(${scalar.key})`,
    evaluate: (f) => {
      const before = f.rows[base] as Row;
      f.rows[base] = f.rows[slot] as Row;
      try {
        return evaluate(f);
      } finally {
        f.rows[base] = before;
      }
    },
  };
};

const actionScalar = (cache: number): Scalar => ({
  ...columnScalar(0, 0, nvarcharType(10)),
  evaluate: (f) => f.cache[cache] as Action,
  slots: 0n,
  isVolatile: true,
  isNotNull: true,
  key: '$action',
});

const compileList = (items: readonly SelectItem[], scope: Scope): List => {
  for (const item of items) {
    if (
      item.kind === 'expression' &&
      item.expression.kind === 'column' &&
      item.expression.name.length === 1 &&
      !isOutsideColumn(item.expression.name[0] ?? '', scope)
    )
      throw sqlError(207, item.expression.name[0] ?? '');
    if (item.kind === 'expression' && item.expression.kind === 'subquery') throw sqlError(1046);
  }
  const list = expandList(items, scope, scope.sources);
  return {
    columns: list.map((i) => outputColumn(i.name, i.scalar, scope.sources)),
    evaluates: list.map((i) => i.scalar.evaluate),
    slots: list.reduce((mask, i) => mask | i.scalar.slots, 0n),
  };
};

/** A name without prefix never means inserted or deleted. */
const isOutsideColumn = (name: string, scope: Scope): boolean =>
  scope.sources.some(
    (s) => s.name !== 'inserted' && s.name !== 'deleted' && s.columns.some((c) => c.name.toLowerCase() === name.toLowerCase()),
  );

const compileInto = (into: NonNullable<OutputClause['into']>, list: List, options: OutputOptions): Into => {
  const target = insertTarget(into.target, into.columns, new Scope(options.statement), options.writers);
  const { writer } = target;
  if (writer.triggers('insert', 'after').length > 0) throw sqlError(331, writer.names.short);
  const columns = insertColumns(target.columns, into.columns, target.notUpdatable);
  checkCount(columns, list.evaluates.length, 'query', writer.definition, writer.names);
  const { given } = columns;
  const converters = list.columns.map((c, i) => converterFor(c.type, given[i] as Column, writer.names));
  return { writer, rules: writer.forInsert(), maker: rowMaker(writer, given), given, converters, explicitIdentity: columns.hasIdentity };
};
