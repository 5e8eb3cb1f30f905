// The order of a list's members, and of a form's fields under the groups that they belong to: what the outline shows and what a drag or
// a key writes back.

import { isObject } from './document.ts';
import type { Path } from './document.ts';
import { partCode } from './options.ts';

/** A member by its index, or the heading of a group; '' is "in no group". */
export type Arranged = { readonly type: 'part'; readonly index: number } | { readonly type: 'group'; readonly code: string };

type Member = Readonly<Record<string, unknown>>;

/** Members as they are shown: fields of a form below the headings of its groups, others in their order. */
export function arrangement(root: Member, list: string): Arranged[] {
  const members = objects(root[list]);
  if (!hasGroups(root, list)) return members.map((_, index) => ({ type: 'part', index }));
  const indexes = new Map(members.map((member, index) => [partCode(member).toLowerCase(), index]));
  const shown: Arranged[] = [];
  const placed = new Set<number>();
  for (const group of objects(root.groups)) {
    shown.push({ type: 'group', code: partCode(group) });
    for (const code of fieldsOf(group)) {
      const index = indexes.get(code.toLowerCase());
      if (index === undefined || placed.has(index)) continue;
      shown.push({ type: 'part', index });
      placed.add(index);
    }
  }
  const rest = [...members.keys()].filter((index) => !placed.has(index));
  return [...shown, { type: 'group', code: '' }, ...rest.map((index): Arranged => ({ type: 'part', index }))];
}

export function hasGroups(root: Member, list: string): boolean {
  return list === 'fields' && objects(root.groups).length > 0;
}

/** What to write so that the members stand in this order; `indexes` says where each member is then. */
export function arranged(
  root: Member,
  { list, order }: { list: string; order: readonly Arranged[] },
): { entries: { path: Path; value: unknown }[]; indexes: ReadonlyMap<number, number> } {
  const members = Array.isArray(root[list]) ? (root[list] as readonly unknown[]) : [];
  const next = order.flatMap((one) => (one.type === 'part' ? [one.index] : []));
  const indexes = new Map(next.map((old, now) => [old, now]));
  const entries: { path: Path; value: unknown }[] = [{ path: [list], value: next.map((index) => members[index]) }];
  if (!hasGroups(root, list)) return { entries, indexes };
  const fields = new Map<string, string[]>();
  let group = '';
  for (const one of order) {
    if (one.type === 'group') group = one.code;
    else fields.set(group, [...(fields.get(group) ?? []), partCode(members[one.index])]);
  }
  for (const [index, one] of objects(root.groups).entries())
    entries.push({ path: ['groups', index, 'fields'], value: fields.get(partCode(one)) ?? [] });
  return { entries, indexes };
}

function fieldsOf(group: Member): string[] {
  return Array.isArray(group.fields) ? group.fields.map(String) : [];
}

function objects(value: unknown): Member[] {
  return Array.isArray(value) ? value.map((one: unknown) => (isObject(one) ? one : {})) : [];
}
