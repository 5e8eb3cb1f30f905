// The sets of `dashboard_{code}_getCounters`: tiles, which panels stand, heading, values of the filter.

import type { DashboardCounter, DashboardDefinition } from '../../metadata/kinds/dashboard.ts';
import { currencyOf } from '../../renderer/chart/format.ts';
import type { CounterView } from '../../renderer/dashboard/view.ts';
import { formatMoney, formatNumber, formatPercent } from '../../renderer/locale.ts';
import type { Locale } from '../../renderer/locale.ts';
import { sanitizeSolutionHtml } from '../../renderer/sanitize.ts';
import { cell } from '../../sql/procedures.ts';
import type { ProcedureResult, Row } from '../../sql/procedures.ts';
import { isPartAllowed } from '../access.ts';
import { colorOf, numberOf } from '../chart/read.ts';
import { givenLink, linkOf, textOf } from '../definition-texts.ts';
import { isYes } from '../form/item.ts';
import { columnText } from '../form/values.ts';
import type { RequestContext } from '../request-context.ts';

/** Icon names of the old font stand for these; others are taken as they are. */
const OLD_ICONS = /^(?:fa[srlb]?\s+)?fa-/;

export function countersOf(ctx: RequestContext, definition: DashboardDefinition, result: ProcedureResult | undefined): CounterView[] {
  const rows = result?.sets[0]?.rows ?? [];
  const byCode = new Map(definition.counters.map((counter) => [counter.code.toLowerCase(), counter]));
  return rows.flatMap((row, i) => {
    const own =
      byCode.get(columnText(cell(row, 'Code')).toLowerCase()) ??
      (columnText(cell(row, 'Code')) === '' ? definition.counters[i] : undefined);
    return own !== undefined && !isPartAllowed(own.roles, ctx.visitor) ? [] : [counterOf(ctx, row, own)];
  });
}

function counterOf(ctx: RequestContext, row: Row, own: DashboardCounter | undefined): CounterView {
  const text = (name: string): string => columnText(cell(row, name));
  const locale: Locale = { lang: ctx.lang, timeZone: ctx.visitor.timeZone };
  const additional = changeOf(text('AdditionalNumber'));
  const change = numberOf(cell(row, 'Change'));
  const link = text('DownLink') || text('Link');
  const markup = text('Makeup') || text('Markup');
  const note = [additional.note, text('Note')].filter((part) => part !== '').join(' · ');
  return {
    title: text('Title') || textOf(ctx, own?.title, row),
    tooltip: text('Tooltip') || undefined,
    icon: (text('Icon') || own?.icon)?.replace(OLD_ICONS, ''),
    color: colorOf(text('Color')) ?? own?.color,
    value: valueText(locale, cell(row, 'Number'), { unit: text('Unit'), type: own?.type ?? 'text' }),
    change: change === undefined ? additional.change : change / 100,
    goodDirection: text('GoodDirection').toLowerCase() === 'down' ? 'down' : 'up',
    note: note || undefined,
    link: link === '' ? linkOf(ctx, own?.link, row) : givenLink(link),
    linkText: text('DownTitle') || undefined,
    markup: markup === '' ? undefined : sanitizeSolutionHtml(markup),
  };
}

/** A number is written as such, with its unit; text stays what it is. */
function valueText(locale: Locale, value: unknown, { unit, type }: { unit: string; type: DashboardCounter['type'] }): string {
  const number = typeof value === 'string' && type === 'text' && !/^-?\d+(?:\.\d+)?$/.test(value) ? undefined : numberOf(value);
  if (number === undefined) return [columnText(value), unit].filter((part) => part !== '').join('\u00a0') || '—';
  const currency = currencyOf(unit);
  if (type === 'money' || currency !== undefined) return formatMoney(locale, number, currency ?? 'RUB');
  if (type === 'percent') return formatPercent(locale, number / 100);
  return formatNumber(locale, number, { unit });
}

/** "+12 %" is a change and gets its arrow; anything else is a note. */
function changeOf(text: string): { change?: number; note: string } {
  const match = /^\s*([+−–-])\s*(\d+(?:[.,]\d+)?)\s*%\s*(.*)$/.exec(text);
  if (match === null) return { note: text };
  const size = Number((match[2] ?? '').replace(',', '.')) / 100;
  return { change: match[1] === '+' ? size : -size, note: (match[3] ?? '').replace(/^·\s*/, '') };
}

/** Panels that the second set names with 0 or NULL do not stand this time; panels that it does not name do. */
export function isPanelShown(result: ProcedureResult | undefined, code: string): boolean {
  const row = result?.sets[1]?.rows[0];
  const value = cell(row, code);
  return (
    value === undefined || isYes(value) || (typeof value === 'string' && value !== '' && value !== '0' && value.toLowerCase() !== 'false')
  );
}

/** Values of the filter as the procedure gives them. */
export function filterRows(result: ProcedureResult | undefined): { value: string; text: string }[] {
  return (result?.sets[3]?.rows ?? []).map((row) => {
    const value = columnText(cell(row, 'Value'));
    return { value, text: columnText(cell(row, 'Text')) || value };
  });
}
