// Notifications from the procedure that makes them to the panel, the page, the letters: by each user's choices, and only one's own.

import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { mailFolder } from '../../engine/mail.ts';
import { openStream } from './event-stream.ts';
import { startApp } from './harness.ts';
import type { TestApp, TestBrowser } from './harness.ts';
import { wordsOf } from './mailbox.ts';

let app: TestApp;
let anna: TestBrowser;
let boris: TestBrowser;

beforeAll(async () => {
  app = await startApp({
    env: { BASE_URL: 'https://orders.example.com' },
    users: [
      { username: 'anna', roles: ['manager'] },
      { username: 'boris', roles: ['client'] },
    ],
    definitions: {
      notificationType: {
        order: {
          title: { en: 'Orders', ru: 'Заказы' },
          body: { en: 'Order {number}: {text}', ru: 'Заказ {number}: {text}' },
          url: '/order/{number}',
          icon: 'cart',
          channels: ['inApp', 'email'],
        },
        alarm: {
          title: { en: 'Alarm', ru: 'Тревога' },
          channels: ['inApp', 'email'],
          lockedChannels: ['email'],
          isUrgent: true,
          roles: 'manager',
        },
        quiet: { title: { en: 'Quiet', ru: 'Тихие' } },
      },
    },
  });
  await app.sql(`UPDATE platform.[user] SET email = username + N'@example.com', lang = IIF(username = N'anna', 'en', 'ru');`);
  anna = await app.signIn('anna');
  boris = await app.signIn('boris');
});
afterAll(async () => {
  await app.stop();
  await rm(mailFolder(app.running.app.config), { recursive: true, force: true });
});

const notify = (to: string, text: string, more = '') =>
  app.sql(`EXEC dbo.as_nt_createNotification @to = N'${to}', @text = N'${text}', ${more || "@typeCode = N'quiet'"};`);

async function letters(): Promise<string[]> {
  const folder = mailFolder(app.running.app.config);
  const files = await readdir(folder).catch(() => []);
  return Promise.all(files.sort().map(async (file) => wordsOf(await readFile(join(folder, file), 'utf8'))));
}

async function settled(): Promise<void> {
  const waiting = () => app.db.kysely.selectFrom('platform.outbox').select('id').where('status', '=', 'pending').execute();
  await expect.poll(async () => (await waiting()).length, { timeout: 10_000 }).toBe(0);
}

async function ownRows(username: string) {
  return app.db.kysely
    .selectFrom('platform.notification as n')
    .innerJoin('platform.user as u', 'u.id', 'n.userID')
    .select(['n.id', 'n.text', 'n.readAt'])
    .where('u.username', '=', username)
    .orderBy('n.id')
    .execute();
}

describe('one’s notifications', () => {
  test('stand in the panel in the reader’s language, as text', async () => {
    await notify('role:client', '<b>bold</b>', `@typeCode = N'order', @additional = N'{"number":17}'`);
    const panel = await boris.page('/notifications/panel');
    expect(panel.html).toContain('Заказ 17: &lt;b&gt;bold&lt;/b&gt;');
    expect((await anna.page('/notifications/panel')).html).not.toContain('bold');
  });

  test('open by their type’s address and are read then', async () => {
    const [row] = await ownRows('boris');
    const answer = await boris.page(`/notifications/open/${row?.id}`);
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/order/17']);
    expect((await ownRows('boris'))[0]?.readAt).not.toBeNull();
  });

  test('are closed to others by a guessed number', async () => {
    await notify('anna', 'secret');
    const row = (await ownRows('anna')).at(-1);
    await boris.page('/notifications');
    expect((await boris.page(`/notifications/open/${row?.id}`)).status).toBe(404);
    await boris.post('/notifications/read', { id: row?.id });
    expect((await ownRows('anna')).at(-1)?.readAt).toBeNull();
  });

  test('never lead to an address that runs a script', async () => {
    await notify('boris', 'click', `@typeCode = N'quiet', @url = N'javascript:alert(1)'`);
    const row = (await ownRows('boris')).at(-1);
    expect((await boris.page(`/notifications/open/${row?.id}`)).headers.get('location')).toBe('/notifications');
  });

  test('that are read in one tab count down in the others', async () => {
    await notify('boris', 'a');
    await notify('boris', 'b');
    const stream = await openStream(boris);
    await boris.page('/notifications');
    const answer = await boris.post('/notifications/read-all');
    expect(answer.json.data).toEqual({ unread: 0 });
    expect((await stream.next('unread')).data).toEqual({ unread: 0 });
    expect((await boris.page('/notifications?filter=unread')).html).toContain('Всё прочитано');
    stream.close();
  });

  test('need a signed-in user and a token for changes', async () => {
    const nobody = app.browser();
    expect((await nobody.page('/notifications/panel')).status).toBe(303);
    const forged = await boris.fetch('/notifications/read-all', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    });
    expect(forged.status).toBe(403);
  });
});

describe('channels', () => {
  test('take a notification to the letter box with an absolute link', async () => {
    await notify('boris', 'готов', `@typeCode = N'order', @additional = N'{"number":18}'`);
    await settled();
    const letter = (await letters()).find((one) => one.includes('Заказ 18'));
    expect(letter).toContain('https://orders.example.com/order/18');
    expect(letter).toContain('boris@example.com');
  });

  test('that a user switched off are silent, fixed ones are not', async () => {
    const page = await anna.page('/notifications/preferences');
    expect(page.html).toContain('value="order.email"');
    expect(page.html).toMatch(/value="alarm.email" checked disabled/);
    const saved = await anna.submit('/notifications/preferences', { on: 'order.inApp' });
    expect(saved.status).toBe(303);
    await notify('anna', 'no letter', `@typeCode = N'order', @additional = N'{"number":19}'`);
    await notify('anna', 'fire', `@typeCode = N'alarm'`);
    await settled();
    const all = await letters();
    expect(all.some((one) => one.includes('no letter'))).toBe(false);
    expect(all.some((one) => one.includes('fire') && one.includes('anna@example.com'))).toBe(true);
    // The alarm was switched off in the cabinet.
    expect((await ownRows('anna')).find(({ text }) => text === 'fire')?.readAt).not.toBeNull();
    expect((await ownRows('anna')).find(({ text }) => text === 'no letter')?.readAt).toBeNull();
  });

  test('of types for other roles cannot be chosen', async () => {
    expect((await boris.page('/notifications/preferences')).html).not.toContain('alarm.');
    await boris.submit('/notifications/preferences', { on: 'alarm.email' });
    const chosen = await app.db.kysely
      .selectFrom('platform.notification_preference')
      .select('typeCode')
      .where('typeCode', '=', 'alarm')
      .execute();
    expect(chosen).toHaveLength(1);
  });
});
