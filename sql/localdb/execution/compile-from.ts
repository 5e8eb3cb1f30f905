// Compiles FROM clauses: table sources become units of a join group, whose order the planner chooses.

import type { Expression, Join, TableSource } from '../parser/ast/index.ts';
import { sqlError } from '../types/errors.ts';
import { compileConjuncts } from './conjuncts.ts';
import type { Conjunct } from './conjuncts.ts';
import { dmlRowsOperator } from './dml-source.ts';
import { addOperator, newGroup } from './join-group.ts';
import type { JoinGroup, Unit } from './join-group.ts';
import { planGroup } from './join-planner.ts';
import { addNamed } from './named-source.ts';
import { fullJoin } from './operators/joins.ts';
import { pivotSource, unpivotSource } from './pivot.ts';
import { addQuery } from './query-source.ts';
import { addFunction, addValues } from './row-source.ts';
import { Scope } from './scope.ts';
import type { Source } from './scope.ts';
import { addDependency, addTable, lazyColumn } from './table-source.ts';

export const compileFrom = (from: readonly TableSource[], scope: Scope, group: JoinGroup): void => {
  for (const source of from) addSource(source, scope, group);
};

const addSource = (node: TableSource, scope: Scope, group: JoinGroup): void => {
  switch (node.kind) {
    case 'join':
      return addJoin(node, scope, group);
    case 'table':
      return addNamed(node, scope, group);
    case 'tableVariable': {
      const info = scope.statement.tableVariable(node.name);
      if (info?.kind !== 'table') throw sqlError(1087, node.name);
      const slot = info.slot;
      const dependency = addDependency(scope, {
        definition: info.definition,
        place: { kind: 'variable', slot },
        rowCount: 0,
        lock: 'none',
        isHeld: false,
      });
      return addTable({ definition: info.definition }, dependency, node.alias ?? node.name, [], scope, group);
    }
    case 'derived':
      return addQuery(node.query, { name: node.alias, columns: node.columns }, derivedScope(scope), scope, group, 'derived');
    case 'values':
      return addValues(node, scope, group);
    case 'tableFunction':
      return addFunction(node, scope, group, scope.parent);
    case 'pivot':
      return addOperator(pivotSource(node, scope), scope, group);
    case 'unpivot':
      return addOperator(unpivotSource(node, scope), scope, group);
    case 'dml':
      return addOperator(dmlRowsOperator(node, scope), scope, group);
  }
};

/** Derived tables see what surrounds the query, not the other sources of their FROM. */
export const derivedScope = (scope: Scope): Scope => {
  const inner = new Scope(scope.statement, scope.parent);
  inner.home = scope.home;
  for (const [name, entry] of scope.ctes) inner.ctes.set(name, entry);
  return inner;
};
// -- joins

const addJoin = (node: Join, scope: Scope, group: JoinGroup): void => {
  if (node.hint) group.isOrderForced = true;
  switch (node.type) {
    case 'inner':
    case 'cross':
      addSource(node.left, scope, group);
      addSource(node.right, scope, group);
      if (node.on) group.conjuncts.push(...onConjuncts(node.on, scope));
      return;
    case 'left':
      addSource(node.left, scope, group);
      return addOptional(node.right, node.on, scope, group);
    case 'right': {
      // The sources keep their written order for `*`; the right one leads the join.
      const optional = newGroup(true);
      const first = scope.sources.length;
      addSource(node.left, scope, optional);
      const middle = scope.sources.length;
      addSource(node.right, scope, group);
      finishOptional(optional, node.on, scope, group, first, middle);
      return;
    }
    case 'full':
      return addFull(node, scope, group);
    case 'crossApply':
    case 'outerApply':
      return addApply(node, scope, group);
  }
};

const onConjuncts = (on: Expression, scope: Scope): Conjunct[] => {
  const saved = scope.aggregateError;
  scope.aggregateError = () => sqlError(1015);
  try {
    return compileConjuncts(on, scope);
  } finally {
    scope.aggregateError = saved;
  }
};

const addOptional = (right: TableSource, on: Expression | undefined, scope: Scope, group: JoinGroup): void => {
  const optional = newGroup(true);
  const first = scope.sources.length;
  addSource(right, scope, optional);
  finishOptional(optional, on, scope, group, first, scope.sources.length);
};

const finishOptional = (
  optional: JoinGroup,
  on: Expression | undefined,
  scope: Scope,
  group: JoinGroup,
  first: number,
  end: number,
): void => {
  if (on) optional.conjuncts.push(...onConjuncts(on, scope));
  const slots = optional.units.reduce((mask, u) => mask | u.slots, 0n);
  const needed =
    optional.conjuncts.reduce((mask, c) => mask | c.condition.slots, 0n) | optional.units.reduce((mask, u) => mask | u.requires, 0n);
  const available = group.units.reduce((mask, u) => mask | u.slots, 0n);
  group.units.push({ kind: 'optional', slots, requires: needed & available & ~slots, group: optional });
  for (let i = first; i < end; i++) scope.sources[i] = nullableSource(scope.sources[i] as Source);
};

/** The source as an outer join's null-supplying side shows it: every column may be NULL. */
const nullableSource = (source: Source): Source => ({
  ...source,
  columns: source.columns.map((c) => lazyColumn(c.name, () => ({ ...c.scalar, isNotNull: false }), c)),
});

const addFull = (node: Join, scope: Scope, group: JoinGroup): void => {
  const left = newGroup(true);
  const right = newGroup(true);
  const first = scope.sources.length;
  addSource(node.left, scope, left);
  addSource(node.right, scope, right);
  const on = node.on ? onConjuncts(node.on, scope) : [];
  const leftSlots = left.units.reduce((mask, u) => mask | u.slots, 0n);
  const rightSlots = right.units.reduce((mask, u) => mask | u.slots, 0n);
  const operator = fullJoin(planGroup(left, 0n, scope.statement), planGroup(right, 0n, scope.statement), on);
  group.units.push({ kind: 'operator', operator, slots: leftSlots | rightSlots, requires: 0n, estimate: 1000 });
  for (let i = first; i < scope.sources.length; i++) scope.sources[i] = nullableSource(scope.sources[i] as Source);
};

const addApply = (node: Join, scope: Scope, group: JoinGroup): void => {
  addSource(node.left, scope, group);
  const isOuter = node.type === 'outerApply';
  const target = isOuter ? newGroup(true) : group;
  const unitsBefore = target.units.length;
  const first = scope.sources.length;
  const available = group.units.reduce((mask, u) => mask | u.slots, 0n);
  const { right } = node;
  if (right.kind === 'derived') {
    const inner = new Scope(scope.statement, scope);
    addQuery(right.query, { name: right.alias, columns: right.columns }, inner, scope, target, 'apply');
  } else if (right.kind === 'tableFunction') addFunction(right, scope, target, scope);
  else if (right.kind === 'values') addValues(right, scope, target, scope);
  else addSource(right, scope, target);
  // What the applied side reads of the left must come first.
  for (let i = unitsBefore; i < target.units.length; i++) {
    const unit = target.units[i] as Unit;
    target.units[i] = { ...unit, requires: unit.requires & (available | target.units.reduce((m, u) => m | u.slots, 0n)) };
  }
  if (isOuter) finishOptional(target, undefined, scope, group, first, scope.sources.length);
};
