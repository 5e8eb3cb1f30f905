// A connection's requests, one after another: runs their generators, lets other sessions run when a time slice is over,
// waits for locks, and stops them when they are cancelled.

import { setImmediate as turn } from 'node:timers/promises';
import { runBulkLoad, tableOfRows } from './bulk-load.ts';
import { sqlError } from '../types/errors.ts';
import { intType } from '../types/sql-type.ts';
import type { SqlType, Value } from '../types/sql-type.ts';
import type { Database } from '../catalog/database.ts';
import type { Procedure, UserType } from '../catalog/model.ts';
import { CancelledError } from './cancelled.ts';
import { CURRENT_COMMAND } from './client.ts';
import type { BulkLoad, ClientSession, ResponseSink, RpcParameter, TransactionRequest } from './client.ts';
import { compileText } from './dynamic-sql.ts';
import { asSqlError, locate, sendError } from './errors-at-run.ts';
import { BatchAbort } from './flow.ts';
import { CallFrame } from './frame.ts';
import type { Running } from './frame.ts';
import { splitMultipartName } from '../parser/parse.ts';
import { prepareModule } from './prepare.ts';
import { callProcedure } from './procedures.ts';
import type { GivenArgument } from './procedures.ts';
import { runStatements } from './run-statements.ts';
import { requireExecute, requireTableType } from './security/needs.ts';
import { defaultOptions } from './session.ts';
import type { Session } from './session.ts';
import { applyParseOnly } from './statements/set-option.ts';
import { runSystemProcedure } from './system-procedures/index.ts';
import { CompiledModule } from './module.ts';
import { functionCompiler } from './function-compiler.ts';
import { runTextProcedure } from './text-procedures.ts';
import {
  beginTransaction,
  commitTransaction,
  rollbackAll,
  rollbackAllNow,
  rollbackTo,
  rollbackTransaction,
  saveTransaction,
} from './transaction-state.ts';

export class RunningSession implements ClientSession {
  readonly #session: Session;
  readonly #onClose: () => void;
  readonly #loginDatabase: Session['database'];
  #last: Promise<void> = Promise.resolve();
  #isRunning = false;
  #isClosed = false;

  constructor(session: Session, onClose: () => void) {
    this.#session = session;
    this.#loginDatabase = session.database;
    this.#onClose = onClose;
  }

  get id(): number {
    return this.#session.id;
  }
  get database(): string {
    return this.#session.database.name;
  }
  get language(): string {
    return this.#session.language;
  }

  get isSysadmin(): boolean {
    return this.#session.principal.isSysadmin;
  }

  batch(text: string, sink: ResponseSink): Promise<void> {
    return this.#request(sink, (call) => this.#runBatch(text, call));
  }

  *#runBatch(text: string, call: CallFrame): Running<void> {
    const { module } = compileText(this.#session, text, '');
    applyParseOnly(module.statements, this.#session.options);
    if (this.#session.options.parseOnly) return;
    if (!module.isPrepared) prepareModule(module, call);
    const running = new CallFrame({ session: this.#session, variableCount: module.variables.scalarCount, sink: call.sink });
    // Outside modules SCOPE_IDENTITY() goes on from batch to batch.
    running.scopeIdentity = this.#session.batchIdentity;
    try {
      yield* runStatements(module.statements, module, running);
    } finally {
      this.#session.batchIdentity = running.scopeIdentity;
    }
  }

  procedure(name: string, parameters: readonly RpcParameter[], sink: ResponseSink): Promise<void> {
    return this.#request(sink, (call) => this.#runProcedure(name, parameters, call));
  }

  *#runProcedure(name: string, parameters: readonly RpcParameter[], call: CallFrame): Running<void> {
    const session = this.#session;
    const parts = splitMultipartName(name);
    const outputs: { ordinal: number; name: string; type: SqlType; value: Value }[] = [];
    const given: GivenArgument[] = [];
    const found = session.server.catalog.resolve(session.database, 'dbo', parts);
    const called =
      found?.kind === 'object' && found.object.kind === 'procedure' ? { database: found.database, definition: found.object } : undefined;
    for (const [ordinal, p] of parameters.entries()) given.push(yield* this.#argument(p, ordinal, outputs, call, called));
    let status: number;
    if (called) {
      requireExecute(undefined, called.database, called.definition, session);
      status = yield* callProcedure(called.database, called.definition, given, call);
    } else {
      const last = parts[parts.length - 1] ?? '';
      if (
        /^sp_(cursor|cursoropen|cursorprepare|cursorexecute|cursorprepexec|cursorunprepare|cursorfetch|cursoroption|cursorclose)$/i.test(
          last,
        )
      )
        throw sqlError(16901, last);
      const module = new CompiledModule({
        catalog: session.server.catalog,
        database: session.database,
        defaultSchema: 'dbo',
        statements: [],
        name: '',
        functions: functionCompiler,
      });
      const running = runTextProcedure(last, given, call) ?? runSystemProcedure(last, given, module, call);
      if (!running) throw sqlError(2812, name);
      status = yield* running;
    }
    call.sink.returnStatus(status);
    for (const o of outputs) call.sink.returnValue(o.ordinal, o.name, o.type, o.value);
    call.sink.done('procedure', undefined, false, CURRENT_COMMAND.execute);
  }

  *#argument(
    p: RpcParameter,
    ordinal: number,
    outputs: { ordinal: number; name: string; type: SqlType; value: Value }[],
    call: CallFrame,
    called: Called | undefined,
  ): Running<GivenArgument> {
    const { value } = p;
    if (value.kind === 'table') {
      const database = this.#session.database;
      // A client may leave the type's name out: the procedure's parameter says it.
      const type =
        value.typeName === ''
          ? parameterType(called, p.name, ordinal)
          : database.type(value.schema === '' ? 'dbo' : value.schema, value.typeName);
      if (!type?.table) throw sqlError(2715, ordinal + 1, value.typeName);
      requireTableType(called && value.typeName === '' ? called.database : database, type, this.#session);
      const table = yield* tableOfRows(type.table, value, call);
      return { name: p.name, type: intType, value: null, table: { table, typeName: type.name }, isDefault: false, isOutput: false };
    }
    if (p.isOutput) outputs.push({ ordinal, name: p.name, type: value.type, value: value.value });
    return {
      name: p.name,
      type: value.type,
      value: value.value,
      isDefault: p.isDefault,
      isOutput: p.isOutput,
      ...(p.isOutput
        ? {
            assign: (v: Value, type: SqlType) => {
              const output = outputs.find((o) => o.ordinal === ordinal);
              if (output) Object.assign(output, { value: v, type });
            },
          }
        : {}),
    };
  }

  transaction(request: TransactionRequest, sink: ResponseSink): Promise<void> {
    return this.#request(sink, (call) => this.#runTransaction(request, call));
  }

  *#runTransaction(request: TransactionRequest, call: CallFrame): Running<void> {
    const session = this.#session;
    const { sink } = call;
    const begin = (b: { isolation?: Session['options']['isolation']; name: string }): void => {
      if (b.isolation) {
        if (b.isolation === 'snapshot') throw sqlError(3952, session.database.name);
        session.options.isolation = b.isolation;
      }
      beginTransaction(session, b.name, sink);
    };
    switch (request.kind) {
      case 'begin':
        begin(request);
        break;
      case 'commit':
        yield* commitTransaction(session, sink);
        if (request.begin) begin(request.begin);
        break;
      case 'rollback':
        if (request.name === '') yield* rollbackTransaction(session, sink);
        else yield* rollbackTo(session, request.name, sink);
        if (request.begin) begin(request.begin);
        break;
      case 'save':
        saveTransaction(session, request.name);
        break;
    }
    sink.done('done', undefined, false, CURRENT_COMMAND.none);
  }

  bulkLoad(load: BulkLoad, sink: ResponseSink): Promise<void> {
    return this.#request(sink, (call) => runBulkLoad(load, call));
  }

  cancel(): void {
    if (!this.#isRunning) return;
    const reason = new CancelledError();
    this.#session.work.cancel(reason);
    this.#session.cancelWait?.(reason);
    this.#session.server.locks.cancelWaits(this.#session.lockOwner, reason);
  }

  reset(keepTransaction: boolean, sink: ResponseSink): void {
    const session = this.#session;
    if (!keepTransaction) rollbackAllNow(session, sink);
    this.#dropObjects();
    const { isolation } = session.options;
    session.options = defaultOptions();
    if (keepTransaction) session.options.isolation = isolation;
    if (session.database !== this.#loginDatabase) {
      sink.environment({ kind: 'database', value: this.#loginDatabase.name, old: session.database.name });
      session.database = this.#loginDatabase;
    }
    session.rowCount = 0;
    session.errorNumber = 0;
    session.lastIdentity = null;
    session.batchIdentity = null;
    session.fetchStatus = 0;
    sink.environment({ kind: 'resetAcknowledged' });
  }

  /** Everything that a connection leaves behind in the server. */
  #dropObjects(): void {
    const session = this.#session;
    session.temporaryTables.clear();
    session.temporaryProcedures.clear();
    for (const [name, { owner }] of session.server.globalTemporaryTables)
      if (owner === session.id) session.server.globalTemporaryTables.delete(name);
    session.globalCursors.clear();
    session.context.clear();
    session.contextInfo = null;
    session.prepared.clear();
    session.identityInsertTable = undefined;
    session.bulkLoad = undefined;
    session.releaseSessionLocks();
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.cancel();
    await this.#last.catch(() => {});
    await drive(rollbackAll(this.#session, SILENT), this.#session);
    this.#dropObjects();
    this.#session.server.locks.releaseAll(this.#session.lockOwner);
    this.#onClose();
  }

  #request(sink: ResponseSink, start: (call: CallFrame) => Running<void>): Promise<void> {
    const before = this.#last;
    const run = async (): Promise<void> => {
      await before;
      if (this.#isClosed) return;
      await this.#run(sink, start);
    };
    const done = run();
    this.#last = done.catch(() => {});
    return done;
  }

  async #run(sink: ResponseSink, start: (call: CallFrame) => Running<void>): Promise<void> {
    const session = this.#session;
    const call = new CallFrame({ session, variableCount: 0, sink });
    session.work.reset();
    this.#isRunning = true;
    session.isRunning = true;
    session.beginRequest();
    try {
      if (session.killed) throw session.killed;
      await drive(start(call), session);
    } catch (thrown) {
      await this.#failed(thrown, call);
    } finally {
      await this.#endBatch(call);
      this.#isRunning = false;
      session.isRunning = false;
      session.work.reset();
      session.nestLevel = 0;
      session.insertExecDepth = 0;
      session.caughtErrors.length = 0;
    }
  }

  /** What came out of the request: sent, unless it was sent already or nobody wants it any more. */
  async #failed(thrown: unknown, call: CallFrame): Promise<void> {
    const session = this.#session;
    if (thrown instanceof CancelledError) {
      if (session.options.xactAbort) await drive(rollbackAll(session, call.sink), session);
      return;
    }
    if (thrown instanceof BatchAbort) return;
    const error = locate(asSqlError(thrown), 1, '');
    session.errorNumber = error.number;
    sendError(error, call);
  }

  /** A doomed transaction does not outlive its batch. */
  async #endBatch(call: CallFrame): Promise<void> {
    const session = this.#session;
    if (session.isDoomed) {
      await drive(rollbackAll(session, call.sink), session);
      sendError(locate(sqlError(3998), 1, ''), call);
    } else if (session.transactionCount === 0 && session.transaction) await drive(rollbackAll(session, call.sink), session);
    // Outside a transaction nothing stays locked.
    if (session.transactionCount === 0) session.server.locks.releaseAll(session.lockOwner);
  }
}

interface Called {
  readonly database: Database;
  readonly definition: Procedure;
}

const parameterType = (called: Called | undefined, name: string, ordinal: number): UserType | undefined => {
  const parameters = called?.definition.parameters ?? [];
  const parameter = name === '' ? parameters[ordinal] : parameters.find((x) => x.name.toLowerCase() === name.toLowerCase());
  if (!parameter || typeof parameter.type === 'string' || !('tableTypeId' in parameter.type)) return undefined;
  const { tableTypeId } = parameter.type;
  const found = called?.database.entry(tableTypeId);
  return found?.kind === 'type' ? found : undefined;
};

/** Runs to the end, letting the event loop turn after each time slice. */
const drive = async (running: Running<void>, session: Session): Promise<void> => {
  const { work } = session;
  work.beginSlice();
  let step = running.next();
  while (!step.done) {
    const wait = step.value;
    // Commits and rollbacks offer more pauses than are needed.
    if (wait === undefined && work.hasTime()) {
      step = running.next();
      continue;
    }
    try {
      if (wait === undefined) await turn();
      else await wait;
    } catch (error) {
      work.beginSlice();
      step = running.throw(error);
      continue;
    }
    work.beginSlice();
    step = running.next();
  }
};

/** For what nobody is told of. */
const SILENT: ResponseSink = {
  columns: () => {},
  row: () => {},
  done: () => {},
  error: () => {},
  info: () => {},
  returnStatus: () => {},
  returnValue: () => {},
  environment: () => {},
  drained: () => undefined,
};
