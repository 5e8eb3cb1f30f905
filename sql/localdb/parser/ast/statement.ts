// Syntax tree: statements of a batch.

import type { Expression, MultipartName, Span, TypeReference } from './expression.ts';
import type {
  AssignmentOperator,
  CommonTableExpression,
  QueryHint,
  SelectItem,
  SelectStatement,
  TableHint,
  TableSource,
  Top,
} from './query.ts';
import type { DdlStatement, TableDefinition } from './definition.ts';

/** A parsed batch. The text is kept by the caller; spans point into it. */
export interface Batch {
  readonly statements: readonly Statement[];
}

export type DmlStatement = Insert | Update | Delete | Merge;

export type Statement =
  | SelectStatement
  | DmlStatement
  | Truncate
  | DeclareVariables
  | DeclareTable
  | SetVariable
  | SetOption
  | Block
  | If
  | While
  | Break
  | Continue
  | Return
  | Goto
  | Label
  | TryCatch
  | Throw
  | RaisError
  | Print
  | WaitFor
  | Execute
  | ExecuteString
  | BeginTransaction
  | CommitTransaction
  | RollbackTransaction
  | SaveTransaction
  | DeclareCursor
  | OpenCursor
  | FetchCursor
  | CloseCursor
  | DeallocateCursor
  | Use
  | BulkInsertTds
  | Checkpoint
  | Kill
  | Reconfigure
  | Dbcc
  | DdlStatement;

// -- data modification

/** What INSERT, UPDATE, DELETE and MERGE change: a table, view, table variable or an alias of the FROM clause. */
export interface DmlTarget extends Span {
  readonly kind: 'name' | 'variable';
  /** For 'variable' one part with the @. */
  readonly name: MultipartName;
  readonly hints: readonly TableHint[];
}
/** OUTPUT list [INTO target (columns)] and a second OUTPUT list without INTO. `inserted.x`/`deleted.x` are column references. */
export interface OutputClause {
  readonly items?: readonly SelectItem[];
  readonly into?: { readonly items: readonly SelectItem[]; readonly target: DmlTarget; readonly columns?: readonly string[] };
}
export interface Insert extends Span {
  readonly kind: 'insert';
  readonly with: readonly CommonTableExpression[];
  readonly top?: Top;
  readonly target: DmlTarget;
  readonly columns?: readonly string[];
  readonly output?: OutputClause;
  readonly source:
    | { readonly kind: 'values'; readonly rows: readonly (readonly Expression[])[] }
    | { readonly kind: 'query'; readonly query: SelectStatement }
    | { readonly kind: 'execute'; readonly statement: Execute | ExecuteString }
    | { readonly kind: 'defaultValues' };
  readonly options: readonly QueryHint[];
}
export interface SetItem extends Span {
  /** `col = e`, `@v = e`, `@v = col = e`; at least one of column and variable. */
  readonly column?: MultipartName;
  readonly variable?: string;
  readonly operator: AssignmentOperator;
  readonly expression: Expression;
  /** `col.WRITE(expression, offset, length)`. */
  readonly write?: { readonly offset: Expression; readonly length: Expression };
}
export interface Update extends Span {
  readonly kind: 'update';
  readonly with: readonly CommonTableExpression[];
  readonly top?: Top;
  readonly target: DmlTarget;
  readonly set: readonly SetItem[];
  readonly output?: OutputClause;
  readonly from: readonly TableSource[];
  readonly where?: Expression;
  readonly options: readonly QueryHint[];
}
export interface Delete extends Span {
  readonly kind: 'delete';
  readonly with: readonly CommonTableExpression[];
  readonly top?: Top;
  readonly target: DmlTarget;
  readonly output?: OutputClause;
  readonly from: readonly TableSource[];
  readonly where?: Expression;
  readonly options: readonly QueryHint[];
}
export interface Merge extends Span {
  readonly kind: 'merge';
  readonly with: readonly CommonTableExpression[];
  readonly top?: Top;
  readonly target: DmlTarget;
  readonly alias?: string;
  readonly using: TableSource;
  readonly on: Expression;
  readonly clauses: readonly MergeClause[];
  readonly output?: OutputClause;
  readonly options: readonly QueryHint[];
}
export interface MergeClause {
  readonly when: 'matched' | 'notMatchedByTarget' | 'notMatchedBySource';
  readonly condition?: Expression;
  readonly action:
    | { readonly kind: 'update'; readonly set: readonly SetItem[] }
    | { readonly kind: 'delete' }
    /** `values` is absent for DEFAULT VALUES. */
    | { readonly kind: 'insert'; readonly columns?: readonly string[]; readonly values?: readonly Expression[] };
}
export interface Truncate extends Span {
  readonly kind: 'truncate';
  readonly table: MultipartName;
}
/** `INSERT BULK table (column type, ...)`: the header of a bulk load over TDS. */
export interface BulkInsertTds extends Span {
  readonly kind: 'insertBulk';
  readonly table: MultipartName;
  readonly columns: readonly { readonly name: string; readonly type: TypeReference }[];
  readonly hints: readonly string[];
}

// -- variables and options

export interface DeclareVariables extends Span {
  readonly kind: 'declare';
  readonly variables: readonly (Span & { readonly name: string; readonly type: TypeReference | 'cursor'; readonly initial?: Expression })[];
}
/** DECLARE @t TABLE (...). */
export interface DeclareTable extends Span {
  readonly kind: 'declareTable';
  readonly name: string;
  readonly definition: TableDefinition;
}
/** SET @v = e, SET @v += e, SET @cursor = CURSOR ... (cursor) or = other (expression is a name). */
export interface SetVariable extends Span {
  readonly kind: 'setVariable';
  readonly variable: string;
  readonly operator: AssignmentOperator;
  readonly expression?: Expression;
  readonly cursor?: CursorDefinition;
}
/**
 * SET option: name in upper case as documented ('NOCOUNT', 'XACT_ABORT', 'TRANSACTION ISOLATION LEVEL',
 * 'IDENTITY_INSERT', 'DATEFORMAT', 'ROWCOUNT', ...). `SET A, B ON` gives several statements' worth in `names`.
 */
export interface SetOption extends Span {
  readonly kind: 'setOption';
  readonly names: readonly string[];
  /** 'ON', 'OFF', the isolation level's words in upper case, a literal or variable. */
  readonly value: string | Expression;
  /** IDENTITY_INSERT and STATISTICS: the table. */
  readonly table?: MultipartName;
}
export interface Use extends Span {
  readonly kind: 'use';
  readonly database: string;
}

// -- control of flow

export interface Block extends Span {
  readonly kind: 'block';
  readonly statements: readonly Statement[];
}
export interface If extends Span {
  readonly kind: 'if';
  readonly condition: Expression;
  readonly then: Statement;
  readonly otherwise?: Statement;
}
export interface While extends Span {
  readonly kind: 'while';
  readonly condition: Expression;
  readonly body: Statement;
}
export interface Break extends Span {
  readonly kind: 'break';
}
export interface Continue extends Span {
  readonly kind: 'continue';
}
export interface Return extends Span {
  readonly kind: 'return';
  readonly value?: Expression /** RETURN (query) or RETURN query of an inline function. */;
  readonly query?: SelectStatement;
}
export interface Goto extends Span {
  readonly kind: 'goto';
  readonly label: string;
}
export interface Label extends Span {
  readonly kind: 'label';
  readonly name: string;
}
export interface TryCatch extends Span {
  readonly kind: 'tryCatch';
  readonly body: readonly Statement[];
  readonly handler: readonly Statement[];
}
/** Without arguments it rethrows. */
export interface Throw extends Span {
  readonly kind: 'throw';
  readonly arguments?: readonly [Expression, Expression, Expression];
}
export interface RaisError extends Span {
  readonly kind: 'raiserror';
  readonly message: Expression;
  readonly severity: Expression;
  readonly state: Expression;
  readonly arguments: readonly Expression[];
  /** Upper case: LOG, NOWAIT, SETERROR. */
  readonly options: readonly string[];
}
export interface Print extends Span {
  readonly kind: 'print';
  readonly value: Expression;
}
export interface WaitFor extends Span {
  readonly kind: 'waitFor';
  readonly type: 'delay' | 'time';
  readonly value: Expression;
}

// -- procedures

export interface ExecuteArgument extends Span {
  /** Parameter name with the @ when given by name. */
  readonly name?: string;
  /** A literal, variable, system variable or DEFAULT; a bare word is a string literal. */
  readonly value: Expression;
  readonly output: boolean;
}
/** EXEC [@r =] name|@var arguments [WITH RECOMPILE | RESULT SETS ...]. */
export interface Execute extends Span {
  readonly kind: 'execute';
  readonly resultVariable?: string;
  readonly procedure: MultipartName | { readonly variable: string };
  readonly arguments: readonly ExecuteArgument[];
  readonly resultSets?: 'undefined' | 'none' | readonly (readonly ResultSetColumn[])[];
}
export interface ResultSetColumn {
  readonly name: string;
  readonly type: TypeReference;
  readonly collation?: string;
  readonly nullable?: boolean;
}
/** EXEC ('text' + @more) [AS USER = ...] [AT ...]: the parts are joined. */
export interface ExecuteString extends Span {
  readonly kind: 'executeString';
  readonly parts: readonly Expression[];
  readonly resultSets?: 'undefined' | 'none' | readonly (readonly ResultSetColumn[])[];
}

// -- transactions

/** `name` is an identifier, or a variable with its @. */
export interface BeginTransaction extends Span {
  readonly kind: 'beginTransaction';
  readonly name?: string;
  readonly mark?: Expression;
}
export interface CommitTransaction extends Span {
  readonly kind: 'commit';
  readonly name?: string;
}
export interface RollbackTransaction extends Span {
  readonly kind: 'rollback';
  readonly name?: string;
}
export interface SaveTransaction extends Span {
  readonly kind: 'saveTransaction';
  readonly name: string;
}

// -- cursors

export interface CursorDefinition extends Span {
  readonly scope?: 'local' | 'global';
  readonly scroll: boolean;
  /** As declared; FAST_FORWARD implies forward-only and read-only. */
  readonly type?: 'static' | 'keyset' | 'dynamic' | 'fastForward';
  readonly forwardOnly: boolean;
  readonly readOnly: boolean;
  readonly query: SelectStatement;
  /** FOR UPDATE [OF columns]. */
  readonly forUpdate?: readonly string[];
}
export interface DeclareCursor extends Span {
  readonly kind: 'declareCursor';
  readonly name: string;
  readonly cursor: CursorDefinition;
}
/** A cursor by name, or a cursor variable with its @. */
export interface CursorReference {
  readonly name: string;
  readonly isGlobal: boolean;
}
export interface OpenCursor extends Span {
  readonly kind: 'openCursor';
  readonly cursor: CursorReference;
}
export interface FetchCursor extends Span {
  readonly kind: 'fetch';
  readonly cursor: CursorReference;
  readonly orientation: 'next' | 'prior' | 'first' | 'last' | 'absolute' | 'relative';
  readonly offset?: Expression;
  readonly into?: readonly string[];
}
export interface CloseCursor extends Span {
  readonly kind: 'closeCursor';
  readonly cursor: CursorReference;
}
export interface DeallocateCursor extends Span {
  readonly kind: 'deallocate';
  readonly cursor: CursorReference;
}

// -- administration

export interface Checkpoint extends Span {
  readonly kind: 'checkpoint';
}
export interface Kill extends Span {
  readonly kind: 'kill';
  readonly session: Expression;
}
export interface Reconfigure extends Span {
  readonly kind: 'reconfigure';
}
/** DBCC CHECKIDENT ('t', RESEED, 5), DBCC CHECKDB, ...: command in upper case. */
export interface Dbcc extends Span {
  readonly kind: 'dbcc';
  readonly command: string;
  readonly arguments: readonly Expression[];
  readonly options: readonly string[];
}
