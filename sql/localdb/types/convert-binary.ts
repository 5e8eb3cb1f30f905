// Binary to and from all other types: the bytes that SQL Server shows for a value, and values from their bytes.

import { valueTypeName } from './conversion-rules.ts';
import { decodeCodePage, encodeCodePage, toCodePage } from './code-page.ts';
import { fitText } from './converter.ts';
import type { Converter } from './converter.ts';
import {
  DATETIME_UNITS_PER_DAY,
  MAX_DAYS,
  MIN_DATETIME_DAYS,
  EPOCH_1900_DAYS,
  MINUTES_PER_DAY,
  fromParts,
  partsOfTicks,
  ticksPerStep,
  toParts,
} from './date-parts.ts';
import { sqlError } from './errors.ts';
import { normalise, powerOfTen } from './exact.ts';
import { DateTimeOffsetValue, exactScale, isDecimal, isInteger, isMoney, isUnicode } from './sql-type.ts';
import type { Exact, SqlType, Value } from './sql-type.ts';

/** Cuts bytes to a binary type's length; binary(n) is padded with zero bytes. Numbers are cut and padded on their left side. */
const fitBytes = (to: SqlType, isLeft: boolean): ((bytes: Uint8Array) => Uint8Array) => {
  const { length } = to;
  const isFixed = to.name === 'binary' || to.name === 'timestamp';
  return (bytes) => {
    if (length <= 0 || bytes.length === length) return bytes;
    if (bytes.length > length) return isLeft ? bytes.subarray(bytes.length - length) : bytes.subarray(0, length);
    if (!isFixed) return bytes;
    const padded = Buffer.alloc(length);
    padded.set(bytes, isLeft ? length - bytes.length : 0);
    return padded;
  };
};

/** The converter between binary types. */
export const binaryToBinary = (_from: SqlType, to: SqlType): Converter => {
  const sized = fitBytes(to, false);
  return (v) => sized(v as Uint8Array);
};

// -- text

/** Style 0: the bytes are the text's characters; 1: hex digits after 0x; 2: hex digits. */
export const binaryToText = (from: SqlType, to: SqlType, style: number): Converter => {
  if (style < 0 || style > 2) throw sqlError(281, style, from.name);
  const sized = fitText(to);
  if (style === 1 || style === 2) {
    const prefix = style === 1 ? '0x' : '';
    return (v) => sized(prefix + hexOf(v as Uint8Array));
  }
  return isUnicode(to) ? (v) => sized(utf16Text(v as Uint8Array)) : (v) => sized(decodeCodePage(v as Uint8Array));
};

const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('hex').toUpperCase();

const utf16Text = (bytes: Uint8Array): string => {
  // A last half character gets a zero byte.
  const whole = bytes.length % 2 === 0 ? bytes : Buffer.concat([bytes, Buffer.alloc(1)]);
  return Buffer.from(whole.buffer, whole.byteOffset, whole.length).toString('utf16le');
};

/** The converter from text to binary, with the same styles. */
export const textToBinary = (from: SqlType, to: SqlType, style: number): Converter => {
  const sized = fitBytes(to, false);
  if (style === 1 || style === 2) {
    const pattern = style === 1 ? /^0x((?:[0-9a-f]{2})*)$/i : /^((?:[0-9a-f]{2})*)$/i;
    return (v) => {
      const m = pattern.exec((v as string).trimEnd());
      if (!m) throw sqlError(8114, valueTypeName(from), to.name);
      return sized(Buffer.from(m[1] ?? '', 'hex'));
    };
  }
  return isUnicode(from) ? (v) => sized(Buffer.from(v as string, 'utf16le')) : (v) => sized(encodeCodePage(toCodePage(v as string)));
};

// -- uniqueidentifier

const GUID_BYTES = [3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15];

/** The 16 bytes of a uniqueidentifier as SQL Server stores them: the first three groups reversed. */
const guidToBytes = (guid: string): Uint8Array => {
  const written = Buffer.from(guid.replaceAll('-', ''), 'hex');
  const bytes = Buffer.allocUnsafe(16);
  for (let i = 0; i < 16; i++) bytes[i] = written[GUID_BYTES[i] as number] as number;
  return bytes;
};

/** The uniqueidentifier of stored bytes; missing ones count as zero. */
const guidFromBytes = (bytes: Uint8Array): string => {
  const written = Buffer.alloc(16);
  for (let i = 0; i < 16; i++) written[GUID_BYTES[i] as number] = bytes[i] ?? 0;
  const hex = written.toString('hex').toUpperCase();
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
};

// -- numbers and dates

/** The converter from a number, date or uniqueidentifier to binary. */
export const valueToBinary = (from: SqlType, to: SqlType): Converter => {
  const encode = encoder(from);
  const sized = fitBytes(to, !(from.name === 'uniqueidentifier' || isDecimal(from) || isNewDate(from)));
  return (v) => sized(encode(v));
};

/** The converter from binary to a number, date or uniqueidentifier. */
export const binaryToValue = (from: SqlType, to: SqlType): Converter => {
  if (to.name === 'uniqueidentifier') return (v) => guidFromBytes(v as Uint8Array);
  if (isInteger(to)) return binaryToInteger(to);
  if (isMoney(to)) {
    const bits = to.name === 'money' ? 64 : 32;
    return (v) => normalise(BigInt.asIntN(bits, bigEndian(v as Uint8Array, bits / 8)));
  }
  if (isDecimal(to)) return (v) => decimalFromBytes(v as Uint8Array, from, to);
  if (to.name === 'datetime' || to.name === 'smalldatetime') return (v) => oldDateFromBytes(v as Uint8Array, from, to);
  return (v) => newDateFromBytes(v as Uint8Array, from, to);
};

const isNewDate = (t: SqlType): boolean => t.name === 'date' || t.name === 'time' || t.name === 'datetime2' || t.name === 'datetimeoffset';

const WIDTHS: Readonly<Record<string, number>> = { bit: 1, tinyint: 1, smallint: 2, int: 4, bigint: 8, smallmoney: 4, money: 8 };

const encoder = (from: SqlType): ((v: NonNullable<Value>) => Uint8Array) => {
  const width = WIDTHS[from.name];
  if (width !== undefined) {
    return (v) => {
      const bytes = Buffer.allocUnsafe(8);
      bytes.writeBigInt64BE(BigInt(v as Exact));
      return bytes.subarray(8 - width);
    };
  }
  switch (from.name) {
    case 'uniqueidentifier':
      return (v) => guidToBytes(v as string);
    case 'float':
      return (v) => {
        const bytes = Buffer.allocUnsafe(8);
        bytes.writeDoubleBE(v as number);
        return bytes;
      };
    case 'real':
      return (v) => {
        const bytes = Buffer.allocUnsafe(4);
        bytes.writeFloatBE(v as number);
        return bytes;
      };
    case 'datetime':
      return (v) => {
        const days = Math.floor((v as number) / DATETIME_UNITS_PER_DAY);
        const bytes = Buffer.allocUnsafe(8);
        bytes.writeInt32BE(days);
        bytes.writeInt32BE((v as number) - days * DATETIME_UNITS_PER_DAY, 4);
        return bytes;
      };
    case 'smalldatetime':
      return (v) => {
        const days = Math.floor((v as number) / MINUTES_PER_DAY);
        const bytes = Buffer.allocUnsafe(4);
        bytes.writeUInt16BE(days);
        bytes.writeUInt16BE((v as number) - days * MINUTES_PER_DAY, 2);
        return bytes;
      };
    case 'date':
      return (v) => littleEndian(BigInt(v as number), 3);
    case 'time':
      return (v) => Buffer.concat([Buffer.of(from.scale), timeBytes(v as number, from.scale)]);
    case 'datetime2':
    case 'datetimeoffset':
      return dateTimeEncoder(from);
    default:
      return decimalEncoder(from);
  }
};

/** Bytes of a time in units of its scale. */
const timeBytes = (ticks: number, scale: number): Uint8Array =>
  littleEndian(BigInt(Math.floor(ticks / ticksPerStep(scale))), timeWidth(scale));
const timeWidth = (scale: number): number => (scale <= 2 ? 3 : scale <= 4 ? 4 : 5);

const dateTimeEncoder = (from: SqlType): ((v: NonNullable<Value>) => Uint8Array) => {
  const parts = toParts(from);
  return (v) => {
    // datetimeoffset stores its time in UTC, and the offset behind it.
    const p = v instanceof DateTimeOffsetValue ? partsOfTicks(v.utc, v.offset) : parts(v);
    const bytes = [Buffer.of(from.scale), timeBytes(p.ticks, from.scale), littleEndian(BigInt(p.days), 3)];
    if (v instanceof DateTimeOffsetValue) bytes.push(littleEndian(BigInt.asUintN(16, BigInt(v.offset)), 2));
    return Buffer.concat(bytes);
  };
};

const decimalEncoder = (from: SqlType): ((v: NonNullable<Value>) => Uint8Array) => {
  const scale = exactScale(from);
  return (v) => {
    const n = BigInt(v as Exact);
    const magnitude = n < 0n ? -n : n;
    const words = Math.max(1, Math.ceil(magnitude.toString(2).length / 32));
    return Buffer.concat([Buffer.of(from.precision, scale, 0, n < 0n ? 0 : 1), littleEndian(magnitude, words * 4)]);
  };
};

const littleEndian = (v: bigint, width: number): Uint8Array => {
  const bytes = Buffer.alloc(width);
  let rest = v;
  for (let i = 0; i < width; i++) {
    bytes[i] = Number(rest & 255n);
    rest >>= 8n;
  }
  return bytes;
};

const fromLittleEndian = (bytes: Uint8Array): bigint => {
  let v = 0n;
  for (let i = bytes.length - 1; i >= 0; i--) v = (v << 8n) | BigInt(bytes[i] as number);
  return v;
};

/** The last `width` bytes as a number. */
const bigEndian = (bytes: Uint8Array, width: number): bigint => {
  let v = 0n;
  for (let i = Math.max(0, bytes.length - width); i < bytes.length; i++) v = (v << 8n) | BigInt(bytes[i] as number);
  return v;
};

const binaryToInteger = (to: SqlType): Converter => {
  if (to.name === 'bit') return (v) => ((v as Uint8Array).some((b) => b !== 0) ? 1 : 0);
  if (to.name === 'tinyint') return (v) => (v as Uint8Array).at(-1) ?? 0;
  const width = WIDTHS[to.name] ?? 4;
  return (v) => normalise(BigInt.asIntN(width * 8, bigEndian(v as Uint8Array, width)));
};

const broken = (from: SqlType, to: SqlType): Error => sqlError(8114, valueTypeName(from), valueTypeName(to));

const decimalFromBytes = (bytes: Uint8Array, from: SqlType, to: SqlType): Exact => {
  const scale = bytes[1];
  if (bytes.length < 5 || scale === undefined || scale > 38) throw broken(from, to);
  const magnitude = fromLittleEndian(bytes.subarray(4));
  const shift = to.scale - scale;
  const moved = shift >= 0 ? magnitude * BigInt(powerOfTen(shift)) : magnitude / BigInt(powerOfTen(-shift));
  if (moved >= BigInt(powerOfTen(to.precision))) throw sqlError(8115, valueTypeName(from), 'numeric');
  return normalise(bytes[3] === 0 ? -moved : moved);
};

const oldDateFromBytes = (bytes: Uint8Array, from: SqlType, to: SqlType): number => {
  const isDatetime = to.name === 'datetime';
  const width = isDatetime ? 4 : 2;
  const high = bigEndian(bytes.subarray(0, Math.max(0, bytes.length - width)), width);
  const days = Number(isDatetime ? BigInt.asIntN(32, high) : high);
  const units = Number(bigEndian(bytes, width));
  const perDay = isDatetime ? DATETIME_UNITS_PER_DAY : MINUTES_PER_DAY;
  const isPossible = !isDatetime || (days >= MIN_DATETIME_DAYS - EPOCH_1900_DAYS && days <= MAX_DAYS - EPOCH_1900_DAYS);
  if (units >= perDay || !isPossible) throw sqlError(8115, from.name, to.name);
  return days * perDay + units;
};

const newDateFromBytes = (bytes: Uint8Array, from: SqlType, to: SqlType): NonNullable<Value> => {
  const build = fromParts(to);
  if (to.name === 'date') {
    const days = Number(fromLittleEndian(bytes.subarray(0, 3)));
    if (bytes.length !== 3 || days > MAX_DAYS) throw broken(from, to);
    return days;
  }
  const scale = bytes[0] ?? 8;
  const width = scale <= 7 ? timeWidth(scale) : 0;
  const expected = 1 + width + (to.name === 'time' ? 0 : 3) + (to.name === 'datetimeoffset' ? 2 : 0);
  if (scale > 7 || bytes.length !== expected) throw broken(from, to);
  const ticks = Number(fromLittleEndian(bytes.subarray(1, 1 + width))) * ticksPerStep(scale);
  const days = to.name === 'time' ? EPOCH_1900_DAYS : Number(fromLittleEndian(bytes.subarray(1 + width, 4 + width)));
  const offset = to.name === 'datetimeoffset' ? Number(BigInt.asIntN(16, fromLittleEndian(bytes.subarray(4 + width)))) : 0;
  const utc = build({ days, ticks, offset: 0 });
  if (utc === undefined) throw broken(from, to);
  return utc instanceof DateTimeOffsetValue ? new DateTimeOffsetValue(utc.utc, offset) : utc;
};
