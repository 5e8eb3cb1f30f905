// What rows are inserted into: a table, or a view or common table expression through which a table gets them.

import type { TableDefinition, Trigger } from '../../catalog/model.ts';
import type { DmlTarget } from '../../parser/ast/index.ts';
import { sqlError } from '../../types/errors.ts';
import { compileFrom } from '../compile-from.ts';
import { newGroup } from '../join-group.ts';
import { findNamed } from '../table-source.ts';
import { Scope } from '../scope.ts';
import type { NamedColumn } from './insert-columns.ts';
import { RowOrigins } from './row-origins.ts';
import type { TableWriter, Writers } from './table-writer.ts';
import { bindTarget, queryTarget, sourceNamed, viewTrigger } from './target.ts';
import type { QueryTarget, Target } from './target.ts';
import { noteTarget } from './target-needs.ts';
import { viewShape } from './triggers.ts';

export interface InsertTarget {
  readonly writer: TableWriter;
  readonly columns: readonly NamedColumn[];
  readonly notUpdatable: () => Error;
  readonly query: QueryTarget | undefined;
  /** The target as OUTPUT sees it; absent for a table that is named directly. */
  readonly bound: Target | undefined;
}

/** A view whose INSTEAD OF trigger takes the rows. */
export interface TriggeredView {
  readonly trigger: Trigger;
  readonly shape: TableDefinition;
}

const dependencyOf = (target: DmlTarget, scope: Scope): number | undefined => {
  const { statement } = scope;
  const last = target.name[target.name.length - 1] ?? '';
  if (target.kind === 'variable') {
    const info = statement.module.variables.find(last);
    if (info?.kind !== 'table') throw sqlError(1087, last);
    if (info.isReadOnly) throw sqlError(10700, last);
    return (
      statement.tables.push({
        definition: info.definition,
        place: { kind: 'variable', slot: info.slot },
        rowCount: 0,
        lock: 'none',
        isHeld: false,
      }) - 1
    );
  }
  if (target.name.length === 1 && scope.findCte(last)) return undefined;
  if (statement.module.trigger && target.name.length === 1 && /^(inserted|deleted)$/i.test(last)) throw sqlError(286);
  const found = findNamed(target.name, scope);
  if (found.kind === 'system') throw sqlError(259);
  return found.kind === 'table' ? statement.tables.push(found.dependency) - 1 : undefined;
};

/** The view of an INSERT with an INSTEAD OF trigger; undefined when rows are to be stored. */
export const triggeredView = (target: DmlTarget, scope: Scope): TriggeredView | undefined => {
  if (target.kind === 'variable') return undefined;
  const last = target.name[target.name.length - 1] ?? '';
  if (last.startsWith('#') || (target.name.length === 1 && scope.findCte(last))) return undefined;
  const found = findNamed(target.name, scope);
  if (found.kind !== 'view') return undefined;
  const query: QueryTarget = { kind: 'view', name: last, query: found.view.statement.query, view: found.view, database: found.database };
  const trigger = viewTrigger(query, 'insert');
  if (trigger) noteTarget({ query }, ['INSERT'], scope);
  return trigger && { trigger, shape: viewShape(found.view) };
};

/** The table that gets the rows. Throws 208, 1087, 4405 and the like. */
export const insertTarget = (target: DmlTarget, listed: readonly string[] | undefined, scope: Scope, writers: Writers): InsertTarget => {
  const tableIndex = dependencyOf(target, scope);
  if (tableIndex !== undefined) {
    const writer = writers.written(tableIndex);
    noteTarget({ query: undefined, writer }, ['INSERT'], scope);
    return {
      writer,
      columns: writer.definition.columns.map((column) => ({ name: column.name, column })),
      notUpdatable: () => sqlError(271, ''),
      query: undefined,
      bound: undefined,
    };
  }
  const { statement } = scope;
  const inner = new Scope(statement, scope);
  for (const [name, entry] of scope.ctes) inner.ctes.set(name, entry);
  const span = { start: target.start, end: target.end, line: target.line };
  const node = { ...span, kind: 'table' as const, name: target.name, hints: target.hints };
  const query = queryTarget(node, inner);
  const origins = new RowOrigins(statement);
  statement.rowTracker = origins;
  statement.writtenNode = node;
  try {
    compileFrom([node], inner, newGroup());
  } finally {
    statement.rowTracker = undefined;
  }
  const name = target.name[target.name.length - 1] ?? '';
  const bound = bindTarget(sourceNamed(inner, { exposed: name, node }), query, listed, origins, writers);
  noteTarget(bound, ['INSERT'], scope);
  return { writer: bound.writer, columns: bound.columns, notUpdatable: () => sqlError(4406, target.name.join('.')), query, bound };
};
