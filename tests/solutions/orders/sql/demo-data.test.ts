// The demo data: as much as promised, alive today, with sums that agree; a second run changes nothing.

import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database } from '../../../../sql/connection.ts';
import { call, first, installOrders, rowsOf, runDemo } from './orders-database.ts';

let db: Database;
beforeAll(async () => {
  db = await installOrders();
}, 60_000);
afterAll(() => db?.close());

const counts = () =>
  rowsOf(
    db,
    `SELECT (SELECT COUNT(*) FROM dbo.ref_points) AS points, (SELECT COUNT(*) FROM dbo.prd_products) AS products, (SELECT COUNT(*) FROM dbo.prd_categories WHERE parentID IS NOT NULL) AS categories,
       (SELECT COUNT(*) FROM dbo.cl_clients) AS clients, (SELECT COUNT(*) FROM dbo.ord_orders) AS orders, (SELECT COUNT(*) FROM dbo.ord_orderItems) AS items, (SELECT COUNT(*) FROM dbo.pay_payments) AS payments,
       (SELECT COUNT(*) FROM dbo.cl_pointOperations) AS pointOperations, (SELECT COUNT(*) FROM platform.status_log) AS log, (SELECT COUNT(*) FROM platform.chat_message) AS messages,
       (SELECT COUNT(*) FROM platform.notification) AS notifications, (SELECT COUNT(*) FROM platform.[user]) AS users;`,
  );

test('there is as much as promised', async () => {
  expect((await counts())[0]).toMatchObject({ points: 3, products: 40, categories: 8, clients: 60, orders: 400, users: 7 });
  expect(await rowsOf(db, 'SELECT id FROM dbo.prd_products WHERE pictureSvg IS NULL;')).toEqual([]);
});

test('it is of the last 12 months up to today, with orders in every status and at every point', async () => {
  const [dates] = await rowsOf(
    db,
    'SELECT DATEDIFF(DAY, MIN(created), SYSUTCDATETIME()) AS oldest, DATEDIFF(HOUR, MAX(created), SYSUTCDATETIME()) AS newest FROM dbo.ord_orders;',
  );
  expect(Number(dates?.oldest)).toBeGreaterThan(330);
  expect(Number(dates?.oldest)).toBeLessThanOrEqual(366);
  expect(Number(dates?.newest)).toBeLessThan(24);
  expect(await rowsOf(db, 'SELECT DISTINCT pointID, statusID FROM dbo.ord_orders;')).toHaveLength(21);
});

test('the sums agree: the checks find nothing', async () => {
  for (const check of ['order-totals', 'order-paid', 'client-ledgers', 'order-managers']) {
    expect(await call(db, `chk_${check}`, { username: 'supervisor' })).toEqual([[]]);
  }
});

test('a second run changes nothing', async () => {
  const before = await counts();
  await runDemo(db);
  expect(await counts()).toEqual(before);
});

test('a check finds what is broken, only for those who may know, and its fix mends it', async () => {
  await rowsOf(
    db,
    'UPDATE dbo.ord_orders SET total = total + 5, paid = paid + 1 WHERE id IN (3, 4); UPDATE dbo.cl_clients SET points = points + 7 WHERE id = 9;',
  );
  for (const [check, violations] of [
    ['order-totals', 2],
    ['order-paid', 2],
    ['client-ledgers', 1],
  ] as const) {
    expect((await call(db, `chk_${check}`, { username: 'supervisor' }))[0]).toHaveLength(violations);
    expect(await call(db, `chk_${check}`, { username: 'manager' })).toEqual([[]]);
    expect(await first(db, `chk_${check}_fix`, { username: 'manager', values: { itemIDs: '' } })).toMatchObject({ Result: 0 });
    expect(await first(db, `chk_${check}_fix`, { username: 'supervisor', values: { itemIDs: '' } })).toMatchObject({ Result: 1 });
    expect(await call(db, `chk_${check}`, { username: 'supervisor' })).toEqual([[]]);
  }
});

test('the total is capped unless asked exactly', async () => {
  await rowsOf(
    db,
    "INSERT INTO dbo.prd_products (categoryID, sku, nameEn, nameRu, price) SELECT TOP (1200) 4, CONCAT(N'X-', ROW_NUMBER() OVER (ORDER BY o.id)), N'x', N'x', 1 FROM dbo.ord_orderItems AS o;",
  );
  const total = async (dictionary: Record<string, string>) =>
    (await call(db, 'crud_catalog_getItems', { username: 'client', dictionary, values: { page: 1, pageSize: 10 } }))[1]?.[0]?.total;
  expect(await total({})).toBe(1001);
  const items = await rowsOf(db, 'SELECT COUNT(*) AS n FROM dbo.prd_products WHERE isActive = 1;');
  expect(await total({ _exact: '1' })).toBe(items[0]?.n);
});

test('what was not spent expires once', async () => {
  await rowsOf(
    db,
    "INSERT INTO dbo.cl_pointOperations (clientID, kindCode, amount, created) SELECT c.id, N'correction', 500, DATEADD(MONTH, -14, SYSUTCDATETIME()) FROM dbo.cl_clients AS c WHERE c.username = N'client2';",
  );
  expect(await first(db, 'job_expire-points', { username: 'system' })).toMatchObject({ Result: 1 });
  const expired =
    "SELECT l.amount FROM dbo.cl_pointOperations AS l INNER JOIN dbo.cl_clients AS c ON c.id = l.clientID WHERE c.username = N'client2' AND l.kindCode = N'expiry';";
  const once = await rowsOf(db, expired);
  expect(Number(once[0]?.amount)).toBeLessThanOrEqual(-500);
  await call(db, 'job_expire-points', { username: 'system' });
  expect(await rowsOf(db, expired)).toEqual(once);
});

test('an import is all or nothing and names the rows', async () => {
  const [answer, errors] = await call(db, 'crud_products_import', {
    username: 'supervisor',
    values: { rows: '[{"sku":"PA-101","price":"333"},{"sku":"","price":"1"},{"sku":"N-1","price":"x"}]' },
  });
  expect(answer?.[0]).toMatchObject({ Result: 0 });
  expect(errors?.map((row) => row.row)).toEqual([2, 3]);
  expect(await rowsOf(db, "SELECT price FROM dbo.prd_products WHERE sku = N'PA-101';")).toEqual([{ price: 320 }]);
  expect(
    await first(db, 'crud_products_import', {
      username: 'supervisor',
      values: { rows: '[{"sku":"PA-101","price":"333,50"},{"sku":"N-1","nameEn":"n","nameRu":"н","category":"paper","price":"5"}]' },
    }),
  ).toMatchObject({ Result: 1 });
  expect(await rowsOf(db, "SELECT sku, price FROM dbo.prd_products WHERE sku IN (N'PA-101', N'N-1') ORDER BY sku;")).toEqual([
    { sku: 'N-1', price: 5 },
    { sku: 'PA-101', price: 333.5 },
  ]);
});
