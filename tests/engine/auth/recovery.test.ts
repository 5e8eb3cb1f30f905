// A forgotten password over real HTTP: the link comes from BASE_URL alone, serves once, and nobody learns which addresses exist.

import { afterAll, beforeAll, expect, test } from 'vitest';
import { runSql } from '../../../sql/query.ts';
import { startApp, TEST_PASSWORD } from '../harness.ts';
import type { TestApp, TestBrowser } from '../harness.ts';
import { lettersTo } from './mailbox.ts';

const BASE_URL = 'https://orders.example.com/cabinet';
const NEW_PASSWORD = 'nine green bottles';
let app: TestApp;

beforeAll(async () => {
  const names = ['anna', 'boris', 'clara', 'dmitry', 'elena'];
  app = await startApp({
    env: { BASE_URL, SMTP_URL: 'smtp://127.0.0.1:9' },
    users: names.map((username) => ({ username, roles: ['client'] })),
  });
  await runSql(app.db, "UPDATE platform.[user] SET email = username + N'@example.com';");
}, 60_000);
afterAll(() => app.stop());

async function ask(browser: TestBrowser, email: string, headers: Record<string, string> = {}): Promise<Response> {
  await browser.page('/recover?lang=en');
  return browser.fetch('/recover', {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    body: new URLSearchParams({ email, _csrf: browser.csrf }).toString(),
  });
}

async function tokenFor(name: string): Promise<string> {
  await ask(app.browser(), `${name}@example.com`);
  const letters = await lettersTo(app.db, `${name}@example.com`);
  return letters.at(-1)?.link('/cabinet/recover/').slice(`${BASE_URL}/recover/`.length) ?? '';
}

test('the link starts with BASE_URL whatever the request says of its host', async () => {
  const spoofed = {
    origin: 'https://evil.example',
    referer: 'https://evil.example/',
    'x-forwarded-host': 'evil.example',
    forwarded: 'host=evil.example',
  };
  expect((await ask(app.browser(), 'anna@example.com', spoofed)).status).toBe(200);
  const [letter] = await lettersTo(app.db, 'anna@example.com');
  expect(letter?.body).not.toContain('evil');
  expect(letter?.link('/cabinet/recover/').startsWith(`${BASE_URL}/recover/`)).toBe(true);
  const [set] = await runSql(app.db, "SELECT COUNT(*) AS n FROM platform.user_token WHERE kind = 'resetPassword';");
  expect(set?.rows[0]?.n).toBe(1);
});

test('a known and an unknown address get the same answer', async () => {
  const texts = await Promise.all(
    ['boris@example.com', 'nobody@example.com'].map(async (email) => {
      const answer = await ask(app.browser(), email);
      expect(answer.status).toBe(200);
      return (await answer.text()).replaceAll(email, '').replaceAll(/"[\w-]{32,}"/g, '');
    }),
  );
  expect(texts[1]).toBe(texts[0]);
  expect(await lettersTo(app.db, 'boris@example.com')).toHaveLength(1);
  const [set] = await runSql(app.db, "SELECT COUNT(*) AS n FROM platform.outbox WHERE payload LIKE N'%nobody@%';");
  expect(set?.rows[0]?.n).toBe(0);
});

test('an address gets at most three letters an hour', async () => {
  const answers: number[] = [];
  for (let i = 0; i < 4; i++) answers.push((await ask(app.browser(), i % 2 === 0 ? 'clara@example.com' : ' CLARA@example.com ')).status);
  expect(answers).toEqual([200, 200, 200, 429]);
  expect(await lettersTo(app.db, 'clara@example.com', 3)).toHaveLength(3);
});

test('a new password by the link ends every session and serves once', async () => {
  const elsewhere = await app.signIn('dmitry');
  const token = await tokenFor('dmitry');
  const browser = app.browser();
  expect((await browser.page(`/recover/${token}`)).html).toContain('autocomplete="new-password"');
  expect((await browser.page(`/recover/${token}`)).status).toBe(200);

  for (const [password, repeat] of [
    ['short', 'short'],
    ['password123', 'password123'],
    ['dmitry1234', 'dmitry1234'],
    [NEW_PASSWORD, 'something else'],
  ] as const) {
    expect((await browser.submit(`/recover/${token}`, { password, repeat })).status, password).toBe(422);
  }
  const both = await Promise.all([1, 2].map(() => browser.submit(`/recover/${token}`, { password: NEW_PASSWORD, repeat: NEW_PASSWORD })));
  expect(both.map(({ status }) => status).sort()).toEqual([303, 410]);
  expect((await elsewhere.page('/me')).status).toBe(303);
  expect((await browser.page(`/recover/${token}`)).status).toBe(410);
  await app.signIn('dmitry', NEW_PASSWORD);
  await expect(app.signIn('dmitry', TEST_PASSWORD)).rejects.toThrow(/422/);
});

test('a later link takes the place of the earlier, an old one does not work', async () => {
  const first = await tokenFor('elena');
  await ask(app.browser(), 'elena@example.com');
  const second = (await lettersTo(app.db, 'elena@example.com', 2)).at(-1)?.link('/cabinet/recover/').split('/').at(-1) ?? '';
  const browser = app.browser();
  expect((await browser.page(`/recover/${first}`)).status).toBe(410);
  expect((await browser.page(`/recover/${second}`)).status).toBe(200);
  await runSql(app.db, "UPDATE platform.user_token SET expires = DATEADD(SECOND, -1, SYSUTCDATETIME()) WHERE kind = 'resetPassword';");
  expect((await browser.page(`/recover/${second}`)).status).toBe(410);
});

test('the link of a disabled user does not work', async () => {
  const token = await tokenFor('boris');
  await runSql(app.db, "UPDATE platform.[user] SET isActive = 0 WHERE username = N'boris';");
  expect((await app.browser().page(`/recover/${token}`)).status).toBe(410);
});

test.each(["' OR 1=1 --", 'a@b', 'x@y.z\r\nBcc: all@example.com', '<script>@example.com', 'a'.repeat(300)])(
  '%j is no address',
  async (email) => {
    const answer = await ask(app.browser(), email);
    expect([400, 422]).toContain(answer.status);
    expect(await answer.text()).not.toContain('<script>@');
  },
);
