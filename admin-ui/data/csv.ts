// Rows out as CSV, in pieces while they are sent, and in again: what has a known key is changed, the rest is added, all in one transaction.

import { stringify } from 'csv-stringify/sync';
import { withoutFormula } from '../../engine/table/export.ts';
import type { ImportFile } from '../../engine/table/import-file.ts';
import type { Database } from '../../sql/connection.ts';
import { BusinessRefusal, ProcedureFailed } from '../../sql/errors.ts';
import { inTransaction } from '../../sql/query.ts';
import type { SqlSession } from '../../sql/query.ts';
import { quoteName } from '../workshop/names.ts';
import { columnOf, isEditable, isNumeric, isText, tableName } from './catalogue.ts';
import type { DataColumn, DataTable } from './catalogue.ts';
import { actAs, insertIn } from './change.ts';
import type { Values, Writer } from './change.ts';
import { converted, keyCondition, keyOfRow, readPage, textOfValue } from './read.ts';
import type { DataQuery } from './read.ts';

const PIECE = 1_000;

/** With a mark, so that spreadsheets see UTF-8; cells that begin like a formula stay texts. */
export async function* csvOf(db: Pick<Database, 'pool'>, table: DataTable, query: DataQuery): AsyncGenerator<string> {
  yield `\ufeff${stringify([table.columns.map(({ name }) => withoutFormula(name))])}`;
  let at: DataQuery = { ...query, after: [], page: 1 };
  for (;;) {
    const { rows, hasMore } = await readPage(db, table, at, { size: PIECE });
    if (rows.length > 0) {
      yield stringify(rows.map((row) => table.columns.map((column) => cellText(column, row[column.name]))));
    }
    const last = rows.at(-1);
    if (!hasMore || last === undefined) return;
    at = { ...at, after: keyOfRow(table, last), page: at.page + 1 };
  }
}

function cellText(column: DataColumn, value: unknown): string {
  const text = textOfValue(value) ?? '';
  return isNumeric(column) ? text : withoutFormula(text);
}

export interface CsvReport {
  readonly inserted: number;
  readonly updated: number;
  /** Heads of the file that are no columns to write. */
  readonly ignored: readonly string[];
  /** At most the first hundred. */
  readonly errors: readonly { readonly line: number; readonly text: string }[];
  readonly errorCount: number;
}

class Rehearsal extends Error {
  readonly report: CsvReport;
  constructor(report: CsvReport) {
    super('taken back');
    this.report = report;
  }
}

/** A dry run does everything and takes it back: what triggers and constraints say is known before. Errors take everything back, too. */
export async function importCsv(
  { db, username }: Writer,
  table: DataTable,
  { file, isDryRun }: { file: ImportFile; isDryRun: boolean },
): Promise<CsvReport> {
  try {
    return await inTransaction(db, async (session) => {
      await actAs(session, username);
      const report = await bring(session, table, file);
      if (isDryRun || report.errorCount > 0) throw new Rehearsal(report);
      return report;
    });
  } catch (error) {
    if (error instanceof Rehearsal) return error.report;
    throw error;
  }
}

const MOST_ERRORS = 100;

async function bring(session: SqlSession, table: DataTable, { headers, rows }: ImportFile): Promise<CsvReport> {
  const columns = headers.map((head) => columnOf(table, head));
  const ignored = headers.filter((_head, index) => {
    const column = columns[index];
    return column === undefined || (!isEditable(column) && column.keyOrdinal === 0);
  });
  const errors: { line: number; text: string }[] = [];
  let [inserted, updated, errorCount] = [0, 0, 0];
  for (const { number, values } of rows) {
    const given = Object.fromEntries(
      columns.flatMap((column, index) =>
        column === undefined ? [] : [[column.name, cellValue(column, String(values[index] ?? ''))] as const],
      ),
    );
    // Only this row's work is taken back when it fails, so that all errors of the file are known at once.
    await session.run('SAVE TRANSACTION row_of_file;');
    try {
      if (await update(session, table, given)) updated += 1;
      else {
        await insertIn(session, table, { values: withoutEmpty(table, given), withIdentity: false });
        inserted += 1;
      }
    } catch (error) {
      if (!(error instanceof ProcedureFailed || error instanceof BusinessRefusal)) throw error;
      errorCount += 1;
      if (errors.length < MOST_ERRORS) errors.push({ line: number, text: error.text });
      const [state] = await session.run(
        'DECLARE @state int = XACT_STATE(); IF @state = 1 ROLLBACK TRANSACTION row_of_file; SELECT @state AS state;',
      );
      // A trigger may doom or end the whole transaction: the rest of the file cannot be tried.
      if (state?.rows[0]?.state !== 1) break;
    }
    if (errorCount >= MOST_ERRORS) break;
  }
  return { inserted, updated, ignored, errors, errorCount };
}

/** False when the row is new: without its whole key, or with one that is not there. */
async function update(session: SqlSession, table: DataTable, given: Values): Promise<boolean> {
  const key = table.key.map(({ name }) => given[name] ?? null);
  if (key.length === 0 || key.some((value) => value === null || value === '')) return false;
  const where = keyCondition(
    table,
    key.map((value) => value ?? ''),
  );
  const changes = Object.entries(given).flatMap(([name, value]) => {
    const column = columnOf(table, name);
    return column !== undefined && isEditable(column) && column.keyOrdinal === 0 ? [{ column, value }] : [];
  });
  const set = changes.map(({ column }, index) => `${quoteName(column.name)} = ${converted(column, `@value${index}`)}`);
  const [answer] = await session.run(
    set.length === 0
      ? `SELECT COUNT(*) AS n FROM ${tableName(table)} AS t WHERE ${where.sql};`
      : `UPDATE t SET ${set.join(', ')} FROM ${tableName(table)} AS t WHERE ${where.sql}; SELECT @@ROWCOUNT AS n;`,
    { ...where.parameters, ...Object.fromEntries(changes.map(({ value }, index) => [`value${index}`, value])) },
  );
  return Number(answer?.rows[0]?.n) > 0;
}

/** An empty cell is NULL where that may be. */
function cellValue(column: DataColumn, text: string): string | null {
  if (text === '' && (column.isNullable || !isText(column))) return null;
  return column.baseType === 'bit' ? (/^(?:1|true|yes|да)$/i.test(text) ? '1' : /^(?:0|false|no|нет)$/i.test(text) ? '0' : text) : text;
}

/** Of a new row, so that defaults do their work. */
function withoutEmpty(table: DataTable, given: Values): Values {
  return Object.fromEntries(Object.entries(given).filter(([name, value]) => value !== null || columnOf(table, name)?.hasDefault === false));
}
