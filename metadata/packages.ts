// Packages: a solution as a folder that goes into git and from one installation to another. This is the folder's public face and the
// import itself: one transaction, idempotent, and never over what somebody changed here by hand unless told to.

import { sql } from 'kysely';
import type { Kysely, Transaction } from 'kysely';
import { runMigrations } from '../sql/migrations.ts';
import type { Database } from '../sql/connection.ts';
import type { PlatformDatabase } from '../sql/platform-tables.ts';
import { PackageConflict, PackageInvalid } from './errors.ts';
import { formatBody } from './format.ts';
import { isKindName } from './kinds.ts';
import { keyOf, makePlan } from './packages/plan.ts';
import type { CurrentDefinition, ImportPlan, PlannedDefinition } from './packages/plan.ts';
import type { Package } from './packages/read.ts';
import type { Store } from './store.ts';

export { exportPackage } from './packages/export.ts';
export type { ExportResult, ExportSelection } from './packages/export.ts';
export { readPackage } from './packages/read.ts';
export type { Package } from './packages/read.ts';
export type { ImportPlan, PlannedChange, PlannedDefinition } from './packages/plan.ts';

export interface ImportOptions {
  readonly username: string;
  /** Changes nothing and answers the plan. */
  readonly dryRun?: boolean;
  /** What to do with definitions that were changed here by hand since the last import. */
  readonly onConflict?: 'stop' | 'keep' | 'overwrite';
}

/** What an import would do now. Throws PackageInvalid when a file of the package is wrong. */
export async function planImport(db: Store, pkg: Package): Promise<ImportPlan> {
  requireValid(pkg);
  return makePlan(pkg.definitions, await readCurrent(db.kysely), signatureOf(pkg));
}

/** Imports the definitions in one transaction and answers what it did. A second import of the same package does nothing. */
export async function importPackage(db: Store, pkg: Package, options: ImportOptions): Promise<ImportPlan> {
  requireValid(pkg);
  const { dryRun = false, onConflict = 'stop', username } = options;
  if (dryRun) return planImport(db, pkg);
  return db.kysely.transaction().execute(async (transaction) => {
    const plan = makePlan(pkg.definitions, await readCurrent(transaction), signatureOf(pkg));
    if (onConflict === 'stop' && plan.conflicts.length > 0) throw new PackageConflict(plan);
    const overwritten = onConflict === 'overwrite' ? plan.conflicts : [];
    await write(transaction, { pkg, plan, username, saved: [...plan.added, ...plan.changed, ...overwritten] });
    return plan;
  });
}

/** Runs the package's SQL: versioned migrations once, objects when they changed. Before its definitions, which need the procedures. */
export async function importSql(db: Pick<Database, 'pool' | 'signatures'>, pkg: Package): Promise<readonly string[]> {
  if (!pkg.hasSql) return [];
  return (await runMigrations(db, { scope: pkg.name, folder: pkg.folder })).applied;
}

function requireValid(pkg: Package): void {
  const errors = pkg.findings.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw new PackageInvalid(errors);
}

/** Imports sign their changes in the history: what bears the signature was not touched since. */
function signatureOf(pkg: Package): string {
  return `import of ${pkg.name}`;
}

/** Locked until the transaction ends, so that nobody changes between the plan and the writing. */
async function readCurrent(db: Kysely<PlatformDatabase>): Promise<CurrentDefinition[]> {
  const { rows } = await sql<{ kind: string; code: string; body: string; lastComment: string | null }>`
    SELECT d.kind, d.code, d.body, h.comment AS lastComment
    FROM platform.definition AS d WITH (UPDLOCK, HOLDLOCK)
    LEFT JOIN platform.definition_history AS h
      ON h.kind = d.kind AND h.code = d.code AND h.version = d.version AND h.revision = d.revision AND h.action <> 'delete'
    ORDER BY d.kind, d.code
  `.execute(db);
  return rows.flatMap((row) => (isKindName(row.kind) ? [{ ...row, kind: row.kind }] : []));
}

interface Writing {
  readonly pkg: Package;
  readonly plan: ImportPlan;
  readonly username: string;
  readonly saved: readonly PlannedDefinition[];
}

/** Set-based: a solution of hundreds of definitions is three statements. */
async function write(transaction: Transaction<PlatformDatabase>, { pkg, plan, username, saved }: Writing): Promise<void> {
  if (saved.length + plan.deleted.length === 0) return;
  const bodies = new Map(pkg.definitions.map((definition) => [keyOf(definition), definition]));
  const rows = saved.map(({ kind, code }) => ({ kind, code, body: formatBody(kind, bodies.get(keyOf({ kind, code }))?.body) }));
  await comment(transaction, signatureOf(pkg));
  if (rows.length > 0) {
    const json = JSON.stringify(rows);
    await sql`
      UPDATE d
      SET body = p.body, draft = NULL, updatedBy = ${username}
      FROM platform.definition AS d
      JOIN OPENJSON(${json}) WITH (kind varchar(32), code nvarchar(64), body nvarchar(max)) AS p ON p.kind = d.kind AND p.code = d.code
    `.execute(transaction);
    await sql`
      INSERT INTO platform.definition (kind, code, body, updatedBy)
      SELECT p.kind, p.code, p.body, ${username}
      FROM OPENJSON(${json}) WITH (kind varchar(32), code nvarchar(64), body nvarchar(max)) AS p
      WHERE NOT EXISTS (SELECT 1 FROM platform.definition AS d WHERE d.kind = p.kind AND d.code = p.code)
    `.execute(transaction);
  }
  if (plan.deleted.length > 0) {
    await sql`
      DELETE d
      FROM platform.definition AS d
      JOIN OPENJSON(${JSON.stringify(plan.deleted)}) WITH (kind varchar(32), code nvarchar(64)) AS p ON p.kind = d.kind AND p.code = d.code
    `.execute(transaction);
  }
  await comment(transaction, null);
}

async function comment(transaction: Transaction<PlatformDatabase>, text: string | null): Promise<void> {
  await sql`EXEC sys.sp_set_session_context @key = N'definition.comment', @value = ${text}`.execute(transaction);
}
