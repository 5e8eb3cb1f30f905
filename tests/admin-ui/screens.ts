// Every screen of the developer's cabinet as the accessibility test opens it: by section the pages, and on each page what can be opened
// over or inside it. A section without a line here fails that test.

import { standsStill } from '../solutions/orders/scan.ts';
import { PACKAGE } from './audit-fixture.ts';
import { editors } from './editor-screens.ts';
import { closed, confirmed, DIALOG, dialog, first, follow, plain, unfold } from './walk.ts';
import type { Visit } from './walk.ts';

const SAMPLE = "SELECT TOP (3) id, number FROM dbo.ord_orders ORDER BY id;\nPRINT N'done';";

const overview: readonly Visit[] = [
  async ({ page, go, look }) => {
    await go('/admin');
    await look('overview');
    await page.keyboard.press('Control+k');
    await page.keyboard.type('order');
    await page.locator('#search-list [role=option]').first().waitFor();
    await look('search by Ctrl-K', 'form[data-search]');
  },
  plain('/admin/find?text=order'),
  async ({ page, go, look }) => {
    await go('/admin?tour=begin');
    await page.locator('.tour').waitFor();
    await look('first step of the tour', '.tour');
    const ended = page.waitForResponse((answer) => answer.url().endsWith('/admin/guide'));
    await page.locator('.tour .btn-quiet').click();
    await ended;
  },
  // Under a page of a cabinet: what the page called, whose eyes it is seen through, the boxes.
  async ({ page, go, look }) => {
    await go('/');
    await page.locator('[data-toolbar=fold][aria-expanded=false]').click();
    await page.locator('[data-toolbar-entry]').first().click();
    await page.locator('[data-toolbar-detail] pre').waitFor();
    await page.locator('[data-toolbar=view]').click();
    await page.locator('[data-toolbar=boxes]').click();
    await look('toolbar under a page');
    await page.locator('[data-toolbar=fold]').click();
    await page.fill('#toolbar-spec', 'role:manager');
    await page.locator('[data-toolbar-view] [type=submit]').click();
    await page.locator('.as-banner').waitFor();
    await look('a page seen as another role');
    await page.locator('.as-banner button').click();
    await page.locator('.as-banner').waitFor({ state: 'detached' });
  },
];

const definitions: readonly Visit[] = [
  async (walk) => {
    const { page, go, look } = walk;
    await go('/admin/definitions?kind=form');
    await look('definitions');
    const row = page.locator('tr[data-code=request]');
    await dialog(walk, 'a new definition', () => page.locator('[data-new-definition]').click());
    await closed(page);
    await dialog(walk, 'another code for a definition', () => row.locator('[data-definition-action=rename]').click());
    await closed(page);
    await dialog(walk, 'question before deleting a definition', () => row.locator('[data-definition-action=delete]').click());
    await closed(page);
  },
  plain('/admin/definitions?q=there-is-no-such-thing'),
  ...editors,
];

const wizard: readonly Visit[] = [
  plain('/admin/wizard'),
  async ({ page, go, look }) => {
    const next = page.locator('[data-next]:enabled:not([aria-busy=true])');
    const panel = (name: string) => page.locator(`[data-panel=${name}]:not([hidden])`);
    await go('/admin/wizard/object');
    await next.click();
    await page.locator('.is-invalid').first().waitFor();
    await look('wizard: names that are missing');
    await page.fill('#w-title-en', 'Pallets');
    await page.fill('#w-title-ru', 'Паллеты');
    await page.fill('#w-itemTitle-en', 'Pallet');
    await page.fill('#w-itemTitle-ru', 'Паллета');
    await next.click();
    await panel('columns').waitFor();
    const card = page.locator('[data-columns] > [data-column]').first();
    await card.locator('[data-name="title/en"]').fill('Weight');
    await card.locator('[data-name="title/ru"]').fill('Вес');
    await look('wizard: columns', '[data-panel=columns]');
    await next.click();
    await panel('access').waitFor();
    await page.locator('label[for="w-changes-manager"]').click();
    await look('wizard: access', '[data-panel=access]');
    await next.click();
    await panel('review').locator('.cm-content').waitFor();
    await look('wizard: review', '[data-panel=review]');
  },
  plain('/admin/wizard/role'),
  plain('/admin/wizard/field?form=request'),
];

const users: readonly Visit[] = [
  plain('/admin/users'),
  plain('/admin/users/new'),
  plain('/admin/users/matrix?kind=form'),
  async (walk) => {
    const { page, look } = walk;
    await follow(walk, { from: '/admin/users?text=manager', to: '/admin/users/\\d' });
    await unfold(page, 'main');
    await look('a user with rights and sessions');
    await dialog(walk, 'question before a new password', () => page.locator('[formaction$="/password"]').click());
    await page.locator('[role=alertdialog] .btn:not(.btn-quiet)').last().click();
    await page.locator('#admin-password').waitFor();
    await look('question for the own password', DIALOG);
    await closed(page);
  },
];

const texts: readonly Visit[] = [
  plain('/admin/texts'),
  plain('/admin/texts/missing?state=same'),
  plain('/admin/texts/new'),
  plain('/admin/texts/import'),
  plain('/admin/texts/blocks'),
  first('/admin/texts/blocks', '/admin/texts/blocks/'),
  plain('/admin/texts/mail'),
  first('/admin/texts/mail', '/admin/texts/mail/'),
];

const look: readonly Visit[] = [
  async ({ page, go, look: see }) => {
    await go('/admin/look');
    await unfold(page, 'main');
    await see('look');
  },
];

const workshop: readonly Visit[] = [
  async (walk) => {
    const { page, go, look: see } = walk;
    await go('/admin/workshop/module/dbo/fm_order_saveItem');
    await page.locator('[data-part=related]:not([hidden]) .tree-row').first().waitFor();
    await see('a module with its dependencies');
    await dialog(walk, 'history of a module', async () => {
      await page.locator('[data-tool=history]').click();
      await page.locator('.workshop-difference .cm-content').first().waitFor();
    });
    await closed(page);
    await dialog(walk, 'trial of a procedure', () => page.locator('[data-tool=trial]').click());
    await closed(page);
    await page.fill('[data-part=search]', 'order');
    await page.locator('[data-part=tree] .tree-row').first().waitFor();
    await page.locator('[data-tool=new]').click();
    await page.locator('.workshop-editor:not([hidden]) .cm-content').click();
    await page.keyboard.insertText(SAMPLE);
    await page.keyboard.press('F5');
    await confirmed(page, '.workshop-run tbody tr');
    await see('results of a script, objects found', '.workshop');
    await page.locator('.workshop-run [role=tab]').last().click();
    await see('messages of a script', '[data-part=results]');
  },
];

const versions: readonly Visit[] = [
  plain('/admin/versions'),
  async (walk) => {
    await follow(walk, { from: '/admin/versions?all=1', to: '/admin/versions/change/' });
    await walk.look('a change');
  },
  async ({ page, go, look: see }) => {
    await go('/admin/versions/export');
    await unfold(page, 'main');
    await see('export');
    const download = page.waitForEvent('download');
    await page.locator('main form [type=submit]').last().click();
    const file = await (await download).path();
    await go('/admin/versions/import');
    await see('import');
    await page.setInputFiles('#package-file', file);
    await page.locator('[data-package-form] [type=submit]').click();
    await confirmed(page, '#import-plan section');
    await see('what an import would do', '#import-plan');
  },
  async ({ page, go, look: see }) => {
    await go('/admin/versions/import');
    await page.setInputFiles('#package-file', { name: 'aud.zip', mimeType: 'application/zip', buffer: Buffer.from(PACKAGE) });
    await page.locator('[data-package-form] [type=submit]').click();
    await confirmed(page, '[data-import-form]');
    await page.locator('[data-import-form] [type=submit]').click();
    await confirmed(page, '#import-list a[href^="/admin/versions/undo/"]');
    await see('an import that was done');
    await page.locator('#import-list a[href^="/admin/versions/undo/"]').click();
    await page.waitForURL('**/admin/versions/undo/*');
    await standsStill(page);
    await unfold(page, 'main');
    await see('undo of an import');
    await page.locator('main form [type=submit]').click();
    await page.waitForURL('**/admin/versions/import');
    await page.locator('#import-list tbody tr').first().waitFor();
    await see('an import that was undone', '#import-list');
  },
];

const trace: readonly Visit[] = [
  plain('/admin/trace'),
  // Of a page of a cabinet, with its calls.
  async (walk) => {
    const { page, go, look: see } = walk;
    await go('/');
    await follow(walk, { from: `/admin/trace?url=${new URL(page.url()).pathname}`, to: '/admin/trace/[\\w-]{12}' });
    await page.locator('[data-toolbar-entry]').first().click();
    await page.locator('[data-toolbar-detail] pre').waitFor();
    await see('the trace of a request');
  },
  ...['errors', 'slow', 'visits', 'audit', 'outbox'].map((tab) => plain(`/admin/trace/${tab}`)),
];

const data: readonly Visit[] = [
  plain('/admin/data'),
  async (walk) => {
    const { page, go, look: see } = walk;
    await go('/admin/data/dbo/ord_orders');
    await see('rows of a table, read only');
    await dialog(walk, 'a row, read only', () => page.locator('[data-data-open]').first().click());
    await closed(page);
    await page.locator('form[action="/admin/data/switch"] button').click();
    await confirmed(page, '[data-data-new]');
    await dialog(walk, 'a row to edit', () => page.locator('[data-data-open]').first().click());
    await closed(page);
    await dialog(walk, 'a new row', () => page.locator('[data-data-new]').click());
    await closed(page);
    await dialog(walk, 'import of rows', () => page.locator('[data-data-import]').click());
    await closed(page);
    await see('rows of a table, to be changed', 'main');
    await dialog(walk, 'question before deleting a row', () => page.locator('[data-data-delete]').first().click());
    await closed(page);
  },
];

export const visits: Readonly<Record<string, readonly Visit[]>> = {
  '': overview,
  definitions,
  wizard,
  users,
  texts,
  look,
  settings: [plain('/admin/settings')],
  workshop,
  versions,
  trace,
  data,
  checks: [plain('/admin/checks'), first('/admin/checks', '/admin/checks/check/'), first('/admin/checks', '/admin/checks/job/')],
  diagnostics: ['', '/sizes', '/running'].map((tab) => plain(`/admin/diagnostics${tab}`)),
  api: ['', '/keys', '/calls', '/try/orderState'].map((tab) => plain(`/admin/api${tab}`)),
  help: ['', '/form', '/shared-shapes'].map((part) => plain(`/admin/help${part}`)),
};
