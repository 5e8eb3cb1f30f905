// The tables that a statement names, with their aliases and columns: those of the catalogue, and those that the text itself makes known:
// table variables, temporary tables, parameters of a table type.

import type { CompletionCatalogue } from './model.ts';

export type Columns = readonly (readonly [name: string, type: string])[];

export interface NamedTable {
  readonly alias: string;
  readonly columns: Columns;
}

const NAME = String.raw`(?:\[[^\]]+\]|[\p{L}_@#][\p{L}\p{N}_@#$]*)`;
const SOURCES = new RegExp(
  String.raw`\b(?:FROM|JOIN|UPDATE|INTO|MERGE|APPLY|USING)\s+((?:${NAME}\s*\.\s*)?${NAME})(?:\s+(?:AS\s+)?(${NAME}))?`,
  'giu',
);
const NO_ALIAS =
  /^(?:ON|WHERE|INNER|LEFT|RIGHT|FULL|CROSS|OUTER|JOIN|SET|VALUES|SELECT|GROUP|ORDER|HAVING|UNION|WITH|USING|WHEN|OUTPUT|OPTION)$/i;

/** Each once, by its alias and by its own name. */
export function tablesIn(statement: string, { text, catalogue }: { text: string; catalogue: CompletionCatalogue }): NamedTable[] {
  const found = new Map<string, NamedTable>();
  for (const [, source = '', given = ''] of statement.matchAll(SOURCES)) {
    const parts = [...source.matchAll(new RegExp(NAME, 'gu'))].map(([part]) => plain(part));
    const name = parts.at(-1) ?? '';
    const columns = /^[@#]/.test(name) ? localColumns(name, { text, catalogue }) : catalogueColumns(parts, catalogue);
    if (columns === undefined) continue;
    const alias = given === '' || NO_ALIAS.test(given) ? name : plain(given);
    for (const one of [alias, name]) if (!found.has(one.toLowerCase())) found.set(one.toLowerCase(), { alias: one, columns });
  }
  return [...found.values()];
}

function catalogueColumns(parts: readonly string[], { tables }: CompletionCatalogue): Columns | undefined {
  const [schema, name] = parts.length > 1 ? [parts[0], parts[1]] : ['dbo', parts[0]];
  return tables.find(
    ([ofSchema, ofName]) => ofSchema.toLowerCase() === schema?.toLowerCase() && ofName.toLowerCase() === name?.toLowerCase(),
  )?.[2];
}

/** `@rows TABLE (…)`, `CREATE TABLE #rows (…)`, `@filters dbo.CRUDFilterParameter READONLY`. */
function localColumns(name: string, { text, catalogue }: { text: string; catalogue: CompletionCatalogue }): Columns | undefined {
  const own = name.replaceAll(/[$]/g, String.raw`\$`);
  const declared = new RegExp(
    name.startsWith('@') ? String.raw`${own}\s+(?:AS\s+)?TABLE\s*\(` : String.raw`CREATE\s+TABLE\s+(?:tempdb\.\.)?${own}\s*\(`,
    'iu',
  ).exec(text);
  if (declared !== null) return columnsOfList(text.slice(declared.index + declared[0].length));
  const typed = new RegExp(String.raw`${own}\s+(?:AS\s+)?((?:${NAME}\s*\.\s*)?${NAME})\s+READONLY`, 'iu').exec(text)?.[1];
  if (typed === undefined) return undefined;
  const parts = [...typed.matchAll(new RegExp(NAME, 'gu'))].map(([part]) => plain(part).toLowerCase());
  return catalogue.types.find(
    ([schema, type]) => type.toLowerCase() === parts.at(-1) && (parts.length === 1 || schema.toLowerCase() === parts[0]),
  )?.[2];
}

/** The definitions up to the closing parenthesis. */
function columnsOfList(text: string): Columns {
  const parts: string[] = [''];
  let depth = 0;
  for (const letter of text) {
    if (letter === ')' && depth === 0) break;
    if (letter === '(') depth += 1;
    if (letter === ')') depth -= 1;
    if (letter === ',' && depth === 0) parts.push('');
    else parts[parts.length - 1] += letter;
  }
  return parts.flatMap((part): [string, string][] => {
    const [, name, type = ''] = new RegExp(String.raw`^\s*(${NAME})\s+([\w.]+(?:\s*\([^)]*\))?)`, 'u').exec(part) ?? [];
    const isConstraint = /^(?:PRIMARY|UNIQUE|CHECK|INDEX|CONSTRAINT|FOREIGN)$/i.test(name ?? '');
    return name === undefined || isConstraint ? [] : [[plain(name), type]];
  });
}

function plain(name: string): string {
  return name.replace(/^\[|\]$/g, '');
}
