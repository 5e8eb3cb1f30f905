// Logging in as somebody else than sa: what is asked, what is kept, and what is told to who may not.

import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Connection, Request, TYPES } from 'tedious';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { BACKUP_PROCEDURE } from '../../../sql/localdb/tds/requests.ts';
import { connect, disconnect, runBatch } from '../case-runner.ts';
import type { BatchResult } from '../case-runner.ts';
import { startInstance } from '../../../sql/localdb/instance.ts';
import type { Instance } from '../../../sql/localdb/instance.ts';

const FIRST = 'Vel0city-of-swallows';
const SECOND = "Sec'nd-pa$$word-2";
/** A name that would do harm if it were ever taken for SQL. */
const HOSTILE = "x'; DROP TABLE dbo.t; --]";

let folder: string;
let instance: Instance;
let sa: Connection;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'localdb-logins-'));
  instance = await startInstance({ data: folder, password: FIRST });
  sa = await logIn('sa', FIRST, 'master');
  await must('CREATE DATABASE shop');
  await must('CREATE DATABASE closed');
  await must('USE shop; CREATE TABLE dbo.t (id int)');
  await must(`CREATE LOGIN ann WITH PASSWORD = N'${FIRST}', DEFAULT_DATABASE = shop, CHECK_POLICY = OFF`);
  await must('CREATE USER ann FOR LOGIN ann');
});
afterAll(async () => {
  await instance.stop();
  await rm(folder, { recursive: true, force: true });
});

const ask = (text: string, connection = sa): Promise<BatchResult> => runBatch(connection, text);
const numbers = async (text: string, connection = sa): Promise<(number | null)[]> =>
  (await ask(text, connection)).errors.map((e) => e.number);
const value = async (text: string, connection = sa): Promise<unknown> => (await ask(text, connection)).results[0]?.rows[0]?.[0];

async function must(text: string): Promise<void> {
  expect((await ask(text)).errors).toEqual([]);
}

const logIn = (user: string, password: string, database = 'shop'): Promise<Connection> =>
  connect({ server: instance.host, port: instance.port, user, password }, database);

/** The errors that a refused login is told. */
const refusal = (user: string, password: string, database = 'shop'): Promise<string[]> =>
  new Promise((resolve) => {
    const connection = new Connection({
      server: instance.host,
      authentication: { type: 'default', options: { userName: user, password } },
      options: { port: instance.port, database, encrypt: false },
    });
    const told: string[] = [];
    connection.on('errorMessage', ({ number, state, message }) => told.push(`${number}.${state} ${message}`));
    connection.on('error', () => undefined);
    connection.on('end', () => resolve(told));
    connection.connect(() => connection.close());
  });

const failed = (user: string): string[] => [`18456.1 Login failed for user '${user}'.`];

test('the right password opens a session, any other is refused with one text', async () => {
  const ann = await logIn('ann', FIRST);
  expect(await value('SELECT SUSER_SNAME() + DB_NAME() + USER_NAME()', ann)).toBe('annshopann');
  await disconnect(ann);
  await disconnect(await logIn('ANN', FIRST, ''));
  expect(await refusal('ann', 'wrong')).toEqual(failed('ann'));
  expect(await refusal('ann', FIRST.toLowerCase())).toEqual(failed('ann'));
  expect(await refusal('ann', '')).toEqual(failed('ann'));
  expect(await refusal('nobody', FIRST)).toEqual(failed('nobody'));
  await must('ALTER LOGIN ann DISABLE');
  expect(await refusal('ann', FIRST)).toEqual(failed('ann'));
  expect(await refusal('ann', 'wrong')).toEqual(failed('ann'));
  await must('ALTER LOGIN ann ENABLE');
  expect(await refusal('ann', FIRST)).toEqual([]);
});

test('a database without a user for the login is closed to it', async () => {
  const told = (name: string, user: string): string[] => [
    `4060.1 Cannot open database "${name}" requested by the login. The login failed.`,
    ...failed(user),
  ];
  expect(await refusal('ann', FIRST, 'closed')).toEqual(told('closed', 'ann'));
  // Nothing tells whether there is such a database.
  expect(await refusal('ann', FIRST, 'nosuch')).toEqual(told('nosuch', 'ann'));
  await must(`CREATE LOGIN lost WITH PASSWORD = N'${FIRST}', DEFAULT_DATABASE = closed`);
  expect(await refusal('lost', FIRST, '')).toEqual(['4064.1 Cannot open user default database. Login failed.', ...failed('lost')]);
  expect(await refusal('lost', FIRST, 'master')).toEqual([]);
  await must('DENY CONNECT TO ann');
  expect(await refusal('ann', FIRST)).toEqual(told('shop', 'ann'));
  await must('GRANT CONNECT TO ann');
  expect(await refusal('ann', FIRST)).toEqual([]);
});

test('a changed password ends nothing that is open and refuses the old one', async () => {
  const ann = await logIn('ann', FIRST);
  await must(`ALTER LOGIN ann WITH PASSWORD = N'${SECOND.replaceAll("'", "''")}'`);
  expect(await value('SELECT SUSER_SNAME()', ann)).toBe('ann');
  expect(await refusal('ann', FIRST)).toEqual(failed('ann'));
  expect(await refusal('ann', SECOND)).toEqual([]);
  // Everybody may change their own, knowing the old one.
  expect(await numbers(`ALTER LOGIN ann WITH PASSWORD = N'${FIRST}'`, ann)).toEqual([15151]);
  expect(await numbers(`ALTER LOGIN ann WITH PASSWORD = N'${FIRST}' OLD_PASSWORD = N'guessed'`, ann)).toEqual([15151]);
  expect(await numbers(`ALTER LOGIN ann WITH PASSWORD = N'${FIRST}' OLD_PASSWORD = N'${SECOND.replaceAll("'", "''")}'`, ann)).toEqual([]);
  expect(await refusal('ann', FIRST)).toEqual([]);
  await disconnect(ann);
});

test('a name is a name, whatever it holds', async () => {
  const quoted = `[${HOSTILE.replaceAll(']', ']]')}]`;
  expect(await refusal(HOSTILE, FIRST)).toEqual(failed(HOSTILE));
  await must(`CREATE LOGIN ${quoted} WITH PASSWORD = N'${FIRST}'; CREATE USER ${quoted}`);
  const other = await logIn(HOSTILE, FIRST);
  expect(await value('SELECT USER_NAME()', other)).toBe(HOSTILE);
  expect(await value("SELECT OBJECT_ID(N'dbo.t')")).not.toBeNull();
  await disconnect(other);
});

test('logins that cannot be are refused', async () => {
  expect(await numbers(`CREATE LOGIN ann WITH PASSWORD = N'${FIRST}'`)).toEqual([15025]);
  expect(await numbers(`CREATE LOGIN sa WITH PASSWORD = N'${FIRST}'`)).toEqual([15025]);
  expect(await numbers("CREATE LOGIN bob WITH PASSWORD = N''")).toEqual([15116]);
  expect(await numbers('CREATE LOGIN bob WITH PASSWORD = 0x01 HASHED')).toEqual([40000]);
  expect(await numbers('CREATE LOGIN [d\\bob] FROM WINDOWS')).toEqual([40000]);
  expect(await numbers("ALTER LOGIN sa WITH PASSWORD = N'x'")).toEqual([40000]);
  expect(await numbers('CREATE USER bob')).toEqual([15007]);
  expect(await numbers('CREATE USER ann2 FOR LOGIN ann')).toEqual([15063]);
  expect(await numbers('DROP LOGIN bob')).toEqual([15151]);
  expect(await numbers(`BEGIN TRAN; CREATE LOGIN bob WITH PASSWORD = N'${FIRST}'; ROLLBACK; DROP LOGIN bob`)).toEqual([15151]);
});

test('a login that is made anew under an old name gets nothing of the old one', async () => {
  await must(`CREATE LOGIN eve WITH PASSWORD = N'${FIRST}'`);
  await must('CREATE USER eve FOR LOGIN eve; ALTER ROLE db_owner ADD MEMBER eve');
  const eve = await logIn('eve', FIRST);
  expect(await numbers('DROP LOGIN eve')).toEqual([15434]);
  await disconnect(eve);
  await expect.poll(() => numbers('DROP LOGIN eve')).toEqual([]);
  await must(`CREATE LOGIN eve WITH PASSWORD = N'${FIRST}'`);
  expect(await refusal('eve', FIRST)).toEqual([
    '4060.1 Cannot open database "shop" requested by the login. The login failed.',
    ...failed('eve'),
  ]);
});

test('a member of sysadmin is dbo everywhere, at once', async () => {
  await must(`CREATE LOGIN root2 WITH PASSWORD = N'${FIRST}'`);
  const other = await logIn('root2', FIRST, 'master');
  expect(await numbers('USE closed', other)).toEqual([916]);
  await must('ALTER SERVER ROLE sysadmin ADD MEMBER root2');
  expect(await value('USE closed; SELECT USER_NAME()', other)).toBe('dbo');
  expect(await numbers('CREATE TABLE dbo.of_root (id int)', other)).toEqual([]);
  await must('ALTER SERVER ROLE sysadmin DROP MEMBER root2');
  expect(await numbers('CREATE TABLE dbo.of_root2 (id int)', other)).toEqual([916]);
  await disconnect(other);
});

test('only an administrator has a backup written', async () => {
  const ann = await logIn('ann', FIRST);
  const file = join(folder, 'stolen.sqlite');
  const refused = await new Promise<string>((resolve) => {
    const request = new Request(BACKUP_PROCEDURE, (error) => resolve(error?.message ?? 'none'));
    request.addParameter('file', TYPES.NVarChar, file);
    ann.callProcedure(request);
  });
  expect(refused).toBe("BACKUP DATABASE permission denied in database 'shop'.");
  expect(existsSync(file)).toBe(false);
  await disconnect(ann);
});

test('logins outlive a restart, their passwords are nowhere to be read', async () => {
  await instance.stop();
  for (const file of await readdir(folder)) {
    const content = readFileSync(join(folder, file));
    for (const password of [FIRST, SECOND]) {
      expect(content.includes(Buffer.from(password)), file).toBe(false);
      expect(content.includes(Buffer.from(password, 'utf16le')), file).toBe(false);
    }
  }
  instance = await startInstance({ data: folder, password: FIRST });
  sa = await logIn('sa', FIRST);
  expect(await refusal('ann', FIRST)).toEqual([]);
  expect(await refusal('ann', SECOND)).toEqual(failed('ann'));
  await must('DROP USER ann; DROP LOGIN ann');
  expect(await refusal('ann', FIRST)).toEqual(failed('ann'));
});
