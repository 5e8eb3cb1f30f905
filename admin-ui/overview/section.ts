// The first screen: the solution at a glance.

import { html } from '../../renderer/html.ts';
import { adminScreen } from '../screen.ts';
import type { AdminSection } from '../section.ts';
import { ta } from '../texts.ts';

export const overview: AdminSection = {
  code: '',
  group: 'build',
  icon: 'compass',
  roles: ['developer', 'editor'],
  routes(server) {
    server.get('/', async ({ ctx }, reply) =>
      reply
        .type('text/html; charset=utf-8')
        .send(await adminScreen(ctx, { section: '', title: ta(ctx.lang, 'sections.overview'), body: html`` })),
    );
  },
};
