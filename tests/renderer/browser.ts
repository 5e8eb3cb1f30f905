// A static server that stands for the engine's addresses, and a real Chromium looking at it.

import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { basename, extname, join } from 'node:path';
import { chromium } from 'playwright-core';
import type { Browser, Page } from 'playwright-core';
import type { AssetManifest } from '../../renderer/assets.ts';

/** As strict as the engine's own policy. */
export const CSP =
  "default-src 'self'; script-src 'self' 'nonce-nonce1'; style-src 'self' 'nonce-nonce1'; img-src 'self' data: blob:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'";

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css',
  '.js': 'text/javascript',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
  '.png': 'image/png',
  '.html': 'text/html; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
};

export interface Answer {
  readonly status?: number;
  readonly type?: string;
  readonly body: string;
}

export type Handler = (request: IncomingMessage, url: URL, body: string) => Answer | undefined;

export interface Site {
  readonly url: string;
  close(): Promise<void>;
}

/** Serves built assets and whatever the handler answers; the rest is 404. */
export async function serve(assets: AssetManifest, handle: Handler): Promise<Site> {
  const server = createServer((request, response) => {
    answer(request, response, { assets, handle }).catch(() => response.writeHead(500).end());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the test server has no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  { assets, handle }: { assets: AssetManifest; handle: Handler },
): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://localhost');
  let body = '';
  for await (const chunk of request) body += String(chunk);
  const made = handle(request, url, body);
  if (made !== undefined) {
    response.writeHead(made.status ?? 200, { 'content-type': made.type ?? 'text/html; charset=utf-8', 'content-security-policy': CSP });
    response.end(made.body);
    return;
  }
  const file = url.pathname === '/sw.js' || url.pathname === '/manifest.webmanifest' ? `/assets${url.pathname}` : url.pathname;
  if (!file.startsWith('/assets/')) {
    response.writeHead(404, { 'content-type': 'text/plain' }).end();
    return;
  }
  const content = await readFile(join(assets.folder, basename(file)));
  response
    .writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream', 'content-security-policy': CSP })
    .end(content);
}

/** The system's Chromium, or the one that CHROMIUM names. Its headless shell costs a fraction of the browser with tabs and menus. */
export function launchBrowser(): Promise<Browser> {
  const shell = '/usr/bin/chromium-headless-shell';
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? (existsSync(shell) ? shell : '/usr/bin/chromium'),
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

/** A slow line: requests of matching addresses wait until the answered function is called. */
export async function holdRequests(page: Page, urls: RegExp): Promise<() => void> {
  let letThrough = (): void => {};
  const gate = new Promise<void>((resolve) => {
    letThrough = resolve;
  });
  await page.route(urls, async (route) => {
    await gate;
    await route.continue();
  });
  return letThrough;
}
