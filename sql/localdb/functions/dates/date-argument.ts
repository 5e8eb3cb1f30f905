// What the date argument of date functions may be, and the type that it is read as.

import { datetimeType, isNumeric, isString, isTemporal } from '../../types/sql-type.ts';
import type { SqlType } from '../../types/sql-type.ts';
import { argumentAt, invalidArgument } from '../argument-types.ts';
import type { FunctionArgument } from '../function.ts';

/** Whether the argument is the literal NULL (whatever type it was given). */
export const isNullLiteral = (arg: FunctionArgument | undefined): boolean =>
  arg !== undefined && (arg.type.name === 'null' || (arg.isConstant && arg.constant === null && arg.type.name === 'int'));

/**
 * The type that a date argument is converted to: temporal types stay, text becomes `text`, numbers are days since 1900
 * as datetime unless `numbers` is false; 8116 for the rest.
 */
export const dateArgument = (
  args: readonly FunctionArgument[],
  index: number,
  functionName: string,
  { text, numbers = true }: { readonly text: SqlType; readonly numbers?: boolean },
): SqlType => {
  const arg = argumentAt(args, index);
  const { type } = arg;
  if (isTemporal(type)) return type;
  if (isNullLiteral(arg)) return numbers ? datetimeType : text;
  if (isString(type) && type.name !== 'xml' && type.name !== 'text' && type.name !== 'ntext') return text;
  if (numbers && isNumeric(type)) return datetimeType;
  throw invalidArgument(type, index + 1, functionName);
};

/** Digits behind the second that a temporal type shows: 3 for datetime, 0 for date and smalldatetime. */
export const fractionDigits = (type: SqlType): number => (type.name === 'datetime' ? 3 : type.scale);
