// Definitions against each other and against a real catalogue: all errors of a broken solution come at once, a good one has none.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readCatalogue } from '../../metadata/catalogue.ts';
import type { Catalogue } from '../../metadata/catalogue.ts';
import { crossCheck } from '../../metadata/cross-checks.ts';
import type { Checkable } from '../../metadata/cross-checks/checked-set.ts';
import type { KindName } from '../../metadata/kinds.ts';
import { named } from '../../metadata/procedure-needs.ts';
import { checkDefinition } from '../../metadata/validate.ts';
import type { Database } from '../../sql/connection.ts';
import { define, defineDictionaryTypes, openTestDatabase } from '../sql/database.ts';

let db: Database;
let catalogue: Catalogue;

beforeAll(async () => {
  db = await openTestDatabase();
  await defineDictionaryTypes(db);
  await define(db, 'CREATE TYPE dbo.OtherList AS TABLE (id int)');
  await define(
    db,
    `CREATE PROCEDURE dbo.crud_orders_getItems @filters dbo.CRUDFilterParameter READONLY, @sort sql_variant, @page int, @pageSize int, @username nvarchar(64)
     AS SELECT 1 AS id, N'a' AS number`,
  );
  await define(
    db,
    'CREATE PROCEDURE dbo.crud_orders_updateField @itemID int, @field nvarchar(64), @username nvarchar(64) AS SELECT 1 AS Result',
  );
  await define(db, 'CREATE PROCEDURE dbo.fm_order_saveItem @itemID int, @parameters dbo.OtherList READONLY AS SELECT 1 AS Result');
  catalogue = await readCatalogue(db);
}, 60_000);
afterAll(() => db?.close());

function defined(kind: KindName, code: string, body: object): Checkable {
  const checked = checkDefinition(kind, body, code);
  return checked.findings === undefined ? { ...named(kind, code, checked.definition) } : { kind, code, findings: checked.findings };
}

const good = [
  defined('role', 'client', { title: 'Client', homePage: 'home', menu: 'main' }),
  defined('menu', 'main', { title: 'Main', items: [{ text: '{t:menu.home}', page: 'home' }] }),
  defined('page', 'home', { title: 'Home', roles: 'client', markup: '<div class="card as-table" DATA-CODE="Orders"></div>{block:note}' }),
  defined('table', 'orders', { roles: '*', columns: [{ code: 'number' }] }),
  defined('block', 'note', { roles: 'all', html: '<p>{t:menu.home}</p>' }),
  defined('label', 'menu', { texts: { 'menu.home': { en: 'Home', ru: 'Дом' } } }),
];

const lines = (checked: readonly Checkable[], withCatalogue = true) =>
  crossCheck(checked, withCatalogue ? { catalogue } : {}).map(
    ({ severity, kind, code, pointer, message }) => `${severity} ${kind} ${code} ${pointer} ${message.en}`,
  );

test('a good solution has no findings', () => {
  expect(lines(good)).toEqual([]);
});

test('the catalogue holds procedures with their parameters', () => {
  const procedure = catalogue.procedures.get('dbo.crud_orders_getitems');
  expect(procedure?.parameters.map(({ name, type, isTable }) => [name, type, isTable])).toEqual([
    ['filters', 'CRUDFilterParameter', true],
    ['sort', 'sql_variant', false],
    ['page', 'int', false],
    ['pageSize', 'int', false],
    ['username', 'nvarchar', false],
  ]);
});

describe('all findings of a broken solution come at once', () => {
  test('references, roles, labels, routes and access', () => {
    const broken = [
      ...good,
      defined('role', 'manager', { title: 'Manager', homePage: 'home', menu: 'work' }),
      defined('menu', 'work', {
        title: 'Work',
        items: [
          { text: 'A', page: 'gone' },
          { text: 'B', page: 'home', roles: 'manager' },
        ],
      }),
      defined('page', 'bad', {
        title: { en: '{t:no.label}', ru: 'x' },
        roles: 'client,clerk',
        route: '/home/{id}',
        markup: `<div class='as-form' data-code='nothing'></div><div class="as-chat"></div><div class="as-tree" data-code="{code}"></div>
          <div class="as-resourceManager" data-code="files"></div>{sp-nowhere}
          {setting:shown} {setting:quiet} {setting:ghost}<button class="btn as-request" data-code="ghost">x</button>`,
      }),
      defined('setting', 'shown', { title: 'Shown', isPublic: true, roles: 'manager' }),
      defined('setting', 'quiet', { title: 'Quiet' }),
      defined('resource', 'files', { entityCode: 'order', readRoles: 'manager' }),
      defined('form', 'payment', {
        isWidget: true,
        refresh: '#as-table-orders,#as-table-ghosts',
        fields: [{ code: 'f', type: 'tree', tree: 'none' }],
      }),
      defined('table', 'broken', { colums: [] }),
    ];
    expect(lines(broken, false).sort()).toEqual(
      [
        'error form payment /fields/0/tree There is no tree "none".',
        'error form payment /refresh There is no table "ghosts" (#as-table-ghosts).',
        'error menu work /items/0/page There is no page "gone".',
        'error page bad /markup A snippet as-chat has no data-code.',
        'error page bad /markup The setting "quiet" is not public: nothing will stand here.',
        'error page bad /markup There is no request "ghost" (as-request).',
        'error page bad /markup There is no setting "ghost" ({setting:ghost}).',
        'error page bad /markup There is no block "nowhere" ({sp-nowhere}).',
        'error page bad /markup There is no form "nothing" (as-form).',
        'error page bad /roles There is no role "clerk".',
        'error page bad /title There is no label "no.label".',
        'error page home /route The address /home/{itemID} belongs to the page "bad".',
        'error role manager /homePage The role may not open its home page "home".',
        'error table broken /colums "colums" is not an option here. Did you mean "columns"?',
        'warning menu work /items/1 The page "home" is closed to: manager.',
        'warning page bad /markup Nobody who opens this page may see the resource "files".',
      ].sort(),
    );
  });

  test('procedures and their parameters', () => {
    const broken = [
      ...good.filter(({ kind }) => kind !== 'table'),
      defined('table', 'orders', {
        roles: '*',
        columns: [
          { code: 'number', edit: {} },
          { code: 'status', filter: { type: 'select' } },
        ],
        delete: { enabled: true },
      }),
      defined('form', 'order', {
        fields: [
          { code: 'city', type: 'select' },
          { code: 'a', type: 'select', options: [{ value: '1', text: 'One' }] },
        ],
      }),
      defined('chart', 'sales', {}),
      defined('entity', 'order', { title: 'Order', statuses: [{ code: 'new', title: 'New' }] }),
      defined('dashboard', 'home', {
        panels: [{ code: 'top' }, { code: 'sum', type: 'chart' }, { code: 'own', type: 'chart', chart: 'sales' }],
      }),
    ];
    expect(lines(broken)).toEqual([
      'error chart sales  The procedure dbo.chart_sales_getData does not exist.',
      'error dashboard home /hasCounters The procedure dbo.dashboard_home_getCounters does not exist.',
      'error dashboard home /panels/0 The procedure dbo.dashboard_home_top_getPanelTable does not exist.',
      'error dashboard home /panels/1 The procedure dbo.dashboard_home_sum_getPanelChart does not exist.',
      'error entity order  The procedure dbo.en_order_getStatus does not exist.',
      'error entity order  The procedure dbo.en_order_setStatus does not exist.',
      'error form order  dbo.fm_order_saveItem takes @parameters of the table type OtherList, which the platform cannot fill.',
      'error form order /fields/0 The procedure dbo.fm_order_city_dict does not exist.',
      'error table orders /columns/0/edit dbo.crud_orders_updateField does not take @value.',
      'error table orders /columns/1 The procedure dbo.crud_orders_status_dict does not exist.',
      'error table orders /delete The procedure dbo.crud_orders_deleteItem does not exist.',
      'warning form order  dbo.fm_order_saveItem does not take @username, so it cannot restrict rows by user.',
    ]);
  });

  test('columns, where the server can tell them', () => {
    const procedure = catalogue.procedures.get('dbo.crud_orders_getitems');
    if (procedure === undefined) throw new Error('the procedure is missing');
    const told: Catalogue = { procedures: new Map([['dbo.crud_orders_getitems', { ...procedure, columns: ['ID', 'total'] }]]) };
    expect(crossCheck(good, { catalogue: told }).map(({ pointer, message }) => `${pointer} ${message.ru}`)).toEqual([
      '/columns/0/code dbo.crud_orders_getItems не возвращает столбец «number».',
    ]);
  });
});
