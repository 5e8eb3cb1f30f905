// The difference of two JSON values, as a person would tell it: which place was added, removed or changed. Members of lists that have a
// `code` (or `value`) are matched by it, so that an inserted column does not make all that follow it look changed.

import { step } from './findings.ts';

export interface JsonChange {
  readonly pointer: string;
  readonly kind: 'added' | 'removed' | 'changed' | 'moved';
  readonly before?: unknown;
  readonly after?: unknown;
}

/** Changes that lead from `before` to `after`; none when they say the same. Pointers of removed places are those of `before`. */
export function jsonDiff(before: unknown, after: unknown, pointer = ''): JsonChange[] {
  if (Object.is(before, after)) return [];
  if (Array.isArray(before) && Array.isArray(after)) return listDiff(before, after, pointer);
  if (isObject(before) && isObject(after)) return objectDiff(before, after, pointer);
  return [{ pointer, kind: 'changed', before, after }];
}

function objectDiff(before: Record<string, unknown>, after: Record<string, unknown>, pointer: string): JsonChange[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].flatMap((name): JsonChange[] => {
    const at = pointer + step(name);
    if (!Object.hasOwn(after, name)) return [{ pointer: at, kind: 'removed', before: before[name] }];
    if (!Object.hasOwn(before, name)) return [{ pointer: at, kind: 'added', after: after[name] }];
    return jsonDiff(before[name], after[name], at);
  });
}

function listDiff(before: readonly unknown[], after: readonly unknown[], pointer: string): JsonChange[] {
  const keysBefore = memberKeys(before);
  const keysAfter = memberKeys(after);
  if (keysBefore === undefined || keysAfter === undefined) return plainListDiff(before, after, pointer);
  const changes: JsonChange[] = [];
  for (const [key, index] of keysBefore) {
    if (!keysAfter.has(key)) changes.push({ pointer: pointer + step(index), kind: 'removed', before: before[index] });
  }
  for (const [key, index] of keysAfter) {
    const old = keysBefore.get(key);
    if (old === undefined) changes.push({ pointer: pointer + step(index), kind: 'added', after: after[index] });
    else changes.push(...jsonDiff(before[old], after[index], pointer + step(index)));
  }
  const keptBefore = [...keysBefore.keys()].filter((key) => keysAfter.has(key));
  const keptAfter = [...keysAfter.keys()].filter((key) => keysBefore.has(key));
  if (keptBefore.some((key, index) => key !== keptAfter[index])) {
    changes.push({ pointer, kind: 'moved', before: [...keysBefore.keys()], after: [...keysAfter.keys()] });
  }
  return changes;
}

function plainListDiff(before: readonly unknown[], after: readonly unknown[], pointer: string): JsonChange[] {
  return Array.from({ length: Math.max(before.length, after.length) }, (_, index): JsonChange[] => {
    const at = pointer + step(index);
    if (index >= after.length) return [{ pointer: at, kind: 'removed', before: before[index] }];
    if (index >= before.length) return [{ pointer: at, kind: 'added', after: after[index] }];
    return jsonDiff(before[index], after[index], at);
  }).flat();
}

/** Index by code; undefined when the members have none, or not one each. */
function memberKeys(list: readonly unknown[]): Map<string, number> | undefined {
  const keys = new Map<string, number>();
  for (const [index, member] of list.entries()) {
    const key = isObject(member) ? (member.code ?? member.value) : undefined;
    if (typeof key !== 'string' || keys.has(key)) return undefined;
    keys.set(key, index);
  }
  return keys;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
