// The developer's toolbar under a cabinet page: what the request called, with times, rows and the reason of each access decision, and the
// way to the editor of each part. The script of `admin-ui` folds it, draws the boxes of components and follows later requests.

import { brandMark } from './art.ts';
import { attr, html, join } from './html.ts';
import type { SafeHtml } from './html.ts';
import { icon } from './icons.ts';
import { formatNumber, t } from './locale.ts';
import type { RenderContext } from './page-context.ts';

/** One line of the list. Times in milliseconds; `at` from the start of the request to the end of this. */
export interface ToolbarEntry {
  readonly kind: 'procedure' | 'access' | 'template' | 'note' | 'error';
  /** `table orders`; '' for the page itself. */
  readonly component: string;
  readonly code: string;
  readonly text: string;
  readonly call: string;
  readonly ms: number;
  readonly at: number;
  readonly rows: number;
}

export interface ToolbarView {
  readonly pageCode: string;
  readonly traceId: string;
  /** From the start of the request to the rendering of this toolbar. */
  readonly ms: number;
  readonly entries: readonly ToolbarEntry[];
  /** Whose eyes the page is seen through; '' for the developer's own. */
  readonly viewAs: string;
  /** Who can be looked as: roles by code. */
  readonly roles: readonly string[];
}

export function renderDeveloperToolbar(ctx: RenderContext, view: ToolbarView): SafeHtml {
  const { lang } = ctx;
  const calls = view.entries.filter(({ kind }) => kind === 'procedure' || kind === 'error');
  const sum = (entries: readonly ToolbarEntry[]): number => entries.reduce((total, { ms }) => total + ms, 0);
  const templates = view.entries.filter(({ kind }) => kind === 'template');
  const ms = (value: number): string => `${formatNumber(ctx.locale, value, { digits: 1 })} ${t(lang, 'developer.ms')}`;
  return html`<section class="trace" data-screen="toolbar" aria-label="${t(lang, 'developer.toolbar')}">
<div class="trace-bar" role="group" aria-label="${t(lang, 'developer.summary')}">${brandMark}<b>${ms(view.ms)}</b>
<span>SQL <b>${ms(sum(calls))}</b> · ${t(lang, 'developer.calls', { count: calls.length })}</span>
<span>${t(lang, 'developer.templates')} <b>${ms(sum(templates))}</b></span>
<a class="mono" href="/admin/trace/${view.traceId}">${view.traceId}</a>
<span class="push"></span>
<button type="button" class="btn btn-sm btn-quiet" data-toolbar="boxes" aria-pressed="false">${icon('bounding-box')}${t(lang, 'developer.boxes')}</button>
<button type="button" class="btn btn-sm btn-quiet" data-toolbar="view" aria-expanded="false" aria-controls="toolbar-view">${icon('person')}${t(lang, 'developer.viewAs')}</button>
${view.pageCode === '' ? '' : html`<a class="btn btn-sm btn-quiet" href="/admin/definitions/page/${encodeURIComponent(view.pageCode)}">${icon('pencil-square')}${t(lang, 'developer.editPage')}</a>`}
<button type="button" class="btn btn-icon btn-quiet btn-sm" data-toolbar="fold" aria-expanded="false" aria-controls="toolbar-body" aria-label="${t(lang, 'developer.details')}" title="${t(lang, 'developer.details')}">${icon('chevron-up')}</button></div>
<form class="trace-view" id="toolbar-view" method="post" action="/view-as" data-toolbar-view hidden><input type="hidden" name="_csrf" value="${ctx.csrfToken}">
<label for="toolbar-spec">${t(lang, 'developer.viewAsWho')}</label><input class="form-control" id="toolbar-spec" name="spec" list="toolbar-roles" placeholder="user:client, role:manager" required value="${view.viewAs}" autocomplete="off"><datalist id="toolbar-roles">${join(view.roles.map((role) => html`<option value="role:${role}"></option>`))}</datalist>
<button type="submit" class="btn btn-sm btn-primary">${t(lang, 'developer.look')}</button></form>
<div class="trace-body" id="toolbar-body" hidden>
${renderTraceEntries(ctx, view)}
</div></section>`;
}

/** The list of what a request did beside the details of the chosen one; a script fills those in. */
export function renderTraceEntries(ctx: RenderContext, view: Pick<ToolbarView, 'ms' | 'entries'>): SafeHtml {
  const { lang } = ctx;
  return html`<div class="trace-list" tabindex="0" role="region" aria-label="${t(lang, 'developer.list')}"><table class="table" data-density="compact"><caption class="sr-only">${t(lang, 'developer.list')}</caption>
<thead><tr><th scope="col">${t(lang, 'developer.component')}</th><th scope="col">${t(lang, 'developer.what')}</th><th scope="col">${t(lang, 'developer.timeline')}</th><th scope="col" class="num">${t(lang, 'developer.ms')}</th><th scope="col" class="num">${t(lang, 'developer.rows')}</th></tr></thead>
<tbody>${join(view.entries.map((entry) => entryRow(ctx, view, entry)))}</tbody></table></div>
<div class="trace-detail" tabindex="0" role="region" aria-label="${t(lang, 'developer.chosen')}" data-toolbar-detail><p class="muted p-3 mb-0">${t(lang, 'developer.choose')}</p></div>`;
}

function entryRow(ctx: RenderContext, view: Pick<ToolbarView, 'ms'>, entry: ToolbarEntry): SafeHtml {
  const { lang } = ctx;
  const isCall = entry.kind === 'procedure' || entry.kind === 'error';
  const [kind = '', code = ''] = entry.component.split(' ', 2);
  const component =
    entry.component === ''
      ? t(lang, 'developer.page')
      : html`<a href="/admin/definitions/${kind}/${encodeURIComponent(code)}">${entry.component}</a>`;
  const what = isCall
    ? html`<button type="button" class="btn btn-link p-0 mono" data-toolbar-entry data-call="${entry.call}" data-url="${moduleUrl(entry.code)}" data-note="${entry.text}">${entry.code}</button>${entry.kind === 'error' ? html` <span class="status status-danger">${t(lang, 'developer.failed')}</span>` : ''}`
    : html`<span class="muted">${t(lang, entry.kind === 'access' ? 'developer.access' : entry.kind === 'template' ? 'developer.template' : 'developer.note')}</span> ${entry.kind === 'template' ? '' : html`${entry.code} ${entry.text}`}`;
  return html`<tr${attr('class', entry.kind === 'access' && entry.text.startsWith('refused') ? 'is-muted' : undefined)}><td>${component}</td><td>${what}</td><td>${timeline(view, entry)}</td><td class="num">${entry.ms === 0 ? '' : formatNumber(ctx.locale, entry.ms, { digits: 1 })}</td><td class="num">${entry.kind === 'procedure' ? entry.rows : ''}</td></tr>`;
}

/** Where in the request's time it ran. */
function timeline({ ms: whole }: Pick<ToolbarView, 'ms'>, { kind, at, ms }: ToolbarEntry): SafeHtml | string {
  if (whole <= 0 || ms === 0) return '';
  const share = (value: number): string => Math.min(100, (100 * value) / whole).toFixed(2);
  return html`<span class="trace-time"><svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true"><rect class="${kind === 'template' ? 't-render' : 't-sql'}" x="${share(Math.max(0, at - ms))}" width="${share(Math.max(ms, whole / 200))}" height="8"/></svg></span>`;
}

function moduleUrl(name: string): string {
  const [first = '', second] = name.split('.', 2);
  const [schema, module] = second === undefined || second === '' ? ['dbo', name] : [first, second];
  return `/admin/workshop/module/${encodeURIComponent(schema)}/${encodeURIComponent(module)}`;
}
