// A page's own CSS and JS as files of their own, so that the Content-Security-Policy needs no exception: `/p/{code}/{hash}.css`.

import { createHash } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import type { PageDefinition } from '../../metadata/kinds/page.ts';
import { isAllowed } from '../access.ts';
import { RequestError } from '../errors.ts';

const hashes = new WeakMap<PageDefinition, { css: string | undefined; js: string | undefined }>();

/** Addresses that change with the content; undefined for what the page does not have. */
export function pageFiles(code: string, definition: PageDefinition): { css: string | undefined; js: string | undefined } {
  let files = hashes.get(definition);
  if (files === undefined) {
    files = { css: address(code, definition.css, 'css'), js: address(code, definition.js, 'js') };
    hashes.set(definition, files);
  }
  return files;
}

export function pageFileRoutes(server: FastifyInstance): void {
  for (const type of ['css', 'js'] as const) {
    server.get<{ Params: { code: string; hash: string } }>(`/p/:code/:hash.${type}`, async (request, reply) => {
      const page = request.ctx.app.definitions.get('page', request.params.code);
      if (page === undefined || 'findings' in page || !isAllowed(page.definition.roles, request.ctx.visitor))
        throw new RequestError('notFound');
      const text = page.definition[type];
      if (text === undefined) throw new RequestError('notFound');
      return reply
        .type(type === 'css' ? 'text/css; charset=utf-8' : 'text/javascript; charset=utf-8')
        .header('cache-control', 'private, max-age=31536000, immutable')
        .send(text);
    });
  }
}

function address(code: string, text: string | undefined, type: string): string | undefined {
  if (text === undefined || text.trim() === '') return undefined;
  return `/p/${encodeURIComponent(code)}/${createHash('sha256').update(text).digest('hex').slice(0, 16)}.${type}`;
}
