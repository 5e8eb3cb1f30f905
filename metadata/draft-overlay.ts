// Definitions as they would be with the drafts: for a developer's preview. Reads the drafts of one moment; nothing of it is kept.

import type { CachedDefinition, DefinitionCache } from './cache.ts';
import { isKindName } from './kinds.ts';
import type { KindName } from './kinds.ts';
import type { Store } from './store.ts';
import { parseDefinition } from './validate.ts';

/** The cache with every draft in the place of its definition; a draft that is not valid shows its findings there. */
export async function overlayDrafts(db: Store, cache: DefinitionCache): Promise<DefinitionCache> {
  const rows = await db.kysely
    .selectFrom('platform.definition')
    .select(['kind', 'code', 'draft', 'version'])
    .where('draft', 'is not', null)
    .execute();
  const drafts = new Map<string, CachedDefinition<KindName>>();
  for (const { kind, code, draft, version } of rows) {
    if (draft !== null && isKindName(kind)) drafts.set(keyOf(kind, code), parseDraft(kind, { code, draft, version }));
  }
  if (drafts.size === 0) return cache;
  const drafted = <K extends KindName>(kind: K, code: string): CachedDefinition<K> | undefined =>
    drafts.get(keyOf(kind, code)) as CachedDefinition<K> | undefined;
  return {
    get revision() {
      return cache.revision;
    },
    ensure: (revision) => cache.ensure(revision),
    get: (kind, code) => drafted(kind, code) ?? cache.get(kind, code),
    all: (kind) => cache.all(kind).map((one) => drafted(kind, one.code) ?? one),
    publicSetting: (code, lang) => cache.publicSetting(code, lang),
    label: (key, lang) => draftLabel(drafts, key)?.[lang] ?? cache.label(key, lang),
  };
}

function parseDraft<K extends KindName>(
  kind: K,
  { code, draft, version }: { code: string; draft: string; version: number },
): CachedDefinition<K> {
  const checked = parseDefinition(kind, draft, code);
  return checked.findings === undefined
    ? { kind, code, version, definition: checked.definition }
    : { kind, code, version, findings: checked.findings };
}

function draftLabel(drafts: ReadonlyMap<string, CachedDefinition<KindName>>, key: string): { en: string; ru: string } | undefined {
  for (const draft of drafts.values()) {
    if (draft.kind !== 'label' || !('definition' in draft)) continue;
    const { texts } = (draft as Extract<CachedDefinition<'label'>, { definition: unknown }>).definition;
    if (Object.hasOwn(texts, key)) return texts[key];
  }
  return undefined;
}

function keyOf(kind: string, code: string): string {
  return `${kind}:${code.toLowerCase()}`;
}
