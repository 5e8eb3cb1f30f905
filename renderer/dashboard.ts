// The dashboard component: heading with its filter, counters in one frame, panels on a grid of twelve columns.

import { componentId, componentRoot } from './component-root.ts';
import { renderChartBody, renderFilterButtons } from './chart.ts';
import { renderDelta } from './chart/metric.ts';
import { renderPanelRows } from './dashboard/panel-rows.ts';
import type { CounterView, DashboardFilter, DashboardView, PanelBody, PanelView } from './dashboard/view.ts';
import { renderEmpty } from './feedback.ts';
import { attr, emptyHtml, html, join } from './html.ts';
import type { SafeHtml } from './html.ts';
import { icon } from './icons.ts';
import { t } from './locale.ts';
import type { RenderContext } from './page-context.ts';
import { refreshAttributes } from './refresh-view.ts';

export function renderDashboard(view: DashboardView, page: RenderContext): SafeHtml {
  const headingId = `${componentId('dashboard', view.code)}-title`;
  const hasHead = view.title !== '' || view.filter !== undefined || view.subtitle !== '';
  const head = hasHead
    ? html`<header class="dashboard-head"><div>${view.title === '' ? '' : html`<h2 id="${headingId}">${view.title}</h2>`}${view.subtitle === '' ? '' : html`<p class="muted mb-0">${view.subtitle}</p>`}</div>${view.filter === undefined ? '' : html`<div class="push">${renderFilter(view.filter, view.code, page)}</div>`}</header>`
    : '';
  return componentRoot(
    {
      kind: 'dashboard',
      code: view.code,
      itemID: view.itemID,
      params: view.params,
      class: 'stack',
      ...(view.title === '' ? { label: t(page.lang, 'dashboard.figures') } : { labelledBy: headingId }),
      attributes: refreshAttributes(view),
    },
    html`${head}${view.markup ?? ''}${renderCounters(view, page)}${view.panels.length === 0 ? '' : html`<div class="dashboard-panels">${join(view.panels.map((panel) => renderPanel(panel, { page, code: view.code })))}</div>`}`,
  );
}

function renderFilter(filter: DashboardFilter, code: string, page: RenderContext): SafeHtml {
  const label = filter.title === '' ? t(page.lang, 'dashboard.filter') : filter.title;
  const id = `${componentId('dashboard', code)}-filter`;
  switch (filter.type) {
    case 'radio':
      return renderFilterButtons(filter, label);
    case 'select': {
      const options = filter.options.map(
        (option) => html`<option value="${option.value}"${attr('selected', option.value === filter.value)}>${option.text}</option>`,
      );
      return html`<label class="sr-only" for="${id}">${label}</label><select class="custom-select" id="${id}" data-filter-select>${join(options)}</select>`;
    }
    case 'dateRange': {
      const [from = '', to = ''] = filter.value.split(',');
      return html`<form class="cluster" data-filter-dates><label class="mb-0" for="${id}-from">${t(page.lang, 'dashboard.from')}</label><input class="form-control w-auto" type="date" id="${id}-from" name="from" value="${from}"><label class="mb-0" for="${id}-to">${t(page.lang, 'dashboard.to')}</label><input class="form-control w-auto" type="date" id="${id}-to" name="to" value="${to}"><button type="submit" class="btn btn-outline-secondary">${t(page.lang, 'dashboard.show')}</button></form>`;
    }
  }
}

function renderCounters({ counters, counterColumns }: DashboardView, page: RenderContext): SafeHtml {
  if (counters.length === 0) return emptyHtml;
  return html`<div class="metrics metrics-${counterColumns}">${join(counters.map((counter) => renderCounter(counter, page)))}</div>`;
}

function renderCounter(counter: CounterView, page: RenderContext): SafeHtml {
  if (counter.markup !== undefined) return html`<div class="metric">${counter.markup}</div>`;
  const sign =
    counter.icon === undefined
      ? ''
      : icon(counter.icon, { class: `metric-icon${counter.color === undefined ? '' : ` metric-icon-${counter.color}`}` });
  const change = counter.change === undefined ? '' : renderDelta(page.locale, counter.change, counter.goodDirection);
  const note = [change, counter.note ?? '', counter.linkText ?? ''].filter((part) => part !== '');
  const body = html`<span class="metric-label">${sign}${counter.title}</span><span class="metric-value">${counter.value}</span>${note.length === 0 ? '' : html`<span class="metric-note">${join(note.map((part, i) => html`${i === 0 ? '' : ' · '}${part}`))}</span>`}`;
  const title = attr('title', counter.tooltip);
  return counter.link === undefined
    ? html`<div class="metric"${title}>${body}</div>`
    : html`<a class="metric" href="${counter.link}"${title}>${body}</a>`;
}

function renderPanel(panel: PanelView, { page, code }: { page: RenderContext; code: string }): SafeHtml {
  const { body } = panel;
  const size = `panel-${panel.width}`;
  const headingId = `${componentId('dashboard', code)}-${panel.code}`;
  // A component brings a card and a heading of its own unless the panel gives it one.
  if (body.kind === 'html' && body.isComponent && panel.title === '') return html`<div class="${size}">${body.html}</div>`;
  const link = panel.link === undefined ? '' : html`<a class="push" href="${panel.link}">${panel.linkText}</a>`;
  const head =
    panel.title === '' && link === ''
      ? ''
      : html`<div class="card-header">${panel.icon === undefined ? '' : icon(panel.icon)}<h3 id="${headingId}">${panel.title}</h3>${panel.subtitle === '' ? '' : html`<span class="card-note">${panel.subtitle}</span>`}${link}</div>`;
  const name = panel.title === '' ? '' : attr('aria-labelledby', headingId);
  return html`<section class="card ${size}" data-panel="${panel.code}"${name}>${head}${renderPanelBody(panel, body, page)}</section>`;
}

function renderPanelBody(panel: PanelView, body: PanelBody, page: RenderContext): SafeHtml {
  switch (body.kind) {
    case 'rows': {
      const label = panel.title === '' ? panel.code : panel.title;
      const inner = renderPanelRows(body.rows, label);
      return html`<div class="table-scroll border-top-0"${attr('tabindex', '0')} role="region" aria-label="${label}">${inner}</div>`;
    }
    case 'chart':
      return html`<div class="card-body">${renderChartBody(page, panel.title, body.body)}</div>`;
    case 'html':
      return body.isComponent ? body.html : html`<div class="card-body">${body.html}</div>`;
    case 'empty':
      return renderEmpty(body.empty);
    case 'fault':
      return html`<div class="card-body"><div class="alert alert-danger mb-0" role="alert">${icon('exclamation-circle')}<div><p>${body.text}</p><p class="small mb-0">${t(page.lang, 'errors.traceId')}: <code>${body.traceId}</code></p>${body.detail === undefined ? '' : html`<pre class="fault-detail mt-2 mb-0" tabindex="0">${body.detail}</pre>`}</div></div></div>`;
  }
}
