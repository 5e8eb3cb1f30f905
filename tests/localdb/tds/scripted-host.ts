// A SessionHost for tests of the protocol alone: batches are looked up in a script, everything that a client asks is
// recorded. The engine has tests of its own.

import type {
  BulkLoad,
  ClientSession,
  LoginRequest,
  OutputColumn,
  ResponseSink,
  RpcParameter,
  SessionHost,
  TransactionRequest,
} from '../../../sql/localdb/execution/client.ts';
import type { SqlError } from '../../../sql/localdb/types/errors.ts';
import { sqlError } from '../../../sql/localdb/types/errors.ts';
import type { Value } from '../../../sql/localdb/types/sql-type.ts';

export interface Running {
  readonly isCancelled: boolean;
}

export type BatchScript = (sink: ResponseSink, text: string, running: Running) => Promise<void> | void;
export type ProcedureScript = (sink: ResponseSink, parameters: readonly RpcParameter[], name: string) => Promise<void> | void;

export interface Script {
  /** By the text of the batch; others answer with DONE alone. */
  readonly batches?: Readonly<Record<string, BatchScript>>;
  readonly procedures?: Readonly<Record<string, ProcedureScript>>;
  readonly bulkLoad?: (load: BulkLoad, sink: ResponseSink) => Promise<void>;
}

export interface ScriptedHost extends SessionHost {
  backup?: (file: string) => Promise<void>;
  readonly logins: LoginRequest[];
  readonly log: string[];
  readonly openSessions: Set<number>;
  readonly calls: { readonly name: string; readonly parameters: readonly RpcParameter[] }[];
  readonly transactions: TransactionRequest[];
}

/** A result set with its DONE. */
export const sendRows = (sink: ResponseSink, columns: readonly OutputColumn[], rows: readonly (readonly Value[])[]): void => {
  sink.columns(columns);
  for (const row of rows) sink.row(row);
  sink.done('done', rows.length, false, 0xc1);
};

export const scriptedHost = (script: Script = {}): ScriptedHost => {
  const host: ScriptedHost = {
    logins: [],
    log: [],
    openSessions: new Set(),
    calls: [],
    transactions: [],
    login(request): ClientSession {
      host.logins.push(request);
      if (request.database === 'Missing') throw sqlError(4060, request.database);
      return session(host, script, request);
    },
  };
  return host;
};

let nextId = 50;
let nextDescriptor = 1n;

const session = (host: ScriptedHost, script: Script, login: LoginRequest): ClientSession => {
  const id = ++nextId;
  host.openSessions.add(id);
  let running: { isCancelled: boolean; wake?: () => void } | undefined;
  let descriptor = 0n;

  const run = async (work: (current: Running) => Promise<void> | void): Promise<void> => {
    const current: { isCancelled: boolean } = { isCancelled: false };
    running = current;
    try {
      await work(current);
    } finally {
      running = undefined;
    }
  };

  return {
    id,
    isSysadmin: true,
    database: login.database === '' ? 'master' : login.database,
    language: 'us_english',
    batch: (text, sink) =>
      run((current) => {
        host.log.push(text.length > 100 ? `batch of ${text.length}` : text);
        const script_ = script.batches?.[text.trim()];
        if (script_ === undefined) sink.done('done', undefined, false, 0);
        else return script_(sink, text, current);
      }),
    procedure: (name, parameters, sink) =>
      run(async () => {
        host.calls.push({ name, parameters });
        const procedure = script.procedures?.[name];
        if (procedure === undefined) throw sqlError(2812, name);
        await procedure(sink, parameters, name);
        sink.returnStatus(0);
        sink.done('procedure', undefined, false, 0xe0);
      }),
    transaction: (request, sink) =>
      run(() => {
        host.transactions.push(request);
        if (request.kind === 'begin') {
          descriptor = nextDescriptor++;
          sink.environment({ kind: 'beginTransaction', descriptor });
        } else if (request.kind !== 'save') {
          sink.environment({ kind: request.kind === 'commit' ? 'commitTransaction' : 'rollbackTransaction', descriptor });
        }
        sink.done('done', undefined, false, 0);
      }),
    bulkLoad: (load, sink) => run(() => script.bulkLoad?.(load, sink)),
    cancel() {
      host.log.push('cancel');
      if (running !== undefined) running.isCancelled = true;
    },
    reset(keepTransaction, sink) {
      host.log.push(keepTransaction ? 'reset, transaction kept' : 'reset');
      sink.environment({ kind: 'resetAcknowledged' });
    },
    async close() {
      host.openSessions.delete(id);
      if (running !== undefined) running.isCancelled = true;
    },
  };
};

/** A batch that runs until it is cancelled; looks every few milliseconds, as the engine does. */
export const runUntilCancelled: BatchScript = async (_sink, _text, running) => {
  while (!running.isCancelled) await new Promise((resolve) => setTimeout(resolve, 5));
};

export const syntaxError = (near: string): SqlError => Object.assign(sqlError(102, near), { line: 3, procedure: 'dbo.p' });
