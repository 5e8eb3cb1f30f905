// The services of a running process, made once by `main.ts` and handed down explicitly; there is no global state beside it.

import type { Logger } from 'pino';
import type { DefinitionCache } from '../metadata/cache.ts';
import type { AssetManifest } from '../renderer/assets.ts';
import type { Database } from '../sql/connection.ts';
import type { ComponentRegistry } from './components.ts';
import type { Config } from './config.ts';
import type { EventHub } from './events.ts';
import type { FileStore } from './file-store.ts';
import type { TraceWriter } from './trace.ts';

export interface App {
  readonly config: Config;
  readonly db: Database;
  /** The connection that may change the schema; the same as `db` unless a login of its own is configured. */
  readonly developerDb: Database;
  readonly definitions: DefinitionCache;
  readonly components: ComponentRegistry;
  readonly assets: AssetManifest;
  readonly log: Logger;
  /** Messages between browsers and processes: notifications, chat, refreshes. */
  readonly events: EventHub;
  readonly files: FileStore;
  readonly traces: TraceWriter;
}
