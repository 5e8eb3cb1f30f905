// Every address that is not the platform's own: finds the page by its route, decides access, runs it.

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { DefinitionCache } from '../../metadata/cache.ts';
import { describeFinding } from '../../metadata/findings.ts';
import { requireAccess } from '../access.ts';
import { RequestError } from '../errors.ts';
import { homeAddress } from '../menu.ts';
import { withParams } from '../request-context.ts';
import { pageFileRoutes } from './files.ts';
import { loadPage } from './load.ts';
import { buildRouteIndex } from './routes.ts';
import type { PageRoute, RouteIndex } from './routes.ts';

export function pageRoutes(server: FastifyInstance): void {
  pageFileRoutes(server);
  server.get('/', async (request, reply) => {
    const home = homeAddress(request.ctx);
    if (home !== undefined && home !== '/') return reply.redirect(home, 302);
    if (home === undefined) return reply.redirect(request.ctx.visitor.userID === null ? '/sign-in' : '/me', 302);
    return answerPage(request, '/', reply);
  });
  server.get('/*', async (request, reply) => answerPage(request, request.url.split('?', 1)[0] ?? '', reply));
}

async function answerPage(request: FastifyRequest, path: string, reply: FastifyReply): Promise<FastifyReply> {
  const { ctx } = request;
  const match = routeIndex(ctx.app.definitions).match(path);
  if (match === undefined) throw new RequestError('notFound', { detail: `no page has the address ${path}` });
  if (match.alias !== undefined) return reply.redirect(fill(match.alias, match.params), 301);
  const page = ctx.app.definitions.get('page', match.code);
  if (page === undefined) throw new RequestError('notFound');
  if ('findings' in page) {
    throw new RequestError('definitionBroken', { detail: page.findings.map(describeFinding).join('\n') });
  }
  const params = new Map(ctx.params);
  for (const [name, value] of match.params) params.set(name, value);
  const itemID = match.params.get('itemID') ?? '';
  if (page.definition.itemType === 'int' && itemID !== '' && !/^\d{1,18}$/.test(itemID)) throw new RequestError('notFound');
  params.delete('itemID');
  const pageCtx = withParams(ctx, { pageCode: page.code, itemID, params });
  // The visit's row in the trace names the page.
  request.ctx = pageCtx;
  requireAccess(pageCtx, page.definition.roles, `page ${page.code}`);
  const outcome = await loadPage(pageCtx, { code: page.code, definition: page.definition });
  if (outcome.kind === 'redirect') return reply.redirect(outcome.url, outcome.status);
  const isForAll = page.definition.cacheSeconds > 0 && ctx.visitor.userID === null;
  return reply
    .status(outcome.status)
    .type('text/html; charset=utf-8')
    .header('cache-control', isForAll ? `private, max-age=${page.definition.cacheSeconds}` : 'no-store')
    .send(outcome.html);
}

const indexes = new WeakMap<DefinitionCache, { revision: number; index: RouteIndex }>();

/** Built once for each revision, so that 2,000 pages cost a request as much as 20. */
function routeIndex(definitions: DefinitionCache): RouteIndex {
  const known = indexes.get(definitions);
  if (known !== undefined && known.revision === definitions.revision) return known.index;
  const index = buildRouteIndex(definitions.all('page').flatMap((page) => routesOf(page)));
  indexes.set(definitions, { revision: definitions.revision, index });
  return index;
}

function routesOf(page: ReturnType<DefinitionCache['all']>[number]): PageRoute[] {
  const { code } = page;
  // A broken page keeps its usual address, so that its developer sees the reason there.
  if ('findings' in page) return [`/${code}`, `/${code}/{itemID}`].map((pattern) => ({ pattern, code }));
  const { route, aliases } = page.definition as { route?: string; aliases: string[] };
  const own = route === undefined ? [`/${code}`, `/${code}/{itemID}`] : [route];
  // Without a route of its own a page has two addresses: an old one of a record leads to the record.
  const aim = (pattern: string): string => route ?? (/\{itemID\b/.test(pattern) ? `/${code}/{itemID}` : `/${code}`);
  return [...own.map((pattern) => ({ pattern, code })), ...aliases.map((pattern) => ({ pattern, code, alias: aim(pattern) }))];
}

function fill(pattern: string, params: ReadonlyMap<string, string>): string {
  return pattern.replace(/\{(\w+)(?::\w+)?\}/g, (_token, name: string) => encodeURIComponent(params.get(name) ?? ''));
}
