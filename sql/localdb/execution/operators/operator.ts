// An operator of a plan: produces row combinations by setting `frame.rows` and calling the sink.

import type { Frame, Running, Sink } from '../frame.ts';

export interface Operator {
  /** Row slots that it sets. */
  readonly slots: readonly number[];
  /** Gives every row combination to the sink, pausing now and then; true when the sink stopped it. */
  run(frame: Frame, sink: Sink): Running<boolean>;
  /** The same without pausing, for use inside other operators' rows and inside expressions. */
  runNow(frame: Frame, sink: Sink): boolean;
  /** Builds what `runNow` would otherwise build at its first use (hash tables), pausing now and then. */
  prepare?(frame: Frame): Running<void>;
}

/** Exactly one row without any columns: SELECT without FROM. */
export const singleRow: Operator = {
  slots: [],
  // biome-ignore lint/correctness/useYield: an operator without reason to pause
  *run(frame, sink) {
    return sink(frame) === true;
  },
  runNow: (frame, sink) => sink(frame) === true,
};
