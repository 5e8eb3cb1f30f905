// The chart component: heading, filter, picture or metric, or what to do while there is nothing to show.

import { componentId, componentRoot } from './component-root.ts';
import { renderEmpty } from './feedback.ts';
import { emptyHtml, html, join } from './html.ts';
import type { SafeHtml } from './html.ts';
import { icon } from './icons.ts';
import { t } from './locale.ts';
import type { RenderContext } from './page-context.ts';
import { refreshAttributes } from './refresh-view.ts';
import { renderFigure } from './chart/figure.ts';
import { renderMetric } from './chart/metric.ts';
import type { ChartFilter, ChartView } from './chart/view.ts';

export function renderChart(view: ChartView, page: RenderContext): SafeHtml {
  const { title, body } = view;
  const headingId = `${componentId('chart', view.code)}-title`;
  const isMetric = body.kind === 'metric';
  const hasHead = !isMetric && (title !== '' || view.filter !== undefined);
  const inner = renderChartBody(page, title, body);
  const content =
    !view.hasCard || isMetric
      ? html`${hasHead ? renderHead(view, { headingId, page }) : ''}${inner}`
      : html`${hasHead ? renderHead(view, { headingId, page }) : ''}<div class="card-body">${inner}</div>`;
  return componentRoot(
    {
      kind: 'chart',
      code: view.code,
      itemID: view.itemID,
      params: view.params,
      class: isMetric ? 'as-metric' : view.hasCard ? 'card' : undefined,
      ...(hasHead && title !== '' ? { labelledBy: headingId } : { label: title === '' ? t(page.lang, 'dashboard.chart') : title }),
      attributes: refreshAttributes(view),
    },
    content,
  );
}

/** The picture, the metric or the empty state alone; panels of dashboards stand in a card of their own. */
export function renderChartBody(page: RenderContext, title: string, body: ChartView['body']): SafeHtml {
  switch (body.kind) {
    case 'figure':
      return renderFigure(page, title, body.figure);
    case 'metric':
      return renderMetric(page, body.metric);
    case 'empty':
      return html`<div class="chart-frame chart-empty"><svg class="chart-room" width="1" height="${body.height}" aria-hidden="true"></svg>${renderEmpty(body.empty)}</div>`;
  }
}

function renderHead(view: ChartView, { headingId, page }: { headingId: string; page: RenderContext }): SafeHtml {
  return html`<div class="card-header">${view.icon === undefined ? '' : icon(view.icon)}${view.title === '' ? '' : html`<h2 id="${headingId}">${view.title}</h2>`}${view.subtitle === '' ? '' : html`<span class="card-note">${view.subtitle}</span>`}${view.filter === undefined ? '' : html`<div class="push">${renderFilterButtons(view.filter, t(page.lang, 'dashboard.filter'))}</div>`}</div>`;
}

/** Buttons of which one is pressed; the browser loads the component anew with the parameter `filter`. */
export function renderFilterButtons({ value, options }: ChartFilter, label: string): SafeHtml {
  if (options.length === 0) return emptyHtml;
  const buttons = options.map(
    (option) =>
      html`<button type="button" class="btn" data-filter="${option.value}" aria-pressed="${option.value === value ? 'true' : 'false'}">${option.text}</button>`,
  );
  return html`<div class="segmented" role="group" aria-label="${label}">${join(buttons)}</div>`;
}
