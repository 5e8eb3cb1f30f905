// Parameterised statements of the platform itself, where neither a procedure nor Kysely fits; through the same pool, without a
// user's session context. Values are always parameters: the text never comes from outside.

import { TYPES } from 'tedious';
import type { Database } from './connection.ts';
import { ProcedureCancelled, ProcedureTimeout, TransactionLeftOpen, errorOf } from './errors.ts';
import { invariantText } from './parameter-text.ts';
import type { PooledConnection } from './pool.ts';
import { rollBack, send } from './request.ts';
import type { RequestParameter } from './request.ts';
import type { ResultSet } from './result-sets.ts';

export type SqlValue = string | number | bigint | boolean | Date | Uint8Array | null | undefined;
export type SqlParameters = Readonly<Record<string, SqlValue>>;

export interface SqlOptions {
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
}

export interface SqlSession {
  /** Runs statements with parameters `@name`; resolves with the sets that they return. */
  run(text: string, parameters?: SqlParameters, options?: SqlOptions): Promise<readonly ResultSet[]>;
}

/**
 * Runs statements on a connection of the pool.
 * @example const [users] = await runSql(db, 'SELECT id FROM platform.[user] WHERE username = @username;', { username });
 */
export const runSql = async (
  db: Pick<Database, 'pool'>,
  text: string,
  parameters: SqlParameters = {},
  options: SqlOptions = {},
): Promise<readonly ResultSet[]> => {
  const connection = await db.pool.acquire(options.signal);
  try {
    let sets: readonly ResultSet[];
    try {
      sets = await runOn(connection, { text, parameters, options });
    } catch (error) {
      await rollBack(connection);
      throw error;
    }
    if (connection.tedious.inTransaction) {
      await rollBack(connection);
      throw new TransactionLeftOpen('The batch');
    }
    return sets;
  } finally {
    db.pool.release(connection);
  }
};

/** Runs `work` in one transaction on one connection: committed when it resolves, rolled back when it rejects. */
export const inTransaction = async <Result>(
  db: Pick<Database, 'pool'>,
  work: (session: SqlSession) => Promise<Result>,
): Promise<Result> => {
  const connection = await db.pool.acquire();
  try {
    await begin(connection);
    const result = await work({ run: (text, parameters = {}, options = {}) => runOn(connection, { text, parameters, options }) });
    await commit(connection);
    return result;
  } catch (error) {
    await rollBack(connection);
    throw error;
  } finally {
    db.pool.release(connection);
  }
};

const runOn = async (
  connection: PooledConnection,
  { text, parameters, options }: { text: string; parameters: SqlParameters; options: SqlOptions },
): Promise<readonly ResultSet[]> => {
  const bound = Object.entries(parameters).map(([name, value]) => parameterOf(name, value));
  const answer = await send(connection, { text, parameters: bound, timeoutMs: options.timeoutMs, signal: options.signal });
  if (answer.ending === 'timeout') throw new ProcedureTimeout('The batch', options.timeoutMs ?? 0);
  if (answer.ending === 'cancelled') throw new ProcedureCancelled('The batch');
  const [first, ...others] = answer.errors;
  if (first) throw errorOf('The batch', [first, ...others]);
  return answer.sets;
};

const begin = (connection: PooledConnection): Promise<void> =>
  new Promise((resolve, reject) => connection.tedious.beginTransaction((error) => (error ? reject(error) : resolve())));

const commit = (connection: PooledConnection): Promise<void> =>
  new Promise((resolve, reject) => connection.tedious.commitTransaction((error) => (error ? reject(error) : resolve())));

const LARGEST_NVARCHAR = 4_000;
const LARGEST_VARBINARY = 8_000;
const MAX_LENGTH = 65_535;
const INT_LIMIT = 2 ** 31;

/** By the value's own type; lengths in two steps only, so that every length has the same plan. */
const parameterOf = (name: string, value: SqlValue): RequestParameter => {
  switch (typeof value) {
    case 'number':
      if (!Number.isInteger(value)) return { name, type: TYPES.Float, value };
      return Math.abs(value) < INT_LIMIT ? { name, type: TYPES.Int, value } : { name, type: TYPES.BigInt, value };
    case 'bigint':
      return { name, type: TYPES.BigInt, value };
    case 'boolean':
      return { name, type: TYPES.Bit, value };
    case 'string':
      return { name, type: TYPES.NVarChar, length: value.length > LARGEST_NVARCHAR ? MAX_LENGTH : LARGEST_NVARCHAR, value };
    default:
      if (value === null || value === undefined) return { name, type: TYPES.NVarChar, length: LARGEST_NVARCHAR, value: null };
      if (value instanceof Date) return { name, type: TYPES.NVarChar, length: 64, value: invariantText(value) };
      return {
        name,
        type: TYPES.VarBinary,
        length: value.length > LARGEST_VARBINARY ? MAX_LENGTH : LARGEST_VARBINARY,
        value: Buffer.from(value.buffer, value.byteOffset, value.byteLength),
      };
  }
};
