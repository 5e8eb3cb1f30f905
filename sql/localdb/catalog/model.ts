// What a database holds, as immutable definitions. A change replaces a definition by a new object of the same id, so a
// compiled plan is valid as long as it finds the very objects that it was compiled for.

import type { CreateFunction, CreateProcedure, CreateTrigger, CreateView, Expression, ReferentialAction } from '../parser/ast/index.ts';
import type { TableData } from '../storage/table-data.ts';
import type { Exact, SqlType } from '../types/sql-type.ts';

export interface Column {
  readonly name: string;
  /** column_id: stable, not reused after DROP COLUMN. */
  readonly id: number;
  /** Index of the value in a stored row; slot 0 is the row's id, so the first column has 1. Kept when other columns are dropped. */
  readonly slot: number;
  readonly type: SqlType;
  /** Of string types; the database's when not declared. */
  readonly collation?: string;
  readonly isNullable: boolean;
  readonly identity?: { readonly seed: Exact; readonly increment: Exact };
  readonly isRowGuid: boolean;
  readonly default?: DefaultConstraint;
  readonly computed?: ComputedColumn;
  /** Alias type that the column was declared with (schema and name). */
  readonly aliasType?: { readonly schema: string; readonly name: string };
}

export interface DefaultConstraint {
  readonly id: number;
  readonly name: string;
  readonly isSystemNamed: boolean;
  /** As sys.default_constraints shows it: `((0))`, `(getdate())`. */
  readonly definition: string;
  readonly expression: Expression;
}
export interface ComputedColumn {
  /** As sys.computed_columns shows it: `([qty]*[price])`. */
  readonly definition: string;
  readonly expression: Expression;
  readonly isPersisted: boolean;
  /** Kept in the row (persisted or an index key); otherwise computed when it is read. */
  readonly isStored: boolean;
}
export interface IndexKey {
  readonly slot: number;
  readonly columnId: number;
  readonly descending: boolean;
}
/** Also the index behind a PRIMARY KEY or UNIQUE constraint. */
export interface IndexDefinition {
  /** index_id: 1 for the clustered one, 2... for others. */
  readonly id: number;
  readonly name: string;
  readonly keys: readonly IndexKey[];
  /** Slots of the included columns. */
  readonly include: readonly number[];
  readonly isUnique: boolean;
  readonly isClustered: boolean;
  readonly isDisabled: boolean;
  readonly ignoreDuplicateKey: boolean;
  readonly filter?: { readonly definition: string; readonly expression: Expression };
  readonly constraint?: { readonly id: number; readonly kind: 'primaryKey' | 'unique'; readonly isSystemNamed: boolean };
}
export interface CheckConstraint {
  readonly id: number;
  readonly name: string;
  readonly isSystemNamed: boolean;
  readonly definition: string;
  readonly expression: Expression;
  /** Column that it was written after, by column_id; 0 for a table constraint. */
  readonly columnId: number;
  readonly isDisabled: boolean;
  readonly isNotTrusted: boolean;
}
export interface ForeignKey {
  readonly id: number;
  readonly name: string;
  readonly isSystemNamed: boolean;
  /** Slots in this table, pairwise with the slots in the referenced one. */
  readonly columns: readonly number[];
  readonly referencedTableId: number;
  readonly referencedColumns: readonly number[];
  readonly onDelete: ReferentialAction;
  readonly onUpdate: ReferentialAction;
  readonly isDisabled: boolean;
  readonly isNotTrusted: boolean;
}

interface ObjectBase {
  /** object_id, unique in the server. */
  readonly id: number;
  readonly schema: string;
  readonly name: string;
  readonly created: number;
  /** Both in 100 ns ticks since 2010-01-01 UTC. */
  readonly modified: number;
}

/** The shape of a table, temporary table, table variable or table type. */
export interface TableDefinition extends ObjectBase {
  readonly kind: 'table';
  readonly columns: readonly Column[];
  /** Values in a stored row, slot 0 included. */
  readonly width: number;
  readonly indexes: readonly IndexDefinition[];
  readonly checks: readonly CheckConstraint[];
  readonly foreignKeys: readonly ForeignKey[];
  /** Ids of its triggers in order of creation. */
  readonly triggers: readonly number[];
  readonly nextColumnId: number;
  readonly storage: 'permanent' | 'temporary' | 'variable' | 'type';
  /** Id of its rows in the store; set when a permanent table is put into its database. */
  readonly dataId?: number;
}
/** A table that statements can read and change: a definition with its rows. */
export interface Table {
  readonly definition: TableDefinition;
  readonly data: TableData;
}

interface ModuleBase extends ObjectBase {
  /** The text that created it, CREATE or ALTER included. sys.sql_modules.definition. */
  readonly text: string;
  /** 1 in the batch's text is the module's first line. */
  readonly usesQuotedIdentifier: boolean;
  readonly usesAnsiNulls: boolean;
}
export interface Parameter {
  /** With the @. */
  readonly name: string;
  readonly ordinal: number;
  /** Scalar type; for a table type its id. */
  readonly type: SqlType | { readonly tableTypeId: number } | 'cursor';
  readonly aliasType?: { readonly schema: string; readonly name: string };
  readonly isOutput: boolean;
  readonly isReadOnly: boolean;
  readonly default?: Expression;
}
export interface View extends ModuleBase {
  readonly kind: 'view';
  readonly statement: CreateView /** Names and types as bound at creation. */;
  readonly columns: readonly ViewColumn[];
}
export interface ViewColumn {
  readonly name: string;
  readonly id: number;
  readonly type: SqlType;
  readonly isNullable: boolean;
  readonly collation?: string;
}
export interface Procedure extends ModuleBase {
  readonly kind: 'procedure';
  readonly statement: CreateProcedure;
  readonly parameters: readonly Parameter[];
}
export interface SqlFunction extends ModuleBase {
  readonly kind: 'function';
  readonly statement: CreateFunction;
  readonly parameters: readonly Parameter[];
  /** Scalar functions: the type returned. */
  readonly returnType?: SqlType;
  /** Table-valued functions: the columns returned. */
  readonly columns?: readonly ViewColumn[];
  /** Multi-statement functions: the shape of the returned table variable. */
  readonly table?: TableDefinition;
}
export interface Trigger extends ModuleBase {
  readonly kind: 'trigger';
  readonly statement: CreateTrigger;
  readonly parentId: number;
  readonly isDisabled: boolean;
  /** The events for which sp_settriggerorder has put it first or last. */
  readonly order?: { readonly first: CreateTrigger['events']; readonly last: CreateTrigger['events'] };
}
export interface Sequence extends ObjectBase {
  readonly kind: 'sequence';
  readonly type: SqlType;
  readonly start: Exact;
  readonly increment: Exact;
  readonly minimum: Exact;
  readonly maximum: Exact;
  readonly isCycling: boolean;
  readonly cacheSize: number | null;
  /** Shared by every version of the definition. */
  readonly state: SequenceState;
}
/** `current` is the last value given out, null before the first. Changes are not undone by a rollback. */
export interface SequenceState {
  current: Exact | null;
  isExhausted: boolean;
}
export interface Synonym extends ObjectBase {
  readonly kind: 'synonym';
  readonly target: readonly string[];
}
/** Alias and table types; they live in their own name space. */
export interface UserType extends ObjectBase {
  readonly kind: 'type';
  readonly userTypeId: number;
  readonly alias?: { readonly type: SqlType; readonly isNullable: boolean };
  readonly table?: TableDefinition;
}
/** Everything that shares the name space of sys.objects within a schema. Constraints live inside their table. */
export type SchemaObject = TableDefinition | View | Procedure | SqlFunction | Trigger | Sequence | Synonym;
export type CatalogEntry = SchemaObject | UserType;
