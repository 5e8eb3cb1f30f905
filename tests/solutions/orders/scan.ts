// Looks at a page as an auditor would: axe, one heading, no sideways scrolling, nothing that failed to load.

import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly target: readonly string[] }[];
}

interface Rule {
  readonly id: string;
  readonly tags: readonly string[];
  readonly impact: string;
  readonly enabled: boolean;
}

interface Scanner {
  readonly _audit: { readonly rules: readonly Rule[] };
  run(target: Document | { include: readonly string[] }, options: object): Promise<{ violations: Violation[] }>;
}

/** Resolves when every component of the page listens and none is busy; the stream of events stays open, so silence of the network never comes. */
export async function standsStill(page: Page): Promise<void> {
  await page.waitForFunction(
    () => document.documentElement.hasAttribute('data-activated') && document.querySelector('[aria-busy=true]') === null,
    undefined,
    { timeout: 60_000, polling: 100 },
  );
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
}

/** What is wrong with the page as it stands, or with what opened on a page that had its scan; empty when nothing is. */
export async function problemsOf(page: Page, { within }: { within?: string } = {}): Promise<string[]> {
  // The page's own policy forbids inline scripts; the scanner comes in through the debugger's door.
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe);
  const { violations, overflow, headings, failed } = await page.evaluate(
    async ({ tags, part }) => {
      const { axe: scanner } = globalThis as unknown as { axe: Scanner };
      // A rule has one impact; only those that would be reported are asked.
      const rules = scanner._audit.rules.filter(
        ({ tags: of, impact, enabled }) =>
          enabled &&
          (impact === 'serious' || impact === 'critical') &&
          of.some((tag) => tags.includes(tag)) &&
          !of.includes('experimental') &&
          !of.includes('deprecated'),
      );
      // Frames show pages that have a scan of their own; without them and the style sheets' sources nothing is waited for.
      const found = await scanner.run(part === undefined ? document : { include: [part] }, {
        runOnly: rules.map(({ id }) => id),
        resultTypes: ['violations'],
        iframes: false,
        preload: false,
      });
      return {
        violations: found.violations,
        overflow: document.documentElement.scrollWidth - innerWidth,
        headings: document.querySelectorAll('h1').length,
        failed: document.querySelectorAll('.as-broken').length,
      };
    },
    { tags: TAGS, part: within },
  );
  return [
    ...violations.map(
      ({ id, nodes }) =>
        `${id}: ${nodes
          .slice(0, 3)
          .map(({ target }) => target.join(' '))
          .join(', ')}`,
    ),
    ...(overflow > 0 ? [`scrolls sideways by ${overflow} px`] : []),
    ...(headings === 1 ? [] : [`${headings} first headings`]),
    ...(failed === 0 ? [] : [`${failed} components failed`]),
  ];
}
