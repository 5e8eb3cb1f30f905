// Syntax tree: queries, table sources and their clauses.

import type { Expression, MultipartName, Span, TypeReference, WindowSpecification } from './expression.ts';

/** A query with its WITH clause, ORDER BY and FOR clause: a SELECT statement, a subquery, a view's or cursor's body. */
export interface SelectStatement extends Span {
  readonly kind: 'select';
  readonly with: readonly CommonTableExpression[];
  readonly query: QueryExpression;
  readonly orderBy: readonly OrderItem[];
  readonly offset?: Expression;
  readonly fetch?: Expression;
  readonly forClause?: ForJson | ForXml;
  readonly options: readonly QueryHint[];
}

export interface CommonTableExpression extends Span {
  readonly name: string;
  readonly columns?: readonly string[];
  readonly query: SelectStatement;
}

export type QueryExpression = QuerySpecification | SetOperation | ParenthesisedQuery;

/** UNION, UNION ALL, EXCEPT, INTERSECT (INTERSECT binds tighter). */
export interface SetOperation extends Span {
  readonly kind: 'setOperation';
  readonly operator: 'union' | 'unionAll' | 'except' | 'intersect';
  readonly left: QueryExpression;
  readonly right: QueryExpression;
}
export interface ParenthesisedQuery extends Span {
  readonly kind: 'parenthesised';
  readonly query: SelectStatement;
}

export interface QuerySpecification extends Span {
  readonly kind: 'query';
  readonly distinct: boolean;
  readonly top?: Top;
  readonly items: readonly SelectItem[];
  /** SELECT ... INTO name. */
  readonly into?: MultipartName;
  /** Comma-separated table sources; empty without FROM. */
  readonly from: readonly TableSource[];
  readonly where?: Expression;
  readonly groupBy?: GroupBy;
  readonly having?: Expression;
  readonly windows: readonly { readonly name: string; readonly specification: WindowSpecification }[];
}

export interface Top {
  readonly count: Expression;
  readonly percent: boolean;
  readonly withTies: boolean;
}

export type SelectItem =
  /** `*` (empty qualifier) or `t.*`. */
  | (Span & { readonly kind: 'star'; readonly qualifier: MultipartName })
  | (Span & { readonly kind: 'expression'; readonly expression: Expression; readonly alias?: string })
  /** `@v = expression`, `@v += expression`: operator is '=' or the operator before the '='. */
  | (Span & {
      readonly kind: 'assignment';
      readonly variable: string;
      readonly operator: AssignmentOperator;
      readonly expression: Expression;
    });

export type AssignmentOperator = '=' | '+' | '-' | '*' | '/' | '%' | '&' | '|' | '^' | '<<' | '>>';

export interface OrderItem extends Span {
  readonly expression: Expression;
  readonly descending: boolean;
}

/**
 * The grouping sets of a GROUP BY, in order. A plain list has one 'expressions' element for each item; ROLLUP, CUBE and
 * GROUPING SETS are elements too, and several elements are combined by cross product as in SQL Server. WITH ROLLUP and
 * WITH CUBE are written as one rollup or cube element of all the expressions. GROUP BY () is an empty 'sets' of one [].
 */
export interface GroupBy {
  readonly elements: readonly GroupingElement[];
  readonly all: boolean;
}
export type GroupingElement =
  | { readonly kind: 'expression'; readonly expression: Expression }
  | { readonly kind: 'rollup' | 'cube'; readonly items: readonly (readonly Expression[])[] }
  | { readonly kind: 'sets'; readonly sets: readonly (readonly GroupingElement[])[] };

export type TableSource = NamedTable | VariableTable | DerivedTable | ValuesTable | FunctionTable | Join | Pivot | Unpivot | DmlTable;

export interface TableHint {
  /** Upper case, e.g. NOLOCK, UPDLOCK. */ readonly name: string;
  readonly arguments: readonly (string | number)[];
}

/** A table, view, synonym, common table expression, inserted or deleted. */
export interface NamedTable extends Span {
  readonly kind: 'table';
  readonly name: MultipartName;
  readonly alias?: string;
  readonly hints: readonly TableHint[];
  readonly tableSample?: { readonly amount: Expression; readonly percent: boolean };
}
/** A table variable, `@` included. */
export interface VariableTable extends Span {
  readonly kind: 'tableVariable';
  readonly name: string;
  readonly alias?: string;
  readonly hints: readonly TableHint[];
}
export interface DerivedTable extends Span {
  readonly kind: 'derived';
  readonly query: SelectStatement;
  readonly alias: string;
  readonly columns?: readonly string[];
}
export interface ValuesTable extends Span {
  readonly kind: 'values';
  readonly rows: readonly (readonly Expression[])[];
  readonly alias: string;
  readonly columns: readonly string[];
}
/** A table-valued function, built-in (OPENJSON, STRING_SPLIT, GENERATE_SERIES) or user-defined; `@x.nodes(...)` is refused by the parser. */
export interface FunctionTable extends Span {
  readonly kind: 'tableFunction';
  readonly name: MultipartName;
  readonly arguments: readonly Expression[];
  readonly alias?: string;
  readonly columns?: readonly string[];
  /** OPENJSON ... WITH (name type 'path' [AS JSON], ...). */
  readonly schema?: readonly OpenJsonColumn[];
}
export interface OpenJsonColumn {
  readonly name: string;
  readonly type: TypeReference;
  readonly path?: string;
  readonly asJson: boolean;
}
/** `on` is present for inner and outer joins only. */
export interface Join extends Span {
  readonly kind: 'join';
  readonly type: 'inner' | 'left' | 'right' | 'full' | 'cross' | 'crossApply' | 'outerApply';
  readonly left: TableSource;
  readonly right: TableSource;
  readonly on?: Expression;
  readonly hint?: 'LOOP' | 'HASH' | 'MERGE' | 'REMOTE';
}
export interface Pivot extends Span {
  readonly kind: 'pivot';
  readonly source: TableSource;
  readonly aggregate: { readonly name: string; readonly argument: MultipartName };
  readonly column: MultipartName;
  readonly values: readonly string[];
  readonly alias: string;
}
export interface Unpivot extends Span {
  readonly kind: 'unpivot';
  readonly source: TableSource;
  readonly valueColumn: string;
  readonly nameColumn: string;
  readonly columns: readonly string[];
  readonly alias: string;
}
/** `INSERT ... SELECT ... FROM (DELETE ... OUTPUT ...) AS d`: a data modification whose OUTPUT rows are the source. */
export interface DmlTable extends Span {
  readonly kind: 'dml';
  readonly statement: import('./statement.ts').DmlStatement;
  readonly alias: string;
  readonly columns?: readonly string[];
}

export interface ForJson {
  readonly kind: 'json';
  readonly mode: 'path' | 'auto';
  /** Absent: no root; '' cannot be written. Default name 'root'. */
  readonly root?: string;
  readonly includeNullValues: boolean;
  readonly withoutArrayWrapper: boolean;
}
export interface ForXml {
  readonly kind: 'xml';
  readonly mode: 'path' | 'raw' | 'auto' | 'explicit';
  /** PATH('name') or RAW('name'); absent: 'row'. */
  readonly element?: string;
  readonly root?: string;
  readonly elements: boolean;
  readonly xsinil: boolean;
  /** TYPE directive: the result is xml instead of text. */
  readonly type: boolean;
}

/** OPTION (...): name in upper case ('MAXRECURSION', 'RECOMPILE', 'OPTIMIZE FOR', ...). */
export interface QueryHint {
  readonly name: string;
  readonly value?: number;
}
