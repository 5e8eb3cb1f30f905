// Whether modules still bind to the tables and columns that there are now. Each is bound again in a transaction that is rolled back, so
// nothing changes; a module that somebody holds is left out after a moment.

import type { App } from '../../engine/app.ts';
import { ProcedureFailed } from '../../sql/errors.ts';
import { cell } from '../../sql/procedures.ts';
import { runSql } from '../../sql/query.ts';
import { readModuleText } from '../../metadata/packages/module-text.ts';
import { objectName } from '../workshop/names.ts';

export interface CompileFault {
  readonly name: string;
  readonly line: number;
  readonly text: string;
}

export interface CompileReport {
  readonly modules: number;
  readonly faults: readonly CompileFault[];
}

const AS_IT_IS = `
SET LOCK_TIMEOUT 2000;
SET XACT_ABORT OFF;
DECLARE @number int, @line int, @text nvarchar(2048);
BEGIN TRANSACTION;
BEGIN TRY
  STATEMENT;
END TRY
BEGIN CATCH
  SELECT @number = ERROR_NUMBER(), @line = ERROR_LINE(), @text = ERROR_MESSAGE();
END CATCH;
IF @@TRANCOUNT > 0 ROLLBACK TRANSACTION;
SELECT @number AS number, @line AS line, @text AS text;`;

const REFRESH = AS_IT_IS.replace('STATEMENT', 'EXEC sys.sp_refreshsqlmodule @name = @object');
/** The embedded server binds procedures when they are made, not when they are refreshed. */
const MAKE_AGAIN = AS_IT_IS.replace('STATEMENT', 'EXEC (@module)');
const LOCK_TIMEOUT = 1222;

export async function compileModules(app: App): Promise<CompileReport> {
  const [set] = await runSql(
    app.developerDb,
    `SELECT s.name AS schemaName, o.name, m.definition
     FROM sys.sql_modules AS m
     JOIN sys.objects AS o ON o.object_id = m.object_id
     JOIN sys.schemas AS s ON s.schema_id = o.schema_id
     WHERE o.is_ms_shipped = 0 AND s.name <> N'platform' AND m.is_schema_bound = 0 AND m.definition IS NOT NULL
       AND o.type IN ('P', 'FN', 'IF', 'TF', 'V', 'TR')
     ORDER BY s.name, o.name;`,
  );
  const faults: CompileFault[] = [];
  for (const row of set?.rows ?? []) {
    const object = { schema: String(cell(row, 'schemaName')), name: String(cell(row, 'name')) };
    const fault = await faultOf(app, { object, definition: String(cell(row, 'definition')) });
    if (fault !== undefined) faults.push({ name: `${object.schema}.${object.name}`, ...fault });
  }
  return { modules: set?.rows.length ?? 0, faults };
}

async function faultOf(
  app: App,
  { object, definition }: { object: { schema: string; name: string }; definition: string },
): Promise<{ line: number; text: string } | undefined> {
  const isEmbedded = app.developerDb.kind === 'localdb';
  const module = isEmbedded ? readModuleText(definition, object)?.text : '';
  if (module === undefined) return undefined;
  try {
    const answer = isEmbedded
      ? await runSql(app.developerDb, MAKE_AGAIN, { module })
      : await runSql(app.developerDb, REFRESH, { object: objectName(object) });
    const row = answer.at(-1)?.rows[0];
    const number = cell(row, 'number');
    if (number === null || number === undefined || number === LOCK_TIMEOUT) return undefined;
    return { line: Number(cell(row, 'line') ?? 0), text: String(cell(row, 'text')) };
  } catch (error) {
    if (!(error instanceof ProcedureFailed)) throw error;
    return error.number === LOCK_TIMEOUT ? undefined : { line: error.line, text: error.text };
  }
}
