// The system procedures of the catalogue (sp_help, sp_rename, sp_columns, ...) run: in a transaction when they change it.

import type { CatalogContext } from '../../catalog/catalog-context.ts';
import { findSystemProcedure, refreshProcedures } from '../../catalog/system-procedures/index.ts';
import type { ProcedureOutcome, SystemProcedure } from '../../catalog/system-procedures/index.ts';
import { ON_DATABASE } from '../../catalog/security/database-access.ts';
import { splitMultipartName } from '../../parser/names.ts';
import { sqlError } from '../../types/errors.ts';
import type { Value } from '../../types/sql-type.ts';
import type { CallFrame, Running } from '../frame.ts';
import { catalogSessionOf } from '../session/catalog-session.ts';
import { accessTo } from '../security/needs.ts';
import { atomically } from '../transaction-state.ts';
import type { Session } from '../session.ts';
import { sendSet } from './procedure.ts';
import { refreshModule } from './refresh-module.ts';

const CHANGING: ReadonlySet<string> = new Set([
  'sp_rename',
  'sp_settriggerorder',
  'sp_addextendedproperty',
  'sp_updateextendedproperty',
  'sp_dropextendedproperty',
  'sp_recompile',
  'sp_refreshview',
  'sp_refreshsqlmodule',
]);

const REFRESHING = refreshProcedures(refreshModule);

export const findCatalogProcedure = (name: string): SystemProcedure | undefined =>
  findSystemProcedure(name) ?? REFRESHING.find((p) => p.name === name.toLowerCase());

// biome-ignore lint/correctness/useYield: what atomically runs
function* change(procedure: SystemProcedure, catalog: CatalogContext, values: readonly Value[]): Running<ProcedureOutcome> {
  return procedure.run(catalog, values);
}

/** The databases that the name may mean: the session's, and any other whose name stands in it. Throws 15247. */
const requireChange = (name: Value | undefined, session: Session): void => {
  const { catalog } = session.server;
  const named = splitMultipartName(String(name ?? '')).flatMap((part) => catalog.database(part) ?? []);
  for (const database of new Set([session.database, ...named]))
    if (!accessTo(database, session).has('ALTER ANY SCHEMA', ON_DATABASE)) throw sqlError(15247);
};

export function* runCatalogProcedure(procedure: SystemProcedure, values: readonly Value[], call: CallFrame): Running<number> {
  const { catalog } = catalogSessionOf(call);
  if (CHANGING.has(procedure.name) && !call.session.principal.isSysadmin) requireChange(values[0], call.session);
  const outcome = CHANGING.has(procedure.name)
    ? yield* atomically(call.session, call.sink, () => change(procedure, catalog, values))
    : procedure.run(catalog, values);
  for (const m of outcome.messages ?? [])
    call.sink.info({ number: m.number, severity: 0, state: 1, text: m.text, line: 1, procedure: procedure.name });
  for (const set of outcome.sets) sendSet(call, set.columns, set.rows);
  return outcome.returnValue ?? 0;
}
