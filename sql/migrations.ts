// Brings a database to the state of the SQL files of a part of the product. Versioned files run once, in order, and may not change
// afterwards; repeatable ones run again when their text changed. Each file is one transaction. Processes that start at once wait
// for each other; when there is nothing to do, it costs one query.

import { MigrationError, errorOf } from './errors.ts';
import type { ServerError } from './errors.ts';
import type { Database } from './connection.ts';
import { readMigrationFiles, splitBatches } from './migration-files.ts';
import type { Batch, MigrationFile } from './migration-files.ts';
import type { PooledConnection } from './pool.ts';
import { withConnection } from './pool.ts';
import { batch, rollBack, send } from './request.ts';
import type { RequestParameter } from './request.ts';
import { TYPES } from 'tedious';

export interface MigrationOptions {
  /** Whose files they are: `platform`, `orders`. */
  readonly scope: string;
  readonly folder: string;
  /** Told about each file that was applied. */
  readonly onApplied?: (file: string, ms: number) => void;
}

export interface MigrationResult {
  /** Ids of the files that were applied, in order. */
  readonly applied: readonly string[];
  readonly ms: number;
}

type Target = Pick<Database, 'pool' | 'signatures'>;

/** Applies what is missing. Rejects with MigrationError, which names file and line; what was applied before stays applied. */
export const runMigrations = async (db: Target, options: MigrationOptions): Promise<MigrationResult> => {
  const started = performance.now();
  const files = await readMigrationFiles(options.folder);
  const applied = await withConnection(db.pool, async (connection) => {
    if (whatToDo(files, await readApplied(connection, options.scope)).length === 0) return [];
    return underLock(connection, async () => {
      await batch(connection, TABLE_SQL);
      const missing = whatToDo(files, await readApplied(connection, options.scope));
      return applyAll(connection, missing, options);
    });
  });
  if (applied.length > 0) db.signatures.forget();
  return { applied, ms: performance.now() - started };
};

/** The files to apply. Throws when the past was changed. */
const whatToDo = (files: readonly MigrationFile[], applied: ReadonlyMap<string, string>): readonly MigrationFile[] => {
  const byId = new Map(files.map((file) => [file.id, file]));
  const lastApplied = [...applied.keys()]
    .filter((id) => id.startsWith('migrations/'))
    .sort()
    .at(-1);
  for (const [id, checksum] of applied) {
    if (!id.startsWith('migrations/')) continue;
    const file = byId.get(id);
    if (!file) throw new MigrationError('was applied to this database but is no longer there. Restore the file.', { file: id });
    if (file.checksum !== checksum) {
      throw new MigrationError('was changed after it was applied to this database. Restore it and write a new file instead.', { file: id });
    }
  }
  const missing = files.filter(({ id, checksum }) => applied.get(id) !== checksum);
  const late = missing.find(({ id, version }) => version !== undefined && lastApplied !== undefined && id < lastApplied);
  if (late)
    throw new MigrationError(`has a lower number than ${lastApplied}, which was applied already. Give it the next one.`, { file: late.id });
  return missing;
};

const applyAll = async (
  connection: PooledConnection,
  missing: readonly MigrationFile[],
  { scope, onApplied }: MigrationOptions,
): Promise<readonly string[]> => {
  const applied: string[] = [];
  const apply = async (file: MigrationFile): Promise<MigrationError | undefined> => {
    const started = performance.now();
    const error = await applyFile(connection, file, scope);
    if (error) return error;
    applied.push(file.id);
    onApplied?.(file.id, performance.now() - started);
    return undefined;
  };
  for (const file of missing) {
    if (file.version === undefined) continue;
    const error = await apply(file);
    if (error) throw error;
  }
  // Objects may stand on each other in any order: those that fail are tried again as long as any other succeeds.
  let waiting = missing.filter(({ version }) => version === undefined);
  while (waiting.length > 0) {
    const failed: { file: MigrationFile; error: MigrationError }[] = [];
    for (const file of waiting) {
      const error = await apply(file);
      if (error) failed.push({ file, error });
    }
    const [first] = failed;
    if (first && failed.length === waiting.length) throw first.error;
    waiting = failed.map(({ file }) => file);
  }
  return applied;
};

/** One transaction for the file and the note that it was applied. */
const applyFile = async (connection: PooledConnection, file: MigrationFile, scope: string): Promise<MigrationError | undefined> => {
  const started = performance.now();
  await batch(connection, 'SET XACT_ABORT ON; SET NOCOUNT ON; BEGIN TRANSACTION;');
  for (const part of splitBatches(file.text)) {
    const { errors } = await send(connection, { text: part.text, isPlainBatch: true });
    if (errors[0]) {
      await rollBack(connection);
      return migrationErrorOf(file, { part, error: errors[0] });
    }
  }
  if (!connection.tedious.inTransaction) {
    return new MigrationError('ended the transaction of its migration. Leave COMMIT and ROLLBACK to the runner.', { file: file.id });
  }
  const { errors } = await send(connection, {
    text: NOTE_SQL,
    parameters: [text('scope', scope), text('id', file.id), text('checksum', file.checksum), milliseconds(performance.now() - started)],
  });
  if (errors[0]) {
    await rollBack(connection);
    throw errorOf('', [errors[0]]);
  }
  await batch(connection, 'COMMIT TRANSACTION;');
  return undefined;
};

/** The line within the file. An error inside a procedure that the file merely calls has no line here but its call's. */
const migrationErrorOf = (file: MigrationFile, { part, error }: { part: Batch; error: ServerError }): MigrationError => {
  const isOwn = error.procedure === '' || part.text.toLowerCase().includes(lastPart(error.procedure).toLowerCase());
  const line = isOwn ? part.line + Math.max(error.line, 1) - 1 : part.line;
  const place = isOwn ? '' : ` in ${error.procedure}, line ${error.line}`;
  return new MigrationError(`${error.text} (error ${error.number}${place})`, { file: file.id, line, cause: errorOf('', [error]) });
};

const lastPart = (name: string): string => name.slice(name.lastIndexOf('.') + 1);

const LOCK_SECONDS = 300;

/** Waits for other processes. The lock ends with the session, so one that dies holds up nobody. */
const underLock = async <Result>(connection: PooledConnection, work: () => Promise<Result>): Promise<Result> => {
  const { sets } = await batch(
    connection,
    `DECLARE @result int; EXEC @result = sys.sp_getapplock @Resource = N'peregrine.migrations', @LockMode = N'Exclusive', @LockOwner = N'Session', @LockTimeout = ${LOCK_SECONDS * 1000}; SELECT @result AS result;`,
  );
  if (Number(sets[0]?.rows[0]?.result ?? -1) < 0) {
    throw new MigrationError(`another process has been migrating this database for ${LOCK_SECONDS} seconds.`, { file: 'migrations' });
  }
  try {
    return await work();
  } finally {
    if (!connection.isBroken) {
      await batch(connection, `EXEC sys.sp_releaseapplock @Resource = N'peregrine.migrations', @LockOwner = N'Session';`);
    }
  }
};

const TABLE_SQL = `
IF SCHEMA_ID(N'platform') IS NULL EXEC (N'CREATE SCHEMA platform');
IF OBJECT_ID(N'platform.migration', N'U') IS NULL
CREATE TABLE platform.migration (
  scope nvarchar(64) NOT NULL,
  id nvarchar(200) NOT NULL,
  name nvarchar(200) NOT NULL,
  checksum char(64) NOT NULL,
  appliedAt datetime2(3) NOT NULL CONSTRAINT DF_migration_appliedAt DEFAULT (SYSUTCDATETIME()),
  ms int NOT NULL,
  CONSTRAINT PK_migration PRIMARY KEY (scope, id)
);`;

const NOTE_SQL = `
DELETE FROM platform.migration WHERE scope = @scope AND id = @id;
INSERT INTO platform.migration (scope, id, name, checksum, ms)
VALUES (@scope, @id, REVERSE(LEFT(REVERSE(@id), CHARINDEX(N'/', REVERSE(@id)) - 1)), @checksum, @ms);`;

const readApplied = async (connection: PooledConnection, scope: string): Promise<ReadonlyMap<string, string>> => {
  const { sets, errors } = await send(connection, {
    text: `IF OBJECT_ID(N'platform.migration', N'U') IS NOT NULL SELECT id, checksum FROM platform.migration WHERE scope = @scope;`,
    parameters: [text('scope', scope)],
  });
  if (errors[0]) throw errorOf('', [errors[0]]);
  return new Map((sets[0]?.rows ?? []).map(({ id, checksum }) => [String(id), String(checksum)]));
};

const text = (name: string, value: string): RequestParameter => ({ name, type: TYPES.NVarChar, length: 200, value });
const milliseconds = (value: number): RequestParameter => ({ name: 'ms', type: TYPES.Int, value: Math.round(value) });
