// The chat over HTTP and its stream: who may read and write, what others hear across processes, hostile texts, edits, notifications.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RunningProcess } from '../../engine/start.ts';
import { openStream } from './event-stream.ts';
import { startApp, TEST_PASSWORD, TestBrowser } from './harness.ts';
import type { TestApp } from './harness.ts';

let app: TestApp;
let other: RunningProcess;
let client: TestBrowser;
let manager: TestBrowser;
let stranger: TestBrowser;

beforeAll(async () => {
  app = await startApp({
    users: [
      { username: 'client', roles: ['client'], displayName: 'Клиент' },
      { username: 'manager', roles: ['manager'], displayName: 'Manager' },
      { username: 'stranger', roles: ['manager'] },
      { username: 'boss', roles: ['boss'] },
      { username: 'guest', roles: ['guest'] },
    ],
    definitions: {
      chat: {
        order: { roles: 'client,manager,boss', notificationType: 'message', moderatorRoles: 'boss', maxLength: 500, pageSize: 10 },
        open: { roles: '*', writeRoles: 'client' },
      },
      notificationType: { message: { title: 'Message' } },
    },
    sql: [
      `CREATE TABLE dbo.members (itemID nvarchar(64), username nvarchar(64), canWrite bit);
INSERT INTO dbo.members VALUES (N'1', N'client', 1), (N'1', N'manager', 1), (N'1', N'boss', 0), (N'2', N'stranger', 1);
GO
CREATE OR ALTER PROCEDURE dbo.chat_order_access @itemID nvarchar(64), @username nvarchar(64) AS
BEGIN
  SET NOCOUNT ON;
  SELECT 1 AS CanRead, m.canWrite AS CanWrite, N'Order ' + m.itemID AS Title, N'/order/' + m.itemID AS Url
  FROM dbo.members AS m WHERE m.itemID = @itemID AND m.username = @username;
  SELECT m.username FROM dbo.members AS m WHERE m.itemID = @itemID;
END;
GO`,
    ],
  });
  other = await app.another();
  client = await app.signIn('client');
  stranger = await app.signIn('stranger');
  manager = new TestBrowser(other.url);
  await manager.signIn('manager', TEST_PASSWORD);
  // The token that posts carry stands on a page.
  for (const browser of [client, stranger, manager]) await browser.page('/me');
});
afterAll(() => app.stop());

const send = async (browser: TestBrowser, text: string, more: Record<string, unknown> = {}): Promise<string> => {
  const answer = await browser.post('/c/chat/order/send', { itemID: '1', text, ...more });
  expect(answer.json).toMatchObject({ ok: true });
  return (answer.json.data as { id: string }).id;
};
const topicsOf = (html: string): string => /data-topics="([^"]+)"/.exec(html)?.[1] ?? '';
const listen = async (browser: TestBrowser) =>
  openStream(browser, `/events?topics=${topicsOf((await browser.page('/c/chat/order?itemID=1')).html)}`);

describe('messages', () => {
  test('arrive at the browser of another process', async () => {
    const stream = await listen(manager);
    const id = await send(client, 'Когда будет готово?');
    expect((await stream.next('chat')).data).toEqual({ topic: 'chat:order:1', kind: 'message', id: Number(id), isMine: false });
    expect(JSON.stringify(stream.events)).not.toContain('готово');
    const news = await manager.page(`/c/chat/order/since?itemID=1&after=${Number(id) - 1}`);
    expect(news.html).toContain('Когда будет готово?');
    expect(news.html).toContain('Клиент');
    expect(news.html).not.toContain('is-mine');
    stream.close();
  });

  test('are text: markup is shown, addresses become links', async () => {
    const id = await send(client, '<script>alert(1)</script> see https://example.com/a?b=1&c="x. javascript:alert(2)');
    const { html } = await manager.page(`/c/chat/order/message?itemID=1&id=${id}`);
    expect(html).not.toContain('<script');
    expect(html).toContain('&lt;script&gt;');
    expect(html).toContain('<a href="https://example.com/a?b=1&amp;c=" target="_blank" rel="noopener noreferrer nofollow">');
    expect(html).not.toContain('href="javascript');
  });

  test('that are sent twice with one key are written once', async () => {
    const key = 'a'.repeat(32);
    const ids = await Promise.all([send(client, 'once', { key }), send(client, 'once', { key })]);
    expect(ids[0]).toBe(ids[1]);
    const rows = await app.db.kysely.selectFrom('platform.chat_message').select('id').where('text', '=', 'once').execute();
    expect(rows).toHaveLength(1);
  });

  test('that are empty or too long are refused in the reader’s words', async () => {
    expect((await client.post('/c/chat/order/send', { itemID: '1', text: '  ' })).status).toBe(422);
    const long = await client.post('/c/chat/order/send', { itemID: '1', text: 'x'.repeat(501) });
    expect([long.status, long.json.commands[0]?.text]).toEqual([422, expect.stringContaining('500')]);
  });

  test('come in pages, older ones on request', async () => {
    for (let i = 1; i <= 12; i++) await send(manager, `line ${i}.`);
    const { html } = await client.page('/c/chat/order?itemID=1');
    expect(html).toContain('line 12.');
    expect(html).not.toContain('line 2.');
    const first = /<article[^>]*data-id="(\d+)"/.exec(html)?.[1];
    const older = (await client.page(`/c/chat/order/older?itemID=1&before=${first}`)).html;
    expect(older).toContain('line 2.');
    expect(older).not.toContain('line 3.');
  });
});

describe('access', () => {
  test('of a guessed record is refused in every load and action', async () => {
    const id = await send(client, 'private');
    expect((await stranger.page('/c/chat/order?itemID=1')).html).not.toContain('private');
    for (const path of ['older?before=9999', 'since?after=0', `message?id=${id}`]) {
      const answer = await stranger.page(`/c/chat/order/${path}&itemID=1`);
      expect(answer.status, path).toBe(403);
      expect(answer.html).not.toContain('private');
    }
    for (const [action, body] of [
      ['send', { text: 'x' }],
      ['edit', { id, text: 'x' }],
      ['delete', { id }],
      ['read', { id }],
    ] as const) {
      expect((await stranger.post(`/c/chat/order/${action}`, { itemID: '1', ...body })).status, action).toBe(403);
    }
  });

  test('to a message through another record is refused', async () => {
    const id = await send(client, 'of record 1');
    expect((await stranger.page(`/c/chat/order/message?itemID=2&id=${id}`)).html).not.toContain('of record 1');
    expect((await stranger.post('/c/chat/order/edit', { itemID: '2', id, text: 'changed' })).status).toBe(422);
    expect((await stranger.post('/c/chat/order/send', { itemID: '2', text: 'quote', replyTo: id })).status).toBe(422);
  });

  test('is for the definition’s roles first, and for signed-in users', async () => {
    const guest = await app.signIn('guest');
    expect((await guest.page('/c/chat/order?itemID=1')).status).toBe(403);
    expect((await app.browser().page('/c/chat/order?itemID=1')).status).toBe(401);
  });

  test('to read does not mean to write', async () => {
    const boss = await app.signIn('boss');
    const { html } = await boss.page('/c/chat/order?itemID=1');
    expect(html).not.toContain('<textarea');
    await boss.page('/me');
    expect((await boss.post('/c/chat/order/send', { itemID: '1', text: 'x' })).status).toBe(403);
    expect((await manager.post('/c/chat/open/send', { itemID: '1', text: 'x' })).status).toBe(403);
  });

  test('that was taken away ends what the stream says', async () => {
    const stream = await listen(manager);
    await app.sql(`UPDATE dbo.members SET itemID = N'9' WHERE username = N'manager';`);
    await send(client, 'not for the manager any more');
    await app.sql(`EXEC dbo.as_nt_createNotification @to = N'manager', @text = N'marker';`);
    await stream.next('notification');
    expect(stream.events.filter(({ name }) => name === 'chat')).toEqual([]);
    await app.sql(`UPDATE dbo.members SET itemID = N'1' WHERE username = N'manager';`);
    stream.close();
  });

  test('to a topic of another record cannot be made up', async () => {
    const made = `${Buffer.from('chat:order:1').toString('base64url')}.${'x'.repeat(22)}`;
    const stream = await openStream(stranger, `/events?topics=${made}`);
    await send(client, 'unheard');
    await app.sql(`EXEC dbo.as_nt_createNotification @to = N'stranger', @text = N'marker';`);
    await stream.next('notification');
    expect(stream.events.filter(({ name }) => name === 'chat')).toEqual([]);
    stream.close();
  });
});

describe('changes', () => {
  test('of own messages reach the others', async () => {
    const id = await send(client, 'tpyo');
    const stream = await listen(manager);
    expect((await client.post('/c/chat/order/edit', { itemID: '1', id, text: 'typo' })).json.ok).toBe(true);
    expect((await stream.next('chat')).data).toMatchObject({ kind: 'changed', id: Number(id) });
    expect((await manager.post('/c/chat/order/edit', { itemID: '1', id, text: 'stolen' })).status).toBe(422);
    await client.post('/c/chat/order/delete', { itemID: '1', id });
    const { html } = await manager.page(`/c/chat/order/message?itemID=1&id=${id}`);
    expect(html).toContain('is-deleted');
    expect(html).not.toContain('typo');
    stream.close();
  });

  test('end with their time, but not for moderators', async () => {
    const id = await send(client, 'old');
    await app.sql(`UPDATE platform.chat_message SET created = DATEADD(HOUR, -1, SYSUTCDATETIME()) WHERE id = ${id};`);
    expect((await client.post('/c/chat/order/edit', { itemID: '1', id, text: 'new' })).status).toBe(422);
    expect((await client.post('/c/chat/order/delete', { itemID: '1', id })).status).toBe(422);
    const boss = await app.signIn('boss');
    await boss.page('/me');
    expect((await boss.post('/c/chat/order/delete', { itemID: '1', id })).json.ok).toBe(true);
  });
});

describe('participants', () => {
  const unread = async () =>
    app.db.kysely
      .selectFrom('platform.notification as n')
      .innerJoin('platform.user as u', 'u.id', 'n.userID')
      .select(['n.text', 'n.url'])
      .where('u.username', '=', 'manager')
      .where('n.typeCode', '=', 'message')
      .where('n.readAt', 'is', null)
      .execute();
  const settled = async () => {
    const open = () => app.db.kysely.selectFrom('platform.outbox').select('id').where('status', 'in', ['pending', 'failed']).execute();
    await expect.poll(async () => (await open()).length, { timeout: 15_000 }).toBe(0);
  };

  test('who are away are told once, who read along are not', async () => {
    await settled();
    await app.sql('UPDATE platform.notification SET readAt = SYSUTCDATETIME();');
    await send(client, 'first');
    const last = await send(client, 'second');
    await settled();
    expect(await unread()).toEqual([{ text: expect.stringContaining('Клиент: '), url: '/order/1' }]);
    const stream = await listen(client);
    await manager.post('/c/chat/order/read', { itemID: '1', id: last });
    expect((await stream.next('chat')).data).toMatchObject({ kind: 'read', id: Number(last) });
    expect(await unread()).toEqual([]);
    expect((await client.page(`/c/chat/order/message?itemID=1&id=${last}`)).html).toContain('<span class="chat-read">');
    const next = await send(client, 'third');
    await manager.post('/c/chat/order/read', { itemID: '1', id: next });
    await settled();
    expect(await unread()).toEqual([]);
    stream.close();
  });
});
