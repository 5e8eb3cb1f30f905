// The list of integrity checks: how many violations of each severity, what is wrong first, what is in order folded away.

import { componentId, componentRoot } from './component-root.ts';
import { renderFound } from './check/found.ts';
import type { CheckItem, CheckSeverity, CheckView } from './check/view.ts';
import { renderEmpty } from './feedback.ts';
import { attr, html, join } from './html.ts';
import type { SafeHtml } from './html.ts';
import { icon } from './icons.ts';
import { formatDate, formatNumber, formatRelative, t, toMoment } from './locale.ts';
import type { RenderContext } from './page-context.ts';
import { refreshAttributes } from './refresh-view.ts';

const SIGNS: Readonly<Record<CheckSeverity, string>> = { danger: 'exclamation-lg', warning: 'exclamation-triangle', info: 'info-lg' };
const SEVERITIES = ['danger', 'warning', 'info'] as const;

export function renderChecks(view: CheckView, page: RenderContext): SafeHtml {
  const root = {
    kind: 'check',
    code: view.code,
    itemID: view.itemID,
    params: view.params,
    class: 'stack',
    label: view.title,
    attributes: refreshAttributes(view),
  };
  if (view.items.length === 0)
    return componentRoot(root, renderEmpty({ title: t(page.lang, 'check.noneTitle'), text: t(page.lang, 'check.none') }));
  if (!view.isCollection) return componentRoot(root, renderSingle(view, page));
  const isOrdered = (item: CheckItem): boolean => item.state === 'clean';
  const open = view.items.filter((item) => !isOrdered(item));
  const clean = view.items.filter(isOrdered);
  return componentRoot(
    root,
    html`${renderProgress(page)}${renderSummary(view, page)}${renderOpen(view, open, page)}${renderClean(view, clean, page)}`,
  );
}

/** Shown while all of them run, one after the other. */
function renderProgress({ lang }: RenderContext): SafeHtml {
  return html`<section class="card" aria-label="${t(lang, 'check.running')}" data-check-progress hidden><div class="card-body check-run"><strong>${t(lang, 'check.running')}</strong><svg class="progress" role="progressbar" aria-label="${t(lang, 'check.passed')}" aria-valuenow="0" aria-valuemin="0" aria-valuemax="100" viewBox="0 0 100 4" preserveAspectRatio="none"><rect class="progress-fill" width="0" height="4"/></svg><span class="num" role="status" data-check-progress-text></span><button type="button" class="btn btn-sm btn-quiet" data-check-do="stop">${t(lang, 'check.stop')}</button></div></section>`;
}

function renderSummary({ items }: CheckView, { lang, locale }: RenderContext): SafeHtml {
  const tiles = SEVERITIES.map((severity) => {
    const affected = items.filter((item) => (item.bySeverity[severity] ?? 0) > 0);
    const count = affected.reduce((sum, item) => sum + (item.bySeverity[severity] ?? 0), 0);
    const tone = severity === 'danger' && count > 0 ? ' text-danger' : '';
    return html`<div class="metric"><span class="metric-label">${t(lang, `check.${severity}`)}</span><span class="metric-value${tone}">${formatNumber(locale, count)}</span><span class="metric-note">${count === 0 ? t(lang, 'check.nothing') : t(lang, 'check.inChecks', { count: affected.length })}</span></div>`;
  });
  const clean = items.filter((item) => item.state === 'clean').length;
  const last = items
    .flatMap((item) => item.lastRun ?? [])
    .toSorted()
    .at(-1);
  return html`<section aria-label="${t(lang, 'check.summary')}"><div class="metrics">${join(tiles)}<div class="metric"><span class="metric-label">${t(lang, 'check.clean')}</span><span class="metric-value">${clean} <small>${t(lang, 'check.of', { count: items.length })}</small></span><span class="metric-note">${last === undefined ? t(lang, 'check.never') : html`${t(lang, 'check.lastRun')} ${renderTime(last, locale)}`}</span></div></div></section>`;
}

function renderOpen(view: CheckView, items: readonly CheckItem[], page: RenderContext): SafeHtml {
  const { lang } = page;
  const id = `${componentId('check', view.code)}-open`;
  const areas = [...new Set(view.items.map((item) => item.area).filter(Boolean))];
  const filter =
    areas.length < 2
      ? ''
      : html`<div class="push"><select class="custom-select" id="${id}-area" aria-label="${t(lang, 'check.area')}" data-check-area><option value="">${t(lang, 'check.allAreas')}</option>${join(areas.map((area) => html`<option>${area}</option>`))}</select></div>`;
  const all = view.canRun
    ? html`<button type="button" class="btn btn-primary${areas.length < 2 ? ' push' : ''}" data-check-do="runAll">${icon('play-fill')}${t(lang, 'check.runAll')}</button>`
    : '';
  const list =
    items.length === 0
      ? renderEmpty({ title: t(lang, 'check.allCleanTitle'), text: t(lang, 'check.allClean'), size: 'small' })
      : html`<ul class="list-unstyled mb-0">${join(items.map((item) => renderItem(view, item, page)))}</ul>`;
  return html`<section class="card" aria-labelledby="${id}"><div class="card-header"><h2 id="${id}">${t(lang, 'check.open')}</h2><span class="card-note">${t(lang, 'check.worstFirst')}</span>${filter}${all}</div>${list}</section>`;
}

function renderClean(view: CheckView, items: readonly CheckItem[], page: RenderContext): SafeHtml | string {
  if (items.length === 0) return '';
  const id = `${componentId('check', view.code)}-clean`;
  return html`<section class="card" aria-labelledby="${id}"><details class="check-clean"><summary class="card-header"><h2 id="${id}">${t(page.lang, 'check.clean')}</h2><span class="badge badge-success">${items.length}</span></summary><ul class="list-unstyled mb-0">${join(items.map((item) => renderItem(view, item, page)))}</ul></details></section>`;
}

function renderSingle(view: CheckView, page: RenderContext): SafeHtml {
  const [item] = view.items;
  const id = componentId('check', view.code);
  if (item === undefined) return html``;
  return html`<section class="card" aria-labelledby="${id}-title"><div class="card-header"><h2 id="${id}-title">${item.title}</h2><span class="card-note">${item.description}</span>${item.canRun ? html`<div class="push">${runButton(item, page)}</div>` : ''}</div><ul class="list-unstyled mb-0">${renderItem(view, item, page, view.found === undefined || view.found.rows.length === 0 ? undefined : renderFound(view.found, page))}</ul></section>`;
}

function renderItem(view: CheckView, item: CheckItem, page: RenderContext, found?: SafeHtml): SafeHtml {
  const { lang } = page;
  const id = `${componentId('check', view.code)}-${item.code}`;
  const [tone, sign] =
    item.state === 'clean'
      ? (['success', 'check-lg'] as const)
      : item.state === 'never'
        ? (['info', 'hourglass'] as const)
        : item.state === 'failed'
          ? (['danger', 'x-octagon'] as const)
          : ([item.severity, SIGNS[item.severity]] as const);
  const meaning = item.state === 'violations' ? t(lang, `check.${item.severity}`) : t(lang, `check.${item.state}`);
  const small = [item.area, view.isCollection ? item.description : ''].filter(Boolean).join(' · ');
  const show =
    item.count === 0 || found !== undefined
      ? ''
      : html`<button type="button" class="btn btn-sm btn-quiet" id="${id}-show" data-check-do="show" data-check="${item.code}" aria-expanded="false" aria-controls="${id}-found">${t(lang, 'check.show')}<span class="sr-only">: ${item.title}</span></button>`;
  return html`<li class="check-item" data-check-item="${item.code}" data-area="${item.area}"><span class="check-sign check-${tone}">${icon(sign, { label: meaning })}</span><div class="check-name">${item.title}${small === '' ? '' : html`<small>${small}</small>`}${stateNote(item, page)}</div>${sparkline(item)}<div class="check-count">${item.state === 'never' ? '—' : formatNumber(page.locale, item.count)}${countNote(item, page)}</div><div class="check-act">${show}${item.canRun && view.isCollection ? runButton(item, page, id) : ''}</div><div class="check-found" id="${id}-found" data-check-found${attr('hidden', found === undefined)}>${found ?? ''}</div></li>`;
}

function stateNote(item: CheckItem, { lang, locale }: RenderContext): SafeHtml | string {
  if (item.state === 'never') return html`<small>${t(lang, 'check.never')}</small>`;
  const run = item.lastRun === undefined ? '' : html`${t(lang, 'check.lastRun')} ${renderTime(item.lastRun, locale)}`;
  if (item.state === 'failed')
    return html`<small class="text-danger">${t(lang, 'check.failed')} · ${run}${item.reason === undefined ? '' : html`<br>${item.reason}`}</small>`;
  return html`<small>${run}${item.next === undefined ? '' : html` · ${t(lang, 'check.next')} ${renderTime(item.next, locale)}`}</small>`;
}

/** Whether it grows or since when it stands. */
function countNote(item: CheckItem, { lang, locale }: RenderContext): SafeHtml | string {
  if (item.before !== undefined && item.before !== item.count)
    return html`<small>${t(lang, 'check.before', { count: item.before })}</small>`;
  return item.since === '' ? '' : html`<small>${t(lang, 'check.since', { date: formatDate(locale, item.since) })}</small>`;
}

function runButton(item: CheckItem, { lang }: RenderContext, id?: string): SafeHtml {
  return html`<button type="button" class="btn btn-sm btn-outline-secondary"${attr('id', id === undefined ? undefined : `${id}-run`)} data-check-do="run" data-check="${item.code}">${icon('play-fill')}${t(lang, 'check.run')}<span class="sr-only">: ${item.title}</span></button>`;
}

/** The counts of the last runs in a box of 88 by 24; decoration, the number says it. */
export function sparkline({ trend, state }: Pick<CheckItem, 'trend' | 'state'>): SafeHtml {
  if (trend.length < 2) return html`<span class="spark" aria-hidden="true"></span>`;
  const most = Math.max(...trend, 1);
  const step = 88 / (trend.length - 1);
  const points = trend.map((value, at) => `${(at * step).toFixed(1)},${(22 - (value / most) * 20).toFixed(1)}`).join(' ');
  const tone = state === 'clean' ? ' spark-success' : (trend.at(-1) ?? 0) > (trend[0] ?? 0) ? ' spark-danger' : '';
  return html`<svg class="spark${tone}" viewBox="0 0 88 24" preserveAspectRatio="none" aria-hidden="true" focusable="false"><polyline points="${points}" vector-effect="non-scaling-stroke"/></svg>`;
}

function renderTime(at: string, locale: RenderContext['locale']): SafeHtml {
  return html`<time datetime="${toMoment(at)?.toISOString() ?? at}">${formatRelative(locale, at)}</time>`;
}
