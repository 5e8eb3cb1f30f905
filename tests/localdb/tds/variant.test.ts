// sql_variant both ways: what is written for a column can be read as a parameter. (No driver here sends variants.)

import { Writable } from 'node:stream';
import { expect, test } from 'vitest';
import { ByteReader } from '../../../sql/localdb/tds/byte-reader.ts';
import { PacketWriter } from '../../../sql/localdb/tds/packet-writer.ts';
import { InvalidWireValue } from '../../../sql/localdb/tds/protocol-error.ts';
import { readVariant } from '../../../sql/localdb/tds/variant-reader.ts';
import { writeVariant } from '../../../sql/localdb/tds/variant-writer.ts';
import * as t from '../../../sql/localdb/types/sql-type.ts';
import type { SqlType, Value } from '../../../sql/localdb/types/sql-type.ts';

const CASES: readonly (readonly [SqlType, NonNullable<Value>])[] = [
  [t.bitType, 1],
  [t.tinyintType, 255],
  [t.smallintType, -1],
  [t.intType, -2147483648],
  [t.bigintType, 9223372036854775807n],
  [t.decimalType(38, 10), -(10n ** 38n - 1n)],
  [t.decimalType(28, 0), 10n ** 27n],
  [t.sqlType('numeric', 0, 9, 2), 123456789],
  [t.moneyType, -9223372036854775808n],
  [t.smallmoneyType, -1],
  [t.realType, 0.5],
  [t.floatType, -1e300],
  [t.dateType, 3652058],
  [t.timeType(0), 10_000_000],
  [t.timeType(7), 863_999_999_999],
  [t.smalldatetimeType, 65535 * 1440 + 1439],
  [t.datetimeType, -25_920_000],
  [t.datetime2Type(4), -10_000],
  [t.datetimeoffsetType(7), new t.DateTimeOffsetValue(1, -840)],
  [t.charType(3), 'a  '],
  [t.varcharType(8000), 'é€'.repeat(4000)],
  [t.ncharType(2), 'ж '],
  [t.nvarcharType(4000), ''],
  [t.binaryType(2), Buffer.from([1, 2])],
  [t.varbinaryType(10), Buffer.alloc(0)],
  [t.uniqueidentifierType, '6F9619FF-8B86-D011-B42D-00C04FC964FF'],
];

const written = (value: t.VariantValue): Buffer => {
  const out = new PacketWriter(new Writable());
  writeVariant(out, value);
  return Buffer.from(out.buffer.subarray(0, out.position));
};

test.each(CASES.map(([type, value]) => [t.typeDeclaration(type), type, value] as const))('%s', (_name, type, value) => {
  const bytes = written(new t.VariantValue(type, value));
  const from = new ByteReader(bytes);
  expect(readVariant(from)).toEqual(new t.VariantValue(type, value));
  expect(from.remaining).toBe(0);
});

test.each(CASES.map(([type, value]) => [t.typeDeclaration(type), type, value] as const))(
  '%s with a byte too many or too few',
  (_name, type, value) => {
    const bytes = written(new t.VariantValue(type, value));
    for (const length of [bytes.length - 5, bytes.length - 3]) {
      const changed = Buffer.concat([bytes, Buffer.alloc(1)]);
      changed.writeUInt32LE(length, 0);
      try {
        const read = readVariant(new ByteReader(changed));
        // Strings and binary data have no length of their own.
        expect(t.isString(type) || t.isBinary(type)).toBe(true);
        expect(read).toBeInstanceOf(t.VariantValue);
      } catch (error) {
        expect(error instanceof InvalidWireValue || (error instanceof Error && error.name === 'EndOfData')).toBe(true);
      }
    }
  },
);
