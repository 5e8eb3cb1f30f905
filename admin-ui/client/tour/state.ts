// Where the tour is, kept in this tab, so that it goes on after the next page has loaded.

import type { TourStep } from '../../tour/routes.ts';

export interface TourState {
  readonly steps: readonly TourStep[];
  readonly at: number;
}

const KEPT_AS = 'peregrine-tour';

/** Asked on every page before anything of the tour is loaded. A preview in a frame shares the tab's state and is no page of the tour. */
export function isTourOn(): boolean {
  return window.top === window && (isAskedFor() || sessionStorage.getItem(KEPT_AS) !== null);
}

/** By the address of a link that begins it. */
export function isAskedFor(): boolean {
  return new URLSearchParams(location.search).has('tour');
}

export function readState(): TourState | undefined {
  const kept = sessionStorage.getItem(KEPT_AS);
  return kept === null ? undefined : (JSON.parse(kept) as TourState);
}

export function keepState(state: TourState): void {
  sessionStorage.setItem(KEPT_AS, JSON.stringify(state));
}

export function forgetState(): void {
  sessionStorage.removeItem(KEPT_AS);
}
