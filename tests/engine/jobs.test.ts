// Jobs by the clock: one process runs each, every run is noted, what serves its time goes.

import { afterAll, beforeAll, expect, test } from 'vitest';
import { runJob, schedule, startJobs } from '../../engine/jobs.ts';
import type { RunningProcess } from '../../engine/start.ts';
import { startApp } from './harness.ts';
import type { TestApp } from './harness.ts';

let app: TestApp;
let other: RunningProcess;

beforeAll(async () => {
  app = await startApp({
    users: [{ username: 'anna', roles: ['manager'] }],
    definitions: { notificationType: { brief: { title: 'Brief', keepDays: 2 } } },
    sql: [
      `CREATE TABLE dbo.ticks (id int IDENTITY PRIMARY KEY);
GO
CREATE OR ALTER PROCEDURE dbo.as_tick AS
BEGIN
  SET NOCOUNT ON;
  INSERT INTO dbo.ticks DEFAULT VALUES;
  SELECT 1 AS Result, N'ok' AS Msg;
END;
GO
CREATE OR ALTER PROCEDURE dbo.as_broken AS
BEGIN
  SET NOCOUNT ON;
  THROW 51000, N'nothing to do', 1;
END;
GO`,
    ],
  });
  other = await app.another();
});
afterAll(() => app.stop());

const runs = (code: string) => app.db.kysely.selectFrom('platform.job_run').selectAll().where('code', '=', code).orderBy('id').execute();
const minute = { code: 'tick', procedure: 'as_tick', schedule: '* * * * * *', leaseSeconds: 50 };

test('of two processes one runs a job', async () => {
  const ends = await Promise.all([runJob(app.running.app, minute), runJob(other.app, minute)]);
  expect(ends.sort()).toEqual(['busy', 'done']);
  expect(await runs('tick')).toHaveLength(1);
});

test('the clock runs what is due', async () => {
  const stop = startJobs(app.running.app, [{ ...minute, code: 'tick2', leaseSeconds: 1 }]);
  await expect.poll(async () => (await runs('tick2')).at(0)?.status, { timeout: 5000 }).toBe('done');
  await stop();
});

test('a failure is noted with its reason', async () => {
  await expect(runJob(app.running.app, { code: 'broken', procedure: 'as_broken' })).rejects.toThrow('nothing to do');
  expect((await runs('broken'))[0]).toMatchObject({ status: 'failed', message: expect.stringContaining('nothing to do') });
  // Its lease was given back: it may be run again at once.
  await expect(runJob(other.app, { code: 'broken', procedure: 'as_broken' })).rejects.toThrow('nothing to do');
});

test('the clock knows the solution’s minute, hour and day, and runs them once they exist', async () => {
  for (const code of ['as_sync_minute', 'as_sync_hour', 'as_sync_day']) {
    const job = schedule.find((known) => known.code === code);
    if (job === undefined) throw new Error(`${code} is not on the schedule`);
    expect(await runJob(app.running.app, { ...job, leaseSeconds: 1 })).toBe('missing');
    await app.sql(
      `CREATE PROCEDURE dbo.${code} @username nvarchar(64) AS BEGIN SET NOCOUNT ON; SELECT 1 AS Result, N'${code} ran' AS Msg; END;`,
    );
    await expect.poll(() => runJob(app.running.app, { ...job, leaseSeconds: 1 }), { timeout: 5000 }).toBe('done');
    expect((await runs(code)).some(({ status, message }) => status === 'done' && message === `${code} ran`)).toBe(true);
    await app.sql(`DROP PROCEDURE dbo.${code};`);
  }
});

test('a procedure that does not exist is skipped', async () => {
  expect(await runJob(app.running.app, { code: 'none', procedure: 'as_none' })).toBe('missing');
  expect(await runs('none')).toEqual([]);
});

test('the purge takes old sessions, traces and read notifications and leaves new ones', async () => {
  await app.sql(`
    INSERT INTO platform.trace (traceID, created) VALUES ('old', DATEADD(DAY, -40, SYSUTCDATETIME())), ('new', SYSUTCDATETIME());
    INSERT INTO platform.notification (userID, typeCode, text, created)
    SELECT u.id, v.type, v.text, DATEADD(DAY, -3, SYSUTCDATETIME())
    FROM platform.[user] AS u CROSS JOIN (VALUES (N'brief', N'gone'), (N'other', N'stays')) AS v(type, text);`);
  await app.running.app.definitions.ensure(
    Number((await app.db.kysely.selectFrom('platform.revision').select('number').executeTakeFirst())?.number),
  );
  for (const job of schedule.filter(({ work }) => work !== undefined)) expect(await runJob(app.running.app, job)).toBe('done');
  const traces = await app.db.kysely.selectFrom('platform.trace').select('traceID').where('traceID', 'in', ['old', 'new']).execute();
  expect(traces.map(({ traceID }) => traceID)).toEqual(['new']);
  const texts = await app.db.kysely.selectFrom('platform.notification').select('text').execute();
  expect(texts.map(({ text }) => text)).toEqual(['stays']);
});
