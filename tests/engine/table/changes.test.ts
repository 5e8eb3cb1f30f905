// What changes a table's records over HTTP: cells, deletion, fast creation, order, operations, saved views; and what is refused.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runSql } from '../../../sql/query.ts';
import type { TestApp, TestBrowser } from '../harness.ts';
import { goods, startGoods } from './goods.ts';

let app: TestApp;
let maria: TestBrowser;
let hugo: TestBrowser;
let rita: TestBrowser;

beforeAll(async () => {
  app = await startGoods();
  [maria, hugo, rita] = await Promise.all([app.signIn('maria'), app.signIn('hugo'), app.signIn('rita')]);
  for (const browser of [maria, hugo, rita]) await browser.page('/goods');
}, 180_000);
afterAll(() => app.stop());

type Answer = Awaited<ReturnType<TestBrowser['post']>>;
const act = (action: string, body: object, who = maria): Promise<Answer> => who.post(`/c/table/goods/${action}`, body);
const change = (field: string, value: unknown, who = maria, id: unknown = '10'): Promise<Answer> =>
  act('updateField', { id, field, value }, who);
const dataOf = ({ json }: Answer): { error?: string; row?: string; outcomes?: unknown[]; tab?: string } => (json.data ?? {}) as object;

async function record(id: number): Promise<Record<string, unknown>> {
  const [set] = await runSql(app.db, 'SELECT * FROM dbo.goods WHERE id = @id', { id });
  return set?.rows[0] ?? {};
}

describe('a cell', () => {
  it.each([
    ['name', 'Renamed', 'Renamed'],
    ['qty', '12', 12],
    ['price', '1234.56', 1234.56],
    ['dueOn', '2026-12-24', '2026-12-24'],
    ['madeAt', '2026-12-24T18:30:00', '2026-12-24T15:30:00'],
    ['isActive', 'False', false],
    ['tags', 'sale', 'sale'],
    ['stars', '4', 4],
    ['note', 'two\nlines', 'two\nlines'],
    ['email', 'b@example.com', 'b@example.com'],
    ['phone', '+7 843 200-10-21', '+7 843 200-10-21'],
    ['site', 'https://example.com/b', 'https://example.com/b'],
  ])('of %s is saved and its row answered anew', async (field, value, stored) => {
    const answer = await change(field, value);
    expect(answer.json, JSON.stringify(answer.json)).toMatchObject({ ok: true });
    expect(dataOf(answer).row).toMatch(/^<tr data-id="10"/);
    const known = (await record(10))[field];
    expect(
      known instanceof Date ? known.toISOString().slice(0, String(stored).length) : typeof stored === 'number' ? Number(known) : known,
    ).toEqual(stored);
  });

  it('that shows a text sends the value of its value column', async () => {
    const answer = await change('statusName', '2');
    expect(dataOf(answer).row).toContain('In work');
    expect((await record(10)).statusID).toBe(2);
  });

  it.each([
    ['name', ''],
    ['name', 'x'.repeat(41)],
    ['qty', 'many'],
    ['qty', '-1'],
    ['qty', '5000'],
    ['price', '1e9'],
    ['dueOn', '2026-02-31'],
    ['statusName', '99'],
    ['tags', 'new,other'],
    ['email', 'no mail'],
    ['isActive', 'perhaps'],
    ['name', { a: 1 }],
    ['qty', ['1', '2']],
  ])('of %s refuses %j and says what is wrong', async (field, value) => {
    const before = await record(11);
    const answer = await change(field, value, maria, '11');
    expect(answer.json.ok).toBe(false);
    expect(dataOf(answer).error).toBeTruthy();
    expect(await record(11)).toEqual(before);
  });

  it('that the procedure refuses keeps its value and shows the reason', async () => {
    const answer = await change('name', 'taken');
    expect(answer.status).toBe(422);
    expect(dataOf(answer).error).toBe('There is such an item already');
  });

  it('that the filters do not show any more is answered by no row', async () => {
    const answer = await act('updateField', { id: '12', field: 'qty', value: '700', params: { 'goods.qty_to': '20' } });
    expect(dataOf(answer).row).toBe('');
  });

  it.each(['secret', 'cost', 'id', 'statusID', 'nothing', 'isDeleted', 42, null])('of %s is not this role’s to change', async (field) => {
    const answer = await maria.post('/c/table/goods/updateField', { id: '10', field, value: '1' });
    expect(answer.status).toBe(403);
  });

  it('is another role’s', async () => {
    expect((await change('cost', '7', hugo)).json.ok).toBe(true);
  });

  it.each([undefined, '', {}, 'x'.repeat(200)])('without a key (%j) is a bad request', async (id) => {
    expect((await change('qty', '1', maria, id ?? null)).status).toBe(400);
  });

  it('opens only where its condition holds, in the markup and on the server', async () => {
    const columns = [{ code: 'name', title: 'Name', edit: { type: 'text', when: { field: 'isLocked', op: 'ne', value: true } } }];
    await app.define('table', 'goods', { ...goods, columns });
    const { html } = await maria.page('/c/table/goods');
    expect(html).toMatch(/<tr data-id="1"[\s\S]*?data-field="name"/);
    expect(/<tr data-id="2"[\s\S]*?<\/tr>/.exec(html)?.[0]).not.toContain('data-field');
    expect(dataOf(await change('name', 'x', maria, '2')).error).toBeTruthy();
    expect((await change('name', 'x', maria, '3')).json.ok).toBe(true);
    await app.define('table', 'goods', goods);
  });

  it('gives the options of its list to who may change it', async () => {
    const options = await (await maria.fetch('/c/table/goods/options?field=statusName')).json();
    expect(options).toEqual([
      { value: '1', text: 'New' },
      { value: '2', text: 'In work' },
      { value: '3', text: 'Ready' },
    ]);
    expect((await maria.fetch('/c/table/goods/options?field=secret')).status).toBe(403);
  });
});

describe('deletion', () => {
  it('removes, says so and refreshes', async () => {
    const answer = await act('delete', { id: '20' });
    expect(answer.json.commands.map(({ type }) => type)).toEqual(['message', 'refresh']);
    expect((await record(20)).isDeleted).toBe(true);
  });

  it('tells why it is refused', async () => {
    const answer = await act('delete', { id: '2' });
    expect(answer.json).toMatchObject({ ok: false, commands: [{ type: 'message', kind: 'warning', text: 'The item is locked' }] });
  });

  it('is for its roles alone', async () => {
    expect((await act('delete', { id: '21' }, rita)).status).toBe(403);
    expect((await record(21)).isDeleted).toBe(false);
  });

  it('is not offered where the row says no, and names the record’s values', async () => {
    const { html } = await maria.page('/c/table/goods');
    expect(html).toMatch(/<tr data-id="2"[\s\S]*?data-off="[^"]*delete/);
    expect(/<tr data-id="4"[\s\S]*?<\/tr>/.exec(html)?.[0]).toMatch(/data-ask-delete="Delete \{name\} for 42\s₽\?"/);
  });
});

describe('fast creation', () => {
  it('creates with the current filters', async () => {
    const answer = await act('fastCreate', { text: '  Quick  ', params: { 'goods.qty_from': '3' } });
    expect(answer.json.ok).toBe(true);
    const [set] = await runSql(app.db, "SELECT qty FROM dbo.goods WHERE name = N'Quick'", {});
    expect(set?.rows).toEqual([{ qty: 3 }]);
  });

  it('needs a text and a right', async () => {
    expect((await act('fastCreate', { text: '   ' })).json.ok).toBe(false);
    expect((await act('fastCreate', { text: 'x' }, rita)).status).toBe(403);
  });
});

describe('order', () => {
  it('is kept as the browser sends it', async () => {
    expect((await act('reorder', { ids: ['3', '1', '2'] })).json.ok).toBe(true);
    expect([(await record(3)).ord, (await record(1)).ord, (await record(2)).ord]).toEqual([1, 2, 3]);
  });

  it.each([[[]], [['1,2']], ['1'], [[{}]]])('refuses %j as keys', async (ids) => {
    expect((await act('reorder', { ids })).status).toBe(400);
  });

  it('is for its roles alone', async () => {
    expect((await act('reorder', { ids: ['1', '2'] }, rita)).status).toBe(403);
  });
});

describe('operations', () => {
  it('tell what became of each record', async () => {
    await app.sql('UPDATE dbo.goods SET isLocked = 1 WHERE id = 31;');
    const answer = await act('operation', { operation: 'close', ids: ['30', '31'] });
    expect(dataOf(answer).outcomes).toEqual([
      { itemID: '30', ok: true, text: expect.any(String) },
      { itemID: '31', ok: false, text: 'It is locked' },
    ]);
    expect(answer.json.commands).toContainEqual({ type: 'refresh', target: 'table-goods' });
  });

  it('get the answers of their form', async () => {
    await act('operation', { operation: 'reject', ids: ['40'], values: { reason: 'too dear' } });
    const [set] = await runSql(app.db, "SELECT what FROM dbo.goods_log WHERE what LIKE N'reject%'", {});
    expect(set?.rows).toEqual([{ what: 'reject 40 too dear' }]);
  });

  it.each([
    ['of another role', 'purge', ['1']],
    ['unknown', 'nope', ['1']],
    ['a link', 'open', ['1']],
  ])('%s are refused', async (_what, operation, ids) => {
    expect((await act('operation', { operation, ids })).status).toBe(403);
  });

  it('of one row take one, of a selection at most a thousand', async () => {
    expect((await act('operation', { operation: 'odd', ids: ['1', '3'] })).status).toBe(400);
    expect((await act('operation', { operation: 'close', ids: Array.from({ length: 1001 }, (_, at) => String(at)) })).status).toBe(400);
    expect((await act('operation', { operation: 'close', ids: [] })).status).toBe(400);
  });

  it('of the whole table need no row', async () => {
    expect((await act('operation', { operation: 'recount' })).json.commands).toContainEqual({
      type: 'message',
      kind: 'success',
      text: 'Counted anew',
    });
  });
});

describe('choices of a user', () => {
  it('are his alone: columns', async () => {
    expect((await act('columns', { columns: 'price,name,secret,nope' })).json.ok).toBe(true);
    const { html } = await maria.page('/c/table/goods');
    expect([...html.matchAll(/data-sort="(\w+)"/g)].map(([, code]) => code)).toEqual(['price', 'name']);
    expect([...(await rita.page('/c/table/goods')).html.matchAll(/data-sort="(\w+)"/g)].length).toBeGreaterThan(2);
    await act('columns', { columns: '' });
    expect([...(await maria.page('/c/table/goods')).html.matchAll(/data-sort="(\w+)"/g)].length).toBeGreaterThan(2);
  });

  it('are his alone: views cannot be seen, opened, changed or deleted by another', async () => {
    const saved = await act('saveView', { name: 'Mine <b>', query: 'qty_from=49&qty_to=49&sort=-price', isDefault: true });
    const tab = dataOf(saved).tab ?? '';
    expect(tab).toMatch(/^my\d+$/);
    const own = await maria.page('/c/table/goods');
    expect(own.html).toContain('Mine &lt;b&gt;');
    expect(own.html.match(/<tr data-id=/g)).toHaveLength(2);
    expect((await maria.page('/c/table/goods?goods.tab=-')).html.match(/<tr data-id=/g)).toHaveLength(20);

    const foreign = await rita.page(`/c/table/goods?goods.tab=${tab}`);
    expect(foreign.html).not.toContain('Mine');
    expect(foreign.html.match(/<tr data-id=/g)).toHaveLength(20);
    const id = Number(tab.slice(2));
    expect((await act('saveView', { id, name: 'Stolen', query: '' }, rita)).json.ok).toBe(false);
    await act('deleteView', { id }, rita);
    expect((await maria.page('/c/table/goods')).html).toContain('Mine &lt;b&gt;');

    await act('saveView', { id, name: 'My goods', isDefault: false });
    expect((await maria.page(`/c/table/goods?goods.tab=${tab}`)).html.match(/<tr data-id=/g)).toHaveLength(2);
    expect((await maria.page('/c/table/goods')).html).toContain('My goods');
    await act('deleteView', { id });
    expect((await maria.page('/c/table/goods')).html).not.toContain('My goods');
  });

  it('need a name', async () => {
    expect((await act('saveView', { name: ' ', query: '' })).json.ok).toBe(false);
  });
});

describe('every action', () => {
  it('needs the token of the page', async () => {
    const answer = await maria.fetch('/c/table/goods/delete', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ id: '50' }),
    });
    expect(answer.status).toBe(403);
    expect((await record(50)).isDeleted).toBe(false);
  });
});
