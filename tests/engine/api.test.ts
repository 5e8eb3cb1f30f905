// The API from outside: who gets in and with what, and what an outsider may not do, in both directions.

import { createServer } from 'node:http';
import type { IncomingMessage, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createKey, revokeKey } from '../../engine/api/keys.ts';
import { createGate } from '../../engine/api/gate.ts';
import { AddressRefused, checkedAddresses, isPublic } from '../../engine/api/addresses.ts';
import { signatureOf } from '../../engine/api/signature.ts';
import { fill } from '../../engine/api/template.ts';
import { enqueue } from '../../engine/outbox/enqueue.ts';
import { runSql } from '../../sql/query.ts';
import { startApp } from './harness.ts';
import type { TestApp } from './harness.ts';

/** Refused calls of an address a minute; the tests before the last make fewer. */
const REFUSALS = 60;
const AT_PORT = 'http://127.0.0.1:{port}/{number}';

let app: TestApp;
let key: string;

beforeAll(async () => {
  app = await startApp({
    env: { API_REFUSALS_PER_MINUTE: String(REFUSALS) },
    users: [
      { username: 'robot', roles: ['partner'] },
      { username: 'dana', roles: ['developer'] },
    ],
    definitions: {
      api: {
        orders: {
          title: { en: 'Orders', ru: 'Заказы' },
          roles: 'partner',
          method: 'GET',
          parameters: [
            { code: 'least', type: 'integer', min: 0, isRequired: true },
            { code: 'city', maxLength: 20 },
          ],
        },
        order: {
          title: 'New order',
          roles: 'partner',
          maxBodyKb: 2,
          parameters: [
            { code: 'name', isRequired: true },
            { code: 'items', type: 'array' },
            { code: 'isPaid', type: 'boolean' },
          ],
        },
        rare: { title: 'Rare', roles: 'partner', method: 'GET', perMinute: 2 },
        hook: {
          title: 'Hook',
          roles: 'partner',
          parameters: [{ code: 'id', type: 'integer', isRequired: true }],
          signature: { secret: 'hookSecret', username: 'robot' },
        },
        ship: {
          title: 'Ship',
          direction: 'outgoing',
          request: {
            url: 'http://127.0.0.1:{port}/ship/{number}?key={setting:shipKey}',
            allowedHosts: ['127.0.0.1'],
            headers: [{ name: 'X-Key', value: '{setting:shipKey}' }],
            body: '{"text": "No {number}", "sum": {sum}}',
            retries: 0,
            maxKb: 2,
          },
          signature: { secret: 'hookSecret' },
        },
        anywhere: {
          title: 'Anywhere',
          direction: 'outgoing',
          request: { url: 'http://127.0.0.1:{port}/', allowedHosts: ['127.0.0.2'], retries: 0 },
        },
        poll: { title: 'Poll', direction: 'outgoing', request: { url: AT_PORT, method: 'GET', allowedHosts: ['127.0.0.1'], retries: 2 } },
        once: { title: 'Once', direction: 'outgoing', request: { url: AT_PORT, allowedHosts: ['127.0.0.1'], retries: 2 } },
        twice: {
          title: 'Twice',
          direction: 'outgoing',
          request: { url: AT_PORT, allowedHosts: ['127.0.0.1'], retries: 2, isRepeatable: true },
        },
        closed: { title: 'Closed', roles: 'boss', method: 'GET' },
        absent: { title: 'Absent', roles: 'partner', method: 'GET' },
      },
    },
    sql: [
      `CREATE OR ALTER PROCEDURE dbo.api_orders @parameters dbo.CRUDFilterParameter READONLY, @username nvarchar(64), @least int, @city nvarchar(20) AS
BEGIN
  SELECT 1 AS Result;
  SELECT @least + 1 AS n, @city AS city, @username AS username, (SELECT COUNT(*) FROM @parameters WHERE [Key] = N'secret') AS secrets;
END;
GO
CREATE OR ALTER PROCEDURE dbo.api_order @name nvarchar(100), @items nvarchar(max), @isPaid nvarchar(10), @username nvarchar(64) AS
BEGIN
  IF @name = N'wrong' BEGIN SELECT 0 AS Result, N'No such thing' AS Msg, 409 AS StatusCode; RETURN; END;
  IF @name = N'throw' THROW 50001, N'Not on Sundays', 1;
  IF @name = N'crash' SELECT 1 / 0 AS Result;
  SELECT 1 AS Result, 201 AS StatusCode, N'Made' AS Msg;
  SELECT @items AS items, @isPaid AS isPaid, CAST(0x0102 AS varbinary(4)) AS stamp;
END;
GO
CREATE TABLE dbo.shipped (status int NOT NULL, body nvarchar(max) NOT NULL, number nvarchar(40) NULL, error nvarchar(400) NOT NULL);
INSERT INTO platform.setting (code, value) VALUES (N'hookSecret', N'hush'), (N'shipKey', N'k&y');
GO
CREATE OR ALTER PROCEDURE dbo.api_hook @id int, @username nvarchar(64) AS BEGIN IF @id = 500 SELECT 1 / 0 AS x; SELECT 1 AS Result; SELECT @id AS id, @username AS who; END;
GO
CREATE OR ALTER PROCEDURE dbo.api_ship_response @status int, @body nvarchar(max), @error nvarchar(400), @number nvarchar(40) AS
INSERT INTO dbo.shipped (status, body, number, error) VALUES (@status, @body, @number, @error);
GO
CREATE OR ALTER PROCEDURE dbo.api_rare AS SELECT 1 AS Result;
GO
CREATE OR ALTER PROCEDURE dbo.api_closed AS SELECT 1 AS Result;
GO`,
    ],
  });
  key = await newKey({ scopes: ['orders', 'order', 'rare', 'closed', 'absent'] });
});
afterAll(() => app?.stop());

async function newKey({ scopes, expires = null }: { scopes: string[]; expires?: Date | null }): Promise<string> {
  const { id } = await app.db.kysely.selectFrom('platform.user').select('id').where('username', '=', 'robot').executeTakeFirstOrThrow();
  return (await createKey(app.running.app, { name: 'test', userID: id, scopes, expires, createdBy: 'dana' })).key;
}

interface Called {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: the shape is what the tests ask
  readonly json: any;
  readonly headers: Headers;
}

async function call(
  path: string,
  { with: own = key, body, headers = {} }: { with?: string; body?: unknown; headers?: Record<string, string> } = {},
): Promise<Called> {
  const answer = await fetch(new URL(`/api/${path}`, app.url), {
    headers: {
      ...(own === '' ? {} : { authorization: `Bearer ${own}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await answer.text();
  return { status: answer.status, json: JSON.parse(text), headers: answer.headers };
}

describe('an incoming call', () => {
  test('reads with values of the query, as the user of its key', async () => {
    const { status, json } = await call('orders?least=4&city=Perm');
    expect([status, json]).toEqual([200, { ok: true, data: [{ n: 5, city: 'Perm', username: 'robot', secrets: 0 }] }]);
  });

  test('changes with JSON, and answers what the procedure says', async () => {
    const made = await call('order', { body: { name: 'A', items: [{ id: 1 }], isPaid: true } });
    expect([made.status, made.json]).toEqual([
      201,
      { ok: true, message: 'Made', data: [{ items: '[{"id":1}]', isPaid: 'True', stamp: 'AQI=' }] },
    ]);
    const refused = await call('order', { body: { name: 'wrong' } });
    expect([refused.status, refused.json.detail, refused.headers.get('content-type')]).toEqual([
      409,
      'No such thing',
      'application/problem+json; charset=utf-8',
    ]);
    expect((await call('order', { body: { name: 'throw' } })).json).toMatchObject({ status: 422, detail: 'Not on Sundays' });
  });

  test('tells nothing of the inside when it fails', async () => {
    const { status, json } = await call('order', { body: { name: 'crash' } });
    expect(status).toBe(500);
    expect(JSON.stringify(json)).not.toMatch(/divide|zero|api_order/i);
    expect((await call('absent')).status).toBe(500);
    expect(JSON.stringify((await call('absent')).json)).not.toContain('api_absent');
  });

  test.each([
    ['orders', 'least'],
    ['orders?least=x', 'least'],
    ['orders?least=-1', 'least'],
    ['orders?least=1&secret=1', 'secret'],
    ['orders?least=1&city=123456789012345678901', 'city'],
  ])('refuses %s', async (path, parameter) => {
    const { status, json } = await call(path);
    expect([status, json.errors[0].parameter]).toEqual([400, parameter]);
  });

  test('refuses bodies that are no JSON objects, of another type, or too large', async () => {
    for (const body of ['[]', '{', 'null', '"x"', '{"name":1}', '{"name":"a","__proto__":{"x":1}}'])
      expect((await call('order', { body })).status, body).toBe(400);
    expect((await call('order', { body: 'name=a', headers: { 'content-type': 'application/x-www-form-urlencoded' } })).status).toBe(415);
    expect((await call('order', { body: { name: 'a'.repeat(3000) } })).status).toBe(413);
    expect((await call('order', { body: { name: 'a'.repeat(1_500_000) } })).status).toBe(413);
    expect((await call('order?name=a')).status).toBe(405);
  });

  test('needs a key that holds and is for this action; a session is nothing here', async () => {
    for (const wrong of ['', 'x', `${key}x`, `pgk_${'A'.repeat(43)}`]) {
      const { status, headers } = await call('orders?least=1', { with: wrong });
      expect([status, headers.get('www-authenticate')]).toEqual([401, 'Bearer realm="api"']);
    }
    expect((await call('orders?least=1', { with: await newKey({ scopes: ['order'] }) })).status).toBe(403);
    expect(
      (await call('orders?least=1', { with: await newKey({ scopes: ['orders'], expires: new Date(Date.now() - 1000) }) })).status,
    ).toBe(401);
    const dana = await app.signIn('dana');
    expect((await dana.fetch('/api/orders?least=1')).status).toBe(401);
    expect((await dana.fetch('/api/orders?least=1')).headers.getSetCookie()).toEqual([]);
    expect((await call('closed')).status).toBe(403);
    expect((await call('nothing')).status).toBe(404);
    expect((await call('nothing', { with: '' })).status).toBe(401);
    expect((await call('a/b')).status).toBe(404);
  });

  test('ends with its key, at once: revoked, or its user switched off', async () => {
    const own = await newKey({ scopes: ['*'] });
    expect((await call('orders?least=1', { with: own })).status).toBe(200);
    await runSql(app.db, "UPDATE platform.[user] SET isActive = 0 WHERE username = N'robot';");
    expect((await call('orders?least=1', { with: own })).status).toBe(401);
    await runSql(app.db, "UPDATE platform.[user] SET isActive = 1 WHERE username = N'robot';");
    const { id } = await app.db.kysely.selectFrom('platform.api_key').select('id').orderBy('id', 'desc').executeTakeFirstOrThrow();
    expect(await revokeKey(app.running.app, id)).toBe(true);
    expect((await call('orders?least=1', { with: own })).status).toBe(401);
  });

  test('is counted by key, and logged without values', async () => {
    const all = await Promise.all(Array.from({ length: 5 }, () => call('rare')));
    expect(all.map(({ status }) => status).sort()).toEqual([200, 200, 429, 429, 429]);
    expect(all.find(({ status }) => status === 429)?.headers.get('retry-after')).toBe('60');
    expect((await call('rare', { with: await newKey({ scopes: ['rare'] }) })).status).toBe(200);
    await call('orders?least=1&city=Atlantis');
    const [log] = await runSql(app.db, "SELECT * FROM platform.api_call WHERE direction = 'in';");
    expect(log?.rows.length).toBeGreaterThan(10);
    expect(JSON.stringify(log?.rows)).not.toMatch(/Atlantis|pgk_/);
    const [keys] = await runSql(app.db, 'SELECT prefix, CONVERT(varchar(64), keyHash, 2) AS hash, lastIP FROM platform.api_key;');
    expect(JSON.stringify(keys?.rows)).not.toContain(key);
  });

  test('has an OpenAPI document of what the key may call', async () => {
    const { json } = await call('openapi.json', { with: await newKey({ scopes: ['orders'] }) });
    expect(json.openapi).toBe('3.1.0');
    expect(Object.keys(json.paths)).toEqual(['/api/orders']);
    expect(json.paths['/api/orders'].get.parameters[0]).toEqual({
      name: 'least',
      in: 'query',
      required: true,
      schema: { type: 'integer', minimum: 0 },
    });
    expect((await call('openapi.json', { with: '' })).status).toBe(401);
  });

  test('shows the document of all actions to a developer who is signed in, and to nobody else', async () => {
    const dana = await app.signIn('dana');
    const paths = Object.keys(((await (await dana.fetch('/api/openapi.json')).json()) as { paths: object }).paths);
    expect(paths).toEqual(expect.arrayContaining(['/api/orders', '/api/order', '/api/closed']));
    expect(paths).not.toContain('/api/hook');
    const robot = await app.signIn('robot');
    expect((await robot.fetch('/api/openapi.json')).status).toBe(401);
    expect((await dana.fetch('/api/openapi.json', { headers: { authorization: 'Bearer x' } })).status).toBe(401);
  });
});

describe('a webhook', () => {
  const now = (): string => String(Math.floor(Date.now() / 1000));
  const hook = (body: string, { timestamp = now(), signature = signatureOf('hush', timestamp, Buffer.from(body)) } = {}): Promise<Called> =>
    call('hook', { with: '', body, headers: { 'x-timestamp': timestamp, 'x-signature': signature } });

  test('is taken once, as its user', async () => {
    const timestamp = now();
    expect((await hook('{"id": 1}', { timestamp })).json).toEqual({ ok: true, data: [{ id: 1, who: 'robot' }] });
    expect((await hook('{"id": 1}', { timestamp })).status).toBe(409);
    const signature = signatureOf('hush', timestamp, Buffer.from('{"id": 1}')).toUpperCase();
    expect((await hook('{"id": 1}', { timestamp, signature })).status).toBe(409);
  });

  test('may come again when we failed', async () => {
    const timestamp = now();
    expect((await hook('{"id": 500}', { timestamp })).status).toBe(500);
    expect((await hook('{"id": 500}', { timestamp })).status).toBe(500);
  });

  test('is refused with another body, secret or time, and with a key instead', async () => {
    const signature = signatureOf('hush', now(), Buffer.from('{"id": 2}'));
    expect((await hook('{"id": 3}', { signature })).status).toBe(401);
    expect((await hook('{"id": 3}', { signature: signatureOf('guess', now(), Buffer.from('{"id": 3}')) })).status).toBe(401);
    expect((await hook('{"id": 3}', { signature: '' })).status).toBe(401);
    for (const shift of [-400, 400]) expect((await hook('{"id": 3}', { timestamp: String(Number(now()) + shift) })).status).toBe(401);
    expect((await call('hook', { with: await newKey({ scopes: ['*'] }), body: { id: 4 } })).status).toBe(401);
  });
});

describe('an outgoing call', () => {
  let server: Server;
  let port: string;
  const heard: { request: IncomingMessage; body: string }[] = [];

  beforeAll(async () => {
    server = createServer((request, response) => {
      let body = '';
      request.on('data', (part) => {
        body += String(part);
      });
      request.on('end', () => {
        heard.push({ request, body });
        if (request.url === '/fail') response.writeHead(500).end();
        else if (request.url === '/busy') response.writeHead(503).end();
        else if (request.url?.includes('/move')) response.writeHead(302, { location: '/ship/elsewhere' }).end();
        else response.end(request.url?.includes('/large') ? 'x'.repeat(5000) : '{"taken": true}');
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    port = String((server.address() as AddressInfo).port);
  });
  afterAll(() => server.close());

  const ask = (code: string, number: string) =>
    enqueue(app.running.app, [
      {
        type: 'apirequest',
        payload: { code, p1_name: 'port', p1_value: port, p2_name: 'number', p2_value: number, p3_name: 'sum', p3_value: '1,"x":2' },
      },
    ]);
  const dead = async () =>
    (await app.db.kysely.selectFrom('platform.outbox').select('lastError').where('status', '=', 'dead').orderBy('id').execute()).map(
      ({ lastError }) => lastError,
    );

  test('does not go to a private address', async () => {
    await ask('ship', 'A1');
    await expect.poll(dead, { timeout: 15_000 }).toEqual([expect.stringContaining('not a public address')]);
    expect(heard).toEqual([]);
    expect((await runSql(app.db, 'SELECT status, body FROM dbo.shipped'))[0]?.rows).toEqual([{ status: 0, body: '' }]);
  });

  test('goes where a setting allows, with escaped values, signed, and its answer reaches the solution', async () => {
    await runSql(app.db, "INSERT INTO platform.setting (code, value) VALUES (N'apiPrivateHosts', N'127.0.0.1'); DELETE FROM dbo.shipped;");
    await ask('ship', 'a/"b?');
    const shipped = async () => (await runSql(app.db, 'SELECT status, body, number, error FROM dbo.shipped'))[0]?.rows;
    await expect.poll(shipped, { timeout: 15_000 }).toEqual([{ status: 200, body: '{"taken": true}', number: 'a/"b?', error: '' }]);
    const [{ request, body } = { request: undefined, body: '' }] = heard;
    expect(request?.url).toBe('/ship/a%2F%22b%3F?key=k%26y');
    expect(JSON.parse(body)).toEqual({ text: 'No a/"b?', sum: '1,"x":2' });
    expect(request?.headers['x-key']).toBe('k&y');
    expect(request?.headers['x-signature']).toBe(signatureOf('hush', String(request?.headers['x-timestamp']), Buffer.from(body)));
    const [log] = await runSql(app.db, "SELECT url, error FROM platform.api_call WHERE direction = 'out';");
    expect(JSON.stringify(log?.rows)).not.toMatch(/k&y|k%26y/);
  });

  test('follows no redirect, reads no endless answer, and keeps to its hosts', async () => {
    const before = heard.length;
    await ask('ship', 'move');
    await ask('ship', 'large');
    await ask('anywhere', 'x');
    await expect.poll(dead, { timeout: 20_000 }).toHaveLength(4);
    expect((await dead()).join()).toMatch(/answered 302/);
    expect((await dead()).join()).toMatch(/larger than 2048/);
    expect((await dead()).join()).toMatch(/not among the allowed/);
    expect(
      heard
        .slice(before)
        .map(({ request }) => request.url?.split('?')[0])
        .sort(),
    ).toEqual(['/ship/large', '/ship/move']);
  });

  test('is tried again with growing pauses, when that cannot do anything twice', async () => {
    const calls = [
      ['poll', 'fail'],
      ['once', 'fail'],
      ['once', 'busy'],
      ['twice', 'fail'],
    ] as const;
    for (const [code, number] of calls) await ask(code, number);
    const [marks] = await runSql(app.db, 'SELECT MAX(id) AS id FROM platform.outbox;');
    const first = Number(marks?.rows[0]?.id) - calls.length + 1;
    const states = async (): Promise<string[]> => {
      const [set] = await runSql(
        app.db,
        `SELECT status, attempts, DATEDIFF(SECOND, created, nextAttempt) AS pause FROM platform.outbox WHERE id >= @first ORDER BY id;`,
        { first },
      );
      return (set?.rows ?? []).map(({ status, attempts, pause }) => `${status} ${attempts}${Number(pause) > 20 ? ' later' : ''}`);
    };
    await expect.poll(states, { timeout: 20_000 }).toEqual(['failed 1', 'dead 1', 'failed 1', 'failed 1']);
    await runSql(app.db, `UPDATE platform.outbox SET nextAttempt = SYSUTCDATETIME() WHERE id >= @first AND status = 'failed';`, { first });
    await expect.poll(states, { timeout: 20_000 }).toEqual(['failed 2 later', 'dead 1', 'failed 2 later', 'failed 2 later']);
    const tries = heard
      .slice(-7)
      .map(({ request }) => `${request.method} ${request.url} ${request.headers['idempotency-key'] ?? ''}`.trim());
    const key = `${app.running.app.config.baseUrl}/outbox/${first + 3}`;
    expect(tries.sort()).toEqual(
      ['GET /fail', 'GET /fail', 'POST /fail', 'POST /busy', 'POST /busy', `POST /fail ${key}`, `POST /fail ${key}`].sort(),
    );
  });

  test.each([
    '127.0.0.1',
    '10.1.2.3',
    '172.16.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '224.0.0.1',
    '255.255.255.255',
    '::1',
    '::',
    'fe80::1',
    'fc00::1',
    '::ffff:127.0.0.1',
    '::ffff:a9fe:a9fe',
    '64:ff9b::7f00:1',
    '2002:7f00:1::',
    'not an address',
  ])('%s is not public', (address) => expect(isPublic(address)).toBe(false));

  test.each([
    'http://2130706433/',
    'http://0x7f.1/',
    'http://0177.0.0.1/',
    'http://127.1/',
    'http://[::ffff:127.0.0.1]/',
    'http://localhost./',
    'http://localhost/',
    'ftp://8.8.8.8/',
    'http://a@8.8.8.8/',
  ])('%s is refused', (url) => expect(checkedAddresses(new URL(url), [])).rejects.toBeInstanceOf(AddressRefused));

  test('keeps values in their place', async () => {
    const all = { values: new Map([['a', 'x\r\nSet-Cookie: y']]), settings: new Map() };
    expect(() => fill('v {a}', all, 'header')).toThrow(/more than one line/);
    expect(() => fill('{setting:none}', all, 'text')).toThrow(/not set/);
    expect(await checkedAddresses(new URL('https://8.8.8.8/'), [])).toEqual([{ address: '8.8.8.8', family: 4 }]);
  });
});

describe('calls that no key opens', () => {
  const logged = async () =>
    (await runSql(app.db, 'SELECT code, url, status, ip, error FROM platform.api_call WHERE username IS NULL ORDER BY id;'))[0]?.rows ?? [];

  test('are logged, without what was sent', async () => {
    const before = (await logged()).length;
    // A process that has refused nobody yet.
    const { url } = await app.another();
    const ask = (path: string, authorization: string) => fetch(new URL(`/api/${path}`, url), { headers: { authorization } });
    await ask('orders?least=pgk_inQuery', 'Bearer pgk_inHeader');
    await ask('pgk_inPath', '');
    await ask('pgk_in/path', '');
    await ask('orders', `Bearer ${await newKey({ scopes: ['order'] })}`);
    const rows = (await logged()).slice(before);
    expect(rows.map(({ code, url: at, status }) => `${String(status)} ${String(at)} ${String(code)}`)).toEqual([
      '401 /api/orders orders',
      '401 /api/… ',
      '404 /api/… ',
      '403 /api/orders orders',
    ]);
    expect(rows[0]?.ip).toMatch(/127\.0\.0\.1$/);
    expect(JSON.stringify(rows)).not.toContain('pgk_');
  });

  test('fill no table: of a flood a few are kept, the others counted', async () => {
    const before = (await logged()).length;
    let time = 1_000_000;
    const gate = createGate({ db: app.db, log: app.running.app.log, refusalsPerMinute: 30, now: () => time });
    const refused = (ip: string) =>
      gate.refused({ code: '', method: 'GET', url: '/api/…', keyID: undefined, ip, status: 401, traceId: 'x', error: 'no' });
    for (let count = 0; count < 29; count += 1) await refused('2001:db8::1');
    expect(gate.waitOf('2001:db8::2')).toBeUndefined();
    await refused('2001:db8::3');
    // The neighbours within a network are one; others are not.
    expect(gate.waitOf('2001:db8::2')).toBe(60);
    expect(gate.waitOf('2001:db8:1::1')).toBeUndefined();
    for (let count = 0; count < 100; count += 1) await refused(`203.0.113.${count}`);
    expect((await logged()).length).toBe(before + 20);
    time += 61_000;
    expect(gate.waitOf('2001:db8::2')).toBeUndefined();
    await expect.poll(async () => (await logged()).at(-1)?.error).toBe('111 more calls of 101 addresses were refused within a minute');
    await gate.close();
  });

  test('close the API to their address for the rest of the minute', async () => {
    let last = await call('orders', { with: '' });
    // A minute may end meanwhile, but not twice.
    for (let count = 0; last.status === 401 && count < 2 * REFUSALS; count += 1) last = await call('orders', { with: '' });
    expect(last.status).toBe(429);
    const wait = Number(last.headers.get('retry-after'));
    expect(wait).toBeGreaterThan(0);
    expect(wait).toBeLessThanOrEqual(60);
    expect(last.json.title).toBe('Too many refused calls');
  });
});
