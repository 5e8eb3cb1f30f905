// EXEC of system procedures, by name.

import type { CallFrame, Running } from '../frame.ts';
import type { CompiledModule } from '../module.ts';
import type { GivenArgument } from '../procedures.ts';
import { getApplicationLock, releaseApplicationLock } from './application-locks.ts';
import { findCatalogProcedure, runCatalogProcedure } from './catalog-procedures.ts';
import { describeFirstResultSet } from './describe-result-set.ts';
import { messageProcedures } from './message-procedures.ts';
import { bindArguments } from './procedure.ts';
import type { RunningProcedure } from './procedure.ts';
import { sequenceRange } from './sequence-range.ts';
import { refuse, REFUSED, sessionProcedures } from './session-procedures.ts';

const PROCEDURES: ReadonlyMap<string, RunningProcedure> = new Map(
  [getApplicationLock, releaseApplicationLock, describeFirstResultSet, sequenceRange, ...messageProcedures, ...sessionProcedures].map(
    (p) => [p.name, p],
  ),
);

/** `sp_datatype_info_100` and its like are the same procedures for newer drivers. */
const NEWER = /_(?:90|100|170)$/;

/**
 * The running procedure, which gives its return status, or undefined when there is none of that name (without database and
 * schema). Those that run text (sp_executesql, sp_prepare, ...) are in text-procedures.ts.
 */
export const runSystemProcedure = (
  name: string,
  given: readonly GivenArgument[],
  module: CompiledModule,
  call: CallFrame,
): Running<number> | undefined => {
  const key = name.toLowerCase();
  const own = PROCEDURES.get(key);
  if (own) return own.run(call, bindArguments(own.name, own.parameters, given, call.session), module, given);
  const found = findCatalogProcedure(key) ?? findCatalogProcedure(key.replace(NEWER, ''));
  if (found) return runCatalogProcedure(found, bindArguments(found.name, found.parameters, given, call.session), call);
  return REFUSED.has(key) ? refuse(key, call) : undefined;
};
