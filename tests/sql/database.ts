// A database of its own for a test file: LocalDB in memory, or a fresh database on the server of MSSQL_URL.

import { randomUUID } from 'node:crypto';
import { openDatabase } from '../../sql/connection.ts';
import type { Database } from '../../sql/connection.ts';
import type { SessionContext } from '../../sql/procedures.ts';
import { runSql } from '../../sql/query.ts';

export const openTestDatabase = (options: { poolSize?: number; acquireTimeoutMs?: number; database?: string } = {}): Promise<Database> => {
  const url = process.env.MSSQL_URL;
  const database = options.database ?? `peregrine_test_${randomUUID().replaceAll('-', '')}`;
  return openDatabase({ dataDir: ':memory:', database, ...(url !== undefined && { url }), ...options });
};

/** Runs a definition that must be alone in its batch. */
export const define = async (db: Database, sql: string): Promise<void> => {
  await runSql(db, 'EXEC (@sql);', { sql });
};

export const defineDictionaryTypes = async (db: Database): Promise<void> => {
  await define(db, 'CREATE TYPE dbo.CRUDFilterParameter AS TABLE ([Key] nvarchar(128), [Value] nvarchar(max))');
  await define(db, 'CREATE TYPE dbo.DictionaryParameter AS TABLE ([Key] nvarchar(128), [Value] nvarchar(max))');
  await define(
    db,
    'CREATE TYPE dbo.ExtendedDictionaryParameter AS TABLE ([Key] nvarchar(128), [Value] nvarchar(max), [Value2] nvarchar(max))',
  );
};

export const contextOf = (username: string, more: Partial<SessionContext> = {}): SessionContext => ({
  username,
  userID: 1,
  roles: 'client',
  traceID: 'trace-1',
  ...more,
});
