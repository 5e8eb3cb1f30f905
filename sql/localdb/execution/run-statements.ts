// Runs the statements of a module one after another: control of flow, TRY and CATCH, and what errors do.

import type { If, Statement, TryCatch, While } from '../parser/ast/index.ts';
import { SqlError } from '../types/errors.ts';
import { compileCondition } from './compile-condition.ts';
import { asSqlError, catcherOf, handleError, locate } from './errors-at-run.ts';
import { BatchAbort, BREAK, CONTINUE } from './flow.ts';
import type { Flow } from './flow.ts';
import type { CallFrame, Running } from './frame.ts';
import type { CompiledModule } from './module.ts';
import { Scope } from './scope.ts';
import { lockTables, makePlan, openFrame, prepareFrame } from './statement-plan.ts';
import type { PlanBase } from './statement-plan.ts';
import { SIMPLE } from './simple-statements.ts';
import { CancelledError } from './cancelled.ts';

/** Runs a list of statements; a GOTO whose label is in the list goes on there. */
export function* runStatements(list: readonly Statement[], module: CompiledModule, call: CallFrame): Running<Flow> {
  for (let i = 0; i < list.length; i++) {
    const flow = yield* runStatement(list[i] as Statement, module, call);
    if (flow === undefined) continue;
    if (flow.kind === 'goto') {
      const label = flow.label.toLowerCase();
      const at = list.findIndex((s) => s.kind === 'label' && s.name.toLowerCase() === label);
      if (at >= 0) {
        i = at;
        continue;
      }
    }
    return flow;
  }
  return undefined;
}

function* runStatement(s: Statement, module: CompiledModule, call: CallFrame): Running<Flow> {
  const { session } = call;
  const { work } = session;
  if (++work.count > work.limit && work.isDue()) yield;
  try {
    switch (s.kind) {
      case 'block':
        return yield* runStatements(s.statements, module, call);
      case 'if':
        return yield* runIf(s, module, call);
      case 'while':
        return yield* runWhile(s, module, call);
      case 'tryCatch':
        return yield* runTryCatch(s, module, call);
      case 'break':
        return BREAK;
      case 'continue':
        return CONTINUE;
      case 'goto':
        return { kind: 'goto', label: s.label };
      case 'label':
        return undefined;
      default: {
        if (!call.isFunction) session.beginStatement();
        if (session.options.noExec && s.kind !== 'setOption') return undefined;
        const run = SIMPLE[s.kind];
        const flow = yield* run(s as never, module, call);
        // After EXEC it is that of the last statement that the procedure ran.
        if (s.kind !== 'raiserror' && s.kind !== 'execute' && s.kind !== 'executeString') session.errorNumber = 0;
        return flow;
      }
    }
  } catch (thrown) {
    if (thrown instanceof BatchAbort || thrown instanceof CancelledError) throw thrown;
    const error = locate(asSqlError(thrown), s.line, module.name);
    if (call.isFunction) throw error;
    return yield* handleError(error, call);
  }
}

const conditionPlan = (
  node: If | While,
  module: CompiledModule,
  call: CallFrame,
): PlanBase & { test: (f: ReturnType<typeof openFrame>) => boolean | null } =>
  module.plan(node.condition, call, (m) =>
    makePlan(m, 'IF', (context) => {
      const { test } = compileCondition(node.condition, new Scope(context));
      return { test };
    }),
  );

function* testCondition(node: If | While, module: CompiledModule, call: CallFrame): Running<boolean> {
  call.session.beginStatement();
  const plan = conditionPlan(node, module, call);
  const release = yield* lockTables(plan, call.session);
  try {
    const f = openFrame(plan, call);
    if (plan.preparations.length > 0) yield* prepareFrame(plan, f);
    return plan.test(f) === true;
  } finally {
    release();
    call.session.errorNumber = 0;
    call.session.rowCount = 0;
  }
}

function* runIf(s: If, module: CompiledModule, call: CallFrame): Running<Flow> {
  if (yield* testCondition(s, module, call)) return yield* runStatement(s.then, module, call);
  return s.otherwise ? yield* runStatement(s.otherwise, module, call) : undefined;
}

function* runWhile(s: While, module: CompiledModule, call: CallFrame): Running<Flow> {
  while (yield* testCondition(s, module, call)) {
    const flow = yield* runStatement(s.body, module, call);
    if (flow === undefined || flow.kind === 'continue') continue;
    if (flow.kind === 'break') return undefined;
    return flow;
  }
  return undefined;
}

function* runTryCatch(s: TryCatch, module: CompiledModule, call: CallFrame): Running<Flow> {
  const { session } = call;
  let error: SqlError;
  call.tryDepth++;
  try {
    return yield* runStatements(s.body, module, call);
  } catch (thrown) {
    if (!(thrown instanceof SqlError) || catcherOf(thrown, call) !== call) throw thrown;
    error = thrown;
  } finally {
    call.tryDepth--;
  }
  session.errorNumber = error.number;
  session.caughtErrors.push(error);
  try {
    return yield* runStatements(s.handler, module, call);
  } finally {
    session.caughtErrors.pop();
  }
}
