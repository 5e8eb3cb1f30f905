// Every page of the cabinets for axe, scripts' errors and sideways scrolling: wide and light in Russian, on a phone and dark in English.

import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../../renderer/browser.ts';
import { signIn, startDemo } from './demo.ts';
import type { Demo, Look } from './demo.ts';

const LOOKS: Look[] = [
  { lang: 'ru', width: 1440, theme: 'light' },
  { lang: 'en', width: 390, theme: 'dark' },
];
const USERS = ['client', 'manager', 'supervisor'];

let demo: Demo;
let browser: Browser;
let axe = '';

beforeAll(async () => {
  [demo, browser, axe] = await Promise.all([
    startDemo(),
    launchBrowser(),
    readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8'),
  ]);
}, 90_000);

afterAll(async () => {
  await browser?.close();
  await demo?.stop();
});

describe.each(USERS)('the pages of %s', (username) => {
  it.each(LOOKS)(
    'are accessible in $lang at $width px, $theme',
    async (look) => {
      const { context, page, errors } = await signIn(browser, demo, { username, look });
      const found: string[] = [];
      for (const path of await pathsOf(page)) {
        await page.goto(demo.url + path);
        await page.waitForLoadState('networkidle');
        for (const line of await violations(page)) found.push(`${path}: ${line}`);
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        if (overflow > 0) found.push(`${path}: scrolls sideways by ${overflow} px`);
      }
      await context.close();
      expect(found).toEqual([]);
      expect(errors).toEqual([]);
    },
    180_000,
  );
});

/** The menu's pages, the profile, and one record's page where a list leads to it. */
async function pathsOf(page: Page): Promise<string[]> {
  const menu = await page.locator('.side-nav a.side-link').evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''));
  const paths = [...menu, '/me', '/notifications'];
  for (const path of menu) {
    await page.goto(demo.url + path);
    const record = await page
      .locator('main tbody a.table-key[href^="/"]')
      .first()
      .getAttribute('href', { timeout: 500 })
      .catch(() => null);
    if (record !== null) paths.push(record);
  }
  return [...new Set(paths)].filter((path) => path.startsWith('/'));
}

async function violations(page: Page): Promise<string[]> {
  // The page's own policy forbids inline scripts; the scanner comes in through the debugger's door.
  await page.evaluate(axe);
  const result = await page.evaluate(async () => {
    const scanner = (
      globalThis as unknown as {
        axe: {
          run(target: Document, options: object): Promise<{ violations: { impact: string; id: string; nodes: { target: string[] }[] }[] }>;
        };
      }
    ).axe;
    return scanner.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] });
  });
  return result.violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(
      ({ id, nodes }) =>
        `${id} at ${nodes
          .slice(0, 3)
          .map(({ target }) => target.join(' '))
          .join(', ')}`,
    );
}
