// Calls built-in functions as the compiler does: binds to argument types, converts the arguments, calls.

import type {
  FunctionArgument,
  FunctionSession,
  OpenJsonField,
  ScalarFunction,
  TableFunction,
} from '../../../sql/localdb/functions/function.ts';
import { converter } from '../../../sql/localdb/types/convert.ts';
import {
  datetime2Type,
  datetimeoffsetType,
  datetimeType,
  dateType,
  floatType,
  intType,
  isSameType,
  nullType,
  smalldatetimeType,
  timeType,
  varcharType,
} from '../../../sql/localdb/types/sql-type.ts';
import type { SqlType, Value } from '../../../sql/localdb/types/sql-type.ts';

export interface Argument {
  readonly type: SqlType;
  readonly value: Value;
  readonly isJson?: boolean;
}

export const session = (settings: Partial<FunctionSession> = {}): FunctionSession => ({
  dateFormat: 'mdy',
  language: 'us_english',
  statementTime: 0,
  timeZoneOffset: 0,
  dateFirst: 7,
  random: () => 0.5,
  ...settings,
});

/** A literal as T-SQL would type it: text as varchar, whole numbers as int, others as float. */
export const literal = (value: string | number | null): Argument =>
  value === null
    ? { type: nullType, value }
    : typeof value === 'string'
      ? { type: varcharType(Math.max(1, value.length)), value }
      : { type: Number.isInteger(value) ? intType : floatType, value };

export const cast = (text: string, type: SqlType): Argument => ({
  type,
  value: converter(varcharType(100), type, { isExplicit: true })(text, session()),
});
export const date = (text: string): Argument => cast(text, dateType);
export const time = (text: string, scale = 7): Argument => cast(text, timeType(scale));
export const datetime = (text: string): Argument => cast(text, datetimeType);
export const smalldatetime = (text: string): Argument => cast(text, smalldatetimeType);
export const datetime2 = (text: string, scale = 7): Argument => cast(text, datetime2Type(scale));
export const datetimeoffset = (text: string, scale = 7): Argument => cast(text, datetimeoffsetType(scale));

const argument = ({ type, value, isJson }: Argument): FunctionArgument => ({
  type,
  isConstant: true,
  constant: value,
  isNotNull: value !== null,
  ...(isJson ? { isJson } : {}),
});

const converted = (given: readonly Argument[], parameters: readonly (SqlType | undefined)[] | undefined): Value[] =>
  given.map(({ type, value }, i) => {
    const to = parameters?.[i];
    return value === null || !to || isSameType(type, to) ? value : converter(type, to, {})(value, session());
  });

/** Calls a scalar function; plain strings, numbers and null are literals. */
export const scalarCaller =
  (list: readonly ScalarFunction[]) =>
  (name: string, given: readonly (Argument | string | number | null)[], settings: Partial<FunctionSession> = {}): Argument => {
    const definition = list.find((f) => f.name === name);
    if (!definition) throw new Error(`no function ${name}`);
    const all = given.map((g) => (g === null || typeof g !== 'object' ? literal(g) : g));
    const bound = definition.bind(all.map(argument));
    const values = converted(all, bound.parameters);
    const isNull = (definition.isStrict ?? true) && values.includes(null);
    return { type: bound.type, value: isNull ? null : bound.call(session(settings), ...values) };
  };

export const tableCaller =
  (list: readonly TableFunction[]) =>
  (
    name: string,
    given: readonly (Argument | string | number | null)[],
    schema?: readonly OpenJsonField[],
  ): { readonly columns: readonly string[]; readonly types: readonly SqlType[]; readonly rows: readonly Value[][] } => {
    const definition = list.find((f) => f.name === name);
    if (!definition) throw new Error(`no function ${name}`);
    const all = given.map((g) => (g === null || typeof g !== 'object' ? literal(g) : g));
    const bound = definition.bind(all.map(argument), schema);
    const rows = [...bound.rows(session(), converted(all, bound.parameters))];
    return { columns: bound.columns.map((c) => c.name), types: bound.columns.map((c) => c.type), rows };
  };

/** A value as CONVERT(varchar(50), value, 121) shows it. */
export const shown = ({ type, value }: Argument): Value =>
  value === null ? null : converter(type, varcharType(50), { style: 121, isExplicit: true })(value, session());

/** The number of the error that a call throws. */
export const errorNumber = (run: () => unknown): number | undefined => {
  try {
    run();
    return undefined;
  } catch (error) {
    if (error instanceof Error && 'number' in error && typeof error.number === 'number') return error.number;
    throw error;
  }
};
