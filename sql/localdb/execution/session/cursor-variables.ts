// The names of a call's cursor variables, which CURSOR_STATUS looks up at run time.

import type { CallFrame } from '../frame.ts';
import type { VariableScope } from '../scope.ts';

const KNOWN = new WeakMap<CallFrame, VariableScope>();

/** Noted whenever a cursor variable of the call gets a cursor; before that none of them has one. */
export const noteCursorVariables = (call: CallFrame, variables: VariableScope): void => {
  KNOWN.set(call, variables);
};
export const cursorVariablesOf = (call: CallFrame): VariableScope | undefined => KNOWN.get(call);
