// What a connection keeps between statements: settings, transaction state, last results, temporary objects. The driver
// that runs requests over it is client-session.ts.

import type { Database } from '../catalog/database.ts';
import type { ServerCatalog } from '../catalog/server-catalog.ts';
import type { ServerPrincipal } from '../catalog/security/server-principal.ts';
import type { UserMessages } from '../catalog/user-messages.ts';
import type { Procedure, Table } from '../catalog/model.ts';
import type { FunctionSession } from '../functions/function.ts';
import type { LockManager, LockOwner } from '../storage/locks.ts';
import type { Store } from '../storage/store.ts';
import type { Transaction } from '../storage/transaction.ts';
import type { BulkInsertTds } from '../parser/ast/index.ts';
import type { SqlError } from '../types/errors.ts';
import type { Exact, VariantValue } from '../types/sql-type.ts';
import type { IsolationLevel, LoginRequest } from './client.ts';
import type { Cursor } from './cursor.ts';
import type { RunTrigger } from './dml/trigger-runner.ts';
import type { TextCache } from './dynamic-sql.ts';
import { Work } from './frame.ts';
import type { Savepoint } from './transaction-state.ts';

/** What all sessions of a server share. */
export interface ServerState {
  readonly catalog: ServerCatalog;
  readonly store: Store;
  readonly locks: LockManager;
  readonly sessions: Map<number, Session>;
  /** Rows of global temporary tables (##t) by lower-case name. */
  readonly globalTemporaryTables: Map<string, { readonly table: Table; readonly owner: number }>;
  /** Runs a trigger's body; throws when it failed or ended the transaction. */
  readonly runTrigger: RunTrigger;
  /** Batches and dynamic SQL compiled lately. */
  readonly texts: TextCache;
  /** What sp_addmessage has added. */
  readonly messages: UserMessages;
  /** Date.now() at the server's start. */
  readonly started: number;
}

/** SET options; a procedure works on its own copy, which ends with it. */
export interface SessionOptions {
  noCount: boolean;
  xactAbort: boolean;
  ansiNulls: boolean;
  quotedIdentifier: boolean;
  concatNullYieldsNull: boolean;
  arithAbort: boolean;
  ansiWarnings: boolean;
  noExec: boolean;
  parseOnly: boolean;
  fmtOnly: boolean;
  implicitTransactions: boolean;
  cursorCloseOnCommit: boolean;
  /** 0: no limit. */
  rowCount: number;
  /** Milliseconds; -1 waits forever. */
  lockTimeout: number;
  deadlockPriority: number;
  isolation: IsolationLevel;
  dateFirst: number;
  dateFormat: FunctionSession['dateFormat'];
  language: string;
  textSize: number;
  /** Any other option that is kept without effect, by its name in upper case. */
  others: Map<string, string>;
}

export const defaultOptions = (): SessionOptions => ({
  noCount: false,
  xactAbort: false,
  ansiNulls: true,
  quotedIdentifier: true,
  concatNullYieldsNull: true,
  arithAbort: true,
  ansiWarnings: true,
  noExec: false,
  parseOnly: false,
  fmtOnly: false,
  implicitTransactions: false,
  cursorCloseOnCommit: false,
  rowCount: 0,
  lockTimeout: -1,
  deadlockPriority: 0,
  isolation: 'readCommitted',
  dateFirst: 7,
  dateFormat: 'mdy',
  language: 'us_english',
  textSize: 2147483647,
  others: new Map(),
});

export interface ContextValue {
  readonly value: VariantValue | null;
  readonly isReadOnly: boolean;
}

export class Session implements FunctionSession {
  readonly id: number;
  readonly server: ServerState;
  readonly login: LoginRequest;
  readonly principal: ServerPrincipal;
  readonly loginTime: number;
  readonly work = new Work();
  database: Database;
  options: SessionOptions = defaultOptions();

  // -- transaction: `transaction` exists from the first BEGIN (or a statement's autocommit) to its end
  transaction: Transaction | undefined;
  /** @@TRANCOUNT. */
  transactionCount = 0;
  transactionName = '';
  /** XACT_STATE() = -1. */
  isDoomed = false;
  transactionDescriptor = 0n;
  readonly savepoints: Savepoint[] = [];
  /** Owner of the locks of the session's transactions; its priority is the session's. */
  readonly lockOwner: LockOwner;

  // -- results of the last statement
  /** @@ROWCOUNT. */
  rowCount = 0;
  /** @@ERROR. */
  errorNumber = 0;
  /** @@IDENTITY. */
  lastIdentity: Exact | null = null;
  /** SCOPE_IDENTITY() of batches. */
  batchIdentity: Exact | null = null;
  /** @@FETCH_STATUS. */
  fetchStatus = 0;
  cursorRows = 0;
  /** @@NESTLEVEL. */
  nestLevel = 0;
  /** Errors being handled by CATCH blocks, the innermost last. */
  readonly caughtErrors: SqlError[] = [];

  /** INSERT ... EXEC statements that are collecting rows, and @@TRANCOUNT when the innermost began. */
  insertExecDepth = 0;
  insertExecTransactionCount = 0;

  // -- objects of the session
  /** Session-level (batch-level) temporary tables by lower-case name; those of procedures are in their call frames. */
  readonly temporaryTables = new Map<string, Table>();
  /** Procedures #p by lower-case name. */
  readonly temporaryProcedures = new Map<string, { readonly database: Database; readonly definition: Procedure }>();
  readonly globalCursors = new Map<string, Cursor>();
  /** Cursors that are open, wherever they were declared. */
  readonly openCursors = new Set<Cursor>();
  readonly context = new Map<string, ContextValue>();
  contextInfo: Uint8Array | null = null;
  /** Prepared statements (sp_prepare) by handle. */
  readonly prepared = new Map<number, { readonly text: string; readonly declaration: string }>();
  nextHandle = 1;
  /** Table of IDENTITY_INSERT ON, by object id. */
  identityInsertTable: number | undefined;

  /** INSERT BULK whose rows are to come. */
  bulkLoad: { readonly statement: BulkInsertTds; readonly database: Database } | undefined;
  /** A request is running. */
  isRunning = false;
  /** Ends what the session waits for besides locks (WAITFOR). */
  cancelWait: ((reason: Error) => void) | undefined;
  /** Set by KILL: every further request fails with it. */
  killed: SqlError | undefined;
  /** Owner of application locks that last as long as the session. */
  sessionLockOwner: LockOwner | undefined;
  releaseSessionLocks(): void {
    if (this.sessionLockOwner) this.server.locks.releaseAll(this.sessionLockOwner);
  }

  /** When the last request began. */
  requestTime = 0;
  private isTimeKnown = false;
  private time = 0;
  private zone = 0;
  private firstSeed = Math.floor(Math.random() * FIRST_MODULUS) || 1;
  private secondSeed = SECOND_START;

  constructor(options: { id: number; server: ServerState; login: LoginRequest; principal: ServerPrincipal; database: Database }) {
    this.id = options.id;
    this.server = options.server;
    this.login = options.login;
    this.principal = options.principal;
    this.database = options.database;
    this.lockOwner = lockOwnerOf(this);
    this.loginTime = Date.now();
    this.beginRequest();
  }

  get dateFirst(): number {
    return this.options.dateFirst;
  }
  get cutsLongValues(): boolean {
    return !this.options.ansiWarnings;
  }
  get dateFormat(): FunctionSession['dateFormat'] {
    return this.options.dateFormat;
  }
  get language(): string {
    return this.options.language;
  }

  /** The text of a message that users have added. */
  userMessage(number: number): string | undefined {
    return this.server.messages.get(number)?.text;
  }

  /** From here GETDATE() and its like give one time for the whole statement: that of their first call. */
  beginStatement(): void {
    this.isTimeKnown = false;
  }
  get statementTime(): number {
    if (!this.isTimeKnown) this.readClock();
    return this.time;
  }
  get timeZoneOffset(): number {
    if (!this.isTimeKnown) this.readClock();
    return this.zone;
  }
  private readClock(): void {
    const now = Date.now();
    // Microseconds of the monotonic clock make SYSDATETIME finer than a millisecond.
    const fraction = Math.floor((performance.now() % 1) * 10000);
    this.time = (now - EPOCH_2010_MS) * 10000 + fraction;
    this.zone = -new Date(now).getTimezoneOffset();
    this.isTimeKnown = true;
  }
  /** A request begins. */
  beginRequest(): void {
    this.beginStatement();
    this.requestTime = this.statementTime;
  }

  /** L'Ecuyer's combined generator with SQL Server's starting values, so that RAND(seed) gives SQL Server's numbers. */
  random(seed?: number): number {
    if (seed !== undefined) {
      this.firstSeed = Math.abs(Math.trunc(seed)) % FIRST_MODULUS || FIRST_START;
      this.secondSeed = SECOND_START;
    }
    this.firstSeed = (this.firstSeed * 40014) % FIRST_MODULUS;
    this.secondSeed = (this.secondSeed * 40692) % SECOND_MODULUS;
    const difference = this.firstSeed - this.secondSeed;
    return (difference < 1 ? difference + FIRST_MODULUS - 1 : difference) * 4.656613e-10;
  }
}

const FIRST_MODULUS = 2147483563;
const SECOND_MODULUS = 2147483399;
/** The first seed for RAND(0), and the second seed for all. */
const FIRST_START = 12345;
const SECOND_START = 67890;

/** Date.UTC(2010, 0, 1). */
export const EPOCH_2010_MS = 1262304000000;

/** The owner reads the session's DEADLOCK_PRIORITY when it matters. */
const lockOwnerOf = (session: Session): LockOwner => ({
  id: session.id,
  kind: 'transaction',
  get deadlockPriority() {
    return session.options.deadlockPriority;
  },
});
