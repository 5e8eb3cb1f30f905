// The guided tour: one step at a time on the real screens, over as many pages as it needs. It lies beside the page and never in its way:
// everything stays usable, a step whose element is missing stands in the middle, and who wanders off is offered the way back.

import { getJson, post } from '../../../renderer/client/request.ts';
import { fill, pick } from '../../../renderer/client/texts.ts';
import { showToast } from '../../../renderer/client/toast.ts';
import type { ActionResponse } from '../../../renderer/commands.ts';
import { tourClient as en } from '../../locales/en/tour-client.ts';
import { tourClient as ru } from '../../locales/ru/tour-client.ts';
import { openBubble } from './bubble.ts';
import type { Bubble } from './bubble.ts';
import { forgetState, isAskedFor, keepState, readState } from './state.ts';
import type { TourState } from './state.ts';
import type { TourStep } from '../../tour/routes.ts';

const texts = pick(en, ru);
/** How long the scripts of a screen may take to start, and then to draw what a step points at, before the step stands in the middle. */
const LONGEST_START = 15_000;
const PATIENCE = 3000;

let shown: Bubble | undefined;

/** Begins the tour when the address asks for it, else shows the step that this tab has come to. */
export async function goOnWithTour(): Promise<void> {
  if (isAskedFor()) {
    const { data } = await getJson<ActionResponse>('/admin/tour');
    keepState({ steps: data as TourStep[], at: 0 });
    // Loading the page again is not beginning again.
    history.replaceState(history.state, '', location.pathname);
  }
  const state = readState();
  if (state !== undefined) await show(state);
}

async function show(state: TourState): Promise<void> {
  const step = state.steps[state.at];
  if (step === undefined) return end('done');
  shown?.close();
  const isHere = location.pathname === new URL(step.url, location.href).pathname;
  const target = isHere ? await arrive(step) : undefined;
  const isLast = state.at === state.steps.length - 1;
  const next = { text: fill(texts, isHere ? (isLast ? 'finish' : 'next') : 'goOn'), run: () => go(state, isHere ? 1 : 0) };
  shown = openBubble({
    title: step.title,
    text: isHere ? step.text : fill(texts, 'away'),
    counter: fill(texts, 'step', { step: state.at + 1, steps: state.steps.length }),
    target,
    isAside: !isHere,
    find: () => (isHere ? findTarget(step) : undefined),
    next,
    back: isHere && state.at > 0 ? { text: fill(texts, 'back'), run: () => go(state, -1) } : undefined,
    end: { text: fill(texts, 'end'), run: () => end(isLast ? 'done' : 'dismissed') },
  });
}

/** To the step after this one, before it, or this one itself; its page is loaded when it is another. */
function go({ steps, at }: TourState, by: -1 | 0 | 1): void {
  const state = { steps, at: at + by };
  const step = steps[state.at];
  if (step === undefined) return void end('done');
  keepState(state);
  if (location.pathname === new URL(step.url, location.href).pathname) void show(state);
  else location.assign(step.url);
}

async function end(ending: 'done' | 'dismissed'): Promise<void> {
  shown?.close();
  shown = undefined;
  forgetState();
  await post('/admin/guide', { guide: 'tour', ending });
  if (ending === 'dismissed') showToast({ kind: 'info', text: texts.later });
}

/** Waits for the screens' scripts, presses the step's switch, and waits for what it points at. Undefined when that is not here. */
async function arrive(step: TourStep): Promise<HTMLElement | undefined> {
  await until(() => document.querySelector('[data-screen][aria-busy]') === null, LONGEST_START);
  const control = step.press === undefined ? null : document.querySelector<HTMLElement>(step.press);
  if (control?.getAttribute('aria-pressed') === 'false') control.click();
  await until(() => findTarget(step) !== undefined, PATIENCE);
  return findTarget(step);
}

async function until(isSo: () => boolean, longest: number): Promise<void> {
  const end = performance.now() + longest;
  while (!isSo() && performance.now() < end) await new Promise((resolve) => setTimeout(resolve, 50));
}

function findTarget({ targets }: TourStep): HTMLElement | undefined {
  for (const selector of targets) {
    for (const found of document.querySelectorAll<HTMLElement>(selector)) {
      const { width, height } = found.getBoundingClientRect();
      if (found.checkVisibility() && width > 0 && height > 0) return found;
    }
  }
  return undefined;
}
