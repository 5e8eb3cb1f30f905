// The arguments of EXEC: compiled with their own types, evaluated, and handed over with what receives OUTPUT values.

import type { Execute, ExecuteString } from '../../parser/ast/index.ts';
import { converter } from '../../types/convert.ts';
import { sqlError } from '../../types/errors.ts';
import { intType, MAX, nvarcharType } from '../../types/sql-type.ts';
import type { SqlType, Value } from '../../types/sql-type.ts';
import { compileExpression } from '../compile-expression.ts';
import type { CallFrame, Evaluate } from '../frame.ts';
import type { Cursor } from '../cursor.ts';
import type { GivenArgument } from '../procedures.ts';
import { noteCursorVariables } from '../session/cursor-variables.ts';
import { convertScalar } from '../scalar.ts';
import type { Scalar } from '../scalar.ts';
import { Scope } from '../scope.ts';
import type { ModuleContext, VariableInfo, VariableScope } from '../scope.ts';
import { makePlan, openFrame, tableVariable } from '../statement-plan.ts';
import type { PlanBase } from '../statement-plan.ts';

interface ArgumentPlan {
  readonly name: string;
  readonly type: SqlType;
  readonly evaluate: Evaluate;
  readonly isDefault: boolean;
  readonly isOutput: boolean;
  readonly variable: VariableInfo | undefined;
}
export interface ExecutePlan extends PlanBase {
  readonly arguments: readonly ArgumentPlan[];
  readonly variables: VariableScope;
  /** EXEC ('...'): the whole text. */
  readonly text?: Evaluate;
  /** Converters of OUTPUT values, by argument and type name. */
  readonly outputs: Map<string, ReturnType<typeof converter>>;
}

export const compileArgumentPlan = (s: Execute | ExecuteString, module: ModuleContext): ExecutePlan =>
  makePlan(module, 'EXECUTE', (context) => {
    const scope = new Scope(context);
    if (s.kind === 'executeString') {
      const parts = s.parts.map((p) => convertScalar(compileExpression(p, scope), nvarcharType(MAX)).evaluate);
      return {
        arguments: [],
        variables: module.variables,
        outputs: new Map(),
        text: (f: Parameters<Evaluate>[0]) => parts.map((p) => p(f) ?? '').join(''),
      };
    }
    if (s.resultVariable !== undefined) module.variables.scalar(s.resultVariable);
    let isNamed = false;
    const list = s.arguments.map((a): ArgumentPlan => {
      if (a.name !== undefined) isNamed = true;
      else if (isNamed) throw sqlError(119, s.arguments.indexOf(a) + 1);
      const info = a.value.kind === 'variable' ? module.variables.find(a.value.name) : undefined;
      const base = { name: a.name ?? '', isDefault: a.value.kind === 'default', isOutput: a.output, variable: info };
      if (base.isDefault || info?.kind === 'table' || info?.kind === 'cursor') return { ...base, type: intType, evaluate: () => null };
      const value: Scalar = compileExpression(a.value, scope);
      return { ...base, type: value.type.name === 'null' ? intType : value.type, evaluate: value.evaluate };
    });
    return { arguments: list, variables: module.variables, outputs: new Map() };
  });

/** The arguments' values now. */
export const evaluateArguments = (plan: ExecutePlan, call: CallFrame): GivenArgument[] => {
  const f = openFrame(plan, call);
  return plan.arguments.map((a, i): GivenArgument => {
    const { variable } = a;
    if (variable?.kind === 'table') {
      const table = tableVariable(call, variable.slot, variable.definition);
      return { name: a.name, type: intType, value: null, table: { table, typeName: variable.typeName }, isDefault: false, isOutput: false };
    }
    if (variable?.kind === 'cursor') {
      const assign = (cursor: Cursor | undefined): void => {
        call.cursors[variable.slot] = cursor;
        noteCursorVariables(call, plan.variables);
      };
      return {
        name: a.name,
        type: intType,
        value: null,
        cursor: { variable: variable.name, held: call.cursors[variable.slot], assign },
        isDefault: false,
        isOutput: a.isOutput,
      };
    }
    return {
      name: a.name,
      type: a.type,
      value: a.evaluate(f),
      isDefault: a.isDefault,
      isOutput: a.isOutput,
      ...(a.isOutput && variable?.kind === 'scalar'
        ? {
            assign: (value: Value, type: SqlType) => {
              call.variables[variable.slot] = convertOutput(plan, i, value, type, variable.type, call);
            },
          }
        : {}),
    };
  });
};

const convertOutput = (plan: ExecutePlan, index: number, value: Value, from: SqlType, to: SqlType, call: CallFrame): Value => {
  if (value === null) return null;
  const key = `${index}:${from.name}:${from.length}:${from.precision}:${from.scale}`;
  let convert = plan.outputs.get(key);
  if (!convert) {
    convert = converter(from, to);
    plan.outputs.set(key, convert);
  }
  return convert(value, call.session);
};
