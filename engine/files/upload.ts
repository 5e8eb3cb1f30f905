// One upload from its first byte to its row: right to write, room for one more, name and declared type, bytes with a limit, what the bytes
// really are, pictures written anew, the row, the solution's word on it. Whatever fails on the way leaves neither bytes nor a row.

import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { formatFileSize, t } from '../../renderer/locale.ts';
import { plainText } from '../../renderer/sanitize.ts';
import { BusinessRefusal } from '../../sql/errors.ts';
import { cell } from '../../sql/procedures.ts';
import { callOptional } from '../call.ts';
import { RequestError } from '../errors.ts';
import { FileTooLarge } from '../file-store.ts';
import type { ArrivedFile } from '../file-store.ts';
import { enqueueActions } from '../outbox.ts';
import { withParams } from '../request-context.ts';
import { checkBytes, checkDeclared, checkName } from './check.ts';
import { isPicture } from './content-types.ts';
import { withEnding } from './file-name.ts';
import { preparePicture } from './pictures.ts';
import { findFile, insertFile, listFiles, removeFiles } from './rows.ts';
import type { FilePlace, FileRow, NewFile } from './rows.ts';
import { mayDelete, requireRecord, requireWrite } from './scope.ts';
import type { ResourceScope } from './scope.ts';

/** What a browser sends: all of it is its word. */
export interface UploadPart {
  readonly stream: Readable;
  readonly name: string;
  readonly declared: string;
}

/** Files of one draft at most, so that a token is no free storage. */
const MOST_DRAFTS = 200;

/** Bytes of one file at most: the resource's limit within the process's. */
export function largestFile({ ctx, definition }: ResourceScope): number {
  return Math.min(Math.round(definition.maxSizeMb * 1024 * 1024), ctx.app.config.maxUploadBytes);
}

/** What can be refused before any byte is read. A draft of an existing record names its record as `itemID`, too. */
export async function requireUpload(scope: ResourceScope, place: FilePlace, itemID: string): Promise<void> {
  requireWrite(scope);
  const isNewRecord = place.draftToken !== undefined && (itemID === '' || itemID === '0');
  if (!isNewRecord) await requireRecord(scope, itemID, 'upload');
  const { definition, ctx } = scope;
  const count = (await listFiles(scope, place)).length;
  const most = place.draftToken !== undefined ? MOST_DRAFTS : definition.isSingle ? Number.POSITIVE_INFINITY : definition.maxFiles;
  if (count >= most) throw tooMany(scope);
  ctx.trace.note('files', `resource ${scope.code} has ${count} files here`);
}

/** Stores one file. `requireUpload` has to have passed. */
export async function storeUpload(scope: ResourceScope, place: FilePlace, part: UploadPart): Promise<FileRow> {
  const { ctx, definition } = scope;
  const { lang } = ctx;
  const name = checkName(part.name, { definition, lang });
  checkDeclared(name, { declared: part.declared, definition, lang });
  const arrived = await receive(scope, part.stream);
  try {
    const contentType = await checkBytes(arrived.path, { name, declared: part.declared, definition, lang });
    return isPicture(contentType)
      ? await storePicture(scope, place, { arrived, name: name.name })
      : await register(scope, place, { arrived, name: name.name, contentType, width: null, height: null });
  } finally {
    await arrived.drop();
  }
}

async function receive(scope: ResourceScope, stream: Readable): Promise<ArrivedFile> {
  const { ctx } = scope;
  const most = largestFile(scope);
  try {
    const arrived = await ctx.app.files.receive(stream, most);
    if (arrived.size > 0) return arrived;
    await arrived.drop();
    throw new RequestError('refused', { text: t(ctx.lang, 'resource.emptyFile') });
  } catch (error) {
    if (error instanceof FileTooLarge) throw tooLarge(scope, error);
    throw error;
  }
}

async function storePicture(
  scope: ResourceScope,
  place: FilePlace,
  { arrived, name }: { arrived: ArrivedFile; name: string },
): Promise<FileRow> {
  const { ctx, definition } = scope;
  const picture = await preparePicture(arrived.path, definition.image);
  if (picture === undefined) throw new RequestError('unsupportedType', { text: t(ctx.lang, 'resource.pictureRefused') });
  // Written anew a picture may be larger than it came, but not endlessly.
  const rewritten = await ctx.app.files.receive(Readable.from([picture.bytes]), Math.max(4 * largestFile(scope), picture.bytes.length));
  const file = {
    arrived: rewritten,
    name: withEnding(name, keptEnding(name, picture)),
    contentType: picture.contentType,
    width: picture.width,
    height: picture.height,
  };
  try {
    return await register(scope, place, file);
  } finally {
    await rewritten.drop();
  }
}

/** `photo.jpeg` stays what it is when the type did not change. */
function keptEnding(name: string, picture: { ending: string; contentType: string }): string {
  const own = name.slice(name.lastIndexOf('.') + 1).toLowerCase();
  return picture.contentType === 'image/jpeg' && ['jpg', 'jpeg', 'jpe', 'jfif'].includes(own) ? own : picture.ending;
}

interface Judged {
  readonly arrived: ArrivedFile;
  readonly name: string;
  readonly contentType: string;
  readonly width: number | null;
  readonly height: number | null;
}

async function register(scope: ResourceScope, place: FilePlace, { arrived, ...judged }: Judged): Promise<FileRow> {
  const { ctx, definition } = scope;
  const stored = await arrived.keep();
  const file: NewFile = { id: randomUUID(), ...judged, size: stored.size, sha256: stored.sha256, storageKey: stored.key };
  try {
    const before = await ctx.app.db.kysely.transaction().execute(async (transaction) => {
      const others = await listFiles(scope, place, transaction);
      const ord = others.reduce((most, other) => Math.max(most, other.ord), 0) + 1;
      await insertFile(transaction, scope, { file, place, ord });
      return others;
    });
    const row = await findFile(ctx.app.db.kysely, file.id);
    if (row === undefined) throw new RequestError('failed', { detail: 'the row of the new file is not there' });
    if (place.draftToken === undefined) {
      // Others may have come at the same time: the last word on the number is after the row is there.
      if (!definition.isSingle && before.length >= definition.maxFiles) throw tooMany(scope);
      await askAfterUpload(scope, row);
      if (definition.isSingle) await removeFiles(scope, before);
    }
    return row;
  } catch (error) {
    await removeFiles(scope, [{ id: file.id, storageKey: file.storageKey }]);
    throw error;
  }
}

/** Tells the solution of a file that is now at its record; its refusal undoes the upload. */
export async function askAfterUpload(scope: ResourceScope, file: FileRow): Promise<void> {
  const { ctx, code, definition } = scope;
  const itemID = file.itemID ?? '';
  const values = { itemID, fileID: file.id.toLowerCase(), name: file.name, contentType: file.contentType, size: file.size, lang: ctx.lang };
  try {
    const said = await callOptional(withParams(ctx, { itemID }), {
      name: `${definition.schema}.rs_${code}_afterUpload`,
      values,
      dictionary: new Map([
        ['fileID', values.fileID],
        ['name', file.name],
        ['contentType', file.contentType],
        ['size', String(file.size)],
      ]),
      isRead: false,
    });
    const row = said?.sets[0]?.rows[0];
    const result = cell(row, 'Result');
    if (result === 0 || result === false || result === '0')
      throw new RequestError('refused', { text: plainText(String(cell(row, 'Msg') ?? '')) || t(ctx.lang, 'resource.noAccess') });
    await enqueueActions(ctx, said?.sets[1]?.rows ?? []);
  } catch (error) {
    if (error instanceof BusinessRefusal) throw new RequestError('refused', { text: plainText(error.text), cause: error });
    throw error;
  }
}

/** Deletes a file that the visitor may delete. `requireFile` has to have passed. */
export async function deleteFile(scope: ResourceScope, file: FileRow): Promise<void> {
  if (file.draftToken === null && !mayDelete(scope, file))
    throw new RequestError('refused', {
      text: t(scope.ctx.lang, 'resource.ownOnly'),
      detail: `file ${file.id} belongs to ${file.createdBy ?? ''}`,
    });
  await removeFiles(scope, [file]);
}

function tooMany({ ctx, definition }: ResourceScope): RequestError {
  return new RequestError('refused', { text: t(ctx.lang, 'resource.tooManyFiles', { count: definition.maxFiles }) });
}

function tooLarge({ ctx }: ResourceScope, { maxBytes }: FileTooLarge): RequestError {
  return new RequestError('tooLarge', {
    text: t(ctx.lang, 'resource.tooLarge', { size: formatFileSize({ lang: ctx.lang, timeZone: ctx.visitor.timeZone }, maxBytes) }),
  });
}
