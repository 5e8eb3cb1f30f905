// Scripts that a developer wrote, run as they are: batch by batch on one connection inside one transaction, with every result set, message,
// row count and error in the order in which the server said them. Promises: without `keepChanges` nothing stays; with it all of the script
// or nothing does; a cancelled script is undone; the connection goes back clean.

import type { Metadata } from 'tedious/lib/metadata-parser.js';
import { Request, TYPES } from 'tedious';
import type { Database } from './connection.ts';
import { DatabaseUnavailable } from './errors.ts';
import { splitBatches } from './migration-files.ts';
import type { PooledConnection } from './pool.ts';
import type { SessionContext } from './procedures.ts';
import { rollBack, send } from './request.ts';
import type { Column } from './result-sets.ts';
import { typeName, valueReader } from './values-read.ts';

export interface ScriptOptions {
  readonly text: string;
  /** Rows kept of each set; the rest is counted. */
  readonly rowLimit: number;
  /** Commits when all batches went well. */
  readonly keepChanges: boolean;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
  /** What `SESSION_CONTEXT` answers. */
  readonly context?: SessionContext | undefined;
}

export type ScriptItem = ScriptSet | ScriptMessage | ScriptCount | ScriptError;

export interface ScriptSet {
  readonly kind: 'set';
  readonly columns: readonly Column[];
  /** Cells in the order of the columns, fit for JSON: numbers, booleans, null, and text for everything else. */
  readonly rows: readonly (readonly ScriptValue[])[];
  /** How many there were. */
  readonly total: number;
  /** Whether reading ended before the last row. */
  readonly isUnfinished: boolean;
}

export type ScriptValue = string | number | boolean | null;

export interface ScriptMessage {
  readonly kind: 'message';
  readonly text: string;
  /** In the script; 0 when the server does not tell. */
  readonly line: number;
}

/** Rows that a statement changed. */
export interface ScriptCount {
  readonly kind: 'count';
  readonly rows: number;
}

export interface ScriptError {
  readonly kind: 'error';
  readonly number: number;
  readonly severity: number;
  readonly state: number;
  /** Where it happened; '' for the script itself. */
  readonly procedure: string;
  /** In the script, or in the procedure when one is named. */
  readonly line: number;
  readonly text: string;
}

export interface ScriptBatch {
  /** Of its first line in the script, from 1. */
  readonly line: number;
  readonly ms: number;
  readonly items: readonly ScriptItem[];
}

export interface ScriptResult {
  readonly batches: readonly ScriptBatch[];
  readonly ending: 'complete' | 'error' | 'cancelled' | 'timeout' | 'tooMuch';
  /** `ended`: the script ended the transaction itself, so what it did before may stay. */
  readonly transaction: 'kept' | 'undone' | 'ended';
  /** How many batches were not begun. */
  readonly left: number;
}

/** Rows that are counted beyond the limit before the script is stopped. */
const MOST_ROWS = 200_000;
/** Characters of all cells together. */
const MOST_TEXT = 30_000_000;
/** Characters of one cell. */
const LONGEST_VALUE = 20_000;

/** Runs a script with GO lines. Rejects only when the connection is lost or none is free. */
export const runScript = async (db: Pick<Database, 'pool'>, options: ScriptOptions): Promise<ScriptResult> => {
  let connection: PooledConnection;
  try {
    connection = await db.pool.acquire(options.signal);
  } catch (error) {
    if (options.signal?.aborted !== true) throw error;
    return { batches: [], ending: 'cancelled', transaction: 'undone', left: splitBatches(options.text).length };
  }
  try {
    return await runOn(connection, options);
  } finally {
    await rollBack(connection);
    db.pool.release(connection);
  }
};

const runOn = async (connection: PooledConnection, options: ScriptOptions): Promise<ScriptResult> => {
  const batches = splitBatches(options.text);
  const done: ScriptBatch[] = [];
  const deadline = performance.now() + options.timeoutMs;
  let ending: ScriptResult['ending'] = 'complete';
  let isOurs = true;
  const budget: Budget = { text: MOST_TEXT };
  await prepare(connection, options);
  for (const { text, line } of batches) {
    const timeoutMs = Math.max(1, deadline - performance.now());
    const { batch, reason } = await runBatch(connection, { text, line, budget, options: { ...options, timeoutMs } });
    done.push(batch);
    if (reason !== undefined) ending = reason;
    else if (batch.items.some((item) => item.kind === 'error')) ending = 'error';
    isOurs = ending === 'cancelled' || ending === 'timeout' || ending === 'tooMuch' ? isOurs : (await transactionCount(connection)) > 0;
    if (ending !== 'complete' || !isOurs) break;
  }
  const left = batches.length - done.length;
  // An error that rolls everything back ends the transaction as well, and that is what is wanted.
  if (!isOurs) return { batches: done, ending, transaction: ending === 'error' && !mayCommit(options.text) ? 'undone' : 'ended', left };
  if (!options.keepChanges || ending !== 'complete') return { batches: done, ending, transaction: 'undone', left };
  const failure = await commit(connection);
  if (failure === undefined) return { batches: done, ending, transaction: 'kept', left };
  return { batches: [...done, { line: batches.at(-1)?.line ?? 1, ms: 0, items: [failure] }], ending: 'error', transaction: 'undone', left };
};

const prepare = async (connection: PooledConnection, { context }: ScriptOptions): Promise<void> => {
  const values = context === undefined ? [] : Object.entries(context).filter(([, value]) => value !== undefined && value !== null);
  const { errors } = await send(connection, {
    text: [
      ...values.map(([key], index) => `EXEC sys.sp_set_session_context @key = N'${key}', @value = @c${index};`),
      'SELECT 1 AS ready;',
    ].join('\n'),
    parameters: values.map(([, value], index) =>
      typeof value === 'number'
        ? { name: `c${index}`, type: TYPES.Int, value }
        : { name: `c${index}`, type: TYPES.NVarChar, length: 4000, value: String(value).slice(0, 4000) },
    ),
  });
  const begun = await send(connection, { text: 'BEGIN TRANSACTION;', isPlainBatch: true });
  const [error] = [...errors, ...begun.errors];
  if (error !== undefined) throw new DatabaseUnavailable(`A script could not be begun: ${error.text}`);
};

const transactionCount = async (connection: PooledConnection): Promise<number> => {
  if (connection.tedious.closed) return 0;
  const { sets } = await send(connection, { text: 'SELECT @@TRANCOUNT AS transactions;', isPlainBatch: true });
  return Number(sets[0]?.rows[0]?.transactions ?? 0);
};

const commit = async (connection: PooledConnection): Promise<ScriptError | undefined> => {
  const { errors } = await send(connection, { text: 'WHILE @@TRANCOUNT > 0 COMMIT TRANSACTION;', isPlainBatch: true });
  return errors[0] === undefined ? undefined : { kind: 'error', ...errors[0] };
};

interface Budget {
  text: number;
}

interface ServerMessage {
  readonly message: string;
  readonly number: number;
  readonly class: number;
  readonly state: number;
  readonly procName: string;
  readonly lineNumber: number;
}

interface BatchRun {
  readonly text: string;
  readonly line: number;
  readonly budget: Budget;
  readonly options: Pick<ScriptOptions, 'rowLimit' | 'timeoutMs' | 'signal'>;
}

type Stop = 'cancelled' | 'timeout' | 'tooMuch';

const runBatch = (
  connection: PooledConnection,
  { text, line, budget, options }: BatchRun,
): Promise<{ batch: ScriptBatch; reason?: Stop }> =>
  new Promise((resolve, reject) => {
    const { tedious } = connection;
    const items: ScriptItem[] = [];
    let set: GrowingSet | undefined;
    let stopped: Stop | undefined;
    const started = performance.now();
    const closeSet = (): void => {
      if (set !== undefined) items.push(finished(set, stopped !== undefined));
      set = undefined;
    };
    const inScript = (message: ServerMessage): number =>
      message.procName === '' && message.lineNumber > 0 ? message.lineNumber + line - 1 : message.lineNumber;
    const onMessage = (message: ServerMessage): void => {
      // A change of database or language is the driver's business.
      if (message.number === 5701 || message.number === 5703) return;
      closeSet();
      items.push({ kind: 'message', text: message.message, line: inScript(message) });
    };
    const onError = (message: ServerMessage): void => {
      closeSet();
      const { number, class: severity, state, procName: procedure } = message;
      items.push({ kind: 'error', number, severity, state, procedure, line: inScript(message), text: message.message });
    };
    const stop = (reason: Stop): void => {
      if (stopped !== undefined) return;
      stopped = reason;
      tedious.cancel();
    };
    const onAbort = (): void => stop('cancelled');
    const request = new Request(text, (error) => {
      clearTimeout(timer);
      options.signal?.removeEventListener('abort', onAbort);
      tedious.off('infoMessage', onMessage);
      tedious.off('errorMessage', onError);
      closeSet();
      if (tedious.closed) connection.isBroken = true;
      const isReported = stopped !== undefined || items.some((item) => item.kind === 'error');
      if (error && !isReported) {
        connection.isBroken = true;
        return reject(new DatabaseUnavailable(`The script broke off: ${error.message}`, error));
      }
      resolve({ batch: { line, ms: performance.now() - started, items }, ...(stopped === undefined ? {} : { reason: stopped }) });
    });
    const onDone = (rows: number | undefined): void => {
      if (set !== undefined) closeSet();
      else if (rows !== undefined) items.push({ kind: 'count', rows });
    };
    request.on('columnMetadata', (columns) => {
      closeSet();
      set = newSet(columns as Metadata[]);
    });
    request.on('row', (cells: { value: unknown }[]) => {
      if (set === undefined || stopped !== undefined) return;
      set.total += 1;
      if (set.rows.length < options.rowLimit && budget.text > 0) set.rows.push(readRow(set, { cells, budget }));
      else if (set.total >= MOST_ROWS + options.rowLimit) stop('tooMuch');
    });
    request.on('done', onDone);
    request.on('doneInProc', onDone);
    tedious.on('infoMessage', onMessage);
    tedious.on('errorMessage', onError);
    const timer = setTimeout(stop, options.timeoutMs, 'timeout' as const);
    options.signal?.addEventListener('abort', onAbort, { once: true });
    tedious.execSqlBatch(request);
    if (options.signal?.aborted) onAbort();
  });

interface GrowingSet {
  readonly columns: Column[];
  readonly readers: readonly (((value: unknown) => unknown) | undefined)[];
  readonly rows: ScriptValue[][];
  total: number;
}

const newSet = (metadata: readonly Metadata[]): GrowingSet => ({
  columns: metadata.map((column) => ({ name: (column as { colName?: string }).colName ?? '', type: typeName(column) })),
  readers: metadata.map(valueReader),
  rows: [],
  total: 0,
});

const finished = ({ columns, rows, total }: GrowingSet, isUnfinished: boolean): ScriptSet => ({
  kind: 'set',
  columns,
  rows,
  total,
  isUnfinished,
});

const readRow = (set: GrowingSet, { cells, budget }: { cells: readonly { value: unknown }[]; budget: Budget }): ScriptValue[] =>
  set.columns.map((_, index) => {
    const raw = cells[index]?.value;
    const read = set.readers[index];
    const value = jsonValue(raw === null || raw === undefined || read === undefined ? raw : read(raw));
    budget.text -= typeof value === 'string' ? value.length : 8;
    return value;
  });

/** A value as JSON can hold it; very long ones are cut, with an ellipsis. */
export const jsonValue = (value: unknown): ScriptValue => {
  if (value === null || value === undefined) return null;
  if (typeof value === 'number' || typeof value === 'boolean') return value;
  if (value instanceof Uint8Array)
    return cut(`0x${Buffer.from(value.buffer, value.byteOffset, Math.min(value.byteLength, LONGEST_VALUE)).toString('hex').toUpperCase()}`);
  return cut(value instanceof Date ? value.toISOString() : String(value));
};

const cut = (text: string): string => (text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}…` : text);

const mayCommit = (text: string): boolean => /\bCOMMIT\b/i.test(text);
