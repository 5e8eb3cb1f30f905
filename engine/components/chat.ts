// The chat component: messages at a record for those whom `chat_{code}_access` admits. The parts are in `engine/chat/`.

import { renderChat, renderMessages } from '../../renderer/chat.ts';
import type { ChatView } from '../../renderer/chat.ts';
import { localText, t } from '../../renderer/locale.ts';
import { chatTopic, requireChat } from '../chat/access.ts';
import { changeMessage, markAsRead, placeOf, removeMessage, sendMessage } from '../chat/actions.ts';
import type { MessageRange } from '../chat/store.ts';
import { seenMessages } from '../chat/view.ts';
import type { ComponentKind, ComponentReading, ComponentRequest } from '../component.ts';
import { RequestError } from '../errors.ts';
import { topicToken } from '../event-topics.ts';
import { renderContextOf } from '../render-context.ts';

const MOST_NEW = 200;
const OWN_PARAMS = new Set(['before', 'after', 'id']);

export const chatComponent: ComponentKind<'chat', ChatView> = {
  kind: 'chat',
  snippets: ['as-chat'],
  roles: (definition) => definition.roles,
  load: loadChat,
  render: renderChat,
  actions: { send: sendMessage, edit: changeMessage, delete: removeMessage, read: markAsRead },
  readings: {
    older: (request) => readPart(request, { before: numberParam(request, 'before'), limit: request.definition.pageSize }),
    since: (request) => readPart(request, { after: numberParam(request, 'after'), limit: MOST_NEW }),
    message: (request) => readPart(request, { id: numberParam(request, 'id'), limit: 1 }),
  },
};

async function loadChat(request: ComponentRequest<'chat'>): Promise<ChatView> {
  const { ctx, definition, itemID } = request;
  const { lang } = ctx;
  const place = placeOf(request);
  const access = await requireChat(ctx, place, 'canRead');
  // Subscribed from here on: what is written while the page is on its way is caught up by the client.
  const { messages, firstUnreadID } = await seenMessages(ctx, place, { access, range: { limit: definition.pageSize + 1 } });
  const hasOlder = messages.length > definition.pageSize;
  return {
    code: place.code,
    itemID,
    params: [...request.params].filter(([name]) => !OWN_PARAMS.has(name)),
    version: 1,
    title: access.title || localText(lang, definition.title) || t(lang, 'chat.title'),
    participants: await namesOf(request, access.participants),
    messages: hasOlder ? messages.slice(1) : messages,
    hasOlder,
    firstUnreadID,
    canWrite: access.canWrite,
    placeholder: localText(lang, definition.placeholder) || t(lang, 'chat.placeholder'),
    maxLength: definition.maxLength,
    height: definition.height,
    hasCard: definition.hasCard,
    empty: {
      title: localText(lang, definition.empty?.title) || t(lang, 'chat.empty'),
      text: localText(lang, definition.empty?.text) || (access.canWrite ? t(lang, 'chat.emptyText') : ''),
    },
    topics: topicToken(ctx, chatTopic(place)),
    attachments: access.canWrite ? definition.attachments : undefined,
  };
}

async function namesOf({ ctx }: ComponentRequest<'chat'>, participants: readonly string[]): Promise<string> {
  if (participants.length === 0) return '';
  const users = await ctx.app.db.kysely
    .selectFrom('platform.user')
    .select(['username', 'displayName'])
    .where('username', 'in', participants.slice(0, 20))
    .orderBy('displayName')
    .execute();
  return users
    .map(({ username, displayName }) =>
      username.toLowerCase() === ctx.visitor.username.toLowerCase() ? t(ctx.lang, 'chat.you') : displayName || username,
    )
    .join(', ');
}

async function readPart(request: ComponentRequest<'chat'>, range: MessageRange): Promise<ComponentReading> {
  const place = placeOf(request);
  const access = await requireChat(request.ctx, place, 'canRead');
  const { messages } = await seenMessages(request.ctx, place, { access, range });
  return { kind: 'html', html: renderMessages(renderContextOf(request.ctx), messages) };
}

function numberParam({ params }: ComponentRequest<'chat'>, name: string): string {
  const value = params.get(name) ?? '';
  if (!/^\d{1,18}$/.test(value)) throw new RequestError('badRequest', { detail: `"${name}" must be the number of a message` });
  return value;
}
