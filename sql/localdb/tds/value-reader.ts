// Reads values of each type from clients, with the checks that keep a bad value out of the engine.

import {
  DATETIME_UNITS_PER_DAY,
  EPOCH_1900_DAYS,
  MAX_DAYS,
  MAX_OFFSET,
  MIN_DATETIME_DAYS,
  MINUTES_PER_DAY,
  TICKS_PER_DAY,
  TICKS_PER_MINUTE,
  ticksPerStep,
  ticksSince2010,
} from '../types/date-parts.ts';
import { normalise, powerOfTen } from '../types/exact.ts';
import type { Value } from '../types/sql-type.ts';
import { DateTimeOffsetValue } from '../types/sql-type.ts';
import type { ByteReader } from './byte-reader.ts';
import { InvalidWireValue } from './protocol-error.ts';
import { MAX_OR_NULL, timeSize, WIRE } from './wire-type-id.ts';

const TWO_32 = 4294967296;

export const readInt64 = (from: ByteReader): Value => normalise(from.int64());

export const readMoney = (from: ByteReader): Value => {
  const high = from.int32();
  const low = from.uint32();
  const value = high * TWO_32 + low;
  return Number.isSafeInteger(value) ? value : normalise(BigInt(high) * 4294967296n + BigInt(low));
};

const finite = (value: number, id: number, name: string): number => {
  if (!Number.isFinite(value)) throw new InvalidWireValue('value', id, name);
  return value;
};
export const readFloat = (from: ByteReader): Value => finite(from.float(), WIRE.floatN, 'real');
export const readDouble = (from: ByteReader): Value => finite(from.double(), WIRE.floatN, 'float');

export const readSmallDateTime = (from: ByteReader): Value => {
  const days = from.uint16();
  const minutes = from.uint16();
  if (minutes >= MINUTES_PER_DAY) throw new InvalidWireValue('value', WIRE.datetimeN, 'smalldatetime');
  return days * MINUTES_PER_DAY + minutes;
};

export const readDateTime = (from: ByteReader): Value => {
  const days = from.int32();
  const units = from.uint32();
  const isValid = days >= MIN_DATETIME_DAYS - EPOCH_1900_DAYS && days <= MAX_DAYS - EPOCH_1900_DAYS && units < DATETIME_UNITS_PER_DAY;
  if (!isValid) throw new InvalidWireValue('value', WIRE.datetimeN, 'datetime');
  return days * DATETIME_UNITS_PER_DAY + units;
};

const day = (from: ByteReader, id: number, name: string): number => {
  const days = from.uint24();
  if (days > MAX_DAYS) throw new InvalidWireValue('value', id, name);
  return days;
};

export const dateReader = (from: ByteReader): Value => {
  const length = from.uint8();
  if (length === 0) return null;
  if (length !== 3) throw new InvalidWireValue('length', WIRE.date);
  return day(from, WIRE.date, 'date');
};

const timeOfDay = (from: ByteReader, size: number, scale: number, id: number, name: string): number => {
  const units = size === 3 ? from.uint24() : size === 4 ? from.uint32() : from.uint40();
  const ticks = units * ticksPerStep(scale);
  if (ticks >= TICKS_PER_DAY) throw new InvalidWireValue('value', id, name);
  return ticks;
};

/** The reader of a value whose bytes are a time of `scale` digits and `more` bytes. */
const lengthChecked =
  (id: number, scale: number, more: number, readValue: (from: ByteReader, size: number) => Value) =>
  (from: ByteReader): Value => {
    const length = from.uint8();
    if (length === 0) return null;
    if (length !== timeSize(scale) + more) throw new InvalidWireValue('length', id);
    return readValue(from, length - more);
  };

export const timeReader = (scale: number): ((from: ByteReader) => Value) =>
  lengthChecked(WIRE.time, scale, 0, (from, size) => timeOfDay(from, size, scale, WIRE.time, 'time'));

export const dateTime2Reader = (scale: number): ((from: ByteReader) => Value) =>
  lengthChecked(WIRE.datetime2, scale, 3, (from, size) => {
    const ticks = timeOfDay(from, size, scale, WIRE.datetime2, 'datetime2');
    return ticksSince2010(day(from, WIRE.datetime2, 'datetime2'), ticks);
  });

export const dateTimeOffsetReader = (scale: number): ((from: ByteReader) => Value) =>
  lengthChecked(WIRE.datetimeoffset, scale, 5, (from, size) => {
    const ticks = timeOfDay(from, size, scale, WIRE.datetimeoffset, 'datetimeoffset');
    const days = day(from, WIRE.datetimeoffset, 'datetimeoffset');
    const offset = from.int16();
    // Both the moment in UTC and the local time must be within the calendar.
    const localDays = days + Math.floor((ticks + offset * TICKS_PER_MINUTE) / TICKS_PER_DAY);
    if (Math.abs(offset) > MAX_OFFSET || localDays < 0 || localDays > MAX_DAYS) {
      throw new InvalidWireValue('value', WIRE.datetimeoffset, 'datetimeoffset');
    }
    return new DateTimeOffsetValue(ticksSince2010(days, ticks), offset);
  });

/** Sign and magnitude; a length of 0 is NULL. */
export const decimalReader =
  (id: number, precision: number) =>
  (from: ByteReader): Value => {
    const length = from.uint8();
    if (length === 0) return null;
    const limit = powerOfTen(precision);
    const value = readDecimal(from, length, id);
    if (value >= limit || value <= -limit) throw new InvalidWireValue('value', id, id === WIRE.numericN ? 'numeric' : 'decimal');
    return value;
  };

/** `length` bytes of a decimal: the sign and little-endian groups of four bytes. */
export const readDecimal = (from: ByteReader, length: number, id: number): number | bigint => {
  if (length !== 5 && length !== 9 && length !== 13 && length !== 17) throw new InvalidWireValue('length', id);
  const isPositive = from.uint8() !== 0;
  if (length === 5) {
    const magnitude = from.uint32();
    return isPositive || magnitude === 0 ? magnitude : -magnitude;
  }
  let magnitude = 0n;
  for (let i = 0; i < (length - 1) / 4; i++) magnitude |= BigInt(from.uint32()) << BigInt(i * 32);
  return normalise(isPositive ? magnitude : -magnitude);
};

/** A value behind two bytes of length, at most `size`. */
export const shortLengthReader =
  (id: number, size: number, toValue: (bytes: Buffer) => Value) =>
  (from: ByteReader): Value => {
    const length = from.uint16();
    if (length === MAX_OR_NULL) return null;
    if (length > size) throw new InvalidWireValue('length', id);
    return toValue(from.view(length));
  };

/** A value behind four bytes of length; all bits set is NULL. */
export const longLengthReader =
  (id: number, toValue: (bytes: Buffer) => Value) =>
  (from: ByteReader): Value => {
    const length = from.uint32();
    if (length === 0xffff_ffff) return null;
    if (length > 0x7fff_ffff) throw new InvalidWireValue('length', id);
    return toValue(from.view(length));
  };

/** As it stands in rows: pointer length, pointer, timestamp, length, value. */
export const textPointerReader = (id: number, toValue: (bytes: Buffer) => Value): ((from: ByteReader) => Value) => {
  const readLong = longLengthReader(id, toValue);
  return (from) => {
    const pointer = from.uint8();
    if (pointer === 0) return null;
    from.take(pointer + 8);
    return readLong(from);
  };
};

/** XML comes as UTF-16, with or without a byte order mark. */
export const xmlText = (bytes: Buffer): string => {
  if (bytes.length % 2 !== 0) throw new InvalidWireValue('length', WIRE.xml);
  const text = bytes.toString('utf16le');
  return text.startsWith('\ufeff') ? text.slice(1) : text;
};

const HEX: readonly string[] = Array.from({ length: 256 }, (_, i) => i.toString(16).toUpperCase().padStart(2, '0'));

/** 16 bytes, the first three groups little-endian. */
export const readGuid = (from: ByteReader): Value => {
  const at = from.take(16);
  const { buffer } = from;
  const hex = (i: number): string => HEX[buffer[at + i] ?? 0] ?? '';
  return (
    `${hex(3)}${hex(2)}${hex(1)}${hex(0)}-${hex(5)}${hex(4)}-${hex(7)}${hex(6)}-${hex(8)}${hex(9)}-` +
    `${hex(10)}${hex(11)}${hex(12)}${hex(13)}${hex(14)}${hex(15)}`
  );
};
