// What search engines read: robots.txt and sitemap.xml, from the definitions of pages open to everybody and the solution's `as_sitemap`.

import type { FastifyInstance } from 'fastify';
import { escapeHtml } from '../renderer/html.ts';
import { cell } from '../sql/procedures.ts';
import { isAllowed } from './access.ts';
import { callOptional } from './call.ts';
import type { RequestContext, Visitor } from './request-context.ts';

/** The format's own limit of addresses in one file. */
const MOST_ADDRESSES = 50_000;

interface SitemapEntry {
  url: string;
  lastmod?: string;
  changefreq?: string;
  priority?: string;
}

export function seoRoutes(server: FastifyInstance): void {
  server.get('/robots.txt', async (request, reply) => reply.type('text/plain; charset=utf-8').send(robots(request.ctx)));
  server.get('/sitemap.xml', async (request, reply) =>
    reply.type('application/xml; charset=utf-8').send(renderSitemap(request.ctx.app.config.baseUrl, await sitemapEntries(request.ctx))),
  );
}

function robots(ctx: RequestContext): string {
  return [
    `User-agent: *`,
    'Disallow: /c/',
    'Disallow: /f/',
    'Disallow: /sign-in',
    `Sitemap: ${ctx.app.config.baseUrl}/sitemap.xml`,
    '',
  ].join('\n');
}

/** Always as an anonymous visitor sees it, whoever asks. */
async function sitemapEntries(ctx: RequestContext): Promise<SitemapEntry[]> {
  const nobody: Visitor = { ...ctx.visitor, userID: null, username: '', roles: new Set() };
  const pages = ctx.app.definitions
    .all('page')
    .flatMap((page) => ('findings' in page ? [] : [page]))
    .filter(({ definition }) => definition.seo.sitemap.include && isAllowed(definition.roles, nobody))
    .map(({ code, definition }) => ({
      url: definition.isHome ? '/' : (definition.route ?? `/${code}`),
      changefreq: definition.seo.sitemap.changefreq,
      priority: String(definition.seo.sitemap.priority),
    }))
    .filter(({ url }) => !url.includes('{'));
  const result = await callOptional({ ...ctx, visitor: nobody }, { name: 'as_sitemap', isRead: true });
  const own = (result?.sets[0]?.rows ?? []).map((row) => ({
    url: String(cell(row, 'url') ?? ''),
    lastmod: String(cell(row, 'lastmod') ?? '').slice(0, 10),
    changefreq: String(cell(row, 'changefreq') ?? ''),
    priority: String(cell(row, 'priority') ?? ''),
  }));
  return [...pages, ...own].filter(({ url }) => url.startsWith('/') && !url.startsWith('//')).slice(0, MOST_ADDRESSES);
}

function renderSitemap(baseUrl: string, entries: readonly SitemapEntry[]): string {
  const tag = (name: string, value: string | undefined): string => (value ? `<${name}>${escapeHtml(value)}</${name}>` : '');
  const lines = entries.map(
    (entry) =>
      `<url>${tag('loc', baseUrl + entry.url)}${tag('lastmod', entry.lastmod)}${tag('changefreq', entry.changefreq)}${tag('priority', entry.priority)}</url>`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${lines.join('\n')}\n</urlset>\n`;
}
