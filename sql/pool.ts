// The pool of connections. Promises that whoever gets a connection gets it as after a new login (TDS reset with the first request:
// no session context, temporary tables, SET options or open transaction of the one before) and that dead ones are never handed out.

import { Pool as TarnPool, TimeoutError } from 'tarn';
import { Connection } from 'tedious';
import type { ConnectionConfiguration } from 'tedious';
import { DatabaseUnavailable, LoginRefused, PoolExhausted } from './errors.ts';

export interface PoolOptions {
  readonly configuration: ConnectionConfiguration;
  readonly size: number;
  readonly acquireTimeoutMs?: number;
  readonly closeGraceMs?: number;
}

export interface PoolStatistics {
  readonly size: number;
  readonly used: number;
  readonly free: number;
  readonly pending: number;
}

/** Somebody's connection between acquire and release. */
export interface PooledConnection {
  readonly tedious: Connection;
  /** Set when its state is unknown: it is closed instead of being used again. */
  isBroken: boolean;
  /** Takes the informational messages of the request that runs. */
  onMessage: ((text: string) => void) | undefined;
}

export interface Pool {
  /** Rejects with PoolExhausted, DatabaseUnavailable, ConfigurationError, or the signal's reason. */
  acquire(signal?: AbortSignal): Promise<PooledConnection>;
  release(connection: PooledConnection): void;
  statistics(): PoolStatistics;
  /** Lets running requests end for some seconds, then cuts them off: a process that stops must not wait for a slow query. */
  close(): Promise<void>;
}

const ACQUIRE_TIMEOUT_MS = 15_000;
const IDLE_MS = 60_000;
const CLOSE_TIMEOUT_MS = 3_000;
const CLOSE_GRACE_MS = 5_000;

export const createPool = (options: PoolOptions): Pool => {
  const acquireTimeoutMs = options.acquireTimeoutMs ?? ACQUIRE_TIMEOUT_MS;
  const pool = new TarnPool<PooledConnection>({
    create: () => connect(options.configuration),
    destroy: (connection) => disconnect(connection.tedious),
    validate: isUsable,
    min: 0,
    max: options.size,
    acquireTimeoutMillis: acquireTimeoutMs,
    idleTimeoutMillis: IDLE_MS,
    destroyTimeoutMillis: CLOSE_TIMEOUT_MS,
    // A server that refuses is reported at once; waiting until the time limit would only hide the reason.
    propagateCreateError: true,
  });
  const lent = new Set<PooledConnection>();
  return {
    async acquire(signal) {
      signal?.throwIfAborted();
      const waiting = pool.acquire();
      const onAbort = (): void => waiting.abort();
      signal?.addEventListener('abort', onAbort, { once: true });
      try {
        const connection = await waiting.promise;
        connection.tedious.resetConnectionOnNextRequest = true;
        lent.add(connection);
        return connection;
      } catch (error) {
        signal?.throwIfAborted();
        throw error instanceof TimeoutError ? new PoolExhausted(options.size, acquireTimeoutMs) : error;
      } finally {
        signal?.removeEventListener('abort', onAbort);
      }
    },
    release(connection) {
      lent.delete(connection);
      connection.onMessage = undefined;
      if (!isUsable(connection)) {
        connection.isBroken = true;
        connection.tedious.close();
      }
      pool.release(connection);
    },
    statistics: () => ({ size: options.size, used: pool.numUsed(), free: pool.numFree(), pending: pool.numPendingAcquires() }),
    async close() {
      const cutOff = setTimeout(() => {
        for (const connection of lent) {
          connection.tedious.close();
          pool.release(connection);
        }
      }, options.closeGraceMs ?? CLOSE_GRACE_MS);
      await pool.destroy();
      clearTimeout(cutOff);
    },
  };
};

/** Lends a connection to `work` and takes it back whatever happens. */
export const withConnection = async <Result>(
  pool: Pool,
  work: (connection: PooledConnection) => Promise<Result>,
  signal?: AbortSignal,
): Promise<Result> => {
  const connection = await pool.acquire(signal);
  try {
    return await work(connection);
  } finally {
    pool.release(connection);
  }
};

/** Logs in. Rejects with ConfigurationError when the server refuses the login, else with DatabaseUnavailable. */
export const connect = (configuration: ConnectionConfiguration): Promise<PooledConnection> =>
  new Promise((resolve, reject) => {
    const tedious = new Connection(configuration);
    const connection: PooledConnection = { tedious, isBroken: false, onMessage: undefined };
    // Without a listener an error between two requests would end the process.
    tedious.on('error', () => {
      connection.isBroken = true;
    });
    tedious.on('infoMessage', (message: { message: string }) => connection.onMessage?.(message.message));
    // The driver keeps only the last error of a login, and the first one is the reason.
    const reasons: LoginReason[] = [];
    const onErrorMessage = (reason: LoginReason): void => void reasons.push(reason);
    tedious.on('errorMessage', onErrorMessage);
    tedious.connect((error) => {
      tedious.off('errorMessage', onErrorMessage);
      if (error) reject(connectionErrorOf(error, { configuration, reasons }));
      else resolve(connection);
    });
  });

export const disconnect = (tedious: Connection): Promise<void> =>
  new Promise((resolve) => {
    if (tedious.closed) return resolve();
    tedious.once('end', () => resolve());
    tedious.close();
  });

const isUsable = ({ isBroken, tedious }: PooledConnection): boolean =>
  !isBroken && !tedious.closed && tedious.state === tedious.STATE.LOGGED_IN;

interface LoginReason {
  readonly number: number;
  readonly message: string;
}

const connectionErrorOf = (
  error: Error,
  { configuration, reasons }: { configuration: ConnectionConfiguration; reasons: readonly LoginReason[] },
): Error => {
  const { server, options, authentication } = configuration;
  const place = `${server}:${options?.instanceName ?? options?.port ?? ''}`;
  if (!('code' in error) || error.code !== 'ELOGIN')
    return new DatabaseUnavailable(`No connection to the database server ${place}: ${error.message}`, error);
  const user: unknown = authentication?.options?.userName;
  const texts = reasons.length > 0 ? reasons.map(({ message }) => message) : [error.message];
  return new LoginRefused(
    `The database server ${place} refused the login of ${String(user)}: ${texts.join(' ')}`,
    reasons.map(({ number }) => number),
  );
};
