// Texts made to break out of wherever they are put, in every parameter of every route: none is a fault, none brings words of the database or
// the runtime into an answer, none changes what it was not meant for.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { componentList } from '../../../engine/component-list.ts';
import { runSql } from '../../../sql/query.ts';
import type { TestApp, TestBrowser } from '../harness.ts';
import { cases, componentCases } from './cases.ts';
import { INTERNALS, NORTH, startStalls } from './fixture.ts';
import { postJson, send } from './routes.ts';
import type { RawAnswer } from './routes.ts';

const TEXTS: readonly string[] = [
  "'",
  "''; DROP TABLE abu_orders; --",
  "1' OR '1'='1",
  "x'); EXEC xp_cmdshell 'dir'; --",
  ']]; WAITFOR DELAY 0; --',
  '"]; SHUTDOWN; /*',
  '1; DELETE FROM abu_orders',
  '%_[^a]',
  'ʼ or 1=1--',
  '＇；ＤＲＯＰ ＴＡＢＬＥ',
  '‘quote’ “double”',
  'null\u0000byte',
  'line\r\nSet-Cookie: a=b',
  '{{7*7}}{{constructor.constructor("return process")()}}',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: what other engines would evaluate
  '${7*7}#{7*7}<%= 7*7 %>',
  '__proto__',
  'constructor',
  'toString',
  '../../../etc/passwd',
  '-1',
  '99999999999999999999999999',
  '1e400',
  'NaN',
  '2026-13-45T99:99:99',
  '\ud800 alone',
  '\u202e txet',
  '😀'.repeat(9),
  '(((((((((((((((((((((a+)+)+)+)+$',
  '@username',
  '=cmd|calc!A1',
];
const LARGE = 'Ж'.repeat(100_000);

const NAMES = [
  'itemID',
  'id',
  'field',
  'search',
  'filter',
  'page',
  'size',
  'sort',
  'view',
  'col',
  'column',
  'value',
  'from',
  'to',
  'start',
  'end',
  'before',
  'after',
  'next',
  'notice',
  'lang',
  'q',
  'w',
  'draft',
  'topics',
  'text',
  'node',
  'download',
  'cursor',
  'cols',
  'ids',
  'orders.sort',
  'orders.page',
  'orders.size',
  'orders.view',
  'orders.search',
  'orders.f.name',
  'orders.name',
  'orders.amount',
  'orders.tab',
  'value.name',
  'f.name',
];
const BODY_NAMES = [
  'itemID',
  'id',
  'ids',
  'fields',
  'field',
  'value',
  'values',
  'params',
  'operation',
  'text',
  'title',
  'node',
  'parent',
  'before',
  'position',
  'open',
  'closed',
  'name',
  'query',
  'isDefault',
  'columns',
  'order',
  'start',
  'end',
  'from',
  'to',
  'transition',
  'comment',
  'version',
  'button',
  'form',
  'mode',
  'step',
  'idempotencyKey',
  'key',
  'files',
  'fileID',
  'fileIDs',
  'replyTo',
  'rows',
  'file',
  'mapping',
  'on',
  'lang',
  'theme',
  'density',
  'timeZone',
  'displayName',
  'phone',
  'email',
  'current',
  'username',
  'code',
  'next',
  'keep',
  'hidden',
  'widths',
];

let app: TestApp;
let nora: TestBrowser;
let canary: string;

beforeAll(async () => {
  app = await startStalls();
  nora = await app.signIn('nora');
  await nora.page('/me');
  canary = await kept();
});

afterAll(() => app?.stop());

/** What no visitor may change with any text. */
async function kept(): Promise<string> {
  const sets = await runSql(
    app.db,
    `SELECT o.name, o.type FROM sys.objects AS o WHERE o.type IN ('U', 'P', 'V', 'TR', 'IF', 'FN', 'TF') ORDER BY o.name;
     SELECT o.id, o.name, o.amount, o.cost, o.statusCode FROM dbo.abu_orders AS o WHERE o.pointID = 2 ORDER BY o.id;
     SELECT u.username, u.passwordHash, u.isActive FROM platform.[user] AS u ORDER BY u.id;
     SELECT r.userID, r.roleCode FROM platform.user_role AS r ORDER BY r.userID, r.roleCode;
     SELECT d.kind, d.code, d.body FROM platform.definition AS d ORDER BY d.kind, d.code;`,
  );
  return JSON.stringify(sets.map(({ rows }) => rows));
}

function fault(where: string, { status, text, headers }: RawAnswer): string[] {
  const words = INTERNALS.exec(text)?.[0];
  if (status < 500 && words === undefined && headers['set-cookie']?.includes('a=b') !== true) return [];
  return [`${where.slice(0, 160)}: ${status} ${words ?? ''}`];
}

/** Each address meets so many of the texts, the next address the next ones. */
function* texts(at: number, count: number): Generator<string> {
  for (let step = 0; step < count; step++) yield TEXTS[(at * count + step) % TEXTS.length] ?? '';
}

const kinds = componentList.map(({ kind }) => kind);
const components = () => componentCases(app.running.app.components, kinds);

describe('hostile texts', () => {
  it('in queries', async () => {
    const faults: string[] = [];
    const paths = [
      ...Object.entries(cases).flatMap(([route, list]) => (route.startsWith('GET') ? list : [])),
      ...components().flatMap(({ method, one }) => (method === 'GET' ? [one] : [])),
    ].map(({ path }) => path.split('?', 1)[0] ?? '');
    for (const [at, path] of paths.entries()) {
      if (path === '/events') continue;
      for (const text of texts(at, 3)) {
        const query = new URLSearchParams(NAMES.map((name) => [name, text.toWellFormed()]));
        faults.push(...fault(`GET ${path} with ${text}`, await send(nora, { path: `${path}?${query}` })));
        // The record is hers, everything beside it is not.
        query.set('itemID', NORTH);
        if (path.startsWith('/c/'))
          faults.push(...fault(`GET ${path} of ${NORTH} with ${text}`, await send(nora, { path: `${path}?${query}` })));
      }
      faults.push(
        ...fault(
          `GET ${path} with names`,
          await send(nora, {
            path: `${path}?${texts(at, 8)
              .map((text) => `${encodeURIComponent(text.toWellFormed())}=1`)
              .toArray()
              .join('&')}&__proto__[x]=1&constructor.prototype.x=1&itemID[]=1&itemID[a]=2`,
          }),
        ),
      );
    }
    expect(faults).toEqual([]);
    expect(({} as Record<string, unknown>).x).toBeUndefined();
    expect(await kept()).toBe(canary);
  });

  it('in the parts of a path', async () => {
    const faults: string[] = [];
    for (const [at, text] of TEXTS.entries()) {
      const part = encodeURIComponent(text.toWellFormed()).slice(0, 190).replace(/%.?$/, '');
      for (const path of [
        `/${part}`,
        `/order/${part}`,
        `/c/table/${part}`,
        `/c/${part}/orders`,
        `/c/table/orders/${part}`,
        `/f/${part}/${part}`,
        `/f/${part}/avatar`,
        `/p/${part}/${part}.css`,
        `/recover/${part}`,
        `/register/${part}`,
        `/notifications/open/${part}`,
        `/c/resource/${part}/file`,
        `/assets/${part}`,
      ].filter((_, place) => (place + at) % 2 === 0)) {
        faults.push(...fault(`GET ${path}`, await send(nora, { path })));
      }
      for (const path of [
        `/rq/${part}`,
        `/c/table/orders/${part}`,
        `/c/${part}/orders/delete`,
        `/me/sessions/${part}/end`,
        `/c/resource/${part}/upload`,
      ]) {
        faults.push(...fault(`POST ${path}`, await postJson(nora, path)));
      }
    }
    expect(faults).toEqual([]);
  });

  it('in bodies, in every shape', async () => {
    const faults: string[] = [];
    const paths = [
      ...Object.entries(cases).flatMap(([route, list]) =>
        route.startsWith('POST') && !/sessions.end-others|sign-/.test(route) ? list : [],
      ),
      ...components().flatMap(({ method, one }) => (method === 'POST' ? [one] : [])),
    ].map(({ path }) => path);
    const shapes: readonly ((text: string) => unknown)[] = [
      (text) => text,
      (text) => [text],
      (text) => ({ [text]: text, name: text }),
      (text) => [{ id: text, toString: 1, valueOf: 1 }],
      () => ({ toString: 1, valueOf: 1 }),
      () => 1e308,
      () => null,
      () => true,
      () => [[[[]]]],
    ];
    for (const [at, path] of paths.entries()) {
      for (const [step, text] of texts(at, 4).toArray().entries()) {
        const value = shapes[(at * 4 + step) % shapes.length]?.(text);
        const body = Object.fromEntries(BODY_NAMES.map((name) => [name, value]));
        faults.push(...fault(`POST ${path} with ${JSON.stringify(value)}`, await postJson(nora, path, { body })));
        if (!path.startsWith('/c/')) continue;
        const own = {
          ...body,
          itemID: NORTH,
          id: NORTH,
          ids: [NORTH],
          node: NORTH,
          field: 'name',
          operation: 'close',
          to: 'done',
          fields: { name: value, amount: value, statusCode: value, friend: value, story: value },
          params: { [text]: text, filter: text },
        };
        faults.push(...fault(`POST ${path} of ${NORTH} with ${JSON.stringify(value)}`, await postJson(nora, path, { body: own })));
      }
      const large = Object.fromEntries(
        BODY_NAMES.map((name) => [
          name,
          ['text', 'title', 'value', 'name', 'comment', 'query', 'displayName', 'current'].includes(name) ? LARGE : NORTH,
        ]),
      );
      if (at % 2 === 0) faults.push(...fault(`POST ${path} with 100,000 characters`, await postJson(nora, path, { body: large })));
    }
    expect(faults).toEqual([]);
    expect(await kept()).toBe(canary);
  });

  it('in bodies that are no objects, or poisoned', async () => {
    const faults: string[] = [];
    for (const body of [
      '',
      '[]',
      '1',
      '"x"',
      'null',
      '{',
      '{"__proto__":{"x":1}}',
      '{"constructor":{"prototype":{"x":1}}}',
      '{"params":{"__proto__":{"x":1}}}',
      '\u0000',
      `${'['.repeat(20_000)}`,
    ]) {
      for (const path of [
        '/c/table/orders/delete',
        '/c/form/order/save',
        '/rq/poke',
        '/me/preferences',
        '/notifications/preferences',
        '/notifications/read-all',
        '/sign-out/',
        '/me',
      ]) {
        const answer = await send(nora, {
          method: 'POST',
          path,
          headers: { 'content-type': 'application/json', 'x-csrf-token': nora.csrf },
          body,
        });
        faults.push(...fault(`POST ${path} ${body.slice(0, 40)}`, answer));
      }
    }
    expect(faults).toEqual([]);
    expect(({} as Record<string, unknown>).x).toBeUndefined();
  });

  it('in headers and cookies', async () => {
    const faults: string[] = [];
    for (const text of TEXTS.filter((one) => /^[\x20-\x7e]+$/.test(one))) {
      const cookie = `pg_session=${encodeURIComponent(text)}; pg_look=${encodeURIComponent(text)}; _csrf=${encodeURIComponent(text)}; pg_second=${encodeURIComponent(text)}`;
      const headers = {
        'user-agent': text,
        'accept-language': text,
        'if-none-match': text,
        range: text,
        referer: text,
        'x-request-id': text,
        'x-forwarded-for': text,
        accept: text,
      };
      for (const path of ['/open', '/sign-in', '/sign-in/code', '/orders']) {
        faults.push(...fault(`${path} with ${text}`, await send(app.browser(), { path, headers: { ...headers, cookie } })));
        faults.push(...fault(`${path} as nora with ${text}`, await send(nora, { path, headers })));
      }
    }
    expect(faults).toEqual([]);
  });
});
