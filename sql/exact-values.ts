// The driver reads decimal and money as doubles and forgets the offset of datetimeoffset. This file corrects its value reader, for
// the whole process: numbers that a double cannot hold come as exact text, a datetimeoffset's Date knows `offsetMinutes`.
// Importing it is enough. The driver's reader is called first, so its framing (also of incomplete packets) stays in charge.

import parser from 'tedious/lib/value-parser.js';
import type { Metadata } from 'tedious/lib/metadata-parser.js';

/** What a datetimeoffset is read as. */
export interface OffsetDate extends Date {
  offsetMinutes?: number;
}

interface Place {
  readonly bytes: Buffer;
  /** Of the value's length byte. */
  readonly start: number;
  /** Behind the value. */
  readonly end: number;
  readonly metadata: Metadata;
}

type Correction = (value: unknown, place: Place) => unknown;

const correctDecimal: Correction = (value, { bytes, start, end, metadata }) => {
  const scale = metadata.scale ?? 0;
  if (typeof value !== 'number' || Math.abs(value) * 10 ** scale < Number.MAX_SAFE_INTEGER) return value;
  const isNegative = bytes[start + 1] === 0;
  return decimalText(unsigned(bytes, start + 2, end), { scale, isNegative });
};

const MONEY_SCALE = 4;

const correctMoney: Correction = (value, { bytes, end }) => {
  if (typeof value !== 'number' || Math.abs(value) * 10 ** MONEY_SCALE < Number.MAX_SAFE_INTEGER) return value;
  // Two halves, the high one first (MS-TDS 2.2.5.5.1.2).
  const scaled = (BigInt(bytes.readInt32LE(end - 8)) << 32n) + BigInt(bytes.readUInt32LE(end - 4));
  return decimalText(scaled < 0n ? -scaled : scaled, { scale: MONEY_SCALE, isNegative: scaled < 0n });
};

const correctOffset: Correction = (value, { bytes, end }) => {
  if (value instanceof Date) (value as OffsetDate).offsetMinutes = bytes.readInt16LE(end - 2);
  return value;
};

const corrections = new Map<string, Correction>([
  ['DecimalN', correctDecimal],
  ['NumericN', correctDecimal],
  ['MoneyN', correctMoney],
  ['Money', correctMoney],
  ['DateTimeOffset', correctOffset],
]);

const readByDriver = parser.readValue;

parser.readValue = (bytes, start, metadata, options) => {
  const result = readByDriver(bytes, start, metadata, options);
  const correct = corrections.get(metadata.type.name);
  if (correct === undefined || result.value === null) return result;
  (result as { value: unknown }).value = correct(result.value, { bytes, start, end: result.offset, metadata });
  return result;
};

const unsigned = (bytes: Buffer, start: number, end: number): bigint => {
  let value = 0n;
  for (let index = end - 1; index >= start; index--) value = (value << 8n) | BigInt(bytes[index] ?? 0);
  return value;
};

const decimalText = (scaled: bigint, { scale, isNegative }: { scale: number; isNegative: boolean }): string => {
  const digits = scaled.toString().padStart(scale + 1, '0');
  const point = digits.length - scale;
  const text = scale === 0 ? digits : `${digits.slice(0, point)}.${digits.slice(point)}`;
  return isNegative ? `-${text}` : text;
};
