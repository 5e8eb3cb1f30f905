// TYPE_INFO and values that come from clients (MS-TDS 2.2.5.5, 2.2.5.6): parameters, columns of table-valued parameters
// and of bulk loads.

import * as types from '../types/sql-type.ts';
import type { SqlType, Value } from '../types/sql-type.ts';
import { MAX } from '../types/sql-type.ts';
import type { ByteReader } from './byte-reader.ts';
import { charDecoder } from './collation.ts';
import { plpReader } from './plp-reader.ts';
import { InvalidWireValue } from './protocol-error.ts';
import * as read from './value-reader.ts';
import { readVariant } from './variant-reader.ts';
import { decimalSize, MAX_OR_NULL, WIRE } from './wire-type-id.ts';

export interface WireType {
  readonly id: number;
  readonly type: SqlType;
  /** Reads a value in this type; throws InvalidWireValue or EndOfData. */
  readonly read: (from: ByteReader) => Value;
}

/** Where the TYPE_INFO stands: only a bulk load's columns have a table name behind text, ntext and image. */
export interface WireTypeContext {
  readonly hasTableName: boolean;
}

/** Reads a TYPE_INFO; throws InvalidWireValue for a type that isn't known or is refused. */
export const readWireType = (from: ByteReader, context: WireTypeContext): WireType => {
  const id = from.uint8();
  const fixed = FIXED.get(id);
  if (fixed !== undefined) return { id, type: fixed[0], read: fixed[1] };
  const open = OPEN.get(id);
  if (open === undefined) throw new InvalidWireValue('type', id);
  return open(from, id, context);
};

/** Types without further properties. */
const FIXED: ReadonlyMap<number, readonly [SqlType, (from: ByteReader) => Value]> = new Map<
  number,
  readonly [SqlType, (from: ByteReader) => Value]
>([
  [WIRE.null, [types.nullType, () => null]],
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
  [WIRE.date, [types.dateType, read.dateReader]],
]);

type TypeReader = (from: ByteReader, id: number, context: WireTypeContext) => WireType;

/** A type whose size decides between several: INTN, FLTN, MONEYN, DATETIMN, BITN, GUID. */
const bySize =
  (forms: Readonly<Record<number, readonly [SqlType, (from: ByteReader) => Value]>>): TypeReader =>
  (from, id) => {
    const size = from.uint8();
    const declared = forms[size];
    if (declared === undefined) throw new InvalidWireValue('length', id);
    return {
      id,
      type: declared[0],
      read: (values) => {
        const length = values.uint8();
        if (length === 0) return null;
        const form = length === size ? declared : forms[length];
        if (form === undefined || length > size) throw new InvalidWireValue('length', id);
        return form[1](values);
      },
    };
  };

const fixed = (id: number): readonly [SqlType, (from: ByteReader) => Value] => FIXED.get(id) ?? [types.nullType, () => null];

const readDecimalType: TypeReader = (from, id) => {
  const size = from.uint8();
  const precision = from.uint8();
  const scale = from.uint8();
  if (precision < 1 || precision > 38 || scale > precision) throw new InvalidWireValue('length', id);
  if (size < decimalSize(precision) || size > 17) throw new InvalidWireValue('length', id);
  const name = id === WIRE.numericN || id === WIRE.shortNumeric ? 'numeric' : 'decimal';
  return { id, type: types.sqlType(name, 0, precision, scale), read: read.decimalReader(id, precision) };
};

const readScaledType =
  (make: (scale: number) => SqlType, reader: (scale: number) => (from: ByteReader) => Value): TypeReader =>
  (from, id) => {
    const scale = from.uint8();
    if (scale > 7) throw new InvalidWireValue('length', id);
    return { id, type: make(scale), read: reader(scale) };
  };

type TextName = 'char' | 'varchar' | 'nchar' | 'nvarchar';

const bytesToText = (name: TextName, collation: Buffer, id: number): ((bytes: Buffer) => string) => {
  if (name === 'char' || name === 'varchar') return charDecoder(collation);
  return (bytes) => {
    if (bytes.length % 2 !== 0) throw new InvalidWireValue('length', id);
    return bytes.toString('utf16le');
  };
};

/** BIGCHAR and the like: two bytes of length, 0xFFFF for max, and a collation. */
const readTextType =
  (name: TextName): TypeReader =>
  (from, id) => {
    const size = from.uint16();
    const toText = bytesToText(name, from.bytes(5), id);
    if (size === MAX_OR_NULL) {
      if (name !== 'varchar' && name !== 'nvarchar') throw new InvalidWireValue('length', id);
      return { id, type: types.sqlType(name, MAX), read: plpReader(toText) };
    }
    const isWide = name === 'nchar' || name === 'nvarchar';
    if (size > 8000 || (isWide && size % 2 !== 0)) throw new InvalidWireValue('length', id);
    const length = Math.max(1, isWide ? size / 2 : size);
    const isPadded = name === 'char' || name === 'nchar';
    const toValue = isPadded ? (bytes: Buffer): string => toText(bytes).padEnd(length) : toText;
    return { id, type: types.sqlType(name, length), read: read.shortLengthReader(id, size, toValue) };
  };

const copy = (bytes: Buffer): Uint8Array => Buffer.from(bytes);

const readBinaryType =
  (name: 'binary' | 'varbinary'): TypeReader =>
  (from, id) => {
    const size = from.uint16();
    if (size === MAX_OR_NULL && name === 'varbinary') return { id, type: types.varbinaryType(MAX), read: plpReader(copy) };
    if (size > 8000) throw new InvalidWireValue('length', id);
    const length = Math.max(1, size);
    const padded = (bytes: Buffer): Uint8Array => {
      const value = Buffer.alloc(length);
      bytes.copy(value);
      return value;
    };
    return { id, type: types.sqlType(name, length), read: read.shortLengthReader(id, size, name === 'binary' ? padded : copy) };
  };

/** CHAR, VARCHAR, BINARY and VARBINARY of versions before 7.0, with one byte of length; FreeTDS still sends some. */
const readShortType =
  (name: 'char' | 'varchar' | 'binary' | 'varbinary'): TypeReader =>
  (from, id) => {
    const size = from.uint8();
    const isText = name === 'char' || name === 'varchar';
    const toText = isText ? charDecoder(Buffer.alloc(5)) : undefined;
    const type = types.sqlType(isText ? 'varchar' : 'varbinary', Math.max(1, size));
    return {
      id,
      type,
      read: (values) => {
        const length = values.uint8();
        if (length === 0) return null;
        if (length > size) throw new InvalidWireValue('length', id);
        return toText === undefined ? values.bytes(length) : toText(values.view(length));
      },
    };
  };

/** text, ntext and image: four bytes of length, and values with four bytes of length. */
const readLobType =
  (type: SqlType): TypeReader =>
  (from, id, { hasTableName }) => {
    from.uint32();
    const toValue = type.name === 'image' ? copy : bytesToText(type.name === 'ntext' ? 'nvarchar' : 'varchar', from.bytes(5), id);
    // One name without a count of its parts, unlike in the server's own COLMETADATA.
    if (hasTableName) from.text();
    // In columns the value stands behind a text pointer and a timestamp.
    return { id, type, read: hasTableName ? read.textPointerReader(id, toValue) : read.longLengthReader(id, toValue) };
  };

const readXmlType: TypeReader = (from, id) => {
  if (from.uint8() !== 0) {
    from.shortText();
    from.shortText();
    from.text();
  }
  return { id, type: types.xmlType, read: plpReader(read.xmlText) };
};

const readVariantType: TypeReader = (from, id) => {
  from.uint32();
  return { id, type: types.variantType, read: readVariant };
};

const OPEN: ReadonlyMap<number, TypeReader> = new Map<number, TypeReader>([
  [WIRE.intN, bySize({ 1: fixed(WIRE.int1), 2: fixed(WIRE.int2), 4: fixed(WIRE.int4), 8: fixed(WIRE.int8) })],
  [WIRE.bitN, bySize({ 1: fixed(WIRE.bit) })],
  [WIRE.floatN, bySize({ 4: fixed(WIRE.float4), 8: fixed(WIRE.float8) })],
  [WIRE.moneyN, bySize({ 4: fixed(WIRE.money4), 8: fixed(WIRE.money) })],
  [WIRE.datetimeN, bySize({ 4: fixed(WIRE.datetime4), 8: fixed(WIRE.datetime) })],
  [WIRE.guid, bySize({ 16: [types.uniqueidentifierType, read.readGuid] })],
  [WIRE.decimalN, readDecimalType],
  [WIRE.numericN, readDecimalType],
  [WIRE.shortDecimal, readDecimalType],
  [WIRE.shortNumeric, readDecimalType],
  [WIRE.time, readScaledType(types.timeType, read.timeReader)],
  [WIRE.datetime2, readScaledType(types.datetime2Type, read.dateTime2Reader)],
  [WIRE.datetimeoffset, readScaledType(types.datetimeoffsetType, read.dateTimeOffsetReader)],
  [WIRE.char, readTextType('char')],
  [WIRE.varchar, readTextType('varchar')],
  [WIRE.nchar, readTextType('nchar')],
  [WIRE.nvarchar, readTextType('nvarchar')],
  [WIRE.binary, readBinaryType('binary')],
  [WIRE.varbinary, readBinaryType('varbinary')],
  [WIRE.shortChar, readShortType('char')],
  [WIRE.shortVarchar, readShortType('varchar')],
  [WIRE.shortBinary, readShortType('binary')],
  [WIRE.shortVarbinary, readShortType('varbinary')],
  [WIRE.text, readLobType(types.textType)],
  [WIRE.ntext, readLobType(types.ntextType)],
  [WIRE.image, readLobType(types.imageType)],
  [WIRE.xml, readXmlType],
  [WIRE.variant, readVariantType],
]);
