// The first start: the platform's tables and procedures, a solution's, its definitions, demo data and demo users. Every step may be run again;
// what a developer changed later is not touched by it.

import { randomBytes } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { importPackage, readPackage } from '../metadata/packages.ts';
import type { Database } from '../sql/connection.ts';
import { runMigrations } from '../sql/migrations.ts';
import { inTransaction, runSql } from '../sql/query.ts';
import { splitBatches } from '../sql/migration-files.ts';
import { createUser, setPassword } from './auth/users.ts';

export interface Solution {
  /** Scope of its migrations; the package is imported once under this name. */
  readonly code: string;
  readonly folder: string;
}

export interface DemoSignIn {
  readonly username: string;
  readonly password: string;
}

const DEMO_USERS = ['client', 'manager', 'supervisor', 'developer', 'client2', 'manager2'];
const DEMO_PASSWORD = 'demo';

/** Brings the platform's schema, procedures and own definitions up to date. */
export async function installPlatform(db: Database, log: Logger): Promise<void> {
  const folder = join(import.meta.dirname, '../sql/platform');
  await runMigrations(db, { scope: 'platform', folder });
  db.signatures.forget();
  await importOnce(db, { code: 'platform', folder }, log);
}

/** Installs a solution; its definitions are imported at the first time only, later changes come by packages. */
export async function installSolution(db: Database, solution: Solution, log: Logger): Promise<void> {
  await runMigrations(db, { scope: solution.code, folder: solution.folder });
  db.signatures.forget();
  await importOnce(db, solution, log);
}

/**
 * Fills an empty solution with its demo data and gives the demo users passwords: `demo` where only this machine can reach them, else random
 * ones. Answers the sign-ins to be printed: all of them the first time, none later.
 */
export async function installDemo(
  db: Database,
  solution: Solution,
  { isLoopbackOnly }: { isLoopbackOnly: boolean },
): Promise<DemoSignIn[]> {
  if (!(await fillOnce(db, solution))) return [];
  const signIns: DemoSignIn[] = [];
  for (const username of DEMO_USERS) {
    const password = isLoopbackOnly ? DEMO_PASSWORD : randomBytes(9).toString('base64url');
    await setPassword(db, username, password);
    signIns.push({ username, password });
  }
  return signIns;
}

/** Runs the solution's `demo/` in one transaction, at the first time only; false when it was there already. */
export async function fillOnce(db: Database, { code, folder }: Solution): Promise<boolean> {
  const mark = `demo.${code}`;
  if (await isMarked(db, mark)) return false;
  const files = (await readdir(join(folder, 'demo'))).filter((file) => file.endsWith('.sql')).sort();
  await inTransaction(db, async ({ run }) => {
    for (const file of files) {
      for (const batch of splitBatches(await readFile(join(folder, 'demo', file), 'utf8'))) await run(batch.text);
    }
  });
  await setMark(db, mark);
  return true;
}

/** A database without users gets its first developer, who makes the others. Answers the sign-in to be printed, or none. */
export async function installFirstDeveloper(db: Database, { isLoopbackOnly }: { isLoopbackOnly: boolean }): Promise<DemoSignIn[]> {
  const [set] = await runSql(db, 'SELECT TOP (1) id FROM platform.[user];');
  if ((set?.rows.length ?? 0) > 0) return [];
  const password = isLoopbackOnly ? DEMO_PASSWORD : randomBytes(9).toString('base64url');
  await createUser(db, { username: 'developer', displayName: 'Developer', roles: ['developer'] });
  await setPassword(db, 'developer', password);
  return [{ username: 'developer', password }];
}

async function importOnce(db: Database, { code, folder }: Solution, log: Logger): Promise<void> {
  const mark = `package.${code}`;
  if (await isMarked(db, mark)) return;
  const plan = await importPackage(db, await readPackage(folder), { username: 'installer', onConflict: 'overwrite', parts: 'definitions' });
  await setMark(db, mark);
  log.info({ package: code, added: plan.added.length }, 'definitions installed');
}

async function isMarked(db: Database, mark: string): Promise<boolean> {
  const [set] = await runSql(db, 'SELECT value FROM platform.setting WHERE code = @code;', { code: `installed.${mark}` });
  return (set?.rows.length ?? 0) > 0;
}

async function setMark(db: Database, mark: string): Promise<void> {
  await runSql(
    db,
    `INSERT INTO platform.setting (code, value, category)
     SELECT @code, CONVERT(nvarchar(33), SYSUTCDATETIME(), 126), N'system'
     WHERE NOT EXISTS (SELECT 1 FROM platform.setting WHERE code = @code);`,
    { code: `installed.${mark}` },
  );
}
