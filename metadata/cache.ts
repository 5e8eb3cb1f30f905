// The definitions of this process. It follows the database's revision: a new one loads the rows that changed, and only those. Bodies are
// parsed and checked when they are first asked for, so thousands of definitions cost a request nothing; one that is broken answers its
// findings and disturbs no other.

import { sql } from 'kysely';
import type { Finding } from './findings.ts';
import { isKindName } from './kinds.ts';
import type { DefinitionOf, KindName } from './kinds.ts';
import type { DefinitionLang } from './local-text.ts';
import type { Store } from './store.ts';
import { parseDefinition } from './validate.ts';

interface Identity<K extends KindName> {
  readonly kind: K;
  readonly code: string;
  readonly version: number;
}

/** A definition that may be used, or the reasons why not. The object stays the same until the definition changes. */
export type CachedDefinition<K extends KindName> =
  | (Identity<K> & { readonly definition: DefinitionOf<K> })
  | (Identity<K> & { readonly findings: readonly Finding[] });

export interface DefinitionCache {
  /** The revision that is loaded; -1 before the first. */
  readonly revision: number;
  /** Resolves when the definitions are at least as new as this revision. */
  ensure(revision: number): Promise<void>;
  /** Codes are found in any letter case. */
  get<K extends KindName>(kind: K, code: string): CachedDefinition<K> | undefined;
  /** By code; the same array until something of the kind changes. */
  all<K extends KindName>(kind: K): readonly CachedDefinition<K>[];
  /** A text of the labels. */
  label(key: string, lang: DefinitionLang): string | undefined;
  /** The value in force of a setting that is public and no secret; undefined for every other. */
  publicSetting(code: string, lang: DefinitionLang): string | undefined;
}

interface LoadedRow {
  readonly kind: string;
  readonly code: string;
  /** Null for a deleted definition. */
  readonly body: string | null;
  readonly version: number;
}

interface Entry {
  readonly row: LoadedRow & { readonly body: string };
  parsed: CachedDefinition<KindName> | undefined;
}

export function createDefinitionCache(db: Store): DefinitionCache {
  const entries = new Map<KindName, Map<string, Entry>>();
  const lists = new Map<KindName, readonly CachedDefinition<KindName>[]>();
  let labels: ReadonlyMap<string, { en: string; ru: string }> | undefined;
  let settings: ReadonlyMap<string, string> = new Map();
  let revision = -1;
  let loading: Promise<void> | undefined;

  async function load(): Promise<void> {
    const now = await readRevision(db);
    // A restored backup has a lower number than what is known: begin anew.
    const since = now < revision ? -1 : revision;
    const [rows, values] = await Promise.all([readChanges(db, since), readSettings(db)]);
    settings = values;
    if (since === -1) entries.clear();
    lists.clear();
    labels = undefined;
    // Deletions first: a definition that was deleted and made again is there.
    for (const row of rows.toSorted((a, b) => Number(a.body !== null) - Number(b.body !== null))) apply(row);
    revision = now;
  }

  function apply(row: LoadedRow): void {
    if (!isKindName(row.kind)) return;
    const ofKind = entries.get(row.kind) ?? new Map<string, Entry>();
    entries.set(row.kind, ofKind);
    const { body } = row;
    if (body === null) ofKind.delete(keyOf(row.code));
    else ofKind.set(keyOf(row.code), { row: { ...row, body }, parsed: undefined });
  }

  function parsed<K extends KindName>(kind: K, entry: Entry): CachedDefinition<K> {
    entry.parsed ??= parseRow(kind, entry.row);
    return entry.parsed as CachedDefinition<K>;
  }

  const cache: DefinitionCache = {
    get revision() {
      return revision;
    },
    async ensure(wanted) {
      if (wanted === revision) return;
      do {
        loading ??= load().finally(() => {
          loading = undefined;
        });
        await loading;
      } while (revision < wanted);
    },
    get(kind, code) {
      const entry = entries.get(kind)?.get(keyOf(code));
      return entry === undefined ? undefined : parsed(kind, entry);
    },
    all<K extends KindName>(kind: K) {
      let list = lists.get(kind);
      if (list === undefined) {
        const ofKind = [...(entries.get(kind)?.values() ?? [])];
        list = ofKind.map((entry) => parsed(kind, entry)).sort((a, b) => (keyOf(a.code) < keyOf(b.code) ? -1 : 1));
        lists.set(kind, list);
      }
      return list as readonly CachedDefinition<K>[];
    },
    label(key, lang) {
      labels ??= new Map(cache.all('label').flatMap((part) => ('definition' in part ? Object.entries(part.definition.texts) : [])));
      return labels.get(key)?.[lang];
    },
    publicSetting(code, lang) {
      const part = cache.get('setting', code);
      if (part === undefined || 'findings' in part || !part.definition.isPublic || part.definition.isSecret) return undefined;
      const value = settings.get(keyOf(code)) ?? part.definition.default ?? '';
      return part.definition.type === 'localText' ? inLang(value, lang) : value;
    },
  };
  return cache;
}

/** Values that were set; a secret's never comes here. */
async function readSettings(db: Store): Promise<ReadonlyMap<string, string>> {
  const rows = await db.kysely.selectFrom('platform.setting').select(['code', 'value']).where('isSecret', '=', false).execute();
  return new Map(rows.flatMap(({ code, value }) => (value === null ? [] : [[keyOf(code), value] as const])));
}

/** `{"en": …, "ru": …}` in one of them; any other text as it is. */
function inLang(value: string, lang: DefinitionLang): string {
  try {
    const texts = JSON.parse(value) as Partial<Record<DefinitionLang, unknown>> | null;
    const text = texts?.[lang] ?? texts?.en ?? texts?.ru;
    return typeof text === 'string' ? text : value;
  } catch {
    return value;
  }
}

/** SQL Server compares codes without regard to case; so does the cache. */
function keyOf(code: string): string {
  return code.toLowerCase();
}

function parseRow<K extends KindName>(kind: K, { code, version, body }: LoadedRow & { body: string }): CachedDefinition<K> {
  const checked = parseDefinition(kind, body, code);
  if (checked.findings !== undefined) return { kind, code, version, findings: checked.findings };
  return { kind, code, version, definition: checked.definition };
}

async function readRevision(db: Store): Promise<number> {
  const row = await db.kysely.selectFrom('platform.revision').select('number').where('id', '=', 1).executeTakeFirst();
  return Number(row?.number ?? 0);
}

/** Everything when `since` is -1. Rows newer than the revision read before may come along; they come again with the next one. */
async function readChanges(db: Store, since: number): Promise<LoadedRow[]> {
  const current = db.kysely.selectFrom('platform.definition').select(['kind', 'code', 'body', 'version']);
  if (since < 0) return current.execute();
  const { rows } = await sql<LoadedRow>`
    SELECT kind, code, body, version FROM platform.definition WHERE revision > ${since}
    UNION ALL
    SELECT kind, code, NULL, version FROM platform.definition_history WHERE revision > ${since} AND action = 'delete'
  `.execute(db.kysely);
  return rows;
}
