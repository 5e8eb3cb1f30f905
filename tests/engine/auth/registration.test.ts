// Registration over real HTTP: account fields, the role's form and its procedures, the letter that confirms, what nobody may learn.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runSql } from '../../../sql/query.ts';
import { startApp } from '../harness.ts';
import type { Fixture, TestApp, TestBrowser } from '../harness.ts';
import { lettersTo } from './mailbox.ts';

const PASSWORD = 'nine green bottles';
const BASE_URL = 'https://orders.example.com';

const fixture: Fixture = {
  definitions: {
    role: {
      client: { title: { en: 'Client', ru: 'Клиент' }, registrationForm: 'registration', homePage: 'welcome' },
      partner: { title: 'Partner', canRegister: true },
      staff: { title: 'Staff' },
      owner: { title: 'Owner', canRegister: true, permissions: ['develop'] },
    },
    page: { welcome: { title: 'Welcome', route: '/welcome', roles: 'client', markup: '<p>Hello {username}</p>' } },
    form: {
      registration: {
        title: 'Registration',
        roles: 'all',
        fields: [
          { code: 'email', title: 'E-mail', type: 'email' },
          { code: 'city', title: 'City', type: 'text', required: true, maxLength: 40 },
          { code: 'level', title: 'Level', type: 'hidden', default: 'basic' },
          { code: 'discount', title: 'Discount', type: 'number', roles: 'staff' },
        ],
      },
    },
  },
  sql: [
    `CREATE TABLE dbo.cl_clients (username nvarchar(64) NOT NULL PRIMARY KEY, userID int NULL, city nvarchar(100) NULL, level nvarchar(20) NULL,
       discount nvarchar(20) NULL, email nvarchar(100) NULL, ref nvarchar(20) NULL);
     GO
     CREATE OR ALTER PROCEDURE dbo.fm_registration_checkItem @username nvarchar(64), @parameters dbo.DictionaryParameter READONLY
     AS
     BEGIN
       SET NOCOUNT ON;
       SELECT IIF(EXISTS (SELECT 1 FROM @parameters WHERE [Key] = N'city' AND [Value] = N'Atlantis'), 0, 1) AS Result, N'We do not deliver there' AS Msg, N'city' AS Field;
     END;
     GO
     CREATE OR ALTER PROCEDURE dbo.fm_registration_saveItem @username nvarchar(64), @itemID nvarchar(128), @parameters dbo.DictionaryParameter READONLY
     AS
     BEGIN
       SET NOCOUNT ON; SET XACT_ABORT ON;
       IF EXISTS (SELECT 1 FROM @parameters WHERE [Key] = N'city' AND [Value] = N'Nowhere') THROW 50001, N'The city is closed.', 1;
       IF EXISTS (SELECT 1 FROM @parameters WHERE [Value] = N'nine green bottles') THROW 50002, N'The password came through.', 1;
       INSERT INTO dbo.cl_clients (username, userID, city, level, discount, email, ref)
       SELECT @username, CAST(SESSION_CONTEXT(N'userID') AS int), MAX(IIF([Key] = N'city', [Value], NULL)), MAX(IIF([Key] = N'level', [Value], NULL)),
         MAX(IIF([Key] = N'discount', [Value], NULL)), MAX(IIF([Key] = N'email', [Value], NULL)), MAX(IIF([Key] = N'ref', [Value], NULL))
       FROM @parameters;
       SELECT 1 AS Result, N'' AS Msg;
       SELECT N'telegram' AS type, N'7' AS chat, CONCAT(N'New client ', @username) AS msg;
     END;`,
  ],
  users: [{ username: 'anna', roles: ['client'] }],
};

async function register(
  app: TestApp,
  fields: Record<string, string>,
  path = '/register/client',
): Promise<{ browser: TestBrowser; answer: Response; html: string }> {
  const browser = app.browser();
  await browser.page(path);
  const answer = await browser.submit(path, {
    displayName: 'Maria Kotova',
    email: 'maria@example.com',
    password: PASSWORD,
    city: 'Kazan',
    ...fields,
  });
  return { browser, answer, html: await answer.text() };
}

async function clients(app: TestApp, email: string) {
  const [set] = await runSql(
    app.db,
    'SELECT c.* FROM dbo.cl_clients AS c JOIN platform.[user] AS u ON u.id = c.userID WHERE u.email = @email;',
    { email },
  );
  return set?.rows ?? [];
}

async function users(app: TestApp, email: string): Promise<number> {
  const [set] = await runSql(app.db, 'SELECT COUNT(*) AS n FROM platform.[user] WHERE email = @email;', { email });
  return Number(set?.rows[0]?.n);
}

describe('without a mail server', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startApp(fixture);
  }, 60_000);
  afterAll(() => app.stop());

  test('the page shows the fields that the visitor may fill, once each', async () => {
    const { html, status } = await app.browser().page('/register/client?lang=en');
    expect(status).toBe(200);
    expect(html.match(/name="email"/g)).toHaveLength(1);
    expect(html).toContain('name="city"');
    expect(html).not.toContain('name="discount"');
    expect(html).not.toContain('name="level"');
    expect((await app.browser().page('/sign-in')).html).toContain('href="/register"');
  });

  test('who registers is in, with the role, and the form was saved in their name', async () => {
    const { browser, answer } = await register(
      app,
      { discount: '99', level: 'gold', username: 'anna', isActive: '1' },
      '/register/client?ref=R7',
    );
    expect(answer.status).toBe(303);
    expect(answer.headers.get('location')).toBe('/welcome');
    expect((await browser.page('/welcome')).html).toContain('maria@example.com');
    const [client] = await clients(app, 'maria@example.com');
    expect(client).toMatchObject({ username: 'maria@example.com', city: 'Kazan', level: 'basic', email: 'maria@example.com', ref: 'R7' });
    expect(client?.discount ?? '').toBe('');
    const [asked] = await runSql(app.db, "SELECT payload FROM platform.outbox WHERE type = 'telegram';");
    expect(asked?.rows.map((row) => String(row.payload))).toEqual([expect.stringContaining('New client maria@example.com')]);
  });

  test.each<[{ email: string; displayName?: string; password?: string; city?: string }, RegExp]>([
    [{ email: 'not an address' }, /name@example\.com/],
    [{ email: 'a2@example.com', displayName: '' }, /Заполните/],
    [{ email: 'a3@example.com', password: 'short' }, /не меньше 10/],
    [{ email: 'a4@example.com', password: 'Qwertyuiop123' }, /одним из первых/],
    [{ email: 'longaddress5@example.com', password: 'longaddress5' }, /ваше имя или адрес/],
    [{ email: 'a6@example.com', city: '' }, /City/],
    [{ email: 'a7@example.com', city: 'x'.repeat(41) }, /City/],
    [{ email: 'a8@example.com', city: 'Atlantis' }, /We do not deliver there/],
    [{ email: 'a9@example.com', city: 'Nowhere' }, /The city is closed/],
  ])('%j is refused in place and leaves nobody behind', async (fields, message) => {
    const { answer, html, browser } = await register(app, fields);
    expect(answer.status).toBe(422);
    expect(html).toMatch(message);
    expect(html).not.toContain(PASSWORD);
    if (fields.city !== undefined && fields.city !== '') expect(html).toContain(`value="${fields.city}"`);
    expect(browser.cookies.has('pg_session')).toBe(false);
    expect(await users(app, fields.email)).toBe(0);
  });

  test('what was entered comes back escaped', async () => {
    const { html } = await register(app, {
      displayName: '"><script>alert(1)</script>',
      email: 'bad',
      city: '<img src=x onerror=alert(1)>',
    });
    expect(html).not.toContain('<script>alert');
    expect(html).not.toContain('<img src=x');
  });

  test.each(['staff', 'owner', 'nothing', 'Staff%20'])('nobody registers as %s', async (role) => {
    expect((await app.browser().page(`/register/${role}`)).status).toBe(404);
    const { answer } = await register(app, { email: 'e@example.com' }, `/register/${role}`);
    expect(answer.status).toBe(404);
  });

  test('a role without a form takes the account fields alone', async () => {
    const { answer } = await register(app, { email: 'partner@example.com' }, '/register/partner');
    expect(answer.status).toBe(303);
    const [set] = await runSql(
      app.db,
      "SELECT r.roleCode FROM platform.user_role AS r JOIN platform.[user] AS u ON u.id = r.userID WHERE u.email = N'partner@example.com';",
    );
    expect(set?.rows.map((row) => row.roleCode)).toEqual(['partner']);
  });
});

describe('with a mail server', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startApp({ ...fixture, env: { BASE_URL, SMTP_URL: 'smtp://127.0.0.1:9' } });
  }, 60_000);
  afterAll(() => app.stop());

  test('the address is confirmed by a button behind the link before anybody gets in', async () => {
    const { answer, browser } = await register(app, {});
    expect(answer.status).toBe(200);
    expect(browser.cookies.has('pg_session')).toBe(false);
    await expect(app.signIn('maria@example.com', PASSWORD)).rejects.toThrow(/422/);
    const letters = await lettersTo(app.db, 'maria@example.com', 2);
    const url = new URL(letters.at(-1)?.link('/confirm-email/') ?? '');
    expect(url.origin).toBe(BASE_URL);
    await browser.page(url.pathname);
    await expect(app.signIn('maria@example.com', PASSWORD)).rejects.toThrow(/422/);
    const again = (await lettersTo(app.db, 'maria@example.com', 3)).at(-1)?.link('/confirm-email/') ?? '';
    const { pathname } = new URL(again);
    expect((await browser.submit(url.pathname, {})).status).toBe(410);
    expect((await browser.submit(pathname, {})).headers.get('location')).toBe('/sign-in?notice=emailConfirmed');
    expect((await browser.submit(pathname, {})).status).toBe(410);
    await app.signIn('maria@example.com', PASSWORD);
  });

  test('a taken address gets the same answer; its owner gets a letter', async () => {
    const first = await register(app, { email: 'taken@example.com' });
    const second = await register(app, { email: 'TAKEN@example.com', password: 'another long one' });
    const bare = (html: string): string => html.replaceAll(/taken@example\.com/gi, '').replaceAll(/"[\w-]{32,}"/g, '');
    expect(second.answer.status).toBe(first.answer.status);
    expect(bare(second.html)).toBe(bare(first.html));
    const letters = await lettersTo(app.db, 'taken@example.com', 2);
    expect(letters[1]?.link('/sign-in')).toBe(`${BASE_URL}/sign-in`);
    expect(await clients(app, 'taken@example.com')).toHaveLength(1);
    expect(await users(app, 'taken@example.com')).toBe(1);
  });

  test('two registrations of one address at once make one user', async () => {
    const both = await Promise.all([1, 2].map(() => register(app, { email: 'twin@example.com' })));
    expect(both.map(({ answer }) => answer.status)).toEqual([200, 200]);
    expect(await users(app, 'twin@example.com')).toBe(1);
  });
});
