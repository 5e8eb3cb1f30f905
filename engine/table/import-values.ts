// Values of an import: from what stands in files of either language to the invariant text that procedures get, or what is wrong with it.

import { t } from '../../renderer/locale.ts';
import type { Lang, LocalText } from '../../renderer/locale.ts';
import { localText } from '../../renderer/locale.ts';
import { fromWallTime, zoneOf } from '../../renderer/wall-time.ts';
import type { TableDefinition } from '../../metadata/kinds/table.ts';
import type { FileValue, ImportFile, ImportRow } from './import-file.ts';

export interface ImportColumn {
  readonly code: string;
  readonly title: LocalText | undefined;
  readonly required: boolean;
  readonly type: 'text' | 'number' | 'date' | 'datetime' | 'boolean';
  readonly maxLength: number | undefined;
  readonly example: string | undefined;
  readonly timeZone: 'visitor' | 'none' | undefined;
}

/** Index of the file's column by the code of the field; what is not imported is absent. */
export type Mapping = ReadonlyMap<string, number>;

export interface RowError {
  readonly row: number;
  /** '' for the row as a whole. */
  readonly column: string;
  readonly text: string;
}

/** What the file may hold: the list of the definition, else the table's own columns. */
export function importColumns(definition: TableDefinition): ImportColumn[] {
  if (definition.import.columns.length > 0) {
    return definition.import.columns.map(({ code, title, required, type, maxLength, example }) => ({
      timeZone: definition.columns.find((column) => column.code === code)?.format?.timeZone,
      code,
      title,
      required,
      type,
      maxLength,
      example,
    }));
  }
  return definition.columns
    .filter(({ isHidden, type }) => !isHidden && type !== 'html' && type !== 'image' && type !== 'file')
    .map(({ code, title, type, edit, format }) => ({
      timeZone: format?.timeZone,
      code,
      title,
      required: edit?.required ?? false,
      type: typeOf(type),
      maxLength: edit?.maxLength,
      example: undefined,
    }));
}

function typeOf(type: string): ImportColumn['type'] {
  if (type === 'number' || type === 'money' || type === 'percent') return 'number';
  return type === 'date' || type === 'datetime' || type === 'boolean' ? type : 'text';
}

/** Columns of the file that are named like a field: by its code or its title in either language. */
export function guessMapping(headers: readonly string[], columns: readonly ImportColumn[]): Map<string, number> {
  const mapping = new Map<string, number>();
  const bare = headers.map(bareName);
  for (const column of columns) {
    const names = new Set(
      [column.code, localText('en', column.title), localText('ru', column.title)].map(bareName).filter((name) => name !== ''),
    );
    const at = bare.findIndex((header, index) => names.has(header) && ![...mapping.values()].includes(index));
    if (at >= 0) mapping.set(column.code, at);
  }
  return mapping;
}

function bareName(text: string): string {
  return text
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replace(/[^\p{L}\p{N}]+/gu, '');
}

export interface CheckedRow {
  readonly row: ImportRow;
  /** Invariant texts by field, null where the file has nothing. */
  readonly values: Readonly<Record<string, string | null>>;
  readonly errors: readonly RowError[];
}

/** Every row's values in invariant form with what is wrong. */
export function checkRows(
  file: ImportFile,
  { columns, mapping, lang, timeZone }: { columns: readonly ImportColumn[]; mapping: Mapping; lang: Lang; timeZone: string },
): CheckedRow[] {
  const mapped = columns.flatMap((column) => {
    const at = mapping.get(column.code);
    return at === undefined ? [] : [{ column, at }];
  });
  return file.rows.map((row) => {
    const values: Record<string, string | null> = {};
    const errors: RowError[] = [];
    for (const { column, at } of mapped) {
      const found = invariant(column, row.values[at] ?? '', { lang, timeZone: zoneOf(column, timeZone) });
      if ('error' in found) errors.push({ row: row.number, column: localText(lang, column.title) || column.code, text: found.error });
      else values[column.code] = found.value;
    }
    return { row, values, errors };
  });
}

/** One value: `1 234,56` and `31.12.2026` become `1234.56` and `2026-12-31`. Times are read as the visitor's and stored in UTC. */
function invariant(
  { type, required, maxLength }: Pick<ImportColumn, 'type' | 'required' | 'maxLength'>,
  raw: FileValue,
  { lang, timeZone }: { lang: Lang; timeZone: string },
): { value: string | null } | { error: string } {
  const text = (typeof raw === 'string' ? raw : raw instanceof Date ? raw.toISOString().slice(0, 19) : String(raw))
    .toWellFormed()
    .replaceAll('\u0000', '')
    .trim();
  if (text === '') return required ? { error: t(lang, 'exchange.errorRequired') } : { value: null };
  const shown = text.slice(0, 60);
  switch (type) {
    case 'number': {
      const number = numberText(text);
      return number === undefined ? { error: t(lang, 'exchange.errorNumber', { value: shown }) } : { value: number };
    }
    case 'date':
    case 'datetime': {
      const wall = wallText(text);
      const moment =
        wall === undefined
          ? undefined
          : type === 'date'
            ? fromWallTime(wall.slice(0, 10), timeZone)
            : fromWallTime(wall.length === 10 ? `${wall}T00:00:00` : wall, timeZone);
      return moment === undefined ? { error: t(lang, 'exchange.errorDate', { value: shown }) } : { value: moment };
    }
    case 'boolean':
      if (/^(1|true|yes|y|да|д|истина|\+|x|✓)$/i.test(text)) return { value: 'True' };
      if (/^(0|false|no|n|нет|н|ложь|-)$/i.test(text)) return { value: 'False' };
      return { error: t(lang, 'exchange.errorBoolean', { value: shown }) };
    default:
      return maxLength !== undefined && text.length > maxLength
        ? { error: t(lang, 'exchange.errorLength', { max: maxLength }) }
        : { value: text };
  }
}

/** `1 234,56`, `1,234.56`, `-12`, `12 480 ₽`; the last of point and comma divides the fraction. */
function numberText(text: string): string | undefined {
  const bare = text.replace(/[\s\u00a0\u202f'’]|[₽$€%]|руб\.?$/gi, '').replace('−', '-');
  const comma = bare.lastIndexOf(',');
  const point = bare.lastIndexOf('.');
  const plain = comma > point ? bare.replaceAll('.', '').replace(',', '.') : bare.replaceAll(',', '');
  return /^-?\d{1,20}(\.\d{1,10})?$/.test(plain)
    ? plain
    : /^-?\d+(\.\d+)?e[+-]?\d{1,2}$/i.test(plain)
      ? Number(plain).toString()
      : undefined;
}

/** `31.12.2026 14:30`, `31/12/2026` and ISO forms as wall time. */
function wallText(text: string): string | undefined {
  const iso = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d))?(?:\.\d+)?Z?)?$/.exec(text);
  const local = /^(\d{1,2})[./](\d{1,2})[./](\d{4})(?:[ ,T]+(\d{1,2}):(\d\d)(?::(\d\d))?)?$/.exec(text);
  const [year, month, day, hour, minute, second] =
    iso !== null ? iso.slice(1) : local !== null ? [local[3], local[2], local[1], local[4], local[5], local[6]] : [];
  if (year === undefined || month === undefined || day === undefined) return undefined;
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return hour === undefined ? date : `${date}T${hour.padStart(2, '0')}:${minute ?? '00'}:${second ?? '00'}`;
}
