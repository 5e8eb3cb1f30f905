// Two stalls, each with a manager, and one of every component over their orders. Whatever belongs to the southern stall says SOUTHSECRET, so
// that a test sees at once when it leaves for somebody else.

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runSql } from '../../../sql/query.ts';
import { startApp } from '../harness.ts';
import type { Fixture, TestApp } from '../harness.ts';

export const SECRET = 'SOUTHSECRET';
export const NORTH = '1';
export const SOUTH = '3';

const roles = 'manager,boss';
const boss = 'boss';

const definitions: NonNullable<Fixture['definitions']> = {
  page: {
    orders: {
      title: 'Orders',
      roles,
      markup: '<div class="as-table" data-code="orders"></div>',
      css: 'b { color: red; }',
      refreshSeconds: 60,
      js: 'export {};',
    },
    order: {
      title: '{own}',
      roles,
      itemType: 'int',
      markup: '<p title="{own}">{own}</p>{html:own}<a href="/order/{own}">{q}</a><div class="as-form" data-code="order"></div>',
      actions: [{ text: '{own}', url: '/order/{own}', confirm: '{own}' }],
    },
    office: { title: 'Office', roles: boss, markup: '<p>for the office alone</p>' },
    open: {
      title: 'Open {q}',
      roles: 'all',
      layout: 'public',
      markup: '<p>for everybody {q}</p><i>[{setting:greeting}|{setting:inner}|{setting:vault}|{setting:nothing}]</i>',
      aliases: ['/former'],
    },
    jump: { title: 'Jump', roles: 'all' },
  },
  table: {
    orders: {
      title: 'Orders',
      roles,
      refreshOn: ['stall-orders'],
      columns: [
        { code: 'name', title: 'Name', filter: { type: 'text' }, edit: { type: 'textarea', maxLength: 4000 } },
        { code: 'amount', title: 'Amount', type: 'money', edit: { type: 'money' }, editRoles: boss },
        { code: 'cost', title: 'Cost', type: 'money', roles: boss, edit: { type: 'money' }, filter: { type: 'numberRange' } },
        { code: 'statusCode', title: 'Status', type: 'badge' },
        { code: 'dueAt', title: 'Due', type: 'datetime' },
      ],
      search: { enabled: true },
      delete: { enabled: true },
      fastCreate: { enabled: true },
      reorder: { enabled: true },
      export: { csv: true, xlsx: true },
      import: { enabled: true, columns: [{ code: 'name' }] },
      print: true,
      userViews: true,
      columnChooser: true,
      params: { scope: 'own' },
      operations: [
        { code: 'close', title: 'Close', params: { kind: 'fixed' } },
        { code: 'explain', title: 'Explain', params: { kind: 'fixed' }, form: 'why' },
        { code: 'price', title: 'Price', form: 'pricing' },
        { code: 'purge', title: 'Purge', roles: boss },
      ],
      views: [
        { type: 'table' },
        {
          type: 'kanban',
          kanban: {
            statusColumn: 'statusCode',
            titleColumn: 'name',
            columns: [
              { value: 'new', title: 'New' },
              { value: 'done', title: 'Done' },
            ],
          },
        },
        { type: 'calendar', calendar: { startColumn: 'dueAt', titleColumn: 'name' } },
        { type: 'cards', cards: { titleColumn: 'name', textColumn: 'name' } },
      ],
    },
  },
  form: {
    why: {
      title: 'Why',
      roles,
      fields: [
        { code: 'note', title: 'Note', required: true, maxLength: 20 },
        { code: 'scope', title: 'Scope' },
        { code: 'level', title: 'Level', type: 'select', options: [{ value: 'low', text: 'Low' }] },
        { code: 'cost', title: 'Cost', type: 'money', roles: boss, default: 5 },
      ],
    },
    pricing: { title: 'Pricing', roles: boss, fields: [{ code: 'cost', title: 'Cost', type: 'money' }] },
    order: {
      title: 'Order',
      roles,
      params: { kind: 'fixed' },
      refreshOn: ['stall-order:{itemID}'],
      delete: { enabled: true },
      fields: [
        { code: 'name', title: 'Name', checkOnChange: true },
        { code: 'amount', title: 'Amount', type: 'money' },
        { code: 'statusCode', title: 'Status', type: 'select', dictionary: {} },
        { code: 'friend', title: 'Friend', type: 'autocomplete', dictionary: {} },
        { code: 'cost', title: 'Cost', type: 'money', roles: boss },
        { code: 'shown', title: 'Shown', readonly: true },
        { code: 'story', title: 'Story', type: 'html' },
        { code: 'origin', title: 'Origin', type: 'hidden', default: 'web' },
      ],
    },
  },
  tree: {
    shelf: {
      title: 'Shelf',
      roles,
      create: { enabled: true },
      rename: { enabled: true },
      move: { enabled: true },
      delete: { enabled: true, roles: boss },
    },
  },
  entity: {
    order: {
      title: 'Order',
      roles,
      statuses: [
        { code: 'new', title: 'New' },
        { code: 'done', title: 'Done' },
        { code: 'void', title: 'Void' },
      ],
      transitions: [
        { from: ['new'], to: 'done', title: 'Finish', comment: 'optional' },
        { from: ['done'], to: 'new', title: 'Again' },
        { from: ['new'], to: 'void', title: 'Void', roles: boss },
      ],
    },
  },
  chat: { order: { title: 'Talk', roles, attachments: 'papers', notificationType: 'talk', url: '/order/{itemID}' } },
  setting: {
    greeting: { title: 'Greeting', isPublic: true, default: 'Hello' },
    inner: { title: 'Inner', default: 'INNERVALUE' },
    vault: { title: 'Vault', isPublic: true, isSecret: true, default: 'VAULTVALUE' },
  },
  notificationType: { talk: { title: 'Message', body: '{author}: {message}' } },
  resource: {
    papers: {
      title: 'Papers',
      entityCode: 'order',
      readRoles: roles,
      writeRoles: roles,
      fileFilter: '',
      canRename: true,
      canReorder: true,
    },
    flyer: { title: 'Flyer', entityCode: 'order', readRoles: 'all', writeRoles: roles, cacheSeconds: 600 },
    label: { title: 'Label', entityCode: 'order', readRoles: roles, isGenerated: true },
  },
  chart: { load: { title: 'Load', roles }, echo: { title: 'Echo', roles, params: { kind: 'fixed' } } },
  dashboard: { home: { title: 'Home', roles, panels: [{ code: 'rows', title: 'Rows' }] } },
  check: { 'empty-names': { title: 'Empty names', roles, columns: [{ code: 'amount' }], fix: { roles: boss } } },
  job: { sweep: { title: 'Sweep', roles } },
  request: { poke: { roles }, vault: { roles: boss } },
  block: { hello: { roles, hasProcedure: true, html: '{{#each sel1}}<p title="{{name}}">{{name}} {{{name}}}</p>{{/each}}{q}' } },
};

export interface StallOptions {
  readonly env?: Fixture['env'];
  readonly poolSize?: number;
  readonly sql?: readonly string[];
}

/** Nora has the northern stall, Sam the southern; Boris sees both, Gina has a role that opens nothing. */
export async function startStalls({ env, poolSize, sql = [] }: StallOptions = {}): Promise<TestApp> {
  return startApp({
    definitions,
    sql: [await readFile(join(import.meta.dirname, 'stalls.sql'), 'utf8'), ...sql],
    users: [
      { username: 'nora', roles: ['manager'] },
      { username: 'sam', roles: ['manager'], displayName: `Sam ${SECRET}` },
      { username: 'boris', roles: ['boss'] },
      { username: 'gina', roles: ['guest'] },
    ],
    // The sweep asks the API without a key more often than anybody should.
    env: { API_REFUSALS_PER_MINUTE: '1000000', ...env },
    ...(poolSize === undefined ? {} : { poolSize }),
  });
}

/** Everything that an abuse must leave as it was. */
export async function stateOf(app: TestApp): Promise<string> {
  const sets = await runSql(
    app.db,
    `SELECT o.id, o.pointID, o.name, o.amount, o.cost, o.statusCode, o.dueAt, o.ord FROM dbo.abu_orders AS o ORDER BY o.id;
     SELECT c.what, c.username FROM dbo.abu_calls AS c ORDER BY c.id;
     SELECT m.chatCode, m.itemID, m.text, m.deletedAt FROM platform.chat_message AS m ORDER BY m.id;
     SELECT f.itemID, f.name, f.isDeleted, f.ord FROM platform.[file] AS f ORDER BY f.id;
     SELECT u.id, u.username, u.displayName, u.email, u.phone, u.isActive, u.passwordHash FROM platform.[user] AS u ORDER BY u.id;
     SELECT r.userID, r.roleCode FROM platform.user_role AS r ORDER BY r.userID, r.roleCode;
     SELECT d.kind, d.code, d.body FROM platform.definition AS d ORDER BY d.kind, d.code;`,
  );
  return JSON.stringify(sets.map(({ rows }) => rows));
}

/** Words of SQL Server, the drivers and the runtime that nobody but a developer may read. */
export const INTERNALS =
  /incorrect syntax|unclosed quotation|[Cc]onversion failed|[Aa]rithmetic overflow|[Ss]tring or binary|[Ii]nvalid (object|column) name|\bMsg \d|\bsys\.|sp_execut|OFFSET|SELECT [A-Z@(]|INSERT INTO|RequestError|TypeError|RangeError|SyntaxError|node_modules|tedious|[Kk]ysely|\.ts:\d|\bat \w+ \(|\/engine\/|crud_|fm_order_|dbo\./;
