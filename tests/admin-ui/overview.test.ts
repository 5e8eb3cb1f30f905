// The overview and the search over everything: figures that are true, results that lead to their editors, and only what a role may see.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { kindNames } from '../../metadata/kinds.ts';
import { startApp } from '../engine/harness.ts';
import type { TestApp } from '../engine/harness.ts';

let app: TestApp;

beforeAll(async () => {
  app = await startApp({
    definitions: {
      page: { desk: { title: 'Desk', roles: 'manager', markup: '<p>zebra crossing</p>' } },
      table: { broken: { title: 'Broken', columns: 'none' } },
      label: { words: { texts: { 'crossing.title': { en: 'Zebra', ru: 'Зебра' } } } },
    },
    sql: [
      "CREATE TABLE dbo.zoo_animals (id int NOT NULL PRIMARY KEY, stripes int NULL);\nGO\nCREATE PROCEDURE dbo.[crud_animals_getItems] @username nvarchar(64) AS SELECT id, N'zebra' AS name FROM dbo.zoo_animals;",
    ],
    users: [
      { username: 'dana', roles: ['developer'] },
      { username: 'edna', roles: ['editor'] },
      { username: 'mark', roles: ['manager'], displayName: 'Zebulon Zebra' },
    ],
  });
});
afterAll(() => app?.stop());

const findAs = async (username: string, text: string) => {
  const browser = await app.signIn(username);
  const answer = await browser.fetch(`/admin/find?text=${encodeURIComponent(text)}`, { headers: { accept: 'application/json' } });
  return ((await answer.json()) as { items: { url: string; group: string }[] }).items.map(({ url }) => url);
};

describe('the overview', () => {
  test('counts, and names what is broken', async () => {
    const dana = await app.signIn('dana');
    const { status, html } = await dana.page('/admin');
    expect(status).toBe(200);
    expect(html).toMatch(/href="\/admin\/definitions\/table\/broken"/);
    expect(html).toMatch(/href="\/admin\/definitions\?kind=page"[\s\S]{0,900}>1</);
  });

  test('sends an editor to the texts', async () => {
    const edna = await app.signIn('edna');
    expect((await edna.page('/admin')).headers.get('location')).toBe('/admin/texts');
  });
});

describe('the search', () => {
  test('finds definitions, modules, tables by column, users', async () => {
    expect(await findAs('dana', 'zebra')).toEqual(
      expect.arrayContaining([
        '/admin/definitions/page/desk',
        '/admin/definitions/label/words',
        '/admin/workshop/module/dbo/crud_animals_getItems',
        expect.stringMatching(/^\/admin\/users\/\d+$/),
      ]),
    );
    expect(await findAs('dana', 'stripes')).toEqual(['/admin/data/dbo/zoo_animals']);
  });

  test('takes signs of LIKE and quotes as they are', async () => {
    expect(await findAs('dana', "%'; DROP TABLE dbo.zoo_animals;--")).toEqual([]);
    expect(await findAs('dana', '[a-z]%_')).toEqual([]);
  });

  test('finds content only for an editor', async () => {
    expect(await findAs('edna', 'zebra')).toEqual(['/admin/definitions/label/words']);
  });
});

describe('help', () => {
  test('tells every option of every kind in the visitor’s language', async () => {
    const edna = await app.signIn('edna');
    expect((await edna.page('/admin/help')).html).toContain('href="/admin/help/mailTemplate"');
    for (const kind of kindNames) expect((await edna.page(`/admin/help/${kind}`)).status, kind).toBe(200);
    const { html } = await edna.page('/admin/help/form');
    expect(html).toMatch(/<tr id="fields">\s*<td><code>fields<\/code>/);
    expect(html).toContain('Поля');
    expect((await edna.page('/admin/help/nothing')).status).toBe(404);
  });
});
