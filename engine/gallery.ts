// The component gallery: a small solution beside the others that shows every component, for developers only. It comes and goes while the
// process runs; what is not called as it is (see metadata/packages/guests.ts) is touched by neither.

import { join } from 'node:path';
import type { Logger } from 'pino';
import { guestScope, isGuest, readItems, stepsOf } from '../metadata/packages.ts';
import type { PackageItem } from '../metadata/packages.ts';
import type { Database } from '../sql/connection.ts';
import { inTransaction, runSql } from '../sql/query.ts';
import { fillOnce, installSolution } from './install.ts';

const GALLERY = { code: guestScope, folder: join(import.meta.dirname, '../sql/solutions/gallery') };

/** Its tables, procedures, definitions and data, as far as they are not there. */
export async function installGallery(db: Database, log: Logger): Promise<void> {
  await installSolution(db, GALLERY, log);
  await fillOnce(db, GALLERY);
}

export interface Removed {
  readonly definitions: number;
  /** Procedures, functions and tables. */
  readonly objects: number;
}

/** Takes away all of it, with what visitors wrote into it, in one transaction. */
export async function removeGallery(db: Database, { username }: { username: string }): Promise<Removed> {
  const items = [...(await readItems(db)).values()].filter(isGuest);
  const steps = stepsOf(items.map(gone), { shouldDelete: true });
  await inTransaction(db, async ({ run }) => {
    await run(DEFINITIONS_SQL, { username });
    for (const { sql } of steps) await run(sql);
    await run(TRACES_SQL, { scope: guestScope });
  });
  db.signatures.forget();
  const definitions = items.filter(({ type }) => type === 'definition').length;
  return { definitions, objects: items.length - definitions };
}

/** Whether any of it is there. */
export async function isGalleryInstalled(db: Pick<Database, 'pool'>): Promise<boolean> {
  const [set] = await runSql(db, `SELECT TOP (1) code FROM platform.definition WHERE code LIKE N'gal-%';`);
  return (set?.rows.length ?? 0) > 0;
}

function gone({ type, path, name, text }: PackageItem) {
  return { type, path, name, change: 'deleted', before: text } as const;
}

/** The trigger keeps the bodies in the history, under the name of who removed them. */
const DEFINITIONS_SQL = `
EXEC sys.sp_set_session_context @key = N'definition.changedBy', @value = @username;
EXEC sys.sp_set_session_context @key = N'definition.comment', @value = N'the gallery was removed';
DELETE FROM platform.definition WHERE code LIKE N'gal-%';
EXEC sys.sp_set_session_context @key = N'definition.changedBy', @value = NULL;
EXEC sys.sp_set_session_context @key = N'definition.comment', @value = NULL;`;

/** What the platform kept for its components; files go with the next cleaning. */
const TRACES_SQL = `
DELETE FROM platform.migration WHERE scope = @scope;
DELETE FROM platform.setting WHERE code IN (N'installed.package.' + @scope, N'installed.demo.' + @scope) OR code LIKE N'gal-%';
DELETE FROM platform.package_item WHERE package = @scope;
UPDATE platform.[file] SET isDeleted = 1 WHERE resourceCode LIKE N'gal-%';
DELETE FROM platform.chat_message WHERE chatCode LIKE N'gal-%';
DELETE FROM platform.chat_read WHERE chatCode LIKE N'gal-%';
DELETE FROM platform.status_log WHERE entityCode LIKE N'gal-%';
DELETE FROM platform.form_draft WHERE formCode LIKE N'gal-%';
DELETE FROM platform.saved_view WHERE tableCode LIKE N'gal-%';
DELETE FROM platform.check_violation WHERE code LIKE N'gal-%';
DELETE FROM platform.check_run WHERE code LIKE N'gal-%';
DELETE FROM platform.job_run WHERE code LIKE N'gal-%';
DELETE FROM platform.job_lease WHERE code LIKE N'gal-%';
DELETE FROM platform.notification WHERE typeCode LIKE N'gal-%';
DELETE FROM platform.notification_preference WHERE typeCode LIKE N'gal-%';
DELETE FROM platform.user_preference WHERE name LIKE N'table.gal-%' OR name LIKE N'tree:gal-%';`;
