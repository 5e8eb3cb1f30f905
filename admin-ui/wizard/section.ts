// The wizards: a new object, a new role, a field of an object.

import type { AdminSection } from '../section.ts';
import { fieldRoutes } from './field-routes.ts';
import { objectRoutes } from './object-routes.ts';
import { roleRoutes } from './role-routes.ts';
import { startView } from './start-view.ts';
import { adminScreen, sectionTitle } from '../screen.ts';

export const wizard: AdminSection = {
  code: 'wizard',
  group: 'build',
  icon: 'magic',
  roles: ['developer'],
  routes(server, app) {
    server.get('/', async ({ ctx }, reply) =>
      reply
        .type('text/html; charset=utf-8')
        .send(await adminScreen(ctx, { section: 'wizard', title: sectionTitle(ctx, 'wizard'), body: startView(ctx) })),
    );
    objectRoutes(server, app);
    roleRoutes(server, app);
    fieldRoutes(server, app);
  },
};
