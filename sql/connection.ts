// Opening the database: LocalDB inside the product when no address is given, else any SQL Server. Creates the database when it is
// missing. Above this file nobody can tell which server it is, except by `kind`, which is for messages.

import { createServer } from 'node:net';
import { join } from 'node:path';
import { Kysely, MssqlDialect } from 'kysely';
import { ISOLATION_LEVEL, Request, TYPES, Connection } from 'tedious';
import type { ConnectionConfiguration } from 'tedious';
import { Pool as TarnPool } from 'tarn';
import { configurationOf, parseAddress } from './address.ts';
import type { DatabaseAddress } from './address.ts';
import { ConfigurationError, LoginRefused, ProcedureFailed } from './errors.ts';
import { startLocalDb } from './localdb/start.ts';
import type { StartedLocalDb } from './localdb/start.ts';
import type { PlatformDatabase } from './platform-tables.ts';
import { connect, createPool, disconnect } from './pool.ts';
import type { Pool } from './pool.ts';
import { batch } from './request.ts';
import { createSignatures } from './signatures.ts';
import type { Signatures } from './signatures.ts';

export interface OpenDatabaseOptions {
  /** `mssql://…` or `Server=…;…`; LocalDB when absent. */
  readonly url?: string;
  /** LocalDB keeps its data in `localdb` under it; `:memory:` keeps nothing. */
  readonly dataDir: string;
  /** Where LocalDB listens on loopback, for SQL clients; any free port when absent or taken. */
  readonly localPort?: number;
  readonly poolSize?: number;
  readonly acquireTimeoutMs?: number;
  readonly applicationName?: string;
  /** Over the address's own; default `peregrine`. */
  readonly database?: string;
}

export interface Database {
  readonly kind: 'localdb' | 'sqlserver';
  readonly pool: Pool;
  /** For `platform.*` tables. Dates are Date here, as the driver gives them. */
  readonly kysely: Kysely<PlatformDatabase>;
  readonly signatures: Signatures;
  /** Server and database for people, without secrets. */
  describe(): string;
  close(): Promise<void>;
}

const DEFAULT_DATABASE = 'peregrine';
const DEFAULT_POOL_SIZE = 20;

/** Opens or creates the database. Rejects with ConfigurationError or DatabaseUnavailable, with what to do in the message. */
export const openDatabase = async (options: OpenDatabaseOptions): Promise<Database> => {
  const local = options.url === undefined || options.url === '' ? await startLocal(options) : undefined;
  try {
    return await openAt(local ? localAddress(local) : parseAddress(options.url ?? ''), options, local);
  } catch (error) {
    await local?.stop();
    throw error;
  }
};

const openAt = async (address: DatabaseAddress, options: OpenDatabaseOptions, local: StartedLocalDb | undefined): Promise<Database> => {
  const database = options.database ?? address.database ?? DEFAULT_DATABASE;
  const applicationName = options.applicationName ?? 'Peregrine';
  const size = options.poolSize ?? DEFAULT_POOL_SIZE;
  const configuration = configurationOf(address, { database, applicationName });
  await ensureDatabase(address, { database, applicationName });
  const pool = createPool({
    configuration,
    size,
    ...(options.acquireTimeoutMs !== undefined && { acquireTimeoutMs: options.acquireTimeoutMs }),
  });
  const kysely = createKysely(configuration, size);
  return {
    kind: local ? 'localdb' : 'sqlserver',
    pool,
    kysely,
    signatures: createSignatures(pool),
    describe: () => {
      if (!local) return `SQL Server ${address.host}${address.port === undefined ? '' : `:${address.port}`}, database ${database}`;
      const place = options.dataDir === ':memory:' ? 'in memory' : `user sa, password in ${join(options.dataDir, 'localdb', 'password')}`;
      return `LocalDB 127.0.0.1:${local.port}, database ${database}, ${place}`;
    },
    async close() {
      await Promise.all([pool.close(), kysely.destroy()]);
      await local?.stop();
    },
  };
};

const startLocal = async ({ dataDir, localPort = 0 }: OpenDatabaseOptions): Promise<StartedLocalDb> => {
  if (dataDir === ':memory:') return startLocalDb({ port: 0 });
  const data = join(dataDir, 'localdb');
  return startLocalDb({ port: (await isFree(localPort)) ? localPort : 0, data });
};

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });

const localAddress = ({ port, password }: StartedLocalDb): DatabaseAddress => ({
  host: '127.0.0.1',
  port,
  instance: undefined,
  user: 'sa',
  password,
  database: undefined,
  shouldEncrypt: false,
  shouldTrustServerCertificate: false,
  isReadOnlyIntent: false,
});

/** Logs in once; when that fails because the database is not there, creates it from `master`. */
const ensureDatabase = async (address: DatabaseAddress, login: { database: string; applicationName: string }): Promise<void> => {
  try {
    return await disconnect((await connect(configurationOf(address, login))).tedious);
  } catch (error) {
    if (!(error instanceof LoginRefused && error.numbers.includes(DATABASE_NOT_OPENED))) throw error;
  }
  const master = await connect(configurationOf(address, { ...login, database: 'master' })).catch((error: unknown) => {
    // A server that does not answer has its own message.
    if (!(error instanceof LoginRefused)) throw error;
    throw new ConfigurationError(
      `The database ${login.database} does not exist or is closed to this login: create it, or grant access.`,
      error,
    );
  });
  try {
    await batch(master, createDatabaseSql(login.database));
  } catch (error) {
    if (!(error instanceof ProcedureFailed)) throw error;
    throw new ConfigurationError(`The database ${login.database} is missing and this login may not create it: ${error.text}`, error);
  } finally {
    await disconnect(master.tedious);
  }
};

/** Cannot open database requested by the login: there is none, or the login may not enter. */
const DATABASE_NOT_OPENED = 4060;

// Two processes may find it missing at once: the second one's error 1801 means that all is well.
const createDatabaseSql = (name: string): string => `
BEGIN TRY
  IF DB_ID(N'${name.replaceAll("'", "''")}') IS NULL CREATE DATABASE [${name.replaceAll(']', ']]')}];
END TRY
BEGIN CATCH
  IF ERROR_NUMBER() <> 1801 THROW;
END CATCH`;

const createKysely = (configuration: ConnectionConfiguration, size: number): Kysely<PlatformDatabase> =>
  new Kysely<PlatformDatabase>({
    dialect: new MssqlDialect({
      tarn: { Pool: TarnPool, options: { min: 0, max: Math.max(2, Math.ceil(size / 2)), propagateCreateError: true } },
      tedious: { ISOLATION_LEVEL, Request, TYPES, connectionFactory: () => new LazilyResetConnection(configuration) },
      resetConnectionsOnRelease: true,
      validateConnections: false,
    }),
  });

/** Kysely resets a connection when it gives it back; the next request's reset bit does the same without a round trip. */
class LazilyResetConnection extends Connection {
  override reset(callback: (error: Error | null | undefined) => void): void {
    if (this.closed) return callback(new Error('The connection is closed.'));
    this.resetConnectionOnNextRequest = true;
    callback(undefined);
  }
}
