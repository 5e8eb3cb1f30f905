// The ...FROMPARTS functions and EOMONTH.

import {
  dateFromDays,
  daysFromDate,
  fromParts,
  isCalendarDate,
  MAX_DAYS,
  MAX_OFFSET,
  TICKS_PER_HOUR,
  TICKS_PER_MINUTE,
  TICKS_PER_SECOND,
} from '../../types/date-parts.ts';
import type { DateTimeParts } from '../../types/date-parts.ts';
import { sqlError } from '../../types/errors.ts';
import { datetime2Type, datetimeoffsetType, datetimeType, dateType, intType, smalldatetimeType, timeType } from '../../types/sql-type.ts';
import type { SqlType, Value } from '../../types/sql-type.ts';
import { defineScalar } from '../argument-types.ts';
import type { FunctionArgument, ScalarFunction } from '../function.ts';
import { dateArgument } from './date-argument.ts';

const numberAt = (values: readonly Value[], index: number): number => values[index] as number;

const dayFrom = (values: readonly Value[]): number | undefined => {
  const [year, month, day] = [numberAt(values, 0), numberAt(values, 1), numberAt(values, 2)];
  return isCalendarDate(year, month, day) ? daysFromDate(year, month, day) : undefined;
};

const within = (n: number, most: number): boolean => n >= 0 && n <= most;

/** Ticks of hour, minute, second and a fraction of `digits` digits, which begin at an index of the values. */
const ticksFrom = (values: readonly Value[], index: number, digits: number): number | undefined => {
  const [hour, minute, second, fraction] = [0, 1, 2, 3].map((i) => numberAt(values, index + i)) as [number, number, number, number];
  if (!within(hour, 23) || !within(minute, 59) || !within(second, 59) || !within(fraction, 10 ** digits - 1)) return undefined;
  return hour * TICKS_PER_HOUR + minute * TICKS_PER_MINUTE + second * TICKS_PER_SECOND + fraction * 10 ** (7 - digits);
};

const offsetFrom = (hour: number, minute: number): number | undefined => {
  const offset = hour * 60 + minute;
  if (Math.abs(offset) > MAX_OFFSET || Math.abs(hour) > 14 || Math.abs(minute) > 59 || hour * minute < 0) return undefined;
  return offset;
};

/** A function of `count` int arguments; parts that make no value are error 289. */
const builder = (
  name: string,
  count: number,
  typeOf: (args: readonly FunctionArgument[]) => SqlType,
  partsFrom: (values: readonly Value[], scale: number) => DateTimeParts | undefined,
): ScalarFunction =>
  defineScalar(name, [count, count], (args) => {
    const type = typeOf(args);
    const make = fromParts(type);
    return {
      type,
      parameters: args.map(() => intType),
      call: (_, ...values) => {
        const parts = partsFrom(values, type.scale);
        const result = parts && make(parts);
        if (result === undefined) throw sqlError(289, type.name);
        return result;
      },
    };
  });

/** The scale that the last argument gives; it must be a constant from 0 to 7. */
const constantScale = (args: readonly FunctionArgument[], typeName: string): number => {
  const scale = args.at(-1);
  if (!scale?.isConstant || typeof scale.constant !== 'number') throw sqlError(10760, typeName);
  if (!Number.isInteger(scale.constant) || !within(scale.constant, 7)) throw sqlError(1002, 1, scale.constant);
  return scale.constant;
};

const at = (days: number | undefined, ticks: number | undefined, offset: number | undefined = 0): DateTimeParts | undefined =>
  days === undefined || ticks === undefined ? undefined : { days, ticks, offset };

const eomonth = defineScalar(
  'EOMONTH',
  [1, 2],
  (args, name) => {
    dateArgument(args, 0, name, { text: dateType, numbers: false });
    return {
      type: dateType,
      parameters: [dateType, intType],
      call: (_, date, months) => {
        if (date === null || date === undefined) return null;
        const { year, month } = dateFromDays(date as number);
        const result = daysFromDate(year, month + 1 + ((months as number | null | undefined) ?? 0), 1) - 1;
        if (result < 0 || result > MAX_DAYS) throw sqlError(517, 'date');
        return result;
      },
    };
  },
  // A NULL number of months counts as none.
  { isStrict: false },
);

export const constructionFunctions: readonly ScalarFunction[] = [
  builder(
    'DATEFROMPARTS',
    3,
    () => dateType,
    (v) => at(dayFrom(v), 0),
  ),
  builder(
    'DATETIMEFROMPARTS',
    7,
    () => datetimeType,
    (v) => at(dayFrom(v), ticksFrom(v, 3, 3)),
  ),
  builder(
    'DATETIME2FROMPARTS',
    8,
    (args) => datetime2Type(constantScale(args, 'datetime2')),
    (v, scale) => at(dayFrom(v), ticksFrom(v, 3, scale)),
  ),
  builder(
    'SMALLDATETIMEFROMPARTS',
    5,
    () => smalldatetimeType,
    (v) => at(dayFrom(v), ticksFrom([v[3] ?? null, v[4] ?? null, 0, 0], 0, 0)),
  ),
  builder(
    'TIMEFROMPARTS',
    5,
    (args) => timeType(constantScale(args, 'time')),
    (v, scale) => at(0, ticksFrom(v, 0, scale)),
  ),
  builder(
    'DATETIMEOFFSETFROMPARTS',
    10,
    (args) => datetimeoffsetType(constantScale(args, 'datetimeoffset')),
    (v, scale) => {
      const offset = offsetFrom(numberAt(v, 7), numberAt(v, 8));
      return offset === undefined ? undefined : at(dayFrom(v), ticksFrom(v, 3, scale), offset);
    },
  ),
  eomonth,
];
