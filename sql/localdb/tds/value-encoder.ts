// How the values of a result column, output parameter or variant are written: one object for each, chosen once from the
// type, so that writing a value tests nothing that the type already says.

import type { SqlType, Value } from '../types/sql-type.ts';
import { isString, MAX, nvarcharType, sqlType } from '../types/sql-type.ts';
import { collationOf } from './collation.ts';
import { legacyText } from './legacy-text.ts';
import * as exact from './exact-writer.ts';
import type { PacketWriter } from './packet-writer.ts';
import * as temporal from './temporal-writer.ts';
import * as text from './text-writer.ts';
import { writeVariant } from './variant-writer.ts';
import type { TdsVersion } from './version.ts';
import { decimalSize, MAX_OR_NULL, timeSize, WIRE } from './wire-type-id.ts';

/** Writes a value that isn't NULL. */
export type ValueWriter = (out: PacketWriter, value: NonNullable<Value>) => void;

export interface ValueEncoder {
  /** TYPE_INFO. */
  readonly writeTypeInfo: (out: PacketWriter) => void;
  readonly write: ValueWriter;
  /** Undefined for the fixed types of columns that are never NULL. */
  readonly writeNull: ((out: PacketWriter) => void) | undefined;
  /** text, ntext, image: COLMETADATA has a table name too. */
  readonly hasTableName: boolean;
  /** UserType: 0x50 marks a rowversion. */
  readonly userType: number;
}

export interface EncodedType {
  readonly type: SqlType;
  readonly isNullable: boolean;
  readonly collation?: string | undefined;
}

/** The encoder of a type in a version of the protocol; types that the version lacks get the substitute that SQL Server gives. */
export const valueEncoder = (column: EncodedType, version: TdsVersion): ValueEncoder => {
  const { type } = column;
  const substitute = substituteFor(type, version);
  if (substitute === undefined) return encoderOf(column);
  const encoder = encoderOf({ ...column, type: substitute });
  const toText = legacyText(type);
  return toText === undefined ? encoder : { ...encoder, write: (out, value) => encoder.write(out, toText(value)) };
};

const substituteFor = (type: SqlType, version: TdsVersion): SqlType | undefined => {
  if (!version.has73) {
    if (type.name === 'date') return nvarcharType(10);
    if (type.name === 'time') return nvarcharType(16);
    if (type.name === 'datetime2') return nvarcharType(27);
    if (type.name === 'datetimeoffset') return nvarcharType(34);
  }
  if (version.has72) return undefined;
  if (type.name === 'xml' || (type.name === 'nvarchar' && type.length === MAX)) return sqlType('ntext', MAX);
  if (type.name === 'varchar' && type.length === MAX) return sqlType('text', MAX);
  if (type.name === 'varbinary' && type.length === MAX) return sqlType('image', MAX);
  return undefined;
};

const writeByteNull = (out: PacketWriter): void => out.uint8(0);
const writeShortNull = (out: PacketWriter): void => out.uint16(MAX_OR_NULL);
const writeLongNull = (out: PacketWriter): void => out.uint32(0);
const writePlpNull = (out: PacketWriter): void => out.uint64(0xffff_ffff_ffff_ffffn);

const encoder = (
  info: Uint8Array,
  write: ValueWriter,
  writeNull: ValueEncoder['writeNull'],
  more: Partial<ValueEncoder> = {},
): ValueEncoder => ({
  writeTypeInfo: (out) => out.bytes(info),
  write,
  writeNull,
  hasTableName: false,
  userType: 0,
  ...more,
});

/** A number type with a fixed form for NOT NULL and a form with a length byte for the rest. */
const number = (isNullable: boolean, fixedId: number, nullableId: number, size: number, write: ValueWriter): ValueEncoder =>
  isNullable
    ? encoder(
        Uint8Array.of(nullableId, size),
        (out, value) => {
          out.uint8(size);
          write(out, value);
        },
        writeByteNull,
      )
    : encoder(Uint8Array.of(fixedId), write, undefined);

const low = (n: number): number => n & 0xff;
const high = (n: number): number => (n >> 8) & 0xff;

const encoderOf = ({ type, isNullable, collation }: EncodedType): ValueEncoder => {
  switch (type.name) {
    case 'bit':
      return number(isNullable, WIRE.bit, WIRE.bitN, 1, exact.writeByte);
    case 'tinyint':
      return number(isNullable, WIRE.int1, WIRE.intN, 1, exact.writeByte);
    case 'smallint':
      return number(isNullable, WIRE.int2, WIRE.intN, 2, exact.writeInt16);
    case 'int':
      return number(isNullable, WIRE.int4, WIRE.intN, 4, exact.writeInt32);
    case 'null':
      return number(true, WIRE.int4, WIRE.intN, 4, exact.writeInt32);
    case 'bigint':
      return number(isNullable, WIRE.int8, WIRE.intN, 8, exact.writeInt64);
    case 'real':
      return number(isNullable, WIRE.float4, WIRE.floatN, 4, exact.writeFloat);
    case 'float':
      return number(isNullable, WIRE.float8, WIRE.floatN, 8, exact.writeDouble);
    case 'smallmoney':
      return number(isNullable, WIRE.money4, WIRE.moneyN, 4, exact.writeInt32);
    case 'money':
      return number(isNullable, WIRE.money, WIRE.moneyN, 8, exact.writeMoney);
    case 'smalldatetime':
      return number(isNullable, WIRE.datetime4, WIRE.datetimeN, 4, temporal.writeSmallDateTime);
    case 'datetime':
      return number(isNullable, WIRE.datetime, WIRE.datetimeN, 8, temporal.writeDateTime);
    case 'decimal':
    case 'numeric': {
      const id = type.name === 'decimal' ? WIRE.decimalN : WIRE.numericN;
      const size = decimalSize(type.precision);
      return encoder(Uint8Array.of(id, size, type.precision, type.scale), exact.decimalWriter(size), writeByteNull);
    }
    case 'date':
      return encoder(Uint8Array.of(WIRE.date), temporal.writeDate, writeByteNull);
    case 'time':
      return encoder(Uint8Array.of(WIRE.time, type.scale), temporal.timeWriter(type.scale, timeSize(type.scale)), writeByteNull);
    case 'datetime2':
      return encoder(Uint8Array.of(WIRE.datetime2, type.scale), temporal.dateTime2Writer(type.scale, timeSize(type.scale)), writeByteNull);
    case 'datetimeoffset':
      return encoder(
        Uint8Array.of(WIRE.datetimeoffset, type.scale),
        temporal.dateTimeOffsetWriter(type.scale, timeSize(type.scale)),
        writeByteNull,
      );
    case 'uniqueidentifier':
      return encoder(Uint8Array.of(WIRE.guid, 16), text.writeGuid, writeByteNull);
    case 'sql_variant':
      return encoder(Uint8Array.of(WIRE.variant, 0x49, 0x1f, 0, 0), writeVariant, writeLongNull);
    case 'timestamp':
      return encoder(Uint8Array.of(isNullable ? WIRE.varbinary : WIRE.binary, 8, 0), text.writeBinary, writeShortNull, { userType: 0x50 });
    case 'xml':
      return encoder(Uint8Array.of(WIRE.xml, 0), text.writePlpUcs2, writePlpNull);
    case 'text':
    case 'ntext':
    case 'image':
      return legacyLob(type, collationOf(collation));
    default:
      return stringEncoder(type, collationOf(collation));
  }
};

/** char, varchar, nchar, nvarchar, binary, varbinary, max or not. */
const stringEncoder = (type: SqlType, collation: Uint8Array): ValueEncoder => {
  const isWide = type.name === 'nchar' || type.name === 'nvarchar';
  const id = WIRE[type.name as 'char' | 'varchar' | 'nchar' | 'nvarchar' | 'binary' | 'varbinary'];
  const size = type.length === MAX ? MAX_OR_NULL : Math.max(1, type.length) * (isWide ? 2 : 1);
  const info = Uint8Array.of(id, low(size), high(size), ...(isString(type) ? collation : []));
  if (type.length === MAX) {
    return encoder(info, isWide ? text.writePlpUcs2 : isString(type) ? text.writePlpChar : text.writePlpBinary, writePlpNull);
  }
  return encoder(info, isWide ? text.writeUcs2 : isString(type) ? text.writeChar : text.writeBinary, writeShortNull);
};

const legacyLob = (type: SqlType, collation: Uint8Array): ValueEncoder => {
  const id = WIRE[type.name as 'text' | 'ntext' | 'image'];
  const largest = type.name === 'ntext' ? [0xfe, 0xff, 0xff, 0x7f] : [0xff, 0xff, 0xff, 0x7f];
  const info = Uint8Array.of(id, ...largest, ...(type.name === 'image' ? [] : collation));
  const write = type.name === 'ntext' ? text.writeLobUcs2 : type.name === 'text' ? text.writeLobChar : text.writeLobBinary;
  return encoder(info, write, writeByteNull, { hasTableName: true });
};
