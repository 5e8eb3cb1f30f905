// The sets of a chart's procedure as numbers for a picture: set 1 rows (first column the label, every further one a series), set 2 one row
// that says what the definition leaves open. `color`, `link`, `id` and `ParentID` of a row belong to the point and are no series.

import type { ChartDefinition, ChartSeries } from '../../metadata/kinds/chart.ts';
import { colorNames } from '../../metadata/kinds/shared.ts';
import { chartTypes } from '../../metadata/kinds/chart.ts';
import type { ChartType } from '../../metadata/kinds/chart.ts';
import type { Figure, FigureSeries, FigureType, NumberStyle } from '../../renderer/chart/view.ts';
import { localText, t } from '../../renderer/locale.ts';
import { cell } from '../../sql/procedures.ts';
import type { ProcedureResult, ResultSet, Row } from '../../sql/procedures.ts';
import { givenLink, linkOf, textOf } from '../definition-texts.ts';
import { columnText } from '../form/values.ts';
import type { RequestContext } from '../request-context.ts';

/** What a picture needs of a definition; panels of dashboards bring their own. */
export type ChartStyle = Omit<ChartDefinition, 'roles' | 'schema' | 'refreshOn' | 'hasCard' | 'params' | 'filterOptions'>;

/** What the rows and the second set say. */
export interface ChartReading {
  readonly type: ChartType;
  readonly title: string;
  readonly subtitle: string;
  readonly number: NumberStyle;
  readonly rows: ResultSet;
  readonly settings: Row | undefined;
  readonly labelColumn: string;
  /** Columns that are series, in order. */
  readonly columns: readonly string[];
}

const POINT_COLUMNS = new Set(['color', 'link', 'id', 'parentid']);
const PALETTE = 6;

export function readChart(ctx: RequestContext, style: ChartStyle, result: ProcedureResult): ChartReading {
  const rows = result.sets[0] ?? { columns: [], rows: [] };
  const settings = result.sets[1]?.rows[0];
  const said = columnText(cell(settings, 'type')).trim();
  // A metric of parts begins with the number of the part; its name is the label.
  const labelColumn = (rows.columns.find(({ name }) => !POINT_COLUMNS.has(name.toLowerCase())) ?? rows.columns[0])?.name ?? '';
  const columns = rows.columns
    .map(({ name }) => name)
    .filter((name) => name !== labelColumn && name !== '' && !POINT_COLUMNS.has(name.toLowerCase()) && !isDropped(settings, name));
  return {
    type: typeOf(said) ?? style.type,
    title: columnText(cell(settings, 'title')) || textOf(ctx, style.title),
    subtitle: columnText(cell(settings, 'subtitle')) || textOf(ctx, style.subtitle),
    number: {
      format: style.format,
      unit: columnText(cell(settings, 'unit')) || localText(ctx.lang, style.unit),
      decimals: style.decimals,
      currency: style.currency,
    },
    rows,
    settings,
    labelColumn,
    columns,
  };
}

/** The picture of a reading; undefined when there is nothing to draw. */
export function figureOf(ctx: RequestContext, style: ChartStyle, reading: ChartReading): Figure | undefined {
  const { rows, columns, labelColumn, settings } = reading;
  if (rows.rows.length === 0 || columns.length === 0 || reading.type === 'metric') return undefined;
  const type: FigureType = reading.type;
  const labels = rows.rows.map((row) => columnText(row[labelColumn]));
  const points = type === 'scatter' ? pointColumns(rows.rows, labels, columns) : { xs: undefined, columns };
  const named = new Map(style.series.map((series) => [series.code.toLowerCase(), series]));
  const isRing = type === 'pie' || type === 'doughnut';
  const series = points.columns.map(
    (name, i): FigureSeries =>
      seriesOf(ctx, {
        name,
        place: i,
        own: named.get(name.toLowerCase()),
        style,
        settings,
        rows: rows.rows,
        isOnly: points.columns.length === 1,
        fallback: reading.title,
      }),
  );
  if (series.every((one) => one.values.every((value) => value === null))) return undefined;
  const colors = rows.rows.map((row) => colorOf(columnText(cell(row, 'color'))));
  const hasColors = colors.some((color) => color !== undefined);
  const links = rows.rows.map((row, i) => linkOfPoint(ctx, style, { row, label: labels[i] ?? '', series: series[0]?.title ?? '' }));
  return {
    type,
    labelType: style.labelType,
    labels,
    xs: points.xs,
    labelTitle: /^[a-z_]\w*$/.test(labelColumn) ? t(ctx.lang, 'dashboard.label') : labelColumn,
    series,
    ...(hasColors || isRing ? { pointColors: colors.map((color, i) => color ?? (isRing ? paletteColor(style, i) : '')) } : {}),
    ...(links.some((link) => link !== undefined) ? { links } : {}),
    number: reading.number,
    height: style.height,
    legend: style.legend,
    showValues: style.showValues,
    showGrid: style.showGrid,
    beginAtZero: style.beginAtZero,
    smooth: style.smooth,
    hasTable: style.tableToggle,
    min: style.min,
    max: style.max,
    target: numberOf(cell(settings, 'target')) ?? style.target,
  };
}

interface SeriesSource {
  name: string;
  place: number;
  own: ChartSeries | undefined;
  style: ChartStyle;
  settings: Row | undefined;
  rows: readonly Row[];
  /** The only series of a chart is what the chart is called. */
  isOnly: boolean;
  fallback: string;
}

function seriesOf(ctx: RequestContext, { name, place, own, style, settings, rows, isOnly, fallback }: SeriesSource): FigureSeries {
  const said = (what: string): string => columnText(cell(settings, `${what}_${name}`));
  const type = said('type') || own?.type;
  return {
    title:
      said('title') ||
      textOf(ctx, own?.title) ||
      ctx.app.definitions.label(`column.${name}`, ctx.lang) ||
      (isOnly && fallback !== '' ? fallback : name),
    values: rows.map((row) => numberOf(row[name]) ?? null),
    color: colorOf(said('color')) ?? own?.color ?? paletteColor(style, place),
    type: type === 'line' || type === 'bar' || type === 'area' ? type : undefined,
    axis: (said('axis') || own?.axis) === 'right' ? 'right' : 'left',
    isHidden: own?.isHidden ?? false,
    isDashed: own?.isDashed ?? false,
  };
}

/** Numbers come as numbers or, where JavaScript would lose digits, as text. */
export function numberOf(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (typeof value !== 'string' || value.trim() === '') return undefined;
  const number = Number(value);
  return Number.isFinite(number) ? number : undefined;
}

/** A colour of the theme by its name or its place in the palette; anything else is none. */
export function colorOf(name: string): string | undefined {
  const bare = name.trim().toLowerCase();
  if (Object.hasOwn(colorNames, bare)) return bare;
  return /^(?:chart-)?[1-6]$/.test(bare) ? `chart-${bare.slice(-1)}` : undefined;
}

function paletteColor(style: ChartStyle, place: number): string {
  const own = style.colors.length > 0 ? style.colors[place % style.colors.length] : undefined;
  return own ?? `chart-${(place % PALETTE) + 1}`;
}

function typeOf(name: string): ChartType | undefined {
  return (Object.keys(chartTypes) as ChartType[]).find((type) => type.toLowerCase() === name.toLowerCase());
}

/** A second set that names a series with NULL has no such series this time. */
function isDropped(settings: Row | undefined, column: string): boolean {
  return settings !== undefined && cell(settings, `title_${column}`) === null;
}

/** Points stand at their label when it is a number, else at their first number. */
function pointColumns(
  rows: readonly Row[],
  labels: readonly string[],
  columns: readonly string[],
): { xs: (number | null)[]; columns: readonly string[] } {
  const places = labels.map((label) => numberOf(label) ?? null);
  const [x, ...rest] = columns;
  if (!places.includes(null) || x === undefined || rest.length === 0) return { xs: places, columns };
  return { xs: rows.map((row) => numberOf(row[x]) ?? null), columns: rest };
}

/** The row's own link, else the definition's pattern, where `{label}` and `{series}` are the point's. */
function linkOfPoint(
  ctx: RequestContext,
  style: ChartStyle,
  { row, label, series }: { row: Row; label: string; series: string },
): string | undefined {
  const own = columnText(cell(row, 'link'));
  if (own !== '') return givenLink(own);
  return linkOf(ctx, style.link, { ...row, label, series });
}
