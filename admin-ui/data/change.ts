// Changing rows by hand: one statement in one transaction, by the key, only while the row is what the developer saw; answers what brings the
// old state back.

import type { Database } from '../../sql/connection.ts';
import { BusinessRefusal, ProcedureFailed } from '../../sql/errors.ts';
import { inTransaction } from '../../sql/query.ts';
import type { SqlSession } from '../../sql/query.ts';
import type { Row } from '../../sql/result-sets.ts';
import { quoteName } from '../workshop/names.ts';
import { columnOf, isEditable, isText, tableName } from './catalogue.ts';
import type { DataColumn, DataTable } from './catalogue.ts';
import { converted, keyCondition, textOfValue } from './read.ts';

/** By column; null is NULL. */
export type Values = Readonly<Record<string, string | null>>;

/** Where rows are changed, and who does it. */
export interface Writer {
  readonly db: Pick<Database, 'pool'>;
  readonly username: string;
}

/** Triggers, defaults and security policies of the solution ask for it. */
export async function actAs(session: SqlSession, username: string): Promise<void> {
  await session.run("EXEC sys.sp_set_session_context @key = N'username', @value = @username, @read_only = 1;", { username });
}

/** The database said no, in its words; nothing was changed. */
export class ChangeRefused extends Error {
  constructor(text: string) {
    super(text);
    this.name = 'ChangeRefused';
  }
}

/** Somebody changed or deleted the row since it was read. */
export class RowChanged extends Error {
  constructor() {
    super('The row is not what it was.');
    this.name = 'RowChanged';
  }
}

export interface RowUpdate {
  readonly key: readonly string[];
  readonly values: Values;
  /** What the developer saw in the columns that he changes. */
  readonly original: Values;
}

/** Answers the key and the values that undo it. */
export async function updateRow(writer: Writer, table: DataTable, { key, values, original }: RowUpdate): Promise<RowUpdate> {
  const columns = editable(table, values);
  const where = keyCondition(table, key);
  const parameters: Record<string, string | null> = {};
  const changes = columns.map(([column, value], index) => {
    parameters[`value${index}`] = value;
    parameters[`original${index}`] = original[column.name] ?? null;
    return { column, name: `t.${quoteName(column.name)}`, index };
  });
  const before = changes.map(({ column, name, index }) => sameAs(column, name, `@original${index}`));
  const newKey = table.key.map((column, index) => values[column.name] ?? key[index] ?? '');
  await carriedOut(writer, async ({ run }) => {
    const [set] = await run(
      `UPDATE t
       SET ${changes.map(({ column, index }) => `${quoteName(column.name)} = ${converted(column, `@value${index}`)}`).join(', ')}
       FROM ${tableName(table)} AS t
       WHERE ${[where.sql, ...before].join(' AND ')};
       SELECT @@ROWCOUNT AS n;`,
      { ...where.parameters, ...parameters },
    );
    if (Number(set?.rows[0]?.n) !== 1) throw new RowChanged();
  });
  return { key: newKey, values: Object.fromEntries(columns.map(([{ name }]) => [name, original[name] ?? null])), original: values };
}

/** Answers the new row's key. `withIdentity` writes the number that the row had. */
export async function insertRow(
  writer: Writer,
  table: DataTable,
  { values, withIdentity = false }: { values: Values; withIdentity?: boolean },
): Promise<string[]> {
  return carriedOut(writer, (session) => insertIn(session, table, { values, withIdentity }));
}

export async function insertIn(
  session: SqlSession,
  table: DataTable,
  { values, withIdentity }: { values: Values; withIdentity: boolean },
): Promise<string[]> {
  const columns = Object.entries(values).flatMap(([name, value]): [DataColumn, string | null][] => {
    const column = columnOf(table, name);
    if (column === undefined) throw new ChangeRefused(name);
    return isEditable(column) || (withIdentity && column.isIdentity) ? [[column, value]] : [];
  });
  const hasIdentity = columns.some(([{ isIdentity }]) => isIdentity);
  const list = columns.map(([{ name }]) => quoteName(name)).join(', ');
  const what =
    columns.length === 0
      ? 'DEFAULT VALUES'
      : `(${list}) VALUES (${columns.map(([column], index) => converted(column, `@value${index}`)).join(', ')})`;
  const insert = `INSERT INTO ${tableName(table)} ${what};`;
  const identity = `SET IDENTITY_INSERT ${tableName(table)}`;
  // Read by the values themselves where the key is one of them; triggers make SCOPE_IDENTITY the safe way for the rest.
  const [set] = await session.run(
    `${hasIdentity ? `${identity} ON; ${insert} ${identity} OFF;` : insert} SELECT CONVERT(nvarchar(40), SCOPE_IDENTITY()) AS id;`,
    Object.fromEntries(columns.map(([, value], index) => [`value${index}`, value])),
  );
  return table.key.map((column) => (column.isIdentity && !hasIdentity ? String(set?.rows[0]?.id) : (values[column.name] ?? '')));
}

/** Answers the row as it was, for an undo; undefined when parts of it cannot be brought back. */
export async function deleteRow(writer: Writer, table: DataTable, key: readonly string[]): Promise<Values | undefined> {
  const where = keyCondition(table, key);
  const row = await carriedOut(writer, async ({ run }): Promise<Row> => {
    const [set] = await run(
      `SELECT ${table.columns.map(({ name }) => `t.${quoteName(name)}`).join(', ')} FROM ${tableName(table)} AS t WITH (UPDLOCK) WHERE ${where.sql};`,
      where.parameters,
    );
    const [found] = set?.rows ?? [];
    if (found === undefined) throw new RowChanged();
    await run(`DELETE t FROM ${tableName(table)} AS t WHERE ${where.sql};`, where.parameters);
    return found;
  });
  const isWhole =
    !table.hasSecrets &&
    table.columns.every((column) => isEditable(column) || column.isIdentity || column.isComputed || column.baseType === 'timestamp');
  if (!isWhole) return undefined;
  const kept = table.columns.filter((column) => isEditable(column) || column.isIdentity);
  return Object.fromEntries(kept.map(({ name }) => [name, textOfValue(row[name])]));
}

/** Turns the server's refusals into words for the developer. */
async function carriedOut<Result>({ db, username }: Writer, work: (session: SqlSession) => Promise<Result>): Promise<Result> {
  try {
    return await inTransaction(db, async (session) => {
      await actAs(session, username);
      return work(session);
    });
  } catch (error) {
    if (error instanceof ProcedureFailed || error instanceof BusinessRefusal) throw new ChangeRefused(error.text);
    if (error instanceof RangeError) throw new RowChanged();
    throw error;
  }
}

function editable(table: DataTable, values: Values): [DataColumn, string | null][] {
  const columns = Object.entries(values).map(([name, value]): [DataColumn | undefined, string | null] => [columnOf(table, name), value]);
  const known = columns.filter((pair): pair is [DataColumn, string | null] => pair[0] !== undefined && isEditable(pair[0]));
  if (known.length === 0 || known.length < columns.length) throw new ChangeRefused(Object.keys(values).join(', '));
  return known;
}

/** Letter by letter; the old large types cannot be compared at all. */
function sameAs(column: DataColumn, name: string, parameter: string): string {
  const isOld = ['text', 'ntext', 'xml'].includes(column.baseType);
  const own = isOld ? `CONVERT(nvarchar(max), ${name})` : name;
  const value = isText(column) ? `${parameter} COLLATE Latin1_General_BIN2` : converted(column, parameter);
  return `(${isText(column) ? `${own} COLLATE Latin1_General_BIN2` : own} = ${value} OR (${name} IS NULL AND ${parameter} IS NULL))`;
}
