// What building and altering table definitions needs from outside.

import type { Expression } from '../parser/ast/index.ts';
import type { SqlType } from '../types/sql-type.ts';
import type { Database } from './database.ts';
import type { Column, TableDefinition } from './model.ts';

/** Binds expressions of table definitions; implemented by the compiler. Each method throws what is wrong with the expression. */
export interface ExpressionBinder {
  /** A computed column's expression over the table's other columns. */
  computed(
    expression: Expression,
    columns: readonly Column[],
  ): { readonly type: SqlType; readonly isNullable: boolean; readonly collation?: string };
  /** A CHECK condition or index filter. */
  condition(expression: Expression, columns: readonly Column[]): void;
  /** A DEFAULT, which must be convertible to the type. */
  default(expression: Expression, type: SqlType): void;
}

export interface BuildContext {
  readonly database: Database;
  readonly defaultSchema: string;
  readonly binder: ExpressionBinder;
  /** An id for a constraint. */
  newId(): number;
  /** Ticks, for `modified`. */
  readonly now: number;
}

/** The table that is built or altered, with its name as the statement wrote it. */
export interface BuildTarget {
  readonly table: TableDefinition;
  readonly written: string;
  /** CREATE TABLE and the like; false for ALTER TABLE. */
  readonly isNew: boolean;
}

export const findColumn = (table: TableDefinition, name: string): Column | undefined => {
  const key = name.toLowerCase();
  return table.columns.find((c) => c.name.toLowerCase() === key);
};
export const columnOfSlot = (table: TableDefinition, slot: number): Column | undefined => table.columns.find((c) => c.slot === slot);
export const columnById = (table: TableDefinition, id: number): Column | undefined => table.columns.find((c) => c.id === id);
/** `schema.table`, as messages name it. */
export const qualifiedName = (object: { readonly schema: string; readonly name: string }): string => `${object.schema}.${object.name}`;
