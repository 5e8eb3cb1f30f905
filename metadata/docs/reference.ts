// The reference of definitions as Markdown, in one language, from the schemas and nothing else: what it says is what is checked.

import { kindNames, kinds } from '../kinds.ts';
import type { Kind } from '../kinds.ts';
import { conditionSchema } from '../kinds/shared.ts';
import { kindExamples } from './examples.ts';
import { innerObject, isLocalText, nodeOf, shapeKey, sharedShapes } from './schema-node.ts';
import type { SchemaNode, Shape } from './schema-node.ts';
import { referenceWords } from './words.ts';
import type { ReferenceLang, ReferenceWords } from './words.ts';

interface Writing {
  readonly lang: ReferenceLang;
  readonly words: ReferenceWords;
  readonly shapes: ReadonlyMap<string, Shape>;
  readonly lines: string[];
}

/** The whole file. */
export function referenceMarkdown(lang: ReferenceLang): string {
  const words = referenceWords[lang];
  const shapes = sharedShapes(kindNames.map((name) => nodeOf(kinds[name].schema)));
  const writing: Writing = { lang, words, shapes, lines: [] };
  const { lines } = writing;
  lines.push(`# ${words.title}`, '', ...words.intro, '', words.localText, '');
  for (const name of kindNames) lines.push(`- [${name}](#${name.toLowerCase()}): ${lowered(kinds[name], lang)}`);
  lines.push(`- [${words.shapes}](#${anchor(words.shapes)})`, '');
  for (const name of kindNames) writeKind(writing, kinds[name]);
  writeShapes(writing);
  return `${lines.join('\n').trimEnd()}\n`;
}

function writeKind(writing: Writing, kind: Kind): void {
  const { lines, words, lang } = writing;
  const { title, description } = wordsOf(nodeOf(kind), lang);
  lines.push(`## ${kind.name}`, '', `**${title}.** ${description}`, '');
  if (kind.snippets.length > 0) lines.push(`${words.snippets}: ${kind.snippets.map(code).join(', ')}.`, '');
  if (kind.procedures.length > 0) {
    lines.push(`${words.procedures}:`, '');
    for (const { name, parameters, isRequired } of kind.procedures) {
      const list = parameters.map((parameter) => `@${parameter}`).join(', ');
      lines.push(`- \`${name}(${list})\`${isRequired ? ` (${words.isRequired})` : ''}`);
    }
    lines.push('');
  }
  writeOptions(writing, { node: nodeOf(kind.schema), path: '', kind: kind.name });
  lines.push(`${words.example}:`, '', '```json', exampleText(kindExamples[kind.name]), '```', '');
}

interface Place {
  readonly node: SchemaNode;
  readonly path: string;
  readonly kind: string;
}

/** A table of the object's options, then one of each object inside that is not shared. */
function writeOptions(writing: Writing, { node, path, kind }: Place): void {
  const { lines, words } = writing;
  if (path !== '') lines.push(`### ${kind}: ${path}`, '');
  lines.push(`| ${words.option.join(' | ')} |`, '| --- | --- | --- | --- |');
  for (const [name, option] of Object.entries(node.properties ?? {})) {
    const isRequired = node.required?.includes(name) === true && option.default === undefined;
    lines.push(
      `| \`${name}\` | ${typeText(writing, option)} | ${isRequired ? words.required : defaultText(option)} | ${meaning(writing, option)} |`,
    );
  }
  lines.push('');
  for (const [name, option] of Object.entries(node.properties ?? {})) {
    const inner = innerObject(option);
    if (inner === undefined || writing.shapes.has(shapeKey(inner))) continue;
    const step = inner === option ? name : inner === option.items ? `${name}[]` : `${name}.*`;
    writeOptions(writing, { node: inner, path: path === '' ? step : `${path}.${step}`, kind });
  }
}

function writeShapes(writing: Writing): void {
  const { lines, words, shapes, lang } = writing;
  lines.push(`## ${words.shapes}`, '', words.shapesIntro, '');
  lines.push(`### ${words.conditionTitle}`, '', words.conditionIntro, '', '```json');
  lines.push(
    '{ "all": [{ "field": "delivery", "op": "eq", "value": "courier" }, { "not": { "field": "address", "op": "notEmpty" } }] }',
    '```',
    '',
  );
  writeOptions(writing, { node: nodeOf(conditionSchema), path: '', kind: '' });
  for (const { title, node } of shapes.values()) {
    lines.push(`### ${title[lang]}`, '');
    const { description } = wordsOf(node, lang);
    if (description !== '') lines.push(description, '');
    writeOptions(writing, { node, path: '', kind: title[lang] });
  }
}

function typeText(writing: Writing, option: SchemaNode): string {
  const { types } = writing.words;
  if (option.$ref !== undefined) return `[${types.condition}](#${anchor(writing.words.conditionTitle)})`;
  if (isLocalText(option)) return option['x-editor'] === 'markup' ? `${types.markup} en/ru` : `${types.text} en/ru`;
  if (option.anyOf !== undefined) return [...new Set(option.anyOf.map((part) => typeText(writing, part)))].join(types.or);
  if (Array.isArray(option.type)) return option.type.map((type) => typeText(writing, { type })).join(types.or);
  if (option['x-ref'] !== undefined) return `${types.codeOf} [${option['x-ref']}](#${option['x-ref'].toLowerCase()})`;
  if (option['x-member'] !== undefined) return types.memberOf(option['x-member'].split('.')[0] ?? '');
  if (option.enum !== undefined)
    return option['x-editor'] === 'color' ? color(option.enum) : `${types.one} ${option.enum.map(code).join(' ')}`;
  return plainType(writing, option);
}

function plainType(writing: Writing, option: SchemaNode): string {
  const { types } = writing.words;
  switch (option.type) {
    case 'boolean':
      return types.boolean;
    case 'integer':
      return types.whole + range(option);
    case 'number':
      return types.decimal + range(option);
    case 'array':
      return types.listOf(option.items === undefined ? types.text : typeText(writing, option.items));
    case 'object':
      return objectType(writing, option);
    default:
      return textType(writing, option);
  }
}

function objectType({ shapes, words, lang }: Writing, option: SchemaNode): string {
  const { types } = words;
  const inner = innerObject(option);
  if (inner === undefined) return option['x-editor'] === 'parameters' ? types.parameters : types.group;
  const shape = shapes.get(shapeKey(inner));
  if (shape !== undefined) return `[${shape.title[lang].toLowerCase()}](#${anchor(shape.title[lang])})`;
  return inner === option ? types.group : `${types.map} ${types.group}`;
}

function textType({ words }: Writing, option: SchemaNode): string {
  const { types } = words;
  const named: Readonly<Record<string, string>> = {
    roles: types.roles,
    icon: types.icon,
    link: types.link,
    regex: types.regex,
    markup: types.markup,
    css: types.css,
    js: types.js,
  };
  const name = named[option['x-editor'] ?? ''];
  if (name !== undefined) return name;
  const { maxLength } = option;
  return types.text + (maxLength === undefined || maxLength >= 4000 ? '' : types.upTo(maxLength));
}

function range({ minimum, maximum }: SchemaNode): string {
  if (minimum === undefined && maximum === undefined) return '';
  if (maximum === undefined) return `, ≥ ${minimum}`;
  return minimum === undefined ? `, ≤ ${maximum}` : `, ${minimum}–${maximum}`;
}

function meaning({ lang, words }: Writing, option: SchemaNode): string {
  const { title, description } = wordsOf(option, lang);
  const parts = [title === '' ? '' : `**${title}.**`, description];
  const labels = option['x-labels']?.[lang] ?? option.items?.['x-labels']?.[lang];
  const isColor = option['x-editor'] === 'color' || option.items?.['x-editor'] === 'color';
  if (labels !== undefined && !isColor) {
    // A label that only repeats its value says nothing.
    const said = Object.entries(labels).filter(([value, label]) => value.toLowerCase() !== label.toLowerCase());
    if (said.length > 0) parts.push(`${said.map(([value, label]) => `\`${value}\` ${label}`).join('; ')}.`);
  }
  if ((option.minItems ?? 0) > 0) parts.push(`(${words.atLeast(option.minItems ?? 0)})`);
  if (option.uniqueBy !== undefined) parts.push(`(${words.unique} \`${option.uniqueBy}\`)`);
  const [example] = option.examples ?? [];
  const isObvious = option['x-editor'] === 'roles' || option['x-editor'] === 'icon' || option['x-editor'] === 'link';
  if (example !== undefined && !isObvious)
    parts.push(`${words.eg} ${code(typeof example === 'string' ? example : JSON.stringify(example))}`);
  return cellText(parts.filter((part) => part !== '').join(' '));
}

function defaultText(option: SchemaNode): string {
  const value = option.default;
  if (value === undefined) return '';
  if (Array.isArray(value) && value.length === 0) return '`[]`';
  if (typeof value === 'object' && value !== null && Object.keys(value).length === 0) return '`{}`';
  return code(typeof value === 'string' && value !== '' ? value : JSON.stringify(value));
}

function wordsOf(node: SchemaNode, lang: ReferenceLang): { title: string; description: string } {
  const own = lang === 'en' ? node : node['x-ru'];
  return { title: own?.title ?? '', description: own?.description ?? '' };
}

function lowered(kind: Kind, lang: ReferenceLang): string {
  return wordsOf(nodeOf(kind), lang).description;
}

const LINE = 110;

/** JSON with small objects on one line. */
function exampleText(value: unknown, indent = ''): string {
  const line = JSON.stringify(value, undefined, 1).replaceAll(/\n\s*/g, ' ');
  if (typeof value !== 'object' || value === null || indent.length + line.length <= LINE) return line;
  const inner = `${indent}  `;
  const parts = Array.isArray(value)
    ? value.map((item) => exampleText(item, inner))
    : Object.entries(value).map(([name, part]) => `${JSON.stringify(name)}: ${exampleText(part, inner)}`);
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
  return `${open}\n${parts.map((part) => inner + part).join(',\n')}\n${indent}${close}`;
}

const color = (names: readonly string[]): string => names.map(code).join(' ');
const code = (text: string): string => `\`${text}\``;
/** A line break or a bar would end the cell. */
const cellText = (text: string): string => text.replaceAll(/\s+/g, ' ').replaceAll('|', '\\|');
const anchor = (heading: string): string =>
  heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} -]/gu, '')
    .replaceAll(' ', '-');
