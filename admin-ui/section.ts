// A section of the developer's cabinet: an entry of its menu with the addresses below `/admin/{code}`. Whoever adds one writes its folder
// and one line in `sections.ts`.

import type { FastifyInstance } from 'fastify';
import type { App } from '../engine/app.ts';

export type AdminRole = 'developer' | 'editor';
export type SectionGroup = 'build' | 'database' | 'solution' | 'run';

export interface AdminSection {
  /** Last part of its address and name of its title in the catalogue (`sections.CODE`). '' is the overview at `/admin`. */
  readonly code: string;
  readonly group: SectionGroup;
  readonly icon: string;
  /** Who may open it; for everybody else its addresses do not exist. */
  readonly roles: readonly AdminRole[];
  /** Routes with addresses relative to the section (`/`, `/:code`, `/:code/save`); the visitor has been checked before they run. */
  routes(server: FastifyInstance, app: App): void;
}
