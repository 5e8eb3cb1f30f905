// Who names a definition: every place in other definitions that would break if it went away or changed its code. The references of all
// definitions are gathered once for each revision.

import type { DefinitionCache } from '../../metadata/cache.ts';
import { checkables } from '../../metadata/cross-checks.ts';
import { roleCodes } from '../../metadata/cross-checks/checked-set.ts';
import { kinds } from '../../metadata/kinds.ts';
import type { KindName } from '../../metadata/kinds.ts';
import { labelKeys } from '../../metadata/local-text.ts';
import { containerReferences, markupReferences } from '../../metadata/markup-references.ts';
import { mapTexts } from '../../metadata/walk.ts';
import type { SchemaNode } from '../../metadata/walk.ts';

export interface Use {
  readonly kind: KindName;
  readonly code: string;
  readonly pointer: string;
}

export interface Used {
  readonly kind: KindName;
  readonly code: string;
}

/** By `kind/code` in lower case, labels by `labelKey/KEY`. Broken definitions cannot be asked. */
type References = ReadonlyMap<string, readonly Use[]>;

export function usesOf(cache: DefinitionCache, { kind, code }: Used): Use[] {
  const references = referencesOf(cache);
  const keys = kind === 'label' ? labelsOf(cache, code).map((key) => `labelKey/${key}`) : [keyOf(kind, code)];
  return keys.flatMap((key) => references.get(key) ?? []).filter((use) => use.kind !== kind || use.code !== code);
}

/** Where `{t:KEY}` stands. */
export function usesOfLabel(cache: DefinitionCache, key: string): readonly Use[] {
  return referencesOf(cache).get(`labelKey/${key}`) ?? [];
}

/** Pages on which a definition can be seen: itself, those with its snippet, those with something on them that opens it. */
export function pagesWith(cache: DefinitionCache, { kind, code }: Used): string[] {
  if (kind === 'page') return [code];
  const seen = new Set([keyOf(kind, code)]);
  let layer: readonly Used[] = [{ kind, code }];
  for (let depth = 0; depth < 3 && layer.length > 0; depth++) {
    const users = layer.flatMap((one) => usesOf(cache, one)).filter((use) => use.kind !== 'menu' && use.kind !== 'role');
    const pages = [...new Set(users.filter((use) => use.kind === 'page').map((use) => use.code))];
    if (pages.length > 0) return pages;
    layer = users.filter((use) => !seen.has(keyOf(use.kind, use.code)));
    for (const use of layer) seen.add(keyOf(use.kind, use.code));
  }
  return [];
}

const gathered = new WeakMap<DefinitionCache, { readonly revision: number; readonly references: References }>();

function referencesOf(cache: DefinitionCache): References {
  const kept = gathered.get(cache);
  if (kept?.revision === cache.revision) return kept.references;
  const references = new Map<string, Use[]>();
  for (const one of checkables(cache)) {
    if (!('definition' in one)) continue;
    mapTexts(kinds[one.kind].schema, one.definition, ({ schema, value, pointer }) => {
      for (const key of namedBy(schema, value)) {
        const uses = references.get(key) ?? [];
        references.set(key, uses);
        uses.push({ kind: one.kind, code: one.code, pointer });
      }
      return value;
    });
  }
  gathered.set(cache, { revision: cache.revision, references });
  return references;
}

/** What a value names. A definition that it names twice counts once. */
function namedBy(schema: SchemaNode, value: string): Set<string> {
  const keys = new Set<string>();
  const ref = schema['x-ref'];
  if (typeof ref === 'string') keys.add(keyOf(ref, value));
  if (schema['x-editor'] === 'roles') for (const role of roleCodes(value)) keys.add(keyOf('role', role));
  for (const { kind, code } of schema['x-editor'] === 'markup' ? markupReferences(value) : containerReferences(value)) {
    if (code !== undefined) keys.add(keyOf(kind, code));
  }
  for (const key of labelKeys(value)) keys.add(`labelKey/${key}`);
  return keys;
}

function keyOf(kind: string, code: string): string {
  return `${kind}/${code.toLowerCase()}`;
}

function labelsOf(cache: DefinitionCache, code: string): string[] {
  const part = cache.get('label', code);
  return part !== undefined && 'definition' in part ? Object.keys(part.definition.texts) : [];
}
