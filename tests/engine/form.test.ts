// Forms through real HTTP and a real database: what is shown, what is taken, what is refused, and that a save happens once.

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runSql } from '../../sql/query.ts';
import { startApp } from './harness.ts';
import type { ActionJson, TestApp, TestBrowser } from './harness.ts';

const FIXTURE = join(import.meta.dirname, '..', 'fixtures', 'forms');
const PLACE = { regionID: '1', cityID: '11', districtID: '111', streetID: '1112' };
let app: TestApp;
let clerk: TestBrowser;
let boss: TestBrowser;

beforeAll(async () => {
  app = await startApp({
    definitions: { form: { address: JSON.parse(await readFile(join(FIXTURE, 'address.json'), 'utf8')) as object } },
    sql: [await readFile(join(FIXTURE, 'forms.sql'), 'utf8')],
    users: [
      { username: 'clerk', roles: ['clerk'] },
      { username: 'boss', roles: ['boss'] },
      { username: 'guest', roles: ['guest'] },
    ],
  });
  clerk = await app.signIn('clerk');
  boss = await app.signIn('boss');
  for (const browser of [clerk, boss]) await browser.page('/sign-in');
});

afterAll(() => app?.stop());

const save = (browser: TestBrowser, fields: object, more: object = {}) =>
  browser.post('/c/form/address/save', { itemID: '0', fields, ...more });
const errorsOf = (json: ActionJson): Record<string, string> => {
  const command = json.commands.find(({ type }) => type === 'fieldErrors');
  return Object.fromEntries(
    ((command?.errors ?? []) as { field: string; message: string }[]).map(({ field, message }) => [field, message]),
  );
};
const lastSave = async (): Promise<Record<string, string>> => {
  const [set] = await runSql(app.db, 'SELECT TOP (1) keys FROM dbo.tst_saves ORDER BY id DESC');
  const rows = JSON.parse(String(set?.rows[0]?.keys)) as { k: string; v: string }[];
  return Object.fromEntries(rows.map(({ k, v }) => [k, v]));
};
const countSaves = async (): Promise<number> => Number((await runSql(app.db, 'SELECT COUNT(*) AS n FROM dbo.tst_saves'))[0]?.rows[0]?.n);

describe('loading', () => {
  it('shows the record with its lists, escaped, without fields of other roles', async () => {
    const { html, status } = await clerk.page('/c/form/address?itemID=1');
    expect(status, html).toBe(200);
    expect(html).toContain('id="as-form-address"');
    expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;&quot;quoted&quot;');
    expect(html).not.toContain('<script>alert');
    expect(html).toContain('As &lt;b&gt;written&lt;/b&gt;');
    expect(html).toContain('<option value="11" selected>Kazan</option>');
    expect(html).toContain('Bauman &lt;b&gt;street&lt;/b&gt;');
    expect(html).not.toContain('Perm');
    expect(html).not.toContain('hidden truth');
    expect(html).not.toMatch(/\sstyle=|\son\w+=/);
    const seen = await boss.page('/c/form/address?itemID=0');
    expect(seen.html).toContain('data-field="secret"');
  });

  it('does not tell another user of a record', async () => {
    const { html, status } = await boss.page('/c/form/address?itemID=1');
    expect(status).toBe(422);
    expect(html).not.toContain('quoted');
  });

  it('is closed to other roles and to visitors without a session', async () => {
    const guest = await app.signIn('guest');
    expect((await guest.page('/c/form/address?itemID=1')).status).toBe(403);
    expect((await app.browser().page('/c/form/address?itemID=1')).status).toBe(401);
  });

  it('lets the children of an empty parent wait', async () => {
    const { html } = await clerk.page('/c/form/address?itemID=0');
    const city = /<select[^>]*name="cityID"[^>]*>/.exec(html)?.[0] ?? '';
    expect(city).toContain('disabled');
    expect(html).toMatch(/(First choose|Сначала выберите): Region/);
  });
});

describe('saving', () => {
  it('gives the procedure every field in invariant form and carries out what it answers', async () => {
    const { json, status } = await save(clerk, {
      name: ' Anna ',
      email: 'anna@example.com',
      ...PLACE,
      price: '1234.5',
      hasCourier: 'True',
      courierNote: 'ring',
      tags: 'a,b',
      story: '<p>hi<script>x()</script></p>',
    });
    expect(status, JSON.stringify(json)).toBe(200);
    expect(await lastSave()).toMatchObject({
      name: 'Anna',
      price: '1234.5',
      hasCourier: 'True',
      courierNote: 'ring',
      tags: 'a,b',
      story: '<p>hi</p>',
      origin: 'web',
      secret: '',
      discount: '',
      lang: expect.any(String),
    });
    expect(json.commands.map(({ type }) => type)).toEqual(['event', 'replace', 'refresh', 'redirect']);
    expect(json.commands.find(({ type }) => type === 'redirect')?.url).toMatch(/^\/address\/\d+$/);
  });

  it('takes nothing that the visitor may not set: unknown, hidden, of another role, shadowed by letter case or parameters', async () => {
    const { status } = await save(
      clerk,
      {
        name: 'Mass',
        ...PLACE,
        price: '5',
        secret: 'stolen',
        discount: '99',
        origin: 'forged',
        owner: 'boss',
        __proto__: { x: 1 },
        Price: '1',
        rev: '77',
      },
      { params: { Discount: '99', SECRET: 'stolen', Origin: 'forged', ITEMID: '1', langid: 'x' } },
    );
    expect(status).toBe(200);
    const sent = await lastSave();
    expect(sent).toMatchObject({ secret: '', discount: '', origin: 'web', price: '5' });
    expect(Object.keys(sent)).not.toEqual(expect.arrayContaining(['owner']));
    expect(
      Object.keys(sent)
        .filter((key) => ['price', 'discount', 'secret', 'origin', 'itemid', 'langid'].includes(key.toLowerCase()))
        .sort(),
    ).toEqual(['discount', 'itemID', 'langID', 'origin', 'price', 'secret']);
    expect(({} as Record<string, unknown>).x).toBeUndefined();
  });

  it('refuses wrong values, each with its sentence', async () => {
    const { json, status } = await save(clerk, {
      name: 'x'.repeat(51),
      email: 'nobody',
      due: '2001-01-01',
      ...PLACE,
      price: 'many',
      hasCourier: 'True',
      courierNote: '',
      tags: ['a', 'z'],
    });
    expect(status).toBe(422);
    expect(Object.keys(errorsOf(json)).sort()).toEqual(['courierNote', 'due', 'email', 'name', 'price', 'tags']);
    expect(errorsOf(json).name).toMatch(/50/);
  });

  it('refuses values of a wrong type instead of turning them into text', async () => {
    const { json } = await save(clerk, { name: { $ne: 1 }, ...PLACE, price: [1], hasCourier: 'perhaps', tags: [{ a: 1 }] });
    expect(Object.keys(errorsOf(json)).sort()).toEqual(['hasCourier', 'name', 'price', 'tags']);
  });

  it('refuses a forged option and a child of another parent', async () => {
    expect(errorsOf((await save(clerk, { name: 'A', ...PLACE, regionID: '999' })).json)).toHaveProperty('regionID');
    expect(errorsOf((await save(clerk, { name: 'A', regionID: '2', cityID: '11', districtID: '111' })).json)).toHaveProperty('cityID');
    expect(errorsOf((await save(clerk, { name: 'A', regionID: '1', cityID: '12', districtID: '111' })).json)).toHaveProperty('districtID');
    expect(errorsOf((await save(clerk, { name: 'A', ...PLACE, streetID: '2111' })).json)).toHaveProperty('streetID');
  });

  it('empties what the conditions hide', async () => {
    await save(clerk, { name: 'No courier', ...PLACE, hasCourier: 'False', courierNote: 'still here' });
    expect(await lastSave()).toMatchObject({ courierNote: '', hasCourier: 'False' });
  });

  it('shows what checkItem says at its fields and what a procedure throws above them', async () => {
    expect(errorsOf((await save(clerk, { name: 'Nobody', ...PLACE })).json)).toEqual({ name: 'Nobody is called Nobody' });
    expect(errorsOf((await save(clerk, { name: 'Boom', ...PLACE })).json)).toEqual({ '': 'The register is closed' });
  });

  it('saves once for one key, also when both requests run at once, and again for another', async () => {
    const before = await countSaves();
    const key = 'k'.repeat(32);
    const answers = await Promise.all([1, 2, 3].map(() => save(clerk, { name: 'Once', ...PLACE }, { idempotencyKey: key })));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(new Set(answers.map(({ json }) => JSON.stringify(json.data))).size).toBe(1);
    expect(await countSaves()).toBe(before + 1);
    await save(clerk, { name: 'Twice', ...PLACE }, { idempotencyKey: 'l'.repeat(32) });
    expect(await countSaves()).toBe(before + 2);
  });

  it('lets a refused save be corrected under the same key', async () => {
    const key = 'm'.repeat(32);
    expect((await save(clerk, { name: '', ...PLACE }, { idempotencyKey: key })).status).toBe(422);
    expect((await save(clerk, { name: 'Fixed', ...PLACE }, { idempotencyKey: key })).status).toBe(200);
  });

  it('lets one of many parallel saves of a record through and shows the others both values', async () => {
    const [set] = await runSql(
      app.db,
      "INSERT INTO dbo.tst_addresses (name, regionID, cityID, districtID, owner) VALUES (N'race', 1, 11, 111, N'clerk'); SELECT MAX(id) AS id FROM dbo.tst_addresses;",
    );
    const itemID = String(set?.rows[0]?.id);
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, at) => save(clerk, { name: `writer ${at}`, ...PLACE }, { itemID, version: '1' })),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    const refused = answers.filter(({ status }) => status === 409);
    expect(refused).toHaveLength(11);
    const conflict = refused[0]?.json.commands.find(({ type }) => type === 'conflict');
    expect(conflict?.version).toBe('2');
    expect((conflict?.fields as { field: string }[] | undefined)?.map(({ field }) => field)).toContain('name');
    const again = await save(clerk, { name: 'on purpose', ...PLACE }, { itemID, version: '2' });
    expect(again.status).toBe(200);
  });

  it('puts the external actions of a save into the outbox', async () => {
    await save(clerk, { name: 'Quiet', ...PLACE });
    await save(clerk, { name: 'Loud', ...PLACE });
    const [set] = await runSql(app.db, "SELECT type, payload, createdBy FROM platform.outbox WHERE payload LIKE N'%A loud address%'");
    expect(set?.rows).toMatchObject([{ type: 'notification', createdBy: 'clerk' }]);
  });

  it('does not save a record of somebody else', async () => {
    const before = await countSaves();
    const { status } = await save(boss, { name: 'mine now', ...PLACE }, { itemID: '1', version: '1' });
    expect(status).toBe(422);
    expect(await countSaves()).toBe(before);
  });
});

describe('checking a field', () => {
  const check = async (fields: Record<string, string>, field: string) => {
    const { json } = await clerk.post('/c/form/address/check', { itemID: '0', field, fields });
    const changes = json.commands[0]?.changes as {
      field: string;
      value?: string;
      options?: { value: string }[];
      error?: string;
      html?: string;
    }[];
    return Object.fromEntries(changes.map((change) => [change.field, change]));
  };

  it('clears all levels below and fills the next one', async () => {
    const changes = await check({ name: 'A', ...PLACE, regionID: '2' }, 'regionID');
    expect(changes.cityID?.options?.map(({ value }) => value)).toEqual(['21']);
    expect([changes.cityID?.value, changes.districtID?.value, changes.streetID?.value]).toEqual(['', '', '']);
    expect(changes.districtID?.options).toEqual([]);
    const next = await check({ name: 'A', regionID: '2', cityID: '21', districtID: '', streetID: '' }, 'cityID');
    expect(next.districtID?.options?.map(({ value }) => value)).toEqual(['211']);
    expect(next.cityID?.value).toBeUndefined();
  });

  it('applies what checkItemField says, with its HTML cleaned', async () => {
    const changes = await check({ name: 'Anna Bell' }, 'name');
    expect(changes.email).toMatchObject({ value: 'anna.bell@example.com', required: true, html: '<i>from the name</i>' });
    expect((await check({ name: 'bad' }, 'name')).name?.error).toBe('The name is taken');
  });

  it('knows no field of another role', async () => {
    expect((await clerk.post('/c/form/address/check', { itemID: '0', field: 'secret', fields: {} })).status).toBe(400);
  });

  it('searches an autocomplete within its parent', async () => {
    const found = await clerk.fetch('/c/form/address/options?field=streetID&search=krem&value.districtID=111');
    expect(await found.json()).toEqual({ options: [{ value: '1112', text: 'Kremlin street' }] });
    const other = await clerk.fetch(
      `/c/form/address/options?field=streetID&search=${encodeURIComponent("' OR 1=1 --")}&value.districtID=111`,
    );
    expect(await other.json()).toEqual({ options: [] });
  });
});

describe('beside the save', () => {
  it('keeps a draft of what may be edited and drops it with the save', async () => {
    await clerk.post('/c/form/address/saveDraft', { itemID: '0', fields: { name: 'half', secret: 'x', discount: '3' } });
    const { html } = await clerk.page('/c/form/address?itemID=0');
    const config = JSON.parse((/data-form-config="([^"]*)"/.exec(html)?.[1] ?? '{}').replaceAll('&quot;', '"')) as {
      draft?: { values: object };
    };
    expect(config.draft?.values).toEqual({ name: 'half' });
    await save(clerk, { name: 'whole', ...PLACE });
    expect((await clerk.page('/c/form/address?itemID=0')).html).not.toContain('&quot;half&quot;');
  });

  it('edits one field in place, by its rules and roles', async () => {
    expect((await clerk.post('/c/form/address/editable', { itemID: '1', field: 'name', value: 'Renamed' })).status).toBe(200);
    expect((await clerk.post('/c/form/address/editable', { itemID: '1', field: 'name', value: '' })).status).toBe(422);
    expect((await clerk.post('/c/form/address/editable', { itemID: '1', field: 'discount', value: '5' })).status).toBe(403);
  });

  it('renders Markdown without what runs', async () => {
    const { json } = await clerk.post('/c/form/address/preview', { text: '**b** <img src=x onerror=alert(1)> [x](javascript:alert(1))' });
    const { html } = json.data as { html: string };
    expect(html).toContain('<strong>b</strong>');
    expect(html).not.toMatch(/<img|href="javascript/i);
  });
});
