// A running process from its configuration: database, definitions, assets, background work, server. Tests start the same.

import type { FastifyInstance } from 'fastify';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { pino } from 'pino';
import type { Logger } from 'pino';
import { createDefinitionCache } from '../metadata/cache.ts';
import { buildAssets } from '../renderer/assets.ts';
import type { AssetEntry } from '../renderer/assets.ts';
import { openDatabase } from '../sql/connection.ts';
import type { Database } from '../sql/connection.ts';
import type { App } from './app.ts';
import { componentList } from './component-list.ts';
import { createComponentRegistry } from './components.ts';
import { startDefinedJobs } from './checks/clock.ts';
import type { Config } from './config.ts';
import { createEventHub } from './events.ts';
import { createFileStore } from './file-store.ts';
import { startJobs } from './jobs.ts';
import { startOutbox } from './outbox.ts';
import { buildServer } from './server.ts';
import { createTraceWriter } from './trace.ts';

export interface RunningProcess {
  readonly app: App;
  /** With the port that it really got. */
  readonly url: string;
  stop(): Promise<void>;
}

/** What a floor above adds to the process: routes, files for browsers, background work that returns its end. */
export interface Extension {
  routes(server: FastifyInstance, app: App): void;
  readonly assets?: AssetEntry;
  start?(app: App): () => Promise<void>;
}

export interface StartOptions {
  readonly config: Config;
  readonly log?: Logger;
  /** Runs before the server listens, with the login that may change the schema: migrations, solutions. */
  readonly prepare?: (db: Database, log: Logger) => Promise<void>;
  readonly extend?: readonly Extension[];
  /** For several processes of one test on one database; the caller closes it. */
  readonly db?: Database;
}

/** Starts everything and listens. What was started is stopped again when a later step fails. */
export async function startProcess({
  config,
  log = createLogger(config),
  prepare,
  extend = [],
  db: given,
}: StartOptions): Promise<RunningProcess> {
  const started: (() => Promise<unknown>)[] = [];
  const stop = async (): Promise<void> => {
    for (const end of started.splice(0).reverse()) await end();
  };
  try {
    const [db, assets] = await Promise.all([
      given ??
        openDatabase({
          ...(config.mssqlUrl === undefined ? {} : { url: config.mssqlUrl }),
          dataDir: config.dataDir,
          poolSize: config.poolSize,
          localPort: config.localDbPort,
        }),
      buildAssets({
        outDir: config.dataDir === ':memory:' ? assetCache() : join(config.dataDir, 'assets'),
        entries: extend.flatMap(({ assets: entry }) => entry ?? []),
      }),
    ]);
    if (given === undefined) started.push(() => db.close());
    const developerDb = await openDeveloperDb(config, db);
    if (developerDb !== db) started.push(() => developerDb.close());
    await prepare?.(developerDb, log);
    const traces = createTraceWriter(db, log);
    started.push(() => traces.close());
    const events = createEventHub(db, log);
    started.push(() => events.close());
    const app: App = {
      config,
      db,
      developerDb,
      definitions: createDefinitionCache(db),
      components: createComponentRegistry(componentList),
      assets,
      log,
      events,
      files: createFileStore(config.dataDir),
      traces,
    };
    started.push(startOutbox(app), startJobs(app), startDefinedJobs(app));
    for (const { start } of extend) if (start !== undefined) started.push(start(app));
    const server = await buildServer(
      app,
      extend.map(({ routes }) => routes),
    );
    started.push(() => server.close());
    await server.listen({ host: config.host, port: config.port });
    const { port } = server.server.address() as AddressInfo;
    const host = config.host.includes(':') ? `[${config.host}]` : config.host;
    return { app, url: `http://${host === '0.0.0.0' ? 'localhost' : host}:${port}`, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** A login that may do what the runtime's may not; the process's own LocalDB is used as sa. */
async function openDeveloperDb(config: Config, db: Database): Promise<Database> {
  if (config.developerMssqlUrl === undefined) return db;
  return openDatabase({ url: config.developerMssqlUrl, dataDir: config.dataDir, poolSize: 4, applicationName: 'Peregrine developer' });
}

function createLogger(config: Config): Logger {
  return pino({ level: config.logLevel, redact: ['req.headers.cookie', 'req.headers.authorization', 'req.headers["x-csrf-token"]'] });
}

/** Processes without a data folder share the bundles in the project's own cache. */
function assetCache(): string {
  return join(import.meta.dirname, '../.cache/assets');
}
