// Cursors from their definitions: which kind they are, how their query is run, and what they see of later changes.

import type { CursorDefinition, SelectStatement } from '../../parser/ast/index.ts';
import type { Row } from '../../storage/table-data.ts';
import { sqlError } from '../../types/errors.ts';
import type { Value } from '../../types/sql-type.ts';
import type { OutputColumn } from '../client.ts';
import { compileSelect } from '../compile-select.ts';
import type { CompiledQuery } from '../compile-select.ts';
import { Cursor } from '../cursor.ts';
import type { CursorPlan, Sensitivity } from '../cursor.ts';
import { CallFrame } from '../frame.ts';
import type { Frame, Running } from '../frame.ts';
import type { CompiledModule } from '../module.ts';
import { Scope } from '../scope.ts';
import type { ModuleContext, TableDependency } from '../scope.ts';
import { lockTables, makePlan, openFrame, prepareFrame } from '../statement-plan.ts';
import type { PlanBase } from '../statement-plan.ts';
import { outputColumns } from './select.ts';

interface QueryPlan extends PlanBase {
  readonly query: CompiledQuery;
  readonly columns: readonly OutputColumn[];
}

/** A cursor's query, bound. */
export const compileCursorQuery = (select: SelectStatement, module: ModuleContext): QueryPlan =>
  makePlan(module, 'DECLARE CURSOR', (context) => {
    const query = compileSelect(select, new Scope(context), { withBaseRow: true });
    return { query, columns: outputColumns(query.columns) };
  });

/** Makes the cursor; the query is bound now (errors of names are the statement's) and run by OPEN. */
export const makeCursor = (
  name: string,
  isGlobal: boolean,
  definition: CursorDefinition,
  module: CompiledModule,
  call: CallFrame,
): Cursor => {
  const select = definition.query;
  const first = module.plan(select, call, (m) => compileCursorQuery(select, m));
  const { base } = first.query;
  const sensitivity = sensitivityOf(definition, first);
  const isReadOnly = definition.readOnly || definition.type === 'static' || definition.type === 'fastForward' || sensitivity === 'static';
  if (definition.forUpdate && isReadOnly) throw sqlError(16957);
  const hasType = definition.type === 'static' || definition.type === 'keyset' || definition.type === 'dynamic';
  const planOf = (own: CallFrame): QueryPlan => module.plan(select, own, (m) => compileCursorQuery(select, m));
  const plan: CursorPlan = {
    columns: first.columns,
    sensitivity,
    open: (own, add) => runQuery(planOf(own), own, base !== undefined, add),
    ...(base ? { baseTable: (own: CallFrame) => tableOf(openFrame(planOf(own), own), base.tableIndex) } : {}),
    ...(base && sensitivity !== 'static'
      ? { reread: (own: CallFrame, row: Row) => rereadRow(planOf(own), own, row, sensitivity === 'dynamic') }
      : {}),
  };
  return new Cursor({
    name,
    isGlobal,
    isScroll: definition.scroll || (hasType && !definition.forwardOnly),
    isReadOnly,
    plan,
    call: snapshot(call),
    updatableColumns:
      definition.forUpdate && definition.forUpdate.length > 0 ? new Set(definition.forUpdate.map((c) => c.toLowerCase())) : undefined,
  });
};

const tableOf = (f: Frame, index: number): Frame['tables'][number] => {
  const table = f.tables[index];
  if (!table) throw new Error(`table ${index} of the cursor is missing`);
  return table;
};

function* runQuery(
  plan: QueryPlan,
  call: CallFrame,
  hasBase: boolean,
  add: (values: Value[], base: Row | undefined) => void,
): Running<void> {
  const release = yield* lockTables(plan, call.session);
  try {
    const f = openFrame(plan, call);
    if (plan.preparations.length > 0) yield* prepareFrame(plan, f);
    yield* plan.query.run(f, (_f, values) => {
      // The table's row comes as one value more than the columns.
      const base = hasBase ? (values.pop() as unknown as Row) : undefined;
      add(values, base);
    });
  } finally {
    release();
  }
}

const rereadRow = (plan: QueryPlan, call: CallFrame, row: Row, isFiltered: boolean): Value[] | undefined => {
  const { base } = plan.query;
  if (!base) return undefined;
  const f = openFrame(plan, call);
  f.rows[base.slot] = row;
  return base.reread(f, isFiltered);
};

/** Variables keep the values that they had at DECLARE; temporary tables are still found through the call itself. */
const snapshot = (call: CallFrame): CallFrame => {
  const own = new CallFrame({
    session: call.session,
    variableCount: 0,
    sink: call.sink,
    parent: call,
    procedure: call.procedure,
    isModule: call.isModule,
    ...(call.trigger ? { trigger: call.trigger } : {}),
  });
  own.variables.push(...call.variables);
  own.tables.push(...call.tables);
  return own;
};

/**
 * What a cursor of this declaration and query sees. As SQL Server does, cursors over more than one table, groups or computed
 * orders become static, and dynamic ones whose order no index gives become keysets (static without a unique index).
 */
const sensitivityOf = (definition: CursorDefinition, plan: QueryPlan): Sensitivity => {
  const { base } = plan.query;
  const dependency = base ? plan.tables[base.tableIndex] : undefined;
  if (!dependency || definition.type === 'static') return 'static';
  const hasKey = dependency.definition.indexes.some((i) => i.isUnique && !i.isDisabled && !i.filter);
  const isScroll = definition.scroll && definition.type === undefined;
  if (definition.type === 'keyset' || isScroll) return hasKey ? 'keyset' : 'static';
  if (isIndexOrder(definition.query, dependency)) return 'dynamic';
  if (definition.type === 'fastForward') return 'static';
  return hasKey ? 'keyset' : 'static';
};

/** Whether the query asks for no order, or for that of an index. */
const isIndexOrder = ({ orderBy, query, offset }: SelectStatement, { definition }: TableDependency): boolean => {
  if (offset || (query.kind === 'query' && query.top)) return false;
  if (orderBy.length === 0) return true;
  const wanted = orderBy.map(({ expression }) =>
    expression.kind === 'column' ? expression.name[expression.name.length - 1]?.toLowerCase() : undefined,
  );
  return definition.indexes.some(
    (index) =>
      !index.isDisabled &&
      !index.filter &&
      wanted.every((name, i) => {
        const key = index.keys[i];
        const column = key && definition.columns.find((c) => c.id === key.columnId);
        return name !== undefined && column?.name.toLowerCase() === name;
      }),
  );
};
