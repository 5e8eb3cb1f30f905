// Writes dates and times.

import {
  DATETIME_UNITS_PER_DAY,
  EPOCH_2010_DAYS,
  MINUTES_PER_DAY,
  partsOfTicks,
  TICKS_PER_DAY,
  ticksPerStep,
} from '../types/date-parts.ts';
import type { DateTimeOffsetValue, Exact, Value } from '../types/sql-type.ts';
import type { PacketWriter } from './packet-writer.ts';

type NotNull = NonNullable<Value>;

const storeUint24 = (buffer: Buffer, at: number, v: number): void => {
  buffer[at] = v;
  buffer[at + 1] = v >> 8;
  buffer[at + 2] = v >> 16;
};

export const writeDate = (out: PacketWriter, value: NotNull): void => {
  out.ensure(4);
  out.buffer[out.position] = 3;
  storeUint24(out.buffer, out.position + 1, value as number);
  out.position += 4;
};

/** Days since 1900-01-01 and minutes. */
export const writeSmallDateTime = (out: PacketWriter, value: NotNull): void => {
  const v = value as number;
  const days = Math.floor(v / MINUTES_PER_DAY);
  out.uint16(days);
  out.uint16(v - days * MINUTES_PER_DAY);
};

/** Days since 1900-01-01 and 1/300 s. */
export const writeDateTime = (out: PacketWriter, value: NotNull): void => {
  const v = value as number;
  const days = Math.floor(v / DATETIME_UNITS_PER_DAY);
  out.int32(days);
  out.uint32(v - days * DATETIME_UNITS_PER_DAY);
};

/** The units of 10^-scale s of a time of day, in `size` bytes. */
const storeTime = (buffer: Buffer, at: number, ticks: number, step: number, size: number): void => {
  const units = Math.floor(ticks / step);
  storeUint24(buffer, at, units);
  if (size > 3) buffer[at + 3] = units >>> 24;
  if (size > 4) buffer[at + 4] = Math.floor(units / 4294967296);
};

export const timeWriter = (scale: number, size: number): ((out: PacketWriter, value: NotNull) => void) => {
  const step = ticksPerStep(scale);
  return (out, value) => {
    out.ensure(1 + size);
    out.buffer[out.position] = size;
    storeTime(out.buffer, out.position + 1, value as number, step, size);
    out.position += 1 + size;
  };
};

/** Time and day of ticks since 2010-01-01. */
const storeTimeAndDate = (buffer: Buffer, at: number, v: Exact, step: number, size: number): void => {
  let days: number;
  let ticks: number;
  if (typeof v === 'number') {
    const since2010 = Math.floor(v / TICKS_PER_DAY);
    ticks = v - since2010 * TICKS_PER_DAY;
    days = since2010 + EPOCH_2010_DAYS;
  } else {
    ({ days, ticks } = partsOfTicks(v));
  }
  storeTime(buffer, at, ticks, step, size);
  storeUint24(buffer, at + size, days);
};

export const dateTime2Writer = (scale: number, size: number): ((out: PacketWriter, value: NotNull) => void) => {
  const step = ticksPerStep(scale);
  return (out, value) => {
    out.ensure(4 + size);
    out.buffer[out.position] = size + 3;
    storeTimeAndDate(out.buffer, out.position + 1, value as Exact, step, size);
    out.position += 4 + size;
  };
};

/** UTC, and the offset in minutes. */
export const dateTimeOffsetWriter = (scale: number, size: number): ((out: PacketWriter, value: NotNull) => void) => {
  const step = ticksPerStep(scale);
  return (out, value) => {
    const { utc, offset } = value as DateTimeOffsetValue;
    out.ensure(6 + size);
    out.buffer[out.position] = size + 5;
    storeTimeAndDate(out.buffer, out.position + 1, utc, step, size);
    out.position = out.buffer.writeInt16LE(offset, out.position + 4 + size);
  };
};
