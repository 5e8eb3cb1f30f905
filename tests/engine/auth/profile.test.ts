// The profile over real HTTP: what a person may change about themselves, and that nobody else may.

import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createUser, UserExists } from '../../../engine/auth/users.ts';
import { findRecipients } from '../../../engine/outbox/recipients.ts';
import { runSql } from '../../../sql/query.ts';
import { startApp, TEST_PASSWORD } from '../harness.ts';
import type { TestApp, TestBrowser } from '../harness.ts';
import { lettersTo } from './mailbox.ts';

const NEW_PASSWORD = 'nine green bottles';
const PERSON = {
  displayName: 'Anna Reznik',
  phone: '+7 (900) 000-00-00',
  lang: 'en',
  theme: 'dark',
  density: 'compact',
  timeZone: 'Asia/Yekaterinburg',
};
let app: TestApp;

beforeAll(async () => {
  const names = ['anna', 'boris', 'clara', 'dmitry', 'elena', 'fedor', 'galina'];
  app = await startApp({ env: { SMTP_URL: 'smtp://127.0.0.1:9' }, users: names.map((username) => ({ username, roles: ['client'] })) });
  await runSql(app.db, "UPDATE platform.[user] SET email = username + N'@example.com', isEmailConfirmed = 1;");
}, 60_000);
afterAll(() => app.stop());

async function userRow(username: string) {
  const [set] = await runSql(app.db, 'SELECT * FROM platform.[user] WHERE username = @username;', { username });
  return set?.rows[0] ?? {};
}

async function opened(username: string, path: string): Promise<TestBrowser> {
  const browser = await app.signIn(username);
  expect((await browser.page(path)).status).toBe(200);
  return browser;
}

test('name, phone, language and look are saved and seen at once', async () => {
  const browser = await opened('anna', '/me');
  expect((await browser.submit('/me', PERSON)).headers.get('location')).toBe('/me?notice=saved');
  const { html } = await browser.page('/me?notice=saved');
  expect(html).toContain('<html lang="en" data-theme="dark" data-density="compact">');
  expect(html).toContain('value="Anna Reznik"');
  expect(html).toContain('Saved.');
  expect(html).not.toMatch(/ style=|<script>/);
  expect(await userRow('anna')).toMatchObject({ displayName: 'Anna Reznik', phone: PERSON.phone, timeZone: 'Asia/Yekaterinburg' });
});

test.each([
  [{ displayName: '  ' }, 422],
  [{ displayName: 'x'.repeat(129) }, 422],
  [{ phone: '<script>' }, 422],
  [{ timeZone: 'Mars/Base' }, 422],
  [{ theme: 'neon' }, 303],
  [{ isActive: '0' }, 400],
  [{ username: 'root' }, 400],
])('%j answers %i and changes nothing else', async (change, status) => {
  const browser = await opened('anna', '/me');
  const before = await userRow('anna');
  expect((await browser.submit('/me', { ...PERSON, ...change })).status).toBe(status);
  const after = await userRow('anna');
  expect({ ...after, version: null }).toEqual({ ...before, version: null });
});

test('a hostile name stays text everywhere', async () => {
  const browser = await opened('anna', '/me');
  await browser.submit('/me', { ...PERSON, displayName: '"><img src=x onerror=alert(1)>' });
  expect((await browser.page('/me')).html).not.toContain('<img src=x');
});

test('a new password needs the old one and ends the other sessions', async () => {
  const elsewhere = await app.signIn('boris');
  const browser = await opened('boris', '/me/password');
  const change = (current: string, password: string, repeat = password) => browser.submit('/me/password', { current, password, repeat });
  expect((await change('wrong', NEW_PASSWORD)).status).toBe(422);
  expect((await change(TEST_PASSWORD, 'boris12345')).status).toBe(422);
  expect((await change(TEST_PASSWORD, NEW_PASSWORD, 'different')).status).toBe(422);
  expect((await elsewhere.page('/me')).status).toBe(200);
  expect((await change(TEST_PASSWORD, NEW_PASSWORD)).headers.get('location')).toBe('/me/password?notice=passwordChanged');
  expect((await elsewhere.page('/me')).status).toBe(303);
  expect((await browser.page('/me')).status).toBe(200);
  await app.signIn('boris', NEW_PASSWORD);
  expect((await lettersTo(app.db, 'boris@example.com'))[0]?.link('/recover')).toBeDefined();
});

test('guesses of the current password are limited', async () => {
  const browser = await opened('clara', '/me/password');
  const answers: string[] = [];
  for (let i = 0; i < 6; i++)
    answers.push(await (await browser.submit('/me/password', { current: `no ${i}`, password: NEW_PASSWORD, repeat: NEW_PASSWORD })).text());
  expect(answers[4]).toContain('Нынешний пароль не подходит');
  expect(answers[5]).toContain('Слишком много попыток');
});

test('who must change the password gets nowhere else before', async () => {
  await runSql(app.db, "UPDATE platform.[user] SET mustChangePassword = 1 WHERE username = N'dmitry';");
  const browser = await app.signIn('dmitry');
  const away = await browser.page('/me');
  expect([away.status, away.headers.get('location')]).toEqual([303, '/me/password']);
  expect((await browser.post('/c/form/any/save', {})).status).toBe(403);
  await browser.page('/me/password');
  await browser.submit('/me/password', { current: TEST_PASSWORD, password: NEW_PASSWORD, repeat: NEW_PASSWORD });
  expect((await browser.page('/me')).status).toBe(200);
});

test('the list of devices ends one session or all others, only of the own', async () => {
  const [first, second, stranger] = [await app.signIn('elena'), await app.signIn('elena'), await app.signIn('fedor')];
  const browser = await opened('elena', '/me/sessions');
  const { html } = await browser.page('/me/sessions');
  const ids = [...html.matchAll(/\/me\/sessions\/(\d+)\/end/g)].map(([, id]) => id ?? '');
  expect(ids).toHaveLength(2);

  await stranger.page('/me/sessions');
  for (const id of ids) await stranger.submit(`/me/sessions/${id}/end`, {});
  expect((await first.page('/me')).status).toBe(200);

  await browser.submit(`/me/sessions/${ids[0]}/end`, {});
  const states = [(await first.page('/me')).status, (await second.page('/me')).status];
  expect(states.sort()).toEqual([200, 303]);
  await browser.submit('/me/sessions/end-others', {});
  expect([(await first.page('/me')).status, (await second.page('/me')).status]).toEqual([303, 303]);
  expect((await browser.page('/me')).status).toBe(200);
  expect((await stranger.page('/me')).status).toBe(200);
});

test('a new e-mail address takes effect when the link in its letter is confirmed', async () => {
  const browser = await opened('galina', '/me');
  expect((await browser.submit('/me/email', { email: 'g2@example.com', current: 'wrong' })).status).toBe(422);
  expect((await browser.submit('/me/email', { email: 'g2@example.com', current: TEST_PASSWORD })).status).toBe(303);
  expect((await userRow('galina')).email).toBe('galina@example.com');
  const { pathname } = new URL((await lettersTo(app.db, 'g2@example.com'))[0]?.link('/confirm-email/') ?? '');
  await browser.page(pathname);
  expect((await browser.submit(pathname, {})).headers.get('location')).toBe('/me?notice=emailConfirmed');
  expect((await userRow('galina')).email).toBe('g2@example.com');
  const taken = await browser.submit('/me/email', { email: 'fedor@example.com', current: TEST_PASSWORD });
  expect(taken.headers.get('location')).toBe('/me?notice=emailSent');
  expect(await lettersTo(app.db, 'fedor@example.com', 0)).toHaveLength(0);
});

test('a letter goes to its mailbox, never to a user whose name looks like the address', async () => {
  await createUser(app.db, { username: 'old@example.com', email: 'moved@example.com', roles: ['client'] });
  expect((await findRecipients(app.db, 'mailto:old@example.com')).map(({ email }) => email)).toEqual(['old@example.com']);
  await expect(createUser(app.db, { username: 'second', email: 'OLD@example.com' })).rejects.toThrow(UserExists);
  await expect(createUser(app.db, { username: 'moved@example.com' })).rejects.toThrow(UserExists);
});

test('preferences work for visitors by cookie and for users in the database', async () => {
  const visitor = app.browser();
  await visitor.page('/sign-in');
  expect((await visitor.post('/me/preferences', { theme: 'dark', lang: 'en' })).json.ok).toBe(true);
  expect((await visitor.page('/sign-in')).html).toContain('<html lang="en" data-theme="dark"');
  expect((await visitor.post('/me/preferences', { theme: 'neon' })).status).toBe(400);
  expect((await visitor.post('/me/preferences', { isActive: true })).status).toBe(400);

  const browser = await opened('fedor', '/me');
  await browser.post('/me/preferences', { density: 'compact' });
  expect((await userRow('fedor')).density).toBe('compact');
});

async function upload(browser: TestBrowser, bytes: Buffer, { csrf = browser.csrf, name = 'me.png' } = {}): Promise<Response> {
  const form = new FormData();
  form.append('_csrf', csrf);
  form.append('avatar', new Blob([new Uint8Array(bytes)], { type: 'image/png' }), name);
  return browser.fetch('/me/avatar', { method: 'POST', body: form });
}

test('a picture is read as what it is, cut, cleaned and shown to signed-in people alone', async () => {
  const browser = await opened('fedor', '/me');
  const picture = await sharp({ create: { width: 900, height: 300, channels: 3, background: '#0b6b74' } })
    .withMetadata({ exif: { IFD0: { Copyright: 'my-home-address' } } })
    .png()
    .toBuffer();
  expect((await upload(browser, picture, { csrf: 'forged' })).status).toBe(403);
  expect((await upload(browser, picture)).headers.get('location')).toBe('/me?notice=avatarSaved');
  const src = /src="(\/f\/[^"]+\/avatar)"/.exec((await browser.page('/me')).html)?.[1] ?? '';
  const shown = await browser.fetch(src);
  expect(shown.headers.get('content-type')).toBe('image/webp');
  const stored = Buffer.from(await shown.arrayBuffer());
  expect(await sharp(stored).metadata()).toMatchObject({ width: 256, height: 256, format: 'webp' });
  expect(stored.includes('my-home-address')).toBe(false);
  expect((await app.browser().fetch(src)).status).toBe(401);
  await browser.submit('/me/avatar/remove', {});
  expect((await browser.fetch(src)).status).toBe(404);
});

test.each([
  ['a script called picture', Buffer.from('<script>alert(1)</script>')],
  ['SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>alert(1)</script></svg>')],
  ['nothing', Buffer.alloc(0)],
  ['six megabytes', Buffer.alloc(6 * 1024 * 1024, 1)],
])('%s is no picture', async (_, bytes) => {
  const browser = await opened('fedor', '/me');
  expect((await upload(browser, bytes)).status).toBe(422);
  expect((await userRow('fedor')).avatarFileID).toBeNull();
});

test('who acts as another user may not touch the access', async () => {
  const browser = await app.signIn('fedor');
  await runSql(
    app.db,
    "UPDATE s SET realUserID = r.id FROM platform.session AS s JOIN platform.[user] AS u ON u.id = s.userID AND u.username = N'fedor' CROSS JOIN platform.[user] AS r WHERE r.username = N'anna';",
  );
  expect((await browser.page('/me')).status).toBe(200);
  for (const path of ['/me/password', '/me/totp', '/me/sessions']) expect((await browser.page(path)).status, path).toBe(403);
  await browser.page('/me');
  expect((await browser.submit('/me/email', { email: 'x@example.com', current: TEST_PASSWORD })).status).toBe(403);
});
