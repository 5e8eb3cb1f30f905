// What a change of one definition does to the others, over HTTP: publishing what would break them is refused and nothing of it is saved,
// drafts have an author, a new code is written everywhere, what is used is not deleted by mistake.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readDefinition, readHistory } from '../../metadata/store.ts';
import type { KindName } from '../../metadata/kinds.ts';
import { startApp } from '../engine/harness.ts';
import type { TestApp, TestBrowser } from '../engine/harness.ts';
import { definitionsFixture, visitForm } from './definitions-fixture.ts';

let app: TestApp;
let anna: TestBrowser;
let boris: TestBrowser;
let ed: TestBrowser;

beforeAll(async () => {
  app = await startApp({
    ...definitionsFixture,
    definitions: { ...definitionsFixture.definitions, role: { guest: { title: 'Guest', homePage: 'visit' } } },
  });
  await app.db.kysely.updateTable('platform.user').set({ lang: 'en' }).execute();
  [anna, boris, ed] = await Promise.all([app.signIn('anna'), app.signIn('boris'), app.signIn('ed')]);
});
afterAll(() => app?.stop());

interface Loaded {
  readonly body: string;
  readonly draft: string | null;
  readonly version: number;
  readonly draftStamp: string;
  readonly draftAuthor: { readonly by: string; readonly at: string; readonly isMine: boolean } | null;
}

interface Broken {
  readonly broken: readonly {
    readonly pointer: string;
    readonly line: number;
    readonly text: string;
    readonly of?: object;
    readonly template?: string;
  }[];
  readonly mayPublishAnyway: boolean;
}

const urlOf = (kind: string, code: string): string => `/admin/definitions/${kind}/${code}`;
const form = urlOf('form', 'visit');
const textOf = (body: object): string => JSON.stringify(body, null, 2);

async function load(browser: TestBrowser, url = form): Promise<Loaded> {
  return ((await (await browser.fetch(`${url}/data`)).json()) as { data: Loaded }).data;
}

/** Posts with what the browser's user sees now. */
async function send(browser: TestBrowser, action: string, { url = form, ...body }: { url?: string; text?: string; anyway?: boolean }) {
  const { version, draftStamp } = await load(browser, url);
  return browser.post(`${url}/${action}`, { version, draftStamp, ...body });
}

/** All that a definition is: its row and its history. */
async function standOf(kind: KindName, code: string): Promise<unknown> {
  return { row: await readDefinition(app.db, { kind, code }), history: await readHistory(app.db, { kind, code }) };
}

async function bodyOf(kind: string, code: string): Promise<string> {
  return (await readDefinition(app.db, { kind, code }))?.body ?? '';
}

describe('publishing what would break something', () => {
  const fields = [...visitForm.fields, { code: 'city', type: 'select' }];

  test('an unknown role and a missing procedure are refused at their places, and nothing of it is saved', async () => {
    const before = await standOf('form', 'visit');
    const text = textOf({ ...visitForm, roles: 'guest,courier', fields });
    const refused = await send(anna, 'publish', { text });
    expect(refused.status).toBe(422);
    const { broken, mayPublishAnyway } = refused.json.data as Broken;
    expect(mayPublishAnyway).toBe(true);
    expect(broken).toEqual([
      expect.objectContaining({
        pointer: '/fields/4',
        // The line before the code's is where the field begins.
        line: text.split('\n').findIndex((line) => line.includes('"city"')),
        text: 'The procedure dbo.fm_visit_city_dict does not exist.',
        template: '/admin/workshop/template?kind=form&code=visit&procedure=fm_visit_city_dict',
      }),
      expect.objectContaining({ pointer: '/roles', line: 6, text: 'There is no role "courier".' }),
    ]);
    expect(await standOf('form', 'visit')).toEqual(before);
  });

  test('a draft is always kept, and stays when it is not published', async () => {
    const text = textOf({ ...visitForm, fields });
    expect((await send(anna, 'draft', { text })).status).toBe(200);
    const kept = await standOf('form', 'visit');
    expect((await send(anna, 'publish', { text })).status).toBe(422);
    expect(await standOf('form', 'visit')).toEqual(kept);
    expect((await load(anna)).draft).toBe(text);
  });

  test('a developer may publish it anyway, which is audited; from then on it is no news, wherever the field moves', async () => {
    expect((await send(anna, 'publish', { text: textOf({ ...visitForm, fields }), anyway: true })).status).toBe(200);
    const audited = await app.db.kysely
      .selectFrom('platform.audit')
      .select('details')
      .where('action', '=', 'admin.definitionSaved')
      .execute();
    expect(audited.at(-1)?.details).toContain('form visit /fields/4: The procedure dbo.fm_visit_city_dict does not exist.');
    const moved = textOf({ ...visitForm, title: 'Moved', fields: fields.toReversed() });
    expect((await send(anna, 'publish', { text: moved })).status).toBe(200);
    expect((await send(anna, 'publish', { text: textOf(visitForm) })).status).toBe(200);
  });

  test('what breaks others is told with their names', async () => {
    await app.define('block', 'welcome', { title: 'Welcome', roles: 'all', html: '<p>{t:greeting}</p>' });
    const url = urlOf('label', 'words');
    const { json } = await send(boris, 'publish', { url, text: textOf({ texts: {} }) });
    expect((json.data as Broken).broken).toContainEqual(
      expect.objectContaining({ of: { kind: 'block', code: 'welcome' }, pointer: '/html', text: 'There is no label "greeting".' }),
    );
    const closed = await send(boris, 'publish', {
      url: urlOf('page', 'visit'),
      text: (await bodyOf('page', 'visit')).replace('"guest"', '"developer"'),
    });
    expect((closed.json.data as Broken).broken).toMatchObject([{ of: { kind: 'role', code: 'guest' }, pointer: '/homePage' }]);
  });

  test('an editor has no "anyway"', async () => {
    const before = await standOf('block', 'hello');
    const text = textOf({ ...(JSON.parse(await bodyOf('block', 'hello')) as object), html: '<p>{t:nothing}</p>' });
    const { status, json } = await send(ed, 'publish', { url: urlOf('block', 'hello'), text, anyway: true });
    expect([status, json.data]).toMatchObject([422, { mayPublishAnyway: false, broken: [{ pointer: '/html' }] }]);
    expect(await standOf('block', 'hello')).toEqual(before);
  });
});

test('a draft is known by its author, to the second developer as well, who cannot save over it unseen', async () => {
  const unseen = await load(boris);
  expect((await send(anna, 'draft', { text: '{"title":"By Anna"}' })).json.data).toMatchObject({
    draftAuthor: { by: 'anna', isMine: true },
  });
  expect((await load(boris)).draftAuthor).toMatchObject({ by: 'anna', isMine: false, at: expect.stringMatching(/^today \d/) as string });
  expect((await boris.page('/admin/definitions?kind=form')).html).toContain('Draft of anna, today');
  const { version, draftStamp } = unseen;
  const late = await boris.post(`${form}/draft`, { version, draftStamp, text: '{"title":"By Boris"}' });
  expect([late.status, late.json.data]).toMatchObject([409, { conflict: { isDraft: true, draftAuthor: { by: 'anna' } } }]);
  expect((await boris.post(`${form}/publish`, { version, draftStamp, text: textOf(visitForm) })).status).toBe(409);
  expect((await load(anna)).draft).toBe('{"title":"By Anna"}');

  expect((await send(boris, 'draft', { text: '{"title":"By both"}' })).status).toBe(200);
  expect((await load(anna)).draftAuthor).toMatchObject({ by: 'boris', isMine: false });
  const taken = await app.db.kysely.selectFrom('platform.audit').select('details').where('action', '=', 'admin.draftChanged').execute();
  expect(taken.map(({ details }) => details)).toEqual([expect.stringContaining('"draftOf":"anna"')]);
  expect((await send(anna, 'discard', {})).json.data).toMatchObject({ draftAuthor: null, draftStamp: '' });
});

describe('another code', () => {
  test('is written wherever the old one stands, drafts included; old addresses lead to the new ones', async () => {
    const markup = `<div class="as-form" data-code='Tour' data-itemid="{itemID}"></div><a class="as-refresh" data-target="#as-form-tour">tour</a>`;
    await app.define('form', 'tour', { ...visitForm, refreshOn: ['tour'] });
    await app.define('page', 'tours', { title: 'Tours', roles: 'guest', markup });
    await app.define('menu', 'main', { title: 'Main', items: [{ text: 'Tours', page: 'tours' }] });
    expect((await send(anna, 'draft', { url: urlOf('page', 'tours'), text: textOf({ title: 'Drafted', markup }) })).status).toBe(200);
    const { data } = (await (await boris.fetch(`${urlOf('page', 'tours')}/uses`)).json()) as { data: object };
    expect(data).toMatchObject({
      uses: [{ kind: 'menu', code: 'main', pointer: '/items/0/page' }],
      addresses: ['/tours', '/tours/{itemID}'],
    });

    const { version } = await load(boris, urlOf('form', 'tour'));
    expect((await boris.post(`${urlOf('form', 'tour')}/rename`, { code: 'trip', version, rewrite: true })).status).toBe(200);
    const page = await readDefinition(app.db, { kind: 'page', code: 'tours' });
    const renamed = `<div class="as-form" data-code="trip" data-itemid="{itemID}"></div><a class="as-refresh" data-target="#as-form-trip">tour</a>`;
    expect((JSON.parse(page?.body ?? '{}') as { markup: string }).markup).toBe(renamed);
    expect(JSON.parse(page?.draft ?? '{}')).toEqual({ title: 'Drafted', markup: renamed });
    expect(page?.draftBy).toBe('anna');
    const [latest] = await readHistory(app.db, { kind: 'page', code: 'tours' });
    expect(latest).toMatchObject({ comment: 'form tour renamed to trip', changedBy: 'boris' });
    expect(await readDefinition(app.db, { kind: 'form', code: 'tour' })).toBeUndefined();

    const seen = await load(boris, urlOf('page', 'tours'));
    const moved = await boris.post(`${urlOf('page', 'tours')}/rename`, {
      code: 'trips',
      version: seen.version,
      rewrite: true,
      keepAddress: true,
    });
    expect(moved.status).toBe(200);
    expect(await bodyOf('menu', 'main')).toContain('"page": "trips"');
    const guest = await app.signIn('guest');
    const addresses = await Promise.all(['/tours', '/tours/5'].map((path) => guest.fetch(path)));
    expect(addresses.map((answer) => [answer.status, answer.headers.get('location')])).toEqual([
      [301, '/trips'],
      [301, '/trips/5'],
    ]);
  });

  test('takes along what is kept by it, and changes nothing when one of its steps fails', async () => {
    await app.define('setting', 'motto', { title: 'Motto', isPublic: true });
    await app.define('block', 'motto', { title: 'Motto', roles: 'all', html: '<p>{setting:motto}</p>' });
    await app.db.kysely.insertInto('platform.setting').values({ code: 'motto', value: 'Onwards' }).execute();
    await app.define('table', 'rides', { title: 'Rides', roles: 'guest', columns: [{ code: 'id' }] });
    const guest = await app.db.kysely.selectFrom('platform.user').select('id').where('username', '=', 'guest').executeTakeFirstOrThrow();
    await app.db.kysely
      .insertInto('platform.user_preference')
      .values({ userID: guest.id, name: 'table.rides.columns', value: 'id' })
      .execute();
    const { version } = await load(anna, urlOf('setting', 'motto'));
    const before = [await standOf('setting', 'motto'), await standOf('block', 'motto')];
    const late = await anna.post(`${urlOf('setting', 'motto')}/rename`, { code: 'slogan', version: version + 1, rewrite: true });
    expect(late.status).toBe(409);
    expect([await standOf('setting', 'motto'), await standOf('block', 'motto')]).toEqual(before);
    expect(await bodyOf('setting', 'slogan')).toBe('');

    expect((await anna.post(`${urlOf('setting', 'motto')}/rename`, { code: 'slogan', version, rewrite: true })).status).toBe(200);
    expect(await bodyOf('block', 'motto')).toContain('<p>{setting:slogan}</p>');
    const values = await app.db.kysely.selectFrom('platform.setting').select(['code', 'value']).where('value', '=', 'Onwards').execute();
    expect(values).toEqual([{ code: 'slogan', value: 'Onwards' }]);

    expect((await anna.post(`${urlOf('table', 'rides')}/rename`, { code: 'trips', version: 1 })).status).toBe(200);
    const kept = await app.db.kysely.selectFrom('platform.user_preference').select('name').where('userID', '=', guest.id).execute();
    expect(kept).toContainEqual({ name: 'table.trips.columns' });
  });

  test('an editor does not reach through a block into pages; what is used is deleted only with consent', async () => {
    await app.define('block', 'note', { title: 'Note', roles: 'all', html: '<p>Note</p>' });
    await app.define('page', 'notes', { title: 'Notes', roles: 'guest', markup: '{block:note}' });
    const url = urlOf('block', 'note');
    const { version } = await load(ed, url);
    expect((await ed.post(`${url}/rename`, { code: 'remark', version, rewrite: true })).status).toBe(403);
    expect((await ed.post(`${url}/delete`, { version, anyway: true })).status).toBe(403);
    expect((await anna.post(`${url}/delete`, { version })).status).toBe(409);
    expect(await bodyOf('page', 'notes')).toContain('{block:note}');
    expect((await anna.post(`${url}/delete`, { version, anyway: true })).status).toBe(200);
    const row = await app.db.kysely
      .selectFrom('platform.audit')
      .select('details')
      .where('action', '=', 'admin.definitionDeleted')
      .executeTakeFirst();
    expect(row?.details).toContain('page notes /markup');
  });
});
