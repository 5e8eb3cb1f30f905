// The present state of a database as items of a package: definitions, and of SQL what belongs to the solution. What the platform brings
// itself (schema `platform`, the objects of its own files) is left out, and so is every secret.

import type { SqlSession } from '../../sql/query.ts';
import { cell } from '../../sql/result-sets.ts';
import { formatBody } from '../format.ts';
import { isKindName } from '../kinds.ts';
import type { KindName } from '../kinds.ts';
import { definitionPath, objectPath, toItems } from './items.ts';
import type { Items, PackageItem } from './items.ts';
import { folderOf, readModuleText } from './module-text.ts';
import { readTables } from './table-catalogue.ts';

/** `data`: rows of tables, which only some know how to read. */
export async function readState(
  session: SqlSession,
  { data = [], ...options }: { shouldLock?: boolean; data?: readonly PackageItem[] } = {},
): Promise<Items> {
  return toItems([...(await readDefinitions(session, options)), ...(await readModules(session)), ...(await readTables(session)), ...data]);
}

/** Definitions alone; `shouldLock` keeps them from changing until the transaction ends. */
export async function readDefinitions(session: SqlSession, { shouldLock = false }: { shouldLock?: boolean } = {}): Promise<PackageItem[]> {
  const [set] = await session.run(`SELECT kind, code, body FROM platform.definition${shouldLock ? ' WITH (UPDLOCK, HOLDLOCK)' : ''};`);
  return (set?.rows ?? []).flatMap((row): PackageItem[] => {
    const kind = String(row.kind);
    return isKindName(kind) ? [definitionItem(kind, String(row.code), JSON.parse(String(row.body)))] : [];
  });
}

export function definitionItem(kind: KindName, code: string, body: unknown): PackageItem {
  return {
    type: 'definition',
    path: definitionPath(kind, code),
    name: `${kind}/${code}`,
    text: `${formatBody(kind, withoutSecret(kind, body))}\n`,
  };
}

/** Undefined for a text that makes no module. */
export function moduleItem(sql: string, as?: { schema: string; name: string }): PackageItem | undefined {
  const head = readModuleText(sql, as);
  if (head === undefined) return undefined;
  return { type: 'module', path: objectPath(folderOf(head.word), head), name: `${head.schema}.${head.name}`, text: head.text };
}

async function readModules(session: SqlSession): Promise<PackageItem[]> {
  const [modules, files] = await session.run(MODULES_SQL);
  const platform = new Set(
    (files?.rows ?? []).map(
      (row) =>
        `dbo.${String(cell(row, 'name'))
          .replace(/\.sql$/, '')
          .toLowerCase()}`,
    ),
  );
  return (modules?.rows ?? []).flatMap((row): PackageItem[] => {
    // Encrypted modules have no text.
    if (typeof row.definition !== 'string') return [];
    const as = { schema: String(row.schemaName), name: String(row.name) };
    if (platform.has(`${as.schema}.${as.name}`.toLowerCase())) return [];
    const item = moduleItem(row.definition, as);
    return item === undefined ? [] : [item];
  });
}

/** Values of settings are no part of definitions; the default of a secret one is left out as well. */
function withoutSecret(kind: KindName, body: unknown): unknown {
  if (kind !== 'setting' || typeof body !== 'object' || body === null || !('isSecret' in body) || body.isSecret !== true) return body;
  const { default: _, ...others } = body as Record<string, unknown>;
  return others;
}

const MODULES_SQL = `
SELECT s.name AS schemaName, o.name, m.definition
FROM sys.sql_modules AS m
JOIN sys.objects AS o ON o.object_id = m.object_id
JOIN sys.schemas AS s ON s.schema_id = o.schema_id
WHERE s.name NOT IN (N'platform', N'sys', N'INFORMATION_SCHEMA') AND o.type IN ('P', 'FN', 'IF', 'TF', 'V', 'TR') AND o.is_ms_shipped = 0;
SELECT name FROM platform.migration WHERE scope = N'platform' AND id LIKE N'objects/%';`;
