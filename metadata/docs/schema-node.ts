// A JSON Schema of a kind as the reference reads it, and the shapes that several kinds share.

import type { TSchema } from 'typebox';

/** The keywords that the reference looks at. */
export interface SchemaNode {
  readonly type?: string | readonly string[];
  readonly title?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly examples?: readonly unknown[];
  readonly enum?: readonly string[];
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly additionalProperties?: boolean | SchemaNode;
  readonly items?: SchemaNode;
  readonly anyOf?: readonly SchemaNode[];
  readonly $ref?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly maxLength?: number;
  readonly uniqueBy?: string;
  readonly 'x-ru'?: { readonly title: string; readonly description: string };
  readonly 'x-labels'?: { readonly en: Readonly<Record<string, string>>; readonly ru: Readonly<Record<string, string>> };
  readonly 'x-ref'?: string;
  readonly 'x-member'?: string;
  readonly 'x-editor'?: string;
}

export const nodeOf = (schema: TSchema | object): SchemaNode => schema as SchemaNode;

/** A text in both languages, whichever editor it is written in. */
export const isLocalText = (node: SchemaNode): boolean =>
  node.anyOf?.some((part) => part.properties?.en !== undefined && part.properties.ru !== undefined) === true;

/** The object that stands directly behind an option: its own, that of its items, or of its values by key. */
export function innerObject(node: SchemaNode): SchemaNode | undefined {
  if (isLocalText(node)) return undefined;
  if (node.properties !== undefined) return node;
  if (node.items?.properties !== undefined) return node.items;
  const values = node.additionalProperties;
  return typeof values === 'object' && values.properties !== undefined ? values : undefined;
}

export interface Shape {
  readonly name: string;
  readonly title: { readonly en: string; readonly ru: string };
  readonly node: SchemaNode;
}

/** Objects that appear in more than one place, by the text of their properties. */
export function sharedShapes(roots: readonly SchemaNode[]): Map<string, Shape> {
  const found = new Map<string, { count: number; option: SchemaNode; node: SchemaNode }>();
  const visit = (option: SchemaNode): void => {
    const node = innerObject(option);
    for (const inner of Object.values(node?.properties ?? {})) visitOption(inner);
  };
  const visitOption = (option: SchemaNode): void => {
    const node = innerObject(option);
    if (node === undefined) return;
    const key = shapeKey(node);
    const known = found.get(key);
    if (known === undefined) {
      found.set(key, { count: 1, option, node });
      visit(option);
    } else known.count++;
  };
  for (const root of roots) visit(root);
  const shapes = new Map<string, Shape>();
  const names = new Set<string>();
  for (const [key, { count, option, node }] of found) {
    if (count < 2) continue;
    const title = { en: node.title ?? option.title ?? '', ru: node['x-ru']?.title ?? option['x-ru']?.title ?? '' };
    const name = title.en.toLowerCase().replaceAll(/[^a-z]+/g, '-');
    if (names.has(name)) throw new Error(`two shared shapes are called "${title.en}"`);
    names.add(name);
    shapes.set(key, { name, title, node });
  }
  return shapes;
}

export const shapeKey = (node: SchemaNode): string => JSON.stringify(node.properties);
