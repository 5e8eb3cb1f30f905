// Definitions in a real database: versions, conflicts, history, and the cache that follows the revision.

import { sql } from 'kysely';
import type { KyselyPlugin } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createDefinitionCache } from '../../metadata/cache.ts';
import { derive } from '../../metadata/derive.ts';
import { DefinitionConflict, DefinitionInvalid } from '../../metadata/errors.ts';
import { deleteDefinition, listDefinitions, readDefinition, readHistory, saveDefinition, saveDraft } from '../../metadata/store.ts';
import type { Database } from '../../sql/connection.ts';
import { openPlatform } from './platform.ts';

let db: Database;

beforeAll(async () => {
  db = await openPlatform();
}, 60_000);
afterAll(() => db?.close());
beforeEach(async () => {
  await db.kysely.deleteFrom('platform.definition').execute();
});

const page = (code: string, body: object = { title: code }, expectedVersion = 0) =>
  saveDefinition(db, { kind: 'page', code, body: JSON.stringify(body), expectedVersion, username: 'dev', comment: 'a test' });

const revision = async () => Number((await db.kysely.selectFrom('platform.revision').select('number').executeTakeFirstOrThrow()).number);

describe('saving', () => {
  test('writes the body in the one format and raises the version', async () => {
    const first = await page('home', { roles: 'all', title: { ru: 'Дом', en: 'Home' } });
    expect(first.outcome).toBe('created');
    const stored = await readDefinition(db, { kind: 'page', code: 'HOME' });
    expect(stored?.body).toBe('{\n  "title": {\n    "en": "Home",\n    "ru": "Дом"\n  },\n  "roles": "all"\n}');
    const second = await page('home', { title: 'Home' }, first.version);
    expect(second.version).toBe(first.version + 1);
    expect(second.revision).toBeGreaterThan(first.revision);
  });

  test('refuses a body that is not valid', async () => {
    await expect(page('home', { titel: 1 })).rejects.toThrow(DefinitionInvalid);
    expect(await readDefinition(db, { kind: 'page', code: 'home' })).toBeUndefined();
  });

  test('of an old version is a conflict that carries both bodies', async () => {
    const { version } = await page('home', { title: 'theirs' });
    const error = await page('home', { title: 'mine' }, version - 1).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(DefinitionConflict);
    const conflict = error as DefinitionConflict;
    expect(JSON.parse(conflict.mine ?? '')).toEqual({ title: 'mine' });
    expect(conflict.theirs).toMatchObject({ version, updatedBy: 'dev' });
    expect(JSON.parse(conflict.theirs?.body ?? '')).toEqual({ title: 'theirs' });
  });

  test('over a deleted definition is a conflict too', async () => {
    const { version } = await page('home');
    await deleteDefinition(db, { kind: 'page', code: 'home', expectedVersion: version, username: 'dev' });
    const error = await page('home', { title: 'b' }, version).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(DefinitionConflict);
    expect((error as DefinitionConflict).theirs).toBeUndefined();
  });

  test('keeps a history with bodies', async () => {
    const { version } = await page('story', { title: 'one' });
    await page('story', { title: 'two' }, version);
    const [last, before] = await readHistory(db, { kind: 'page', code: 'story' });
    expect([last, before].map((entry) => [entry?.action, entry?.changedBy, entry?.comment])).toEqual([
      ['update', 'dev', 'a test'],
      ['insert', 'dev', 'a test'],
    ]);
    const kept = await db.kysely
      .selectFrom('platform.definition_history')
      .select('body')
      .where('id', '=', String(before?.id))
      .executeTakeFirst();
    expect(JSON.parse(kept?.body ?? '')).toEqual({ title: 'one' });
  });

  test('of a draft changes nothing that is served', async () => {
    const { version } = await page('home');
    await saveDraft(db, { kind: 'page', code: 'home', draft: '{"title":"draft"}', username: 'dev' });
    const stored = await readDefinition(db, { kind: 'page', code: 'home' });
    expect([stored?.version, stored?.draft, stored?.draftBy]).toEqual([version, '{"title":"draft"}', 'dev']);
    expect(Math.abs(Date.now() - Number(stored?.draftAt))).toBeLessThan(3_600_000);
    await page('home', { title: 'published' }, version);
    expect(await readDefinition(db, { kind: 'page', code: 'home' })).toMatchObject({ draft: null, draftBy: null, draftAt: null });
  });

  test('lists by kind and code', async () => {
    await page('b');
    await page('a');
    expect((await listDefinitions(db, 'page')).map(({ code }) => code)).toEqual(['a', 'b']);
  });
});

describe('the cache', () => {
  test('shows a change made by SQL alone at the next revision', async () => {
    await page('home');
    const cache = createDefinitionCache(db);
    await cache.ensure(await revision());
    const before = cache.get('page', 'Home');
    await sql`UPDATE platform.definition SET body = N'{"title":"by hand"}' WHERE kind = 'page' AND code = N'home'`.execute(db.kysely);
    expect(cache.get('page', 'home')).toBe(before);
    await cache.ensure(await revision());
    expect(cache.get('page', 'home')).toMatchObject({ code: 'home', definition: { title: 'by hand', layout: 'cabinet' } });
  });

  test('keeps the object of what did not change, and what was derived from it', async () => {
    await page('a');
    await page('b');
    const cache = createDefinitionCache(db);
    await cache.ensure(await revision());
    const [a, b] = [cache.get('page', 'a'), cache.get('page', 'b')];
    let made = 0;
    const compiled = () => {
      const found = cache.get('page', 'a');
      return found !== undefined && 'definition' in found ? derive(found.definition, 'compiled', () => ++made) : 0;
    };
    compiled();
    await page('b', { title: 'new' }, b?.version);
    await cache.ensure(await revision());
    expect(cache.get('page', 'a')).toBe(a);
    expect(cache.get('page', 'b')).not.toBe(b);
    expect([compiled(), made]).toEqual([1, 1]);
  });

  test('forgets what was deleted, and finds what was made again', async () => {
    const { version } = await page('home');
    await page('other');
    const cache = createDefinitionCache(db);
    await cache.ensure(await revision());
    await deleteDefinition(db, { kind: 'page', code: 'home', expectedVersion: version, username: 'dev' });
    await cache.ensure(await revision());
    expect(cache.get('page', 'home')).toBeUndefined();
    expect(cache.all('page').map(({ code }) => code)).toEqual(['other']);
    await db.kysely.deleteFrom('platform.definition').where('code', '=', 'other').execute();
    await page('other', { title: 'again' });
    await cache.ensure(await revision());
    expect(cache.get('page', 'other')).toMatchObject({ definition: { title: 'again' } });
  });

  test('answers findings for a broken definition and serves the others', async () => {
    await page('good');
    await sql`INSERT INTO platform.definition (kind, code, body) VALUES ('page', N'bad', N'{"titel":"x"}'), ('nokind', N'x', N'{}')`.execute(
      db.kysely,
    );
    const cache = createDefinitionCache(db);
    await cache.ensure(await revision());
    const bad = cache.get('page', 'bad');
    expect(bad !== undefined && 'findings' in bad && bad.findings.map(({ code, pointer }) => [code, pointer])).toEqual([
      ['bad', '/title'],
      ['bad', '/titel'],
    ]);
    expect(cache.all('page').map((one) => [one.code, 'definition' in one])).toEqual([
      ['bad', false],
      ['good', true],
    ]);
  });

  test('finds labels in any part', async () => {
    const body = JSON.stringify({ texts: { 'order.number': { en: 'Order no.', ru: 'Заказ №' } } });
    await saveDefinition(db, { kind: 'label', code: 'orders', body, expectedVersion: 0, username: 'dev' });
    const cache = createDefinitionCache(db);
    await cache.ensure(await revision());
    expect([cache.label('order.number', 'ru'), cache.label('order.none', 'ru')]).toEqual(['Заказ №', undefined]);
  });

  test('loads once for requests that come together, and not at all when nothing changed', async () => {
    await page('home');
    let queries = 0;
    const transformQuery: KyselyPlugin['transformQuery'] = ({ node }) => {
      queries += 1;
      return node;
    };
    const counted = { kysely: db.kysely.withPlugin({ transformQuery, transformResult: async ({ result }) => result }) };
    const cache = createDefinitionCache(counted);
    const now = await revision();
    await Promise.all([cache.ensure(now), cache.ensure(now), cache.ensure(now)]);
    expect(queries).toBe(3);
    await cache.ensure(now);
    expect(queries).toBe(3);
  });
});
