// Row constructors and table-valued functions as sources.

import type { SqlFunction } from '../catalog/model.ts';
import { catalogTableFunction } from '../catalog/table-functions.ts';
import { findTableFunction } from '../functions/registry.ts';
import type { FunctionTable, SelectStatement, TableSource } from '../parser/ast/index.ts';
import { sqlError } from '../types/errors.ts';
import { derivedScope } from './compile-from.ts';
import { addOperator } from './join-group.ts';
import type { JoinGroup } from './join-group.ts';
import { addQuery } from './query-source.ts';
import { Scope } from './scope.ts';
import { noteNeed } from './security/needs.ts';
import { bindCatalogFunction, bindTableFunction, expandInlineFunction } from './table-function-source.ts';

export const addValues = (node: Extract<TableSource, { kind: 'values' }>, scope: Scope, group: JoinGroup, outer?: Scope): void => {
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
    return {
      ...span,
      kind: 'query' as const,
      distinct: false,
      items: row.map((expression, i) => ({ ...span, kind: 'expression' as const, expression, alias: node.columns[i] ?? `c${i}` })),
      from: [],
      windows: [],
    };
  });
  let query: SelectStatement['query'] = queries[0] as SelectStatement['query'];
  for (const right of queries.slice(1)) query = { ...span, kind: 'setOperation', operator: 'unionAll', left: query, right };
  return { ...span, kind: 'select', with: [], query, orderBy: [], options: [] };
};

export const addFunction = (node: FunctionTable, scope: Scope, group: JoinGroup, outer: Scope | undefined): void => {
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
  noteNeed(scope, 'SELECT', found.database, definition);
  const exposed = { name: node.alias ?? last, qualifier: node.alias === undefined ? [definition.schema] : [], columns: node.columns };
  if (definition.statement.returns.kind === 'inline') {
    return expandInlineFunction(definition, found.database, node, argumentScope, (select, inner, isFree) =>
      addQuery(select, exposed, inner, scope, group, isFree ? 'derived' : 'apply'),
    );
  }
  const made = bindTableFunction(node, argumentScope, { definition, database: found.database, exposed });
  scope.noteOuter(made.requires, undefined);
  addOperator(made, scope, group);
};
