// The composition root: starts what the product consists of, so far the embedded database alone. Ctrl-C ends it.

import { join } from 'node:path';
import { startLocalDb } from './sql/localdb/start.ts';

const HOST = '127.0.0.1';
const PORT = 14330;
const DATA = join(import.meta.dirname, 'data');

try {
  const database = await startLocalDb({ host: HOST, port: PORT, data: DATA });
  const stop = (): void => {
    database.stop().then(
      () => process.exit(0),
      (error: unknown) => fail(error),
    );
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  console.log(`LocalDB ready on ${HOST}:${database.port}, data in ${DATA}`);
  console.log('Connect as sa; the password is in data/password unless LOCALDB_PASSWORD gives it.');
} catch (error) {
  fail(error);
}

function fail(error: unknown): never {
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(1);
}
