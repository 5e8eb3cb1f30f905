// `npm run bench -- admin`: the editor of a form of 200 fields and the workshop over 1,000 procedures. The server's time of every request
// that opening them makes, and the longest task of the browser while they open and are worked with, beside the limits.

import { availableParallelism, loadavg } from 'node:os';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { startApp, TEST_PASSWORD } from '../../engine/harness.ts';
import type { TestApp, TestBrowser } from '../../engine/harness.ts';
import { launchBrowser } from '../../renderer/browser.ts';
import { cabinetFixture, FORM, MODULE, PROCEDURES } from './fixture.ts';
import { longestTask, noteLongTasks, watchRequests } from './watch.ts';
import type { Asked } from './watch.ts';

const LIMITS = { server: 300, task: 200 };
const VIEWPORT = { width: 1440, height: 900 };

/** A screen: its address and what is done on it, step by step. */
interface Screen {
  readonly title: string;
  readonly path: string;
  readonly steps: readonly { readonly name: string; readonly act: (page: Page) => Promise<void> }[];
}

export async function benchAdmin(options: readonly string[]): Promise<void> {
  const option = (name: string): string | undefined => (options.includes(name) ? options[options.indexOf(name) + 1] : undefined);
  const runs = Number(option('--runs') ?? 10) || 10;
  const only = option('--only') ?? '';
  const app = await startApp(cabinetFixture());
  const browser = await launchBrowser();
  try {
    const tester = await app.signIn('dev', TEST_PASSWORD);
    await tester.post('/me/preferences', { lang: 'en' });
    const context = await signedIn(browser, app);
    console.log(`${PROCEDURES} procedures, a form of 200 fields; ${runs} runs; limits: server ${LIMITS.server} ms, task ${LIMITS.task} ms`);
    // All times are those of a clock on the wall: on a busy machine the least is nearest to the truth.
    console.log(`load average ${loadavg()[0]?.toFixed(1)} on ${availableParallelism()} processors`);
    for (const screen of SCREENS.filter(({ title }) => title.includes(only))) await measureScreen({ context, tester, app, runs, screen });
  } finally {
    await browser.close();
    await app.stop();
  }
}

interface Measured {
  readonly context: BrowserContext;
  readonly tester: TestBrowser;
  readonly app: TestApp;
  readonly runs: number;
  readonly screen: Screen;
}

async function measureScreen({ context, tester, app, runs, screen }: Measured): Promise<void> {
  console.log(`\n${screen.title.padEnd(70)}least    median       max     limit`);
  const tasks = new Map<string, number[]>();
  let asked: readonly Asked[] = [];
  for (let run = 0; run < runs; run++) {
    const page = await context.newPage();
    page.setDefaultTimeout(60_000);
    const requests = watchRequests(page);
    await page.goto(app.url + screen.path);
    for (const { name, act } of screen.steps) {
      await act(page);
      tasks.set(name, [...(tasks.get(name) ?? []), await longestTask(page)]);
      if (run === 0) asked = [...asked, ...askedAgain(requests.taken(), asked)];
    }
    // Nothing of this run is left for the next.
    await page.evaluate(() => localStorage.clear());
    await page.close({ runBeforeUnload: false });
    await app.sql('UPDATE platform.definition SET draft = NULL WHERE draft IS NOT NULL;');
  }
  for (const request of asked) {
    const times: number[] = [];
    for (let run = 0; run < runs; run++) times.push(await timeOf(tester, request));
    line(`server: ${request.method} ${request.path}`, times, LIMITS.server);
  }
  for (const [name, times] of tasks) line(`longest task: ${name}`, times, LIMITS.task);
}

/** All requests of the opening, then those that later steps are the first to make; these only read, since changes cannot be made twice. */
function askedAgain(taken: readonly Asked[], before: readonly Asked[]): Asked[] {
  if (before.length === 0) return [...taken];
  const known = new Set(before.map(pathOf));
  return taken.filter((one) => one.method === 'GET' && !known.has(pathOf(one)) && known.add(pathOf(one)));
}

function pathOf({ path }: Asked): string {
  return path.replace(/\?.*/, '');
}

async function timeOf(tester: TestBrowser, { method, path, body }: Asked): Promise<number> {
  const started = performance.now();
  const answer = await tester.fetch(path, {
    method,
    headers: {
      accept: 'text/html, application/json',
      ...(body === null ? {} : { 'content-type': 'application/json', 'x-csrf-token': tester.csrf, 'x-requested-with': 'fetch' }),
    },
    ...(body === null ? {} : { body }),
  });
  await answer.arrayBuffer();
  if (answer.status >= 400) throw new Error(`${method} ${path} answered ${answer.status}`);
  return performance.now() - started;
}

function line(name: string, times: readonly number[], limit: number): void {
  const sorted = [...times].sort((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  const median = ((sorted[Math.floor(middle)] ?? 0) + (sorted[Math.ceil(middle)] ?? 0)) / 2;
  const most = sorted.at(-1) ?? 0;
  const shown = [sorted[0] ?? 0, median, most, limit].map((value) => value.toFixed(0).padStart(10)).join('');
  console.log(`  ${name.slice(0, 62).padEnd(62)}${shown} ms${most > limit ? '   OVER' : ''}`);
}

const type = async (page: Page, text: string): Promise<void> => page.keyboard.type(text, { delay: 15 });

/** A list that is drawn again under the pointer does not take the press. */
async function choose(page: Page, text: string): Promise<void> {
  const editor = page.locator('.cm-content').first();
  while ((await editor.textContent())?.includes(text) !== true) {
    await page
      .locator('.cm-tooltip-autocomplete li', { hasText: text })
      .click({ timeout: 2_000 })
      .catch(() => {});
  }
}

const formEditor: Screen = {
  title: 'form editor',
  path: `/admin/definitions/form/${FORM}`,
  steps: [
    {
      name: 'opening',
      act: async (page) => {
        await page.locator('[data-list="fields"] .field-item').nth(199).waitFor({ state: 'attached' });
      },
    },
    { name: 'choosing a field', act: (page) => page.locator('.field-name', { hasText: 'Field 120' }).first().click() },
    {
      name: 'typing a title',
      act: async (page) => {
        await page.locator('[data-editor-options] [data-option="title"] input').first().click();
        await type(page, 'A longer name of this field');
      },
    },
    {
      name: 'moving a field',
      act: async (page) => {
        await page.locator('.field-name', { hasText: 'Field 121' }).first().click();
        for (let i = 0; i < 5; i++) await page.keyboard.press('Alt+ArrowUp');
      },
    },
    { name: 'undoing it', act: (page) => page.locator('[data-editor-undo]').click() },
    {
      name: 'opening the JSON',
      act: async (page) => {
        await page.locator('[data-tab="json"]').click();
        await page.locator('[data-panel="json"] .cm-content').waitFor();
      },
    },
    {
      name: 'typing in the JSON',
      act: async (page) => {
        await page.locator('[data-panel="json"] .cm-line').nth(4).click();
        await type(page, '    ');
      },
    },
  ],
};

const workshop: Screen = {
  title: 'workshop',
  path: '/admin/workshop',
  steps: [
    {
      name: 'opening',
      act: async (page) => {
        await page.waitForSelector('[data-screen=workshop][data-ready]');
      },
    },
    {
      name: 'typing with completion',
      act: async (page) => {
        await page.locator('.cm-content').first().click();
        await type(page, 'SELECT t.id FROM dbo.bn');
        await choose(page, 'bn_subjects000');
        await type(page, ' AS t WHERE t.');
        await page.locator('.cm-tooltip-autocomplete li', { hasText: 'isActive' }).waitFor();
        await page.keyboard.press('Escape');
      },
    },
    {
      name: 'searching objects',
      act: async (page) => {
        await page.locator('[data-part=search]').click();
        await type(page, 'getitems');
        await page.locator('[data-part=tree] .tree-row[data-name]').first().waitFor();
      },
    },
    {
      name: 'all procedures of the tree',
      act: async (page) => {
        await page.locator('[data-part=search]').fill('');
        const group = page.locator('[data-part=tree] .tree-row', { hasText: 'Procedures' });
        if ((await group.getAttribute('aria-expanded')) === 'false') await group.click();
        await page.locator('[data-part=tree] .tree-row[data-name^="[dbo].[crud_"]').first().waitFor();
      },
    },
  ],
};

const moduleScreen: Screen = {
  title: 'workshop, one module',
  path: `/admin/workshop/module/${MODULE}`,
  steps: [
    {
      name: 'opening',
      act: async (page) => {
        await page.waitForSelector('[data-screen=workshop][data-ready]');
        await page.waitForSelector('.workshop-related:not([hidden])');
      },
    },
    {
      name: 'typing in it',
      act: async (page) => {
        await page.locator('.workshop-editor:not([hidden]) .cm-content').click();
        await page.keyboard.press('Control+End');
        await type(page, '\n-- a remark at the end, and then one more line\nSELECT 1;');
      },
    },
    {
      name: 'its history',
      act: async (page) => {
        await page.locator('[data-tool=history]').click();
        await page.locator('.workshop-difference .cm-content').first().waitFor();
        await page.keyboard.press('Escape');
      },
    },
    {
      name: 'opening another',
      act: async (page) => {
        await page.locator('[data-part=search]').fill('subject061');
        await page.locator('[data-part=tree] .tree-row[data-name="[dbo].[fm_subject061_saveItem]"]').first().click();
        await page.locator('.code-tab[aria-selected=true]', { hasText: 'fm_subject061_saveItem' }).waitFor();
      },
    },
  ],
};

const SCREENS: readonly Screen[] = [formEditor, workshop, moduleScreen];

async function signedIn(browser: Browser, app: TestApp): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport: VIEWPORT, reducedMotion: 'reduce' });
  await noteLongTasks(context);
  const page = await context.newPage();
  await page.goto(`${app.url}/sign-in?lang=en`);
  await page.fill('[name=username]', 'dev');
  await page.fill('[name=password]', TEST_PASSWORD);
  await page.keyboard.press('Enter');
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
  await page.close();
  return context;
}
