// Keeping what was edited: as a draft that nobody is served, or published. Both are guarded by what their writer saw, the version and the
// draft, so that of two people at one definition the second learns of the first and nothing is lost without a word. What would break
// references is not published unless a developer says so; the draft stays.

import { createHash } from 'node:crypto';
import type { RequestContext } from '../../engine/request-context.ts';
import { audit } from '../../engine/auth/audit.ts';
import { DefinitionConflict, DefinitionInvalid } from '../../metadata/errors.ts';
import type { KindName } from '../../metadata/kinds.ts';
import { describeFinding } from '../../metadata/findings.ts';
import type { Finding } from '../../metadata/findings.ts';
import { readDefinition, saveDefinition, saveDraft } from '../../metadata/store.ts';
import type { StoredBody } from '../../metadata/store.ts';
import { validateText } from '../../metadata/validate.ts';
import { runSql } from '../../sql/query.ts';
import { needsNoEntry } from '../audited.ts';
import { broughtErrors } from './brought-errors.ts';
import { isDeveloper, requireContentOnly } from './rights.ts';

/** Enough to know by what was broken; the definition's history has the text. */
const AUDITED_FINDINGS = 20;

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

/** Publishing would break references that hold now; nothing was saved. */
export class BreaksReferences extends Error {
  readonly findings: readonly Finding[];
  constructor(findings: readonly Finding[]) {
    super(`The change breaks references: ${findings.map(describeFinding).join('; ')}`);
    this.name = 'BreaksReferences';
    this.findings = findings;
  }
}

/** Stands for a draft's text; '' when there is none. */
export function stampOf(draft: string | null): string {
  return draft === null ? '' : createHash('sha256').update(draft).digest('hex').slice(0, 16);
}

/** Keeps the text as the draft; the text must be JSON. Throws DefinitionConflict. */
export async function keepDraft(ctx: RequestContext, { kind, code, text, ...seen }: Edit): Promise<StoredBody | undefined> {
  JSON.parse(text);
  return writeDraft(ctx, { kind, code, seen, draft: text });
}

/** Throws the draft away. */
export async function dropDraft(ctx: RequestContext, { kind, code, ...seen }: Omit<Edit, 'text'>): Promise<StoredBody | undefined> {
  return writeDraft(ctx, { kind, code, seen, draft: null });
}

/**
 * Publishes the text: the next request is served by it. Throws DefinitionInvalid with all findings, DefinitionConflict, or BreaksReferences
 * unless a developer publishes `anyway`.
 */
export async function publish(
  ctx: RequestContext,
  { kind, code, text, comment, anyway = false, ...seen }: Edit & { comment: string; anyway?: boolean },
): Promise<StoredBody> {
  const { db } = ctx.app;
  const username = ctx.visitor.username;
  // Before anything else: what is broken cannot be compared either.
  const findings = validateText(kind, text, code);
  if (findings.some(({ severity }) => severity === 'error')) throw new DefinitionInvalid(findings);
  const before = await readDefinition(db, { kind, code });
  requireSame(before, { kind, code, seen, mine: text });
  requireContentOnly(ctx, { kind, before: before?.body ?? '{}', after: text });
  const broken = await broughtErrors(ctx.app, { saved: [{ kind, code, text }] });
  if (broken.length > 0 && !(anyway && isDeveloper(ctx))) throw new BreaksReferences(broken);
  const saved = await db.kysely.transaction().execute(async (kysely) => {
    requireSame(await locked({ kysely }, { kind, code }), { kind, code, seen, mine: text });
    return saveDefinition(
      { kysely },
      { kind, code, body: text, expectedVersion: seen.version, username, ...(comment !== '' && { comment }) },
    );
  });
  await audit(ctx, {
    action: 'admin.definitionSaved',
    userID: ctx.visitor.userID,
    object: `${kind} ${code}`,
    details: {
      version: saved.version,
      outcome: saved.outcome,
      ...(comment !== '' && { comment }),
      ...(broken.length > 0 && { publishedAnyway: broken.slice(0, AUDITED_FINDINGS).map(describeFinding) }),
    },
  });
  const stored = await readDefinition(db, { kind, code });
  if (stored === undefined) throw new DefinitionConflict({ kind, code, expectedVersion: saved.version, mine: text, theirs: undefined });
  return stored;
}

async function writeDraft(
  ctx: RequestContext,
  { kind, code, seen, draft }: { kind: KindName; code: string; seen: Seen; draft: string | null },
): Promise<StoredBody | undefined> {
  const { userID, username } = ctx.visitor;
  const [before, after] = await ctx.app.db.kysely.transaction().execute(async (kysely) => {
    const now = await locked({ kysely }, { kind, code });
    if (draft !== null) requireContentOnly(ctx, { kind, before: now?.body ?? '{}', after: draft });
    requireSame(now, { kind, code, seen, mine: draft });
    await saveDraft({ kysely }, { kind, code, draft, username });
    return [now, await readDefinition({ kysely }, { kind, code })] as const;
  });
  const entry = { userID, object: `${kind} ${code}` };
  const isOthers = typeof before?.draftBy === 'string' && before.draftBy !== username;
  const details = isOthers ? { details: { draftOf: before.draftBy } } : {};
  if (draft === null) await audit(ctx, { ...entry, action: 'admin.draftDropped', ...details });
  else if (before?.draft === null) await audit(ctx, { ...entry, action: 'admin.draftBegun' });
  // Drafts are kept while one types: the log tells of each writer, anew after a while.
  else if (!isOthers && (await isToldOf(ctx, entry.object))) needsNoEntry(ctx, 'this writer of the draft is in the log');
  else await audit(ctx, { ...entry, action: 'admin.draftChanged', ...details });
  return after;
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
