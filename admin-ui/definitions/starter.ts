// The body that a new definition begins with: the least that its schema accepts, with the title that was typed.

import { kinds } from '../../metadata/kinds.ts';
import type { KindName } from '../../metadata/kinds.ts';
import type { SchemaNode } from '../../metadata/walk.ts';

export interface Start {
  readonly code: string;
  readonly title: string;
  /** Where the kind has roles. */
  readonly roles: string;
}

export function starterBody(kind: KindName, start: Start): Record<string, unknown> {
  const schema = kinds[kind].schema as unknown as SchemaNode;
  const properties = schema.properties as Readonly<Record<string, SchemaNode>>;
  const body = leastObject(schema, start);
  if (properties.title !== undefined) body.title = start.title;
  if (properties.roles !== undefined && start.roles !== '') body.roles = start.roles;
  // A page that shows nothing is no start.
  if (kind === 'page') body.markup = '<div class="card"><div class="card-body"></div></div>';
  return body;
}

function leastObject(schema: SchemaNode, start: Start): Record<string, unknown> {
  const properties = schema.properties as Readonly<Record<string, SchemaNode>>;
  const required = (schema.required ?? []) as readonly string[];
  const needed = Object.entries(properties).filter(
    ([name, one]) => Number(one.minItems ?? 0) > 0 || (required.includes(name) && one.default === undefined),
  );
  return Object.fromEntries(needed.map(([name, one]) => [name, leastValue(one, { name, start })]));
}

function leastValue(schema: SchemaNode, { name, start }: { name: string; start: Start }): unknown {
  if (Array.isArray(schema.enum)) return schema.enum[0];
  if (schema['x-editor'] === 'localText') return start.title;
  if (typeof schema['x-ref'] === 'string') return start.code;
  if (schema.type === 'array') return Number(schema.minItems ?? 0) > 0 ? [leastValue(schema.items as SchemaNode, { name, start })] : [];
  if (schema.type === 'object') return leastObject(schema, start);
  if (schema.type === 'integer' || schema.type === 'number') return schema.minimum ?? 0;
  if (schema.type === 'boolean') return false;
  if (name === 'code') return 'new';
  return typeof schema.pattern === 'string' && !new RegExp(schema.pattern).test('') ? start.code : '';
}
