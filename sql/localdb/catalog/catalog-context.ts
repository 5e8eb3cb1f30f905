// What system views, metadata functions and system procedures see: the server, the current database, and the session
// that asks. Implemented by execution/.

import type { CatalogTransaction } from './catalog-transaction.ts';
import type { Database } from './database.ts';
import type { Procedure, Table } from './model.ts';
import type { ServerPrincipal } from './security/server-principal.ts';
import type { ServerCatalog } from './server-catalog.ts';
import type { UserMessage } from './user-messages.ts';

export interface CatalogContext {
  readonly server: ServerCatalog;
  /** The current database, or the one that a three-part name of a system view names. */
  readonly database: Database;
  readonly defaultSchema: string;
  /** The session's login. */
  readonly principal: ServerPrincipal;
  /** The transaction that changes belong to. */
  readonly tx: CatalogTransaction;
  /** A temporary table of the session by its name with the #. */
  temporaryTable(name: string): Table | undefined;
  /** A procedure of the session by its name with the #. */
  temporaryProcedure?(name: string): Procedure | undefined;
  /** Temporary tables of the session, which tempdb's views show. */
  temporaryTables(): Iterable<Table>;
  /** Facts that only the running server knows. */
  readonly running: RunningServer;
}

export interface RunningServer {
  /** @@SPID of the session that asks. */
  readonly sessionId: number;
  /** 100 ns ticks since 2010-01-01 UTC. */
  readonly startTime: number;
  readonly serverName: string;
  sessions(): Iterable<SessionInfo>;
  locks(): Iterable<LockInfo>;
  userMessages(): Iterable<UserMessage>;
}

export interface SessionInfo {
  readonly id: number;
  readonly loginName: string;
  readonly hostName: string;
  readonly applicationName: string;
  readonly clientAddress: string;
  readonly databaseId: number;
  readonly status: 'running' | 'sleeping' | 'suspended';
  /** Ticks. */
  readonly loginTime: number;
  readonly lastRequestStart: number;
  readonly lastRequestEnd: number;
  readonly transactionCount: number;
  /** Id of the open transaction, 0 for none. */
  readonly transactionId: number;
  /** 0 to 5 as sys.dm_exec_sessions.transaction_isolation_level. */
  readonly isolationLevel: number;
  readonly lockTimeout: number;
  readonly blockedBy: number;
  /** Upper case, e.g. SELECT; '' when nothing runs. */
  readonly command: string;
  readonly rowCount: number;
  readonly language: string;
  readonly dateFormat: string;
  readonly dateFirst: number;
}

export interface LockInfo {
  readonly sessionId: number;
  readonly databaseId: number;
  /** DATABASE, OBJECT, KEY, APPLICATION ... */
  readonly resourceType: string;
  /** object_id of an OBJECT lock, 0 otherwise. */
  readonly objectId: number;
  readonly description: string;
  /** S, U, X, IX, Sch-M ... */
  readonly mode: string;
  readonly status: 'GRANT' | 'WAIT' | 'CONVERT';
}

/** The same session looking at another database. */
export const inDatabase = (context: CatalogContext, database: Database): CatalogContext =>
  context.database === database ? context : (Object.create(context, { database: { value: database, enumerable: true } }) as CatalogContext);

/** The session's user in the database that is looked at; null when it may not enter. */
export const userName = ({ database, principal }: CatalogContext): string | null => principal.accessTo(database)?.user.name ?? null;
