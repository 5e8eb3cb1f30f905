// A whole order-processing database, written for SQL Server and installed as its script says, then used as the platform uses it: table
// types, output parameters, several result sets, refusals. Expected numbers were worked out by hand from the rules in the procedures.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import sql from 'mssql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestServer } from '../server.ts';
import type { TestServer } from '../server.ts';

const database = `application_${process.pid}`;
let server: TestServer;
let pool: sql.ConnectionPool;

/** One connection, so that the session context stays with it. */
const open = (name: string): Promise<sql.ConnectionPool> =>
  new sql.ConnectionPool({
    server: server.server,
    port: server.port,
    user: server.user,
    password: server.password,
    database: name,
    requestTimeout: 60_000,
    options: { encrypt: false, trustServerCertificate: true },
    pool: { min: 1, max: 1 },
  }).connect();

const inMaster = async (text: string): Promise<void> => {
  const master = await open('master');
  await master.request().batch(text);
  await master.close();
};

const batchesOf = (file: string): string[] =>
  readFileSync(join(import.meta.dirname, file), 'utf8')
    .split(/^\s*GO\s*$/im)
    .filter((text) => text.trim() !== '');

/** Runs install.sql as sqlcmd does. Throws with the file's name at the first error. */
const install = async (): Promise<void> => {
  const files = readFileSync(join(import.meta.dirname, 'install.sql'), 'utf8').matchAll(/^:r (\S+)$/gm);
  for (const [, file = ''] of files) {
    for (const text of batchesOf(file)) {
      await pool
        .request()
        .batch(text)
        .catch((error: Error) => {
          throw new Error(`${file}: ${error.message}`);
        });
    }
  }
};

type Row = Record<string, unknown>;
type Given = string | number | boolean | null | Buffer | sql.Table;
interface Answer {
  readonly sets: Row[][];
  readonly output: Row;
  readonly status: unknown;
}

const batch = async (text: string): Promise<Row[]> => {
  const { recordset } = await pool.request().batch<Row>(text);
  return recordset ? [...recordset] : [];
};

const typeOf = (value: Given): sql.ISqlType | (() => sql.ISqlType) => {
  if (typeof value === 'number') return Number.isInteger(value) ? sql.Int() : sql.Decimal(18, 2);
  if (typeof value === 'boolean') return sql.Bit();
  if (Buffer.isBuffer(value)) return sql.VarBinary(sql.MAX);
  return sql.NVarChar(sql.MAX);
};

/** Calls a procedure with named parameters. */
const call = async (name: string, parameters: Record<string, Given> = {}, outputs: Record<string, sql.ISqlType> = {}): Promise<Answer> => {
  const request = pool.request();
  for (const [key, value] of Object.entries(parameters)) {
    if (value instanceof sql.Table) request.input(key, value);
    else if (key === 'sort') request.input(key, sql.NVarChar(64), value);
    else request.input(key, typeOf(value) as sql.ISqlType, value);
  }
  for (const [key, type] of Object.entries(outputs)) request.output(key, type);
  const result = await request.execute(`dbo.[${name}]`);
  return { sets: (result.recordsets as Row[][]).map((set) => [...set]), output: result.output, status: result.returnValue };
};

const first = async (name: string, parameters: Record<string, Given> = {}): Promise<Row> =>
  (await call(name, parameters)).sets[0]?.[0] ?? {};

const dictionary = (type: string, values: Record<string, string>): sql.Table => {
  const table = new sql.Table(`dbo.${type}`);
  table.columns.add('Key', sql.NVarChar(128), { nullable: true });
  table.columns.add('Value', sql.NVarChar(sql.MAX), { nullable: true });
  const isExtended = type.startsWith('Extended');
  if (isExtended) table.columns.add('Value2', sql.NVarChar(sql.MAX), { nullable: true });
  for (const [key, value] of Object.entries(values)) {
    if (isExtended) table.rows.add(key, value, value);
    else table.rows.add(key, value);
  }
  return table;
};
const filters = (values: Record<string, string> = {}): sql.Table => dictionary('CRUDFilterParameter', values);
const parameters = (values: Record<string, string> = {}): sql.Table => dictionary('ExtendedDictionaryParameter', values);

const page = (
  name: string,
  username: string,
  given: Record<string, string> = {},
  sort: string | null = null,
  direction = 'asc',
  number = 1,
  size = 10,
) => call(name, { filters: filters(given), sort, direction, page: number, pageSize: size, username });

const refusal = (name: string, given: Record<string, Given>): Promise<unknown> =>
  call(name, given).then(
    () => 'no refusal',
    (error: { number?: number; message: string }) => [error.number, error.message],
  );

const createOrder = async (cart: Row, username: string): Promise<unknown> =>
  (await call('ord_create', { cart: JSON.stringify(cart), username }, { orderID: sql.Int() })).output.orderID;

const pay = (orderID: number, typeCode: string, amount: number, externalID: string | null = null): Promise<Answer> =>
  call('pay_add', { orderID, typeCode, amount, username: 'olga', externalID }, { paymentID: sql.Int() });

beforeAll(async () => {
  server = await startTestServer();
  await inMaster(`CREATE DATABASE ${database}`);
  pool = await open(database);
  await install();
});
afterAll(async () => {
  await pool.close();
  await inMaster(`DROP DATABASE ${database}`);
  await server.stop();
});

describe('installation', () => {
  test('runs again over what is there', async () => {
    await install();
    const [counts] =
      await batch(`SELECT (SELECT COUNT(*) FROM sys.procedures) AS procedures, (SELECT COUNT(*) FROM sys.triggers) AS triggers,
      (SELECT COUNT(*) FROM sys.table_types) AS tableTypes, (SELECT COUNT(*) FROM dbo.ord_statuses) AS statuses, (SELECT COUNT(*) FROM dbo.as_roles) AS roles`);
    expect(counts).toEqual({ procedures: 52, triggers: 5, tableTypes: 4, statuses: 5, roles: 4 });
  });

  test('scripts of SQL Server Management Studio leave what they say', async () => {
    expect(
      await batch('SELECT id, code, name, [sum], isActive, CONVERT(varchar(19), created, 120) AS created, data FROM dbo.rep_templates'),
    ).toEqual([
      { id: 7, code: 'invoice', name: 'Счёт', sum: 100.5, isActive: true, created: '2024-05-06 07:08:09', data: Buffer.from([1, 2, 255]) },
    ]);
    expect(
      await batch(
        `SELECT CONVERT(nvarchar(64), value) AS value FROM sys.extended_properties WHERE major_id = OBJECT_ID(N'dbo.rep_templates') ORDER BY minor_id`,
      ),
    ).toEqual([{ value: 'Templates of printed reports' }, { value: 'Code for programs' }]);
    expect(
      await batch(
        `SELECT name, definition FROM sys.default_constraints WHERE parent_object_id = OBJECT_ID(N'dbo.rep_templates') ORDER BY name`,
      ),
    ).toEqual([
      { name: 'DF_rep_templates_created', definition: '(getdate())' },
      { name: 'DF_rep_templates_isActive', definition: '((1))' },
    ]);
    expect(
      await batch(
        `SELECT is_not_trusted, is_disabled, delete_referential_action_desc AS del FROM sys.foreign_keys WHERE name = 'FK_rep_templates_ref_points'`,
      ),
    ).toEqual([{ is_not_trusted: false, is_disabled: false, del: 'SET_NULL' }]);
  });
});

describe('the story of some orders', () => {
  beforeAll(async () => {
    await batch(`EXEC sys.sp_set_session_context N'now', N'2024-06-10T10:00:00'; EXEC sys.sp_set_session_context N'username', N'setup';
      INSERT dbo.ref_points (code, name, bonusPercent, ord) VALUES ('N1', N'Север', 5, 1), ('S1', N'Юг', 10, 2);
      INSERT dbo.as_v_users (username, fullName, email, pointID, roles)
      VALUES (N'root', N'Root', NULL, NULL, N'admin'), (N'olga', N'Ольга', N'olga@example.ru', 1, N'manager'), (N'petr', NULL, N'petr@example.ru', 2, N'manager'),
        (N'anna', N'Анна', NULL, 1, N'client'), (N'boris', N'Борис', NULL, 2, N'client');
      INSERT dbo.cl_clients (userID, pointID, name, phone, discountPercent)
      SELECT u.id, v.pointID, v.name, dbo.cl_normalizePhone(v.phone), v.discount
      FROM (VALUES (N'anna', 1, N'Анна', N'8 (900) 111-22-33', 0), (N'boris', 2, N'Борис', N'+7 900 444-55-66', 10), (NULL, 1, N'Вера', N'123', 0)) AS v(username, pointID, name, phone, discount)
      LEFT JOIN dbo.as_users AS u ON u.username = v.username
      ORDER BY v.name;`);
  });

  test('users get their roles through the view', async () => {
    expect(await batch('SELECT username, fullName, roles FROM dbo.as_v_users WHERE id > 1 AND id < 5 ORDER BY id')).toEqual([
      { username: 'olga', fullName: 'Ольга', roles: 'manager' },
      { username: 'petr', fullName: 'petr', roles: 'manager' },
      { username: 'anna', fullName: 'Анна', roles: 'client' },
    ]);
    expect(await batch('SELECT phone FROM dbo.cl_clients ORDER BY id')).toEqual([
      { phone: '79001112233' },
      { phone: '79004445566' },
      { phone: null },
    ]);
  });

  test('a tree of categories grows and refuses doubles', async () => {
    for (const [parentID, name] of [
      [0, 'Мебель'],
      [1, 'Столы'],
      [1, 'Стулья'],
      [0, 'Техника'],
    ] as const)
      expect(await first('tree_categories_create', { parentID, name, username: 'root' })).toMatchObject({ Result: 1 });
    expect(await first('tree_categories_create', { parentID: 1, name: 'столы', username: 'root' })).toEqual({
      Result: 0,
      Msg: 'Такая категория уже есть',
      itemID: null,
    });
    expect(await first('tree_categories_create', { parentID: 99, name: 'x', username: 'root' })).toMatchObject({
      Msg: 'Нет такой категории',
    });
  });

  test('an import reports errors by row, then adds and changes', async () => {
    const bad = [
      { sku: 'T-1', name: 'Стол', category: 'Столы', price: '1000,00' },
      { sku: 'C-1', name: '', category: 'Кресла', price: -1 },
      { sku: 'T-1', name: 'Ещё', category: 'Столы', price: 'дорого' },
    ];
    expect((await call('crud_prd-products_import', { rows: JSON.stringify(bad), username: 'root' })).sets).toEqual([
      [{ Result: 0, Msg: 'Ошибок: 2 в строках 2, 3' }],
      [
        { line: 2, error: 'нет названия; нет категории «Кресла»; неверная цена «-1»' },
        { line: 3, error: 'неверная цена «дорого»; артикул повторяется' },
      ],
    ]);
    const good = [
      { sku: 'T-1', name: 'Стол', category: 'Столы', price: '1000,00', attributes: { color: 'белый' } },
      { sku: 'C-1', name: 'Стул', category: 'Стулья', price: 250.5 },
      { sku: 'L-1', name: 'Лампа', category: 'Техника', price: 99 },
    ];
    expect(await first('crud_prd-products_import', { rows: JSON.stringify(good), username: 'root' })).toEqual({
      Result: 1,
      Msg: 'Добавлено 3, изменено 0',
    });
    const again = [good[1], { ...good[2], price: 99.9 }];
    expect(await first('crud_prd-products_import', { rows: JSON.stringify(again), username: 'root' })).toEqual({
      Result: 1,
      Msg: 'Добавлено 0, изменено 1',
    });
  });

  test('prices come from the point, the common list or the product, in one JSON', async () => {
    await batch(`INSERT dbo.prd_priceLists (pointID, name, validFrom, validTo) VALUES (NULL, N'common', '20240101', NULL), (2, N'south', '20240601', '20241231');
      INSERT dbo.prd_prices VALUES (1, 2, 240), (2, 2, $230.00), (2, 1, 900);`);
    const skus = dictionary('DictionaryParameter', { 1: 'C-1', 2: 'T-1', 3: 'zz' });
    const { output } = await call('rq_prices', { skus, pointCode: 'N1' }, { res: sql.NVarChar(sql.MAX) });
    expect(output.res).toBe(
      '{"sel1":[{"Result":1,"Msg":""}],"sel2":[{"sku":"C-1","price":240.00,"source":"common"},{"sku":"T-1","price":1000.00,"source":"base"},{"sku":"zz","price":null,"source":null}]}',
    );
  });

  test('products are searched in a category and below', async () => {
    const { sets } = await page('crud_prd-products_getItems', 'root', { categoryID: '1' }, 'name', 'desc');
    expect(sets[0]?.map((r) => [r.sku, r.category, r.color])).toEqual([
      ['C-1', 'Мебель / Стулья', null],
      ['T-1', 'Мебель / Столы', 'белый'],
    ]);
    expect(sets[1]).toEqual([{ total: 2 }]);
    expect((await page('crud_prd-products_getItems', 'root', { color: 'белый', name: 'ст' })).sets[1]).toEqual([{ total: 1 }]);
  });

  test('a cart becomes an order once', async () => {
    const cart = {
      clientID: 1,
      comment: 'Срочно',
      deadline: '2024-06-12',
      externalID: '6F9619FF-8B86-D011-B42D-00C04FC964FF',
      items: [
        { sku: 'T-1', qty: 2 },
        { sku: 'C-1', qty: 4 },
        { service: 'Доставка', price: 500 },
        { sku: 'C-1', qty: 1 },
      ],
    };
    expect(await createOrder(cart, 'anna')).toBe(1);
    expect(await createOrder({ externalID: cart.externalID.toLowerCase() }, 'anna')).toBe(1);
    expect(await createOrder({ clientID: 2, items: [{ sku: 'T-1', qty: 1.5 }, { sku: 'C-1' }] }, 'boris')).toBe(2);
    expect(await batch('SELECT number, total, discount, payable, isPaid FROM dbo.ord_orders ORDER BY id')).toEqual([
      { number: 'N1-2406-00001', total: 3700, discount: 0, payable: 3700, isPaid: false },
      { number: 'S1-2406-00001', total: 1580, discount: 158, payable: 1422, isPaid: false },
    ]);
  });

  test('a cart that cannot be an order is refused', async () => {
    const refused = (cart: Row): Promise<unknown> => refusal('ord_create', { cart: JSON.stringify(cart), username: 'boris' });
    expect(await refused({ clientID: 2, items: [{ sku: 'zz' }, { sku: 'T-1' }, { sku: 'yy' }] })).toEqual([50005, 'Нет товаров: zz, yy.']);
    expect(await refused({ clientID: 2, items: [] })).toEqual([50004, 'В заказе нет позиций.']);
    expect(await refused({ clientID: 77 })).toEqual([50003, 'Клиент не найден.']);
  });

  test('a line of text becomes an order; a failure leaves a trace and no order', async () => {
    const create = (text: string): Promise<Row> => first('crud_ord-orders_fastCreate', { filters: filters(), text, username: 'olga' });
    expect(await create('Вера; L-1 x 3, C-1x2')).toEqual({ Result: 1, Msg: 'Создан N1-2406-00002', itemID: 3 });
    expect(await create('Нет; L-1 x 3')).toMatchObject({ Result: 0, Msg: 'Клиент не найден.' });
    expect(await create('Вера; L-1 x 0')).toMatchObject({ Result: 0, Msg: expect.stringContaining('CK_ord_orderItems_qty') });
    expect(await batch('SELECT header, username, @@TRANCOUNT AS open_ FROM dbo.as_trace')).toEqual([
      { header: 'ord_create', username: 'olga', open_: 0 },
    ]);
    expect(await batch('SELECT id, total FROM dbo.ord_orders WHERE id > 2')).toEqual([{ id: 3, total: 779.7 }]);
  });

  test('everyone sees the orders that are theirs', async () => {
    const seen = async (username: string): Promise<unknown> =>
      (await page('crud_ord-orders_getItems', username, {}, 'number')).sets[0]?.map((r) => r.id);
    expect(await seen('root')).toEqual([1, 3, 2]);
    expect(await seen('olga')).toEqual([1, 3]);
    expect(await seen('boris')).toEqual([2]);
    expect(await seen('nobody')).toEqual([]);
  });

  test('orders are filtered, sorted and paged, with total, settings and footer', async () => {
    const { sets } = await page('crud_ord-orders_getItems', 'root', {}, 'total', 'desc', 2, 2);
    expect(sets[0]).toMatchObject([
      { number: 'N1-2406-00002', statusName: 'Новый', color_statusName: '#2196f3', created: '10.06.2024', barPercent_debt: 0 },
    ]);
    expect(sets[1]).toEqual([{ total: 3 }]);
    expect(sets[2]).toMatchObject([{ Title: 'Заказы', EnableExcelExport: true }]);
    expect(sets[3]).toEqual([{ number: 'Итого', total: 6059.7, paid: 0 }]);
    const all = {
      statusName: 'new, paid',
      total: '100,1000',
      created: '2024-06-10,2024-06-10',
      clientName: 'в',
      isPaid: 'False',
      pointName: '1',
      number: 'N1-2406',
    };
    expect((await page('crud_ord-orders_getItems', 'root', all)).sets[0]?.map((r) => r.id)).toEqual([3]);
  });

  test('a status changes by the transitions and roles', async () => {
    const set = (itemID: number, status: string, username: string): Promise<Row> =>
      first('en_order_setStatus', { itemID, status, username });
    expect((await call('en_order_transitions', { itemID: 1, username: 'olga' })).sets[0]?.map((r) => r.status)).toEqual([
      'approved',
      'cancelled',
    ]);
    expect(await set(1, 'approved', 'anna')).toEqual({ Result: 0, Msg: 'Переход Новый → Согласован не разрешён' });
    expect(await set(1, 'approved', 'petr')).toEqual({ Result: 0, Msg: 'Нет доступа к заказу.' });
    expect(await set(1, 'shipped', 'olga')).toEqual({ Result: 0, Msg: 'Статус «shipped» неизвестен' });
    expect(await set(1, 'approved', 'olga')).toEqual({ Result: 1, Msg: '' });
    expect(await set(1, 'paid', 'olga')).toEqual({ Result: 0, Msg: 'Заказ оплачен не полностью.' });
    const group = await call('crud_ord-orders_operation', {
      operation: 'approved',
      itemIDs: '1,2, 3,x',
      parameters: parameters({ comment: 'ок' }),
      username: 'root',
    });
    expect(group.sets[0]).toEqual([{ Result: 1, Msg: 'Обработано: 2. 1: Переход Согласован → Согласован не разрешён' }]);
    expect(
      await batch('SELECT orderID, fromID, toID, comment, username FROM dbo.ord_statusHistory WHERE fromID IS NOT NULL ORDER BY id'),
    ).toEqual([
      { orderID: 1, fromID: 1, toID: 2, comment: null, username: 'olga' },
      { orderID: 2, fromID: 1, toID: 2, comment: 'ок', username: 'root' },
      { orderID: 3, fromID: 1, toID: 2, comment: 'ок', username: 'root' },
    ]);
    expect(
      await batch('SELECT u.username, n.[text] FROM dbo.nt_notifications AS n JOIN dbo.as_users AS u ON u.id = n.userID ORDER BY n.id'),
    ).toEqual([
      { username: 'anna', text: 'Заказ N1-2406-00001: согласован' },
      { username: 'boris', text: 'Заказ S1-2406-00001: согласован' },
    ]);
  });

  test('payments fill the order and no more; a finished order gives points', async () => {
    await batch("INSERT dbo.pay_payments (clientID, typeCode, amount) VALUES (1, 'bank', 1000)");
    expect(await pay(1, 'bank', 2700, 'tx-1')).toMatchObject({ output: { paymentID: 2 }, status: 0 });
    const refused = (typeCode: string, amount: number, externalID: string | null): Promise<unknown> =>
      pay(1, typeCode, amount, externalID).catch((e: { number: number; message: string }) => [e.number, e.message]);
    expect(await refused('bank', 100, 'tx-1')).toEqual([50014, 'Такой платёж уже есть.']);
    expect(await refused('balance', 1000.01, null)).toEqual([50013, 'На счёте не хватает средств.']);
    expect(await refused('cash', 1000.01, null)).toEqual([50010, 'Оплата больше суммы заказа.']);
    expect(await refused('points', 2000, null)).toEqual([50000, 'Баллами можно оплатить не больше 1\u00A0110']);
    await pay(1, 'balance', 1000);
    expect(await batch('SELECT paid, isPaid FROM dbo.ord_orders WHERE id = 1')).toEqual([{ paid: 3700, isPaid: true }]);
    for (const status of ['paid', 'done'])
      expect(await first('en_order_setStatus', { itemID: 1, status, username: 'olga' })).toMatchObject({ Result: 1 });
    expect(await batch('SELECT points, CONVERT(char(10), expires, 23) AS expires, reason FROM dbo.bns_operations')).toEqual([
      { points: 185, expires: '2024-09-08', reason: 'Заказ N1-2406-00001' },
    ]);
    expect(await batch('SELECT balance, points FROM dbo.cl_clients WHERE id = 1')).toEqual([{ balance: 0, points: 185 }]);
  });

  test('a form loads, reacts and saves', async () => {
    expect((await call('fm_order_getItem', { itemID: '0', username: 'anna', parameters: parameters() })).sets).toEqual([
      [{ clientID: null, deadline: '2024-06-17', comment: '', discountPercent: 0 }],
      [{ Title: 'Новый заказ', HeaderTag: 'h3', readonly: false }],
    ]);
    expect(await refusal('fm_order_getItem', { itemID: '1', username: 'boris', parameters: parameters() })).toEqual([
      50404,
      'Заказ не найден или недоступен',
    ]);
    const reaction = await call('fm_order_checkItemField', {
      itemID: 0,
      username: 'root',
      field: 'deadline',
      value: '2024-01-01',
      parameters: parameters(),
    });
    expect(reaction.sets[0]).toEqual([{ Result: 0, Msg: 'Срок в прошлом' }]);
    const values = parameters({ comment: 'a "b"', deadline: '2024-06-20', items: '[{"sku":"T-1","qty":11}]' });
    const saved = await call('fm_order_saveItem', { username: 'anna', itemID: 0, parameters: values });
    const [made] = await batch('SELECT id, number, comment, total FROM dbo.ord_orders WHERE total = 11000');
    expect(made).toMatchObject({ number: 'N1-2406-00003', comment: 'a "b"' });
    expect(saved.sets[0]).toMatchObject([{ Result: 1, SuccessUrl: `/order/${String(made?.id)}`, HideFormAfterSubmit: true }]);
    expect(saved.sets[1]?.map((r) => [r.type, r.text])).toEqual([
      ['notification', 'Заказ N1-2406-00003'],
      ['email', 'Крупный заказ N1-2406-00003'],
    ]);
    expect(await first('crud_ord-orders_deleteItem', { itemID: Number(made?.id), username: 'anna' })).toEqual({ Result: 1, Msg: '' });
  });

  test('a cell is edited, refused and audited', async () => {
    const edit = (field: string, value: string, username = 'petr'): Promise<Row> =>
      first('crud_ord-orders_updateField', { itemID: 2, field, value, username });
    expect(await edit('discountPercent', '60')).toMatchObject({ Result: 0, Msg: 'Скидка от 0 до 50' });
    expect(await edit('deadline', 'завтра')).toMatchObject({ Result: 0, Msg: 'Это не дата' });
    expect(await edit('x', '')).toMatchObject({ Result: 0, Msg: 'Поле x не меняется' });
    expect(await edit('comment', '', 'olga')).toMatchObject({ Result: 0, Msg: 'Нет доступа' });
    expect(await edit('discountPercent', '12,5')).toMatchObject({ Result: 1 });
    expect(
      await batch(
        "SELECT CAST(oldValue AS varchar(10)) AS o, CAST(newValue AS varchar(10)) AS n, username FROM dbo.aud_changes WHERE field = 'discountPercent'",
      ),
    ).toEqual([{ o: '10.00', n: '12.50', username: 'setup' }]);
  });

  test('charts, reports and dashboards add up', async () => {
    const chart = await call('chart_sales_getData', { parameters: parameters({ from: '2024-05-15', to: '2024-07-01' }), username: 'root' });
    expect(chart.sets[0]).toEqual([
      { label: '2024-05', N1: 0, S1: 0 },
      { label: '2024-06', N1: 4479.7, S1: 1382.5 },
      { label: '2024-07', N1: 0, S1: 0 },
    ]);
    const report = (await call('rep_turnover', { year: 2024 })).sets[0] ?? [];
    expect(report).toHaveLength(12);
    expect(report.slice(5, 7)).toEqual([
      { month: 'June', total: 5862.2, bestClient: 'Анна', growth: 5862.2, average3: 1954.07, share: 100 },
      { month: 'July', total: 0, bestClient: null, growth: -5862.2, average3: 1954.07, share: 0 },
    ]);
    const { output } = await call('rep_turnover', { year: 2024, asJson: true }, { json: sql.NVarChar(sql.MAX) });
    expect(output.json).toBe('{"year":2024,"months":[{"month":"June","total":5862.20,"best":{"client":"Анна"}}]}');
    const tiles = (await call('dashboard_supervisor_getCounters', { username: 'root', parameters: dictionary('DictionaryParameter', {}) }))
      .sets[0];
    expect(tiles?.map((r) => [r.code, r.value])).toEqual([
      ['newOrders', 0],
      ['monthTotal', 5862.2],
      ['debt', 2162.2],
      ['clients', 3],
    ]);
    const points = (
      await call('dashboard_supervisor_points_getPanelTable', {
        username: 'root',
        filter: 'all',
        parameters: dictionary('DictionaryParameter', {}),
      })
    ).sets[0];
    expect(points?.map((r) => [r.point, r.status, r.orders, r.total])).toEqual([
      ['Север', 'Выполнен', 1, 3700],
      ['Север', 'Согласован', 1, 779.7],
      ['Север', '', 2, 4479.7],
      ['Юг', 'Согласован', 1, 1580],
      ['Юг', '', 1, 1580],
      ['Всего', '', 3, 6059.7],
    ]);
  });

  test('an export knows its columns', async () => {
    expect((await call('rep_list', { table: 'ref_points', columns: 'name, code' })).sets[0]).toEqual([
      { code: 'N1', name: 'Север' },
      { code: 'S1', name: 'Юг' },
    ]);
    expect(await refusal('rep_list', { table: 'ref_points', columns: 'name,zip' })).toEqual([50000, 'No columns zip in ref_points']);
    expect(await refusal('rep_list', { table: 'x]; DROP TABLE y', columns: 'a' })).toEqual([50000, 'No table x]; DROP TABLE y']);
  });

  test('an order shows itself as JSON to those who may see it', async () => {
    const shown = async (username: string): Promise<unknown> =>
      Object.values((await first('block_order_getData', { parameters: parameters({ itemID: '1' }), username })) ?? {})[0];
    expect(JSON.parse(String(await shown('anna')))).toEqual({
      orders: [
        {
          number: 'N1-2406-00001',
          total: 3700,
          isPaid: true,
          client: { name: 'Анна', phone: '79001112233' },
          items: [
            { sku: 'T-1', qty: 2, amount: 2000 },
            { sku: 'C-1', qty: 5, amount: 1200 },
            { sku: '', qty: 1, amount: 500 },
          ],
          history: ['new', 'approved', 'paid', 'done'],
        },
      ],
    });
    expect(await shown('boris')).toBe('');
    const statusOf = async (itemID: number): Promise<unknown> =>
      (await first('pg_order_getPage', { itemID, parameters: parameters(), username: 'boris' })).StatusCode;
    expect([await statusOf(2), await statusOf(1), await statusOf(999)]).toEqual([200, 403, 404]);
  });

  test('items run a total and take a new order', async () => {
    expect(await first('crud_ord-items_reorder', { itemIDs: '3,1,2', username: 'anna' })).toEqual({ Result: 1, Msg: '' });
    const { sets } = await page('crud_ord-items_getItems', 'anna', { itemID: '1' }, null, 'asc', 1, 2);
    expect(sets[0]?.map((r) => [r.id, r.running, r.cnt])).toEqual([
      [3, 500, 3],
      [1, 2500, 3],
    ]);
  });

  test('a chat notifies, a file is numbered and hashed', async () => {
    expect(await refusal('chat_order_send', { itemID: 2, text: '?', username: 'anna' })).toEqual([50403, 'Нет доступа.']);
    await call('chat_order_send', { itemID: 2, text: 'Когда?', username: 'boris' });
    expect(await first('chat_order_send', { itemID: 2, text: 'Завтра', username: 'petr', replyTo: 1 })).toMatchObject({
      text: 'Завтра',
      replyText: 'Когда?',
    });
    expect(await batch("SELECT [text] FROM dbo.nt_notifications WHERE typeCode = 'chat'")).toEqual([{ text: 'petr: Завтра' }]);
    const { sets } = await call('rs_order_afterUpload', { itemID: 1, name: 'Scan.PDF', content: Buffer.from('abc'), username: 'anna' });
    expect(sets[0]).toEqual([
      { name: 'Scan.PDF', ext: 'pdf', size: '3', ord: 1, hash: 'BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD' },
    ]);
  });

  test('settings merge and the outbox is worked off', async () => {
    const changed = (await call('as_settings_save', { settings: '{"orderPrefix":"A-","pointsDays":null,"new":5}', username: 'root' }))
      .sets[0];
    expect(changed?.map((r) => `${String(r.action)} ${String(r.code)}`).sort()).toEqual([
      'DELETE pointsDays',
      'INSERT new',
      'UPDATE orderPrefix',
    ]);
    const taken = (await call('as_outbox_take', { worker: 'w1', count: 2 })).sets[0];
    expect(taken?.map((r) => [r.id, r.to, r.wasStatus, r.attempts])).toEqual([
      ['1', 'role:manager', 'N', 1],
      ['2', 'role:manager', 'N', 1],
    ]);
    expect((await call('as_outbox_done', { id: 1 })).status).toBe(1);
    expect((await call('as_outbox_done', { id: 2, error: 'no "net"' })).status).toBe(1);
    expect(
      await batch(
        "SELECT status, CONVERT(char(19), nextAttempt, 120) AS next, JSON_VALUE(payload, '$.errors[0]') AS error FROM dbo.as_outbox WHERE id <= 2 ORDER BY id",
      ),
    ).toEqual([
      { status: 'D', next: '2024-06-10 10:00:00', error: null },
      { status: 'N', next: '2024-06-10 10:02:00', error: 'no "net"' },
    ]);
  });

  test('integrity checks find what was broken, and put it right', async () => {
    expect(await call('chk_runAll')).toMatchObject({ sets: [[]], status: 0 });
    await batch('UPDATE dbo.ord_orders SET total = 1 WHERE id = 2; UPDATE dbo.cl_clients SET points += 1 WHERE id = 1;');
    const found = await call('chk_runAll');
    expect(found.status).toBe(2);
    expect(found.sets[0]?.map((r) => [r.check, r.itemID, r.text])).toEqual([
      ['chk_clientPoints', 1, 'Анна: 186 <> 185'],
      ['chk_orderTotals', 2, 'Сумма 1.00, по позициям 1580.00'],
    ]);
    await batch(
      `CREATE TABLE #fixed (id int, wasTotal decimal(18, 2), total decimal(18, 2)); EXEC dbo.chk_orderTotals_fix N'2,2,1', N'root'; UPDATE dbo.cl_clients SET points -= 1 WHERE id = 1;`,
    );
    expect((await call('chk_runAll')).status).toBe(0);
  });

  test('jobs take expired points and write digests', async () => {
    await batch("EXEC sys.sp_set_session_context N'now', N'2024-12-01T00:00:00'");
    expect(await first('job_expirePoints')).toEqual({ Result: 1, Msg: 'Клиентов: 1' });
    expect(await first('job_expirePoints')).toEqual({ Result: 1, Msg: 'Клиентов: 0' });
    expect(await batch('SELECT points FROM dbo.cl_clients WHERE id = 1')).toEqual([{ points: 0 }]);
    expect((await call('job_digest')).sets[1]?.map((r) => [r.to, r.body])).toEqual([
      ['olga@example.ru', '<li>N1-2406-00002 — 779.70</li>'],
      ['petr@example.ru', '<li>S1-2406-00001 — 1382.50</li>'],
    ]);
  });

  test('a branch of the tree moves, but not into itself, and keeps its products', async () => {
    expect(await first('tree_categories_move', { itemID: 1, parentID: 2, position: 1, username: 'root' })).toEqual({
      Result: 0,
      Msg: 'Нельзя переместить в себя',
    });
    expect(await first('tree_categories_move', { itemID: 3, parentID: null, position: 1, username: 'root' })).toMatchObject({ Result: 1 });
    expect(await first('tree_categories_delete', { itemID: 1, username: 'root' })).toEqual({ Result: 0, Msg: 'В категории есть товары' });
    expect(await batch('SELECT id, parentID, ord FROM dbo.prd_categories WHERE parentID IS NULL ORDER BY ord')).toEqual([
      { id: 3, parentID: null, ord: 10 },
      { id: 1, parentID: null, ord: 20 },
      { id: 4, parentID: null, ord: 30 },
    ]);
  });

  test('rows are those of the session', async () => {
    await batch("EXEC sys.sp_set_session_context N'username', N'boris'");
    expect(await batch('SELECT id FROM dbo.ord_v_myOrders')).toEqual([{ id: 2 }]);
    expect(await batch("UPDATE dbo.ord_v_myOrders SET comment = N'mine'; SELECT @@ROWCOUNT AS n")).toEqual([{ n: 1 }]);
    const count = async (): Promise<unknown> => (await batch('SELECT COUNT(*) AS n FROM dbo.sec_orders'))[0]?.n;
    expect(await count()).toBe(0);
    await batch("EXEC sys.sp_set_session_context N'pointID', 2");
    expect(await count()).toBe(1);
  });
});
