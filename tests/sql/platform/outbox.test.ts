// The outbox, job leases, notifications and messages between processes: what several processes do at once, each thing once.

import type sql from 'mssql';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { installPlatform } from './install.ts';
import type { PlatformServer } from './install.ts';

let platform: PlatformServer;
let db: sql.ConnectionPool;
let other: sql.ConnectionPool;

beforeAll(async () => {
  platform = await installPlatform('outbox');
  [db, other] = await Promise.all([platform.connect(), platform.connect()]);
  await db.request().batch(`
    INSERT INTO platform.definition (kind, code, body) VALUES ('role', N'manager', N'{}'), ('role', N'client', N'{}'), ('role', N'off', N'{"isActive":false}');
    INSERT INTO platform.[user] (username, isActive) VALUES (N'm1', 1), (N'm2', 1), (N'c1', 1), (N'gone', 0);
    INSERT INTO platform.user_role (userID, roleCode)
    SELECT u.id, r.code FROM platform.[user] AS u
    JOIN (VALUES (N'm1', N'manager'), (N'm2', N'manager'), (N'gone', N'manager'), (N'c1', N'client'), (N'c1', N'off')) AS r(name, code) ON r.name = u.username;`);
}, 60_000);
afterAll(() => platform.stop());
beforeEach(async () => {
  await db
    .request()
    .batch('DELETE FROM platform.outbox; DELETE FROM platform.notification; DELETE FROM platform.event; DELETE FROM platform.job_lease');
});

type Row = Record<string, unknown>;
const sets = async (text: string, on = db): Promise<Row[][]> => (await on.request().batch(text)).recordsets as unknown as Row[][];
const rows = async (text: string, on = db): Promise<Row[]> => (await sets(text, on))[0] ?? [];
const status = (): Promise<Row[]> => rows('SELECT status, attempts, lockedBy, lastError FROM platform.outbox ORDER BY id');
/** What waits, waits no longer. */
const letTimePass = (): Promise<Row[]> =>
  rows('UPDATE platform.outbox SET nextAttempt = DATEADD(SECOND, -1, SYSUTCDATETIME()), lockedUntil = DATEADD(SECOND, -1, lockedUntil)');
const addMany = (count: number): Promise<Row[]> =>
  rows(
    `DECLARE @i int = 0; WHILE @i < ${count} BEGIN EXEC dbo.as_outbox_add @type = 'email', @to = N'a@b.c', @subject = N's'; SET @i += 1; END`,
  );

describe('dbo.as_outbox_add', () => {
  test('takes columns by name over a payload, and keeps hostile text as text', async () => {
    await rows(
      `EXEC dbo.as_outbox_add @type = 'email', @payload = N'{"to":"x","n":1,"list":[1,{"a":null}],"none":null}', @to = N'a"b', @body = N'</script>''; DROP TABLE platform.outbox--'`,
    );
    const [row] = await rows('SELECT type, payload FROM platform.outbox');
    expect(JSON.parse(String(row?.payload))).toEqual({
      to: 'a"b',
      n: 1,
      list: [1, { a: null }],
      none: null,
      body: `</script>'; DROP TABLE platform.outbox--`,
    });
  });

  test('without anything the payload is an empty object', async () => {
    await rows(`EXEC dbo.as_outbox_add @type = 'clearcache'`);
    expect(await rows('SELECT payload FROM platform.outbox')).toEqual([{ payload: '{}' }]);
  });

  test.each(['[1]', 'nothing', '"text"'])('refuses the payload %s', async (payload) => {
    await expect(rows(`EXEC dbo.as_outbox_add @type = 'email', @payload = N'${payload}'`)).rejects.toThrow('must be a JSON object');
  });

  test('goes with its transaction', async () => {
    await rows(`BEGIN TRAN; EXEC dbo.as_outbox_add @type = 'email', @to = N'x'; ROLLBACK`);
    expect(await status()).toEqual([]);
  });
});

describe('platform.outbox_take', () => {
  test('two workers at once never get the same action, and together all', async () => {
    await addMany(40);
    const taken: unknown[] = [];
    const work = async (on: sql.ConnectionPool, owner: string): Promise<void> => {
      for (;;) {
        const got = await rows(`EXEC platform.outbox_take @owner = N'${owner}', @batch = 3`, on);
        if (got.length === 0) return;
        taken.push(...got.map(({ id }) => id));
      }
    };
    await Promise.all([work(db, 'w1'), work(other, 'w2')]);
    expect(taken).toHaveLength(40);
    expect(new Set(taken).size).toBe(40);
  });

  test('done is done; another worker cannot say so', async () => {
    await addMany(1);
    const [action] = await rows(`EXEC platform.outbox_take @owner = N'w1'`);
    expect(await rows(`EXEC platform.outbox_done @id = ${String(action?.id)}, @owner = N'w2'`)).toEqual([{ Result: 0 }]);
    expect(await rows(`EXEC platform.outbox_done @id = ${String(action?.id)}, @owner = N'w1'`)).toEqual([{ Result: 1 }]);
    expect(await status()).toMatchObject([{ status: 'done', lockedBy: null }]);
    expect(await rows(`EXEC platform.outbox_take @owner = N'w1'`)).toEqual([]);
  });

  test('a failure waits longer each time and is dead after the last attempt', async () => {
    await addMany(1);
    const waits: number[] = [];
    for (let attempt = 1; attempt <= 3; attempt++) {
      const [action] = await rows(`EXEC platform.outbox_take @owner = N'w1'`);
      expect(action).toMatchObject({ attempts: attempt });
      await rows(
        `EXEC platform.outbox_failed @id = ${String(action?.id)}, @owner = N'w1', @error = N'no', @maxAttempts = 3, @firstDelaySeconds = 100`,
      );
      const [wait] = await rows('SELECT DATEDIFF(SECOND, SYSUTCDATETIME(), nextAttempt) AS s FROM platform.outbox');
      waits.push(Math.round(Number(wait?.s) / 100));
      expect(await rows(`EXEC platform.outbox_take @owner = N'w1'`)).toEqual([]);
      await letTimePass();
    }
    expect(waits).toEqual([1, 2, 4]);
    expect(await status()).toEqual([{ status: 'dead', attempts: 3, lockedBy: null, lastError: 'no' }]);
  });

  test('what cannot succeed is dead at once', async () => {
    await addMany(1);
    const [action] = await rows(`EXEC platform.outbox_take @owner = N'w1'`);
    expect(
      await rows(`EXEC platform.outbox_failed @id = ${String(action?.id)}, @owner = N'w1', @error = N'no', @isFinal = 1`),
    ).toMatchObject([{ Result: 1, status: 'dead' }]);
  });

  test('the action of a worker that died is taken by another when its lock has run out, and given up in the end', async () => {
    await addMany(1);
    expect(await rows(`EXEC platform.outbox_take @owner = N'w1', @maxAttempts = 2`)).toHaveLength(1);
    expect(await rows(`EXEC platform.outbox_take @owner = N'w2', @maxAttempts = 2`, other)).toEqual([]);
    await rows('UPDATE platform.outbox SET lockedUntil = SYSUTCDATETIME()');
    expect(await rows(`EXEC platform.outbox_take @owner = N'w2', @maxAttempts = 2`, other)).toMatchObject([{ attempts: 2 }]);
    await rows('UPDATE platform.outbox SET lockedUntil = SYSUTCDATETIME()');
    expect(await rows(`EXEC platform.outbox_take @owner = N'w1', @maxAttempts = 2`)).toEqual([]);
    expect(await status()).toMatchObject([{ status: 'dead' }]);
  });
});

describe('platform.job_lease_take', () => {
  test('one process holds a job; it may prolong, another waits for release or end', async () => {
    const take = async (owner: string, on = db): Promise<unknown> =>
      (await rows(`EXEC platform.job_lease_take @code = N'digest', @owner = N'${owner}', @seconds = 60`, on))[0]?.Result;
    expect((await Promise.all([take('p1'), take('p2', other)])).sort()).toEqual([0, 1]);
    await rows('UPDATE platform.job_lease SET until = SYSUTCDATETIME()');
    expect(await take('p3')).toBe(1);
    expect(await take('p3')).toBe(1);
    expect(await take('p4', other)).toBe(0);
    await rows(`EXEC platform.job_lease_release @code = N'digest', @owner = N'p4'`);
    expect(await take('p4', other)).toBe(0);
    await rows(`EXEC platform.job_lease_release @code = N'digest', @owner = N'p3'`);
    expect(await take('p4', other)).toBe(1);
  });
});

describe('dbo.as_nt_createNotification', () => {
  const told = async (): Promise<unknown[]> =>
    (await rows('SELECT u.username FROM platform.notification AS n JOIN platform.[user] AS u ON u.id = n.userID ORDER BY u.username')).map(
      ({ username }) => username,
    );

  test.each([
    ['m1', ['m1']],
    ['m1, c1', ['c1', 'm1']],
    ['role:manager', ['m1', 'm2']],
    ['role:manager,c1,m1', ['c1', 'm1', 'm2']],
    ['role:off', []],
    ['gone', []],
    [`m1'' OR 1=1 --`, []],
    ['', []],
  ])('to %s', async (to, expected) => {
    await rows(`EXEC dbo.as_nt_createNotification @to = N'${to}', @text = N'Hello', @url = N'/order/1'`);
    expect(await told()).toEqual(expected);
    expect(await rows('SELECT type FROM platform.outbox')).toEqual(expected.length === 0 ? [] : [{ type: 'notificationDelivery' }]);
  });

  test('tells each browser and the other channels, not the one who did it', async () => {
    await rows(`EXEC dbo.as_nt_createNotification @to = N'role:manager', @text = N'A "new" order', @typeCode = N'order', @except = N'm2'`);
    const [made] = await rows('SELECT id, userID, typeCode FROM platform.notification');
    const [event] = await rows('SELECT topic, payload FROM platform.event');
    expect(event?.topic).toBe(`user:${String(made?.userID)}`);
    expect(JSON.parse(String(event?.payload))).toMatchObject({ kind: 'notification', typeCode: 'order', text: 'A "new" order' });
    expect(JSON.parse(String((await rows('SELECT payload FROM platform.outbox'))[0]?.payload))).toEqual({ ids: [Number(made?.id)] });
    expect(await told()).toEqual(['m1']);
  });
});

describe('platform.event_read', () => {
  test('begins at the end, then gives what is newer, once and in order', async () => {
    await rows(`EXEC platform.event_publish @topic = N'user:1', @payload = N'1'`);
    const [nothing, from] = await sets('EXEC platform.event_read @after = NULL');
    expect(nothing).toEqual([]);
    await rows(
      `EXEC platform.event_publish @topic = N'user:1', @payload = N'2'; EXEC platform.event_publish @topic = N'chat:o:7', @payload = NULL`,
      other,
    );
    const [messages, last] = await sets(`EXEC platform.event_read @after = ${String(from?.[0]?.last)}`);
    expect(messages?.map(({ topic, payload }) => `${String(topic)} ${String(payload)}`)).toEqual(['user:1 2', 'chat:o:7 null']);
    expect(await sets(`EXEC platform.event_read @after = ${String(last?.[0]?.last)}`)).toEqual([[], [{ last: last?.[0]?.last }]]);
  });
});
