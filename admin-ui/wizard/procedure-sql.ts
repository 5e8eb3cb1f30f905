// What the procedures of an object's list and form have in common: head and frame, the guard of a row, values out of a table of keys and
// values, refusals in the reader's language.

import { quoteText } from '../workshop/names.ts';
import type { ModelColumn, ObjectModel } from './model.ts';
import { dboName, id, inLanguage, procedureName } from './names.ts';

export const NOT_YOURS = { en: 'The record is gone or is not open to you.', ru: 'Запись не найдена или вам недоступна.' };
export const TAKEN = { en: 'Another record has this value.', ru: 'Такое значение уже у другой записи.' };

interface ProcedureText {
  /** Its comment. */
  readonly purpose: string;
  /** Without schema. */
  readonly name: string;
  /** Names and types without `@`. `lang` has a default, for callers who know no language. */
  readonly parameters: readonly string[];
  readonly body: readonly string[];
}

/** A whole procedure around the lines of its body. */
export function procedureSql({ purpose, name, parameters, body }: ProcedureText): string {
  return [
    `-- ${purpose}`,
    `CREATE OR ALTER PROCEDURE ${procedureName(name)}`,
    ...listed(parameters.map((parameter) => `@${parameter}`)),
    'AS',
    'BEGIN',
    '  SET NOCOUNT ON;',
    '  SET XACT_ABORT ON;',
    ...body,
    'END;',
    '',
  ].join('\n');
}

export const LANG = "lang nvarchar(8) = N'en'";

/** True when the user may change the row @id. */
export function mayChange({ allowed, key }: ObjectModel): string {
  return `EXISTS (SELECT 1 FROM ${dboName(allowed)}(@username) AS a WHERE a.${id(key)} = @id AND a.canManage = 1)`;
}

/** From the rows that the user may see (a) to those of the table (v). */
export function fromAllowed({ allowed, table, key }: ObjectModel): string[] {
  return [`  FROM ${dboName(allowed)}(@username) AS a`, `  INNER JOIN ${dboName(table)} AS v ON v.${id(key)} = a.${id(key)}`];
}

/** Variables for the fields of a form's table of keys and values. */
export function declaredFields(fields: readonly ModelColumn[]): string[] {
  return fields.map(({ code, sqlType }) => `    @${code} ${sqlType},`);
}

export function readFields(fields: readonly ModelColumn[]): string[] {
  return fields.map(({ code, sqlType }) => `    @${code} = ${castSql(valueSql(code), sqlType)},`);
}

/** The text of a key in a table of keys and values; empty is NULL. */
export function valueSql(key: string): string {
  return `MAX(CASE WHEN [Key] = ${quoteText(key)} THEN NULLIF([Value], N'') END)`;
}

export function castSql(value: string, type: string): string {
  return type === 'nvarchar(max)' ? value : `TRY_CAST(${value} AS ${type})`;
}

/** A block that answers with a refusal and ends the procedure. */
export function refuse(text: { readonly en: string; readonly ru: string }): string[] {
  return ['  BEGIN', ...refusal(text), '  END;'];
}

/** The same inside a block that is there already. */
export function refusal(text: { readonly en: string; readonly ru: string }): string[] {
  return [`    SELECT 0 AS Result, ${inLanguage(text)} AS Msg;`, '    RETURN;'];
}

/** One part a line, with commas between. */
export function listed(parts: readonly string[], indent = '  '): string[] {
  return parts.map((part, at) => `${indent}${part}${at < parts.length - 1 ? ',' : ''}`);
}
