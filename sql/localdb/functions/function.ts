// What a built-in function is: how it is bound to argument types and called. The compiler (execution/) looks functions
// up in the registry, checks the argument count, converts arguments to `parameters`, and composes `call` into closures.

import type { Value } from '../types/sql-type.ts';
import type { SqlType } from '../types/sql-type.ts';
import type { ConversionSession } from '../types/conversion-session.ts';

/** What scalar functions may ask of the session that runs them. Implemented by execution/. */
export interface FunctionSession extends ConversionSession {
  /** Statement start, 100 ns ticks since 2010-01-01 UTC; the same for a whole statement. */
  readonly statementTime: number;
  /** Server's offset from UTC at that time, in minutes. */
  readonly timeZoneOffset: number;
  /** 1 (Monday) to 7 (Sunday, default): SET DATEFIRST. */
  readonly dateFirst: number;
  /** The text of a message that users have added with sp_addmessage. */
  userMessage?(number: number): string | undefined;
  /** A random number in [0, 1); RAND(seed) reseeds the session's generator. */
  random(seed?: number): number;
}

export interface FunctionArgument {
  readonly type: SqlType;
  /** The value, if the argument is a literal or folds to a constant at compile time (then also null for NULL). */
  readonly constant?: Value;
  readonly isConstant: boolean;
  /** Whether the argument can never be NULL. */
  readonly isNotNull: boolean;
  /** The collation of a string argument; the server's default if absent. */
  readonly collation?: string;
  /** Whether the expression produces JSON (JSON_QUERY, a FOR JSON subquery, ...): JSON functions embed it unescaped. */
  readonly isJson?: boolean;
}

export interface BoundFunction {
  readonly type: SqlType;
  /** Types that arguments are converted to (implicitly) before the call; an undefined or missing entry leaves the value as it is. */
  readonly parameters?: readonly (SqlType | undefined)[];
  readonly isNotNull?: boolean;
  /** The result is JSON text that FOR JSON and JSON functions embed unescaped. */
  readonly isJson?: boolean;
  readonly call: (session: FunctionSession, ...values: Value[]) => Value;
}

export interface ScalarFunction {
  /** Upper case. */
  readonly name: string;
  readonly minimum: number;
  readonly maximum: number;
  /** Default true: when any argument is NULL the result is NULL and `call` does not run (arguments are then non-null). */
  readonly isStrict?: boolean;
  /** Default true: same arguments, same result within a statement; false for NEWID, RAND and the like. */
  readonly isDeterministic?: boolean;
  /** The first argument is a date part's bare name; it arrives as a constant string in lower case. */
  readonly hasDatePart?: boolean;
  /** Index of an argument that is a bare keyword (ISJSON(x, OBJECT)); it arrives as a constant string in lower case. */
  readonly keywordArgument?: number;
  /** Throws SqlError (8116, 174, ...) when the argument types do not fit. */
  bind(args: readonly FunctionArgument[]): BoundFunction;
}

// -- aggregates

export interface Accumulator {
  /** Receives each value of the group that is not NULL (COUNT(*) receives every row with value 1). */
  add(value: Value, second?: Value): void;
  result(): Value;
}
export interface BoundAggregate {
  readonly type: SqlType;
  /** Types that the arguments are converted to. */
  readonly parameters?: readonly (SqlType | undefined)[];
  readonly isNotNull?: boolean;
  create(session: FunctionSession): Accumulator;
}
export interface AggregateFunction {
  /** Upper case: SUM, AVG, MIN, MAX, COUNT, COUNT_BIG, STDEV, STDEVP, VAR, VARP, STRING_AGG, CHECKSUM_AGG, APPROX_COUNT_DISTINCT. */
  readonly name: string;
  readonly minimum: number;
  readonly maximum: number;
  /** Throws 8117 for a type that the aggregate does not take. */
  bind(args: readonly FunctionArgument[], compare: (a: NonNullable<Value>, b: NonNullable<Value>) => number): BoundAggregate;
}

// -- table-valued functions

export interface ResultColumn {
  readonly name: string;
  readonly type: SqlType;
  readonly isNullable: boolean;
  readonly collation?: string;
}
export interface BoundTableFunction {
  readonly columns: readonly ResultColumn[];
  readonly parameters?: readonly (SqlType | undefined)[];
  rows(session: FunctionSession, values: readonly Value[]): Iterable<Value[]>;
}
export interface TableFunction {
  readonly name: string;
  readonly minimum: number;
  readonly maximum: number;
  bind(args: readonly FunctionArgument[], schema?: readonly OpenJsonField[]): BoundTableFunction;
}
/** A column of OPENJSON's WITH clause, its type resolved. */
export interface OpenJsonField {
  readonly name: string;
  readonly type: SqlType;
  readonly path?: string;
  readonly asJson: boolean;
}
