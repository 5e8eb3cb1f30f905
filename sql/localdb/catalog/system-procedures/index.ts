// The system procedures that need nothing but the catalogue, by name.

import { extendedPropertyProcedures } from './extended-properties.ts';
import { helpProcedures } from './help-procedures.ts';
import { helpText } from './help-text.ts';
import { odbcProcedures } from './odbc-procedures.ts';
import { odbcRoutineProcedures } from './odbc-routines.ts';
import { rename } from './rename.ts';
import { serverProcedures } from './server-procedures.ts';
import type { SystemProcedure } from './system-procedure.ts';
import { setTriggerOrder } from './trigger-order.ts';

export type { ProcedureMessage, ProcedureOutcome, ProcedureParameter, ProcedureSet, SystemProcedure } from './system-procedure.ts';
export { refreshProcedures } from './server-procedures.ts';

const systemProcedures: readonly SystemProcedure[] = [
  helpText,
  rename,
  setTriggerOrder,
  ...helpProcedures,
  ...odbcProcedures,
  ...odbcRoutineProcedures,
  ...extendedPropertyProcedures,
  ...serverProcedures,
];

const BY_NAME: ReadonlyMap<string, SystemProcedure> = new Map(systemProcedures.map((p) => [p.name, p]));

/** sp_refreshview and sp_refreshsqlmodule are not here: see `refreshProcedures`. */
export const findSystemProcedure = (name: string): SystemProcedure | undefined => BY_NAME.get(name.toLowerCase());
