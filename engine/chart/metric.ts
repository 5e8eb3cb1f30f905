// A metric from the rows of a chart: the last row is the value, the one before it what it is compared with, all of them the small line. Rows
// with a `ParentID` are no course of time but parts: the row without a parent is the metric.

import type { Metric, MetricPart } from '../../renderer/chart/view.ts';
import { formatLabels } from '../../renderer/chart/format.ts';
import { t } from '../../renderer/locale.ts';
import { cell } from '../../sql/procedures.ts';
import type { Row } from '../../sql/procedures.ts';
import { givenLink, linkOf } from '../definition-texts.ts';
import { columnText } from '../form/values.ts';
import type { RequestContext } from '../request-context.ts';
import { numberOf } from './read.ts';
import type { ChartReading, ChartStyle } from './read.ts';

const DEEPEST = 12;

/** Undefined when there is no number to show. */
export function metricOf(ctx: RequestContext, style: ChartStyle, reading: ChartReading): Metric | undefined {
  const { rows, settings, labelColumn } = reading;
  const column = reading.columns[0];
  const ownValue = numberOf(cell(settings, 'value'));
  if (column === undefined && ownValue === undefined) return undefined;
  const numberIn = (row: Row | undefined): number | undefined =>
    row === undefined || column === undefined ? undefined : numberOf(row[column]);
  const hasParts = style.metric.children && rows.columns.some(({ name }) => name.toLowerCase() === 'parentid');
  const root = hasParts ? rows.rows.find((row) => columnText(cell(row, 'ParentID')) === '') : rows.rows.at(-1);
  const before = hasParts ? undefined : rows.rows.at(-2);
  const value = ownValue ?? numberIn(root);
  if (value === undefined) return undefined;
  const previous = numberOf(cell(settings, 'previous')) ?? numberIn(before);
  const change = numberOf(cell(settings, 'change'));
  const labels = formatLabels(
    { lang: ctx.lang, timeZone: ctx.visitor.timeZone },
    {
      labelType: style.labelType,
      labels: rows.rows.map((row) => columnText(row[labelColumn])),
    },
  );
  const against =
    columnText(cell(settings, 'against')) || (before === undefined ? '' : t(ctx.lang, 'dashboard.against', { what: labels.at(-2) ?? '' }));
  return {
    title: reading.title || (hasParts && root !== undefined ? columnText(root[labelColumn]) : ''),
    value,
    number: reading.number,
    change:
      change !== undefined ? change / 100 : previous === undefined || previous === 0 ? undefined : (value - previous) / Math.abs(previous),
    against,
    target: numberOf(cell(settings, 'target')) ?? style.target,
    goodDirection: style.metric.goodDirection,
    points: style.metric.sparkline && !hasParts ? rows.rows.map(numberIn).filter((point) => point !== undefined) : [],
    link: linkOf(ctx, columnText(cell(settings, 'link')) || style.link, root),
    note: columnText(cell(settings, 'note')) || undefined,
    parts: hasParts && root !== undefined ? partsOf(ctx, { rows: rows.rows, labelColumn, numberIn }, { parent: root, depth: 1 }) : [],
  };
}

interface PartSource {
  rows: readonly Row[];
  labelColumn: string;
  numberIn: (row: Row) => number | undefined;
}

function partsOf(ctx: RequestContext, source: PartSource, { parent, depth }: { parent: Row; depth: number }): MetricPart[] {
  const id = columnText(cell(parent, 'id'));
  if (depth > DEEPEST || id === '') return [];
  return source.rows
    .filter((row) => row !== parent && columnText(cell(row, 'ParentID')) === id)
    .map((row) => ({
      title: columnText(row[source.labelColumn]),
      value: source.numberIn(row) ?? null,
      link: givenLink(columnText(cell(row, 'link'))),
      parts: partsOf(ctx, source, { parent: row, depth: depth + 1 }),
    }));
}
