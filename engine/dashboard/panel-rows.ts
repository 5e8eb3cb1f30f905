// Rows of `getPanelTable` as cells: any columns; `hide_x` (or a name of two words that ends so) is not shown, `link_x`, `color_x`, `icon_x`,
// `desc_x`, `barPercent_x` belong to the column x. A second set of one row names columns: `title_x`, and formats them: `type_x`.

import type { DashboardPanel } from '../../metadata/kinds/dashboard.ts';
import type { PanelCell, PanelRows } from '../../renderer/dashboard/view.ts';
import { formatDate, formatDateTime, formatMoney, formatNumber, formatPercent, formatTime, t } from '../../renderer/locale.ts';
import type { Locale } from '../../renderer/locale.ts';
import { cell } from '../../sql/procedures.ts';
import type { Column, ProcedureResult, Row } from '../../sql/procedures.ts';
import { colorOf, numberOf } from '../chart/read.ts';
import { givenLink, linkOf } from '../definition-texts.ts';
import { columnText } from '../form/values.ts';
import type { RequestContext } from '../request-context.ts';

const PREFIX = /^(?:hide|link|color|backcolor|icon|desc|barpercent|barclass|badge|prev|prevcolor|class)_/i;
const NUMBERS = /^(?:tinyint|smallint|int|bigint|decimal|numeric|float|real)$/;
/** Columns of the row, not of its own meaning. */
const ROW_COLUMNS = new Set(['id', 'color', 'class_']);

/** Undefined when the procedure gave no rows. */
export function panelRows(ctx: RequestContext, panel: DashboardPanel, result: ProcedureResult | undefined): PanelRows | undefined {
  const set = result?.sets[0];
  if (set === undefined || set.rows.length === 0) return undefined;
  const settings = result?.sets[1]?.rows[0];
  const columns = set.columns.filter(({ name }) => isShown(name));
  const kinds = columns.map((column) => ({ column, type: columnText(cell(settings, `type_${column.name}`)).toLowerCase() || column.type }));
  const firstLinked = columns[0];
  return {
    columns: kinds.map(({ column, type }) => ({ title: titleOf(ctx, column, settings), align: isNumeric(type) ? 'end' : 'start' })),
    rows: set.rows.slice(0, panel.maxRows).map((row) => ({
      color: colorOf(columnText(cell(row, 'color'))),
      cells: kinds.map(({ column, type }) =>
        cellOf(ctx, row, { column, type, rowLink: column === firstLinked ? linkOf(ctx, panel.rowLink, row) : undefined }),
      ),
    })),
  };
}

function isShown(name: string): boolean {
  return name !== '' && !PREFIX.test(name) && !/\shide_/i.test(name) && !ROW_COLUMNS.has(name.toLowerCase());
}

function isNumeric(type: string): boolean {
  return NUMBERS.test(type) || type === 'money' || type === 'smallmoney' || type === 'number' || type === 'percent';
}

function titleOf(ctx: RequestContext, { name }: Column, settings: Row | undefined): string {
  const said = columnText(cell(settings, `title_${name}`));
  if (said !== '') return said;
  const label = ctx.app.definitions.label(`column.${name}`, ctx.lang) ?? ctx.app.definitions.label(name, ctx.lang);
  // A name of SQL that nobody translated is made readable; a name that is a text already stays.
  return label ?? (/^[a-z]\w*$/.test(name) ? sentence(name) : name);
}

function sentence(name: string): string {
  const words = name.replace(/_/g, ' ').replace(/([a-z])([A-Z])/g, (_, end: string, start: string) => `${end} ${start.toLowerCase()}`);
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function cellOf(
  ctx: RequestContext,
  row: Row,
  { column, type, rowLink }: { column: Column; type: string; rowLink: string | undefined },
): PanelCell {
  const part = (prefix: string): string => columnText(cell(row, `${prefix}_${column.name}`));
  const link = part('link');
  return {
    text: valueText({ lang: ctx.lang, timeZone: ctx.visitor.timeZone }, row[column.name], type),
    align: isNumeric(type) ? 'end' : 'start',
    link: link === '' ? rowLink : givenLink(link),
    color: colorOf(part('color')) ?? colorOf(part('badge')),
    icon: part('icon') || undefined,
    note: part('desc') || undefined,
    percent: numberOf(part('barPercent')),
  };
}

/** By the column's SQL type, or by what the second set says of it. */
function valueText(locale: Locale, value: unknown, type: string): string {
  const text = columnText(value);
  if (text === '') return '—';
  const number = isNumeric(type) ? numberOf(value) : undefined;
  if (number !== undefined) {
    if (type === 'money' || type === 'smallmoney') return formatMoney(locale, number);
    return type === 'percent' ? formatPercent(locale, number / 100) : formatNumber(locale, number);
  }
  if (type === 'bit' || type === 'boolean') return t(locale.lang, text === 'True' || text === '1' ? 'common.yes' : 'common.no');
  if (type === 'date') return formatDate(locale, text.slice(0, 10));
  if (type === 'time') return /^\d\d:\d\d/.test(text) ? text.slice(0, 5) : formatTime(locale, text);
  if (/^(?:small)?datetime(?:2|offset)?$/.test(type)) return formatDateTime(locale, text);
  return text;
}
