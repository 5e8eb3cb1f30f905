// Syntax tree: data definition statements.

import type { Expression, MultipartName, Span, TypeReference } from './expression.ts';
import type { SelectStatement } from './query.ts';
import type { Statement } from './statement.ts';

export type DdlStatement =
  | CreateTable
  | AlterTable
  | CreateIndex
  | AlterIndex
  | CreateView
  | CreateProcedure
  | CreateFunction
  | CreateTrigger
  | CreateType
  | CreateSequence
  | AlterSequence
  | CreateSynonym
  | CreateSchema
  | AlterSchema
  | CreateDatabase
  | AlterDatabase
  | Drop
  | DropIndex
  | ToggleTrigger
  | UpdateStatistics
  | Security
  | CreateStatistics;

// -- tables

export interface IdentitySpecification {
  readonly seed: string;
  readonly increment: string;
}

export interface ColumnDefinition extends Span {
  readonly name: string;
  /** Absent for a computed column and for `timestamp` written as a bare name. */
  readonly type?: TypeReference;
  readonly computed?: { readonly expression: Expression; readonly persisted: boolean };
  readonly collation?: string;
  readonly nullable?: boolean;
  readonly identity?: IdentitySpecification;
  readonly rowGuid: boolean;
  readonly sparse: boolean;
  /** Constraints written after the column, DEFAULT included; their `columns` are empty where the column is meant. */
  readonly constraints: readonly ConstraintDefinition[];
}
export interface IndexColumn {
  readonly name: string;
  readonly descending: boolean;
}
export type ReferentialAction = 'noAction' | 'cascade' | 'setNull' | 'setDefault';
export type ConstraintDefinition =
  | (Span & {
      readonly kind: 'primaryKey' | 'unique';
      readonly name?: string;
      readonly clustered?: boolean;
      readonly columns: readonly IndexColumn[];
      readonly ignoreDuplicateKey: boolean;
    })
  | (Span & {
      readonly kind: 'foreignKey';
      readonly name?: string;
      readonly columns: readonly string[];
      readonly table: MultipartName;
      readonly referencedColumns: readonly string[];
      readonly onDelete: ReferentialAction;
      readonly onUpdate: ReferentialAction;
    })
  | (Span & { readonly kind: 'check'; readonly name?: string; readonly condition: Expression })
  /** `column` is given by ALTER TABLE ADD DEFAULT ... FOR column. */
  | (Span & {
      readonly kind: 'default';
      readonly name?: string;
      readonly expression: Expression;
      readonly column?: string;
      readonly withValues: boolean;
    });
/** An index written inside CREATE TABLE on its own, or after a column, which is then its one column. */
export interface InlineIndex extends Span {
  readonly name: string;
  readonly unique: boolean;
  readonly clustered?: boolean;
  readonly columns: readonly IndexColumn[];
  readonly include: readonly string[];
  readonly where?: Expression;
  readonly ignoreDuplicateKey: boolean;
}
export interface TableDefinition {
  readonly columns: readonly ColumnDefinition[];
  readonly constraints: readonly ConstraintDefinition[];
  readonly indexes: readonly InlineIndex[];
}
export interface CreateTable extends Span {
  readonly kind: 'createTable';
  readonly name: MultipartName;
  readonly definition: TableDefinition;
}
export interface AlterTable extends Span {
  readonly kind: 'alterTable';
  readonly name: MultipartName;
  readonly action: AlterTableAction;
}
export type AlterTableAction =
  /** `check` is the WITH CHECK / NOCHECK in front of ADD; absent: not written. */
  | { readonly kind: 'add'; readonly definition: TableDefinition; readonly check?: boolean }
  | {
      readonly kind: 'alterColumn';
      readonly column: string;
      readonly type: TypeReference;
      readonly collation?: string;
      readonly nullable?: boolean;
    }
  | {
      readonly kind: 'alterColumnOption';
      readonly column: string;
      readonly add: boolean /** ROWGUIDCOL, PERSISTED, ... */;
      readonly option: string;
    }
  | {
      readonly kind: 'drop';
      readonly items: readonly { readonly kind: 'column' | 'constraint'; readonly name: string; readonly ifExists: boolean }[];
    }
  /** [WITH CHECK|NOCHECK] CHECK|NOCHECK CONSTRAINT ALL|names. */
  | { readonly kind: 'checkConstraint'; readonly enable: boolean; readonly validate: boolean; readonly names: readonly string[] | 'all' }
  | { readonly kind: 'trigger'; readonly enable: boolean; readonly names: readonly string[] | 'all' }
  /** REBUILD, SET (LOCK_ESCALATION = ...), ... accepted without effect. */
  | { readonly kind: 'noEffect'; readonly text: string };

// -- indexes

export interface CreateIndex extends Span {
  readonly kind: 'createIndex';
  readonly name: string;
  readonly table: MultipartName;
  readonly unique: boolean;
  readonly clustered: boolean;
  /** NONCLUSTERED COLUMNSTORE, XML, SPATIAL, FULLTEXT: parsed to be refused or treated as plain. */
  readonly special?: 'columnstore' | 'xml' | 'spatial' | 'fulltext';
  readonly columns: readonly IndexColumn[];
  readonly include: readonly string[];
  readonly where?: Expression;
  readonly ignoreDuplicateKey: boolean;
  readonly dropExisting: boolean;
}
export interface AlterIndex extends Span {
  readonly kind: 'alterIndex' /** 'ALL' for all. */;
  readonly name: string;
  readonly table: MultipartName;
  readonly action: 'rebuild' | 'reorganize' | 'disable' | 'set';
}
export interface DropIndex extends Span {
  readonly kind: 'dropIndex';
  readonly ifExists: boolean;
  /** `name ON table`, and the old form `table.name`. */
  readonly items: readonly { readonly name: string; readonly table: MultipartName }[];
}
export interface CreateStatistics extends Span {
  readonly kind: 'createStatistics';
  readonly name: string;
  readonly table: MultipartName;
  readonly columns: readonly string[];
}
export interface UpdateStatistics extends Span {
  readonly kind: 'updateStatistics';
  readonly table: MultipartName;
}

// -- modules

export type ModuleAction = 'create' | 'alter' | 'createOrAlter';
export interface ParameterDefinition extends Span {
  /** With the @. */
  readonly name: string;
  /** 'cursor' for CURSOR VARYING OUTPUT. */
  readonly type: TypeReference | 'cursor';
  readonly default?: Expression;
  readonly output: boolean;
  readonly readOnly: boolean;
  readonly nullable?: boolean;
}
/** Module statements: the whole text of the batch is the definition; `body` is parsed with the same line numbers. */
interface Module extends Span {
  readonly action: ModuleAction;
  readonly name: MultipartName /** Upper case: SCHEMABINDING, ENCRYPTION, RECOMPILE, 'EXECUTE AS OWNER', 'RETURNS NULL ON NULL INPUT', ... */;
  readonly options: readonly string[];
}
export interface CreateView extends Module {
  readonly kind: 'createView';
  readonly columns?: readonly string[];
  readonly query: SelectStatement;
  readonly withCheckOption: boolean;
}
export interface CreateProcedure extends Module {
  readonly kind: 'createProcedure';
  readonly parameters: readonly ParameterDefinition[];
  readonly body: readonly Statement[];
}
export interface CreateFunction extends Module {
  readonly kind: 'createFunction';
  readonly parameters: readonly ParameterDefinition[];
  readonly returns:
    | { readonly kind: 'scalar'; readonly type: TypeReference; readonly body: readonly Statement[] }
    | { readonly kind: 'inline'; readonly query: SelectStatement }
    | { readonly kind: 'table'; readonly variable: string; readonly definition: TableDefinition; readonly body: readonly Statement[] };
}
export interface CreateTrigger extends Module {
  readonly kind: 'createTrigger';
  /** 'DATABASE' and 'ALL SERVER' triggers are refused by the parser. */
  readonly table: MultipartName;
  readonly timing: 'after' | 'insteadOf';
  readonly events: readonly ('insert' | 'update' | 'delete')[];
  readonly body: readonly Statement[];
}
/** DISABLE|ENABLE TRIGGER names|ALL ON table. */
export interface ToggleTrigger extends Span {
  readonly kind: 'toggleTrigger';
  readonly enable: boolean;
  readonly names: readonly MultipartName[] | 'all';
  readonly table: MultipartName;
}

// -- other objects

export interface CreateType extends Span {
  readonly kind: 'createType';
  readonly name: MultipartName;
  readonly definition:
    | { readonly kind: 'alias'; readonly type: TypeReference; readonly nullable?: boolean }
    | { readonly kind: 'table'; readonly table: TableDefinition };
}
/** Numbers as written (they may exceed 2^53); null for NO MINVALUE and the like; absent: not written. */
export interface SequenceOptions {
  readonly type?: TypeReference;
  readonly start?: string;
  readonly increment?: string;
  readonly minimum?: string | null;
  readonly maximum?: string | null;
  readonly cycle?: boolean;
  readonly cache?: number | null;
  /** ALTER SEQUENCE ... RESTART [WITH n]: null without WITH. */
  readonly restart?: string | null;
}
export interface CreateSequence extends Span {
  readonly kind: 'createSequence';
  readonly name: MultipartName;
  readonly options: SequenceOptions;
}
export interface AlterSequence extends Span {
  readonly kind: 'alterSequence';
  readonly name: MultipartName;
  readonly options: SequenceOptions;
}
export interface CreateSynonym extends Span {
  readonly kind: 'createSynonym';
  readonly name: MultipartName;
  readonly target: MultipartName;
}
export interface CreateSchema extends Span {
  readonly kind: 'createSchema';
  readonly name: string;
  readonly owner?: string;
}
/** ALTER SCHEMA name TRANSFER [OBJECT|TYPE::]object. */
export interface AlterSchema extends Span {
  readonly kind: 'alterSchema';
  readonly name: string;
  readonly transfer: MultipartName;
  readonly isType: boolean;
}
export interface CreateDatabase extends Span {
  readonly kind: 'createDatabase';
  readonly name: string;
  readonly collation?: string;
}
/** ALTER DATABASE name|CURRENT SET ... | MODIFY NAME = new | COLLATE name | other words kept in `option` (upper case). */
export interface AlterDatabase extends Span {
  readonly kind: 'alterDatabase';
  readonly name: string;
  readonly option: string;
  readonly newName?: string;
  readonly collation?: string;
}
export interface Drop extends Span {
  readonly kind: 'drop';
  readonly object:
    | 'table'
    | 'view'
    | 'procedure'
    | 'function'
    | 'trigger'
    | 'type'
    | 'sequence'
    | 'synonym'
    | 'schema'
    | 'database'
    | 'statistics'
    | 'user'
    | 'role'
    | 'login';
  readonly ifExists: boolean;
  readonly names: readonly MultipartName[];
}
/** GRANT, DENY, REVOKE, CREATE/ALTER USER|LOGIN|ROLE, EXECUTE AS, REVERT: `action` upper case, the rest as text. */
export interface Security extends Span {
  readonly kind: 'security';
  readonly action: string;
  readonly text: string;
}
