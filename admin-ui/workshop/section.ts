// The SQL workshop: objects of the database, scripts, modules with their history.

import type { AdminSection } from '../section.ts';
import { workshopRoutes } from './routes.ts';

export const workshop: AdminSection = {
  code: 'workshop',
  group: 'database',
  icon: 'terminal',
  roles: ['developer'],
  routes: workshopRoutes,
};
