// The job component: what the job does, when it runs next, how its last runs ended, a button to run it now.

import { componentId, componentRoot } from './component-root.ts';
import { html, join } from './html.ts';
import type { SafeHtml } from './html.ts';
import { icon } from './icons.ts';
import { formatNumber, formatRelative, t } from './locale.ts';
import type { RenderContext } from './page-context.ts';

export interface JobView {
  readonly code: string;
  readonly title: string;
  readonly description: string;
  readonly icon: string;
  readonly next?: string | undefined;
  /** The newest first. */
  readonly runs: readonly {
    readonly started: string;
    readonly ms: number | undefined;
    readonly status: 'running' | 'done' | 'failed';
    readonly message: string;
  }[];
}

const TONES = { running: 'info', done: 'success', failed: 'danger' } as const;

export function renderJob(view: JobView, { lang, locale }: RenderContext): SafeHtml {
  const id = `${componentId('job', view.code)}-title`;
  const rows = view.runs.map((run) => {
    const took =
      run.ms === undefined ? '' : html` · ${t(lang, 'check.seconds', { seconds: formatNumber(locale, run.ms / 1000, { digits: 1 }) })}`;
    return html`<li><span class="status status-${TONES[run.status]}">${t(lang, `check.job_${run.status}`)}</span><span class="rows-main">${run.message}<small><time datetime="${run.started}">${formatRelative(locale, run.started)}</time>${took}</small></span></li>`;
  });
  const next =
    view.next === undefined
      ? t(lang, 'check.byHand')
      : html`${t(lang, 'check.next')} <time datetime="${view.next}">${formatRelative(locale, view.next)}</time>`;
  return componentRoot(
    { kind: 'job', code: view.code, class: 'card', labelledBy: id },
    html`<div class="card-header">${icon(view.icon)}<h2 id="${id}">${view.title}</h2><span class="card-note">${next}</span><button type="button" class="btn btn-sm btn-outline-secondary push" id="${id}-run" data-job-run>${icon('play-fill')}${t(lang, 'check.runJob')}<span class="sr-only">: ${view.title}</span></button></div>${view.description === '' ? '' : html`<p class="card-part mb-0">${view.description}</p>`}<ul class="rows">${rows.length === 0 ? html`<li>${t(lang, 'check.job_never')}</li>` : join(rows)}</ul>`,
  );
}
