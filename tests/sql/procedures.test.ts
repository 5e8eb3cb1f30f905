// Calls of procedures: which value reaches which parameter, what comes back, and how each way of failing is told apart.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database } from '../../sql/connection.ts';
import {
  BusinessRefusal,
  ParameterConversionError,
  ProcedureCancelled,
  ProcedureFailed,
  ProcedureMissing,
  ProcedureTimeout,
  TransactionLeftOpen,
} from '../../sql/errors.ts';
import { callProcedure, cell, columnReader, singleValue } from '../../sql/procedures.ts';
import type { ProcedureCallOptions, ProcedureResult } from '../../sql/procedures.ts';
import { runSql } from '../../sql/query.ts';
import { contextOf, define, defineDictionaryTypes, openTestDatabase } from './database.ts';

let db: Database;

beforeAll(async () => {
  db = await openTestDatabase({ poolSize: 4 });
  await defineDictionaryTypes(db);
});
afterAll(() => db?.close());

const call = (name: string, options: Partial<ProcedureCallOptions> = {}): Promise<ProcedureResult> =>
  callProcedure(db, { name, context: contextOf('ann'), isRead: false, ...options });

const firstRow = async (name: string, options?: Partial<ProcedureCallOptions>) => ({ ...(await call(name, options)).sets[0]?.rows[0] });

/** Defines, and lets the cache know as the first call of every request does. */
const procedure = async (sql: string): Promise<void> => {
  await define(db, `CREATE OR ALTER PROCEDURE ${sql}`);
  db.signatures.forget();
};

describe('which value a declared parameter gets', () => {
  beforeAll(() =>
    procedure(`dbo.[fm_order-line_x] @ItemID int, @note nvarchar(20), @absent int, @username nvarchar(64), @userID int AS
      SELECT @ItemID AS itemID, @note AS note, @absent AS absent, @username AS username, @userID AS userID`),
  );

  test('from the values in any letter case, else from the dictionary, else NULL; what is not declared is not sent', async () => {
    const row = await firstRow('fm_order-line_x', { values: { ITEMID: '15', other: 'x' }, dictionary: { Note: 'from it', itemID: '99' } });
    expect(row).toEqual({ itemID: 15, note: 'from it', absent: null, username: 'ann', userID: 1 });
  });

  test('a dictionary cannot say who calls', async () => {
    const row = await firstRow('fm_order-line_x', {
      dictionary: new Map([
        ['username', 'eve'],
        ['userid', '666'],
      ]),
    });
    expect(row).toMatchObject({ username: 'ann', userID: 1 });
  });

  test('an empty text is NULL for a number and stays an empty text for text', async () => {
    expect(await firstRow('fm_order-line_x', { values: { itemID: '', note: '' } })).toMatchObject({ itemID: null, note: '' });
  });

  test.each(['dbo.fm_order-line_x', '[dbo].[fm_order-line_x]', 'DBO.FM_ORDER-LINE_X'])('the procedure is found as %s', async (name) => {
    expect(await firstRow(name, { values: { itemID: 1 } })).toMatchObject({ itemID: 1 });
  });

  test('a name is never T-SQL', async () => {
    await expect(call('fm_order-line_x]; DROP PROCEDURE dbo.[fm_order-line_x]; --')).rejects.toBeInstanceOf(ProcedureMissing);
    expect(await firstRow('fm_order-line_x', { values: { note: "'; DROP TABLE x --" } })).toMatchObject({ note: "'; DROP TABLE x --" });
  });
});

const BOTH_WAYS: readonly (readonly [type: string, given: unknown, expected: unknown])[] = [
  ['bit', 'True', true],
  ['bit', '0', false],
  ['tinyint', '255', 255],
  ['smallint', -32768, -32768],
  ['int', '2147483647', 2147483647],
  ['int', true, 1],
  ['bigint', '9007199254740991', 9007199254740991],
  ['bigint', '-9223372036854775808', '-9223372036854775808'],
  ['decimal(18, 2)', '1234.56', 1234.56],
  ['decimal(38, 10)', '-1234567890123456789012345678.0123456789', '-1234567890123456789012345678.0123456789'],
  ['decimal(5, 2)', 0.1, 0.1],
  ['numeric(19, 0)', 9223372036854775807n, '9223372036854775807'],
  ['money', '922337203685477.5807', '922337203685477.5807'],
  ['money', '-922337203685477.5808', '-922337203685477.5808'],
  ['money', '12.5', 12.5],
  ['smallmoney', '-214748.3648', -214748.3648],
  ['float', '1.5e-3', 0.0015],
  ['real', 0.5, 0.5],
  ['date', '2026-01-31', '2026-01-31'],
  ['date', '0001-01-01', '0001-01-01'],
  ['date', '2026-01-31T23:59:59', '2026-01-31'],
  ['datetime', '2026-01-31', '2026-01-31T00:00:00'],
  ['datetime', '2026-03-29T02:30:00.123', '2026-03-29T02:30:00.123'],
  ['smalldatetime', '2026-01-31T10:11', '2026-01-31T10:11:00'],
  ['datetime2(7)', '2026-01-31T10:11:12.1234567', '2026-01-31T10:11:12.1234567'],
  ['datetime2(3)', new Date(Date.UTC(2026, 0, 31, 10, 11, 12, 345)), '2026-01-31T10:11:12.345'],
  ['datetime2(0)', '2026-01-31T10:00:00+03:00', '2026-01-31T07:00:00'],
  ['time(7)', '23:59:59.9999999', '23:59:59.9999999'],
  ['datetimeoffset(3)', '2026-01-31T10:00:00.5+03:30', '2026-01-31T10:00:00.5+03:30'],
  ['datetimeoffset(0)', '2026-01-31T22:00:00-05:00', '2026-01-31T22:00:00-05:00'],
  ['uniqueidentifier', '6f9619ff-8b86-d011-b42d-00c04fc964ff', '6F9619FF-8B86-D011-B42D-00C04FC964FF'],
  ['char(3)', 'ab', 'ab '],
  ['varchar(10)', 'abc', 'abc'],
  ['nvarchar(10)', 'Привет', 'Привет'],
  ['nvarchar(max)', 'ж'.repeat(9_000), 'ж'.repeat(9_000)],
  ['nvarchar(50)', ['a', 'b'], 'a,b'],
  ['nvarchar(50)', false, 'False'],
  ['nvarchar(50)', 1e21, '1000000000000000000000'],
  ['sql_variant', 'name', 'name'],
  ['sql_variant', 5, 5],
  ['varbinary(4)', '0x0aff', Buffer.from([10, 255])],
  ['varbinary(max)', Buffer.alloc(9_000, 7), Buffer.alloc(9_000, 7)],
  ['xml', '<a>1</a>', '<a>1</a>'],
  ['sysname', 'x', 'x'],
];

describe('types both ways', () => {
  test.each(BOTH_WAYS.map((one, index) => [...one, index] as const))('%s of %o', async (type, given, expected, index) => {
    const name = `types_${index}`;
    await procedure(`dbo.${name} @value ${type}, @out ${type} OUTPUT AS SET @out = @value; SELECT @value AS value`);
    const result = await call(name, { values: { value: given } });
    expect(result.sets[0]?.rows[0]?.value).toEqual(expected);
    expect(result.output).toEqual({ out: expected });
    const none = await call(name, { values: { value: null } });
    expect(none.sets[0]?.rows[0]?.value).toBeNull();
    expect(none.output).toEqual({ out: null });
  });

  test.each([
    ['int', 'abc', 'not convertible'],
    ['int', '2147483648', 'out of range'],
    ['tinyint', '-1', 'out of range'],
    ['int', '1.5', 'not convertible'],
    ['bit', 'maybe', 'not convertible'],
    ['decimal(5, 2)', '1000', 'out of range'],
    ['decimal(5, 2)', '1,5', 'not convertible'],
    ['money', '922337203685478', 'out of range'],
    ['float', 'NaN', 'not convertible'],
    ['date', '2026-02-30', 'not convertible'],
    ['date', '31.01.2026', 'not convertible'],
    ['datetime', '1752-12-31', 'out of range'],
    ['datetime2(0)', '2026-01-31T25:00', 'not convertible'],
    ['uniqueidentifier', 'x', 'not convertible'],
    ['nvarchar(3)', 'abcd', 'too long'],
    ['varchar(3)', 'abcd', 'too long'],
    ['varbinary(1)', '0x0102', 'too long'],
    ['sql_variant', 'x'.repeat(4_001), 'too long'],
  ])('%s refuses %j before anything is sent: %s', async (type, value, reason) => {
    await procedure(`dbo.refusing @value ${type} AS SELECT 1 AS a`);
    await expect(call('refusing', { values: { value } })).rejects.toMatchObject({
      constructor: ParameterConversionError,
      parameter: '@value',
      value,
      reason,
    });
  });
});

describe('tables', () => {
  test.each(['CRUDFilterParameter', 'DictionaryParameter', 'ExtendedDictionaryParameter'])('the dictionary comes as %s', async (type) => {
    const value2 = type.startsWith('Extended') ? ', [Value2]' : '';
    await procedure(`dbo.rows_${type} @filters dbo.${type} READONLY, @parameters dbo.${type} READONLY AS
      SELECT [Key], [Value]${value2} FROM @filters ORDER BY [Key]; SELECT COUNT(*) AS n FROM @parameters`);
    const { sets } = await call(`rows_${type}`, { dictionary: { a: 'ж', b: '', ['k'.repeat(129)]: 'left out' } });
    const expected = [
      ['a', 'ж'],
      ['b', ''],
    ].map(([key, value]) => (value2 ? { Key: key, Value: value, Value2: value } : { Key: key, Value: value }));
    expect(sets[0]?.rows.map((row) => ({ ...row }))).toEqual(expected);
    expect(singleValue(sets[1])).toBe(2);
  });

  test('without a dictionary the table is empty', async () => {
    await procedure('dbo.rows_none @parameters dbo.DictionaryParameter READONLY AS SELECT COUNT(*) AS n FROM @parameters');
    expect(await firstRow('rows_none')).toEqual({ n: 0 });
  });

  test('any other table type takes rows by column name or by order', async () => {
    await define(db, 'CREATE TYPE dbo.PriceList AS TABLE (id int, price decimal(19, 4), [from] date, note nvarchar(20), isNew bit)');
    await procedure('dbo.rows_own @prices dbo.PriceList READONLY AS SELECT id, price, [from], note, isNew FROM @prices ORDER BY id');
    const { sets } = await call('rows_own', {
      tables: { Prices: [{ ID: '1', price: '1234567890123.4567', from: '2026-01-31', isNew: 'True' }, [2, 0.5, null, 'n', false]] },
    });
    expect(sets[0]?.rows.map((row) => ({ ...row }))).toEqual([
      { id: 1, price: '1234567890123.4567', from: '2026-01-31', note: null, isNew: true },
      { id: 2, price: 0.5, from: null, note: 'n', isNew: false },
    ]);
    await expect(call('rows_own', { tables: { prices: [{ id: 'x' }] } })).rejects.toMatchObject({ parameter: '@prices.id' });
  });
});

describe('what comes back', () => {
  test('several sets, the return value, messages, counts; columns in any letter case', async () => {
    await procedure(
      `dbo.returning AS SET NOCOUNT ON; SELECT 1 AS Result, N'ok' AS Msg; SELECT TOP (0) 1 AS empty; PRINT N'note'; RETURN 7`,
    );
    const result = await call('returning');
    expect(result).toMatchObject({ returnValue: 7, messages: ['note'], rows: 1 });
    expect(result.sets.map(({ columns }) => columns)).toEqual([
      [
        { name: 'Result', type: 'int' },
        { name: 'Msg', type: 'nvarchar' },
      ],
      [{ name: 'empty', type: 'int' }],
    ]);
    const [set] = result.sets;
    expect(cell(set?.rows[0], 'mSG')).toBe('ok');
    expect(set && columnReader(set, 'RESULT')?.(set.rows[0] ?? {})).toBe(1);
    expect(cell(set?.rows[0], 'constructor')).toBeUndefined();
  });

  test('@res with sel1 and sel2 is read as sets', async () => {
    await procedure(
      `dbo.as_json @res nvarchar(max) OUTPUT AS SET @res = N'{"sel2":[{"total":2}],"sel1":[{"a":1,"b":"x"},{"a":2,"c":{"d":1}}]}'`,
    );
    const { sets } = await call('as_json');
    expect(sets[0]?.columns.map(({ name }) => name)).toEqual(['a', 'b', 'c']);
    expect(sets[0]?.rows.map((row) => ({ ...row }))).toEqual([
      { a: 1, b: 'x' },
      { a: 2, c: '{"d":1}' },
    ]);
    expect(singleValue(sets[1])).toBe(2);
  });

  test('the session context is there during the call and cannot be changed', async () => {
    await procedure(`dbo.who AS SELECT SESSION_CONTEXT(N'username') AS username, SESSION_CONTEXT(N'userID') AS userID,
      SESSION_CONTEXT(N'roles') AS roles, SESSION_CONTEXT(N'traceID') AS traceID, SESSION_CONTEXT(N'tenant') AS tenant`);
    const context = contextOf('bob', { userID: 5, roles: 'a,b', traceID: 't', tenant: 'acme' });
    expect(await firstRow('who', { context })).toEqual({ username: 'bob', userID: 5, roles: 'a,b', traceID: 't', tenant: 'acme' });
    expect(await firstRow('who')).toMatchObject({ tenant: null });
    await procedure(`dbo.pretend AS EXEC sys.sp_set_session_context @key = N'username', @value = N'eve'`);
    await expect(call('pretend')).rejects.toMatchObject({ number: 15664 });
  });
});

describe('how a call fails', () => {
  test.each([
    ["THROW 50001, N'Склад пуст', 1;", 50001],
    ["THROW 59999, N'Склад пуст', 1;", 59999],
    ["RAISERROR(N'Склад пуст', 16, 1);", 50000],
  ])('%s is a business refusal', async (statement, number) => {
    await procedure(`dbo.refuse AS\nSET NOCOUNT ON;\n${statement}`);
    await expect(call('refuse')).rejects.toMatchObject({ constructor: BusinessRefusal, text: 'Склад пуст', number, line: 3 });
  });

  test.each(["THROW 60000, N'x', 1;", 'SELECT 1 / 0 AS a;', 'INSERT dbo.nowhere (a) VALUES (1);'])('%s is a failure', async (statement) => {
    await procedure(`dbo.broken AS SET NOCOUNT ON; ${statement}`);
    const error = await call('broken').catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(ProcedureFailed);
    expect(error).toMatchObject({ line: 1, procedure: expect.stringContaining('broken') });
  });

  test('a missing procedure', async () => {
    await expect(call('crud_nobody_getItems')).rejects.toMatchObject({ constructor: ProcedureMissing, procedure: 'crud_nobody_getItems' });
  });

  test('a transaction that is left open is undone', async () => {
    await define(db, 'CREATE TABLE dbo.leaks (id int)');
    await procedure('dbo.leaking AS SET NOCOUNT ON; BEGIN TRANSACTION; INSERT dbo.leaks (id) VALUES (1)');
    await expect(call('leaking')).rejects.toBeInstanceOf(TransactionLeftOpen);
    expect(singleValue((await runSql(db, 'SELECT COUNT(*) AS n FROM dbo.leaks;'))[0])).toBe(0);
  });

  test('an error inside a transaction undoes it and frees its locks', async () => {
    await define(db, 'CREATE TABLE dbo.halves (id int PRIMARY KEY)');
    await procedure("dbo.half AS SET NOCOUNT ON; BEGIN TRANSACTION; INSERT dbo.halves (id) VALUES (1); THROW 50001, N'no', 1;");
    await expect(call('half')).rejects.toBeInstanceOf(BusinessRefusal);
    expect(singleValue((await runSql(db, 'SELECT COUNT(*) AS n FROM dbo.halves;', {}, { timeoutMs: 3_000 }))[0])).toBe(0);
  });

  test('a time limit holds after the first rows as well, and undoes what was begun', async () => {
    await define(db, 'CREATE TABLE dbo.slows (id int)');
    await procedure(
      `dbo.slow AS SET NOCOUNT ON; BEGIN TRANSACTION; INSERT dbo.slows (id) VALUES (1); SELECT 1 AS a; WAITFOR DELAY '00:00:10'; COMMIT`,
    );
    const started = performance.now();
    await expect(call('slow', { timeoutMs: 150 })).rejects.toMatchObject({ constructor: ProcedureTimeout, timeoutMs: 150 });
    expect(performance.now() - started).toBeLessThan(5_000);
    expect(singleValue((await runSql(db, 'SELECT COUNT(*) AS n FROM dbo.slows;', {}, { timeoutMs: 3_000 }))[0])).toBe(0);
  });

  test('a signal cancels a running call, and one that has not begun', async () => {
    await procedure(`dbo.waiting AS WAITFOR DELAY '00:00:10'`);
    const controller = new AbortController();
    const running = call('waiting', { signal: controller.signal });
    setTimeout(() => controller.abort(), 100);
    await expect(running).rejects.toBeInstanceOf(ProcedureCancelled);
    await expect(call('waiting', { signal: controller.signal })).rejects.toBeInstanceOf(ProcedureCancelled);
    expect(db.pool.statistics().used).toBe(0);
  });
});
