// HTML of checks and jobs: both lists, the runs of one job.

import { sparkline } from '../../renderer/check.ts';
import { renderEmpty } from '../../renderer/feedback.ts';
import { html } from '../../renderer/html.ts';
import type { HtmlPart, SafeHtml } from '../../renderer/html.ts';
import { icon } from '../../renderer/icons.ts';
import { formatDateTime, formatNumber, formatRelative } from '../../renderer/locale.ts';
import type { RenderContext } from '../../renderer/page-context.ts';
import { renderGridCard } from '../grid.ts';
import { ta } from '../texts.ts';
import type { CheckLine, JobLine, JobRun } from './read.ts';

const TONES = { running: 'status-info', done: 'status-success', failed: 'status-danger' } as const;
const STATES = { violations: 'status-warning', clean: 'status-success', failed: 'status-danger', never: 'status-secondary' } as const;

export function renderChecksAndJobs(
  ctx: RenderContext,
  { checks, jobs }: { checks: readonly CheckLine[]; jobs: readonly JobLine[] },
): SafeHtml {
  const { lang, locale } = ctx;
  const list =
    checks.length === 0
      ? html`<div class="card">${renderEmpty({ title: ta(lang, 'checks.none'), text: ta(lang, 'checks.noneText'), actions: html`<a class="btn btn-primary" href="/admin/definitions?kind=check">${ta(lang, 'checks.toDefinitions')}</a>` })}</div>`
      : renderGridCard({
          caption: ta(lang, 'checks.checks'),
          heads: [
            { text: ta(lang, 'checks.check') },
            { text: ta(lang, 'checks.state') },
            { text: ta(lang, 'checks.violations'), isNumber: true },
            { text: ta(lang, 'checks.trend') },
            { text: ta(lang, 'checks.schedule') },
            { text: ta(lang, 'checks.lastRun') },
            { text: ta(lang, 'checks.nextRun') },
            { text: ta(lang, 'checks.run') },
          ],
          rows: checks.map((check) => [
            html`<a href="/admin/checks/check/${encodeURIComponent(check.code)}">${check.title}</a><br><small class="muted mono">${check.code}</small>`,
            html`<span class="status ${check.state === 'violations' && check.severity === 'danger' ? 'status-danger' : STATES[check.state]}">${ta(lang, `checks.state_${check.state}`)}</span>${check.reason === undefined ? '' : html`<br><small class="muted clamp">${check.reason}</small>`}`,
            check.state === 'never' ? '—' : formatNumber(locale, check.count),
            sparkline(check),
            schedule(ctx, check.schedule),
            check.lastRun === undefined ? '' : formatRelative(locale, check.lastRun),
            check.next === undefined ? '' : formatDateTime(locale, check.next),
            runForm(ctx, { name: 'check', code: check.code, title: check.title }),
          ]),
        });
  const jobGrid = renderGridCard({
    caption: ta(lang, 'checks.jobs'),
    heads: [
      { text: ta(lang, 'checks.job') },
      { text: ta(lang, 'checks.state') },
      { text: ta(lang, 'checks.schedule') },
      { text: ta(lang, 'checks.lastRun') },
      { text: ta(lang, 'checks.took'), isNumber: true },
      { text: ta(lang, 'checks.nextRun') },
      { text: ta(lang, 'checks.run') },
    ],
    rows: jobs.map((job) => [
      html`<a href="/admin/checks/job/${encodeURIComponent(job.code)}"${job.isPlatform ? html` class="mono"` : ''}>${job.title}</a>${job.isPlatform ? html`<br><small class="muted">${ta(lang, 'checks.platform')}</small>` : html`<br><small class="muted mono">${job.code}</small>`}`,
      job.last === undefined ? html`<span class="muted">${ta(lang, 'checks.state_never')}</span>` : runState(ctx, job.last),
      schedule(ctx, job.schedule),
      job.last === undefined ? '' : formatRelative(locale, job.last.started),
      took(ctx, job.last),
      job.next === undefined ? '' : formatDateTime(locale, job.next),
      runForm(ctx, { name: 'job', code: job.code, title: job.title }),
    ]),
  });
  return html`<div class="stack">${list}${jobGrid}</div>`;
}

export function renderJobRuns(ctx: RenderContext, runs: readonly JobRun[]): SafeHtml {
  const { lang, locale } = ctx;
  if (runs.length === 0)
    return html`<div class="card">${renderEmpty({ title: ta(lang, 'checks.noRuns'), text: ta(lang, 'checks.noRunsText') })}</div>`;
  return renderGridCard({
    caption: ta(lang, 'checks.runs'),
    heads: [
      { text: ta(lang, 'checks.lastRun') },
      { text: ta(lang, 'checks.state') },
      { text: ta(lang, 'checks.took'), isNumber: true },
      { text: ta(lang, 'checks.rows'), isNumber: true },
      { text: ta(lang, 'checks.message') },
    ],
    rows: runs.map((run) => [
      formatDateTime(locale, run.started),
      runState(ctx, run),
      took(ctx, run),
      run.rows === undefined ? '' : formatNumber(locale, run.rows),
      html`<small>${run.message}</small>`,
    ]),
  });
}

export function runForm({ lang }: RenderContext, { name, code, title }: { name: 'check' | 'job'; code: string; title: string }): SafeHtml {
  return html`<form data-post action="/admin/checks/run" method="post"><input type="hidden" name="${name}" value="${code}"><button type="submit" class="btn btn-sm btn-outline-secondary">${icon('play-fill')}${ta(lang, 'checks.runNow')}<span class="sr-only">: ${title}</span></button></form>`;
}

function runState({ lang }: RenderContext, run: JobRun): SafeHtml {
  return html`<span class="status ${TONES[run.status]}">${ta(lang, `checks.job_${run.status}`)}</span>`;
}

function took({ lang, locale }: RenderContext, run: JobRun | undefined): HtmlPart {
  return run?.ms === undefined ? '' : ta(lang, 'checks.seconds', { seconds: formatNumber(locale, run.ms / 1000, { digits: 1 }) });
}

function schedule({ lang }: RenderContext, cron: string): SafeHtml {
  return cron === '' ? html`<span class="muted">${ta(lang, 'checks.byHand')}</span>` : html`<code>${cron}</code>`;
}
