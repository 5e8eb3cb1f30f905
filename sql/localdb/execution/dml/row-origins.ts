// Which stored row and column stand behind a column of a view, common table expression or derived table, so that it can be
// changed through it. Queries that are merged into the statement read the stored row itself; others carry it with their rows.

import type { SelectItem, SelectStatement } from '../../parser/ast/index.ts';
import type { Row } from '../../storage/table-data.ts';
import type { Value } from '../../types/sql-type.ts';
import { containsAggregate } from '../ast-search.ts';
import { compileSelect } from '../compile-select.ts';
import type { CompiledQuery } from '../compile-select.ts';
import type { Frame } from '../frame.ts';
import { NULL_ROW } from '../operators/joins.ts';
import { constantScalar } from '../scalar.ts';
import type { Scalar } from '../scalar.ts';
import { isQualifiedBy, resolveColumn } from '../scope.ts';
import type { RowTracker, Scope, StatementContext } from '../scope.ts';
import { nullType } from '../../types/sql-type.ts';

export interface RowOrigin {
  /** The same for columns of the same row. */
  readonly key: string;
  /** Index into the statement's tables. */
  readonly tableIndex: number;
  /** Slot of the column in the stored row. */
  readonly columnSlot: number;
  /** The stored row; undefined where an outer join has none. */
  readonly row: (f: Frame) => Row | undefined;
}

interface TrackedQuery {
  /** Origin of each column, as the query itself sees it. */
  readonly origins: readonly (RowOrigin | undefined)[];
  /** Keys of the rows that the query carries, in their order. */
  readonly keys: readonly string[];
  /** Where in a row of the query they stand. */
  readonly index: number;
}

/** The variable by whose name a query's select list asks for the rows behind it. */
const CARRIED = '@\u0000rows';

export class RowOrigins implements RowTracker {
  private readonly statement: StatementContext;
  private readonly compiled = new Map<CompiledQuery, TrackedQuery>();
  private readonly placed = new Map<number, TrackedQuery>();

  constructor(statement: StatementContext) {
    this.statement = statement;
  }

  compile(select: SelectStatement, scope: Scope): CompiledQuery | undefined {
    const { query } = select;
    if (query.kind !== 'query' || query.distinct || query.groupBy || query.having || query.from.length === 0) return undefined;
    if (query.items.some((i) => i.kind === 'expression' && containsAggregate(i.expression))) return undefined;
    const span = { start: query.start, end: query.end, line: query.line };
    const carried: SelectItem = { ...span, kind: 'expression', expression: { ...span, kind: 'variable', name: CARRIED }, alias: CARRIED };
    let sources: readonly RowOrigin[] = [];
    const rows: Scalar = {
      ...constantScalar(nullType, null),
      key: CARRIED,
      isVolatile: true,
      evaluate: (f) => sources.map((o) => o.row(f)) as unknown as Value,
    };
    const { constant: _constant, ...scalar } = rows;
    const { statement } = this;
    const saved = statement.parameters;
    statement.parameters = new Map([...(saved ?? []), [CARRIED, scalar]]);
    let made: CompiledQuery;
    try {
      made = compileSelect({ ...select, query: { ...query, items: [...query.items, carried] } }, scope, { isNested: true });
    } finally {
      statement.parameters = saved;
    }
    const origins = columnsOf(query.items, scope).map((s) => s && this.originOf(s));
    const distinct = new Map<string, RowOrigin>();
    for (const source of scope.sources) {
      for (const c of source.columns) {
        const origin = this.originOf(c.scalar);
        if (origin && !distinct.has(origin.key)) distinct.set(origin.key, origin);
      }
    }
    sources = [...distinct.values()];
    const result = { ...made, columns: made.columns.slice(0, -1) };
    this.compiled.set(result, { origins, keys: [...distinct.keys()], index: result.columns.length });
    return result;
  }

  place(query: CompiledQuery, slot: number): void {
    const tracked = this.compiled.get(query);
    if (tracked) this.placed.set(slot, tracked);
  }

  /** What stands behind a scalar that is a plain column; undefined for anything computed. */
  originOf(scalar: Scalar): RowOrigin | undefined {
    const { column } = scalar;
    if (!column) return undefined;
    const { slot, index } = column;
    const tableIndex = this.statement.tableOfSlot.get(slot);
    if (tableIndex !== undefined) {
      return { key: `${slot}`, tableIndex, columnSlot: index, row: (f) => present(f.rows[slot]) };
    }
    const tracked = this.placed.get(slot);
    const inner = tracked?.origins[index];
    if (!tracked || !inner) return undefined;
    const at = tracked.keys.indexOf(inner.key);
    const carrier = tracked.index;
    return {
      key: `${slot}/${inner.key}`,
      tableIndex: inner.tableIndex,
      columnSlot: inner.columnSlot,
      row: (f) => {
        const row = present(f.rows[slot]);
        return row && present((row[carrier] as unknown as Row[])[at]);
      },
    };
  }
}

const present = (row: Row | undefined): Row | undefined => (row === NULL_ROW ? undefined : row);

/** The select list's columns in order; undefined for computed ones. */
const columnsOf = (items: readonly SelectItem[], scope: Scope): (Scalar | undefined)[] =>
  items.flatMap((item) => {
    if (item.kind === 'star') {
      const sources = item.qualifier.length === 0 ? scope.sources : scope.sources.filter((s) => isQualifiedBy(s, item.qualifier));
      return sources.flatMap((s) => s.columns.map((c) => c.scalar));
    }
    return [item.expression.kind === 'column' ? resolveColumn(scope, item.expression.name) : undefined];
  });
