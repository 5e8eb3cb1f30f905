// Keeping what was edited: as a draft that nobody is served, or published. Both are guarded by what their writer saw, the version and the
// draft, so that of two people at one definition the second learns of the first and nothing is lost without a word.

import { createHash } from 'node:crypto';
import type { RequestContext } from '../../engine/request-context.ts';
import { audit } from '../../engine/auth/audit.ts';
import { DefinitionConflict, DefinitionInvalid } from '../../metadata/errors.ts';
import type { KindName } from '../../metadata/kinds.ts';
import { readDefinition, saveDefinition } from '../../metadata/store.ts';
import type { StoredBody } from '../../metadata/store.ts';
import { validateText } from '../../metadata/validate.ts';
import { runSql } from '../../sql/query.ts';
import { needsNoEntry } from '../audited.ts';
import { requireContentOnly } from './rights.ts';

/** What its writer saw. */
export interface Seen {
  readonly version: number;
  /** `stampOf` the draft. */
  readonly draftStamp: string;
}

export interface Edit extends Seen {
  readonly kind: KindName;
  readonly code: string;
  readonly text: string;
}

/** Stands for a draft's text; '' when there is none. */
export function stampOf(draft: string | null): string {
  return draft === null ? '' : createHash('sha256').update(draft).digest('hex').slice(0, 16);
}

/** Keeps the text as the draft; the text must be JSON. Throws DefinitionConflict. */
export async function keepDraft(ctx: RequestContext, { kind, code, text, ...seen }: Edit): Promise<Seen> {
  JSON.parse(text);
  await writeDraft(ctx, { kind, code, seen, draft: text });
  return { version: seen.version, draftStamp: stampOf(text) };
}

/** Throws the draft away. */
export async function dropDraft(ctx: RequestContext, { kind, code, ...seen }: Omit<Edit, 'text'>): Promise<Seen> {
  await writeDraft(ctx, { kind, code, seen, draft: null });
  await audit(ctx, { action: 'admin.draftDropped', userID: ctx.visitor.userID, object: `${kind} ${code}` });
  return { version: seen.version, draftStamp: '' };
}

/** Publishes the text: the next request is served by it. Throws DefinitionInvalid with all findings, or DefinitionConflict. */
export async function publish(
  ctx: RequestContext,
  { kind, code, text, comment, ...seen }: Edit & { comment: string },
): Promise<StoredBody> {
  const { db } = ctx.app;
  const username = ctx.visitor.username;
  // Before anything else: what is broken cannot be compared either.
  const findings = validateText(kind, text, code);
  if (findings.some(({ severity }) => severity === 'error')) throw new DefinitionInvalid(findings);
  const saved = await db.kysely.transaction().execute(async (kysely) => {
    const now = await locked({ kysely }, { kind, code });
    requireContentOnly(ctx, { kind, before: now?.body ?? '{}', after: text });
    requireSame(now, { kind, code, seen, mine: text });
    return saveDefinition(
      { kysely },
      { kind, code, body: text, expectedVersion: seen.version, username, ...(comment !== '' && { comment }) },
    );
  });
  await audit(ctx, {
    action: 'admin.definitionSaved',
    userID: ctx.visitor.userID,
    object: `${kind} ${code}`,
    details: { version: saved.version, outcome: saved.outcome, ...(comment !== '' && { comment }) },
  });
  const stored = await readDefinition(db, { kind, code });
  if (stored === undefined) throw new DefinitionConflict({ kind, code, expectedVersion: saved.version, mine: text, theirs: undefined });
  return stored;
}

async function writeDraft(
  ctx: RequestContext,
  { kind, code, seen, draft }: { kind: KindName; code: string; seen: Seen; draft: string | null },
): Promise<void> {
  const begins = await ctx.app.db.kysely.transaction().execute(async (kysely) => {
    const now = await locked({ kysely }, { kind, code });
    if (draft !== null) requireContentOnly(ctx, { kind, before: now?.body ?? '{}', after: draft });
    requireSame(now, { kind, code, seen, mine: draft });
    await kysely.updateTable('platform.definition').set({ draft }).where('kind', '=', kind).where('code', '=', code).execute();
    return now?.draft === null && draft !== null;
  });
  if (draft === null) return;
  const entry = { userID: ctx.visitor.userID, object: `${kind} ${code}` };
  // Drafts are kept while one types: the log tells of each writer, anew after a while.
  if (!begins && (await isToldOf(ctx, entry.object))) needsNoEntry(ctx, 'this writer of the draft is in the log');
  else await audit(ctx, { ...entry, action: begins ? 'admin.draftBegun' : 'admin.draftChanged' });
}

const TOLD_AGAIN_AFTER_MINUTES = 15;

async function isToldOf({ app, visitor }: RequestContext, object: string): Promise<boolean> {
  const [set] = await runSql(
    app.db,
    `SELECT TOP (1) 1 AS isTold FROM platform.audit
     WHERE created > DATEADD(minute, -@minutes, SYSUTCDATETIME()) AND userID = @userID AND object = @object
       AND action IN ('admin.draftBegun', 'admin.draftChanged');`,
    { minutes: TOLD_AGAIN_AFTER_MINUTES, userID: visitor.userID, object },
  );
  return (set?.rows.length ?? 0) > 0;
}

type Kysely = RequestContext['app']['db']['kysely'];

/** The row, until the transaction ends nobody else's to change. */
async function locked({ kysely }: { kysely: Kysely }, { kind, code }: { kind: KindName; code: string }): Promise<StoredBody | undefined> {
  await kysely
    .updateTable('platform.definition')
    .set(({ ref }) => ({ draft: ref('draft') }))
    .where('kind', '=', kind)
    .where('code', '=', code)
    .execute();
  return readDefinition({ kysely }, { kind, code });
}

function requireSame(
  now: StoredBody | undefined,
  { kind, code, seen, mine }: { kind: KindName; code: string; seen: Seen; mine: string | null },
): void {
  if (now !== undefined && now.version === seen.version && stampOf(now.draft) === seen.draftStamp) return;
  const theirs = now === undefined ? undefined : { body: now.draft ?? now.body, version: now.version, updatedBy: now.updatedBy };
  throw new DefinitionConflict({ kind, code, expectedVersion: seen.version, mine, theirs });
}
