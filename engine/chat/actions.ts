// What a visitor does in a chat: send, edit, delete, read. The right is asked for with every action; others hear of it by an event that
// carries no text, and read the message themselves.

import { renderMessage, renderMessages } from '../../renderer/chat.ts';
import { t } from '../../renderer/locale.ts';
import type { ActionAnswer, ActionBody, ComponentRequest } from '../component.ts';
import { RequestError } from '../errors.ts';
import { once } from '../form/idempotency.ts';
import { enqueue } from '../outbox/enqueue.ts';
import { renderContextOf } from '../render-context.ts';
import type { RequestContext } from '../request-context.ts';
import { chatTopic, requireChat } from './access.ts';
import type { ChatAccess, ChatPlace } from './access.ts';
import { addMessage, deleteMessage, editMessage, moveMark } from './store.ts';
import { isModeratorOf, seenMessages, shorten } from './view.ts';

/** Who reads along has marked the message as read by then. */
const AWAY_AFTER_SECONDS = 2;
const MOST_FILES = 20;

export function placeOf({ code, itemID, definition }: ComponentRequest<'chat'>): ChatPlace {
  return { code, itemID, definition };
}

/** `text`, `key` (idempotency), `replyTo`, `files`. */
export async function sendMessage(request: ComponentRequest<'chat'>, body: ActionBody): Promise<ActionAnswer> {
  const { ctx } = request;
  const place = placeOf(request);
  const access = await requireChat(ctx, place, 'canWrite');
  return once(ctx, { scope: `chat:${place.code}:${place.itemID}`, key: body.key }, () => send(ctx, place, { access, body }));
}

async function send(
  ctx: RequestContext,
  place: ChatPlace,
  { access, body }: { access: ChatAccess; body: ActionBody },
): Promise<ActionAnswer> {
  const files =
    Array.isArray(body.files) && place.definition.attachments !== undefined
      ? body.files.filter((id) => typeof id === 'string').slice(0, MOST_FILES)
      : [];
  const text = textOf(ctx, place, { body, mayBeEmpty: files.length > 0 });
  const userID = ownID(ctx);
  const id = await addMessage(ctx.app.db, place, {
    userID,
    username: ctx.visitor.username,
    text,
    replyTo: place.definition.canReply ? numberOf(body.replyTo) : undefined,
    files,
    resourceCode: place.definition.attachments,
  });
  if (id === undefined) throw new RequestError('refused', { text: t(ctx.lang, 'chat.lost') });
  await moveMark(ctx.app.db, place, { userID, id });
  await ctx.app.events.publish(chatTopic(place), { kind: 'message', id: Number(id), userID });
  await tellOthers(ctx, place, { access, id, text });
  return answerWith(ctx, place, { access, id });
}

export async function changeMessage(request: ComponentRequest<'chat'>, body: ActionBody): Promise<ActionAnswer> {
  const { ctx } = request;
  const place = placeOf(request);
  const access = await requireChat(ctx, place, 'canWrite');
  const text = textOf(ctx, place, { body, mayBeEmpty: false });
  const id = requiredNumber(body.id);
  const isDone = await editMessage(ctx.app.db, place, { id, userID: ownID(ctx), withinMinutes: place.definition.editMinutes, text });
  if (!isDone) throw new RequestError('refused', { text: t(ctx.lang, 'chat.tooLate') });
  await ctx.app.events.publish(chatTopic(place), { kind: 'changed', id: Number(id), userID: ownID(ctx) });
  return answerWith(ctx, place, { access, id });
}

export async function removeMessage(request: ComponentRequest<'chat'>, body: ActionBody): Promise<ActionAnswer> {
  const { ctx } = request;
  const place = placeOf(request);
  const isModerator = isModeratorOf(ctx, place);
  const access = await requireChat(ctx, place, isModerator ? 'canRead' : 'canWrite');
  const id = requiredNumber(body.id);
  const isDone = await deleteMessage(ctx.app.db, place, {
    id,
    userID: isModerator ? undefined : ownID(ctx),
    withinMinutes: isModerator ? undefined : place.definition.deleteMinutes,
  });
  if (!isDone) throw new RequestError('refused', { text: t(ctx.lang, 'chat.tooLate') });
  await ctx.app.events.publish(chatTopic(place), { kind: 'changed', id: Number(id), userID: ownID(ctx) });
  return answerWith(ctx, place, { access, id });
}

/** Everything up to `id` has been seen; notifications about this chat have served. */
export async function markAsRead(request: ComponentRequest<'chat'>, body: ActionBody): Promise<ActionAnswer> {
  const { ctx } = request;
  const place = placeOf(request);
  const access = await requireChat(ctx, place, 'canRead');
  const userID = ownID(ctx);
  const id = requiredNumber(body.id);
  if (!(await moveMark(ctx.app.db, place, { userID, id }))) return { ok: true, commands: [] };
  await ctx.app.events.publish(chatTopic(place), { kind: 'read', id: Number(id), userID });
  const { notificationType } = place.definition;
  const url = addressOf(place, access);
  if (notificationType !== undefined && url !== '') {
    const { numUpdatedRows } = await ctx.app.db.kysely
      .updateTable('platform.notification')
      .set({ readAt: new Date() })
      .where('userID', '=', userID)
      .where('typeCode', '=', notificationType)
      .where('url', '=', url)
      .where('readAt', 'is', null)
      .executeTakeFirst();
    if (numUpdatedRows > 0n) await ctx.app.events.publish(`user:${userID}`, { kind: 'unread' });
  }
  return { ok: true, commands: [] };
}

async function tellOthers(
  ctx: RequestContext,
  place: ChatPlace,
  { access, id, text }: { access: ChatAccess; id: string; text: string },
): Promise<void> {
  const { notificationType } = place.definition;
  const own = ctx.visitor.username.toLowerCase();
  const to = access.participants.filter((username) => username.toLowerCase() !== own).join(',');
  if (notificationType === undefined || to === '') return;
  const payload = {
    to,
    typeCode: notificationType,
    text: `${ctx.visitor.displayName}: ${shorten(text) || '📎'}`,
    url: addressOf(place, access),
    additional: JSON.stringify({ author: ctx.visitor.displayName, message: shorten(text), chat: access.title, itemID: place.itemID }),
    chatCode: place.code,
    itemID: place.itemID,
    messageID: id,
  };
  await enqueue(ctx.app, [
    { type: 'chatNotification', payload, createdBy: ctx.visitor.username, traceID: ctx.traceId, delaySeconds: AWAY_AFTER_SECONDS },
  ]);
}

function addressOf(place: ChatPlace, access: ChatAccess): string {
  return access.url || (place.definition.url ?? '').replaceAll('{itemID}', () => encodeURIComponent(place.itemID));
}

async function answerWith(
  ctx: RequestContext,
  place: ChatPlace,
  { access, id }: { access: ChatAccess; id: string },
): Promise<ActionAnswer> {
  const { messages } = await seenMessages(ctx, place, { access, range: { id, limit: 1 } });
  const [message] = messages;
  const page = renderContextOf(ctx);
  const markup = message === undefined ? '' : renderMessage(page, message).value;
  return { ok: true, commands: [], data: { id, html: markup, withDay: renderMessages(page, messages).value } };
}

function textOf(ctx: RequestContext, { definition }: ChatPlace, { body, mayBeEmpty }: { body: ActionBody; mayBeEmpty: boolean }): string {
  const text = typeof body.text === 'string' ? body.text.trim() : '';
  if (text === '' && !mayBeEmpty) throw new RequestError('refused', { text: t(ctx.lang, 'chat.nothing') });
  if (text.length > definition.maxLength)
    throw new RequestError('refused', { text: t(ctx.lang, 'chat.tooLong', { max: definition.maxLength }) });
  return text;
}

function numberOf(value: unknown): string | undefined {
  const text = typeof value === 'number' || typeof value === 'string' ? String(value) : '';
  return /^\d{1,18}$/.test(text) ? text : undefined;
}

function requiredNumber(value: unknown): string {
  const id = numberOf(value);
  if (id === undefined) throw new RequestError('badRequest', { detail: 'the number of a message is missing' });
  return id;
}

function ownID({ visitor }: RequestContext): number {
  if (visitor.userID === null) throw new RequestError('signInRequired');
  return visitor.userID;
}
