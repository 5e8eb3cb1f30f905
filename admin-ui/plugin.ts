// The developer's cabinet as an extension of the process: all its addresses are below `/admin`, each checked for the section's roles before
// anything of it runs. For everybody else they do not exist.

import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { RequestError } from '../engine/errors.ts';
import { startJobs } from '../engine/jobs.ts';
import type { Extension } from '../engine/start.ts';
import { watchChanges } from './audited.ts';
import { sizeSample } from './diagnostics/sizes.ts';
import { reauthenticationRoutes } from './reauthentication.ts';
import { mayOpen, sectionUrl } from './screen.ts';
import type { AdminRole } from './section.ts';
import { sections } from './sections.ts';
import { moduleWatch } from './workshop/watch.ts';

export const adminCabinet: Extension = {
  assets: {
    name: 'admin',
    folder: 'admin-ui',
    script: join(import.meta.dirname, 'client/main.ts'),
    style: join(import.meta.dirname, 'theme/admin.scss'),
  },
  routes(server, app) {
    if (!app.config.isAdminOn) return;
    for (const section of sections) {
      guarded(server, { roles: section.roles, prefix: sectionUrl(section.code), add: (scope) => section.routes(scope, app) });
    }
    guarded(server, { roles: ['developer', 'editor'], prefix: '/admin', add: (scope) => reauthenticationRoutes(scope) });
  },
  start: (app) => startJobs(app, app.config.isAdminOn ? [moduleWatch, sizeSample] : []),
};

interface Guarded {
  readonly roles: readonly AdminRole[];
  readonly prefix: string;
  readonly add: (scope: FastifyInstance) => void;
}

function guarded(server: FastifyInstance, { roles, prefix, add }: Guarded): void {
  void server.register(
    async (scope) => {
      // Before the body is read and before CSRF: an outsider learns nothing of what is here.
      scope.addHook('onRequest', async ({ ctx }) => {
        if (!mayOpen(ctx, { roles })) throw new RequestError('notFound', { detail: `${prefix} is for the roles ${roles.join(', ')}` });
      });
      scope.addHook('onSend', async (_request, reply) => {
        if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store');
      });
      watchChanges(scope);
      add(scope);
    },
    { prefix },
  );
}
