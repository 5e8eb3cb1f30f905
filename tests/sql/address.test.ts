// Connection strings in both forms, their mistakes, and what opening a database says and does.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parseAddress } from '../../sql/address.ts';
import { openDatabase } from '../../sql/connection.ts';
import { ConfigurationError, LoginRefused } from '../../sql/errors.ts';
import { runSql } from '../../sql/query.ts';
import { startTestServer } from '../localdb/server.ts';

const EXPECTED = {
  host: 'db.example',
  port: 1444,
  instance: undefined,
  user: 'app',
  password: 'p@ss;w/d',
  database: 'shop',
  shouldEncrypt: false,
  shouldTrustServerCertificate: true,
  isReadOnlyIntent: false,
};

test.each([
  'mssql://app:p%40ss%3Bw%2Fd@db.example:1444/shop?encrypt=false&trustServerCertificate=true',
  'sqlserver://app:p%40ss%3Bw%2Fd@db.example:1444?database=shop&Encrypt=no&TrustServerCertificate=yes',
  'Server=tcp:db.example,1444;Database=shop;User Id=app;Password="p@ss;w/d";Encrypt=False;TrustServerCertificate=True',
  'data source=db.example,1444;initial catalog=shop;uid=app;pwd="p@ss;w/d";Encrypt=Optional;TrustServerCertificate=true;',
])('%s', (text) => {
  expect(parseAddress(text)).toEqual(EXPECTED);
});

test('connections are encrypted and certificates checked unless told otherwise; instances are named', () => {
  expect(parseAddress('mssql://app:p@db.example')).toMatchObject({
    shouldEncrypt: true,
    shouldTrustServerCertificate: false,
    database: undefined,
  });
  expect(parseAddress('Server=.\\EXPRESS;User Id=a;Password=b')).toMatchObject({ host: 'localhost', instance: 'EXPRESS', port: undefined });
});

test.each([
  ['postgres://a:secret@b/c', 'neither a URL'],
  ['mssql://a:secret@host:99999/db', 'cannot be read'],
  ['mssql://host/db', 'names no user'],
  ['mssql://a:secret%zz@host/db', 'percent-encoding'],
  ['mssql://a:secret@host/db?encrypted=true', 'unknown option "encrypted"'],
  ['Server=host,abc;User Id=a;Password=secret', 'port'],
  ['Server=host;User Id=a;Password=secret;Encrypt=perhaps', 'must be true or false'],
])('%s is refused, without telling the password', (text, message) => {
  const refuse = (): unknown => parseAddress(text);
  expect(refuse).toThrow(ConfigurationError);
  expect(refuse).toThrow(message);
  expect(refuse).not.toThrow('secret');
});

test('a wrong password is a refused login; a missing database is created', async () => {
  const server = await startTestServer();
  try {
    const at = (password: string): string =>
      `mssql://${server.user}:${encodeURIComponent(password)}@${server.server}:${server.port}/created_${process.pid}?encrypt=false&trustServerCertificate=true`;
    await expect(openDatabase({ url: at('wrong'), dataDir: ':memory:' })).rejects.toBeInstanceOf(LoginRefused);
    const db = await openDatabase({ url: at(server.password), dataDir: ':memory:' });
    expect(db.kind).toBe('sqlserver');
    expect(db.describe()).not.toContain(server.password);
    expect((await runSql(db, 'SELECT DB_NAME() AS name;'))[0]?.rows[0]?.name).toBe(`created_${process.pid}`);
    await db.close();
  } finally {
    await server.stop();
  }
});

test('LocalDB keeps its data in the folder between two openings', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'data-'));
  try {
    const first = await openDatabase({ dataDir });
    await runSql(first, 'CREATE TABLE dbo.kept (id int); INSERT dbo.kept (id) VALUES (7);');
    await first.close();
    const second = await openDatabase({ dataDir });
    expect(second.kind).toBe('localdb');
    expect((await runSql(second, 'SELECT id FROM dbo.kept;'))[0]?.rows[0]?.id).toBe(7);
    await second.close();
  } finally {
    await rm(dataDir, { recursive: true });
  }
});
