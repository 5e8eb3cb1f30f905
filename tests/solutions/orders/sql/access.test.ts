// Every procedure that a browser can reach, called with the ids of another point: nothing is shown, nothing changes. And with hostile
// strings in every parameter: an answer or a refusal, never an SQL error.

import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database } from '../../../../sql/connection.ts';
import { BusinessRefusal, ParameterConversionError } from '../../../../sql/errors.ts';
import { call, installOrders, rowsOf } from './orders-database.ts';

const MARK = 'Zq7marker';
/** Names that no component leads to: other procedures call them after their own check. */
const INTERNAL = new Set(['nt_send', 'cl_updateLevel', 'ord_changeStatus', 'pay_add', 'pay_cancel']);
const REACHABLE = /^(crud|fm|dashboard|chart|tree|en|chat|rs|pg|block|chk)_|^as_(getMenu|search)$/;

let db: Database;
let procedures: { name: string; parameters: string[] }[] = [];
let ids: Record<string, string> = {};

beforeAll(async () => {
  db = await installOrders();
  const rows = await rowsOf(
    db,
    "SELECT p.name, r.name AS parameter FROM sys.procedures AS p INNER JOIN sys.parameters AS r ON r.object_id = p.object_id WHERE SCHEMA_NAME(p.schema_id) = N'dbo' ORDER BY p.name, r.parameter_id;",
  );
  const byName = Map.groupBy(rows, (row) => String(row.name));
  procedures = [...byName]
    .filter(([name]) => REACHABLE.test(name))
    .map(([name, of]) => ({ name, parameters: of.map((row) => String(row.parameter).slice(1)) }));
  // One client of the first point whose every text is the mark, with an order, a payment and a request.
  await rowsOf(
    db,
    "UPDATE dbo.cl_clients SET name = @mark, company = @mark, phone = @mark, email = @mark, notes = @mark WHERE username = N'client';",
    { mark: MARK },
  );
  await rowsOf(
    db,
    "UPDATE o SET comment = @mark, number = CONCAT(@mark, o.id), statusID = 3 FROM dbo.ord_orders AS o INNER JOIN dbo.cl_clients AS c ON c.id = o.clientID WHERE c.username = N'client';",
    { mark: MARK },
  );
  await rowsOf(
    db,
    "UPDATE r SET subject = @mark, number = CONCAT(@mark, r.id) FROM dbo.srv_requests AS r INNER JOIN dbo.cl_clients AS c ON c.id = r.clientID WHERE c.username = N'client';",
    { mark: MARK },
  );
  const [found] = await rowsOf(
    db,
    "SELECT TOP (1) c.id AS client, o.id AS [order], i.id AS item, p.id AS payment, r.id AS request FROM dbo.cl_clients AS c INNER JOIN dbo.ord_orders AS o ON o.clientID = c.id INNER JOIN dbo.ord_orderItems AS i ON i.orderID = o.id INNER JOIN dbo.pay_payments AS p ON p.orderID = o.id INNER JOIN dbo.srv_requests AS r ON r.clientID = c.id WHERE c.username = N'client';",
  );
  ids = Object.fromEntries(Object.entries(found ?? {}).map(([key, value]) => [key, String(value)]));
  await rowsOf(
    db,
    "INSERT INTO dbo.ord_cartItems (clientID, productID, variantID, qty) SELECT c.id, 1, 1, 3 FROM dbo.cl_clients AS c WHERE c.username = N'client';",
  );
}, 60_000);
afterAll(() => db?.close());

/** The row versions of everything that the first point has: any change shows. */
const stateOfFirstPoint = async (): Promise<string> =>
  JSON.stringify(
    await rowsOf(
      db,
      `SELECT CONVERT(varchar(18), CONVERT(binary(8), MAX(x.rv)), 1) AS rv, COUNT(*) AS rows
       FROM (
         SELECT o.rv FROM dbo.ord_orders AS o INNER JOIN dbo.ref_points AS p ON p.id = o.pointID WHERE p.code = N'K'
         UNION ALL SELECT i.rv FROM dbo.ord_orderItems AS i INNER JOIN dbo.ord_orders AS o ON o.id = i.orderID INNER JOIN dbo.ref_points AS p ON p.id = o.pointID WHERE p.code = N'K'
         UNION ALL SELECT c.rv FROM dbo.cl_clients AS c INNER JOIN dbo.ref_points AS p ON p.id = c.pointID WHERE p.code = N'K'
         UNION ALL SELECT r.rv FROM dbo.srv_requests AS r INNER JOIN dbo.ref_points AS p ON p.id = r.pointID WHERE p.code = N'K'
         UNION ALL SELECT y.rv FROM dbo.pay_payments AS y INNER JOIN dbo.ref_points AS p ON p.id = y.pointID WHERE p.code = N'K'
         UNION ALL SELECT p.rv FROM dbo.ref_points AS p WHERE p.code = N'K'
       ) AS x UNION ALL SELECT NULL, COUNT(*) FROM dbo.ord_cartItems AS ci INNER JOIN dbo.cl_clients AS c ON c.id = ci.clientID WHERE c.username = N'client';`,
    ),
  );

/** What the browser might send, whatever the procedure: all keys at once, in the parameters and in the dictionary. */
const guesses = (id: string): Record<string, string>[] => {
  const common = {
    itemID: id,
    itemIDs: id,
    clientID: ids.client ?? '',
    orderID: ids.order ?? '',
    pointID: '1',
    pointName: '1',
    parentID: '',
    title: 'x',
    text: MARK,
    search: MARK,
    name: 'taken',
    subject: 'taken',
    rows: '[]',
  };
  const money = {
    methodCode: 'cash',
    amount: '1',
    price: '1',
    serviceID: '1',
    deliveryCode: 'pickup',
    qty: '1',
    variantID: '1',
    productID: '1',
    categoryID: '1',
    subcategoryID: '4',
    action: 'upload',
  };
  return [
    {
      ...common,
      ...money,
      operation: 'cancel',
      field: 'statusCode',
      value: 'cancelled',
      status: 'cancelled',
      from: 'inWork',
      to: 'cancelled',
    },
    {
      ...common,
      ...money,
      methodCode: 'points',
      operation: 'take',
      field: 'qty',
      value: '2',
      status: 'ready',
      from: 'inWork',
      to: 'ready',
      action: 'read',
    },
    {
      ...common,
      operation: 'repeat',
      field: 'name',
      value: 'taken',
      status: 'inWork',
      from: 'new',
      to: 'inWork',
      action: 'read',
      comment: 'taken',
    },
  ];
};

/** What makes the kind of guess matter. */
const ACTION_PARAMETERS = new Set(['operation', 'field', 'status', 'to', 'action']);
const NUMBERS = new Set(['page', 'pageSize', 'limit', 'position']);
const valuesFor = (parameters: readonly string[], given: Record<string, string>): Record<string, unknown> =>
  Object.fromEntries(
    parameters
      .filter((name) => !['username', 'lang', 'filters', 'parameters'].includes(name))
      .map((name) => [name, NUMBERS.has(name) ? 1000 : (given[name] ?? null)]),
  );

test('internal procedures are the only ones that the sweep leaves out', async () => {
  const rows = await rowsOf(
    db,
    "SELECT name FROM sys.procedures WHERE SCHEMA_NAME(schema_id) = N'dbo' AND name NOT LIKE N'job[_]%' AND name NOT LIKE N'as[_]%';",
  );
  const left = rows.map((row) => String(row.name)).filter((name) => !REACHABLE.test(name));
  expect(left.sort()).toEqual([...INTERNAL].sort());
  expect(procedures.length).toBeGreaterThan(140);
});

test.each(['manager2', 'client2', 'nobody'])(
  '%s sees and changes nothing of the first point by guessed ids',
  async (username) => {
    const before = await stateOfFirstPoint();
    const shown: string[] = [];
    const broken: string[] = [];
    for (const { name, parameters } of procedures) {
      const isRead = !parameters.some((parameter) => ACTION_PARAMETERS.has(parameter));
      for (const id of isRead ? [ids.order, ids.request, ids.client] : Object.values(ids)) {
        for (const given of guesses(id ?? '').slice(0, isRead ? 1 : 3)) {
          const { text: _text, ...values } = valuesFor(parameters, given);
          const dictionary = { ...given, search: '', text: '' };
          try {
            const sets = await call(db, name, {
              username,
              values: { ...values, ...(parameters.includes('text') && { text: MARK }) },
              dictionary,
            });
            if (JSON.stringify(sets).includes(MARK)) shown.push(`${name} ${id}`);
          } catch (error) {
            if (!(error instanceof BusinessRefusal)) broken.push(`${name}: ${String(error)}`);
          }
        }
      }
    }
    expect(shown).toEqual([]);
    expect([...new Set(broken)]).toEqual([]);
    expect(await stateOfFirstPoint()).toBe(before);
  },
  300_000,
);

test('the developer reads everything and changes nothing', async () => {
  const before = await stateOfFirstPoint();
  const [order] = await call(db, 'block_order_getData', { username: 'developer', dictionary: { itemID: ids.order ?? '' } });
  expect(order?.[0]?.number).toMatch(MARK);
  await expect(call(db, 'en_order_setStatus', { username: 'developer', values: { itemID: ids.order, status: 'ready' } })).rejects.toThrow(
    'not allowed',
  );
  const [refused] = await call(db, 'crud_orders_updateField', {
    username: 'developer',
    values: { itemID: ids.order, field: 'comment', value: 'x' },
  });
  expect(refused?.[0]).toMatchObject({ Result: 0 });
  expect(await stateOfFirstPoint()).toBe(before);
});

test.each(['client', 'manager', 'supervisor'])(
  'hostile strings of %s get an answer or a refusal, never an SQL error',
  async (username) => {
    const broken: string[] = [];
    for (const hostile of [
      "'; DROP TABLE dbo.ord_orders; --",
      '%_[a]^\\',
      '99999999999999999999',
      '-1',
      '[{"a":1}]',
      '<script>alert(1)</script>',
    ]) {
      for (const { name, parameters } of procedures) {
        if (/^chk_.*_fix$|_delete|^crud_(cart|products)_operation$/.test(name)) continue;
        const everywhere = Object.fromEntries(Object.keys(guesses('1')[0] ?? {}).map((key) => [key, hostile]));
        try {
          await call(db, name, {
            username,
            values: {
              ...valuesFor(parameters, everywhere),
              ...(parameters.includes('sort') && { sort: hostile, direction: hostile.slice(0, 8) }),
            },
            dictionary: { ...everywhere, created_since: hostile, payable_to: hostile, _exact: hostile },
          });
        } catch (error) {
          if (!(error instanceof BusinessRefusal || error instanceof ParameterConversionError))
            broken.push(`${name} ${hostile}: ${String(error)}`);
        }
      }
    }
    expect(broken).toEqual([]);
  },
  300_000,
);
