// Looks at a page as an auditor would: axe, one heading, no sideways scrolling, nothing that failed to load.

import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface Violation {
  readonly id: string;
  readonly impact: string;
  readonly nodes: readonly { readonly target: readonly string[] }[];
}

/** Resolves when every component of the page listens and none is busy; the stream of events stays open, so silence of the network never comes. */
export async function standsStill(page: Page): Promise<void> {
  await page.waitForFunction(
    () => document.documentElement.hasAttribute('data-activated') && document.querySelector('[aria-busy=true]') === null,
    undefined,
    { timeout: 60_000 },
  );
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
}

/** What is wrong with the page as it stands; empty when nothing is. */
export async function problemsOf(page: Page): Promise<string[]> {
  // The page's own policy forbids inline scripts; the scanner comes in through the debugger's door.
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe);
  const { violations, overflow, headings, failed } = await page.evaluate(async () => {
    const scanner = (globalThis as unknown as { axe: { run(target: Document, options: object): Promise<{ violations: Violation[] }> } })
      .axe;
    const found = await scanner.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
      resultTypes: ['violations'],
    });
    return {
      violations: found.violations,
      overflow: document.documentElement.scrollWidth - innerWidth,
      headings: document.querySelectorAll('h1').length,
      failed: document.querySelectorAll('.as-error').length,
    };
  });
  return [
    ...violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(
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
