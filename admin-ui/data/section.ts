// The data browser: rows of any table, to look at and, when switched on, to change.

import type { AdminSection } from '../section.ts';
import { dataRoutes } from './routes.ts';

export const data: AdminSection = {
  code: 'data',
  group: 'database',
  icon: 'table',
  roles: ['developer'],
  routes(server) {
    dataRoutes(server);
  },
};
