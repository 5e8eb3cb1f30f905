// The first call of every request: who asks, and whether definitions or procedures changed. What ends access ends it at the next call.

import sql from 'mssql';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { installPlatform } from './install.ts';
import type { PlatformServer } from './install.ts';

let platform: PlatformServer;
let db: sql.ConnectionPool;

beforeAll(async () => {
  platform = await installPlatform('begin');
  db = await platform.connect();
  await db.request().batch(`
    INSERT INTO platform.[user] (username, displayName, lang) VALUES (N'anna', N'Anna', 'ru'), (N'dev', N'Dev', 'en');
    INSERT INTO platform.session (tokenHash, userID, realUserID, expires)
    SELECT CAST(0x01 AS binary(32)), u.id, NULL, DATEADD(HOUR, 1, SYSUTCDATETIME()) FROM platform.[user] AS u WHERE u.username = N'anna';
    INSERT INTO platform.session (tokenHash, userID, realUserID, expires)
    SELECT CAST(0x02 AS binary(32)), u.id, r.id, DATEADD(HOUR, 1, SYSUTCDATETIME())
    FROM platform.[user] AS u CROSS JOIN platform.[user] AS r WHERE u.username = N'anna' AND r.username = N'dev';`);
}, 60_000);
afterAll(() => platform.stop());
beforeEach(async () => {
  await db.request().batch(`
    DELETE FROM platform.definition; DELETE FROM platform.user_role; DELETE FROM platform.notification;
    INSERT INTO platform.definition (kind, code, body) VALUES ('role', N'manager', N'{}'), ('role', N'client', N'{}');
    INSERT INTO platform.user_role (userID, roleCode) SELECT u.id, r.code FROM platform.[user] AS u CROSS JOIN platform.role AS r WHERE u.username = N'anna';
    UPDATE platform.[user] SET isActive = 1, totpEnabled = 0;
    UPDATE platform.session SET revokedAt = NULL, expires = DATEADD(HOUR, 1, SYSUTCDATETIME());`);
});

type Row = Record<string, unknown>;
const token = (first: number): Buffer => Buffer.concat([Buffer.of(first), Buffer.alloc(31)]);
const begin = async (tokenHash: Buffer | null): Promise<{ state: Row; user: Row | undefined; unread: unknown }> => {
  const request = db.request();
  request.input('tokenHash', sql.VarBinary(32), tokenHash);
  request.input('ip', sql.VarChar(45), '10.0.0.1');
  request.input('userAgent', sql.NVarChar(400), 'test');
  const { recordsets } = await request.execute('platform.request_begin');
  const [state, user, unread] = recordsets as unknown as Row[][];
  return { state: state?.[0] ?? {}, user: user?.[0], unread: unread?.[0]?.unread };
};

describe('platform.request_begin', () => {
  test('knows the user by the session, with active roles in order', async () => {
    const { user } = await begin(token(1));
    expect(user).toMatchObject({
      username: 'anna',
      displayName: 'Anna',
      lang: 'ru',
      roles: 'client,manager',
      realUsername: null,
      mustEnrolTotp: false,
    });
  });

  test('without a session, or with an unknown or cut token, nobody', async () => {
    for (const hash of [null, token(9), Buffer.alloc(0), Buffer.from(`' OR 1=1 --`)]) {
      expect(await begin(hash)).toMatchObject({ user: undefined, unread: 0 });
    }
  });

  test.each([
    ['a disabled user', `UPDATE platform.[user] SET isActive = 0 WHERE username = N'anna'`],
    ['a revoked session', 'UPDATE platform.session SET revokedAt = SYSUTCDATETIME()'],
    ['a session at its end', 'UPDATE platform.session SET expires = SYSUTCDATETIME()'],
  ])('%s is out at the next call', async (_what, change) => {
    expect((await begin(token(1))).user).toBeDefined();
    await db.request().batch(change);
    expect((await begin(token(1))).user).toBeUndefined();
  });

  test('a role that is disabled, deleted or taken away is gone at the next call, and comes back', async () => {
    const roles = async (): Promise<unknown> => (await begin(token(1))).user?.roles;
    await db.request().batch(`UPDATE platform.definition SET body = N'{"isActive":false}' WHERE code = N'client'`);
    expect(await roles()).toBe('manager');
    await db.request().batch(`UPDATE platform.definition SET body = N'{}' WHERE code = N'client'`);
    expect(await roles()).toBe('client,manager');
    await db.request().batch(`DELETE FROM platform.definition WHERE code = N'client'`);
    expect(await roles()).toBe('manager');
    await db.request().batch('DELETE FROM platform.user_role');
    expect(await roles()).toBe('');
  });

  test('an impersonation names the one behind it and ends with either', async () => {
    expect((await begin(token(2))).user).toMatchObject({ username: 'anna', realUsername: 'dev' });
    await db.request().batch(`UPDATE platform.[user] SET isActive = 0 WHERE username = N'dev'`);
    expect((await begin(token(2))).user).toBeUndefined();
    expect((await begin(token(1))).user).toBeDefined();
  });

  test('a role that requires a second factor asks until it is there', async () => {
    await db.request().batch(`UPDATE platform.definition SET body = N'{"requireTotp":true}' WHERE code = N'client'`);
    expect((await begin(token(1))).user).toMatchObject({ mustEnrolTotp: true });
    await db.request().batch('UPDATE platform.[user] SET totpEnabled = 1');
    expect((await begin(token(1))).user).toMatchObject({ mustEnrolTotp: false });
  });

  test('the session is touched at most once a minute', async () => {
    const lastSeen = async (): Promise<unknown> =>
      (await db.request().query<Row>('SELECT CONVERT(varchar(30), lastSeen, 126) AS t, ip FROM platform.session WHERE realUserID IS NULL'))
        .recordset[0]?.t;
    await db.request().batch('UPDATE platform.session SET lastSeen = DATEADD(SECOND, -90, SYSUTCDATETIME())');
    const old = await lastSeen();
    await begin(token(1));
    const touched = await lastSeen();
    await begin(token(1));
    expect(touched).not.toBe(old);
    expect(await lastSeen()).toBe(touched);
  });

  test('the revision rises with definitions, the stamp changes with procedures', async () => {
    const first = (await begin(null)).state;
    await db.request().batch(`UPDATE platform.definition SET body = N'{"x":1}' WHERE code = N'client'`);
    const second = (await begin(null)).state;
    expect(Number(second.revision)).toBe(Number(first.revision) + 1);
    expect(second.stamp).toBe(first.stamp);
    await db.request().batch('CREATE OR ALTER PROCEDURE dbo.[fm_x-1_saveItem] AS SELECT 1 AS Result');
    const third = (await begin(null)).state;
    expect(third.stamp).not.toBe(first.stamp);
    await db.request().batch('CREATE OR ALTER PROCEDURE dbo.[fm_x-1_saveItem] @itemID int AS SELECT 1 AS Result');
    expect((await begin(null)).state.stamp).not.toBe(third.stamp);
  });

  test('counts unread notifications, up to a hundred', async () => {
    await db.request().batch(`
      INSERT INTO platform.notification (userID, typeCode, text, readAt)
      SELECT u.id, N'info', N't', CASE WHEN n.value < 3 THEN NULL ELSE SYSUTCDATETIME() END
      FROM platform.[user] AS u CROSS JOIN (VALUES (1), (2), (3)) AS n(value) WHERE u.username = N'anna'`);
    expect((await begin(token(1))).unread).toBe(2);
    for (let i = 0; i < 7; i++) {
      await db
        .request()
        .batch(
          'INSERT INTO platform.notification (userID, typeCode, text) SELECT n.userID, n.typeCode, n.text FROM platform.notification AS n',
        );
    }
    expect((await begin(token(1))).unread).toBe(100);
  });
});
