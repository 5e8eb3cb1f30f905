// Addresses of notifications: the bell's panel, the page, reading, preferences. Each visitor sees and changes only their own.

import type { FastifyInstance, FastifyReply } from 'fastify';
import { html, safeUrl } from '../../renderer/html.ts';
import type { SafeHtml } from '../../renderer/html.ts';
import { renderCabinet } from '../../renderer/layout.ts';
import { t } from '../../renderer/locale.ts';
import { renderNotificationList, renderNotificationTabs, renderPanel, renderPreferences } from '../../renderer/notifications.ts';
import type { NotificationListView, NotificationTab } from '../../renderer/notifications.ts';
import { RequestError } from '../errors.ts';
import { layoutInfo } from '../layout-info.ts';
import { loadMenu } from '../menu.ts';
import { renderContextOf } from '../render-context.ts';
import type { RequestContext } from '../request-context.ts';
import { loadPreferences, savePreferences } from './preferences.ts';
import { countUnread, findNotification, listNotifications, markRead } from './store.ts';
import { notificationText, notificationUrl, typeOf } from './types.ts';

const IN_PANEL = 8;
const ON_PAGE = 30;
const idSchema = { type: 'string', pattern: '^\\d{1,18}$' };

export function notificationRoutes(server: FastifyInstance): void {
  server.get('/notifications/panel', async ({ ctx }, reply) => {
    const view = await listView(ctx, { userID: ownID(ctx), limit: IN_PANEL, isUnreadOnly: false });
    return send(reply, renderPanel(renderContextOf(ctx), view).value);
  });
  server.get('/notifications/list', async ({ ctx }, reply) => send(reply, (await list(ctx)).value));
  server.get('/notifications', async ({ ctx }, reply) => {
    const tab = isUnreadOnly(ctx) ? 'unread' : 'all';
    return send(reply, await page(ctx, { tab, lead: t(ctx.lang, 'notifications.lead'), body: await list(ctx) }));
  });

  server.get<{ Params: { id: string } }>(
    '/notifications/open/:id',
    { schema: { params: { type: 'object', properties: { id: idSchema } } } },
    async ({ ctx, params, headers }, reply) => {
      const userID = ownID(ctx);
      const row = await findNotification(ctx.app.db, { userID, id: params.id });
      if (row === undefined) throw new RequestError('notFound');
      // A picture on another site must not be able to mark what nobody has read.
      const from = headers['sec-fetch-site'];
      if (from === undefined || from === 'same-origin' || from === 'none') await markRead(ctx.app, { userID, id: row.id });
      const url = notificationUrl(typeOf(ctx.app.definitions, row.typeCode), row);
      return reply.header('cache-control', 'no-store').redirect(url === '' || safeUrl(url) === '#' ? '/notifications' : safeUrl(url), 303);
    },
  );

  const readBody = { type: 'object', properties: { id: idSchema }, required: ['id'] };
  server.post<{ Body: { id: string } }>('/notifications/read', { schema: { body: readBody } }, async ({ ctx, body }, reply) =>
    answerRead(reply, await markRead(ctx.app, { userID: ownID(ctx), id: body.id })),
  );
  server.post('/notifications/read-all', async (request, reply) => {
    const unread = await markRead(request.ctx.app, { userID: ownID(request.ctx) });
    if (request.headers['x-requested-with'] === undefined) return reply.redirect('/notifications', 303);
    return answerRead(reply, unread);
  });

  server.get('/notifications/preferences', async ({ ctx }, reply) => {
    const view = await loadPreferences(ctx, ownID(ctx));
    const body = renderPreferences(renderContextOf(ctx), view);
    return send(reply, await page(ctx, { tab: 'preferences', lead: t(ctx.lang, 'notifications.preferencesLead'), body }));
  });
  server.post<{ Body: { on?: unknown } | null }>('/notifications/preferences', async ({ ctx, body }, reply) => {
    const on = [body?.on].flat().filter((one) => typeof one === 'string');
    await savePreferences(ctx, ownID(ctx), new Set(on));
    return reply.redirect('/notifications/preferences?saved=1', 303);
  });
}

function ownID({ visitor }: RequestContext): number {
  if (visitor.userID === null) throw new RequestError('signInRequired', { detail: 'notifications need a signed-in user' });
  return visitor.userID;
}

function isUnreadOnly(ctx: RequestContext): boolean {
  return ctx.params.get('filter') === 'unread';
}

async function list(ctx: RequestContext): Promise<SafeHtml> {
  const before = ctx.params.get('before');
  const view = await listView(ctx, {
    userID: ownID(ctx),
    limit: ON_PAGE,
    isUnreadOnly: isUnreadOnly(ctx),
    ...(before !== undefined && /^\d{1,18}$/.test(before) ? { before } : {}),
  });
  return renderNotificationList(renderContextOf(ctx), view);
}

async function listView(
  ctx: RequestContext,
  wanted: { userID: number; limit: number; isUnreadOnly: boolean; before?: string },
): Promise<NotificationListView> {
  const { app, lang } = ctx;
  const [rows, unread] = await Promise.all([
    listNotifications(app.db, { ...wanted, limit: wanted.limit + 1 }),
    countUnread(app.db, wanted.userID),
  ]);
  const shown = rows.slice(0, wanted.limit);
  const items = shown.map((row) => {
    const type = typeOf(app.definitions, row.typeCode);
    return {
      id: row.id,
      text: notificationText(lang, type, row),
      icon: type?.icon ?? 'bell',
      color: type?.color,
      created: row.created,
      isUnread: row.readAt === null,
      hasTarget: notificationUrl(type, row) !== '',
    };
  });
  const last = rows.length > wanted.limit ? shown.at(-1)?.id : undefined;
  const query = new URLSearchParams({ ...(wanted.isUnreadOnly ? { filter: 'unread' } : {}), before: last ?? '' });
  return { items, unread, isUnreadOnly: wanted.isUnreadOnly, olderUrl: last === undefined ? undefined : `/notifications?${query}` };
}

async function page(ctx: RequestContext, { tab, lead, body }: { tab: NotificationTab; lead: string; body: SafeHtml }): Promise<string> {
  const [info, groups] = await Promise.all([layoutInfo(ctx), loadMenu(ctx, { current: '', own: undefined })]);
  const render = renderContextOf(ctx);
  const title = t(ctx.lang, 'notifications.title');
  return renderCabinet({
    ctx: render,
    title,
    brand: info.brand,
    head: { title, lead },
    menu: { groups },
    notifications: { unread: ctx.unreadNotifications },
    search: info.search,
    banner: info.banner,
    body: html`${renderNotificationTabs(render, tab)}${body}`,
  });
}

function answerRead(reply: FastifyReply, unread: number): FastifyReply {
  const commands = [
    { type: 'event', name: 'as:unread', detail: { unread } },
    { type: 'refresh', target: 'as-notifications' },
  ];
  return reply.send({ ok: true, commands, data: { unread } });
}

function send(reply: FastifyReply, markup: string): FastifyReply {
  return reply.header('cache-control', 'no-store').type('text/html; charset=utf-8').send(markup);
}
