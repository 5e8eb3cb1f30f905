// Every page that a role of the cabinets can reach, as an auditor sees it: wide and light in Russian, on a phone and dark in English.
// The pages are found by walking: the menu, then one record of each kind and each view that a page links to, and the forms it opens.

import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../../renderer/browser.ts';
import { signIn, startDemo } from './demo.ts';
import type { Demo, Look } from './demo.ts';
import { problemsOf, standsStill } from './scan.ts';

const LOOKS: Look[] = [
  { lang: 'ru', width: 1440, theme: 'light' },
  { lang: 'en', width: 390, theme: 'dark' },
];
/** The platform's own pages are the same for everybody, so one role stands for all. */
const OWN_PAGES = [
  '/me',
  '/me/password',
  '/me/totp',
  '/me/sessions',
  '/notifications',
  '/notifications/preferences',
  '/search?q=100',
  '/no-such-page',
];
const ROLES = [
  { username: 'client', more: OWN_PAGES, records: ['order', 'product', 'request'] },
  {
    username: 'manager',
    more: ['/orders?orders.view=kanban', '/orders?orders.view=calendar', '/c/table/orders/print'],
    records: ['order', 'request', 'client'],
  },
  { username: 'supervisor', more: [], records: ['order', 'point'] },
];

let demo: Demo;
let browser: Browser;

beforeAll(async () => {
  [demo, browser] = await Promise.all([startDemo(), launchBrowser()]);
}, 90_000);

afterAll(async () => {
  await browser?.close();
  await demo?.stop();
});

describe('every page and form', () => {
  // One after the other: language and mode belong to the user, who is the same in both. The roles walk side by side.
  it.each(LOOKS)(
    'is accessible in $lang at $width px, $theme',
    async (look) => {
      const problems = await Promise.all([walkDoors(look), ...ROLES.map((role) => walkCabinet(look, role))]);
      expect(problems.flat()).toEqual([]);
    },
    400_000,
  );
});

/** What a role's menu leads to. */
async function walkCabinet(look: Look, { username, more, records }: (typeof ROLES)[number]): Promise<string[]> {
  const { context, page, errors } = await signIn(browser, demo, { username, look });
  const menu = await page.locator('.side-nav a.side-link').evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''));
  const { found, kinds } = await walk(page, [...menu, ...more]);
  await context.close();
  // A walk that met no records would prove little.
  expect([...kinds]).toEqual(expect.arrayContaining(records));
  return [...found, ...errors].map((problem) => `${username}: ${problem}`);
}

/** The pages of those who have not come in yet. */
async function walkDoors(look: Look): Promise<string[]> {
  const context = await browser.newContext({
    viewport: { width: look.width, height: 900 },
    locale: look.lang === 'ru' ? 'ru-RU' : 'en-GB',
    colorScheme: look.theme ?? 'light',
    reducedMotion: 'reduce',
  });
  const { found } = await walk(
    await context.newPage(),
    ['/sign-in', '/register', '/recover'].map((path) => `${path}?lang=${look.lang}`),
  );
  await context.close();
  return found;
}

/** Scans the pages, what they lead to and the forms that open over them. */
async function walk(page: Page, start: readonly string[]): Promise<{ found: string[]; kinds: Set<string> }> {
  const found: string[] = [];
  const kinds = new Set<string>();
  const forms = new Set<string>();
  const paths = [...start];
  for (let path = paths.shift(); path !== undefined; path = paths.shift()) {
    await page.goto(demo.url + path, { waitUntil: 'domcontentloaded' });
    await standsStill(page);
    for (const problem of await problemsOf(page)) found.push(`${path}: ${problem}`);
    for (const href of await page
      .locator('main a[href^="/"]')
      .evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''))) {
      const kind = /^\/([\w-]+)\/\d+$/.exec(href)?.[1];
      if (kind === undefined || kinds.has(kind)) continue;
      kinds.add(kind);
      paths.push(href);
    }
    for (const problem of await scanForms(page, forms)) found.push(`${path}: ${problem}`);
  }
  return { found, kinds };
}

/** Opens each form that the page offers and no page before has offered. */
async function scanForms(page: Page, forms: Set<string>): Promise<string[]> {
  const found: string[] = [];
  const offered = await page
    .locator('main .as-form-modal:visible')
    .evaluateAll((links) => links.map((link) => link.getAttribute('data-code') ?? ''));
  for (const code of new Set(offered)) {
    if (forms.has(code)) continue;
    forms.add(code);
    await page.locator(`main .as-form-modal[data-code="${code}"]:visible`).first().click();
    const dialog = page.locator('[role=dialog]:visible');
    await dialog.locator('form').first().waitFor();
    await standsStill(page);
    for (const problem of await problemsOf(page, { within: '[role=dialog]:not([hidden])' })) found.push(`form ${code}: ${problem}`);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
  }
  return found;
}
