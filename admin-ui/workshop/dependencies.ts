// Who uses what: objects that a module names, modules that name it, and the definitions whose component calls a procedure.

import type { App } from '../../engine/app.ts';
import { kindNames } from '../../metadata/kinds.ts';
import type { KindName } from '../../metadata/kinds.ts';
import { named, proceduresOf } from '../../metadata/procedure-needs.ts';
import { runSql } from '../../sql/query.ts';
import { cell } from '../../sql/result-sets.ts';
import type { Row } from '../../sql/result-sets.ts';
import { isAlias, objectName } from './names.ts';
import type { ModuleName } from './modules.ts';

export interface RelatedObject extends ModuleName {
  readonly type: string;
}

export interface Dependencies {
  /** What it names; `type` is '' for what does not exist. */
  readonly uses: readonly RelatedObject[];
  readonly usedBy: readonly RelatedObject[];
  readonly definitions: readonly { readonly kind: KindName; readonly code: string }[];
}

export async function dependenciesOf(app: App, module: ModuleName): Promise<Dependencies> {
  const { schema, name } = module;
  const [uses, usedBy, own] = await runSql(app.developerDb, DEPENDENCIES_SQL, { schema, name });
  const text = String(cell(own?.rows[0], 'text') ?? '');
  const named = (uses?.rows ?? []).filter((row) => {
    const isNowhere = String(cell(row, 'type')).trim() === '' && Number(cell(row, 'isBare')) === 1;
    return !isNowhere || !isAlias(text, String(cell(row, 'name')));
  });
  return { uses: named.map(related), usedBy: (usedBy?.rows ?? []).map(related), definitions: definitionsOf(app, module) };
}

function related(row: Row): RelatedObject {
  return {
    schema: String(cell(row, 'schemaName') ?? 'dbo'),
    name: String(cell(row, 'name')),
    type: String(cell(row, 'type') ?? '').trim(),
  };
}

export interface FoundText extends RelatedObject {
  readonly line: number;
  readonly text: string;
}

const MOST_FOUND = 200;

/** Lines of modules that hold a text, in any letter case. */
export async function findInModules(app: App, text: string): Promise<FoundText[]> {
  const [set] = await runSql(
    app.developerDb,
    `SELECT TOP (@most) s.name AS schemaName, o.name, o.type, m.definition
     FROM sys.sql_modules AS m
     INNER JOIN sys.objects AS o ON o.object_id = m.object_id AND o.is_ms_shipped = 0
     INNER JOIN sys.schemas AS s ON s.schema_id = o.schema_id
     WHERE CHARINDEX(@text, m.definition) > 0
     ORDER BY s.name, o.name;`,
    { text, most: MOST_FOUND },
  );
  const wanted = text.toLowerCase();
  return (set?.rows ?? []).map((row) => {
    const lines = String(row.definition).split('\n');
    const index = Math.max(
      0,
      lines.findIndex((line) => line.toLowerCase().includes(wanted)),
    );
    return {
      schema: String(row.schemaName),
      name: String(row.name),
      type: String(row.type).trim(),
      line: index + 1,
      text: (lines[index] ?? '').trim().slice(0, 200),
    };
  });
}

function definitionsOf(app: App, module: ModuleName): { kind: KindName; code: string }[] {
  const wanted = `${module.schema}.${module.name}`.toLowerCase();
  const bare = module.name.toLowerCase();
  return kindNames.flatMap((kind) =>
    app.definitions.all(kind).flatMap((found) => {
      if ('findings' in found) return [];
      const names = proceduresOf(named(kind, found.code, found.definition)).map((need) => need.name.toLowerCase());
      // A dictionary of a field without a need of its own is found by its name alone.
      return names.includes(wanted) || isDictionaryOf(kind, found.code, bare) ? [{ kind, code: found.code }] : [];
    }),
  );
}

function isDictionaryOf(kind: KindName, code: string, name: string): boolean {
  const prefix = kind === 'table' ? `crud_${code}_` : kind === 'form' ? `fm_${code}_` : undefined;
  return prefix !== undefined && name.startsWith(prefix.toLowerCase()) && name.endsWith('_dict');
}

/** `EXEC` of a procedure with its parameters, ready to be filled in. */
export function callText(module: ModuleName, parameters: readonly { name: string; type: string; isOutput: boolean }[]): string {
  const tables = parameters.filter(({ type }) => type.includes('.'));
  const declared = tables.map(({ name, type }) => `DECLARE ${name} ${type};`);
  const passed = parameters.map(
    ({ name, type }) =>
      `  ${name} = ${tables.some((table) => table.name === name) ? name : /int|decimal|bit|float|money/.test(type) ? 'NULL' : "N''"}`,
  );
  return [...declared, `EXEC ${objectName(module)}${passed.length > 0 ? `\n${passed.join(',\n')}` : ''};`, ''].join('\n');
}

const DEPENDENCIES_SQL = `
DECLARE @id int = (SELECT o.object_id FROM sys.objects AS o INNER JOIN sys.schemas AS s ON s.schema_id = o.schema_id WHERE s.name = @schema AND o.name = @name);
SELECT DISTINCT ISNULL(d.referenced_schema_name, N'dbo') AS schemaName, d.referenced_entity_name AS name, ISNULL(o.type, CASE WHEN t.user_type_id IS NULL THEN '' ELSE 'TT' END) AS type,
  CASE WHEN d.referenced_schema_name IS NULL THEN 1 ELSE 0 END AS isBare
FROM sys.sql_expression_dependencies AS d
LEFT JOIN sys.schemas AS s ON s.name = ISNULL(d.referenced_schema_name, N'dbo')
LEFT JOIN sys.objects AS o ON o.schema_id = s.schema_id AND o.name = d.referenced_entity_name
LEFT JOIN sys.types AS t ON t.schema_id = s.schema_id AND t.name = d.referenced_entity_name
WHERE d.referencing_id = @id AND (d.referenced_schema_name IS NULL OR d.referenced_schema_name NOT IN (N'sys', N'INFORMATION_SCHEMA'))
ORDER BY schemaName, name;
SELECT DISTINCT s.name AS schemaName, o.name, o.type
FROM sys.sql_expression_dependencies AS d
INNER JOIN sys.objects AS o ON o.object_id = d.referencing_id
INNER JOIN sys.schemas AS s ON s.schema_id = o.schema_id
WHERE d.referenced_id = @id OR (d.referenced_id IS NULL AND d.referenced_entity_name = @name AND ISNULL(d.referenced_schema_name, N'dbo') = @schema)
ORDER BY schemaName, name;
SELECT OBJECT_DEFINITION(@id) AS text;`;
