// The second factor over real HTTP: enrolment, the second step, codes that serve once, roles that demand it.

import { Secret, TOTP } from 'otpauth';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runSql } from '../../../sql/query.ts';
import { startApp, TEST_PASSWORD } from '../harness.ts';
import type { TestApp, TestBrowser } from '../harness.ts';

let app: TestApp;

beforeAll(async () => {
  app = await startApp({
    definitions: { role: { guard: { title: 'Guard', requireTotp: true } } },
    users: [
      ...['anna', 'boris', 'clara', 'dmitry'].map((username) => ({ username, roles: ['client'] })),
      { username: 'greta', roles: ['guard'] },
    ],
  });
}, 60_000);
afterAll(() => app.stop());

interface Enrolled {
  readonly browser: TestBrowser;
  readonly key: string;
  readonly codes: readonly string[];
}

/** The code that the app shows `steps` half-minutes from now. */
function codeOf(key: string, steps = 0): string {
  return new TOTP({ secret: Secret.fromBase32(key) }).generate({ timestamp: Date.now() + steps * 30_000 });
}

async function enrol(username: string): Promise<Enrolled> {
  const browser = await app.signIn(username);
  await browser.page('/me/totp');
  expect((await browser.submit('/me/totp/begin', { current: TEST_PASSWORD })).status).toBe(303);
  const { html } = await browser.page('/me/totp');
  expect(html).toContain('<svg width="196"');
  const key = /<code>([A-Z2-7 ]+)<\/code>/.exec(html)?.[1]?.replaceAll(' ', '') ?? '';
  // Near the end of a step the code of the one before would be too old by the time it arrives.
  const left = 30_000 - (Date.now() % 30_000);
  if (left < 1500) await new Promise((resolve) => setTimeout(resolve, left));
  // The code of the step before: the present one is left for the first sign-in.
  const done = await browser.submit('/me/totp/confirm', { code: codeOf(key, -1) });
  expect(done.status).toBe(200);
  return {
    browser,
    key,
    codes: [...(await done.text()).matchAll(/<code>([a-z2-9]{5}-[a-z2-9]{5})<\/code>/g)].map(([, code]) => code ?? ''),
  };
}

async function firstStep(username: string): Promise<TestBrowser> {
  const browser = app.browser();
  await browser.page('/sign-in');
  const answer = await browser.submit('/sign-in', { username, password: TEST_PASSWORD, next: '/me' });
  expect(answer.headers.get('location')).toBe('/sign-in/code?next=%2Fme');
  expect(browser.cookies.has('pg_session')).toBe(false);
  await browser.page('/sign-in/code?next=%2Fme');
  return browser;
}

test('the password alone opens nothing; a code opens once', async () => {
  const { key } = await enrol('anna');
  const browser = await firstStep('anna');
  expect((await browser.page('/me')).status).toBe(303);
  const code = codeOf(key);
  expect((await browser.submit('/sign-in/code', { code: '000000' })).status).toBe(422);
  const entered = await browser.submit('/sign-in/code', { code: `${code.slice(0, 3)} ${code.slice(3)}`, next: '/me' });
  expect(entered.status).toBe(303);
  expect(entered.headers.get('location')).toBe('/me');
  expect((await browser.page('/me')).status).toBe(200);

  const replay = await firstStep('anna');
  expect((await replay.submit('/sign-in/code', { code })).status).toBe(422);
  expect(replay.cookies.has('pg_session')).toBe(false);
});

test('requests at the same moment with one code or one recovery code open one session', async () => {
  const { key, codes } = await enrol('boris');
  expect(codes).toHaveLength(10);
  for (const code of [codeOf(key), codes[0] ?? '']) {
    const browsers = await Promise.all([1, 2, 3, 4].map(() => firstStep('boris')));
    const answers = await Promise.all(browsers.map((browser) => browser.submit('/sign-in/code', { code })));
    expect(answers.filter(({ status }) => status === 303)).toHaveLength(1);
    await runSql(app.db, 'DELETE FROM platform.login_attempt;');
  }
  const again = await firstStep('boris');
  expect((await again.submit('/sign-in/code', { code: codes[0] ?? '' })).status).toBe(422);
  expect((await again.submit('/sign-in/code', { code: (codes[1] ?? '').toUpperCase().replace('-', ' ') })).status).toBe(303);
});

test('the database has neither the key nor the codes in clear', async () => {
  const { key, codes } = await enrol('clara');
  const [user] = await runSql(app.db, "SELECT totpSecret FROM platform.[user] WHERE username = N'clara';");
  expect(String(user?.rows[0]?.totpSecret)).toMatch(/^v1:/);
  expect(String(user?.rows[0]?.totpSecret)).not.toContain(key);
  const [stored] = await runSql(app.db, 'SELECT codeHash FROM platform.recovery_code;');
  for (const code of codes) expect(JSON.stringify(stored?.rows)).not.toContain(code);
});

test('guesses at the second step are limited, the first step ends by itself', async () => {
  const browser = await firstStep('clara');
  for (let i = 0; i < 5; i++) expect((await browser.submit('/sign-in/code', { code: `00000${i}` })).status).toBe(422);
  expect((await browser.submit('/sign-in/code', { code: '000009' })).status).toBe(429);
  await runSql(app.db, 'DELETE FROM platform.login_attempt;');
  await runSql(app.db, "UPDATE platform.user_token SET expires = DATEADD(SECOND, -1, SYSUTCDATETIME()) WHERE kind = 'secondFactor';");
  const late = await browser.submit('/sign-in/code', { code: '000009' });
  expect(await late.text()).toMatch(/слишком много времени/);
  expect(browser.cookies.has('pg_second')).toBe(false);
});

test('turning it off asks for the password and ends the codes', async () => {
  const { browser, codes } = await enrol('dmitry');
  await browser.page('/me/totp');
  expect((await browser.submit('/me/totp/disable', { current: 'wrong' })).status).toBe(422);
  await firstStep('dmitry');
  expect((await browser.submit('/me/totp/disable', { current: TEST_PASSWORD })).headers.get('location')).toBe(
    '/me/totp?notice=totpDisabled',
  );
  await app.signIn('dmitry');
  const [stored] = await runSql(
    app.db,
    "SELECT COUNT(*) AS n FROM platform.recovery_code AS c JOIN platform.[user] AS u ON u.id = c.userID WHERE u.username = N'dmitry';",
  );
  expect(stored?.rows[0]?.n).toBe(0);
  expect(codes).toHaveLength(10);
});

test('a role that demands the second step lets its users nowhere else until it is set up', async () => {
  const browser = await app.signIn('greta');
  const before = await browser.page('/me');
  expect([before.status, before.headers.get('location')]).toEqual([303, '/me/totp']);
  expect((await browser.fetch('/c/table/anything')).status).toBe(403);
  const { browser: ready } = await enrol('greta');
  expect((await ready.page('/me')).status).toBe(200);
  await ready.page('/me/totp');
  await ready.submit('/me/totp/disable', { current: TEST_PASSWORD });
  const [user] = await runSql(app.db, "SELECT totpEnabled FROM platform.[user] WHERE username = N'greta';");
  expect(user?.rows[0]?.totpEnabled).toBe(true);
});
