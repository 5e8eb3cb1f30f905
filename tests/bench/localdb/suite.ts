// LocalDB's timings beside node:sqlite doing the equivalent in process in the same run. LocalDB runs as a process of its own
// with its data on disk, and is asked over TDS by tedious, so its times hold the driver and the protocol as well.

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { parseArgs } from 'node:util';
import { TYPES } from 'tedious';
import type { Connection } from 'tedious';
import { connect, disconnect } from '../../localdb/case-runner.ts';
import { askRows } from '../../localdb/clients/tedious-requests.ts';
import { startLocalDbProcess } from '../../localdb/server.ts';
import type { TestServer } from '../../localdb/server.ts';
import { measure, milliseconds, once, perSecond, printHeader, printLine } from '../measure.ts';
import type { Line } from '../measure.ts';
import { CLIENTS, fillLocalDb, fillSqlite, POINTS, PRODUCTS, runAll } from './shop.ts';
import { sqliteShop } from './sqlite-shop.ts';
import type { SqliteShop } from './sqlite-shop.ts';

interface Bench {
  readonly orders: number;
  readonly rows: number;
  readonly seconds: number;
  readonly folder: string;
  server: TestServer;
  connection: Connection;
  readonly sqlite: DatabaseSync;
  readonly shop: SqliteShop;
}

type Measurement = readonly [name: string, run: (bench: Bench) => Promise<readonly Line[]>];

const line = (name: string, localDb: string, sqlite: string, ratio: number | undefined, aim: string): Line => ({
  name,
  localDb,
  sqlite,
  ratio,
  aim,
});

const roundTrips: Measurement = [
  'round trips',
  async ({ connection, seconds }) => {
    const timing = await measure(seconds, () => askRows(connection, 'SELECT 1 AS one'));
    return [line('SELECT 1, one connection', perSecond(timing), '', undefined, '')];
  },
];

const placeOrder: Measurement = [
  'place order',
  async ({ connection, seconds, shop }) => {
    const products = (i: number): [number, number, number] => [1 + (i % PRODUCTS), 1 + ((i + 101) % PRODUCTS), 1 + ((i + 207) % PRODUCTS)];
    const timing = await measure(seconds, (i) =>
      askRows(
        connection,
        'dbo.place_order',
        (request) => {
          request.addParameter('client', TYPES.Int, 1 + (i % CLIENTS));
          request.addParameter('point', TYPES.Int, 1 + (i % POINTS));
          for (const [n, product] of products(i).entries()) request.addParameter(`p${n + 1}`, TYPES.Int, product);
          request.addOutputParameter('id', TYPES.Int);
        },
        'procedure',
      ),
    );
    const sqlite = await measure(seconds, (i) => shop.placeOrder(1 + (i % CLIENTS), 1 + (i % POINTS), products(i)));
    return [line('place-order procedure, one connection', perSecond(timing), perSecond(sqlite), sqlite.rate / timing.rate, '>= 700 /s')];
  },
];

const orderList: Measurement = [
  'list',
  async ({ connection, orders, seconds, shop }) => {
    const from = new Date('2023-04-01T00:00:00Z');
    const timing = await measure(seconds, (i) =>
      askRows(
        connection,
        'dbo.order_list',
        (request) => {
          request.addParameter('status', TYPES.TinyInt, i % 5);
          request.addParameter('from', TYPES.DateTime2, from);
          request.addParameter('page', TYPES.Int, 1 + (i % 3));
          request.addParameter('size', TYPES.Int, 50);
        },
        'procedure',
      ),
    );
    const sqlite = await measure(seconds, (i) => shop.orderList(i % 5, '2023-04-01 00:00:00', 1 + (i % 3), 50));
    return [
      line(
        `list procedure over ${orders} orders`,
        milliseconds(timing.median),
        milliseconds(sqlite.median),
        timing.median / sqlite.median,
        '<= 1x',
      ),
    ];
  },
];

const report: Measurement = [
  'report',
  async ({ connection, orders, seconds, shop }) => {
    const timing = await measure(seconds, () => askRows(connection, 'dbo.monthly_report', undefined, 'procedure'));
    const sqlite = await measure(seconds, () => shop.monthlyReport());
    return [
      line(
        `monthly report over ${orders} orders`,
        milliseconds(timing.median),
        milliseconds(sqlite.median),
        timing.median / sqlite.median,
        '<= 1x',
      ),
    ];
  },
];

const bulkInsert: Measurement = [
  'bulk insert',
  async ({ connection, sqlite }) => {
    const count = 100_000;
    await runAll(connection, ['CREATE TABLE dbo.loaded (id int NOT NULL PRIMARY KEY, name nvarchar(40) NULL, price decimal(10,2) NULL)']);
    sqlite.exec('CREATE TABLE loaded (id INTEGER PRIMARY KEY, name TEXT, price REAL)');
    const rows = Array.from({ length: count }, (_, i): [number, string, number] => [i, `Row ${i}`, i / 4]);
    const time = await once(
      () =>
        new Promise<void>((resolve, reject) => {
          const load = connection.newBulkLoad('dbo.loaded', (error) => (error ? reject(error) : resolve()));
          load.addColumn('id', TYPES.Int, { nullable: false });
          load.addColumn('name', TYPES.NVarChar, { length: 40, nullable: true });
          load.addColumn('price', TYPES.Decimal, { precision: 10, scale: 2, nullable: true });
          connection.execBulkLoad(load, rows);
        }),
    );
    const inProcess = await once(() => {
      const insert = sqlite.prepare('INSERT INTO loaded VALUES (?, ?, ?)');
      sqlite.exec('BEGIN');
      for (const row of rows) insert.run(...row);
      sqlite.exec('COMMIT');
    });
    const rate = (ms: number): string => `${Math.round((count * 1000) / ms)} rows/s`;
    return [line(`bulk insert of ${count} rows`, rate(time), rate(inProcess), time / inProcess, '')];
  },
];

/** The memory of the server's process, where the kernel tells it. */
const residentMegabytes = (server: TestServer): number | undefined => {
  try {
    const status = readFileSync(`/proc/${server.process?.pid}/status`, 'utf8');
    return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) / 1024;
  } catch {
    return undefined;
  }
};

const manyRows: Measurement = [
  'many rows',
  async (bench) => {
    const { rows, seconds, sqlite } = bench;
    const before = residentMegabytes(bench.server);
    await runAll(bench.connection, [
      'CREATE TABLE dbo.big (id int NOT NULL PRIMARY KEY, code varchar(20) NOT NULL, amount decimal(12,2) NOT NULL, created datetime2(0) NOT NULL)',
    ]);
    const portion = 100_000;
    for (let from = 1; from <= rows; from += portion) {
      await runAll(bench.connection, [
        `INSERT INTO dbo.big SELECT value, CONCAT('C', value), value * 1.25, DATEADD(minute, value % 500000, CAST('2024-01-01' AS datetime2(0))) FROM GENERATE_SERIES(${from}, ${Math.min(rows, from + portion - 1)})`,
      ]);
    }
    const after = residentMegabytes(bench.server);
    sqlite.exec(`CREATE TABLE big (id INTEGER PRIMARY KEY, code TEXT NOT NULL, amount REAL NOT NULL, created TEXT NOT NULL);
      WITH RECURSIVE n(v) AS (SELECT 1 UNION ALL SELECT v + 1 FROM n WHERE v < ${rows}) INSERT INTO big SELECT v, 'C' || v, v * 1.25, datetime('2024-01-01', (v % 500000) || ' minutes') FROM n`);
    const find = sqlite.prepare('SELECT code, amount FROM big WHERE id = ?');
    const key = (i: number): number => 1 + ((i * 7919) % rows);
    const lookup = await measure(seconds, (i) =>
      askRows(bench.connection, 'SELECT code, amount FROM dbo.big WHERE id = @id', (request) =>
        request.addParameter('id', TYPES.Int, key(i)),
      ),
    );
    const inProcess = await measure(seconds, (i) => find.get(key(i)));

    await disconnect(bench.connection);
    await bench.server.stop();
    const startUp = await once(async () => {
      bench.server = await startLocalDbProcess({ dataFolder: bench.folder });
      bench.connection = await connect(bench.server, 'bench');
      await askRows(bench.connection, 'SELECT COUNT(*) AS n FROM dbo.big');
    });
    const fresh = residentMegabytes(bench.server);
    const megabytes = (value: number | undefined): string => (value === undefined ? 'unknown' : `${value.toFixed(0)} MB`);
    return [
      line(
        `lookup by key in ${rows} rows`,
        milliseconds(lookup.median),
        milliseconds(inProcess.median),
        lookup.median / inProcess.median,
        '< 1 ms',
      ),
      line(`start-up with ${rows} rows, to the first count`, milliseconds(startUp), '', undefined, '< 5 s'),
      line(
        `memory that ${rows} rows took`,
        megabytes(before === undefined || after === undefined ? undefined : after - before),
        '',
        undefined,
        '',
      ),
      line('memory of the process after that start-up', megabytes(fresh), '', undefined, ''),
    ];
  },
];

const MEASUREMENTS = [roundTrips, placeOrder, orderList, report, bulkInsert, manyRows];

/** Runs all measurements, or those whose name holds `--only`. */
export const benchLocalDb = async (args: readonly string[]): Promise<void> => {
  const { values } = parseArgs({
    args: [...args],
    options: {
      orders: { type: 'string', default: '100000' },
      rows: { type: 'string', default: '1000000' },
      seconds: { type: 'string', default: '3' },
      only: { type: 'string', default: '' },
    },
  });
  const folder = mkdtempSync(join(tmpdir(), 'localdb-bench-'));
  const orders = Number(values.orders);
  const server = await startLocalDbProcess({ dataFolder: join(folder, 'data') });
  const admin = await connect(server, 'master');
  await runAll(admin, ['CREATE DATABASE bench']);
  await disconnect(admin);
  const sqlite = new DatabaseSync(join(folder, 'sqlite.db'));
  const connection = await connect(server, 'bench');
  await fillLocalDb(connection, orders);
  fillSqlite(sqlite, orders);
  const bench: Bench = {
    orders,
    rows: Number(values.rows),
    seconds: Number(values.seconds),
    folder: join(folder, 'data'),
    server,
    connection,
    sqlite,
    shop: sqliteShop(sqlite),
  };
  try {
    printHeader();
    for (const [name, run] of MEASUREMENTS) if (name.includes(values.only)) for (const result of await run(bench)) printLine(result);
  } finally {
    await disconnect(bench.connection);
    await bench.server.stop();
    sqlite.close();
    rmSync(folder, { recursive: true, force: true });
  }
};
