// The bubble of a step and the light on what it points at. It follows its target while the page scrolls and changes; on a phone it is a sheet
// at the bottom. It takes the focus when it opens and gives it back; Escape ends, the arrows go on and back.

import { topDialog } from '../../../renderer/client/dialog.ts';
import { element } from '../../../renderer/client/element.ts';

interface Choice {
  readonly text: string;
  readonly run: () => unknown;
}

export interface BubbleView {
  readonly title: string;
  readonly text: string;
  readonly counter: string;
  /** Undefined: the bubble stands in the middle, or in the corner when it `isAside`. */
  readonly target: HTMLElement | undefined;
  readonly isAside: boolean;
  /** Asked again when the page has replaced the target, and now and then while there is none. */
  readonly find: () => HTMLElement | undefined;
  readonly next: Choice;
  readonly back: Choice | undefined;
  readonly end: Choice;
}

export interface Bubble {
  close(): void;
}

/** Distance to the target and to the edges of the window. */
const GAP = 12;
const AROUND = 4;
/** Frames between two looks for a target that is not there. */
const LOOKS_EVERY = 30;

export function openBubble(view: BubbleView): Bubble {
  const before = document.activeElement;
  const button = ({ text, run }: Choice, kind: string): HTMLButtonElement => {
    const made = element('button', { type: 'button', class: `btn btn-sm ${kind}` }, text);
    made.addEventListener('click', run);
    return made;
  };
  const root = element(
    'div',
    { class: 'tour', role: 'dialog', 'aria-labelledby': 'tour-title', 'aria-describedby': 'tour-text tour-counter', tabindex: -1 },
    element('h2', { class: 'h3', id: 'tour-title' }, view.title),
    element('p', { id: 'tour-text' }, view.text),
    element(
      'div',
      { class: 'tour-foot' },
      element('small', { class: 'muted', id: 'tour-counter' }, view.counter),
      button(view.end, 'btn-quiet'),
      element('span', { class: 'push' }),
      view.back && button(view.back, 'btn-outline-secondary'),
      button(view.next, 'btn-primary'),
    ),
  );
  const light = element('div', { class: 'tour-light', 'aria-hidden': 'true', hidden: true });
  root.addEventListener('keydown', (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (event.key === 'ArrowRight') view.next.run();
    else if (event.key === 'ArrowLeft') view.back?.run();
    else return;
    event.preventDefault();
  });
  const onEscape = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.defaultPrevented || topDialog() !== undefined) return;
    event.preventDefault();
    view.end.run();
  };
  document.addEventListener('keydown', onEscape);

  document.body.append(light, root);
  if (view.target !== undefined) bringInto(view.target);
  let { target } = view;
  let last = '';
  let frame = 0;
  let frames = 0;
  const follow = (): void => {
    const isLost = target === undefined ? frames++ % LOOKS_EVERY === 0 : !target.isConnected;
    if (isLost) target = view.find();
    const area = target && visiblePart(target);
    const { offsetWidth: width, offsetHeight: height } = root;
    const now = JSON.stringify([area, width, height, innerWidth, innerHeight]);
    if (now !== last) {
      last = now;
      drawLight(light, area);
      place(root, { area, width, height, isAside: view.isAside });
    }
    frame = requestAnimationFrame(follow);
  };
  follow();
  root.focus({ preventScroll: true });

  return {
    close() {
      cancelAnimationFrame(frame);
      document.removeEventListener('keydown', onEscape);
      const hadFocus = root.contains(document.activeElement);
      light.remove();
      root.remove();
      if (hadFocus && before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    },
  };
}

/** What is taller than half of the window is left where it is as long as its head can be seen. */
function bringInto(target: HTMLElement): void {
  const { top, height } = target.getBoundingClientRect();
  const isTall = height > innerHeight / 2;
  if (isTall && top >= 0 && top < innerHeight / 2) return;
  target.scrollIntoView({ block: isTall ? 'start' : 'nearest', inline: 'nearest' });
}

interface Area {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** What of the target is in the window; undefined for nothing. */
function visiblePart(target: HTMLElement): Area | undefined {
  const box = target.getBoundingClientRect();
  const left = Math.max(box.left - AROUND, AROUND);
  const top = Math.max(box.top - AROUND, AROUND);
  const right = Math.min(box.right + AROUND, innerWidth - AROUND);
  const bottom = Math.min(box.bottom + AROUND, innerHeight - AROUND);
  return right - left > 2 * AROUND && bottom - top > 2 * AROUND ? { left, top, right, bottom } : undefined;
}

function drawLight(light: HTMLElement, area: Area | undefined): void {
  light.hidden = area === undefined;
  if (area === undefined) return;
  const { style } = light;
  style.left = `${area.left}px`;
  style.top = `${area.top}px`;
  style.width = `${area.right - area.left}px`;
  style.height = `${area.bottom - area.top}px`;
}

/**
 * Beside the target where there is room, else over its lower end; in the middle without a target. On a phone the stylesheet makes it a sheet
 * at the bottom, or at the top when it would lie on the target.
 */
function place(
  root: HTMLElement,
  { area, width, height, isAside }: { area: Area | undefined; width: number; height: number; isAside: boolean },
): void {
  const within = (at: number, size: number, whole: number): number => Math.max(GAP, Math.min(at, whole - size - GAP));
  let left = isAside ? innerWidth - width - GAP : (innerWidth - width) / 2;
  let top = isAside ? innerHeight - height - GAP : (innerHeight - height) / 2;
  if (area !== undefined) {
    left = within(area.left, width, innerWidth);
    if (area.bottom + GAP + height + GAP <= innerHeight) top = area.bottom + GAP;
    else if (area.top - GAP - height - GAP >= 0) top = area.top - GAP - height;
    else {
      top = within(area.top, height, innerHeight);
      if (area.right + GAP + width + GAP <= innerWidth) left = area.right + GAP;
      else if (area.left - GAP - width - GAP >= 0) left = area.left - GAP - width;
      else {
        left = within(area.right - width - GAP, width, innerWidth);
        top = within(area.bottom - height - GAP, height, innerHeight);
      }
    }
  }
  const isUnder = area !== undefined && area.bottom > innerHeight - height && area.top > height;
  root.classList.toggle('is-top', isUnder);
  root.style.setProperty('--tour-left', `${Math.round(left)}px`);
  root.style.setProperty('--tour-top', `${Math.round(top)}px`);
}
