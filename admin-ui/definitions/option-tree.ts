// The schema of a kind as the editor's script reads it: the same tree in one language, without what only the server needs.

import { conditionSchema } from '../../metadata/kinds/shared.ts';
import { kinds } from '../../metadata/kinds.ts';
import type { KindName } from '../../metadata/kinds.ts';
import type { SchemaNode } from '../../metadata/walk.ts';
import type { Lang } from '../../renderer/locale.ts';

/** One option, or the object of a list's entry. */
export interface OptionNode {
  readonly type?: string | readonly string[];
  readonly title?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly examples?: readonly unknown[];
  readonly enum?: readonly string[];
  /** Words of the values of `enum`. */
  readonly labels?: Readonly<Record<string, string>>;
  readonly properties?: Readonly<Record<string, OptionNode>>;
  readonly required?: readonly string[];
  readonly items?: OptionNode;
  /** What stands behind free keys. */
  readonly values?: OptionNode;
  readonly anyOf?: readonly OptionNode[];
  readonly $ref?: string;
  readonly pattern?: string;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly multipleOf?: number;
  readonly minItems?: number;
  readonly uniqueBy?: string;
  /** Kind of the definition that the value names. */
  readonly ref?: string;
  /** The value names a member of this definition: `fields.code`. */
  readonly member?: string;
  readonly editor?: string;
}

const plain = ['type', 'default', 'examples', 'enum', 'required', '$ref', 'pattern', 'maxLength', 'minimum', 'maximum'];
const copied = [...plain, 'multipleOf', 'minItems', 'uniqueBy'];
const trees = new Map<string, OptionNode>();

export function optionTree(kind: KindName, lang: Lang): OptionNode {
  return remembered(`${kind}:${lang}`, () => translate(kinds[kind].schema as unknown as SchemaNode, lang));
}

/** Conditions contain themselves, so they are apart. */
export function conditionTree(lang: Lang): OptionNode {
  return remembered(`condition:${lang}`, () => translate(conditionSchema as unknown as SchemaNode, lang));
}

function remembered(key: string, make: () => OptionNode): OptionNode {
  const tree = trees.get(key) ?? make();
  trees.set(key, tree);
  return tree;
}

function translate(schema: SchemaNode, lang: Lang): OptionNode {
  const node: Record<string, unknown> = {};
  for (const name of copied) if (schema[name] !== undefined) node[name] = schema[name];
  const words = (lang === 'ru' ? schema['x-ru'] : schema) as { title?: string; description?: string } | undefined;
  if (words?.title !== undefined) node.title = words.title;
  if (words?.description !== undefined) node.description = words.description;
  const labels = schema['x-labels'] as Record<Lang, Record<string, string>> | undefined;
  if (labels !== undefined) node.labels = labels[lang];
  if (schema['x-ref'] !== undefined) node.ref = schema['x-ref'];
  if (schema['x-member'] !== undefined) node.member = schema['x-member'];
  if (schema['x-editor'] !== undefined) node.editor = schema['x-editor'];
  if (isNode(schema.properties)) {
    node.properties = Object.fromEntries(
      Object.entries(schema.properties).map(([name, one]) => [name, translate(one as SchemaNode, lang)]),
    );
  }
  if (isNode(schema.items)) node.items = translate(schema.items, lang);
  if (isNode(schema.additionalProperties)) node.values = translate(schema.additionalProperties, lang);
  if (Array.isArray(schema.anyOf)) node.anyOf = schema.anyOf.map((one: SchemaNode) => translate(one, lang));
  return node as OptionNode;
}

function isNode(value: unknown): value is SchemaNode {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
