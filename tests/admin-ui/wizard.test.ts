// The wizards over HTTP: what they make runs at once, on a real server, with its paging, filters, sort, guards and row access; names that
// try to be SQL stay names; a plan that fails leaves nothing.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ShownFailure, ShownPlan } from '../../admin-ui/wizard/answer.ts';
import type { ColumnSpec, ObjectSpec } from '../../admin-ui/wizard/spec.ts';
import { runSql } from '../../sql/query.ts';
import { startApp, TEST_PASSWORD } from '../engine/harness.ts';
import type { TestApp, TestBrowser } from '../engine/harness.ts';

const HAND_WRITTEN = `
CREATE TABLE dbo.shop_orders (
  id int IDENTITY NOT NULL CONSTRAINT PK_shop_orders PRIMARY KEY,
  number nvarchar(20) NOT NULL CONSTRAINT UQ_shop_orders UNIQUE,
  total decimal(18, 2) NULL,
  createdBy nvarchar(64) NULL
);
INSERT INTO dbo.shop_orders (number, total) VALUES (N'A-1', 10), (N'A-2', 20), (N'B-3', 30);
GO
CREATE OR ALTER FUNCTION dbo.shop_orders_allowed(@username nvarchar(64)) RETURNS TABLE
AS
RETURN (SELECT o.id FROM dbo.shop_orders AS o WHERE @username = N'ann' AND o.number LIKE N'A%');
GO
CREATE TABLE dbo.ref_points (id int IDENTITY NOT NULL CONSTRAINT PK_ref_points PRIMARY KEY, name nvarchar(50) NOT NULL);
CREATE TABLE dbo.ref_pointUsers (pointID int NOT NULL REFERENCES dbo.ref_points (id), username nvarchar(64) NOT NULL);
INSERT INTO dbo.ref_points (name) VALUES (N'North'), (N'South');
INSERT INTO dbo.ref_pointUsers (pointID, username) VALUES (1, N'ann'), (2, N'bob');
GO
CREATE OR ALTER FUNCTION dbo.sec_scope(@username nvarchar(64)) RETURNS TABLE
AS
RETURN (SELECT p.pointID, CAST(1 AS bit) AS canManage FROM dbo.ref_pointUsers AS p WHERE p.username = @username);
GO
CREATE TABLE dbo.shop_colours (code nvarchar(10) NOT NULL CONSTRAINT PK_shop_colours PRIMARY KEY);
GO
CREATE OR ALTER PROCEDURE dbo.fm_colour_saveItem @itemID nvarchar(10), @username nvarchar(64)
AS
BEGIN
  SET NOCOUNT ON; SET XACT_ABORT ON;
  INSERT INTO dbo.shop_colours (code) SELECT @itemID WHERE @username = N'ann';
  SELECT 1 AS Result;
END;`;

function column(code: string, type: ColumnSpec['type'], more: Partial<ColumnSpec> = {}): ColumnSpec {
  return {
    code,
    title: { en: code, ru: code },
    type,
    required: false,
    unique: false,
    default: '',
    options: [],
    inList: true,
    inForm: true,
    filter: false,
    sort: false,
    search: false,
    inline: false,
    ...more,
  };
}

const deliveries: ObjectSpec = {
  code: 'deliveries',
  itemCode: 'delivery',
  prefix: 'dlv',
  title: { en: 'Deliveries', ru: 'Доставки' },
  itemTitle: { en: 'Delivery', ru: 'Доставка' },
  icon: 'truck',
  table: '',
  columns: [
    column('address', 'text', { required: true, search: true, sort: true, filter: true }),
    column('orderID', 'reference', {
      required: true,
      filter: true,
      search: true,
      sort: true,
      reference: { table: 'shop_orders', text: 'number', rows: '' },
    }),
    column('price', 'money', { filter: true, sort: true, inline: true }),
    column('day', 'date', { filter: true, sort: true }),
    column('planned', 'datetime', { filter: true, sort: true }),
    column('status', 'choice', {
      filter: true,
      inline: true,
      default: 'new',
      options: [
        { value: 'new', text: { en: 'New', ru: 'Новая' } },
        { value: 'done', text: { en: 'Done', ru: 'Готова' } },
      ],
    }),
    column('isPaid', 'yesNo', { filter: true, inline: true }),
    // A reserved word and a unique one.
    column('order', 'text', { unique: true, length: 20 }),
  ],
  roles: ['courier', 'boss'],
  editRoles: ['courier'],
  rows: 'own',
  inMenu: true,
};

let app: TestApp;
let developer: TestBrowser;

beforeAll(async () => {
  app = await startApp({
    sql: [HAND_WRITTEN],
    definitions: {
      role: { courier: { title: 'Courier', menu: 'courier' }, boss: { title: 'Boss' }, developer: { title: 'Developer' } },
      menu: { courier: { title: 'Courier', items: [] } },
      form: { colour: { title: 'Colour', roles: 'boss', fields: [{ code: 'code' }] } },
    },
    users: [
      { username: 'dev', roles: ['developer'] },
      { username: 'ann', roles: ['courier'] },
      { username: 'bob', roles: ['courier'] },
      { username: 'eve', roles: ['boss'] },
    ],
  });
  await app.sql("UPDATE platform.[user] SET lang = 'en'");
  developer = await app.signIn('dev');
});

afterAll(() => app.stop());

describe('a new object', () => {
  it('is shown before it runs and asks for the password', async () => {
    const plan = await planOf('object', { spec: deliveries });
    expect(plan.findings.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(plan.findings.map(({ place }) => place)).toContain('columns/1/reference/rows');
    expect(plan.statements[0]).toContain('CREATE TABLE dbo.dlv_deliveries');
    expect(plan.statements.join('\n')).toContain('CREATE UNIQUE INDEX UX_dlv_deliveries_order ON dbo.dlv_deliveries ([order])');
    expect(plan.modules.map(({ name }) => name)).toContain('crud_deliveries_getItems');
    expect(plan.definitions.map(({ kind, code }) => `${kind} ${code}`)).toEqual([
      'table deliveries',
      'form delivery',
      'page deliveries',
      'menu courier',
    ]);
    const refused = await developer.post('/admin/wizard/object/apply', { spec: deliveries, stamp: plan.stamp });
    expect(refused.json.error?.code).toBe('passwordNeeded');
    expect(await count("SELECT COUNT(*) AS n FROM sys.tables WHERE name = N'dlv_deliveries'")).toBe(0);
    expect((await developer.post('/admin/reauthenticate', { password: TEST_PASSWORD })).json.ok).toBe(true);
  });

  it('does not run anything else than what was shown', async () => {
    const answer = await developer.post('/admin/wizard/object/apply', { spec: deliveries, stamp: 'another plan' });
    expect(answer.status).toBe(409);
    expect(await count("SELECT COUNT(*) AS n FROM sys.tables WHERE name = N'dlv_deliveries'")).toBe(0);
  });

  it('works at once: page, menu, form, history, audit', async () => {
    await apply('object', { spec: deliveries });
    const ann = await app.signIn('ann');
    const page = await ann.page('/deliveries');
    expect(page.status).toBe(200);
    expect(page.html).toContain('id="as-table-deliveries"');
    expect(page.html).toMatch(/href="\/deliveries"[^>]*>.*Deliveries/s);
    const saved = await save(ann, { address: 'Main street 1', orderID: '1', price: '100', day: '2026-05-01', order: 'X1' });
    expect(saved.json.ok, JSON.stringify(saved.json)).toBe(true);
    const [row] = await rows('SELECT * FROM dbo.dlv_deliveries');
    expect(row).toMatchObject({ address: 'Main street 1', orderID: 1, status: 'new', isPaid: false, order: 'X1', createdBy: 'ann' });
    expect(await count("SELECT COUNT(*) AS n FROM platform.module_history WHERE source = 'wizard' AND changedBy = N'dev'")).toBeGreaterThan(
      8,
    );
    expect(await count("SELECT COUNT(*) AS n FROM platform.audit WHERE action = 'admin.objectCreated'")).toBe(1);
    // Foreign keys are trusted and have an index.
    expect(await count("SELECT COUNT(*) AS n FROM sys.foreign_keys WHERE name = N'FK_dlv_deliveries_orderID' AND is_not_trusted = 0")).toBe(
      1,
    );
    expect(await count("SELECT COUNT(*) AS n FROM sys.indexes WHERE name = N'IX_dlv_deliveries_orderID'")).toBe(1);
  });

  it('keeps to the rows of the user in every procedure', async () => {
    const bob = await app.signIn('bob');
    expect(await listed(bob)).not.toContain('Main street 1');
    expect((await bob.page('/c/form/delivery?itemID=1')).html).not.toContain('Main street 1');
    expect((await save(bob, { address: 'Stolen', orderID: '1' }, 1)).json.ok).toBe(false);
    expect((await bob.post('/c/table/deliveries/updateField', { id: '1', field: 'price', value: '1' })).json.ok).toBe(false);
    expect((await bob.post('/c/table/deliveries/delete', { id: '1' })).json.ok).toBe(false);
    expect(await rows('SELECT address, price FROM dbo.dlv_deliveries')).toEqual([{ address: 'Main street 1', price: 100 }]);
    const eve = await app.signIn('eve');
    expect((await save(eve, { address: 'By eve', orderID: '1' })).status).toBe(403);
    expect((await app.browser().page('/deliveries')).status).not.toBe(200);
  });

  it('pages, counts, filters, sorts and searches', async () => {
    await app.sql(`INSERT INTO dbo.dlv_deliveries (address, orderID, price, day, planned, status, isPaid, [order], createdBy)
      SELECT CONCAT(N'Lane ', RIGHT(CONCAT(N'00', n.n), 3)), 2 + n.n % 2, n.n, DATEADD(DAY, n.n, '2026-06-01'), DATEADD(DAY, n.n, '2026-06-01T23:30:00'), CASE WHEN n.n % 3 = 0 THEN N'done' ELSE N'new' END, n.n % 2, CONCAT(N'L', n.n), N'ann'
      FROM (SELECT TOP (45) ROW_NUMBER() OVER (ORDER BY o.object_id) AS n FROM sys.all_objects AS o) AS n;`);
    const ann = await app.signIn('ann');
    expect(await addresses(ann, 'sort=address&size=20')).toEqual(lanes(1, 20));
    expect(await addresses(ann, 'sort=address&size=20&page=3')).toEqual([...lanes(41, 45), 'Main street 1']);
    expect(await addresses(ann, 'sort=-price&price_from=40&price_to=42')).toEqual(['Lane 042', 'Lane 041', 'Lane 040']);
    expect(await addresses(ann, 'sort=day&day_from=2026-06-02&day_to=2026-06-03')).toEqual(['Lane 001', 'Lane 002']);
    await app.sql("UPDATE platform.[user] SET timeZone = N'Europe/Moscow' WHERE username = N'ann'");
    expect(await addresses(ann, 'sort=planned&planned_from=2026-06-03&planned_to=2026-06-04')).toEqual(['Lane 001', 'Lane 002']);
    expect(await addresses(ann, 'sort=orderName&orderName=2&status=done&price_to=12')).toEqual(['Lane 012', 'Lane 006']);
    expect(await addresses(ann, 'sort=address&isPaid=true&price_from=43')).toEqual(['Lane 043', 'Lane 045']);
    expect(await addresses(ann, `address=${encodeURIComponent('street')}`)).toEqual(['Main street 1']);
    expect(await addresses(ann, 'q=A-1')).toEqual(['Main street 1']);
    // What LIKE would take for a pattern is text.
    expect(await addresses(ann, `q=${encodeURIComponent('%')}`)).toEqual([]);
    expect(await addresses(ann, `q=${encodeURIComponent("' OR 1 = 1 --")}`)).toEqual([]);
    expect(await listed(ann, 'size=20')).toContain('46');
  });

  it('edits in place, guards against lost updates, refuses what is not unique', async () => {
    const ann = await app.signIn('ann');
    expect((await ann.post('/c/table/deliveries/updateField', { id: '1', field: 'price', value: '77.50' })).json.ok).toBe(true);
    expect((await ann.post('/c/table/deliveries/updateField', { id: '1', field: 'status', value: 'nonsense' })).json.ok).toBe(false);
    expect(await rows('SELECT price, status FROM dbo.dlv_deliveries WHERE id = 1')).toEqual([{ price: 77.5, status: 'new' }]);
    const twice = await save(ann, { address: 'Again', orderID: '1', order: 'X1' });
    expect(twice.status).toBe(422);
    expect(JSON.stringify(twice.json)).toContain('Another record has this value.');
    const stale = '0x0000000000000001';
    const lost = await save(ann, { address: 'Lost', orderID: '1', order: 'X1', rv: stale }, 1);
    expect(lost.json.ok).toBe(false);
    expect(await rows('SELECT address FROM dbo.dlv_deliveries WHERE id = 1')).toEqual([{ address: 'Main street 1' }]);
  });

  it('deletes, unless something refers to the record', async () => {
    await app.sql(
      'CREATE TABLE dbo.dlv_notes (id int NOT NULL PRIMARY KEY, deliveryID int NOT NULL REFERENCES dbo.dlv_deliveries (id)); INSERT INTO dbo.dlv_notes VALUES (1, 1);',
    );
    const ann = await app.signIn('ann');
    const refused = await ann.post('/c/table/deliveries/delete', { id: '1' });
    expect(JSON.stringify(refused.json.commands)).toContain('other records refer to it');
    expect((await ann.post('/c/table/deliveries/delete', { id: '2' })).json.ok).toBe(true);
    expect(await count('SELECT COUNT(*) AS n FROM dbo.dlv_deliveries WHERE id IN (1, 2)')).toBe(1);
  });

  it("keeps to the user's points", async () => {
    await apply('object', {
      spec: { ...deliveries, code: 'shelves', itemCode: 'shelf', rows: 'point', columns: [column('label', 'text', { required: true })] },
    });
    const [ann, bob] = await Promise.all([app.signIn('ann'), app.signIn('bob')]);
    expect((await saveIn(ann, 'shelf', { fields: { label: 'Upper shelf', pointID: '1' } })).json.ok).toBe(true);
    // Neither into another's point nor away into one.
    expect((await saveIn(ann, 'shelf', { fields: { label: 'Stranger', pointID: '2' } })).json.ok).toBe(false);
    expect((await saveIn(ann, 'shelf', { fields: { label: 'Upper shelf', pointID: '2' }, itemID: 1 })).json.ok).toBe(false);
    expect(await listed(ann, '', 'shelves')).toContain('Upper shelf');
    expect(await listed(bob, '', 'shelves')).not.toContain('Upper shelf');
    expect((await saveIn(bob, 'shelf', { fields: { label: 'Taken', pointID: '2' }, itemID: 1 })).json.ok).toBe(false);
    expect(await rows('SELECT label, pointID FROM dbo.dlv_shelves')).toEqual([{ label: 'Upper shelf', pointID: 1 }]);
  });

  it('refuses names that are not names, at their places', async () => {
    const evil = "x'); DROP TABLE dbo.shop_orders; --";
    const plan = await planOf('object', {
      spec: {
        ...deliveries,
        code: evil.slice(0, 40),
        itemCode: '',
        prefix: '[p]',
        icon: '"><script>',
        roles: ['courier', 'nobody'],
        columns: [
          column(evil.slice(0, 40), 'text'),
          column('created', 'text'),
          column('price', 'money', { filter: true, default: '0); DROP TABLE dbo.shop_orders; --' }),
          column('priceFrom', 'money', { filter: true }),
          column('kind', 'choice', { options: [{ value: "a'); --", text: { en: '', ru: '' } }] }),
          column('ref', 'reference', { reference: { table: 'shop_orders', text: 'number); DROP', rows: evil } }),
          column('PRICE', 'text'),
        ],
      },
    });
    const places = plan.findings.filter(({ severity }) => severity === 'error').map(({ place }) => place);
    expect(places).toEqual(
      expect.arrayContaining([
        'code',
        'itemCode',
        'prefix',
        'icon',
        'roles',
        'columns/0/code',
        'columns/1/code',
        'columns/2/default',
        'columns/4/options',
        'columns/5/reference/text',
        'columns/6/code',
      ]),
    );
    expect(plan.statements).toEqual([]);
    expect(plan.modules).toEqual([]);
    const answer = await developer.post('/admin/wizard/object/apply', { spec: { ...deliveries, code: 'x;y' }, stamp: plan.stamp });
    expect(answer.status).toBe(422);
  });

  it('keeps texts as texts', async () => {
    const title = { en: "Bob's */ <b>boxes</b>\nGO\nDROP TABLE dbo.shop_orders", ru: "N'ящики' -- ]" };
    const spec: ObjectSpec = {
      ...deliveries,
      code: 'boxes',
      itemCode: 'box',
      title,
      itemTitle: title,
      rows: 'role',
      columns: [column('label', 'text', { title, default: "it's '; --", required: true })],
    };
    await apply('object', { spec });
    const ann = await app.signIn('ann');
    const page = await ann.page('/boxes');
    expect(page.status).toBe(200);
    expect(page.html).not.toContain('<b>boxes</b>');
    expect((await saveIn(ann, 'box', { fields: { label: "it's" } })).json.ok).toBe(true);
    expect(await count('SELECT COUNT(*) AS n FROM dbo.shop_orders')).toBe(3);
  });

  it('undoes everything when a step fails, and says which', async () => {
    // A module that refuses to be replaced by a procedure: a view has its name.
    await app.sql('CREATE VIEW dbo.[crud_crates_deleteItem] AS SELECT 1 AS x;');
    const spec: ObjectSpec = { ...deliveries, code: 'crates', itemCode: 'crate', columns: [column('label', 'text')] };
    const plan = await planOf('object', { spec });
    const answer = await developer.post('/admin/wizard/object/apply', { spec, stamp: plan.stamp });
    expect(answer.status).toBe(422);
    const { failure } = answer.json.data as { failure: ShownFailure };
    expect(failure.part).toBe('modules');
    expect(plan.modules[failure.index]?.name).toBe('crud_crates_deleteItem');
    expect(await count("SELECT COUNT(*) AS n FROM sys.objects WHERE name LIKE N'%crate%'")).toBe(1);
    expect(await count("SELECT COUNT(*) AS n FROM platform.definition WHERE code IN (N'crates', N'crate')")).toBe(0);
    expect(await count("SELECT COUNT(*) AS n FROM platform.module_history WHERE name LIKE N'%crate%' AND source = 'wizard'")).toBe(0);
  });

  it('stands on a table that exists', async () => {
    const { json } = await read('/admin/wizard/object/table/shop_orders');
    const { columns } = json.data as { columns: ColumnSpec[] };
    expect(columns.map(({ code, type, required, unique }) => ({ code, type, required, unique }))).toEqual([
      { code: 'number', type: 'text', required: true, unique: true },
      { code: 'total', type: 'money', required: false, unique: false },
    ]);
    const spec: ObjectSpec = {
      ...deliveries,
      code: 'orders',
      itemCode: 'order',
      table: 'shop_orders',
      columns,
      rows: 'role',
      editRoles: [],
    };
    const plan = await planOf('object', { spec });
    expect(plan.findings.map(({ place, severity }) => `${severity} ${place}`)).toEqual(
      expect.arrayContaining(['warning table', 'warning editRoles']),
    );
    expect(plan.statements).toEqual([]);
    // The rule that somebody wrote for the table is not touched.
    expect(plan.modules.map(({ name }) => name).slice(0, 2)).toEqual(['shop_orders_orders_allowed', 'shop_orders_find']);
    await apply('object', { spec });
    expect(await listed(await app.signIn('eve'), '', 'orders')).toContain('B-3');
  });
});

describe('a field of an object', () => {
  const weight = column('weight', 'decimal', { filter: true, sort: true, inline: true, required: true });

  it('goes through table, procedures, list and form, and keeps what people changed', async () => {
    await app.sql(
      (await textOf('fm_delivery_saveItem'))
        .replace(/^(--[^\n]*\n)CREATE (OR ALTER )?/, '$1ALTER ')
        .replace('  BEGIN TRY', "  IF @price < 0 THROW 50001, N'The price is below zero.', 1;\n  BEGIN TRY"),
    );
    const spec = { parts: { form: 'delivery' }, column: weight };
    const plan = await planOf('field', { spec });
    expect(plan.findings.map(({ place, severity }) => `${severity} ${place}`)).toEqual(['warning required']);
    expect(plan.statements).toEqual(['ALTER TABLE dbo.dlv_deliveries ADD weight decimal(18, 4) NULL;']);
    expect(plan.modules.map(({ name, missed }) => [name, missed])).toEqual([
      ['dlv_deliveries_find', []],
      ['crud_deliveries_getItems', []],
      ['crud_deliveries_updateField', []],
      ['fm_delivery_getItem', []],
      ['fm_delivery_saveItem', []],
    ]);
    expect(plan.modules.at(-1)?.sql).toContain('The price is below zero.');
    await apply('field', { spec, texts: {} });
    const ann = await app.signIn('ann');
    expect((await ann.page('/c/form/delivery?itemID=1')).html).toContain('name="weight"');
    expect((await save(ann, { address: 'Heavy', orderID: '1', order: 'H', weight: '2.5' })).json.ok).toBe(true);
    expect(await addresses(ann, 'weight_from=2&weight_to=3')).toEqual(['Heavy']);
    const refused = await save(ann, { address: 'Heavy', orderID: '1', order: 'H2', weight: '1', price: '-1' });
    expect(JSON.stringify(refused.json)).toContain('The price is below zero.');
    expect((await planOf('field', { spec })).findings[0]).toMatchObject({ severity: 'error', place: 'code' });
  });

  it('adds a reference and what is unique to where there was none', async () => {
    const spec = {
      parts: { list: 'boxes' },
      column: column('orderID', 'reference', {
        filter: true,
        reference: { table: 'shop_orders', text: 'number', rows: 'shop_orders_allowed' },
      }),
    };
    await apply('field', { spec, texts: {} });
    await apply('field', { spec: { parts: { form: 'box' }, column: column('serial', 'text', { unique: true }) }, texts: {} });
    const ann = await app.signIn('ann');
    // She may choose A-1, not B-3.
    expect((await saveIn(ann, 'box', { fields: { label: 'one', orderID: '1', serial: 'S' } })).json.ok).toBe(true);
    expect((await saveIn(ann, 'box', { fields: { label: 'two', orderID: '3', serial: 'T' } })).json.ok).toBe(false);
    expect(JSON.stringify((await saveIn(ann, 'box', { fields: { label: 'two', serial: 'S' } })).json)).toContain(
      'Another record has this value.',
    );
    expect(await listed(ann, 'orderName=1', 'boxes')).toContain('A-1');
  });

  it('says what a person has to place, and saves what the person wrote', async () => {
    const spec = { parts: { form: 'colour' }, column: column('shade', 'text') };
    const plan = await planOf('field', { spec });
    expect(plan.modules).toMatchObject([{ name: 'fm_colour_saveItem' }]);
    expect(plan.modules[0]?.missed?.join('\n')).toContain('@shade');
    const text = (plan.modules[0]?.present ?? '')
      .replace('@itemID nvarchar(10)', '@itemID nvarchar(10), @shade nvarchar(200)')
      .replace('(code) SELECT @itemID', '(code, shade) SELECT @itemID, @shade');
    const other = await developer.post('/admin/wizard/field/apply', {
      spec,
      stamp: plan.stamp,
      texts: { fm_colour_saveItem: 'CREATE OR ALTER PROCEDURE dbo.another AS SELECT 1 AS x;' },
    });
    expect(other.status).toBe(422);
    expect(await count("SELECT COUNT(*) AS n FROM sys.columns WHERE name = N'shade'")).toBe(0);
    await apply('field', { spec, texts: { fm_colour_saveItem: text } });
    expect(await textOf('fm_colour_saveItem')).toContain('(code, shade)');
  });
});

describe('a new role', () => {
  it('has a cabinet and a first user, whose password is shown once', async () => {
    const spec = {
      code: 'packer',
      title: { en: 'Packer', ru: 'Упаковщик' },
      icon: 'box',
      welcome: { en: 'Good morning <i>all</i>', ru: 'Доброе утро' },
      user: { username: 'pat', displayName: 'Pat', email: 'pat@example.com' },
    };
    const made = (await apply('role', { spec })) as { password: string };
    expect(made.password).toHaveLength(16);
    const pat = app.browser();
    await pat.signIn('pat', made.password);
    // The duty to change it is enforced by the engine.
    expect((await pat.page('/packer-home')).status).toBe(303);
    await app.sql("UPDATE platform.[user] SET mustChangePassword = 0, lang = 'en' WHERE username = N'pat'");
    const home = await pat.page('/packer-home');
    expect(home.status).toBe(200);
    expect(home.html).toContain('Good morning &lt;i&gt;all&lt;/i&gt;');
    const again = await planOf('role', { spec });
    expect(again.findings.map(({ place }) => place)).toEqual(expect.arrayContaining(['code', 'user/username', 'user/email']));
  });

  it('is there with its user or not at all', async () => {
    const spec = {
      code: 'sorter',
      title: { en: 'Sorter', ru: 'Сортировщик' },
      icon: 'box',
      welcome: { en: 'Hello', ru: 'Привет' },
      user: { username: 'sam', displayName: 'Sam', email: '' },
    };
    const plan = await planOf('role', { spec });
    const left = () =>
      count(`SELECT (SELECT COUNT(*) FROM platform.definition WHERE code LIKE N'sorter%') + (SELECT COUNT(*) FROM platform.role WHERE code = N'sorter')
        + (SELECT COUNT(*) FROM platform.[user] WHERE username = N'sam') AS n`);
    // Somebody takes the name while the role is being made.
    await app.sql(`CREATE TRIGGER platform.tr_take ON platform.definition AFTER INSERT AS
      INSERT INTO platform.[user] (username, displayName) SELECT N'sam', N'Another Sam' FROM inserted WHERE kind = 'role' AND code = N'sorter';`);
    const taken = await developer.post('/admin/wizard/role/apply', { spec, stamp: plan.stamp });
    expect([taken.status, (taken.json.data as { plan: ShownPlan }).plan.findings.map(({ place }) => place)]).toEqual([
      422,
      ['user/username'],
    ]);
    expect(await left()).toBe(0);
    await app.sql(`DROP TRIGGER platform.tr_take;
      GO
      CREATE TRIGGER platform.tr_refuse ON platform.user_role AFTER INSERT AS THROW 50000, N'No more users today', 1;`);
    expect((await developer.post('/admin/wizard/role/apply', { spec, stamp: plan.stamp })).json.ok).toBe(false);
    expect(await left()).toBe(0);
    await app.sql('DROP TRIGGER platform.tr_refuse;');
    expect((await developer.post('/admin/wizard/role/apply', { spec, stamp: plan.stamp })).json.ok).toBe(true);
    expect(await left()).toBe(6);
  });

  it('is for developers alone', async () => {
    const ann = await app.signIn('ann');
    for (const path of ['/admin/wizard', '/admin/wizard/object', '/admin/wizard/role', '/admin/wizard/field']) {
      expect((await ann.page(path)).status).toBe(404);
      expect((await developer.page(path)).status).toBe(200);
    }
    expect((await ann.post('/admin/wizard/object/apply', {})).status).toBe(404);
  });
});

async function planOf(wizard: string, body: object): Promise<ShownPlan> {
  const { status, json } = await developer.post(`/admin/wizard/${wizard}/plan`, body);
  expect(status, JSON.stringify(json)).toBe(200);
  return (json.data as { plan: ShownPlan }).plan;
}

async function apply(wizard: string, body: object): Promise<unknown> {
  const plan = await planOf(wizard, Object.fromEntries(Object.entries(body).filter(([name]) => name === 'spec')));
  const { status, json } = await developer.post(`/admin/wizard/${wizard}/apply`, { ...body, stamp: plan.stamp });
  expect(status, JSON.stringify([json, plan.findings])).toBe(200);
  return json.data;
}

async function read(path: string): Promise<{ json: { data?: unknown } }> {
  const answer = await developer.fetch(path, { headers: { accept: 'application/json' } });
  return { json: (await answer.json()) as { data?: unknown } };
}

function save(browser: TestBrowser, values: object, itemID = 0): ReturnType<TestBrowser['post']> {
  return saveIn(browser, 'delivery', { fields: values, itemID });
}

function saveIn(
  browser: TestBrowser,
  form: string,
  { fields, itemID = 0 }: { fields: object; itemID?: number },
): ReturnType<TestBrowser['post']> {
  return browser.post(`/c/form/${form}/save`, { itemID: String(itemID), fields });
}

async function listed(browser: TestBrowser, query = '', code = 'deliveries'): Promise<string> {
  const own =
    query === ''
      ? ''
      : query
          .split('&')
          .map((part) => `${code}.${part}`)
          .join('&');
  return (await browser.page(`/c/table/${code}?${own}`)).html;
}

async function addresses(browser: TestBrowser, query: string): Promise<string[]> {
  const html = await listed(browser, query);
  return [...html.matchAll(/<tr [^>]*data-id="\d+".*?<\/tr>/gs)].map(([row]) => /(Lane \d+|Main street 1|Heavy)/.exec(row)?.[1] ?? row);
}

function lanes(from: number, to: number): string[] {
  return Array.from({ length: to - from + 1 }, (_, at) => `Lane ${String(from + at).padStart(3, '0')}`);
}

async function rows(text: string): Promise<readonly object[]> {
  const [set] = await runSql(app.db, text);
  return set?.rows ?? [];
}

async function count(text: string): Promise<number> {
  const [row] = (await rows(text)) as { n: number }[];
  return Number(row?.n);
}

async function textOf(name: string): Promise<string> {
  const [row] = (await rows(`SELECT definition FROM sys.sql_modules WHERE object_id = OBJECT_ID(N'dbo.[${name}]')`)) as {
    definition: string;
  }[];
  return row?.definition ?? '';
}
