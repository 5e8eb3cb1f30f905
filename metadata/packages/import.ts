// Importing and undoing: one transaction for definitions, modules, tables and notes, so that whatever happens in between the database is
// wholly old or wholly new. Nothing that was changed here by hand is overwritten, and nothing deleted, unless told to.

import type { SqlSession } from '../../sql/query.ts';
import { inTransaction } from '../../sql/query.ts';
import type { Database } from '../../sql/connection.ts';
import { splitBatches } from '../../sql/migration-files.ts';
import { ImportFailed, NothingToUndo, PackageChanged, PackageConflict, PackageInvalid, PackageObstacle } from '../errors.ts';
import { noteBases, readKnown, touchedKeys, writeBases } from './bases.ts';
import { writeDefinitions } from './definitions-write.ts';
import { readData } from './data-read.ts';
import type { Compared } from './data-read.ts';
import { parseData } from './data-rows.ts';
import { dataPath, rememberSpecs } from './data-spec.ts';
import type { DataMode } from './data-spec.ts';
import { deleteRows, referenceOrder, writeRows } from './data-write.ts';
import { keyOf, objectOfPath, toItems } from './items.ts';
import type { Items } from './items.ts';
import { makePlan } from './plan.ts';
import type { Base, Bases, ImportPlan, PlannedItem } from './plan.ts';
import type { Package } from './read.ts';
import { packageOf } from './read.ts';
import { readDefinitions, readState } from './state.ts';
import { stepsOf } from './steps.ts';
import type { Step } from './steps.ts';
import { tableName } from './table-script.ts';

export type ImportTarget = Pick<Database, 'pool'> & Partial<Pick<Database, 'signatures'>>;

/** How modules are saved: where their history is kept, through the one that keeps it. */
export interface ModuleWriter {
  save(session: SqlSession, change: { sql: string; name: string; comment: string }): Promise<void>;
  drop(session: SqlSession, module: { schema: string; name: string; sql: string; comment: string }): Promise<void>;
}

export interface ImportOptions {
  readonly username: string;
  /** Changes nothing and answers the plan. */
  readonly dryRun?: boolean;
  /** What to do with items that were changed here by hand since the last import. */
  readonly onConflict?: 'stop' | 'keep' | 'overwrite';
  /** Consent to lose what the package has no more: items that it once brought, columns of its tables. */
  readonly shouldDelete?: boolean;
  /** `definitions`: SQL is brought up to date by others (the installer's migrations). */
  readonly parts?: 'all' | 'definitions';
  readonly modules?: ModuleWriter;
  /** The digest of the plan that was agreed to; another plan is not carried out. */
  readonly expectedDigest?: string | undefined;
  readonly onProgress?: (progress: ImportProgress) => void;
}

export interface ImportProgress {
  readonly done: number;
  readonly total: number;
  readonly name: string;
}

export interface ImportResult extends ImportPlan {
  /** Of `platform.package_import`; undefined when nothing was done. */
  readonly importID: number | undefined;
}

const plainWriter: ModuleWriter = {
  async save(session, { sql }) {
    await session.run(sql);
  },
  async drop(session, { sql }) {
    await session.run(sql);
  },
};

/** What an import would do now. Throws PackageInvalid when a file of the package is wrong. */
export async function planImport(
  db: ImportTarget,
  pkg: Package,
  { parts = 'all' }: Pick<ImportOptions, 'parts'> = {},
): Promise<ImportPlan> {
  requireValid(pkg);
  return inTransaction(db, async (session) => planOf(pkg, await readHere(session, { parts, pkg }), parts));
}

/** Imports in one transaction and answers what it did. A second import of the same package does nothing. */
export async function importPackage(db: ImportTarget, pkg: Package, options: ImportOptions): Promise<ImportResult> {
  requireValid(pkg);
  const { parts = 'all' } = options;
  if (options.dryRun === true) return { ...(await planImport(db, pkg, { parts })), importID: undefined };
  const result = await inTransaction(db, async (session) => {
    await takeTurn(session);
    const here = await readHere(session, { parts, pkg, shouldLock: true });
    const plan = planOf(pkg, here, parts);
    const importID = await carryOut(session, { pkg, here, plan, options, comment: `import of ${pkg.name}` });
    return { ...plan, importID };
  });
  db.signatures?.forget();
  return result;
}

/** What undoing an import would do. Throws NothingToUndo for one that is undone or never was. */
export async function planUndo(db: ImportTarget, id: number): Promise<ImportPlan> {
  return inTransaction(db, async (session) => {
    const past = await readImport(session, id);
    return undoOf(past, await readHere(session, { parts: 'all', ...past }));
  });
}

/** Brings back what an import replaced, in one transaction. What was changed since then is a conflict. */
export async function undoImport(db: ImportTarget, id: number, options: ImportOptions): Promise<ImportPlan> {
  const plan = await inTransaction(db, async (session) => {
    await takeTurn(session);
    const past = await readImport(session, id);
    const here = await readHere(session, { parts: 'all', ...past, shouldLock: true });
    const made = undoOf(past, here);
    const pkg = { ...past.pkg, migrations: [], applied: {} };
    await carryOut(session, { pkg, here, plan: made, options, comment: `undo of import ${id} of ${pkg.name}`, isUndo: true });
    await writeBases(
      session,
      past.before.map(({ path, base }) => ({ path, base })),
    );
    await session.run('UPDATE platform.package_import SET undone = SYSUTCDATETIME(), undoneBy = @username WHERE id = @id;', {
      id,
      username: options.username,
    });
    const ids = JSON.stringify(past.migrations);
    await session.run('DELETE m FROM platform.migration AS m JOIN OPENJSON(@ids) AS j ON j.value = m.id WHERE m.scope = @scope;', {
      ids,
      scope: pkg.name,
    });
    return made;
  });
  db.signatures?.forget();
  return plan;
}

interface Here {
  readonly present: Items;
  readonly bases: Bases;
  readonly touched: ReadonlySet<string>;
  readonly ranMigrations: ReadonlySet<string>;
}

interface Wanted {
  readonly parts: 'all' | 'definitions';
  /** Of its tables the rows are read as well, with these columns or its own. */
  readonly pkg: Package;
  readonly columns?: ReadonlyMap<string, readonly string[]>;
  readonly shouldLock?: boolean;
}

async function readHere(session: SqlSession, { parts, pkg, columns, shouldLock = false }: Wanted): Promise<Here> {
  const present =
    parts === 'all'
      ? await readState(session, { shouldLock, data: await readData(session, comparedIn(pkg, columns), { shouldLock }) })
      : toItems(await readDefinitions(session, { shouldLock }));
  const known = await readKnown(session);
  const [notes] = await session.run('SELECT scope, id FROM platform.migration;');
  const ranMigrations = new Set((notes?.rows ?? []).map((row) => `${String(row.scope)}/${String(row.id)}`));
  return { present, bases: known.bases, touched: touchedKeys(known, present), ranMigrations };
}

/** The rows of a package with their columns. */
function comparedIn({ items }: Package, columns: Wanted['columns']): Compared[] {
  return [...items].flatMap(([key, { type, text }]) => {
    const { data } = type === 'data' ? parseData(text) : {};
    return data === undefined ? [] : [{ spec: data, columns: columns?.get(key) ?? data.columns }];
  });
}

function modesOf({ data }: Package): Map<string, DataMode> {
  return new Map(data.map(({ table, mode }) => [keyOf(dataPath(table)), mode]));
}

function planOf(pkg: Package, here: Here, parts: 'all' | 'definitions'): ImportPlan {
  const wanted = parts === 'all' ? pkg.items : toItems([...pkg.items.values()].filter(({ type }) => type === 'definition'));
  const migrations = parts === 'all' ? pkg.migrations.map(({ id }) => id).filter((id) => !here.ranMigrations.has(`${pkg.name}/${id}`)) : [];
  return makePlan({ ...here, name: pkg.name, wanted, migrations, modes: modesOf(pkg), ...(pkg.isPartial && { gone: new Set<string>() }) });
}

interface Work {
  readonly pkg: Package;
  readonly here: Here;
  readonly plan: ImportPlan;
  readonly options: ImportOptions;
  readonly comment: string;
  readonly isUndo?: boolean;
}

async function carryOut(session: SqlSession, work: Work): Promise<number | undefined> {
  const { pkg, here, plan, options, comment } = work;
  const { onConflict = 'stop', shouldDelete = false, parts = 'all', username, modules = plainWriter } = options;
  if (options.expectedDigest !== undefined && options.expectedDigest !== plan.digest) throw new PackageChanged(plan);
  if (onConflict === 'stop' && plan.conflicts.length > 0) throw new PackageConflict(plan);
  if (plan.obstacles.length > 0) throw new PackageObstacle(plan.obstacles);
  const items = [...plan.added, ...plan.changed, ...plan.deleted, ...(onConflict === 'overwrite' ? plan.conflicts : [])];
  const kept = new Set((onConflict === 'keep' ? plan.conflicts : []).map(({ path }) => keyOf(path)));
  const steps = await inReferenceOrder(session, [
    ...migrationSteps(pkg, plan),
    ...stepsOf(items, { shouldDelete: shouldDelete || work.isUndo === true }),
  ]);
  if (work.isUndo === true && !shouldDelete) await requireNoLoss(session, items);
  for (const [done, step] of steps.entries()) {
    options.onProgress?.({ done, total: steps.length + 1, name: step.name });
    await runStep(session, { step, modules, comment });
  }
  options.onProgress?.({ done: steps.length, total: steps.length + 1, name: '' });
  await writeDefinitions(session, { items, shouldDelete: shouldDelete || work.isUndo === true, username, comment });
  const after = (await readHere(session, { parts, pkg })).present;
  if (work.isUndo === true) return undefined;
  const bringing = [...pkg.items.keys()].filter((key) => !kept.has(key)).flatMap((key) => after.get(key) ?? []);
  const gone = items.filter(({ change, path }) => change === 'deleted' && !after.has(keyOf(path)));
  const before = difference(here, after);
  await noteBases(session, bringing, pkg.name);
  await writeBases(
    session,
    gone.map(({ path }) => ({ path, base: null })),
  );
  await noteApplied(session, pkg, plan);
  if (parts === 'all') await rememberSpecs(session, { name: pkg.name, specs: pkg.data, isAll: !pkg.isPartial });
  if (before.length === 0 && plan.migrations.length === 0) return undefined;
  return noteImport(session, { work, before });
}

function migrationSteps({ migrations }: Package, plan: ImportPlan): Step[] {
  const missing = migrations.filter(({ id }) => plan.migrations.includes(id));
  return missing.flatMap(({ id, text }) => splitBatches(text).map((batch): Step => ({ kind: 'statement', name: id, sql: batch.text })));
}

async function runStep(
  session: SqlSession,
  { step, modules, comment }: { step: Step; modules: ModuleWriter; comment: string },
): Promise<void> {
  try {
    if (step.kind === 'saveModule') await modules.save(session, { sql: step.sql, name: step.name, comment });
    else if (step.kind === 'writeRows') await writeRows(session, step.rows);
    else if (step.kind === 'deleteRows') await deleteRows(session, { ...step.rows, rows: step.rows.deleted });
    else if (step.kind === 'dropModule') await modules.drop(session, { schema: step.schema, name: step.object, sql: step.sql, comment });
    else await session.run(step.sql);
  } catch (error) {
    throw new ImportFailed({ item: step.name, statement: step.sql }, error);
  }
}

/** Rows that others refer to are written first and deleted last, as the foreign keys of this database have it before the import. */
async function inReferenceOrder(session: SqlSession, steps: readonly Step[]): Promise<Step[]> {
  const tables = steps.flatMap((step) => ('rows' in step ? [step.rows.table] : []));
  if (tables.length < 2) return [...steps];
  const order = await referenceOrder(session, [...new Set(tables)]);
  const sortedBy = (kind: Step['kind'], names: readonly string[]): Step[] =>
    names.flatMap((name) => steps.filter((step) => step.kind === kind && step.name === name));
  const writing = sortedBy('writeRows', order);
  const deleting = sortedBy('deleteRows', order.toReversed());
  return steps.map((step) => (step.kind === 'writeRows' ? writing.shift() : step.kind === 'deleteRows' ? deleting.shift() : step) ?? step);
}

interface Before {
  readonly path: string;
  readonly text: string | null;
  readonly base: Base | null;
  /** Of rows: what the base speaks of. */
  readonly columns?: readonly string[];
}

function difference({ present, bases }: Here, after: Items): Before[] {
  const keys = new Set([...present.keys(), ...after.keys()]);
  return [...keys].flatMap((key): Before[] => {
    const [old, fresh] = [present.get(key), after.get(key)];
    if (old?.text === fresh?.text) return [];
    const columns = fresh?.type === 'data' ? parseData(fresh.text).data?.columns : undefined;
    return [{ path: old?.path ?? fresh?.path ?? key, text: old?.text ?? null, base: bases.get(key) ?? null, ...(columns && { columns }) }];
  });
}

/** Processes that start or import at once wait for each other. */
async function takeTurn(session: SqlSession): Promise<void> {
  const [set] = await session.run(
    `DECLARE @result int;
     EXEC @result = sys.sp_getapplock @Resource = N'peregrine.migrations', @LockMode = N'Exclusive', @LockOwner = N'Transaction', @LockTimeout = 60000;
     SELECT @result AS result;`,
  );
  if (Number(set?.rows[0]?.result ?? -1) < 0)
    throw new ImportFailed({ item: '', statement: '' }, new Error('another process is migrating this database'));
}

/** What the package's own database has run, this one need not run either. */
async function noteApplied(session: SqlSession, pkg: Package, plan: ImportPlan): Promise<void> {
  const own = Object.fromEntries(pkg.migrations.filter(({ id }) => plan.migrations.includes(id)).map(({ id, checksum }) => [id, checksum]));
  const rows = Object.entries({ ...pkg.applied, [pkg.name]: { ...pkg.applied[pkg.name], ...own } }).flatMap(([scope, files]) =>
    Object.entries(files).map(([id, checksum]) => ({ scope, id, checksum })),
  );
  if (rows.length === 0) return;
  await session.run(
    `INSERT INTO platform.migration (scope, id, name, checksum, ms)
     SELECT j.scope, j.id, RIGHT(j.id, CHARINDEX(N'/', REVERSE(j.id)) - 1), j.checksum, 0
     FROM OPENJSON(@json) WITH (scope nvarchar(64), id nvarchar(200), checksum char(64)) AS j
     WHERE j.scope <> N'platform' AND j.id LIKE N'%/%' AND NOT EXISTS (SELECT 1 FROM platform.migration AS m WHERE m.scope = j.scope AND m.id = j.id);`,
    { json: JSON.stringify(rows) },
  );
  // A process that starts with one of these solutions would bring the definitions of its source over those that came now.
  await session.run(
    `INSERT INTO platform.setting (code, value, category)
     SELECT CONCAT(N'installed.package.', j.value), CONVERT(nvarchar(33), SYSUTCDATETIME(), 126), N'system'
     FROM OPENJSON(@scopes) AS j
     WHERE NOT EXISTS (SELECT 1 FROM platform.setting AS s WHERE s.code = CONCAT(N'installed.package.', j.value));`,
    { scopes: JSON.stringify([...new Set(rows.map(({ scope }) => scope))]) },
  );
}

async function noteImport(session: SqlSession, { work, before }: { work: Work; before: readonly Before[] }): Promise<number> {
  const { plan, pkg, options } = work;
  const summary = {
    added: plan.added.length,
    changed: plan.changed.length,
    deleted: plan.deleted.length,
    conflicts: plan.conflicts.length,
    migrations: plan.migrations,
  };
  const [set] = await session.run(
    `INSERT INTO platform.package_import (package, importedBy, summary, [before]) VALUES (@package, @username, @summary, @before);
     SELECT CONVERT(int, SCOPE_IDENTITY()) AS id;`,
    { package: pkg.name, username: options.username, summary: JSON.stringify(summary), before: JSON.stringify(before) },
  );
  return Number(set?.rows[0]?.id);
}

interface PastImport {
  readonly pkg: Package;
  readonly columns: ReadonlyMap<string, readonly string[]>;
  readonly before: readonly Before[];
  readonly migrations: readonly string[];
}

async function readImport(session: SqlSession, id: number): Promise<PastImport> {
  const [set] = await session.run('SELECT package, summary, [before] FROM platform.package_import WHERE id = @id AND undone IS NULL;', {
    id,
  });
  const row = set?.rows[0];
  if (row === undefined) throw new NothingToUndo(id);
  const before = JSON.parse(String(row.before)) as Before[];
  const files = new Map(before.flatMap(({ path, text }): [string, string][] => (text === null ? [] : [[path, text]])));
  const { migrations = [] } = JSON.parse(String(row.summary)) as { migrations?: string[] };
  const columns = new Map(before.flatMap(({ path, columns: own }) => (own === undefined ? [] : [[keyOf(path), own]])));
  return { pkg: { ...packageOf(files, String(row.package)), isPartial: true }, columns, before, migrations };
}

function undoOf({ pkg, before }: PastImport, here: Here): ImportPlan {
  const gone = new Set(before.filter(({ text }) => text === null).map(({ path }) => keyOf(path)));
  return makePlan({ ...here, name: pkg.name, wanted: pkg.items, gone });
}

/** Definitions, procedures and empty tables that an import brought may go without a word; rows may not. */
async function requireNoLoss(session: SqlSession, items: readonly PlannedItem[]): Promise<void> {
  const tables = items.filter(({ type, change, table }) => type === 'table' && (change === 'deleted' || (table?.drops.length ?? 0) > 0));
  if (tables.length === 0) return;
  const [set] = await session.run(
    `SELECT j.value AS name
     FROM OPENJSON(@names) AS j
     WHERE EXISTS (SELECT 1 FROM sys.partitions AS p WHERE p.object_id = OBJECT_ID(j.value) AND p.index_id IN (0, 1) AND p.[rows] > 0);`,
    { names: JSON.stringify(tables.map(({ path }) => tableName(objectOfPath(path)))) },
  );
  if ((set?.rows.length ?? 0) > 0)
    throw new PackageObstacle(
      (set?.rows ?? []).map((row) => String(row.name)),
      'loss',
    );
}

function requireValid(pkg: Package): void {
  const errors = pkg.findings.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw new PackageInvalid(errors);
}
