// Editing definitions over HTTP: what is saved, what is refused and where the mistake is said to be, and who may do what.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { starterBody } from '../../admin-ui/definitions/starter.ts';
import { placesIn, syntaxErrorPlace } from '../../admin-ui/definitions/places.ts';
import { differences, merged } from '../../admin-ui/client/editor/three-way.ts';
import { kindNames } from '../../metadata/kinds.ts';
import { validateDefinition } from '../../metadata/validate.ts';
import { startApp } from '../engine/harness.ts';
import type { TestApp, TestBrowser } from '../engine/harness.ts';
import { definitionsFixture, visitForm } from './definitions-fixture.ts';

const form = '/admin/definitions/form/visit';

let app: TestApp;
let anna: TestBrowser;
let boris: TestBrowser;
let ed: TestBrowser;

beforeAll(async () => {
  app = await startApp(definitionsFixture);
  await app.db.kysely.updateTable('platform.user').set({ lang: 'en' }).execute();
  [anna, boris, ed] = await Promise.all([app.signIn('anna'), app.signIn('boris'), app.signIn('ed')]);
});
afterAll(() => app.stop());

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

  test('guards drafts as it guards what is published', async () => {
    const seen = await load(anna);
    expect((await anna.post(`${form}/draft`, { ...seenOf(seen), text: '{"title":"Draft of Anna"}' })).status).toBe(200);
    const draft = await boris.post(`${form}/draft`, { ...seenOf(seen), text: '{"title":"Draft of Boris"}' });
    const publication = await boris.post(`${form}/publish`, { ...seenOf(seen), text: textOf({ ...visitForm, title: 'Over it' }) });
    expect([draft.status, publication.status]).toEqual([409, 409]);
    const kept = await load(anna);
    expect(kept.draft).toBe('{"title":"Draft of Anna"}');
    expect((await anna.post(`${form}/discard`, seenOf(kept))).status).toBe(200);
    expect((await load(anna)).draft).toBeNull();
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
    expect(uses.data).toEqual([{ kind: 'page', code: 'visit', pointer: '/markup', url: '/admin/definitions/page/visit' }]);
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

describe('bringing two changes together', () => {
  const base = { title: 'Visit', fields: [{ code: 'a' }, { code: 'b', width: 6 }, { code: 'c' }] };

  test('changes of different places both stay', () => {
    const mine = { title: 'Visit', fields: [{ code: 'b', width: 6 }, { code: 'a', required: true }, { code: 'c' }] };
    const theirs = { title: 'Tour', fields: [{ code: 'a' }, { code: 'b', width: 6 }, { code: 'x' }, { code: 'c' }] };
    const places = differences({ base, mine, theirs });
    expect(places.filter(({ changedBy }) => changedBy === 'both')).toEqual([]);
    expect(merged({ base, mine, theirs }, new Map())).toEqual({
      title: 'Tour',
      fields: [{ code: 'b', width: 6 }, { code: 'x' }, { code: 'a', required: true }, { code: 'c' }],
    });
  });

  test('the same place changed twice is for somebody to decide', () => {
    const mine = { title: 'Mine', fields: [{ code: 'a' }, { code: 'c' }] };
    const theirs = { title: 'Theirs', fields: [{ code: 'a' }, { code: 'b', width: 12 }, { code: 'c' }] };
    const both = differences({ base, mine, theirs }).filter(({ changedBy }) => changedBy === 'both');
    expect(both.map(({ key }) => key)).toEqual(['/title', '/fields/b']);
    expect(
      merged(
        { base, mine, theirs },
        new Map([
          ['/title', 'theirs'],
          ['/fields/b', 'mine'],
        ]),
      ),
    ).toEqual({ title: 'Theirs', fields: [{ code: 'a' }, { code: 'c' }] });
    expect(merged({ base, mine, theirs }, new Map([['/fields/b', 'theirs']]))).toEqual({ ...theirs, title: 'Mine' });
  });

  test('the place where a text stops being JSON is found', () => {
    const places = ['{"a": 1,\n}', '[1\n2]', '{"a"\n"b"}', '{\n"a": tru}', '[1,\n"x', '{}\n{}', '{"a":\n[}'].map(syntaxErrorPlace);
    expect(places.map((place) => place?.line)).toEqual([2, 2, 2, 2, 2, 2, 2]);
    expect(syntaxErrorPlace('{"a": [1, {"b": "}"}, []], "c": {}}')).toBeUndefined();
  });

  test('a pointer is found at its key, list entries at their beginning', () => {
    const place = placesIn('{\n  "a": 1,\n  "b": [\n    10,\n    {"c": "}"}\n  ]\n}');
    expect(['/a', '/b/0', '/b/1/c', '/b/1/absent'].map((pointer) => place(pointer).line)).toEqual([2, 4, 5, 5]);
  });
});
