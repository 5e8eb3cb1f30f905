// Functions about the session's state: transaction, identity values, contexts, cursors, triggers, application locks.

import {
  bigintType,
  binaryType,
  intType,
  nvarcharType,
  smallintType,
  sqlType,
  sysnameType,
  varbinaryType,
  varcharType,
  variantType,
  VariantValue,
  xmlType,
} from '../../types/sql-type.ts';
import type { SqlType, Value } from '../../types/sql-type.ts';
import type { Cursor } from '../cursor.ts';
import { lastRowVersion } from '../dml/row-version.ts';
import type { CallFrame, Frame } from '../frame.ts';
import type { Session } from '../session.ts';
import {
  applicationLockMode,
  applicationLockName,
  applicationLockOwner,
  applicationResource,
  checkLockPrincipal,
} from './application-locks.ts';
import { cursorVariablesOf } from './cursor-variables.ts';
import { sessionFunction } from './session-function.ts';
import type { SessionFunction } from './session-function.ts';
import { optionBits, OPTION_BITS } from './option-bits.ts';

type Entry = readonly [string, SessionFunction];
const define = (name: string, definition: Parameters<typeof sessionFunction>[1]): Entry => [name, sessionFunction(name, definition)];

const text = (v: Value | undefined): string => String(v ?? '');

/** 1 with a transaction, -1 with one that can only be rolled back. */
const transactionState = ({ session }: Frame): number => (session.transactionCount === 0 ? 0 : session.isDoomed ? -1 : 1);

const CONNECTION_FACTS: Readonly<Record<string, (session: Session) => readonly [SqlType, NonNullable<Value>]>> = {
  net_transport: () => [nvarcharType(40), 'TCP'],
  protocol_type: () => [nvarcharType(40), 'TSQL'],
  auth_scheme: () => [nvarcharType(40), 'SQL'],
  local_net_address: () => [varcharType(48), '127.0.0.1'],
  client_net_address: (session) => [varcharType(48), session.login.clientAddress],
  physical_net_transport: () => [nvarcharType(40), 'TCP'],
};

const connectionProperty = ({ session }: Frame, name: Value | undefined): Value => {
  const fact = CONNECTION_FACTS[text(name).trim().toLowerCase()];
  return fact ? new VariantValue(...fact(session)) : null;
};

const SESSION_OPTIONS: ReadonlySet<string> = new Set([
  'ANSI_NULLS',
  'ANSI_PADDING',
  'ANSI_WARNINGS',
  'ARITHABORT',
  'CONCAT_NULL_YIELDS_NULL',
  'NUMERIC_ROUNDABORT',
  'QUOTED_IDENTIFIER',
]);

const sessionProperty = ({ session }: Frame, name: Value | undefined): Value => {
  const option = text(name).trim().toUpperCase();
  if (!SESSION_OPTIONS.has(option)) return null;
  return new VariantValue(intType, (optionBits(session.options) & (OPTION_BITS[option] ?? 0)) === 0 ? 0 : 1);
};

const findCursor = (call: CallFrame, kind: string, name: string): Cursor | undefined => {
  const key = name.toLowerCase();
  if (kind === 'global') return call.session.globalCursors.get(key);
  return call.localCursors.get(key);
};

/** As documented: 1 open with rows (or dynamic), 0 open and empty, -1 closed, -2 variable without a cursor, -3 no such cursor. */
const cursorStatus = ({ call }: Frame, kind: Value | undefined, name: Value | undefined): Value => {
  const source = text(kind).trim().toLowerCase();
  const key = text(name).trim().toLowerCase();
  let cursor: Cursor | undefined;
  if (source === 'variable') {
    const variable = cursorVariablesOf(call)?.find(key);
    cursor = variable?.kind === 'cursor' ? call.cursors[variable.slot] : undefined;
    if (!cursor) return -2;
  } else {
    cursor = source === 'local' || source === 'global' ? findCursor(call, source, key) : undefined;
    if (!cursor) return -3;
  }
  if (!cursor.isOpen) return -1;
  return cursor.rows.length > 0 ? 1 : 0;
};

/** How many triggers run, or how often the one of that object_id does; 0 means any. */
const triggerLevel = ({ call }: Frame, id?: Value): number => {
  const wanted = Number(id ?? 0);
  let level = 0;
  for (let c: CallFrame | undefined = call; c; c = c.parent) if (c.trigger && (wanted === 0 || c.trigger.triggerId === wanted)) level++;
  return level;
};

/** One bit for each column_id, the first in the lowest bit of the first byte. */
const columnsUpdated = ({ call }: Frame): Value => {
  let trigger = call.trigger;
  for (let c = call.parent; !trigger && c; c = c.parent) trigger = c.trigger;
  if (!trigger) return null;
  const { updatedColumns } = trigger;
  const last = Math.max(1, ...updatedColumns);
  const bytes = new Uint8Array(Math.ceil(last / 8));
  for (const id of updatedColumns) bytes[(id - 1) >> 3] = (bytes[(id - 1) >> 3] ?? 0) | (1 << ((id - 1) & 7));
  return bytes;
};

const lockMode = ({ session }: Frame, principal: Value | undefined, resource: Value | undefined, ownerName: Value | undefined): Value => {
  const owner = applicationLockOwner(session, text(ownerName));
  if (principal === null || resource === null || !owner) return null;
  checkLockPrincipal(session, text(principal));
  return applicationLockName(session.server.locks.heldMode(owner, applicationResource(session, text(principal), text(resource))));
};

const lockTest = (
  { session }: Frame,
  principal: Value | undefined,
  resource: Value | undefined,
  modeName: Value | undefined,
  ownerName: Value | undefined,
): Value => {
  const owner = applicationLockOwner(session, text(ownerName));
  const mode = applicationLockMode(text(modeName));
  if (principal === null || resource === null || !owner || !mode) return null;
  checkLockPrincipal(session, text(principal));
  return session.server.locks.isAvailable(owner, applicationResource(session, text(principal), text(resource)), mode) ? 1 : 0;
};

/** The 8 bytes of the next number. */
const following = (version: Uint8Array): Uint8Array => {
  const bytes = Buffer.from(version);
  bytes.writeBigUInt64BE(bytes.readBigUInt64BE() + 1n);
  return bytes;
};

const identityType = sqlType('numeric', 0, 38, 0);

export const contextFunctions: readonly Entry[] = [
  define('XACT_STATE', { type: smallintType, isNotNull: true, call: transactionState }),
  define('SCOPE_IDENTITY', { type: identityType, call: ({ call }) => call.scopeIdentity }),
  define('ROWCOUNT_BIG', { type: bigintType, isNotNull: true, call: ({ session }) => session.rowCount }),
  define('SESSION_CONTEXT', {
    type: variantType,
    parameters: [sysnameType],
    call: ({ session }, key) => (key === null ? null : (session.context.get(text(key).toLowerCase())?.value ?? null)),
  }),
  define('CONTEXT_INFO', { type: varbinaryType(128), call: ({ session }) => session.contextInfo }),
  define('CONNECTIONPROPERTY', { type: variantType, parameters: [nvarcharType(128)], call: connectionProperty }),
  define('SESSIONPROPERTY', { type: variantType, parameters: [nvarcharType(128)], call: sessionProperty }),
  define('CURRENT_REQUEST_ID', { type: smallintType, isNotNull: true, call: () => 0 }),
  define('CURRENT_TRANSACTION_ID', { type: bigintType, call: ({ session }) => Number(session.transactionDescriptor) }),
  define('TRIGGER_NESTLEVEL', {
    type: intType,
    isNotNull: true,
    parameters: [intType, varcharType(20), varcharType(20)],
    minimum: 0,
    call: triggerLevel,
  }),
  define('COLUMNS_UPDATED', { type: varbinaryType(128), call: columnsUpdated }),
  define('EVENTDATA', { type: xmlType, call: () => null }),
  define('CURSOR_STATUS', { type: smallintType, parameters: [varcharType(8), nvarcharType(128)], call: cursorStatus }),
  define('APPLOCK_MODE', { type: nvarcharType(32), parameters: [sysnameType, nvarcharType(255), nvarcharType(32)], call: lockMode }),
  define('APPLOCK_TEST', {
    type: smallintType,
    parameters: [sysnameType, nvarcharType(255), nvarcharType(32), nvarcharType(32)],
    call: lockTest,
  }),
  define('MIN_ACTIVE_ROWVERSION', {
    type: binaryType(8),
    isNotNull: true,
    call: ({ session }) => following(lastRowVersion(session.database)),
  }),
  define('GETANSINULL', { type: intType, parameters: [sysnameType], minimum: 0, call: () => 1 }),
];
