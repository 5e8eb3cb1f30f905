// Calls built-in functions the way the compiler does, without one: binds to argument types and runs the call.

import type { BoundFunction, FunctionArgument, FunctionSession } from '../../../sql/localdb/functions/function.ts';
import { findAggregate, findScalarFunction } from '../../../sql/localdb/functions/registry.ts';
import { comparer } from '../../../sql/localdb/types/compare.ts';
import { SqlError } from '../../../sql/localdb/types/errors.ts';
import {
  decimalType,
  floatType,
  intType,
  moneyType,
  nullType,
  nvarcharType,
  typeDeclaration,
  varcharType,
} from '../../../sql/localdb/types/sql-type.ts';
import type { SqlType, Value } from '../../../sql/localdb/types/sql-type.ts';

export interface Argument {
  readonly type: SqlType;
  readonly value: Value;
  readonly collation?: string;
  readonly isVariable?: boolean;
}

export const typed = (type: SqlType, value: Value): Argument => ({ type, value });
export const text = (s: string): Argument => typed(varcharType(Math.max(s.length, 1)), s);
export const national = (s: string): Argument => typed(nvarcharType(Math.max(s.length, 1)), s);
export const whole = (n: number): Argument => typed(intType, n);
export const float = (n: number): Argument => typed(floatType, n);
/** A decimal literal: '12.50' is decimal(4,2). */
export const decimal = (literal: string): Argument => {
  const digits = literal.replace('-', '');
  const scale = digits.includes('.') ? digits.length - digits.indexOf('.') - 1 : 0;
  return typed(decimalType(digits.replace('.', '').replace(/^0+(?=\d)/, '').length, scale), Number(literal.replace('.', '')));
};
export const money = (amount: number): Argument => typed(moneyType, Math.round(amount * 10_000));
export const nothing: Argument = typed(nullType, null);
export const nullOf = (type: SqlType): Argument => typed(type, null);

export const session: FunctionSession = {
  statementTime: 0,
  timeZoneOffset: 180,
  dateFirst: 7,
  dateFormat: 'mdy',
  language: 'us_english',
  random: (seed) => (seed === undefined ? 0.25 : 0.5),
};

const asArgument = ({ type, value, collation, isVariable }: Argument): FunctionArgument => ({
  type,
  isConstant: !isVariable,
  isNotNull: value !== null,
  ...(isVariable ? {} : { constant: value }),
  ...(collation === undefined ? {} : { collation }),
});

export const bind = (name: string, ...args: readonly Argument[]): BoundFunction => {
  const found = findScalarFunction(name);
  if (found === undefined) throw new Error(`no function ${name}`);
  return found.bind(args.map(asArgument));
};

/** The result; number arguments must be given in the type that the function converts them to, except whole numbers for floats. */
export const call = (name: string, ...args: readonly Argument[]): Value => {
  const found = findScalarFunction(name);
  const bound = bind(name, ...args);
  const values = args.map(({ value, type }, i) => {
    const wanted = bound.parameters?.[i];
    if (value === null || wanted === undefined) return value;
    // The only conversions that these tests need: exact numbers to float, numbers to text.
    if (wanted.name === 'float' && type.name !== 'float') return Number(value) / 10 ** type.scale;
    if (typeof value === 'number' && (wanted.name === 'varchar' || wanted.name === 'nvarchar')) {
      return type.scale > 0 ? (value / 10 ** type.scale).toFixed(type.scale) : String(value);
    }
    return value;
  });
  if (found?.isStrict !== false && values.includes(null)) return null;
  return bound.call(session, ...values);
};

export const typeOf = (name: string, ...args: readonly Argument[]): string => typeDeclaration(bind(name, ...args).type);

/** Number of the SqlError that the action throws; undefined if it throws none. */
export const errorOf = (action: () => unknown): number | undefined => {
  try {
    action();
    return undefined;
  } catch (error) {
    if (error instanceof SqlError) return error.number;
    throw error;
  }
};

export const messageOf = (action: () => unknown): string => {
  try {
    action();
    return '';
  } catch (error) {
    return (error as Error).message;
  }
};

/** An aggregate over values of a type; NULLs are skipped as the executor skips them. */
export const aggregate = (
  name: string,
  type: SqlType,
  values: readonly Value[],
  separator?: Argument,
): { readonly type: string; readonly value: Value } => {
  const found = findAggregate(name);
  if (found === undefined) throw new Error(`no aggregate ${name}`);
  const args = [asArgument({ type, value: null, isVariable: true })];
  if (separator !== undefined) args.push(asArgument(separator));
  const bound = found.bind(args, comparer(type));
  const accumulator = bound.create(session);
  const isFloat = bound.parameters?.[0]?.name === 'float';
  for (const v of values) if (v !== null) accumulator.add(isFloat ? Number(v) / 10 ** type.scale : v, separator?.value ?? null);
  return { type: typeDeclaration(bound.type), value: accumulator.result() };
};
