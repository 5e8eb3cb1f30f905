// The story of the solution, played in SQL by each user: catalogue, cart, order, file, message, statuses, payment, points.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database } from '../../../../sql/connection.ts';
import { call, first, installOrders, rowsOf } from './orders-database.ts';

let db: Database;
let orderID = 0;

beforeAll(async () => {
  db = await installOrders();
}, 60_000);
afterAll(() => db?.close());

const order = {
  get values() {
    return { itemID: String(orderID) };
  },
}; // prettier-ignore
const as = (username: string, dictionary: Record<string, string> = {}, values: Record<string, unknown> = {}) => ({
  username,
  dictionary,
  values: { ...order.values, ...values },
});
const notificationsOf = (username: string, url: string) =>
  rowsOf(
    db,
    'SELECT n.typeCode, n.text FROM platform.notification AS n INNER JOIN platform.[user] AS u ON u.id = n.userID WHERE u.username = @username AND n.url = @url ORDER BY n.id;',
    { username, url },
  );

describe('a client orders', () => {
  test('the catalogue is filtered by a category with all below it, and by price', async () => {
    const [office] = await rowsOf(db, "SELECT id FROM dbo.prd_categories WHERE code = N'office';");
    const filters = { categoryID: String(office?.id), price_from: '200', price_to: '300' };
    const [rows, total] = await call(db, 'crud_catalog_getItems', {
      username: 'client',
      dictionary: filters,
      values: { sort: 'price', direction: 'asc', page: 1, pageSize: 50 },
    });
    expect(rows?.map((row) => row.name)).toEqual(['Gel pen set, 4 colours', 'Lever arch file, 75 mm', 'Clear sleeves, 100 pcs']);
    expect(total?.[0]?.total).toBe(3);
  });

  test('texts come in the language of the call', async () => {
    const [rows] = await call(db, 'crud_catalog_getItems', {
      username: 'client',
      dictionary: { lang: 'ru', search: 'Ламинатор' },
      values: { page: 1, pageSize: 5 },
    });
    expect(rows?.[0]?.name).toBe('Ламинатор А4');
  });

  test('a picture is served as SVG', async () => {
    const file = await first(db, 'rs_product-image_getFile', { username: 'client', dictionary: { itemID: '1' } });
    expect(file.contentType).toBe('image/svg+xml');
    expect(String(file.content)).toMatch(/^<svg .*<\/svg>$/);
  });

  test("the cart becomes an order with the prices of the catalogue, and the point's manager hears of it", async () => {
    const [mug] = await rowsOf(
      db,
      "SELECT p.id, v.id AS variantID FROM dbo.prd_products AS p INNER JOIN dbo.prd_variants AS v ON v.productID = p.id AND v.factor = 9.5 WHERE p.sku = N'MU-131';",
    );
    const [paper] = await rowsOf(db, "SELECT id FROM dbo.prd_products WHERE sku = N'PA-101';");
    expect(
      await first(db, 'fm_add-to-cart_saveItem', {
        username: 'client',
        values: { itemID: String(mug?.id) },
        dictionary: { variantID: String(mug?.variantID), qty: '1', price: '1' },
      }),
    ).toMatchObject({ Result: 1 });
    expect(
      await first(db, 'crud_catalog_operation', { username: 'client', values: { operation: 'addToCart', itemIDs: String(paper?.id) } }),
    ).toMatchObject({ Result: 1 });
    expect(await first(db, 'block_cart-summary_getData', { username: 'client' })).toMatchObject({ pieces: 2, amount: 4310 });
    const sent = await first(db, 'fm_checkout_saveItem', {
      username: 'client',
      values: { itemID: '' },
      dictionary: { deliveryCode: 'pickup', comment: 'To the <b>shop</b>', externalID: 'story-1', total: '1', payable: '1' },
    });
    expect(sent.Result).toBe(1);
    orderID = Number(sent.itemID);
    expect((await call(db, 'crud_cart_getItems', { username: 'client', values: { page: 1, pageSize: 9 } }))[0]).toEqual([]);
    expect(await first(db, 'block_order_getData', { username: 'client', dictionary: { itemID: String(orderID) } })).toMatchObject({
      payable: 4310,
      paid: 0,
      statusCode: 'new',
      isOwn: true,
    });
    expect(await notificationsOf('manager', `/order/${orderID}`)).toMatchObject([{ typeCode: 'order-new' }]);
    expect(await notificationsOf('manager2', `/order/${orderID}`)).toEqual([]);
  });

  test('the same order sent twice is one order', async () => {
    const again = await first(db, 'fm_checkout_saveItem', {
      username: 'client',
      values: { itemID: '' },
      dictionary: { deliveryCode: 'pickup', externalID: 'story-1' },
    });
    expect(Number(again.itemID)).toBe(orderID);
  });

  test('an empty cart is refused', async () => {
    await expect(
      call(db, 'fm_checkout_saveItem', { username: 'client', values: { itemID: '' }, dictionary: { deliveryCode: 'pickup' } }),
    ).rejects.toThrow('The cart is empty.');
  });

  test('the other side hears of a file; the chat is for client and manager', async () => {
    expect(await first(db, 'rs_order-files_access', as('client', {}, { action: 'upload' }))).toMatchObject({ Result: 1 });
    await call(db, 'rs_order-files_afterUpload', as('client'));
    expect(await notificationsOf('manager', `/order/${orderID}`)).toHaveLength(2);
    const [access, people] = await call(db, 'chat_order_access', as('client'));
    expect(access?.[0]).toMatchObject({ CanRead: true, CanWrite: true });
    expect(people?.map((row) => row.username).sort()).toEqual(['client', 'manager']);
  });
});

describe('the manager works', () => {
  test('the order is the first of the table, and found by filters', async () => {
    const [rows] = await call(db, 'crud_orders_getItems', { username: 'manager', values: { page: 1, pageSize: 10 } });
    expect(Number(rows?.[0]?.id)).toBe(orderID);
    const [found] = await call(db, 'crud_orders_getItems', {
      username: 'manager',
      dictionary: { statusName: 'new', payable_from: '4310', payable_to: '4310' },
      values: { page: 1, pageSize: 10 },
    });
    expect(found?.map((row) => Number(row.id))).toContain(orderID);
  });

  test('a client cannot confirm an own order, a status cannot be jumped', async () => {
    await expect(call(db, 'en_order_setStatus', as('client', {}, { status: 'confirmed' }))).rejects.toThrow(
      'This change of status is not allowed.',
    );
    await expect(call(db, 'en_order_setStatus', as('manager', {}, { status: 'handedOver' }))).rejects.toThrow(
      'This change of status is not allowed.',
    );
  });

  test('the order goes its way; the client hears of each step in Russian', async () => {
    await call(db, 'en_order_setStatus', as('manager', {}, { status: 'confirmed' }));
    await call(db, 'en_order_setStatus', as('manager', {}, { status: 'inWork' }));
    const [status, results] = await call(db, 'crud_orders_operation', {
      username: 'manager',
      values: { operation: 'ready', itemIDs: `${orderID},1` },
    });
    expect(status?.[0]).toMatchObject({ Result: 1 });
    expect(results?.map((row) => row.Result)).toEqual([0, 1]);
    expect((await notificationsOf('client', `/order/${orderID}`)).map((row) => row.text)).toEqual([
      expect.stringMatching(/подтверждён$/),
      expect.stringMatching(/в работе$/),
      expect.stringMatching(/готов$/),
    ]);
  });

  test('a line is added by the four-level cascade; a forged chain is refused', async () => {
    const [line] = await rowsOf(
      db,
      "SELECT c.parentID AS categoryID, c.id AS subcategoryID, p.id AS productID, v.id AS variantID FROM dbo.prd_products AS p INNER JOIN dbo.prd_categories AS c ON c.id = p.categoryID INNER JOIN dbo.prd_variants AS v ON v.productID = p.id WHERE p.sku = N'DE-121';",
    );
    const fields = Object.fromEntries(Object.entries(line ?? {}).map(([key, value]) => [key, String(value)]));
    const [, changes, options] = await call(
      db,
      'fm_order-item_checkItemField',
      as('manager', fields, { field: 'categoryID', value: fields.categoryID }),
    );
    expect(changes?.map((row) => [row.field, row.value])).toEqual([
      ['subcategoryID', null],
      ['productID', null],
      ['variantID', null],
      ['amount', null],
    ]);
    expect(options?.map((row) => row.Text)).toEqual(['Cartridges', 'Devices', 'Advertising']);
    const [forged] = await rowsOf(db, "SELECT id FROM dbo.prd_categories WHERE code = N'gifts';");
    expect(await first(db, 'fm_order-item_saveItem', as('manager', { ...fields, categoryID: String(forged?.id), qty: '1' }))).toMatchObject(
      { Result: 0 },
    );
    expect(await first(db, 'fm_order-item_saveItem', as('manager', { ...fields, qty: '1', price: '1' }))).toMatchObject({ Result: 1 });
    expect(await first(db, 'block_order_getData', { username: 'manager', dictionary: { itemID: String(orderID) } })).toMatchObject({
      payable: 19210,
    });
  });

  test('two who save the order at once: the second is told', async () => {
    const seen = await first(db, 'fm_order_getItem', as('manager'));
    const fields = { deliveryCode: 'courier', address: 'Kazan', rv: String(seen.rv) };
    expect(await first(db, 'fm_order_saveItem', as('manager', fields))).toMatchObject({ Result: 1 });
    await expect(call(db, 'fm_order_saveItem', as('manager', fields))).rejects.toThrow('The order was changed meanwhile');
  });
});

describe('money', () => {
  const money = () =>
    rowsOf(
      db,
      "SELECT c.balance, c.points, l.accrualPercent, o.paid FROM dbo.cl_clients AS c INNER JOIN dbo.cl_levels AS l ON l.id = c.levelID CROSS JOIN dbo.ord_orders AS o WHERE c.username = N'client' AND o.id = @orderID;",
      { orderID },
    ); // prettier-ignore
  let paymentID = 0;

  test('a client cannot mark money from outside; more than is due is refused', async () => {
    expect(
      await first(db, 'fm_payment_saveItem', as('client', { orderID: String(orderID), methodCode: 'cash', amount: '10' })),
    ).toMatchObject({ Result: 0 });
    await expect(
      call(db, 'fm_payment_saveItem', as('manager', { orderID: String(orderID), methodCode: 'cash', amount: '19210.01' })),
    ).rejects.toThrow('The amount is more than is due: 19210.00.');
  });

  test("a marked payment brings points by the client's level in the same transaction", async () => {
    const [before] = await money();
    const paid = await first(db, 'fm_payment_saveItem', as('manager', { orderID: String(orderID), methodCode: 'card', amount: '10000' }));
    paymentID = Number(paid.itemID);
    const [after] = await money();
    expect(after?.paid).toBe(10000);
    expect(Number(after?.points)).toBeCloseTo(Number(before?.points) + (10000 * Number(after?.accrualPercent)) / 100, 2);
    expect((await notificationsOf('client', `/order/${orderID}`)).at(-1)?.text).toMatch(/оплата 10000\.00, баллы \+/);
  });

  test('the client pays from the balance and with points, within the limits', async () => {
    const [before] = await money();
    expect(await first(db, 'fm_pay-order_saveItem', as('client', { methodCode: 'balance', amount: '1000' }))).toMatchObject({ Result: 1 });
    await expect(call(db, 'fm_pay-order_saveItem', as('client', { methodCode: 'points', amount: '8000' }))).rejects.toThrow(
      /points|Points/,
    );
    expect(await first(db, 'fm_pay-order_saveItem', as('client', { methodCode: 'points', amount: '50' }))).toMatchObject({ Result: 1 });
    const [after] = await money();
    expect(after).toMatchObject({ paid: 11050, balance: Number(before?.balance) - 1000 });
  });

  test('a cancelled payment takes its points back; a second cancel is refused', async () => {
    const [before] = await money();
    const [earned] = await rowsOf(db, 'SELECT SUM(amount) AS points FROM dbo.cl_pointOperations WHERE paymentID = @paymentID;', {
      paymentID,
    });
    const [, results] = await call(db, 'crud_payments_operation', {
      username: 'manager',
      values: { operation: 'cancel', itemIDs: String(paymentID) },
    });
    expect(results?.[0]).toMatchObject({ Result: 1 });
    const [after] = await money();
    expect(after?.paid).toBe(1050);
    expect(Number(after?.points)).toBeCloseTo(Number(before?.points) - Number(earned?.points), 2);
    const [again] = await call(db, 'crud_payments_operation', {
      username: 'manager',
      values: { operation: 'cancel', itemIDs: String(paymentID) },
    });
    expect(again?.[0]).toMatchObject({ Result: 0 });
  });
});

test('a request becomes an order when the client takes the offer', async () => {
  const made = await first(db, 'fm_request_saveItem', {
    username: 'client',
    values: { itemID: '' },
    dictionary: { subject: 'Repair', serviceID: '1' },
  });
  const itemID = String(made.itemID);
  expect(
    await first(db, 'fm_request-offer_saveItem', {
      username: 'manager',
      values: { itemID },
      dictionary: { serviceID: '1', price: '1700' },
    }),
  ).toMatchObject({ Result: 1 });
  const taken = await first(db, 'en_request_setStatus', { username: 'client', values: { itemID, status: 'ordered' } });
  const newOrder = String(taken.SuccessUrl).split('/').at(-1) ?? '';
  expect(await first(db, 'block_order_getData', { username: 'client', dictionary: { itemID: newOrder } })).toMatchObject({
    payable: 1700,
    statusCode: 'confirmed',
  });
});
