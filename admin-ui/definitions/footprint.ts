// What hangs on a definition's code: places in other definitions, procedures named after it, T-SQL that mentions it, addresses, users of a
// role. Shown before the code changes or the definition goes.

import type { RequestContext } from '../../engine/request-context.ts';
import type { KindName } from '../../metadata/kinds.ts';
import { named, proceduresOf } from '../../metadata/procedure-needs.ts';
import { parseDefinition } from '../../metadata/validate.ts';
import type { StoredBody } from '../../metadata/store.ts';
import { runSql } from '../../sql/query.ts';
import { currentCatalogue } from './check.ts';
import { editorUrl } from './list-view.ts';
import { kindsFor } from './rights.ts';
import { usesOf } from './uses.ts';
import type { Use } from './uses.ts';

/** Enough to see that there are many. */
const MODULES_AT_ONCE = 100;

export interface ShownUse extends Use {
  /** Absent where the visitor may not edit. */
  readonly url?: string;
}

export interface Footprint {
  readonly uses: readonly ShownUse[];
  /** Procedures that exist and are found by the code; `{code}` stands for it. */
  readonly procedures: readonly string[];
  /** Modules that name it in their text, and are nobody's to rewrite but their authors'. */
  readonly modules: readonly string[];
  /** Addresses of a page that its code makes. */
  readonly addresses: readonly string[];
  /** How many people have the role. */
  readonly users: number;
}

export async function footprintOf(ctx: RequestContext, { kind, code, body }: StoredBody & { kind: KindName }): Promise<Footprint> {
  const open = kindsFor(ctx);
  // Labels are named by their keys, which stay.
  const uses = kind === 'label' ? [] : usesOf(ctx.app.definitions, { kind, code });
  const procedures = await conventional(ctx, { kind, code, body });
  const own = new Set(procedures.map((name) => name.replace('{code}', code).toLowerCase()));
  const modules = await mentions(ctx, { kind, code });
  return {
    uses: uses.map((use) => ({ ...use, ...(open.includes(use.kind) && { url: editorUrl(use) }) })),
    procedures,
    modules: modules.filter((name) => !own.has(name.toLowerCase())),
    addresses: kind === 'page' && ownRoute(body) === undefined ? [`/${code}`, `/${code}/{itemID}`] : [],
    users: kind === 'role' ? await usersWith(ctx, code) : 0,
  };
}

/** The route that a page's body gives; undefined when its code makes the address. */
export function ownRoute(body: string): string | undefined {
  const { route } = JSON.parse(body) as { route?: unknown };
  return typeof route === 'string' ? route : undefined;
}

async function conventional(
  { app }: RequestContext,
  { kind, code, body }: { kind: KindName; code: string; body: string },
): Promise<string[]> {
  const { definition } = parseDefinition(kind, body, code);
  if (definition === undefined) return [];
  const [{ procedures }, patterns] = [await currentCatalogue(app), proceduresOf(named(kind, '{code}', definition))];
  return patterns
    .map(({ name }) => name)
    .filter((name) => name.includes('{code}') && procedures.has(name.replace('{code}', code).toLowerCase()));
}

/** Modules with the code in quotes, in the id of its container or, of a page, as an address. */
async function mentions({ app }: RequestContext, { kind, code }: { kind: KindName; code: string }): Promise<string[]> {
  const [set] = await runSql(
    app.developerDb,
    `SELECT s.name AS schemaName, o.name, m.definition
     FROM sys.sql_modules AS m
     INNER JOIN sys.objects AS o ON o.object_id = m.object_id AND o.is_ms_shipped = 0
     INNER JOIN sys.schemas AS s ON s.schema_id = o.schema_id
     WHERE s.name <> N'platform' AND CHARINDEX(@code, m.definition) > 0
     ORDER BY s.name, o.name;`,
    { code },
  );
  const literal = code.replace(/[-]/g, '\\-');
  const before = kind === 'page' ? `['"/]` : `['"]|#?as-\\w+-|role:`;
  const pattern = new RegExp(`(?:${before})${literal}(?![\\w-])`, 'i');
  return (set?.rows ?? [])
    .filter((row) => pattern.test(String(row.definition)))
    .map((row) => `${String(row.schemaName)}.${String(row.name)}`)
    .slice(0, MODULES_AT_ONCE);
}

async function usersWith({ app }: RequestContext, code: string): Promise<number> {
  const row = await app.db.kysely
    .selectFrom('platform.user_role')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('roleCode', '=', code)
    .executeTakeFirst();
  return Number(row?.count ?? 0);
}
