// Walks a definition's body together with its schema, so that what a property means (`x-ref`, `x-member`, `x-editor`) is known at each
// value. Cross-checks and packages go by it and need to know no kind.

import { conditionSchema } from './kinds/shared.ts';
import { step } from './findings.ts';

/** A node of a JSON Schema as plain data. */
export type SchemaNode = Readonly<Record<string, unknown>>;

export interface Visited {
  readonly schema: SchemaNode;
  readonly value: unknown;
  readonly pointer: string;
}

/** Calls `visit` for the body and for every value inside it that the schema knows. */
export function walkBody(schema: object, body: unknown, visit: (visited: Visited) => void): void {
  walk({ schema: schema as SchemaNode, value: body, pointer: '' }, visit);
}

function walk(visited: Visited, visit: (visited: Visited) => void): void {
  visit(visited);
  const { value, pointer } = visited;
  const schema = resolve(visited.schema);
  if (Array.isArray(value)) {
    if (!isNode(schema.items)) return;
    for (const [index, item] of value.entries()) walk({ schema: schema.items, value: item, pointer: pointer + step(index) }, visit);
    return;
  }
  if (!isNode(value)) return;
  const properties = isNode(schema.properties) ? schema.properties : {};
  for (const [name, item] of Object.entries(value)) {
    const inner = Object.hasOwn(properties, name) ? properties[name] : schema.additionalProperties;
    if (isNode(inner)) walk({ schema: inner, value: item, pointer: pointer + step(name) }, visit);
  }
}

/**
 * A copy of the body in which `change` has had its say about every text that the schema knows, both of a text in two languages; what did
 * not change is the same object.
 */
export function mapTexts(schema: object, body: unknown, change: (visited: Visited & { readonly value: string }) => string): unknown {
  return mapped({ schema: schema as SchemaNode, value: body, pointer: '' }, change);
}

function mapped(visited: Visited, change: (visited: Visited & { readonly value: string }) => string): unknown {
  const { value, pointer } = visited;
  if (typeof value === 'string') return change({ ...visited, value });
  const schema = resolve(visited.schema);
  if (Array.isArray(value)) {
    const { items } = schema;
    if (!isNode(items)) return value;
    const next = value.map((item: unknown, index) => mapped({ schema: items, value: item, pointer: pointer + step(index) }, change));
    return next.some((item, index) => item !== value[index]) ? next : value;
  }
  if (!isNode(value)) return value;
  const properties = isNode(schema.properties) ? schema.properties : {};
  const other = schema.additionalProperties ?? (Array.isArray(schema.anyOf) ? schema : undefined);
  const entries = Object.entries(value).map(([name, item]) => {
    const inner = Object.hasOwn(properties, name) ? properties[name] : other;
    return [name, isNode(inner) ? mapped({ schema: inner, value: item, pointer: pointer + step(name) }, change) : item] as const;
  });
  return entries.some(([name, item]) => item !== value[name]) ? Object.fromEntries(entries) : value;
}

function resolve(schema: SchemaNode): SchemaNode {
  return schema.$ref === conditionSchema.$id ? conditionSchema : schema;
}

function isNode(value: unknown): value is SchemaNode {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
