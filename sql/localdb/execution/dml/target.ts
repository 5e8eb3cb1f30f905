// The target of a data modification: which source of the statement it is, and the stored table behind it.

import type { Database } from '../../catalog/database.ts';
import type { Column, Trigger, View } from '../../catalog/model.ts';
import type { DmlTarget, SelectStatement, TableSource } from '../../parser/ast/index.ts';
import type { Row } from '../../storage/table-data.ts';
import { sqlError } from '../../types/errors.ts';
import { containsAggregate } from '../ast-search.ts';
import { findNamed } from '../table-source.ts';
import type { Evaluate, Frame } from '../frame.ts';
import type { Scalar } from '../scalar.ts';
import type { Scope, Source } from '../scope.ts';
import type { RowOrigin, RowOrigins } from './row-origins.ts';
import type { TableWriter, TriggerEvent, Writers } from './table-writer.ts';
import { enabledTriggers } from './table-writer.ts';

/** A query that a target stands for. */
export interface QueryTarget {
  /** An inline function counts as a common table expression. */
  readonly kind: 'view' | 'cte' | 'derived';
  readonly name: string;
  readonly query: SelectStatement;
  readonly view?: View;
  readonly database?: Database;
}

export interface TargetColumn {
  readonly name: string;
  /** The stored column; undefined for a computed column of the view or derived table. */
  readonly column: Column | undefined;
  readonly scalar: Scalar;
}

export interface Target {
  readonly writer: TableWriter;
  readonly source: Source;
  readonly columns: readonly TargetColumn[];
  readonly row: (f: Frame) => Row | undefined;
  /** Absent for a table that is named directly. */
  readonly query: QueryTarget | undefined;
}

const same = (a: string | undefined, b: string | undefined): boolean => (a ?? '').toLowerCase() === (b ?? '').toLowerCase();

// -- which source it is

export interface Located {
  /** The FROM clause, the target added to it when it was not there. */
  readonly from: readonly TableSource[];
  readonly node: TableSource;
  /** The name that the source has in the statement. */
  readonly exposed: string;
}

/** Finds the target among the sources of FROM: by alias, or by the table's name. Throws 8154 when it is there twice. */
export const locateTarget = (target: DmlTarget, from: readonly TableSource[], scope: Scope): Located => {
  const nodes = from.flatMap(leaves);
  const last = target.name[target.name.length - 1] ?? '';
  if (target.name.length === 1) {
    const aliased = nodes.find((n) => 'alias' in n && same(n.alias, last));
    if (aliased) return { from, node: aliased, exposed: last };
  }
  const wanted = identityOf(target.name, scope);
  const named = nodes.filter(
    (n) => (n.kind === 'table' && identityOf(n.name, scope) === wanted) || (n.kind === 'tableVariable' && same(n.name, last)),
  );
  const plain = named.find((n) => !('alias' in n) || n.alias === undefined);
  if (!plain && named.length > 1) throw sqlError(8154, last);
  const node = plain ?? named[0];
  if (node && (node.kind === 'table' || node.kind === 'tableVariable')) {
    return { from, node, exposed: node.alias ?? (node.kind === 'table' ? (node.name[node.name.length - 1] ?? '') : node.name) };
  }
  const span = { start: target.start, end: target.end, line: target.line };
  const added: TableSource =
    target.kind === 'variable'
      ? { ...span, kind: 'tableVariable', name: last, hints: target.hints }
      : { ...span, kind: 'table', name: target.name, hints: target.hints };
  return { from: [added, ...from], node: added, exposed: last };
};

const leaves = (node: TableSource): TableSource[] => (node.kind === 'join' ? [...leaves(node.left), ...leaves(node.right)] : [node]);

/** What a name means, as text that is the same for the same object. */
const identityOf = (name: readonly string[], scope: Scope): string => {
  const last = (name[name.length - 1] ?? '').toLowerCase();
  if (last.startsWith('#')) return last;
  if (name.length === 1 && scope.findCte(last)) return `with ${last}`;
  const { module } = scope.statement;
  const found = module.catalog.resolve(module.database, module.defaultSchema, name);
  return found?.kind === 'object' ? `${found.database.id}.${found.object.id}` : name.join('.').toLowerCase();
};

/** The query that a source stands for; undefined for tables. Throws 1087, 10700, 208, 259. */
export const queryTarget = (node: TableSource, scope: Scope): QueryTarget | undefined => {
  switch (node.kind) {
    case 'tableVariable': {
      const info = scope.statement.module.variables.find(node.name);
      if (info?.kind !== 'table') throw sqlError(1087, node.name);
      if (info.isReadOnly) throw sqlError(10700, node.name);
      return undefined;
    }
    case 'derived':
      return { kind: 'derived', name: node.alias, query: node.query };
    case 'table': {
      const name = node.name[node.name.length - 1] ?? '';
      const cte = node.name.length === 1 ? scope.findCte(name) : undefined;
      if (cte) return { kind: 'cte', name, query: cte.definition.query };
      if (isPseudoTable(node.name, scope)) throw sqlError(286);
      const found = findNamed(node.name, scope);
      if (found.kind === 'system') throw sqlError(259);
      return found.kind === 'view'
        ? { kind: 'view', name: node.name.join('.'), query: found.view.statement.query, view: found.view, database: found.database }
        : undefined;
    }
    case 'tableFunction': {
      const query = inlineQuery(node.name, scope);
      if (query) return { kind: 'cte', name: node.name.join('.'), query };
      throw sqlError(270, node.alias ?? '');
    }
    default:
      throw sqlError(270, 'alias' in node ? (node.alias ?? '') : '');
  }
};

/** The query of an inline function, through which its table can be changed as through a view. */
const inlineQuery = (name: readonly string[], scope: Scope): SelectStatement | undefined => {
  const { module } = scope.statement;
  const found = module.catalog.resolve(module.database, module.defaultSchema, name);
  if (found?.kind !== 'object' || found.object.kind !== 'function') return undefined;
  const { returns } = found.object.statement;
  return returns.kind === 'inline' ? returns.query : undefined;
};

const isPseudoTable = (name: readonly string[], scope: Scope): boolean =>
  scope.statement.module.trigger !== undefined && name.length === 1 && (same(name[0], 'inserted') || same(name[0], 'deleted'));

/** The INSTEAD OF trigger of a view for an event. */
export const viewTrigger = (query: QueryTarget | undefined, event: TriggerEvent): Trigger | undefined =>
  query?.view && query.database ? enabledTriggers(query.database, query.view.id, event, 'insteadOf')[0] : undefined;

// -- what stands behind it

export const sourceNamed = (scope: Scope, located: Pick<Located, 'exposed' | 'node'>): Source => {
  const isAliased = 'alias' in located.node && located.node.alias !== undefined;
  const found = scope.sources.filter((s) => same(s.name, located.exposed));
  const source = isAliased ? found.find((s) => s.qualifier.length === 0) : found[0];
  if (!source) throw sqlError(208, located.exposed);
  return source;
};

/** Columns that a statement names in its target, or all when it has none to name (DELETE). */
export const bindTarget = (
  source: Source,
  query: QueryTarget | undefined,
  named: readonly string[] | undefined,
  origins: RowOrigins,
  writers: Writers,
): Target => {
  if (query) checkUpdatable(query);
  const found = source.columns.map((c) => ({ name: c.name, scalar: c.scalar, origin: origins.originOf(c.scalar) }));
  const wanted = named ? found.filter((c) => named.some((n) => same(n, c.name))) : found;
  let origin: RowOrigin | undefined;
  for (const c of wanted) {
    if (!c.origin) {
      if (named && query) throw notUpdatable(query);
      continue;
    }
    if (origin && origin.key !== c.origin.key) throw sqlError(4405, query?.name ?? source.name);
    origin = c.origin;
  }
  origin ??= found.find((c) => c.origin)?.origin;
  if (!origin) throw query ? notUpdatable(query) : sqlError(270, source.name);
  if (query && !named && isJoin(query.query)) throw sqlError(4405, query.name);
  const writer = writers.written(origin.tableIndex);
  const { key } = origin;
  const byslot = new Map(writer.definition.columns.map((c) => [c.slot, c]));
  const columns = query
    ? found.map((c) => ({ name: c.name, scalar: c.scalar, column: c.origin?.key === key ? byslot.get(c.origin.columnSlot) : undefined }))
    : found.map((c) => ({ name: c.name, scalar: c.scalar, column: writer.definition.columns.find((x) => same(x.name, c.name)) }));
  return { writer, source, columns, row: origin.row, query };
};

const notUpdatable = (query: QueryTarget): Error => (query.kind === 'derived' ? sqlError(4421, query.name) : sqlError(4406, query.name));

/** Throws 4403, 4418 or 4426 for queries whose rows are not those of a table. */
const checkUpdatable = (query: QueryTarget): void => {
  const q = query.query.query;
  if (q.kind === 'setOperation') throw sqlError(4426, query.name);
  if (q.kind !== 'query') return;
  const isGrouped =
    q.distinct ||
    q.groupBy !== undefined ||
    q.having !== undefined ||
    q.items.some((i) => i.kind === 'expression' && containsAggregate(i.expression)) ||
    q.from.some((s) => s.kind === 'pivot' || s.kind === 'unpivot');
  if (isGrouped) throw query.kind === 'derived' ? sqlError(4418, query.name) : sqlError(4403, query.name);
};

const isJoin = (select: SelectStatement): boolean => {
  const q = select.query;
  return q.kind === 'query' && (q.from.length > 1 || q.from[0]?.kind === 'join');
};

/** For an INSTEAD OF trigger of a view: the row that the view shows. */
export const viewRow = (source: Source): ((f: Frame) => Row) => {
  const evaluates: readonly Evaluate[] = source.columns.map((c) => c.scalar.evaluate);
  return (f) => {
    const row: Row = new Array(evaluates.length + 1);
    row[0] = 0;
    for (let i = 0; i < evaluates.length; i++) row[i + 1] = (evaluates[i] as Evaluate)(f);
    return row;
  };
};
