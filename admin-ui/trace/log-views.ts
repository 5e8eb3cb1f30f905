// HTML of the logs: errors in groups, slow procedures, visits, the audit log, the outbox.

import { renderEmpty } from '../../renderer/feedback.ts';
import { html, join } from '../../renderer/html.ts';
import type { HtmlPart, SafeHtml } from '../../renderer/html.ts';
import { formatDateTime, formatNumber, formatRelative } from '../../renderer/locale.ts';
import type { RenderContext } from '../../renderer/page-context.ts';
import { ta } from '../texts.ts';
import type { AdminText } from '../texts.ts';
import { PAGE } from './queries.ts';
import type { AuditLine, ErrorGroup, OutboxLine, PageVisits, SlowProcedure } from './queries.ts';

export function renderErrors(ctx: RenderContext, groups: readonly ErrorGroup[]): SafeHtml {
  const { lang, locale } = ctx;
  if (groups.length === 0) return renderEmpty({ title: ta(lang, 'trace.noErrors'), text: ta(lang, 'trace.noErrorsText') });
  return table(ctx, 'trace.tab_errors', {
    heads: ['trace.code', 'trace.count', 'trace.users', 'trace.first', 'trace.last'],
    rows: groups.map((group) => [
      html`<a class="mono" href="/admin/trace/${group.traceId}">${group.code}</a><br><small class="muted">${group.text}</small>`,
      formatNumber(locale, group.count),
      formatNumber(locale, group.users),
      formatRelative(locale, group.first),
      formatRelative(locale, group.last),
    ]),
  });
}

export function renderSlow(ctx: RenderContext, procedures: readonly SlowProcedure[]): SafeHtml {
  const { lang, locale } = ctx;
  if (procedures.length === 0) return renderEmpty({ title: ta(lang, 'trace.noSlow'), text: ta(lang, 'trace.noSlowText') });
  const ms = (value: number): string => formatNumber(locale, value, { digits: 0 });
  return table(ctx, 'trace.tab_slow', {
    heads: ['trace.procedure', 'trace.count', 'trace.p50', 'trace.p95', 'trace.p99', 'trace.longest', 'trace.trend'],
    rows: procedures.map((one) => [
      html`<span class="mono">${one.code}</span>`,
      formatNumber(locale, one.count),
      ms(one.p50),
      ms(one.p95),
      ms(one.p99),
      ms(one.longest),
      trendLine(one.trend),
    ]),
  });
}

export function renderVisits(
  ctx: RenderContext,
  { visits, filter }: { visits: readonly PageVisits[]; filter: { days: number; user: string } },
): SafeHtml {
  const { lang, locale } = ctx;
  const form = html`<form class="cluster mb-3" method="get" role="search">${field(ctx, 'user', filter.user)}<input class="form-control w-auto" type="number" name="days" min="1" max="90" value="${filter.days}" aria-label="${ta(lang, 'trace.days')}"><button type="submit" class="btn btn-outline-secondary">${ta(lang, 'trace.show')}</button></form>`;
  if (visits.length === 0) return html`${form}${renderEmpty({ title: ta(lang, 'trace.noVisits'), text: ta(lang, 'trace.noneText') })}`;
  const grid = table(ctx, 'trace.tab_visits', {
    heads: ['trace.page', 'trace.visits', 'trace.users', 'trace.p50', 'trace.next', 'trace.last'],
    rows: visits.map((one) => [
      html`<a class="mono" href="/admin/definitions/page/${encodeURIComponent(one.pageCode)}">${one.pageCode}</a>`,
      formatNumber(locale, one.visits),
      formatNumber(locale, one.users),
      formatNumber(locale, one.p50, { digits: 0 }),
      html`<span class="mono">${one.next}</span>`,
      formatRelative(locale, one.last),
    ]),
  });
  return html`${form}${grid}`;
}

export function renderAudit(
  ctx: RenderContext,
  { lines, filter }: { lines: readonly AuditLine[]; filter: { user: string; action: string; object: string } },
): SafeHtml {
  const { lang, locale } = ctx;
  const older = new URLSearchParams({ ...filter, before: String(lines.at(-1)?.id ?? '') });
  const form = html`<form class="cluster mb-3" method="get" role="search">${field(ctx, 'user', filter.user)}${field(ctx, 'action', filter.action)}${field(ctx, 'object', filter.object)}<button type="submit" class="btn btn-outline-secondary">${ta(lang, 'trace.show')}</button></form>`;
  if (lines.length === 0) return html`${form}${renderEmpty({ title: ta(lang, 'trace.noAudit'), text: ta(lang, 'trace.noneText') })}`;
  const grid = table(ctx, 'trace.tab_audit', {
    heads: ['trace.action', 'trace.object', 'trace.user', 'trace.when', 'trace.ip', 'trace.details'],
    rows: lines.map((line) => [
      html`<span class="mono">${line.action}</span>`,
      line.object,
      line.username,
      formatDateTime(locale, line.created),
      line.ip,
      html`<small class="muted mono">${line.details}</small>`,
    ]),
  });
  return html`${form}${grid}${lines.length < PAGE ? '' : html`<p class="mt-3"><a class="btn btn-outline-secondary" href="?${older.toString()}">${ta(lang, 'trace.older')}</a></p>`}`;
}

export function renderOutbox(ctx: RenderContext, lines: readonly OutboxLine[]): SafeHtml {
  const { lang, locale } = ctx;
  if (lines.length === 0) return renderEmpty({ title: ta(lang, 'trace.outboxEmpty'), text: ta(lang, 'trace.outboxEmptyText') });
  return table(ctx, 'trace.tab_outbox', {
    heads: ['trace.type', 'trace.state', 'trace.attempts', 'trace.user', 'trace.when', 'trace.error', 'trace.again'],
    rows: lines.map((line) => [
      html`<span class="mono">${line.type}</span>`,
      html`<span class="status ${line.status === 'pending' ? 'status-info' : 'status-danger'}">${line.status}</span>`,
      formatNumber(locale, line.attempts),
      line.createdBy,
      formatRelative(locale, line.created),
      html`<small class="muted">${line.lastError}</small>`,
      line.status === 'pending'
        ? ''
        : html`<form data-post action="/admin/trace/outbox/retry" method="post"><input type="hidden" name="id" value="${line.id}"><button type="submit" class="btn btn-sm btn-outline-secondary">${ta(lang, 'trace.retry')}</button></form>`,
    ]),
  });
}

const NUMBERS: ReadonlySet<AdminText> = new Set<AdminText>([
  'trace.count',
  'trace.users',
  'trace.visits',
  'trace.p50',
  'trace.p95',
  'trace.p99',
  'trace.longest',
  'trace.attempts',
]);

/** A grid whose first column is the key of its rows; on a phone each row is a card. */
function table(
  { lang }: RenderContext,
  caption: AdminText,
  { heads, rows }: { heads: readonly AdminText[]; rows: readonly (readonly HtmlPart[])[] },
): SafeHtml {
  const css = (at: number): string => (NUMBERS.has(heads[at] ?? 'trace.code') ? 'num' : '');
  return html`<div class="card"><div class="table-scroll border-top-0" tabindex="0" role="region" aria-label="${ta(lang, caption)}"><table class="table table-stack"><caption class="sr-only">${ta(lang, caption)}</caption><thead><tr>${join(heads.map((head, at) => html`<th scope="col" class="${css(at)}">${ta(lang, head)}</th>`))}</tr></thead><tbody>${join(
    rows.map(
      ([first, ...others]) =>
        html`<tr><th scope="row" class="cell-title">${first}</th>${join(others.map((one, at) => html`<td class="${css(at + 1)}" data-label="${ta(lang, heads[at + 1] ?? 'trace.code')}">${one}</td>`))}</tr>`,
    ),
  )}</tbody></table></div></div>`;
}

function field({ lang }: RenderContext, name: 'user' | 'action' | 'object', value: string): SafeHtml {
  return html`<input class="form-control w-auto" name="${name}" value="${value}" placeholder="${ta(lang, `trace.${name}`)}" aria-label="${ta(lang, `trace.${name}`)}">`;
}

/** Days from left to right; the highest fills the height. */
function trendLine(trend: readonly number[]): SafeHtml | string {
  const most = Math.max(...trend, 0);
  if (most === 0) return '';
  const points = trend.map(
    (count, at) => `${((at / Math.max(1, trend.length - 1)) * 88).toFixed(1)},${(22 - (20 * count) / most).toFixed(1)}`,
  );
  return html`<svg class="spark" viewBox="0 0 88 24" role="img" aria-label="${trend.join(', ')}"><polyline points="${points.join(' ')}"/></svg>`;
}
