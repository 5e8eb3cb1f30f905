// The API from outside: who gets in and with what, and what an outsider may not do, in both directions.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createKey, revokeKey } from '../../engine/api/keys.ts';
import { runSql } from '../../sql/query.ts';
import { startApp } from './harness.ts';
import type { TestApp } from './harness.ts';

let app: TestApp;
let key: string;

beforeAll(async () => {
  app = await startApp({
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
});
