// The values of a statement's own expressions (RAISERROR, PRINT, WAITFOR, SET option, KILL, DBCC): compiled once, evaluated
// each time that it runs.

import type { Expression } from '../parser/ast/index.ts';
import { sqlError } from '../types/errors.ts';
import type { SqlType, Value } from '../types/sql-type.ts';
import { some } from './ast-search.ts';
import { compileExpression } from './compile-expression.ts';
import type { CallFrame, Evaluate, Running } from './frame.ts';
import type { CompiledModule } from './module.ts';
import type { Scalar } from './scalar.ts';
import { Scope } from './scope.ts';
import { lockTables, makePlan, openFrame, prepareFrame } from './statement-plan.ts';
import type { PlanBase } from './statement-plan.ts';

export interface TypedValue {
  readonly type: SqlType;
  readonly value: Value;
}

export interface ValuesPlan extends PlanBase {
  readonly types: readonly SqlType[];
  readonly evaluates: readonly Evaluate[];
}

/** Throws 128: these statements have no rows. */
const refuseColumns = (e: Expression): void => {
  some(e, (part) => {
    if (part.kind === 'column') throw sqlError(128, part.name.join('.'));
    return false;
  });
};

type Convert = (scalar: Scalar, index: number) => Scalar;

/** The plan of a statement's expressions, kept for `node`; `convert` may change what is compiled. */
export const valuesPlan = (
  node: object,
  expressions: readonly Expression[],
  module: CompiledModule,
  call: CallFrame,
  statementName: string,
  convert: Convert = (s) => s,
): ValuesPlan =>
  module.plan<ValuesPlan>(node, call, (m) =>
    makePlan(m, statementName, (context) => {
      const scope = new Scope(context);
      const scalars = expressions.map((e, i) => {
        if (e.kind === 'subquery') throw sqlError(1046);
        refuseColumns(e);
        return convert(compileExpression(e, scope), i);
      });
      return { types: scalars.map((s) => s.type), evaluates: scalars.map((s) => s.evaluate) };
    }),
  );

/** The values of the expressions now, in order. */
export function* evaluatePlan(plan: ValuesPlan, call: CallFrame): Running<readonly TypedValue[]> {
  const release = yield* lockTables(plan, call.session);
  try {
    const f = openFrame(plan, call);
    if (plan.preparations.length > 0) yield* prepareFrame(plan, f);
    return plan.evaluates.map((evaluate, i) => ({ type: plan.types[i] as SqlType, value: evaluate(f) }));
  } finally {
    release();
  }
}

/** Compiles and evaluates; `node` is the statement that the plan is kept for. */
export const evaluateAll = (
  node: object,
  expressions: readonly Expression[],
  module: CompiledModule,
  call: CallFrame,
  statementName: string,
  convert?: Convert,
): Running<readonly TypedValue[]> => evaluatePlan(valuesPlan(node, expressions, module, call, statementName, convert), call);
