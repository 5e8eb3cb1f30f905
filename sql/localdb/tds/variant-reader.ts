// Reads sql_variant values from clients: a base type with its properties, and the value in the bytes that are left.

import { powerOfTen } from '../types/exact.ts';
import * as types from '../types/sql-type.ts';
import type { SqlType, Value } from '../types/sql-type.ts';
import { VariantValue } from '../types/sql-type.ts';
import { ByteReader } from './byte-reader.ts';
import { charDecoder } from './collation.ts';
import { InvalidWireValue } from './protocol-error.ts';
import * as read from './value-reader.ts';
import { timeSize, WIRE } from './wire-type-id.ts';

type NotNull = NonNullable<Value>;
type Base = readonly [SqlType, NotNull];

export const readVariant = (from: ByteReader): Value => {
  const length = from.uint32();
  if (length === 0) return null;
  const at = from.take(length);
  const bytes = new ByteReader(from.buffer, at, at + length);
  const id = bytes.uint8();
  const properties = bytes.uint8();
  const [type, value] = readBase(bytes, id, properties);
  if (bytes.remaining !== 0) throw new InvalidWireValue('length', WIRE.variant, 'sql_variant');
  return new VariantValue(type, value);
};

const PLAIN: ReadonlyMap<number, readonly [SqlType, (from: ByteReader) => Value]> = new Map<
  number,
  readonly [SqlType, (from: ByteReader) => Value]
>([
  [WIRE.int1, [types.tinyintType, (from) => from.uint8()]],
  [WIRE.bit, [types.bitType, (from) => (from.uint8() === 0 ? 0 : 1)]],
  [WIRE.int2, [types.smallintType, (from) => from.int16()]],
  [WIRE.int4, [types.intType, (from) => from.int32()]],
  [WIRE.int8, [types.bigintType, read.readInt64]],
  [WIRE.float4, [types.realType, read.readFloat]],
  [WIRE.float8, [types.floatType, read.readDouble]],
  [WIRE.money4, [types.smallmoneyType, (from) => from.int32()]],
  [WIRE.money, [types.moneyType, read.readMoney]],
  [WIRE.datetime4, [types.smalldatetimeType, read.readSmallDateTime]],
  [WIRE.datetime, [types.datetimeType, read.readDateTime]],
  [WIRE.guid, [types.uniqueidentifierType, read.readGuid]],
]);

const readBase = (from: ByteReader, id: number, properties: number): Base => {
  const expect = (count: number): void => {
    if (properties !== count) throw new InvalidWireValue('length', WIRE.variant, 'sql_variant');
  };
  const plain = PLAIN.get(id);
  if (plain !== undefined) {
    expect(0);
    return [plain[0], notNull(plain[1](from))];
  }
  switch (id) {
    case WIRE.date:
      expect(0);
      return [types.dateType, notNull(read.dateReader(prefixed(from)))];
    case WIRE.time:
    case WIRE.datetime2:
    case WIRE.datetimeoffset: {
      expect(1);
      const scale = from.uint8();
      if (scale > 7 || from.remaining < timeSize(scale)) throw new InvalidWireValue('length', WIRE.variant, 'sql_variant');
      if (id === WIRE.time) return [types.timeType(scale), notNull(read.timeReader(scale)(prefixed(from)))];
      if (id === WIRE.datetime2) return [types.datetime2Type(scale), notNull(read.dateTime2Reader(scale)(prefixed(from)))];
      return [types.datetimeoffsetType(scale), notNull(read.dateTimeOffsetReader(scale)(prefixed(from)))];
    }
    case WIRE.decimalN:
    case WIRE.numericN: {
      expect(2);
      const precision = from.uint8();
      const scale = from.uint8();
      if (precision < 1 || precision > 38 || scale > precision) throw new InvalidWireValue('length', id);
      const value = read.readDecimal(from, from.remaining, id);
      const limit = powerOfTen(precision);
      if (value >= limit || value <= -limit) throw new InvalidWireValue('value', id, 'sql_variant');
      return [types.sqlType(id === WIRE.numericN ? 'numeric' : 'decimal', 0, precision, scale), value];
    }
    case WIRE.binary:
    case WIRE.varbinary: {
      expect(2);
      const size = variantSize(from.uint16());
      const bytes = from.bytes(from.remaining);
      return [id === WIRE.binary ? types.binaryType(size) : types.varbinaryType(size), bytes];
    }
    case WIRE.char:
    case WIRE.varchar: {
      expect(7);
      const toText = charDecoder(from.view(5));
      const size = variantSize(from.uint16());
      const text = toText(from.view(from.remaining));
      return id === WIRE.char ? [types.charType(size), text.padEnd(size)] : [types.varcharType(size), text];
    }
    case WIRE.nchar:
    case WIRE.nvarchar: {
      expect(7);
      from.take(5);
      const size = variantSize(from.uint16()) / 2;
      if (from.remaining % 2 !== 0 || !Number.isInteger(size)) throw new InvalidWireValue('length', WIRE.variant, 'sql_variant');
      const text = from.ucs2(from.remaining / 2);
      return id === WIRE.nchar ? [types.ncharType(size), text.padEnd(size)] : [types.nvarcharType(size), text];
    }
    default:
      throw new InvalidWireValue('type', id);
  }
};

const notNull = (value: Value): NotNull => {
  if (value === null) throw new InvalidWireValue('value', WIRE.variant, 'sql_variant');
  return value;
};

/** Declared bytes of a string or binary base type. */
const variantSize = (size: number): number => {
  if (size < 1 || size > 8000) throw new InvalidWireValue('length', WIRE.variant, 'sql_variant');
  return size;
};

/** The rest of the bytes with their count before them, as the readers of columns expect. */
const prefixed = (from: ByteReader): ByteReader => {
  const count = from.remaining;
  const bytes = Buffer.concat([Uint8Array.of(count & 0xff), from.view(count)]);
  return new ByteReader(bytes);
};
