// Which fields of a form are shown, required and open for editing with the values that it holds now. The server and the browser run the
// same function. A field that is not shown counts as empty for the fields that look at it, so chains of conditions settle in any order.

import { holds } from '../../metadata/conditions.ts';
import type { ConditionInput } from '../../metadata/conditions.ts';
import type { Condition } from '../../metadata/kinds/shared.ts';

/** What decides about one field; the conditions of the parts that it stands in are among `visibleWhen`. */
export interface FieldRule {
  readonly code: string;
  readonly visibleWhen: readonly Condition[];
  readonly isRequired: boolean;
  readonly requiredWhen?: Condition;
  readonly isDisabled?: boolean;
  readonly disabledWhen?: Condition;
}

export interface FieldState {
  readonly isVisible: boolean;
  readonly isRequired: boolean;
  readonly isDisabled: boolean;
}

/** The state of every field; a field that is not shown is never required. */
export function formState(rules: readonly FieldRule[], values: ConditionInput): ReadonlyMap<string, FieldState> {
  const seen = shownValues(rules, values);
  return new Map(
    rules.map((rule) => {
      const isVisible = isShown(rule, seen);
      const isRequired = isVisible && (rule.isRequired || (rule.requiredWhen !== undefined && holds(rule.requiredWhen, seen)));
      const isDisabled = rule.isDisabled === true || (rule.disabledWhen !== undefined && holds(rule.disabledWhen, seen));
      return [rule.code, { isVisible, isRequired, isDisabled }];
    }),
  );
}

function shownValues(rules: readonly FieldRule[], values: ConditionInput): ConditionInput {
  const seen: Record<string, string | undefined> = { ...values };
  // Each round can only reach one step further along a chain; conditions that contradict each other end with the last round.
  for (let round = 0; round <= rules.length; round++) {
    let hasChanged = false;
    for (const rule of rules) {
      if (rule.visibleWhen.length === 0) continue;
      const value = isShown(rule, seen) ? values[rule.code] : undefined;
      if (seen[rule.code] === value) continue;
      seen[rule.code] = value;
      hasChanged = true;
    }
    if (!hasChanged) break;
  }
  return seen;
}

function isShown(rule: FieldRule, values: ConditionInput): boolean {
  return rule.visibleWhen.every((condition) => holds(condition, values));
}
