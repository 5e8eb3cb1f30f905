// Every address there is, asked by nobody, by the wrong role and by the right one; the same addresses written in ways that make one reader
// see another path than the next; what every answer has to carry.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { componentList } from '../../../engine/component-list.ts';
import type { RunningProcess } from '../../../engine/start.ts';
import { TEST_PASSWORD, TestBrowser } from '../harness.ts';
import type { TestApp } from '../harness.ts';
import { startMailServer } from '../mailbox.ts';
import type { TestMailServer } from '../mailbox.ts';
import { adminCases, cases, componentCases } from './cases.ts';
import type { Case } from './cases.ts';
import { INTERNALS, SECRET, SOUTH, startStalls, stateOf } from './fixture.ts';
import { forAll, postJson, send, startWithRoutes } from './routes.ts';

const BASE = 'https://stalls.example.com';
/** What pages and components of the fixture show to those who may see them. */
const INSIDE = /Apples|Pears|plums|figs|for the office alone/;
const METRICS_TOKEN = 'numbers-for-operators';
const FORM = { 'content-type': 'application/x-www-form-urlencoded' };

let app: TestApp;
let mail: TestMailServer;
let other: RunningProcess;
let routes: readonly string[];
let gets: Case[];
let posts: Case[];
let nobody: TestBrowser;
let gina: TestBrowser;
let nora: TestBrowser;

beforeAll(async () => {
  mail = await startMailServer();
  app = await startStalls({ env: { BASE_URL: BASE, SMTP_URL: mail.url, METRICS_TOKEN } });
  ({ running: other, routes } = await startWithRoutes(app));
  nobody = app.browser();
  [gina, nora] = await Promise.all([app.signIn('gina'), app.signIn('nora')]);
  for (const browser of [nobody, gina, nora]) await browser.page('/open');
  await nobody.page('/sign-in');
  for (const browser of [gina, nora]) await browser.page('/me');
  const kinds = componentList.map(({ kind }) => kind);
  const components = [...componentCases(app.running.app.components, kinds), ...adminCases(routes)];
  const own = Object.entries(cases);
  gets = [
    ...own.flatMap(([route, list]) => (route.startsWith('GET') ? list : [])),
    ...components.flatMap(({ method, one }) => (method === 'GET' ? [one] : [])),
  ];
  posts = [
    ...own.flatMap(([route, list]) => (route.startsWith('POST') ? list : [])),
    ...components.flatMap(({ method, one }) => (method === 'POST' ? [one] : [])),
  ];
});

afterAll(async () => {
  await other?.stop();
  await app?.stop();
  await mail?.stop();
});

/** Of what is hidden nothing is checked before it is said not to be there. */
const isKnown = ({ expected }: Case): boolean => expected[2] !== '404' || expected[0] !== '404';

const isClosed = ({ expected: [first] }: Case): boolean => first === '401';

async function statusOf(browser: TestBrowser, { path }: Case, method: string): Promise<string> {
  if (path !== '/events' || browser === nobody) return String((await send(browser, { method, path })).status);
  const leaving = new AbortController();
  const answer = await browser.fetch(path, { signal: leaving.signal });
  const isStream = answer.status === 200 && answer.headers.get('content-type')?.startsWith('text/event-stream');
  leaving.abort();
  return isStream ? 'stream' : String(answer.status);
}

describe('the route table', () => {
  it('has a case for every route', () => {
    const known = new Set(Object.keys(cases));
    const isRuled = (route: string): boolean => /^HEAD |^(?:GET|POST) \/admin(?:\/|$)|^(?!GET)\S+ \/api\//.test(route);
    const unknown = routes.filter((route) => !isRuled(route) && !known.has(route));
    expect(unknown).toEqual([]);
    const gone = [...known].filter((route) => !routes.includes(route));
    expect(gone).toEqual([]);
  });

  it('knows nobody below /api who brings a session instead of a key', async () => {
    const before = await stateOf(app);
    for (const browser of [nobody, nora]) {
      for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
        const hasBody = method !== 'DELETE';
        const headers = { ...(hasBody && { 'content-type': 'application/json' }), 'x-csrf-token': nora.csrf };
        const { status } = await send(browser, { method, path: '/api/orders', headers, ...(hasBody && { body: '{}' }) });
        expect(status, method).toBe(401);
      }
    }
    expect(await stateOf(app)).toBe(before);
  });

  it('answers reads by who asks', async () => {
    const wrong: string[] = [];
    for (const one of gets) {
      for (const [at, browser] of [nobody, gina, nora].entries()) {
        const status = await statusOf(browser, one, 'GET');
        if (!new RegExp(`^(?:${one.expected[at]})$`).test(status))
          wrong.push(`GET ${one.path} as ${['nobody', 'gina', 'nora'][at]}: ${status}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it('answers HEAD as GET, without a body, and other methods not at all', async () => {
    const wrong: string[] = [];
    for (const [at, one] of gets.entries()) {
      const { path } = one;
      if (path === '/events') continue;
      const head = await send(nobody, { method: 'HEAD', path });
      if (!new RegExp(`^(?:${one.expected[0]})$`).test(String(head.status)) || head.text !== '') wrong.push(`HEAD ${path}: ${head.status}`);
      // One of them for each address; together every one has met every kind of address.
      const method = ['OPTIONS', 'PUT', 'DELETE', 'PATCH', 'TRACE'][at % 5] ?? '';
      const { status, text } = await send(nora, { method, path, headers: { 'x-csrf-token': nora.csrf } });
      if (status < 400 || INSIDE.test(text)) wrong.push(`${method} ${path}: ${status}`);
    }
    expect(wrong).toEqual([]);
  });

  it('answers actions by who asks, and changes nothing for those who may not', async () => {
    const wrong: string[] = [];
    const before = await stateOf(app);
    for (const [at, browser] of [nobody, gina].entries()) {
      for (const one of posts) {
        const { status } = await postJson(browser, one.path, { body: one.body });
        if (!new RegExp(`^(?:${one.expected[at]})$`).test(String(status)))
          wrong.push(`POST ${one.path} as ${['nobody', 'gina'][at]}: ${status}`);
      }
    }
    expect(await stateOf(app)).toBe(before);
    for (const one of posts) {
      const { status, text } = await postJson(nora, one.path, { body: one.body });
      if (!new RegExp(`^(?:${one.expected[2]})$`).test(String(status)))
        wrong.push(`POST ${one.path} as nora: ${status} ${text.slice(0, 200)}`);
    }
    expect(wrong).toEqual([]);
  });
});

describe('other spellings of an address', () => {
  const spellings: readonly ((path: string) => string)[] = [
    (path) => `${path}?/open`,
    (path) => `${path}?/webhooks/trigger`,
    (path) => `${path}?roles=all&role=boss&username=nora&userID=1`,
    (path) => `${path}?lang=en&lang=ru`,
    (path) => `${path};x`,
    (path) => `${path};/open`,
    (path) => `${path}%2f`,
    (path) => `${path}%2Fopen`,
    (path) => `${path}/`,
    (path) => `${path}//`,
    (path) => `/${path}`,
    (path) => `//${path}`,
    (path) => path.replace(/\/([^/]*)$/, '//$1'),
    (path) => `/open/..${path}`,
    (path) => `/open/..%2f${path.slice(1)}`,
    (path) => `/assets/..${path}`,
    (path) => `/assets/%2e%2e${path}`,
    (path) => `/.${path}`,
    (path) => `${path}.`,
    (path) => `${path}%20`,
    (path) => `${path}%00`,
    (path) => `${path}#/open`,
    (path) => `${path}\\`,
    (path) => path.toUpperCase(),
    (path) => path.replace(/[a-z]$/, (last) => `%${last.charCodeAt(0).toString(16)}`),
  ];

  it('give nobody and the wrong role no more than the plain one', async () => {
    const wrong: string[] = [];
    // One of every sort of address; what matches them all is tried with all of them in the table above.
    const closed = [
      '/orders',
      '/order/1',
      '/office',
      '/me',
      '/notifications/list',
      '/c/table/orders',
      '/c/table/orders/csv',
      '/c/form/order?itemID=1',
      '/p/orders/0.css',
    ];
    for (const whole of closed) {
      const [path = '', query] = whole.split('?', 2);
      for (const spell of spellings) {
        const spelled = spell(path) + (query === undefined ? '' : `${spell(path).includes('?') ? '&' : '?'}${query}`);
        const browser = /me|notifications/.test(path) || spelled.length % 2 === 0 ? nobody : gina;
        const { status, text } = await send(browser, { path: spelled });
        if (status < 300 || status >= 500 || INSIDE.test(text)) wrong.push(`GET ${spelled}: ${status}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  /** Each of them with every address there is, for everybody; `x` before a query stands in the path. */
  const everywhere: readonly (readonly [name: string, spell: (path: string) => string])[] = [
    ['?/x', (path) => `${path}${path.includes('?') ? '&' : '?'}/x`],
    [';x', (path) => path.replace(/(?=\?|$)/, ';x')],
    ['%2f', (path) => path.replace(/\/(?=[^/]*$)/, '%2f')],
    ['//', (path) => path.replace(/\/(?=[^/?]*(?:\?|$))/, '//')],
    [
      'repeated',
      (path) =>
        `${path}${path.includes('?') ? '&' : '?'}itemID=${SOUTH}&itemID=${SOUTH}&itemID[]=${SOUTH}&lang=en&lang=ru&role=boss&role=all`,
    ],
  ];
  /** What an address that is not meant, or not well written, may be answered with. */
  const REFUSED = /^4(?:0[01345]|1[45]|2[29])$/;

  it.each(everywhere)('open no route to anybody: %s', async (name, spell) => {
    const wrong: string[] = [];
    const people = [
      ['nobody', nobody],
      ['gina', gina],
      ['nora', nora],
    ] as const;
    const all = [...gets.map((one) => ['GET', one] as const), ...posts.map((one) => ['POST', one] as const)];
    const before = await stateOf(app);
    for (const [at, [who, browser]] of people.entries()) {
      await forAll(all, async ([method, one]) => {
        const path = spell(one.path);
        // A stream does not end.
        if (one.path === '/events' && browser !== nobody) return;
        const { status, text } = method === 'GET' ? await send(browser, { path }) : await postJson(browser, path, { body: one.body });
        const isPlain = new RegExp(`^(?:${one.expected[at]})$`).test(String(status));
        const leaks = INTERNALS.exec(text)?.[0] ?? (text.includes(SECRET) ? SECRET : at < 2 && INSIDE.test(text) ? 'inside' : undefined);
        if ((!isPlain && !REFUSED.test(String(status))) || leaks !== undefined)
          wrong.push(`${method} ${path} as ${who}: ${status} ${leaks ?? ''}`);
      });
      if (at === 1) expect(await stateOf(app), `what ${name} changed`).toBe(before);
    }
    expect(wrong).toEqual([]);
  });

  it('and headers that name another address or method change nothing', async () => {
    const names = [
      'x-original-url',
      'x-rewrite-url',
      'x-forwarded-uri',
      'x-forwarded-prefix',
      'x-http-method-override',
      'x-method-override',
      'x-forwarded-user',
      'x-remote-user',
    ];
    for (const name of names) {
      for (const value of ['/orders', 'DELETE', 'nora']) {
        const headers = { [name]: value };
        const { status, text } = await send(nobody, { path: '/open', headers });
        expect([name, status, INSIDE.test(text)]).toEqual([name, 200, false]);
        expect((await send(nobody, { path: '/orders', headers })).status).toBe(401);
      }
    }
    const before = await stateOf(app);
    await send(nora, { path: `/c/table/orders/delete?id=${SOUTH}&_method=POST`, headers: { 'x-http-method-override': 'POST' } });
    expect(await stateOf(app)).toBe(before);
  });
});

describe('a state change that the visitor did not make', () => {
  it('is refused without a token, with a wrong one and with somebody else’s', async () => {
    const sam = await app.signIn('sam');
    await sam.page('/me');
    const before = await stateOf(app);
    const passed: string[] = [];
    for (const { path, body } of [...posts.filter(isKnown), { path: '/sign-out', body: {} }]) {
      for (const [at, token] of ['', 'wrong', sam.csrf].entries()) {
        const { status } = await postJson(nora, path, { body, token });
        if (status !== 403) passed.push(`POST ${path} with "${token.slice(0, 5)}": ${status}`);
        if (at !== 2) continue;
        const fields = new URLSearchParams({ ...(body as Record<string, string>), _csrf: token }).toString();
        const plain = await send(nora, { method: 'POST', path, headers: FORM, body: fields });
        // Schemas of plain forms are looked at first.
        if (plain.status !== 403 && plain.status !== 400) passed.push(`form ${path}: ${plain.status}`);
      }
    }
    expect(passed).toEqual([]);
    expect(await stateOf(app)).toBe(before);
    expect((await nora.page('/me')).status).toBe(200);
  });

  it('is refused with a secret that somebody planted, and with the token from before the sign-in', async () => {
    const sam = await app.signIn('sam');
    const planted = new TestBrowser(app.url);
    for (const [name, value] of nora.cookies) planted.cookies.set(name, value);
    planted.cookies.set('_csrf', sam.cookies.get('_csrf') ?? '');
    const before = await stateOf(app);
    expect((await postJson(planted, '/c/table/orders/delete', { body: { id: '1' }, token: sam.csrf })).status).toBe(403);
    expect(await stateOf(app)).toBe(before);

    const browser = app.browser();
    await browser.page('/sign-in');
    const [token, secret] = [browser.csrf, browser.cookies.get('_csrf') ?? ''];
    await browser.signIn('nora', TEST_PASSWORD);
    expect(browser.cookies.get('_csrf')).not.toBe(secret);
    expect((await postJson(browser, '/rq/poke', { body: { itemID: '1' }, token })).status).toBe(403);
    browser.cookies.set('_csrf', secret);
    expect((await postJson(browser, '/rq/poke', { body: { itemID: '1' }, token })).status).toBe(403);
  });

  it('is refused in types that other sites can send without asking', async () => {
    const taken: string[] = [];
    const types = [
      'text/plain',
      'text/plain;charset=utf-8',
      'application/xml',
      'application/csp-report',
      'application/octet-stream',
      'nonsense',
    ];
    for (const [at, { path }] of posts.filter(isKnown).entries()) {
      const type = types[at % types.length] ?? '';
      const { status } = await send(nora, {
        method: 'POST',
        path,
        headers: { 'content-type': type, 'x-csrf-token': nora.csrf },
        body: '{"id":"1"}',
      });
      if (status !== 415) taken.push(`${type} ${path}: ${status}`);
    }
    expect(taken).toEqual([]);
  });
});

describe('every answer', () => {
  it('carries a policy without inline scripts, no guessing of types, no frames of others, no versions', async () => {
    for (const path of [
      '/open',
      '/orders',
      '/sign-in',
      '/nowhere',
      '/c/table/orders',
      '/c/table/none',
      '/health/live',
      '/metrics',
      '/robots.txt',
      '/sw.js',
      '/%zz',
    ]) {
      const { headers, text } = await send(nora, { path, headers: { accept: 'text/html' } });
      const policy = String(headers['content-security-policy']);
      expect([path, headers['x-content-type-options']]).toEqual([path, 'nosniff']);
      expect([path, policy]).toEqual([path, expect.not.stringMatching(/unsafe-inline|unsafe-eval|\*/)]);
      expect([path, policy]).toEqual([path, expect.stringMatching(/^default-src '(self|none)'/)]);
      if (path !== '/%zz') expect([path, policy]).toEqual([path, expect.stringMatching(/frame-ancestors 'self'.*|base-uri 'none'/)]);
      for (const name of ['server', 'x-powered-by', 'via']) expect([path, headers[name]]).toEqual([path, undefined]);
      expect(text).not.toMatch(/"v\d+\.\d+\.\d+"|fastify|node\.?js[ /]v?\d/i);
    }
    const one = String((await send(nora, { path: '/open' })).headers['content-security-policy']);
    const two = String((await send(nora, { path: '/open' })).headers['content-security-policy']);
    expect(one, 'the nonce is used once').not.toBe(two);
  });

  it('of a person’s own is kept by no cache', async () => {
    for (const one of gets.filter(({ expected }) => /200/.test(expected[2]))) {
      if (!isClosed(one)) continue;
      const { status, headers } = await send(nora, { path: one.path });
      expect([one.path, status, headers['cache-control']]).toEqual([one.path, status, expect.stringMatching(/no-store|private/)]);
    }
  });

  it('that sets a cookie keeps it from scripts, other sites and plain HTTP', async () => {
    const browser = app.browser();
    await browser.page('/sign-in?lang=en');
    const lines: string[] = [];
    const note = (answer: Response): void => void lines.push(...answer.headers.getSetCookie());
    note(await app.browser().fetch('/sign-in?lang=ru'));
    note(await browser.submit('/sign-in', { username: 'nora', password: 'correct horse 42' }));
    expect(lines.map((line) => line.split('=')[0])).toEqual(expect.arrayContaining(['pg_session', '_csrf', 'pg_look']));
    for (const line of lines) {
      expect(line).toMatch(/; HttpOnly/i);
      expect(line).toMatch(/; SameSite=(Lax|Strict)/i);
      expect(line).toMatch(/; Secure/i);
      expect(line).not.toMatch(/Domain=/i);
    }
  });

  it('tells no internals when it refuses', async () => {
    for (const one of gets.filter((_, at) => at % 3 === 0)) {
      const { text } = one.path === '/events' ? { text: '' } : await send(nobody, { path: one.path });
      expect([one.path, INTERNALS.exec(text)?.[0]]).toEqual([one.path, undefined]);
    }
  });
});

describe('a page', () => {
  it('shows settings that are public and no secrets, as they are with the next request', async () => {
    const shown = async (): Promise<string> => /<i>(.*)<\/i>/.exec((await send(nobody, { path: '/open' })).text)?.[1] ?? '';
    expect(await shown()).toBe('[Hello|||]');
    await app.sql(
      `INSERT INTO platform.setting (code, value, isSecret) VALUES (N'greeting', N'Hi <b>you</b>', 0), (N'inner', N'INNERVALUE', 0), (N'vault', N'VAULTVALUE', 0);`,
    );
    expect(await shown()).toBe('[Hi &lt;b&gt;you&lt;/b&gt;|||]');
    await app.sql(`UPDATE platform.setting SET isSecret = 1 WHERE code = N'greeting';`);
    expect(await shown()).toBe('[Hello|||]');
    await app.sql(`DELETE FROM platform.setting WHERE code IN (N'greeting', N'inner', N'vault');`);
  });

  it('names the topics of its tables and forms, signed for this session, and how often it is fresh', async () => {
    const page = (await send(nora, { path: '/orders' })).text;
    expect(page).toContain('data-page-refresh="60"');
    const topics = (html: string): string[] =>
      (/data-topics="([^"]*)"/.exec(html)?.[1] ?? '')
        .split(' ')
        .map((token) => Buffer.from(token.split('.')[0] ?? '', 'base64url').toString());
    expect(topics(page)).toEqual(['stall-orders']);
    expect(topics((await send(nora, { path: '/c/form/order?itemID=2' })).text)).toEqual(['stall-order:2']);
    expect(topics((await send(nora, { path: '/c/form/order' })).text)).toEqual(['stall-order:0']);
  });
});

describe('the numbers for operators', () => {
  it('are for this machine alone, unless the token is known', async () => {
    const statusWith = async (headers: Record<string, string>): Promise<number> =>
      (await send(nobody, { path: '/metrics', headers })).status;
    expect(await statusWith({})).toBe(200);
    for (const name of ['x-forwarded-for', 'forwarded', 'via', 'x-real-ip'])
      expect([name, await statusWith({ [name]: '127.0.0.1' })]).toEqual([name, 403]);
    expect(await statusWith({ 'x-forwarded-for': '10.0.0.9', authorization: 'Bearer wrong' })).toBe(403);
    expect(await statusWith({ 'x-forwarded-for': '10.0.0.9', authorization: `Bearer ${METRICS_TOKEN}` })).toBe(200);
  });
});

describe('the Host header', () => {
  it('appears in no answer and in no letter', async () => {
    const headers = {
      host: 'evil.example',
      'x-forwarded-host': 'evil.example',
      forwarded: 'host=evil.example',
      origin: 'https://evil.example',
    };
    for (const path of [
      '/',
      '/open',
      '/orders',
      '/sign-in',
      '/recover',
      '/former',
      '/sitemap.xml',
      '/robots.txt',
      '/nowhere',
      '/jump?to=/open',
      '/me',
    ]) {
      const { text, headers: got } = await send(nora, { path, headers: { ...headers, accept: 'text/html' } });
      expect([path, text.includes('evil.example'), JSON.stringify(got).includes('evil.example')]).toEqual([path, false, false]);
    }
    await app.sql(`UPDATE platform.[user] SET email = N'nora@example.com', isEmailConfirmed = 1 WHERE username = N'nora'`);
    const body = new URLSearchParams({ email: 'nora@example.com', _csrf: nobody.csrf }).toString();
    await send(nobody, { method: 'POST', path: '/recover', headers: { ...FORM, ...headers }, body });
    await expect.poll(() => mail.letters.length, { timeout: 10_000 }).toBe(1);
    const encoded = (mail.letters[0]?.source ?? '').match(/(?:[A-Za-z0-9+/]{60,}\r?\n)+[A-Za-z0-9+/]*=*/g) ?? [];
    const letter = encoded.map((part) => Buffer.from(part, 'base64').toString('utf8')).join('\n');
    expect(letter).toContain('stalls.example.com/recover/');
    expect(letter).not.toContain('evil.example');
  });

  it('nor can an address or a page procedure lead to another site', async () => {
    const browser = app.browser();
    for (const to of [
      '//evil.example',
      '/\\evil.example',
      '/\t/evil.example',
      '/\n/evil.example',
      'https://evil.example',
      '/%09/evil.example',
      'javascript:alert(1)',
      '\\\\evil.example',
    ]) {
      const encoded = encodeURIComponent(to);
      const jump = await send(nobody, { path: `/jump?to=${encoded}` });
      expect([to, jump.status, landing(jump.headers.location)]).toEqual([to, jump.status, app.url]);
      await browser.page(`/sign-in?next=${encoded}`);
      const inside = await browser.submit('/sign-in', { username: 'gina', password: 'correct horse 42', next: to });
      expect([to, landing(inside.headers.get('location') ?? undefined)]).toEqual([to, app.url]);
      browser.cookies.clear();
    }
  });

  function landing(location: string | string[] | undefined): string {
    return location === undefined ? app.url : new URL(String(location), app.url).origin;
  }
});

it('says nothing of the southern stall to the northern manager in any of these', async () => {
  for (const one of gets) {
    const { text } = one.path === '/events' ? { text: '' } : await send(nora, { path: one.path });
    expect([one.path, text.includes(SECRET)]).toEqual([one.path, false]);
  }
});
