// Evaluates conditions: rules over field values that definitions hold as data. The server and the browser run this same pure function, so
// what a form shows and what it accepts cannot differ. It reads text in invariant form and never throws.

import type { Condition, ConditionValue } from './kinds/shared.ts';

/** Values by field code, in invariant text: `1234.56`, `yyyy-MM-dd`, `True`, comma lists. */
export type ConditionInput = Readonly<Record<string, string | undefined>>;

/**
 * Whether the condition holds. An absent condition holds.
 * @example holds({ field: 'delivery', op: 'eq', value: 'courier' }, { delivery: 'courier' }) // true
 */
export function holds(condition: Condition | undefined, values: ConditionInput): boolean {
  if (condition === undefined) return true;
  if ('all' in condition) return condition.all.every((part) => holds(part, values));
  if ('any' in condition) return condition.any.some((part) => holds(part, values));
  if ('not' in condition) return !holds(condition.not, values);
  const actual = textIn(condition.field, values);
  const expected = condition.value;
  switch (condition.op) {
    case 'empty':
      return actual === '';
    case 'notEmpty':
      return actual !== '';
    case 'eq':
      return isSame(actual, one(expected));
    case 'ne':
      return !isSame(actual, one(expected));
    case 'in':
      return many(expected).some((value) => isSame(actual, value));
    case 'notIn':
      return !many(expected).some((value) => isSame(actual, value));
    case 'contains':
      return parts(actual).some((part) => many(expected).some((value) => isSame(part, value)));
    default:
      return compares(condition.op, { actual, expected: one(expected) });
  }
}

/** Codes of the fields that a condition looks at. */
export function conditionFields(condition: Condition | undefined): string[] {
  if (condition === undefined) return [];
  if ('all' in condition) return condition.all.flatMap(conditionFields);
  if ('any' in condition) return condition.any.flatMap(conditionFields);
  if ('not' in condition) return conditionFields(condition.not);
  return [condition.field];
}

function compares(op: 'gt' | 'ge' | 'lt' | 'le', { actual, expected }: { actual: string; expected: string }): boolean {
  // An empty value is neither more nor less than anything, as NULL is in SQL.
  if (actual === '' || expected === '') return false;
  const numbers = [Number(actual), Number(expected)] as const;
  const order = numbers.every(Number.isFinite) ? numbers[0] - numbers[1] : actual < expected ? -1 : actual > expected ? 1 : 0;
  if (op === 'gt') return order > 0;
  if (op === 'ge') return order >= 0;
  return op === 'lt' ? order < 0 : order <= 0;
}

function textIn(field: string, values: ConditionInput): string {
  // Field codes come from definitions, but a definition may be hostile too: only own properties count.
  return Object.hasOwn(values, field) ? (values[field] ?? '') : '';
}

function one(value: ConditionValue | readonly ConditionValue[] | undefined): string {
  if (value === undefined) return '';
  return textOf(typeof value === 'object' ? (value[0] ?? '') : value);
}

function many(value: ConditionValue | readonly ConditionValue[] | undefined): string[] {
  if (value === undefined) return [];
  return typeof value === 'object' ? value.map(textOf) : [textOf(value)];
}

function textOf(value: ConditionValue): string {
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  return String(value);
}

function parts(list: string): string[] {
  return list.split(',').map((part) => part.trim());
}

/** Equal as people mean it: numbers by value, an unticked box is an empty one, words without regard to case as in SQL Server. */
function isSame(left: string, right: string): boolean {
  if (left.toLowerCase() === right.toLowerCase()) return true;
  if (isNo(left) && isNo(right)) return true;
  return left !== '' && right !== '' && Number(left) === Number(right);
}

function isNo(value: string): boolean {
  return value === '' || value.toLowerCase() === 'false';
}
