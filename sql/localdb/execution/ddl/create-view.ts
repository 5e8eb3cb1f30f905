// CREATE and ALTER VIEW. A view is bound when it is made: what its query reads must exist, and its columns need names.

import { mentionsOf } from '../../catalog/dependencies.ts';
import { visitNodes } from '../../catalog/expression-columns.ts';
import type { View, ViewColumn } from '../../catalog/model.ts';
import type { CreateView, SelectStatement } from '../../parser/ast/index.ts';
import { sqlError } from '../../types/errors.ts';
import { intType } from '../../types/sql-type.ts';
import { compileSelect } from '../compile-select.ts';
import type { QueryColumn } from '../compile-select.ts';
import type { Flow } from '../flow.ts';
import type { CallFrame, Running } from '../frame.ts';
import type { CompiledModule } from '../module.ts';
import { Scope, StatementContext } from '../scope.ts';
import type { ModuleContext } from '../scope.ts';
import { definitionContext } from './expression-binder.ts';
import { inModule, moduleBase, placeOf } from './module-definition.ts';
import { changeCatalog } from './targets.ts';

export function* createView(s: CreateView, module: CompiledModule, call: CallFrame): Running<Flow> {
  return yield* changeCatalog(call, function* (transaction) {
    const place = yield* placeOf(s, module, call, 'CREATE/ALTER VIEW', (o) => o.kind === 'view');
    const { database, schema } = place.target;
    const columns = inModule(s, () => {
      refuseTemporaryTables(s.query);
      const queried = boundColumns(s.query, definitionContext(module), schema);
      return namedColumns(queried, s.columns, place.target.name);
    });
    const view: View = { kind: 'view', ...moduleBase(s, place, module), statement: s, columns };
    inModule(s, () => checkSchemaBinding(view, 'view'));
    if (place.existing) database.replace(transaction, view);
    else database.add(transaction, view);
  });
}

/** Throws 4508: a view outlives the temporary tables of a session. */
export const refuseTemporaryTables = (query: SelectStatement): void => {
  visitNodes(query, (node) => {
    const { kind, name } = node as { kind?: unknown; name?: unknown };
    if (kind === 'table' && Array.isArray(name) && String(name.at(-1)).startsWith('#')) throw sqlError(4508);
  });
};

/** The columns of a view's or inline function's query, compiled as it will be inside others. */
export const boundColumns = (query: SelectStatement, context: ModuleContext, schema: string): readonly QueryColumn[] => {
  const scope = new Scope(new StatementContext(context, 'CREATE VIEW'));
  scope.home = { database: context.database, schema };
  return compileSelect(query, scope, { isNested: true }).columns;
};

/** Throws 4502 and 8158 for a column list that does not fit, 4511 for a column without a name, 4506 for a name used twice. */
export const namedColumns = (columns: readonly QueryColumn[], names: readonly string[] | undefined, object: string): ViewColumn[] => {
  if (names && names.length > columns.length) throw sqlError(4502, object);
  if (names && names.length < columns.length) throw sqlError(8158, object);
  const seen = new Set<string>();
  return columns.map((c, i): ViewColumn => {
    const name = names?.[i] ?? c.name;
    if (name === '') throw sqlError(4511, i + 1);
    const key = name.toLowerCase();
    if (seen.has(key)) throw sqlError(4506, name, object);
    seen.add(key);
    return { name, id: i + 1, type: c.type.name === 'null' ? intType : c.type, isNullable: c.isNullable, collation: c.collation };
  });
};

/** WITH SCHEMABINDING: every name has two parts (4512) and no column list is a star (1054). */
export const checkSchemaBinding = (module: Parameters<typeof mentionsOf>[0], word: string): void => {
  if (module.kind === 'trigger' || !module.statement.options.includes('SCHEMABINDING')) return;
  const bad = mentionsOf(module).find(({ name }) => name.length !== 2);
  if (bad) throw sqlError(4512, word, `${module.schema}.${module.name}`, bad.name.join('.'));
  visitNodes(module.statement, (node) => {
    if (node.kind === 'star') throw sqlError(1054, '*');
  });
};
