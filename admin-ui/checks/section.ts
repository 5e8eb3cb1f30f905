// Integrity checks and jobs: all of them with schedule, outcome and history, and running one now.

import { foundOf } from '../../engine/checks/load.ts';
import { runCheck } from '../../engine/checks/run.ts';
import { audit } from '../../engine/auth/audit.ts';
import { RequestError } from '../../engine/errors.ts';
import { runJob } from '../../engine/jobs.ts';
import { textOf as textInLanguage } from '../../engine/definition-texts.ts';
import type { RequestContext } from '../../engine/request-context.ts';
import { describe } from '../../engine/trace.ts';
import { renderFound } from '../../renderer/check/found.ts';
import type { Command } from '../../renderer/commands.ts';
import { html } from '../../renderer/html.ts';
import { sendDone, sendRefused, textOf } from '../answers.ts';
import { requireRecentPassword } from '../reauthentication.ts';
import { adminRenderContext, adminScreen } from '../screen.ts';
import type { AdminSection } from '../section.ts';
import { ta } from '../texts.ts';
import { allChecks, jobOf, readChecks, readJobRuns, readJobs } from './read.ts';
import { renderChecksAndJobs, renderJobRuns, runForm } from './view.ts';

interface Address {
  readonly code: string;
}

export const checks: AdminSection = {
  code: 'checks',
  group: 'run',
  icon: 'shield-check',
  roles: ['developer'],
  routes(server) {
    server.get('/', async ({ ctx }, reply) => {
      const [list, jobs] = await Promise.all([readChecks(ctx), readJobs(ctx)]);
      const body = renderChecksAndJobs(adminRenderContext(ctx), { checks: list, jobs });
      return reply
        .type('text/html; charset=utf-8')
        .send(await adminScreen(ctx, { section: 'checks', title: ta(ctx.lang, 'sections.checks'), body }));
    });

    server.get<{ Params: Address }>('/check/:code', async ({ ctx, params }, reply) => {
      const check = checkOf(ctx, params.code);
      const render = adminRenderContext(ctx);
      const title = textInLanguage(ctx, check.definition.title);
      // Mending is for those whom the definition names, on the page where they work.
      const found = { ...(await foundOf({ ctx }, check)), fix: undefined };
      const body = html`<section class="card" aria-label="${title}">${renderFound(found, render)}</section>`;
      return reply.type('text/html; charset=utf-8').send(
        await adminScreen(ctx, {
          section: 'checks',
          title,
          lead: textInLanguage(ctx, check.definition.description),
          breadcrumbs: [{ text: title }],
          actions: html`<a class="btn btn-outline-secondary" href="/admin/definitions/check/${encodeURIComponent(check.code)}">${ta(ctx.lang, 'checks.definition')}</a>${runForm(render, { name: 'check', code: check.code, title })}`,
          body,
        }),
      );
    });

    server.get<{ Params: Address }>('/job/:code', async ({ ctx, params }, reply) => {
      const job = jobOf(ctx, params.code);
      if (job === undefined) throw new RequestError('notFound', { detail: `there is no job "${params.code}"` });
      const render = adminRenderContext(ctx);
      const stored = ctx.app.definitions.get('job', job.code);
      const definition =
        stored === undefined
          ? ''
          : html`<a class="btn btn-outline-secondary" href="/admin/definitions/job/${encodeURIComponent(job.code)}">${ta(ctx.lang, 'checks.definition')}</a>`;
      return reply.type('text/html; charset=utf-8').send(
        await adminScreen(ctx, {
          section: 'checks',
          title: job.code,
          breadcrumbs: [{ text: job.code }],
          actions: html`${definition}${runForm(render, { name: 'job', code: job.code, title: job.code })}`,
          body: renderJobRuns(render, await readJobRuns(ctx, job.code)),
        }),
      );
    });

    server.post('/run', { schema: { body: { type: 'object' } } }, async ({ ctx, body }, reply) => {
      const check = textOf(body, 'check');
      const outcome = check === '' ? await runJobNow(ctx, textOf(body, 'job')) : await runCheckNow(ctx, check);
      if (outcome.type === 'message' && outcome.kind !== 'success')
        return sendRefused(reply, { status: 409, data: {}, commands: [outcome] });
      return sendDone(reply, { commands: [outcome, { type: 'reload' }] });
    });
  },
};

async function runCheckNow(ctx: RequestContext, code: string): Promise<Command> {
  const check = checkOf(ctx, code);
  await audit(ctx, { action: 'admin.checkRun', userID: ctx.visitor.userID, object: `check ${check.code}` });
  try {
    const outcome = await runCheck(ctx.app, check, ctx.visitor.username);
    if (outcome === undefined) return { type: 'message', kind: 'warning', text: ta(ctx.lang, 'checks.busy') };
    return {
      type: 'message',
      kind: 'success',
      text: ta(ctx.lang, 'checks.checkDone', { count: outcome.violations, fresh: outcome.fresh }),
    };
  } catch (error) {
    return { type: 'message', kind: 'danger', text: describe(error).slice(0, 1000) };
  }
}

/** A job changes data, and whoever runs it here need not be among its own roles. */
async function runJobNow(ctx: RequestContext, code: string): Promise<Command> {
  const job = jobOf(ctx, code);
  if (job === undefined) throw new RequestError('notFound', { detail: `there is no job "${code}"` });
  await requireRecentPassword(ctx);
  await audit(ctx, { action: 'admin.jobRun', userID: ctx.visitor.userID, object: `job ${job.code}` });
  try {
    const end = await runJob(ctx.app, job);
    if (end === 'done') return { type: 'message', kind: 'success', text: ta(ctx.lang, 'checks.jobRan') };
    return { type: 'message', kind: 'warning', text: ta(ctx.lang, end === 'busy' ? 'checks.busy' : 'checks.missing') };
  } catch (error) {
    return { type: 'message', kind: 'danger', text: describe(error).slice(0, 1000) };
  }
}

function checkOf(ctx: RequestContext, code: string) {
  const check = allChecks(ctx).find((one) => one.code.toLowerCase() === code.toLowerCase());
  if (check === undefined) throw new RequestError('notFound', { detail: `there is no check "${code}"` });
  return check;
}
