// The database engine of one server: its catalogue, store, locks and sessions. What the protocol logs in to.

import { openCatalog } from './ddl/open-table.ts';
import { LockManager } from '../storage/locks.ts';
import { isSa } from '../catalog/security/logins.ts';
import { ServerPrincipal } from '../catalog/security/server-principal.ts';
import { sqlError } from '../types/errors.ts';
import type { ClientSession, LoginRequest, SessionHost } from './client.ts';
import { RunningSession } from './client-session.ts';
import { TextCache } from './dynamic-sql.ts';
import { fireTrigger } from './procedures.ts';
import { isPassword } from './security/passwords.ts';
import { Session } from './session.ts';
import type { ServerState } from './session.ts';

export interface EngineOptions {
  /** The data folder; everything in memory when absent. */
  readonly folder?: string | undefined;
}

export interface Engine extends SessionHost {
  login(request: LoginRequest): ClientSession;
  /** Writes a consistent copy of all databases into a new file while it runs. */
  backup(file: string): Promise<void>;
  /** Ends all sessions and closes the store. */
  close(): Promise<void>;
}

const FIRST_SESSION_ID = 51;

/** Opens the data. Throws an Error that says what is wrong with the folder or its file. */
export const createEngine = (options: EngineOptions = {}): Engine => {
  const { store, catalog } = openCatalog(options.folder);
  const server: ServerState = {
    catalog,
    store,
    locks: new LockManager(),
    sessions: new Map(),
    globalTemporaryTables: new Map(),
    runTrigger: fireTrigger,
    texts: new TextCache(),
    messages: new Map(),
    started: Date.now(),
  };
  const running = new Set<RunningSession>();
  return {
    async verify(user, password) {
      const login = catalog.logins.find(user);
      return (await isPassword(password, login?.passwordHash)) && login?.isDisabled === false;
    },
    login(request) {
      const login = catalog.logins.find(request.user);
      if (!login && !isSa(request.user)) throw sqlError(18456, request.user);
      const principal = new ServerPrincipal(catalog.logins, login);
      const name = request.database || login?.defaultDatabase || 'master';
      const database = catalog.database(name);
      if (!database || !principal.accessTo(database)) throw request.database === '' ? sqlError(4064) : sqlError(4060, name);
      let id = FIRST_SESSION_ID;
      while (server.sessions.has(id)) id++;
      const session = new Session({ id, server, login: request, principal, database });
      server.sessions.set(id, session);
      const client = new RunningSession(session, () => {
        server.sessions.delete(id);
        running.delete(client);
      });
      running.add(client);
      return client;
    },
    backup: (file) => store.backup(file),
    async close() {
      await Promise.all([...running].map((s) => s.close()));
      store.close();
    },
  };
};
