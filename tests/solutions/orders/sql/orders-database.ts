// The order solution installed on a database of its own, and short ways to call its procedures as the platform does.

import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Database } from '../../../../sql/connection.ts';
import { splitBatches } from '../../../../sql/migration-files.ts';
import { runMigrations } from '../../../../sql/migrations.ts';
import { callProcedure } from '../../../../sql/procedures.ts';
import type { Row } from '../../../../sql/procedures.ts';
import { runSql } from '../../../../sql/query.ts';
import { openTestDatabase } from '../../../sql/database.ts';

const PROJECT = join(import.meta.dirname, '..', '..', '..', '..');
const DEMO = join(PROJECT, 'sql', 'solutions', 'orders', 'demo');
const ROLES = ['client', 'manager', 'supervisor', 'developer'];

/** Platform, solution and demo data, with the roles that the definitions would bring. */
export const installOrders = async (): Promise<Database> => {
  const db = await openTestDatabase();
  await runMigrations(db, { scope: 'platform', folder: join(PROJECT, 'sql', 'platform') });
  await runMigrations(db, { scope: 'orders', folder: join(PROJECT, 'sql', 'solutions', 'orders') });
  for (const role of ROLES) {
    await runSql(db, "INSERT INTO platform.definition (kind, code, body) VALUES ('role', @role, N'{\"isActive\": true}');", { role });
  }
  await runDemo(db);
  return db;
};

export const runDemo = async (db: Database): Promise<void> => {
  for (const file of (await readdir(DEMO)).sort()) {
    for (const { text } of splitBatches(await readFile(join(DEMO, file), 'utf8'))) await runSql(db, 'EXEC (@sql);', { sql: text });
  }
};

/** A procedure's sets, called by a user; refusals reject. `values` are parameters, `dictionary` the filters or fields. */
export const call = async (
  db: Database,
  name: string,
  given: {
    readonly username: string;
    readonly values?: Readonly<Record<string, unknown>>;
    readonly dictionary?: Readonly<Record<string, string>>;
  },
): Promise<readonly (readonly Row[])[]> => {
  const result = await callProcedure(db, {
    name,
    values: { username: given.username, ...given.values },
    dictionary: { lang: 'en', ...given.dictionary },
    context: { username: given.username, userID: null, roles: '', traceID: 'test' },
    isRead: false,
  });
  return result.sets.map((set) => set.rows);
};

/** The first row of the first set; an empty object when there is none. */
export const first = async (...args: Parameters<typeof call>): Promise<Row> => (await call(...args))[0]?.[0] ?? {};

/** The rows that a statement of the test itself gives. */
export const rowsOf = async (db: Database, sql: string, parameters: Record<string, string | number> = {}): Promise<readonly Row[]> =>
  (await runSql(db, sql, parameters))[0]?.rows ?? [];
