// The job component (`as-job`): when a job ran and how it ended, and a button to run it now.

import { renderJob } from '../../renderer/job.ts';
import type { JobView } from '../../renderer/job.ts';
import { t } from '../../renderer/locale.ts';
import { BusinessRefusal } from '../../sql/errors.ts';
import { definedJob, nextTurn } from '../checks/clock.ts';
import type { ActionAnswer, ComponentKind, ComponentRequest } from '../component.ts';
import { textOf } from '../definition-texts.ts';
import { RequestError } from '../errors.ts';
import { runJob } from '../jobs.ts';
import { refusedWith } from '../procedure-answer.ts';
import { isDeveloper } from '../render-context.ts';

const RUNS = 5;

export const jobComponent: ComponentKind<'job', JobView> = {
  kind: 'job',
  snippets: ['as-job'],
  roles: (definition) => definition.roles,
  load: loadJob,
  render: renderJob,
  actions: { run: runNow },
};

async function loadJob({ ctx, code, definition }: ComponentRequest<'job'>): Promise<JobView> {
  const runs = await ctx.app.db.kysely
    .selectFrom('platform.job_run')
    .select(['started', 'finished', 'status', 'message'])
    .where('code', '=', code)
    .orderBy('id', 'desc')
    .top(RUNS)
    .execute();
  return {
    code,
    title: textOf(ctx, definition.title),
    description: textOf(ctx, definition.description),
    icon: definition.icon ?? 'clock-history',
    next: nextTurn(definition)?.toISOString(),
    runs: runs.map((run) => ({
      started: run.started.toISOString(),
      ms: run.finished === null ? undefined : run.finished.getTime() - run.started.getTime(),
      status: run.status,
      // The reason of a failure is a developer's; what the procedure said of its success is for everybody here.
      message: run.status === 'failed' && !isDeveloper(ctx.visitor) ? '' : (run.message ?? ''),
    })),
  };
}

async function runNow({ ctx, code }: ComponentRequest<'job'>): Promise<ActionAnswer> {
  const job = definedJob(ctx.app, code);
  if (job === undefined) throw new RequestError('notFound', { detail: `there is no job "${code}"` });
  try {
    const end = await runJob(ctx.app, job);
    if (end === 'busy') return { ...refusedWith(t(ctx.lang, 'check.busy')), status: 409 };
  } catch (error) {
    if (error instanceof BusinessRefusal) return refusedWith(error.text);
    throw error;
  }
  return {
    ok: true,
    commands: [
      { type: 'message', kind: 'success', text: t(ctx.lang, 'check.jobDone') },
      { type: 'refresh', target: `#as-job-${code}` },
    ],
  };
}
