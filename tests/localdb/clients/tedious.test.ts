// tedious against a real server: parameters of all types, prepared statements, large values, cancel, reset, bulk load, errors.

import { Connection, Request, TYPES } from 'tedious';
import type { ConnectionConfiguration } from 'tedious';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connect, disconnect, runBatch } from '../case-runner.ts';
import { startTestServer } from '../server.ts';
import type { TestServer } from '../server.ts';
import { askRows, reset } from './tedious-requests.ts';

let server: TestServer;
let connection: Connection;
const database = `clients_tedious_${process.pid}`;

beforeAll(async () => {
  server = await startTestServer();
  const admin = await connect(server, 'master');
  await runBatch(admin, `CREATE DATABASE ${database}`);
  await disconnect(admin);
  connection = await connect(server, database);
});
afterAll(async () => {
  await disconnect(connection);
  const admin = await connect(server, 'master');
  await runBatch(admin, `DROP DATABASE ${database}`);
  await disconnect(admin);
  await server.stop();
});

const configuration = (options: ConnectionConfiguration['options'], password = server.password): ConnectionConfiguration => ({
  server: server.server,
  authentication: { type: 'default', options: { userName: server.user, password } },
  options: { port: server.port, encrypt: false, trustServerCertificate: true, ...options },
});

/** The numbers of the errors that a refused login is answered with. */
const failureOfLogin = (config: ConnectionConfiguration): Promise<number[]> =>
  new Promise((resolve, reject) => {
    const refused = new Connection(config);
    const numbers: number[] = [];
    refused.on('errorMessage', (message) => {
      numbers.push(message.number);
    });
    refused.on('error', () => undefined);
    refused.connect((failure) => (failure ? resolve(numbers) : reject(new Error('the login was accepted'))));
  });

describe('login', () => {
  test('a wrong password is error 18456', async () => {
    expect(await failureOfLogin(configuration({}, 'wrong'))).toEqual([18456]);
  });
  test('an unknown database is error 4060', async () => {
    expect(await failureOfLogin(configuration({ database: 'no_such_database' }))).toEqual([4060, 18456]);
  });
  test('packet sizes from 512 bytes to 32 KB carry the same answer', async () => {
    const text = 'x'.repeat(70_000);
    for (const packetSize of [512, 4096, 32_767]) {
      const other = await new Promise<Connection>((resolve, reject) => {
        const opened: Connection = new Connection(configuration({ packetSize, database }));
        opened.connect((error) => (error ? reject(error) : resolve(opened)));
      });
      const { rows } = await askRows(other, `SELECT '${text}' AS t, LEN('${text}') AS l`);
      expect(rows).toEqual([[text, '70000']]);
      await disconnect(other);
    }
  });
});

describe('parameters', () => {
  test('of every type come back as they went', async () => {
    const guid = '6F9619FF-8B86-D011-B42D-00C04FC964FF';
    const moment = new Date('2024-03-05T14:07:09.120Z');
    const sent: [string, Parameters<Request['addParameter']>[1], unknown, unknown][] = [
      ['bit', TYPES.Bit, true, true],
      ['tinyint', TYPES.TinyInt, 255, 255],
      ['smallint', TYPES.SmallInt, -32_768, -32_768],
      ['int', TYPES.Int, 2_147_483_647, 2_147_483_647],
      ['bigint', TYPES.BigInt, '9223372036854775807', '9223372036854775807'],
      ['money', TYPES.Money, 1234.5678, 1234.5678],
      ['real', TYPES.Real, 0.5, 0.5],
      ['float', TYPES.Float, 0.1, 0.1],
      ['decimal(12,4)', TYPES.Decimal, 12.5, 12.5],
      ['date', TYPES.Date, new Date('2024-03-05T00:00:00.000Z'), new Date('2024-03-05T00:00:00.000Z')],
      ['datetime', TYPES.DateTime, moment, moment],
      ['datetime2(3)', TYPES.DateTime2, moment, moment],
      ['datetimeoffset(3)', TYPES.DateTimeOffset, moment, moment],
      ['varchar(20)', TYPES.VarChar, "it's", "it's"],
      ['nvarchar(20)', TYPES.NVarChar, 'Заказ №1 😀', 'Заказ №1 😀'],
      ['varbinary(10)', TYPES.VarBinary, Buffer.from([0, 1, 254]), Buffer.from([0, 1, 254])],
      ['uniqueidentifier', TYPES.UniqueIdentifier, guid, guid],
      ['int', TYPES.Int, null, null],
      ['nvarchar(20)', TYPES.NVarChar, '', ''],
    ];
    const list = sent.map(([type], i) => `CAST(@p${i} AS ${type}) AS c${i}`).join(', ');
    const { rows } = await askRows(connection, `SELECT ${list}`, (request) => {
      for (const [i, [type, tds, value]] of sent.entries()) {
        request.addParameter(`p${i}`, tds, value, type.startsWith('decimal') ? { precision: 12, scale: 4 } : undefined);
      }
    });
    expect(rows[0]).toEqual(sent.map(([, , , expected]) => expected));
  });

  test('of 2 MB come back whole', async () => {
    const text = 'Длинный текст '.repeat(150_000);
    const bytes = Buffer.alloc(2_000_000, 7);
    const { rows } = await askRows(connection, 'SELECT @t AS t, @b AS b, LEN(@t) AS l, DATALENGTH(@b) AS d', (request) => {
      request.addParameter('t', TYPES.NVarChar, text);
      request.addParameter('b', TYPES.VarBinary, bytes);
    });
    // LEN does not count the blank at the end; lengths of (max) types are bigint, which the driver gives as text.
    expect(rows[0]?.slice(2)).toEqual([String(text.length - 1), String(bytes.length)]);
    expect(rows[0]?.[0]).toBe(text);
    expect(Buffer.compare(rows[0]?.[1] as Buffer, bytes)).toBe(0);
  });

  test('of a procedure: outputs and the return status', async () => {
    await runBatch(
      connection,
      "CREATE PROCEDURE dbo.add_up @a int, @b int = 5, @sum int OUTPUT, @text nvarchar(50) OUTPUT AS BEGIN SET @sum = @a + @b; SET @text = CONCAT(N'итого ', @sum); SELECT @a AS a; RETURN 7; END",
    );
    const answer = await askRows(
      connection,
      'dbo.add_up',
      (request) => {
        request.addParameter('a', TYPES.Int, 3);
        request.addOutputParameter('sum', TYPES.Int);
        request.addOutputParameter('text', TYPES.NVarChar, null, { length: 50 });
      },
      'procedure',
    );
    expect(answer.rows).toEqual([[3]]);
    expect(answer.outputs).toEqual({ sum: 8, text: 'итого 8' });
    expect(answer.status).toBe(7);
  });

  test('of a table type', async () => {
    await runBatch(connection, 'CREATE TYPE dbo.lines AS TABLE (n int NOT NULL, name nvarchar(20) NULL, price decimal(10,2) NULL)');
    await runBatch(
      connection,
      'CREATE PROCEDURE dbo.sum_lines @lines dbo.lines READONLY AS SELECT COUNT(*) AS c, SUM(price) AS s, MAX(name) AS m FROM @lines',
    );
    const table = {
      columns: [
        { name: 'n', type: TYPES.Int },
        { name: 'name', type: TYPES.NVarChar, length: 20 },
        { name: 'price', type: TYPES.Decimal, precision: 10, scale: 2 },
      ],
      rows: [
        [1, 'болт', 1.5],
        [2, null, 2.25],
      ],
    };
    const { rows } = await askRows(connection, 'dbo.sum_lines', (request) => request.addParameter('lines', TYPES.TVP, table), 'procedure');
    expect(rows).toEqual([[2, 3.75, 'болт']]);
  });
});

describe('requests', () => {
  test('a prepared statement runs many times', async () => {
    const seen: unknown[] = [];
    let settle: (error: Error | null | undefined) => void = () => undefined;
    const completed = (start: () => void): Promise<void> =>
      new Promise((resolve, reject) => {
        settle = (error) => (error ? reject(error) : resolve());
        start();
      });
    const request = new Request('SELECT @x * 2 AS y', (error) => settle(error));
    request.addParameter('x', TYPES.Int);
    request.on('row', (row: { value: unknown }[]) => seen.push(row[0]?.value));
    request.on('prepared', () => settle(undefined));
    await completed(() => connection.prepare(request));
    for (const x of [1, 2, 3]) await completed(() => connection.execute(request, { x }));
    await completed(() => connection.unprepare(request));
    expect(seen).toEqual([2, 4, 6]);
  });

  test('an error carries number, state, severity, line and procedure, and the connection goes on', async () => {
    await runBatch(connection, "CREATE PROCEDURE dbo.fails AS\nBEGIN\n  RAISERROR(N'Нельзя', 14, 5);\nEND");
    const seen: Record<string, unknown>[] = [];
    const note = (message: {
      number: number;
      state: number;
      class: number;
      lineNumber: number;
      procName: string;
      message: string;
    }): void => {
      seen.push({
        number: message.number,
        state: message.state,
        severity: message.class,
        line: message.lineNumber,
        procedure: message.procName,
        text: message.message,
      });
    };
    connection.on('errorMessage', note);
    await runBatch(connection, 'EXEC dbo.fails');
    connection.off('errorMessage', note);
    expect(seen).toEqual([{ number: 50000, state: 5, severity: 14, line: 3, procedure: expect.stringMatching(/fails$/), text: 'Нельзя' }]);
    expect((await askRows(connection, 'SELECT 1 AS one')).rows).toEqual([[1]]);
  });

  test.each([
    ['a wait', "WAITFOR DELAY '00:00:20'"],
    [
      'a long query',
      'WITH n AS (SELECT 1 AS x UNION ALL SELECT x + 1 FROM n WHERE x < 1000) SELECT COUNT_BIG(*) FROM n a CROSS JOIN n b CROSS JOIN n c OPTION (MAXRECURSION 0)',
    ],
    ['a loop', 'DECLARE @i bigint = 0; WHILE 1 = 1 SET @i += 1'],
  ])('%s is cancelled within a second and the connection goes on', async (_name, text) => {
    const own = await connect(server, database);
    const started = performance.now();
    const error = await new Promise<Error | undefined>((resolve) => {
      const request = new Request(text, (failure) => resolve(failure ?? undefined));
      request.on('row', () => undefined);
      own.execSqlBatch(request);
      setTimeout(() => own.cancel(), 200);
    });
    expect(error).toMatchObject({ code: 'ECANCEL' });
    expect(performance.now() - started).toBeLessThan(1200);
    expect((await askRows(own, 'SELECT 1 AS one')).rows).toEqual([[1]]);
    await disconnect(own);
  });

  test('many result sets, PRINT and counts arrive in order', async () => {
    const answer = await runBatch(
      connection,
      "SELECT 1 AS a; PRINT 'one'; SELECT 2 AS b WHERE 1 = 0; PRINT 'two'; SELECT NULL AS c, N'x' AS d",
    );
    expect(answer.results.map((set) => [set.columns.map(([name]) => name), set.rows])).toEqual([
      [['a'], [[1]]],
      [['b'], []],
      [['c', 'd'], [[null, 'x']]],
    ]);
    expect(answer.prints).toEqual(['one', 'two']);
  });

  test('100,000 rows of wide and null columns arrive whole', async () => {
    const text =
      "SELECT value AS n, CASE WHEN value % 3 = 0 THEN NULL ELSE value END AS v, CASE WHEN value % 2 = 0 THEN NULL ELSE CONCAT(N'строка ', value) END AS s FROM GENERATE_SERIES(1, 100000) ORDER BY value";
    const { rows } = await askRows(connection, text);
    expect(rows.length).toBe(100_000);
    expect(rows[2]).toEqual([3, null, 'строка 3']);
    expect(rows[99_999]).toEqual([100_000, 100_000, null]);
  });
});

describe('transactions and sessions', () => {
  const inTransaction = (
    action: 'beginTransaction' | 'commitTransaction' | 'rollbackTransaction' | 'saveTransaction',
    name = '',
  ): Promise<void> => new Promise((resolve, reject) => connection[action]((error) => (error ? reject(error) : resolve()), name));

  test('begin, save, roll back to the savepoint, commit by requests of the protocol', async () => {
    await runBatch(connection, 'CREATE TABLE dbo.marks (n int PRIMARY KEY)');
    await inTransaction('beginTransaction');
    await runBatch(connection, 'INSERT INTO dbo.marks VALUES (1)');
    await inTransaction('saveTransaction', 'here');
    await runBatch(connection, 'INSERT INTO dbo.marks VALUES (2)');
    await inTransaction('rollbackTransaction', 'here');
    expect((await askRows(connection, 'SELECT @@TRANCOUNT AS t')).rows).toEqual([[1]]);
    await inTransaction('commitTransaction');
    await inTransaction('beginTransaction');
    await runBatch(connection, 'INSERT INTO dbo.marks VALUES (3)');
    await inTransaction('rollbackTransaction');
    expect((await askRows(connection, 'SELECT n, @@TRANCOUNT AS t FROM dbo.marks')).rows).toEqual([[1, 0]]);
  });

  test('reset brings the session back to the state after login', async () => {
    const other = await connect(server, database);
    await runBatch(
      other,
      "CREATE TABLE #mine (id int); EXEC sp_set_session_context N'user', N'olga'; SET DATEFIRST 1; SET LOCK_TIMEOUT 5; USE master; BEGIN TRAN",
    );
    await reset(other);
    const { rows } = await askRows(
      other,
      "SELECT OBJECT_ID('tempdb..#mine') AS t, SESSION_CONTEXT(N'user') AS u, @@DATEFIRST AS d, @@LOCK_TIMEOUT AS l, @@TRANCOUNT AS tc, DB_NAME() AS db",
    );
    expect(rows).toEqual([[null, null, 7, -1, 0, database]]);
    await disconnect(other);
  });

  test('a bulk load of 5,000 rows', async () => {
    await runBatch(
      connection,
      'CREATE TABLE dbo.loaded (id int NOT NULL PRIMARY KEY, name nvarchar(30) NULL, price decimal(10,2) NULL, at_ datetime2(3) NULL)',
    );
    const moment = new Date('2024-03-05T14:07:09.120Z');
    const rowCount = await new Promise<number | undefined>((resolve, reject) => {
      const load = connection.newBulkLoad('dbo.loaded', (error, count) => (error ? reject(error) : resolve(count)));
      load.addColumn('id', TYPES.Int, { nullable: false });
      load.addColumn('name', TYPES.NVarChar, { length: 30, nullable: true });
      load.addColumn('price', TYPES.Decimal, { precision: 10, scale: 2, nullable: true });
      load.addColumn('at_', TYPES.DateTime2, { scale: 3, nullable: true });
      connection.execBulkLoad(
        load,
        Array.from({ length: 5000 }, (_, i) => [i, i % 2 === 0 ? null : `имя ${i}`, i / 4, moment]),
      );
    });
    expect(rowCount).toBe(5000);
    const { rows } = await askRows(connection, 'SELECT COUNT(*) AS c, COUNT(name) AS n, SUM(price) AS s, MIN(at_) AS a FROM dbo.loaded');
    expect(rows).toEqual([[5000, 2500, 3124375, moment]]);
  });
});
