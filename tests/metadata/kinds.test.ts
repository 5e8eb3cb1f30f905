// The schemas are documentation, editor and check at once: every property must say what it is in both languages, and a body without
// options must come out with its defaults.

import { describe, expect, test } from 'vitest';
import { kindNames, kinds } from '../../metadata/kinds.ts';
import { conditionSchema } from '../../metadata/kinds/shared.ts';
import { checkDefinition, validateDefinition, validateText } from '../../metadata/validate.ts';

interface Node {
  [key: string]: unknown;
}

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Every property of a schema, wherever it is, with its path. */
function* properties(schema: Node, path: string): Generator<[string, Node]> {
  for (const [name, property] of Object.entries(isNode(schema.properties) ? schema.properties : {})) {
    if (!isNode(property)) continue;
    yield [`${path}.${name}`, property];
    yield* properties(property, `${path}.${name}`);
  }
  for (const inner of ['items', 'additionalProperties']) {
    const node = schema[inner];
    if (isNode(node)) yield* properties(node, `${path}[]`);
  }
}

const all = [
  ...kindNames.flatMap((kind) => [...properties(kinds[kind].schema as unknown as Node, kind)]),
  ...properties(conditionSchema, 'condition'),
];
const cyrillic = /[а-яё]/i;

describe('the schemas of the kinds', () => {
  test('hold what the renderers need', () => {
    expect(kindNames).toHaveLength(20);
    expect(all.length).toBeGreaterThan(500);
  });

  test('say title and description of every property in both languages', () => {
    const silent = all.filter(([, property]) => {
      const ru = property['x-ru'] as { title?: string; description?: string } | undefined;
      const isSaid = [property.title, property.description, ru?.title, ru?.description].every(
        (text) => typeof text === 'string' && text !== '',
      );
      return !isSaid || cyrillic.test(`${property.title}${property.description}`);
    });
    expect(silent.map(([path]) => path)).toEqual([]);
  });

  test('call no two options of one part the same', () => {
    const seen = new Map<string, string>();
    const twice = all.flatMap(([path, property]) => {
      const ru = property['x-ru'] as { title?: string } | undefined;
      const part = path.slice(0, path.lastIndexOf('.'));
      return [`${part} ${String(property.title)}`, `${part} ${ru?.title}`].flatMap((key) => {
        const before = seen.get(key);
        seen.set(key, path);
        return before === undefined || before === path ? [] : [`${before} and ${path}`];
      });
    });
    expect([...new Set(twice)]).toEqual([]);
  });

  test('say every choice in both languages', () => {
    const choices = all.filter(([, property]) => Array.isArray(property.enum) && isNode(property['x-labels']));
    expect(choices.length).toBeGreaterThan(50);
    for (const [path, property] of choices) {
      const labels = property['x-labels'] as { en: Node; ru: Node };
      expect(Object.keys(labels.en), path).toEqual(property.enum);
      expect(Object.keys(labels.ru), path).toEqual(property.enum);
    }
  });

  test('forbid unknown properties in every object', () => {
    const open = all.filter(([, property]) => property.type === 'object' && property.additionalProperties === undefined);
    expect(open.map(([path]) => path)).toEqual([]);
  });

  test('refer to kinds that exist', () => {
    const references = all.map(([path, property]) => [path, property['x-ref']] as const).filter(([, kind]) => kind !== undefined);
    expect(references.filter(([, kind]) => !Object.hasOwn(kinds, String(kind)))).toEqual([]);
  });
});

describe('a checked definition', () => {
  test('has its defaults, at every depth', () => {
    const { definition } = checkDefinition('table', { columns: [{ code: 'number', filter: {} }] });
    expect(definition?.paging).toEqual({ size: 20, sizes: [20, 50, 100], countMode: 'capped', cap: 1000, enabled: true });
    expect(definition?.columns[0]).toMatchObject({ type: 'text', sortable: true, filter: { type: 'text', isPinned: true } });
    expect(definition?.delete.enabled).toBe(false);
  });

  test('shares no defaults with another one', () => {
    const one = checkDefinition('table', {}).definition;
    one?.paging.sizes.push(7);
    expect(checkDefinition('table', {}).definition?.paging.sizes).toEqual([20, 50, 100]);
  });

  test('is left alone by validation', () => {
    const body = { columns: [{ code: 'a' }] };
    expect(validateDefinition('table', body)).toEqual([]);
    expect(body).toEqual({ columns: [{ code: 'a' }] });
  });
});

describe('findings', () => {
  const found = (kind: Parameters<typeof validateText>[0], json: string) =>
    validateText(kind, json, 'x').map(({ pointer, message }) => `${pointer} ${message.en}`);

  test('all come at once, each with its place', () => {
    const json = JSON.stringify({
      title: 5,
      titel: 'x',
      fields: [{ code: 'a', type: 'selct' }, { code: 'A' }, { code: '1a' }, { code: 'b', width: 13 }],
    });
    expect(found('form', json)).toEqual([
      '/titel "titel" is not an option here. Did you mean "title"?',
      '/title Must be a text, or an object with "en" and "ru".',
      expect.stringMatching(/^\/fields\/0\/type "selct" is not one of: text, /),
      '/fields/2/code "1a" is not written as it should be.',
      '/fields/3/width Must be at most 12.',
      '/fields/1/code "A" is used twice in this list.',
    ]);
  });

  test('are in Russian as well', () => {
    const [finding] = validateText('page', '{}', 'x');
    expect(finding?.message).toEqual({ en: '"title" is missing.', ru: 'Не хватает «title».' });
  });

  test('tell of broken JSON and of names written twice', () => {
    expect(found('page', '{"title":')).toEqual([expect.stringMatching(/^ This is not JSON: /)]);
    expect(found('page', '{"title":"a","seo":{"noindex":true,"noindex":false},"title":"b"}').map((text) => text.split(' ')[0])).toEqual([
      '/seo/noindex',
      '/title',
    ]);
  });

  test.each([
    ['form', { fields: [{ code: 'a' }], groups: [{ code: 'g', fields: ['a', 'b'] }] }, '/groups/0/fields/1'],
    ['form', { fields: [{ code: 'a', visibleWhen: { all: [{ field: 'zz', op: 'eq', value: 1 }] } }] }, '/fields/0/visibleWhen/all/0/field'],
    [
      'form',
      {
        fields: [{ code: 'a' }],
        groups: [
          { code: 'g', fields: ['a'] },
          { code: 'h', fields: ['a'] },
        ],
      },
      '/groups/1/fields/0',
    ],
    ['form', { fields: [{ code: 'a', type: 'file' }] }, '/fields/0'],
    ['form', { fields: [{ code: 'a', type: 'number', min: 5, max: 1 }] }, '/fields/0'],
    ['form', { fields: [{ code: 'a', pattern: '(' }] }, '/fields/0/pattern'],
    ['form', { fields: [{ code: 'a' }], markup: '<p>{col-a}{col-b}</p>' }, '/markup'],
    ['table', { views: [{ type: 'kanban' }] }, '/views/0'],
    ['table', { sort: [{ column: 'created' }], columns: [{ code: 'id' }] }, '/sort/0/column'],
    ['table', { rowLink: 'javascript:alert(1)' }, '/rowLink'],
    ['table', { rowLink: '//elsewhere.example' }, '/rowLink'],
    ['page', { title: 'a', route: '/a/{x}/{X}' }, '/route'],
    ['page', { title: 'a', route: 'a b' }, '/route'],
    ['page', { title: 'a', roles: 'client;manager' }, '/roles'],
    ['page', { title: 'a', actions: [{ text: 'b', kind: 'form' }] }, '/actions/0'],
    ['menu', { title: 'a', items: [{ text: 'b' }] }, '/items/0'],
    ['entity', { title: 'a', statuses: [{ code: 'new', title: 'New' }], transitions: [{ to: 'done', title: 'Do' }] }, '/transitions/0/to'],
    ['label', { texts: { hello: { en: 'Hello' } } }, '/texts/hello/ru'],
    ['setting', { title: 'a', isSecret: true, default: 'x' }, '/default'],
  ] as const)('find what is wrong in a %s: %j', (kind, body, pointer) => {
    expect(validateDefinition(kind, body).map((finding) => finding.pointer)).toEqual([pointer]);
  });

  test.each(['/', '/order/{itemID}', '/catalog/{categoryID:int}/{itemID:guid}'])('accept the route %s', (route) => {
    expect(validateDefinition('page', { title: 'a', route })).toEqual([]);
  });
});
