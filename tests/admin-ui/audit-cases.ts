// One valid request for every route of the developer's cabinet that is no GET, in an order in which each finds what it needs, and the entry
// of the audit log that it has to leave. A route without a line here fails `audit.test.ts`.

import { TEST_PASSWORD } from '../engine/harness.ts';
import {
  PASSWORD,
  WORDS,
  DEFINITION,
  objectSpec,
  fieldSpec,
  roleSpec,
  one,
  userID,
  versionOf,
  stampOf,
  upload,
  PACKAGE,
  things,
  editing,
  letter,
  heldSession,
  sendForm,
} from './audit-fixture.ts';
import type { AuditCase } from './audit-fixture.ts';

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
