// Parameters of every type that a real client can send arrive as the engine wants them, and go back as output parameters.

import { TYPES } from 'tedious';
import type { Connection, Request } from 'tedious';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RpcParameter } from '../../../sql/localdb/execution/client.ts';
import { typeDeclaration } from '../../../sql/localdb/types/sql-type.ts';
import type { Value } from '../../../sql/localdb/types/sql-type.ts';
import * as t from '../../../sql/localdb/types/sql-type.ts';
import { ask, callProcedure, connect, serve } from './driver.ts';
import type { TestServer } from './driver.ts';

type DataType = Parameters<Request['addParameter']>[1];
type Options = Parameters<Request['addParameter']>[3];

const DAY_2024_02_29 = 738944;
const NOON = 432_000_000_000;
const TICKS_2024_02_29 = (DAY_2024_02_29 - 733772) * 864_000_000_000;
const noon = new Date('2024-02-29T12:00:00.500Z');

/** Name, the driver's type, value and options; the declaration and value that the engine gets. */
const CASES: readonly (readonly [string, DataType, unknown, Options, string, Value])[] = [
  ['bit', TYPES.Bit, true, {}, 'bit', 1],
  ['tinyint', TYPES.TinyInt, 200, {}, 'tinyint', 200],
  ['smallint', TYPES.SmallInt, -5, {}, 'smallint', -5],
  ['int', TYPES.Int, -2147483648, {}, 'int', -2147483648],
  ['bigint', TYPES.BigInt, '9223372036854775807', {}, 'bigint', 9223372036854775807n],
  ['bigint, small', TYPES.BigInt, '-42', {}, 'bigint', -42],
  ['decimal', TYPES.Decimal, -12.34, { precision: 9, scale: 2 }, 'decimal(9,2)', -1234],
  ['decimal(38)', TYPES.Decimal, 12345678901.5, { precision: 38, scale: 4 }, 'decimal(38,4)', 123456789015000],
  ['numeric', TYPES.Numeric, 1, { precision: 18, scale: 0 }, 'numeric(18,0)', 1],
  ['money', TYPES.Money, -1.2345, {}, 'money', -12345],
  ['smallmoney', TYPES.SmallMoney, 3.5, {}, 'smallmoney', 35000],
  ['real', TYPES.Real, 1.5, {}, 'real', 1.5],
  ['float', TYPES.Float, Math.E, {}, 'float', Math.E],
  ['date', TYPES.Date, noon, {}, 'date', DAY_2024_02_29],
  ['time', TYPES.Time, noon, { scale: 3 }, 'time(3)', NOON + 5_000_000],
  ['smalldatetime', TYPES.SmallDateTime, new Date('1900-01-02T00:01:00Z'), {}, 'smalldatetime', 1441],
  ['datetime', TYPES.DateTime, new Date('1899-12-31T00:00:01Z'), {}, 'datetime', -25_920_000 + 300],
  ['datetime2', TYPES.DateTime2, noon, { scale: 7 }, 'datetime2(7)', TICKS_2024_02_29 + NOON + 5_000_000],
  [
    'datetimeoffset',
    TYPES.DateTimeOffset,
    noon,
    { scale: 1 },
    'datetimeoffset(1)',
    new t.DateTimeOffsetValue(TICKS_2024_02_29 + NOON + 5_000_000, 0),
  ],
  ['char', TYPES.Char, 'ab', { length: 4 }, 'char(4)', 'ab  '],
  ['varchar', TYPES.VarChar, 'é€x', { length: 10 }, 'varchar(10)', 'é€x'],
  ['varchar(max)', TYPES.VarChar, 'v'.repeat(100_000), {}, 'varchar(max)', 'v'.repeat(100_000)],
  ['nchar', TYPES.NChar, 'ж', { length: 3 }, 'nchar(3)', 'ж  '],
  ['nvarchar', TYPES.NVarChar, 'жёлтый', { length: 20 }, 'nvarchar(20)', 'жёлтый'],
  ['nvarchar, empty', TYPES.NVarChar, '', { length: 20 }, 'nvarchar(20)', ''],
  ['nvarchar(max)', TYPES.NVarChar, 'ж'.repeat(100_000), {}, 'nvarchar(max)', 'ж'.repeat(100_000)],
  ['text', TYPES.Text, 'plain text', {}, 'text', 'plain text'],
  ['ntext', TYPES.NText, 'ж', {}, 'ntext', 'ж'],
  ['binary', TYPES.Binary, Buffer.from([1]), { length: 3 }, 'binary(3)', Buffer.from([1, 0, 0])],
  ['varbinary', TYPES.VarBinary, Buffer.from([1, 2]), { length: 3 }, 'varbinary(3)', Buffer.from([1, 2])],
  ['varbinary(max)', TYPES.VarBinary, Buffer.alloc(50_000, 3), {}, 'varbinary(max)', Buffer.alloc(50_000, 3)],
  ['image', TYPES.Image, Buffer.from([5]), {}, 'image', Buffer.from([5])],
  [
    'uniqueidentifier',
    TYPES.UniqueIdentifier,
    '6f9619ff-8b86-d011-b42d-00c04fc964ff',
    {},
    'uniqueidentifier',
    '6F9619FF-8B86-D011-B42D-00C04FC964FF',
  ],
];

let server: TestServer;
let connection: Connection;
beforeAll(async () => {
  server = await serve({
    procedures: {
      echo: (sink, parameters) => {
        for (const [i, { name, isOutput, value }] of parameters.entries()) {
          if (isOutput && value.kind === 'scalar') sink.returnValue(i, name, value.type, value.value);
        }
      },
    },
  });
  connection = await connect(server.port);
});
afterAll(async () => {
  connection.close();
  await server.stop();
});

const lastParameters = (): readonly RpcParameter[] => server.sessions.calls.at(-1)?.parameters ?? [];
const scalar = (parameter: RpcParameter | undefined): readonly [string, Value] | undefined =>
  parameter?.value.kind === 'scalar' ? [typeDeclaration(parameter.value.type), parameter.value.value] : undefined;

test.each(CASES)('%s', async (_name, type, value, options, declaration, expected) => {
  await ask(
    connection,
    'echo',
    (request) => {
      request.addParameter('p', type, value, options);
      request.addParameter('n', type, null, options);
    },
    callProcedure,
  );
  const [p, n] = lastParameters();
  expect(p?.name).toBe('@p');
  expect(scalar(p)).toEqual([declaration, expected]);
  expect(scalar(n)?.[1]).toBeNull();
});

test.each(CASES.filter(([name]) => !['text', 'ntext', 'image'].includes(name)))(
  '%s as an output parameter',
  async (_name, type, value, options) => {
    const sent = await ask(connection, 'echo', (request) => request.addOutputParameter('p', type, value, options), callProcedure);
    expect(lastParameters()[0]?.isOutput).toBe(true);
    // Sent back a second time, so that what the driver makes of its own value doesn't matter.
    const again = await ask(connection, 'echo', (request) => request.addOutputParameter('p', type, sent.outputs.p, options), callProcedure);
    expect(again.outputs).toEqual(sent.outputs);
    expect(again.outputs.p).not.toBeUndefined();
    expect(again.returnStatus).toBe(0);
  },
);

describe('procedures', () => {
  test('those called by number have their names', async () => {
    await expect(
      ask(
        connection,
        'SELECT @p',
        (request) => request.addParameter('p', TYPES.Int, 1),
        (c, request) => c.execSql(request),
      ),
    ).rejects.toThrow("Could not find stored procedure 'sp_executesql'.");
    expect(server.sessions.calls.at(-1)?.parameters.map((p) => scalar(p)?.[1])).toEqual(['SELECT @p', '@p int', 1]);
  });

  test('a table-valued parameter has its name, columns and rows', async () => {
    const table = {
      schema: 'dbo',
      name: 'Lines',
      columns: [
        { name: 'id', type: TYPES.Int },
        { name: 'name', type: TYPES.NVarChar, length: 50 },
        { name: 'price', type: TYPES.Decimal, precision: 10, scale: 2 },
      ],
      rows: [
        [1, 'один', 1.5],
        [2, null, null],
      ],
    };
    await ask(connection, 'echo', (request) => request.addParameter('lines', TYPES.TVP, table), callProcedure);
    expect(lastParameters()[0]?.value).toEqual({
      kind: 'table',
      schema: 'dbo',
      typeName: 'Lines',
      columns: [
        { type: t.intType, isDefault: false },
        { type: t.nvarcharType(50), isDefault: false },
        { type: t.decimalType(10, 2), isDefault: false },
      ],
      rows: [
        [1, 'один', 150],
        [2, null, null],
      ],
    });
  });

  test('an empty table-valued parameter has no rows', async () => {
    const table = { name: 'Lines', columns: [{ name: 'id', type: TYPES.Int }], rows: [] };
    await ask(connection, 'echo', (request) => request.addParameter('lines', TYPES.TVP, table), callProcedure);
    expect(lastParameters()[0]?.value).toMatchObject({ typeName: 'Lines', rows: [] });
  });
});
