// The gallery's life in a running process: it comes by the button of the help, every page of it works for developers and for nobody else,
// other solutions see nothing of it, and it goes again without a trace.

import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Browser, BrowserContext } from 'playwright-core';
import { crossCheck } from '../../../metadata/cross-checks.ts';
import type { Checkable } from '../../../metadata/cross-checks/checked-set.ts';
import { readCatalogue } from '../../../metadata/catalogue.ts';
import { describeFinding } from '../../../metadata/findings.ts';
import { isKindName } from '../../../metadata/kinds.ts';
import { exportFiles } from '../../../metadata/packages.ts';
import { checkDefinition } from '../../../metadata/validate.ts';
import { runSql } from '../../../sql/query.ts';
import { startApp, TEST_PASSWORD } from '../../engine/harness.ts';
import type { TestApp, TestBrowser } from '../../engine/harness.ts';
import { launchBrowser } from '../../renderer/browser.ts';
import { problemsOf, standsStill } from '../orders/scan.ts';

const COMPONENTS = ['form', 'table', 'dashboard', 'chart', 'tree', 'entity', 'resource', 'chat', 'block', 'check', 'job'];
/** Tabs that are open at once. */
const TABS = 3;

let app: TestApp;
let browser: Browser;
let dana: TestBrowser;
let before: readonly string[];

beforeAll(async () => {
  [app, browser] = await Promise.all([
    startApp({
      users: [
        { username: 'dana', roles: ['developer'] },
        { username: 'erik', roles: ['editor'] },
        { username: 'clara', roles: ['client'] },
      ],
      definitions: { page: { notes: { title: 'Notes', roles: '*', markup: '<p>notes</p>' } } },
    }),
    launchBrowser(),
  ]);
  dana = await app.signIn('dana');
  before = [...(await exportFiles(app.db)).keys()];
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await app?.stop();
});

test('it is installed by the button of the help, for developers, after the password, as often as one likes', async () => {
  for (const username of ['erik', 'clara']) {
    const other = await app.signIn(username);
    expect((await other.post('/admin/help/gallery/install')).status).toBe(404);
    expect((await other.page('/admin/help')).html).not.toContain('/admin/help/gallery/');
  }
  expect((await dana.page('/admin/help')).html).toContain('action="/admin/help/gallery/install"');
  expect((await dana.post('/admin/help/gallery/install')).json.error?.code).toBe('passwordNeeded');
  await dana.post('/admin/reauthenticate', { password: TEST_PASSWORD });
  for (let time = 0; time < 2; time += 1) {
    const { status, json } = await dana.post('/admin/help/gallery/install');
    expect(status, JSON.stringify(json)).toBe(200);
    expect(json.commands).toEqual([{ type: 'redirect', url: '/gallery' }]);
  }
  const help = (await dana.page('/admin/help')).html;
  expect(help).toContain('href="/gallery"');
  expect(help).toContain('action="/admin/help/gallery/remove"');
  expect((await dana.page('/admin/help/chart')).html).toContain('href="/gallery/charts"');
  // Its entry follows the menu of developers and of nobody else.
  expect((await dana.page('/notes')).html).toContain('href="/gallery"');
  expect((await (await app.signIn('clara')).page('/notes')).html).not.toContain('href="/gallery"');
}, 120_000);

test('its definitions and procedures agree', async () => {
  const all = (await definitions()).flatMap(({ kind, code, body }): Checkable[] =>
    isKindName(kind) ? [{ kind, code, ...checkDefinition(kind, JSON.parse(body), code) }] : [],
  );
  const findings = crossCheck(all, { catalogue: await readCatalogue(app.db) }).filter(({ code }) => code.startsWith('gal-'));
  expect(findings.map(describeFinding)).toEqual([]);
});

test('every component answers a developer in both languages, and nobody else at all', async () => {
  const clara = await app.signIn('clara');
  const addresses = (await definitions('gal-%')).flatMap(({ kind, code, body }) =>
    kind === 'page' ? [routeOf(body)] : COMPONENTS.includes(kind) ? [`/c/${kind}/${code}?itemID=1&of=form/gal-text`] : [],
  );
  expect(addresses.length).toBeGreaterThan(70);
  for (const lang of ['en', 'ru']) {
    await dana.post('/me/preferences', { lang });
    const broken: string[] = [];
    for (const address of addresses.filter((one) => one.startsWith('/c/'))) {
      const { status, html } = await dana.page(address);
      if (status !== 200 || html.includes('as-broken') || html.includes('{t:')) broken.push(`${lang} ${address} ${status}`);
    }
    expect(broken).toEqual([]);
  }
  const open: string[] = [];
  for (const address of addresses) {
    const { status } = await clara.page(address);
    if (status !== 404) open.push(`${address} ${status}`);
  }
  expect(open).toEqual([]);
  expect((await clara.post('/c/form/gal-good/save', { itemID: '1', values: { price: '1' } })).status).toBe(404);
  expect((await clara.post('/rq/gal-notify')).status).toBe(404);
}, 120_000);

test('every page opens without an error, is accessible, and does not scroll sideways on a phone or a wide screen', async () => {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: 'en-GB', reducedMotion: 'reduce' });
  const errors: string[] = [];
  await context.addCookies([...dana.cookies].map(([name, value]) => ({ name, value, url: app.url })));
  const routes = (await definitions('gal-%')).filter(({ kind }) => kind === 'page').map(({ body }) => routeOf(body));
  expect(routes.length).toBeGreaterThan(15);
  await Promise.all(
    Array.from({ length: TABS }, (_, tab) => visit(context, { routes: routes.filter((_route, at) => at % TABS === tab), errors })),
  );
  // Source code is coloured once it is seen.
  const page = await context.newPage();
  await page.goto(`${app.url}/gallery/blocks`);
  await page.locator('pre.code-view .tok-propertyName').first().waitFor({ timeout: 30_000 });
  // Groups of a form that name a width stand side by side.
  await page.setViewportSize({ width: 1440, height: 844 });
  await page.goto(`${app.url}/gallery/layout`);
  const [plot, work] = await Promise.all(
    ['plot', 'work'].map((code) => page.locator(`#as-form-gal-groups [data-part="group-${code}"]`).boundingBox()),
  );
  expect(plot?.y).toBe(work?.y);
  expect(errors).toEqual([]);
  await context.close();
}, 120_000);

async function visit(context: BrowserContext, { routes, errors }: { routes: readonly string[]; errors: string[] }): Promise<void> {
  const page = await context.newPage();
  page.on('pageerror', (error) => errors.push(`${page.url()}: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(`${page.url()}: ${message.text()}`);
  });
  for (const route of routes) {
    await page.setViewportSize({ width: 390, height: 844 });
    const answer = await page.goto(`${app.url}${route}`);
    expect(answer?.status(), route).toBe(200);
    await standsStill(page);
    for (const width of [390, 1440]) {
      await page.setViewportSize({ width, height: 844 });
      await expect
        .poll(() => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth), {
          message: `${route} at ${width}`,
          timeout: 30_000,
        })
        .toBeLessThanOrEqual(0);
      errors.push(...(await problemsOf(page)).map((problem) => `${route} at ${width}: ${problem}`));
    }
    // Nobody has typed anything, whatever form browsers give to the values of moments and numbers.
    const unsaved = await page.locator('.form-dirty:not([hidden])').count();
    if (unsaved > 0) errors.push(`${route}: ${unsaved} forms call themselves unsaved`);
  }
  await page.close();
}

test('the source beside an example is the one in the database: an edit shows at once', async () => {
  const address = '/c/block/gal-source?of=chart/gal-radar';
  expect((await dana.page('/c/form/gal-rich-read?itemID=1')).html).toContain('<pre class="code-view" data-language="sql"');
  expect((await dana.page(address)).html).toContain('chart_gal-radar_getData');
  await app.sql(
    `CREATE OR ALTER PROCEDURE dbo.[chart_gal-radar_getData] @username nvarchar(64) AS SELECT N'edited just now' AS quality, 1 AS kazan;`,
  );
  expect((await dana.page(address)).html).toContain('edited just now');
});

test('an export of the whole solution has none of it, a selection has what it names', async () => {
  expect([...(await exportFiles(app.db)).keys()]).toEqual(before);
  const some = await exportFiles(app.db, { only: ['definitions/chart/gal-pie.json'], name: 'some' });
  expect([...some.keys()]).toContain('objects/procedures/chart_gal-pie_getData.sql');
});

test('it is removed without a trace', async () => {
  const { status, json } = await dana.post('/admin/help/gallery/remove');
  expect(status, JSON.stringify(json)).toBe(200);
  expect(await definitions('gal-%')).toEqual([]);
  const left = await runSql(
    app.db,
    `SELECT o.name FROM sys.objects AS o WHERE o.is_ms_shipped = 0 AND (o.name LIKE N'gal[_]%' OR o.name LIKE N'%[_]gal-%' OR o.name LIKE N'%[_]gal[_]%');
     SELECT s.code FROM platform.setting AS s WHERE s.code LIKE N'%gallery%';
     SELECT m.id FROM platform.migration AS m WHERE m.scope = N'gallery';
     SELECT i.path FROM platform.package_item AS i WHERE i.package = N'gallery';`,
  );
  expect(left.flatMap(({ rows }) => rows)).toEqual([]);
  expect([...(await exportFiles(app.db)).keys()]).toEqual(before);
  expect((await dana.page('/gallery')).status).toBe(404);
  expect((await dana.page('/admin/help')).html).toContain('action="/admin/help/gallery/install"');
  const [log] = await runSql(app.db, `SELECT a.action FROM platform.audit AS a WHERE a.action LIKE N'admin.gallery%' ORDER BY a.id;`);
  expect(log?.rows.map(({ action }) => action)).toEqual(['admin.galleryInstalled', 'admin.galleryInstalled', 'admin.galleryRemoved']);
}, 120_000);

async function definitions(like = '%'): Promise<{ kind: string; code: string; body: string }[]> {
  const [set] = await runSql(app.db, 'SELECT kind, code, body FROM platform.definition WHERE code LIKE @like ORDER BY kind, code;', {
    like,
  });
  return (set?.rows ?? []).map(({ kind, code, body }) => ({ kind: String(kind), code: String(code), body: String(body) }));
}

function routeOf(body: string): string {
  return (JSON.parse(body) as { route: string }).route;
}
