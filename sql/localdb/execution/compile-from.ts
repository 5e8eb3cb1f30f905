// Compiles FROM clauses: table sources become units of a join group, whose order the planner chooses. Views, derived
// tables and common table expressions that only select and filter are merged into the group that uses them.

import type { SystemView } from '../catalog/system-views/system-view.ts';
import { catalogTableFunction } from '../catalog/table-functions.ts';
import { inDatabase } from '../catalog/catalog-context.ts';
import type { Database } from '../catalog/database.ts';
import type { Column, SqlFunction, Table, TableDefinition, View } from '../catalog/model.ts';
import type { Expression, FunctionTable, Join, NamedTable, SelectItem, SelectStatement, TableHint, TableSource } from '../parser/ast/index.ts';
import { findTableFunction } from '../functions/registry.ts';
import { notSupported, SqlError, sqlError, sqlErrorAfter } from '../types/errors.ts';
import { containsAggregate, containsWindow } from './ast-search.ts';
import { compileExpression } from './compile-expression.ts';
import { compileConjuncts } from './conjuncts.ts';
import type { Conjunct } from './conjuncts.ts';
import { compileSelect } from './compile-select.ts';
import type { CompiledQuery, QueryColumn } from './compile-select.ts';
import { dmlRowsOperator } from './dml-source.ts';
import { cteSource } from './cte.ts';
import { planGroup } from './join-planner.ts';
import { fullJoin } from './operators/joins.ts';
import type { Operator } from './operators/operator.ts';
import { iterated, queryRows, triggerRows } from './operators/rows.ts';
import { pivotSource, unpivotSource } from './pivot.ts';
import { catalogContext } from './session-functions.ts';
import { columnScalar, convertScalar } from './scalar.ts';
import type { Scalar } from './scalar.ts';
import { Scope } from './scope.ts';
import type { Source, SourceColumn, TableDependency } from './scope.ts';
import { bindCatalogFunction, bindTableFunction, expandInlineFunction } from './table-function-source.ts';

export interface TableUnit { readonly kind: 'table'; readonly slot: number; readonly slots: bigint; readonly requires: bigint; readonly tableIndex: number; readonly table: Table; readonly indexHint?: string }
export interface OperatorUnit {
  readonly kind: 'operator';
  readonly slots: bigint;
  readonly requires: bigint;
  readonly operator: Operator;
  readonly estimate: number;
  /** Gives other rows each time (the last step of a recursion): read anew, never kept. */
  readonly isChanging?: boolean;
}
/** The null-supplying side of an outer join, with its ON conditions inside. */
export interface OptionalUnit { readonly kind: 'optional'; readonly slots: bigint; readonly requires: bigint; readonly group: JoinGroup }
export type Unit = TableUnit | OperatorUnit | OptionalUnit;

/** Sources joined by inner joins in any order, and the conditions on them. */
export interface JoinGroup {
  readonly units: Unit[];
  readonly conjuncts: Conjunct[];
  /** Set by OPTION (FORCE ORDER) and join hints. */
  isOrderForced: boolean;
  /** Stands on the null-supplying side of an outer join. */
  readonly isOptional: boolean;
}

export const newGroup = (isOptional = false): JoinGroup => ({ units: [], conjuncts: [], isOrderForced: false, isOptional });

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
      const dependency = addDependency(scope, { definition: info.definition, place: { kind: 'variable', slot }, rowCount: 0, lock: 'none', isHeld: false });
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
const derivedScope = (scope: Scope): Scope => {
  const inner = new Scope(scope.statement, scope.parent);
  inner.home = scope.home;
  for (const [name, entry] of scope.ctes) inner.ctes.set(name, entry);
  return inner;
};

const addOperator = (made: { readonly source: Source; readonly operator: Operator; readonly requires?: bigint; readonly estimate?: number; readonly isChanging?: boolean }, scope: Scope, group: JoinGroup): void => {
  pushSource(scope, made.source);
  group.units.push({ kind: 'operator', operator: made.operator, slots: maskOf(made.operator.slots), requires: made.requires ?? 0n, estimate: made.estimate ?? 100, ...(made.isChanging ? { isChanging: true } : {}) });
};

export const maskOf = (slots: readonly number[]): bigint => slots.reduce((mask, s) => mask | (1n << BigInt(s)), 0n);

const pushSource = (scope: Scope, source: Source): void => {
  if (source.name !== '') {
    for (const other of scope.sources) {
      if (other.name.toLowerCase() !== source.name.toLowerCase()) continue;
      if (other.qualifier.length === 0 || source.qualifier.length === 0) throw sqlError(1011, source.name);
      if (other.qualifier.join('.').toLowerCase() === source.qualifier.join('.').toLowerCase()) throw sqlError(1013, `${other.qualifier[0]}.${other.name}`, `${source.qualifier[0]}.${source.name}`);
    }
  }
  scope.sources.push(source);
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

const finishOptional = (optional: JoinGroup, on: Expression | undefined, scope: Scope, group: JoinGroup, first: number, end: number): void => {
  if (on) optional.conjuncts.push(...onConjuncts(on, scope));
  const slots = optional.units.reduce((mask, u) => mask | u.slots, 0n);
  const needed = optional.conjuncts.reduce((mask, c) => mask | c.condition.slots, 0n) | optional.units.reduce((mask, u) => mask | u.requires, 0n);
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

// -- names

const addNamed = (node: NamedTable, scope: Scope, group: JoinGroup): void => {
  if (node.tableSample) throw notSupported('TABLESAMPLE', node.line);
  const last = node.name[node.name.length - 1] ?? '';
  if (node.name.length === 1) {
    const cte = scope.findCte(last);
    if (cte) {
      if (cte.recursion) {
        const made = cte.recursion.makeSource();
        return addOperator({ source: { ...made.source, name: node.alias ?? last }, operator: made.operator, isChanging: true }, scope, group);
      }
      return cteSource(cte, node.alias ?? last, scope, group);
    }
    const { trigger } = scope.statement.module;
    const pseudo = last.toLowerCase();
    if (trigger && (pseudo === 'inserted' || pseudo === 'deleted')) {
      const slot = scope.statement.newSlot();
      pushSource(scope, tableSource(trigger.table, slot, node.alias ?? last, [], scope));
      group.units.push({ kind: 'operator', operator: triggerRows(slot, pseudo), slots: 1n << BigInt(slot), requires: 0n, estimate: 1 });
      return;
    }
  }
  const found = findNamed(node.name, scope);
  if (found.kind === 'table') {
    const dependency = addDependency(scope, { ...found.dependency, ...lockOf(node.hints) });
    const qualifier = node.alias === undefined ? found.qualifier : [];
    return addTable(found.table, dependency, node.alias ?? last, qualifier, scope, group, node.hints);
  }
  if (found.kind === 'view') return addView(found.view, found.database, node, scope, group);
  const slot = scope.statement.newSlot();
  pushSource(scope, {
    name: node.alias ?? last,
    qualifier: node.alias === undefined ? [found.view.schema] : [],
    columns: found.view.columns.map((c, i) => ({ name: c.name, scalar: columnScalar(slot, i, c.type, { isNotNull: !c.isNullable, ...(c.collation ? { collation: c.collation } : {}) }) })),
  });
  group.units.push({ kind: 'operator', operator: found.rows(slot), slots: 1n << BigInt(slot), requires: 0n, estimate: 200 });
};

type Found =
  | { readonly kind: 'table'; readonly table: Table; readonly dependency: TableDependency; readonly qualifier: readonly string[] }
  | { readonly kind: 'view'; readonly view: View; readonly database: Database }
  | { readonly kind: 'system'; readonly view: SystemView; readonly rows: (slot: number) => Operator };

/** A table, view or system view by name; 208 when there is none. */
export const findNamed = (name: readonly string[], scope: Scope): Found => {
  const { module } = scope.statement;
  const last = name[name.length - 1] ?? '';
  if (last.startsWith('#')) {
    const table = module.findTemporaryTable(last.toLowerCase());
    if (!table) throw sqlError(208, last);
    return { kind: 'table', table, qualifier: [], dependency: { definition: table.definition, place: { kind: 'temporary', name: last.toLowerCase() }, rowCount: table.data.rowCount, lock: 'none', isHeld: false } };
  }
  const home = scope.home ?? { database: module.database, schema: module.defaultSchema };
  const found = module.catalog.resolve(home.database, home.schema, name);
  if (!found) throw sqlError(208, name.join('.'));
  if (found.kind === 'systemView') {
    const { view, database } = found;
    return { kind: 'system', view, rows: (slot) => iterated(slot, (f) => view.rows(inDatabase(catalogContext(f), database))) };
  }
  const { database, object } = found;
  scope.statement.databases.add(database);
  if (object.kind === 'table') {
    const table = database.table(object.id);
    if (!table) throw sqlError(208, name.join('.'));
    const permanent = { definition: object, place: { kind: 'permanent' as const, database }, rowCount: table.data.rowCount, lock: 'S' as const, isHeld: false };
    return { kind: 'table', table, dependency: permanent, qualifier: [object.schema, database.name] };
  }
  if (object.kind === 'view') return { kind: 'view', view: object, database };
  throw sqlError(208, name.join('.'));
};

const addDependency = (scope: Scope, dependency: TableDependency): number => {
  scope.statement.tables.push(dependency);
  return scope.statement.tables.length - 1;
};

/** What table hints ask of locks. */
export const lockOf = (hints: readonly TableHint[]): Partial<Pick<TableDependency, 'lock' | 'isHeld'>> => {
  const has = (...names: string[]): boolean => hints.some((h) => names.includes(h.name));
  if (has('NOLOCK', 'READUNCOMMITTED')) return { lock: 'none' };
  if (has('XLOCK', 'TABLOCKX')) return { lock: 'X', isHeld: true };
  if (has('UPDLOCK')) return { lock: 'U', isHeld: true };
  if (has('HOLDLOCK', 'SERIALIZABLE', 'REPEATABLEREAD')) return { isHeld: true };
  return {};
};

const addTable = (table: { readonly definition: TableDefinition; readonly data?: Table['data'] }, tableIndex: number, name: string, qualifier: readonly string[], scope: Scope, group: JoinGroup, hints: readonly TableHint[] = []): void => {
  const slot = scope.statement.newSlot();
  scope.statement.tableOfSlot.set(slot, tableIndex);
  pushSource(scope, tableSource(table.definition, slot, name, qualifier, scope));
  const index = hints.find((h) => h.name === 'INDEX' || h.name === 'FORCESEEK')?.arguments[0];
  if (typeof index === 'string' && !table.definition.indexes.some((i) => i.name.toLowerCase() === index.toLowerCase())) throw sqlError(308, index, [table.definition.schema, table.definition.name].join('.'));
  group.units.push({ kind: 'table', slot, slots: 1n << BigInt(slot), requires: 0n, tableIndex, table: table as Table, ...(typeof index === 'string' ? { indexHint: index } : {}) });
};

/** A column whose scalar is made when it is first asked for. */
const lazyColumn = (name: string, make: () => Scalar, extra: Partial<SourceColumn> = {}): SourceColumn => {
  let made: Scalar | undefined;
  return {
    name,
    ...(extra.isHidden ? { isHidden: true } : {}),
    ...(extra.isComputed ? { isComputed: true } : {}),
    get scalar() {
      made ??= make();
      return made;
    },
  };
};

/** The columns of a stored table at a slot. */
export const tableSource = (definition: Pick<TableDefinition, 'columns'>, slot: number, name: string, qualifier: readonly string[], scope: Scope): Source => {
  const columns: SourceColumn[] = [];
  const source: Source = { name, qualifier, columns };
  for (const c of definition.columns) columns.push(lazyColumn(c.name, () => tableColumn(c, slot, source, scope), { isComputed: c.computed !== undefined }));
  return source;
};

const tableColumn = (c: Column, slot: number, source: Source, scope: Scope): Scalar => {
  if (c.computed && !c.computed.isStored) {
    const inner = new Scope(scope.statement);
    inner.sources.push({ ...source, name: '' });
    const s = convertScalar(compileExpression(c.computed.expression, inner), c.type);
    return { ...s, key: `#${slot}.${c.name.toLowerCase()}` };
  }
  return columnScalar(slot, c.slot, c.type, { isNotNull: !c.isNullable, ...(c.collation ? { collation: c.collation } : {}), isIdentity: c.identity !== undefined, isRowGuid: c.isRowGuid });
};

// -- views and derived tables

const MAX_EXPANSION = 32;
/** What a view says when an object or column that it reads is gone. */
const BINDING: ReadonlySet<number> = new Set([207, 208, 4104, 4121]);

const addView = (view: View, database: Database, node: NamedTable, scope: Scope, group: JoinGroup): void => {
  const { statement } = scope;
  if (statement.expansionDepth >= MAX_EXPANSION) throw sqlError(217);
  statement.expansionDepth++;
  const saved = statement.parameters;
  statement.parameters = undefined;
  try {
    const inner = new Scope(statement);
    inner.home = { database, schema: view.schema };
    const names = view.columns.map((c) => c.name);
    addQuery(view.statement.query, { name: node.alias ?? view.name, qualifier: node.alias === undefined ? [view.schema, database.name] : [], columns: names, isFixed: true }, inner, scope, group, 'view');
  } catch (error) {
    throw error instanceof SqlError && BINDING.has(error.number) ? sqlErrorAfter([error], 4413, node.name.join('.')) : error;
  } finally {
    statement.expansionDepth--;
    statement.parameters = saved;
  }
};

interface Exposed {
  readonly name: string;
  readonly qualifier?: readonly string[];
  readonly columns: readonly string[] | undefined;
  /** A view has the columns that it was made with; those that a star of its query gives since then are not seen. */
  readonly isFixed?: boolean;
}

/** A query as a source: merged into the group where it only joins, filters and selects, otherwise run as a whole. */
export const addQuery = (select: SelectStatement, exposed: Exposed, inner: Scope, scope: Scope, group: JoinGroup, use: 'derived' | 'view' | 'apply' | 'cte'): void => {
  const merged = use === 'apply' ? undefined : mergeable(select);
  if (merged) {
    const start = group.units.length;
    const items = mergeQuery(select, merged, inner, group);
    if (items) {
      pushSource(scope, { name: exposed.name, qualifier: exposed.qualifier ?? [], columns: nameColumns(items.map((i) => ({ name: i.name, scalar: i.scalar })), exposed) });
      return;
    }
    group.units.length = start;
  }
  const tracker = scope.statement.rowTracker;
  const query = tracker?.compile(select, inner) ?? compileSelect(select, inner, { isNested: true });
  scope.noteOuter(query.outerSlots);
  const slot = scope.statement.newSlot();
  tracker?.place(query, slot);
  pushSource(scope, querySource(query, slot, exposed));
  group.units.push({ kind: 'operator', operator: queryRows(query, slot), slots: 1n << BigInt(slot), requires: query.outerSlots, estimate: query.estimate });
};

/** The source that shows a query's rows at a slot. */
export const querySource = (query: CompiledQuery, slot: number, exposed: Exposed): Source => ({
  name: exposed.name,
  qualifier: exposed.qualifier ?? [],
  columns: nameColumns(query.columns.map((c, i) => ({ name: c.name, scalar: queryColumnScalar(c, slot, i) })), exposed),
});

export const queryColumnScalar = (c: QueryColumn, slot: number, index: number): Scalar => ({
  ...columnScalar(slot, index, c.type, { isNotNull: !c.isNullable, ...(c.collation ? { collation: c.collation } : {}) }),
  ...(c.isJson ? { isJson: true } : {}),
});

const nameColumns = (columns: readonly { readonly name: string; readonly scalar: Scalar }[], exposed: Exposed): SourceColumn[] => {
  if (exposed.isFixed && exposed.columns) {
    const { columns: names, name } = exposed;
    if (names.length > columns.length) throw sqlError(4502, name);
    return names.map((n, i) => ({ name: n, scalar: (columns[i] as (typeof columns)[number]).scalar }));
  }
  if (exposed.columns) {
    if (exposed.columns.length < columns.length) throw sqlError(8158, exposed.name);
    if (exposed.columns.length > columns.length) throw sqlError(8159, exposed.name);
  }
  const seen = new Set<string>();
  return columns.map((c, i) => {
    const name = exposed.columns?.[i] ?? c.name;
    if (name === '') throw sqlError(8155, i + 1, exposed.name);
    const key = name.toLowerCase();
    if (seen.has(key)) throw sqlError(8156, name, exposed.name);
    seen.add(key);
    return { name, scalar: c.scalar };
  });
};

type Specification = Extract<SelectStatement['query'], { kind: 'query' }>;

const mergeable = (select: SelectStatement): Specification | undefined => {
  const q = select.query;
  if (q.kind !== 'query' || select.orderBy.length > 0 || select.offset || select.forClause || q.distinct || q.top || q.groupBy || q.having || q.into || q.from.length === 0) return undefined;
  if (select.with.length > 0) return undefined;
  return q.items.some((i) => i.kind === 'assignment' || (i.kind === 'expression' && (containsAggregate(i.expression) || containsWindow(i.expression)))) ? undefined : q;
};

/** Under an outer join only plain columns are merged: they are NULL where it has no row, computed values would not be. */
const mergeQuery = (select: SelectStatement, q: Specification, inner: Scope, group: JoinGroup): { name: string; scalar: Scalar }[] | undefined => {
  const part = newGroup();
  const before = inner.sources.length;
  inner.aggregateError = () => sqlError(147);
  compileFrom(q.from, inner, part);
  const items = expandItems(q.items, inner);
  if (!items || !items.every((i) => i.scalar.column || (!group.isOptional && !i.scalar.isVolatile))) {
    inner.sources.length = before;
    return undefined;
  }
  if (q.where) part.conjuncts.push(...compileConjuncts(q.where, inner));
  if (select.options.some((o) => o.name === 'FORCE ORDER')) group.isOrderForced = true;
  group.units.push(...part.units);
  group.conjuncts.push(...part.conjuncts);
  return items;
};

const expandItems = (items: readonly SelectItem[], scope: Scope): { name: string; scalar: Scalar }[] | undefined => {
  const result: { name: string; scalar: Scalar }[] = [];
  for (const item of items) {
    if (item.kind === 'expression') {
      const { expression } = item;
      const scalar = compileExpression(expression, scope);
      if (expression.kind === 'pseudoColumn' && item.alias === undefined) return undefined;
      const name = item.alias ?? (expression.kind === 'column' ? expression.name[expression.name.length - 1] ?? '' : '');
      result.push({ name, scalar });
    } else if (item.kind === 'star') {
      if (item.qualifier.length > 0) return undefined;
      for (const source of scope.sources) for (const c of source.columns) result.push({ name: c.name, scalar: c.scalar });
    }
  }
  return result;
};

// -- row constructors and functions

const addValues = (node: Extract<TableSource, { kind: 'values' }>, scope: Scope, group: JoinGroup, outer?: Scope): void => {
  const inner = outer ? new Scope(scope.statement, outer) : derivedScope(scope);
  const select = valuesQuery(node);
  addQuery(select, { name: node.alias, columns: node.columns }, inner, scope, group, outer ? 'apply' : 'derived');
};

/** VALUES as the UNION ALL that it stands for. */
const valuesQuery = (node: Extract<TableSource, { kind: 'values' }>): SelectStatement => {
  const span = { start: node.start, end: node.end, line: node.line };
  const width = node.rows[0]?.length ?? 0;
  const queries = node.rows.map((row) => {
    if (row.length !== width) throw sqlError(10709);
    return { ...span, kind: 'query' as const, distinct: false, items: row.map((expression, i) => ({ ...span, kind: 'expression' as const, expression, alias: node.columns[i] ?? `c${i}` })), from: [], windows: [] };
  });
  let query: SelectStatement['query'] = queries[0] as SelectStatement['query'];
  for (const right of queries.slice(1)) query = { ...span, kind: 'setOperation', operator: 'unionAll', left: query, right };
  return { ...span, kind: 'select', with: [], query, orderBy: [], options: [] };
};

const addFunction = (node: FunctionTable, scope: Scope, group: JoinGroup, outer: Scope | undefined): void => {
  const argumentScope = new Scope(scope.statement, outer);
  argumentScope.home = scope.home;
  const last = node.name[node.name.length - 1] ?? '';
  if (node.name.length === 1 && findTableFunction(last)) {
    const made = bindTableFunction(node, argumentScope);
    scope.noteOuter(made.requires, undefined);
    return addOperator(made, scope, group);
  }
  const { module } = scope.statement;
  const home = scope.home ?? { database: module.database, schema: module.defaultSchema };
  const ofCatalog = catalogTableFunction(node.name);
  if (ofCatalog) {
    const made = bindCatalogFunction(ofCatalog, node, argumentScope, home.database);
    scope.noteOuter(made.requires, undefined);
    return addOperator(made, scope, group);
  }
  const found = module.catalog.resolve(home.database, home.schema, node.name);
  if (found?.kind !== 'object' || found.object.kind !== 'function' || !found.object.columns) throw sqlError(208, node.name.join('.'));
  scope.statement.databases.add(found.database);
  const definition: SqlFunction = found.object;
  const exposed = { name: node.alias ?? last, qualifier: node.alias === undefined ? [definition.schema] : [], columns: node.columns };
  if (definition.statement.returns.kind === 'inline') {
    return expandInlineFunction(definition, found.database, node, argumentScope, (select, inner) => addQuery(select, exposed, inner, scope, group, 'apply'));
  }
  const made = bindTableFunction(node, argumentScope, { definition, database: found.database, exposed });
  scope.noteOuter(made.requires, undefined);
  addOperator(made, scope, group);
};

