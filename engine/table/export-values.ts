// What stands in the cells of an exported file: values with their types rather than the texts of the screen.

import type { TableColumn } from '../../metadata/kinds/table-column.ts';
import type { TableState } from '../../renderer/table/view.ts';
import { localText, t } from '../../renderer/locale.ts';
import { plainText } from '../../renderer/sanitize.ts';
import { isYes, textOf } from '../../renderer/table/cells.ts';
import { toWallTime, zoneOf } from '../../renderer/wall-time.ts';
import { columnReader } from '../../sql/procedures.ts';
import type { ResultSet, Row } from '../../sql/procedures.ts';
import type { TableScope } from './scope.ts';

/** Exact numbers and times stay text (`1234.56`, `2026-11-14T13:00:00`): only the file's format knows how it writes them. */
export interface ExportColumn {
  readonly title: string;
  readonly kind: 'text' | 'number' | 'date' | 'datetime';
  /** Digits after the point, when the column says so. */
  readonly decimals: number | undefined;
  readonly isMoney: boolean;
  /** Makes the reader for a set's columns. */
  reader(set: Pick<ResultSet, 'columns'>): (row: Row) => string;
}

/** The columns that go into a file: those shown, in the visitor's order, except the ones that are never exported. */
export function exportColumns({ columns, ctx }: Pick<TableScope, 'columns' | 'ctx'>, state: Pick<TableState, 'columns'>): ExportColumn[] {
  const shown = state.columns.flatMap((code) => columns.find((column) => column.code === code && column.isExported) ?? []);
  return shown.map((column) => {
    const kind = kindOf(column);
    const print = printerOf(column, ctx);
    return {
      title: localText(ctx.lang, column.title) || column.code,
      kind,
      decimals: column.format?.decimals,
      isMoney: column.type === 'money',
      reader: (set) => {
        const read = columnReader(set, column.code);
        return read === undefined ? () => '' : (row) => print(read(row));
      },
    };
  });
}

function kindOf({ type, options, format }: TableColumn): ExportColumn['kind'] {
  if (options !== undefined) return 'text';
  switch (type) {
    case 'number':
    case 'money':
    case 'percent':
    case 'progress':
    case 'rating':
    case 'size':
      return 'number';
    case 'date':
      return 'date';
    case 'datetime':
    case 'relative':
      return 'datetime';
    default:
      return format?.decimals === undefined ? 'text' : 'number';
  }
}

function printerOf(column: TableColumn, { lang, visitor }: TableScope['ctx']): (value: unknown) => string {
  const texts = new Map((column.options ?? []).map((option) => [option.value, localText(lang, option.text)]));
  switch (column.type) {
    case 'boolean': {
      const yes = localText(lang, column.format?.trueText) || t(lang, 'common.yes');
      const no = localText(lang, column.format?.falseText) || t(lang, 'common.no');
      return (value) => (value === null || value === undefined ? '' : isYes(value) ? yes : no);
    }
    case 'html':
      return (value) => plainText(textOf(value));
    case 'date':
      return (value) => textOf(value).slice(0, 10);
    case 'datetime':
    case 'relative':
      return (value) => toWallTime(value, zoneOf(column.format, visitor.timeZone)) ?? textOf(value);
    default:
      return (value) => texts.get(textOf(value)) ?? textOf(value);
  }
}
