// What the status of a record looks like to this visitor: the way, the next steps that are theirs to take, the history.

import type { RefreshView } from '../refresh-view.ts';

export interface StatusStep {
  readonly code: string;
  readonly title: string;
  readonly state: 'done' | 'current' | 'failed' | 'ahead';
  /** Invariant text of the moment it was reached. */
  readonly at?: string | undefined;
  readonly note?: string | undefined;
}

export interface TransitionView {
  /** Names the transition in the action. */
  readonly key: string;
  readonly to: string;
  readonly title: string;
  readonly icon?: string | undefined;
  readonly style: string;
  readonly confirm?: string | undefined;
  readonly comment: 'none' | 'optional' | 'required';
  readonly commentTitle: string;
  readonly form?: string | undefined;
}

export interface StatusChange {
  readonly from: string;
  readonly to: string;
  readonly color?: string | undefined;
  readonly who: string;
  readonly at: string;
  readonly comment: string;
}

export interface EntityView extends RefreshView {
  readonly code: string;
  readonly itemID: string;
  readonly params: readonly (readonly [string, string])[];
  readonly title: string;
  readonly current?:
    | { readonly code: string; readonly title: string; readonly color?: string | undefined; readonly isFinal: boolean }
    | undefined;
  /** Undefined: the definition shows no path. */
  readonly path?: readonly StatusStep[] | undefined;
  readonly transitions: readonly TransitionView[];
  /** Undefined: this visitor does not see it. */
  readonly history?: readonly StatusChange[] | undefined;
}
