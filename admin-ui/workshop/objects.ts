// What the database holds, as the object browser and the editor's completion show it. Read with the developer's login from the catalogue.

import type { App } from '../../engine/app.ts';
import { declaredType, typeText } from '../../sql/declared-type.ts';
import { runSql } from '../../sql/query.ts';
import { cell } from '../../sql/result-sets.ts';
import type { Row } from '../../sql/result-sets.ts';
import type { ModuleName } from './modules.ts';
import type { TemplateTable } from './template-parts.ts';

/** `U` table, `V` view, `P` procedure, `FN`/`IF`/`TF` function, `TR` trigger, `TT` table type, `T` alias type. */
export type ObjectType = 'U' | 'V' | 'P' | 'FN' | 'IF' | 'TF' | 'TR' | 'TT' | 'T';

export interface DatabaseObject extends ModuleName {
  readonly type: ObjectType;
  /** Of tables. */
  readonly rows?: number;
  /** Of triggers: the table or view. */
  readonly parent?: string;
}

export interface ObjectColumn {
  readonly name: string;
  readonly type: string;
  readonly isNullable: boolean;
  readonly isKey: boolean;
  readonly isIdentity: boolean;
  /** Its expression. */
  readonly computed?: string;
  readonly default?: string;
  /** What it refers to, `dbo.ord_orders (id)`. */
  readonly references?: { readonly schema: string; readonly name: string; readonly column: string };
}

export interface ObjectIndex {
  readonly name: string;
  readonly columns: string;
  readonly included: string;
  readonly isUnique: boolean;
  readonly isPrimaryKey: boolean;
  readonly filter?: string;
}

export interface ObjectParameter {
  readonly name: string;
  readonly type: string;
  readonly isOutput: boolean;
}

export interface ObjectDetails extends DatabaseObject {
  readonly columns: readonly ObjectColumn[];
  readonly indexes: readonly ObjectIndex[];
  readonly parameters: readonly ObjectParameter[];
  readonly triggers: readonly ModuleName[];
}

/** Everything but what comes with the server, by schema and name. */
export async function listObjects(app: App): Promise<DatabaseObject[]> {
  const [set] = await runSql(app.developerDb, LIST_SQL);
  return (set?.rows ?? []).map(objectOf);
}

/** One object with its parts; undefined when there is none. */
export async function describeObject(app: App, module: ModuleName): Promise<ObjectDetails | undefined> {
  const { schema, name } = module;
  const sets = await runSql(app.developerDb, DETAILS_SQL, { schema, name });
  const [objects, columns, indexes, parameters, triggers] = sets.map(({ rows }) => rows);
  const object = objects?.[0];
  if (object === undefined) return undefined;
  return {
    ...objectOf(object),
    columns: (columns ?? []).map(columnOf),
    indexes: indexesOf(indexes ?? []),
    parameters: (parameters ?? []).map(parameterOf),
    triggers: (triggers ?? []).map((row) => ({ schema: text(row, 'schemaName'), name: text(row, 'name') })),
  };
}

/** A table as templates of procedures want it; what a foreign key shows is the first column of text of the table that it leads to. */
export async function templateTable(app: App, module: ModuleName): Promise<TemplateTable | undefined> {
  const details = await describeObject(app, module);
  if (details === undefined || details.columns.length === 0) return undefined;
  const columns = await Promise.all(
    details.columns.map(async ({ name, type, isIdentity, computed, references }) => {
      const target = references === undefined ? undefined : await describeObject(app, references);
      const text = target === undefined ? (references?.column ?? '') : readableColumn(target);
      return {
        name,
        type,
        isGenerated: isIdentity || computed !== undefined || /^(rowversion|timestamp)$/.test(type),
        ...(references === undefined
          ? {}
          : { references: { schema: references.schema, name: references.name, key: references.column, text } }),
      };
    }),
  );
  const key = details.columns.find(({ isKey }) => isKey)?.name ?? details.columns[0]?.name ?? 'id';
  return { schema: details.schema, name: details.name, key, columns };
}

/** What people call a record by. */
function readableColumn({ columns }: ObjectDetails): string {
  const texts = columns.filter(({ type }) => /char/.test(type)).map(({ name }) => name);
  return ['name', 'title', 'number', 'nameEn', 'code'].find((name) => texts.includes(name)) ?? texts[0] ?? columns[0]?.name ?? 'id';
}

/** For completion: the names of everything with columns and parameters as short texts. */
export interface CompletionCatalogue {
  /** Schema, name, then names of columns and their types in turn. */
  readonly tables: readonly (readonly [schema: string, name: string, columns: readonly (readonly [name: string, type: string])[]])[];
  readonly routines: readonly (readonly [schema: string, name: string, type: string, parameters: string])[];
  /** Table types have columns. */
  readonly types: readonly (readonly [schema: string, name: string, columns: readonly (readonly [name: string, type: string])[]])[];
}

export async function completionCatalogue(app: App): Promise<CompletionCatalogue> {
  const [columns, routines, types] = (await runSql(app.developerDb, COMPLETION_SQL)).map(({ rows }) => rows);
  const byRoutine = new Map<string, [string, string, string, string]>();
  for (const row of routines ?? []) {
    const key = `${text(row, 'schemaName')}.${text(row, 'objectName')}`;
    let routine = byRoutine.get(key);
    if (routine === undefined) {
      routine = [text(row, 'schemaName'), text(row, 'objectName'), text(row, 'objectType'), ''];
      byRoutine.set(key, routine);
    }
    const name = text(row, 'name');
    if (name !== '') routine[3] += `${routine[3] === '' ? '' : ', '}${name} ${typeTextOf(row)}`;
  }
  return {
    tables: [...byObject(columns ?? []).values()],
    routines: [...byRoutine.values()],
    types: [...byObject(types ?? []).values()],
  };
}

/** Rows of columns under the objects that have them. */
function byObject(rows: readonly Row[]): Map<string, [string, string, [string, string][]]> {
  const objects = new Map<string, [string, string, [string, string][]]>();
  for (const row of rows) {
    const [schema, name] = [text(row, 'schemaName'), text(row, 'objectName')];
    let object = objects.get(`${schema}.${name}`);
    if (object === undefined) {
      object = [schema, name, []];
      objects.set(`${schema}.${name}`, object);
    }
    if (text(row, 'name') !== '') object[2].push([text(row, 'name'), typeTextOf(row)]);
  }
  return objects;
}

function objectOf(row: Row): DatabaseObject {
  const rows = cell(row, 'rowCount');
  const parent = text(row, 'parentName');
  return {
    schema: text(row, 'schemaName'),
    name: text(row, 'name'),
    type: text(row, 'type') as ObjectType,
    ...(rows === null || rows === undefined ? {} : { rows: Number(rows) }),
    ...(parent === '' ? {} : { parent }),
  };
}

function columnOf(row: Row): ObjectColumn {
  const computed = text(row, 'computed');
  const standard = text(row, 'defaultText');
  const target = text(row, 'targetName');
  return {
    name: text(row, 'name'),
    type: typeTextOf(row),
    isNullable: row.isNullable === true,
    isKey: Number(row.isKey) === 1,
    isIdentity: row.isIdentity === true,
    ...(computed === '' ? {} : { computed }),
    ...(standard === '' ? {} : { default: standard }),
    ...(target === '' ? {} : { references: { schema: text(row, 'targetSchema'), name: target, column: text(row, 'targetColumn') } }),
  };
}

function indexesOf(rows: readonly Row[]): ObjectIndex[] {
  const indexes = new Map<
    string,
    { name: string; columns: string[]; included: string[]; isUnique: boolean; isPrimaryKey: boolean; filter: string }
  >();
  for (const row of rows) {
    const name = text(row, 'name');
    let index = indexes.get(name);
    if (index === undefined) {
      index = {
        name,
        columns: [],
        included: [],
        isUnique: row.isUnique === true,
        isPrimaryKey: row.isPrimaryKey === true,
        filter: text(row, 'filter'),
      };
      indexes.set(name, index);
    }
    if (row.isIncluded === true) index.included.push(text(row, 'columnName'));
    else index.columns.push(`${text(row, 'columnName')}${row.isDescending === true ? ' DESC' : ''}`);
  }
  return [...indexes.values()].map(({ columns, included, filter, ...index }) => ({
    ...index,
    columns: columns.join(', '),
    included: included.join(', '),
    ...(filter === '' ? {} : { filter }),
  }));
}

function parameterOf(row: Row): ObjectParameter {
  return { name: text(row, 'name'), type: typeTextOf(row), isOutput: row.isOutput === true };
}

/** `nvarchar(64)`, `decimal(18, 2)`, `dbo.CRUDFilterParameter`. */
function typeTextOf(row: Row): string {
  const name = text(row, 'typeName');
  const schema = text(row, 'typeSchema');
  if (schema !== '' && schema !== 'sys') return `${schema}.${name}`;
  return typeText(declaredType({ name, maxLength: Number(row.maxLength), precision: Number(row.precision), scale: Number(row.scale) }));
}

function text(row: Row, name: string): string {
  const value = cell(row, name);
  return value === null || value === undefined ? '' : String(value).trimEnd();
}

const LIST_SQL = `
SELECT s.name AS schemaName, o.name, o.type, x.[rowCount], p.name AS parentName
FROM sys.objects AS o
INNER JOIN sys.schemas AS s ON s.schema_id = o.schema_id
LEFT JOIN sys.objects AS p ON p.object_id = o.parent_object_id
LEFT JOIN (SELECT pa.object_id, SUM(pa.rows) AS [rowCount] FROM sys.partitions AS pa WHERE pa.index_id IN (0, 1) GROUP BY pa.object_id) AS x ON x.object_id = o.object_id AND o.type = 'U'
WHERE o.is_ms_shipped = 0 AND o.type IN ('U', 'V', 'P', 'FN', 'IF', 'TF', 'TR')
UNION ALL
SELECT s.name, t.name, CASE WHEN t.is_table_type = 1 THEN 'TT' ELSE 'T' END, NULL, NULL
FROM sys.types AS t
INNER JOIN sys.schemas AS s ON s.schema_id = t.schema_id
WHERE t.is_user_defined = 1
ORDER BY schemaName, name;`;

const COLUMN_TYPES = 't.name AS typeName, ts.name AS typeSchema, c.max_length AS maxLength, c.precision, c.scale';
const TYPE_JOINS = `LEFT JOIN sys.types AS t ON t.user_type_id = c.user_type_id
LEFT JOIN sys.schemas AS ts ON ts.schema_id = t.schema_id`;

const DETAILS_SQL = `
DECLARE @id int = (SELECT o.object_id FROM sys.objects AS o INNER JOIN sys.schemas AS s ON s.schema_id = o.schema_id WHERE s.name = @schema AND o.name = @name),
  @columnsOf int;
SET @columnsOf = ISNULL(@id, (SELECT tt.type_table_object_id FROM sys.table_types AS tt INNER JOIN sys.schemas AS s ON s.schema_id = tt.schema_id WHERE s.name = @schema AND tt.name = @name));
SELECT s.name AS schemaName, o.name, o.type, (SELECT SUM(pa.rows) FROM sys.partitions AS pa WHERE pa.object_id = o.object_id AND pa.index_id IN (0, 1) AND o.type = 'U') AS [rowCount],
  p.name AS parentName
FROM sys.objects AS o
INNER JOIN sys.schemas AS s ON s.schema_id = o.schema_id
LEFT JOIN sys.objects AS p ON p.object_id = o.parent_object_id
WHERE o.object_id = @id
UNION ALL
SELECT s.name, tt.name, 'TT', NULL, NULL
FROM sys.table_types AS tt
INNER JOIN sys.schemas AS s ON s.schema_id = tt.schema_id
WHERE @id IS NULL AND tt.type_table_object_id = @columnsOf;
SELECT c.name, ${COLUMN_TYPES}, c.is_nullable AS isNullable, c.is_identity AS isIdentity, cc.definition AS computed, d.definition AS defaultText,
  CASE WHEN EXISTS (SELECT 1 FROM sys.indexes AS i INNER JOIN sys.index_columns AS ic ON ic.object_id = i.object_id AND ic.index_id = i.index_id
    WHERE i.object_id = c.object_id AND i.is_primary_key = 1 AND ic.column_id = c.column_id) THEN 1 ELSE 0 END AS isKey,
  rs.name AS targetSchema, ro.name AS targetName, rc.name AS targetColumn
FROM sys.columns AS c
${TYPE_JOINS}
LEFT JOIN sys.computed_columns AS cc ON cc.object_id = c.object_id AND cc.column_id = c.column_id
LEFT JOIN sys.default_constraints AS d ON d.parent_object_id = c.object_id AND d.parent_column_id = c.column_id
LEFT JOIN (SELECT f.parent_object_id, f.parent_column_id, MIN(f.constraint_object_id) AS constraintID FROM sys.foreign_key_columns AS f GROUP BY f.parent_object_id, f.parent_column_id) AS fk
  ON fk.parent_object_id = c.object_id AND fk.parent_column_id = c.column_id
LEFT JOIN sys.foreign_key_columns AS f ON f.constraint_object_id = fk.constraintID AND f.parent_column_id = c.column_id
LEFT JOIN sys.objects AS ro ON ro.object_id = f.referenced_object_id
LEFT JOIN sys.schemas AS rs ON rs.schema_id = ro.schema_id
LEFT JOIN sys.columns AS rc ON rc.object_id = f.referenced_object_id AND rc.column_id = f.referenced_column_id
WHERE c.object_id = @columnsOf
ORDER BY c.column_id;
SELECT i.name, i.is_unique AS isUnique, i.is_primary_key AS isPrimaryKey, i.filter_definition AS filter, c.name AS columnName, ic.is_included_column AS isIncluded, ic.is_descending_key AS isDescending
FROM sys.indexes AS i
INNER JOIN sys.index_columns AS ic ON ic.object_id = i.object_id AND ic.index_id = i.index_id
INNER JOIN sys.columns AS c ON c.object_id = i.object_id AND c.column_id = ic.column_id
WHERE i.object_id = @id AND i.name IS NOT NULL
ORDER BY i.index_id, ic.is_included_column, ic.key_ordinal, ic.index_column_id;
SELECT c.name, ${COLUMN_TYPES}, c.is_output AS isOutput
FROM sys.parameters AS c
${TYPE_JOINS}
WHERE c.object_id = @id AND c.parameter_id > 0
ORDER BY c.parameter_id;
SELECT s.name AS schemaName, o.name
FROM sys.objects AS o
INNER JOIN sys.schemas AS s ON s.schema_id = o.schema_id
WHERE o.parent_object_id = @id AND o.type = 'TR'
ORDER BY o.name;`;

const COMPLETION_SQL = `
SELECT s.name AS schemaName, o.name AS objectName, c.name, ${COLUMN_TYPES}
FROM sys.objects AS o
INNER JOIN sys.schemas AS s ON s.schema_id = o.schema_id
INNER JOIN sys.columns AS c ON c.object_id = o.object_id
${TYPE_JOINS}
WHERE o.is_ms_shipped = 0 AND o.type IN ('U', 'V')
ORDER BY s.name, o.name, c.column_id;
SELECT s.name AS schemaName, o.name AS objectName, o.type AS objectType, c.name, ${COLUMN_TYPES}
FROM sys.objects AS o
INNER JOIN sys.schemas AS s ON s.schema_id = o.schema_id
LEFT JOIN sys.parameters AS c ON c.object_id = o.object_id AND c.parameter_id > 0
${TYPE_JOINS}
WHERE o.is_ms_shipped = 0 AND o.type IN ('P', 'FN', 'IF', 'TF')
ORDER BY s.name, o.name, c.parameter_id;
SELECT s.name AS schemaName, u.name AS objectName, c.name, ${COLUMN_TYPES}
FROM sys.types AS u
INNER JOIN sys.schemas AS s ON s.schema_id = u.schema_id
LEFT JOIN sys.table_types AS tt ON tt.user_type_id = u.user_type_id
LEFT JOIN sys.columns AS c ON c.object_id = tt.type_table_object_id
${TYPE_JOINS}
WHERE u.is_user_defined = 1
ORDER BY s.name, u.name, c.column_id;`;
