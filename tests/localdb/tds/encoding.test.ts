// Values of every type reach a real client as they were, in NOT NULL, nullable and null form, in every version.

import type { Connection } from 'tedious';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { OutputColumn } from '../../../sql/localdb/execution/client.ts';
import * as t from '../../../sql/localdb/types/sql-type.ts';
import type { SqlType, Value } from '../../../sql/localdb/types/sql-type.ts';
import { ask, connect, serve, values } from './driver.ts';
import type { TestServer } from './driver.ts';
import { sendRows } from './scripted-host.ts';

const TICKS_2024_02_29 = (738944 - 733772) * 864_000_000_000;
const NOON = 432_000_000_000;
const long = 'x'.repeat(70_000);
const wide = 'ж'.repeat(70_000);
const blob = Buffer.alloc(200_000, 7);

/** Type, in-memory value, what tedious makes of it. */
const CASES: readonly (readonly [string, SqlType, NonNullable<Value>, unknown])[] = [
  ['bit', t.bitType, 1, true],
  ['tinyint', t.tinyintType, 255, 255],
  ['smallint', t.smallintType, -32768, -32768],
  ['int', t.intType, -2147483648, -2147483648],
  ['int, large', t.intType, 2147483647, 2147483647],
  ['bigint in a number', t.bigintType, -9007199254740991, '-9007199254740991'],
  ['bigint in a bigint', t.bigintType, 9223372036854775807n, '9223372036854775807'],
  ['bigint, least', t.bigintType, -9223372036854775808n, '-9223372036854775808'],
  ['decimal of 5 bytes', t.decimalType(9, 2), -999999999, -9999999.99],
  ['decimal of 9 bytes', t.decimalType(18, 4), 9007199254740991, 900719925474.0991],
  ['decimal of 13 bytes', t.decimalType(28, 0), 1234567890123456789012345678n, Number(1234567890123456789012345678n)],
  ['decimal of 13 bytes, small', t.decimalType(28, 0), 5, 5],
  ['numeric of 17 bytes', t.sqlType('numeric', 0, 38, 0), -(10n ** 38n - 1n), -1e38],
  ['numeric of 17 bytes, small', t.sqlType('numeric', 0, 38, 3), 1500, 1.5],
  ['money', t.moneyType, -12345, -1.2345],
  ['money, large', t.moneyType, 9223372036854775807n, 922337203685477.6],
  ['smallmoney', t.smallmoneyType, -2147483648, -214748.3648],
  ['real', t.realType, Math.fround(1.1), Math.fround(1.1)],
  ['float', t.floatType, Math.PI, Math.PI],
  ['date', t.dateType, 738944, new Date('2024-02-29T00:00:00Z')],
  ['date, last', t.dateType, 3652058, new Date('9999-12-31T00:00:00Z')],
  ['time(0)', t.timeType(0), NOON, new Date('1970-01-01T12:00:00Z')],
  ['time(3)', t.timeType(3), 863_999_990_000, new Date('1970-01-01T23:59:59.999Z')],
  ['time(7)', t.timeType(7), 863_999_999_999, new Date('1970-01-01T23:59:59.999Z')],
  ['smalldatetime', t.smalldatetimeType, 60, new Date('1900-01-01T01:00:00Z')],
  ['datetime', t.datetimeType, -25_920_000 + 300, new Date('1899-12-31T00:00:01Z')],
  ['datetime2(7)', t.datetime2Type(7), TICKS_2024_02_29 + NOON + 1_230_000, new Date('2024-02-29T12:00:00.123Z')],
  ['datetime2(0), first', t.datetime2Type(0), -633979008000000000n, new Date('0001-01-01T00:00:00Z')],
  ['datetime2(3), before the epoch', t.datetime2Type(3), -10_000, new Date('2009-12-31T23:59:59.999Z')],
  ['datetimeoffset(7)', t.datetimeoffsetType(7), new t.DateTimeOffsetValue(TICKS_2024_02_29, -210), new Date('2024-02-29T00:00:00Z')],
  ['char', t.charType(5), 'ab   ', 'ab   '],
  ['varchar of code page 1252', t.varcharType(20), 'naïve €“”', 'naïve €“”'],
  ['varchar, empty', t.varcharType(20), '', ''],
  ['varchar(max)', t.varcharType(t.MAX), long, long],
  ['varchar(max), empty', t.varcharType(t.MAX), '', ''],
  ['nchar', t.ncharType(3), 'жж ', 'жж '],
  ['nvarchar', t.nvarcharType(4000), 'жёлтый 😀', 'жёлтый 😀'],
  ['nvarchar, longer', t.nvarcharType(4000), 'жёлтый 😀'.repeat(100), 'жёлтый 😀'.repeat(100)],
  ['nvarchar(max)', t.nvarcharType(t.MAX), wide, wide],
  ['text', t.textType, long, long],
  ['ntext', t.ntextType, wide, wide],
  ['xml', t.xmlType, '<a>ж</a>', '<a>ж</a>'],
  ['binary', t.binaryType(3), Buffer.from([1, 2, 0]), Buffer.from([1, 2, 0])],
  ['varbinary', t.varbinaryType(8000), new Uint8Array([9, 8]), Buffer.from([9, 8])],
  ['varbinary(max)', t.varbinaryType(t.MAX), blob, blob],
  ['image', t.imageType, blob, blob],
  ['timestamp', t.timestampType, Buffer.from('00000000000007d1', 'hex'), Buffer.from('00000000000007d1', 'hex')],
  ['uniqueidentifier', t.uniqueidentifierType, '6F9619FF-8B86-D011-B42D-00C04FC964FF', '6F9619FF-8B86-D011-B42D-00C04FC964FF'],
];

const variantOf = (type: SqlType, value: NonNullable<Value>): t.VariantValue => new t.VariantValue(type, value);
const VARIANTS: readonly (readonly [string, t.VariantValue, unknown])[] = [
  ['bit', variantOf(t.bitType, 0), false],
  ['tinyint', variantOf(t.tinyintType, 7), 7],
  ['int', variantOf(t.intType, -7), -7],
  ['bigint', variantOf(t.bigintType, 2 ** 40), String(2 ** 40)],
  ['decimal', variantOf(t.decimalType(10, 2), -2550), -25.5],
  ['numeric(38)', variantOf(t.sqlType('numeric', 0, 38, 1), 15), 1.5],
  ['money', variantOf(t.moneyType, 12345), 1.2345],
  ['float', variantOf(t.floatType, 0.1), 0.1],
  ['date', variantOf(t.dateType, 738944), new Date('2024-02-29T00:00:00Z')],
  ['time(7)', variantOf(t.timeType(7), NOON), new Date('1970-01-01T12:00:00Z')],
  ['datetime', variantOf(t.datetimeType, 300), new Date('1900-01-01T00:00:01Z')],
  ['datetime2(3)', variantOf(t.datetime2Type(3), TICKS_2024_02_29), new Date('2024-02-29T00:00:00Z')],
  [
    'datetimeoffset(7)',
    variantOf(t.datetimeoffsetType(7), new t.DateTimeOffsetValue(TICKS_2024_02_29, 60)),
    new Date('2024-02-29T00:00:00Z'),
  ],
  // tedious takes the collation's bytes for the length's and so gets only ASCII right.
  ['varchar', variantOf(t.varcharType(10), 'ascii'), 'ascii'],
  ['nvarchar', variantOf(t.nvarcharType(10), 'ж'), 'ж'],
  ['varbinary', variantOf(t.varbinaryType(4), Buffer.from([1, 2])), Buffer.from([1, 2])],
  ['uniqueidentifier', variantOf(t.uniqueidentifierType, '6F9619FF-8B86-D011-B42D-00C04FC964FF'), '6F9619FF-8B86-D011-B42D-00C04FC964FF'],
];

const column = (type: SqlType, isNullable: boolean, name = 'c'): OutputColumn => ({ name, type, isNullable });

let server: TestServer;
let sent: { columns: readonly OutputColumn[]; rows: readonly (readonly Value[])[] } = { columns: [], rows: [] };

beforeAll(async () => {
  server = await serve({ batches: { q: (sink) => sendRows(sink, sent.columns, sent.rows) } });
});
afterAll(() => server.stop());

const receive = async (
  connection: Connection,
  columns: readonly OutputColumn[],
  rows: readonly (readonly Value[])[],
): Promise<unknown[][]> => {
  sent = { columns, rows };
  return values(await ask(connection, 'q'));
};

const withConnection = async (
  version: '7_1' | '7_2' | '7_3_A' | '7_3_B' | '7_4',
  run: (connection: Connection) => Promise<void>,
): Promise<void> => {
  const connection = await connect(server.port, { tdsVersion: version });
  try {
    await run(connection);
  } finally {
    connection.close();
  }
};

describe('version 7.4', () => {
  let connection: Connection;
  beforeAll(async () => {
    connection = await connect(server.port);
  });
  afterAll(() => connection.close());

  test.each(CASES)('%s', async (_name, type, value, expected) => {
    expect(await receive(connection, [column(type, false)], [[value]])).toEqual([[expected]]);
    expect(await receive(connection, [column(type, true)], [[value], [null], [value]])).toEqual([[expected], [null], [expected]]);
  });

  test.each(VARIANTS)('sql_variant of %s', async (_name, value, expected) => {
    expect(await receive(connection, [column(t.variantType, true)], [[value], [null]])).toEqual([[expected], [null]]);
  });

  test('all types in one row, with every second one NULL', async () => {
    const columns = CASES.map(([name, type], i) => column(type, true, `c${i} ${name}`));
    const odd = CASES.map(([, , value], i) => (i % 2 === 0 ? value : null));
    const even = CASES.map(([, , value], i) => (i % 2 === 1 ? value : null));
    expect(await receive(connection, columns, [odd, even])).toEqual([
      CASES.map(([, , , expected], i) => (i % 2 === 0 ? expected : null)),
      CASES.map(([, , , expected], i) => (i % 2 === 1 ? expected : null)),
    ]);
  });

  test('thousands of rows in the order they were sent', async () => {
    const columns = [column(t.intType, false), column(t.nvarcharType(50), true), column(t.decimalType(18, 2), true)];
    const rows = Array.from({ length: 20_000 }, (_, i) => [i, i % 3 === 0 ? null : `row ${i}`, i * 100]);
    const received = await receive(connection, columns, rows);
    expect(received.length).toBe(20_000);
    expect(received[0]).toEqual([0, null, 0]);
    expect(received[19_999]).toEqual([19_999, 'row 19999', 19_999]);
  });

  test('column flags and types are those of SQL Server', async () => {
    sent = {
      columns: [
        { name: 'id', type: t.intType, isNullable: false, isIdentity: true },
        { name: 'total', type: t.intType, isNullable: true, isComputed: true },
        { name: 'version', type: t.timestampType, isNullable: false },
        { name: '', type: t.nullType, isNullable: true },
      ],
      rows: [],
    };
    const { metadata } = await ask(connection, 'q');
    expect(metadata[0]?.map(({ colName, flags, userType, type }) => [colName, flags, userType, type.name])).toEqual([
      ['id', 0x18, 0, 'Int'],
      ['total', 0x21, 0, 'IntN'],
      ['version', 0x08, 0x50, 'Binary'],
      ['', 0x09, 0, 'IntN'],
    ]);
  });

  test('a NULL in a NOT NULL column is an error, and the connection goes on', async () => {
    await expect(receive(connection, [column(t.intType, false)], [[1], [null]])).rejects.toThrow(/NOT NULL/);
    expect(await receive(connection, [column(t.intType, false)], [[1]])).toEqual([[1]]);
  });
});

describe('earlier versions', () => {
  const everyVersion = CASES.filter(([, type]) => !['date', 'time', 'datetime2', 'datetimeoffset'].includes(type.name));

  test.each(['7_1', '7_2', '7_3_A', '7_3_B'] as const)('%s has what it has of types', async (version) => {
    await withConnection(version, async (connection) => {
      for (const [, type, value, expected] of everyVersion) {
        expect(await receive(connection, [column(type, true)], [[value], [null]])).toEqual([[expected], [null]]);
      }
    });
  });

  test('7.2 gets the types of 7.3 as text', async () => {
    await withConnection('7_2', async (connection) => {
      const columns = [t.dateType, t.timeType(3), t.datetime2Type(7), t.datetimeoffsetType(0)].map((type) => column(type, true));
      const rows = await receive(connection, columns, [
        [738944, NOON, TICKS_2024_02_29 + 5, new t.DateTimeOffsetValue(TICKS_2024_02_29, -90)],
      ]);
      expect(rows).toEqual([['2024-02-29', '12:00:00.000', '2024-02-29 00:00:00.0000005', '2024-02-28 22:30:00 -01:30']]);
    });
  });
});
