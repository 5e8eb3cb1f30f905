// T-SQL by example: every case below cases/, through tedious, against a real server (LocalDB, or any SQL Server by MSSQL_URL).

import { join } from 'node:path';
import type { Connection } from 'tedious';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { comparable, connect, disconnect, loadCases, runCase } from './case-runner.ts';
import { startTestServer } from './server.ts';
import type { TestServer } from './server.ts';

let server: TestServer;
let admin: Connection;

beforeAll(async () => {
  server = await startTestServer();
  admin = await connect(server, 'master');
});
afterAll(async () => {
  await disconnect(admin);
  await server.stop();
});

describe('T-SQL cases', () => {
  for (const [index, subject] of loadCases(join(import.meta.dirname, 'cases')).entries()) {
    test(subject.name, async () => {
      const answers = await runCase(server, admin, `case_${index}_${process.pid}`, subject);
      expect(comparable(answers)).toEqual(comparable(subject.expected));
    });
  }
});
