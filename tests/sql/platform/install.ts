// An empty database with the platform in it, for the tests of this folder: real LocalDB over TDS; tests
// speak to it through the plain driver.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import sql from 'mssql';
import { openDatabase } from '../../../sql/connection.ts';
import { runMigrations } from '../../../sql/migrations.ts';
import { startTestServer } from '../../localdb/server.ts';
import type { TestServer } from '../../localdb/server.ts';

export const platformFolder = join(import.meta.dirname, '..', '..', '..', 'sql', 'platform');

export interface PlatformServer {
  readonly server: TestServer;
  readonly database: string;
  /** A pool of one connection, so that a transaction stays with it. */
  connect(): Promise<sql.ConnectionPool>;
  stop(): Promise<void>;
}

/** Creates the database as the product does. */
export async function installPlatform(name: string): Promise<PlatformServer> {
  const server = await startTestServer();
  const database = `${name}_${process.pid}`;
  const opened: sql.ConnectionPool[] = [];
  const open = async (of: string): Promise<sql.ConnectionPool> => {
    const pool = await new sql.ConnectionPool({
      server: server.server,
      port: server.port,
      user: server.user,
      password: server.password,
      database: of,
      requestTimeout: 30_000,
      options: { encrypt: false, trustServerCertificate: true },
      pool: { min: 1, max: 1 },
    }).connect();
    opened.push(pool);
    return pool;
  };
  const db = await openDatabase({ url: addressOf(server, database), dataDir: ':memory:' });
  await runMigrations(db, { scope: 'platform', folder: platformFolder });
  await db.close();
  return {
    server,
    database,
    connect: () => open(database),
    async stop() {
      for (const one of opened) await one.close();
      const master = await open('master');
      await master.request().batch(`DROP DATABASE [${database}]`);
      await master.close();
      await server.stop();
    },
  };
}

/** Paths of the .sql files under a folder of the platform, in order. */
export function filesUnder(folder: string): string[] {
  return readdirSync(join(platformFolder, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.sql'))
    .sort()
    .map((name) => join(platformFolder, folder, name));
}

export async function runFile(pool: sql.ConnectionPool, file: string): Promise<void> {
  for (const batch of readFileSync(file, 'utf8').split(/^\s*GO\s*$/im)) {
    if (batch.trim() === '') continue;
    await pool
      .request()
      .batch(batch)
      .catch((error: Error) => {
        throw new Error(`${file}: ${error.message}`, { cause: error });
      });
  }
}

function addressOf({ server, port, user, password }: TestServer, database: string): string {
  return `mssql://${encodeURIComponent(user)}:${encodeURIComponent(password)}@${server}:${port}/${database}?encrypt=false&trustServerCertificate=true`;
}
