// What a system procedure of the running server is: parameters, and a generator that does its work. Arguments are matched
// and converted here, and result sets sent.

import type { ProcedureParameter } from '../../catalog/system-procedures/index.ts';
import type { ResultColumn } from '../../functions/function.ts';
import { converter } from '../../types/convert.ts';
import { SqlError, sqlError } from '../../types/errors.ts';
import type { SqlType, Value } from '../../types/sql-type.ts';
import { CURRENT_COMMAND } from '../client.ts';
import { catcherOf, locate, sendError, withOrigin } from '../errors-at-run.ts';
import type { CallFrame, Running } from '../frame.ts';
import type { CompiledModule } from '../module.ts';
import type { GivenArgument } from '../procedures.ts';
import type { Session } from '../session.ts';

export interface RunningProcedure {
  /** Lower case. */
  readonly name: string;
  readonly parameters: readonly ProcedureParameter[];
  /** `values` has one for each parameter, converted to its type; gives the return status. */
  run(call: CallFrame, values: readonly Value[], module: CompiledModule, given: readonly GivenArgument[]): Running<number>;
}

/** The values of the parameters in order. Throws 201, 8114, 8143, 8144 and 8145. */
export const bindArguments = (
  name: string,
  parameters: readonly ProcedureParameter[],
  given: readonly GivenArgument[],
  session: Session,
): Value[] => {
  const found = new Map<ProcedureParameter, GivenArgument>();
  given.forEach((g, i) => {
    const parameter = g.name === '' ? parameters[i] : parameters.find((p) => p.name.toLowerCase() === g.name.toLowerCase());
    if (!parameter) throw g.name === '' ? sqlError(8144, name) : sqlError(8145, g.name, name);
    if (found.has(parameter)) throw sqlError(8143, parameter.name);
    found.set(parameter, g);
  });
  return parameters.map((p) => {
    const g = found.get(p);
    if (g && !g.isDefault) return convertArgument(g, p, session);
    if (p.default === undefined) throw sqlError(201, name, p.name);
    return p.default;
  });
};

const convertArgument = (g: GivenArgument, p: ProcedureParameter, session: Session): Value => {
  if (g.value === null) return null;
  try {
    return converter(g.type, p.type)(g.value, session);
  } catch (error) {
    if (error instanceof SqlError) throw sqlError(8114, g.type.name, p.type.name);
    throw error;
  }
};

/** Hands a value to the argument of an OUTPUT parameter, if one was given with OUTPUT. */
export const assignOutput = (
  given: readonly GivenArgument[],
  parameters: readonly ProcedureParameter[],
  index: number,
  value: Value,
  type: SqlType,
): void => {
  const name = parameters[index]?.name.toLowerCase();
  const argument = given.find((g, i) => (g.name === '' ? i === index : g.name.toLowerCase() === name));
  if (argument?.isOutput) argument.assign?.(value, type);
};

/** Sends a result set. */
export const sendSet = (call: CallFrame, columns: readonly ResultColumn[], rows: readonly (readonly Value[])[]): void => {
  const { sink, session } = call;
  sink.columns(columns);
  for (const row of rows) sink.row(row);
  session.rowCount = rows.length;
  sink.done('inProcedure', session.options.noCount ? undefined : rows.length, false, CURRENT_COMMAND.select);
};

/** An error that the procedure raises by itself: caught by a TRY around it, otherwise sent, and the procedure returns `status`. */
export const raise = (error: SqlError, name: string, call: CallFrame, status: number): number => {
  const located = withOrigin(locate(error, 1, name), { isRaised: true });
  if (catcherOf(located, call)) throw located;
  sendError(located, call);
  return status;
};
