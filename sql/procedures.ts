// Calls of stored procedures by their declared parameters (conventions §1), one round trip each: session context, call, return
// value, output values and transaction count in one batch on a connection as after a new login. What an earlier call left there
// cannot be seen by a later one, whatever its end was.

import { END_COLUMN, OUTPUT_COLUMN, TRANSACTIONS_COLUMN, bindCall } from './binding.ts';
import type { BoundCall } from './binding.ts';
import type { Database } from './connection.ts';
import { DEADLOCK_VICTIM, ProcedureCancelled, ProcedureMissing, ProcedureTimeout, TransactionLeftOpen, errorOf } from './errors.ts';
import type { ServerError } from './errors.ts';
import type { PooledConnection } from './pool.ts';
import { rollBack, send } from './request.ts';
import type { Answer, RowStream } from './request.ts';
import type { ResultSet, Row } from './result-sets.ts';
import { createRowQueue } from './row-queue.ts';
import { setsOfJson } from './json-sets.ts';

export type { Column, ResultSet, Row } from './result-sets.ts';
export { cell, columnReader, lowerKeys, singleValue } from './result-sets.ts';

/** Who calls; what `SESSION_CONTEXT` answers during the call. */
export interface SessionContext {
  readonly username: string;
  readonly userID: number | null;
  /** Comma list. */
  readonly roles: string;
  readonly traceID: string;
  readonly tenant?: string;
}

export interface ProcedureCallOptions {
  /** Of `dbo`, or with its schema: `platform.request_begin`. */
  readonly name: string;
  /** By parameter name without `@`, in any letter case. Undefined counts as not given. */
  readonly values?: Readonly<Record<string, unknown>>;
  /** For declared parameters that `values` does not have, and for dictionary table types. */
  readonly dictionary?: ReadonlyMap<string, string> | Readonly<Record<string, string>>;
  /** Rows for other table-valued parameters, by parameter name: objects by column name or arrays in column order. */
  readonly tables?: Readonly<Record<string, readonly TableRow[]>>;
  readonly context: SessionContext;
  /** Cancels the call on the server. */
  readonly signal?: AbortSignal | undefined;
  readonly timeoutMs?: number | undefined;
  /** A read is repeated when it was chosen as a deadlock's victim. */
  readonly isRead: boolean;
  /** Runs in a transaction that is rolled back: the answer is that of a real call, and nothing stays of it. */
  readonly isTrial?: boolean | undefined;
}

export type TableRow = Readonly<Record<string, unknown>> | readonly unknown[];

export interface ProcedureResult {
  /** In the order sent; those of the output parameter `@res` when it was filled. */
  readonly sets: readonly ResultSet[];
  /** Output values by declared parameter name. */
  readonly output: Readonly<Record<string, unknown>>;
  readonly returnValue: number;
  /** What PRINT and messages of low severity said. */
  readonly messages: readonly string[];
  /** On the server and the wire, without waiting for a connection. */
  readonly ms: number;
  readonly rows: number;
}

type CallTarget = Pick<Database, 'pool' | 'signatures'>;

const MOST_READ_ATTEMPTS = 3;

/**
 * Calls a procedure.
 * @throws ProcedureMissing, ParameterConversionError (nothing was sent), BusinessRefusal, ProcedureFailed, ProcedureTimeout,
 * ProcedureCancelled, TransactionLeftOpen, PoolExhausted, DatabaseUnavailable
 */
export const callProcedure = async (db: CallTarget, options: ProcedureCallOptions): Promise<ProcedureResult> => {
  let bound = await bind(db, options);
  let isSignatureFresh = false;
  for (let attempt = 1; ; attempt++) {
    const { answer, ms } = await runOnce(db, options, { bound });
    const [first] = answer.errors;
    if (first === undefined) return resultOf(answer, { bound, ms });
    if (options.isRead && answer.errors.some(isDeadlock) && attempt < MOST_READ_ATTEMPTS) {
      await pauseBeforeRetry(attempt);
      continue;
    }
    if (!isSignatureFresh && isOutdatedSignature(first, bound)) {
      isSignatureFresh = true;
      db.signatures.forget();
      const again = await bind(db, options);
      if (again.text !== bound.text) {
        bound = again;
        continue;
      }
    }
    throw failureOf(options, answer);
  }
};

/**
 * The rows of a procedure's first result set, read from the server as fast as they are taken. Leaving the loop cancels the rest.
 * Rejects as `callProcedure` does, also in the middle; it is never repeated.
 */
export async function* streamProcedure(db: CallTarget, options: ProcedureCallOptions): AsyncGenerator<Row, void, void> {
  const bound = await bind(db, options);
  const queue = createRowQueue();
  const leaving = new AbortController();
  const signal = options.signal ? AbortSignal.any([options.signal, leaving.signal]) : leaving.signal;
  const stream: RowStream = { ...queue.sink, accepts: (columns) => columns[0]?.name !== END_COLUMN };
  const running = runOnce(db, { ...options, signal }, { bound, stream }).then(
    ({ answer }) => {
      if (answer.errors.length > 0) queue.end(failureOf(options, answer));
      else queue.end(hasOpenTransaction(answer) ? new TransactionLeftOpen(options.name) : undefined);
    },
    (error: unknown) => queue.end(error),
  );
  try {
    yield* queue.rows();
  } finally {
    leaving.abort();
    await running;
  }
}

const bind = async (db: CallTarget, options: ProcedureCallOptions): Promise<BoundCall> => {
  const signature = await db.signatures.signatureOf(options.name);
  if (!signature) throw new ProcedureMissing(options.name);
  return bindCall(signature, options);
};

/** One try on one connection. Whatever happens, no transaction stays open on it. */
const runOnce = async (
  db: CallTarget,
  { name, signal, timeoutMs }: ProcedureCallOptions,
  { bound, stream }: { bound: BoundCall; stream?: RowStream },
): Promise<{ answer: Answer; ms: number }> => {
  if (signal?.aborted) throw new ProcedureCancelled(name);
  const connection = await acquire(db, name, signal);
  try {
    const started = performance.now();
    const answer = await send(connection, { text: bound.text, parameters: bound.parameters, timeoutMs, signal, ...(stream && { stream }) });
    const ms = performance.now() - started;
    // The batch's last statement rolls back and says so; without it nobody knows.
    if (!endOf(answer)) await rollBack(connection);
    if (answer.ending === 'timeout') throw new ProcedureTimeout(name, timeoutMs ?? 0);
    if (answer.ending === 'cancelled') throw new ProcedureCancelled(name);
    return { answer, ms };
  } finally {
    db.pool.release(connection);
  }
};

const acquire = async (db: CallTarget, name: string, signal: AbortSignal | undefined): Promise<PooledConnection> => {
  try {
    return await db.pool.acquire(signal);
  } catch (error) {
    throw signal?.aborted ? new ProcedureCancelled(name) : error;
  }
};

const endOf = ({ sets }: Answer): ResultSet | undefined => {
  const last = sets.at(-1);
  return last?.columns[0]?.name === END_COLUMN ? last : undefined;
};

const hasOpenTransaction = (answer: Answer): boolean => Number(endOf(answer)?.rows[0]?.[TRANSACTIONS_COLUMN] ?? 0) > 0;

const resultOf = (answer: Answer, { bound, ms }: { bound: BoundCall; ms: number }): ProcedureResult => {
  const end = endOf(answer)?.rows[0];
  const signature = bound.signature;
  if (hasOpenTransaction(answer)) throw new TransactionLeftOpen(signature.name);
  const output: Record<string, unknown> = {};
  for (const { name, isOutput } of signature.parameters) if (isOutput) output[name] = end?.[OUTPUT_COLUMN + name];
  const res = Object.entries(output).find(([name]) => name.toLowerCase() === 'res')?.[1];
  const sets = (typeof res === 'string' ? setsOfJson(res) : undefined) ?? answer.sets.slice(0, end ? -1 : undefined);
  return {
    sets,
    output,
    returnValue: Number(end?.[END_COLUMN] ?? 0),
    messages: answer.messages,
    ms,
    rows: sets.reduce((sum, set) => sum + set.rows.length, 0),
  };
};

const failureOf = ({ name }: ProcedureCallOptions, { errors }: Answer): Error => {
  const [first, ...others] = errors;
  return first ? errorOf(name, [first, ...others]) : new Error(`${name} ended without an answer.`);
};

const isDeadlock = ({ number }: ServerError): boolean => number === DEADLOCK_VICTIM;

/** Missing argument, too many, unknown, no such procedure, wrong type, and their kin about table types. */
const SIGNATURE_ERRORS: ReadonlySet<number> = new Set([201, 206, 214, 349, 2715, 2812, 8144, 8145, 8146, 8162]);

/**
 * Whether the call itself was refused before the procedure's first statement: the error then names no line of a procedure, so that
 * nothing has been done and the call may be made again.
 */
const isOutdatedSignature = ({ number, procedure, line }: ServerError, { signature }: BoundCall): boolean =>
  SIGNATURE_ERRORS.has(number) && (procedure === '' || (line === 0 && procedure.toLowerCase().endsWith(signature.name.toLowerCase())));

const pauseBeforeRetry = (attempt: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, attempt * 10 + Math.random() * 40));
