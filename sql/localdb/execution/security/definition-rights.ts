// The rights that data definition needs. They are the session user's own: ownership chaining never covers definitions, so a module
// that creates a table needs its caller to be allowed to. Temporary objects are free.

import type { Database } from '../../catalog/database.ts';
import type { SchemaObject } from '../../catalog/model.ts';
import { ON_DATABASE } from '../../catalog/security/database-access.ts';
import type { DatabaseAccess } from '../../catalog/security/database-access.ts';
import type { ConstraintDefinition, DdlStatement, MultipartName, TableDefinition } from '../../parser/ast/index.ts';
import { sqlError, sqlErrorAfter } from '../../types/errors.ts';
import { DEFAULT_SCHEMA, isTemporaryName } from '../ddl/targets.ts';
import type { CompiledModule } from '../module.ts';
import type { Session } from '../session.ts';
import { accessTo } from './needs.ts';

type Checked = Exclude<DdlStatement, { kind: 'drop' | 'security' }>;

interface Named {
  readonly access: DatabaseAccess;
  readonly database: Database;
  readonly schema: string;
  readonly object: SchemaObject | undefined;
  readonly written: string;
}

/**
 * Throws what SQL Server says to somebody who may not: 262 and 2760 for what is to be created, the errors of things that are not there
 * for what is to be changed. What really is not there is left to the statement itself.
 */
export const requireDefinition = (s: Checked, module: CompiledModule, session: Session): void => {
  const named = (name: MultipartName): Named => namedIn(name, module, session);
  switch (s.kind) {
    case 'createTable':
      if (isTemporaryName(s.name)) return;
      requireCreation('CREATE TABLE', named(s.name));
      return requireReferences(s.definition, named);
    case 'alterTable':
      if (isTemporaryName(s.name)) return;
      requireAlter(named(s.name), 1088);
      if (s.action.kind === 'add') requireReferences(s.action.definition, named);
      return;
    case 'createIndex':
    case 'alterIndex':
    case 'createStatistics':
    case 'updateStatistics':
    case 'toggleTrigger':
      if (!isTemporaryName(s.table)) requireAlter(named(s.table), 1088);
      return;
    case 'dropIndex':
      for (const { name, table } of s.items)
        if (!isTemporaryName(table) && !mayAlter(named(table))) throw sqlError(3701, 'index', `${table.join('.')}.${name}`);
      return;
    case 'createView':
      return requireModule('VIEW', s, named);
    case 'createProcedure':
      return isTemporaryName(s.name) ? undefined : requireModule('PROCEDURE', s, named);
    case 'createFunction':
      return requireModule('FUNCTION', s, named);
    case 'createTrigger':
      return requireAlter(named(s.table), 8197);
    case 'createType':
      return requireCreation('CREATE TYPE', named(s.name));
    case 'createSynonym':
      return requireCreation('CREATE SYNONYM', named(s.name));
    case 'createSequence': {
      const { access, schema } = named(s.name);
      if (!access.has('CREATE SEQUENCE', { class: 'schema', schema })) throw sqlError(2760, schema);
      return;
    }
    case 'alterSequence': {
      const found = named(s.name);
      if (!mayAlter(found)) throw sqlError(15151, 'alter', 'sequence object', found.written);
      return;
    }
    case 'createSchema': {
      const { database } = module;
      const access = accessTo(database, session);
      if (!access.has('CREATE SCHEMA', ON_DATABASE)) throw sqlErrorAfter([sqlError(262, 'CREATE SCHEMA', database.name)], 2759);
      // To give it to somebody else takes the right to act for them.
      if (s.owner !== undefined && !access.isMember(s.owner) && !access.has('CONTROL', ON_DATABASE))
        throw sqlErrorAfter([sqlError(15151, 'find', 'user', s.owner)], 2759);
      return;
    }
    case 'alterSchema': {
      const access = accessTo(module.database, session);
      if (!access.has('ALTER', { class: 'schema', schema: s.name })) throw sqlError(15151, 'alter', 'schema', s.name);
      const moved = named(s.transfer);
      const on =
        moved.object && !s.isType ? { class: 'object' as const, object: moved.object } : { class: 'schema' as const, schema: moved.schema };
      if (!access.has('CONTROL', on)) throw sqlError(15151, 'find', s.isType ? 'type' : 'object', moved.written);
      return;
    }
    case 'createDatabase':
      throw sqlError(262, 'CREATE DATABASE', 'master');
    case 'alterDatabase': {
      const database = s.name.toUpperCase() === 'CURRENT' ? module.database : module.catalog.database(s.name);
      if (database && !session.principal.accessTo(database)?.has('ALTER', ON_DATABASE)) throw sqlErrorAfter([sqlError(5011, s.name)], 5069);
      return;
    }
    default:
      return s satisfies never;
  }
};

/** DROP: 3701 for objects and databases, 218 for types, 15151 for schemas. Principals have rules of their own. */
export const mayDrop = (
  name: MultipartName,
  kind: 'object' | 'type' | 'schema' | 'database',
  module: CompiledModule,
  session: Session,
): boolean => {
  const { principal, server } = session;
  if (principal.isSysadmin) return true;
  switch (kind) {
    case 'object': {
      const { access, object, schema } = namedIn(name, module, session);
      if (access.has('ALTER', { class: 'schema', schema })) return true;
      // A trigger goes with its table.
      const dropped = object?.kind === 'trigger' ? access.database.byId(object.parentId) : object;
      return dropped !== undefined && access.has(object === dropped ? 'CONTROL' : 'ALTER', { class: 'object', object: dropped });
    }
    case 'type': {
      const { access, schema, database } = namedIn(name, module, session);
      const type = database.type(schema, name.at(-1) ?? '');
      return access.has('ALTER', { class: 'schema', schema }) || (type !== undefined && access.has('CONTROL', { class: 'type', type }));
    }
    case 'schema':
      return accessTo(module.database, session).has('CONTROL', { class: 'schema', schema: name.at(-1) ?? '' });
    case 'database': {
      const database = server.catalog.database(name.at(-1) ?? '');
      return database !== undefined && principal.accessTo(database)?.has('CONTROL', ON_DATABASE) === true;
    }
  }
};

/** What changes a table's content or counters as a whole: TRUNCATE, IDENTITY_INSERT, DBCC CHECKIDENT. */
export const mayAlterTable = (name: MultipartName, module: CompiledModule, session: Session): boolean =>
  session.principal.isSysadmin || isTemporaryName(name) || mayAlter(namedIn(name, module, session));

/** A new permanent table by SELECT INTO. Throws 262 and 2760. */
export const requireNewTable = (name: MultipartName, module: CompiledModule, session: Session): void => {
  if (!session.principal.isSysadmin) requireCreation('CREATE TABLE', namedIn(name, module, session));
};

const namedIn = (name: MultipartName, module: CompiledModule, session: Session): Named => {
  const database = (name.length > 2 && module.catalog.database(name.at(-3) ?? '')) || module.database;
  const schema = name.at(-2) || DEFAULT_SCHEMA;
  const object = database.find(schema, name.at(-1) ?? '');
  return { access: accessTo(database, session), database, schema, object, written: name.join('.') };
};

const requireCreation = (permission: string, { access, database, schema }: Named): void => {
  if (!access.has(permission, ON_DATABASE)) throw sqlError(262, permission, database.name);
  if (!access.has('ALTER', { class: 'schema', schema })) throw sqlError(2760, schema);
};

const mayAlter = ({ access, object }: Named): boolean => object === undefined || access.has('ALTER', { class: 'object', object });

const requireAlter = (found: Named, number: 1088 | 8197): void => {
  if (!mayAlter(found)) throw sqlError(number, found.written);
};

const requireModule = (
  kind: 'VIEW' | 'PROCEDURE' | 'FUNCTION',
  s: { readonly action: string; readonly name: MultipartName },
  named: (name: MultipartName) => Named,
): void => {
  const found = named(s.name);
  if (s.action === 'create' || (s.action === 'createOrAlter' && !found.object)) return requireCreation(`CREATE ${kind}`, found);
  if (!mayAlter(found)) throw sqlError(3704, kind.toLowerCase(), found.written);
};

/** A foreign key looks into the table that it points to. */
const requireReferences = (definition: TableDefinition, named: (name: MultipartName) => Named): void => {
  const constraints: readonly ConstraintDefinition[] = [...definition.constraints, ...definition.columns.flatMap((c) => c.constraints)];
  for (const c of constraints) {
    if (c.kind !== 'foreignKey' || isTemporaryName(c.table)) continue;
    const { access, object, database } = named(c.table);
    if (object && !access.has('REFERENCES', { class: 'object', object }))
      throw sqlError(229, 'REFERENCES', object.name, database.name, object.schema);
  }
};
