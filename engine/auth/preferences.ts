// Language, mode and density: kept with the user and in a cookie, so that the pages before signing in look as they did.

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Look } from '../request-begin.ts';
import { PREFERENCE_COOKIE, readLook } from '../request-begin.ts';
import type { RequestContext, Visitor } from '../request-context.ts';

const YEAR_SECONDS = 365 * 86_400;
/** Pages of which a change of language must not lose what the address carries (where to go next, who invited). */
const KEEPS_QUERY = /^\/(sign-in|register)(\/|$)/;

const preferencesBody = {
  type: 'object',
  properties: {
    theme: { enum: ['light', 'dark', 'auto'] },
    lang: { enum: ['en', 'ru'] },
    density: { enum: ['comfortable', 'compact'] },
  },
  minProperties: 1,
  additionalProperties: false,
};

export function preferenceRoutes(server: FastifyInstance): void {
  server.addHook('onRequest', followLangLink);
  server.post('/me/preferences', { schema: { body: preferencesBody } }, async (request, reply) => {
    const look = request.body as Look;
    await saveLook(request.ctx, look);
    keepLook(request, reply, look);
    return reply.send({ ok: true, commands: [] });
  });
}

/** A look as it is kept: without a density of one's own the site's counts. */
export type OwnLook = Omit<Look, 'density'> & { density?: Visitor['density'] };

/** Saves what is given with the signed-in user. */
export async function saveLook(ctx: RequestContext, look: OwnLook): Promise<void> {
  const { userID } = ctx.visitor;
  if (userID === null || Object.keys(look).length === 0) return;
  await ctx.app.db.kysely.updateTable('platform.user').set(look).where('id', '=', userID).execute();
}

/** Keeps it in the browser, over what is there. */
export function keepLook(request: FastifyRequest, reply: FastifyReply, { density, ...look }: OwnLook): void {
  const kept = { ...readLook(request.cookies[PREFERENCE_COOKIE]), ...look, ...(density && { density }) };
  if (density === null) delete kept.density;
  const values = new URLSearchParams(kept);
  reply.setCookie(PREFERENCE_COOKIE, values.toString(), {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    maxAge: YEAR_SECONDS,
    secure: request.ctx.app.config.baseUrl.startsWith('https:'),
  });
}

/** `?lang=en` on a page: a link that changes the language without scripts. Only our own pages may change it for a signed-in user. */
async function followLangLink(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> {
  const { ctx } = request;
  const lang = ctx.params.get('lang');
  if (request.method !== 'GET' || (lang !== 'en' && lang !== 'ru') || !(request.headers.accept ?? '').includes('text/html'))
    return undefined;
  request.ctx = { ...ctx, lang, visitor: { ...ctx.visitor, lang } };
  keepLook(request, reply, { lang });
  if (request.headers['sec-fetch-site'] === 'same-origin') await saveLook(ctx, { lang });
  const path = request.url.split('?', 1)[0] ?? '/';
  const from = URL.parse(request.headers.referer ?? '');
  if (!KEEPS_QUERY.test(path) || from === null || from.pathname !== path || from.search === '' || from.searchParams.has('lang'))
    return undefined;
  return reply.redirect(path + from.search, 303);
}
