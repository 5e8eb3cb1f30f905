// Checks and jobs of the solution, and the platform's own jobs, with what is known of their runs. Developers see all of them, whatever
// roles their definitions name.

import { definedJob, nextTurn } from '../../engine/checks/clock.ts';
import { readHistory } from '../../engine/checks/history.ts';
import { itemOf } from '../../engine/checks/load.ts';
import type { NamedCheck } from '../../engine/checks/run.ts';
import { textOf } from '../../engine/definition-texts.ts';
import { schedule } from '../../engine/jobs.ts';
import type { Job } from '../../engine/jobs.ts';
import type { RequestContext } from '../../engine/request-context.ts';
import type { CheckItem } from '../../renderer/check/view.ts';
import { cell } from '../../sql/procedures.ts';
import type { Row } from '../../sql/procedures.ts';
import { runSql } from '../../sql/query.ts';

export interface CheckLine extends CheckItem {
  /** Cron, or '' when it runs only by hand. */
  readonly schedule: string;
}

export interface JobRun {
  readonly started: Date;
  readonly ms: number | undefined;
  readonly status: 'running' | 'done' | 'failed';
  readonly rows: number | undefined;
  readonly message: string;
}

export interface JobLine {
  readonly code: string;
  readonly title: string;
  readonly schedule: string;
  readonly isPlatform: boolean;
  readonly next: string | undefined;
  readonly last: JobRun | undefined;
}

/** Checks of the solution without its collections. */
export function allChecks({ app }: RequestContext): NamedCheck[] {
  return app.definitions.all('check').flatMap((stored) => ('findings' in stored || stored.definition.checks.length > 0 ? [] : [stored]));
}

export async function readChecks(ctx: RequestContext): Promise<CheckLine[]> {
  const checks = allChecks(ctx);
  const histories = await readHistory(
    ctx.app.db,
    checks.map(({ code }) => code),
  );
  return checks.map((check) => ({
    ...itemOf({ ctx }, check, histories.get(check.code)),
    schedule: check.definition.isActive ? (check.definition.schedule ?? '') : '',
  }));
}

/** The job by its code: of a definition, else of the platform. Without a schedule, so that running it now does not hold its next turn. */
export function jobOf({ app }: RequestContext, code: string): Job | undefined {
  const own = definedJob(app, code);
  if (own !== undefined) return own;
  const platform = schedule.find((job) => job.code === code);
  if (platform === undefined) return undefined;
  const { schedule: _clock, leaseSeconds: _lease, ...job } = platform;
  return job;
}

export async function readJobs(ctx: RequestContext): Promise<JobLine[]> {
  const [set] = await runSql(
    ctx.app.db,
    `SELECT r.code, r.started, r.finished, r.status, r.[rows], r.message
     FROM platform.job_run AS r
     JOIN (SELECT MAX(id) AS id FROM platform.job_run WHERE code NOT LIKE N'check.%' GROUP BY code) AS newest ON newest.id = r.id;`,
  );
  const last = new Map((set?.rows ?? []).map((row) => [String(cell(row, 'code')).toLowerCase(), runOf(row)]));
  const own = ctx.app.definitions.all('job').flatMap((stored): JobLine[] => {
    if ('findings' in stored) return [];
    const { code, definition } = stored;
    return [
      {
        code,
        title: textOf(ctx, definition.title),
        schedule: definition.isActive ? (definition.schedule ?? '') : '',
        isPlatform: false,
        next: nextTurn(definition)?.toISOString(),
        last: last.get(code.toLowerCase()),
      },
    ];
  });
  const platform = schedule.map(
    (job): JobLine => ({
      code: job.code,
      title: job.code,
      schedule: job.schedule ?? '',
      isPlatform: true,
      next: nextTurn({ ...(job.schedule === undefined ? {} : { schedule: job.schedule }), timeZone: 'UTC', isActive: true })?.toISOString(),
      last: last.get(job.code.toLowerCase()),
    }),
  );
  return [...own, ...platform];
}

const RUNS = 100;

/** The last runs of a job, newest first. */
export async function readJobRuns(ctx: RequestContext, code: string): Promise<JobRun[]> {
  const [set] = await runSql(
    ctx.app.db,
    `SELECT TOP (${RUNS}) r.started, r.finished, r.status, r.[rows], r.message FROM platform.job_run AS r WHERE r.code = @code ORDER BY r.id DESC;`,
    { code },
  );
  return (set?.rows ?? []).map(runOf);
}

function runOf(row: Row): JobRun {
  const started = moment(cell(row, 'started'));
  const finished = moment(cell(row, 'finished'));
  const rows = cell(row, 'rows');
  return {
    started: started ?? new Date(0),
    ms: started === undefined || finished === undefined ? undefined : finished.getTime() - started.getTime(),
    status: cell(row, 'status') as JobRun['status'],
    rows: rows === null || rows === undefined ? undefined : Number(rows),
    message: String(cell(row, 'message') ?? ''),
  };
}

function moment(value: unknown): Date | undefined {
  if (value === null || value === undefined) return undefined;
  return value instanceof Date ? value : new Date(`${String(value)}Z`);
}
