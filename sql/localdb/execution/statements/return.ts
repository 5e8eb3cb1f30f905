// RETURN: a procedure's status or a function's value.

import type { Return } from '../../parser/ast/index.ts';
import { sqlError } from '../../types/errors.ts';
import { intType } from '../../types/sql-type.ts';
import type { Value } from '../../types/sql-type.ts';
import { compileExpression } from '../compile-expression.ts';
import { RETURN } from '../flow.ts';
import type { Flow } from '../flow.ts';
import type { CallFrame, Frame, Running } from '../frame.ts';
import type { CompiledModule } from '../module.ts';
import { convertScalar } from '../scalar.ts';
import { Scope } from '../scope.ts';
import type { ModuleContext } from '../scope.ts';
import { lockTables, makePlan, openFrame, prepareFrame } from '../statement-plan.ts';
import type { PlanBase } from '../statement-plan.ts';

export const compileReturn = (s: Return, module: ModuleContext): PlanBase & { evaluate: (f: Frame) => Value } =>
  makePlan(module, 'RETURN', (context) => {
    if (!s.value) throw sqlError(102, 'RETURN');
    return { evaluate: convertScalar(compileExpression(s.value, new Scope(context)), module.returnType ?? intType).evaluate };
  });

export function* runReturn(s: Return, module: CompiledModule, call: CallFrame): Running<Flow> {
  if (!s.value) return RETURN;
  const plan = module.plan(s, call, (m) => compileReturn(s, m));
  const release = yield* lockTables(plan, call.session);
  try {
    const f = openFrame(plan, call);
    if (plan.preparations.length > 0) yield* prepareFrame(plan, f);
    call.returnValue = plan.evaluate(f) ?? (module.isFunction ? null : 0);
  } finally {
    release();
  }
  return RETURN;
}
