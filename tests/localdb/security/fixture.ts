// A database with logins of its own for tests of permissions, on the server of MSSQL_URL, where what was made is dropped at the end,
// or on a LocalDB in memory.

import { randomBytes } from 'node:crypto';
import type { Connection } from 'tedious';
import { connect, disconnect, runBatch } from '../case-runner.ts';
import type { BatchResult } from '../case-runner.ts';
import type { ServerAddress } from '../case-runner.ts';
import { startInstance } from '../../../sql/localdb/instance.ts';
import { startTestServer, TEST_PASSWORD } from '../server.ts';

export const PASSWORD = `Pw-${randomBytes(9).toString('base64url')}-1a`;

export interface SecuredDatabase {
  readonly name: string;
  /** The administrator, in the database. */
  readonly admin: Connection;
  /** The login's full name from its short one: names are this run's own. */
  login(short: string): string;
  /** A connection of a login, in the database unless told. */
  as(short: string, options?: { readonly password?: string; readonly database?: string }): Promise<Connection>;
  /** Runs batches separated by GO as the administrator; fails on any error. `$name` is a login's full name, `$$db` the database. */
  run(text: string): Promise<void>;
  /** What a login's batch answers. */
  ask(connection: Connection, text: string): Promise<BatchResult>;
  /** Numbers of a batch's errors. */
  errors(connection: Connection, text: string): Promise<(number | null)[]>;
  stop(): Promise<void>;
}

export const openSecuredDatabase = async (logins: readonly string[], setUp: string): Promise<SecuredDatabase> => {
  const { stopServer, ...server } = await start();
  const run = randomBytes(4).toString('hex');
  const name = `secured_${run}`;
  const login = (short: string): string => `${short}_${run}`;
  const filled = (text: string): string => text.replaceAll('$$db', name).replace(/\$(\w+)/g, (_all, short: string) => login(short));
  const master = await connect(server, 'master');
  const must = async (connection: Connection, text: string): Promise<void> => {
    for (const batch of filled(text).split(/^\s*GO\s*$/im)) {
      const { errors } = await runBatch(connection, batch);
      if (errors[0]) throw new Error(`${errors[0].number}: ${errors[0].message}\n${batch}`);
    }
  };
  await must(master, `CREATE DATABASE ${name}`);
  for (const l of logins) await must(master, `CREATE LOGIN $${l} WITH PASSWORD = N'${PASSWORD}'`);
  const admin = await connect(server, name);
  await must(admin, setUp);
  const open: Connection[] = [];
  const ask = (connection: Connection, text: string): Promise<BatchResult> => runBatch(connection, filled(text));
  return {
    name,
    admin,
    login,
    async as(short, { password = PASSWORD, database = name } = {}) {
      const connection = await connect({ ...server, user: login(short), password }, database);
      open.push(connection);
      return connection;
    },
    run: (text) => must(admin, text),
    ask,
    errors: async (connection, text) => (await ask(connection, text)).errors.map((e) => e.number),
    async stop() {
      for (const connection of [...open, admin]) await disconnect(connection);
      // A LocalDB of the test's own goes with all that it holds.
      if (process.env.MSSQL_URL) {
        await must(master, `ALTER DATABASE ${name} SET SINGLE_USER WITH ROLLBACK IMMEDIATE; DROP DATABASE ${name}`);
        for (const l of logins) await must(master, `DROP LOGIN $${l}`);
      }
      await disconnect(master);
      await stopServer();
    },
  };
};

const start = async (): Promise<ServerAddress & { stopServer(): Promise<void> }> => {
  if (process.env.MSSQL_URL) {
    const server = await startTestServer();
    return { ...server, stopServer: server.stop };
  }
  const { host, port, stop } = await startInstance({ password: TEST_PASSWORD });
  return { server: host, port, user: 'sa', password: TEST_PASSWORD, stopServer: stop };
};
