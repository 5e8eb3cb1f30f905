// What each item was when it last came in or went out, so that an import sees what was changed here since.

import type { SqlSession } from '../../sql/query.ts';
import { definitionPath, digestOf, keyOf } from './items.ts';
import type { Items, PackageItem } from './items.ts';
import type { Base, Bases } from './plan.ts';

export interface Known {
  readonly bases: Bases;
  /** Items without a base that somebody changed by hand. */
  readonly touched: ReadonlySet<string>;
}

export async function readKnown(session: SqlSession): Promise<Known> {
  const [items, definitions, modules] = await session.run(KNOWN_SQL);
  const bases = new Map(
    (items?.rows ?? []).map((row): [string, Base] => [String(row.path), { digest: String(row.digest), package: String(row.package) }]),
  );
  const touched = new Set([
    ...(definitions?.rows ?? []).map((row) => keyOf(definitionPath(String(row.kind), String(row.code)))),
    ...(modules?.rows ?? []).map((row) => `${String(row.schemaName)}.${String(row.name)}`.toLowerCase()),
  ]);
  return { bases, touched };
}

/** `touched` speaks of modules by their names, since a history does not know in which folder they lie. */
export function touchedKeys({ touched }: Known, present: Items): ReadonlySet<string> {
  return new Set(
    [...present].filter(([key, { type, name }]) => touched.has(type === 'module' ? name.toLowerCase() : key)).map(([key]) => key),
  );
}

/** Notes what the items are now. */
export async function noteBases(
  session: SqlSession,
  items: readonly Pick<PackageItem, 'path' | 'text'>[],
  owner: string | ((path: string) => string),
): Promise<void> {
  await writeBases(
    session,
    items.map(({ path, text }) => ({ path, base: { digest: digestOf(text), package: typeof owner === 'string' ? owner : owner(path) } })),
  );
}

/** Sets or, with null, forgets. */
export async function writeBases(
  session: SqlSession,
  rows: readonly { readonly path: string; readonly base: Base | null }[],
): Promise<void> {
  if (rows.length === 0) return;
  const json = JSON.stringify(
    rows.map(({ path, base }) => ({ path: keyOf(path), digest: base?.digest ?? null, package: base?.package ?? null })),
  );
  await session.run(
    `DELETE i
     FROM platform.package_item AS i
     JOIN OPENJSON(@json) WITH (path nvarchar(300)) AS p ON p.path = i.path;
     INSERT INTO platform.package_item (path, digest, package)
     SELECT p.path, p.digest, p.package
     FROM OPENJSON(@json) WITH (path nvarchar(300), digest char(64), package nvarchar(128)) AS p
     WHERE p.digest IS NOT NULL;`,
    { json },
  );
}

/** Definitions whose last change no import signed, and modules that somebody saved in the cabinet or outside. */
const KNOWN_SQL = `
SELECT path, digest, package FROM platform.package_item;
SELECT d.kind, d.code
FROM platform.definition AS d
LEFT JOIN platform.definition_history AS h
  ON h.kind = d.kind AND h.code = d.code AND h.version = d.version AND h.revision = d.revision AND h.action <> 'delete'
WHERE h.comment IS NULL OR h.comment NOT LIKE N'import of %';
SELECT DISTINCT schemaName, name FROM platform.module_history WHERE source IN ('workshop', 'wizard', 'restore');`;
