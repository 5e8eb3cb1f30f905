// The user's picture: read as an image whatever its name says, cut to a square, stored anew without anything else that was in the file.

import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import sharp from 'sharp';
import type { RequestContext } from '../request-context.ts';
import type { UserRecord } from './users.ts';

export const LARGEST_AVATAR = 5 * 1024 * 1024;
const SIDE = 256;
const MOST_PIXELS = 50_000_000;
const FORMATS: ReadonlySet<string> = new Set(['jpeg', 'png', 'webp']);
const RESOURCE = 'avatar';

/** Stores the picture; false when the bytes are none that we read. */
export async function storeAvatar(ctx: RequestContext, user: UserRecord, bytes: Buffer): Promise<boolean> {
  const picture = await squarePicture(bytes);
  if (picture === undefined) return false;
  const { db, files } = ctx.app;
  const stored = await files.put(Readable.from([picture]), LARGEST_AVATAR);
  const id = randomUUID();
  await db.kysely.transaction().execute(async (transaction) => {
    await transaction
      .insertInto('platform.file')
      .values({
        id,
        resourceCode: RESOURCE,
        entityCode: 'user',
        itemID: String(user.id),
        name: 'avatar.webp',
        contentType: 'image/webp',
        size: stored.size,
        sha256: stored.sha256,
        storageKey: stored.key,
        width: SIDE,
        height: SIDE,
        createdBy: user.username,
        draftToken: null,
      })
      .execute();
    await transaction.updateTable('platform.user').set({ avatarFileID: id }).where('id', '=', user.id).execute();
  });
  await dropFile(ctx, user.avatarFileID);
  return true;
}

export async function removeAvatar(ctx: RequestContext, user: UserRecord): Promise<void> {
  await ctx.app.db.kysely.updateTable('platform.user').set({ avatarFileID: null }).where('id', '=', user.id).execute();
  await dropFile(ctx, user.avatarFileID);
}

/** The bytes of somebody's picture; undefined when there is no such picture. */
export async function openAvatar(ctx: RequestContext, id: string): Promise<{ stream: Readable; contentType: string } | undefined> {
  const file = await ctx.app.db.kysely
    .selectFrom('platform.file')
    .select(['storageKey', 'contentType'])
    .where('id', '=', id)
    .where('resourceCode', '=', RESOURCE)
    .where('isDeleted', '=', false)
    .executeTakeFirst();
  return file === undefined ? undefined : { stream: await ctx.app.files.open(file.storageKey), contentType: file.contentType };
}

async function squarePicture(bytes: Buffer): Promise<Buffer | undefined> {
  try {
    const { format } = await sharp(bytes, { limitInputPixels: MOST_PIXELS }).metadata();
    if (!FORMATS.has(format)) return undefined;
    return await sharp(bytes, { limitInputPixels: MOST_PIXELS })
      .rotate()
      .resize(SIDE, SIDE, { fit: 'cover' })
      .webp({ quality: 82 })
      .toBuffer();
  } catch {
    // Broken and hostile files end here; what was wrong with them concerns nobody.
    return undefined;
  }
}

async function dropFile({ app }: RequestContext, id: string | null): Promise<void> {
  if (id === null) return;
  const file = await app.db.kysely.selectFrom('platform.file').select('storageKey').where('id', '=', id).executeTakeFirst();
  await app.db.kysely.updateTable('platform.file').set({ isDeleted: true }).where('id', '=', id).execute();
  if (file !== undefined) await app.files.remove(file.storageKey);
}
