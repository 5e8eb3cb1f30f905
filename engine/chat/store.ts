// Rows of messages, of their files and of who has read how far. Every statement is restricted to one chat at one record.

import { sql } from 'kysely';
import type { Database } from '../../sql/connection.ts';
import { ProcedureFailed } from '../../sql/errors.ts';
import { cell } from '../../sql/procedures.ts';
import { inTransaction, runSql } from '../../sql/query.ts';
import type { ChatPlace } from './access.ts';

type Where = Pick<ChatPlace, 'code' | 'itemID'>;

export interface StoredMessage {
  readonly id: string;
  readonly userID: number;
  readonly username: string;
  readonly displayName: string;
  readonly text: string;
  readonly created: Date;
  readonly editedAt: Date | null;
  readonly deletedAt: Date | null;
  readonly replyToID: string | null;
  readonly replyText: string | null;
  readonly replyAuthor: string | null;
  readonly replyDeletedAt: Date | null;
}

export interface StoredChatFile {
  readonly messageID: string;
  readonly id: string;
  readonly name: string;
  readonly size: string | number;
  readonly contentType: string;
}

export interface MessageRange {
  readonly before?: string | undefined;
  readonly after?: string | undefined;
  readonly id?: string | undefined;
  readonly limit: number;
}

/** In the order written. With `after` the first ones behind it, otherwise the last ones. */
export async function readMessages(db: Database, { code, itemID }: Where, range: MessageRange): Promise<StoredMessage[]> {
  let query = db.kysely
    .selectFrom('platform.chat_message as m')
    .innerJoin('platform.user as u', 'u.id', 'm.userID')
    .leftJoin('platform.chat_message as r', 'r.id', 'm.replyToID')
    .leftJoin('platform.user as ru', 'ru.id', 'r.userID')
    .select(['m.id', 'm.userID', 'u.username', 'u.displayName', 'm.text', 'm.created', 'm.editedAt', 'm.deletedAt', 'm.replyToID'])
    .select(['r.text as replyText', 'r.deletedAt as replyDeletedAt', 'ru.displayName as replyAuthor'])
    .where('m.chatCode', '=', code)
    .where('m.itemID', '=', itemID);
  if (range.id !== undefined) query = query.where('m.id', '=', range.id);
  if (range.before !== undefined) query = query.where('m.id', '<', range.before);
  if (range.after !== undefined) return query.where('m.id', '>', range.after).orderBy('m.id').top(range.limit).execute();
  return (await query.orderBy('m.id', 'desc').top(range.limit).execute()).reverse();
}

export async function readFiles(db: Database, messageIDs: readonly string[]): Promise<StoredChatFile[]> {
  if (messageIDs.length === 0) return [];
  return db.kysely
    .selectFrom('platform.chat_file as c')
    .innerJoin('platform.file as f', 'f.id', 'c.fileID')
    .select(['c.messageID', 'f.id', 'f.name', 'f.size', 'f.contentType'])
    .where('c.messageID', 'in', messageIDs)
    .where(sql<boolean>`f.isDeleted = 0`)
    .orderBy('f.name')
    .execute();
}

/** How far this user has read, and how far the farthest of the others. */
export async function readMarks(db: Database, { code, itemID }: Where, userID: number): Promise<{ own: number; others: number }> {
  const rows = await db.kysely
    .selectFrom('platform.chat_read')
    .select(['userID', 'lastReadID'])
    .where('chatCode', '=', code)
    .where('itemID', '=', itemID)
    .execute();
  const most = (isOwn: boolean): number =>
    Math.max(0, ...rows.filter((row) => (row.userID === userID) === isOwn).map((row) => Number(row.lastReadID)));
  return { own: most(true), others: most(false) };
}

/** Moves the user's mark forward to an existing message; false when it stood there already. */
export async function moveMark(db: Database, { code, itemID }: Where, { userID, id }: { userID: number; id: string }): Promise<boolean> {
  try {
    const [moved] = await runSql(
      db,
      `DECLARE @to bigint = (SELECT MAX(m.id) FROM platform.chat_message AS m WHERE m.chatCode = @code AND m.itemID = @itemID AND m.id <= @id);
       DECLARE @count int = 0;
       IF @to IS NOT NULL
       BEGIN
         UPDATE platform.chat_read SET lastReadID = @to WHERE chatCode = @code AND itemID = @itemID AND userID = @userID AND lastReadID < @to;
         SET @count = @@ROWCOUNT;
         IF @count = 0 AND NOT EXISTS (SELECT 1 FROM platform.chat_read WHERE chatCode = @code AND itemID = @itemID AND userID = @userID)
         BEGIN
           INSERT INTO platform.chat_read (chatCode, itemID, userID, lastReadID) VALUES (@code, @itemID, @userID, @to);
           SET @count = 1;
         END;
       END;
       SELECT @count AS moved;`,
      { code, itemID, userID, id },
    );
    return Number(cell(moved?.rows[0], 'moved') ?? 0) > 0;
  } catch (error) {
    // Two tabs at once: the other one has set it.
    if (error instanceof ProcedureFailed && (error.number === 2627 || error.number === 2601)) return false;
    throw error;
  }
}

export interface NewMessage {
  readonly userID: number;
  readonly username: string;
  readonly text: string;
  readonly replyTo: string | undefined;
  /** Files of the resource type that the chat names, uploaded by the same user and not attached elsewhere. */
  readonly files: readonly string[];
  readonly resourceCode: string | undefined;
}

/** Writes a message; undefined when a file or the message that it answers is not what it should be. */
export async function addMessage(db: Database, { code, itemID }: Where, message: NewMessage): Promise<string | undefined> {
  const { userID, username, text, files, replyTo = null, resourceCode = null } = message;
  try {
    return await inTransaction(db, async (session) => {
      const [made] = await session.run(
        `INSERT INTO platform.chat_message (chatCode, itemID, userID, text, replyToID)
         OUTPUT inserted.id
         SELECT @code, @itemID, @userID, @text, @replyTo
         WHERE @replyTo IS NULL
           OR EXISTS (SELECT 1 FROM platform.chat_message AS r WHERE r.id = @replyTo AND r.chatCode = @code AND r.itemID = @itemID);`,
        { code, itemID, userID, text, replyTo },
      );
      const id = cell(made?.rows[0], 'id');
      if (id === undefined) throw new NotWritten();
      if (files.length > 0) {
        const [attached] = await session.run(
          `INSERT INTO platform.chat_file (messageID, fileID)
           SELECT @id, f.id
           FROM OPENJSON(@files) AS j
           JOIN platform.[file] AS f ON f.id = TRY_CAST(j.[value] AS uniqueidentifier)
           WHERE f.createdBy = @username AND f.isDeleted = 0 AND f.resourceCode = @resourceCode
             -- A file that lies at another record stays there: it is not its uploader's to carry away.
             AND (f.draftToken IS NOT NULL OR f.itemID = @itemID)
             AND NOT EXISTS (SELECT 1 FROM platform.chat_file AS c WHERE c.fileID = f.id);
           SELECT @@ROWCOUNT AS attached;
           UPDATE f SET itemID = @itemID, draftToken = NULL
           FROM platform.[file] AS f JOIN platform.chat_file AS c ON c.fileID = f.id
           WHERE c.messageID = @id;`,
          { id: String(id), files: JSON.stringify(files), username, itemID, resourceCode },
        );
        if (Number(cell(attached?.rows[0], 'attached') ?? 0) !== files.length) throw new NotWritten();
      }
      return String(id);
    });
  } catch (error) {
    if (error instanceof NotWritten) return undefined;
    throw error;
  }
}

class NotWritten extends Error {}

export interface OwnChange {
  readonly id: string;
  readonly userID: number;
  /** Messages older than this stay as they are; undefined for no limit. */
  readonly withinMinutes: number | undefined;
}

/** Changes an own message; false when it is not the user's, too old, or deleted. */
export async function editMessage(
  db: Database,
  { code, itemID }: Where,
  { id, userID, withinMinutes = 0, text }: OwnChange & { text: string },
): Promise<boolean> {
  const { numUpdatedRows } = await db.kysely
    .updateTable('platform.chat_message')
    .set({ text, editedAt: new Date() })
    .where('id', '=', id)
    .where('chatCode', '=', code)
    .where('itemID', '=', itemID)
    .where('userID', '=', userID)
    .where('deletedAt', 'is', null)
    .where('created', '>', new Date(Date.now() - withinMinutes * 60_000))
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Hides a message: an own one, or for moderators (`userID` undefined) anybody's. */
export async function deleteMessage(
  db: Database,
  { code, itemID }: Where,
  { id, userID, withinMinutes }: Omit<OwnChange, 'userID'> & { userID: number | undefined },
): Promise<boolean> {
  let query = db.kysely
    .updateTable('platform.chat_message')
    .set({ deletedAt: new Date() })
    .where('id', '=', id)
    .where('chatCode', '=', code)
    .where('itemID', '=', itemID)
    .where('deletedAt', 'is', null);
  if (userID !== undefined) query = query.where('userID', '=', userID);
  if (withinMinutes !== undefined) query = query.where('created', '>', new Date(Date.now() - withinMinutes * 60_000));
  const { numUpdatedRows } = await query.executeTakeFirst();
  return numUpdatedRows === 1n;
}
