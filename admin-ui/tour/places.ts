// Finds what of this solution the tour shows: a form with its procedure, a page of a cabinet that the developer may open.

import { homeAddress } from '../../engine/menu.ts';
import type { RequestContext } from '../../engine/request-context.ts';
import type { KindName } from '../../metadata/kinds.ts';
import { isGuest } from '../../metadata/packages.ts';
import { cell } from '../../sql/procedures.ts';
import { runSql } from '../../sql/query.ts';
import type { TourPlaces } from './steps.ts';

/** Kinds whose editor shows most, best first. */
const KINDS: readonly KindName[] = ['form', 'table', 'page', 'dashboard', 'role'];

const PROCEDURE = `
SELECT TOP (1) p.name FROM sys.procedures AS p
WHERE p.schema_id = SCHEMA_ID(N'dbo')
ORDER BY CASE WHEN p.name = @saves THEN 0 WHEN p.name LIKE N'fm[_]%[_]saveItem' THEN 1 WHEN p.name LIKE N'crud[_]%' THEN 2 ELSE 3 END, p.name;`;

export async function findTourPlaces(ctx: RequestContext): Promise<TourPlaces> {
  const definition = KINDS.flatMap((kind) => firstOf(ctx, kind) ?? []).at(0);
  const saves = `fm_${definition?.code ?? ''}_saveItem`;
  const [set] = await runSql(ctx.app.db, PROCEDURE, { saves }, { signal: ctx.signal });
  const procedure = cell(set?.rows[0], 'name');
  return {
    definition: definition && `${definition.kind}/${encodeURIComponent(definition.code)}`,
    procedure: typeof procedure === 'string' ? procedure : undefined,
    hasPreview: definition !== undefined && definition.kind !== 'role',
    page: cabinetAddress(ctx),
  };
}

/** The solution's own rather than the gallery's. */
function firstOf({ app }: RequestContext, kind: KindName): { kind: KindName; code: string } | undefined {
  const sound = app.definitions.all(kind).filter((definition) => !('findings' in definition));
  const one = sound.find(({ code }) => !isGuest({ path: `definitions/${kind}/${code}` })) ?? sound[0];
  return one && { kind, code: one.code };
}

function cabinetAddress(ctx: RequestContext): string | undefined {
  const home = homeAddress(ctx);
  return home === undefined || home.startsWith('/admin') ? undefined : home;
}
