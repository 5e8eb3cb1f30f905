// The editors of definitions as the accessibility test opens them: one of each kind, and once what is the same in all.

import { kindNames } from '../../metadata/kinds.ts';
import { closed, dialog, follow, unfold } from './walk.ts';
import type { Visit } from './walk.ts';

/** The demo has no definition of these kinds. */
export const made = [
  {
    kind: 'api',
    code: 'orderState',
    body: {
      title: { en: 'State of an order', ru: 'Состояние заказа' },
      direction: 'incoming',
      method: 'GET',
      roles: 'manager',
      parameters: [
        { code: 'number', title: { en: 'Number', ru: 'Номер' }, isRequired: true },
        { code: 'detail', values: ['short', 'full'] },
      ],
    },
  },
  { kind: 'request', code: 'askPrice', body: { title: { en: 'Ask for a price', ru: 'Узнать цену' }, roles: 'manager' } },
] as const;

const editor =
  (kind: string): Visit =>
  async (walk) => {
    const { page, look } = walk;
    await follow(walk, { from: `/admin/definitions?kind=${kind}`, to: `/admin/definitions/${kind}/` });
    await page.locator('[data-editor-options] .pane-head').waitFor();
    await unfold(page, '[data-editor-options]');
    await look(`editor of ${kind}`);
  };

/** What only one kind needs to show: it is the same in all. */
const editorOfForm: Visit = async (walk) => {
  const { page, look, go } = walk;
  await go('/admin/definitions/form/request');
  const outline = page.locator('[data-editor-outline]');
  await outline.locator('[data-list=fields] .field-name').first().click();
  await page.locator('[data-editor-options] .editor-crumb, [data-editor-options] .pane-head').first().waitFor();
  await unfold(page, '[data-editor-options]');
  await look('options of a field', '.editor-design');
  await outline.locator('[data-list=fields] .pane-head button[aria-pressed]').click();
  await outline.locator('.editor-mark').nth(0).check();
  await outline.locator('.editor-mark').nth(1).check();
  await look('options of several fields', '.editor-design');
  await outline.locator('[data-list=fields] .pane-head button[aria-pressed]').click();
  await page.locator('[data-tab=json]').click();
  await page.locator('[data-panel=json] .cm-content').waitFor();
  await look('JSON of a form', '[data-panel=json]');
  await page.locator('[data-tab=procedures]').click();
  await page.locator('[data-panel=procedures] a, [data-panel=procedures] table').first().waitFor();
  await look('procedures of a form', '[data-panel=procedures]');
  await page.locator('[data-tab=history]').click();
  await page.locator('[data-panel=history] button').first().click();
  await page.locator('[data-panel=history] .cm-content').waitFor();
  await look('history of a form', '[data-panel=history]');
  await page.locator('[data-tab=design]').click();
  await outline.locator('[data-list=fields] .pane-head .btn-outline-secondary').click();
  await page.locator('[data-editor-publish]:enabled').waitFor();
  await dialog(walk, 'question before publishing', () => page.locator('[data-editor-publish]').click());
  await closed(page);
  await dialog(walk, 'question before throwing a draft away', () => page.locator('[data-editor-discard]').click());
  await page.locator('.dialog .btn-danger').click();
  await page.locator('[data-editor-publish]:disabled').waitFor();
};

const editorOfPage: Visit = async (walk) => {
  const { page, look, go } = walk;
  await go('/admin/definitions/page/orders');
  await page.locator('.editor-source .cm-content').waitFor();
  await dialog(walk, 'snippets', () => page.locator('.editor-sources .push').click());
  await closed(page);
  await look('markup of a page', '[data-editor-stage]');
};

export const editors: readonly Visit[] = [...kindNames.map(editor), editorOfForm, editorOfPage];
