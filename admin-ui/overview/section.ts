// The first screen: the solution at a glance, and the search over everything.

import { adminRenderContext, adminScreen, mayOpen } from '../screen.ts';
import type { AdminSection } from '../section.ts';
import { ta } from '../texts.ts';
import { html } from '../../renderer/html.ts';
import { tourRoutes } from '../tour/routes.ts';
import { readOverview } from './figures.ts';
import { find } from './find.ts';
import { guides } from './guides.ts';
import { renderFound, renderOverview } from './view.ts';

const LONGEST_TEXT = 100;

export const overview: AdminSection = {
  code: '',
  group: 'build',
  icon: 'compass',
  roles: ['developer', 'editor'],
  routes(server) {
    server.get('/', async ({ ctx }, reply) => {
      // An editor's work is the texts.
      if (!mayOpen(ctx, { roles: ['developer'] })) return reply.redirect('/admin/texts', 302);
      const render = adminRenderContext(ctx);
      const figures = await readOverview(ctx);
      const body = html`<div class="stack">${await guides(ctx, figures)}${renderOverview(render, figures)}</div>`;
      return reply
        .type('text/html; charset=utf-8')
        .send(await adminScreen(ctx, { section: '', title: ta(ctx.lang, 'sections.overview'), body }));
    });

    server.get('/find', async ({ ctx, headers }, reply) => {
      const text = (ctx.params.get('text') ?? '').trim().slice(0, LONGEST_TEXT);
      const items = text.length < 2 ? [] : await find(ctx, text);
      if (!(headers.accept ?? '').includes('text/html')) return reply.send({ items });
      const title = ta(ctx.lang, 'overview.found', { text });
      const body = renderFound(adminRenderContext(ctx), { text, items });
      return reply
        .type('text/html; charset=utf-8')
        .send(await adminScreen(ctx, { section: '', title, body, breadcrumbs: [{ text: title }] }));
    });

    tourRoutes(server);
  },
};
