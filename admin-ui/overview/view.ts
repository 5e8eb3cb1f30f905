// HTML of the overview and of the search's page.

import { kinds } from '../../metadata/kinds.ts';
import { renderEmpty } from '../../renderer/feedback.ts';
import { html, join } from '../../renderer/html.ts';
import type { HtmlPart, SafeHtml } from '../../renderer/html.ts';
import { icon } from '../../renderer/icons.ts';
import { formatNumber, formatRelative } from '../../renderer/locale.ts';
import type { RenderContext } from '../../renderer/page-context.ts';
import { kindTitle, ta } from '../texts.ts';
import type { Overview } from './figures.ts';
import type { FoundItem } from './find.ts';

export function renderOverview(ctx: RenderContext, view: Overview): SafeHtml {
  const { lang, locale } = ctx;
  const tile = (label: string, value: number, { url, isBad = false }: { url: string; isBad?: boolean }): SafeHtml =>
    html`<a class="metric" href="${url}"><span class="metric-label">${label}</span><span class="metric-value${isBad && value > 0 ? ' text-danger' : ''}">${formatNumber(locale, value)}</span></a>`;
  return html`<div class="stack">
<div class="metrics">${tile(
    ta(lang, 'overview.definitions'),
    view.kinds.reduce((sum, { count }) => sum + count, 0),
    { url: '/admin/definitions' },
  )}${tile(ta(lang, 'overview.procedures'), view.procedures, { url: '/admin/workshop' })}${tile(ta(lang, 'overview.tables'), view.tables, { url: '/admin/data' })}${tile(ta(lang, 'overview.users'), view.users, { url: '/admin/users' })}${tile(ta(lang, 'overview.sessions'), view.sessions, { url: '/admin/users' })}${tile(ta(lang, 'overview.errors'), view.errorsToday, { url: '/admin/trace', isBad: true })}</div>
<div class="split split-even"><div class="stack">
${card(ta(lang, 'overview.byKind'), html`<ul class="list-unstyled mb-0 kind-list">${join(view.kinds.map(({ kind, count }) => html`<li><a href="/admin/definitions?kind=${kind}">${icon(kinds[kind].icon)}<span>${kindTitle(lang, kind)}</span><span class="muted push">${count}</span></a></li>`))}</ul>`)}
${card(ta(lang, 'overview.byRole'), html`<ul class="list-unstyled mb-0 kind-list">${join(view.pagesByRole.map(({ role, pages }) => html`<li><a href="/admin/definitions/role/${encodeURIComponent(role)}">${icon('people')}<span>${role}</span><span class="muted push">${ta(lang, 'overview.pages', { count: pages })}</span></a></li>`))}</ul>`)}
</div><div class="stack">
${view.broken.length === 0 ? '' : card(ta(lang, 'overview.broken'), join(view.broken.map(({ kind, code, reason }) => html`<p class="mb-1"><span class="status status-danger">${kind}</span> <a class="mono" href="/admin/definitions/${kind}/${encodeURIComponent(code)}">${code}</a><br><small class="muted">${reason}</small></p>`)))}
${view.drafts.length === 0 ? '' : card(ta(lang, 'overview.drafts'), join(view.drafts.map(({ kind, code, by }) => html`<p class="mb-1"><span class="status status-warning">${kind}</span> <a class="mono" href="/admin/definitions/${kind}/${encodeURIComponent(code)}">${code}</a> <small class="muted">${by}</small></p>`)))}
${card(
  ta(lang, 'overview.errorsTop'),
  listOrNothing(
    view.errors.map(
      (error) =>
        html`<p class="mb-2"><a class="mono" href="/admin/trace/${error.traceId}">${error.code}</a> <span class="badge badge-danger">${error.count}</span> <small class="muted">${formatRelative(locale, error.last)}</small><br><small class="muted clamp">${error.text}</small></p>`,
    ),
    ta(lang, 'overview.noErrors'),
  ),
)}
${card(
  ta(lang, 'overview.failing'),
  listOrNothing(
    view.checks.map(
      ({ code, violations, finished }) =>
        html`<p class="mb-1"><a href="/admin/checks" class="mono">${code}</a> <span class="badge badge-warning">${violations}</span> <small class="muted">${formatRelative(locale, finished)}</small></p>`,
    ),
    ta(lang, 'overview.noFailing'),
  ),
)}
${card(
  ta(lang, 'overview.slow'),
  listOrNothing(
    view.slow.map(
      ({ code, count, longest }) =>
        html`<p class="mb-1"><span class="mono">${code}</span> <b>${formatNumber(locale, longest, { digits: 0 })}\u00a0${ta(lang, 'overview.ms')}</b> <small class="muted">${ta(lang, 'overview.times', { count })}</small></p>`,
    ),
    ta(lang, 'overview.noSlow'),
  ),
)}
${card(
  ta(lang, 'overview.jobs'),
  listOrNothing(
    view.jobs.map(
      (job) =>
        html`<p class="mb-1"><span class="mono">${job.code}</span> <span class="status ${job.status === 'failed' ? 'status-danger' : job.status === 'done' ? 'status-success' : 'status-info'}">${ta(lang, job.status === 'failed' ? 'overview.jobFailed' : job.status === 'done' ? 'overview.jobDone' : 'overview.jobRuns')}</span> <small class="muted">${formatRelative(locale, job.started)}</small>${job.status === 'failed' ? html`<br><small class="muted clamp">${job.message}</small>` : ''}</p>`,
    ),
    ta(lang, 'overview.noJobs'),
  ),
)}
${view.changes.length === 0 ? '' : card(ta(lang, 'overview.changes'), html`<ol class="timeline mb-0">${join(view.changes.map((change) => html`<li class="timeline-item"><a href="/admin/definitions/${change.kind}/${encodeURIComponent(change.code)}">${change.kind} ${change.code}</a> <span class="muted">${ta(lang, change.action === 'delete' ? 'overview.deleted' : change.action === 'insert' ? 'overview.added' : 'overview.changed')}</span><br><small>${change.by} · ${formatRelative(locale, change.changed)}</small></li>`))}</ol>`)}
</div></div></div>`;
}

export function renderFound(ctx: RenderContext, { text, items }: { text: string; items: readonly FoundItem[] }): SafeHtml {
  const { lang } = ctx;
  if (items.length === 0) return renderEmpty({ title: ta(lang, 'overview.nothing', { text }), text: ta(lang, 'overview.nothingText') });
  return html`<div class="stack">${join(
    [...Map.groupBy(items, ({ group }) => group)].map(([group, own]) =>
      card(
        group,
        html`<ul class="list-unstyled mb-0">${join(own.map((item) => html`<li class="mb-1"><a class="mono" href="${item.url}">${item.text}</a> <small class="muted">${item.note}</small></li>`))}</ul>`,
      ),
    ),
  )}</div>`;
}

function card(title: string, body: HtmlPart): SafeHtml {
  return html`<section class="card"><div class="card-part"><h2 class="h3">${title}</h2>${body}</div></section>`;
}

function listOrNothing(items: readonly SafeHtml[], nothing: string): SafeHtml {
  return items.length === 0 ? html`<p class="muted mb-0">${nothing}</p>` : join(items);
}
