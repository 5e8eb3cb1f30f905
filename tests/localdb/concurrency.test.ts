// Fifty connections at once: money moves between accounts and never gets more or less, only deadlock and lock timeout are told
// as errors, and nothing of a session stays behind. LOCALDB_LOAD_SECONDS sets how long (20 by default).

import type { Connection } from 'tedious';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connect, disconnect, runBatch } from './case-runner.ts';
import { askRows, reset } from './clients/tedious-requests.ts';
import { startTestServer } from './server.ts';
import type { TestServer } from './server.ts';

const SECONDS = Number(process.env.LOCALDB_LOAD_SECONDS ?? 20);
const CONNECTIONS = 50;
const ACCOUNTS = 20;
const START = 1000;
const database = `concurrency_${process.pid}`;

let server: TestServer;

beforeAll(async () => {
  server = await startTestServer();
  const admin = await connect(server, 'master');
  await runBatch(admin, `CREATE DATABASE ${database}`);
  await disconnect(admin);
  const setUp = await connect(server, database);
  const made = await runBatch(
    setUp,
    `CREATE TABLE dbo.accounts (id int PRIMARY KEY, balance int NOT NULL CHECK (balance >= 0));
     CREATE TABLE dbo.moves (id int IDENTITY PRIMARY KEY, from_id int NOT NULL, to_id int NOT NULL, amount int NOT NULL);
     CREATE TABLE dbo.counters (name varchar(10) PRIMARY KEY, n int NOT NULL);
     INSERT INTO dbo.counters VALUES ('moves', 0);
     INSERT INTO dbo.accounts SELECT value, ${START} FROM GENERATE_SERIES(1, ${ACCOUNTS});`,
  );
  expect(made.errors).toEqual([]);
  await disconnect(setUp);
});
afterAll(async () => {
  const admin = await connect(server, 'master');
  await runBatch(admin, `DROP DATABASE ${database}`);
  await disconnect(admin);
  await server.stop();
});

const random = (below: number): number => Math.floor(Math.random() * below);

/** Several shapes of the same move, so that locks are taken in different orders and transactions end in different ways. */
const move = (): string => {
  const from = 1 + random(ACCOUNTS);
  const to = 1 + ((from + random(ACCOUNTS - 1)) % ACCOUNTS);
  const amount = 1 + random(50);
  const log = `INSERT INTO dbo.moves (from_id, to_id, amount) VALUES (${from}, ${to}, ${amount}); UPDATE dbo.counters SET n += 1 WHERE name = 'moves';`;
  switch (random(4)) {
    case 0:
      return `SET XACT_ABORT ON; BEGIN TRAN;
        IF EXISTS (SELECT 1 FROM dbo.accounts WITH (UPDLOCK) WHERE id = ${from} AND balance >= ${amount})
        BEGIN UPDATE dbo.accounts SET balance -= ${amount} WHERE id = ${from}; UPDATE dbo.accounts SET balance += ${amount} WHERE id = ${to}; ${log} END
        COMMIT;`;
    case 1:
      return `SET XACT_ABORT ON; SET LOCK_TIMEOUT 200; BEGIN TRAN; ${log}
        UPDATE dbo.accounts SET balance = balance + CASE id WHEN ${from} THEN -${amount} ELSE ${amount} END WHERE id IN (${from}, ${to}) AND (SELECT balance FROM dbo.accounts WHERE id = ${from}) >= ${amount};
        IF @@ROWCOUNT = 2 COMMIT ELSE ROLLBACK;`;
    case 2:
      return `BEGIN TRY
          BEGIN TRAN;
          UPDATE dbo.accounts SET balance += ${amount} WHERE id = ${to};
          UPDATE dbo.accounts SET balance -= ${amount} WHERE id = ${from};
          ${log}
          COMMIT;
        END TRY
        BEGIN CATCH
          IF @@TRANCOUNT > 0 ROLLBACK;
          IF ERROR_NUMBER() <> 547 THROW;
        END CATCH`;
    default:
      return `SET LOCK_TIMEOUT -1; BEGIN TRAN; UPDATE dbo.accounts SET balance -= 1 WHERE id = ${from} AND balance > 0; CREATE TABLE #t (id int); INSERT INTO #t SELECT id FROM dbo.accounts; DROP TABLE #t; ROLLBACK;`;
  }
};

interface Outcome {
  readonly errors: Map<number, number>;
  readonly wrongTotals: unknown[];
  done: number;
}

const count = (outcome: Outcome, answer: Awaited<ReturnType<typeof runBatch>>): void => {
  outcome.done += 1;
  for (const { number } of answer.errors) outcome.errors.set(number ?? -1, (outcome.errors.get(number ?? -1) ?? 0) + 1);
};

test(
  `${CONNECTIONS} connections for ${SECONDS} s`,
  async () => {
    const connections = await Promise.all(Array.from({ length: CONNECTIONS }, () => connect(server, database)));
    const until = performance.now() + SECONDS * 1000;
    const outcome: Outcome = { errors: new Map(), wrongTotals: [], done: 0 };

    const writer = async (connection: Connection): Promise<void> => {
      while (performance.now() < until) {
        count(outcome, await runBatch(connection, move()));
        // A statement that failed may have left its transaction open (no XACT_ABORT): the application's part.
        await runBatch(connection, 'IF @@TRANCOUNT > 0 ROLLBACK');
      }
    };
    const reader = async (connection: Connection): Promise<void> => {
      while (performance.now() < until) {
        const answer = await runBatch(connection, 'SELECT SUM(balance) AS total, COUNT(*) AS n FROM dbo.accounts');
        count(outcome, answer);
        const row = answer.results[0]?.rows[0];
        if (row && (row[0] !== ACCOUNTS * START || row[1] !== ACCOUNTS)) outcome.wrongTotals.push(row);
        await runBatch(connection, 'SELECT TOP (5) id, balance FROM dbo.accounts WITH (NOLOCK) ORDER BY balance DESC');
      }
    };
    await Promise.all(connections.map((connection, i) => (i % 3 === 0 ? reader(connection) : writer(connection))));

    expect(outcome.done).toBeGreaterThan(CONNECTIONS);
    expect(outcome.wrongTotals).toEqual([]);
    expect([...outcome.errors.keys()].filter((number) => number !== 1205 && number !== 1222)).toEqual([]);

    const after = await connect(server, database);
    await runBatch(after, 'SET LOCK_TIMEOUT 0');
    const { rows } = await askRows(after, 'SELECT SUM(balance) AS total FROM dbo.accounts');
    expect(rows).toEqual([[ACCOUNTS * START]]);
    // Every move that was counted is logged: the two were written in one transaction.
    expect(
      (await askRows(after, "SELECT (SELECT COUNT(*) FROM dbo.moves) - (SELECT n FROM dbo.counters WHERE name = 'moves') AS diff")).rows,
    ).toEqual([[0]]);
    // No lock of the others is left while they are still connected.
    expect(
      (await runBatch(after, 'BEGIN TRAN; UPDATE dbo.accounts SET balance += 0; UPDATE dbo.moves SET amount += 0; ROLLBACK')).errors,
    ).toEqual([]);
    await disconnect(after);
    await Promise.all(connections.map(disconnect));
  },
  SECONDS * 1000 + 60_000,
);

test('nothing of a session is left after it is reset or closed', async () => {
  const [one, two] = await Promise.all([connect(server, database), connect(server, database)]);
  const dirty = `CREATE TABLE #mine (id int); CREATE TABLE ##ours_${process.pid} (id int); EXEC sp_set_session_context N'user', N'olga';
    DECLARE @r int; EXEC @r = sp_getapplock @Resource = N'res', @LockMode = 'Exclusive', @LockOwner = 'Session'; SET CONTEXT_INFO 0x01; SET DATEFIRST 1; BEGIN TRAN; UPDATE dbo.accounts SET balance += 0;`;
  expect((await runBatch(one, dirty)).errors).toEqual([]);
  await runBatch(two, 'SET LOCK_TIMEOUT 100');
  expect((await runBatch(two, 'UPDATE dbo.accounts SET balance += 0')).errors.map((error) => error.number)).toEqual([1222]);
  await reset(one);
  const state = `SELECT OBJECT_ID('tempdb..#mine') AS t, SESSION_CONTEXT(N'user') AS u, @@DATEFIRST AS d, @@TRANCOUNT AS tc, APPLOCK_MODE('public', N'res', 'Session') AS lock_, CAST(ISNULL(SUBSTRING(CONTEXT_INFO(), 1, 1), 0x00) AS int) AS info`;
  expect((await askRows(one, state)).rows).toEqual([[null, null, 7, 0, 'NoLock', 0]]);
  expect((await runBatch(two, 'UPDATE dbo.accounts SET balance += 0')).errors).toEqual([]);

  expect((await runBatch(one, dirty.replace(`##ours_${process.pid}`, `##theirs_${process.pid}`))).errors).toEqual([]);
  await disconnect(one);
  const lock =
    "DECLARE @r int; EXEC @r = sp_getapplock @Resource = N'res', @LockMode = 'Exclusive', @LockOwner = 'Session', @LockTimeout = 1000; SELECT @r AS r";
  // 0 when it is free already, 1 when the other connection was still being closed.
  expect([0, 1]).toContain((await runBatch(two, lock)).results[0]?.rows[0]?.[0]);
  expect((await runBatch(two, 'UPDATE dbo.accounts SET balance += 0')).errors).toEqual([]);
  expect((await askRows(two, `SELECT OBJECT_ID('tempdb..##theirs_${process.pid}') AS t`)).rows).toEqual([[null]]);
  await disconnect(two);
});
