// Stored tables and system views by name, and the columns that a stored table shows.

import { inDatabase } from '../catalog/catalog-context.ts';
import type { Database } from '../catalog/database.ts';
import type { Column, Table, TableDefinition, View } from '../catalog/model.ts';
import type { SystemView } from '../catalog/system-views/system-view.ts';
import type { TableHint } from '../parser/ast/index.ts';
import { sqlError } from '../types/errors.ts';
import { compileExpression } from './compile-expression.ts';
import { pushSource } from './join-group.ts';
import type { JoinGroup } from './join-group.ts';
import type { Operator } from './operators/operator.ts';
import { iterated } from './operators/rows.ts';
import { columnScalar, convertScalar } from './scalar.ts';
import type { Scalar } from './scalar.ts';
import { Scope } from './scope.ts';
import type { Place, Source, SourceColumn, TableDependency } from './scope.ts';
import { catalogContext } from './session-functions.ts';

export type FoundSource =
  | { readonly kind: 'table'; readonly table: Table; readonly dependency: TableDependency; readonly qualifier: readonly string[] }
  | { readonly kind: 'view'; readonly view: View; readonly database: Database }
  | { readonly kind: 'system'; readonly view: SystemView; readonly database: Database; readonly rows: (slot: number) => Operator };

/** A table, view or system view by name; 208 when there is none. */
export const findNamed = (name: readonly string[], scope: Scope): FoundSource => {
  const { module } = scope.statement;
  const last = name[name.length - 1] ?? '';
  if (last.startsWith('#')) {
    const table = module.findTemporaryTable(last.toLowerCase());
    if (!table) throw sqlError(208, last);
    return {
      kind: 'table',
      table,
      qualifier: [],
      dependency: {
        definition: table.definition,
        place: { kind: 'temporary', name: last.toLowerCase() },
        rowCount: table.data.rowCount,
        lock: 'none',
        isHeld: false,
      },
    };
  }
  const home = scope.home ?? { database: module.database, schema: module.defaultSchema };
  const found = module.catalog.resolve(home.database, home.schema, name);
  if (!found) throw sqlError(208, name.join('.'));
  if (found.kind === 'systemView') {
    const { view, database } = found;
    return { kind: 'system', view, database, rows: (slot) => iterated(slot, (f) => view.rows(inDatabase(catalogContext(f), database))) };
  }
  const { database, object } = found;
  scope.statement.databases.add(database);
  if (object.kind === 'table') {
    const table = database.table(object.id);
    if (!table) throw sqlError(208, name.join('.'));
    const permanent = {
      definition: object,
      place: { kind: 'permanent' as const, database },
      rowCount: table.data.rowCount,
      lock: 'S' as const,
      isHeld: false,
    };
    return { kind: 'table', table, dependency: permanent, qualifier: [object.schema, database.name] };
  }
  if (object.kind === 'view') return { kind: 'view', view: object, database };
  throw sqlError(208, name.join('.'));
};

export const addDependency = (scope: Scope, dependency: TableDependency): number => {
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

export const addTable = (
  table: { readonly definition: TableDefinition; readonly data?: Table['data'] },
  tableIndex: number,
  name: string,
  qualifier: readonly string[],
  scope: Scope,
  group: JoinGroup,
  hints: readonly TableHint[] = [],
): void => {
  const slot = scope.statement.newSlot();
  scope.statement.tableOfSlot.set(slot, tableIndex);
  const place = scope.statement.tables[tableIndex]?.place;
  const home = place?.kind === 'permanent' ? { database: place.database, schema: table.definition.schema } : undefined;
  pushSource(scope, tableSource(table.definition, slot, name, qualifier, scope, home));
  const index = hints.find((h) => h.name === 'INDEX' || h.name === 'FORCESEEK')?.arguments[0];
  if (typeof index === 'string' && !table.definition.indexes.some((i) => i.name.toLowerCase() === index.toLowerCase()))
    throw sqlError(308, index, [table.definition.schema, table.definition.name].join('.'));
  group.units.push({
    kind: 'table',
    slot,
    slots: 1n << BigInt(slot),
    requires: 0n,
    tableIndex,
    table: table as Table,
    ...(typeof index === 'string' ? { indexHint: index } : {}),
  });
};

/** A column whose scalar is made when it is first asked for. */
export const lazyColumn = (name: string, make: () => Scalar, extra: Partial<SourceColumn> = {}): SourceColumn => {
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

/** The columns of a stored table at a slot; `home` is where it is stored, from where what it computes is looked for. */
export const tableSource = (
  definition: Pick<TableDefinition, 'columns'>,
  slot: number,
  name: string,
  qualifier: readonly string[],
  scope: Scope,
  home?: Place,
): Source => {
  const columns: SourceColumn[] = [];
  const source: Source = { name, qualifier, columns };
  for (const c of definition.columns)
    columns.push(lazyColumn(c.name, () => tableColumn(c, slot, source, scope, home), { isComputed: c.computed !== undefined }));
  return source;
};

const tableColumn = (c: Column, slot: number, source: Source, scope: Scope, home: Place | undefined): Scalar => {
  if (c.computed && !c.computed.isStored) {
    const inner = new Scope(scope.statement);
    inner.home = home;
    inner.sources.push({ ...source, name: '' });
    const s = convertScalar(compileExpression(c.computed.expression, inner), c.type);
    return { ...s, key: `#${slot}.${c.name.toLowerCase()}` };
  }
  return columnScalar(slot, c.slot, c.type, {
    isNotNull: !c.isNullable,
    ...(c.collation ? { collation: c.collation } : {}),
    isIdentity: c.identity !== undefined,
    isRowGuid: c.isRowGuid,
  });
};
