// SWITCHOFFSET, TODATETIMEOFFSET and ISDATE.

import { converter } from '../../types/convert.ts';
import { fromParts, MAX_OFFSET, toParts } from '../../types/date-parts.ts';
import { SqlError, sqlError } from '../../types/errors.ts';
import {
  DateTimeOffsetValue,
  datetime2Type,
  datetimeoffsetType,
  datetimeType,
  intType,
  isNumeric,
  isString,
  varcharType,
} from '../../types/sql-type.ts';
import type { Value } from '../../types/sql-type.ts';
import { argumentAt, defineScalar, invalidArgument } from '../argument-types.ts';
import type { FunctionArgument, ScalarFunction } from '../function.ts';
import { dateArgument, fractionDigits, isNullLiteral } from './date-argument.ts';

const OFFSET = /^([+-])(\d{1,2}):(\d{2})\s*$/;

/** Reads an offset given as '+03:00' or as minutes; 9812 for what is neither or more than 14 hours. */
const offsetReader = (args: readonly FunctionArgument[], functionName: string): ((value: Value | undefined) => number) => {
  const arg = argumentAt(args, 1);
  if (!isString(arg.type) && !isNumeric(arg.type) && !isNullLiteral(arg)) throw invalidArgument(arg.type, 2, functionName);
  const fail = (): never => {
    throw sqlError(9812, functionName.toLowerCase());
  };
  const check = (minutes: number): number => (Math.abs(minutes) > MAX_OFFSET ? fail() : minutes);
  if (!isString(arg.type)) return (v) => check(v as number);
  return (v) => {
    const match = OFFSET.exec(v as string);
    if (!match || Number(match[3]) > 59) return fail();
    const minutes = Number(match[2]) * 60 + Number(match[3]);
    return check(match[1] === '-' ? -minutes : minutes);
  };
};

const parameterOf = (arg: FunctionArgument | undefined): typeof intType | undefined => (arg && isString(arg.type) ? undefined : intType);

const switchOffset = defineScalar('SWITCHOFFSET', [2, 2], (args, name) => {
  const given = dateArgument(args, 0, name, { text: datetimeoffsetType(7), numbers: false });
  if (given.name === 'time' || given.name === 'date') throw invalidArgument(given, 1, name);
  const type = datetimeoffsetType(fractionDigits(given));
  const read = offsetReader(args, name);
  const parts = toParts(type);
  const make = fromParts(type);
  return {
    type,
    parameters: [type, parameterOf(args[1])],
    call: (_, value, offset) => {
      const switched = new DateTimeOffsetValue((value as DateTimeOffsetValue).utc, read(offset));
      // The wall clock at the new offset must show a date too.
      if (make(parts(switched)) === undefined) throw sqlError(9813, name.toLowerCase());
      return switched;
    },
  };
});

const toDateTimeOffset = defineScalar('TODATETIMEOFFSET', [2, 2], (args, name) => {
  const given = dateArgument(args, 0, name, { text: datetime2Type(7), numbers: false });
  if (given.name === 'time') throw invalidArgument(given, 1, name);
  const wall =
    given.name === 'datetimeoffset' || given.name === 'datetime2' ? datetime2Type(given.scale) : datetime2Type(fractionDigits(given));
  const type = datetimeoffsetType(wall.scale);
  const read = offsetReader(args, name);
  const parts = toParts(wall);
  const make = fromParts(type);
  return {
    type,
    parameters: [wall, parameterOf(args[1])],
    call: (_, value, offset) => {
      const { days, ticks } = parts(value as NonNullable<Value>);
      const result = make({ days, ticks, offset: read(offset) });
      if (result === undefined) throw sqlError(9813, name.toLowerCase());
      return result;
    },
  };
});

const isDate = defineScalar(
  'ISDATE',
  [1, 1],
  (args, name) => {
    const arg = argumentAt(args, 0);
    const { type } = arg;
    if (type.name === 'datetime' || type.name === 'smalldatetime')
      return { type: intType, isNotNull: true, call: (_, v) => (v === null ? 0 : 1) };
    if (isNullLiteral(arg)) return { type: intType, isNotNull: true, call: () => 0 };
    // Numbers are judged by their digits: 2024 is a year, 20240305 a day.
    if (!isString(type) && !(isNumeric(type) && type.name !== 'bit')) throw invalidArgument(type, 1, name);
    const convert = isString(type) ? converter(type, datetimeType, { isExplicit: true }) : undefined;
    const digits = convert ?? converter(varcharType(40), datetimeType, { isExplicit: true });
    return {
      type: intType,
      isNotNull: true,
      call: (session, value) => {
        if (value === null || value === undefined || value === '') return 0;
        try {
          digits(convert ? value : String(value), session);
          return 1;
        } catch (error) {
          if (error instanceof SqlError) return 0;
          throw error;
        }
      },
    };
  },
  { isStrict: false },
);

export const offsetFunctions: readonly ScalarFunction[] = [switchOffset, toDateTimeOffset, isDate];
