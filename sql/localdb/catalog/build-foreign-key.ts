// FOREIGN KEY constraints: resolved against the referenced table's keys, checked for types, actions and cascade paths.

import type { ConstraintDefinition } from '../parser/ast/index.ts';
import { sqlError } from '../types/errors.ts';
import { isSameType } from '../types/sql-type.ts';
import type { BuildContext, BuildTarget } from './build-context.ts';
import { findColumn } from './build-context.ts';
import { constraintFailed } from './build-index.ts';
import { constraintName } from './constraint-name.ts';
import type { Database } from './database.ts';
import type { Column, ForeignKey, TableDefinition } from './model.ts';

type WrittenKey = Extract<ConstraintDefinition, { kind: 'foreignKey' }>;

/** The table with the key added. `validated` is false under WITH NOCHECK. Throws 1766 to 1785 and 8139, each with 1750. */
export const addForeignKey = (
  context: BuildContext,
  target: BuildTarget,
  written: WrittenKey,
  column: Column | undefined,
  validated: boolean,
): TableDefinition => {
  const { table } = target;
  const id = context.newId();
  const names = written.columns.length === 0 && column ? [column.name] : written.columns;
  const name = written.name ?? constraintName('FK', table.name, names[0], id);
  const referencedName = written.table.join('.');
  const columns = names.map((columnName) => {
    const found = findColumn(table, columnName);
    if (!found) throw constraintFailed(sqlError(1769, name, columnName, table.name));
    if (found.computed && !found.computed.isPersisted) throw constraintFailed(sqlError(1764, found.name, table.name, name));
    return found;
  });
  const referenced = findReferenced(context, table, written, name);
  const referencedColumns = findReferencedColumns(referenced, written, name, referencedName);
  if (referencedColumns.length !== columns.length) throw constraintFailed(sqlError(8139, table.name));
  const wanted = new Set(referencedColumns.map((c) => c.id));
  const isKey = referenced.indexes.some(
    (i) => i.isUnique && !i.filter && i.keys.length === wanted.size && i.keys.every((k) => wanted.has(k.columnId)),
  );
  if (!isKey) throw constraintFailed(sqlError(1776, referencedName, name));
  columns.forEach((own, i) => {
    const other = referencedColumns[i];
    if (!other || isSameType(own.type, other.type)) return;
    const number = own.type.name === other.type.name ? 1753 : 1778;
    throw constraintFailed(sqlError(number, `${referencedName}.${other.name}`, `${table.name}.${own.name}`, name));
  });
  checkActions(written, name, columns);
  const foreignKey: ForeignKey = {
    id,
    name,
    isSystemNamed: written.name === undefined,
    columns: columns.map((c) => c.slot),
    referencedTableId: referenced.id,
    referencedColumns: referencedColumns.map((c) => c.slot),
    onDelete: written.onDelete,
    onUpdate: written.onUpdate,
    isDisabled: false,
    isNotTrusted: !validated,
  };
  const result = { ...table, foreignKeys: [...table.foreignKeys, foreignKey] };
  const actions = (['onDelete', 'onUpdate'] as const).filter((action) => foreignKey[action] !== 'noAction');
  if (actions.some((action) => hasManyCascadePaths(context.database, result, action))) {
    throw constraintFailed(sqlError(1785, name, table.name));
  }
  return result;
};

const findReferenced = (context: BuildContext, table: TableDefinition, written: WrittenKey, name: string): TableDefinition => {
  const parts = written.table;
  const referencedName = parts.join('.');
  const last = parts[parts.length - 1] ?? '';
  const schema = parts[parts.length - 2] ?? '';
  const databaseName = parts[parts.length - 3] ?? '';
  if (last.startsWith('#') && table.storage === 'permanent') throw constraintFailed(sqlError(1766, name));
  if (parts.length > 3 || (databaseName !== '' && databaseName.toLowerCase() !== context.database.name.toLowerCase()))
    throw constraintFailed(sqlError(1763, name));
  const isOwn =
    last.toLowerCase() === table.name.toLowerCase() &&
    (schema === ''
      ? table.schema.toLowerCase() === context.defaultSchema.toLowerCase()
      : schema.toLowerCase() === table.schema.toLowerCase());
  if (isOwn) return table;
  const found =
    schema !== ''
      ? context.database.find(schema, last)
      : (context.database.find(context.defaultSchema, last) ?? context.database.find('dbo', last));
  if (!found) throw constraintFailed(sqlError(1767, name, referencedName));
  if (found.kind !== 'table') throw constraintFailed(sqlError(1768, name, referencedName));
  return found;
};

const findReferencedColumns = (
  referenced: TableDefinition,
  written: WrittenKey,
  name: string,
  referencedName: string,
): readonly Column[] => {
  if (written.referencedColumns.length > 0) {
    return written.referencedColumns.map((columnName) => {
      const found = findColumn(referenced, columnName);
      if (!found) throw constraintFailed(sqlError(1770, name, columnName, referencedName));
      return found;
    });
  }
  const primary = referenced.indexes.find((i) => i.constraint?.kind === 'primaryKey');
  if (!primary) throw constraintFailed(sqlError(1773, name, referencedName));
  return primary.keys.flatMap((k) => referenced.columns.filter((c) => c.id === k.columnId));
};

const checkActions = (written: WrittenKey, name: string, columns: readonly Column[]): void => {
  const actions = [written.onDelete, written.onUpdate];
  if (actions.includes('setNull') && columns.some((c) => !c.isNullable)) throw constraintFailed(sqlError(1761, name));
  if (actions.includes('setDefault') && columns.some((c) => !c.isNullable && !c.default)) throw constraintFailed(sqlError(1762, name));
};

/** Whether a delete (update) in some table would reach a table more than once through cascading keys. */
const hasManyCascadePaths = (database: Database, changed: TableDefinition, action: 'onDelete' | 'onUpdate'): boolean => {
  const children = new Map<number, number[]>();
  const tables = [...database.tables()].filter((t) => t.id !== changed.id);
  for (const table of [...tables, changed]) {
    for (const key of table.foreignKeys) {
      if (key[action] === 'noAction') continue;
      const list = children.get(key.referencedTableId);
      if (list) list.push(table.id);
      else children.set(key.referencedTableId, [table.id]);
    }
  }
  const reachesTwice = (table: number, seen: Set<number>): boolean => {
    if (seen.has(table)) return true;
    seen.add(table);
    return (children.get(table) ?? []).some((child) => reachesTwice(child, seen));
  };
  return [...children.keys()].some((table) => reachesTwice(table, new Set()));
};
