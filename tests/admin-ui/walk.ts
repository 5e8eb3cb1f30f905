// How a screen of the developer's cabinet is opened and looked at, and the small steps that many of them need.

import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import type { Look, SignedIn } from '../solutions/orders/demo.ts';
import { problemsOf, standsStill } from '../solutions/orders/scan.ts';
import { unseenFocus } from './focus.ts';

export interface Walk {
  readonly page: Page;
  /** Looks at the page as it is now; only at a part when the rest had its look. */
  look(name: string, within?: string): Promise<void>;
  go(path: string): Promise<void>;
}

export type Visit = (walk: Walk) => Promise<void>;

/** A walk through screens; `found` fills with what is wrong, each with the name of its screen. */
export function startWalk(
  { page, errors }: SignedIn,
  { url, look: { lang }, seen = () => Promise.resolve() }: { url: string; look: Look; seen?: (name: string) => Promise<unknown> },
): { walk: Walk; found: string[] } {
  const found: string[] = [];
  const known = new Set<string>();
  return {
    found,
    walk: {
      page,
      async go(path) {
        await page.goto(url + path, { waitUntil: 'domcontentloaded' });
        await standsStill(page);
      },
      async look(name, within) {
        await quiet(page);
        const problems = [
          ...(await problemsOf(page, { ...(within !== undefined && { within }) })),
          ...(await unseenFocus(page, { within, known })),
          ...errors.splice(0),
        ];
        const is = await page.locator('html').getAttribute('lang');
        if (is !== lang) problems.push(`the document says that it is in ${is}`);
        found.push(...problems.map((problem) => `${name}: ${problem}`));
        await seen(name);
      },
    },
  };
}

/** The dialog on top. */
export const DIALOG = 'body > .dialog:not([inert])';

export const plain =
  (path: string): Visit =>
  async ({ go, look }) => {
    await go(path);
    await look(path);
  };

/** As `plain`, for the first record that a list leads to. */
export const first =
  (from: string, to: string): Visit =>
  async (walk) => {
    await follow(walk, { from, to });
    await walk.look(`${from} → ${to}`);
  };

/** Goes to the first link on a page that begins so, without showing that page. */
export async function follow({ page, go }: Walk, { from, to }: { from: string; to: string }): Promise<void> {
  const link = new RegExp(`<main[^]*?href="(${to}[^"]*)"`);
  let href = '';
  // What has just happened comes into the logs a little later.
  await expect
    .poll(
      async () => {
        [, href = ''] = link.exec(await (await page.request.get(new URL(from, page.url()).href)).text()) ?? [];
        return href;
      },
      { message: `${from} has a link to ${to}` },
    )
    .not.toBe('');
  await go(href);
}

export async function dialog(walk: Walk, name: string, open: () => Promise<unknown>): Promise<void> {
  const { page, look } = walk;
  const before = await page.locator('.dialog').count();
  await open();
  await page.locator('.dialog').nth(before).waitFor();
  await quiet(page);
  await look(name, DIALOG);
}

export async function closed(page: Page): Promise<void> {
  const before = await page.locator('.dialog').count();
  await page.keyboard.press('Escape');
  await page.waitForFunction((count) => document.querySelectorAll('.dialog').length < count, before);
}

/** Opens everything that is folded in a part of the page. */
export async function unfold(page: Page, within: string): Promise<void> {
  await page.locator(`${within} details:not([open])`).evaluateAll((all) => {
    for (const one of all) (one as HTMLDetailsElement).open = true;
  });
}

export async function quiet(page: Page): Promise<void> {
  await page.waitForFunction(() => document.querySelector('[aria-busy=true]') === null);
}

/** Answers the question for the password, if it comes before what is waited for. */
export async function confirmed(page: Page, selector: string): Promise<void> {
  const asked = page.locator('#admin-password');
  const done = page.locator(selector).first();
  await asked.or(done).first().waitFor();
  if (!(await asked.isVisible())) return;
  await asked.fill('demo');
  await page.keyboard.press('Enter');
  await done.waitFor();
}
