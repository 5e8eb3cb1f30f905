// The files that browsers keep: built bundles under `/assets/` (immutable, named by content), and the roots that browsers ask for by name.

import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import type { App } from './app.ts';

export function assetRoutes(server: FastifyInstance, app: App): void {
  server.register(fastifyStatic, {
    root: app.assets.folder,
    prefix: '/assets/',
    immutable: true,
    maxAge: '365d',
    index: false,
    dotfiles: 'ignore',
    preCompressed: true,
    decorateReply: true,
  });
  // A service worker governs the paths below its own address, so these stand at the root and are asked for again each time.
  for (const name of ['sw.js', 'manifest.webmanifest', 'favicon.ico', 'offline.html']) {
    server.get(`/${name}`, async (_request, reply) => {
      const file = app.assets.files[name];
      if (file === undefined) return reply.status(404).send();
      return reply.header('cache-control', 'no-cache').sendFile(file.replace(/^\/assets\//, ''), { immutable: false, maxAge: 0 });
    });
  }
}
