// tedious as the tests use it: promises, whole results.

import { Connection, Request } from 'tedious';
import type { ConnectionConfiguration } from 'tedious';
import { startServer } from '../../../sql/localdb/server.ts';
import type { RunningServer, ServerOptions } from '../../../sql/localdb/server.ts';
import { scriptedHost } from './scripted-host.ts';
import type { Script, ScriptedHost } from './scripted-host.ts';

export const PASSWORD = 'Protocol-1';

export interface TestServer extends RunningServer {
  readonly sessions: ScriptedHost;
}

/** A server on a free port over a scripted host. */
export const serve = async (script: Script = {}, options: Partial<ServerOptions> = {}): Promise<TestServer> => {
  const sessions = scriptedHost(script);
  const server = await startServer({ sessionHost: sessions, password: PASSWORD, ...options });
  return { ...server, sessions };
};

type Options = NonNullable<ConnectionConfiguration['options']>;

/** A logged-in connection. */
export const connect = (port: number, options: Options = {}, password = PASSWORD): Promise<Connection> =>
  new Promise((resolve, reject) => {
    const connection = new Connection({
      server: '127.0.0.1',
      authentication: { type: 'default', options: { userName: 'sa', password } },
      options: { port, encrypt: false, connectTimeout: 5000, cancelTimeout: 2000, ...options },
    });
    connection.on('error', () => {});
    connection.connect((error) => (error ? reject(error) : resolve(connection)));
  });

export interface Cell {
  readonly metadata: {
    readonly colName: string;
    readonly flags: number;
    readonly userType: number;
    readonly dataLength?: number;
    readonly type: { readonly name: string };
  };
  readonly value: unknown;
}

export interface Answer {
  /** Rows of all result sets. */
  readonly rows: readonly (readonly Cell[])[];
  readonly metadata: readonly (readonly Cell['metadata'][])[];
  readonly outputs: Readonly<Record<string, unknown>>;
  readonly returnStatus: number | undefined;
  /** Row count of each DONE. */
  readonly counts: readonly (number | undefined)[];
}

export type Send = (connection: Connection, request: Request) => void;

/** Sends a request and gathers its whole answer; rejects with the driver's error. */
export const ask = (
  connection: Connection,
  text: string,
  prepare: (request: Request) => void = () => {},
  send: Send = execBatch,
): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const rows: (readonly Cell[])[] = [];
    const metadata: (readonly Cell['metadata'][])[] = [];
    const outputs: Record<string, unknown> = {};
    const counts: (number | undefined)[] = [];
    let returnStatus: number | undefined;
    const request = new Request(text, (error) => (error ? reject(error) : resolve({ rows, metadata, outputs, returnStatus, counts })));
    request.on('columnMetadata', (columns) => metadata.push(columns as unknown as Cell['metadata'][]));
    request.on('row', (row) => rows.push(row as unknown as Cell[]));
    request.on('returnValue', (name, value) => {
      outputs[name] = value;
    });
    const count = (rowCount: number | undefined): void => {
      counts.push(rowCount);
    };
    request.on('done', count);
    request.on('doneInProc', count);
    request.on('doneProc', count);
    request.on('doneProc', (_count, _more, status) => {
      returnStatus = status;
    });
    prepare(request);
    send(connection, request);
  });

export const execBatch: Send = (connection, request) => connection.execSqlBatch(request);
export const callProcedure: Send = (connection, request) => connection.callProcedure(request);

/** The values of all rows. */
export const values = (answer: Answer): unknown[][] => answer.rows.map((row) => row.map((cell) => cell.value));
