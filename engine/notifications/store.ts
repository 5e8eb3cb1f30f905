// Rows of notifications and of what users chose about them. Everything here is restricted to one user.

import { sql } from 'kysely';
import type { Database } from '../../sql/connection.ts';
import type { App } from '../app.ts';
import type { Choices, NotificationFacts } from './types.ts';

export interface StoredNotification extends NotificationFacts {
  readonly id: string;
  readonly created: Date;
  readonly readAt: Date | null;
  readonly fromUsername: string | null;
}

type Source = Pick<Database, 'kysely'>;

/** As `platform.request_begin` counts: more than a hundred need no exact number. */
const MOST_COUNTED = 100;
const COLUMNS = ['id', 'typeCode', 'text', 'url', 'additional', 'created', 'readAt', 'fromUsername'] as const;

export async function countUnread(db: Source, userID: number): Promise<number> {
  const { rows } = await sql<{ unread: number }>`
    SELECT COUNT(*) AS unread
    FROM (SELECT TOP (${sql.lit(MOST_COUNTED)}) n.id FROM platform.notification AS n WHERE n.userID = ${userID} AND n.readAt IS NULL) AS n`.execute(
    db.kysely as never,
  );
  return Number(rows[0]?.unread ?? 0);
}

/** The latest first; `before` is the last number of the page before. */
export async function listNotifications(
  db: Source,
  { userID, isUnreadOnly, before, limit }: { userID: number; isUnreadOnly: boolean; before?: string | undefined; limit: number },
): Promise<StoredNotification[]> {
  let query = db.kysely.selectFrom('platform.notification').select(COLUMNS).where('userID', '=', userID);
  if (isUnreadOnly) query = query.where('readAt', 'is', null);
  if (before !== undefined) query = query.where('id', '<', before);
  return query.orderBy('id', 'desc').top(limit).execute();
}

export async function findNotification(
  db: Source,
  { userID, id }: { userID: number; id: string },
): Promise<StoredNotification | undefined> {
  return db.kysely.selectFrom('platform.notification').select(COLUMNS).where('id', '=', id).where('userID', '=', userID).executeTakeFirst();
}

/** Marks one (or, without a number, all) of the user's as read and tells the user's other pages; answers how many are unread now. */
export async function markRead(
  { db, events }: Pick<App, 'db' | 'events'>,
  { userID, id }: { userID: number; id?: string },
): Promise<number> {
  let query = db.kysely
    .updateTable('platform.notification')
    .set({ readAt: new Date() })
    .where('userID', '=', userID)
    .where('readAt', 'is', null);
  if (id !== undefined) query = query.where('id', '=', id);
  const { numUpdatedRows } = await query.executeTakeFirst();
  const unread = await countUnread(db, userID);
  if (numUpdatedRows > 0n) await events.publish(`user:${userID}`, { kind: 'unread' });
  return unread;
}

/** What the user chose, by type code in lower case. */
export async function readChoices(db: Source, userID: number): Promise<ReadonlyMap<string, Choices>> {
  const rows = await db.kysely
    .selectFrom('platform.notification_preference')
    .select(['typeCode', 'channel', 'isOn'])
    .where('userID', '=', userID)
    .execute();
  const byType = new Map<string, Map<string, boolean>>();
  for (const { typeCode, channel, isOn } of rows) {
    const key = typeCode.toLowerCase();
    byType.set(key, (byType.get(key) ?? new Map<string, boolean>()).set(channel, isOn));
  }
  return byType;
}

export interface Choice {
  readonly typeCode: string;
  readonly channel: string;
  readonly isOn: boolean;
}

/** Replaces what the user chose for these types and channels. */
export async function saveChoices(db: Source, userID: number, choices: readonly Choice[]): Promise<void> {
  await db.kysely.transaction().execute(async (transaction) => {
    for (const { typeCode, channel, isOn } of choices) {
      const own = transaction.updateTable('platform.notification_preference').set({ isOn }).where('userID', '=', userID);
      const { numUpdatedRows } = await own.where('typeCode', '=', typeCode).where('channel', '=', channel).executeTakeFirst();
      if (numUpdatedRows > 0n) continue;
      await transaction.insertInto('platform.notification_preference').values({ userID, typeCode, channel, isOn }).execute();
    }
  });
}
