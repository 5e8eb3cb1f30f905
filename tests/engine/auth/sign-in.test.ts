// Signing in over real HTTP: the session's whole life, throttling, where one lands, what a disabled user may still do.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { disableUser, enableUser, setPassword, setRoles } from '../../../engine/auth/users.ts';
import { runSql } from '../../../sql/query.ts';
import { startApp, TEST_PASSWORD } from '../harness.ts';
import type { TestApp } from '../harness.ts';

let app: TestApp;

beforeAll(async () => {
  const names = ['anna', 'boris', 'clara', 'dmitry', 'elena', 'fedor', 'galina', 'harald', 'irina', 'kirill'];
  app = await startApp({
    definitions: {
      role: { client: { title: 'Client', homePage: 'orders' }, staff: { title: 'Staff' } },
      page: {
        orders: { title: 'Orders', route: '/orders', roles: 'client', markup: '<p>Orders of the client</p>' },
      },
    },
    users: names.map((username) => ({ username, roles: ['client'] })),
  });
}, 60_000);
afterAll(() => app.stop());

const session = (browser: { cookies: Map<string, string> }): string => browser.cookies.get('pg_session') ?? '';

test('the page has labelled fields, autocomplete names and both languages', async () => {
  const browser = app.browser();
  const { status, html, headers } = await browser.page('/sign-in?lang=en');
  expect(status).toBe(200);
  expect(headers.get('cache-control')).toBe('no-store');
  expect(html).toContain('autocomplete="username"');
  expect(html).toContain('autocomplete="current-password"');
  expect(html).toContain('lang="en"');
  expect(html).toContain('href="?lang=ru"');
  expect(html).not.toMatch(/ style=|<script>|onclick=/);
  expect((await app.browser().page('/sign-in?lang=ru')).html).toContain('Вход в кабинет');
});

test('a right password opens a session and leads to the home page of the role', async () => {
  const browser = app.browser();
  await browser.page('/sign-in');
  const answer = await browser.submit('/sign-in', { username: 'anna', password: TEST_PASSWORD });
  expect(answer.status).toBe(303);
  expect(answer.headers.get('location')).toBe('/orders');
  const cookie = answer.headers.getSetCookie().find((line) => line.startsWith('pg_session='));
  expect(cookie).toMatch(/HttpOnly/i);
  expect(cookie).toMatch(/SameSite=Lax/i);
  expect(cookie).not.toMatch(/Max-Age/i);
  expect((await browser.page('/orders')).html).toContain('Orders of the client');
  const [stored] = await runSql(
    app.db,
    'SELECT COUNT(*) AS n FROM platform.session WHERE CAST(tokenHash AS varbinary(100)) = CAST(@token AS varbinary(100));',
    { token: session(browser) },
  );
  expect(stored?.rows[0]?.n).toBe(0);
});

test('"stay signed in" outlives the browser', async () => {
  const browser = app.browser();
  await browser.page('/sign-in');
  const answer = await browser.submit('/sign-in', { username: 'anna', password: TEST_PASSWORD, keep: '1' });
  expect(answer.headers.getSetCookie().find((line) => line.startsWith('pg_session='))).toMatch(/Max-Age=2592000/i);
});

test('a wrong password, an unknown name and a disabled user get the same answer, the name is kept', async () => {
  await disableUser(app.db, 'harald');
  const texts: string[] = [];
  for (const [username, password] of [
    ['anna', 'wrong password'],
    ['nobody-here', 'wrong password'],
    ['harald', TEST_PASSWORD],
  ] as const) {
    const browser = app.browser();
    await browser.page('/sign-in');
    const answer = await browser.submit('/sign-in', { username, password });
    expect(answer.status).toBe(422);
    expect(session(browser)).toBe('');
    const html = await answer.text();
    expect(html).toContain(`value="${username}"`);
    texts.push(html.replaceAll(username, '').replaceAll(/(?:value|content|nonce)="[\w-]{32,}"/g, ''));
  }
  expect(texts[1]).toBe(texts[0]);
  expect(texts[2]).toBe(texts[0]);
});

test('after five wrong passwords the sixth try waits, also with the right one, in another process too', async () => {
  const other = await app.another();
  for (const name of ['boris', 'nobody-at-all']) {
    const browser = app.browser();
    await browser.page('/sign-in?lang=en');
    for (let i = 0; i < 5; i++) expect((await browser.submit('/sign-in', { username: name, password: `wrong ${i}` })).status).toBe(422);
    const refused = await browser.submit('/sign-in', { username: name.toUpperCase(), password: TEST_PASSWORD });
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await refused.text()).toMatch(/Try again in \d+ minutes/);
    const elsewhere = await fetch(`${other.url}/sign-in`, {
      method: 'POST',
      redirect: 'manual',
      headers: {
        cookie: [...browser.cookies].map((pair) => pair.join('=')).join('; '),
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: new URLSearchParams({ username: name, password: TEST_PASSWORD, _csrf: browser.csrf }).toString(),
    });
    expect(elsewhere.status).toBe(429);
  }
});

test('twenty tries at once pass the limit together at most five times', async () => {
  const browser = app.browser();
  await browser.page('/sign-in');
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, i) => browser.submit('/sign-in', { username: 'clara', password: `wrong ${i}` })),
  );
  expect(answers.filter(({ status }) => status === 422).length).toBeLessThanOrEqual(5);
});

test('a sign-in never keeps a token that was there before', async () => {
  const browser = app.browser();
  browser.cookies.set('pg_session', 'planted-by-an-attacker');
  await browser.page('/sign-in');
  await browser.submit('/sign-in', { username: 'dmitry', password: TEST_PASSWORD });
  const first = session(browser);
  expect(first).not.toBe('planted-by-an-attacker');
  expect(first.length).toBeGreaterThanOrEqual(43);
  await browser.page('/me');
  await browser.submit('/sign-in', { username: 'dmitry', password: TEST_PASSWORD });
  expect(session(browser)).not.toBe(first);
  const old = app.browser();
  old.cookies.set('pg_session', first);
  expect((await old.page('/me')).status).toBe(303);
});

test('signing out ends the session on the server', async () => {
  const browser = await app.signIn('dmitry');
  const token = session(browser);
  await browser.page('/me');
  const answer = await browser.submit('/sign-out', {});
  expect(answer.headers.get('location')).toBe('/sign-in?notice=signedOut');
  expect(session(browser)).toBe('');
  browser.cookies.set('pg_session', token);
  expect((await browser.page('/me')).status).toBe(303);
});

test.each([
  ['its time', 'expires = DATEADD(SECOND, -1, SYSUTCDATETIME())'],
  ['no request for too long', 'lastSeen = DATEADD(MINUTE, -121, SYSUTCDATETIME())'],
])('a session ends after %s', async (_, change) => {
  const browser = await app.signIn('elena');
  expect((await browser.page('/me')).status).toBe(200);
  await runSql(
    app.db,
    `UPDATE s SET ${change} FROM platform.session AS s JOIN platform.[user] AS u ON u.id = s.userID WHERE u.username = N'elena';`,
  );
  expect((await browser.page('/me')).status).toBe(303);
});

test('a disabled user is out with the next request on every process and stays out when enabled again', async () => {
  const other = await app.another();
  const browser = await app.signIn('fedor');
  const cookie = `pg_session=${session(browser)}`;
  const get = (url: string) => fetch(`${url}/me`, { redirect: 'manual', headers: { cookie, accept: 'text/html' } });
  expect((await get(other.url)).status).toBe(200);
  await disableUser(app.db, 'fedor');
  expect((await get(app.url)).status).toBe(303);
  expect((await get(other.url)).status).toBe(303);
  await enableUser(app.db, 'fedor');
  expect((await get(app.url)).status).toBe(303);
});

test('roles taken away are gone with the next request', async () => {
  const browser = await app.signIn('galina');
  expect((await browser.page('/orders')).status).toBe(200);
  await setRoles(app.db, 'galina', ['staff']);
  expect((await browser.page('/orders')).status).toBe(403);
});

test('a password set by an administrator ends the sessions', async () => {
  const browser = await app.signIn('irina');
  await setPassword(app.db, 'irina', 'demo');
  expect((await browser.page('/me')).status).toBe(303);
  await app.signIn('irina', 'demo');
});

test('a hash with old parameters is renewed at sign-in', async () => {
  const old = '$argon2id$v=19$m=8,t=1,p=1$c29tZXNhbHRzb21lc2FsdA$';
  const { argon2id } = await import('hash-wasm');
  const weak = await argon2id({
    password: TEST_PASSWORD,
    salt: 'somesaltsomesalt',
    memorySize: 8,
    iterations: 1,
    parallelism: 1,
    hashLength: 32,
    outputType: 'encoded',
  });
  expect(weak.startsWith(old)).toBe(true);
  await runSql(app.db, "UPDATE platform.[user] SET passwordHash = @weak WHERE username = N'kirill';", { weak });
  await app.signIn('kirill');
  const [set] = await runSql(app.db, "SELECT passwordHash FROM platform.[user] WHERE username = N'kirill';");
  expect(set?.rows[0]?.passwordHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  await app.signIn('kirill');
});

describe('where to go after signing in', () => {
  test.each([
    ['/orders?status=new', '/orders?status=new'],
    ['https://evil.example/', '/orders'],
    ['//evil.example/', '/orders'],
    ['/\\evil.example/', '/orders'],
    ['/\t/evil.example/', '/orders'],
    ['/./\\/evil.example', '/orders'],
    ['javascript:alert(1)', '/orders'],
    ['/sign-out', '/orders'],
  ])('%s leads to %s', async (next, expected) => {
    const browser = app.browser();
    await browser.page(`/sign-in?next=${encodeURIComponent(next)}`);
    const answer = await browser.submit('/sign-in', { username: 'anna', password: TEST_PASSWORD, next });
    expect(answer.headers.get('location')).toBe(expected);
  });

  test('a closed page asks to sign in and is returned to', async () => {
    const answer = await app.browser().page('/orders?x=1');
    expect(answer.status).toBe(303);
    expect(answer.headers.get('location')).toBe('/sign-in?next=%2Forders%3Fx%3D1');
  });
});

test('every change needs the CSRF token', async () => {
  const browser = await app.signIn('anna');
  for (const path of [
    '/sign-in',
    '/sign-out',
    '/me',
    '/me/password',
    '/me/preferences',
    '/me/sessions/end-others',
    '/recover',
    '/me/avatar',
  ]) {
    const answer = await browser.fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'username=anna',
    });
    expect([400, 403], path).toContain(answer.status);
  }
  expect((await browser.page('/me')).status).toBe(200);
});

test('repeated and foreign fields are refused', async () => {
  const browser = app.browser();
  await browser.page('/sign-in');
  const send = (body: string) =>
    browser.fetch('/sign-in', {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: `${body}&_csrf=${encodeURIComponent(browser.csrf)}`,
    });
  expect((await send(`username=anna&username=boris&password=${TEST_PASSWORD}`)).status).toBe(400);
  expect((await send('username=anna&password=x&isActive=1')).status).toBe(400);
});

test('sign-ins and failures are in the audit log, passwords and unknown names are not', async () => {
  const browser = app.browser();
  await browser.page('/sign-in');
  await browser.submit('/sign-in', { username: 'my-secret-password', password: 'my-secret-password' });
  const [set] = await runSql(app.db, 'SELECT action, object, details FROM platform.audit;');
  const rows = set?.rows ?? [];
  expect(rows.some((row) => row.action === 'signIn' && row.object === 'anna')).toBe(true);
  expect(rows.some((row) => row.action === 'signInFailed' && row.object === 'anna')).toBe(true);
  expect(rows.some((row) => row.action === 'signOut')).toBe(true);
  expect(JSON.stringify(rows)).not.toContain('my-secret-password');
});
