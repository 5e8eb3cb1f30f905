// The northern manager names records of the southern stall in every load and action there is, sends what the browser never offered, and
// gets nothing and changes nothing.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runSql } from '../../../sql/query.ts';
import { componentList } from '../../../engine/component-list.ts';
import type { TestApp, TestBrowser } from '../harness.ts';
import { codes } from './cases.ts';
import { NORTH, SECRET, SOUTH, startStalls, stateOf } from './fixture.ts';
import { postJson, send } from './routes.ts';

let app: TestApp;
let nora: TestBrowser;
let sam: TestBrowser;
let fileID = '';
let messageID = '';

beforeAll(async () => {
  app = await startStalls();
  [nora, sam] = await Promise.all([app.signIn('nora'), app.signIn('sam')]);
  for (const browser of [nora, sam]) await browser.page('/me');
  const form = new FormData();
  form.append('file', new Blob([`${SECRET} words`], { type: 'text/plain' }), 'south.txt');
  const sent = await sam.fetch(`/c/resource/papers/upload?itemID=${SOUTH}`, {
    method: 'POST',
    headers: { 'x-csrf-token': sam.csrf },
    body: form,
  });
  fileID = ((await sent.json()) as { data: { id: string } }).data.id;
  const said = await sam.post('/c/chat/order/send', { itemID: SOUTH, text: `${SECRET} message` });
  messageID = (said.json.data as { id: string }).id;
  expect(messageID).toMatch(/^\d+$/);
});

afterAll(() => app?.stop());

/** Keys that actions of the platform read a record or its like from. */
const guesses = (): Record<string, unknown> => ({
  id: SOUTH,
  ids: [SOUTH],
  itemIDs: SOUTH,
  node: SOUTH,
  parent: SOUTH,
  before: SOUTH,
  title: 'taken',
  text: 'taken',
  name: 'taken',
  field: 'name',
  value: 'taken',
  operation: 'close',
  to: 'done',
  start: '2026-04-01',
  fields: { name: 'taken', amount: '1', statusCode: 'new' },
  fileID,
  fileIDs: [fileID],
  key: 'k',
});

describe('records of another stall', () => {
  it('are in no load and no reading', async () => {
    const shown: string[] = [];
    for (const { kind, readings = {} } of componentList) {
      const code = codes[kind] ?? '';
      for (const name of ['', ...Object.keys(readings).map((reading) => `/${reading}`)]) {
        const query = new URLSearchParams({
          itemID: SOUTH,
          id: messageID,
          after: '0',
          before: '99999',
          field: 'friend',
          search: SECRET,
          col: 'name',
          _id: SOUTH,
          'value.friend': SOUTH,
          node: SOUTH,
          start: '2026-01-01',
          end: '2026-12-31',
          username: 'sam',
          userID: '3',
        });
        for (const key of ['orders.search', 'orders.f.name', 'orders.name', 'orders._id'])
          query.set(key, key.endsWith('_id') ? SOUTH : SECRET);
        const { text, status } = await send(nora, { path: `/c/${kind}/${code}${name}?${query}` });
        // The search box shows what was searched for.
        if (status >= 500 || /plums|figs|SECRET message|SECRET words|south\.txt/.test(text)) shown.push(`${kind}${name}: ${status}`);
      }
    }
    for (const path of [
      `/order/${SOUTH}`,
      `/c/resource/label/file?itemID=${SOUTH}`,
      `/f/${fileID}/south.txt`,
      `/f/${fileID}/south.txt?w=96`,
      '/c/table/orders/csv',
      '/c/table/orders/print',
      '/search?text=plums',
    ]) {
      const { text } = await send(nora, { path });
      if (text.includes(SECRET)) shown.push(path);
    }
    expect(shown).toEqual([]);
    expect((await send(sam, { path: `/f/${fileID}/south.txt` })).text, 'the guess was right').toContain(SECRET);
  });

  it('are changed by no action', async () => {
    const before = await southOf();
    const broken: string[] = [];
    for (const { kind, actions = {} } of componentList) {
      for (const action of Object.keys(actions)) {
        const body = { ...guesses(), ...(kind === 'chat' ? { id: messageID, replyTo: messageID } : {}) };
        for (const itemID of [SOUTH, NORTH]) {
          // That one is hers to delete.
          if (kind === 'form' && action === 'delete' && itemID === NORTH) continue;
          const { status, text } = await postJson(nora, `/c/${kind}/${codes[kind]}/${action}`, { body: { ...body, itemID } });
          if (status >= 500 || /plums|figs|SECRET/.test(text)) broken.push(`${kind} ${action} ${itemID}: ${status} ${text.slice(0, 200)}`);
        }
      }
    }
    for (const itemID of [SOUTH, ` ${SOUTH}`, `0${SOUTH}`, `${SOUTH} `]) {
      const { status, text } = await postJson(nora, '/rq/poke', { body: { itemID, username: 'sam', params: { username: 'sam', itemID } } });
      if (status !== 422 || text.includes(SECRET)) broken.push(`rq ${itemID}: ${status}`);
    }
    const form = new FormData();
    form.append('file', new Blob(['x'], { type: 'text/plain' }), 'mine.txt');
    const upload = await nora.fetch(`/c/resource/papers/upload?itemID=${SOUTH}`, {
      method: 'POST',
      headers: { 'x-csrf-token': nora.csrf },
      body: form,
    });
    expect(upload.status).toBe(422);
    expect(broken).toEqual([]);
    expect(await southOf()).toBe(before);
  });

  it('and a file of a record does not leave it through somebody’s chat', async () => {
    const before = await southOf();
    const mine = await sam.post('/c/chat/order/send', { itemID: '4', text: 'look', files: [fileID] });
    expect(mine.status).toBe(422);
    expect(await southOf()).toBe(before);
  });

  it('nor do their events reach the other manager with a forged topic', async () => {
    const { html } = await sam.page(`/c/chat/order?itemID=${SOUTH}`);
    const token = /data-topics="([^"]+)"/.exec(html)?.[1] ?? '';
    expect(token).not.toBe('');
    const leaving = new AbortController();
    const forged = `${Buffer.from(`chat:order:${SOUTH}`).toString('base64url')}.${'A'.repeat(22)}`;
    const answer = await nora.fetch(`/events?topics=${encodeURIComponent(`${token},${forged}`)}`, { signal: leaving.signal });
    const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
    let heard = '';
    const reading = (async () => {
      for (;;) {
        const part = await reader?.read();
        if (part === undefined || part.done) return;
        heard += part.value;
      }
    })().catch(() => undefined);
    await expect.poll(() => heard).toContain(': listening');
    await sam.post('/c/chat/order/send', { itemID: SOUTH, text: 'quiet' });
    await nora.post('/c/chat/order/send', { itemID: NORTH, text: 'loud' });
    await runSql(
      app.db,
      `INSERT INTO platform.notification (userID, typeCode, text) SELECT u.id, N'talk', N'x' FROM platform.[user] AS u WHERE u.username = N'nora'`,
    );
    await new Promise((resolve) => setTimeout(resolve, 300));
    leaving.abort();
    await reading;
    expect(heard).not.toContain('event: chat');
  });

  /** What is southern, the messages and files at it included. */
  async function southOf(): Promise<string> {
    const sets = await runSql(
      app.db,
      `SELECT o.id, o.name, o.amount, o.cost, o.statusCode, o.dueAt, o.ord FROM dbo.abu_orders AS o WHERE o.pointID = 2 ORDER BY o.id;
       SELECT m.id, m.text, m.deletedAt FROM platform.chat_message AS m WHERE m.itemID IN (N'3', N'4') ORDER BY m.id;
       SELECT f.id, f.name, f.itemID, f.isDeleted, f.ord FROM platform.[file] AS f WHERE f.itemID IN (N'3', N'4') ORDER BY f.id;`,
    );
    return JSON.stringify(sets.map(({ rows }) => rows));
  }
});

describe('what the browser was not offered', () => {
  const lastKeys = async (what: string): Promise<Record<string, string>> => {
    const [set] = await runSql(app.db, 'SELECT TOP (1) c.keysGiven FROM dbo.abu_calls AS c WHERE c.what = @what ORDER BY c.id DESC', {
      what,
    });
    const list = JSON.parse(String(set?.rows[0]?.keysGiven ?? '[]')) as { k: string; v: string }[];
    return Object.fromEntries(list.map(({ k, v }) => [k.toLowerCase(), v]));
  };

  it('is neither a column nor an operation of another role', async () => {
    const before = await stateOf(app);
    for (const [action, body] of [
      ['updateField', { id: NORTH, field: 'cost', value: '1' }],
      ['updateField', { id: NORTH, field: 'amount', value: '1' }],
      ['updateField', { id: NORTH, field: 'pointID', value: '2' }],
      ['updateField', { id: NORTH, field: '__proto__', value: '2' }],
      ['updateField', { id: NORTH, field: 'dueAt', value: '2026-01-01' }],
      ['operation', { operation: 'purge', ids: [NORTH] }],
      ['operation', { operation: 'constructor', ids: [NORTH] }],
      ['reorder', { ids: [NORTH, SOUTH] }],
      ['operation', { operation: 'close', ids: [NORTH, SOUTH] }],
      ['operation', { operation: 'close', ids: [`${NORTH},${SOUTH}`] }],
      ['updateField', { id: NORTH, field: 'statusCode', value: 'void' }],
    ] as const) {
      const { status, text } = await postJson(nora, `/c/table/orders/${action}`, { body });
      expect([action, JSON.stringify(body), status >= 400 && status < 500], text).toEqual([action, JSON.stringify(body), true]);
    }
    const { status } = await postJson(nora, '/c/entity/order/change', { body: { itemID: '2', to: 'void' } });
    expect(status).toBe(403);
    expect((await postJson(nora, '/c/tree/shelf/delete', { body: { node: NORTH } })).status).toBe(403);
    expect(await stateOf(app)).toBe(before);
  });

  it('does not show in tables, exports or sums of those who may not see it', async () => {
    for (const path of [
      '/c/table/orders',
      '/c/table/orders/csv',
      '/c/table/orders?orders.view=cards',
      '/c/table/orders?orders.columns=name,cost',
      '/c/table/orders?orders.sort=cost',
      '/c/form/order?itemID=1',
      '/order/1',
    ]) {
      expect([path, /7777\d/.test((await send(nora, { path })).text.replace(/\s/g, ''))]).toEqual([path, false]);
    }
    const boris = await app.signIn('boris');
    expect((await send(boris, { path: '/c/table/orders/csv' })).text).toContain('77771');
  });

  it('is no field of a form: neither hidden, nor of others, nor fixed, in no letter case', async () => {
    const { status } = await nora.post('/c/form/order/save', {
      itemID: NORTH,
      fields: {
        name: 'Apples',
        amount: '10',
        statusCode: 'new',
        cost: '1',
        COST: '1',
        origin: 'forged',
        shown: 'forged',
        pointID: '2',
        username: 'sam',
        kind: 'forged',
        KIND: 'forged',
      },
      params: { cost: '1', kind: 'forged', KIND: 'forged', Username: 'sam', ITEMID: SOUTH },
    });
    expect(status).toBe(200);
    const sent = await lastKeys('save');
    expect(sent).toMatchObject({ kind: 'fixed', itemid: NORTH });
    expect(Object.values(sent)).not.toContain('forged');
    // The stored value goes along, as for every field that she may not change.
    expect(sent.cost).toBe('77771');
    expect(sent.pointid).toBeUndefined();
    expect(sent.username ?? 'nora').toBe('nora');
  });

  it('nor a value that depends on another one and is not in its list', async () => {
    const before = await stateOf(app);
    for (const fields of [
      { name: 'x', statusCode: 'void' },
      { name: 'x', statusCode: 'new', friend: SOUTH },
    ]) {
      const { status, json } = await nora.post('/c/form/order/save', { itemID: NORTH, fields });
      expect([JSON.stringify(fields), status], JSON.stringify(json)).toEqual([JSON.stringify(fields), 422]);
    }
    expect(await stateOf(app)).toBe(before);
  });

  it('nor a filter or a column of others, with its table’s prefix or without', async () => {
    await nora.post('/c/table/orders/operation', {
      operation: 'close',
      ids: [NORTH],
      params: {
        cost: '1',
        Cost_From: '1',
        cost_to: '1',
        'orders.cost_from': '1',
        'orders.COST_to': '1',
        _id: SOUTH,
        search: 'plums',
        name: 'Apples',
        pageParam: 'kept',
      },
    });
    const sent = await lastKeys('close');
    expect(sent).toMatchObject({ name: 'Apples', pageparam: 'kept' });
    expect(Object.keys(sent).filter((key) => /^cost|^_id$|^search$/.test(key))).toEqual([]);
  });

  it('nor an answer that the form of an operation would not take', async () => {
    const explain = (values: object) =>
      nora.post('/c/table/orders/operation', { operation: 'explain', ids: [NORTH], values, form: 'as-form-why-dialog' });
    const before = await stateOf(app);
    for (const values of [{}, { note: '' }, { note: 'x'.repeat(21) }, { note: ['x'] }, { note: 'x', level: 'high' }]) {
      const { status, json } = await explain(values);
      expect([JSON.stringify(values), status], JSON.stringify(json)).toEqual([JSON.stringify(values), 422]);
      expect(json.commands[0]).toMatchObject({ type: 'fieldErrors', form: 'as-form-why-dialog' });
    }
    // Its form is the boss's, so the operation is, too.
    expect((await nora.post('/c/table/orders/operation', { operation: 'price', ids: [NORTH], values: { cost: '1' } })).status).toBe(403);
    expect(await stateOf(app)).toBe(before);
    expect((await explain({ note: 'Late', level: 'low', cost: '1', kind: 'forged', Scope: 'all', extra: 'forged' })).status).toBe(200);
    const sent = await lastKeys('explain');
    expect(sent).toMatchObject({ note: 'Late', level: 'low', kind: 'fixed', scope: 'own', cost: '5' });
    expect(Object.values(sent)).not.toContain('forged');
  });

  it('nor a parameter that the developer fixed', async () => {
    await nora.post('/c/table/orders/operation', {
      operation: 'close',
      ids: [NORTH],
      values: { kind: 'a', KIND: 'b', Scope: 'all', scope: 'all', note: 'forged' },
      params: { Kind: 'c', scope: 'all', SCOPE: 'all' },
    });
    const sent = await lastKeys('close');
    expect(sent).toMatchObject({ kind: 'fixed', scope: 'own' });
    // The operation has no form, so nobody asked for a note.
    expect(sent.note).toBeUndefined();
    const { text } = await send(nora, { path: '/c/chart/echo?kind=a&KIND=forged&Kind=forged' });
    expect(text).toContain('fixed');
    expect(text).not.toContain('>forged<');
  });
});
