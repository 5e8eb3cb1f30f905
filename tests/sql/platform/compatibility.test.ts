// The names in dbo that ported procedures use.

import sql from 'mssql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { installPlatform } from './install.ts';
import type { PlatformServer } from './install.ts';

let platform: PlatformServer;
let db: sql.ConnectionPool;

beforeAll(async () => {
  platform = await installPlatform('compatibility');
  db = await platform.connect();
  await db.request().batch(`
    INSERT INTO platform.definition (kind, code, body) VALUES
      ('role', N'manager', N'{"title":{"en":"Manager","ru":"Менеджер"}}'), ('role', N'off', N'{"title":"Off","isActive":false}'),
      ('setting', N'brand', N'{"title":"Brand","default":"Peregrine","type":"text"}'), ('setting', N'mailPassword', N'{"title":"P","isSecret":true}');
    INSERT INTO platform.[user] (username, displayName, isActive) VALUES (N'anna', N'Anna', 1), (N'gone', N'Gone', 0);
    INSERT INTO platform.user_role (userID, roleCode) SELECT u.id, r.code FROM platform.[user] AS u CROSS JOIN platform.role AS r;`);
}, 60_000);
afterAll(() => platform.stop());

type Row = Record<string, unknown>;
const rows = async (text: string): Promise<Row[]> => ((await db.request().batch(text)).recordset ?? []) as unknown as Row[];
const value = async (expression: string, given?: string): Promise<unknown> => {
  const request = db.request();
  request.input('given', sql.NVarChar(sql.MAX), given ?? null);
  return (await request.query<Row>(`SELECT ${expression} AS v`)).recordset[0]?.v;
};
const split = async (given: string, separator = ','): Promise<unknown[]> => {
  const request = db.request();
  request.input('given', sql.NVarChar(sql.MAX), given);
  request.input('separator', sql.NVarChar(8), separator);
  return (await request.query<Row>('SELECT Value FROM dbo.split(@given, @separator) ORDER BY ord')).recordset.map(
    (row) => row.Value ?? row.value,
  );
};

describe('dbo.split', () => {
  test.each([
    ['a,b,c', ',', ['a', 'b', 'c']],
    [' a , ,b,', ',', ['a', 'b']],
    ['', ',', []],
    ['one', ',', ['one']],
    ['a";[1],"b\\c/d', ',', ['a";[1]', '"b\\c/d']],
    ['a"b"c', '"', ['a', 'b', 'c']],
    ['a||b', '||', ['a', 'b']],
    ['строка;\u0001;<b>', ';', ['строка', '\u0001', '<b>']],
  ])('%j by %j', async (given, separator, expected) => {
    expect(await split(given, separator)).toEqual(expected);
  });

  test('of NULL is nothing, of a long list everything', async () => {
    expect(await rows("SELECT ord FROM dbo.split(NULL, N',')")).toEqual([]);
    expect(await split(Array.from({ length: 3000 }, (_, i) => `item${i}`).join(','))).toHaveLength(3000);
  });
});

describe('access', () => {
  test.each([
    ['anna', 'manager', true],
    ['ANNA', 'MANAGER', true],
    ['anna', 'off', false],
    ['anna', 'absent', false],
    ['gone', 'manager', false],
    [`anna'' OR 1=1 --`, 'manager', false],
  ])('sec_isUserInRole(%s, %s)', async (username, role, expected) => {
    expect(await value(`dbo.sec_isUserInRole(N'${username}', N'${role}')`)).toBe(expected);
  });

  test.each([
    ['anna', '', 'client,manager', true],
    ['anna', '', 'client', false],
    ['anna', 'oleg,anna', '', true],
    ['anna', '', '*', true],
    ['anna', '', 'off', false],
    ['gone', 'gone', 'manager,*', false],
    ['nobody', 'nobody', '*', false],
    ['nobody', '', 'all', true],
    ['', '', '', false],
    ['anna', '', '%', false],
  ])('sec_hasAccessByUsersRoles(%s, %s, %s)', async (username, users, roles, expected) => {
    expect(await value(`dbo.sec_hasAccessByUsersRoles(N'${username}', N'${users}', N'${roles}')`)).toBe(expected);
  });
});

describe('texts and values', () => {
  test('as_antiXSS makes markup harmless', async () => {
    expect(await value('dbo.as_antiXSS(@given)', `<a href="x" onclick='y'>&amp;`)).toBe(
      '&lt;a href=&quot;x&quot; onclick=&#39;y&#39;&gt;&amp;amp;',
    );
  });

  test.each([
    ['plain', 'ru', 'plain'],
    ['{"en":"Order","ru":"Заказ"}', 'ru', 'Заказ'],
    ['{"en":"Order","ru":"Заказ"}', 'en', 'Order'],
    ['{"en":"Order"}', 'ru', 'Order'],
    ['{not json', 'ru', '{not json'],
  ])('as_text(%s, %s)', async (given, lang, expected) => {
    expect(await value(`dbo.as_text(@given, N'${lang}')`, given)).toBe(expected);
  });

  test('a filter and a parameter by key, empty as absent', async () => {
    expect(
      await rows(`
        DECLARE @f dbo.CRUDFilterParameter, @p dbo.ExtendedDictionaryParameter;
        INSERT INTO @f ([Key], [Value]) VALUES (N'name', N' Anna '), (N'empty', N'  ');
        INSERT INTO @p ([Key], [Value], [Value2]) VALUES (N'sum', N'old', N'12.50');
        SELECT dbo.as_filterValue(@f, N'NAME') AS a, dbo.as_filterValue(@f, N'empty') AS b, dbo.as_filterValue(@f, N'x') AS c, dbo.as_parameterValue(@p, N'sum') AS d`),
    ).toEqual([{ a: 'Anna', b: null, c: null, d: '12.50' }]);
  });

  test('settings: the set value, else the default; a secret is not shown', async () => {
    expect(await value(`dbo.as_getSetting(N'brand')`)).toBe('Peregrine');
    await rows(
      `INSERT INTO platform.setting (code, value, isSecret) VALUES (N'brand', N'Other', 0), (N'mailPassword', N'hush', 1), (N'stray', N's', 0)`,
    );
    expect(await rows('SELECT code, value FROM dbo.as_settings ORDER BY code')).toEqual([
      { code: 'brand', value: 'Other' },
      { code: 'mailPassword', value: null },
      { code: 'stray', value: 's' },
    ]);
    expect(await value(`dbo.as_getSetting(N'mailPassword')`)).toBe(null);
    expect(await value(`dbo.as_getSetting(N'absent')`)).toBe(null);
  });
});

describe('views in dbo', () => {
  test('as_users shows no secrets and can be updated', async () => {
    await rows(`UPDATE dbo.as_users SET phone = N'+7' WHERE username = N'anna'`);
    expect(await rows(`SELECT * FROM dbo.as_users WHERE username = N'anna'`)).toMatchObject([{ displayName: 'Anna', phone: '+7' }]);
    const columns = await rows(`SELECT name FROM sys.columns WHERE object_id = OBJECT_ID(N'dbo.as_users')`);
    expect(columns.filter(({ name }) => /password|totp/i.test(String(name)))).toEqual([]);
  });

  test('as_userRoles joins as_roles by id, and takes insertions and deletions', async () => {
    const names = `SELECT r.name FROM dbo.as_users AS u JOIN dbo.as_userRoles AS ur ON ur.userID = u.id JOIN dbo.as_roles AS r ON r.id = ur.roleID WHERE u.username = N'anna'`;
    expect(await rows(names)).toEqual([{ name: 'Менеджер' }]);
    await rows(`DELETE FROM dbo.as_userRoles WHERE username = N'anna' AND roleCode = N'manager'`);
    expect(await rows(names)).toEqual([]);
    await rows(
      `INSERT INTO dbo.as_userRoles (userID, roleID) SELECT u.id, r.id FROM dbo.as_users AS u CROSS JOIN dbo.as_roles AS r WHERE u.username = N'anna' AND r.code = N'manager'`,
    );
    expect(await rows(names)).toEqual([{ name: 'Менеджер' }]);
  });

  test('as_trace is the journal: procedures insert into it', async () => {
    await rows(
      `INSERT INTO dbo.as_trace (code, header, text, created, username) VALUES (N'orders', N'h', N't', GETDATE(), N'anna'); EXEC dbo.as_print @str = N'note'`,
    );
    expect(await rows('SELECT code, text, username FROM dbo.as_trace ORDER BY id')).toEqual([
      { code: 'orders', text: 't', username: 'anna' },
      { code: 'print', text: 'note', username: null },
    ]);
  });

  test('as_rs_resources shows files of saved records with their addresses', async () => {
    await rows(`
      INSERT INTO platform.[file] (resourceCode, entityCode, itemID, name, contentType, size, sha256, storageKey, draftToken, isDeleted)
      VALUES (N'f', N'order', N'7', N'a.pdf', 'application/pdf', 1, 'x', 'k', NULL, 0), (N'f', N'order', N'7', N'b.pdf', 'application/pdf', 1, 'x', 'k', NULL, 1),
        (N'f', N'order', NULL, N'c.pdf', 'application/pdf', 1, 'x', 'k', 'draft', 0);`);
    const [only, ...others] = await rows('SELECT name, url FROM dbo.as_rs_resources');
    expect(others).toEqual([]);
    expect(only?.url).toMatch(/^\/f\/[0-9a-f-]{36}$/);
  });
});
