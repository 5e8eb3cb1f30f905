// Syntax tree: expressions and predicates. Predicates are expressions of kinds that `isPredicate` lists; the parser
// checks that each stands where T-SQL wants a condition (4145, 102) and that none stands where it wants a value.

import type { OrderItem, SelectStatement } from './query.ts';

/** Offsets into the batch text (UTF-16 units; end is exclusive) and the 1-based line of the start. */
export interface Span {
  readonly start: number;
  readonly end: number;
  readonly line: number;
}

/** A data type as written: `dbo.Name`, `decimal(10,2)`, `nvarchar(max)`. */
export interface TypeReference extends Span {
  /** One part, or schema and type; parts are unquoted, in their written case. */
  readonly name: readonly string[];
  /** Numbers in parentheses; 'max' for (MAX). */
  readonly parameters: readonly (number | 'max')[];
}

/** A name of one to four parts, unquoted; a part left out in `db..name` is ''. */
export type MultipartName = readonly string[];

export type Expression =
  | Literal
  | Variable
  | SystemVariable
  | ColumnReference
  | Unary
  | Binary
  | Case
  | Cast
  | FunctionCall
  | ScalarSubquery
  | Collate
  | AtTimeZone
  | NextValueFor
  | Default
  | ParseCall
  | Logical
  | Not
  | Comparison
  | Between
  | InList
  | InQuery
  | Like
  | IsNull
  | IsDistinctFrom
  | Exists
  | Quantified
  | UpdateFunction
  | CurrentOf
  | PseudoColumn
  | ContainsPredicate
  | XmlValue;

/**
 * `kind` of the written literal:
 *   int       digits that fit int          value: number
 *   decimal   digits with a point, or whole digits beyond int; `text` as written (without sign)
 *   float     with an exponent             value: number
 *   money     $ prefix                      text: the digits after the sign
 *   string    '...'                         text; national for N'...'
 *   binary    0x...                         text: the hex digits
 *   null
 */
export type Literal =
  | (Span & { readonly kind: 'literal'; readonly type: 'int' | 'float'; readonly value: number })
  | (Span & { readonly kind: 'literal'; readonly type: 'decimal' | 'money' | 'binary'; readonly text: string })
  | (Span & { readonly kind: 'literal'; readonly type: 'string'; readonly text: string; readonly national: boolean })
  | (Span & { readonly kind: 'literal'; readonly type: 'null' });

/** `@name`, the @ included. */
export interface Variable extends Span {
  readonly kind: 'variable';
  readonly name: string;
}
/** `@@ROWCOUNT`: the name in upper case without the @@. */
export interface SystemVariable extends Span {
  readonly kind: 'systemVariable';
  readonly name: string;
}
export interface ColumnReference extends Span {
  readonly kind: 'column';
  readonly name: MultipartName;
}
/** `$action`, `$identity`, `$rowguid`: lower case with the $. */
export interface PseudoColumn extends Span {
  readonly kind: 'pseudoColumn';
  readonly name: string;
  readonly qualifier?: MultipartName;
}
export interface Unary extends Span {
  readonly kind: 'unary';
  readonly operator: '-' | '+' | '~';
  readonly operand: Expression;
}
export type BinaryOperator = '+' | '-' | '*' | '/' | '%' | '&' | '|' | '^' | '<<' | '>>' | '||';
export interface Binary extends Span {
  readonly kind: 'binary';
  readonly operator: BinaryOperator;
  readonly left: Expression;
  readonly right: Expression;
}
/** `input` is absent in a searched CASE, whose `when` are predicates. */
export interface Case extends Span {
  readonly kind: 'case';
  readonly input?: Expression;
  readonly branches: readonly { readonly when: Expression; readonly then: Expression }[];
  readonly otherwise?: Expression;
}
/** CAST, CONVERT, TRY_CAST and TRY_CONVERT. */
export interface Cast extends Span {
  readonly kind: 'cast';
  readonly operand: Expression;
  readonly type: TypeReference;
  readonly style?: Expression;
  readonly isTry: boolean;
  readonly isConvert: boolean;
}
/** PARSE and TRY_PARSE(value AS type [USING culture]). */
export interface ParseCall extends Span {
  readonly kind: 'parse';
  readonly operand: Expression;
  readonly type: TypeReference;
  readonly culture?: Expression;
  readonly isTry: boolean;
}
export interface WindowFrameBound {
  readonly type: 'unboundedPreceding' | 'preceding' | 'currentRow' | 'following' | 'unboundedFollowing';
  readonly offset?: Expression;
}
export interface WindowSpecification {
  /** Reference to a name of the WINDOW clause. */
  readonly base?: string;
  readonly partitionBy: readonly Expression[];
  readonly orderBy: readonly OrderItem[];
  readonly frame?: { readonly unit: 'rows' | 'range'; readonly start: WindowFrameBound; readonly end: WindowFrameBound };
}
/**
 * A call of a built-in (`name` of one part) or user-defined function. Keyword-like functions (COALESCE, NULLIF, IIF,
 * ISNULL, LEFT, RIGHT, CURRENT_TIMESTAMP, SESSION_USER, USER, ...) are calls too; those written without parentheses
 * have no arguments. JSON_OBJECT('k':v) has its keys and values alternating, JSON_ARRAY its values. TRIM with
 * LEADING/TRAILING/BOTH ... FROM keeps the keyword in `modifier`. IIF has a predicate as its first argument.
 */
export interface FunctionCall extends Span {
  readonly kind: 'call';
  readonly name: MultipartName;
  readonly arguments: readonly Expression[];
  /** COUNT(*), COUNT_BIG(*). */
  readonly star?: boolean;
  readonly distinct?: boolean;
  readonly over?: WindowSpecification;
  /** WITHIN GROUP (ORDER BY ...). */
  readonly withinGroup?: readonly OrderItem[];
  readonly nulls?: 'ignore' | 'respect';
  readonly modifier?: 'leading' | 'trailing' | 'both';
  readonly jsonNull?: 'absent' | 'null';
}
export interface ScalarSubquery extends Span {
  readonly kind: 'subquery';
  readonly query: SelectStatement;
}
export interface Collate extends Span {
  readonly kind: 'collate';
  readonly operand: Expression;
  readonly collation: string;
}
export interface AtTimeZone extends Span {
  readonly kind: 'atTimeZone';
  readonly operand: Expression;
  readonly zone: Expression;
}
export interface NextValueFor extends Span {
  readonly kind: 'nextValueFor';
  readonly sequence: MultipartName;
  readonly over?: WindowSpecification;
}
/** The keyword DEFAULT as a value in INSERT, UPDATE, MERGE and EXEC. */
export interface Default extends Span {
  readonly kind: 'default';
}

export interface Logical extends Span {
  readonly kind: 'and' | 'or';
  readonly left: Expression;
  readonly right: Expression;
}
export interface Not extends Span {
  readonly kind: 'not';
  readonly operand: Expression;
}
export type ComparisonOperator = '=' | '<>' | '<' | '<=' | '>' | '>=';
/** `!=`, `!<` and `!>` are written as their equivalents. */
export interface Comparison extends Span {
  readonly kind: 'comparison';
  readonly operator: ComparisonOperator;
  readonly left: Expression;
  readonly right: Expression;
}
export interface Between extends Span {
  readonly kind: 'between';
  readonly negated: boolean;
  readonly operand: Expression;
  readonly low: Expression;
  readonly high: Expression;
}
export interface InList extends Span {
  readonly kind: 'inList';
  readonly negated: boolean;
  readonly operand: Expression;
  readonly items: readonly Expression[];
}
export interface InQuery extends Span {
  readonly kind: 'inQuery';
  readonly negated: boolean;
  readonly operand: Expression;
  readonly query: SelectStatement;
}
export interface Like extends Span {
  readonly kind: 'like';
  readonly negated: boolean;
  readonly operand: Expression;
  readonly pattern: Expression;
  readonly escape?: Expression;
}
export interface IsNull extends Span {
  readonly kind: 'isNull';
  readonly negated: boolean;
  readonly operand: Expression;
}
export interface IsDistinctFrom extends Span {
  readonly kind: 'isDistinctFrom';
  readonly negated: boolean;
  readonly left: Expression;
  readonly right: Expression;
}
export interface Exists extends Span {
  readonly kind: 'exists';
  readonly query: SelectStatement;
}
/** `left op ANY|SOME|ALL (query)`. */
export interface Quantified extends Span {
  readonly kind: 'quantified';
  readonly operator: ComparisonOperator;
  readonly quantifier: 'any' | 'all';
  readonly left: Expression;
  readonly query: SelectStatement;
}
/** The trigger predicate UPDATE(column). */
export interface UpdateFunction extends Span {
  readonly kind: 'updateFunction';
  readonly column: string;
}
/** WHERE CURRENT OF cursor; `cursor` is a name or @variable. */
export interface CurrentOf extends Span {
  readonly kind: 'currentOf';
  readonly cursor: string;
  readonly isGlobal: boolean;
}
/** `(SELECT ... FOR XML ..., TYPE).value('path', 'type')`: `operand` is the subquery, `type` the SQL type as text. */
export interface XmlValue extends Span {
  readonly kind: 'xmlValue';
  readonly operand: Expression;
  readonly path: string;
  readonly type: string;
}
/** CONTAINS and FREETEXT: parsed to be refused by name. */
export interface ContainsPredicate extends Span {
  readonly kind: 'fullText';
  readonly name: string;
}

const PREDICATES: ReadonlySet<Expression['kind']> = new Set([
  'and',
  'or',
  'not',
  'comparison',
  'between',
  'inList',
  'inQuery',
  'like',
  'isNull',
  'isDistinctFrom',
  'exists',
  'quantified',
  'updateFunction',
  'currentOf',
  'fullText',
]);

/** Whether the expression is a condition (true, false or unknown) rather than a value. */
export const isPredicate = (e: Expression): boolean => PREDICATES.has(e.kind);
