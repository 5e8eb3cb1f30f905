// DATETRUNC and DATE_BUCKET: the beginning of the period that holds a moment.

import { carryTicks, dateFromDays, daysFromDate, EPOCH_1900_DAYS, fromParts, toParts, weekdayOf } from '../../types/date-parts.ts';
import type { DateTimeParts } from '../../types/date-parts.ts';
import { sqlError } from '../../types/errors.ts';
import { datetime2Type, intType, isNumeric, isString, isTemporal } from '../../types/sql-type.ts';
import type { SqlType, Value } from '../../types/sql-type.ts';
import { argumentAt, defineScalar, invalidArgument } from '../argument-types.ts';
import type { ScalarFunction } from '../function.ts';
import { addMonths, DAYS, MONTHS, TICKS } from './date-arithmetic.ts';
import { dateArgument, fractionDigits, isNullLiteral } from './date-argument.ts';
import { datePartOf, refusedPart, requirePart } from './part-names.ts';
import type { DatePart } from './part-names.ts';
import { daysIntoWeek } from './reading-parts.ts';

const DIGITS: Readonly<Partial<Record<DatePart, number>>> = { millisecond: 3, microsecond: 6 };

const truncator = (part: DatePart): ((p: DateTimeParts, dateFirst: number) => DateTimeParts) => {
  const months = MONTHS[part];
  if (months !== undefined) {
    return ({ days, offset }) => {
      const { year, month } = dateFromDays(days);
      return { days: daysFromDate(year, Math.floor((month - 1) / months) * months + 1, 1), ticks: 0, offset };
    };
  }
  if (part === 'week') return ({ days, offset }, dateFirst) => ({ days: days - daysIntoWeek(days, dateFirst), ticks: 0, offset });
  if (part === 'iso_week') return ({ days, offset }) => ({ days: days - weekdayOf(days), ticks: 0, offset });
  if (DAYS[part] !== undefined) return ({ days, offset }) => ({ days, ticks: 0, offset });
  const ticks = TICKS[part] ?? 1;
  return (p) => ({ days: p.days, ticks: Math.floor(p.ticks / ticks) * ticks, offset: p.offset });
};

const datetrunc: ScalarFunction = {
  ...defineScalar('DATETRUNC', [2, 2], (args, name) => {
    const part = datePartOf(args[0], name);
    const type = dateArgument(args, 1, name, { text: datetime2Type(7), numbers: false });
    if (part === 'weekday' || part === 'tzoffset' || part === 'nanosecond') throw refusedPart(part, type, name);
    requirePart(part, type, name);
    if ((DIGITS[part] ?? 0) > fractionDigits(type)) throw refusedPart(part, type, name);
    const parts = toParts(type);
    const make = fromParts(type);
    const truncate = truncator(part);
    // A datetime has no finer digits than thousandths, and cutting its thirds would lose one.
    const isWhole = part === 'millisecond' && type.name === 'datetime';
    return {
      type,
      parameters: [undefined, type],
      call: ({ dateFirst }, _, value) => {
        if (isWhole) return value ?? null;
        const result = make(truncate(parts(value as NonNullable<Value>), dateFirst));
        if (result === undefined) throw sqlError(517, type.name);
        return result;
      },
    };
  }),
  hasDatePart: true,
};

const ORIGIN: DateTimeParts = { days: EPOCH_1900_DAYS, ticks: 0, offset: 0 };
const MS_PER_DAY = 86_400_000;

/** Start of the bucket of `width` parts, counted from the origin, that holds a moment. */
const bucketStart = (part: DatePart): ((p: DateTimeParts, origin: DateTimeParts, width: number) => DateTimeParts | undefined) => {
  const months = MONTHS[part];
  if (months !== undefined) {
    return (p, origin, width) => {
      const a = dateFromDays(origin.days);
      const b = dateFromDays(p.days);
      const step = width * months;
      let n = Math.floor((b.year * 12 + b.month - a.year * 12 - a.month) / step);
      let days = addMonths(origin.days, n * step);
      if (days !== undefined && (days > p.days || (days === p.days && origin.ticks > p.ticks))) days = addMonths(origin.days, --n * step);
      return days === undefined ? undefined : { days, ticks: origin.ticks, offset: p.offset };
    };
  }
  const unit = DAYS[part] === undefined ? (TICKS[part] ?? 1) / 10_000 : (DAYS[part] ?? 1) * MS_PER_DAY;
  return (p, origin, width) => {
    const elapsed = (p.days - origin.days) * MS_PER_DAY + Math.floor((p.ticks - origin.ticks) / 10_000);
    const start = Math.floor(elapsed / (width * unit)) * width * unit;
    const days = Math.floor(start / MS_PER_DAY);
    return carryTicks(origin.days + days, origin.ticks + (start - days * MS_PER_DAY) * 10_000, p.offset);
  };
};

const dateBucket: ScalarFunction = {
  ...defineScalar('DATE_BUCKET', [3, 4], (args, name) => {
    const part = datePartOf(args[0], name);
    const width = argumentAt(args, 1);
    if (!isNumeric(width.type) && !isNullLiteral(width)) throw invalidArgument(width.type, 2, name);
    const type = dateArgument(args, 2, name, { text: datetime2Type(7), numbers: false });
    if (
      part === 'iso_week' ||
      part === 'weekday' ||
      part === 'dayofyear' ||
      (MONTHS[part] === undefined && DAYS[part] === undefined && TICKS[part] === undefined) ||
      part === 'microsecond'
    ) {
      throw sqlError(9806, part, name.toLowerCase());
    }
    requirePart(part, type, name);
    const originType = args[3]?.type;
    if (originType && isTemporal(originType) && originType.name !== type.name) throw sqlError(206, originType.name, type.name);
    if (originType && !isTemporal(originType) && !isString(originType) && !isNullLiteral(args[3]))
      throw invalidArgument(originType, 4, name);
    const parts = toParts(type);
    const make = fromParts(type);
    const start = bucketStart(part);
    const parameters: (SqlType | undefined)[] = [undefined, intType, type, type];
    return {
      type,
      parameters,
      call: (_, __, n, value, origin) => {
        if ((n as number) <= 0) throw sqlError(9834, name.toLowerCase());
        const bucket = start(
          parts(value as NonNullable<Value>),
          origin === undefined ? ORIGIN : parts(origin as NonNullable<Value>),
          n as number,
        );
        const result = bucket && make(bucket);
        if (result === undefined) throw sqlError(517, type.name);
        return result;
      },
    };
  }),
  hasDatePart: true,
};

export const truncationFunctions: readonly ScalarFunction[] = [datetrunc, dateBucket];
