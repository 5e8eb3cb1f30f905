// Keeping a draft, publishing with a comment, throwing a draft away; and what happens when somebody else was there first.

import { post } from '../../../renderer/client/request.ts';
import { showToast } from '../../../renderer/client/toast.ts';
import type { ActionResponse } from '../../../renderer/commands.ts';
import type { ShownFinding } from '../../definitions/check.ts';
import type { DraftAuthor } from '../../definitions/draft-author.ts';
import { jsonDiff } from '../../../metadata/json-diff.ts';
import { postAdmin } from '../requests.ts';
import { resolveConflict } from './conflict.ts';
import { isSame } from './document.ts';
import type { JsonObject } from './document.ts';
import { askAboutBroken, askComment } from './publishing.ts';
import { say } from './session.ts';
import type { Session } from './session.ts';

export interface Saving {
  published(): unknown;
  /** Whether something is kept nowhere. */
  isDirty(): boolean;
  hasDraft(): boolean;
  canPublish(): boolean;
  state(): { readonly text: string; readonly tone: string };
  keep(): Promise<void>;
  /** Keeps without a word, for the preview; a conflict is told once. */
  keepQuietly(): Promise<void>;
  publish(): Promise<void>;
  discard(): Promise<void>;
  /** Somebody else whose draft is in the editor, changed here or not. */
  draftOf(): DraftAuthor | undefined;
  suggestComment(text: string): void;
}

export interface SavingOptions {
  readonly text: () => string;
  /** Whether the text is a definition's value. */
  readonly isWhole: () => boolean;
  readonly onSaved: () => void;
  readonly onFindings: (findings: readonly ShownFinding[]) => void;
}

interface Conflict {
  readonly text: string;
  readonly body: string;
  readonly isDraft: boolean;
  readonly version: number;
  readonly draftStamp: string;
  readonly draftAuthor: DraftAuthor | null;
  readonly updatedBy: string | null;
}

export function createSaving(session: Session, { text, isWhole, onSaved, onFindings }: SavingOptions): Saving {
  const { doc, data, url } = session;
  let published = JSON.parse(data.body) as JsonObject;
  /** What is kept on the server, draft or published; what others change is compared with it. */
  let base = JSON.parse(data.draft ?? data.body) as JsonObject;
  let seen: Pick<Conflict, 'version' | 'draftStamp'> = { version: data.version, draftStamp: data.draftStamp };
  let author = data.draftAuthor;
  /** Stays when the draft is kept again: what is published is still the other's work. */
  let begunBy = othersOf(author);
  let comment = '';
  let isToldOfConflict = false;

  const isDirty = (): boolean => !isWhole() || !isSame(doc.value, base);
  const hasDraft = (): boolean => seen.draftStamp !== '';

  let turn: Promise<unknown> = Promise.resolve();
  /** One request at a time: each says what was seen, which the one before it may have changed. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = turn.then(() => work());
    turn = result.catch(() => undefined);
    return result;
  }

  async function send(
    action: 'draft' | 'discard' | 'publish',
    body: Readonly<Record<string, unknown>>,
    isQuiet = false,
  ): Promise<ActionResponse> {
    const all = { ...seen, ...body };
    const answer = isQuiet
      ? await post(`${url}/${action}`, all, { isQuiet: true, keepCommands: true })
      : await postAdmin(`${url}/${action}`, all);
    if (answer.ok) {
      const { version, draftStamp, draftAuthor } = answer.data as Conflict;
      seen = { version, draftStamp };
      author = draftAuthor;
      if (author === null) begunBy = undefined;
      isToldOfConflict = false;
    }
    return answer;
  }

  async function keep(): Promise<void> {
    const answer = await inTurn(keepNow);
    if (answer.ok) showToast({ kind: 'success', text: say('draftSaved') });
    else if ((await refused(answer)) && isWhole()) await keep();
  }

  async function keepNow(isQuiet = false): Promise<ActionResponse> {
    const kept = doc.value;
    const answer = await send('draft', { text: text() }, isQuiet);
    if (answer.ok) {
      base = kept;
      onSaved();
    }
    return answer;
  }

  async function keepQuietly(): Promise<void> {
    const answer = await inTurn(async () => (isToldOfConflict || !isWhole() || !isDirty() ? undefined : keepNow(true))).catch(
      () => undefined,
    );
    if (answer === undefined || answer.ok || conflictOf(answer) === undefined) return;
    isToldOfConflict = true;
    showToast({ kind: 'warning', text: say('changedByOther'), isSticky: true, action: { text: say('compare'), run: () => void keep() } });
  }

  async function publish(): Promise<void> {
    const given = await askComment(session, { comment, changes: changes(), draftOf: begunBy });
    if (given !== undefined) await publishWith(given);
  }

  async function publishWith(given: string, anyway = false): Promise<void> {
    const answer = await inTurn(async () => {
      const sent = doc.value;
      const published = await send('publish', { text: text(), comment: given, anyway });
      if (published.ok) publishedAs(JSON.parse((published.data as { body: string }).body) as JsonObject, sent);
      return published;
    });
    const { broken, mayPublishAnyway = false } = (answer.data ?? {}) as { broken?: readonly ShownFinding[]; mayPublishAnyway?: boolean };
    if (answer.ok) showToast({ kind: 'success', text: say('publishedVersion', { version: seen.version }) });
    else if (broken !== undefined) await brokenBy(given, { findings: broken, mayPublishAnyway });
    else if (await refused(answer)) await publishWith(given);
  }

  async function brokenBy(
    given: string,
    { findings, mayPublishAnyway }: { findings: readonly ShownFinding[]; mayPublishAnyway: boolean },
  ): Promise<void> {
    comment = given;
    const chosen = await askAboutBroken(session, { findings, mayPublishAnyway, canKeepDraft: isWhole() && isDirty() });
    if (chosen === 'anyway') await publishWith(given, true);
    else if (chosen === 'draft') await keep();
  }

  function publishedAs(value: JsonObject, sent: JsonObject): void {
    published = value;
    base = value;
    comment = '';
    // What was typed meanwhile stays, as the next change.
    if (doc.value === sent && !isSame(sent, value)) doc.replace(value);
    onSaved();
  }

  /** Tells why it was not saved; true when both changes were brought together and it can be tried again. */
  async function refused(answer: ActionResponse): Promise<boolean> {
    const { findings } = (answer.data ?? {}) as { findings?: readonly ShownFinding[] };
    if (findings !== undefined) {
      onFindings(findings);
      const first = findings[0];
      showToast({
        kind: 'danger',
        text: first === undefined ? say('notSaved') : say('notSavedLine', { line: first.line, text: first.text }),
        isSticky: false,
      });
      return false;
    }
    const conflict = conflictOf(answer);
    if (conflict === undefined) {
      if (answer.error !== undefined) showToast({ kind: 'danger', text: answer.error.text });
      return false;
    }
    if (conflict === null) {
      showToast({ kind: 'danger', text: say('deletedMeanwhile') });
      return false;
    }
    const theirs = JSON.parse(conflict.text) as JsonObject;
    const result = await resolveConflict(
      { base, mine: doc.value, theirs },
      {
        by: (conflict.isDraft ? conflict.draftAuthor?.by : conflict.updatedBy) ?? '',
        isDraft: conflict.isDraft,
      },
    );
    if (result === undefined) return false;
    published = JSON.parse(conflict.body) as JsonObject;
    base = theirs;
    seen = { version: conflict.version, draftStamp: conflict.draftStamp };
    author = conflict.draftAuthor;
    begunBy = othersOf(author) ?? begunBy;
    doc.replace(result);
    return true;
  }

  async function discard(): Promise<void> {
    const answer = await inTurn(async () => {
      const dropped = hasDraft() ? await send('discard', {}) : undefined;
      if (dropped?.ok === false) return dropped;
      base = published;
      doc.replace(published);
      onSaved();
      return dropped;
    });
    if (answer?.ok === false) await refused(answer);
  }

  function changes(): number {
    return jsonDiff(published, doc.value).length;
  }

  return {
    published: () => published,
    isDirty,
    hasDraft,
    canPublish: () => !isWhole() || hasDraft() || !isSame(doc.value, published),
    state() {
      const count = changes();
      if (!isWhole()) return { text: say('stateBrokenText'), tone: 'danger' };
      if (isDirty()) return { text: say('stateChanged', { count }), tone: 'warning' };
      if (hasDraft() && author !== null && author.by !== '')
        return { text: `${say('draftOf', { name: author.by, at: author.at })} · ${say('changes', { count })}`, tone: 'warning' };
      if (hasDraft()) return { text: say('stateDraftKept', { count }), tone: 'warning' };
      return { text: say('statePublished', { version: seen.version }), tone: 'success' };
    },
    keep,
    keepQuietly,
    publish,
    discard,
    draftOf: () => begunBy,
    suggestComment: (suggested) => {
      comment = suggested;
    },
  };
}

function othersOf(author: DraftAuthor | null): DraftAuthor | undefined {
  return author === null || author.isMine || author.by === '' ? undefined : author;
}

/** What somebody else did; null when the definition is gone, undefined when that is not the reason. */
function conflictOf(answer: ActionResponse | undefined): Conflict | null | undefined {
  const { conflict } = (answer?.data ?? {}) as { conflict?: Conflict | null };
  return conflict;
}
