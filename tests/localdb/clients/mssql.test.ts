// mssql against a real server: pool, table types, outputs, streaming, cancel, transactions, prepared statements, bulk.

import sql from 'mssql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestServer } from '../server.ts';
import type { TestServer } from '../server.ts';

let server: TestServer;
let pool: sql.ConnectionPool;
const database = `clients_mssql_${process.pid}`;

const open = (name: string, max = 4): Promise<sql.ConnectionPool> =>
  new sql.ConnectionPool({
    server: server.server,
    port: server.port,
    user: server.user,
    password: server.password,
    database: name,
    options: { encrypt: false, trustServerCertificate: true },
    pool: { min: 0, max },
  }).connect();

const inMaster = async (text: string): Promise<void> => {
  const master = await open('master');
  await master.request().batch(text);
  await master.close();
};

beforeAll(async () => {
  server = await startTestServer();
  await inMaster(`CREATE DATABASE ${database}`);
  pool = await open(database);
  await pool
    .request()
    .batch(
      'CREATE TABLE dbo.orders (id int IDENTITY PRIMARY KEY, client nvarchar(30) NOT NULL, total decimal(12,2) NOT NULL, created datetime2(0) NOT NULL DEFAULT SYSDATETIME())',
    );
  await pool.request().batch('CREATE TYPE dbo.order_lines AS TABLE (n int NOT NULL, sku varchar(20) NULL, price decimal(10,2) NULL)');
  await pool
    .request()
    .batch(`CREATE PROCEDURE dbo.order_save @client nvarchar(30), @lines dbo.order_lines READONLY, @id int OUTPUT, @total decimal(12,2) OUTPUT AS
BEGIN
  SET NOCOUNT ON;
  SELECT @total = ISNULL(SUM(price), 0) FROM @lines;
  INSERT INTO dbo.orders (client, total) VALUES (@client, @total);
  SET @id = SCOPE_IDENTITY();
  SELECT n, sku FROM @lines ORDER BY n;
  SELECT N'готово' AS state;
  RETURN 3;
END`);
});
afterAll(async () => {
  await pool.close();
  await inMaster(`DROP DATABASE ${database}`);
  await server.stop();
});

describe('requests of a pool', () => {
  test('parameters are bound and typed values come back', async () => {
    const result = await pool
      .request()
      .input('n', sql.Int, 5)
      .input('s', sql.NVarChar(20), 'Ёлка')
      .input('d', sql.DateTime2, new Date('2024-03-05T14:07:09Z'))
      .input('none', sql.VarChar(10), null)
      .query('SELECT @n + 1 AS n, @s AS s, @d AS d, @none AS none, CAST(1.50 AS money) AS m, CAST(1 AS bit) AS b');
    expect(result.recordset[0]).toEqual({ n: 6, s: 'Ёлка', d: new Date('2024-03-05T14:07:09Z'), none: null, m: 1.5, b: true });
  });

  test('a table type, outputs, several sets and the return value of a procedure', async () => {
    const lines = new sql.Table('dbo.order_lines');
    lines.columns.add('n', sql.Int, { nullable: false });
    lines.columns.add('sku', sql.VarChar(20), { nullable: true });
    lines.columns.add('price', sql.Decimal(10, 2), { nullable: true });
    lines.rows.add(1, 'A', 10.5);
    lines.rows.add(2, null, 4.25);
    const result = await pool
      .request()
      .input('client', sql.NVarChar(30), 'Анна')
      .input('lines', lines)
      .output('id', sql.Int)
      .output('total', sql.Decimal(12, 2))
      .execute('dbo.order_save');
    expect(result.recordsets).toHaveLength(2);
    expect(result.recordset).toEqual([
      { n: 1, sku: 'A' },
      { n: 2, sku: null },
    ]);
    expect(result.output.total).toBe(14.75);
    expect(result.output.id).toBeGreaterThan(0);
    expect(result.returnValue).toBe(3);
  });

  test('rows go on while the functions they call run statements of their own', async () => {
    await pool
      .request()
      .batch('CREATE FUNCTION dbo.assigns(@x int) RETURNS int AS BEGIN DECLARE @r int = 0; SELECT @r = @x * 2; RETURN @r; END');
    const { recordsets } = await pool.request().batch<{ d: number }>('SELECT dbo.assigns(v) AS d FROM (VALUES (1), (2)) AS t(v)');
    expect(recordsets).toEqual([[{ d: 2 }, { d: 4 }]]);
  });

  test('rowsAffected counts each statement', async () => {
    const result = await pool
      .request()
      .query('DECLARE @t TABLE (v int); INSERT INTO @t VALUES (1), (2), (3); UPDATE @t SET v = 0 WHERE v > 1; SELECT v FROM @t');
    expect(result.rowsAffected).toEqual([3, 2, 3]);
  });

  test('an error has the number of SQL Server and the list of those before it', async () => {
    const failure = await pool
      .request()
      .batch("RAISERROR(N'первая', 16, 1); THROW 50123, N'вторая', 2")
      .then(
        () => undefined,
        (error: unknown) => error,
      );
    expect(failure).toMatchObject({ number: 50123, message: 'вторая', precedingErrors: [{ number: 50000 }] });
  });

  test('forty requests over four connections', async () => {
    const results = await Promise.all(Array.from({ length: 40 }, (_, i) => pool.request().input('i', sql.Int, i).query('SELECT @i AS i')));
    expect(results.map((result) => result.recordset[0]?.i)).toEqual(Array.from({ length: 40 }, (_, i) => i));
  });
});

describe('streaming and cancel', () => {
  test('50,000 rows are streamed with pauses', async () => {
    const request = pool.request();
    request.stream = true;
    let count = 0;
    let last = 0;
    await new Promise<void>((resolve, reject) => {
      request.on('row', (row: { value: number }) => {
        count += 1;
        last = row.value;
        if (count % 20_000 === 0) {
          request.pause();
          setTimeout(() => request.resume(), 20);
        }
      });
      request.on('error', reject);
      request.on('done', () => resolve());
      void request.query("SELECT value, REPLICATE('x', 50) AS filler FROM GENERATE_SERIES(1, 50000) ORDER BY value");
    });
    expect([count, last]).toEqual([50_000, 50_000]);
  });

  test('a running request is cancelled and its connection is used again', async () => {
    const one = await open(database, 1);
    const request = one.request();
    const started = performance.now();
    setTimeout(() => request.cancel(), 150);
    await expect(request.query("WAITFOR DELAY '00:00:20'")).rejects.toMatchObject({ code: 'ECANCEL' });
    expect(performance.now() - started).toBeLessThan(2000);
    expect((await one.request().query('SELECT 1 AS x')).recordset).toEqual([{ x: 1 }]);
    await one.close();
  });
});

describe('transactions', () => {
  test.each([
    ['READ COMMITTED', sql.ISOLATION_LEVEL.READ_COMMITTED],
    ['SERIALIZABLE', sql.ISOLATION_LEVEL.SERIALIZABLE],
  ])('commit and roll back at %s', async (_name, level) => {
    const count = async (): Promise<number> => (await pool.request().query('SELECT COUNT(*) AS c FROM dbo.orders')).recordset[0]?.c;
    const before = await count();
    const kept = new sql.Transaction(pool);
    await kept.begin(level);
    await new sql.Request(kept).query("INSERT INTO dbo.orders (client, total) VALUES (N'в транзакции', 1)");
    await kept.commit();
    const undone = new sql.Transaction(pool);
    await undone.begin(level);
    await new sql.Request(undone).query("INSERT INTO dbo.orders (client, total) VALUES (N'отменено', 1)");
    await undone.rollback();
    expect(await count()).toBe(before + 1);
  });

  test('an error that ends the transaction is told to the client', async () => {
    const transaction = new sql.Transaction(pool);
    await transaction.begin();
    const aborted = new Promise<boolean>((resolve) => transaction.on('rollback', (byServer) => resolve(byServer)));
    await expect(
      new sql.Request(transaction).query('SET XACT_ABORT ON; INSERT INTO dbo.orders (client, total) VALUES (NULL, 1)'),
    ).rejects.toMatchObject({ number: 515 });
    expect(await aborted).toBe(true);
    await expect(transaction.rollback()).rejects.toMatchObject({ code: 'EABORT' });
  });

  test('a prepared statement inside a transaction', async () => {
    const transaction = new sql.Transaction(pool);
    await transaction.begin();
    const statement = new sql.PreparedStatement(transaction);
    statement.input('client', sql.NVarChar(30));
    statement.input('total', sql.Decimal(12, 2));
    await statement.prepare('INSERT INTO dbo.orders (client, total) OUTPUT inserted.total VALUES (@client, @total)');
    const totals: unknown[] = [];
    for (const total of [1.25, 2.5]) totals.push((await statement.execute({ client: 'подготовлено', total })).recordset[0]?.total);
    await statement.unprepare();
    await transaction.rollback();
    expect(totals).toEqual([1.25, 2.5]);
  });
});

test('a bulk insert of a sql.Table', async () => {
  const table = new sql.Table('dbo.imported');
  table.create = true;
  table.columns.add('id', sql.Int, { nullable: false, primary: true });
  table.columns.add('name', sql.NVarChar(50), { nullable: true });
  table.columns.add('amount', sql.Money, { nullable: true });
  for (let i = 1; i <= 2000; i++) table.rows.add(i, i % 10 === 0 ? null : `строка ${i}`, i / 2);
  const result = await pool.request().bulk(table);
  expect(result.rowsAffected).toBe(2000);
  const { recordset } = await pool.request().query('SELECT COUNT(*) AS c, COUNT(name) AS n, SUM(amount) AS s FROM dbo.imported');
  expect(recordset).toEqual([{ c: 2000, n: 1800, s: 1_000_500 }]);
});
