// Users and roles: who there is, what they may do and why, their sessions, acting as them, and the matrix of roles.

import type { AdminSection } from '../section.ts';
import { changeRoutes } from './change-routes.ts';
import { readRoutes } from './read-routes.ts';

export const users: AdminSection = {
  code: 'users',
  group: 'solution',
  icon: 'people',
  roles: ['developer'],
  routes(server) {
    readRoutes(server);
    changeRoutes(server);
  },
};
