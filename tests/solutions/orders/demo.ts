// The demo as `npm start` makes it: the platform, the order-processing solution and its demo data, on LocalDB in memory, with browsers that
// sign in to it.

import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { pino } from 'pino';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { adminCabinet } from '../../../admin-ui/plugin.ts';
import { readConfig } from '../../../engine/config.ts';
import { installDemo, installPlatform, installSolution } from '../../../engine/install.ts';
import { startProcess } from '../../../engine/start.ts';
import type { RunningProcess } from '../../../engine/start.ts';
import { unnamedChanges } from '../../engine/harness.ts';
import { openDatabase } from '../../../sql/connection.ts';
import type { Database } from '../../../sql/connection.ts';

const SOLUTION = { code: 'orders', folder: join(import.meta.dirname, '../../../sql/solutions/orders') };

export interface Demo {
  readonly running: RunningProcess;
  readonly db: Database;
  readonly url: string;
  stop(): Promise<void>;
}

export async function startDemo(): Promise<Demo> {
  const server = process.env.MSSQL_URL;
  const db = await openDatabase({
    ...(server === undefined ? {} : { url: server }),
    dataDir: ':memory:',
    database: `peregrine_demo_${randomBytes(6).toString('hex')}`,
  });
  const config = { ...readConfig({ PORT: '0', LOG_LEVEL: process.env.TEST_LOG ?? 'silent' }, [], '/'), dataDir: ':memory:' };
  const log = pino({ level: config.logLevel });
  await installPlatform(db, log);
  await installSolution(db, SOLUTION, log);
  await installDemo(db, SOLUTION, { isLoopbackOnly: true });
  const running = await startProcess({ config, log, db, extend: [adminCabinet] });
  return {
    running,
    db,
    url: running.url,
    async stop() {
      await running.stop();
      const forgotten = await unnamedChanges(db);
      await db.close();
      if (forgotten.length > 0) throw new Error(`changes without an entry in the audit log: ${forgotten.join(', ')}`);
    },
  };
}

export interface Look {
  readonly lang: 'en' | 'ru';
  readonly width: 1440 | 390;
  readonly theme?: 'light' | 'dark';
}

/** A signed-in browser of its own; `errors` collects what scripts and the Content-Security-Policy complain about. */
export interface SignedIn {
  readonly context: BrowserContext;
  readonly page: Page;
  readonly errors: string[];
}

/** Signs in through the form and sets language and mode as the profile does. */
export async function signIn(browser: Browser, demo: Demo, { username, look }: { username: string; look: Look }): Promise<SignedIn> {
  const isPhone = look.width < 600;
  const context = await browser.newContext({
    viewport: { width: look.width, height: isPhone ? 844 : 900 },
    hasTouch: isPhone,
    locale: look.lang === 'ru' ? 'ru-RU' : 'en-GB',
    reducedMotion: 'reduce',
    colorScheme: look.theme ?? 'light',
  });
  const page = await context.newPage();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' && !/status of 4\d\d/.test(message.text())) errors.push(message.text());
  });
  await page.goto(`${demo.url}/sign-in?lang=${look.lang}`);
  await page.fill('[name=username]', username);
  await page.fill('[name=password]', 'demo');
  await page.keyboard.press('Enter');
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
  await page.evaluate(
    async ({ lang, theme }) => {
      const token = document.querySelector<HTMLMetaElement>('meta[name="csrf-token"]')?.content ?? '';
      await fetch('/me/preferences', {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-csrf-token': token, 'x-requested-with': 'fetch' },
        body: JSON.stringify({ lang, theme }),
      });
    },
    { lang: look.lang, theme: look.theme ?? 'light' },
  );
  await page.reload();
  return { context, page, errors };
}
