// The clock of checks and jobs that definitions describe. Every minute each process looks what is due; the lease in the database lets one
// of them run it. What was due while no process ran is not made up for.

import { Cron } from 'croner';
import { sql } from 'kysely';
import { runSql } from '../../sql/query.ts';
import type { App } from '../app.ts';
import { runJob, startJobs } from '../jobs.ts';
import type { Job } from '../jobs.ts';
import { checkJob } from './run.ts';

/** Checks at three in the night must leave connections to those who work then. */
const MOST_AT_ONCE = 2;
/** Shorter than the least time between two turns. */
const LEASE_SECONDS = 50;

interface Timed {
  readonly job: Job;
  readonly schedule: string;
  readonly timeZone: string;
}

/** Starts the clock; the answer stops it and waits for what runs. */
export function startDefinedJobs(app: App): () => Promise<void> {
  let isStopped = false;
  const running = new Set<Promise<void>>();
  const tick = async (): Promise<void> => {
    const minute = new Date();
    minute.setUTCSeconds(0, 0);
    try {
      await refreshDefinitions(app);
      const queue = dueJobs(app, minute);
      await Promise.all(
        Array.from({ length: MOST_AT_ONCE }, async () => {
          for (let job = queue.shift(); job !== undefined && !isStopped; job = queue.shift()) await runQuietly(app, job);
        }),
      );
    } catch (error) {
      app.log.error({ err: error }, 'the clock of checks and jobs missed a turn');
    }
  };
  const clock = new Cron('0 * * * * *', { timezone: 'UTC', unref: true }, () => {
    const turn = tick().finally(() => running.delete(turn));
    running.add(turn);
  });
  const stopPurge = startJobs(app, [{ code: 'purgeChecks', work: purgeChecks, schedule: '0 20 3 * * *', leaseSeconds: 3600 }]);
  return async () => {
    isStopped = true;
    clock.stop();
    await Promise.allSettled([...running, stopPurge()]);
  };
}

/** What is to begin in this minute. */
export function dueJobs(app: App, minute: Date): Job[] {
  return timedJobs(app)
    .filter(({ schedule, timeZone }) => new Cron(schedule, { timezone: timeZone, paused: true }).match(minute))
    .map(({ job, schedule }) => ({ ...job, schedule, leaseSeconds: LEASE_SECONDS }));
}

/** When it begins next; undefined: only by hand. */
export function nextTurn(timed: { readonly schedule?: string; readonly timeZone: string; readonly isActive: boolean }): Date | undefined {
  if (timed.schedule === undefined || !timed.isActive) return undefined;
  return new Cron(timed.schedule, { timezone: timed.timeZone, paused: true }).nextRun() ?? undefined;
}

/** A job of a definition, as the clock and people run it. */
export function definedJob(app: App, code: string): Job | undefined {
  const stored = app.definitions.get('job', code);
  if (stored === undefined || 'findings' in stored) return undefined;
  const { definition } = stored;
  return {
    code: stored.code,
    procedure: `${definition.schema}.${definition.procedure ?? `job_${stored.code}`}`,
    isRequired: true,
    timeLimitMs: definition.timeLimitSeconds * 1000,
  };
}

function timedJobs(app: App): Timed[] {
  const checks = app.definitions.all('check').flatMap((stored): Timed[] => {
    if ('findings' in stored) return [];
    const { schedule, timeZone, isActive } = stored.definition;
    return schedule === undefined || !isActive ? [] : [{ job: checkJob(stored, null), schedule, timeZone }];
  });
  const jobs = app.definitions.all('job').flatMap((stored): Timed[] => {
    if ('findings' in stored) return [];
    const { schedule, timeZone, isActive } = stored.definition;
    const job = definedJob(app, stored.code);
    return schedule === undefined || !isActive || job === undefined ? [] : [{ job, schedule, timeZone }];
  });
  return [...checks, ...jobs];
}

async function runQuietly(app: App, job: Job): Promise<void> {
  try {
    await runJob(app, job);
  } catch (error) {
    app.log.error({ err: error, job: job.code }, 'a job failed');
  }
}

async function refreshDefinitions(app: App): Promise<void> {
  const { rows } = await sql<{ number: string }>`SELECT number FROM platform.revision WHERE id = 1`.execute(app.db.kysely);
  await app.definitions.ensure(Number(rows[0]?.number ?? 0));
}

/** Runs and violations that are gone serve their time by their check's `keepDays`; those of deleted checks the standard time. */
async function purgeChecks(app: App): Promise<{ rows: number; message: string }> {
  const kept = app.definitions
    .all('check')
    .flatMap((stored) => ('findings' in stored ? [] : [{ code: stored.code, days: stored.definition.keepDays }]));
  const [gone] = await runSql(
    app.db,
    `DECLARE @gone int;
     DELETE r FROM platform.check_run AS r
     LEFT JOIN OPENJSON(@kept) WITH (code nvarchar(64), days int) AS k ON k.code = r.code
     WHERE r.started < DATEADD(DAY, -ISNULL(k.days, 365), SYSUTCDATETIME());
     SET @gone = @@ROWCOUNT;
     DELETE v FROM platform.check_violation AS v
     LEFT JOIN OPENJSON(@kept) WITH (code nvarchar(64), days int) AS k ON k.code = v.code
     WHERE v.gone < DATEADD(DAY, -ISNULL(k.days, 365), SYSUTCDATETIME());
     SELECT @gone + @@ROWCOUNT AS [rows];`,
    { kept: JSON.stringify(kept) },
  );
  return { rows: Number(Object.values(gone?.rows[0] ?? {})[0] ?? 0), message: '' };
}
