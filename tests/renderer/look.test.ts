// The frame in a real Chromium under the strict policy: accessibility, no sideways scroll, nothing inline, and the client's base behaviours.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mkdtempSync, rmSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildAssets } from '../../renderer/assets.ts';
import type { AssetManifest } from '../../renderer/assets.ts';
import type { RenderContext } from '../../renderer/page-context.ts';
import { launchBrowser, serve } from './browser.ts';
import type { Answer, Site } from './browser.ts';
import { sampleContext, sampleDoor, sampleError, samplePage } from './sample-page.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const pages: Readonly<Record<string, (ctx: RenderContext) => string>> = { '/': samplePage, '/door': sampleDoor, '/error': sampleError };
const outDir = mkdtempSync(join(tmpdir(), 'assets-'));
const posts: { path: string; body: string; token: string | undefined }[] = [];
let assets: AssetManifest;
let site: Site;
let browser: Browser;
let isSignedOut = false;
let token = 'token-1';
let refreshes = 0;

beforeAll(async () => {
  assets = await buildAssets({ outDir });
  browser = await launchBrowser();
  site = await serve(assets, (request, url, body) => {
    const render = pages[url.pathname];
    const theme = url.searchParams.get('theme') === 'dark' ? 'dark' : 'light';
    if (render !== undefined)
      return {
        body: render(sampleContext(assets, { theme, csrfToken: token, lang: url.searchParams.get('lang') === 'en' ? 'en' : 'ru' })),
      };
    if (url.pathname === '/events')
      return { type: 'text/event-stream', body: 'event: notification\ndata: {"unread":5,"text":"Новый заказ"}\n\n' };
    if (url.pathname === '/search')
      return json({
        items: [
          { text: 'Заказ 10 482', url: '/?found', group: 'Заказы' },
          { text: 'Заказ 10 483', url: '/?other' },
        ],
      });
    if (url.pathname === '/c/table/orders' && request.method === 'GET') {
      refreshes++;
      return {
        body: component(
          'table',
          'orders',
          `<p id="fresh">refreshed ${refreshes}</p><DIV CLASS="as-block" DATA-CODE="note" DATA-PARAM-X="1"></DIV>`,
        ),
      };
    }
    if (url.pathname === '/c/block/note') return { body: component('block', 'note', `<p id="nested">${url.search}</p>`) };
    if (url.pathname === '/c/form/request') {
      return {
        body: component(
          'form',
          'request',
          `<form><label for="q">Имя</label><input class="form-control" id="q"></form><p id="asked">${url.search.replaceAll('&', '&amp;')}</p>`,
        ),
      };
    }
    if (request.method === 'POST') {
      const given = request.headers['x-csrf-token'];
      posts.push({ path: url.pathname, body, token: typeof given === 'string' ? given : undefined });
      if (isSignedOut) return json({ ok: false, error: { code: 'signInRequired' }, commands: [] }, 401);
      if (given !== token) return json({ ok: false, error: { code: 'csrf' }, commands: [] }, 403);
      const commands = url.pathname === '/act' ? (JSON.parse(body) as { commands: unknown[] }).commands : [];
      return json({ ok: true, commands });
    }
    return undefined;
  });
});

afterAll(async () => {
  await browser?.close();
  await site?.close();
  rmSync(outDir, { recursive: true, force: true });
});

function json(value: unknown, status = 200): Answer {
  return { status, type: 'application/json', body: JSON.stringify(value) };
}

function component(kind: string, code: string, content: string): string {
  return `<section class="as-component as-${kind}" id="as-${kind}-${code}" data-kind="${kind}" data-code="${code}" data-src="/c/${kind}/${code}">${content}</section>`;
}

interface View {
  readonly page: Page;
  readonly problems: string[];
  close(): Promise<void>;
}

async function open(path: string, width = 1440): Promise<View> {
  const isPhone = width < 600;
  const context = await browser.newContext({
    viewport: { width, height: 844 },
    isMobile: isPhone,
    hasTouch: isPhone,
    reducedMotion: 'reduce',
    serviceWorkers: 'block',
  });
  const page = await context.newPage();
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(error.message));
  page.on(
    'console',
    (message) =>
      message.type() === 'error' &&
      /Content Security Policy|not activated|unknown command/.test(message.text()) &&
      problems.push(message.text()),
  );
  await page.goto(site.url + path);
  await page.waitForFunction(() => 'peregrine' in window);
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
  return { page, problems, close: () => context.close() };
}

describe('every page of the frame', () => {
  for (const path of Object.keys(pages)) {
    for (const [theme, width] of [
      ['light', 1440],
      ['dark', 1440],
      ['light', 390],
    ] as const) {
      it(`${path} is accessible and stays within ${width} px, ${theme}`, async () => {
        const { page, problems, close } = await open(`${path}?theme=${theme}`, width);
        // Playwright's evaluate goes past the page's policy, as a script tag would not.
        await page.evaluate(axe);
        const violations = await page.evaluate(async () => {
          const { axe: scanner } = window as unknown as {
            axe: { run(root: Document, options: object): Promise<{ violations: { id: string; nodes: { target: unknown }[] }[] }> };
          };
          const found = await scanner.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] });
          return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => String(node.target)).join(', ')}`);
        });
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        await close();
        expect(violations).toEqual([]);
        expect(overflow).toBeLessThanOrEqual(0);
        expect(problems).toEqual([]);
      });
    }
  }

  it('has no inline style, script or handler', () => {
    for (const render of Object.values(pages)) {
      const markup = render(sampleContext(assets));
      expect(markup).not.toMatch(/\sstyle=|<style|\son\w+=|javascript:/i);
      expect(markup).not.toMatch(/<script(?![^>]*\ssrc=)/i);
    }
  });
});

describe('the client', () => {
  it('opens a form in a dialog, keeps the focus inside and gives it back', async () => {
    const { page, problems, close } = await open('/');
    await page.click('.as-form-modal');
    await page.waitForSelector('.dialog #q');
    expect(Object.fromEntries(new URLSearchParams((await page.textContent('#asked')) ?? ''))).toMatchObject({ point: '3', itemID: '7' });
    await page.waitForFunction(() => document.activeElement?.id === 'q');
    await expect.poll(() => page.evaluate(() => document.querySelector<HTMLElement>('.shell')?.inert)).toBe(true);
    for (let i = 0; i < 5; i++) await page.keyboard.press('Tab');
    await expect.poll(() => page.evaluate(() => document.activeElement?.closest('.dialog') !== null)).toBe(true);
    await page.keyboard.press('Escape');
    await page.waitForSelector('.dialog', { state: 'detached' });
    await page.waitForFunction(() => document.activeElement?.classList.contains('as-form-modal'));
    await close();
    expect(problems).toEqual([]);
  });

  it('refreshes a component and activates the snippet that arrives inside, in any letter case', async () => {
    const { page, problems, close } = await open('/');
    await page.click('.as-refresh');
    await page.waitForSelector('#nested');
    await expect.poll(() => page.textContent('#fresh')).toMatch(/^refreshed \d+$/);
    await expect.poll(() => page.textContent('#nested')).toBe('?x=1');
    await close();
    expect(problems).toEqual([]);
  });

  it('carries out commands in order and never runs a script address', async () => {
    const { page, problems, close } = await open('/');
    const run = (commands: unknown[]): Promise<unknown> =>
      page.evaluate(
        (list) =>
          (window as unknown as { peregrine: { post(url: string, body: object): Promise<unknown> } }).peregrine.post('/act', {
            commands: list,
          }),
        commands,
      );
    await run([
      { type: 'message', kind: 'success', text: 'Сохранено <b>', undo: { url: '/undo', body: { id: '5' } } },
      { type: 'focus', target: 'f-name' },
      { type: 'redirect', url: 'javascript:alert(1)' },
      { type: 'replace', target: '#orders-title', html: '<h2 id="orders-title">Новый заголовок</h2>' },
    ]);
    await expect.poll(() => page.textContent('.toast-success .toast-text')).toBe('Сохранено <b>');
    await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('f-name');
    await expect.poll(() => page.textContent('#orders-title')).toBe('Новый заголовок');
    await page.click('.toast-success .btn-link');
    await page.waitForFunction(() => document.querySelector('.toast-success') === null);
    await expect.poll(() => posts.at(-1)).toEqual({ path: '/undo', body: '{"id":"5"}', token: 'token-1' });
    await run([{ type: 'redirect', url: '/door' }]).catch(() => {});
    await page.waitForURL('**/door');
    await close();
    expect(problems).toEqual([]);
  });

  it('asks to sign in again when the session has ended, takes the fresh token and repeats the action', async () => {
    const { page, close } = await open('/');
    isSignedOut = true;
    const before = posts.length;
    await page.fill('#f-name', 'черновик');
    const answer = page.evaluate(() =>
      (window as unknown as { peregrine: { post(url: string, body: object): Promise<{ ok: boolean }> } }).peregrine.post('/act', {
        commands: [],
      }),
    );
    await page.waitForSelector('[role="alertdialog"] a[target="_blank"]');
    isSignedOut = false;
    token = 'token-2';
    await page.click('[role="alertdialog"] .btn-primary');
    expect((await answer).ok).toBe(true);
    expect(posts.slice(before).map((post) => post.token)).toEqual(['token-1', 'token-2']);
    await expect.poll(() => page.inputValue('#f-name')).toBe('черновик');
    token = 'token-1';
    await close();
  });

  it('switches the mode at once and tells the server', async () => {
    const { page, close } = await open('/');
    await page.click('.top-tools > [data-do="theme"]');
    await expect.poll(() => page.getAttribute('html', 'data-theme')).toBe('dark');
    await expect.poll(() => posts.at(-1)?.body).toBe('{"theme":"dark"}');
    await close();
  });

  it('finds by keyboard alone', async () => {
    const { page, close } = await open('/');
    await page.keyboard.press('Control+k');
    await page.keyboard.type('10 48');
    await page.waitForSelector('[role="option"]');
    await page.keyboard.press('ArrowDown');
    const active = () => page.getAttribute('form[data-search] input', 'aria-activedescendant');
    await expect.poll(active).toBe('search-0');
    // Results of a longer word leave the choice where it was.
    await page.evaluate(() =>
      document
        .querySelector('[aria-selected="true"]')
        ?.closest('ul')
        ?.querySelectorAll('a')
        .forEach((one) => {
          one.dataset.before = '';
        }),
    );
    await page.keyboard.type('0');
    await page.waitForSelector('[role="option"]:not([data-before])');
    expect(await active()).toBe('search-0');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/?found');
    await close();
  });

  it('shows news from the stream on the bell and as a message', async () => {
    const { page, close } = await open('/');
    await page.waitForSelector('[data-notifications][data-unread="5"]');
    await expect.poll(() => page.getAttribute('[data-notifications] > button', 'aria-label')).toBe('Уведомления, 5 новых');
    await expect.poll(() => page.textContent('.toast-text')).toBe('Новый заказ');
    await close();
  });

  it('opens the menu as a drawer on a phone and closes it with Escape', async () => {
    const { page, close } = await open('/', 390);
    await page.click('.drawer-toggle');
    await expect.poll(() => page.evaluate(() => document.activeElement?.closest('.side') !== null)).toBe(true);
    await expect.poll(() => page.evaluate(() => document.querySelector<HTMLElement>('.shell-main')?.inert)).toBe(true);
    await page.keyboard.press('Escape');
    await expect.poll(() => page.getAttribute('.drawer-toggle', 'aria-expanded')).toBe('false');
    await expect.poll(() => page.evaluate(() => document.activeElement?.className)).toContain('drawer-toggle');
    await close();
  });
});
