// Index definitions: keys behind PRIMARY KEY and UNIQUE constraints, indexes written inside CREATE TABLE, and CREATE INDEX.

import type { ConstraintDefinition, CreateIndex, IndexColumn, InlineIndex } from '../parser/ast/index.ts';
import type { SqlError } from '../types/errors.ts';
import { notSupported, sqlError, sqlErrorAfter } from '../types/errors.ts';
import type { SqlType } from '../types/sql-type.ts';
import type { BuildContext, BuildTarget } from './build-context.ts';
import { findColumn, qualifiedName } from './build-context.ts';
import { keyName } from './constraint-name.ts';
import { copyDefinition } from './lazy-definition.ts';
import type { Column, IndexDefinition, IndexKey, TableDefinition } from './model.ts';
import { printFilter } from './print-expression.ts';

type KeyConstraint = Extract<ConstraintDefinition, { kind: 'primaryKey' | 'unique' }>;

const MAX_KEY_COLUMNS = 32;

/** Errors of constraints come with 1750 after them. */
export const constraintFailed = (error: SqlError): SqlError => sqlErrorAfter([...error.preceding, error], 1750);

const isIndexable = (type: SqlType): boolean =>
  type.length !== -1 && type.name !== 'text' && type.name !== 'ntext' && type.name !== 'image' && type.name !== 'xml';

/** Keys by slot; throws 1911, 1909, 1919 and 1904. */
const resolveKeys = (table: TableDefinition, indexName: string, columns: readonly IndexColumn[]): IndexKey[] => {
  if (columns.length > MAX_KEY_COLUMNS) throw sqlError(1904, indexName, table.name, columns.length);
  const seen = new Set<number>();
  return columns.map(({ name, descending }) => {
    const column = findColumn(table, name);
    if (!column) throw sqlError(1911, name);
    if (seen.has(column.id)) throw sqlError(1909, column.name);
    if (!isIndexable(column.type)) throw sqlError(1919, column.name, qualifiedName(table));
    seen.add(column.id);
    return { slot: column.slot, columnId: column.id, descending };
  });
};

const nextIndexId = (table: TableDefinition, isClustered: boolean): number => {
  if (isClustered) return 1;
  let id = 2;
  while (table.indexes.some((i) => i.id === id)) id++;
  return id;
};

const clusteredOf = (table: TableDefinition): IndexDefinition | undefined => table.indexes.find((i) => i.isClustered);

/** Computed columns in a key are kept in the rows. */
const storeKeyColumns = (columns: readonly Column[], keys: readonly IndexKey[]): readonly Column[] =>
  columns.map((c) =>
    c.computed && !c.computed.isStored && keys.some((k) => k.columnId === c.id)
      ? { ...c, computed: copyDefinition(c.computed, { isStored: true }) }
      : c,
  );

const withIndex = (table: TableDefinition, index: IndexDefinition): TableDefinition => ({
  ...table,
  columns: storeKeyColumns(table.columns, index.keys),
  indexes: [...table.indexes, index].sort((a, b) => a.id - b.id),
});

/**
 * Adds the key of a PRIMARY KEY or UNIQUE constraint. `column` is the one that it was written after, `mayCluster`
 * whether a primary key may take the clustered place that nobody claims.
 */
export const addKey = (
  context: BuildContext,
  target: BuildTarget,
  constraint: KeyConstraint,
  column: Column | undefined,
  mayCluster: boolean,
): TableDefinition => {
  const { table } = target;
  const isPrimary = constraint.kind === 'primaryKey';
  if (isPrimary && table.indexes.some((i) => i.constraint?.kind === 'primaryKey')) {
    throw target.isNew ? sqlError(8110, table.name) : constraintFailed(sqlError(1779, table.name));
  }
  const id = context.newId();
  const written = constraint.columns.length === 0 && column ? [{ name: column.name, descending: false }] : constraint.columns;
  const name =
    constraint.name ??
    keyName(
      constraint.kind,
      table.name,
      written.map((c) => c.name),
      id,
    );
  try {
    const keys = resolveKeys(table, name, written);
    for (const key of keys) {
      const keyColumn = table.columns.find((c) => c.id === key.columnId);
      if (isPrimary && keyColumn?.isNullable) throw sqlError(8111, table.name);
    }
    const clustered = clusteredOf(table);
    const isClustered = constraint.clustered ?? (isPrimary && mayCluster && !clustered);
    if (isClustered && clustered) throw target.isNew ? sqlError(8112, table.name) : sqlError(1902, table.name, clustered.name);
    checkIndexName(table, name);
    return withIndex(table, {
      id: nextIndexId(table, isClustered),
      name,
      keys,
      include: [],
      isUnique: true,
      isClustered,
      isDisabled: false,
      ignoreDuplicateKey: constraint.ignoreDuplicateKey,
      constraint: { id, kind: constraint.kind, isSystemNamed: constraint.name === undefined },
    });
  } catch (error) {
    throw asConstraintError(error);
  }
};

const asConstraintError = (error: unknown): unknown =>
  error instanceof Error && 'number' in error && error.number !== 1750 ? constraintFailed(error as SqlError) : error;

const checkIndexName = (table: TableDefinition, name: string): void => {
  if (table.indexes.some((i) => i.name.toLowerCase() === name.toLowerCase())) throw sqlError(1913, name, qualifiedName(table));
};

interface WrittenIndex {
  readonly name: string;
  readonly unique: boolean;
  readonly clustered: boolean;
  readonly columns: readonly IndexColumn[];
  readonly include: readonly string[];
  readonly where?: CreateIndex['where'];
  readonly ignoreDuplicateKey: boolean;
}

const addIndex = (context: BuildContext, table: TableDefinition, index: WrittenIndex): TableDefinition => {
  checkIndexName(table, index.name);
  const clustered = clusteredOf(table);
  if (index.clustered && clustered) throw sqlError(1902, qualifiedName(table), clustered.name);
  const keys = resolveKeys(table, index.name, index.columns);
  const include = index.include.map((name) => {
    const column = findColumn(table, name);
    if (!column) throw sqlError(1911, name);
    if (keys.some((k) => k.columnId === column.id)) throw sqlError(1909, column.name);
    return column.slot;
  });
  const repeated = index.include.find((name, i) => index.include.findIndex((other) => other.toLowerCase() === name.toLowerCase()) !== i);
  if (repeated !== undefined) throw sqlError(1909, repeated);
  if (index.where) context.binder.condition(index.where, table.columns);
  return withIndex(table, {
    id: nextIndexId(table, index.clustered),
    name: index.name,
    keys,
    include,
    isUnique: index.unique,
    isClustered: index.clustered,
    isDisabled: false,
    ignoreDuplicateKey: index.ignoreDuplicateKey,
    filter: index.where && { definition: printFilter(index.where), expression: index.where },
  });
};

/** An index written inside CREATE TABLE, after a column or on its own. */
export const addInlineIndex = (context: BuildContext, target: BuildTarget, index: InlineIndex, column?: Column): TableDefinition =>
  addIndex(context, target.table, {
    ...index,
    clustered: index.clustered ?? false,
    columns: index.columns.length === 0 && column ? [{ name: column.name, descending: false }] : index.columns,
  });

/** CREATE INDEX on a table: the new definition. With DROP_EXISTING the old index goes first, throwing 7999 when there is none. */
export const createIndex = (context: BuildContext, table: TableDefinition, statement: CreateIndex): TableDefinition => {
  if (statement.special) throw notSupported(`CREATE ${statement.special.toUpperCase()} INDEX`, statement.line);
  let base = table;
  if (statement.dropExisting) {
    const old = table.indexes.find((i) => i.name.toLowerCase() === statement.name.toLowerCase());
    if (!old) throw sqlError(7999, statement.name, qualifiedName(table));
    base = { ...table, indexes: table.indexes.filter((i) => i !== old) };
  }
  return { ...addIndex(context, base, statement), modified: context.now };
};

/** DROP INDEX: the new definition. Throws 3701 and 3723. */
export const dropIndex = (table: TableDefinition, name: string, written: string, now: number): TableDefinition => {
  const index = table.indexes.find((i) => i.name.toLowerCase() === name.toLowerCase());
  if (!index) throw sqlError(3701, 'index', `${written}.${name}`);
  if (index.constraint)
    throw sqlError(3723, `${written}.${index.name}`, index.constraint.kind === 'primaryKey' ? 'PRIMARY KEY' : 'UNIQUE KEY');
  return { ...table, indexes: table.indexes.filter((i) => i !== index), modified: now };
};
