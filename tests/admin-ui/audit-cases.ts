// One valid request for every route of the developer's cabinet that is no GET, in an order in which each finds what it needs, and the entry
// of the audit log that it has to leave. A route without a line here fails `audit.test.ts`.

import { createHash } from 'node:crypto';
import { strToU8, zipSync } from 'fflate';
import type { ShownPlan } from '../../admin-ui/wizard/answer.ts';
import { inTransaction, runSql } from '../../sql/query.ts';
import type { Fixture, TestApp, TestBrowser } from '../engine/harness.ts';
import { TEST_PASSWORD } from '../engine/harness.ts';

export const auditFixture: Fixture = {
  definitions: {
    page: { desk: { title: 'Desk', roles: 'developer', markup: '<p>desk</p>' }, home: { title: 'Home', roles: '*' } },
    label: { shop: { title: 'Shop', texts: { 'shop.hello': { en: 'Hello', ru: 'Привет' } } } },
    block: { hello: { roles: '*', html: '<p>Hello</p>' } },
    mailTemplate: { note: { title: 'Note', subject: 'Note', body: '<p>Note</p>' } },
    setting: { vault: { title: 'Vault', category: 'Secrets', isSecret: true } },
    check: { odd: { title: 'Odd', roles: 'developer' } },
    job: { sweep: { title: 'Sweep', roles: 'developer' } },
    api: { sum: { title: 'Sum', roles: 'manager', parameters: [] } },
  },
  sql: [
    `CREATE TABLE dbo.aud_things (id int IDENTITY(1, 1) NOT NULL CONSTRAINT PK_aud_things PRIMARY KEY, name nvarchar(20) NULL);
     INSERT INTO dbo.aud_things (name) VALUES (N'one');
     INSERT INTO platform.outbox (type, payload, status) VALUES ('event', N'{"topic":"none"}', 'dead');
     INSERT INTO platform.setting (code, value, isSecret) VALUES (N'former', N'1', 0);
     GO
     CREATE OR ALTER PROCEDURE dbo.chk_odd @username nvarchar(64) AS SELECT CAST(1 AS int) AS itemID, N'odd' AS title WHERE 1 = 0;
     GO
     CREATE OR ALTER PROCEDURE dbo.job_sweep @username nvarchar(64) AS UPDATE dbo.aud_things SET name = N'swept';
     GO
     CREATE OR ALTER PROCEDURE dbo.api_sum_request @username nvarchar(64) AS SELECT 1 AS one;`,
  ],
  users: [
    { username: 'dana', roles: ['developer'] },
    { username: 'evan', roles: ['manager'] },
  ],
  env: { SMTP_URL: 'smtp://127.0.0.1:9' },
};

/** What a play sends. */
export interface Play {
  readonly path: string;
  readonly body?: object | FormData;
}

export interface AuditCase {
  /** `POST /admin/…` as the server knows it. */
  readonly route: string;
  readonly play: (at: { app: TestApp; dana: TestBrowser }) => Play | Promise<Play>;
  /** Entry of the log: `action object`; without it the route says that it changes nothing. */
  readonly entry?: string;
  /** What answers while the password was not asked for lately: 'passwordNeeded', or 'forbidden' where a switch asked before. */
  readonly guard?: 'passwordNeeded' | 'forbidden';
  /** Why a change needs no password. */
  readonly free?: string;
}

const PASSWORD = 'passwordNeeded';
const WORDS = 'words and looks, nothing that runs';
const DEFINITION = 'definitions are checked, kept and undone; only roles decide who may what';
const bothTexts = (text: string) => ({ en: text, ru: text });
const column = {
  code: 'amount',
  title: bothTexts('Amount'),
  type: 'whole',
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
};
const objectSpec = {
  code: 'parcels',
  itemCode: 'parcel',
  prefix: 'aud',
  title: bothTexts('Parcels'),
  itemTitle: bothTexts('Parcel'),
  icon: 'box',
  table: '',
  columns: [{ ...column, code: 'name', title: bothTexts('Name'), type: 'text' }],
  roles: ['manager'],
  editRoles: ['manager'],
  rows: 'role',
  inMenu: false,
};
const fieldSpec = { parts: { form: 'parcel', list: 'parcels', table: 'aud_parcels' }, column };
const roleSpec = {
  code: 'courier',
  title: bothTexts('Courier'),
  icon: 'truck',
  welcome: bothTexts(''),
  user: { username: 'carl', displayName: '', email: '' },
};

async function one(app: TestApp, sql: string): Promise<string> {
  const [set] = await runSql(app.db, sql);
  return String(Object.values(set?.rows[0] ?? {})[0] ?? '');
}

const userID = (app: TestApp, name: string) => one(app, `SELECT id FROM platform.[user] WHERE username = N'${name}';`);
const versionOf = async (app: TestApp, kind: string, code: string) =>
  Number(await one(app, `SELECT version FROM platform.definition WHERE kind = '${kind}' AND code = '${code}';`));
const bodyOf = (app: TestApp, kind: string, code: string) =>
  one(app, `SELECT body FROM platform.definition WHERE kind = '${kind}' AND code = '${code}';`);

async function stampOf(dana: TestBrowser, wizard: string, spec: object): Promise<string> {
  const { json } = await dana.post(`/admin/wizard/${wizard}/plan`, { spec });
  return (json.data as { plan: ShownPlan }).plan.stamp;
}

function upload(file: Uint8Array | string, fields: Readonly<Record<string, string>> = {}, name = 'aud.csv'): FormData {
  const form = new FormData();
  for (const [field, value] of Object.entries(fields)) form.append(field, value);
  form.append('file', new Blob([file as Uint8Array<ArrayBuffer> | string]), name);
  return form;
}

const PACKAGE = zipSync({
  'peregrine.json': strToU8(`{\n  "name": "aud",\n  "format": 1\n}\n`),
  'definitions/block/parcel.json': strToU8('{\n  "roles": "*",\n  "html": "<p>Parcel</p>"\n}\n'),
});
const things = (action: string, body: object): Play => ({ path: `/admin/data/dbo/aud_things/${action}`, body });
const edit = (code: string, action: string) => `/admin/definitions/block/${code}/${action}`;

async function editing(app: TestApp, action: string, text?: string): Promise<Play> {
  const draft = await one(app, `SELECT ISNULL(draft, N'') FROM platform.definition WHERE kind = 'block' AND code = 'hello';`);
  const draftStamp = draft === '' ? '' : createHash('sha256').update(draft).digest('hex').slice(0, 16);
  const version = await versionOf(app, 'block', 'hello');
  return { path: edit('hello', action), body: { text: text ?? (await bodyOf(app, 'block', 'hello')), version, draftStamp } };
}

const admin = (path: string): string => `POST /admin/${path}`;

export const auditCases: readonly AuditCase[] = [
  {
    route: admin('guide'),
    play: () => ({ path: '/admin/guide', body: { guide: 'tour', ending: 'dismissed' } }),
  },
  {
    route: admin('reauthenticate'),
    play: () => ({ path: '/admin/reauthenticate', body: { password: TEST_PASSWORD } }),
    entry: 'admin.reauthenticated dana',
    free: 'this is where the password is given',
  },
  // Trace.
  {
    route: admin('trace/switch'),
    play: () => ({ path: '/admin/trace/switch', body: { user: 'evan', minutes: 5 } }),
    entry: 'admin.traceSwitched evan',
    free: 'keeps more of what is logged anyway',
  },
  {
    route: admin('trace/outbox/retry'),
    play: async ({ app }) => ({ path: '/admin/trace/outbox/retry', body: { id: await one(app, 'SELECT MIN(id) FROM platform.outbox;') } }),
    entry: 'admin.outboxRetried 1',
    free: 'sends what was to be sent',
  },
  // Definitions.
  {
    route: admin('definitions/create'),
    play: () => ({ path: '/admin/definitions/create', body: { kind: 'role', code: 'guest', title: 'Guest', roles: '' } }),
    entry: 'admin.definitionCreated role guest',
    guard: PASSWORD,
  },
  {
    route: admin('definitions/:kind/:code/check'),
    play: ({ app }) => editing(app, 'check'),
  },
  {
    route: admin('definitions/:kind/:code/draft'),
    play: ({ app }) => editing(app, 'draft', '{ "roles": "*", "html": "<p>Draft</p>" }'),
    entry: 'admin.draftBegun block hello',
    free: DEFINITION,
  },
  {
    route: admin('definitions/:kind/:code/discard'),
    play: ({ app }) => editing(app, 'discard'),
    entry: 'admin.draftDropped block hello',
    free: DEFINITION,
  },
  {
    route: admin('definitions/:kind/:code/publish'),
    play: async ({ app }) => ({
      path: '/admin/definitions/role/guest/publish',
      body: { text: '{ "title": "Guests" }', version: await versionOf(app, 'role', 'guest'), draftStamp: '' },
    }),
    entry: 'admin.definitionSaved role guest',
    guard: PASSWORD,
  },
  {
    route: admin('definitions/:kind/:code/duplicate'),
    play: () => ({ path: '/admin/definitions/role/guest/duplicate', body: { code: 'visitor' } }),
    entry: 'admin.definitionCreated role visitor',
    guard: PASSWORD,
  },
  {
    route: admin('definitions/:kind/:code/rename'),
    play: async ({ app }) => ({
      path: '/admin/definitions/role/visitor/rename',
      body: { code: 'caller', version: await versionOf(app, 'role', 'visitor') },
    }),
    entry: 'admin.definitionRenamed role visitor',
    guard: PASSWORD,
  },
  {
    route: admin('definitions/:kind/:code/delete'),
    play: async ({ app }) => ({
      path: '/admin/definitions/role/caller/delete',
      body: { version: await versionOf(app, 'role', 'caller'), comment: '' },
    }),
    entry: 'admin.definitionDeleted role caller',
    guard: PASSWORD,
  },
  // Wizards.
  { route: admin('wizard/object/plan'), play: () => ({ path: '/admin/wizard/object/plan', body: { spec: objectSpec } }) },
  {
    route: admin('wizard/object/apply'),
    play: async ({ dana }) => ({
      path: '/admin/wizard/object/apply',
      body: { spec: objectSpec, stamp: await stampOf(dana, 'object', objectSpec) },
    }),
    entry: 'admin.objectCreated table parcels',
    guard: PASSWORD,
  },
  { route: admin('wizard/field/plan'), play: () => ({ path: '/admin/wizard/field/plan', body: { spec: fieldSpec } }) },
  {
    route: admin('wizard/field/apply'),
    play: async ({ dana }) => ({
      path: '/admin/wizard/field/apply',
      body: { spec: fieldSpec, stamp: await stampOf(dana, 'field', fieldSpec), texts: {} },
    }),
    entry: 'admin.fieldAdded aud_parcels.amount',
    guard: PASSWORD,
  },
  { route: admin('wizard/role/plan'), play: () => ({ path: '/admin/wizard/role/plan', body: { spec: roleSpec } }) },
  {
    route: admin('wizard/role/apply'),
    play: async ({ dana }) => ({
      path: '/admin/wizard/role/apply',
      body: { spec: roleSpec, stamp: await stampOf(dana, 'role', roleSpec) },
    }),
    entry: 'admin.roleCreated role courier',
    guard: PASSWORD,
  },
  // The component gallery, which comes and goes.
  {
    route: admin('help/gallery/install'),
    play: () => ({ path: '/admin/help/gallery/install' }),
    entry: 'admin.galleryInstalled gallery',
    guard: PASSWORD,
  },
  {
    route: admin('help/gallery/remove'),
    play: () => ({ path: '/admin/help/gallery/remove' }),
    entry: 'admin.galleryRemoved gallery',
    guard: PASSWORD,
  },
  // Texts, look, settings.
  {
    route: admin('texts/missing/save'),
    play: () => ({
      path: '/admin/texts/missing/save',
      body: { kind: 'role', code: 'guest', pointer: '/title', was: 'Guests', text: 'Гости' },
    }),
    entry: 'admin.definitionSaved role guest',
    guard: PASSWORD,
  },
  {
    route: admin('texts/labels/save'),
    play: () => ({
      path: '/admin/texts/labels/save',
      body: { part: 'shop', key: 'shop.hello', lang: 'en', was: 'Hello', text: 'Hi' },
    }),
    entry: 'admin.definitionSaved label shop',
    free: WORDS,
  },
  {
    route: admin('texts/labels/add'),
    play: () => ({ path: '/admin/texts/labels/add', body: { part: 'shop', key: 'shop.bye', en: 'Bye', ru: 'Пока' } }),
    entry: 'admin.definitionSaved label shop',
    free: WORDS,
  },
  {
    route: admin('texts/labels/remove'),
    play: () => ({ path: '/admin/texts/labels/remove', body: { part: 'shop', key: 'shop.bye' } }),
    entry: 'admin.definitionSaved label shop',
    free: WORDS,
  },
  {
    route: admin('texts/import'),
    play: () => ({ path: '/admin/texts/import', body: upload('part,key,en,ru\nshop,shop.hello,Hello again,\n', { mode: 'run' }) }),
    entry: 'admin.labelsImported shop',
    guard: PASSWORD,
  },
  {
    route: admin('texts/blocks/:code/preview'),
    play: () => ({ path: '/admin/texts/blocks/hello/preview', body: { 'html.en': '<p>Look</p>', 'html.ru': '', sample: '' } }),
  },
  {
    route: admin('texts/blocks/:code/save'),
    play: async ({ app }) => ({
      path: '/admin/texts/blocks/hello/save',
      body: { 'html.en': '<p>Good day</p>', 'html.ru': '', version: await versionOf(app, 'block', 'hello') },
    }),
    entry: 'admin.definitionSaved block hello',
    free: WORDS,
  },
  {
    route: admin('texts/mail/:code/preview'),
    play: () => ({ path: '/admin/texts/mail/note/preview', body: letter }),
  },
  {
    route: admin('texts/mail/:code/save'),
    play: async ({ app }) => ({
      path: '/admin/texts/mail/note/save',
      body: { ...letter, version: await versionOf(app, 'mailTemplate', 'note') },
    }),
    entry: 'admin.definitionSaved mailTemplate note',
    free: WORDS,
  },
  {
    route: admin('texts/mail/:code/test'),
    play: () => ({ path: '/admin/texts/mail/note/test', body: letter }),
    entry: 'admin.testLetterSent mailTemplate note',
    free: 'a letter to oneself',
  },
  { route: admin('look/preview'), play: () => ({ path: '/admin/look/preview', body: { light: '', dark: '' } }) },
  {
    route: admin('look/save'),
    play: () => ({ path: '/admin/look/save', body: { brandName: 'Kite', version: 0 } }),
    entry: 'admin.definitionSaved setting theme',
    guard: PASSWORD,
  },
  {
    route: admin('settings/save'),
    play: async ({ dana }) => {
      const { html } = await dana.page('/admin/settings');
      const form = html.split('<form').find((part) => part.includes('value.vault"')) ?? '';
      const field = (name: string): string => new RegExp(`name="${name}" value="([^"]*)"`).exec(form)?.[1] ?? '';
      return { path: '/admin/settings/save', body: { seen: field('seen'), group: field('group'), 'value.vault': 'open' } };
    },
    entry: 'admin.settingChanged vault',
    guard: PASSWORD,
  },
  {
    route: admin('settings/reset'),
    play: () => ({ path: '/admin/settings/reset', body: { reset: 'vault' } }),
    entry: 'admin.settingChanged vault',
    guard: PASSWORD,
  },
  {
    route: admin('settings/forget'),
    play: () => ({ path: '/admin/settings/forget', body: { code: 'former' } }),
    entry: 'admin.settingForgotten former',
    guard: PASSWORD,
  },
  // T-SQL and rows.
  {
    route: admin('workshop/run'),
    play: () => ({ path: '/admin/workshop/run', body: { sql: `UPDATE dbo.aud_things SET name = N'two';`, keep: true } }),
    entry: 'admin.sqlRun',
    guard: PASSWORD,
  },
  {
    route: admin('workshop/trial'),
    play: () => ({ path: '/admin/workshop/trial', body: { name: 'dbo.job_sweep', username: 'evan', values: {}, dictionary: {} } }),
    entry: 'admin.procedureTried dbo.[job_sweep]',
    guard: PASSWORD,
  },
  { route: admin('workshop/stop'), play: () => ({ path: '/admin/workshop/stop', body: { run: 'none' } }) },
  { route: admin('workshop/check'), play: () => ({ path: '/admin/workshop/check', body: { sql: 'SELECT 1;' } }) },
  {
    route: admin('workshop/save'),
    play: () => ({
      path: '/admin/workshop/save',
      body: { sql: 'CREATE OR ALTER PROCEDURE dbo.aud_new @username nvarchar(64) AS SELECT @username AS who;' },
    }),
    entry: 'admin.moduleSaved dbo.[aud_new]',
    guard: PASSWORD,
  },
  {
    route: admin('workshop/restore'),
    play: async ({ app }) => ({
      path: '/admin/workshop/restore',
      body: { id: Number(await one(app, `SELECT MAX(id) FROM platform.module_history WHERE name = N'aud_new';`)) },
    }),
    entry: 'admin.moduleRestored dbo.[aud_new]',
    guard: PASSWORD,
  },
  {
    route: admin('data/:schema/:table/update'),
    play: () => things('update', { key: '["1"]', values: '{"name":"three"}', original: '{"name":"two"}' }),
    entry: 'admin.dataChanged dbo.aud_things',
    guard: 'forbidden',
  },
  {
    route: admin('data/:schema/:table/insert'),
    play: () => things('insert', { values: '{"name":"four"}' }),
    entry: 'admin.dataChanged dbo.aud_things',
    guard: 'forbidden',
  },
  {
    route: admin('data/:schema/:table/delete'),
    play: async ({ app }) => things('delete', { key: `["${await one(app, 'SELECT MAX(id) FROM dbo.aud_things;')}"]` }),
    entry: 'admin.dataChanged dbo.aud_things',
    guard: 'forbidden',
  },
  {
    route: admin('data/:schema/:table/import'),
    play: () => ({ path: '/admin/data/dbo/aud_things/import', body: upload('id,name\n,five\n', { mode: 'run' }) }),
    entry: 'admin.dataImported dbo.aud_things',
    guard: 'forbidden',
  },
  {
    route: admin('data/switch'),
    play: () => ({ path: '/admin/data/switch', body: { on: '1' } }),
    entry: 'admin.dataEditOn',
    guard: PASSWORD,
  },
  // The API, checks, diagnostics.
  {
    route: admin('api/try/:code'),
    play: () => ({ path: '/admin/api/try/sum', body: { username: 'evan' } }),
    entry: 'admin.apiTried api sum',
    guard: PASSWORD,
  },
  {
    route: admin('api/keys/create'),
    play: () => ({ path: '/admin/api/keys/create', body: { name: 'Key', username: 'evan', days: '5', scopes: ['sum'] } }),
    entry: 'admin.apiKeyMade key 1',
    guard: PASSWORD,
  },
  {
    route: admin('api/keys/revoke'),
    play: () => ({ path: '/admin/api/keys/revoke', body: { id: 1 } }),
    entry: 'admin.apiKeyRevoked key 1',
    free: 'takes rights away, and must be quick',
  },
  {
    route: admin('checks/run'),
    play: () => ({ path: '/admin/checks/run', body: { job: 'sweep' } }),
    entry: 'admin.jobRun job sweep',
    guard: PASSWORD,
  },
  {
    route: admin('diagnostics/compile'),
    play: () => ({ path: '/admin/diagnostics/compile', body: {} }),
    entry: 'admin.modulesCompiled',
    free: 'binds modules anew, changes none',
  },
  {
    route: admin('diagnostics/kill'),
    play: async ({ app }) => ({ path: '/admin/diagnostics/kill', body: { id: await heldSession(app) } }),
    entry: 'admin.sessionKilled',
    guard: PASSWORD,
  },
  // Packages.
  {
    route: admin('versions/export'),
    play: () => ({ path: '/admin/versions/export', body: { name: 'aud', scope: 'all' } }),
    entry: 'admin.packageExported aud',
    free: 'only reads',
  },
  {
    route: admin('versions/import/check'),
    play: () => ({ path: '/admin/versions/import/check', body: upload(PACKAGE, {}, 'aud.zip') }),
  },
  { route: admin('versions/import/ready'), play: () => ({ path: '/admin/versions/import/ready', body: {} }) },
  {
    route: admin('versions/import/run'),
    play: async ({ dana }) => {
      const planned = await sendForm(dana, '/admin/versions/import/check', upload(PACKAGE, {}, 'aud.zip'));
      const digest = /data-digest=\\?"(\w+)/.exec(planned)?.[1] ?? '';
      return { path: '/admin/versions/import/run', body: upload(PACKAGE, { digest, conflicts: 'overwrite' }, 'aud.zip') };
    },
    entry: 'admin.packageImported aud',
    guard: PASSWORD,
  },
  {
    route: admin('versions/undo/:id'),
    play: async ({ app }) => ({
      path: `/admin/versions/undo/${await one(app, 'SELECT MAX(id) FROM platform.package_import;')}`,
      body: { delete: '1', conflicts: 'overwrite' },
    }),
    entry: 'admin.importUndone aud',
    guard: PASSWORD,
  },
  {
    route: admin('versions/restore'),
    play: async ({ app }) => ({
      path: '/admin/versions/restore',
      body: {
        id: `d${await one(app, `SELECT MAX(id) FROM platform.definition_history WHERE kind = 'role' AND code = N'guest';`)}`,
        which: 'before',
        version: await versionOf(app, 'role', 'guest'),
      },
    }),
    entry: 'admin.versionRestored role guest',
    guard: PASSWORD,
  },
  // Users, last: somebody else's session is taken over.
  {
    route: admin('users/new'),
    play: () => ({ path: '/admin/users/new', body: { username: 'nina', roles: ['manager'] } }),
    entry: 'userCreated nina',
    guard: PASSWORD,
  },
  {
    route: admin('users/matrix'),
    play: () => ({ path: '/admin/users/matrix', body: { changes: ['page/desk/manager=1'], comment: '' } }),
    entry: 'admin.rightsChanged matrix',
    guard: PASSWORD,
  },
  ...(
    [
      ['save', { roles: ['manager'], email: 'evan@example.com' }, 'rolesSet'],
      ['password', {}, 'passwordSet'],
      ['invite', {}, 'admin.userInvited'],
      ['sessions', { session: '' }, 'sessionsRevoked'],
      ['disable', {}, 'userDisabled'],
      ['enable', {}, 'userEnabled'],
      ['impersonate', {}, 'admin.impersonationBegun'],
    ] as const
  ).map(
    ([name, body, action]): AuditCase => ({
      route: admin(`users/:id/${name}`),
      play: async ({ app }) => ({ path: `/admin/users/${await userID(app, 'evan')}/${name}`, body }),
      entry: `${action} evan`,
      guard: PASSWORD,
    }),
  ),
];

const letter = { 'subject.en': 'Note', 'subject.ru': 'Записка', 'body.en': '<p>Note</p>', 'body.ru': '', sample: '' };

let held: Promise<unknown> | undefined;
let heldID = 0;

/** A session of a test's own that waits to be ended. */
async function heldSession(app: TestApp): Promise<number> {
  if (held !== undefined) return heldID;
  await new Promise<void>((resolve) => {
    held = inTransaction(app.db, async ({ run }) => {
      const [set] = await run('SELECT @@SPID AS id;');
      heldID = Number(set?.rows[0]?.id);
      resolve();
      await run(`WAITFOR DELAY '00:01:00';`);
    }).catch(() => undefined);
  });
  return heldID;
}

export async function sendForm(browser: TestBrowser, path: string, form: FormData): Promise<string> {
  const headers = { 'x-csrf-token': browser.csrf, 'x-requested-with': 'fetch' };
  return (await browser.fetch(path, { method: 'POST', headers, body: form })).text();
}
