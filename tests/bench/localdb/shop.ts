// The shop that the timings run on, the same in both databases: clients, points, products, orders with items and logs.
// Every value is computed from its row's number, so both hold the same data.

import type { DatabaseSync } from 'node:sqlite';
import type { Connection } from 'tedious';
import { runBatch } from '../../localdb/case-runner.ts';

export const CLIENTS = 2000;
export const POINTS = 50;
export const PRODUCTS = 300;

/** Runs batches one after another; throws on the first error. */
export const runAll = async (connection: Connection, batches: readonly string[]): Promise<void> => {
  for (const text of batches) {
    const [error] = (await runBatch(connection, text)).errors;
    if (error) throw new Error(`${error.number}: ${error.message}\n${text.slice(0, 200)}`);
  }
};

const TABLES = [
  'CREATE TABLE dbo.clients (id int PRIMARY KEY, name nvarchar(50) NOT NULL, segment varchar(10) NOT NULL, points int NOT NULL, is_active bit NOT NULL)',
  'CREATE TABLE dbo.points (id int PRIMARY KEY, name nvarchar(50) NOT NULL, region nvarchar(20) NOT NULL)',
  'CREATE TABLE dbo.products (id int PRIMARY KEY, name nvarchar(50) NOT NULL, price decimal(10,2) NOT NULL)',
  `CREATE TABLE dbo.orders (id int IDENTITY PRIMARY KEY, client_id int NOT NULL REFERENCES dbo.clients (id), point_id int NOT NULL REFERENCES dbo.points (id),
     status tinyint NOT NULL, total decimal(12,2) NOT NULL, created datetime2(0) NOT NULL, note nvarchar(100) NULL)`,
  'CREATE INDEX IX_orders_client ON dbo.orders (client_id)',
  'CREATE TABLE dbo.items (order_id int NOT NULL REFERENCES dbo.orders (id), product_id int NOT NULL REFERENCES dbo.products (id), price decimal(10,2) NOT NULL, qty int NOT NULL, PRIMARY KEY (order_id, product_id))',
  'CREATE TABLE dbo.points_log (id int IDENTITY PRIMARY KEY, client_id int NOT NULL, order_id int NOT NULL, points int NOT NULL)',
  'CREATE TABLE dbo.status_log (id int IDENTITY PRIMARY KEY, order_id int NOT NULL, status tinyint NOT NULL, at_ datetime2(0) NOT NULL)',
];

const PROCEDURES = [
  `CREATE PROCEDURE dbo.place_order @client int, @point int, @p1 int, @p2 int, @p3 int, @id int OUTPUT AS
BEGIN
  SET NOCOUNT ON; SET XACT_ABORT ON;
  IF NOT EXISTS (SELECT 1 FROM dbo.clients WHERE id = @client AND is_active = 1) THROW 50001, N'No such client', 1;
  DECLARE @total decimal(12,2) = (SELECT SUM(price) FROM dbo.products WHERE id IN (@p1, @p2, @p3));
  IF @total IS NULL THROW 50002, N'No such products', 1;
  DECLARE @points int = @total / 100;
  BEGIN TRAN;
  INSERT INTO dbo.orders (client_id, point_id, status, total, created) VALUES (@client, @point, 1, @total, SYSDATETIME());
  SET @id = SCOPE_IDENTITY();
  INSERT INTO dbo.items (order_id, product_id, price, qty) SELECT @id, id, price, 1 FROM dbo.products WHERE id IN (@p1, @p2, @p3);
  UPDATE dbo.clients SET points += @points WHERE id = @client;
  INSERT INTO dbo.points_log (client_id, order_id, points) VALUES (@client, @id, @points);
  INSERT INTO dbo.status_log (order_id, status, at_) VALUES (@id, 1, SYSDATETIME());
  COMMIT;
END`,
  `CREATE PROCEDURE dbo.order_list @status tinyint, @from datetime2(0), @page int, @size int AS
BEGIN
  SET NOCOUNT ON;
  SELECT o.id, c.name, p.name AS point, o.total, o.created FROM dbo.orders AS o JOIN dbo.clients AS c ON c.id = o.client_id JOIN dbo.points AS p ON p.id = o.point_id
  WHERE o.status = @status AND o.created >= @from ORDER BY o.total DESC, o.id OFFSET (@page - 1) * @size ROWS FETCH NEXT @size ROWS ONLY;
  SELECT COUNT(*) AS total FROM dbo.orders WHERE status = @status AND created >= @from;
END`,
  `CREATE PROCEDURE dbo.monthly_report AS
BEGIN
  SET NOCOUNT ON;
  SELECT YEAR(o.created) AS y, MONTH(o.created) AS m, p.region, c.segment, COUNT(*) AS orders, SUM(o.total) AS total
  FROM dbo.orders AS o JOIN dbo.clients AS c ON c.id = o.client_id JOIN dbo.points AS p ON p.id = o.point_id
  GROUP BY YEAR(o.created), MONTH(o.created), p.region, c.segment ORDER BY y, m, p.region, c.segment;
END`,
];

/** Makes tables, procedures and rows in LocalDB. */
export const fillLocalDb = async (connection: Connection, orders: number): Promise<void> => {
  await runAll(connection, [
    ...TABLES,
    ...PROCEDURES,
    `INSERT INTO dbo.clients SELECT value, CONCAT(N'Client ', value), CASE value % 3 WHEN 0 THEN 'small' WHEN 1 THEN 'middle' ELSE 'large' END, 0, 1 FROM GENERATE_SERIES(1, ${CLIENTS})`,
    `INSERT INTO dbo.points SELECT value, CONCAT(N'Point ', value), CONCAT(N'Region ', value % 8) FROM GENERATE_SERIES(1, ${POINTS})`,
    `INSERT INTO dbo.products SELECT value, CONCAT(N'Product ', value), value * 3.75 FROM GENERATE_SERIES(1, ${PRODUCTS})`,
    `INSERT INTO dbo.orders (client_id, point_id, status, total, created)
     SELECT value * 7919 % ${CLIENTS} + 1, value * 31 % ${POINTS} + 1, value % 5, value * 7 % 10000 + 0.5, DATEADD(minute, value * 11 % 1051200, CAST('2023-01-01' AS datetime2(0))) FROM GENERATE_SERIES(1, ${orders})`,
  ]);
};

const SQLITE_TABLES = `
  PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;
  CREATE TABLE clients (id INTEGER PRIMARY KEY, name TEXT NOT NULL, segment TEXT NOT NULL, points INTEGER NOT NULL, is_active INTEGER NOT NULL);
  CREATE TABLE points (id INTEGER PRIMARY KEY, name TEXT NOT NULL, region TEXT NOT NULL);
  CREATE TABLE products (id INTEGER PRIMARY KEY, name TEXT NOT NULL, price REAL NOT NULL);
  CREATE TABLE orders (id INTEGER PRIMARY KEY AUTOINCREMENT, client_id INTEGER NOT NULL REFERENCES clients (id), point_id INTEGER NOT NULL REFERENCES points (id),
    status INTEGER NOT NULL, total REAL NOT NULL, created TEXT NOT NULL, note TEXT);
  CREATE INDEX IX_orders_client ON orders (client_id);
  CREATE TABLE items (order_id INTEGER NOT NULL REFERENCES orders (id), product_id INTEGER NOT NULL REFERENCES products (id), price REAL NOT NULL, qty INTEGER NOT NULL, PRIMARY KEY (order_id, product_id)) WITHOUT ROWID;
  CREATE TABLE points_log (id INTEGER PRIMARY KEY AUTOINCREMENT, client_id INTEGER NOT NULL, order_id INTEGER NOT NULL, points INTEGER NOT NULL);
  CREATE TABLE status_log (id INTEGER PRIMARY KEY AUTOINCREMENT, order_id INTEGER NOT NULL, status INTEGER NOT NULL, at_ TEXT NOT NULL);
`;

/** The same in SQLite. */
export const fillSqlite = (db: DatabaseSync, orders: number): void => {
  db.exec(SQLITE_TABLES);
  db.exec('BEGIN');
  const client = db.prepare('INSERT INTO clients VALUES (?, ?, ?, 0, 1)');
  for (let i = 1; i <= CLIENTS; i++) client.run(i, `Client ${i}`, ['small', 'middle', 'large'][i % 3] ?? '');
  const point = db.prepare('INSERT INTO points VALUES (?, ?, ?)');
  for (let i = 1; i <= POINTS; i++) point.run(i, `Point ${i}`, `Region ${i % 8}`);
  const product = db.prepare('INSERT INTO products VALUES (?, ?, ?)');
  for (let i = 1; i <= PRODUCTS; i++) product.run(i, `Product ${i}`, i * 3.75);
  const order = db.prepare('INSERT INTO orders (client_id, point_id, status, total, created) VALUES (?, ?, ?, ?, ?)');
  const start = Date.UTC(2023, 0, 1);
  for (let i = 1; i <= orders; i++) {
    const created = new Date(start + ((i * 11) % 1_051_200) * 60_000).toISOString().slice(0, 19).replace('T', ' ');
    order.run(((i * 7919) % CLIENTS) + 1, ((i * 31) % POINTS) + 1, i % 5, ((i * 7) % 10_000) + 0.5, created);
  }
  db.exec('COMMIT');
};
