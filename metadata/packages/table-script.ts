// A table as a script: one CREATE TABLE with a line for each column and constraint, then its indexes and foreign keys, each guarded, so
// that the script may run on a database that has them. The same table always gives the same bytes, and the script can be read back.

import { objectPath, quoted, tablesFolder, textLiteral } from './items.ts';
import type { PackageItem } from './items.ts';

export interface TableColumn {
  readonly name: string;
  /** Type, identity, nullability, or the computed column's expression. */
  readonly definition: string;
  readonly isComputed: boolean;
  readonly default?: { readonly name: string | undefined; readonly expression: string } | undefined;
}

/** A constraint, an index or a foreign key: a name (none when the server made it up) and the text that makes it. */
export interface TablePart {
  readonly name: string | undefined;
  readonly text: string;
}

export interface TableModel {
  readonly schema: string;
  readonly name: string;
  readonly columns: readonly TableColumn[];
  /** Keys, unique and check constraints: `PRIMARY KEY CLUSTERED ([id])`. */
  readonly constraints: readonly TablePart[];
  /** Whole statements. */
  readonly indexes: readonly TablePart[];
  /** `FOREIGN KEY ([a]) REFERENCES …`. */
  readonly foreignKeys: readonly TablePart[];
}

export function tableName({ schema, name }: { schema: string; name: string }): string {
  return `${quoted(schema)}.${quoted(name)}`;
}

/** The item of a table, with its whole script. */
export function tableItem(table: TableModel): PackageItem {
  return {
    type: 'table',
    path: objectPath(tablesFolder, table),
    name: `${table.schema}.${table.name}`,
    text: `${[createTable(table), ...table.indexes.map((index) => guardedIndex(table, index)), ...table.foreignKeys.map((key) => guardedForeignKey(table, key))].join('\nGO\n')}\nGO\n`,
  };
}

function createTable(table: TableModel): string {
  const lines = [...table.columns.map(columnLine), ...table.constraints.map(constraintLine)];
  const id = textLiteral(tableName(table));
  return `IF OBJECT_ID(${id}, N'U') IS NULL\nCREATE TABLE ${tableName(table)} (\n${lines.map((line) => `  ${line}`).join(',\n')}\n);`;
}

/** As it stands in CREATE TABLE and after ADD. */
export function columnLine({ name, definition, default: standard }: TableColumn): string {
  return `${quoted(name)} ${definition}${standard === undefined ? '' : ` ${named(standard.name)}DEFAULT ${standard.expression}`}`;
}

export function constraintLine({ name, text }: TablePart): string {
  return `${named(name)}${text}`;
}

export function addForeignKey(table: TableModel, key: TablePart): string {
  return `ALTER TABLE ${tableName(table)} ADD ${constraintLine(key)};`;
}

function named(name: string | undefined): string {
  return name === undefined ? '' : `CONSTRAINT ${quoted(name)} `;
}

function guardedIndex(table: TableModel, { name = '', text }: TablePart): string {
  return `IF INDEXPROPERTY(OBJECT_ID(${textLiteral(tableName(table))}), ${textLiteral(name)}, 'IndexID') IS NULL\n${text}`;
}

function guardedForeignKey(table: TableModel, key: TablePart): string {
  const guard =
    key.name === undefined
      ? `NOT EXISTS (${unnamedKeySql(table, key.text)})`
      : `OBJECT_ID(${textLiteral(`${quoted(table.schema)}.${quoted(key.name)}`)}, N'F') IS NULL`;
  return `IF ${guard}\n${addForeignKey(table, key)}`;
}

/** A foreign key without a name of its own is known by its first column and its target. */
function unnamedKeySql(table: TableModel, text: string): string {
  const [, column = '', target = ''] = new RegExp(`^FOREIGN KEY \\(${NAME}.*?\\) REFERENCES (${NAME}\\.${NAME})`).exec(text) ?? [];
  return `SELECT 1 FROM sys.foreign_key_columns WHERE parent_object_id = OBJECT_ID(${textLiteral(tableName(table))}) AND COL_NAME(parent_object_id, parent_column_id) = ${textLiteral(unquoted(column))} AND referenced_object_id = OBJECT_ID(${textLiteral(target)})`;
}

/** Reads a script of `tableItem`; undefined for any other text. */
export function parseTable(text: string): TableModel | undefined {
  const [create = '', ...others] = text.replaceAll('\r\n', '\n').trimEnd().replace(/\nGO$/, '').split('\nGO\n');
  const head = new RegExp(`^IF OBJECT_ID\\(N'.*', N'U'\\) IS NULL\\nCREATE TABLE ${NAME}\\.${NAME} \\(\\n([\\s\\S]*)\\n\\);$`).exec(create);
  if (head === null) return undefined;
  const [, schema = '', name = '', body = ''] = head;
  const columns: TableColumn[] = [];
  const constraints: TablePart[] = [];
  // A line of its own starts with two spaces and a name or a key word; anything else goes on with a text of several lines.
  for (const line of body.split(/,\n {2}(?=\[|CONSTRAINT \[|PRIMARY KEY |UNIQUE |CHECK )/)) {
    const own = line.replace(/^ {2}/, '');
    if (own.startsWith('[')) columns.push(parseColumn(own));
    else constraints.push(parsePart(own));
  }
  const indexes: TablePart[] = [];
  const foreignKeys: TablePart[] = [];
  const start = `ALTER TABLE ${quoted(unquoted(schema))}.${quoted(unquoted(name))} ADD `;
  for (const batch of others) {
    const statement = batch.slice(batch.indexOf('\n') + 1);
    if (!batch.startsWith('IF ')) return undefined;
    if (statement.startsWith(start)) foreignKeys.push(parsePart(statement.slice(start.length, -1)));
    else {
      const index = new RegExp(`^CREATE (?:UNIQUE )?(?:CLUSTERED )?INDEX ${NAME} ON `).exec(statement);
      if (index === null) return undefined;
      indexes.push({ name: unquoted(index[1] ?? ''), text: statement });
    }
  }
  return { schema: unquoted(schema), name: unquoted(name), columns, constraints, indexes, foreignKeys };
}

/** What stands between brackets, with doubled closing ones. */
const NAME = '\\[((?:[^\\]]|\\]\\])+)\\]';

function parseColumn(line: string): TableColumn {
  const [, name = '', rest = ''] = new RegExp(`^${NAME} ([\\s\\S]*)$`).exec(line) ?? [];
  if (rest.startsWith('AS ')) return { name: unquoted(name), definition: rest, isComputed: true };
  const [, definition = '', constraint, expression] = new RegExp(
    `^([\\s\\S]*? (?:NOT )?NULL)(?: (?:CONSTRAINT ${NAME} )?DEFAULT ([\\s\\S]*))?$`,
  ).exec(rest) ?? [undefined, rest];
  return {
    name: unquoted(name),
    definition,
    isComputed: false,
    default: expression === undefined ? undefined : { name: constraint === undefined ? undefined : unquoted(constraint), expression },
  };
}

function parsePart(line: string): TablePart {
  const own = new RegExp(`^CONSTRAINT ${NAME} ([\\s\\S]*)$`).exec(line);
  return own === null ? { name: undefined, text: line } : { name: unquoted(own[1] ?? ''), text: own[2] ?? '' };
}

function unquoted(name: string): string {
  return name.replaceAll(']]', ']');
}
