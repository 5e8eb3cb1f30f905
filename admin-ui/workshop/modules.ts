// Saving, history and restoring of T-SQL modules. Nobody else writes `platform.module_history`. Promises: a module is saved whole or not
// at all; what it was before is in the history even when somebody else changed it; nobody's change is lost unseen.

import type { App } from '../../engine/app.ts';
import { BusinessRefusal, ProcedureFailed } from '../../sql/errors.ts';
import type { ServerError } from '../../sql/errors.ts';
import { cell } from '../../sql/result-sets.ts';
import type { Row } from '../../sql/result-sets.ts';
import { inTransaction, runSql } from '../../sql/query.ts';
import type { SqlSession } from '../../sql/query.ts';
import { NoModule, readModule, shownDefinition } from './module-head.ts';
import type { ModuleHead } from './module-head.ts';
import { objectName } from './names.ts';

export type ModuleSource = 'workshop' | 'wizard' | 'package' | 'outside' | 'restore';

export interface ModuleName {
  readonly schema: string;
  readonly name: string;
}

export interface ModuleVersion extends ModuleName {
  /** Of the history; grows. */
  readonly id: number;
  /** `P`, `FN`, `IF`, `TF`, `V`, `TR`. */
  readonly type: string;
  /** As `CREATE OR ALTER`; null for one that was dropped. */
  readonly definition: string | null;
  /** `found`: was there when the history began. */
  readonly source: ModuleSource | 'found';
  readonly comment: string | null;
  readonly changed: Date;
  readonly changedBy: string | null;
}

export interface ModuleChange {
  /** One CREATE, ALTER or CREATE OR ALTER. */
  readonly sql: string;
  readonly username: string | null;
  readonly source: ModuleSource;
  readonly comment?: string | undefined;
  /** The latest version that the writer has seen, 0 for a new module; without it the last one to save wins. */
  readonly expectedVersion?: number | undefined;
}

/** The server refused the text, or it is no module; nothing was changed. Lines count from 1 in the text given. */
export class ModuleRefused extends Error {
  readonly errors: readonly { readonly line: number; readonly text: string; readonly number: number }[];
  /** Why it is no module; undefined when it is the server that refused. */
  readonly reason: NoModule['reason'] | undefined;

  constructor(errors: ModuleRefused['errors'], reason?: NoModule['reason']) {
    super(errors.map(({ line, text }) => `line ${line}: ${text}`).join('; '));
    this.name = 'ModuleRefused';
    this.errors = errors;
    this.reason = reason;
  }
}

/** Somebody changed the module since the writer opened it. */
export class ModuleConflict extends Error {
  readonly latest: ModuleVersion;

  constructor(latest: ModuleVersion) {
    super(`${objectName(latest)} was changed meanwhile by ${latest.changedBy ?? 'somebody outside'}.`);
    this.name = 'ModuleConflict';
    this.latest = latest;
  }
}

/** Saves a module in a transaction of its own and notes it. Throws ModuleRefused or ModuleConflict. */
export async function saveModule(app: App, change: ModuleChange): Promise<ModuleVersion> {
  // On its own, so that what is noticed stays noticed when the save is refused.
  await openModule(app, headOf(change.sql));
  try {
    return await inTransaction(app.developerDb, (session) => saveModuleIn(session, change));
  } finally {
    app.db.signatures.forget();
  }
}

/** The same inside a transaction of the developer's connection, for what saves many at once. */
export async function saveModuleIn(session: SqlSession, change: ModuleChange): Promise<ModuleVersion> {
  const head = headOf(change.sql);
  await lock(session, head);
  const before = await noticeIn(session, head);
  if (before !== undefined && !isExpected(before, change.expectedVersion)) throw new ModuleConflict(before);
  await create(session, head);
  return note(session, { ...head, source: change.source, comment: change.comment, username: change.username });
}

/** Drops a module if it is there. The history keeps its last text. */
export async function dropModuleIn(
  session: SqlSession,
  { username, source, comment, ...module }: ModuleName & Omit<ModuleChange, 'sql' | 'expectedVersion'>,
): Promise<void> {
  await lock(session, module);
  await noticeIn(session, module);
  const now = await readNow(session, module);
  if (now === undefined) return;
  await session.run(`DROP ${DROP_WORDS[now.type] ?? 'PROCEDURE'} ${objectName(module)};`);
  await insert(session, { ...module, type: now.type, definition: null, source, comment, username });
}

/** What happened to a module, latest first. A change made outside since is noticed and recorded before. */
export async function moduleHistory(app: App, module: ModuleName, { limit = 200 }: { limit?: number } = {}): Promise<ModuleVersion[]> {
  await inTransaction(app.developerDb, async (session) => {
    await lock(session, module);
    await noticeIn(session, module);
  });
  const [set] = await runSql(
    app.db,
    `SELECT TOP (@limit) ${COLUMNS} FROM platform.module_history AS h WHERE h.schemaName = @schema AND h.name = @name ORDER BY h.id DESC;`,
    { ...nameOf(module), limit },
  );
  return (set?.rows ?? []).map(versionOf);
}

/** One version of the history. */
export async function readModuleVersion(app: App, id: number): Promise<ModuleVersion | undefined> {
  const [set] = await runSql(app.db, `SELECT ${COLUMNS} FROM platform.module_history AS h WHERE h.id = @id;`, { id });
  return set?.rows[0] === undefined ? undefined : versionOf(set.rows[0]);
}

/** Makes an earlier version the present one. Throws ModuleRefused also when that version is a deletion. */
export async function restoreModule(
  app: App,
  { id, username, comment, expectedVersion }: { id: number; username: string; comment?: string; expectedVersion?: number },
): Promise<ModuleVersion> {
  const version = await readModuleVersion(app, id);
  if (version === undefined || version.definition === null)
    throw new ModuleRefused([{ line: 1, text: 'nothing to restore', number: 0 }], 'noModule');
  return saveModule(app, { sql: version.definition, username, source: 'restore', comment: comment ?? `#${id}`, expectedVersion });
}

/** The present text of a module with the number of its latest version; undefined when there is none. */
export async function openModule(app: App, module: ModuleName): Promise<ModuleVersion | undefined> {
  const latest = await inTransaction(app.developerDb, async (session) => {
    await lock(session, module);
    return noticeIn(session, module);
  });
  return latest?.definition === null ? undefined : latest;
}

/** Records every module that differs from its last version, as changed outside or by a script of the workshop. Answers how many. */
export async function noticeOutsideChanges(app: App, by?: { readonly username: string; readonly source: 'workshop' }): Promise<number> {
  const [set] = await runSql(app.developerDb, OUTSIDE_SQL, { source: by?.source ?? 'outside', username: by?.username ?? null });
  return Number(cell(set?.rows[0], 'noticed') ?? 0);
}

/** A dropped module may be made again by whoever thinks that there is none. */
function isExpected({ id, definition }: ModuleVersion, expected: number | undefined): boolean {
  return expected === undefined || expected === id || (expected === 0 && definition === null);
}

function headOf(sql: string): ModuleHead {
  try {
    return readModule(sql);
  } catch (error) {
    if (error instanceof NoModule) throw new ModuleRefused([{ line: error.line, text: error.message, number: 0 }], error.reason);
    throw error;
  }
}

async function create(session: SqlSession, { text }: ModuleHead): Promise<void> {
  try {
    await session.run(text);
  } catch (error) {
    if (error instanceof ProcedureFailed) throw new ModuleRefused([error, ...error.others].map(shortError));
    if (error instanceof BusinessRefusal) throw new ModuleRefused([shortError(error)]);
    throw error;
  }
}

function shortError({ line, text, number }: Pick<ServerError, 'line' | 'text' | 'number'>) {
  return { line: Math.max(1, line), text, number };
}

/** One writer at a time for a module, in all processes. */
async function lock(session: SqlSession, module: ModuleName): Promise<void> {
  await session.run("EXEC sp_getapplock @Resource = @resource, @LockMode = 'Exclusive', @LockTimeout = 15000;", {
    resource: `module:${module.schema}.${module.name}`.toLowerCase().slice(0, 255),
  });
}

interface Present {
  readonly type: string;
  readonly definition: string;
}

async function readNow(session: SqlSession, module: ModuleName): Promise<Present | undefined> {
  const [set] = await session.run(
    `SELECT RTRIM(o.type) AS type, m.definition
     FROM sys.objects AS o
     INNER JOIN sys.schemas AS s ON s.schema_id = o.schema_id
     INNER JOIN sys.sql_modules AS m ON m.object_id = o.object_id
     WHERE s.name = @schema AND o.name = @name;`,
    nameOf(module),
  );
  const row = set?.rows[0];
  return row === undefined ? undefined : { type: String(row.type), definition: String(row.definition ?? '') };
}

/** The latest version after what was changed outside has been noted; undefined when the module was never seen. */
async function noticeIn(session: SqlSession, module: ModuleName): Promise<ModuleVersion | undefined> {
  const now = await readNow(session, module);
  const [set] = await session.run(
    `SELECT TOP (1) ${COLUMNS} FROM platform.module_history AS h WHERE h.schemaName = @schema AND h.name = @name ORDER BY h.id DESC;`,
    nameOf(module),
  );
  const row = set?.rows[0];
  const latest = row === undefined ? undefined : versionOf(row);
  const known = row === undefined ? undefined : (row.definition ?? null);
  if (now === undefined ? known === undefined || known === null : known === now.definition) return latest;
  return insert(session, {
    ...module,
    type: now?.type ?? latest?.type ?? 'P',
    definition: now?.definition ?? null,
    source: 'outside',
    username: null,
  });
}

async function note(
  session: SqlSession,
  { schema, name, source, comment, username }: ModuleName & Omit<NewVersion, 'type' | 'definition'>,
): Promise<ModuleVersion> {
  const now = await readNow(session, { schema, name });
  if (now === undefined) throw new Error(`${schema}.${name} is not in the catalogue although it was saved.`);
  return insert(session, { schema, name, ...now, source, comment, username });
}

interface NewVersion extends ModuleName {
  readonly type: string;
  readonly definition: string | null;
  readonly source: ModuleSource;
  readonly comment?: string | undefined;
  readonly username: string | null;
}

async function insert(session: SqlSession, { type, definition, source, comment, username, ...module }: NewVersion): Promise<ModuleVersion> {
  const [set] = await session.run(
    `INSERT INTO platform.module_history (schemaName, name, type, definition, source, comment, changedBy)
     VALUES (@schema, @name, @type, @definition, @source, @comment, @username);
     SELECT ${COLUMNS} FROM platform.module_history AS h WHERE h.id = SCOPE_IDENTITY();`,
    { ...nameOf(module), type, definition, source, comment: comment?.slice(0, 1000) ?? null, username },
  );
  const row = set?.rows[0];
  if (row === undefined) throw new Error('the new version of a module was not read back');
  return versionOf(row);
}

// Only a later text that nobody saved here was changed outside; the first one was there already.
const COLUMNS = `h.id, h.schemaName, h.name, RTRIM(h.type) AS type, h.definition, h.comment, h.changed, h.changedBy,
  CASE WHEN h.source = 'outside' AND NOT EXISTS
    (SELECT 1 FROM platform.module_history AS e WHERE e.schemaName = h.schemaName AND e.name = h.name AND e.id < h.id) THEN 'found' ELSE h.source END AS source`;

const DROP_WORDS: Readonly<Record<string, string>> = {
  P: 'PROCEDURE',
  V: 'VIEW',
  TR: 'TRIGGER',
  FN: 'FUNCTION',
  IF: 'FUNCTION',
  TF: 'FUNCTION',
};

function versionOf(row: Row): ModuleVersion {
  const schema = String(row.schemaName);
  const name = String(row.name);
  const { definition, comment, changedBy } = row;
  return {
    id: Number(row.id),
    schema,
    name,
    type: String(row.type),
    definition: typeof definition === 'string' ? shownDefinition(definition, { schema, name }) : null,
    source: String(row.source) as ModuleVersion['source'],
    comment: typeof comment === 'string' ? comment : null,
    changed: new Date(`${String(row.changed)}Z`),
    changedBy: typeof changedBy === 'string' ? changedBy : null,
  };
}

function nameOf({ schema, name }: ModuleName): { schema: string; name: string } {
  return { schema, name };
}

// Texts are compared letter by letter; what is gone gets a row without a text.
const OUTSIDE_SQL = `
SET XACT_ABORT ON;
BEGIN TRANSACTION;
-- One at a time: whoever comes second would write the same rows again.
EXEC sp_getapplock @Resource = N'module:*', @LockMode = 'Exclusive', @LockTimeout = 15000;
DECLARE @found TABLE (schemaName nvarchar(128) NOT NULL, name nvarchar(128) NOT NULL, type char(2) NOT NULL, definition nvarchar(max) NULL);
WITH latest AS (
  SELECT h.schemaName, h.name, h.type, h.definition, ROW_NUMBER() OVER (PARTITION BY h.schemaName, h.name ORDER BY h.id DESC) AS n
  FROM platform.module_history AS h
), present AS (
  SELECT s.name AS schemaName, o.name, o.type, m.definition
  FROM sys.sql_modules AS m
  INNER JOIN sys.objects AS o ON o.object_id = m.object_id AND o.is_ms_shipped = 0 AND o.type IN ('P', 'V', 'TR', 'FN', 'IF', 'TF')
  INNER JOIN sys.schemas AS s ON s.schema_id = o.schema_id
)
INSERT INTO @found (schemaName, name, type, definition)
SELECT ISNULL(p.schemaName, l.schemaName), ISNULL(p.name, l.name), ISNULL(p.type, l.type), p.definition
FROM present AS p
FULL JOIN (SELECT schemaName, name, type, definition FROM latest WHERE n = 1) AS l ON l.schemaName = p.schemaName AND l.name = p.name
WHERE (p.name IS NOT NULL AND (l.name IS NULL OR l.definition IS NULL OR l.definition COLLATE Latin1_General_BIN2 <> p.definition COLLATE Latin1_General_BIN2))
  OR (p.name IS NULL AND l.definition IS NOT NULL);
INSERT INTO platform.module_history (schemaName, name, type, definition, source, changedBy)
SELECT schemaName, name, type, definition, @source, @username FROM @found;
COMMIT TRANSACTION;
SELECT COUNT(*) AS noticed FROM @found;`;
