// Names in FROM: common table expressions, inserted and deleted, tables, views and system views.

import type { Database } from '../catalog/database.ts';
import type { View } from '../catalog/model.ts';
import type { NamedTable } from '../parser/ast/index.ts';
import { SqlError, notSupported, sqlError, sqlErrorAfter } from '../types/errors.ts';
import { cteSource } from './cte.ts';
import { addOperator, pushSource } from './join-group.ts';
import type { JoinGroup } from './join-group.ts';
import { triggerRows } from './operators/rows.ts';
import { addQuery } from './query-source.ts';
import { columnScalar } from './scalar.ts';
import { Scope } from './scope.ts';
import { noteEntry, noteNeed } from './security/needs.ts';
import { addDependency, addTable, findNamed, lockOf, tableSource } from './table-source.ts';
import type { FoundSource } from './table-source.ts';

export const addNamed = (node: NamedTable, scope: Scope, group: JoinGroup): void => {
  if (node.tableSample) throw notSupported('TABLESAMPLE', node.line);
  const last = node.name[node.name.length - 1] ?? '';
  if (node.name.length === 1) {
    const cte = scope.findCte(last);
    if (cte) {
      if (cte.recursion) {
        const made = cte.recursion.makeSource();
        return addOperator(
          { source: { ...made.source, name: node.alias ?? last }, operator: made.operator, isChanging: true },
          scope,
          group,
        );
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
  if (found.kind !== 'system' && node !== scope.statement.writtenNode) noteFound(found, 'SELECT', scope);
  if (found.kind === 'table') {
    const dependency = addDependency(scope, { ...found.dependency, ...lockOf(node.hints) });
    const qualifier = node.alias === undefined ? found.qualifier : [];
    return addTable(found.table, dependency, node.alias ?? last, qualifier, scope, group, node.hints);
  }
  if (found.kind === 'view') return addView(found.view, found.database, node, scope, group);
  noteEntry(scope, found.database);
  const slot = scope.statement.newSlot();
  pushSource(scope, {
    name: node.alias ?? last,
    qualifier: node.alias === undefined ? [found.view.schema] : [],
    columns: found.view.columns.map((c, i) => ({
      name: c.name,
      scalar: columnScalar(slot, i, c.type, { isNotNull: !c.isNullable, ...(c.collation ? { collation: c.collation } : {}) }),
    })),
  });
  group.units.push({ kind: 'operator', operator: found.rows(slot), slots: 1n << BigInt(slot), requires: 0n, estimate: 200 });
};

const noteFound = (found: Extract<FoundSource, { kind: 'table' | 'view' }>, permission: string, scope: Scope): void => {
  if (found.kind === 'view') noteNeed(scope, permission, found.database, found.view);
  else if (found.dependency.place.kind === 'permanent')
    noteNeed(scope, permission, found.dependency.place.database, found.dependency.definition);
};

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
    addQuery(
      view.statement.query,
      {
        name: node.alias ?? view.name,
        qualifier: node.alias === undefined ? [view.schema, database.name] : [],
        columns: names,
        isFixed: true,
      },
      inner,
      scope,
      group,
      'view',
    );
  } catch (error) {
    throw error instanceof SqlError && BINDING.has(error.number) ? sqlErrorAfter([error], 4413, node.name.join('.')) : error;
  } finally {
    statement.expansionDepth--;
    statement.parameters = saved;
  }
};
