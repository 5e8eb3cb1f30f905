// kill -9 at random moments under write load: every acknowledged commit is there after the restart, and nothing half done.
// LOCALDB_KILLS sets how often (50 by default).

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Connection } from 'tedious';
import { afterAll, expect, test } from 'vitest';
import { connect, disconnect, runBatch } from './case-runner.ts';
import { startLocalDbProcess } from './server.ts';
import type { TestServer } from './server.ts';

const KILLS = Number(process.env.LOCALDB_KILLS ?? 50);
const WRITERS = [1, 2, 3];
const folder = mkdtempSync(join(tmpdir(), 'localdb-durability-'));
let running: TestServer | undefined;

afterAll(async () => {
  await running?.kill();
  rmSync(folder, { recursive: true, force: true });
});

/** The last number of each writer that the server said was committed. */
const acknowledged = new Map<number, number>(WRITERS.map((writer) => [writer, 0]));

/** One transaction a turn: a document with two lines, and a running balance that must agree with them. */
const step = (writer: number, n: number): string => `SET XACT_ABORT ON;
BEGIN TRAN;
INSERT INTO dbo.documents (writer, n, total) VALUES (${writer}, ${n}, ${n});
INSERT INTO dbo.lines (writer, n, line, amount) VALUES (${writer}, ${n}, 1, ${n} - 1), (${writer}, ${n}, 2, 1);
UPDATE dbo.balances SET balance += ${n}, documents += 1 WHERE writer = ${writer};
DELETE FROM dbo.lines WHERE writer = ${writer} AND n = ${n} - 20;
COMMIT;`;

/** Writes until the connection breaks. A transaction that loses the lock table's lottery is tried again. */
const write = async (server: TestServer, writer: number): Promise<void> => {
  const connection = await connect(server, 'durable');
  for (let n = (acknowledged.get(writer) ?? 0) + 1; ; n++) {
    const answer = await runBatch(connection, step(writer, n));
    const numbers = answer.errors.map((error) => error.number);
    if (numbers.some((number) => number === 1205 || number === 1222)) {
      n -= 1;
      continue;
    }
    if (numbers.length > 0) return;
    acknowledged.set(writer, n);
  }
};

/** Reads back the whole state; each broken promise is one line of text. */
const violations = async (connection: Connection): Promise<string[]> => {
  const found: string[] = [];
  const one = async (text: string): Promise<unknown[][]> => {
    const answer = await runBatch(connection, text);
    const [error] = answer.errors;
    if (error) found.push(`${text}: ${error.message}`);
    return answer.results[0]?.rows ?? [];
  };
  for (const [writer, last, count] of await one('SELECT writer, MAX(n), COUNT(*) FROM dbo.documents GROUP BY writer')) {
    const known = acknowledged.get(Number(writer)) ?? 0;
    if (Number(last) < known) found.push(`writer ${writer}: ${known} was acknowledged, ${last} is the last there`);
    // The one that was on its way when the power went may be there, or not; from now on it counts as done.
    if (Number(last) > known + 1) found.push(`writer ${writer}: ${last} is there, only ${known} was acknowledged`);
    if (last !== count) found.push(`writer ${writer}: ${count} documents, but numbers up to ${last}`);
    acknowledged.set(Number(writer), Number(last));
  }
  for (const [writer] of await one(
    'SELECT b.writer FROM dbo.balances AS b WHERE b.balance <> ISNULL((SELECT SUM(d.total) FROM dbo.documents AS d WHERE d.writer = b.writer), 0) OR b.documents <> (SELECT COUNT(*) FROM dbo.documents AS d WHERE d.writer = b.writer)',
  )) {
    found.push(`writer ${writer}: the balance does not agree with the documents`);
  }
  for (const [writer, n] of await one(
    `SELECT d.writer, d.n FROM dbo.documents AS d LEFT JOIN dbo.lines AS l ON l.writer = d.writer AND l.n = d.n
     WHERE d.n > (SELECT MAX(x.n) FROM dbo.documents AS x WHERE x.writer = d.writer) - 20
     GROUP BY d.writer, d.n, d.total HAVING COUNT(l.line) <> 2 OR SUM(l.amount) <> d.total`,
  )) {
    found.push(`writer ${writer}: document ${n} without its lines`);
  }
  return found;
};

test(
  `${KILLS} kills lose no commit and leave nothing half done`,
  async () => {
    let server = await startLocalDbProcess({ dataFolder: folder });
    running = server;
    const setUp = await connect(server, 'master');
    await runBatch(setUp, 'CREATE DATABASE durable');
    await disconnect(setUp);
    const made = await connect(server, 'durable');
    const answer = await runBatch(
      made,
      `CREATE TABLE dbo.documents (writer int NOT NULL, n int NOT NULL, total int NOT NULL, PRIMARY KEY (writer, n));
       CREATE TABLE dbo.lines (writer int NOT NULL, n int NOT NULL, line int NOT NULL, amount int NOT NULL, PRIMARY KEY (writer, n, line), FOREIGN KEY (writer, n) REFERENCES dbo.documents (writer, n));
       CREATE TABLE dbo.balances (writer int PRIMARY KEY, balance bigint NOT NULL, documents int NOT NULL);
       INSERT INTO dbo.balances VALUES ${WRITERS.map((writer) => `(${writer}, 0, 0)`).join(', ')};`,
    );
    expect(answer.errors).toEqual([]);
    await disconnect(made);

    for (let kill = 1; kill <= KILLS; kill++) {
      // A connection may break at any moment, also while it is being opened: the kill is what ends the writers.
      const writers = WRITERS.map((writer) => write(server, writer).catch(() => undefined));
      await wait(40 + Math.random() * 360);
      await server.kill();
      await Promise.all(writers);
      server = await startLocalDbProcess({ dataFolder: folder });
      running = server;
      const connection = await connect(server, 'durable');
      expect(await violations(connection), `after kill ${kill}`).toEqual([]);
      await disconnect(connection);
    }
    expect([...acknowledged.values()].reduce((sum, n) => sum + n, 0)).toBeGreaterThan(KILLS);
    await server.stop();
  },
  60_000 + KILLS * 8000,
);
