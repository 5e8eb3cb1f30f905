// Every screen of the developer's cabinet as an auditor sees it: wide and light in Russian, on a phone and dark in English. The sections
// and the kinds of definitions come from the program; what each shows, and how it is opened, stands in `screens.ts`.

import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sections } from '../../admin-ui/sections.ts';
import { saveDefinition } from '../../metadata/store.ts';
import { launchBrowser } from '../renderer/browser.ts';
import { signIn, startDemo } from '../solutions/orders/demo.ts';
import type { Demo, Look } from '../solutions/orders/demo.ts';
import { made } from './editor-screens.ts';
import { visits } from './screens.ts';
import { startWalk } from './walk.ts';

const LOOKS: Look[] = [
  { lang: 'ru', width: 1440, theme: 'light' },
  { lang: 'en', width: 390, theme: 'dark' },
];

/** Walked side by side; the sections that no lane names go in the last. */
const LANES = [['definitions'], ['', 'workshop', 'wizard', 'data', 'versions']];
const named = new Set(LANES.flat());
const lanes = [...LANES, sections.map(({ code }) => code).filter((code) => !named.has(code))];

let demo: Demo;
let browser: Browser;

beforeAll(async () => {
  [demo, browser] = await Promise.all([startDemo(), launchBrowser()]);
  for (const { kind, code, body } of made)
    await saveDefinition(demo.db, { kind, code, body: JSON.stringify(body), expectedVersion: 0, username: 'developer' });
}, 90_000);

afterAll(async () => {
  await browser?.close();
  await demo?.stop();
});

it('knows how to open every section', () => {
  expect(Object.keys(visits).toSorted()).toEqual(sections.map(({ code }) => code).toSorted());
});

describe('every screen of the developer’s cabinet', () => {
  // One after the other: language and mode belong to the user, who is the same in both.
  it.each(LOOKS)(
    'is accessible in $lang at $width px, $theme',
    async (look) => {
      const found = await Promise.all(lanes.map((codes) => walkLane(look, codes)));
      expect(found.flat()).toEqual([]);
    },
    400_000,
  );
});

async function walkLane(look: Look, codes: readonly string[]): Promise<string[]> {
  const signedIn = await signIn(browser, demo, { username: 'developer', look });
  const { walk, found } = startWalk(signedIn, { url: demo.url, look });
  for (const code of codes) for (const visit of visits[code] ?? []) await visit(walk);
  await signedIn.context.close();
  return found;
}
