// Texts: labels in both languages, what is written in one only, blocks of HTML, letters. Open to editors, for whom nothing else is.

import type { AdminSection } from '../section.ts';
import { labelRoutes } from './routes.ts';
import { templateRoutes } from './template-routes.ts';

export const texts: AdminSection = {
  code: 'texts',
  group: 'solution',
  icon: 'translate',
  roles: ['developer', 'editor'],
  routes(server) {
    labelRoutes(server);
    templateRoutes(server);
  },
};
