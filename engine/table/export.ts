// Exports of what the table shows now: same filters and sort, all pages, the visitor's columns in his order. Files are made while they are
// sent; when the browser leaves, reading stops.

import { once } from 'node:events';
import { PassThrough, Readable } from 'node:stream';
import { stringify } from 'csv-stringify/sync';
import { localText } from '../../renderer/locale.ts';
import type { Lang } from '../../renderer/locale.ts';
import { isYes } from '../../renderer/table/cells.ts';
import { cell } from '../../sql/procedures.ts';
import type { ResultSet } from '../../sql/procedures.ts';
import type { ComponentReading, ComponentRequest } from '../component.ts';
import { RequestError } from '../errors.ts';
import { allRows } from './all-rows.ts';
import { exportColumns } from './export-values.ts';
import type { ExportColumn } from './export-values.ts';
import { readRows } from './load.ts';
import { stateOf, tableScope } from './scope.ts';
import type { TableScope } from './scope.ts';

const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
/** What one sheet of a workbook can hold, without its heading. */
const SHEET_ROWS = 1_048_575;

/** Reading `csv` ?bom=0: RFC 4180 in UTF-8; `;` and decimal commas in Russian, as spreadsheets there expect. */
export async function readCsv(request: ComponentRequest<'table'>): Promise<ComponentReading> {
  const { scope, columns, chunks, fileName } = await beginExport(request, 'csv');
  const hasMark = request.params.get('bom') !== '0';
  const texts = csvTexts(chunks, { columns, lang: scope.ctx.lang, hasMark });
  return {
    kind: 'stream',
    stream: Readable.from(texts, { objectMode: false }),
    contentType: 'text/csv; charset=utf-8',
    fileName: `${fileName}.csv`,
  };
}

/** Reading `xlsx`: numbers and dates have their types, texts that look like formulas stay texts. */
export async function readXlsx(request: ComponentRequest<'table'>): Promise<ComponentReading> {
  const { columns, chunks, fileName } = await beginExport(request, 'xlsx');
  const stream = new PassThrough();
  // The failure reaches the browser as a broken download: half a file must not look whole.
  writeWorkbook(stream, chunks, { columns, title: fileName }).catch((error: unknown) =>
    stream.destroy(error instanceof Error ? error : new Error(String(error))),
  );
  return { kind: 'stream', stream, contentType: XLSX_TYPE, fileName: `${fileName}.xlsx` };
}

interface Export {
  readonly scope: TableScope;
  readonly columns: readonly ExportColumn[];
  readonly chunks: AsyncIterable<ResultSet>;
  readonly fileName: string;
}

/** Checks the right and reads the first chunk, so that errors are still answered as errors. */
async function beginExport(request: ComponentRequest<'table'>, format: 'csv' | 'xlsx'): Promise<Export> {
  const scope = await tableScope(request);
  const { definition, ctx } = scope;
  if (!scope.rights.canExport || !(definition.export[format] || (format === 'xlsx' && (await isOfferedBySettings(scope))))) {
    throw new RequestError('forbidden', { detail: `export of table ${scope.code} as ${format} is not for this role` });
  }
  const state = stateOf(scope);
  const most = Math.min(definition.export.maxRows, format === 'xlsx' ? SHEET_ROWS : Number.POSITIVE_INFINITY);
  const rows = allRows(scope, state, most);
  const first = await rows.next();
  return {
    scope,
    columns: exportColumns(scope, state),
    chunks: resumed(first.done ? undefined : first.value, rows),
    fileName: fileNameOf(scope, ctx.lang),
  };
}

/** The settings set of the procedure may offer Excel where the definition does not. */
async function isOfferedBySettings(scope: TableScope): Promise<boolean> {
  const { sets } = await readRows(scope, stateOf(scope), { page: 1, size: 1 });
  return isYes(cell(sets[2]?.rows[0], 'EnableExcelExport'));
}

async function* resumed(first: ResultSet | undefined, rest: AsyncGenerator<ResultSet, void, void>): AsyncGenerator<ResultSet, void, void> {
  try {
    if (first !== undefined) yield first;
    yield* rest;
  } finally {
    await rest.return();
  }
}

/** `Orders 2026-11-22`: without what file systems refuse. */
function fileNameOf({ definition, code }: TableScope, lang: Lang): string {
  const name = localText(lang, definition.export.fileName) || localText(lang, definition.title) || code;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: file systems refuse exactly these
  const clean = name.replace(/[\u0000-\u001f<>:"/\\|?*]+/g, ' ');
  return `${clean.trim().slice(0, 100)} ${new Date().toISOString().slice(0, 10)}`;
}

async function* csvTexts(
  chunks: AsyncIterable<ResultSet>,
  { columns, lang, hasMark }: { columns: readonly ExportColumn[]; lang: Lang; hasMark: boolean },
): AsyncGenerator<string, void, void> {
  const options = { delimiter: lang === 'ru' ? ';' : ',', record_delimiter: '\r\n' };
  yield (hasMark ? '\ufeff' : '') + stringify([columns.map(({ title }) => withoutFormula(title))], options);
  for await (const set of chunks) {
    const cells = columns.map((column) => {
      const read = column.reader(set);
      if (column.kind === 'number')
        return lang === 'ru'
          ? (row: ResultSet['rows'][number]) => decimalComma(read(row))
          : (row: ResultSet['rows'][number]) => numberOrText(read(row));
      if (column.kind === 'text') return (row: ResultSet['rows'][number]) => withoutFormula(read(row));
      return (row: ResultSet['rows'][number]) => withoutFormula(read(row).replace('T', ' '));
    });
    yield stringify(
      set.rows.map((row) => cells.map((cell) => cell(row))),
      options,
    );
  }
}

/** A spreadsheet runs what begins like a formula: an apostrophe makes it text. */
export function withoutFormula(text: string): string {
  return /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
}

function isNumber(text: string): boolean {
  return /^-?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(text);
}

function numberOrText(text: string): string {
  return isNumber(text) ? text : withoutFormula(text);
}

function decimalComma(text: string): string {
  return isNumber(text) ? text.replace('.', ',') : withoutFormula(text);
}

async function writeWorkbook(
  out: PassThrough,
  chunks: AsyncIterable<ResultSet>,
  { columns, title }: { columns: readonly ExportColumn[]; title: string },
): Promise<void> {
  // Loaded with the first export: it would take a tenth of every start.
  const { default: ExcelJS } = await import('exceljs');
  const book = new ExcelJS.stream.xlsx.WorkbookWriter({ stream: out, useStyles: true, useSharedStrings: false });
  const sheet = book.addWorksheet(
    title
      .replace(/[[\]:*?/\\]/g, ' ')
      .slice(0, 31)
      .trim() || 'Sheet',
    { views: [{ state: 'frozen', ySplit: 1 }] },
  );
  sheet.columns = columns.map((column, at) => ({ key: `c${at}`, width: widthOf(column), style: { numFmt: formatOf(column) } }));
  const head = sheet.addRow(columns.map((column) => column.title));
  head.font = { bold: true };
  head.eachCell((cell) => {
    cell.numFmt = '@';
  });
  head.commit();
  for await (const set of chunks) {
    const cells = columns.map((column) => ({ kind: column.kind, read: column.reader(set) }));
    for (const row of set.rows) sheet.addRow(cells.map(({ kind, read }) => sheetValue(kind, read(row)))).commit();
    if (out.destroyed) return;
    // Rows are compressed as they come; a slow reader must not make them pile up here.
    if (out.writableNeedDrain) await Promise.race([once(out, 'drain'), once(out, 'close')]);
    if (out.destroyed) return;
  }
  sheet.commit();
  await book.commit();
}

/** A value of the cell's type; what is none of it stays text. A string never becomes a formula. */
function sheetValue(kind: ExportColumn['kind'], text: string): string | number | Date | null {
  if (text === '') return null;
  if (kind === 'number') return isNumber(text) && Number.isFinite(Number(text)) ? Number(text) : text;
  if (kind === 'date' || kind === 'datetime') {
    // Sheets have no zones: the wall time is written as if it were UTC.
    const moment = new Date(text.length === 10 ? `${text}T00:00:00Z` : `${text}Z`);
    return Number.isNaN(moment.getTime()) ? text : moment;
  }
  return text.slice(0, 32_767);
}

function formatOf({ kind, decimals, isMoney }: ExportColumn): string {
  if (kind === 'date') return 'dd.mm.yyyy';
  if (kind === 'datetime') return 'dd.mm.yyyy hh:mm';
  if (kind === 'text') return '@';
  const digits = decimals ?? (isMoney ? 2 : undefined);
  if (digits === undefined) return 'General';
  return digits === 0 ? '#,##0' : `#,##0.${'0'.repeat(digits)}`;
}

function widthOf({ kind, title }: ExportColumn): number {
  const least = kind === 'datetime' ? 17 : kind === 'text' ? 24 : 12;
  return Math.min(60, Math.max(least, title.length + 2));
}
