// What the templates of procedures share: the table that they are about, the head and frame of a procedure in our style, the check of
// roles, reading of values out of table parameters.

import { columnName, objectName, quoteText } from './names.ts';

export interface TemplateColumn {
  readonly name: string;
  /** As declared: `decimal(18, 2)`. */
  readonly type: string;
  /** The server gives its value: identity, computed, rowversion. */
  readonly isGenerated?: boolean;
  /** What a foreign key leads to, with the column that people read. */
  readonly references?: { readonly schema: string; readonly name: string; readonly key: string; readonly text: string };
}

export interface TemplateTable {
  readonly schema: string;
  readonly name: string;
  readonly key: string;
  readonly columns: readonly TemplateColumn[];
}

/** What a template is made of. `options` is the definition's body. */
export interface TemplateInput {
  readonly kind: string;
  readonly code: string;
  readonly options: Readonly<Record<string, unknown>>;
  readonly schema: string;
  /** Name of the procedure without its schema. */
  readonly name: string;
  /** Column, field or panel that it is for. */
  readonly member: string;
  readonly parameters: readonly string[];
  readonly table: TemplateTable;
  /** Whether the table was made up because none was given. */
  readonly isTableGuessed: boolean;
}

const PARAMETER_TYPES: Readonly<Record<string, string>> = {
  filters: 'dbo.CRUDFilterParameter READONLY',
  parameters: 'dbo.CRUDFilterParameter READONLY',
  sort: 'sql_variant',
  direction: 'nvarchar(8)',
  page: 'int',
  pageSize: 'int',
  limit: 'int',
  ord: 'int',
  position: 'int',
  value: 'nvarchar(max)',
  text: 'nvarchar(max)',
  itemIDs: 'nvarchar(max)',
  rows: 'nvarchar(max)',
  filter: 'nvarchar(max)',
  comment: 'nvarchar(1000)',
  search: 'nvarchar(200)',
  title: 'nvarchar(256)',
  fileName: 'nvarchar(256)',
  body: 'nvarchar(max)',
  error: 'nvarchar(max)',
  lang: 'nvarchar(8)',
};

/** A whole procedure around the lines of its body. */
export function procedure(input: TemplateInput, purpose: string, body: readonly string[]): string {
  const declared = [...input.parameters.filter((name) => name !== 'lang'), 'lang'].map(
    (name) => `  @${name} ${PARAMETER_TYPES[name] ?? 'nvarchar(64)'}`,
  );
  const guessed = input.isTableGuessed ? [`-- Replace ${objectName(input.table)} and its columns by your own.`] : [];
  return [
    `-- ${purpose}`,
    ...guessed,
    `CREATE OR ALTER PROCEDURE ${objectName(input)}`,
    declared.join(',\n'),
    'AS',
    'BEGIN',
    '  SET NOCOUNT ON;',
    '  SET XACT_ABORT ON;',
    ...body.map((line) => (line === '' ? '' : `  ${line}`)),
    'END;',
    '',
  ].join('\n');
}

/** Roles of a definition's option as a constant; developers alone when it names nobody. */
function rolesText(...options: readonly unknown[]): string {
  const named = options.find((option) => typeof option === 'string' && option.trim() !== '');
  return quoteText(typeof named === 'string' ? named : 'developer');
}

/** Declares @isAllowed; the place where rows are restricted. */
export function allowed(input: TemplateInput): string[] {
  return [
    '-- Whose rows: everybody of these roles sees all of them. Narrow it in WHERE by @username where people may see a part only.',
    `DECLARE @isAllowed bit = dbo.sec_hasAccessByUsersRoles(@username, N'', ${rolesText(input.options.roles)});`,
  ];
}

/** Refuses whoever has none of the roles. */
export function guard(...roles: readonly unknown[]): string[] {
  return [
    '-- Who may: narrow it by @username where people may change a part only.',
    ...refuseIf(
      `dbo.sec_hasAccessByUsersRoles(@username, N'', ${rolesText(...roles)}) = 0`,
      'Это вам не разрешено.',
      'This is not open to you.',
    ),
  ];
}

export function refuseIf(condition: string, ru: string, en: string, field?: string): string[] {
  return [
    `IF ${condition}`,
    'BEGIN',
    `  SELECT 0 AS Result, ${inLang(ru, en)} AS Msg${field === undefined ? '' : `, ${quoteText(field)} AS Field`};`,
    '  RETURN;',
    'END;',
  ];
}

export function inLang(ru: string, en: string): string {
  return `IIF(@lang = N'ru', ${quoteText(ru)}, ${quoteText(en)})`;
}

/** Statements in one transaction that is undone as a whole. */
export function inTransactionLines(lines: readonly string[]): string[] {
  return [
    'BEGIN TRY',
    '  BEGIN TRANSACTION;',
    ...lines.map((line) => `  ${line}`),
    '  COMMIT TRANSACTION;',
    'END TRY',
    'BEGIN CATCH',
    '  IF @@TRANCOUNT > 0 ROLLBACK TRANSACTION;',
    '  THROW;',
    'END CATCH;',
  ];
}

export interface ReadValue {
  /** Name of the variable without `@`. */
  readonly variable: string;
  /** Key in the table parameter. */
  readonly key: string;
  readonly type: string;
}

/** Declares variables and reads them out of `@filters` or `@parameters` in one pass; an empty value is NULL. */
export function readValues(source: 'filters' | 'parameters', values: readonly ReadValue[]): string[] {
  if (values.length === 0) return [];
  const read = values.map(({ variable, key, type }) => {
    const text = `MAX(CASE WHEN [Key] = ${quoteText(key)} THEN NULLIF([Value], N'') END)`;
    return `@${variable} = ${/^n?varchar\(max\)$/i.test(type) ? text : `TRY_CAST(${text} AS ${type})`}`;
  });
  return [
    `DECLARE ${values.map(({ variable, type }) => `@${variable} ${type}`).join(', ')};`,
    ...read.map((line, index) => `${index === 0 ? 'SELECT ' : '  '}${line}${index < read.length - 1 ? ',' : ''}`),
    `FROM @${source};`,
  ];
}

export interface ValueChange {
  /** Of those who may, before the roles of the definition itself. */
  readonly roles: unknown;
  /** The parameter that names the field. */
  readonly which: string;
  readonly fields: readonly { readonly name: string; readonly column: TemplateColumn }[];
  /** The record's key. */
  readonly key: string;
}

/** Writes `@value` into the one column that is named, and tells how that went. */
export function changedValue({ table, options }: TemplateInput, { roles, which, fields, key }: ValueChange): string[] {
  const updated = columnOf(table, 'updated');
  const values = fields.map(({ name, column }) => {
    const own = columnName(column.name);
    return `${own} = IIF(${which} = ${quoteText(name)}, ${converted('@value', column.type)}, t.${own})`;
  });
  return [
    ...guard(roles, options.roles),
    ...refuseIf(
      `${which} NOT IN (${fields.map(({ name }) => quoteText(name)).join(', ')})`,
      'Это поле здесь не меняется.',
      'This field cannot be changed here.',
    ),
    'UPDATE t',
    `SET ${[...values, ...(updated === undefined ? [] : ['updated = SYSUTCDATETIME()'])].join(',\n    ')}`,
    `FROM ${objectName(table)} AS t`,
    `WHERE t.${columnName(table.key)} = ${key};`,
    `IF @@ROWCOUNT = 0 SELECT 0 AS Result, ${inLang('Запись не найдена.', 'The record is not found.')} AS Msg;`,
    "ELSE SELECT 1 AS Result, N'' AS Msg;",
  ];
}

/** A text as a value of a column's type; NULL when it is none. */
export function converted(expression: string, type: string): string {
  return /^nvarchar\(max\)$/i.test(type) ? expression : `TRY_CAST(${expression} AS ${type})`;
}

/** `@itemID` as the table's key. */
export function itemKey({ table }: TemplateInput): string {
  return `TRY_CAST(@itemID AS ${keyType(table)})`;
}

export function keyType(table: TemplateTable): string {
  return columnOf(table, table.key)?.type ?? 'int';
}

export function columnOf(table: TemplateTable, name: string): TemplateColumn | undefined {
  const wanted = name.toLowerCase();
  return table.columns.find((column) => column.name.toLowerCase() === wanted);
}

/** The column with the value behind a code: `statusID` for `statusName`. */
export function valueColumnOf(table: TemplateTable, code: string): TemplateColumn | undefined {
  return columnOf(table, code) ?? columnOf(table, code.replace(/(?:Name|Title|Text|Code)$/, 'ID'));
}

/** Parts of a definition: columns, fields, panels. */
export function partsOf(options: Readonly<Record<string, unknown>>, name: string): readonly Readonly<Record<string, unknown>>[] {
  const list = options[name];
  return Array.isArray(list) ? list.filter((part): part is Record<string, unknown> => typeof part === 'object' && part !== null) : [];
}

/** An option as an object; empty when it is none. */
export function groupOf(options: Readonly<Record<string, unknown>>, name: string): Readonly<Record<string, unknown>> {
  const value = options[name];
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}
