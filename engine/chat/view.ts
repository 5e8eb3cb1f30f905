// Messages as one visitor sees them: which are own, which may be changed still, what others have read.

import type { ChatMessageView } from '../../renderer/chat.ts';
import { isPartAllowed } from '../access.ts';
import type { RequestContext } from '../request-context.ts';
import type { ChatAccess, ChatPlace } from './access.ts';
import { readFiles, readMarks, readMessages } from './store.ts';
import type { MessageRange, StoredChatFile, StoredMessage } from './store.ts';

const QUOTE_LENGTH = 140;

export interface SeenMessages {
  readonly messages: readonly ChatMessageView[];
  readonly firstUnreadID: string | undefined;
}

export async function seenMessages(
  ctx: RequestContext,
  place: ChatPlace,
  { access, range }: { access: ChatAccess; range: MessageRange },
): Promise<SeenMessages> {
  const { db } = ctx.app;
  const [rows, marks] = await Promise.all([readMessages(db, place, range), readMarks(db, place, ctx.visitor.userID ?? 0)]);
  const files = await readFiles(
    db,
    rows.filter(({ deletedAt }) => deletedAt === null).map(({ id }) => id),
  );
  const isModerator = isModeratorOf(ctx, place);
  const messages = rows.map((row) =>
    messageView(ctx, place, {
      row,
      access,
      isModerator,
      readByOthers: marks.others,
      files: files.filter(({ messageID }) => messageID === row.id),
    }),
  );
  const firstUnread = rows.find((row) => Number(row.id) > marks.own && row.userID !== ctx.visitor.userID);
  // Who has never been here sees a conversation, not a list of news.
  return { messages, firstUnreadID: marks.own === 0 ? undefined : firstUnread?.id };
}

/** Moderators are named expressly: an empty list makes nobody one. */
export function isModeratorOf(ctx: RequestContext, { definition }: ChatPlace): boolean {
  const roles = definition.moderatorRoles;
  return roles !== undefined && roles.trim() !== '' && isPartAllowed(roles, ctx.visitor);
}

interface Seen {
  readonly row: StoredMessage;
  readonly access: ChatAccess;
  readonly isModerator: boolean;
  readonly readByOthers: number;
  readonly files: readonly StoredChatFile[];
}

function messageView(
  ctx: RequestContext,
  { definition }: ChatPlace,
  { row, access, isModerator, readByOthers, files }: Seen,
): ChatMessageView {
  const isMine = row.userID === ctx.visitor.userID;
  const minutes = (Date.now() - row.created.getTime()) / 60_000;
  const isDeleted = row.deletedAt !== null;
  const mayChange = isMine && access.canWrite && !isDeleted;
  return {
    id: row.id,
    isMine,
    author: row.displayName || row.username,
    created: row.created,
    text: isDeleted ? '' : row.text,
    isDeleted,
    isEdited: row.editedAt !== null,
    isRead: definition.showRead && Number(row.id) <= readByOthers,
    canEdit: mayChange && minutes < definition.editMinutes,
    canDelete: (mayChange && minutes < definition.deleteMinutes) || (isModerator && !isDeleted),
    canReply: definition.canReply && access.canWrite,
    reply:
      row.replyToID === null
        ? undefined
        : { author: row.replyAuthor ?? '', text: row.replyDeletedAt === null ? shorten(row.replyText ?? '') : '…' },
    files: files.map((file) => ({
      name: file.name,
      url: `/f/${file.id}/${encodeURIComponent(file.name)}`,
      size: Number(file.size),
      isImage: file.contentType.startsWith('image/'),
    })),
  };
}

/** One line of a text, for quotes and notifications. */
export function shorten(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length <= QUOTE_LENGTH ? line : `${line.slice(0, QUOTE_LENGTH - 1).trimEnd()}…`;
}
