// What system views, metadata functions and system procedures see of the running server: one object for each call, made
// when it is first wanted.

import type { CatalogContext, LockInfo, RunningServer, SessionInfo } from '../../catalog/catalog-context.ts';
import type { CatalogTransaction } from '../../catalog/catalog-transaction.ts';
import type { Database } from '../../catalog/database.ts';
import type { Procedure, Table } from '../../catalog/model.ts';
import type { ServerPrincipal } from '../../catalog/security/server-principal.ts';
import type { ServerCatalog } from '../../catalog/server-catalog.ts';
import type { UserMessage } from '../../catalog/user-messages.ts';
import type { FunctionSession } from '../../functions/function.ts';
import type { CallFrame, Frame } from '../frame.ts';
import { EPOCH_2010_MS } from '../session.ts';
import type { ServerState, Session } from '../session.ts';
import { findTemporaryTable, visibleTemporaryTables } from '../temporary-tables.ts';
import { applicationLockText } from './application-locks.ts';
import { findLanguage } from './languages.ts';
import { SERVER_NAME } from './server-name.ts';

const ticks = (milliseconds: number): number => (milliseconds - EPOCH_2010_MS) * 10000;

const ISOLATION_LEVELS = { readUncommitted: 1, readCommitted: 2, repeatableRead: 3, serializable: 4, snapshot: 5 } as const;

class RunningServerView implements RunningServer {
  readonly #session: Session;
  constructor(session: Session) {
    this.#session = session;
  }
  get sessionId(): number {
    return this.#session.id;
  }
  get startTime(): number {
    return ticks(this.#session.server.started);
  }
  get serverName(): string {
    return SERVER_NAME;
  }
  sessions(): Iterable<SessionInfo> {
    return [...this.#session.server.sessions.values()].sort((a, b) => a.id - b.id).map(sessionInfo);
  }
  userMessages(): Iterable<UserMessage> {
    return [...this.#session.server.messages.values()].sort((a, b) => a.number - b.number);
  }
  locks(): Iterable<LockInfo> {
    return lockInfos(this.#session.server);
  }
}

const sessionInfo = (s: Session): SessionInfo => {
  const blockedBy = s.server.locks.blockers(s.id)[0] ?? 0;
  const status = blockedBy !== 0 ? 'suspended' : s.isRunning ? 'running' : 'sleeping';
  const { options, login } = s;
  return {
    id: s.id,
    loginName: s.principal.name,
    hostName: login.hostName,
    applicationName: login.applicationName,
    clientAddress: login.clientAddress,
    databaseId: s.database.id,
    status,
    loginTime: ticks(s.loginTime),
    lastRequestStart: s.requestTime,
    lastRequestEnd: s.requestTime,
    transactionCount: s.transactionCount,
    transactionId: Number(s.transactionDescriptor),
    isolationLevel: ISOLATION_LEVELS[options.isolation],
    lockTimeout: options.lockTimeout,
    blockedBy,
    command: status === 'running' ? 'SELECT' : '',
    rowCount: s.rowCount,
    language: findLanguage(options.language)?.name ?? options.language,
    dateFormat: options.dateFormat,
    dateFirst: options.dateFirst,
  };
};

function* lockInfos({ catalog, locks, sessions }: ServerState): Generator<LockInfo> {
  for (const s of sessions.values())
    yield {
      sessionId: s.id,
      databaseId: s.database.id,
      resourceType: 'DATABASE',
      objectId: 0,
      description: '',
      mode: 'S',
      status: 'GRANT',
    };
  for (const { owner, resource, mode, status } of locks.list()) {
    if (typeof resource === 'number') {
      const database = catalog.databases().find((d) => d.entry(resource) !== undefined);
      yield {
        sessionId: owner.id,
        databaseId: database?.id ?? 0,
        resourceType: 'OBJECT',
        objectId: resource,
        description: '',
        mode,
        status,
      };
    } else {
      const databaseId = Number(resource.split(':')[1] ?? 0);
      yield {
        sessionId: owner.id,
        databaseId,
        // A name is locked while an object of that name is created, altered or dropped.
        resourceType: resource.startsWith('name:') ? 'METADATA' : 'APPLICATION',
        objectId: 0,
        description: applicationLockText(resource),
        mode,
        status,
      };
    }
  }
}

class CallCatalog implements CatalogContext {
  readonly server: ServerCatalog;
  readonly running: RunningServer;
  readonly defaultSchema = 'dbo';
  readonly call: CallFrame;
  constructor(call: CallFrame) {
    this.call = call;
    this.server = call.session.server.catalog;
    this.running = new RunningServerView(call.session);
  }
  get database(): Database {
    return this.call.session.database;
  }
  get principal(): ServerPrincipal {
    return this.call.session.principal;
  }
  get tx(): CatalogTransaction {
    const { transaction } = this.call.session;
    if (!transaction) throw new Error('a change of the catalogue outside a transaction');
    return transaction;
  }
  temporaryProcedure(name: string): Procedure | undefined {
    return this.call.session.temporaryProcedures.get(name.toLowerCase())?.definition;
  }
  temporaryTable(name: string): Table | undefined {
    return findTemporaryTable(this.call, name.toLowerCase());
  }
  temporaryTables(): Iterable<Table> {
    return visibleTemporaryTables(this.call);
  }
}

/** A session together with the catalogue: what metadata functions are called with. */
class SessionWithCatalog implements FunctionSession {
  readonly catalog: CatalogContext;
  readonly session: Session;
  constructor(call: CallFrame) {
    this.session = call.session;
    this.catalog = new CallCatalog(call);
  }
  get statementTime(): number {
    return this.session.statementTime;
  }
  get timeZoneOffset(): number {
    return this.session.timeZoneOffset;
  }
  get dateFirst(): number {
    return this.session.dateFirst;
  }
  get dateFormat(): FunctionSession['dateFormat'] {
    return this.session.dateFormat;
  }
  get language(): string {
    return this.session.language;
  }
  userMessage(number: number): string | undefined {
    return this.session.userMessage(number);
  }
  random(seed?: number): number {
    return this.session.random(seed);
  }
}

const KNOWN = new WeakMap<CallFrame, SessionWithCatalog>();

export const catalogSessionOf = (call: CallFrame): FunctionSession & { readonly catalog: CatalogContext } => {
  let known = KNOWN.get(call);
  if (!known) {
    known = new SessionWithCatalog(call);
    KNOWN.set(call, known);
  }
  return known;
};

export const catalogSession = (f: Frame): FunctionSession & { readonly catalog: CatalogContext } => catalogSessionOf(f.call);

export const catalogContext = (f: Frame): CatalogContext => catalogSessionOf(f.call).catalog;
