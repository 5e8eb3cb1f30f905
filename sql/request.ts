// One request on one connection: sends it, gathers sets, messages and errors, and cancels it when its time is up or nobody waits
// any more. Says what happened and judges nothing; after it has settled the connection is idle or broken, never in between.

import type { TYPES } from 'tedious';
import { Request } from 'tedious';
import type { Metadata } from 'tedious/lib/metadata-parser.js';
import { DatabaseUnavailable, errorOf } from './errors.ts';
import type { ServerError } from './errors.ts';
import type { PooledConnection } from './pool.ts';
import { newRow } from './result-sets.ts';
import type { Column, ResultSet, Row } from './result-sets.ts';
import { typeName, valueReader } from './values-read.ts';
import type { ValueReader } from './values-read.ts';

export type DriverType = (typeof TYPES)[keyof typeof TYPES];

export interface RequestParameter {
  readonly name: string;
  readonly type: DriverType;
  readonly value: unknown;
  readonly length?: number;
  readonly precision?: number;
  readonly scale?: number;
}

export interface RequestSpec {
  readonly text: string;
  readonly parameters?: readonly RequestParameter[];
  /** Sent as it is instead of through sp_executesql: definitions, SET, transactions that outlive the request. */
  readonly isPlainBatch?: boolean;
  /** For the whole request to its last row; none when absent. */
  readonly timeoutMs?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Takes the rows of the first set instead of the answer. */
  readonly stream?: RowStream;
}

export interface RowStream {
  /** Whether the first set is the one wanted. */
  accepts(columns: readonly Column[]): boolean;
  onStart(flow: RequestFlow): void;
  onRow(row: Row): void;
}

export interface RequestFlow {
  pause(): void;
  resume(): void;
  cancel(): void;
}

export interface Answer {
  readonly sets: ResultSet[];
  readonly messages: string[];
  readonly errors: ServerError[];
  readonly ending: 'complete' | 'timeout' | 'cancelled';
}

/** Rejects only when the connection is lost or the driver refuses the request; errors of the server are in the answer. */
export const send = (connection: PooledConnection, spec: RequestSpec): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const sets: GrowingSet[] = [];
    const messages: string[] = [];
    let stopped: 'timeout' | 'cancelled' | undefined;
    const request = new Request(spec.text, (error) => {
      clearTimeout(timer);
      spec.signal?.removeEventListener('abort', onAbort);
      connection.onMessage = undefined;
      if (connection.tedious.closed) connection.isBroken = true;
      const ending = stopped !== undefined && isCancelled(error) ? stopped : 'complete';
      const errors = ending === 'complete' && error ? serverErrors(error) : [];
      if (errors === undefined) {
        const isLost = connection.isBroken;
        // What the driver refused half-way leaves nothing to rely on.
        connection.isBroken = true;
        return reject(isLost ? new DatabaseUnavailable(`The connection broke: ${error?.message}`, error) : error);
      }
      resolve({ sets: sets.map(({ columns, rows }) => ({ columns, rows })), messages, errors, ending });
    });
    const stop = (reason: 'timeout' | 'cancelled'): void => {
      stopped ??= reason;
      connection.tedious.cancel();
    };
    const onAbort = (): void => stop('cancelled');
    const timer = spec.timeoutMs === undefined ? undefined : setTimeout(stop, spec.timeoutMs, 'timeout' as const);
    spec.signal?.addEventListener('abort', onAbort, { once: true });
    connection.onMessage = (text) => messages.push(text);
    request.on('columnMetadata', (columns) => sets.push(newSet(columns as Metadata[], sets.length === 0 ? spec.stream : undefined)));
    request.on('row', (cells: DriverCell[]) => sets.at(-1)?.add(cells));
    spec.stream?.onStart({ pause: () => request.pause(), resume: () => request.resume(), cancel: onAbort });
    for (const { name, type, value, ...size } of spec.parameters ?? []) request.addParameter(name, type, value, size);
    if (spec.isPlainBatch) connection.tedious.execSqlBatch(request);
    else connection.tedious.execSql(request);
    // An abort that came before the listener did.
    if (spec.signal?.aborted) onAbort();
  });

/** Sends a plain batch and throws its first error. */
export const batch = async (connection: PooledConnection, text: string): Promise<Answer> => {
  const answer = await send(connection, { text, isPlainBatch: true });
  const [first, ...others] = answer.errors;
  if (first) throw errorOf('', [first, ...others]);
  return answer;
};

const CLEANING_MS = 5_000;

/** Ends whatever transaction is open. A connection that cannot say that it did is marked as broken. */
export const rollBack = async (connection: PooledConnection): Promise<void> => {
  if (connection.tedious.closed) connection.isBroken = true;
  if (connection.isBroken) return;
  try {
    const answer = await send(connection, { text: 'IF @@TRANCOUNT > 0 ROLLBACK TRANSACTION;', isPlainBatch: true, timeoutMs: CLEANING_MS });
    if (answer.ending !== 'complete' || answer.errors.length > 0) connection.isBroken = true;
  } catch {
    connection.isBroken = true;
  }
};

interface DriverCell {
  readonly value: unknown;
}

interface GrowingSet extends ResultSet {
  add(cells: readonly DriverCell[]): void;
}

const newSet = (metadata: readonly Metadata[], stream: RowStream | undefined): GrowingSet => {
  const columns: Column[] = metadata.map((column) => ({ name: (column as { colName?: string }).colName ?? '', type: typeName(column) }));
  const names = columns.map(({ name }) => name);
  const readers: (ValueReader | undefined)[] = metadata.map(valueReader);
  const rows: Row[] = [];
  const taker = stream?.accepts(columns) ? stream : undefined;
  return {
    columns,
    rows,
    add(cells) {
      const row = newRow();
      for (let index = 0; index < names.length; index++) {
        const value = cells[index]?.value;
        const read = readers[index];
        row[names[index] ?? ''] = read === undefined || value === null ? value : read(value);
      }
      if (taker) taker.onRow(row);
      else rows.push(row);
    },
  };
};

const isCancelled = (error: Error | null | undefined): boolean =>
  error !== null && error !== undefined && 'code' in error && error.code === 'ECANCEL';

/** Undefined when it is not the server that speaks. */
const serverErrors = (error: Error): ServerError[] | undefined => {
  const errors = (error instanceof AggregateError ? error.errors : [error]).map(serverErrorOf);
  return errors.every((one) => one !== undefined) ? errors : undefined;
};

interface DriverError extends Error {
  readonly number?: number;
  readonly class?: number;
  readonly state?: number;
  readonly procName?: string;
  readonly lineNumber?: number;
}

const serverErrorOf = (error: DriverError): ServerError | undefined =>
  typeof error.number === 'number'
    ? {
        number: error.number,
        severity: error.class ?? 0,
        state: error.state ?? 0,
        procedure: error.procName ?? '',
        line: error.lineNumber ?? 0,
        text: error.message,
      }
    : undefined;
