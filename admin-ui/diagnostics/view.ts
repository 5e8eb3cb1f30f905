// HTML of the diagnostics: tabs, findings by rule with their proposals, sizes, what runs now.

import { renderAlert, renderEmpty } from '../../renderer/feedback.ts';
import { attr, html, join } from '../../renderer/html.ts';
import type { SafeHtml } from '../../renderer/html.ts';
import { icon } from '../../renderer/icons.ts';
import { formatFileSize, formatNumber } from '../../renderer/locale.ts';
import type { RenderContext } from '../../renderer/page-context.ts';
import { renderGridCard } from '../grid.ts';
import { ta } from '../texts.ts';
import type { CompileReport } from './compile.ts';
import { rules } from './finding.ts';
import type { Finding, Findings } from './finding.ts';
import type { RunningSession } from './running.ts';
import type { TableSize } from './sizes.ts';
import { moduleUrl } from './solution.ts';

const TABS = ['health', 'sizes', 'running'] as const;
export type DiagnosticsTab = (typeof TABS)[number];
const SHOWN = 100;

export function renderTabs({ lang }: RenderContext, current: DiagnosticsTab): SafeHtml {
  return html`<nav class="nav nav-tabs mb-3" aria-label="${ta(lang, 'sections.diagnostics')}">${join(
    TABS.map(
      (tab) =>
        html`<a class="nav-link${tab === current ? ' active' : ''}" href="/admin/diagnostics${tab === 'health' ? '' : `/${tab}`}"${attr('aria-current', tab === current ? 'page' : undefined)}>${ta(lang, `diagnostics.tab_${tab}`)}</a>`,
    ),
  )}</nav>`;
}

export function renderHealth(ctx: RenderContext, { list, silent }: Findings): SafeHtml {
  const { lang } = ctx;
  const groups = rules.flatMap((rule) => {
    const own = list.filter((finding) => finding.rule === rule);
    return own.length === 0 ? [] : [renderRule(ctx, own)];
  });
  const all =
    list.length === 0
      ? html`<div class="card">${renderEmpty({ title: ta(lang, 'diagnostics.healthy'), text: ta(lang, 'diagnostics.healthyText') })}</div>`
      : join(groups);
  const untold =
    silent.length === 0
      ? ''
      : renderAlert('info', {
          text: ta(lang, 'diagnostics.silent', { rules: silent.map((rule) => ta(lang, `diagnostics.rule_${rule}`)).join(', ') }),
        });
  return html`<div class="stack">${renderCompile(ctx)}${all}${untold}</div>`;
}

/** The card that binds all modules again when it is asked to. */
export function renderCompile(ctx: RenderContext, report?: CompileReport): SafeHtml {
  const { lang } = ctx;
  const outcome =
    report === undefined
      ? html`<p class="muted mb-0">${ta(lang, 'diagnostics.compileText')}</p>`
      : report.faults.length === 0
        ? html`<p class="mb-0" role="status">${ta(lang, 'diagnostics.compiled', { count: report.modules })}</p>`
        : html`<p role="status">${ta(lang, 'diagnostics.compileFaults', { count: report.faults.length })}</p><ul class="list-unstyled mb-0">${join(
            report.faults.map(
              (fault) =>
                html`<li class="mb-2"><a class="mono" href="${moduleUrl(fault.name)}?line=${fault.line}">${fault.name}</a> <small class="muted">${ta(lang, 'diagnostics.line', { line: fault.line })}</small><br><small>${fault.text}</small></li>`,
            ),
          )}</ul>`;
  return html`<section class="card" id="compile"><div class="card-header"><h2>${ta(lang, 'diagnostics.compile')}</h2><form class="push" data-post action="/admin/diagnostics/compile" method="post"><button type="submit" class="btn btn-sm btn-outline-secondary">${icon('play-fill')}${ta(lang, 'diagnostics.compileNow')}</button></form></div><div class="card-part">${outcome}</div></section>`;
}

function renderRule(ctx: RenderContext, findings: readonly Finding[]): SafeHtml {
  const { lang, locale } = ctx;
  const [first] = findings;
  if (first === undefined) return html``;
  const more = findings.length > SHOWN ? ` ${ta(lang, 'diagnostics.shown', { shown: SHOWN })}` : '';
  return html`<div>${renderGridCard({
    caption: ta(lang, `diagnostics.rule_${first.rule}`),
    note: html`<span class="badge badge-secondary">${formatNumber(locale, findings.length)}</span> ${ta(lang, `diagnostics.why_${first.rule}`)}${more}`,
    heads: [{ text: ta(lang, 'diagnostics.place') }, { text: ta(lang, 'diagnostics.detail') }, { text: ta(lang, 'diagnostics.proposal') }],
    rows: findings
      .slice(0, SHOWN)
      .map((finding) => [
        html`<span class="status status-${finding.severity}"><a class="mono" href="${finding.url}">${finding.place}</a></span>`,
        html`<small>${finding.detail}</small>`,
        finding.sql === undefined
          ? html`<a class="btn btn-sm btn-quiet" href="${finding.url}">${ta(lang, 'diagnostics.look')}<span class="sr-only">: ${finding.place}</span></a>`
          : html`<a class="btn btn-sm btn-outline-secondary" href="/admin/workshop?sql=${encodeURIComponent(finding.sql)}" title="${finding.sql}">${ta(lang, 'diagnostics.open')}<span class="sr-only">: ${finding.place}</span></a>`,
      ]),
  })}</div>`;
}

export function renderSizes(ctx: RenderContext, sizes: readonly TableSize[]): SafeHtml {
  const { lang, locale } = ctx;
  if (sizes.length === 0)
    return html`<div class="card">${renderEmpty({ title: ta(lang, 'diagnostics.noTables'), text: ta(lang, 'diagnostics.noTablesText') })}</div>`;
  return renderGridCard({
    caption: ta(lang, 'diagnostics.tab_sizes'),
    note: ta(lang, 'diagnostics.sizesNote'),
    heads: [
      { text: ta(lang, 'diagnostics.table') },
      { text: ta(lang, 'diagnostics.rows'), isNumber: true },
      { text: ta(lang, 'diagnostics.size'), isNumber: true },
      { text: ta(lang, 'diagnostics.grown'), isNumber: true },
      { text: ta(lang, 'diagnostics.month') },
    ],
    rows: sizes.map((size) => [
      html`<a class="mono" href="/admin/data/${size.name.split('.').map(encodeURIComponent).join('/')}">${size.name}</a>`,
      formatNumber(locale, size.rows),
      formatFileSize(locale, size.kb * 1024),
      size.trend.length < 2
        ? '—'
        : size.grown === 0
          ? '0'
          : `${size.grown > 0 ? '+' : '−'}${formatFileSize(locale, Math.abs(size.grown) * 1024)}`,
      trendLine(size.trend),
    ]),
  });
}

export function renderRunning(ctx: RenderContext, sessions: readonly RunningSession[] | undefined): SafeHtml {
  const { lang, locale } = ctx;
  if (sessions === undefined)
    return renderAlert('info', { title: ta(lang, 'diagnostics.runningUntold'), text: ta(lang, 'diagnostics.runningUntoldText') });
  if (sessions.length === 0)
    return html`<div class="card">${renderEmpty({ title: ta(lang, 'diagnostics.quiet'), text: ta(lang, 'diagnostics.quietText') })}</div>`;
  return renderGridCard({
    caption: ta(lang, 'diagnostics.tab_running'),
    note: ta(lang, 'diagnostics.runningNote'),
    heads: [
      { text: ta(lang, 'diagnostics.session') },
      { text: ta(lang, 'diagnostics.doing') },
      { text: ta(lang, 'diagnostics.seconds'), isNumber: true },
      { text: ta(lang, 'diagnostics.waits') },
      { text: ta(lang, 'diagnostics.locks') },
      { text: ta(lang, 'diagnostics.end') },
    ],
    rows: sessions.map((one) => [
      html`<b class="mono">${one.id}</b> <small class="muted">${one.program} · ${one.login}</small>`,
      html`${one.status} ${one.command}${one.transactions > 0 ? html`<br><small class="muted">${ta(lang, 'diagnostics.transactions', { count: one.transactions })}</small>` : ''}`,
      formatNumber(locale, one.seconds),
      one.blockedBy === 0
        ? ''
        : html`<span class="status status-danger">${ta(lang, 'diagnostics.blockedBy', { id: one.blockedBy })}</span> <small>${one.wait}</small>`,
      html`<small class="mono">${join(one.locks.map((lock) => html`${lock}<br>`))}</small>`,
      html`<form data-post data-confirm="${ta(lang, 'diagnostics.killConfirm', { id: one.id })}" action="/admin/diagnostics/kill" method="post"><input type="hidden" name="id" value="${one.id}"><button type="submit" class="btn btn-sm btn-outline-danger">${ta(lang, 'diagnostics.kill')}<span class="sr-only"> ${one.id}</span></button></form>`,
    ]),
  });
}

/** Days from left to right in a box of 88 by 24; the number beside it says it. */
function trendLine(trend: readonly number[]): SafeHtml | string {
  if (trend.length < 2) return '';
  const most = Math.max(...trend, 1);
  const points = trend.map((value, at) => `${((at * 88) / (trend.length - 1)).toFixed(1)},${(22 - (value / most) * 20).toFixed(1)}`);
  return html`<svg class="spark" viewBox="0 0 88 24" preserveAspectRatio="none" aria-hidden="true" focusable="false"><polyline points="${points.join(' ')}" vector-effect="non-scaling-stroke"/></svg>`;
}
