// SELECT as a statement: rows to the client, into variables or into a new table.

import { bulkInsert } from '../dml/bulk-insert.ts';
import { createForSelectInto } from '../ddl/select-into.ts';
import type { MultipartName, QueryExpression, SelectStatement } from '../../parser/ast/index.ts';
import { sqlError } from '../../types/errors.ts';
import { intType } from '../../types/sql-type.ts';
import type { Value } from '../../types/sql-type.ts';
import { CURRENT_COMMAND } from '../client.ts';
import type { OutputColumn } from '../client.ts';
import { compileSelect } from '../compile-select.ts';
import type { CompiledQuery, QueryColumn } from '../compile-select.ts';
import { endStatement } from '../end-statement.ts';
import type { Flow } from '../flow.ts';
import { numberRows } from '../identity-function.ts';
import type { CallFrame, Frame, Running } from '../frame.ts';
import type { CompiledModule } from '../module.ts';
import { Scope } from '../scope.ts';
import type { ModuleContext } from '../scope.ts';
import { lockTables, makePlan, openFrame, prepareFrame } from '../statement-plan.ts';
import type { PlanBase } from '../statement-plan.ts';
import { atomically } from '../transaction-state.ts';

export interface SelectPlan extends PlanBase {
  readonly query: CompiledQuery;
  readonly columns: readonly OutputColumn[];
  readonly isAssignment: boolean;
  /** Top-level FOR JSON or FOR XML text, which goes out in pieces. */
  readonly isText: boolean;
  /** Gives out sequence values. */
  readonly writes: boolean;
}

export const outputColumns = (columns: readonly QueryColumn[]): OutputColumn[] =>
  columns.map((c) => ({
    name: c.name,
    type: c.type.name === 'null' ? intType : c.type,
    isNullable: c.isNullable,
    ...(c.collation ? { collation: c.collation } : {}),
    ...(c.isIdentity ? { isIdentity: true } : {}),
    ...(c.isComputed ? { isComputed: true } : {}),
  }));

const isAssigning = (s: SelectStatement): boolean => s.query.kind === 'query' && s.query.items.some((i) => i.kind === 'assignment');

export const compileSelectStatement = (s: SelectStatement, module: ModuleContext): SelectPlan =>
  makePlan(module, 'SELECT', (context) => {
    const isAssignment = isAssigning(s);
    context.assignsVariables = isAssignment;
    if (s.forClause && isAssignment) throw sqlError(6819, 'ASSIGNMENT');
    const query = compileSelect(s, new Scope(context));
    return {
      query,
      columns: outputColumns(query.columns),
      isAssignment,
      isText: s.forClause !== undefined && !(s.forClause.kind === 'xml' && s.forClause.type),
      writes: context.usesSequence,
    };
  });

/** The INTO of a query, which a set operation has in its first part. */
const intoOf = (q: QueryExpression): MultipartName | undefined =>
  q.kind === 'query' ? q.into : q.kind === 'setOperation' ? intoOf(q.left) : undefined;

export function* runSelect(s: SelectStatement, module: CompiledModule, call: CallFrame): Running<Flow> {
  const into = intoOf(s.query);
  if (into) return yield* runSelectInto(s, into, module, call);
  const plan = module.plan(s, call, (m) => compileSelectStatement(s, m));
  if (plan.writes) return yield* atomically(call.session, call.sink, () => sendRows(plan, call));
  return yield* sendRows(plan, call);
}

function* sendRows(plan: SelectPlan, call: CallFrame): Running<Flow> {
  const { session } = call;
  const release = yield* lockTables(plan, session);
  let count = 0;
  try {
    const f = openFrame(plan, call);
    if (plan.preparations.length > 0) yield* prepareFrame(plan, f);
    const limit = session.options.rowCount;
    if (plan.isAssignment) {
      yield* plan.query.run(f, () => ++count === limit);
      endAssignment(call, count);
      return undefined;
    }
    const { sink } = call;
    sink.columns(plan.columns);
    if (session.options.fmtOnly) {
      endStatement(call, 0, CURRENT_COMMAND.select);
      return undefined;
    }
    if (plan.isText) count = yield* sendText(plan, f, call);
    else {
      let sent = 0;
      yield* withBackpressure(
        plan.query.run(f, (_f, values) => {
          sink.row(values);
          return ++sent === limit;
        }),
        call,
      );
      count = sent;
    }
    endStatement(call, count, CURRENT_COMMAND.select);
    return undefined;
  } finally {
    release();
  }
}

/** Runs on, waiting for the client at each pause when it reads more slowly than rows come. */
function* withBackpressure<T>(running: Running<T>, call: CallFrame): Running<T> {
  for (;;) {
    const step = running.next();
    if (step.done) return step.value;
    const drained = call.sink.drained();
    yield drained ?? step.value;
  }
}

const endAssignment = (call: CallFrame, count: number): void => {
  call.session.rowCount = count;
};

/** SQL Server cuts top-level FOR JSON and FOR XML text into rows of this many characters. */
const PIECE = 2033;

function* sendText(plan: SelectPlan, f: Frame, call: CallFrame): Running<number> {
  let text: Value = null;
  let count = 0;
  yield* plan.query.run(f, (_f, values) => {
    text = values[0] ?? null;
    count++;
  });
  if (count === 0) return 0;
  if (text === null) {
    call.sink.row([null]);
    return 1;
  }
  const whole = text as string;
  let pieces = 0;
  for (let i = 0; i < whole.length || i === 0; i += PIECE) {
    call.sink.row([whole.slice(i, i + PIECE)]);
    pieces++;
    if (f.work.isDue()) yield call.sink.drained();
  }
  return pieces;
}

function* runSelectInto(s: SelectStatement, into: readonly string[], module: CompiledModule, call: CallFrame): Running<Flow> {
  if (s.forClause) throw s.forClause.kind === 'json' ? sqlError(13602, 'SELECT INTO') : sqlError(6819, 'SELECT INTO');
  const { session } = call;
  const plan = module.plan(s, call, (m) => compileSelectStatement(s, m));
  const count = yield* atomically(session, call.sink, function* () {
    const release = yield* lockTables(plan, session);
    try {
      const table = createForSelectInto(into, plan.query.columns, module, call, s);
      const rows: Value[][] = [];
      const limit = session.options.rowCount;
      const f = openFrame(plan, call);
      if (plan.preparations.length > 0) yield* prepareFrame(plan, f);
      yield* plan.query.run(f, (_f, values) => rows.push(values) === limit);
      numberRows(rows, plan.query.columns);
      return yield* bulkInsert(
        call,
        table,
        table.definition.columns,
        rows,
        plan.columns.map((c) => c.type),
        { checkConstraints: false, fireTriggers: false, keepNulls: true, keepIdentity: true },
      );
    } finally {
      release();
    }
  });
  endStatement(call, count, CURRENT_COMMAND.select);
  return undefined;
}
