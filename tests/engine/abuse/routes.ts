// The route table of a running server, taken down while it is built, so that a route nobody thought of is on the list all the same; and
// requests whose path goes out exactly as written.

import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { request } from 'node:http';
import type { FastifyContextConfig, FastifyInstance } from 'fastify';
import { adminCabinet } from '../../../admin-ui/plugin.ts';
import { startProcess } from '../../../engine/start.ts';
import type { RunningProcess } from '../../../engine/start.ts';
import type { TestApp, TestBrowser } from '../harness.ts';

export interface NotedRoute {
  /** `METHOD /pattern`. */
  readonly name: string;
  readonly config: FastifyContextConfig;
}

/** What `start` gives, and the routes of the servers that were built meanwhile. */
export async function withRoutes<Started>(start: () => Promise<Started>): Promise<{ started: Started; routes: readonly NotedRoute[] }> {
  const routes: NotedRoute[] = [];
  const note = (message: unknown): void => {
    const { fastify } = message as { fastify: FastifyInstance };
    fastify.addHook('onRoute', ({ method, url, config = {} }) => {
      for (const one of [method].flat()) routes.push({ name: `${one} ${url}`, config });
    });
  };
  subscribe('fastify.initialization', note);
  try {
    return { started: await start(), routes };
  } finally {
    unsubscribe('fastify.initialization', note);
  }
}

/** A second process on the same database, and its routes as `METHOD /pattern`. */
export async function startWithRoutes(app: TestApp): Promise<{ running: RunningProcess; routes: readonly string[] }> {
  const { config, log } = app.running.app;
  const { started, routes } = await withRoutes(() => startProcess({ config, log, db: app.db, extend: [adminCabinet] }));
  return { running: started, routes: routes.map(({ name }) => name) };
}

export interface RawRequest {
  readonly method?: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface RawAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

/** Sends the path unchanged, with the browser's cookies; nothing is normalised on the way. */
export function send(browser: TestBrowser, { method = 'GET', path, headers = {}, body }: RawRequest): Promise<RawAnswer> {
  const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const { hostname, port } = new URL(browser.url);
  return new Promise((resolve, reject) => {
    const going = request(
      { hostname, port, method, path, agent: false, headers: { ...(cookie === '' ? {} : { cookie }), ...headers } },
      (answer) => {
        let text = '';
        answer.setEncoding('utf8');
        answer.on('data', (part: string) => {
          text += part;
        });
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text }));
        answer.on('error', reject);
      },
    );
    going.setTimeout(20_000, () => going.destroy(new Error(`${method} ${path} does not end`)));
    going.on('error', reject);
    going.end(body);
  });
}

/** POST of JSON with a token. */
export function postJson(
  browser: TestBrowser,
  path: string,
  { body = {}, token = browser.csrf }: { body?: unknown; token?: string } = {},
): Promise<RawAnswer> {
  const headers = { 'content-type': 'application/json', 'x-csrf-token': token, 'x-requested-with': 'fetch' };
  return send(browser, { method: 'POST', path, headers, body: JSON.stringify(body) });
}

/** Does the work for all, some at a time: a browser has several connections, too. */
export async function forAll<T>(items: readonly T[], work: (item: T, at: number) => Promise<void>, width = 8): Promise<void> {
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let at = next++; at < items.length; at = next++) await work(items[at] as T, at);
  };
  await Promise.all(Array.from({ length: width }, worker));
}
