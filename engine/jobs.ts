// Work by the clock: `as_sync_minute`, `as_sync_hour` and `as_sync_day` of the solution when they exist, and the platform's own purge. A
// lease in the database says which process runs a job; every run is a row of `platform.job_run`.

import { randomBytes } from 'node:crypto';
import { Cron } from 'croner';
import { ProcedureMissing } from '../sql/errors.ts';
import { callProcedure, cell } from '../sql/procedures.ts';
import type { ProcedureResult } from '../sql/procedures.ts';
import { runSql } from '../sql/query.ts';
import { readStamp } from '../sql/signatures.ts';
import { purgeCalls } from './api/calls.ts';
import type { App } from './app.ts';
import { processName } from './events.ts';
import { purgeDraftFiles } from './files/drafts.ts';
import { enqueueRows } from './outbox/enqueue.ts';
import { newTraceId } from './request-begin.ts';
import { describe } from './trace.ts';

export interface Job {
  /** Of the lease and the run. */
  readonly code: string;
  /** Of the solution. */
  readonly procedure?: string;
  /** Of the platform, instead of a procedure. */
  readonly work?: (app: App) => Promise<JobResult>;
  /** Absent: runs when it is asked for. */
  readonly schedule?: string;
  /** How long no other process begins it again; nearly the time to its next run. */
  readonly leaseSeconds?: number;
  /** Of the procedure's call. */
  readonly timeLimitMs?: number;
  /** A missing procedure is an error; otherwise the job is skipped. */
  readonly isRequired?: boolean;
}

export interface JobResult {
  readonly rows: number;
  readonly message: string;
}

/** `busy`: another process has it. `missing`: there is no such procedure. */
export type JobEnd = 'done' | 'busy' | 'missing';

export const schedule: readonly Job[] = [
  { code: 'as_sync_minute', procedure: 'as_sync_minute', schedule: '0 * * * * *', leaseSeconds: 50 },
  { code: 'as_sync_hour', procedure: 'as_sync_hour', schedule: '0 0 * * * *', leaseSeconds: 3000 },
  { code: 'as_sync_day', procedure: 'as_sync_day', schedule: '0 0 3 * * *', leaseSeconds: 3600 },
  { code: 'purge', work: purge, schedule: '0 30 3 * * *', leaseSeconds: 3600 },
  {
    code: 'purgeFiles',
    work: async (app) => ({ rows: await purgeDraftFiles(app), message: '' }),
    schedule: '0 50 3 * * *',
    leaseSeconds: 3600,
  },
  {
    code: 'purgeApiCalls',
    work: async (app) => ({ rows: await purgeCalls(app), message: '' }),
    schedule: '0 45 3 * * *',
    leaseSeconds: 3600,
  },
  { code: 'purgeNotifications', work: purgeNotifications, schedule: '0 40 3 * * *', leaseSeconds: 3600 },
];

const TIME_LIMIT_MS = 30 * 60_000;
const ACTION_SETS = 9;

/** Starts the clock; the answer stops it and waits for what runs. */
export function startJobs(app: App, jobs: readonly Job[] = schedule): () => Promise<void> {
  const running = new Set<Promise<void>>();
  const owner = newOwner();
  const clocks = jobs.flatMap((job) => {
    if (job.schedule === undefined) return [];
    return new Cron(job.schedule, { timezone: 'UTC', unref: true, protect: true }, () => {
      const one: Promise<void> = runJob(app, job, owner)
        .then(() => {})
        .catch((error: unknown) => app.log.error({ err: error, job: job.code }, 'a job failed'))
        .finally(() => running.delete(one));
      running.add(one);
      return one;
    });
  });
  return async () => {
    for (const clock of clocks) clock.stop();
    await Promise.allSettled(running);
  };
}

/** Runs a job unless another process does. Throws when it failed, after noting it. */
export async function runJob(app: App, job: Job, owner: string = newOwner()): Promise<JobEnd> {
  const { procedure, work } = job;
  // Without visitors no request tells that procedures changed.
  if (procedure !== undefined) app.db.signatures.noteStamp(await readStamp(app.db));
  if (procedure !== undefined && (await app.db.signatures.signatureOf(procedure)) === undefined) {
    if (job.isRequired) throw new ProcedureMissing(procedure);
    return 'missing';
  }
  const { leaseSeconds = 60 } = job;
  if (!(await takeLease(app, { job, owner, leaseSeconds }))) return 'busy';
  // A run that takes longer than its lease keeps it.
  const renewal = setInterval(
    () => {
      takeLease(app, { job, owner, leaseSeconds }).catch((error: unknown) =>
        app.log.warn({ err: error, job: job.code }, 'a lease was not prolonged'),
      );
    },
    (leaseSeconds * 1000) / 3,
  );
  renewal.unref();
  try {
    await runNoted(app, job, async (traceID) =>
      procedure === undefined ? work?.(app) : runProcedure(app, procedure, { traceID, timeLimitMs: job.timeLimitMs }),
    );
    return 'done';
  } finally {
    clearInterval(renewal);
    // A job of the clock keeps its lease: another process's clock may be a little behind.
    if (job.schedule === undefined)
      await callProcedure(app.db, {
        name: 'platform.job_lease_release',
        values: { code: job.code, owner },
        context: nobody(''),
        isRead: false,
      });
  }
}

async function takeLease(app: App, { job, owner, leaseSeconds }: { job: Job; owner: string; leaseSeconds: number }): Promise<boolean> {
  const values = { code: job.code, owner, seconds: leaseSeconds };
  const result = await callProcedure(app.db, { name: 'platform.job_lease_take', values, context: nobody(''), isRead: false });
  return Number(cell(result.sets[0]?.rows[0], 'Result') ?? 0) === 1;
}

async function runNoted(app: App, job: Job, work: (traceID: string) => Promise<JobResult | undefined>): Promise<void> {
  const traceID = newTraceId();
  const [made] = await runSql(app.db, 'INSERT INTO platform.job_run (code) OUTPUT inserted.id VALUES (@code);', { code: job.code });
  const id = String(cell(made?.rows[0], 'id'));
  const end = (status: 'done' | 'failed', { rows, message }: { readonly rows: number | null; readonly message: string }) =>
    runSql(
      app.db,
      'UPDATE platform.job_run SET finished = SYSUTCDATETIME(), status = @status, [rows] = @rows, message = @message WHERE id = @id;',
      {
        id,
        status,
        rows,
        message: message || null,
      },
    );
  try {
    await end('done', (await work(traceID)) ?? { rows: 0, message: '' });
  } catch (error) {
    await end('failed', { rows: null, message: describe(error) });
    const row = {
      traceID,
      level: 1,
      kind: 'error',
      code: `job.${job.code}`,
      header: `job ${job.code}`,
      text: describe(error),
      url: '',
      userID: null,
      ms: 0,
      rows: 0,
    };
    app.traces.write([row]);
    throw error;
  }
}

async function runProcedure(
  app: App,
  procedure: string,
  { traceID, timeLimitMs = TIME_LIMIT_MS }: { traceID: string; timeLimitMs?: number | undefined },
): Promise<JobResult> {
  const result = await callProcedure(app.db, {
    name: procedure,
    values: { username: '' },
    context: nobody(traceID),
    isRead: false,
    timeoutMs: timeLimitMs,
  });
  await enqueueOf(app, result, traceID);
  const status = result.sets[0]?.rows[0];
  const said = cell(status, 'Result');
  if (said === 0 || said === false) throw new Error(`${procedure} refused: ${String(cell(status, 'Msg') ?? '')}`);
  return { rows: result.rows, message: String(cell(status, 'Msg') ?? '') };
}

/** Sets 2 to 10 are external actions. */
async function enqueueOf(app: App, result: ProcedureResult, traceID: string): Promise<void> {
  const rows = result.sets.slice(1, 1 + ACTION_SETS).flatMap((set) => set.rows);
  await enqueueRows(app, rows, { createdBy: null, traceID });
}

const STANDARD_DAYS = 180;

/** By a statement, not a call: what a call does not give is NULL, and here the procedure's own defaults count. */
async function purge(app: App): Promise<JobResult> {
  const [counts] = await runSql(app.db, 'EXEC platform.purge;', {}, { timeoutMs: TIME_LIMIT_MS });
  const gone = (counts?.rows ?? [])
    .map((row) => ({ name: String(cell(row, 'name')), rows: Number(cell(row, 'rows')) }))
    .filter(({ rows }) => rows > 0);
  return { rows: gone.reduce((sum, { rows }) => sum + rows, 0), message: gone.map(({ name, rows }) => `${name} ${rows}`).join(', ') };
}

/** Notifications serve their time by their type's `keepDays`. */
async function purgeNotifications(app: App): Promise<JobResult> {
  const types = app.definitions.all('notificationType').map((type) => ({
    code: type.code,
    days: 'findings' in type ? STANDARD_DAYS : type.definition.keepDays,
  }));
  const [gone] = await runSql(
    app.db,
    `DELETE n FROM platform.notification AS n
     LEFT JOIN OPENJSON(@types) WITH (code nvarchar(64), days int) AS t ON t.code = n.typeCode
     WHERE n.created < DATEADD(DAY, -ISNULL(t.days, @standard), SYSUTCDATETIME());
     SELECT @@ROWCOUNT AS [rows];`,
    { types: JSON.stringify(types), standard: STANDARD_DAYS },
  );
  return { rows: Number(cell(gone?.rows[0], 'rows') ?? 0), message: '' };
}

function newOwner(): string {
  return `${processName()}:${randomBytes(4).toString('hex')}`;
}

function nobody(traceID: string) {
  return { username: '', userID: null, roles: '', traceID };
}
