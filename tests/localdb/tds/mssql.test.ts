// The driver that the platform uses: mssql with its pool.

import mssql from 'mssql';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as t from '../../../sql/localdb/types/sql-type.ts';
import type { RpcParameter } from '../../../sql/localdb/execution/client.ts';
import { PASSWORD, serve } from './driver.ts';
import type { TestServer } from './driver.ts';
import { runUntilCancelled, sendRows } from './scripted-host.ts';

let server: TestServer;
let pool: mssql.ConnectionPool;

const scalarOf = (parameter: RpcParameter | undefined): t.Value => (parameter?.value.kind === 'scalar' ? parameter.value.value : null);

beforeAll(async () => {
  server = await serve({
    batches: { slow: runUntilCancelled },
    procedures: {
      sp_executesql: async (sink, parameters) => {
        const text = scalarOf(parameters[0]);
        if (text === 'slow') await new Promise((resolve) => setTimeout(resolve, 50));
        sendRows(
          sink,
          [{ name: 'a', type: t.nvarcharType(50), isNullable: true }],
          parameters.slice(2).map((p) => [String(scalarOf(p))]),
        );
      },
      'dbo.place': (sink, parameters) => {
        const lines = parameters[0]?.value;
        sink.columns([{ name: 'n', type: t.intType, isNullable: false }]);
        for (let i = 0; i < 1000; i++) sink.row([i]);
        sink.done('inProcedure', 1000, false, 0xc1);
        sink.returnValue(1, '@total', t.decimalType(18, 2), lines?.kind === 'table' ? lines.rows.length * 150 : null);
      },
    },
  });
  pool = await new mssql.ConnectionPool({
    server: '127.0.0.1',
    port: server.port,
    user: 'sa',
    password: PASSWORD,
    options: { encrypt: false, trustServerCertificate: true },
    pool: { max: 5 },
  }).connect();
});
afterAll(async () => {
  await pool.close();
  await server.stop();
});

test('a query with parameters', async () => {
  const result = await pool.request().input('id', mssql.Int, 5).input('name', mssql.NVarChar(20), 'жук').query('SELECT @id, @name');
  expect(result.recordset.map((row) => row.a)).toEqual(['5', 'жук']);
});

test('a procedure with a table-valued and an output parameter', async () => {
  const lines = new mssql.Table('dbo.Lines');
  lines.columns.add('id', mssql.Int, { nullable: false });
  lines.columns.add('note', mssql.NVarChar(mssql.MAX), { nullable: true });
  lines.rows.add(1, null);
  lines.rows.add(2, 'x'.repeat(10_000));
  const result = await pool.request().input('lines', lines).output('total', mssql.Decimal(18, 2)).execute('dbo.place');
  expect(result.output).toEqual({ total: 3 });
  expect(result.returnValue).toBe(0);
  expect(result.recordset.length).toBe(1000);
});

test('a streamed result', async () => {
  const request = pool.request();
  request.stream = true;
  const rows: unknown[] = [];
  request.on('row', (row) => rows.push(row.n));
  const done = new Promise((resolve, reject) => request.once('done', resolve).once('error', reject));
  void request.output('total', mssql.Decimal(18, 2)).execute('dbo.place');
  await done;
  expect(rows).toEqual(Array.from({ length: 1000 }, (_, i) => i));
});

test('a transaction', async () => {
  const transaction = new mssql.Transaction(pool);
  await transaction.begin(mssql.ISOLATION_LEVEL.SNAPSHOT);
  await transaction.request().input('id', mssql.Int, 1).query('SELECT @id');
  await transaction.commit();
  expect(server.sessions.transactions).toEqual([
    { kind: 'begin', isolation: 'snapshot', name: '' },
    { kind: 'commit', name: '' },
  ]);
});

test('a cancelled batch, and the pool after it', async () => {
  const request = pool.request();
  setTimeout(() => request.cancel(), 50);
  await expect(request.batch('slow')).rejects.toMatchObject({ code: 'ECANCEL' });
  const results = await Promise.all(Array.from({ length: 20 }, (_, i) => pool.request().input('i', mssql.Int, i).query('SELECT @i')));
  expect(results.map((result) => result.recordset[0].a)).toEqual(Array.from({ length: 20 }, (_, i) => String(i)));
});
