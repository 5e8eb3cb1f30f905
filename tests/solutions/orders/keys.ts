// Keys as tests press them: where the focus is, and the way to a control by Tab, on which the focus has to be seen.

import type { Page } from 'playwright-core';
import { expect } from 'vitest';

export function isFocused(page: Page, selector: string): Promise<boolean> {
  return page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector);
}

/** Presses Tab until what is looked for has the focus, and expects that a ring or an edge shows it. */
export async function tabTo(page: Page, selector: string, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  for (let step = 0; step < 150; step++) {
    if (await isFocused(page, selector)) {
      await expect.poll(() => isFocusSeen(page), { message: `the focus on ${selector} is seen` }).toBe(true);
      return;
    }
    await page.keyboard.press(key);
  }
  throw new Error(`${selector} is not reached by ${key}`);
}

/** A hidden input lends its focus to the label or frame around it. */
function isFocusSeen(page: Page): Promise<boolean> {
  return page.evaluate(() => {
    const focused = document.activeElement;
    if (focused === null) return false;
    const shows = (one: Element): boolean => {
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(one);
      return (outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 1) || boxShadow !== 'none';
    };
    const near = [
      focused,
      focused.nextElementSibling,
      focused.parentElement,
      focused.closest('.cm-editor'),
      ...('labels' in focused ? [...((focused as HTMLInputElement).labels ?? [])] : []),
    ];
    return near.some((one) => one !== null && shows(one));
  });
}
