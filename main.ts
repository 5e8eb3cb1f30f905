// The composition root: reads the configuration, installs what is missing, starts the process and says where it is. Ctrl-C ends it.

import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import type { Config } from './engine/config.ts';
import type { DemoSignIn } from './engine/install.ts';
import type { Database } from './sql/connection.ts';
import type { Logger } from 'pino';

// Before anything else is loaded: the second start finds every module compiled, which is half of its time.
enableCompileCache(join(import.meta.dirname, '.cache/compile'));
const { adminCabinet } = await import('./admin-ui/plugin.ts');
const { ConfigError, isLoopback, readConfig } = await import('./engine/config.ts');
const { installGallery } = await import('./engine/gallery.ts');
const { installDemo, installFirstDeveloper, installPlatform, installSolution } = await import('./engine/install.ts');
const { startProcess } = await import('./engine/start.ts');
const { warmUp } = await import('./metadata/validate.ts');
const { ConfigurationError, DatabaseUnavailable } = await import('./sql/errors.ts');

const ORDERS = { code: 'orders', folder: join(import.meta.dirname, 'sql/solutions/orders') };

try {
  const config = readConfig(process.env, process.argv.slice(2), import.meta.dirname);
  const signIns: DemoSignIn[] = [];
  const running = await startProcess({
    config,
    extend: [adminCabinet],
    prepare: async (db, log) => {
      signIns.push(...(await prepare(config, db, log)));
    },
  });
  console.log(`\nPeregrine is ready: ${running.url}\n${running.app.db.describe()}`);
  announce(config, signIns);
  void warmUp();

  const stop = (): void => {
    running.stop().then(() => process.exit(0), fail);
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
} catch (error) {
  fail(error);
}

async function prepare(config: Config, db: Database, log: Logger): Promise<DemoSignIn[]> {
  await installPlatform(db, log);
  const reach = { isLoopbackOnly: isLoopback(config.host) };
  const signIns = config.isBlank ? await installFirstDeveloper(db, reach) : await installOrders(db, log, reach);
  if (config.hasGallery) await installGallery(db, log);
  return signIns;
}

async function installOrders(db: Database, log: Logger, reach: { isLoopbackOnly: boolean }): Promise<DemoSignIn[]> {
  await installSolution(db, ORDERS, log);
  return installDemo(db, ORDERS, reach);
}

function announce(config: Config, signIns: readonly DemoSignIn[]): void {
  if (signIns.length === 0) return;
  console.log('\nDemo sign-ins:');
  for (const { username, password } of signIns) console.log(`  ${username.padEnd(12)}${password}`);
  console.log(
    isLoopback(config.host)
      ? 'They are for this machine only; do not open the port to others with them.\n'
      : 'These passwords are shown only now. Change or delete the demo users before real work.\n',
  );
}

function fail(error: unknown): never {
  const isExpected = error instanceof ConfigError || error instanceof ConfigurationError || error instanceof DatabaseUnavailable;
  console.error(error instanceof Error ? (isExpected ? error.message : error.stack) : String(error));
  process.exit(1);
}
