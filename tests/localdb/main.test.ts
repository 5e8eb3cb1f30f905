// The command line as a user runs it: a process of its own, its one line, its exit codes, its files.

import { spawn, spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { connect as connectSocket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startLocalDb } from '../../sql/localdb/start.ts';
import { ask, connect, values } from './tds/driver.ts';

const MAIN = join(import.meta.dirname, '..', '..', 'sql', 'localdb', 'main.ts');

let folder: string;
let data: string;
let children: ChildProcess[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'localdb-main-'));
  data = join(folder, 'data');
  children = [];
});
afterEach(() => {
  for (const child of children) child.kill('SIGKILL');
  rmSync(folder, { recursive: true });
});

interface Started {
  readonly child: ChildProcess;
  readonly port: number;
  readonly output: string;
}

const start = async (...args: string[]): Promise<Started> => {
  const child = spawn(process.execPath, [MAIN, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, LOCALDB_PASSWORD: '' },
  });
  children.push(child);
  let output = '';
  let errors = '';
  child.stderr?.on('data', (chunk) => {
    errors += chunk;
  });
  for await (const chunk of child.stdout ?? []) {
    output += chunk;
    const ready = /^LocalDB ready on 127\.0\.0\.1:(\d+)\n$/.exec(output);
    if (ready) return { child, port: Number(ready[1]), output: errors };
  }
  throw new Error(`not ready: ${output}${errors}`);
};

const run = (...args: string[]): { status: number | null; stderr: string; stdout: string } =>
  spawnSync(process.execPath, [MAIN, ...args], { encoding: 'utf8', env: { ...process.env, LOCALDB_PASSWORD: '' }, timeout: 20_000 });

const end = async (child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> => {
  const exit = once(child, 'exit');
  child.kill(signal);
  return (await exit)[0];
};

test('says where it listens, and stops cleanly on Ctrl-C and SIGTERM', async () => {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    const { child, port } = await start('--memory', '--port', '0', '--password', 'P-1');
    const connection = await connect(port, {}, 'P-1');
    expect(values(await ask(connection, 'SELECT 1'))).toEqual([[1]]);
    expect(await end(child, signal)).toBe(0);
  }
});

test('a generated password is in a file of the data folder, or on stderr', async () => {
  const { child, port } = await start('--data', data, '--port', '0');
  expect(statSync(join(data, 'password')).mode & 0o777).toBe(0o600);
  (await connect(port, {}, readFileSync(join(data, 'password'), 'utf8').trim())).close();
  await end(child, 'SIGINT');

  const inMemory = await start('--memory', '--port', '0');
  const password = /^password: (\S+)\n$/.exec(inMemory.output)?.[1];
  (await connect(inMemory.port, {}, password)).close();
  await end(inMemory.child, 'SIGINT');
});

test('wrong options end with 2, an unusable address or file with 1', { timeout: 90_000 }, async () => {
  expect(run('--data', data, '--memory')).toMatchObject({ status: 2, stdout: '' });
  expect(run('--port', 'x', '--memory').stderr).toContain('--port');

  const { child, port } = await start('--data', data, '--port', '0');
  const taken = run('--memory', '--port', String(port));
  expect([taken.status, taken.stderr]).toEqual([1, expect.stringContaining('EADDRINUSE')]);
  const used = run('--data', data, '--port', '0');
  expect([used.status, used.stderr]).toEqual([1, expect.stringContaining('in use')]);
  await end(child, 'SIGINT');

  writeFileSync(join(data, 'localdb.sqlite'), 'not a database');
  const damaged = run('--data', data, '--port', '0');
  expect([damaged.status, damaged.stderr]).toEqual([1, expect.stringContaining('localdb.sqlite')]);
  expect(readFileSync(join(data, 'localdb.sqlite'), 'utf8')).toBe('not a database');
});

test('a backup while the server runs, after it stopped, and after it was killed', { timeout: 90_000 }, async () => {
  const copy = (name: string): string => join(folder, name);
  const { child, port } = await start('--data', data, '--port', '0', '--password', 'P-1');
  expect(run('backup', copy('1'), '--data', data, '--password', 'P-1')).toMatchObject({ status: 0 });
  expect(run('backup', copy('1'), '--data', data, '--password', 'P-1')).toMatchObject({ status: 1 });
  expect(run('backup', copy('2'), '--port', String(port), '--password', 'P-1')).toMatchObject({ status: 0 });
  const refused = run('backup', copy('3'), '--data', data, '--password', 'wrong');
  expect([refused.status, refused.stderr]).toEqual([1, expect.stringContaining("Login failed for user 'sa'.")]);
  await end(child, 'SIGINT');
  expect(run('backup', copy('4'), '--data', data)).toMatchObject({ status: 0 });

  const second = await start('--data', data, '--port', '0', '--password', 'P-1');
  await end(second.child, 'SIGKILL');
  expect(run('backup', copy('5'), '--data', data)).toMatchObject({ status: 0 });
  expect(['1', '2', '3', '4', '5'].map((name) => existsSync(copy(name)))).toEqual([true, true, false, true, true]);
  expect(readFileSync(copy('5')).toString('latin1', 0, 15)).toBe('SQLite format 3');
});

test('runs in a worker thread of the product', async () => {
  const db = await startLocalDb({ data });
  const connection = await connect(db.port, {}, db.password);
  expect(values(await ask(connection, 'SELECT 1'))).toEqual([[1]]);
  connection.close();
  await db.stop();
  const gone = connectSocket(db.port, '127.0.0.1');
  expect((await once(gone, 'error'))[0]).toMatchObject({ code: 'ECONNREFUSED' });
  await expect(startLocalDb({ host: '192.0.2.1' })).rejects.toThrow(/EADDRNOTAVAIL/);
});
