// USE, KILL, CHECKPOINT, RECONFIGURE and DBCC.

import type { Checkpoint, Dbcc, Kill, Reconfigure, Use } from '../../parser/ast/index.ts';
import { notSupported, sqlError } from '../../types/errors.ts';
import { isInteger, nvarcharType } from '../../types/sql-type.ts';
import { CURRENT_COMMAND } from '../client.ts';
import { endStatement } from '../end-statement.ts';
import type { Flow } from '../flow.ts';
import type { CallFrame, Running } from '../frame.ts';
import type { CompiledModule } from '../module.ts';
import { ON_DATABASE } from '../../catalog/security/database-access.ts';
import { accessTo } from '../security/needs.ts';
import type { Session } from '../session.ts';
import { isOptionOn } from '../session/option-bits.ts';
import { evaluateAll } from '../statement-values.ts';
import { rollbackAllNow } from '../transaction-state.ts';
import { checkIdentity } from './check-identity.ts';

// biome-ignore-start lint/correctness/useYield: runners like the others
export function* runUse(s: Use, _module: CompiledModule, call: CallFrame): Running<Flow> {
  const { session, sink } = call;
  const database = session.server.catalog.database(s.database);
  if (!database) throw sqlError(911, s.database);
  accessTo(database, session);
  const old = session.database.name;
  session.database = database;
  session.rowCount = 0;
  sink.environment({ kind: 'database', value: database.name, old });
  sink.info({ number: 5701, severity: 0, state: 1, text: `Changed database context to '${database.name}'.`, line: s.line, procedure: '' });
  return undefined;
}

/** Ends another session: its request fails, its transaction is rolled back, and its connection closes. */
export function* runKill(s: Kill, module: CompiledModule, call: CallFrame): Running<Flow> {
  if (!call.session.principal.isSysadmin) throw sqlError(6102);
  const [given] = yield* evaluateAll(s, [s.session], module, call, 'KILL');
  if (!given || !isInteger(given.type)) throw sqlError(6101, String(given?.value ?? ''));
  const id = Number(given.value);
  if (id === call.session.id) throw sqlError(6104);
  const target = call.session.server.sessions.get(id);
  if (!target) throw sqlError(6106, id);
  endSession(target, call);
  return undefined;
}

const endSession = (target: Session, { sink }: CallFrame): void => {
  const reason = sqlError(596);
  target.killed = reason;
  if (target.isRunning) {
    target.work.cancel(reason);
    target.cancelWait?.(reason);
    target.server.locks.cancelWaits(target.lockOwner, reason);
  } else {
    rollbackAllNow(target, { ...SILENT, drained: () => sink.drained() });
    target.releaseSessionLocks();
  }
};
const nothing = (): void => {};
const SILENT = {
  columns: nothing,
  row: nothing,
  done: nothing,
  error: nothing,
  info: nothing,
  returnStatus: nothing,
  returnValue: nothing,
  environment: nothing,
};

/** Every commit is durable by itself, so there is nothing left to write. */
export function* runCheckpoint(_s: Checkpoint, module: CompiledModule, call: CallFrame): Running<Flow> {
  if (!accessTo(module.database, call.session).has('CHECKPOINT', ON_DATABASE)) throw sqlError(262, 'CHECKPOINT', module.database.name);
  endStatement(call, undefined, CURRENT_COMMAND.none);
  return undefined;
}

export function* runReconfigure(_s: Reconfigure, _module: CompiledModule, call: CallFrame): Running<Flow> {
  if (!call.session.principal.isSysadmin) throw sqlError(5812);
  endStatement(call, undefined, CURRENT_COMMAND.none);
  return undefined;
}
// biome-ignore-end lint/correctness/useYield: runners like the others

/** Commands with nothing to do here: no pages are cached, no usage is counted apart from the rows. */
const HARMLESS: ReadonlySet<string> = new Set([
  'FREEPROCCACHE',
  'FREESYSTEMCACHE',
  'FREESESSIONCACHE',
  'DROPCLEANBUFFERS',
  'UPDATEUSAGE',
  'FLUSHPROCINDB',
]);

export function* runDbcc(s: Dbcc, module: CompiledModule, call: CallFrame): Running<Flow> {
  const values = yield* evaluateAll(s, s.arguments, module, call, 'DBCC');
  const info = (number: number, text: string): void => {
    if (!s.options.includes('NO_INFOMSGS')) call.sink.info({ number, severity: 0, state: 1, text, line: s.line, procedure: module.name });
  };
  if (s.command !== 'USEROPTIONS' && s.command !== 'CHECKIDENT' && !call.session.principal.isSysadmin)
    throw sqlError(2571, call.session.principal.name, s.command);
  if (s.command === 'CHECKIDENT') yield* checkIdentity(values, info, module, call);
  else if (s.command === 'USEROPTIONS') sendUserOptions(call);
  else if (!HARMLESS.has(s.command)) throw notSupported(`DBCC ${s.command}`, s.line);
  info(2528, sqlError(2528).message);
  endStatement(call, undefined, CURRENT_COMMAND.none);
  return undefined;
}

const ISOLATION_WORDS = {
  readUncommitted: 'read uncommitted',
  readCommitted: 'read committed',
  repeatableRead: 'repeatable read',
  serializable: 'serializable',
  snapshot: 'snapshot',
} as const;
const SHOWN_SWITCHES = [
  'QUOTED_IDENTIFIER',
  'ARITHABORT',
  'NOCOUNT',
  'XACT_ABORT',
  'IMPLICIT_TRANSACTIONS',
  'ANSI_NULL_DFLT_ON',
  'ANSI_WARNINGS',
  'ANSI_PADDING',
  'ANSI_NULLS',
  'CONCAT_NULL_YIELDS_NULL',
];

/** Values of options, and the switches that are on. */
const sendUserOptions = ({ session, sink }: CallFrame): void => {
  const { options } = session;
  const name = nvarcharType(128);
  sink.columns([
    { name: 'Set Option', type: name, isNullable: true },
    { name: 'Value', type: name, isNullable: true },
  ]);
  sink.row(['textsize', String(options.textSize)]);
  sink.row(['language', options.language]);
  sink.row(['dateformat', options.dateFormat]);
  sink.row(['datefirst', String(options.dateFirst)]);
  sink.row(['lock_timeout', String(options.lockTimeout)]);
  for (const option of SHOWN_SWITCHES) if (isOptionOn(options, option)) sink.row([option.toLowerCase(), 'SET']);
  sink.row(['isolation level', ISOLATION_WORDS[options.isolation]]);
};
