// DECLARE and SET of variables.

import type { DeclareTable, DeclareVariables, Expression, SetVariable } from '../../parser/ast/index.ts';
import { sqlError } from '../../types/errors.ts';
import { assignment } from '../select-assignment.ts';
import { compileExpression } from '../compile-expression.ts';
import { convertScalar } from '../scalar.ts';
import { setCursorVariable } from './cursors.ts';
import type { Flow } from '../flow.ts';
import type { CallFrame, Frame, Running } from '../frame.ts';
import type { CompiledModule } from '../module.ts';
import { findUserType } from '../resolve-type-name.ts';
import { Scope } from '../scope.ts';
import type { ModuleContext } from '../scope.ts';
import { requireTableType } from '../security/needs.ts';
import { lockTables, makePlan, openFrame, prepareFrame } from '../statement-plan.ts';
import type { PlanBase } from '../statement-plan.ts';
import { atomically } from '../transaction-state.ts';

export interface ValuePlan extends PlanBase {
  readonly evaluate: (f: Frame) => unknown;
  readonly writes: boolean;
}

const initialPlan = (node: Expression, variable: string, module: ModuleContext): ValuePlan =>
  makePlan(module, 'DECLARE', (context) => {
    const { slot, type } = module.variables.scalar(variable);
    const { evaluate } = convertScalar(compileExpression(node, new Scope(context)), type);
    return {
      evaluate: (f: Frame) => {
        f.variables[slot] = evaluate(f);
      },
      writes: context.usesSequence,
    };
  });

function* runValuePlan(plan: ValuePlan, call: CallFrame): Running<void> {
  const { session } = call;
  if (plan.writes) return yield* atomically(session, call.sink, () => evaluatePlan(plan, call));
  yield* evaluatePlan(plan, call);
}

function* evaluatePlan(plan: ValuePlan, call: CallFrame): Running<void> {
  const release = yield* lockTables(plan, call.session);
  try {
    const f = openFrame(plan, call);
    if (plan.preparations.length > 0) yield* prepareFrame(plan, f);
    plan.evaluate(f);
  } finally {
    release();
  }
}

export function* runDeclare(s: DeclareVariables, module: CompiledModule, call: CallFrame): Running<Flow> {
  for (const v of s.variables) {
    if (!module.home && v.type !== 'cursor' && !call.session.principal.isSysadmin) {
      const type = findUserType(v.type, module);
      if (type?.table) requireTableType(module.database, type, call.session);
    }
    if (!v.initial) continue;
    const { initial } = v;
    yield* runValuePlan(
      module.plan(v, call, (m) => initialPlan(initial, v.name, m)),
      call,
    );
    call.session.rowCount = 1;
  }
  return undefined;
}

// biome-ignore lint/correctness/useYield: a runner like the others
export function* runDeclareTable(s: DeclareTable, module: CompiledModule, call: CallFrame): Running<Flow> {
  // Made when it is first used; in a loop the same DECLARE makes no new table.
  if (module.variables.find(s.name)?.kind !== 'table') throw sqlError(1087, s.name);
  call.session.rowCount = 0;
  return undefined;
}

export const compileSetVariable = (s: SetVariable, module: ModuleContext): ValuePlan =>
  makePlan(module, 'SET', (context) => {
    const { expression } = s;
    if (!expression) throw sqlError(102, s.variable);
    const scope = new Scope(context);
    const value = compileExpression(expression, scope);
    return { evaluate: assignment(s.variable, s.operator, value, scope).evaluate, writes: context.usesSequence };
  });

export function* runSetVariable(s: SetVariable, module: CompiledModule, call: CallFrame): Running<Flow> {
  const info = module.variables.find(s.variable);
  if (s.cursor || info?.kind === 'cursor') return yield* setCursorVariable(s, module, call);
  yield* runValuePlan(
    module.plan(s, call, (m) => compileSetVariable(s, m)),
    call,
  );
  call.session.rowCount = 1;
  return undefined;
}

export const compileInitial = initialPlan;
