// Definitions: the list of all kinds and the editor of each.

import type { AdminSection } from '../section.ts';
import { editorRoutes } from './editor-routes.ts';
import { listRoutes } from './list-routes.ts';

export const definitions: AdminSection = {
  code: 'definitions',
  group: 'build',
  icon: 'ui-checks',
  roles: ['developer', 'editor'],
  routes(server) {
    listRoutes(server);
    editorRoutes(server);
  },
};
