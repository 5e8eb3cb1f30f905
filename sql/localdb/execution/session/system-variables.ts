// The @@variables: their types and where their values come from.

import { PRODUCT_VERSION } from '../../catalog/metadata/server-functions.ts';
import { intType, nvarcharType, smallintType, sqlType, sysnameType, tinyintType, varbinaryType } from '../../types/sql-type.ts';
import type { SqlType } from '../../types/sql-type.ts';
import { lastRowVersion } from '../dml/row-version.ts';
import type { CallFrame, Evaluate } from '../frame.ts';
import { findLanguage } from './languages.ts';
import { optionBits } from './option-bits.ts';
import { SERVER_NAME } from './server-name.ts';

export interface SystemVariable {
  readonly type: SqlType;
  readonly evaluate: Evaluate;
}

const VERSION = `Microsoft SQL Server 2022 (RTM) - ${PRODUCT_VERSION} (X64) \n\tPeregrine LocalDB \n\tExpress Edition (64-bit)`;
const MAXIMUM_CONNECTIONS = 32767;
const TICK_MICROSECONDS = 31250;

const numericType = (precision: number): SqlType => sqlType('numeric', 0, precision, 0);

/** object_id of the module that runs; 0 in a batch. */
const procedureId = (call: CallFrame): number => {
  const dot = call.procedure.indexOf('.');
  if (dot < 0) return 0;
  return call.session.database.find(call.procedure.slice(0, dot), call.procedure.slice(dot + 1))?.id ?? 0;
};

const cpuTicks = (): number => {
  const { user, system } = process.cpuUsage();
  return Math.trunc((user + system) / TICK_MICROSECONDS);
};

const of = (type: SqlType, evaluate: Evaluate): SystemVariable => ({ type, evaluate });
const constant = (type: SqlType, value: number | string | null): SystemVariable => ({ type, evaluate: () => value });

const VARIABLES: ReadonlyMap<string, SystemVariable> = new Map<string, SystemVariable>([
  ['ROWCOUNT', of(intType, (f) => f.session.rowCount)],
  ['ERROR', of(intType, (f) => f.session.errorNumber)],
  ['IDENTITY', of(numericType(38), (f) => f.session.lastIdentity)],
  ['TRANCOUNT', of(intType, (f) => f.session.transactionCount)],
  ['FETCH_STATUS', of(intType, (f) => f.session.fetchStatus)],
  ['CURSOR_ROWS', of(intType, (f) => f.session.cursorRows)],
  ['NESTLEVEL', of(intType, (f) => f.session.nestLevel)],
  ['PROCID', of(intType, (f) => procedureId(f.call))],
  ['SPID', of(smallintType, (f) => f.session.id)],
  ['VERSION', constant(nvarcharType(300), VERSION)],
  ['MICROSOFTVERSION', constant(intType, 0x10000000 + 1000)],
  ['SERVERNAME', constant(sysnameType, SERVER_NAME)],
  ['SERVICENAME', constant(sysnameType, 'MSSQLSERVER')],
  ['REMSERVER', constant(sysnameType, null)],
  ['DBTS', of(varbinaryType(8), (f) => lastRowVersion(f.session.database))],
  ['LANGUAGE', of(sysnameType, (f) => findLanguage(f.session.options.language)?.name ?? f.session.options.language)],
  ['LANGID', of(smallintType, (f) => findLanguage(f.session.options.language)?.id ?? 0)],
  ['DATEFIRST', of(tinyintType, (f) => f.session.options.dateFirst)],
  ['LOCK_TIMEOUT', of(intType, (f) => f.session.options.lockTimeout)],
  ['TEXTSIZE', of(intType, (f) => f.session.options.textSize)],
  ['OPTIONS', of(intType, (f) => optionBits(f.session.options))],
  ['MAX_CONNECTIONS', constant(intType, MAXIMUM_CONNECTIONS)],
  ['MAX_PRECISION', constant(tinyintType, 38)],
  ['CONNECTIONS', of(intType, (f) => Math.max(...f.session.server.sessions.keys(), f.session.id))],
  ['CPU_BUSY', of(intType, cpuTicks)],
  ['IDLE', of(intType, (f) => Math.max(0, Math.trunc(((Date.now() - f.session.server.started) * 1000) / TICK_MICROSECONDS) - cpuTicks()))],
  ['IO_BUSY', constant(intType, 0)],
  ['PACK_RECEIVED', constant(intType, 0)],
  ['PACK_SENT', constant(intType, 0)],
  ['PACKET_ERRORS', constant(intType, 0)],
  ['TIMETICKS', constant(intType, TICK_MICROSECONDS)],
  ['TOTAL_READ', constant(intType, 0)],
  ['TOTAL_WRITE', constant(intType, 0)],
  ['TOTAL_ERRORS', constant(intType, 0)],
]);

/** The variable of a name in any case, without its @@. */
export const findSystemVariable = (name: string): SystemVariable | undefined => VARIABLES.get(name.toUpperCase());
