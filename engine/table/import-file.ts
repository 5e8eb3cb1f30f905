// Reads the file of an import into headings and rows: CSV in the encodings and with the separators that spreadsheets write, and XLSX.

import { parse } from 'csv-parse/sync';
import type { CellValue } from 'exceljs';
import { t } from '../../renderer/locale.ts';
import type { Lang } from '../../renderer/locale.ts';
import { RequestError } from '../errors.ts';

/** Numbers, dates and booleans are what a workbook's cells hold; CSV has texts only. */
export type FileValue = string | number | boolean | Date;

export interface ImportRow {
  /** As the spreadsheet numbers it. */
  readonly number: number;
  readonly values: readonly FileValue[];
}

export interface ImportFile {
  readonly headers: readonly string[];
  readonly rows: readonly ImportRow[];
}

const MOST_COLUMNS = 200;
/** What a workbook may unpack to: a small file can hold gigabytes of zeros. */
const MOST_UNPACKED = 200 * 1024 * 1024;

/** The table in the file. A file that is none, is empty or too long is refused with what to do about it. */
export async function readImportFile({ bytes, maxRows, lang }: { bytes: Buffer; maxRows: number; lang: Lang }): Promise<ImportFile> {
  const isWorkbook = bytes.subarray(0, 4).toString('latin1') === 'PK\u0003\u0004';
  let lines: ImportRow[];
  try {
    lines = isWorkbook ? await workbookRows(bytes, maxRows) : csvRows(bytes, maxRows);
  } catch (error) {
    throw new RequestError('invalid', {
      text: t(lang, 'exchange.notRead'),
      detail: error instanceof Error ? error.message : String(error),
      cause: error,
    });
  }
  const [head, ...rows] = lines.filter(({ values }) => values.some((value) => value !== ''));
  if (head === undefined || rows.length === 0) throw new RequestError('invalid', { text: t(lang, 'exchange.emptyFile') });
  if (rows.length > maxRows) throw new RequestError('invalid', { text: t(lang, 'exchange.tooManyRows', { count: maxRows }) });
  const headers = head.values.slice(0, MOST_COLUMNS).map((value, at) => String(value).trim() || `${at + 1}`);
  return { headers, rows: rows.map(({ number, values }) => ({ number, values: headers.map((_header, at) => values[at] ?? '') })) };
}

function csvRows(bytes: Buffer, maxRows: number): ImportRow[] {
  const text = decoded(bytes);
  if (text.includes('\u0000')) throw new Error('the file is binary');
  const parsed = parse(text, {
    delimiter: separatorOf(text),
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    to: maxRows + 2,
    info: true,
    max_record_size: 1_000_000,
    // With `info` the parser answers both, which its types do not tell.
  }) as unknown as { record: string[]; info: { lines: number } }[];
  return parsed.map(({ record, info }) => ({ number: info.lines, values: record.map((value) => withoutGuard(value.trim())) }));
}

/** UTF-8 and UTF-16 by their marks, else UTF-8 if it is valid, else what Russian Windows writes. */
function decoded(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1251').decode(bytes);
  }
}

function separatorOf(text: string): string {
  const head = (/^[^\r\n]*/.exec(text)?.[0] ?? '').replace(/"[^"]*"/g, '');
  const counts = [';', '\t', ','].map((sign) => ({ sign, count: head.split(sign).length }));
  return counts.toSorted((a, b) => b.count - a.count)[0]?.sign ?? ',';
}

/** The apostrophe that our own exports put before what looks like a formula goes away again. */
function withoutGuard(text: string): string {
  return /^'[=+\-@]/.test(text) ? text.slice(1) : text;
}

async function workbookRows(bytes: Buffer, maxRows: number): Promise<ImportRow[]> {
  if (unpackedSize(bytes) > MOST_UNPACKED) throw new Error('the workbook unpacks to too much');
  const { default: ExcelJS } = await import('exceljs');
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(bytes as unknown as ArrayBuffer);
  const rows: ImportRow[] = [];
  const sheet = book.worksheets[0];
  for (let number = 1; sheet !== undefined && number <= sheet.rowCount && rows.length < maxRows + 2; number++) {
    const row = sheet.getRow(number);
    if (!row.hasValues) continue;
    const values = Array.from({ length: Math.min(row.cellCount, MOST_COLUMNS) }, (_none, at) => cellValue(row.getCell(at + 1).value));
    rows.push({ number, values });
  }
  return rows;
}

function cellValue(value: CellValue): FileValue {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value.trim();
  if (typeof value === 'number' || typeof value === 'boolean' || value instanceof Date) return value;
  if ('result' in value) return cellValue(value.result as CellValue);
  if ('richText' in value)
    return value.richText
      .map(({ text }) => text)
      .join('')
      .trim();
  if ('text' in value) return cellValue(value.text as CellValue);
  return '';
}

/** The sum of sizes that the archive's directory declares. */
function unpackedSize(bytes: Buffer): number {
  let size = 0;
  for (
    let at = bytes.indexOf('PK\u0001\u0002', 0, 'latin1');
    at >= 0 && at + 28 <= bytes.length;
    at = bytes.indexOf('PK\u0001\u0002', at + 4, 'latin1')
  ) {
    size += bytes.readUInt32LE(at + 24);
  }
  return size;
}
