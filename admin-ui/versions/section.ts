// Versions and promotion: the history of everything, change sets, packages out and in, undo of the last import.

import type { AdminSection } from '../section.ts';
import { packageRoutes } from './package-routes.ts';
import { historyRoutes } from './routes.ts';

export const versions: AdminSection = {
  code: 'versions',
  group: 'solution',
  icon: 'clock-history',
  roles: ['developer'],
  routes(server) {
    historyRoutes(server);
    packageRoutes(server);
  },
};
