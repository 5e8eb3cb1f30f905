// Loading components anew from their `data-src` and putting the answer in their place.

import { activate } from './activate.ts';
import { parseMarkup } from './element.ts';
import { rememberFocus } from './focus.ts';
import { dropGuards } from './guard.ts';
import { getFragment } from './request.ts';

const running = new WeakMap<HTMLElement, AbortController>();

/** Refreshes what the targets name: ids, `kind-code`, component codes or CSS selectors, comma separated. */
export async function refresh(targets: string): Promise<void> {
  const found = new Set<HTMLElement>();
  for (const target of targets.split(',')) for (const element of findTargets(target.trim())) found.add(element);
  // A component inside another that is refreshed, too, comes with it.
  const outer = [...found].filter((element) => ![...found].some((other) => other !== element && other.contains(element)));
  await Promise.all(outer.map((element) => refreshComponent(element)));
}

/**
 * Loads one component anew, from another address if one is given. A later call stops an earlier one that still waits. `mayReplace` is asked
 * when the answer is there: what nobody asked for is not put under the hands of somebody who has begun to work meanwhile.
 */
export async function refreshComponent(
  element: HTMLElement,
  src: string | undefined = element.dataset.src,
  mayReplace: () => boolean = () => true,
): Promise<void> {
  if (src === undefined) return;
  running.get(element)?.abort();
  const controller = new AbortController();
  running.set(element, controller);
  element.setAttribute('aria-busy', 'true');
  try {
    const markup = await getFragment(src, { signal: controller.signal });
    if (mayReplace()) replaceElement(element, markup);
  } catch {
    // The request module has told it; the old state stays readable.
  } finally {
    if (running.get(element) === controller) element.removeAttribute('aria-busy');
  }
}

/** Puts markup in an element's place, keeps the focus where it was and activates what came. */
export function replaceElement(element: HTMLElement, markup: string): void {
  const fragment = parseMarkup(markup);
  const arrived = [...fragment.children];
  const restoreFocus = rememberFocus(element);
  element.dispatchEvent(new CustomEvent('as:removed', { bubbles: true }));
  dropGuards(element);
  element.replaceWith(fragment);
  for (const child of arrived) {
    void activate(child);
    child.dispatchEvent(new CustomEvent('as:refreshed', { bubbles: true }));
  }
  // What the focus tells is kept for what is not active yet (early.ts).
  restoreFocus();
}

/** Elements that a target names, as components: an element that is none stands for the components inside it, or the one around it. */
export function findTargets(target: string): HTMLElement[] {
  if (target === '') return [];
  const name = target.replace(/^#/, '');
  const byId = document.getElementById(name) ?? document.getElementById(`as-${name}`);
  const elements = byId === null ? select(target) : [byId];
  return elements.flatMap((element) => {
    if (element.dataset.src !== undefined) return [element];
    const inside = [...element.querySelectorAll<HTMLElement>('.as-component[data-src]')];
    const around = element.closest<HTMLElement>('.as-component[data-src]');
    return inside.length > 0 ? inside : around === null ? [] : [around];
  });
}

function select(target: string): HTMLElement[] {
  const byCode = [...document.querySelectorAll<HTMLElement>(`.as-component[data-code="${CSS.escape(target)}" i]`)];
  if (byCode.length > 0) return byCode;
  // Targets come from definitions: a selector that is none selects nothing.
  try {
    return [...document.querySelectorAll<HTMLElement>(target)];
  } catch {
    return [];
  }
}
