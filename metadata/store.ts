// Definitions in the database: reading, saving, deleting, drafts, history. Every save is checked first, written in the one format, and
// guarded by the version that its writer saw; the trigger on the table keeps version, revision and history.

import { sql } from 'kysely';
import type { Database } from '../sql/connection.ts';
import { DefinitionConflict, DefinitionInvalid } from './errors.ts';
import { formatBody } from './format.ts';
import type { KindName } from './kinds.ts';
import { validateText } from './validate.ts';

export type Store = Pick<Database, 'kysely'>;

export interface StoredBody {
  readonly kind: string;
  readonly code: string;
  /** JSON as it is stored. */
  readonly body: string;
  readonly draft: string | null;
  /** Who wrote the draft last, and when; null without a draft. */
  readonly draftBy: string | null;
  readonly draftAt: Date | null;
  readonly version: number;
  readonly updated: Date;
  readonly updatedBy: string | null;
}

export interface Change {
  readonly kind: KindName;
  readonly code: string;
  /** The version that the writer saw; 0 for a new definition. */
  readonly expectedVersion: number;
  readonly username: string;
  readonly comment?: string;
}

export interface Saved {
  readonly outcome: 'created' | 'updated' | 'unchanged';
  readonly version: number;
  readonly revision: number;
}

export interface HistoryEntry {
  readonly id: number;
  readonly version: number;
  readonly action: 'insert' | 'update' | 'delete';
  readonly comment: string | null;
  readonly changed: Date;
  readonly changedBy: string | null;
}

interface Answer {
  outcome: string;
  version: number;
  revision: string | number;
  body: string | null;
  updatedBy: string | null;
}

const columns = ['kind', 'code', 'body', 'draft', 'draftBy', 'draftAt', 'version', 'updated', 'updatedBy'] as const;

export async function readDefinition(db: Store, { kind, code }: { kind: string; code: string }): Promise<StoredBody | undefined> {
  return db.kysely.selectFrom('platform.definition').select(columns).where('kind', '=', kind).where('code', '=', code).executeTakeFirst();
}

/** Without a kind, all of them; by kind and code. */
export async function listDefinitions(db: Store, kind?: KindName): Promise<StoredBody[]> {
  const all = db.kysely.selectFrom('platform.definition').select(columns).orderBy('kind').orderBy('code');
  return (kind === undefined ? all : all.where('kind', '=', kind)).execute();
}

/**
 * Saves a body, given as JSON text. Throws DefinitionInvalid with all findings, or DefinitionConflict with both bodies when somebody else
 * was faster. A draft of the definition ends with it.
 */
export async function saveDefinition(db: Store, change: Change & { body: string }): Promise<Saved> {
  const { kind, code, expectedVersion, username, comment = null } = change;
  const findings = validateText(kind, change.body, code);
  if (findings.some(({ severity }) => severity === 'error')) throw new DefinitionInvalid(findings);
  const body = formatBody(kind, JSON.parse(change.body));
  const answer = await ask(
    db,
    sql<Answer>`EXEC platform.definition_save @kind = ${kind}, @code = ${code}, @body = ${body}, @expectedVersion = ${expectedVersion}, @username = ${username}, @comment = ${comment}`,
  );
  if (answer.outcome === 'conflict') throw conflict(change, { mine: body, answer });
  return { outcome: answer.outcome as Saved['outcome'], version: answer.version, revision: Number(answer.revision) };
}

/** Deletes it; one that is not there any more is deleted already. */
export async function deleteDefinition(db: Store, change: Change): Promise<{ revision: number }> {
  const { kind, code, expectedVersion, username, comment = null } = change;
  const answer = await ask(
    db,
    sql<Answer>`EXEC platform.definition_delete @kind = ${kind}, @code = ${code}, @expectedVersion = ${expectedVersion}, @username = ${username}, @comment = ${comment}`,
  );
  if (answer.outcome === 'conflict') throw conflict(change, { mine: null, answer });
  return { revision: Number(answer.revision) };
}

/** Keeps a body that is not served yet; it may be unfinished, but must be JSON. Null drops the draft. */
export async function saveDraft(
  db: Store,
  { kind, code, draft, username }: { kind: KindName; code: string; draft: string | null; username: string },
): Promise<void> {
  if (draft !== null) JSON.parse(draft);
  const author = draft === null ? { draftBy: null, draftAt: null } : { draftBy: username, draftAt: new Date() };
  await db.kysely
    .updateTable('platform.definition')
    .set({ draft, ...author })
    .where('kind', '=', kind)
    .where('code', '=', code)
    .execute();
}

/** What happened to a definition, latest first; also of a deleted one. */
export async function readHistory(
  db: Store,
  { kind, code, limit = 100 }: { kind: KindName; code: string; limit?: number },
): Promise<HistoryEntry[]> {
  const rows = await db.kysely
    .selectFrom('platform.definition_history')
    .select(['id', 'version', 'action', 'comment', 'changed', 'changedBy'])
    .where('kind', '=', kind)
    .where('code', '=', code)
    .orderBy('id', 'desc')
    .top(limit)
    .execute();
  return rows.map((row) => ({ ...row, id: Number(row.id) }));
}

async function ask(db: Store, call: ReturnType<typeof sql<Answer>>): Promise<Answer> {
  const { rows } = await call.execute(db.kysely);
  const [answer] = rows;
  if (answer === undefined) throw new Error('The procedure of the definitions answered nothing; are the platform objects installed?');
  return answer;
}

function conflict(change: Change, { mine, answer }: { mine: string | null; answer: Answer }): DefinitionConflict {
  const { kind, code, expectedVersion } = change;
  const theirs = answer.body === null ? undefined : { body: answer.body, version: answer.version, updatedBy: answer.updatedBy };
  return new DefinitionConflict({ kind, code, expectedVersion, mine, theirs });
}
