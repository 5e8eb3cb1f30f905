// Writes sql_variant values (MS-TDS 2.2.5.5.4): length, base type, its properties, the value without a length of its own.

import type { SqlType, Value, VariantValue } from '../types/sql-type.ts';
import { isString } from '../types/sql-type.ts';
import { SERVER_COLLATION } from './collation.ts';
import * as exact from './exact-writer.ts';
import type { PacketWriter } from './packet-writer.ts';
import * as temporal from './temporal-writer.ts';
import * as text from './text-writer.ts';
import { decimalSize, timeSize, WIRE } from './wire-type-id.ts';

type NotNull = NonNullable<Value>;
type Writer = (out: PacketWriter, value: NotNull) => void;

interface VariantForm {
  readonly id: number;
  readonly properties: readonly number[];
  /** Writes the value behind a length prefix of `prefix` bytes, which the variant leaves out. */
  readonly write: Writer;
  readonly prefix: number;
}

export const writeVariant = (out: PacketWriter, value: NotNull): void => {
  const variant = value as VariantValue;
  const { id, properties, write, prefix } = variantForm(variant.type);
  out.ensure(6 + properties.length);
  const start = out.position;
  out.uint32(0);
  out.uint8(id);
  out.uint8(properties.length);
  for (const property of properties) out.uint8(property);
  const at = out.position;
  write(out, variant.value);
  if (prefix > 0) {
    out.buffer.copyWithin(at, at + prefix, out.position);
    out.position -= prefix;
  }
  out.buffer.writeUInt32LE(out.position - start - 4, start);
};

const form = (id: number, write: Writer, properties: readonly number[] = [], prefix = 0): VariantForm => ({
  id,
  properties,
  write,
  prefix,
});

const variantForm = (type: SqlType): VariantForm => {
  switch (type.name) {
    case 'bit':
      return form(WIRE.bit, exact.writeByte);
    case 'tinyint':
      return form(WIRE.int1, exact.writeByte);
    case 'smallint':
      return form(WIRE.int2, exact.writeInt16);
    case 'int':
      return form(WIRE.int4, exact.writeInt32);
    case 'bigint':
      return form(WIRE.int8, exact.writeInt64);
    case 'real':
      return form(WIRE.float4, exact.writeFloat);
    case 'float':
      return form(WIRE.float8, exact.writeDouble);
    case 'smallmoney':
      return form(WIRE.money4, exact.writeInt32);
    case 'money':
      return form(WIRE.money, exact.writeMoney);
    case 'smalldatetime':
      return form(WIRE.datetime4, temporal.writeSmallDateTime);
    case 'datetime':
      return form(WIRE.datetime, temporal.writeDateTime);
    case 'decimal':
    case 'numeric': {
      const id = type.name === 'decimal' ? WIRE.decimalN : WIRE.numericN;
      return form(id, exact.decimalWriter(decimalSize(type.precision)), [type.precision, type.scale], 1);
    }
    case 'date':
      return form(WIRE.date, temporal.writeDate, [], 1);
    case 'time':
      return form(WIRE.time, temporal.timeWriter(type.scale, timeSize(type.scale)), [type.scale], 1);
    case 'datetime2':
      return form(WIRE.datetime2, temporal.dateTime2Writer(type.scale, timeSize(type.scale)), [type.scale], 1);
    case 'datetimeoffset':
      return form(WIRE.datetimeoffset, temporal.dateTimeOffsetWriter(type.scale, timeSize(type.scale)), [type.scale], 1);
    case 'uniqueidentifier':
      return form(WIRE.guid, text.writeGuid, [], 1);
    case 'char':
    case 'varchar':
    case 'nchar':
    case 'nvarchar':
    case 'binary':
    case 'varbinary': {
      const isWide = type.name === 'nchar' || type.name === 'nvarchar';
      const size = Math.max(1, type.length) * (isWide ? 2 : 1);
      const length = [size & 0xff, size >> 8];
      const write = isWide ? text.writeUcs2 : isString(type) ? text.writeChar : text.writeBinary;
      return form(WIRE[type.name], write, isString(type) ? [...SERVER_COLLATION, ...length] : length, 2);
    }
    default:
      throw new TypeError(`${type.name} can't be the base type of a sql_variant`);
  }
};
