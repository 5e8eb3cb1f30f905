// The options of `npm run localdb` and the choice of the password.

import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { readCommandLine, UsageError } from '../../sql/localdb/command-line.ts';
import { choosePassword, passwordFile } from '../../sql/localdb/password.ts';

describe('options', () => {
  test('a server over a folder', () => {
    expect(readCommandLine(['--port', '0', '--data', 'd', '--password', 'p', '--host', '::1'])).toEqual({
      kind: 'serve',
      options: { host: '::1', port: 0, data: 'd', password: 'p' },
    });
  });

  test('a server in memory on the usual address', () => {
    expect(readCommandLine(['--memory'])).toEqual({ kind: 'serve', options: { host: '127.0.0.1', port: 14330 } });
  });

  test('certificate and key', () => {
    expect(readCommandLine(['--memory', '--tls-cert', 'c', '--tls-key', 'k'])).toMatchObject({
      options: { tls: { certificateFile: 'c', keyFile: 'k' } },
    });
  });

  test('a backup', () => {
    expect(readCommandLine(['backup', 'copy', '--data', 'd'])).toMatchObject({ kind: 'backup', file: 'copy', data: 'd', port: undefined });
    expect(readCommandLine(['backup', 'copy', '--port', '1'])).toMatchObject({ kind: 'backup', host: '127.0.0.1', port: 1 });
  });

  test.each([
    [[], /--data DIR, or --memory/],
    [['--data', 'd', '--memory'], /exclude/],
    [['--memory', '--port', '70000'], /--port/],
    [['--memory', '--port', 'x'], /--port/],
    [['--memory', '--tls-cert', 'c'], /need each other/],
    [['--memory', '--password', ''], /--password/],
    [['--memory', '--unknown'], /--unknown/],
    [['restore', '--memory'], /Unknown command 'restore'/],
    [['backup', '--data', 'd'], /name of one file/],
    [['backup', 'a', 'b', '--data', 'd'], /name of one file/],
    [['backup', 'a'], /--data DIR or --port PORT/],
    [['backup', 'a', '--memory'], /takes only/],
  ])('%j is refused', (args, message) => {
    expect(() => readCommandLine(args)).toThrow(UsageError);
    expect(() => readCommandLine(args)).toThrow(message);
  });
});

describe('password', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'localdb-password-'));
    vi.stubEnv('LOCALDB_PASSWORD', '');
  });
  afterEach(() => {
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true });
  });

  test('given, else from the environment', () => {
    vi.stubEnv('LOCALDB_PASSWORD', 'environment');
    expect(choosePassword('given', folder)).toEqual({ password: 'given', isGenerated: false });
    expect(choosePassword(undefined, folder)).toEqual({ password: 'environment', isGenerated: false });
  });

  test('else generated once, and kept where only its owner can read it', () => {
    const first = choosePassword(undefined, folder);
    expect(first.isGenerated).toBe(true);
    expect(first.password.length).toBeGreaterThanOrEqual(20);
    expect(readFileSync(passwordFile(folder), 'utf8')).toBe(`${first.password}\n`);
    expect(statSync(passwordFile(folder)).mode & 0o777).toBe(0o600);
    expect(choosePassword(undefined, folder)).toEqual({ password: first.password, isGenerated: false });
  });

  test('an empty file is filled, and closed to others', () => {
    writeFileSync(passwordFile(folder), '');
    chmodSync(passwordFile(folder), 0o644);
    expect(choosePassword(undefined, folder).isGenerated).toBe(true);
    expect(statSync(passwordFile(folder)).mode & 0o777).toBe(0o600);
  });

  test('in memory it is made anew each time', () => {
    expect(choosePassword(undefined, undefined).password).not.toBe(choosePassword(undefined, undefined).password);
  });
});
