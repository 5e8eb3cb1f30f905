// The examples of engine/docs/procedures.md, run as one solution: what the documentation shows works.

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp } from './harness.ts';
import type { TestApp, TestBrowser } from './harness.ts';

const documentation = await readFile(join(import.meta.dirname, '../../engine/docs/procedures.md'), 'utf8');

let app: TestApp;
let ann: TestBrowser;

beforeAll(async () => {
  app = await startApp({
    sql: [...documentation.matchAll(/^```sql\n(.*?)^```/gms)].map(([, script = '']) => script),
    definitions: definitionsOf(documentation),
    users: [
      { username: 'ann', roles: ['agent'] },
      { username: 'bob', roles: ['agent'] },
    ],
  });
  ann = await app.signIn('ann');
});

afterAll(() => app?.stop());

describe('the examples of the documentation', () => {
  it('show a table of own rows with the dashboard above it', async () => {
    const { status, html } = await ann.page('/tours');
    expect(status).toBe(200);
    expect(html).toContain('Alps in May');
    expect(html).toContain('My tours');
    expect(html).toContain('First day');
    expect(html).not.toContain('Secret');
    expect(html).not.toContain('as-error');
  });

  it('change a price in place and refuse a foreign row', async () => {
    const own = await ann.post('/c/table/tours/updateField', { id: '1', field: 'price', value: '950' });
    expect(own.json.ok).toBe(true);
    const foreign = await ann.post('/c/table/tours/updateField', { id: '3', field: 'price', value: '1' });
    expect(foreign.json).toMatchObject({ ok: false, data: { error: 'The tour is not yours.' } });
  });

  it('show a tour with its tokens and hide a foreign one', async () => {
    expect((await ann.page('/tour/1')).html).toContain('Тур Alps in May</h1>');
    expect((await ann.page('/tour/3')).status).toBe(404);
  });

  it('save a new tour, refuse a second one of its name at the field, and queue the notification', async () => {
    const fields = { name: 'Venice', countryID: '2', price: '420', starts: '2026-09-01' };
    const saved = await ann.post('/c/form/tour/save', { itemID: '0', fields });
    expect(saved.json).toMatchObject({ ok: true });
    const again = await ann.post('/c/form/tour/save', { itemID: '0', fields });
    expect(again.status).toBe(422);
    expect(again.json.commands).toMatchObject([
      { type: 'fieldErrors', errors: [{ field: 'name', message: 'There is a tour of this name.' }] },
    ]);
    const queued = await app.db.kysely.selectFrom('platform.outbox').select('payload').where('type', '=', 'notification').execute();
    expect(queued.map(({ payload }) => payload).join()).toContain('Venice');
  });

  it('open the sale, and say why not without a first day', async () => {
    const opened = await ann.post('/c/entity/tour/change', { itemID: '1', to: 'open' });
    expect(opened.json.ok).toBe(true);
    const bob = await app.signIn('bob');
    await bob.page('/tours');
    const refused = await bob.post('/c/entity/tour/change', { itemID: '3', to: 'open' });
    expect(refused.status).toBe(422);
    expect(JSON.stringify(refused.json.commands)).toContain('Set the first day');
  });

  it('draw a chart and answer a request', async () => {
    const chart = await ann.fetch('/c/chart/prices');
    expect(await chart.text()).toContain('Average price');
    const copied = await ann.post('/rq/tour-copy', { itemID: '2' });
    expect(copied.json).toMatchObject({ ok: true });
    expect((await ann.page('/tours')).html).toContain('Rome (copy)');
  });
});

/** Bodies that follow `<!-- definition: kind code -->`. */
function definitionsOf(text: string): Record<string, Record<string, object>> {
  const found: Record<string, Record<string, object>> = {};
  for (const [, kind = '', code = '', body = ''] of text.matchAll(/<!-- definition: (\w+) ([\w-]+) -->\n```json\n(.*?)```/gs)) {
    found[kind] = { ...found[kind], [code]: JSON.parse(body) as object };
  }
  return found;
}
