// Everything that has an object_id in a database, in one shape: objects, constraints, the tables of table types, and the
// session's temporary tables in tempdb. What the object views, OBJECT_ID and OBJECT_NAME are made of.

import { ticksToDatetime } from '../catalog-clock.ts';
import type { CatalogContext } from '../catalog-context.ts';
import type { Database, FoundConstraint } from '../database.ts';
import { constraintsOf } from '../database.ts';
import type { SchemaObject, TableDefinition, UserType } from '../model.ts';

export interface CatalogObject {
  readonly id: number;
  readonly name: string;
  readonly schema: string;
  readonly parentId: number;
  /** sys.objects.type without its blank: U, V, P, FN, IF, TF, TR, PK, UQ, F, C, D, SO, SN, TT. */
  readonly type: ObjectType;
  /** datetime values. */
  readonly created: number;
  readonly modified: number;
  readonly object?: SchemaObject;
  readonly constraint?: FoundConstraint;
  readonly userType?: UserType;
}

export const TYPE_DESCRIPTIONS = {
  U: 'USER_TABLE',
  V: 'VIEW',
  P: 'SQL_STORED_PROCEDURE',
  FN: 'SQL_SCALAR_FUNCTION',
  IF: 'SQL_INLINE_TABLE_VALUED_FUNCTION',
  TF: 'SQL_TABLE_VALUED_FUNCTION',
  TR: 'SQL_TRIGGER',
  PK: 'PRIMARY_KEY_CONSTRAINT',
  UQ: 'UNIQUE_CONSTRAINT',
  F: 'FOREIGN_KEY_CONSTRAINT',
  C: 'CHECK_CONSTRAINT',
  D: 'DEFAULT_CONSTRAINT',
  SO: 'SEQUENCE_OBJECT',
  SN: 'SYNONYM',
  TT: 'TYPE_TABLE',
} as const;
export type ObjectType = keyof typeof TYPE_DESCRIPTIONS;

const objectType = (object: SchemaObject): ObjectType => {
  switch (object.kind) {
    case 'table':
      return 'U';
    case 'view':
      return 'V';
    case 'procedure':
      return 'P';
    case 'trigger':
      return 'TR';
    case 'sequence':
      return 'SO';
    case 'synonym':
      return 'SN';
    case 'function':
      return object.returnType ? 'FN' : object.table ? 'TF' : 'IF';
  }
};

const CONSTRAINT_TYPES = { primaryKey: 'PK', unique: 'UQ', foreignKey: 'F', check: 'C', default: 'D' } as const;

const objectOf = (object: SchemaObject): CatalogObject => ({
  id: object.id,
  name: object.name,
  schema: object.schema,
  parentId: object.kind === 'trigger' ? object.parentId : 0,
  type: objectType(object),
  created: ticksToDatetime(object.created),
  modified: ticksToDatetime(object.modified),
  object,
});

const constraintObject = (constraint: FoundConstraint): CatalogObject => ({
  id: constraint.id,
  name: constraint.name,
  schema: constraint.table.schema,
  parentId: constraint.table.id,
  type: CONSTRAINT_TYPES[constraint.kind],
  created: ticksToDatetime(constraint.table.created),
  modified: ticksToDatetime(constraint.table.modified),
  constraint,
});

const typeTable = (type: UserType): CatalogObject => ({
  id: type.id,
  name: `TT_${type.name.slice(0, 8)}_${(type.id >>> 0).toString(16).toUpperCase().padStart(8, '0')}`,
  schema: 'sys',
  parentId: 0,
  type: 'TT',
  created: ticksToDatetime(type.created),
  modified: ticksToDatetime(type.modified),
  userType: type,
});

/** Tables of the view's database: in tempdb, the session's temporary ones too. */
export function* tablesOf(context: CatalogContext): Generator<TableDefinition> {
  yield* context.database.tables();
  if (context.database.name === 'tempdb') for (const table of context.temporaryTables()) yield table.definition;
}

/**
 * Those of `catalogObjects` whose type is one of these. Others are not even made: applications ask at every turn whether procedures
 * changed, and most of a database's objects are constraints.
 */
export function* catalogObjectsOfTypes(context: CatalogContext, types: readonly ObjectType[]): Generator<CatalogObject> {
  if (types.every((type) => MODULE_TYPES.has(type))) {
    for (const object of context.database.objects()) if (types.includes(objectType(object))) yield objectOf(object);
  } else for (const object of catalogObjects(context)) if (types.includes(object.type)) yield object;
}

/** Nothing but objects of their own: neither parts of tables nor types, and never temporary. */
const MODULE_TYPES: ReadonlySet<ObjectType> = new Set(['P', 'V', 'TR']);

/** The objects of the context's database in order of creation, each table followed by its constraints. */
export function* catalogObjects(context: CatalogContext): Generator<CatalogObject> {
  for (const object of context.database.objects()) {
    yield objectOf(object);
    if (object.kind === 'table') for (const constraint of constraintsOf(object)) yield constraintObject(constraint);
  }
  for (const type of context.database.types()) if (type.table) yield typeTable(type);
  if (context.database.name !== 'tempdb') return;
  for (const { definition } of context.temporaryTables()) {
    yield objectOf(definition);
    for (const constraint of constraintsOf(definition)) yield constraintObject(constraint);
  }
}

/** One object by its id. */
export const catalogObject = (context: CatalogContext, id: number): CatalogObject | undefined => {
  const { database } = context;
  const entry = database.entry(id);
  if (entry) return entry.kind === 'type' ? typeTable(entry) : objectOf(entry);
  const constraint = database.constraintById(id);
  if (constraint) return constraintObject(constraint);
  if (id < 0) for (const { definition } of context.temporaryTables()) if (definition.id === id) return objectOf(definition);
  return undefined;
};

/** One object by schema and name. */
export const findCatalogObject = (database: Database, schema: string, name: string): CatalogObject | undefined => {
  const object = database.find(schema, name);
  if (object) return objectOf(object);
  const constraint = database.constraint(schema, name);
  return constraint && constraintObject(constraint);
};

/** schema_id of an object's schema; temporary tables are in dbo. */
export const schemaId = (database: Database, schema: string): number => database.schema(schema)?.id ?? 1;

/** The definition whose columns `sys.columns` shows under an object_id. */
export const tableById = (context: CatalogContext, id: number): TableDefinition | undefined => {
  const entry = context.database.entry(id);
  if (entry?.kind === 'table') return entry;
  if (entry?.kind === 'type') return entry.table;
  if (id < 0) for (const { definition } of context.temporaryTables()) if (definition.id === id) return definition;
  return undefined;
};
