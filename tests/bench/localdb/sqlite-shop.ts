// What the procedures of the shop do, written for SQLite in process with prepared statements.

import type { DatabaseSync } from 'node:sqlite';

export interface SqliteShop {
  placeOrder(client: number, point: number, products: readonly [number, number, number]): void;
  orderList(status: number, from: string, page: number, size: number): { rows: unknown[]; total: unknown };
  monthlyReport(): unknown[];
}

export const sqliteShop = (db: DatabaseSync): SqliteShop => {
  const begin = db.prepare('BEGIN IMMEDIATE');
  const commit = db.prepare('COMMIT');
  const client = db.prepare('SELECT 1 FROM clients WHERE id = ? AND is_active = 1');
  const prices = db.prepare('SELECT SUM(price) AS total FROM products WHERE id IN (?, ?, ?)');
  const order = db.prepare('INSERT INTO orders (client_id, point_id, status, total, created) VALUES (?, ?, 1, ?, ?)');
  const items = db.prepare(
    'INSERT INTO items (order_id, product_id, price, qty) SELECT ?, id, price, 1 FROM products WHERE id IN (?, ?, ?)',
  );
  const points = db.prepare('UPDATE clients SET points = points + ? WHERE id = ?');
  const pointsLog = db.prepare('INSERT INTO points_log (client_id, order_id, points) VALUES (?, ?, ?)');
  const statusLog = db.prepare('INSERT INTO status_log (order_id, status, at_) VALUES (?, 1, ?)');
  const list =
    db.prepare(`SELECT o.id, c.name, p.name AS point, o.total, o.created FROM orders AS o JOIN clients AS c ON c.id = o.client_id JOIN points AS p ON p.id = o.point_id
    WHERE o.status = ? AND o.created >= ? ORDER BY o.total DESC, o.id LIMIT ? OFFSET ?`);
  const listTotal = db.prepare('SELECT COUNT(*) AS total FROM orders WHERE status = ? AND created >= ?');
  const report =
    db.prepare(`SELECT CAST(substr(o.created, 1, 4) AS INTEGER) AS y, CAST(substr(o.created, 6, 2) AS INTEGER) AS m, p.region, c.segment, COUNT(*) AS orders, SUM(o.total) AS total
    FROM orders AS o JOIN clients AS c ON c.id = o.client_id JOIN points AS p ON p.id = o.point_id
    GROUP BY y, m, p.region, c.segment ORDER BY y, m, p.region, c.segment`);
  return {
    placeOrder(clientId, pointId, products) {
      if (client.get(clientId) === undefined) throw new Error('no such client');
      const total = Number(prices.get(...products)?.total);
      const now = new Date().toISOString().slice(0, 19);
      begin.run();
      const id = order.run(clientId, pointId, total, now).lastInsertRowid;
      items.run(id, ...products);
      points.run(Math.trunc(total / 100), clientId);
      pointsLog.run(clientId, id, Math.trunc(total / 100));
      statusLog.run(id, now);
      commit.run();
    },
    orderList: (status, from, page, size) => ({
      rows: list.all(status, from, size, (page - 1) * size),
      total: listTotal.get(status, from)?.total,
    }),
    monthlyReport: () => report.all(),
  };
};
