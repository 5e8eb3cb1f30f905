// ALTER COLUMN and DROP COLUMN, and what depends on a column and so forbids them (5074).

import type { AlterTableAction } from '../parser/ast/index.ts';
import type { SqlError } from '../types/errors.ts';
import { notSupported, sqlError, sqlErrorAfter } from '../types/errors.ts';
import type { SqlType } from '../types/sql-type.ts';
import { isSameType, isString } from '../types/sql-type.ts';
import type { BuildContext } from './build-context.ts';
import { findColumn } from './build-context.ts';
import { schemaBoundUsers } from './dependencies.ts';
import { columnNamesOf } from './expression-columns.ts';
import { copyDefinition } from './lazy-definition.ts';
import type { Column, TableDefinition } from './model.ts';
import { resolveColumnType } from './resolve-type-reference.ts';
import type { TableChange } from './table-change.ts';
import { tableChange } from './table-change.ts';

type Action<K extends AlterTableAction['kind']> = Extract<AlterTableAction, { kind: K }>;

interface Dependent {
  /** The word of message 5074. */
  readonly word: 'object' | 'index' | 'column';
  readonly name: string;
  readonly kind: 'primaryKey' | 'unique' | 'index' | 'included' | 'foreignKey' | 'check' | 'default' | 'computed' | 'filter' | 'module';
}

/** What depends on a column, in the order of the messages. */
const dependentsOf = (context: BuildContext, table: TableDefinition, column: Column): readonly Dependent[] => {
  const key = column.name.toLowerCase();
  const found: Dependent[] = [];
  if (column.default) found.push({ word: 'object', name: column.default.name, kind: 'default' });
  for (const other of table.columns) {
    if (other.computed && columnNamesOf(other.computed.expression).has(key))
      found.push({ word: 'column', name: other.name, kind: 'computed' });
  }
  for (const check of table.checks)
    if (columnNamesOf(check.expression).has(key)) found.push({ word: 'object', name: check.name, kind: 'check' });
  for (const index of table.indexes) {
    const isKey = index.keys.some((k) => k.columnId === column.id);
    if (index.constraint) {
      if (isKey) found.push({ word: 'object', name: index.name, kind: index.constraint.kind });
    } else if (isKey) {
      found.push({ word: 'index', name: index.name, kind: 'index' });
    } else if (index.include.includes(column.slot)) {
      found.push({ word: 'index', name: index.name, kind: 'included' });
    } else if (index.filter && columnNamesOf(index.filter.expression).has(key)) {
      found.push({ word: 'index', name: index.name, kind: 'filter' });
    }
  }
  for (const foreignKey of table.foreignKeys) {
    if (foreignKey.columns.includes(column.slot)) found.push({ word: 'object', name: foreignKey.name, kind: 'foreignKey' });
  }
  for (const { table: other, foreignKey } of context.database.foreignKeysTo(table.id)) {
    const isListed = found.some((d) => d.kind === 'foreignKey' && d.name === foreignKey.name);
    const isGone = other.id === table.id && !table.foreignKeys.some((k) => k.id === foreignKey.id);
    if (!isListed && !isGone && foreignKey.referencedColumns.includes(column.slot))
      found.push({ word: 'object', name: foreignKey.name, kind: 'foreignKey' });
  }
  for (const module of schemaBoundUsers(context.database, table, column.name))
    found.push({ word: 'object', name: module.name, kind: 'module' });
  return found;
};

const dependencyError = (dependents: readonly Dependent[], column: Column, statement: string): SqlError =>
  sqlErrorAfter(
    dependents.map((d) => sqlError(5074, d.word, d.name, column.name)),
    4922,
    statement,
    column.name,
  );

const isVariableLength = (type: SqlType): boolean => type.name === 'varchar' || type.name === 'nvarchar' || type.name === 'varbinary';
const isWidened = (from: SqlType, to: SqlType): boolean =>
  isVariableLength(from) &&
  from.name === to.name &&
  (to.length === -1 ? from.length === -1 : from.length !== -1 && to.length >= from.length);

/** Which dependents allow a change of type: defaults while the kind of type stays, others while a varying length grows. */
const forbids = (dependent: Dependent, from: SqlType, to: SqlType): boolean => {
  switch (dependent.kind) {
    case 'default':
      return from.name !== to.name;
    case 'check':
      return !(isVariableLength(from) && from.name === to.name);
    case 'index':
    case 'unique':
    case 'included':
    case 'filter':
      return !isWidened(from, to);
    default:
      return true;
  }
};

export const alterColumn = (context: BuildContext, table: TableDefinition, action: Action<'alterColumn'>): TableChange => {
  const column = findColumn(table, action.column);
  if (!column) throw sqlError(4924, 'ALTER COLUMN', action.column, table.name);
  if (column.computed) throw sqlError(4928, column.name, 'COMPUTED');
  if (column.type.name === 'timestamp') throw sqlError(4928, column.name, 'timestamp');
  const resolved = resolveColumnType(context.database, context.defaultSchema, action.type, {
    subjectKind: 'column',
    subjectName: column.name,
    ordinal: table.columns.indexOf(column) + 1,
  });
  const { type } = resolved;
  if (type.name === 'timestamp') throw sqlError(4927, column.name, 'timestamp');
  const isIntegral =
    type.name === 'int' ||
    type.name === 'bigint' ||
    type.name === 'smallint' ||
    type.name === 'tinyint' ||
    ((type.name === 'decimal' || type.name === 'numeric') && type.scale === 0);
  if (column.identity && (!isIntegral || action.nullable === true)) throw sqlError(2749, column.name);
  const isNullable = action.nullable ?? (column.identity ? false : (resolved.isNullable ?? true));
  const collation = isString(type) ? action.collation : undefined;
  const isCollationChanged =
    isString(type) && (collation ?? context.database.collation) !== (column.collation ?? context.database.collation);
  const dependents = dependentsOf(context, table, column).filter((d) => isCollationChanged || forbids(d, column.type, type));
  if (dependents.length > 0) throw dependencyError(dependents, column, 'ALTER TABLE ALTER COLUMN');
  const altered: Column = { ...column, type, isNullable, collation, aliasType: resolved.aliasType };
  const definition: TableDefinition = { ...table, columns: table.columns.map((c) => (c === column ? altered : c)), modified: context.now };
  return tableChange(definition, {
    alteredColumn: {
      from: column,
      to: altered,
      isConverted: !isSameType(column.type, type),
      mustBeNotNull: column.isNullable && !isNullable,
    },
    indexesToBuild: definition.indexes.filter((i) => i.keys.some((k) => k.columnId === column.id)),
  });
};

/** ADD or DROP of ROWGUIDCOL, PERSISTED and the like. */
export const alterColumnOption = (
  context: BuildContext,
  table: TableDefinition,
  action: Action<'alterColumnOption'>,
  line: number,
): TableChange => {
  const column = findColumn(table, action.column);
  if (!column) throw sqlError(4924, 'ALTER COLUMN', action.column, table.name);
  const option = action.option.toUpperCase();
  const replaced = (changed: Column): TableDefinition => ({
    ...table,
    columns: table.columns.map((c) => (c === column ? changed : c)),
    modified: context.now,
  });
  if (option === 'ROWGUIDCOL') return tableChange(replaced({ ...column, isRowGuid: action.add }));
  if (option === 'SPARSE' || option === 'NOT FOR REPLICATION') return tableChange(table);
  if (option !== 'PERSISTED' || !column.computed) throw notSupported(`ALTER COLUMN ${action.add ? 'ADD' : 'DROP'} ${option}`, line);
  const isIndexed = table.indexes.some((i) => i.keys.some((k) => k.columnId === column.id));
  const changed: Column = {
    ...column,
    computed: copyDefinition(column.computed, { isPersisted: action.add, isStored: action.add || isIndexed }),
  };
  return tableChange(replaced(changed), { storedColumns: action.add && !column.computed.isStored ? [changed] : [] });
};

/** The definition without a column and the slot that it had; undefined when there is none and IF EXISTS was written. */
export const dropColumn = (
  context: BuildContext,
  table: TableDefinition,
  name: string,
  ifExists: boolean,
): { readonly definition: TableDefinition; readonly slot: number } | undefined => {
  const column = findColumn(table, name);
  if (!column) {
    if (ifExists) return undefined;
    throw sqlError(4924, 'DROP COLUMN', name, table.name);
  }
  const dependents = dependentsOf(context, table, column);
  if (dependents.length > 0) throw dependencyError(dependents, column, 'ALTER TABLE DROP COLUMN');
  if (table.columns.filter((c) => !c.computed).length === 1 && !column.computed) throw sqlError(4923, column.name, table.name);
  return { definition: { ...table, columns: table.columns.filter((c) => c !== column) }, slot: column.slot };
};
