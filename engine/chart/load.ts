// Loading a chart: one call of `chart_{code}_getData`, then a picture, a metric or an empty state.

import type { ChartFilter, ChartView } from '../../renderer/chart/view.ts';
import { t } from '../../renderer/locale.ts';
import type { ProcedureResult } from '../../sql/procedures.ts';
import { callRequired } from '../call.ts';
import type { ComponentRequest } from '../component.ts';
import { emptyOf, filledParams, optionsOf } from '../definition-texts.ts';
import { topicTokens } from '../event-topics.ts';
import { withParams } from '../request-context.ts';
import type { RequestContext } from '../request-context.ts';
import { metricOf } from './metric.ts';
import { figureOf, readChart } from './read.ts';
import type { ChartStyle } from './read.ts';

export async function loadChart(request: ComponentRequest<'chart'>): Promise<ChartView> {
  const { definition, code } = request;
  const filter = filterOf(request);
  const params = filledParams(request.ctx, definition.params);
  if (filter !== undefined) params.set('filter', filter.value);
  const ctx = withParams(request.ctx, { params });
  const result = await callRequired(ctx, {
    name: `${definition.schema}.chart_${code}_getData`,
    values: { filter: filter?.value ?? '' },
    isRead: true,
  });
  const drawn = drawChart(ctx, definition, result);
  return {
    code,
    itemID: request.itemID,
    params: [...request.params].filter(([name]) => name.toLowerCase() !== 'filter' || filter !== undefined),
    ...drawn,
    icon: definition.icon,
    hasCard: definition.hasCard,
    filter,
    topics: topicTokens(ctx, definition.refreshOn),
    refreshSeconds: definition.refreshSeconds,
  };
}

/** What a procedure's answer looks like in this style. */
export function drawChart(ctx: RequestContext, style: ChartStyle, result: ProcedureResult): Pick<ChartView, 'title' | 'subtitle' | 'body'> {
  const reading = readChart(ctx, style, result);
  const { title, subtitle } = reading;
  const metric = reading.type === 'metric' ? metricOf(ctx, style, reading) : undefined;
  if (metric !== undefined) return { title, subtitle, body: { kind: 'metric', metric } };
  const figure = figureOf(ctx, style, reading);
  if (figure !== undefined) return { title, subtitle, body: { kind: 'figure', figure } };
  const empty = emptyOf(ctx, style.empty, { title: t(ctx.lang, 'dashboard.emptyTitle'), text: t(ctx.lang, 'dashboard.emptyText') });
  return { title, subtitle, body: { kind: 'empty', empty, height: reading.type === 'metric' ? 1 : style.height } };
}

/** Only a value among the definition's options reaches the procedure. */
function filterOf({ ctx, definition, params }: ComponentRequest<'chart'>): ChartFilter | undefined {
  const options = optionsOf(ctx, definition.filterOptions ?? []);
  if (options.length === 0) return undefined;
  const asked = params.get('filter');
  const value = options.some((option) => option.value === asked) ? asked : definition.filterDefault;
  return { value: value ?? options[0]?.value ?? '', options };
}
