// The solution's look: what is chosen is served with the next page, what cannot be read is said, and a broken one can be mended.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { brandTokens, contrast, darkVariant, pairReports } from '../../renderer/theme-colours.ts';
import { TEST_PASSWORD, startApp } from '../engine/harness.ts';
import type { TestApp, TestBrowser } from '../engine/harness.ts';

const SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><script>alert(1)</script></svg>';
const picture = (type: string, content: string): string => JSON.stringify({ type, data: Buffer.from(content).toString('base64') });
const empty = { version: 0, brandName: '', light: '', dark: '', density: '', css: '', js: '', logo: '', favicon: '' };

let app: TestApp;
let dana: TestBrowser;
let mark: TestBrowser;

beforeAll(async () => {
  app = await startApp({
    definitions: { page: { desk: { title: 'Desk', roles: '*', layout: 'cabinet', markup: '<p>desk</p>' } } },
    users: [
      { username: 'dana', roles: ['developer'] },
      { username: 'mark', roles: ['manager'] },
    ],
  });
  await app.db.kysely.updateTable('platform.user').set({ lang: 'en' }).execute();
  [dana, mark] = await Promise.all([app.signIn('dana'), app.signIn('mark')]);
});
afterAll(() => app?.stop());

describe('colours', () => {
  test('are measured as WCAG does', () => {
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 1);
    expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
  });

  test.each(['#0b6b74', '#c2362c', '#ffd400', '#777777', '#101010', '#fafafa'])('%s gives text and links that are readable', (colour) => {
    const faint = pairReports({ light: colour, dark: darkVariant(colour) }).filter(({ ratio, needed }) => ratio < needed);
    expect(faint.map(({ pair }) => pair).filter((pair) => pair !== 'buttonOnPage')).toEqual([]);
    expect(brandTokens(colour, 'light').primary).toBe(colour);
  });

  test('too near to the page are named', async () => {
    const faint = await (await dana.fetch(`/admin/look/contrast?${new URLSearchParams({ light: '#ffee88' }).toString()}`)).text();
    expect(faint).toMatch(/alert-warning[\s\S]*Main button on the page, light/);
    const fine = await (await dana.fetch(`/admin/look/contrast?${new URLSearchParams({ light: '#0b6b74' }).toString()}`)).text();
    expect(fine).toContain('alert-success');
  });
});

describe('the look', () => {
  test('needs the password and refuses what it cannot use', async () => {
    expect((await dana.post('/admin/look/save', empty)).json.error?.code).toBe('passwordNeeded');
    await dana.post('/admin/reauthenticate', { password: TEST_PASSWORD });
    const refused = await dana.post('/admin/look/save', {
      ...empty,
      light: 'red;}',
      logo: picture('image/png', '<html>'),
      favicon: picture('text/html', '<p>'),
    });
    expect(refused.json.data).toMatchObject({
      errors: { light: expect.any(String), logo: expect.any(String), favicon: expect.any(String) },
    });
    expect((await dana.post('/admin/look/save', { ...empty, logo: picture('image/svg+xml', `<svg>${'x'.repeat(151_000)}`) })).status).toBe(
      422,
    );
  });

  test('holds with the next page of every process', async () => {
    const other = await app.another();
    const look = {
      ...empty,
      brandName: 'Falcon <Co>',
      light: '#7a1fa2',
      css: '.mine{color:red}',
      js: 'export {};',
      logo: picture('image/svg+xml', SVG),
    };
    expect((await dana.post('/admin/look/save', look)).json.ok).toBe(true);
    const { html } = await mark.page('/desk');
    expect(html).toContain('Falcon &lt;Co&gt;');
    const [colours = '', styles = ''] = [...html.matchAll(/<link rel="stylesheet" href="(\/theme\/[^"]+)"/g)].map(([, url = '']) => url);
    expect(html.indexOf('/assets/')).toBeLessThan(html.indexOf(colours));
    const sheet = await mark.fetch(colours);
    expect(sheet.headers.get('cache-control')).toContain('immutable');
    expect(await sheet.text()).toContain('--pg-primary:#7a1fa2');
    expect(await (await mark.fetch(styles)).text()).toBe('.mine{color:red}');
    expect(html).toMatch(/<script type="module" src="\/theme\/[0-9a-f]{16}\.js" nonce="[^"]+"/);
    expect((await fetch(`${other.url}${colours}`)).status).toBe(200);
  });

  test('a picture does not run when it is opened by its address', async () => {
    const { html } = await mark.page('/desk');
    const url = /<img src="(\/theme\/[^"]+\.svg)"/.exec(html)?.[1] ?? '';
    const answer = await mark.fetch(url);
    expect(answer.headers.get('content-security-policy')).toContain('sandbox');
    expect(answer.headers.get('content-type')).toContain('image/svg+xml');
  });

  test('leaves the door and the developer’s cabinet without the solution’s styles and scripts', async () => {
    const door = await app.browser().page('/sign-in');
    expect(door.html.match(/\/theme\/[0-9a-f]{16}\.css/g)).toHaveLength(1);
    expect(door.html).not.toMatch(/\/theme\/\w+\.js/);
    expect((await dana.page('/admin/look')).html).not.toMatch(/(?:href|src)="\/theme\/\w+\.(?:css|js)"/);
  });

  test('keeps its pictures when the form brings none, and is not written over blindly', async () => {
    expect((await dana.post('/admin/look/save', { ...empty, version: 1, brandName: 'Kite' })).json.ok).toBe(true);
    const { html } = await mark.page('/desk');
    expect(html).toMatch(/<img src="\/theme\/[^"]+\.svg"[\s\S]*Kite/);
    expect(html).not.toMatch(/href="\/theme\/\w+\.css"/);
    expect((await dana.post('/admin/look/save', { ...empty, version: 1, brandName: 'Late' })).status).toBe(409);
    expect((await dana.post('/admin/look/save', { ...empty, brandName: 'Late' })).status).toBe(409);
    expect((await dana.post('/admin/look/save', { ...empty, version: 2, logo: 'remove' })).json.ok).toBe(true);
    expect((await mark.page('/desk')).html).not.toContain('/theme/');
  });

  test('sets the density of everybody who has chosen none', async () => {
    const density = async (browser: TestBrowser, path: string) => /data-density="(\w+)"/.exec((await browser.page(path)).html)?.[1];
    expect([await density(mark, '/desk'), await density(app.browser(), '/sign-in')]).toEqual(['comfortable', 'comfortable']);
    expect((await dana.post('/admin/look/save', { ...empty, version: 3, density: 'compact' })).json.ok).toBe(true);
    expect([await density(mark, '/desk'), await density(app.browser(), '/sign-in')]).toEqual(['compact', 'compact']);
    await mark.post('/me/preferences', { density: 'comfortable' });
    expect(await density(mark, '/desk')).toBe('comfortable');
    const { html } = await mark.page('/me');
    expect(html).toMatch(/<option value="comfortable" selected/);
    const profile = { displayName: 'Mark', phone: '', lang: 'en', theme: 'auto', timeZone: 'UTC' };
    expect((await mark.submit('/me', { ...profile, density: 'site' })).status).toBe(303);
    expect(await density(mark, '/desk')).toBe('compact');
    expect((await mark.page('/me')).html).toMatch(/<option value="site" selected/);
  });

  test('is previewed where nothing runs and no style sheet ends early', async () => {
    const { html: screen } = await dana.page('/admin/look');
    const token = /<meta name="csrf-token" content="([^"]+)"/.exec(screen)?.[1] ?? '';
    const answer = await dana.submit('/admin/look/preview', {
      _csrf: token,
      light: '#7a1fa2',
      css: '</style><script>1</script>',
      mode: 'dark',
    });
    const html = await answer.text();
    expect(html).toContain('data-theme="dark"');
    expect(html).not.toContain('</style><script');
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
  });

  test('is nobody’s but the developer’s', async () => {
    for (const path of ['/admin/look', '/admin/look/contrast']) expect((await mark.page(path)).status, path).toBe(404);
    expect((await mark.post('/admin/look/save', empty)).status).toBe(404);
  });
});
