// The hub and the stream: nothing missed between subscribing and the first poll, nothing old, nothing for those who lost their session.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { eventRoutes } from '../../engine/event-routes.ts';
import { topicOf, topicToken } from '../../engine/event-topics.ts';
import type { EventMessage } from '../../engine/events.ts';
import type { RequestContext } from '../../engine/request-context.ts';
import { startProcess } from '../../engine/start.ts';
import type { RunningProcess } from '../../engine/start.ts';
import { openStream } from './event-stream.ts';
import { startApp, TestBrowser } from './harness.ts';
import type { TestApp } from './harness.ts';

let app: TestApp;
let other: RunningProcess;

beforeAll(async () => {
  app = await startApp({
    users: [
      { username: 'anna', roles: ['manager'] },
      { username: 'boris', roles: ['client'] },
      { username: 'vera', roles: ['client'] },
      { username: 'gleb', roles: ['client'] },
    ],
    definitions: { notificationType: { news: { title: { en: 'News', ru: 'Новости' } } } },
  });
  other = await app.another();
});
afterAll(() => app.stop());

const notify = (to: string, text: string) =>
  app.sql(`EXEC dbo.as_nt_createNotification @to = N'${to}', @text = N'${text}', @typeCode = N'news', @url = N'/order/7';`);

describe('the hub', () => {
  test('delivers what is published right after subscribe resolved', async () => {
    const heard: EventMessage[] = [];
    const end = await app.running.app.events.subscribe(new Set(['first']), (message) => heard.push(message));
    await other.app.events.publish('first', { number: 1 });
    await expect.poll(() => heard.map(({ payload }) => payload)).toEqual([{ number: 1 }]);
    end();
  });

  test('keeps messages from a time without subscribers to itself', async () => {
    const heard: unknown[] = [];
    const listen = (message: EventMessage): void => void heard.push(message.payload);
    const end = await app.running.app.events.subscribe(new Set(['late']), listen);
    end();
    await other.app.events.publish('late', 'old');
    const endAgain = await app.running.app.events.subscribe(new Set(['late']), listen);
    await other.app.events.publish('late', 'new');
    await expect.poll(() => heard).toEqual(['new']);
    endAgain();
  });

  test('replays what came after a number, each message once and in order', async () => {
    const { events } = app.running.app;
    const heard: EventMessage[] = [];
    const end = await events.subscribe(new Set(['replay']), (message) => heard.push(message));
    for (const number of [1, 2, 3]) await other.app.events.publish('replay', number);
    await expect.poll(() => heard.length).toBe(3);
    end();
    const again: unknown[] = [];
    const endAgain = await events.subscribe(new Set(['replay']), ({ payload }) => again.push(payload), { after: heard[0]?.id });
    await events.publish('replay', 4);
    await expect.poll(() => again).toEqual([2, 3, 4]);
    endAgain();
  });

  test('keeps a listener that throws and the others', async () => {
    const heard: unknown[] = [];
    const end = await app.running.app.events.subscribe(new Set(['bad']), () => {
      throw new Error('listener');
    });
    const endOther = await app.running.app.events.subscribe(new Set(['bad']), ({ payload }) => heard.push(payload));
    await app.running.app.events.publish('bad', 1);
    await app.running.app.events.publish('bad', 2);
    await expect.poll(() => heard).toEqual([1, 2]);
    end();
    endOther();
  });
});

describe('the stream', () => {
  test('refuses visitors without a session', async () => {
    expect((await openStream(app.browser())).status).toBe(401);
  });

  test('brings a notification that a procedure made to the browser of another process, and to nobody else', async () => {
    const anna = await signInAt(other, 'anna');
    const [mine, hers] = [await openStream(await app.signIn('boris')), await openStream(anna)];
    await notify('anna', 'Order 7 is new');
    const event = await hers.next('notification');
    expect(event.data).toMatchObject({ text: 'Order 7 is new', url: '/order/7', unread: 1 });
    expect(mine.events).toEqual([]);
    mine.close();
    hers.close();
  });

  test('goes on after a break where it stopped', async () => {
    const vera = await app.signIn('vera');
    const first = await openStream(vera);
    await notify('vera', 'one');
    const { id = '' } = await first.next('notification');
    first.close();
    await notify('vera', 'two');
    const second = await openStream(vera, '/events', { 'last-event-id': id });
    expect((await second.next('notification')).data.text).toBe('two');
    expect(second.events).toHaveLength(1);
    second.close();
  });

  test('brings what happened between the rendering of a page and its listening', async () => {
    const vera = await app.signIn('vera');
    const earlier = await openStream(vera);
    const positionOf = async (path: string) => /<meta name="events-after" content="(\d+)">/.exec((await vera.page(path)).html)?.[1];
    await expect.poll(() => positionOf('/me')).toBeDefined();
    earlier.close();
    const position = await positionOf('/me');
    await notify('vera', 'three');
    const stream = await openStream(vera, `/events?after=${position}`);
    expect((await stream.next('notification')).data.text).toBe('three');
    expect(stream.events).toHaveLength(1);
    stream.close();
    // Without a number that is one, it begins now.
    const careless = await openStream(vera, '/events?after=1%20OR%201=1');
    await notify('vera', 'four');
    expect((await careless.next('notification')).data.text).toBe('four');
    careless.close();
    expect((await app.browser().page('/sign-in')).html).not.toContain('events-after');
  });

  test('ends with signing out in another tab of another process', async () => {
    const vera = await app.signIn('vera');
    const stream = await openStream(vera);
    const tab = new TestBrowser(other.url);
    for (const [name, value] of vera.cookies) tab.cookies.set(name, value);
    await tab.page('/me');
    expect((await tab.submit('/sign-out', {})).status).toBe(303);
    await stream.ended;
  });

  test('says nothing to a user who was disabled', async () => {
    const stream = await openStream(await app.signIn('boris'));
    await app.sql(`UPDATE platform.[user] SET isActive = 0 WHERE username = N'boris';`);
    const id = await userID('boris');
    await app.running.app.events.publish(`user:${id}`, { kind: 'refresh', target: 'orders' });
    await stream.ended;
    expect(stream.events).toEqual([]);
  });

  test('ends for a disabled user although nothing happens', async () => {
    const { app: services } = app.running;
    const quick = await startProcess({
      config: services.config,
      log: services.log,
      db: app.db,
      extend: [{ routes: (server, one) => eventRoutes(server, one, { path: '/events-quick', checkEveryMs: 100 }) }],
    });
    const stream = await openStream(await signInAt(quick, 'gleb'), '/events-quick');
    await app.sql(`UPDATE platform.[user] SET isActive = 0 WHERE username = N'gleb';`);
    await stream.ended;
    await quick.stop();
  });
});

describe('topics', () => {
  const visitor = (sessionID: number) => ({ app: app.running.app, visitor: { userID: 1, sessionID } }) as unknown as RequestContext;

  test('are heard by the visitor whom the server gave their token', async () => {
    const vera = await app.signIn('vera');
    const id = await userID('vera');
    const session = await newestSession(id);
    const token = topicToken({ app: app.running.app, visitor: { userID: id, sessionID: session } } as unknown as RequestContext, 'orders');
    const stream = await openStream(vera, `/events?topics=${token}`);
    await other.app.events.publish('orders', { secret: 'not for browsers' });
    expect((await stream.next('topic')).data).toEqual({ topic: 'orders' });
    stream.close();
  });

  test('are not heard with a changed or a stranger’s token', () => {
    const token = topicToken(visitor(1), 'orders') ?? '';
    expect(topicOf(visitor(1), token)).toBe('orders');
    expect(topicOf(visitor(2), token)).toBeUndefined();
    expect(topicOf(visitor(1), token.replace(/^[^.]+/, Buffer.from('payroll').toString('base64url')))).toBeUndefined();
    expect(topicOf(visitor(1), 'rubbish')).toBeUndefined();
  });

  test('of the platform itself have no token', () => {
    expect(topicToken(visitor(1), 'user:5')).toBeUndefined();
    expect(topicToken(visitor(1), 'session:5')).toBeUndefined();
  });
});

async function signInAt(process: RunningProcess, username: string): Promise<TestBrowser> {
  const browser = new TestBrowser(process.url);
  await browser.signIn(username, 'correct horse 42');
  return browser;
}

async function userID(username: string): Promise<number> {
  const row = await app.db.kysely.selectFrom('platform.user').select('id').where('username', '=', username).executeTakeFirstOrThrow();
  return row.id;
}

async function newestSession(id: number): Promise<number> {
  const row = await app.db.kysely
    .selectFrom('platform.session')
    .select('id')
    .where('userID', '=', id)
    .orderBy('id', 'desc')
    .top(1)
    .executeTakeFirstOrThrow();
  return row.id;
}
