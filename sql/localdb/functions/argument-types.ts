// How the types of arguments are checked and turned into parameter types, and how text result types are formed.
// The compiler converts the values to what `textParameter` and its siblings return.

import { DEFAULT_COLLATION } from '../types/collation.ts';
import { messageName } from '../types/conversion-rules.ts';
import { sqlError } from '../types/errors.ts';
import type { SqlError } from '../types/errors.ts';
import {
  bigintType,
  intType,
  isBinary,
  isInteger,
  isMax,
  isNumeric,
  isString,
  isUnicode,
  MAX,
  nvarcharType,
  varbinaryType,
  varcharType,
} from '../types/sql-type.ts';
import type { SqlType } from '../types/sql-type.ts';
import type { FunctionArgument, ScalarFunction } from './function.ts';

/** 8116: the argument's type does not fit the function. */
export const invalidArgument = (type: SqlType, position: number, functionName: string): SqlError =>
  sqlError(8116, messageName(type), position, functionName.toLowerCase());

/** The argument at an index that the checked argument count guarantees. */
export const argumentAt = (args: readonly FunctionArgument[], index: number): FunctionArgument => {
  const arg = args[index];
  if (arg === undefined) throw new RangeError(`argument ${index + 1} is missing`);
  return arg;
};

/** varchar or nvarchar of a length in characters, cut to what the type can have; MAX stays MAX. */
export const textType = (unicode: boolean, length: number): SqlType =>
  unicode ? nvarcharType(length === MAX ? MAX : clamp(length, 4000)) : varcharType(length === MAX ? MAX : clamp(length, 8000));

const clamp = (length: number, most: number): number => Math.min(Math.max(length, 1), most);

/** Characters that a value of a non-text type needs as text. */
const textLengthOf = (type: SqlType): number => {
  switch (type.name) {
    case 'null':
    case 'bit':
      return 1;
    case 'tinyint':
      return 3;
    case 'smallint':
      return 6;
    case 'int':
      return 12;
    case 'bigint':
    case 'money':
    case 'smallmoney':
      return 24;
    case 'decimal':
    case 'numeric':
      return type.precision + 3;
    case 'real':
    case 'float':
      return 32;
    case 'uniqueidentifier':
      return 36;
    case 'sql_variant':
      return 8000;
    default:
      return isBinary(type) || isString(type) ? type.length : 40;
  }
};

/** The text type that any value takes in a function of text: text types as varchar or nvarchar of the same length. */
export const textOf = (type: SqlType): SqlType => textType(isUnicode(type), textLengthOf(type));

/** The type that a text argument is converted to; 8116 for types without an implicit conversion to text. */
export const textParameter = (args: readonly FunctionArgument[], index: number, functionName: string): SqlType => {
  const { type } = argumentAt(args, index);
  if (type.name === 'sql_variant' || type.name === 'image' || type.name === 'xml' || type.name === 'timestamp') {
    throw invalidArgument(type, index + 1, functionName);
  }
  return type.name === 'char' || type.name === 'nchar' ? type : textOf(type);
};

/** As `textParameter`, for functions that refuse text and ntext too. */
export const shortTextParameter = (args: readonly FunctionArgument[], index: number, functionName: string): SqlType => {
  const { type } = argumentAt(args, index);
  if (type.name === 'text' || type.name === 'ntext') throw invalidArgument(type, index + 1, functionName);
  return textParameter(args, index, functionName);
};

/** The type that a number of characters or a position is converted to: int, or bigint for a bigint. */
export const countParameter = (args: readonly FunctionArgument[], index: number, functionName: string): SqlType => {
  const { type } = argumentAt(args, index);
  if (type.name === 'bigint') return bigintType;
  if (type.name === 'null' || isNumeric(type) || (isString(type) && type.name !== 'xml')) return intType;
  throw invalidArgument(type, index + 1, functionName);
};

/** A constant whole number given as the argument. */
export const constantCount = (args: readonly FunctionArgument[], index: number): number | undefined => {
  const arg = args[index];
  return arg?.isConstant && typeof arg.constant === 'number' && isInteger(arg.type) ? arg.constant : undefined;
};

/** bigint where one of the texts is a max type, else int: the type of positions and lengths. */
export const positionType = (...types: readonly SqlType[]): SqlType => (types.some(isMax) ? bigintType : intType);

/**
 * The collation that a function compares its arguments by: one that differs from the server's, since literals bring
 * that one along without having been asked for it, else the server's.
 */
export const sharedCollation = (args: readonly FunctionArgument[]): string =>
  args.find((a) => a.collation !== undefined && a.collation !== DEFAULT_COLLATION)?.collation ?? DEFAULT_COLLATION;

/** The varbinary type of a binary argument. */
export const varbinaryOf = (type: SqlType): SqlType => varbinaryType(type.length === MAX ? MAX : clamp(type.length, 8000));

/** A function whose bind knows its own name, for messages. */
export const defineScalar = (
  name: string,
  [minimum, maximum]: readonly [number, number],
  bind: (args: readonly FunctionArgument[], name: string) => ReturnType<ScalarFunction['bind']>,
  traits: Pick<ScalarFunction, 'isStrict' | 'isDeterministic'> = {},
): ScalarFunction => ({ name, minimum, maximum, ...traits, bind: (args) => bind(args, name) });
