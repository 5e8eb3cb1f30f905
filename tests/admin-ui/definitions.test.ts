// Editing definitions over HTTP: what is saved, what is refused and where the mistake is said to be, and who may do what.

import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { starterBody } from '../../admin-ui/definitions/starter.ts';
import { kindNames } from '../../metadata/kinds.ts';
import { validateDefinition } from '../../metadata/validate.ts';
import { startApp } from '../engine/harness.ts';
import type { TestApp, TestBrowser } from '../engine/harness.ts';
import { launchBrowser } from '../renderer/browser.ts';
import { definitionsFixture, visitForm } from './definitions-fixture.ts';

const form = '/admin/definitions/form/visit';

let app: TestApp;
let anna: TestBrowser;
let boris: TestBrowser;
let ed: TestBrowser;
let chromium: Browser | undefined;

beforeAll(async () => {
  app = await startApp(definitionsFixture);
  await app.db.kysely.updateTable('platform.user').set({ lang: 'en' }).execute();
  [anna, boris, ed] = await Promise.all([app.signIn('anna'), app.signIn('boris'), app.signIn('ed')]);
});
afterAll(async () => {
  await chromium?.close();
  await app?.stop();
});

interface Loaded {
  readonly body: string;
  readonly draft: string | null;
  readonly version: number;
  readonly draftStamp: string;
}

interface Finding {
  readonly severity: string;
  readonly pointer: string;
  readonly line: number;
  readonly text: string;
}

async function load(browser: TestBrowser, url = form): Promise<Loaded> {
  const answer = await browser.fetch(`${url}/data`);
  return ((await answer.json()) as { data: Loaded }).data;
}

const seenOf = ({ version, draftStamp }: Loaded) => ({ version, draftStamp });
const textOf = (body: object): string => JSON.stringify(body, null, 2);

async function check(text: string, url = form): Promise<Finding[]> {
  const { json } = await anna.post(`${url}/check`, { text });
  return (json.data as { findings: Finding[] }).findings;
}

describe('saving', () => {
  test('keeps a draft that nobody is served, then publishes it with a comment', async () => {
    const guest = await app.signIn('guest');
    const seen = await load(anna);
    const text = textOf({ ...visitForm, title: 'A drafted title' });
    const draft = await anna.post(`${form}/draft`, { ...seenOf(seen), text });
    expect(draft.status).toBe(200);
    expect((await guest.page('/visit')).html).not.toContain('A drafted title');

    const drafted = await load(boris);
    expect(drafted.draft).toBe(text);
    const published = await boris.post(`${form}/publish`, { ...seenOf(drafted), text, comment: 'A better title' });
    expect(published.json.data).toMatchObject({ version: seen.version + 1, draftStamp: '' });
    expect((await guest.page('/visit')).html).toContain('A drafted title');

    const history = (await (await anna.fetch(`${form}/history`)).json()) as { data: { comment: string; changedBy: string }[] };
    expect(history.data[0]).toMatchObject({ comment: 'A better title', changedBy: 'boris' });
    const audited = await app.db.kysely
      .selectFrom('platform.audit')
      .select(['action', 'object'])
      .where('action', 'like', 'admin.d%')
      .execute();
    expect(audited).toContainEqual({ action: 'admin.draftBegun', object: 'form visit' });
    expect(audited).toContainEqual({ action: 'admin.definitionSaved', object: 'form visit' });
  });

  test('tells the second of two writers what the first did, and saves nothing of the second', async () => {
    const seen = await load(anna);
    const mine = textOf({ ...visitForm, title: 'By Anna' });
    expect((await anna.post(`${form}/publish`, { ...seenOf(seen), text: mine })).status).toBe(200);
    const late = await boris.post(`${form}/publish`, { ...seenOf(seen), text: textOf({ ...visitForm, subtitle: 'By Boris' }) });
    expect(late.status).toBe(409);
    expect(late.json.data).toMatchObject({ conflict: { version: seen.version + 1, updatedBy: 'anna' } });
    const now = await load(anna);
    expect(now.body).toContain('By Anna');
    expect(now.body).not.toContain('By Boris');
  });
});

describe('findings', () => {
  test('broken JSON is told at its line, and nothing is saved', async () => {
    const seen = await load(anna);
    const text = '{\n  "title": "Visit",\n  "fields": [}\n}';
    const { status, json } = await anna.post(`${form}/publish`, { ...seenOf(seen), text });
    expect(status).toBe(422);
    expect((json.data as { findings: Finding[] }).findings[0]).toMatchObject({ severity: 'error', line: 3 });
    expect(await load(anna)).toEqual(seen);
  });

  test('an unknown role, a missing procedure and a misspelt option stand at their places', async () => {
    const fields = [{ code: 'name' }, { code: 'city', type: 'select' }];
    const crossed = await check(textOf({ title: 'Visit', roles: 'guest,courier', fields }));
    expect(crossed).toContainEqual(expect.objectContaining({ pointer: '/roles', line: 3, text: 'There is no role "courier".' }));
    expect(crossed).toContainEqual(
      expect.objectContaining({ pointer: '/fields/1', line: 8, text: 'The procedure dbo.fm_visit_city_dict does not exist.' }),
    );
    const misspelt = await check(textOf({ title: 'Visit', fields: [{ code: 'name', requierd: true }] }));
    expect(misspelt).toContainEqual(expect.objectContaining({ severity: 'error', pointer: '/fields/0/requierd', line: 6 }));
  });

  test('the list counts them and shows who changed what', async () => {
    await app.define('page', 'lost', { title: 'Lost', roles: 'nobody' });
    const { html } = await anna.page('/admin/definitions?state=broken');
    expect(html).toContain('/admin/definitions/page/lost');
    expect(html).not.toContain('/admin/definitions/page/visit"');
    expect((await anna.page('/admin/definitions?kind=form&mine=1')).html).toContain('/admin/definitions/form/visit');
    expect((await boris.page('/admin/definitions?kind=form&mine=1')).html).not.toContain('/admin/definitions/form/visit"');
  });
});

describe('making, copying, renaming, deleting', () => {
  test('a new definition of every kind begins with a body that fits its schema', () => {
    for (const kind of kindNames)
      expect([kind, validateDefinition(kind, starterBody(kind, { code: 'new', title: 'New', roles: 'guest' }), 'new')]).toEqual([kind, []]);
  });

  test('codes that are taken or misspelt are refused beside the field', async () => {
    const taken = await anna.post('/admin/definitions/create', { kind: 'form', code: 'VISIT', title: 'Again' });
    expect([taken.status, taken.json.data]).toMatchObject([422, { field: 'code' }]);
    expect((await anna.post('/admin/definitions/create', { kind: 'form', code: 'a b', title: 'Again' })).status).toBe(422);
  });

  test('a form is made, copied, renamed with its places shown, and deleted', async () => {
    const made = await anna.post('/admin/definitions/create', { kind: 'form', code: 'tour', title: 'Tour', roles: 'guest' });
    expect(made.json.commands).toContainEqual({ type: 'redirect', url: '/admin/definitions/form/tour' });
    expect((await anna.post('/admin/definitions/form/tour/duplicate', { code: 'trip' })).status).toBe(200);
    expect(JSON.parse((await load(anna, '/admin/definitions/form/trip')).body)).toEqual({ title: 'Tour', roles: 'guest' });
    expect((await anna.post('/admin/definitions/form/trip/rename', { code: 'journey', version: 1 })).status).toBe(200);
    expect((await anna.fetch('/admin/definitions/form/trip/data')).status).toBe(404);
    const uses = (await (await anna.fetch(`${form}/uses`)).json()) as { data: unknown };
    expect(uses.data).toMatchObject({
      uses: [{ kind: 'page', code: 'visit', pointer: '/markup', url: '/admin/definitions/page/visit' }],
      procedures: ['dbo.fm_{code}_getItem', 'dbo.fm_{code}_saveItem'],
    });
    expect((await boris.post('/admin/definitions/form/journey/delete', { version: 7 })).status).toBe(409);
    expect((await boris.post('/admin/definitions/form/journey/delete', { version: 1 })).status).toBe(200);
    expect((await anna.fetch('/admin/definitions/form/journey/data')).status).toBe(404);
  });

  test('roles are made only with a password that was given lately', async () => {
    const { status, json } = await anna.post('/admin/definitions/create', { kind: 'role', code: 'courier', title: 'Courier' });
    expect([status, json.error?.code]).toEqual([403, 'passwordNeeded']);
  });
});

describe('an editor', () => {
  test('sees labels, blocks and letters only', async () => {
    const { html } = await ed.page('/admin/definitions');
    expect(html).toContain('/admin/definitions/block/hello');
    expect(html).not.toContain('/admin/definitions/form/visit');
    const answers = await Promise.all([
      ed.fetch(`${form}/data`),
      ed.fetch(form),
      ed.post(`${form}/check`, { text: '{}' }),
      ed.post('/admin/definitions/create', { kind: 'page', code: 'p' }),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404]);
  });

  test('changes the words of a block but not who sees it or what it calls', async () => {
    const url = '/admin/definitions/block/hello';
    const seen = await load(ed, url);
    const body = JSON.parse(seen.body) as object;
    const opened = await ed.post(`${url}/publish`, { ...seenOf(seen), text: textOf({ ...body, hasProcedure: true }) });
    expect(opened.status).toBe(403);
    expect((await ed.post(`${url}/draft`, { ...seenOf(seen), text: textOf({ ...body, roles: '*' }) })).status).toBe(403);
    const changed = await ed.post(`${url}/publish`, { ...seenOf(seen), text: textOf({ ...body, html: '<p>Welcome</p>' }) });
    expect(changed.status).toBe(200);
  });
});

describe('in the browser', { timeout: 60_000 }, () => {
  const troubles: string[] = [];

  /** A page of somebody who is signed in. */
  async function pageOf(user: TestBrowser): Promise<Page> {
    chromium ??= await launchBrowser();
    const context = await chromium.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-GB', reducedMotion: 'reduce' });
    await context.addCookies([...user.cookies].map(([name, value]) => ({ name, value, url: app.url })));
    const page = await context.newPage();
    page.setDefaultTimeout(20_000);
    page.on(
      'console',
      (message) => message.type() === 'error' && !/status of 4(?:09|22)/.test(message.text()) && troubles.push(message.text()),
    );
    page.on('pageerror', (error) => troubles.push(String(error)));
    return page;
  }

  async function openEditor(page: Page): Promise<void> {
    await page.goto(app.url + form);
    await page.locator('[data-list="fields"] .field-item').first().waitFor();
  }

  const codes = (page: Page): Promise<string[]> => page.locator('[data-list="fields"] .field-name small').allTextContents();
  const option = (page: Page, name: string) => page.locator(`[data-editor-options] [data-option="${name}"]`);

  /** Replaces the text of the JSON view, which is open. */
  async function writeJson(page: Page, text: string): Promise<void> {
    const json = page.getByRole('textbox', { name: 'JSON' });
    await json.click();
    await page.keyboard.press('Control+a');
    await page.keyboard.insertText(text);
  }

  async function publish(page: Page, comment: string): Promise<void> {
    await page.getByRole('button', { name: 'Publish' }).click();
    await page.getByLabel(/What changes and why/).fill(comment);
    await page.locator('.dialog').getByRole('button', { name: 'Publish' }).click();
  }

  async function serious(page: Page): Promise<string[]> {
    await page.evaluate(await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8'));
    return page.evaluate(async () => {
      const { axe } = window as unknown as {
        axe: { run(): Promise<{ violations: { id: string; impact: string; nodes: { html: string }[] }[] }> };
      };
      const { violations } = await axe.run();
      return violations
        .filter(({ impact }) => impact === 'serious' || impact === 'critical')
        .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`);
    });
  }

  test('two developers edit one form: by drag and keys, several fields at once, as JSON; nothing of either is lost', async () => {
    await app.define('form', 'visit', visitForm);
    const [first, second] = await Promise.all([pageOf(anna), pageOf(boris)]);
    await Promise.all([openEditor(first), openEditor(second)]);
    expect(await codes(first)).toEqual(['name', 'phone', 'day', 'note']);

    // Alt+Down moves a field and keeps it in hand; undo brings it back.
    const name = first.locator('.field-name', { hasText: 'name' });
    await name.focus();
    await first.keyboard.press('Alt+ArrowDown');
    expect(await codes(first)).toEqual(['phone', 'name', 'day', 'note']);
    await first.keyboard.press('Alt+ArrowDown');
    expect(await codes(first)).toEqual(['phone', 'day', 'name', 'note']);
    await first.keyboard.press('Control+z');
    await first.keyboard.press('Control+z');
    expect(await codes(first)).toEqual(['name', 'phone', 'day', 'note']);

    // The same with the pointer.
    const grip = first.locator('[data-list="fields"] .editor-grip').nth(3);
    const [from, to] = [await grip.boundingBox(), await first.locator('[data-list="fields"] .field-item').nth(1).boundingBox()];
    if (from === null || to === null) throw new Error('the fields are not in sight');
    await first.mouse.move(from.x + 6, from.y + 6);
    await first.mouse.down();
    // Neighbours give way one after another, so the hand waits above the place until they have.
    let turn = 0;
    await expect
      .poll(async () => {
        await first.mouse.move(to.x + 12, to.y + 8 + (turn++ % 2), { steps: 4 });
        return codes(first);
      })
      .toEqual(['name', 'note', 'phone', 'day']);
    await first.mouse.up();
    await expect.poll(() => codes(first)).toEqual(['name', 'note', 'phone', 'day']);

    // Two fields become half as wide at once.
    await first.getByRole('button', { name: 'Edit several' }).click();
    await first.locator('.field-item', { hasText: 'phone' }).getByRole('checkbox').check();
    await first.locator('.field-item', { hasText: 'day' }).getByRole('checkbox').check();
    await option(first, 'width').locator('input').fill('6');
    expect(await serious(first)).toEqual([]);
    await publish(first, 'Telephone beside the day');
    await first.getByText('Published as version').waitFor();

    // The other one changed the title and the help of a field meanwhile, and adds a field as JSON.
    await option(second, 'title').locator('input').first().fill('Visit us');
    await second.getByRole('button', { name: 'JSON', exact: true }).click();
    const text = textOf({ ...visitForm, title: { en: 'Visit us', ru: 'Визит' }, fields: [...visitForm.fields, { code: 'city' }] });
    await writeJson(second, text.slice(0, -1));
    // Broken for a moment: said at its line, and the other views are closed until it is whole.
    await second.locator('.editor-notes summary', { hasText: '1 error' }).waitFor();
    await second.getByRole('button', { name: 'Design' }).click();
    await second.getByRole('alert').filter({ hasText: 'not JSON' }).waitFor();
    await second.getByRole('textbox', { name: 'JSON' }).press('Control+End');
    await second.keyboard.insertText('}');
    await second.getByRole('button', { name: 'Design' }).click();
    expect(await codes(second)).toContain('phone');
    await publish(second, 'A city');
    const dialog = second.locator('.editor-conflict-dialog');
    await dialog.getByText('anna published another version').waitFor();
    expect(await serious(second)).toEqual([]);
    await dialog.getByRole('button', { name: 'Save with these choices' }).click();
    await second.getByText('Published as version').waitFor();

    const { body } = await load(boris);
    const both = JSON.parse(body) as typeof visitForm;
    expect(both.title).toEqual({ en: 'Visit us', ru: 'Визит' });
    expect(both.fields.map(({ code }) => code)).toEqual(['name', 'note', 'city', 'phone', 'day']);
    expect(both.fields.filter((field) => 'width' in field).map(({ code }) => code)).toEqual(['phone', 'day']);
    const guest = await app.signIn('guest');
    expect((await guest.page('/visit')).html).toContain('Visit us');

    // What it was before comes back from the history.
    await second.getByRole('button', { name: 'History' }).click();
    await second.locator('.editor-version-button', { hasText: 'Telephone beside the day' }).click();
    await second.getByRole('button', { name: 'Bring this version back' }).click();
    await expect.poll(() => codes(second)).toEqual(['name', 'note', 'phone', 'day']);
    expect(troubles).toEqual([]);
  });

  test('what is typed is seen in the preview as a draft, and findings stand beside their options', async () => {
    await app.define('form', 'visit', visitForm);
    const page = await pageOf(anna);
    await openEditor(page);
    await option(page, 'title').locator('input').first().fill('Come and see');
    await page.frameLocator('.editor-frame').getByText('Come and see').first().waitFor();
    await page.locator('.field-name', { hasText: 'day' }).click();
    await option(page, 'code').locator('input').fill('name');
    await option(page, 'code').locator('.invalid-feedback', { hasText: 'name' }).waitFor();
    await expect.poll(() => option(page, 'code').locator('input').getAttribute('aria-invalid')).toBe('true');
    await option(page, 'code').locator('input').fill('day');
    await page.locator('.editor-general .field-name').click();
    await option(page, 'roles').locator('select').selectOption('developer');
    await page.getByRole('button', { name: /^Procedures/ }).click();
    await page.getByRole('cell', { name: 'dbo.fm_visit_checkItem', exact: true }).waitFor();
    await page.getByRole('button', { name: 'Design' }).click();
    await page.getByRole('button', { name: 'Discard' }).click();
    await page.locator('.dialog').getByRole('button', { name: 'Discard' }).click();
    await page.locator('[data-editor-state]', { hasText: 'Published' }).waitFor();
    await expect.poll(async () => (await load(anna)).draft).toBeNull();
    expect(troubles).toEqual([]);
  });

  test('a record for the preview of its page is found in lists that link to it, by definition or by procedure', async () => {
    await app.sql(`CREATE PROCEDURE dbo.crud_stays_getItems @username nvarchar(64) AS
      BEGIN SET NOCOUNT ON; SELECT 7 AS id, N'Seven' AS name, N'/stay/7' AS link_name; SELECT 1; END;`);
    await app.define('table', 'stays', { title: 'Stays', roles: 'guest', columns: [{ code: 'name' }] });
    await app.define('table', 'linked', { title: 'Linked', roles: 'other', columns: [{ code: 'name', link: { url: '/stay/{id}' } }] });
    await app.define('table', 'apart', { title: 'Apart', roles: 'guest', columns: [{ code: 'name' }] });
    await app.define('page', 'stay', { title: 'A stay', roles: 'guest', route: '/stay/{itemID:int}', markup: '<p>Stay {itemID}</p>' });
    const page = await pageOf(anna);
    await page.goto(`${app.url}/admin/definitions/page/stay`);
    await page.frameLocator('.editor-frame').getByText('Stay 7').waitFor();
    const { data } = (await (await anna.fetch('/admin/definitions/page/stay/lists')).json()) as { data: { code: string }[] };
    expect(data.map(({ code }) => code)).toEqual(['linked', 'stays']);
  });

  test('a form that its page opens only on request is open in the preview, and leaves the focus to who types', async () => {
    await app.sql(`CREATE PROCEDURE dbo.fm_call_saveItem @username nvarchar(64), @itemID nvarchar(128), @parameters dbo.DictionaryParameter READONLY AS
      BEGIN SET NOCOUNT ON; SELECT 1 AS Result, N'' AS Msg; END;`);
    await app.define('form', 'call', { title: 'Call back', roles: 'guest', fields: [{ code: 'phone', title: 'Number to call' }] });
    await app.define('page', 'calls', {
      title: 'Calls',
      roles: 'guest',
      markup: '<a class="as-form-modal" data-code="call" data-title="Leave a number">Call me</a>',
    });
    const page = await pageOf(anna);
    await page.goto(`${app.url}/admin/definitions/form/call`);
    const shown = page.frameLocator('.editor-frame').locator('.dialog');
    await shown.getByLabel('Number to call').waitFor();
    await page.locator('.field-name', { hasText: 'phone' }).click();
    const title = option(page, 'title').locator('input').first();
    await title.fill('Where to call');
    await shown.getByLabel('Where to call').waitFor();
    expect(await title.evaluate((input) => input === document.activeElement)).toBe(true);
    expect(troubles).toEqual([]);
  });

  test("what cannot or should not be published is said at its line and its option, and the draft is known as its author's", async () => {
    await app.define('form', 'visit', visitForm);
    const before = await load(anna);
    const page = await pageOf(anna);
    await openEditor(page);
    await page.getByRole('button', { name: 'JSON', exact: true }).click();
    // Broken JSON: the mark stands at its line and column, the list names the line.
    const broken = textOf(visitForm).replace('"roles": "guest"', '"roles": guest');
    await writeJson(page, broken);
    const line = broken.split('\n').findIndex((one) => one.includes('guest')) + 1;
    await page.locator('.editor-notes summary').click();
    await page
      .locator('.editor-notes')
      .getByRole('button', { name: `line ${line}`, exact: true })
      .click();
    await expect.poll(() => page.locator('.cm-lintRange-error').allTextContents()).toEqual(['guest,']);
    await page.getByRole('button', { name: 'Publish' }).click();
    await page.locator('.dialog').getByRole('button', { name: 'Publish' }).click();
    await page.getByText(`Not saved. Line ${line}`).waitFor();

    // An unknown role and a missing procedure.
    const fields = [...visitForm.fields, { code: 'city', type: 'select' }];
    await writeJson(page, textOf({ ...visitForm, roles: 'guest,courier', fields }));
    await page.locator('.editor-notes summary', { hasText: '2 errors' }).waitFor();
    await page.getByRole('button', { name: 'Design' }).click();
    await option(page, 'roles').getByText('There is no role "courier".').waitFor();
    await publish(page, 'A courier comes');
    const dialog = page.locator('.editor-broken-dialog');
    await dialog.getByText('There is no role "courier".').waitFor();
    expect(await serious(page)).toEqual([]);
    const template = dialog.getByRole('link', { name: 'Create from template' });
    expect(await template.getAttribute('href')).toBe('/admin/workshop/template?kind=form&code=visit&procedure=fm_visit_city_dict');
    await dialog.getByRole('button', { name: '/roles', exact: true }).click();
    await expect.poll(() => option(page, 'roles').evaluate((row) => row.contains(document.activeElement))).toBe(true);
    // Nothing of all this was saved; live preview keeps no draft with errors either.
    expect(await load(anna)).toEqual(before);

    await page.getByRole('button', { name: 'Save draft' }).click();
    await page.locator('[data-editor-state]', { hasText: 'Draft of anna, today' }).waitFor();
    const other = await pageOf(boris);
    await openEditor(other);
    await other.getByText('You see the draft of anna, today').waitFor();
    await other.getByRole('button', { name: 'Discard' }).click();
    await other.locator('.dialog').getByRole('button', { name: 'Discard the draft of anna' }).click();
    await other.locator('[data-editor-state]', { hasText: 'Published' }).waitFor();
    await expect.poll(async () => (await load(anna)).draft).toBeNull();
    expect(troubles).toEqual([]);
  });
});
