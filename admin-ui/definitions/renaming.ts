// Another code for a definition, in one transaction: the definition under its new code with its draft, the places that name it, what the
// platform keeps by its code (values of a setting, users of a role, messages of a chat …). T-SQL is its authors' to change.

import { sql } from 'kysely';
import type { RequestContext } from '../../engine/request-context.ts';
import { RequestError } from '../../engine/errors.ts';
import { audit } from '../../engine/auth/audit.ts';
import { isKindName } from '../../metadata/kinds.ts';
import type { KindName } from '../../metadata/kinds.ts';
import { renamedReferences } from '../../metadata/renaming.ts';
import type { Renaming } from '../../metadata/renaming.ts';
import { deleteDefinition, readDefinition, saveDefinition } from '../../metadata/store.ts';
import type { Store, StoredBody } from '../../metadata/store.ts';
import { ta } from '../texts.ts';
import { ownRoute } from './footprint.ts';
import { requireDefinition } from './lifecycle.ts';
import { kindsFor } from './rights.ts';

export interface Renamed extends Renaming {
  /** The version that the writer saw. */
  readonly version: number;
  /** Whether other definitions get the new code. */
  readonly shouldRewrite: boolean;
  /** Whether a page's old addresses lead to the new ones. */
  readonly keepsAddress: boolean;
}

export async function rename(ctx: RequestContext, renamed: Renamed): Promise<void> {
  const { kind, from, to, version, shouldRewrite, keepsAddress } = renamed;
  const { username, userID } = ctx.visitor;
  const comment = ta(ctx.lang, 'definitions.renamedComment', { kind, from, to });
  await requireDefinition(ctx, { kind, code: from });
  const rewritten = await ctx.app.db.kysely.transaction().execute(async (kysely) => {
    const store = { kysely };
    const old = await readDefinition(store, { kind, code: from });
    if (old === undefined) throw new RequestError('notFound', { detail: `there is no ${kind} ${from}` });
    await saveDefinition(store, { kind, code: to, body: ownBody(old, renamed), expectedVersion: 0, username, comment });
    await keepDraftOf(store, old, { kind, code: to, draft: draftOf({ ...old, kind }, renamed) });
    const places = shouldRewrite ? await rewriteOthers(ctx, store, { renamed, comment }) : [];
    await moveKept(store, renamed);
    await deleteDefinition(store, { kind, code: from, expectedVersion: version, username, comment });
    return places;
  });
  await audit(ctx, {
    action: 'admin.definitionRenamed',
    userID,
    object: `${kind} ${from}`,
    details: { to, ...(rewritten.length > 0 && { rewritten }), ...(keepsAddress && { keepsAddress }) },
  });
}

/** The definition's own body: what it says about itself is renamed with it. */
function ownBody(old: StoredBody, { keepsAddress, ...renaming }: Renamed): string {
  const { kind, from } = renaming;
  const body = renamedReferences(kind, JSON.parse(old.body), renaming).body as { aliases?: unknown };
  if (kind !== 'page' || !keepsAddress || ownRoute(old.body) !== undefined) return JSON.stringify(body);
  const aliases = Array.isArray(body.aliases) ? (body.aliases as unknown[]) : [];
  return JSON.stringify({ ...body, aliases: [...new Set([...aliases, `/${from}`, `/${from}/{itemID}`])] });
}

function draftOf({ kind, draft }: { kind: KindName; draft: string | null }, renaming: Renaming): string | null {
  if (draft === null) return null;
  const before: unknown = JSON.parse(draft);
  const { body, pointers } = renamedReferences(kind, before, renaming);
  return pointers.length === 0 ? draft : JSON.stringify(body, null, 2);
}

/** Drafts stay whose they were: publishing a body ends them otherwise. */
async function keepDraftOf(
  { kysely }: Store,
  { draftBy, draftAt }: StoredBody,
  { kind, code, draft }: { kind: KindName; code: string; draft: string | null },
): Promise<void> {
  if (draft === null) return;
  await kysely
    .updateTable('platform.definition')
    .set({ draft, draftBy, draftAt })
    .where('kind', '=', kind)
    .where('code', '=', code)
    .execute();
}

/** Answers what was rewritten. Throws `forbidden` when some of it is closed to the visitor. */
async function rewriteOthers(
  ctx: RequestContext,
  store: Store,
  { renamed, comment }: { renamed: Renamed; comment: string },
): Promise<string[]> {
  const { kind, from, to } = renamed;
  const { rows } = await sql<StoredBody>`
    SELECT kind, code, body, draft, draftBy, draftAt, version, updated, updatedBy
    FROM platform.definition
    WHERE (CHARINDEX(${from}, body) > 0 OR CHARINDEX(${from}, draft) > 0) AND NOT (kind = ${kind} AND code IN (${from}, ${to}))
  `.execute(store.kysely);
  const places: string[] = [];
  for (const row of rows) {
    if (!isKindName(row.kind)) continue;
    const other = { kind: row.kind, code: row.code };
    const { body, pointers } = renamedReferences(row.kind, JSON.parse(row.body), renamed);
    const draft = draftOf({ kind: row.kind, draft: row.draft }, renamed);
    if (pointers.length === 0 && draft === row.draft) continue;
    if (!kindsFor(ctx).includes(row.kind)) throw new RequestError('forbidden', { text: ta(ctx.lang, 'definitions.usedByClosed') });
    if (pointers.length > 0) {
      const change = { ...other, expectedVersion: row.version, username: ctx.visitor.username, comment };
      await saveDefinition(store, { ...change, body: JSON.stringify(body) });
    }
    await keepDraftOf(store, row, { ...other, draft });
    places.push(`${row.kind} ${row.code}`);
  }
  return places;
}

interface Kept {
  readonly table: string;
  readonly column: string;
  /** The code is part of its key: rows that an earlier definition of the new code left behind go. */
  readonly isKey?: true;
}

const keptByCode: Readonly<Partial<Record<KindName, readonly Kept[]>>> = {
  role: [{ table: 'platform.user_role', column: 'roleCode', isKey: true }],
  setting: [{ table: 'platform.setting', column: 'code', isKey: true }],
  table: [{ table: 'platform.saved_view', column: 'tableCode' }],
  form: [{ table: 'platform.form_draft', column: 'formCode', isKey: true }],
  entity: [{ table: 'platform.status_log', column: 'entityCode' }],
  resource: [{ table: 'platform.[file]', column: 'resourceCode' }],
  chat: [
    { table: 'platform.chat_message', column: 'chatCode' },
    { table: 'platform.chat_read', column: 'chatCode', isKey: true },
  ],
  notificationType: [
    { table: 'platform.notification', column: 'typeCode' },
    { table: 'platform.notification_preference', column: 'typeCode', isKey: true },
  ],
  job: [{ table: 'platform.job_run', column: 'code' }],
  check: [
    { table: 'platform.check_run', column: 'code' },
    { table: 'platform.check_violation', column: 'code', isKey: true },
  ],
  api: [{ table: 'platform.api_call', column: 'code' }],
};

async function moveKept({ kysely }: Store, { kind, from, to }: Renaming): Promise<void> {
  for (const { table, column, isKey } of keptByCode[kind] ?? []) {
    const [into, code] = [sql.raw(table), sql.raw(column)];
    if (isKey) await sql`DELETE FROM ${into} WHERE ${code} = ${to}`.execute(kysely);
    await sql`UPDATE ${into} SET ${code} = ${to} WHERE ${code} = ${from}`.execute(kysely);
  }
  if (kind === 'table') await movePreferences(kysely, { old: `table.${from}.`, next: `table.${to}.` });
  if (kind === 'tree') await movePreferences(kysely, { old: `tree:${from}`, next: `tree:${to.toLowerCase()}`, isWhole: true });
  if (kind === 'api') await moveScopes(kysely, { from, to });
}

/** Names under which users keep their columns, filters, open nodes: `table.orders.columns`. */
async function movePreferences(
  kysely: Store['kysely'],
  { old, next, isWhole = false }: { old: string; next: string; isWhole?: boolean },
): Promise<void> {
  const named = (name: string) => (isWhole ? sql`name = ${name}` : sql`LEFT(name, ${name.length}) = ${name}`);
  await sql`DELETE FROM platform.user_preference WHERE ${named(next)}`.execute(kysely);
  await sql`
    UPDATE platform.user_preference SET name = ${next} + SUBSTRING(name, ${old.length + 1}, 128) WHERE ${named(old)}
  `.execute(kysely);
}

/** What keys of the API may call. */
async function moveScopes(kysely: Store['kysely'], { from, to }: { from: string; to: string }): Promise<void> {
  for (const { id, scopes } of await kysely.selectFrom('platform.api_key').select(['id', 'scopes']).execute()) {
    const next = scopes.replace(/[^,\s]+/g, (code) => (code.toLowerCase() === from.toLowerCase() ? to : code));
    if (next !== scopes) await kysely.updateTable('platform.api_key').set({ scopes: next }).where('id', '=', id).execute();
  }
}
