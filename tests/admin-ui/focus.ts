// Whether the focus can be seen on everything that takes it: an outline or a shadow on the control, or on what stands for it.

import type { Page } from 'playwright-core';

interface Options {
  /** Only this part. */
  readonly within?: string | undefined;
  /** Sorts of controls that were tried; those that are new are added. */
  readonly known: Set<string>;
}

/** Gives the focus to one control of each new sort and answers those that do not show it. */
export async function unseenFocus(page: Page, { within = 'body', known }: Options): Promise<string[]> {
  // A key tells the browser that focus has to be seen from now on.
  await page.keyboard.press('F9');
  const { unseen, sorts } = await page.evaluate(
    async ({ part, tried }) => {
      const before = document.activeElement;
      const sorts = new Set<string>(tried);
      const unseen: string[] = [];
      const lookOf = (all: readonly (Element | null | undefined)[]): string =>
        all
          .map((one) => {
            if (one === null || one === undefined) return '';
            const { outlineStyle, outlineWidth, boxShadow, borderColor, textDecorationLine } = getComputedStyle(one);
            return `${outlineStyle === 'none' ? '' : outlineWidth} ${boxShadow} ${borderColor} ${textDecorationLine}`;
          })
          .join('|');
      const stops = document
        .querySelector(part)
        ?.querySelectorAll<HTMLElement>(
          'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"], .cm-content',
        );
      for (const stop of stops ?? []) {
        const sort = `${stop.localName}.${stop.className} in ${stop.parentElement?.className ?? ''}`;
        if (sorts.has(sort) || stop.matches(':disabled') || stop.closest('[inert]') !== null || !stop.checkVisibility()) continue;
        sorts.add(sort);
        const near = [
          stop,
          stop.nextElementSibling,
          stop.parentElement,
          stop.closest('.cm-editor'),
          ...('labels' in stop ? ((stop as HTMLInputElement).labels ?? []) : []),
        ];
        // An editor draws its focus a little later.
        const drawn = () => (stop.matches('.cm-content') ? new Promise((resolve) => setTimeout(resolve, 100)) : undefined);
        if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
        await drawn();
        const quiet = lookOf(near);
        stop.focus({ preventScroll: true });
        await drawn();
        if (document.activeElement === stop && lookOf(near) === quiet) unseen.push(sort);
      }
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
      return { unseen, sorts: [...sorts] };
    },
    { part: within, tried: [...known] },
  );
  for (const sort of sorts) known.add(sort);
  return unseen.map((sort) => `the focus is not seen on ${sort}`);
}
