// Functions about objects: OBJECT_ID, OBJECT_NAME, OBJECT_DEFINITION, COL_LENGTH, COL_NAME, IDENT_*, INDEX_COL,
// schemas, types and databases by name and id.

import { splitMultipartName } from '../../parser/names.ts';
import { TYPE_CATALOG, builtInType, typeFacts } from '../../types/resolve-type.ts';
import type { Value } from '../../types/sql-type.ts';
import { intType, nvarcharType, smallintType, sqlType, sysnameType } from '../../types/sql-type.ts';
import { columnOfSlot } from '../build-context.ts';
import type { CatalogContext } from '../catalog-context.ts';
import { inDatabase } from '../catalog-context.ts';
import { isEncrypted, isModule } from '../dependencies.ts';
import type { Column, TableDefinition, ViewColumn } from '../model.ts';
import type { CatalogObject } from '../system-views/catalog-objects.ts';
import { catalogObject, findCatalogObject, tableById } from '../system-views/catalog-objects.ts';
import { findSystemView } from '../system-views/index.ts';
import { systemViews } from '../system-views/system-view.ts';
import type { MetadataFunction } from './metadata-function.ts';
import { metadataFunction, names, nameType } from './metadata-function.ts';

const numeric38 = sqlType('numeric', 0, 38, 0);

export interface FoundName {
  readonly context: CatalogContext;
  readonly object: CatalogObject;
}

/** The object, constraint or temporary table that a name in a string means; undefined when there is none. */
export const objectByName = (catalog: CatalogContext, text: string): FoundName | undefined => {
  const parts = splitMultipartName(text);
  const name = parts[parts.length - 1] ?? '';
  const schema = parts[parts.length - 2] ?? '';
  const databaseName = parts[parts.length - 3] ?? '';
  if (name === '' || parts.length > 3) return undefined;
  const database = databaseName === '' ? catalog.database : catalog.server.database(databaseName);
  if (!database) return undefined;
  const context = inDatabase(catalog, database);
  if (name.startsWith('#')) {
    // A temporary table lives in tempdb: elsewhere its name alone means nothing.
    const table = database.name === 'tempdb' ? catalog.temporaryTable(name) : undefined;
    const object = table && catalogObject(context, table.definition.id);
    return object && { context, object };
  }
  const object =
    schema === ''
      ? (findCatalogObject(database, catalog.defaultSchema, name) ?? findCatalogObject(database, 'dbo', name))
      : findCatalogObject(database, schema, name);
  return object && { context, object };
};

const systemViewId = (text: string): number | null => {
  const parts = splitMultipartName(text);
  const name = parts[parts.length - 1] ?? '';
  const schema = parts[parts.length - 2] ?? '';
  return findSystemView(schema === '' ? 'dbo' : schema, name)?.id ?? null;
};

const objectId = (catalog: CatalogContext, name: Value, type?: Value): Value => {
  const text = String(name);
  const wanted = type === undefined ? undefined : String(type).trim().toUpperCase();
  const found = objectByName(catalog, text);
  if (found) return wanted === undefined || wanted === found.object.type ? found.object.id : null;
  const procedure = temporaryProcedureId(catalog, text);
  if (procedure !== undefined) return wanted === undefined || wanted === 'P' ? procedure : null;
  return wanted === undefined || wanted === 'V' ? systemViewId(text) : null;
};

/** `tempdb..#p`, or `#p` while tempdb is the current database. */
const temporaryProcedureId = (catalog: CatalogContext, text: string): number | undefined => {
  const parts = splitMultipartName(text);
  const database = parts[parts.length - 3] ?? catalog.database.name;
  if (database.toLowerCase() !== 'tempdb') return undefined;
  return catalog.temporaryProcedure?.(parts[parts.length - 1] ?? '')?.id;
};

const inOther = (catalog: CatalogContext, databaseId: Value | undefined): CatalogContext | undefined => {
  if (databaseId === undefined) return catalog;
  const database = catalog.server.databaseById(Number(databaseId));
  return database && inDatabase(catalog, database);
};

const objectById = (catalog: CatalogContext, id: Value, databaseId?: Value): CatalogObject | undefined => {
  const context = inOther(catalog, databaseId);
  return context && catalogObject(context, Number(id));
};

interface Columns {
  readonly columns: readonly (Column | ViewColumn)[];
}

/** What has columns under an object_id: a table, view, table function, table type or system view. */
export const columnsById = (catalog: CatalogContext, id: number): Columns | undefined => {
  const table = tableById(catalog, id);
  if (table) return table;
  const object = catalog.database.byId(id);
  if (object?.kind === 'view') return object;
  if (object?.kind === 'function') return object.table ?? (object.columns && { columns: object.columns });
  return systemViews().find((v) => v.id === id);
};

export const columnByName = (catalog: CatalogContext, id: number, name: string): Column | ViewColumn | undefined => {
  const key = name.toLowerCase();
  return columnsById(catalog, id)?.columns.find((c) => c.name.toLowerCase() === key);
};

const tableByName = (
  catalog: CatalogContext,
  name: Value,
): { readonly context: CatalogContext; readonly table: TableDefinition } | undefined => {
  const found = objectByName(catalog, String(name)) ?? (String(name).startsWith('#') ? temporary(catalog, String(name)) : undefined);
  const table = found && tableById(found.context, found.object.id);
  return table && found && { context: found.context, table };
};
const temporary = (catalog: CatalogContext, name: string): FoundName | undefined => {
  const table = catalog.temporaryTable(name);
  const object = table && catalogObject(catalog, table.definition.id);
  return object && { context: catalog, object };
};

const identityOf = (catalog: CatalogContext, name: Value): { readonly column: Column; readonly last: Value } | undefined => {
  const found = tableByName(catalog, name);
  const column = found?.table.columns.find((c) => c.identity);
  if (!found || !column) return undefined;
  const { id } = found.table;
  const table = found.context.database.table(id) ?? [...catalog.temporaryTables()].find((t) => t.definition.id === id);
  return { column, last: table?.data.identity ?? null };
};

const typeId = ({ database, defaultSchema }: CatalogContext, name: Value): Value => {
  const parts = splitMultipartName(String(name));
  const last = parts[parts.length - 1] ?? '';
  const schema = parts[parts.length - 2] ?? '';
  if (schema === '' || schema.toLowerCase() === 'sys') {
    const key = last.toLowerCase();
    const exact = TYPE_CATALOG.find((t) => t.name === key);
    const type = exact ? undefined : builtInType(key);
    if (exact) return exact.userTypeId;
    if (type) return typeFacts(type).userTypeId;
  }
  const found = schema === '' ? (database.type(defaultSchema, last) ?? database.type('dbo', last)) : database.type(schema, last);
  return found?.userTypeId ?? null;
};

const typeName = ({ database }: CatalogContext, id: Value): Value =>
  TYPE_CATALOG.find((t) => t.userTypeId === id)?.name ?? database.typeById(Number(id))?.name ?? null;

const definitionOf = (object: CatalogObject | undefined): Value => {
  if (object?.object && isModule(object.object)) return isEncrypted(object.object) ? null : object.object.text;
  if (object?.constraint?.kind === 'check') return object.constraint.check.definition;
  if (object?.constraint?.kind === 'default') return object.constraint.default.definition;
  return null;
};

const indexColumn = (catalog: CatalogContext, table: Value, indexId: Value, keyId: Value): Value => {
  const found = tableByName(catalog, table);
  const index = found?.table.indexes.find((i) => i.id === indexId);
  const key = index?.keys[Number(keyId) - 1];
  return (found && key && columnOfSlot(found.table, key.slot)?.name) ?? null;
};

export const objectFunctions: readonly MetadataFunction[] = [
  metadataFunction({ name: 'OBJECT_ID', type: intType, parameters: [nameType, nvarcharType(20)], minimum: 1, call: objectId }),
  metadataFunction({
    name: 'OBJECT_NAME',
    type: names,
    parameters: [intType, intType],
    minimum: 1,
    call: (catalog, id, databaseId) =>
      objectById(catalog, id ?? null, databaseId)?.name ?? systemViews().find((v) => v.id === id)?.name ?? null,
  }),
  metadataFunction({
    name: 'OBJECT_SCHEMA_NAME',
    type: names,
    parameters: [intType, intType],
    minimum: 1,
    call: (catalog, id, databaseId) =>
      objectById(catalog, id ?? null, databaseId)?.schema ?? systemViews().find((v) => v.id === id)?.schema ?? null,
  }),
  metadataFunction({
    name: 'OBJECT_DEFINITION',
    type: nvarcharType(-1),
    parameters: [intType],
    call: (catalog, id) => definitionOf(objectById(catalog, id ?? null)),
  }),
  metadataFunction({
    name: 'SCHEMA_ID',
    type: intType,
    parameters: [sysnameType],
    minimum: 0,
    call: ({ database, defaultSchema }, name) => database.schema(name === undefined ? defaultSchema : String(name))?.id ?? null,
  }),
  metadataFunction({
    name: 'SCHEMA_NAME',
    type: names,
    parameters: [intType],
    minimum: 0,
    call: ({ database, defaultSchema }, id) => (id === undefined ? defaultSchema : (database.schemaById(Number(id))?.name ?? null)),
  }),
  metadataFunction({
    name: 'DB_ID',
    type: smallintType,
    parameters: [sysnameType],
    minimum: 0,
    call: ({ server, database }, name) => (name === undefined ? database : server.database(String(name).trimEnd()))?.id ?? null,
  }),
  metadataFunction({
    name: 'DB_NAME',
    type: names,
    parameters: [intType],
    minimum: 0,
    call: ({ server, database }, id) => (id === undefined || id === 0 ? database : server.databaseById(Number(id)))?.name ?? null,
  }),
  metadataFunction({
    name: 'COL_LENGTH',
    type: smallintType,
    parameters: [nameType, nameType],
    call: (catalog, table, column) => {
      const found = objectByName(catalog, String(table)) ?? (String(table).startsWith('#') ? temporary(catalog, String(table)) : undefined);
      const id = found?.object.id ?? systemViewId(String(table));
      const [name = String(column)] = splitMultipartName(String(column));
      const c = id === null ? undefined : columnByName(found?.context ?? catalog, id, name);
      return c ? typeFacts(c.type).maxLength : null;
    },
  }),
  metadataFunction({
    name: 'COL_NAME',
    type: names,
    parameters: [intType, intType],
    call: (catalog, id, columnId) => columnsById(catalog, Number(id))?.columns.find((c) => c.id === columnId)?.name ?? null,
  }),
  metadataFunction({ name: 'TYPE_ID', type: intType, parameters: [nameType], call: (catalog, name) => typeId(catalog, name ?? null) }),
  metadataFunction({ name: 'TYPE_NAME', type: names, parameters: [intType], call: (catalog, id) => typeName(catalog, id ?? null) }),
  metadataFunction({
    name: 'INDEX_COL',
    type: names,
    parameters: [nameType, intType, intType],
    call: (catalog, table, index, key) => indexColumn(catalog, table ?? null, index ?? null, key ?? null),
  }),
  metadataFunction({
    name: 'IDENT_CURRENT',
    type: numeric38,
    parameters: [nameType],
    call: (catalog, name) => {
      const found = identityOf(catalog, name ?? null);
      return found ? (found.last ?? found.column.identity?.seed ?? null) : null;
    },
  }),
  metadataFunction({
    name: 'IDENT_SEED',
    type: numeric38,
    parameters: [nameType],
    call: (catalog, name) => identityOf(catalog, name ?? null)?.column.identity?.seed ?? null,
  }),
  metadataFunction({
    name: 'IDENT_INCR',
    type: numeric38,
    parameters: [nameType],
    call: (catalog, name) => identityOf(catalog, name ?? null)?.column.identity?.increment ?? null,
  }),
  metadataFunction({
    name: 'PARSENAME',
    type: names,
    parameters: [nameType, intType],
    call: (_catalog, name, piece) => {
      const parts = splitMultipartName(String(name));
      const part = Number(piece) >= 1 && Number(piece) <= 4 ? parts[parts.length - Number(piece)] : undefined;
      return part === undefined || part === '' ? null : part;
    },
  }),
];
