// The list of definitions: which there are, who changed them last, and how they stand.

import type { RequestContext } from '../../engine/request-context.ts';
import { sql } from 'kysely';
import { roleCodes } from '../../metadata/cross-checks/checked-set.ts';
import { isKindName } from '../../metadata/kinds.ts';
import type { KindName } from '../../metadata/kinds.ts';
import { localText } from '../../renderer/locale.ts';
import { solutionFindings } from './check.ts';
import { draftAuthor } from './draft-author.ts';
import type { DraftAuthor } from './draft-author.ts';
import { kindsFor } from './rights.ts';

export interface ListFilter {
  readonly text: string;
  readonly kind: KindName | '';
  readonly role: string;
  readonly state: '' | 'draft' | 'broken' | 'warned';
  readonly isMine: boolean;
}

export interface ListRow {
  readonly kind: KindName;
  readonly code: string;
  readonly title: string;
  readonly roles: readonly string[];
  readonly version: number;
  readonly draft: DraftAuthor | undefined;
  readonly errors: number;
  readonly warnings: number;
  readonly updated: Date;
  readonly updatedBy: string;
}

export interface DefinitionList {
  readonly rows: readonly ListRow[];
  /** Of each kind, under all filters but that of the kind. */
  readonly counts: ReadonlyMap<KindName, number>;
  readonly total: number;
}

export async function listFor(ctx: RequestContext, filter: ListFilter): Promise<DefinitionList> {
  const open = kindsFor(ctx);
  const [stored, findings] = await Promise.all([readRows(ctx), solutionFindings(ctx.app)]);
  const counted = new Map<string, { errors: number; warnings: number }>();
  for (const { kind, code, severity } of findings) {
    const count = counted.get(`${kind}/${code}`) ?? { errors: 0, warnings: 0 };
    if (severity === 'error') count.errors++;
    else count.warnings++;
    counted.set(`${kind}/${code}`, count);
  }
  const all = stored.flatMap((row): ListRow[] => {
    if (!isKindName(row.kind) || !open.includes(row.kind)) return [];
    const { kind, code, version, updated } = row;
    const { errors, warnings } = counted.get(`${kind}/${code}`) ?? { errors: 0, warnings: 0 };
    const draft = draftAuthor(ctx, { ...row, draft: Number(row.hasDraft) === 1 ? '' : null });
    return [{ kind, code, version, updated, updatedBy: row.updatedBy ?? '', draft, errors, warnings, ...wordsOf(ctx, { kind, code }) }];
  });
  const found = all.filter((row) => fits(ctx, row, filter));
  const counts = new Map(open.map((kind) => [kind, found.filter((row) => row.kind === kind).length]));
  const rows = filter.kind === '' ? found : found.filter(({ kind }) => kind === filter.kind);
  return {
    rows: rows.toSorted((a, b) => open.indexOf(a.kind) - open.indexOf(b.kind) || (a.code < b.code ? -1 : 1)),
    counts,
    total: found.length,
  };
}

function readRows({ app }: RequestContext) {
  return app.db.kysely
    .selectFrom('platform.definition')
    .select(['kind', 'code', 'version', 'updated', 'updatedBy', 'draftBy', 'draftAt'])
    .select(sql<number>`IIF(draft IS NULL, 0, 1)`.as('hasDraft'))
    .execute();
}

/** Title and roles, as far as its kind has them and it can be read. */
function wordsOf(ctx: RequestContext, { kind, code }: { kind: KindName; code: string }): { title: string; roles: string[] } {
  const entry = ctx.app.definitions.get(kind, code);
  if (entry === undefined || !('definition' in entry)) return { title: '', roles: [] };
  const { title, roles } = entry.definition as { title?: Parameters<typeof localText>[1]; roles?: string };
  return { title: localText(ctx.lang, title), roles: roleCodes(roles) };
}

function fits(ctx: RequestContext, row: ListRow, { text, role, state, isMine }: ListFilter): boolean {
  const wanted = text.trim().toLowerCase();
  if (wanted !== '' && !`${row.code} ${row.title}`.toLowerCase().includes(wanted)) return false;
  if (role !== '' && !row.roles.includes(role.toLowerCase())) return false;
  if (isMine && row.updatedBy !== ctx.visitor.username) return false;
  if (state === 'draft') return row.draft !== undefined;
  if (state === 'broken') return row.errors > 0;
  return state === '' || row.warnings > 0;
}
