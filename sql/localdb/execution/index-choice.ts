// Matching conditions against the indexes of a table.

import type { IndexDefinition } from '../catalog/model.ts';
import { hashKey } from '../types/compare.ts';
import { DEFAULT_COLLATION } from '../types/collation.ts';
import { isString } from '../types/sql-type.ts';
import type { TableUnit } from './join-group.ts';
import type { Conjunct, Searchable } from './conjuncts.ts';
import type { Evaluate } from './frame.ts';
import type { IndexRange, RangeEnd } from './operators/table-access.ts';

export interface IndexChoice {
  readonly index: IndexDefinition;
  readonly equal: readonly Searchable[];
  readonly anyOf?: Searchable;
  readonly low?: Searchable;
  readonly high?: Searchable;
  /** All columns of a unique key are given. */
  readonly isUnique: boolean;
  /** Conditions that the seek answers completely. */
  readonly answered: readonly Conjunct[];
}

interface Candidate {
  readonly conjunct: Conjunct;
  readonly search: Searchable;
}

/** The best index for conditions whose other sides are bound; undefined when none helps. */
export const chooseIndex = (unit: TableUnit, conjuncts: readonly Conjunct[], bound: bigint): IndexChoice | undefined => {
  const { definition } = unit.table;
  const candidates: Candidate[] = [];
  for (const conjunct of conjuncts) {
    for (const search of conjunct.searchable) {
      if (search.slot === unit.slot && search.values.every((v) => (v.slots & ~bound) === 0n && !v.isVolatile))
        candidates.push({ conjunct, search });
    }
  }
  if (candidates.length === 0) return undefined;
  let best: IndexChoice | undefined;
  let bestScore = 0;
  for (const index of definition.indexes) {
    if (index.isDisabled || index.filter) continue;
    const choice = matchIndex(index, candidates, unit);
    if (!choice) continue;
    const score = scoreOf(choice) + (unit.indexHint?.toLowerCase() === index.name.toLowerCase() ? 100 : 0);
    if (score > bestScore) {
      best = choice;
      bestScore = score;
    }
  }
  return best;
};

const scoreOf = (c: IndexChoice): number =>
  (c.isUnique ? 50 : 0) + c.equal.length * 10 + (c.anyOf ? 8 : 0) + (c.low ? 3 : 0) + (c.high ? 3 : 0);

const matchIndex = (index: IndexDefinition, candidates: readonly Candidate[], unit: TableUnit): IndexChoice | undefined => {
  const equal: Searchable[] = [];
  const answered: Conjunct[] = [];
  const take = (c: Candidate): Searchable => {
    if (c.search.isExact) answered.push(c.conjunct);
    return c.search;
  };
  for (const key of index.keys) {
    const column = unit.table.definition.columns.find((c) => c.slot === key.slot);
    const here = candidates.filter(
      ({ search }) => search.index === key.slot && (!column || !isString(column.type) || isSameCollation(search, column.collation)),
    );
    const equality = here.find(({ search }) => search.operator === '=' || search.operator === 'isNull');
    if (equality) {
      equal.push(take(equality));
      continue;
    }
    const anyOf = here.find(({ search }) => search.operator === 'in');
    if (anyOf) return { index, equal, anyOf: take(anyOf), isUnique: false, answered };
    const low = here.find(({ search }) => search.operator === '>' || search.operator === '>=' || search.operator === 'prefix');
    const high = here.find(({ search }) => search.operator === '<' || search.operator === '<=' || search.operator === 'prefix');
    if (!low && !high) break;
    return { index, equal, ...(low ? { low: take(low) } : {}), ...(high ? { high: take(high) } : {}), isUnique: false, answered };
  }
  if (equal.length === 0) return undefined;
  return {
    index,
    equal,
    isUnique: index.isUnique && equal.length === index.keys.length && equal.every((s) => s.operator === '='),
    answered,
  };
};

const isSameCollation = (search: Searchable, collation: string | undefined): boolean =>
  (search.collation?.name ?? DEFAULT_COLLATION).toLowerCase() === (collation ?? DEFAULT_COLLATION).toLowerCase();

export const soughtValue = (s: Searchable): Evaluate => {
  const value = s.values[0];
  if (!value) throw new Error('a search without a value');
  return value.evaluate;
};

/** The choice as a range for the seek operator. */
export const indexRange = (choice: IndexChoice, reverse: boolean): IndexRange => {
  const end = (s: Searchable | undefined): RangeEnd | undefined =>
    s && { value: soughtValue(s), isInclusive: s.operator !== '<' && s.operator !== '>', isPrefix: s.operator === 'prefix' };
  const low = end(choice.low);
  const high = end(choice.high);
  const first = choice.anyOf?.values[0];
  return {
    indexName: choice.index.name,
    equal: choice.equal.map((s) => (s.operator === 'isNull' ? undefined : soughtValue(s))),
    ...(choice.anyOf && first
      ? { anyOf: { values: choice.anyOf.values.map((v) => v.evaluate), key: hashKey(first.type, choice.anyOf.collation) } }
      : {}),
    ...(low ? { low } : {}),
    ...(high ? { high } : {}),
    isDescending: choice.index.keys[choice.equal.length]?.descending ?? false,
    reverse,
  };
};
