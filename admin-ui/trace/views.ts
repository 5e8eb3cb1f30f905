// HTML of the trace: tabs, the list of requests with its filter, one request, the switch for a user.

import { renderEmpty } from '../../renderer/feedback.ts';
import { renderTraceEntries } from '../../renderer/developer-toolbar.ts';
import type { ToolbarEntry } from '../../renderer/developer-toolbar.ts';
import { attr, html, join } from '../../renderer/html.ts';
import type { SafeHtml } from '../../renderer/html.ts';
import { formatDateTime, formatNumber, formatRelative } from '../../renderer/locale.ts';
import type { RenderContext } from '../../renderer/page-context.ts';
import { ta } from '../texts.ts';
import { PAGE } from './queries.ts';
import type { RequestFilter, TraceLine, TracedRequest } from './queries.ts';
import type { TraceSwitch } from './switches.ts';

const TABS = ['requests', 'errors', 'slow', 'visits', 'audit', 'outbox'] as const;
export type TraceTab = (typeof TABS)[number];

export function renderTabs({ lang }: RenderContext, current: TraceTab): SafeHtml {
  return html`<nav class="nav nav-tabs mb-3" aria-label="${ta(lang, 'trace.tabs')}">${join(
    TABS.map(
      (tab) =>
        html`<a class="nav-link${tab === current ? ' active' : ''}" href="/admin/trace${tab === 'requests' ? '' : `/${tab}`}"${attr('aria-current', tab === current ? 'page' : undefined)}>${ta(lang, `trace.tab_${tab}`)}</a>`,
    ),
  )}</nav>`;
}

export function renderSwitches({ lang, locale }: RenderContext, switches: readonly TraceSwitch[]): SafeHtml {
  return html`<details class="card mb-3"${attr('open', switches.length > 0)}><summary class="card-part"><b>${ta(lang, 'trace.switchTitle')}</b></summary><div class="card-part">
<form class="cluster" data-post action="/admin/trace/switch" method="post"><div class="form-group mb-0"><label for="switch-user">${ta(lang, 'trace.user')}</label><input class="form-control" id="switch-user" name="user" required maxlength="64" autocomplete="off"></div>
<div class="form-group mb-0"><label for="switch-minutes">${ta(lang, 'trace.minutes')}</label><input class="form-control" id="switch-minutes" name="minutes" type="number" min="1" max="240" value="15" required></div><button type="submit" class="btn btn-outline-secondary align-self-end">${ta(lang, 'trace.switchOn')}</button></form>
${switches.length === 0 ? '' : html`<ul class="list-unstyled mt-3 mb-0">${join(switches.map(({ username, until }) => html`<li><form data-post action="/admin/trace/switch" method="post" class="cluster"><input type="hidden" name="user" value="${username}"><input type="hidden" name="minutes" value="0"><span>${ta(lang, 'trace.switchedUntil', { user: username, time: formatDateTime(locale, until) })}</span><button type="submit" class="btn btn-sm btn-quiet">${ta(lang, 'trace.switchOff')}</button></form></li>`))}</ul>`}</div></details>`;
}

export function renderRequests(
  ctx: RenderContext,
  { requests, filter }: { requests: readonly TracedRequest[]; filter: RequestFilter },
): SafeHtml {
  const { lang, locale } = ctx;
  const last = requests.at(-1);
  const older = new URLSearchParams({
    user: filter.user,
    url: filter.url,
    least: filter.least === 0 ? '' : String(filter.least),
    errors: filter.onlyErrors ? '1' : '',
    before: String(last?.id ?? ''),
  });
  return html`<form class="cluster mb-3" method="get" role="search"><input class="form-control w-auto" name="user" value="${filter.user}" placeholder="${ta(lang, 'trace.user')}" aria-label="${ta(lang, 'trace.user')}"><input class="form-control w-auto" name="url" value="${filter.url}" placeholder="${ta(lang, 'trace.address')}" aria-label="${ta(lang, 'trace.address')}"><input class="form-control w-auto" name="least" type="number" min="0" value="${filter.least === 0 ? '' : filter.least}" placeholder="${ta(lang, 'trace.least')}" aria-label="${ta(lang, 'trace.least')}">
<div class="custom-control custom-checkbox"><input class="custom-control-input" type="checkbox" id="errors" name="errors" value="1"${attr('checked', filter.onlyErrors)}><label class="custom-control-label" for="errors">${ta(lang, 'trace.onlyErrors')}</label></div><button type="submit" class="btn btn-outline-secondary">${ta(lang, 'trace.show')}</button></form>
${
  requests.length === 0
    ? renderEmpty({ title: ta(lang, 'trace.none'), text: ta(lang, 'trace.noneText') })
    : html`<div class="card"><div class="table-scroll border-top-0"><table class="table table-stack"><caption class="sr-only">${ta(lang, 'trace.tab_requests')}</caption><thead><tr><th scope="col">${ta(lang, 'trace.address')}</th><th scope="col">${ta(lang, 'trace.answer')}</th><th scope="col">${ta(lang, 'trace.user')}</th><th scope="col">${ta(lang, 'trace.when')}</th><th scope="col" class="num">${ta(lang, 'trace.ms')}</th></tr></thead><tbody>${join(
        requests.map(
          (request) =>
            html`<tr><th scope="row" class="cell-title"><a class="mono truncate d-inline-block" href="/admin/trace/${request.traceId}" title="${request.url}">${request.url}</a></th><td class="cell-side"><span class="status ${/ [45]/.test(request.header) ? 'status-danger' : 'status-secondary'}">${request.header}</span></td><td data-label="${ta(lang, 'trace.user')}">${request.username}</td><td data-label="${ta(lang, 'trace.when')}">${formatRelative(locale, request.created)}</td><td class="num" data-label="${ta(lang, 'trace.ms')}">${formatNumber(locale, request.ms, { digits: 0 })}</td></tr>`,
        ),
      )}</tbody></table></div></div>${requests.length < PAGE ? '' : html`<p class="mt-3"><a class="btn btn-outline-secondary" href="?${older.toString()}">${ta(lang, 'trace.older')}</a></p>`}`
}`;
}

export function renderTrace(ctx: RenderContext, { traceId, lines }: { traceId: string; lines: readonly TraceLine[] }): SafeHtml {
  const { lang, locale } = ctx;
  const request = lines.find(({ kind }) => kind === 'request');
  if (lines.length === 0) return renderEmpty({ title: ta(lang, 'trace.gone'), text: ta(lang, 'trace.goneText') });
  const entries: ToolbarEntry[] = lines
    .filter(({ kind }) => kind !== 'request')
    .map((line) => ({ ...line, kind: KINDS.has(line.kind) ? (line.kind as ToolbarEntry['kind']) : 'note' }));
  // Only what reads can be seen again, with that user's eyes and for reading only.
  const canReplay = request?.header.startsWith('GET ') === true && request.username !== '' && !/^\/(?:admin|me)\b/.test(request.url);
  const glue = request?.url.includes('?') ? '&' : '?';
  return html`${
    request === undefined
      ? ''
      : html`<dl class="facts mb-3"><dt>${ta(lang, 'trace.address')}</dt><dd class="mono">${request.url}</dd><dt>${ta(lang, 'trace.answer')}</dt><dd>${request.header}</dd><dt>${ta(lang, 'trace.user')}</dt><dd>${request.username === '' ? ta(lang, 'trace.anonymous') : html`<a href="/admin/users/named/${encodeURIComponent(request.username)}">${request.username}</a>`}</dd><dt>${ta(lang, 'trace.when')}</dt><dd>${formatDateTime(locale, request.created)}</dd><dt>${ta(lang, 'trace.ms')}</dt><dd>${formatNumber(locale, request.ms, { digits: 0 })}</dd></dl>
${canReplay ? html`<p><a class="btn btn-outline-secondary" target="_blank" rel="noopener" href="${request.url}${glue}__view=${encodeURIComponent(`user:${request.username}`)}">${ta(lang, 'trace.replay')}</a></p>` : ''}`
  }
${entries.length === 0 ? html`<p class="muted">${ta(lang, 'trace.onlyVisit')}</p>` : html`<section class="card trace-page" data-screen="trace-entries" aria-label="${ta(lang, 'trace.one', { id: traceId })}">${renderTraceEntries(ctx, { ms: request?.ms ?? 0, entries })}</section>`}`;
}

const KINDS: ReadonlySet<string> = new Set(['procedure', 'access', 'template', 'note', 'error']);
