// A real process for tests: LocalDB in memory (or the server of MSSQL_URL, in a database of its own), the platform's migrations, a fixture
// solution of definitions and T-SQL, and clients that speak HTTP with cookies and CSRF as a browser does.

import { randomBytes } from 'node:crypto';
import { pino } from 'pino';
import { UNNAMED_CHANGE } from '../../admin-ui/audited.ts';
import { adminCabinet } from '../../admin-ui/plugin.ts';
import { readConfig } from '../../engine/config.ts';
import { createUser } from '../../engine/auth/users.ts';
import { installPlatform } from '../../engine/install.ts';
import { startProcess } from '../../engine/start.ts';
import type { RunningProcess } from '../../engine/start.ts';
import { splitBatches } from '../../sql/migration-files.ts';
import { openDatabase } from '../../sql/connection.ts';
import type { Database } from '../../sql/connection.ts';
import { runSql } from '../../sql/query.ts';

export const TEST_PASSWORD = 'correct horse 42';

export interface FixtureUser {
  readonly username: string;
  readonly roles: readonly string[];
  readonly displayName?: string;
}

export interface Fixture {
  /** `{ table: { orders: {…} } }`: bodies by kind and code. Roles named by users and absent here are made. */
  readonly definitions?: Readonly<Record<string, Readonly<Record<string, object>>>>;
  /** Scripts with GO lines. */
  readonly sql?: readonly string[];
  readonly users?: readonly FixtureUser[];
  /** Environment of the process: BASE_URL, SMTP_URL, … */
  readonly env?: Readonly<Record<string, string>>;
  /** Connections of the pool. */
  readonly poolSize?: number;
}

export interface TestApp {
  readonly running: RunningProcess;
  readonly url: string;
  readonly db: Database;
  /** A browser without cookies. */
  browser(): TestBrowser;
  /** A browser that is signed in as the user. */
  signIn(username: string, password?: string): Promise<TestBrowser>;
  define(kind: string, code: string, body: object): Promise<void>;
  sql(script: string): Promise<void>;
  /** Another process on the same database. */
  another(): Promise<RunningProcess>;
  stop(): Promise<void>;
}

/** Starts a process with the fixture; `stop` it in `afterAll`. */
export async function startApp(fixture: Fixture = {}): Promise<TestApp> {
  const server = process.env.MSSQL_URL;
  const db = await openDatabase({
    ...(server === undefined ? {} : { url: server }),
    dataDir: ':memory:',
    database: `peregrine_test_${randomBytes(6).toString('hex')}`,
    poolSize: fixture.poolSize ?? 10,
  });
  const config = {
    ...readConfig({ PORT: '0', LOG_LEVEL: process.env.TEST_LOG ?? 'silent', ...fixture.env }, [], '/'),
    dataDir: ':memory:',
  };
  const log = pino({ level: config.logLevel });
  await installPlatform(db, log);
  for (const script of fixture.sql ?? []) await runScript(db, script);
  db.signatures.forget();
  for (const [kind, byCode] of Object.entries({ ...fixture.definitions, role: rolesOf(fixture) })) {
    for (const [code, body] of Object.entries(byCode)) await define(db, { kind, code, body });
  }
  for (const { username, roles, displayName = username } of fixture.users ?? []) {
    await createUser(db, { username, displayName, roles, password: TEST_PASSWORD });
  }
  const running = await startProcess({ config, log, db, extend: [adminCabinet] });
  const others: RunningProcess[] = [];
  const browser = (): TestBrowser => new TestBrowser(running.url);
  return {
    running,
    url: running.url,
    db,
    browser,
    async signIn(username, password = TEST_PASSWORD) {
      const user = browser();
      await user.signIn(username, password);
      return user;
    },
    define: (kind, code, body) => define(db, { kind, code, body }),
    sql: (script) => runScript(db, script),
    async another() {
      const other = await startProcess({ config, log, db, extend: [adminCabinet] });
      others.push(other);
      return other;
    },
    async stop() {
      for (const other of others) await other.stop();
      await running.stop();
      const forgotten = await unnamedChanges(db);
      await db.close();
      if (forgotten.length > 0) throw new Error(`changes without an entry in the audit log: ${forgotten.join(', ')}`);
    },
  };
}

/** Cookies, CSRF and the forms of requests as a browser has them. */
export class TestBrowser {
  readonly url: string;
  readonly cookies = new Map<string, string>();
  #csrf = '';

  constructor(url: string) {
    this.url = url;
  }

  async signIn(username: string, password: string): Promise<void> {
    await this.page('/sign-in');
    const answer = await this.submit('/sign-in', { username, password });
    if (answer.status !== 303 && answer.status !== 302)
      throw new Error(`sign-in of ${username} answered ${answer.status}: ${(await answer.text()).slice(0, 500)}`);
    // A session has a CSRF token of its own.
    await this.page('/me');
  }

  /** GET as a navigation; keeps the CSRF token of the page. Redirects are not followed. */
  async page(path: string): Promise<{ status: number; html: string; headers: Headers }> {
    const answer = await this.fetch(path, { headers: { accept: 'text/html' } });
    const html = await answer.text();
    this.#csrf =
      /<meta name="csrf-token" content="([^"]+)"/.exec(html)?.[1] ?? /name="_csrf" value="([^"]+)"/.exec(html)?.[1] ?? this.#csrf;
    return { status: answer.status, html, headers: answer.headers };
  }

  /** POST of a script: JSON with the CSRF header. */
  async post(path: string, body: unknown = {}): Promise<{ status: number; json: ActionJson; headers: Headers }> {
    const answer = await this.fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-csrf-token': this.#csrf, 'x-requested-with': 'fetch' },
      body: JSON.stringify(body),
    });
    const text = await answer.text();
    try {
      return { status: answer.status, json: JSON.parse(text) as ActionJson, headers: answer.headers };
    } catch {
      throw new Error(`POST ${path} answered ${answer.status} without JSON: ${text.slice(0, 500)}`);
    }
  }

  /** POST of a plain HTML form. */
  submit(path: string, fields: Readonly<Record<string, string>>): Promise<Response> {
    return this.fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html' },
      body: new URLSearchParams({ ...fields, _csrf: this.#csrf }).toString(),
    });
  }

  get csrf(): string {
    return this.#csrf;
  }

  async fetch(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers);
    if (this.cookies.size > 0) headers.set('cookie', [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; '));
    const answer = await fetch(new URL(path, this.url), { redirect: 'manual', ...init, headers });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '') this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    return answer;
  }
}

export interface ActionJson {
  readonly ok: boolean;
  readonly commands: readonly ({ readonly type: string } & Readonly<Record<string, unknown>>)[];
  readonly data?: unknown;
  readonly error?: { readonly code: string; readonly text: string; readonly traceId: string; readonly detail?: string };
}

/** Routes of the developer's cabinet that changed something and did not say what: for every test that uses them, a failure. */
export async function unnamedChanges(db: Database): Promise<string[]> {
  const rows = await db.kysely.selectFrom('platform.audit').select('object').distinct().where('action', '=', UNNAMED_CHANGE).execute();
  return rows.map(({ object }) => object ?? '');
}

function rolesOf({ definitions, users = [] }: Fixture): Record<string, object> {
  const named = [...new Set(users.flatMap(({ roles }) => roles))];
  return { ...Object.fromEntries(named.map((code) => [code, { title: code }])), ...definitions?.role };
}

async function define(db: Database, { kind, code, body }: { kind: string; code: string; body: object }): Promise<void> {
  await runSql(
    db,
    `UPDATE platform.definition SET body = @body WHERE kind = @kind AND code = @code;
     IF @@ROWCOUNT = 0 INSERT INTO platform.definition (kind, code, body) VALUES (@kind, @code, @body);`,
    { kind, code, body: JSON.stringify(body) },
  );
}

async function runScript(db: Database, script: string): Promise<void> {
  for (const { text } of splitBatches(script)) await runSql(db, text);
}
