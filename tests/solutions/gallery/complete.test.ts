// The proof that the gallery shows everything: what the renderer draws and what the schemas offer is listed here from the code itself, and
// whatever none of the gallery's definitions uses is a failure. Whoever adds a type of field, a view or a prefix adds its example.

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { describeFinding } from '../../../metadata/findings.ts';
import { formatBody } from '../../../metadata/format.ts';
import { kindNames, kinds } from '../../../metadata/kinds.ts';
import type { KindName } from '../../../metadata/kinds.ts';
import { openModes } from '../../../metadata/kinds/shared.ts';
import { readPackage } from '../../../metadata/packages/read.ts';
import type { Package } from '../../../metadata/packages/read.ts';
import { checkDefinition } from '../../../metadata/validate.ts';
import { behaviours } from '../../../renderer/client/registry.ts';
import { hasIcon } from '../../../renderer/icons.ts';
import { viewRenderers } from '../../../renderer/table/views.ts';
import { compileUserTemplate } from '../../../renderer/templates.ts';

const ROOT = join(import.meta.dirname, '../../..');
const FOLDER = join(ROOT, 'sql/solutions/gallery');

/** Options whose every word has an example: what a thing is, not how it looks. */
const WORDS = new Set(['type', 'kind', 'scope', 'comment', 'place', 'view', 'chartType']);
/** Places whose words are left out, with the reason. */
const LEFT_OUT: Readonly<Record<string, string>> = {
  'table/columns/edit/type': 'a cell is edited by some types of fields only: see below',
  'table/views/type': 'types without a renderer are shown as the table: see below',
  'dashboard/panels/chartType': 'the types of charts, which have a page of their own',
  'chart/series/type': 'line and bar are shown; areas are a type of chart',
};
/** What the editor of cells makes a control of its own for. */
const CELL_TYPES = 'text textarea number money date datetime time month select checkboxes switch email phone url color rating'.split(' ');

describe('the gallery', () => {
  let read: Package;
  let bodies: { kind: KindName; code: string; body: unknown }[];
  let markup: string;

  beforeAll(async () => {
    read = await readPackage(FOLDER);
    bodies = read.definitions.map(({ kind, code, body }) => {
      const checked = checkDefinition(kind, structuredClone(body), code);
      return { kind, code, body: 'definition' in checked ? checked.definition : body };
    });
    markup = JSON.stringify(bodies).toLowerCase();
  });

  test('fits its schemas and is written as an export would write it', async () => {
    expect(read.findings.map(describeFinding)).toEqual([]);
    for (const { kind, code, body } of read.definitions) {
      const text = await readFile(join(FOLDER, 'definitions', kind, `${code}.json`), 'utf8');
      expect(text, `${kind}/${code}`).toBe(`${formatBody(kind, body)}\n`);
    }
  });

  test('keeps to its reserved names', () => {
    expect(read.definitions.map(({ code }) => code).filter((code) => !code.startsWith('gal-'))).toEqual([]);
    const names = [...read.items.values()].filter(({ type }) => type === 'module').map(({ name }) => name);
    expect(names.length).toBeGreaterThan(100);
    expect(names.filter((name) => !/^dbo\.(?:gal_|[a-z]+_gal-)/.test(name))).toEqual([]);
  });

  test('shows every kind that is drawn, and every snippet and button of markup', async () => {
    const own = new Set(bodies.map(({ kind }) => kind as string));
    expect([...Object.keys(behaviours), 'page', 'menu'].filter((kind) => !own.has(kind))).toEqual([]);
    const snippets = kindNames.flatMap((kind) => kinds[kind].snippets);
    const activation = await readFile(join(ROOT, 'renderer/client/activate.ts'), 'utf8');
    const buttons = (/LINK_CLASSES = '([^']+)'/.exec(activation)?.[1] ?? '').split(', ').map((name) => name.slice(1));
    expect(buttons.length).toBeGreaterThan(4);
    const absent = [...snippets, ...buttons].filter((name) => !new RegExp(`[" \\\\]${name.toLowerCase()}[" \\\\]`).test(markup));
    expect(absent).toEqual([]);
  });

  test('uses every word of every option that says what a thing is', () => {
    const shown: readonly KindName[] = ['form', 'table', 'dashboard', 'chart', 'tree', 'entity', 'resource', 'page'];
    expect(
      shown.flatMap((kind) =>
        absentWords(
          kind,
          bodies.filter((one) => one.kind === kind).map(({ body }) => body),
        ),
      ),
    ).toEqual([]);
  });

  test('edits a cell of every type that has a control, opens forms in every way, and shows every view that is drawn', () => {
    const edits = words('table', 'columns/edit/type');
    expect(CELL_TYPES.filter((type) => !edits.has(type))).toEqual([]);
    const modes = new Set(
      ['columns/link', 'operations', 'create', 'edit', 'views'].flatMap((part) => [
        ...words('table', `${part}/mode`),
        ...words('table', `${part}/openMode`),
      ]),
    );
    // A form on a page of its own is a page with a form.
    expect(Object.keys(openModes).filter((mode) => mode !== 'page' && !modes.has(mode))).toEqual([]);
    const views = words('table', 'views/type');
    expect(['table', ...Object.keys(viewRenderers)].filter((type) => !views.has(type))).toEqual([]);
  });

  test('has every prefix that a cell understands, in one table', async () => {
    const source = await readFile(join(ROOT, 'renderer/table/cells.ts'), 'utf8');
    const prefixes = [...source.matchAll(/prefixed\('(\w+)'\)|read\(set\)\(`(\w+)_\$|read\(`(\w+)_\$/g)].map(
      ([, a, b, c]) => a ?? b ?? c ?? '',
    );
    expect(prefixes.length).toBeGreaterThan(8);
    const procedure = await readFile(join(FOLDER, 'objects/procedures/crud_gal-marks_getItems.sql'), 'utf8');
    expect([...new Set(prefixes), 'class', 'backcolor'].filter((prefix) => !procedure.includes(` ${prefix}_`))).toEqual([]);
  });

  test('speaks both languages, in blocks that compile, with icons that exist', () => {
    for (const { code, body } of bodies.filter(({ kind }) => kind === 'block')) {
      const { html, htmlRu } = body as { html: string; htmlRu?: string };
      for (const text of [html, htmlRu ?? '']) expect(() => compileUserTemplate(text), code).not.toThrow();
    }
    expect(read.definitions.flatMap(({ kind, code, body }) => oneSided(body).map((text) => `${kind}/${code}: ${text}`))).toEqual([]);
    const icons = [...JSON.stringify(bodies).matchAll(/"(?:icon|leafIcon|saveIcon)":"([a-z0-9-]+)"/g)].map(([, name = '']) => name);
    expect([...new Set(icons)].filter((name) => !hasIcon(name))).toEqual([]);
  });

  test('has procedures that all ask whether the gallery is open to the user', async () => {
    const names = [...read.items.values()].filter(({ type, path }) => type === 'module' && path.startsWith('objects/procedures/'));
    const careless = names.filter(({ text }) => !/gal_isOpen|EXEC dbo\.gal_(?:answers_save|source)/.test(text)).map(({ name }) => name);
    expect(careless).toEqual([]);
  });

  function words(kind: KindName, place: string): ReadonlySet<string> {
    const used = new Map<string, Set<string>>();
    for (const one of bodies) if (one.kind === kind) collect(one.body, kind, used);
    return used.get(`${kind}/${place}`) ?? new Set();
  }
});

interface Node {
  readonly enum?: readonly string[];
  readonly properties?: Readonly<Record<string, Node>>;
  readonly items?: Node;
}

/** `place: word` for each word that no body uses. */
function absentWords(kind: KindName, bodies: readonly unknown[]): string[] {
  const offered = new Map<string, readonly string[]>();
  offers(kinds[kind].schema as unknown as Node, kind, offered);
  const used = new Map<string, Set<string>>();
  for (const body of bodies) collect(body, kind, used);
  return [...offered]
    .filter(([place]) => WORDS.has(place.slice(place.lastIndexOf('/') + 1)) && LEFT_OUT[place] === undefined)
    .flatMap(([place, all]) => all.filter((word) => word !== 'none' && !used.get(place)?.has(word)).map((word) => `${place}: ${word}`));
}

function offers(node: Node, place: string, into: Map<string, readonly string[]>): void {
  if (node.enum !== undefined) into.set(place, node.enum);
  if (node.items !== undefined) offers(node.items, place, into);
  for (const [name, inner] of Object.entries(node.properties ?? {})) offers(inner, `${place}/${name}`, into);
}

/** Words of a body by place; lists add no step. */
function collect(value: unknown, place: string, into: Map<string, Set<string>>): void {
  if (Array.isArray(value)) for (const item of value) collect(item, place, into);
  else if (typeof value === 'object' && value !== null)
    for (const [name, inner] of Object.entries(value)) collect(inner, `${place}/${name}`, into);
  else if (typeof value === 'string') into.set(place, (into.get(place) ?? new Set()).add(value));
}

/** Texts in one language only. */
function oneSided(value: unknown, name = ''): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => oneSided(item, name));
  if (typeof value !== 'object' || value === null) {
    return typeof value === 'string' && /[а-яё]/i.test(value) && !['ru', 'htmlRu'].includes(name) ? [value] : [];
  }
  const own = value as Record<string, unknown>;
  if (('en' in own || 'ru' in own) && !(typeof own.en === 'string' && typeof own.ru === 'string')) return [JSON.stringify(own)];
  return Object.entries(own).flatMap(([key, inner]) => oneSided(inner, key));
}
