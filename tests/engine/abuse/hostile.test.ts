// Texts made to break out of wherever they are put, in every parameter of every route: none is a fault, none brings words of the database or
// the runtime into an answer, none changes what it was not meant for.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { componentList } from '../../../engine/component-list.ts';
import { runSql } from '../../../sql/query.ts';
import type { TestApp, TestBrowser } from '../harness.ts';
import { cases, componentCases } from './cases.ts';
import { INTERNALS, NORTH, startStalls } from './fixture.ts';
import { forAll, postJson, send } from './routes.ts';
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
/** Every filter, column and field of the fixture, as the address may name it. */
const DECLARED = ['name', 'amount', 'cost', 'statusCode', 'dueAt', 'friend', 'story', 'origin'].flatMap((code) => [
  code,
  `${code}_from`,
  `orders.${code}`,
  `orders.${code}_to`,
  `value.${code}`,
]);
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

const kinds = componentList.map(({ kind }) => kind);
const components = () => componentCases(app.running.app.components, kinds);

describe('hostile texts', () => {
  it('in queries', async () => {
    const faults: string[] = [];
    const paths = [
      ...Object.entries(cases).flatMap(([route, list]) => (route.startsWith('GET') ? list : [])),
      ...components().flatMap(({ method, one }) => (method === 'GET' ? [one] : [])),
    ]
      .map(({ path }) => path.split('?', 1)[0] ?? '')
      .filter((path) => path !== '/events');
    // Static answers read no parameters.
    const asked = paths.filter((path) => !/^\/(?:assets|health|metrics|sw\.js|manifest|favicon|offline|robots)/.test(path));
    await forAll(
      asked.flatMap((path) => TEXTS.map((text) => [path, text] as const)),
      async ([path, text]) => {
        const query = new URLSearchParams([...NAMES, ...DECLARED].map((name) => [name, text.toWellFormed()]));
        // The record is hers, everything beside it is not.
        if (path.startsWith('/c/')) query.set('itemID', NORTH);
        faults.push(...fault(`GET ${path} with ${text}`, await send(nora, { path: `${path}?${query}` })));
      },
    );
    await forAll(paths, async (path) => {
      for (const itemID of TEXTS.slice(0, 6).map((text) => encodeURIComponent(text)))
        faults.push(...fault(`GET ${path} of ${itemID}`, await send(nora, { path: `${path}?itemID=${itemID}&id=${itemID}` })));
      const names = TEXTS.map((text) => `${encodeURIComponent(text.toWellFormed())}=1`).join('&');
      faults.push(
        ...fault(
          `GET ${path} with names`,
          await send(nora, { path: `${path}?${names}&__proto__[x]=1&constructor.prototype.x=1&itemID[]=1&itemID[a]=2` }),
        ),
      );
    });
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
    await forAll(
      paths.flatMap((path) => TEXTS.map((text, at) => [path, text, at] as const)),
      async ([path, text, at]) => {
        const value = shapes[at % shapes.length]?.(text);
        // Every text comes as itself; the other shapes take turns.
        const body = Object.fromEntries([...BODY_NAMES, ...DECLARED].map((name, place) => [name, place % 2 === 0 ? text : value]));
        const own = {
          ...body,
          itemID: NORTH,
          id: NORTH,
          ids: [NORTH],
          node: NORTH,
          field: 'name',
          operation: at % 2 === 0 ? 'close' : 'explain',
          to: 'done',
          values: { note: text, scope: text, level: text, [text]: text },
          fields: { name: text, amount: text, statusCode: value, friend: text, story: text, [text]: text },
          params: { [text]: text, filter: text, name: text, cost_from: text },
        };
        const sent = path.startsWith('/c/') ? own : body;
        faults.push(...fault(`POST ${path} with ${JSON.stringify(value)}`, await postJson(nora, path, { body: sent })));
      },
    );
    await forAll(paths, async (path, at) => {
      faults.push(
        ...fault(
          `POST ${path} of ${TEXTS[at % TEXTS.length]}`,
          await postJson(nora, path, { body: Object.fromEntries(BODY_NAMES.map((name) => [name, TEXTS[at % TEXTS.length]])) }),
        ),
      );
      if (at % 4 !== 0) return;
      const large = Object.fromEntries(
        BODY_NAMES.map((name) => [
          name,
          ['text', 'title', 'value', 'name', 'comment', 'query', 'displayName', 'current'].includes(name) ? LARGE : NORTH,
        ]),
      );
      faults.push(...fault(`POST ${path} with 100,000 characters`, await postJson(nora, path, { body: large })));
    });
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
        // Her session, and beside it what anybody may put there.
        const session = `pg_session=${nora.cookies.get('pg_session')}; pg_look=${encodeURIComponent(text)}; _csrf=${encodeURIComponent(text)}; __proto__=x; ${encodeURIComponent(text).slice(0, 20)}=1`;
        faults.push(...fault(`${path} in her session with ${text}`, await send(app.browser(), { path, headers: { cookie: session } })));
      }
    }
    expect(faults).toEqual([]);
  });
});
