// Files of records that are not saved yet. They wait under a random token of the form, bound to who uploaded them; the save gives them to
// the record, and what nobody saved is purged after a day.

import type { App } from '../app.ts';
import { RequestError } from '../errors.ts';
import { listFiles, removeFiles } from './rows.ts';
import type { FileRow } from './rows.ts';
import { mayWrite, requireRecord } from './scope.ts';
import type { ResourceScope } from './scope.ts';
import { askAfterUpload } from './upload.ts';

const DRAFT_HOURS = 24;
/** Rows of deleted files stay a while for those who look into what happened. */
const DELETED_DAYS = 30;
const BATCH = 500;

/** Gives the visitor's files of a resource that wait under the token to the saved record; `only` limits it to files that the form still holds, the rest of the draft is removed. */
export async function claimFiles(
  scope: ResourceScope,
  { token, itemID, only }: { token: string; itemID: string; only?: ReadonlySet<string> },
): Promise<FileRow[]> {
  const drafts = await listFiles(scope, { draftToken: token });
  if (drafts.length === 0) return [];
  if (!mayWrite(scope)) throw new RequestError('forbidden', { detail: `resource ${scope.code} is not written by this visitor` });
  await requireRecord(scope, itemID, 'upload');
  const held = drafts.filter((file) => only === undefined || only.has(file.id.toLowerCase()));
  const { definition, ctx } = scope;
  const kept = definition.isSingle ? held.slice(-1) : held;
  const before = await listFiles(scope, { itemID });
  const room = definition.isSingle ? 1 : Math.max(0, definition.maxFiles - before.length);
  const taken = kept.slice(0, room);
  const first = before.reduce((most, file) => Math.max(most, file.ord), 0) + 1;
  await ctx.app.db.kysely.transaction().execute(async (transaction) => {
    for (const [at, file] of taken.entries()) {
      await transaction
        .updateTable('platform.file')
        .set({ itemID, draftToken: null, ord: first + at })
        .where('id', '=', file.id)
        .where('draftToken', '=', token)
        .execute();
    }
  });
  if (definition.isSingle && taken.length > 0) await removeFiles(scope, before);
  await removeFiles(
    scope,
    drafts.filter((file) => !taken.includes(file)),
  );
  for (const file of taken) await announce(scope, { ...file, itemID, draftToken: null });
  return taken;
}

/** A file that the solution refuses after the save goes again; the record stays saved. */
async function announce(scope: ResourceScope, file: FileRow): Promise<void> {
  try {
    await askAfterUpload(scope, file);
  } catch (error) {
    await removeFiles(scope, [file]);
    throw error;
  }
}

/** For the daily job: drafts that nobody saved, rows of files deleted long ago, bytes without a row. Answers how many went. */
export async function purgeDraftFiles(app: Pick<App, 'db' | 'files' | 'log'>, now: Date = new Date()): Promise<number> {
  const { kysely } = app.db;
  const old = new Date(now.getTime() - DRAFT_HOURS * 3_600_000);
  let gone = 0;
  for (;;) {
    const drafts = await kysely
      .selectFrom('platform.file')
      .select(['id', 'storageKey'])
      .where('draftToken', 'is not', null)
      .where('created', '<', old)
      .top(BATCH)
      .execute();
    if (drafts.length === 0) break;
    await kysely
      .deleteFrom('platform.file')
      .where(
        'id',
        'in',
        drafts.map((file) => file.id),
      )
      .execute();
    for (const { storageKey } of drafts) await app.files.remove(storageKey);
    gone += drafts.length;
  }
  const forgotten = new Date(now.getTime() - DELETED_DAYS * 86_400_000);
  await kysely.deleteFrom('platform.file').where('isDeleted', '=', true).where('created', '<', forgotten).execute();
  gone += await app.files.sweep(old, async (keys) => {
    const rows = await kysely
      .selectFrom('platform.file')
      .select('storageKey')
      .where('storageKey', 'in', [...keys])
      .where('isDeleted', '=', false)
      .execute();
    return new Set(rows.map((row) => row.storageKey));
  });
  return gone;
}
