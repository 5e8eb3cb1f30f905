// What becomes of the places that name a definition when its code changes. The same places as the cross-checks look at: references,
// lists of roles, snippets and tokens in markup, ids of containers.

import { kinds } from './kinds.ts';
import type { KindName } from './kinds.ts';
import { renamedInMarkup } from './markup-references.ts';
import type { Renaming } from './markup-references.ts';
import { mapTexts } from './walk.ts';

export type { Renaming } from './markup-references.ts';

/** The body with the new code, and the pointers of what changed; without any it is the same body. */
export function renamedReferences(kind: KindName, body: unknown, renaming: Renaming): { body: unknown; pointers: string[] } {
  const pointers: string[] = [];
  const next = mapTexts(kinds[kind].schema, body, ({ schema, value, pointer }) => {
    const renamed = renamedText(schema, value, renaming);
    if (renamed !== value) pointers.push(pointer);
    return renamed;
  });
  return { body: next, pointers };
}

function renamedText(schema: Readonly<Record<string, unknown>>, value: string, renaming: Renaming): string {
  const { kind, from, to } = renaming;
  const isIt = (code: string): boolean => code.toLowerCase() === from.toLowerCase();
  if (schema['x-ref'] === kind) return isIt(value) ? to : value;
  if (schema['x-editor'] === 'roles') return kind === 'role' ? value.replace(/[^,\s]+/g, (code) => (isIt(code) ? to : code)) : value;
  return renamedInMarkup(value, renaming);
}
