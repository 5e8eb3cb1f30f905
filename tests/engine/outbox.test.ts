// External actions from a procedure's rows to their end: a real SMTP conversation, tries after a refusal, workers that die, recipients.

import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { enqueueActions } from '../../engine/outbox.ts';
import { enqueue } from '../../engine/outbox/enqueue.ts';
import type { NewAction } from '../../engine/outbox/action.ts';
import { findRecipients } from '../../engine/outbox/recipients.ts';
import { beginTrace } from '../../engine/trace.ts';
import type { RequestContext } from '../../engine/request-context.ts';
import { callProcedure } from '../../sql/procedures.ts';
import { startApp } from './harness.ts';
import type { TestApp } from './harness.ts';
import { startMailServer, wordsOf } from './mailbox.ts';
import type { TestMailServer } from './mailbox.ts';

let app: TestApp;
let mail: TestMailServer;
const context = { username: '', userID: null, roles: '', traceID: '' };

beforeAll(async () => {
  mail = await startMailServer();
  app = await startApp({
    env: { SMTP_URL: mail.url, BASE_URL: 'https://orders.example.com' },
    users: [
      { username: 'anna', roles: ['manager'], displayName: 'Anna' },
      { username: 'ivan', roles: ['manager'], displayName: 'Иван' },
      { username: 'client', roles: ['client'] },
      { username: 'gone', roles: ['manager'] },
    ],
    definitions: {
      mailTemplate: {
        ready: {
          title: 'Ready',
          subject: { en: 'Order {{number}} is ready & waits', ru: 'Заказ {{number}} готов' },
          body: { en: '<p>Hello {{displayName}}, {{note}}</p>', ru: '<p>Здравствуйте, {{displayName}}, {{note}}</p>' },
          layout: 'frame',
        },
      },
      block: { frame: { roles: 'all', html: '<main>{{{body}}}<footer>{{baseUrl}}</footer></main>' } },
    },
    sql: [
      `CREATE TABLE dbo.job_log (id int IDENTITY PRIMARY KEY, at datetime2 DEFAULT (SYSUTCDATETIME()));
GO
CREATE OR ALTER PROCEDURE dbo.job_count @username nvarchar(64) AS
BEGIN
  SET NOCOUNT ON;
  INSERT INTO dbo.job_log DEFAULT VALUES;
  SELECT 1 AS Result, N'counted' AS Msg;
  SELECT N'notification' AS type, N'client' AS [to], N'Counted' AS text;
END;
GO`,
    ],
  });
  await app.sql(`
    UPDATE platform.[user] SET email = username + N'@example.com', lang = IIF(username = N'anna', 'en', 'ru');
    UPDATE platform.[user] SET isActive = 0 WHERE username = N'gone';`);
});
afterEach(() => mail.refuse(undefined));
afterAll(async () => {
  await app.stop();
  await mail.stop();
});

async function add(action: NewAction): Promise<void> {
  await enqueue(app.running.app, [action]);
}

async function actionsOf(type: string) {
  return app.db.kysely.selectFrom('platform.outbox').selectAll().where('type', '=', type).orderBy('id').execute();
}

async function lastOf(type: string) {
  return (await actionsOf(type)).at(-1);
}

const lettersWith = (words: string) => mail.letters.filter(({ source }) => wordsOf(source).includes(words));

describe('letters', () => {
  test('go over SMTP with a text part beside the HTML', async () => {
    await add({
      type: 'email',
      payload: {
        to: 'anna',
        subject: 'Первое письмо',
        body: '<p>Строка один</p><p><a href="https://orders.example.com/order/1">Открыть</a></p>',
      },
    });
    await expect.poll(() => lettersWith('Строка один').length, { timeout: 8000 }).toBe(1);
    const [letter] = lettersWith('Строка один');
    expect(letter?.to).toEqual(['anna@example.com']);
    expect(letter?.source).toContain('multipart/alternative');
    expect(wordsOf(letter?.source ?? '')).toContain('Открыть (https://orders.example.com/order/1)');
    await expect.poll(async () => (await lastOf('email'))?.status).toBe('done');
  });

  test('of a template are in the language of each recipient, with escaped values inside the layout', async () => {
    await add({
      type: 'emailtemplate',
      payload: { To: 'role:manager', Template: 'ready', additional: { number: 42, note: '<img src=x onerror=alert(1)>' } },
    });
    await expect.poll(() => lettersWith('onerror').length, { timeout: 8000 }).toBe(2);
    const to = (address: string): string => wordsOf(lettersWith('onerror').find((letter) => letter.to.includes(address))?.source ?? '');
    expect(to('anna@example.com')).toContain('Hello Anna');
    expect(to('anna@example.com')).toContain('Subject: Order 42 is ready & waits');
    expect(to('ivan@example.com')).toContain('Здравствуйте, Иван');
    expect(to('ivan@example.com')).toContain('&lt;img src');
    expect(to('ivan@example.com').split('Content-Type: text/html')[1]).not.toContain('<img');
    expect(to('ivan@example.com')).toContain('<footer>https://orders.example.com</footer></main>');
  });

  test('are tried again after a refusal for now, and arrive once', async () => {
    mail.refuse(451);
    await add({ type: 'email', payload: { to: 'anna', subject: 'Later', body: 'come back later' } });
    await expect.poll(async () => (await lastOf('email'))?.status, { timeout: 8000 }).toBe('failed');
    const failed = await lastOf('email');
    expect(failed?.lastError).toContain('451');
    expect(failed?.nextAttempt.getTime()).toBeGreaterThan(Date.now() + 5000);
    mail.refuse(undefined);
    await app.sql(`UPDATE platform.outbox SET nextAttempt = SYSUTCDATETIME() WHERE status = 'failed';`);
    await expect.poll(async () => (await lastOf('email'))?.status, { timeout: 8000 }).toBe('done');
    expect(lettersWith('come back later')).toHaveLength(1);
    expect((await lastOf('email'))?.attempts).toBe(2);
  });

  test('that the server refuses for good are dead at once, with its reason', async () => {
    mail.refuse(550);
    await add({ type: 'email', payload: { to: 'nobody@example.com', subject: 'No', body: 'never' } });
    await expect.poll(async () => (await lastOf('email'))?.status, { timeout: 8000 }).toBe('dead');
    expect((await lastOf('email'))?.lastError).toContain('550');
  });

  test('to a mailbox never go to a user of that name', async () => {
    await app.sql(`INSERT INTO platform.[user] (username, email, displayName) VALUES (N'x@example.com', N'owner@example.com', N'X');`);
    expect((await findRecipients(app.db, 'mailto:x@example.com')).map(({ email }) => email)).toEqual(['x@example.com']);
    expect((await findRecipients(app.db, 'x@example.com')).map(({ email }) => email)).toEqual(['owner@example.com']);
  });
});

describe('recipients', () => {
  test('are users, lists and active members of roles, each once', async () => {
    const names = async (to: string) => (await findRecipients(app.db, to)).map(({ username }) => username);
    expect(await names('role:manager')).toEqual(['anna', 'ivan']);
    expect(await names('anna, client, role:manager')).toEqual(['anna', 'ivan', 'client']);
    expect(await names('gone, nobody')).toEqual([]);
  });
});

describe('the worker', () => {
  test('takes an action again whose worker died', async () => {
    await add({ type: 'clearcache', payload: {}, delaySeconds: 3600 });
    const waiting = await lastOf('clearcache');
    await app.sql(
      `UPDATE platform.outbox SET nextAttempt = SYSUTCDATETIME(), lockedBy = N'dead worker', lockedUntil = DATEADD(HOUR, 1, SYSUTCDATETIME()), attempts = 1 WHERE id = ${waiting?.id};`,
    );
    const done = await callProcedure(app.db, {
      name: 'platform.outbox_take',
      values: { owner: 'other', batch: 20, lockSeconds: 60, maxAttempts: 8 },
      context,
      isRead: false,
    });
    expect(done.sets[0]?.rows).toEqual([]);
    await app.sql(`UPDATE platform.outbox SET lockedUntil = SYSUTCDATETIME() WHERE id = ${waiting?.id};`);
    await expect.poll(async () => (await lastOf('clearcache'))?.status, { timeout: 8000 }).toBe('done');
    expect((await lastOf('clearcache'))?.attempts).toBe(2);
  });

  test('says why channels without a provider cannot serve', async () => {
    await add({ type: 'sms', payload: { number: '+7', msg: 'hi' } });
    await add({ type: 'carrierPigeon', payload: {} });
    await expect.poll(async () => (await lastOf('sms'))?.status, { timeout: 8000 }).toBe('dead');
    expect((await lastOf('sms'))?.lastError).toBe('sms: no SMS provider is set up');
    await expect.poll(async () => (await lastOf('carrierPigeon'))?.lastError).toContain('no external action of type');
  });

  test('runs a job that a procedure asked for, and its own actions', async () => {
    await add({ type: 'job', payload: { code: 'count' } });
    await expect.poll(async () => (await lastOf('job'))?.status, { timeout: 8000 }).toBe('done');
    const run = await app.db.kysely.selectFrom('platform.job_run').selectAll().where('code', '=', 'count').executeTakeFirst();
    expect(run).toMatchObject({ status: 'done', message: 'counted' });
    await expect.poll(async () => (await lastOf('notification'))?.status, { timeout: 8000 }).toBe('done');
  });
});

test('a set of external actions is taken row by row, types in any letter case', async () => {
  const ctx = {
    app: app.running.app,
    visitor: { username: 'anna' },
    traceId: 'trace-1',
    trace: beginTrace('trace-1'),
  } as unknown as RequestContext;
  const rows = [
    { Type: 'Notification', To: 'client', Text: 'One' },
    { type: null, to: 'x' },
    { TYPE: 'job', code: 'count', runAt: '2099-01-02 03:04:05' },
  ];
  expect(await enqueueActions(ctx, rows)).toBe(2);
  const job = await lastOf('job');
  expect(job?.nextAttempt.toISOString()).toBe('2099-01-02T03:04:05.000Z');
  expect(job).toMatchObject({ createdBy: 'anna', traceID: 'trace-1' });
  await expect
    .poll(
      async () =>
        (await app.db.kysely.selectFrom('platform.notification').select(['text', 'fromUsername']).where('text', '=', 'One').execute())[0],
      { timeout: 8000 },
    )
    .toMatchObject({ fromUsername: 'anna' });
});
