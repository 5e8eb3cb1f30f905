// The rows of `platform.file`: every reading and writing of them, so that no other place can forget deleted files or drafts.

import type { Selectable, Transaction } from 'kysely';
import type { PlatformDatabase } from '../../sql/platform-tables.ts';
import type { FileTable } from '../../sql/platform-tables/records.ts';
import type { Kysely } from 'kysely';
import type { ResourceScope } from './scope.ts';

export type FileRow = Selectable<FileTable>;
type Connection = Kysely<PlatformDatabase> | Transaction<PlatformDatabase>;

/** Where a file stands: at a record, or waiting under a token for a record that is not saved yet. */
export type FilePlace = { readonly itemID: string; readonly draftToken?: undefined } | { readonly draftToken: string };

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const TOKEN = /^[A-Za-z0-9_-]{22,64}$/;

export function isFileId(text: unknown): text is string {
  return typeof text === 'string' && UUID.test(text);
}

export function isDraftToken(text: unknown): text is string {
  return typeof text === 'string' && TOKEN.test(text);
}

export async function findFile(db: Connection, id: string): Promise<FileRow | undefined> {
  if (!isFileId(id)) return undefined;
  return db.selectFrom('platform.file').selectAll().where('id', '=', id).where('isDeleted', '=', false).executeTakeFirst();
}

/** A file of this resource; one of another resource does not exist here. */
export async function findOwnFile(scope: ResourceScope, id: unknown): Promise<FileRow | undefined> {
  const file = isFileId(id) ? await findFile(scope.ctx.app.db.kysely, id) : undefined;
  return file?.resourceCode.toLowerCase() === scope.code.toLowerCase() ? file : undefined;
}

/** Files of a record in their order, or of a draft that this visitor uploaded. */
export async function listFiles(
  { ctx, code, definition }: ResourceScope,
  place: FilePlace,
  db: Connection = ctx.app.db.kysely,
): Promise<FileRow[]> {
  const base = db
    .selectFrom('platform.file')
    .selectAll()
    .where('entityCode', '=', definition.entityCode)
    .where('resourceCode', '=', code)
    .where('isDeleted', '=', false);
  const found =
    place.draftToken === undefined
      ? base.where('itemID', '=', place.itemID).where('draftToken', 'is', null)
      : base.where('draftToken', '=', place.draftToken).where('createdBy', '=', ctx.visitor.username);
  return found.orderBy('ord').orderBy('created').orderBy('id').execute();
}

export interface NewFile {
  readonly id: string;
  readonly name: string;
  readonly contentType: string;
  readonly size: number;
  readonly sha256: string;
  readonly storageKey: string;
  readonly width: number | null;
  readonly height: number | null;
}

export async function insertFile(
  db: Connection,
  { ctx, code, definition }: ResourceScope,
  { file, place, ord }: { file: NewFile; place: FilePlace; ord: number },
): Promise<void> {
  await db
    .insertInto('platform.file')
    .values({
      ...file,
      resourceCode: code,
      entityCode: definition.entityCode,
      itemID: place.draftToken === undefined ? place.itemID : null,
      draftToken: place.draftToken ?? null,
      createdBy: ctx.visitor.username,
      ord,
    })
    .execute();
}

/** Takes the rows out of sight, then the bytes away. A crash between the two leaves bytes without a row, which the sweep finds. */
export async function removeFiles(
  { ctx }: Pick<ResourceScope, 'ctx'>,
  files: readonly Pick<FileRow, 'id' | 'storageKey'>[],
): Promise<void> {
  if (files.length === 0) return;
  const ids = files.map((file) => file.id);
  await ctx.app.db.kysely.updateTable('platform.file').set({ isDeleted: true }).where('id', 'in', ids).execute();
  for (const file of files)
    await ctx.app.files
      .remove(file.storageKey)
      .catch((error: unknown) => ctx.app.log.warn({ err: error, file: file.id }, 'the bytes of a deleted file stay'));
}
