// A database with the platform's tables and procedures, for tests of definitions.

import { fileURLToPath } from 'node:url';
import type { Database } from '../../sql/connection.ts';
import { runMigrations } from '../../sql/migrations.ts';
import { openTestDatabase } from '../sql/database.ts';

export async function openPlatform(): Promise<Database> {
  const db = await openTestDatabase();
  await runMigrations(db, { scope: 'platform', folder: fileURLToPath(new URL('../../sql/platform', import.meta.url)) });
  return db;
}
