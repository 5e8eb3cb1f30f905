// Chooses the order in which the units of a join group are joined, and how each table is read. Costs are in rough units
// of "one row looked at"; what matters is that they rank scans, hash tables and index seeks in the right order.

import type { IndexDefinition } from '../catalog/model.ts';
import type { JoinGroup, OptionalUnit, TableUnit, Unit } from './join-group.ts';
import { combine } from './compile-condition.ts';
import type { Conjunct, Searchable } from './conjuncts.ts';
import type { Test } from './frame.ts';
import { hashed } from './operators/hashed.ts';
import { filter, kept, leftJoin, nestedLoop, startupFilter } from './operators/joins.ts';
import { singleRow } from './operators/operator.ts';
import type { Operator } from './operators/operator.ts';
import { hashLookup, indexSeek, tableScan, uniqueSeek } from './operators/table-access.ts';
import type { StatementContext } from './scope.ts';
import { chooseIndex, indexRange, soughtValue } from './index-choice.ts';
import type { IndexChoice } from './index-choice.ts';

/** An order that the first table should be read in, so that no sort is needed: keys of one table's columns. */
export interface WantedOrder {
  readonly keys: readonly { readonly slot: number; readonly index: number; readonly descending: boolean }[];
  isMet: boolean;
}

interface Placed {
  readonly unit: Unit;
  readonly method: 'scan' | 'index' | 'hash' | 'operator';
  readonly choice?: IndexChoice;
  /** About how many rows of the units before look into this one. */
  readonly lookups?: number;
}

const SMALL = 2000;

/** The operator that gives the group's rows; `lookups`: about how often it will be asked for rows. `outer` are the slots that are set from outside. */
export const planGroup = (group: JoinGroup, outer: bigint, statement: StatementContext, wanted?: WantedOrder, lookups = 1): Operator => {
  const own = group.units.reduce((mask, u) => mask | u.slots, 0n);
  const constant = group.conjuncts.filter((c) => (c.condition.slots & own) === 0n);
  const pending = group.conjuncts.filter((c) => (c.condition.slots & own) !== 0n);
  let operator: Operator | undefined;
  let bound = outer | ~own;
  const placed = orderUnits(group, pending, bound, own, wanted, lookups);
  for (const step of placed) {
    const visible = bound | step.unit.slots;
    const here = pending.filter((c) => (c.condition.slots & ~visible) === 0n);
    for (const c of here) pending.splice(pending.indexOf(c), 1);
    operator = addUnit(operator, step, here, bound, statement, wanted);
    bound = visible;
  }
  operator ??= singleRow;
  if (pending.length > 0) operator = filter(operator, testOf(pending));
  return constant.length > 0 ? startupFilter(operator, testOf(constant)) : operator;
};

const testOf = (conjuncts: readonly Conjunct[]): Test =>
  combine(
    'and',
    conjuncts.map((c) => c.condition),
  ).test;
const testOrNone = (conjuncts: readonly Conjunct[]): Test | undefined => (conjuncts.length > 0 ? testOf(conjuncts) : undefined);

const addUnit = (
  outer: Operator | undefined,
  step: Placed,
  here: readonly Conjunct[],
  bound: bigint,
  statement: StatementContext,
  wanted: WantedOrder | undefined,
): Operator => {
  const { unit } = step;
  if (unit.kind === 'optional') {
    const inner = planOptional(unit, bound, statement, step.lookups ?? 1);
    const joined = leftJoin(outer ?? singleRow, inner);
    const test = testOrNone(here);
    return test ? filter(joined, test) : joined;
  }
  if (unit.kind === 'operator') {
    const test = testOrNone(here);
    if (!outer) return test ? filter(unit.operator, test) : unit.operator;
    if (unit.requires === 0n && !unit.isChanging) return nestedLoop(outer, keptOperator(unit.operator, unit.slots, here, bound, statement));
    return nestedLoop(outer, test ? filter(unit.operator, test) : unit.operator);
  }
  const table = tableOperator(unit, step, here, bound, statement, outer ? undefined : wanted);
  return outer ? nestedLoop(outer, table) : table;
};

/** The inner side of an outer join; read once and kept when it is a whole join of its own that does not look outside. */
const planOptional = (unit: OptionalUnit, bound: bigint, statement: StatementContext, lookups: number): Operator => {
  const { group } = unit;
  const outside = group.conjuncts.filter((c) => (c.condition.slots & ~unit.slots) !== 0n);
  const requiring = group.units.some((u) => u.requires !== 0n);
  if (requiring || (group.units.length === 1 && group.units[0]?.kind === 'table')) {
    return planGroup(group, bound, statement, undefined, lookups);
  }
  const inside: JoinGroup = { ...group, conjuncts: group.conjuncts.filter((c) => !outside.includes(c)) };
  const own = planGroup(inside, 0n, statement);
  return keptOperator(own, unit.slots, outside, bound, statement);
};

/** Rows kept for the statement: found by hash where a condition is an equality with outside. */
const keptOperator = (
  operator: Operator,
  slots: bigint,
  here: readonly Conjunct[],
  bound: bigint,
  statement: StatementContext,
): Operator => {
  const equalities = here.flatMap((c) =>
    c.isEquality
      ? c.searchable
          .filter((s) => s.operator === '=' && s.isExact && (slots & (1n << BigInt(s.slot))) !== 0n && isBound(s, bound))
          .slice(0, 1)
          .map((s) => ({ c, s }))
      : [],
  );
  const cache = statement.newCache();
  if (equalities.length === 0) return kept(operator, cache, testOrNone(here));
  const rest = here.filter((c) => !equalities.some((e) => e.c === c));
  return hashed(
    operator,
    cache,
    equalities.map(({ s }) => {
      const value = s.values[0];
      if (!value) throw new Error('an equality without a value');
      return { slot: s.slot, index: s.index, type: value.type, collation: s.collation, value: value.evaluate };
    }),
    testOrNone(rest),
  );
};

const isBound = (s: Searchable, bound: bigint): boolean => s.values.every((v) => (v.slots & ~bound) === 0n);

// -- one table

const tableOperator = (
  unit: TableUnit,
  step: Placed,
  here: readonly Conjunct[],
  bound: bigint,
  statement: StatementContext,
  wanted: WantedOrder | undefined,
): Operator => {
  const { slot, tableIndex } = unit;
  if (step.method === 'hash') {
    const equalities = hashEqualities(unit, here, bound);
    const rest = here.filter((c) => !equalities.some((e) => e.conjunct === c));
    const local = rest.filter((c) => c.condition.slots === unit.slots && !c.condition.isVolatile);
    const columns = equalities.map(({ search }) => {
      const value = search.values[0];
      if (!value) throw new Error('an equality without a value');
      return { index: search.index, type: value.type, collation: search.collation, value: value.evaluate };
    });
    return hashLookup(
      slot,
      tableIndex,
      statement.newCache(),
      columns,
      testOrNone(local),
      testOrNone(rest.filter((c) => !local.includes(c))),
    );
  }
  const choice = step.choice ?? (step.method === 'index' ? chooseIndex(unit, here, bound) : undefined);
  if (choice) {
    const rest = testOrNone(here.filter((c) => !choice.answered.includes(c)));
    if (choice.isUnique) {
      if (wanted) wanted.isMet = true;
      return uniqueSeek(slot, tableIndex, choice.index.name, choice.equal.map(soughtValue), rest);
    }
    let reverse = false;
    if (wanted && !choice.anyOf) {
      const direction = orderDirection(choice.index, wanted, slot, choice.equal.length);
      if (direction !== undefined) {
        wanted.isMet = true;
        reverse = direction;
      }
    }
    return indexSeek(slot, tableIndex, indexRange(choice, reverse), rest);
  }
  const test = testOrNone(here);
  if (wanted) {
    for (const index of unit.table.definition.indexes) {
      if (index.filter || index.isDisabled) continue;
      const direction = orderDirection(index, wanted, slot, 0);
      if (direction === undefined) continue;
      wanted.isMet = true;
      if (index.isClustered && !direction) return tableScan(slot, tableIndex, test);
      return indexSeek(slot, tableIndex, { indexName: index.name, equal: [], isDescending: false, reverse: direction }, test);
    }
  }
  return tableScan(slot, tableIndex, test);
};

/** Whether an index, after `skip` equal columns, gives the wanted order: false forward, true backward, undefined not. */
const orderDirection = (index: IndexDefinition, wanted: WantedOrder, slot: number, skip: number): boolean | undefined => {
  let reverse: boolean | undefined;
  for (let i = 0; i < wanted.keys.length; i++) {
    const key = index.keys[skip + i];
    const w = wanted.keys[i];
    if (!w || w.slot !== slot) return undefined;
    if (!key) return index.isUnique && i > 0 ? reverse : undefined;
    if (key.slot !== w.index) return undefined;
    const isReversed = key.descending !== w.descending;
    if (reverse === undefined) reverse = isReversed;
    else if (reverse !== isReversed) return undefined;
  }
  return reverse;
};

const hashEqualities = (unit: TableUnit, conjuncts: readonly Conjunct[], bound: bigint): { conjunct: Conjunct; search: Searchable }[] =>
  conjuncts.flatMap((conjunct) => {
    if (!conjunct.isEquality) return [];
    const search = conjunct.searchable.find(
      (s) => s.slot === unit.slot && s.operator === '=' && isBound(s, bound) && s.values.some((v) => v.slots !== 0n),
    );
    return search ? [{ conjunct, search }] : [];
  });

// -- the order of joins

const orderUnits = (
  group: JoinGroup,
  conjuncts: readonly Conjunct[],
  bound: bigint,
  own: bigint,
  wanted: WantedOrder | undefined,
  lookups: number,
): Placed[] => {
  const { units } = group;
  if (units.length === 0) return [];
  const changing = units.find((u) => u.kind === 'operator' && u.isChanging && (u.requires & own) === 0n);
  if (changing) return simulate(units, conjuncts, bound, changing, true, lookups).steps;
  const isSmall = units.every((u) => estimate(u) <= SMALL);
  const isCorrelated = conjuncts.some((c) => (c.condition.slots & ~own) !== 0n);
  if (units.length === 1 || group.isOrderForced || (isSmall && !isCorrelated) || units.length > 10)
    return simulate(units, conjuncts, bound, undefined, false, lookups).steps;
  let best: { steps: Placed[]; cost: number } | undefined;
  for (const first of units) {
    if ((first.requires & own) !== 0n || first.kind === 'optional') continue;
    const tried = simulate(units, conjuncts, bound, first, true, lookups);
    // Reading the first table in the order wanted saves the sort and, with TOP, most of the rows.
    if (wanted && first.kind === 'table' && wanted.keys.every((k) => k.slot === first.slot)) tried.cost *= 0.5;
    if (!best || tried.cost < best.cost * 0.9) best = tried;
  }
  return (best ?? simulate(units, conjuncts, bound, undefined, false, lookups)).steps;
};

const estimate = (u: Unit): number =>
  u.kind === 'table'
    ? Math.max(1, u.table.data?.rowCount ?? 100)
    : u.kind === 'operator'
      ? u.estimate
      : u.group.units.reduce((n, x) => n * estimate(x), 1);

/** Places units one after another: the cheapest next (`isGreedy`), or in the written order. */
const simulate = (
  units: readonly Unit[],
  conjuncts: readonly Conjunct[],
  outer: bigint,
  first: Unit | undefined,
  isGreedy: boolean,
  lookups: number,
): { steps: Placed[]; cost: number } => {
  const remaining = [...units];
  const steps: Placed[] = [];
  let bound = outer;
  let rows = lookups;
  let cost = 0;
  const place = (unit: Unit): void => {
    const t = trial(unit, units, conjuncts, bound, rows, steps.length === 0);
    steps.push({ ...t.step, lookups: rows });
    cost += t.cost;
    rows = t.rows;
    bound |= unit.slots;
    remaining.splice(remaining.indexOf(unit), 1);
  };
  if (first) place(first);
  while (remaining.length > 0) {
    const ready = remaining.filter((u) => (u.requires & ~bound) === 0n);
    const candidates = ready.length > 0 ? ready : remaining;
    let next = candidates[0] as Unit;
    if (isGreedy) {
      let least = Number.POSITIVE_INFINITY;
      for (const u of candidates) {
        const t = trial(u, units, conjuncts, bound, rows, false);
        const weight = t.cost + t.rows;
        if (weight < least) {
          least = weight;
          next = u;
        }
      }
    }
    place(next);
  }
  return { steps, cost };
};

const trial = (
  unit: Unit,
  units: readonly Unit[],
  conjuncts: readonly Conjunct[],
  bound: bigint,
  rows: number,
  isFirst: boolean,
): { step: Placed; cost: number; rows: number } => {
  const visible = bound | unit.slots;
  const here = conjuncts.filter((c) => (c.condition.slots & unit.slots) !== 0n && (c.condition.slots & ~visible) === 0n);
  const size = estimate(unit);
  if (unit.kind !== 'table')
    return {
      step: { unit, method: 'operator' },
      cost: unit.requires !== 0n ? rows * size : size + rows,
      rows: unit.kind === 'optional' ? rows : rows * Math.max(1, here.some((c) => c.isEquality) ? 1 : size),
    };
  const choice = chooseIndex(unit, here, bound);
  const localFactor = here.reduce(
    (s, c) => s * (c.condition.slots === unit.slots && !c.condition.isOptional ? (c.isEquality ? 0.1 : 0.4) : 1),
    1,
  );
  const joins = hashEqualities(unit, here, bound);
  const found = choice
    ? choice.isUnique
      ? 1
      : Math.max(1, size * 0.02 ** Math.min(2, choice.equal.length) * (choice.low || choice.high ? 0.3 : 1))
    : size;
  if (isFirst && joins.length === 0) {
    return choice
      ? { step: { unit, method: 'index', choice }, cost: found * 2, rows: found * localFactor }
      : { step: { unit, method: 'scan' }, cost: size, rows: size * localFactor };
  }
  const matches = joins.length > 0 ? (isUniqueJoin(unit, joins) ? 1 : Math.max(1, size / distinctKeys(joins, units))) : size;
  const after = rows * Math.max(0.01, Math.min(found, matches) * localFactor);
  const options: { step: Placed; cost: number }[] = [{ step: { unit, method: 'scan' }, cost: rows * size }];
  if (choice) options.push({ step: { unit, method: 'index', choice }, cost: rows * (3 + found) });
  // A hash table is worth building when many rows look into it; a lone look-up by a scan costs the same and keeps no memory.
  if (joins.length > 0)
    options.push({ step: { unit, method: 'hash' }, cost: size * 2 + rows * (0.5 + (choice?.isUnique ? 0 : matches * 0.2)) });
  options.sort((a, b) => a.cost - b.cost);
  const best = options[0] as { step: Placed; cost: number };
  // In a correlated subquery the number of outer rows is not known here: never scan again for each of them.
  if (best.step.method === 'scan' && joins.length > 0) return { step: { unit, method: 'hash' }, cost: best.cost, rows: after };
  return { step: best.step, cost: best.cost, rows: after };
};

const isUniqueJoin = (unit: TableUnit, joins: readonly { search: Searchable }[]): boolean =>
  unit.table.definition.indexes.some((i) => i.isUnique && !i.filter && i.keys.every((k) => joins.some((j) => j.search.index === k.slot)));

/** About how many keys the other sides of equalities tell apart: as many as rows where the other side is a key of its table. */
const distinctKeys = (joins: readonly { search: Searchable }[], units: readonly Unit[]): number => {
  let most = 1;
  for (const { search } of joins) {
    const column = search.values[0]?.column;
    const other = column && units.find((u) => u.kind === 'table' && u.slot === column.slot);
    const isKey =
      other?.kind === 'table' &&
      other.table.definition.indexes.some((i) => i.isUnique && !i.filter && i.keys.length === 1 && i.keys[0]?.slot === column?.index);
    most = Math.max(most, isKey ? estimate(other) : 50);
  }
  return most;
};
