// FreeTDS, a client in C that knows every version of the protocol. Skipped only where its `tsql` isn't installed; .ci/run
// installs it.

import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as t from '../../../sql/localdb/types/sql-type.ts';
import { PASSWORD, serve } from './driver.ts';
import type { TestServer } from './driver.ts';
import { sendRows, syntaxError } from './scripted-host.ts';

const isInstalled = spawnSync('tsql', ['-C']).status === 0;
const EPOCH = 733772;

const columns = [
  { name: 'i', type: t.intType, isNullable: false },
  { name: 'big', type: t.bigintType, isNullable: true },
  { name: 'd', type: t.decimalType(38, 3), isNullable: true },
  { name: 'dt', type: t.datetime2Type(3), isNullable: true },
  { name: 'v', type: t.variantType, isNullable: true },
  { name: 'x', type: t.xmlType, isNullable: true },
  { name: 'm', type: t.nvarcharType(t.MAX), isNullable: true },
  { name: 'n', type: t.varcharType(20), isNullable: true },
  { name: 't', type: t.textType, isNullable: true },
];
const row = [
  -1,
  9223372036854775807n,
  -12345n * 10n ** 30n,
  (738944 - EPOCH) * 864_000_000_000,
  new t.VariantValue(t.varcharType(10), 'é€'),
  '<a/>',
  'жёлтый',
  'naïve€',
  'text',
];

// Without the package there is nothing to test with; the run for a submission installs it and must not pass without.
describe.skipIf(!isInstalled && !process.env.CI)('tsql', () => {
  let server: TestServer;
  let folder: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'localdb-freetds-'));
    server = await serve({
      batches: {
        rows: (sink) => sendRows(sink, columns, [row, columns.map((_, i) => (i === 0 ? 7 : null))]),
        fails: (sink) => {
          sink.error(syntaxError('x'));
          sink.done('done', undefined, true, 0);
        },
      },
    });
    writeFileSync(
      join(folder, 'freetds.conf'),
      ['7.1', '7.2', '7.3', '7.4']
        .map((version) => `[v${version}]\nhost = 127.0.0.1\nport = ${server.port}\ntds version = ${version}\nclient charset = UTF-8\n`)
        .join(''),
    );
  });
  afterAll(async () => {
    await server.stop();
    rmSync(folder, { recursive: true });
  });

  const tsql = (version: string, input: string): Promise<string> =>
    new Promise((resolve) => {
      const child = execFile(
        'tsql',
        ['-S', `v${version}`, '-U', 'sa', '-P', PASSWORD, '-o', 'q'],
        { env: { ...process.env, FREETDSCONF: join(folder, 'freetds.conf'), LC_ALL: 'C.UTF-8' }, timeout: 10_000 },
        (_error, stdout, stderr) => resolve(stdout + stderr),
      );
      child.stdin?.end(input);
    });

  test.each(['7.1', '7.2', '7.3', '7.4'])('version %s reads rows', async (version) => {
    const output = await tsql(version, 'rows\ngo\nquit\n');
    const cells = output.split('\n').map((line) => line.split('\t'));
    const first = cells.find(([i]) => i === '-1');
    expect(first?.[1]).toBe('9223372036854775807');
    expect(first?.[2]).toBe('-12345000000000000000000000000000.000');
    expect(first?.[3]).toMatch(version < '7.3' ? /^2024-02-29 00:00:00\.000$/ : /2024/);
    expect(first?.slice(4)).toEqual(['é€', '<a/>', 'жёлтый', 'naïve€', 'text']);
    expect(cells.find(([i]) => i === '7')?.slice(1)).toEqual(Array(8).fill('NULL'));
  });

  test('an error is shown with its numbers, and the next batch runs', async () => {
    const output = await tsql('7.3', 'fails\ngo\nrows\ngo\nquit\n');
    expect(output).toContain('Msg 102 (severity 15, state 1) from LocalDB, Procedure dbo.p Line 3:');
    expect(output).toContain('жёлтый');
  });
});
