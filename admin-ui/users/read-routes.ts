// Screens of users and roles.

import type { FastifyInstance, FastifyReply } from 'fastify';
import { listSessions } from '../../engine/auth/sessions.ts';
import { findById, findByLogin } from '../../engine/auth/users.ts';
import { RequestError } from '../../engine/errors.ts';
import type { RequestContext } from '../../engine/request-context.ts';
import { adminRenderContext, adminScreen } from '../screen.ts';
import { ta } from '../texts.ts';
import { PAGE_SIZE, listUsers, rolesOfUser } from './list.ts';
import type { UserFilter } from './list.ts';
import { renderMatrix } from './matrix-view.ts';
import { kindsWithRoles, rightsOf, visitorWith } from './rights.ts';
import { renderUser, renderUserForm, renderUserList, userActions } from './view.ts';

export interface UserParams {
  Params: { id: string };
}
export const idSchema = { params: { type: 'object', properties: { id: { type: 'string', pattern: '^[0-9]{1,9}$' } }, required: ['id'] } };

export function readRoutes(server: FastifyInstance): void {
  server.get('/', async ({ ctx }, reply) => {
    const filter = filterOf(ctx);
    const { users, total } = await listUsers(ctx.app.db, filter);
    return page(
      reply,
      adminScreen(ctx, {
        section: 'users',
        title: ta(ctx.lang, 'sections.users'),
        actions: userActions(ctx.lang),
        body: renderUserList(adminRenderContext(ctx), { users, total, filter, pageSize: PAGE_SIZE, roles: roleCodes(ctx) }),
      }),
    );
  });

  server.get('/new', async ({ ctx }, reply) =>
    page(
      reply,
      adminScreen(ctx, {
        section: 'users',
        title: ta(ctx.lang, 'users.newTitle'),
        breadcrumbs: [{ text: ta(ctx.lang, 'users.newTitle') }],
        body: renderUserForm(adminRenderContext(ctx), { roles: roleCodes(ctx), canMail: ctx.app.config.smtpUrl !== undefined }),
        isWide: false,
      }),
    ),
  );

  server.get('/matrix', async ({ ctx }, reply) => {
    const kind = kindsWithRoles().find((one) => one === ctx.params.get('kind')) ?? 'page';
    const definitions = ctx.app.definitions.all(kind).flatMap((one) => ('findings' in one ? [] : [one]));
    return page(
      reply,
      adminScreen(ctx, {
        section: 'users',
        title: ta(ctx.lang, 'users.matrix'),
        breadcrumbs: [{ text: ta(ctx.lang, 'users.matrix') }],
        body: renderMatrix(adminRenderContext(ctx), {
          kind,
          kinds: kindsWithRoles(),
          roles: roleCodes(ctx),
          rows: definitions.map(({ code, definition }) => ({ code, roles: (definition as { roles?: string }).roles ?? '' })),
        }),
      }),
    );
  });

  // Names are what other screens know.
  server.get<{ Params: { name: string } }>('/named/:name', async ({ ctx, params }, reply) => {
    const user = await findByLogin(ctx.app.db, params.name);
    if (user === undefined) throw new RequestError('notFound', { detail: `there is no user ${params.name}` });
    return reply.redirect(`/admin/users/${user.id}`, 302);
  });

  server.get<UserParams>('/:id', { schema: idSchema }, async ({ ctx, params }, reply) => {
    const user = await findById(ctx.app.db, Number(params.id));
    if (user === undefined) throw new RequestError('notFound', { detail: `there is no user number ${params.id}` });
    const [own, sessions] = await Promise.all([rolesOfUser(ctx.app.db, user.id), listSessions(ctx.app.db, user.id)]);
    const visitor = visitorWith(ctx, { userID: user.id, username: user.username, roles: own });
    return page(
      reply,
      adminScreen(ctx, {
        section: 'users',
        title: user.displayName || user.username,
        lead: user.username,
        breadcrumbs: [{ text: user.username }],
        body: renderUser(adminRenderContext(ctx), {
          user,
          own,
          sessions,
          roles: roleCodes(ctx),
          rights: rightsOf(ctx.app.definitions, visitor, ctx.lang),
          isSelf: user.id === ctx.visitor.userID,
          canMail: ctx.app.config.smtpUrl !== undefined && user.email !== null,
        }),
      }),
    );
  });
}

export function roleCodes(ctx: RequestContext): string[] {
  return ctx.app.definitions.all('role').map(({ code }) => code);
}

function filterOf({ params }: RequestContext): UserFilter {
  const state = params.get('state');
  const page = Number(params.get('page') ?? 1);
  return {
    text: (params.get('text') ?? '').trim().slice(0, 100),
    role: (params.get('role') ?? '').slice(0, 64),
    state: state === 'active' || state === 'disabled' ? state : 'all',
    page: Number.isInteger(page) && page >= 1 && page < 100_000 ? page : 1,
  };
}

async function page(reply: FastifyReply, screen: Promise<string>): Promise<FastifyReply> {
  return reply.type('text/html; charset=utf-8').send(await screen);
}
