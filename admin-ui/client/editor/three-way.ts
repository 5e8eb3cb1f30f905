// Bringing together what two people did to one definition: the value both began with, mine and theirs. What only one of them changed is
// taken from that one; where both changed the same place in different ways somebody has to choose.

import { isObject, isSame } from './document.ts';
import type { JsonObject } from './document.ts';

export type Side = 'mine' | 'theirs';

/** A place that the two differ in. `undefined` is "not there". */
export interface Difference {
  /** Names of the place, members of lists by their code. */
  readonly key: string;
  readonly base: unknown;
  readonly mine: unknown;
  readonly theirs: unknown;
  /** Whose change it is; `both` is a conflict. */
  readonly changedBy: Side | 'both';
}

export interface Versions {
  readonly base: unknown;
  readonly mine: unknown;
  readonly theirs: unknown;
}

/** All places in which mine and theirs differ. */
export function differences(versions: Versions, key = ''): Difference[] {
  const { base, mine, theirs } = versions;
  if (isSame(mine, theirs)) return [];
  if (isObject(mine) && isObject(theirs)) {
    return names(versions).flatMap((name) => differences(inner(versions, name), `${key}/${name}`));
  }
  const lists = keyed(versions);
  if (lists !== undefined) {
    const found = lists.codes.flatMap((code) => differences(lists.member(code), `${key}/${code}`));
    const order = orderDifference(versions, { lists, key });
    return order === undefined ? found : [...found, order];
  }
  const changedBy = isSame(base, mine) ? 'theirs' : isSame(base, theirs) ? 'mine' : 'both';
  return [{ key, base, mine, theirs, changedBy }];
}

/** The value with every difference decided; without a choice a change wins over no change, and mine over theirs. */
export function merged(versions: Versions, choices: ReadonlyMap<string, Side>, key = ''): unknown {
  const { base, mine, theirs } = versions;
  if (isSame(mine, theirs)) return mine;
  if (isObject(mine) && isObject(theirs)) {
    const entries = names(versions).map((name) => [name, merged(inner(versions, name), choices, `${key}/${name}`)] as const);
    return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
  }
  const lists = keyed(versions);
  if (lists !== undefined) {
    const order = orderDifference(versions, { lists, key });
    const isTheirOrder = order !== undefined && (choices.get(order.key) ?? (order.changedBy === 'theirs' ? 'theirs' : 'mine')) === 'theirs';
    const codes = isTheirOrder ? inserted(lists.theirCodes, lists.myCodes) : inserted(lists.myCodes, lists.theirCodes);
    return codes.map((code) => merged(lists.member(code), choices, `${key}/${code}`)).filter((value) => value !== undefined);
  }
  const side = choices.get(key) ?? (isSame(base, mine) ? 'theirs' : 'mine');
  return side === 'mine' ? mine : theirs;
}

/** `order` with what it lacks of `other`, each behind the one that it follows there. */
function inserted(order: readonly string[], other: readonly string[]): string[] {
  const result = [...order];
  for (const code of other) {
    if (result.includes(code)) continue;
    const before = other.slice(0, other.indexOf(code)).findLast((one) => result.includes(one));
    result.splice(before === undefined ? 0 : result.indexOf(before) + 1, 0, code);
  }
  return result;
}

interface Keyed {
  readonly codes: readonly string[];
  readonly myCodes: readonly string[];
  readonly theirCodes: readonly string[];
  member(code: string): Versions;
}

/** Lists whose members are told apart by a code; undefined when one of them is not such a list. */
function keyed({ base, mine, theirs }: Versions): Keyed | undefined {
  const [mineBy, theirsBy] = [byCode(mine), byCode(theirs)];
  const baseBy = base === undefined ? new Map<string, unknown>() : byCode(base);
  if (mineBy === undefined || theirsBy === undefined || baseBy === undefined) return undefined;
  const codes = [...new Set([...theirsBy.keys(), ...mineBy.keys()])];
  return {
    codes,
    myCodes: [...mineBy.keys()],
    theirCodes: [...theirsBy.keys()],
    member: (code) => ({ base: baseBy.get(code), mine: mineBy.get(code), theirs: theirsBy.get(code) }),
  };
}

function byCode(list: unknown): Map<string, unknown> | undefined {
  if (!Array.isArray(list)) return undefined;
  const found = new Map<string, unknown>();
  for (const member of list as readonly unknown[]) {
    const code = isObject(member) ? (member.code ?? member.value) : undefined;
    if (typeof code !== 'string' || found.has(code)) return undefined;
    found.set(code, member);
  }
  return found;
}

/** The order of what both have, when it is not the same. */
function orderDifference({ base }: Versions, { lists, key }: { lists: Keyed; key: string }): Difference | undefined {
  const mine = lists.myCodes.filter((code) => lists.theirCodes.includes(code));
  const theirs = lists.theirCodes.filter((code) => lists.myCodes.includes(code));
  if (isSame(mine, theirs)) return undefined;
  const before = [...(byCode(base)?.keys() ?? [])].filter((code) => mine.includes(code));
  return {
    key: `${key}/#order`,
    base: before,
    mine,
    theirs,
    changedBy: isSame(before, mine) ? 'theirs' : isSame(before, theirs) ? 'mine' : 'both',
  };
}

function inner({ base, mine, theirs }: Versions, name: string): Versions {
  return { base: of(base, name), mine: of(mine, name), theirs: of(theirs, name) };
}

function of(value: unknown, name: string): unknown {
  return isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

function names({ mine, theirs }: Versions): string[] {
  return [...new Set([...Object.keys(theirs as JsonObject), ...Object.keys(mine as JsonObject)])];
}
