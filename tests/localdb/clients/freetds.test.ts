// FreeTDS's tsql, an independent client, at TDS 7.3 and 7.4. It comes from the Debian package freetds-bin.

import { spawn, spawnSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestServer } from '../server.ts';
import type { TestServer } from '../server.ts';

const hasTsql = spawnSync('tsql', ['-C']).error === undefined;

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

const tsql = (version: string, script: string, password = server.password): Promise<{ code: number | null; output: string }> =>
  new Promise((resolve, reject) => {
    const child = spawn('tsql', ['-H', server.server, '-p', String(server.port), '-U', server.user, '-P', password, '-o', 'fhq'], {
      env: { ...process.env, TDSVER: version, LC_ALL: 'C.UTF-8' },
      timeout: 20_000,
    });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString('utf8');
    });
    child.stderr.on('data', (chunk: Buffer) => {
      output += chunk.toString('utf8');
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, output }));
    child.stdin.end(script);
  });

// Without the package there is nothing to test with; the run for a submission installs it and must not pass without.
describe.skipIf(!hasTsql && !process.env.CI)('tsql', () => {
  test.each(['7.3', '7.4'])('speaks TDS %s', async (version) => {
    const { code, output } = await tsql(
      version,
      "SELECT 1 AS one, N'Привет' AS word, CAST(12.50 AS decimal(9,2)) AS price, CAST(NULL AS int) AS none\ngo\nCREATE TABLE #t (id int); INSERT INTO #t VALUES (1), (2); SELECT COUNT(*) AS c FROM #t\ngo\nexit\n",
    );
    expect(code).toBe(0);
    expect(output).toMatch(/1\tПривет\t12\.50\tNULL/);
    expect(output).toMatch(/^2$/m);
  });

  test('shows the number and text of errors, and goes on', async () => {
    const { output } = await tsql(
      '7.4',
      "SELECT nosuch FROM sys.objects\ngo\nRAISERROR(N'Нельзя', 16, 1)\ngo\nSELECT 'alive' AS state\ngo\nexit\n",
    );
    expect(output).toMatch(/Msg 207 .*Invalid column name 'nosuch'/s);
    expect(output).toMatch(/Msg 50000 /);
    expect(output).toMatch(/alive/);
  });

  test('is refused with a wrong password', async () => {
    const { output } = await tsql('7.4', 'exit\n', 'wrong');
    expect(output).toMatch(/18456/);
  });
});
