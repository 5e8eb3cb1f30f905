// One panel: its procedure or its component, loaded beside the others; what fails is shown in its own place.

import type { DashboardDefinition, DashboardPanel } from '../../metadata/kinds/dashboard.ts';
import type { PanelBody, PanelView } from '../../renderer/dashboard/view.ts';
import { html, join } from '../../renderer/html.ts';
import type { SafeHtml } from '../../renderer/html.ts';
import { t } from '../../renderer/locale.ts';
import { callRequired } from '../call.ts';
import { drawChart } from '../chart/load.ts';
import type { ChartStyle } from '../chart/read.ts';
import { renderOnPage } from '../components.ts';
import { emptyOf, filledParams, linkOf, textOf } from '../definition-texts.ts';
import { toFailure, visibleDetail } from '../error-boundary.ts';
import { renderMarkup } from '../pages/render-markup.ts';
import { withParams } from '../request-context.ts';
import type { RequestContext } from '../request-context.ts';
import { panelRows } from './panel-rows.ts';

export interface PanelSource {
  readonly code: string;
  readonly definition: DashboardDefinition;
  readonly filter: string;
}

export async function loadPanel(ctx: RequestContext, source: PanelSource, panel: DashboardPanel): Promise<PanelView> {
  const { body, title } = await panelBody(ctx, source, panel);
  const linkText = textOf(ctx, panel.linkText);
  return {
    code: panel.code,
    title: textOf(ctx, panel.title) || title,
    subtitle: textOf(ctx, panel.subtitle),
    icon: panel.icon,
    width: panel.width,
    link: linkOf(ctx, panel.link),
    linkText: linkText === '' ? t(ctx.lang, 'dashboard.showAll') : linkText,
    body,
  };
}

async function panelBody(ctx: RequestContext, source: PanelSource, panel: DashboardPanel): Promise<{ body: PanelBody; title: string }> {
  try {
    return await bodies[panel.type](ctx, source, panel);
  } catch (error) {
    const failure = toFailure(ctx, error);
    return { title: '', body: { kind: 'fault', text: failure.text, traceId: ctx.traceId, detail: visibleDetail(ctx, failure) } };
  }
}

type LoadBody = (ctx: RequestContext, source: PanelSource, panel: DashboardPanel) => Promise<{ body: PanelBody; title: string }>;

const bodies: Readonly<Record<DashboardPanel['type'], LoadBody>> = {
  table: async (ctx, source, panel) => {
    const name = `${source.definition.schema}.dashboard_${source.code}_${panel.code}_getPanelTable`;
    const result = await callRequired(ctx, { name, values: { filter: source.filter }, isRead: true });
    const rows = panelRows(ctx, panel, result);
    if (rows === undefined) return { title: '', body: emptyBody(ctx, panel) };
    return { title: '', body: { kind: 'rows', rows, height: panel.height } };
  },
  chart: async (ctx, source, panel) => {
    if (panel.chart !== undefined) return component(ctx, panel);
    const name = `${source.definition.schema}.dashboard_${source.code}_${panel.code}_getPanelChart`;
    const result = await callRequired(ctx, { name, values: { filter: source.filter }, isRead: true });
    const { body, title } = drawChart(ctx, styleOf(panel), result);
    return { title, body: { kind: 'chart', body } };
  },
  component: (ctx, _source, panel) => component(ctx, panel),
  markup: async (ctx, _source, panel) => {
    const markup = await renderMarkup(ctx, panel.markup ?? '');
    return { title: '', body: markup.value.trim() === '' ? emptyBody(ctx, panel) : { kind: 'html', html: markup, isComponent: false } };
  },
};

/** The component that the panel names, with the panel's parameters; its own roles decide again. */
async function component(ctx: RequestContext, panel: DashboardPanel): Promise<{ body: PanelBody; title: string }> {
  const named = [
    ['chart', panel.chart],
    ['table', panel.table],
    ['block', panel.block],
  ] as const;
  const params = filledParams(ctx, panel.params);
  const parts: SafeHtml[] = [];
  for (const [kind, code] of named) {
    const found = code === undefined ? undefined : ctx.app.components.byKind(kind);
    if (code === undefined || found === undefined) continue;
    parts.push(await renderOnPage(ctx, { component: found, code, itemID: ctx.itemID, params }));
  }
  const markup = join(parts);
  return { title: '', body: markup.value === '' ? emptyBody(ctx, panel) : { kind: 'html', html: html`${markup}`, isComponent: true } };
}

function emptyBody(ctx: RequestContext, panel: DashboardPanel): PanelBody {
  return { kind: 'empty', empty: emptyOf(ctx, panel.empty, { title: t(ctx.lang, 'dashboard.emptyRows') }) };
}

/** A panel's chart has no definition of its own: the procedure's second set says what the panel leaves open. */
function styleOf(panel: DashboardPanel): ChartStyle {
  return {
    title: undefined,
    type: panel.chartType ?? 'bar',
    format: 'number',
    labelType: 'text',
    height: panel.height ?? 240,
    colors: [],
    series: [],
    legend: 'bottom',
    showValues: false,
    showGrid: true,
    beginAtZero: true,
    smooth: false,
    tableToggle: true,
    metric: { goodDirection: 'up', sparkline: true, children: true },
    empty: panel.empty,
  } as ChartStyle;
}

/** The request of everything inside: the filter is one of its parameters. */
export function filteredRequest(ctx: RequestContext, filter: string): RequestContext {
  const params = new Map(ctx.params);
  params.set('filter', filter);
  const [from, to] = /^(\d{4}-\d\d-\d\d)?,(\d{4}-\d\d-\d\d)?$/.exec(filter)?.slice(1) ?? [];
  if (from !== undefined) params.set('filterFrom', from);
  if (to !== undefined) params.set('filterTo', to);
  return withParams(ctx, { params });
}
