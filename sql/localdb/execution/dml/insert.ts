// INSERT: rows of values, of a query or of a procedure, into a table or through a view.

import type { Column, TableDefinition, Trigger } from '../../catalog/model.ts';
import type { Expression, Insert } from '../../parser/ast/index.ts';
import type { Row } from '../../storage/table-data.ts';
import { isIdentityConversion } from '../../types/convert.ts';
import type { Converter } from '../../types/convert.ts';
import { sqlError } from '../../types/errors.ts';
import type { SqlType, Value } from '../../types/sql-type.ts';
import { compileExpression, resultType } from '../compile-expression.ts';
import { compileSelect } from '../compile-select.ts';
import { registerCtes } from '../cte.ts';
import type { Evaluate, Frame, Running } from '../frame.ts';
import { convertScalar } from '../scalar.ts';
import type { Scalar } from '../scalar.ts';
import { Scope } from '../scope.ts';
import type { StatementContext } from '../scope.ts';
import { beginSequenceRow } from '../sequence-value.ts';
import { compileCheckOption } from './check-option.ts';
import { assigned, converterFor } from './column-value.ts';
import type { CompiledDml, DmlOptions } from './compiled-dml.ts';
import { checkCount, checkIdentityInsert, insertColumns, plainRowMaker, rowMaker } from './insert-columns.ts';
import type { InsertColumns, RowMaker } from './insert-columns.ts';
import { insertTarget, triggeredView } from './insert-target.ts';
import { compileOutput } from './output.ts';
import { compileTop } from './row-limit.ts';
import { Writers } from './table-writer.ts';
import { tableNames } from './table-names.ts';
import { noteTarget } from './target-needs.ts';
import type { TableNames } from './table-names.ts';
import { allColumns, fireAfter, fireInsteadOf, isInTrigger, isRunning } from './triggers.ts';
import { WriteRun } from './write-run.ts';

/** What the rows are made of. */
interface Receiver {
  readonly table: TableDefinition;
  readonly names: TableNames;
  readonly columns: InsertColumns;
  readonly maker: RowMaker;
  /** DEFAULT as a value. */
  readonly defaultOf: (column: Column) => Evaluate;
}
/** Gives the new rows, at most `most` of them. */
type RowSource = (f: Frame, most: number, options: DmlOptions | undefined) => Running<Row[]>;

export const compileInsert = (statement: Insert, context: StatementContext): CompiledDml => {
  const scope = new Scope(context);
  registerCtes(statement.with, scope);
  if (statement.output && statement.source.kind === 'execute') throw sqlError(483);
  const view = triggeredView(statement.target, scope);
  if (view) return insertByTrigger(statement, scope, view.trigger, view.shape);
  const writers = new Writers(context);
  const target = insertTarget(statement.target, statement.columns, scope, writers);
  const { writer } = target;
  const columns = insertColumns(target.columns, statement.columns, target.notUpdatable);
  const { given } = columns;
  const receiver: Receiver = {
    table: writer.definition,
    names: writer.names,
    columns,
    maker: rowMaker(writer, given),
    defaultOf: (column) => {
      beginSequenceRow(context);
      return writer.defaultOf(column) ?? NULL;
    },
  };
  const source = compileSource(statement, receiver, scope);
  const rules = writer.forInsert();
  const top = compileTop(statement.top, scope);
  const checkOption = compileCheckOption(target.query, statement.target, scope);
  if (statement.output) noteTarget(target, ['SELECT'], scope);
  const output = compileOutput(statement.output, {
    statement: context,
    writers,
    writer,
    target: target.bound,
    has: ['inserted'],
    hasAction: false,
    sources: [],
  });
  const insteadOf = writer.triggers('insert', 'insteadOf')[0];
  const after = writer.triggers('insert', 'after');
  /** An INSTEAD OF trigger sees 0 as the identity value that is not given yet. */
  const completeForTrigger = (f: Frame, row: Row): void => {
    row[0] = 0;
    if (writer.identity) row[writer.identity.slot] ??= 0;
    f.rows[writer.slot] = row;
    for (const { slot, evaluate } of rules.computed) row[slot] = evaluate(f);
  };
  const explicit = { explicitIdentity: columns.hasIdentity, setsIdentity: writer.identity !== undefined };
  return {
    output: output?.columns,
    *run(f, emit, options) {
      checkIdentityInsert(f, writer, columns.hasIdentity);
      const rows = top.cut(yield* source(f, top.most(f), options), f);
      if (insteadOf && !isRunning(f, insteadOf)) {
        for (const row of rows) completeForTrigger(f, row);
        yield* fireInsteadOf(f, insteadOf, writer.definition, {
          inserted: rows,
          deleted: [],
          updatedColumns: allColumns(writer.definition),
        });
        return rows.length;
      }
      const run = new WriteRun(f, 'INSERT');
      const stored = yield* run.insert(writer, rules, rows, explicit);
      if (checkOption) yield* checkOption(f, stored);
      if (output) yield* output.run(run, affected(stored), emit);
      yield* run.finish();
      // @@IDENTITY tells of the last INSERT of the session; a trigger's own leaves it alone where there is no identity.
      if (!writer.identity && !isInTrigger(f)) f.session.lastIdentity = null;
      if (after.length > 0)
        yield* fireAfter(f, after, writer.definition, { inserted: stored, deleted: [], updatedColumns: allColumns(writer.definition) });
      return stored.length;
    },
  };
};

const NULL: Evaluate = () => null;

function* affected(rows: readonly Row[]): Generator<{ inserted: Row; deleted: undefined; action: 'INSERT'; kept: undefined }> {
  for (const inserted of rows) yield { inserted, deleted: undefined, action: 'INSERT', kept: undefined };
}

const insertByTrigger = (statement: Insert, scope: Scope, trigger: Trigger, shape: TableDefinition): CompiledDml => {
  if (statement.output?.items) throw sqlError(334, `${shape.schema}.${shape.name}`);
  const columns = insertColumns(
    shape.columns.map((column) => ({ name: column.name, column })),
    statement.columns,
    () => sqlError(4406, shape.name),
  );
  const names = tableNames(shape, scope.statement.module.database);
  const source = compileSource(statement, { table: shape, names, columns, maker: plainRowMaker(shape), defaultOf: () => NULL }, scope);
  const top = compileTop(statement.top, scope);
  return {
    output: undefined,
    *run(f, _emit, options) {
      const rows = top.cut(yield* source(f, top.most(f), options), f);
      yield* fireInsteadOf(f, trigger, shape, { inserted: rows, deleted: [], updatedColumns: allColumns(shape) });
      return rows.length;
    },
  };
};

// -- sources

const compileSource = (statement: Insert, receiver: Receiver, scope: Scope): RowSource => {
  const { source } = statement;
  switch (source.kind) {
    case 'values':
      return valuesSource(source.rows, receiver, scope);
    case 'defaultValues':
      return defaultsSource(receiver, scope);
    case 'query': {
      const query = compileSelect(source.query, scope);
      const { columns, table, names, maker } = receiver;
      checkCount(columns, query.columns.length, 'query', table, names);
      const store = storing(
        columns.given,
        query.columns.map((c, i) => converterFor(c.type, columns.given[i] as Column, names)),
      );
      return function* rowsOfQuery(f, most) {
        const rows: Row[] = [];
        if (most === 0) return rows;
        yield* query.run(f, (g, values) => {
          const row = maker.make();
          store(g, row, values);
          maker.fill(g, row);
          rows.push(row);
          return rows.length >= most;
        });
        return rows;
      };
    }
    case 'execute':
      return executeSource(source.statement, receiver);
  }
};

type Store = (f: Frame, row: Row, values: readonly Value[]) => void;

const storing = (given: readonly Column[], converters: readonly (Converter | undefined)[]): Store => {
  const slots = given.map((c) => c.slot);
  const n = slots.length;
  refuseRowVersions(given);
  return (f, row, values) => {
    for (let i = 0; i < n; i++) {
      const v = values[i] as Value;
      const convert = converters[i];
      row[slots[i] as number] = v === null || convert === undefined ? v : convert(v, f.session);
    }
  };
};

const refuseRowVersions = (given: readonly Column[]): void => {
  if (given.some((c) => c.type.name === 'timestamp')) throw sqlError(273);
};

const valuesSource = (lists: readonly (readonly Expression[])[], receiver: Receiver, scope: Scope): RowSource => {
  const { columns, table, names, maker } = receiver;
  const { given } = columns;
  const width = lists[0]?.length ?? 0;
  if (lists.some((l) => l.length !== width)) throw sqlError(10709);
  checkCount(columns, width, 'values', table, names);
  const scalars = lists.map((list) => {
    beginSequenceRow(scope.statement);
    return list.map((e) => (e.kind === 'default' ? undefined : compileExpression(e, scope)));
  });
  if (lists.length > 1) unify(scalars, width);
  const rows = scalars.map((list) =>
    list.map((s, i) => {
      const column = given[i] as Column;
      if (column.type.name === 'timestamp') {
        if (s) throw sqlError(273);
        return { slot: column.slot, evaluate: NULL };
      }
      if (s === undefined && column.identity) throw sqlError(339);
      return { slot: column.slot, evaluate: s ? assigned(s, column, names) : receiver.defaultOf(column) };
    }),
  );
  // biome-ignore lint/correctness/useYield: at most a thousand rows
  return function* rowsOfValues(f, most) {
    const made: Row[] = [];
    for (let r = 0; r < rows.length && r < most; r++) {
      const list = rows[r] as { slot: number; evaluate: Evaluate }[];
      const row = maker.make();
      for (let i = 0; i < list.length; i++) {
        const { slot, evaluate } = list[i] as { slot: number; evaluate: Evaluate };
        row[slot] = evaluate(f);
      }
      maker.fill(f, row);
      made.push(row);
    }
    return made;
  };
};

/** Rows of one VALUES have one type for each column, that of highest precedence. */
const unify = (rows: (Scalar | undefined)[][], width: number): void => {
  for (let i = 0; i < width; i++) {
    const present = rows.flatMap((r) => r[i] ?? []).filter((s) => s.type.name !== 'null');
    const first = present[0];
    if (!first || present.every((s) => s.type.name === first.type.name)) continue;
    const type = resultType(present);
    for (const row of rows) {
      const s = row[i];
      if (s && !isIdentityConversion(s.type, type)) row[i] = convertScalar(s, type);
    }
  }
};

const defaultsSource = (receiver: Receiver, scope: Scope): RowSource => {
  beginSequenceRow(scope.statement);
  const { maker, columns } = receiver;
  const fillers = columns.given.filter((c) => c.type.name !== 'timestamp').map((c) => ({ slot: c.slot, evaluate: receiver.defaultOf(c) }));
  // biome-ignore lint/correctness/useYield: one row
  return function* rowOfDefaults(f) {
    const row = maker.make();
    for (const { slot, evaluate } of fillers) row[slot] = evaluate(f);
    return [row];
  };
};

const executeSource = (statement: Extract<Insert['source'], { kind: 'execute' }>['statement'], receiver: Receiver): RowSource => {
  const { columns, table, names, maker } = receiver;
  return function* rowsOfProcedure(f, most, options) {
    const executeInto = options?.executeInto;
    if (!executeInto) throw sqlError(197);
    const rows: Row[] = [];
    let known: readonly SqlType[] | undefined;
    let store: Store = () => {};
    yield* executeInto(f.call, statement, (values, types) => {
      if (types !== known) {
        checkCount(columns, types.length, 'execute', table, names);
        store = storing(
          columns.given,
          types.map((t, i) => converterFor(t, columns.given[i] as Column, names)),
        );
        known = types;
      }
      if (rows.length >= most) return;
      const row = maker.make();
      store(f, row, values);
      maker.fill(f, row);
      rows.push(row);
    });
    return rows;
  };
};
