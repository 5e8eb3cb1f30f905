// Rows for definitions: new empty tables of every kind, with the indexes that their definitions ask for.

import { buildTable } from '../../catalog/build-table.ts';
import type { BuildContext } from '../../catalog/build-context.ts';
import { nowTicks } from '../../catalog/catalog-clock.ts';
import type { Database } from '../../catalog/database.ts';
import { indexShapes } from '../../catalog/index-layout.ts';
import type { Table, TableDefinition } from '../../catalog/model.ts';
import type { TableDefinition as WrittenTable } from '../../parser/ast/index.ts';
import { IndexData } from '../../storage/index-data.ts';
import type { IndexShape } from '../../storage/index-data.ts';
import { TableData } from '../../storage/table-data.ts';
import type { ModuleContext } from '../scope.ts';
import { sqlError } from '../../types/errors.ts';
import type { SqlError } from '../../types/errors.ts';
import { expressionBinder } from './expression-binder.ts';
import { filterCompiler } from './row-test.ts';

interface Shapes {
  readonly collation: string;
  readonly shapes: readonly IndexShape[];
  readonly clustered: number;
}
const SHAPES = new WeakMap<TableDefinition, Shapes>();

/** Index shapes of a definition, made once: table variables are created with every call of their module. */
const shapesOf = (definition: TableDefinition, database: Database): Shapes => {
  const known = SHAPES.get(definition);
  if (known && known.collation === database.collation) return known;
  const made = {
    collation: database.collation,
    shapes: indexShapes(definition, database.collation, filterCompiler(database)),
    clustered: definition.indexes.filter((i) => !i.isDisabled).findIndex((i) => i.isClustered),
  };
  SHAPES.set(definition, made);
  return made;
};

/** New, empty indexes for a definition. */
export const newIndexes = (
  definition: TableDefinition,
  database: Database,
): { readonly indexes: readonly IndexData[]; readonly clustered: IndexData | undefined } => {
  const { shapes, clustered } = shapesOf(definition, database);
  const indexes = shapes.map((shape) => new IndexData(shape));
  return { indexes, clustered: indexes[clustered] };
};

/** Empty rows for a definition; `id` is the data's id in the store and matters for permanent tables only. */
export const newTableData = (
  definition: TableDefinition,
  kind: 'permanent' | 'temporary' | 'variable',
  database: Database,
  id: number,
): TableData => {
  const data = new TableData({ id, isDurable: kind === 'permanent', undo: kind === 'variable' ? 'statement' : 'transaction' });
  if (definition.indexes.length > 0) {
    const { indexes, clustered } = newIndexes(definition, database);
    data.setIndexes(indexes, clustered);
  }
  return data;
};

/** An empty table of a definition. For temporary tables, table variables and table-valued parameters. */
export const createTableInstance = (definition: TableDefinition, kind: 'temporary' | 'variable', database: Database): Table => ({
  definition,
  data: newTableData(definition, kind, database, 0),
});

/** What building a definition needs; `isTemporary`: ids that are never stored. */
export const buildContext = (
  module: ModuleContext,
  statementName: string,
  options: { readonly isTemporary?: boolean; readonly database?: Database } = {},
): BuildContext => {
  const database = options.database ?? module.database;
  return {
    database,
    defaultSchema: 'dbo',
    binder: expressionBinder({ ...contextParts(module), database: module.database }, statementName),
    newId: options.isTemporary ? () => module.catalog.newTemporaryId() : () => module.catalog.newObjectId(),
    now: nowTicks(),
  };
};

/** The module as a plain context: a class instance cannot be spread. */
const contextParts = (module: ModuleContext): ModuleContext => ({
  catalog: module.catalog,
  database: module.database,
  defaultSchema: module.defaultSchema,
  variables: module.variables,
  findTemporaryTable: (name) => module.findTemporaryTable(name),
  isFunction: module.isFunction,
  quotedIdentifier: module.quotedIdentifier,
  functions: module.functions,
  call: module.call,
});

/** Table variables and table types take neither names for constraints nor foreign keys: 156, with the constraint's line. */
export const refuseNamedConstraints = (definition: WrittenTable): void => {
  const at = (line: number, word: string): SqlError => {
    const error = sqlError(156, word);
    error.line = line;
    return error;
  };
  const inColumns = definition.columns.flatMap((c) => c.constraints);
  for (const c of [...inColumns, ...definition.constraints]) {
    if (c.name !== undefined) throw at(c.line, 'CONSTRAINT');
    if (c.kind === 'foreignKey') throw at(c.line, inColumns.includes(c) ? 'REFERENCES' : 'FOREIGN');
  }
};

/** The definition behind DECLARE @t TABLE (...) and RETURNS @t TABLE (...). */
export const buildVariableTable = (module: ModuleContext, definition: WrittenTable, name: string): TableDefinition => {
  refuseNamedConstraints(definition);
  return buildTable(
    buildContext(module, 'DECLARE', { isTemporary: true }),
    { id: module.catalog.newTemporaryId(), schema: 'dbo', name, storage: 'variable' },
    definition,
  );
};
