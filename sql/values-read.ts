// How values that the server sends look in rows: dates as invariant text, bigint, decimal and money as numbers while a number holds
// them exactly and as text beyond, bit as boolean, binary as Buffer, everything else as the driver gives it.

import type { Metadata } from 'tedious/lib/metadata-parser.js';
import './exact-values.ts';
import type { OffsetDate } from './exact-values.ts';

export type ValueReader = (value: unknown) => unknown;

/** The reader for a column; undefined when the driver's value is right as it is. */
export const valueReader = ({ type, dataLength }: Metadata): ValueReader | undefined => {
  if (type.name === 'IntN') return dataLength === 8 ? readBigInt : undefined;
  return readers.get(type.name);
};

/** The SQL name of a column's type, without length. */
export const typeName = ({ type, dataLength }: Metadata): string => {
  const sized = sizedNames.get(type.name);
  if (sized) return sized.get(dataLength ?? 0) ?? [...sized.values()].at(-1) ?? type.name.toLowerCase();
  return names.get(type.name) ?? type.name.toLowerCase();
};

/** A Date of the driver (its UTC fields are the server's) as `yyyy-MM-ddTHH:mm:ss`, with a fraction when it is not zero. */
export const dateTimeText = (date: Date): string => date.toISOString().slice(0, 19) + fractionText(date);

const dateText = (value: unknown): unknown => (value instanceof Date ? value.toISOString().slice(0, 10) : value);
const timeText = (value: unknown): unknown => (value instanceof Date ? value.toISOString().slice(11, 19) + fractionText(value) : value);
const readDateTime = (value: unknown): unknown => (value instanceof Date ? dateTimeText(value) : value);

const MINUTE_MS = 60_000;

const readOffset = (value: unknown): unknown => {
  if (!(value instanceof Date)) return value;
  const minutes = (value as OffsetDate).offsetMinutes ?? 0;
  const local: DriverDate = new Date(value.getTime() + minutes * MINUTE_MS);
  local.nanosecondsDelta = (value as DriverDate).nanosecondsDelta;
  const size = Math.abs(minutes);
  return `${dateTimeText(local)}${minutes < 0 ? '-' : '+'}${twoDigits(Math.floor(size / 60))}:${twoDigits(size % 60)}`;
};

const readBigInt = (value: unknown): unknown => {
  const number = Number(value);
  return value === null || !Number.isSafeInteger(number) ? value : number;
};

interface DriverDate extends Date {
  /** What is below a millisecond, in seconds. */
  nanosecondsDelta?: number | undefined;
}

const fractionText = (date: DriverDate): string => {
  const ticks = date.getUTCMilliseconds() * 10_000 + Math.round((date.nanosecondsDelta ?? 0) * 1e7);
  return ticks === 0 ? '' : `.${String(ticks).padStart(7, '0').replace(/0+$/, '')}`;
};

const twoDigits = (value: number): string => String(value).padStart(2, '0');

const readers = new Map<string, ValueReader>([
  ['BigInt', readBigInt],
  ['Date', dateText],
  ['Time', timeText],
  ['SmallDateTime', readDateTime],
  ['DateTime', readDateTime],
  ['DateTimeN', readDateTime],
  ['DateTime2', readDateTime],
  ['DateTimeOffset', readOffset],
  ['Variant', readDateTime],
]);

const sizedNames = new Map<string, ReadonlyMap<number, string>>([
  [
    'IntN',
    new Map([
      [1, 'tinyint'],
      [2, 'smallint'],
      [8, 'bigint'],
      [4, 'int'],
    ]),
  ],
  [
    'FloatN',
    new Map([
      [4, 'real'],
      [8, 'float'],
    ]),
  ],
  [
    'MoneyN',
    new Map([
      [4, 'smallmoney'],
      [8, 'money'],
    ]),
  ],
  [
    'DateTimeN',
    new Map([
      [4, 'smalldatetime'],
      [8, 'datetime'],
    ]),
  ],
]);

const names = new Map<string, string>([
  ['BitN', 'bit'],
  ['DecimalN', 'decimal'],
  ['NumericN', 'decimal'],
  ['Variant', 'sql_variant'],
]);
