// Templates of procedures: every one of every kind is accepted by the server, and what is made for a real table works as it is.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { saveModule } from '../../admin-ui/workshop/modules.ts';
import { procedureTemplate } from '../../admin-ui/workshop/templates.ts';
import type { TemplateTable } from '../../admin-ui/workshop/templates.ts';
import { isKindName, kindNames, kinds } from '../../metadata/kinds.ts';
import { callProcedure } from '../../sql/procedures.ts';
import type { ProcedureResult } from '../../sql/procedures.ts';
import { startApp } from '../engine/harness.ts';
import type { TestApp } from '../engine/harness.ts';

const DEFINITIONS = join(import.meta.dirname, '../../sql/solutions/orders/definitions');

const deliveries: TemplateTable = {
  schema: 'dbo',
  name: 'dlv_deliveries',
  key: 'id',
  columns: [
    { name: 'id', type: 'int', isGenerated: true },
    { name: 'orderID', type: 'int', references: { schema: 'dbo', name: 'dlv_orders', key: 'id', text: 'number' } },
    { name: 'address', type: 'nvarchar(200)' },
    { name: 'price', type: 'decimal(18, 2)' },
    { name: 'planned', type: 'date' },
    { name: 'isDone', type: 'bit' },
    { name: 'created', type: 'datetime2(0)' },
    { name: 'createdBy', type: 'nvarchar(64)' },
  ],
};

const table = {
  roles: 'courier',
  columns: [
    { code: 'orderName', filter: { type: 'select' } },
    { code: 'address', edit: { type: 'text' } },
    { code: 'price', type: 'money', filter: { type: 'numberRange' }, edit: { type: 'money' } },
    { code: 'planned', type: 'date', filter: { type: 'dateRange' } },
    { code: 'isDone', type: 'boolean', filter: { type: 'checkbox' } },
    { code: 'created', type: 'datetime', filter: { type: 'dateRange' } },
  ],
};
const form = {
  roles: 'courier',
  fields: [
    { code: 'orderID', type: 'select', required: true },
    { code: 'address', required: true },
    { code: 'price', type: 'money' },
    { code: 'planned', type: 'date' },
    { code: 'isDone', type: 'switch' },
  ],
};

let app: TestApp;

beforeAll(async () => {
  app = await startApp({
    users: [
      { username: 'cora', roles: ['courier'] },
      { username: 'otto', roles: ['other'] },
    ],
    sql: [
      `CREATE TABLE dbo.dlv_orders (id int NOT NULL PRIMARY KEY, number nvarchar(24) NOT NULL);
       INSERT INTO dbo.dlv_orders (id, number) VALUES (1, N'A-1'), (2, N'B-2');
       CREATE TABLE dbo.dlv_deliveries (id int IDENTITY NOT NULL PRIMARY KEY, orderID int NOT NULL REFERENCES dbo.dlv_orders (id), address nvarchar(200) NOT NULL,
         price decimal(18, 2) NULL, planned date NULL, isDone bit NULL, created datetime2(0) NOT NULL DEFAULT SYSUTCDATETIME(), createdBy nvarchar(64) NULL);`,
    ],
  });
});
afterAll(() => app?.stop());

test('the template of every procedure of every kind can be saved', async () => {
  const asked = kindNames.flatMap((kind) =>
    kinds[kind].procedures.map(({ name }) => ({
      kind,
      code: 'any-thing',
      definition: {},
      procedure: name.replace('{code}', 'any-thing').replace('{member}', 'part'),
    })),
  );
  for (const folder of readdirSync(DEFINITIONS).filter(isKindName)) {
    for (const file of readdirSync(join(DEFINITIONS, folder)).slice(0, 4)) {
      const definition = JSON.parse(readFileSync(join(DEFINITIONS, folder, file), 'utf8')) as object;
      const code = `t-${file.replace('.json', '')}`;
      for (const { name } of kinds[folder].procedures) {
        asked.push({ kind: folder, code, definition, procedure: name.replace('{code}', code).replace('{member}', 'name') });
      }
    }
  }
  expect(asked.length).toBeGreaterThan(100);
  for (const one of asked) {
    const sql = procedureTemplate(one);
    await app.sql(sql).catch((error: unknown) => {
      throw new Error(`${one.procedure}: ${String(error)}\n${sql}`);
    });
  }
});

test('what is made for a real table reads, saves, edits, filters and deletes, for those of its roles only', async () => {
  for (const name of ['getItems', 'updateField', 'deleteItem', 'orderName_dict']) {
    await save(
      procedureTemplate({
        kind: 'table',
        code: 'deliveries',
        definition: table,
        procedure: `dbo.crud_deliveries_${name}`,
        table: deliveries,
      }),
    );
  }
  for (const name of ['getItem', 'saveItem', 'checkItem', 'orderID_dict']) {
    await save(
      procedureTemplate({ kind: 'form', code: 'delivery', definition: form, procedure: `fm_delivery_${name}`, table: deliveries }),
    );
  }
  const given = { orderID: '2', address: 'Main 5', price: '12.50', planned: '2026-05-02', isDone: 'True' };
  const saved = await call('fm_delivery_saveItem', { itemID: '0' }, given);
  expect(saved.sets[0]?.rows[0]).toMatchObject({ Result: 1, itemID: 1 });
  expect((await call('fm_delivery_getItem', { itemID: '1' })).sets[0]?.rows).toMatchObject([
    { orderID: 2, address: 'Main 5', price: 12.5, planned: '2026-05-02', isDone: true },
  ]);
  await call('fm_delivery_saveItem', { itemID: '1' }, { ...given, address: 'Main 6' });
  expect((await call('fm_delivery_checkItem', { itemID: '1' }, {})).sets[0]?.rows).toMatchObject([{ Result: 0, Field: 'orderID' }]);
  await call('fm_delivery_saveItem', { itemID: '' }, { ...given, orderID: '1', price: '3' });

  const all = await items({}, { sort: 'price', direction: 'asc' });
  expect(all.sets[0]?.rows).toMatchObject([
    { id: 2, orderName: 'A-1', orderID: 1, address: 'Main 5', price: 3 },
    { id: 1, orderName: 'B-2', orderID: 2, address: 'Main 6', price: 12.5 },
  ]);
  expect(all.sets[1]?.rows).toMatchObject([{ total: 2 }]);
  const found = async (filters: Record<string, string>) => (await items(filters)).sets[0]?.rows.map(({ id }) => id);
  expect(await found({ search: 'b-2' })).toEqual([1]);
  expect(await found({ search: '%' })).toEqual([]);
  expect(await found({ orderName: '1' })).toEqual([2]);
  expect(await found({ price_from: '10', price_to: '20' })).toEqual([1]);
  expect(await found({ planned_to: '2026-05-01' })).toEqual([]);
  expect(await found({ isDone: 'False' })).toEqual([]);
  expect(await found({ _id: '2' })).toEqual([2]);
  expect(await found({ created_before: '2000-01-01T00:00:00' })).toEqual([]);
  expect(await found({ created_since: '2000-01-01T00:00:00' })).toHaveLength(2);

  expect((await call('crud_deliveries_updateField', { itemID: '2', field: 'price', value: '7' })).sets[0]?.rows).toMatchObject([
    { Result: 1 },
  ]);
  expect((await call('crud_deliveries_updateField', { itemID: '2', field: 'created', value: '7' })).sets[0]?.rows).toMatchObject([
    { Result: 0 },
  ]);
  expect(await found({ price_from: '7', price_to: '7' })).toEqual([2]);
  expect((await call('crud_deliveries_orderName_dict', {})).sets[0]?.rows).toEqual([
    { Value: 1, Text: 'A-1' },
    { Value: 2, Text: 'B-2' },
  ]);
  expect((await call('fm_delivery_orderID_dict', { search: 'a' })).sets[0]?.rows).toEqual([{ Value: 1, Text: 'A-1' }]);

  expect((await items({}, { username: 'otto' })).sets[0]?.rows).toEqual([]);
  expect((await call('crud_deliveries_deleteItem', { itemID: '1', username: 'otto' })).sets[0]?.rows).toMatchObject([{ Result: 0 }]);
  expect((await call('crud_deliveries_deleteItem', { itemID: '1' })).sets[0]?.rows).toMatchObject([{ Result: 1 }]);
  expect(await found({})).toEqual([2]);
});

function save(sql: string): Promise<unknown> {
  return saveModule(app.running.app, { sql, username: 'dev', source: 'workshop' }).catch((error: unknown) => {
    throw new Error(`${String(error)}\n${sql}`);
  });
}

function items(filters: Record<string, string>, values: Record<string, unknown> = {}): Promise<ProcedureResult> {
  return call('crud_deliveries_getItems', { page: 1, pageSize: 20, ...values }, filters);
}

function call(name: string, values: Record<string, unknown>, dictionary: Record<string, string> = {}): Promise<ProcedureResult> {
  return callProcedure(app.db, {
    name,
    values: { username: 'cora', lang: 'en', ...values },
    dictionary,
    context: { username: 'cora', userID: 1, roles: 'courier', traceID: 'test' },
    isRead: false,
  });
}
