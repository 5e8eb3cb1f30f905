// A message of topic `user:ID` in the words of the user's browser: the text in the user's language, the number of unread ones, and nothing
// of what the user does not want to see in the cabinet.

import { safeUrl } from '../../renderer/html.ts';
import type { RequestContext } from '../request-context.ts';
import { countUnread, findNotification, readChoices } from './store.ts';
import { channelsFor, notificationText, notificationUrl, typeOf } from './types.ts';

export interface NewsEvent {
  readonly name: 'notification' | 'unread' | 'refresh';
  readonly data: Readonly<Record<string, unknown>>;
}

/** `payload.kind`: `notification` {id}, `unread`, `refresh` {target}; others are not for browsers. */
export async function newsFor(ctx: RequestContext, payload: Readonly<Record<string, unknown>>): Promise<NewsEvent | undefined> {
  const { app, visitor, lang } = ctx;
  if (visitor.userID === null) return undefined;
  if (payload.kind === 'refresh')
    return typeof payload.target === 'string' ? { name: 'refresh', data: { target: payload.target } } : undefined;
  if (payload.kind === 'unread') return { name: 'unread', data: { unread: await countUnread(app.db, visitor.userID) } };
  if (payload.kind !== 'notification') return undefined;
  const [row, unread, choices] = await Promise.all([
    findNotification(app.db, { userID: visitor.userID, id: String(payload.id) }),
    countUnread(app.db, visitor.userID),
    readChoices(app.db, visitor.userID),
  ]);
  if (row === undefined) return { name: 'unread', data: { unread } };
  const type = typeOf(app.definitions, row.typeCode);
  const isShown = row.readAt === null && channelsFor(type, choices.get(row.typeCode.toLowerCase()) ?? new Map()).has('inApp');
  if (!isShown) return { name: 'unread', data: { unread } };
  const url = notificationUrl(type, row);
  return {
    name: 'notification',
    data: {
      unread,
      id: row.id,
      text: notificationText(lang, type, row),
      url: url === '' ? '' : safeUrl(url),
      isUrgent: type?.isUrgent ?? false,
    },
  };
}
