// + and - of datetime and smalldatetime, with each other and with numbers of days. No other temporal type has them.

import type { ArithmeticOperator } from './decimal-rules.ts';
import {
  DATETIME_UNITS_PER_DAY,
  EPOCH_1900_DAYS,
  MAX_DAYS,
  MAX_SMALLDATETIME_DAYS,
  MINUTES_PER_DAY,
  MIN_DATETIME_DAYS,
} from './date-parts.ts';
import { sqlError } from './errors.ts';
import { isBinary, isNumeric, isString } from './sql-type.ts';
import type { SqlType, Value } from './sql-type.ts';

type Operand = NonNullable<Value>;
interface BoundDates {
  readonly type: SqlType;
  readonly left: SqlType;
  readonly right: SqlType;
  readonly apply: (a: Operand, b: Operand) => Value;
}

const isOldDate = (t: SqlType): boolean => t.name === 'datetime' || t.name === 'smalldatetime';
const converts = (t: SqlType): boolean => isOldDate(t) || isNumeric(t) || isBinary(t) || (isString(t) && t.length !== -1);

/** The bound operator; undefined when the operator does not take the types. Both operands are converted to the result's type. */
export const dateOperator = (operator: ArithmeticOperator, a: SqlType, b: SqlType): BoundDates | undefined => {
  if ((operator !== '+' && operator !== '-') || !converts(a) || !converts(b)) return undefined;
  const type = a.name === 'datetime' || !isOldDate(b) ? a : b.name === 'datetime' || !isOldDate(a) ? b : a;
  if (!isOldDate(type)) return undefined;
  const [minimum, maximum] = limits(type);
  const check = (v: number): number => {
    if (v < minimum || v > maximum) throw sqlError(8115, 'expression', type.name);
    return v;
  };
  // Both operands count from 1900-01-01, so a number of days is simply the date that many days after it.
  return {
    type,
    left: type,
    right: type,
    apply: operator === '+' ? (x, y) => check((x as number) + (y as number)) : (x, y) => check((x as number) - (y as number)),
  };
};

const limits = (type: SqlType): readonly [number, number] =>
  type.name === 'datetime'
    ? [(MIN_DATETIME_DAYS - EPOCH_1900_DAYS) * DATETIME_UNITS_PER_DAY, (MAX_DAYS + 1 - EPOCH_1900_DAYS) * DATETIME_UNITS_PER_DAY - 1]
    : [0, (MAX_SMALLDATETIME_DAYS + 1 - EPOCH_1900_DAYS) * MINUTES_PER_DAY - 1];
