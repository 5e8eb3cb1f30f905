// The one way a definition's body is written as JSON: two spaces, properties in the order of the schema, free keys (labels, parameters)
// in alphabetical order. The same body always gives the same bytes, whoever wrote it, so that packages and histories differ only where
// something changed.

import { kinds } from './kinds.ts';
import type { KindName } from './kinds.ts';
import { conditionSchema } from './kinds/shared.ts';
import type { SchemaNode } from './walk.ts';

/** The body's JSON text, without a newline at its end. */
export function formatBody(kind: KindName, body: unknown): string {
  return JSON.stringify(ordered(kinds[kind].schema as unknown as SchemaNode, body), null, 2);
}

function ordered(schema: SchemaNode | undefined, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => ordered(schema?.items as SchemaNode | undefined, item));
  if (typeof value !== 'object' || value === null) return value;
  const own = value as Record<string, unknown>;
  const shape = objectShape(schema);
  const properties = (shape?.properties ?? {}) as Record<string, SchemaNode>;
  const known = Object.keys(properties).filter((name) => Object.hasOwn(own, name));
  const free = Object.keys(own).filter((name) => !Object.hasOwn(properties, name));
  const inner = typeof shape?.additionalProperties === 'object' ? (shape.additionalProperties as SchemaNode) : undefined;
  // By code units, not by locale: the order may not depend on the machine.
  const names = [...known, ...free.toSorted((a, b) => (a < b ? -1 : 1))];
  return Object.fromEntries(names.map((name) => [name, ordered(properties[name] ?? inner, own[name])]));
}

function objectShape(schema: SchemaNode | undefined): SchemaNode | undefined {
  if (schema?.$ref === conditionSchema.$id) return conditionSchema;
  const branches = schema?.anyOf as readonly SchemaNode[] | undefined;
  return branches?.find((branch) => branch.type === 'object') ?? schema;
}
