// The look: brand, colours with their contrast, pictures, styles and scripts of the whole solution, with a preview while choosing.

import type { FastifyInstance } from 'fastify';
import { coloursCss, siteTheme, THEME_CODE } from '../../engine/theme.ts';
import { html, raw } from '../../renderer/html.ts';
import { DEFAULT_BRAND } from '../../renderer/layout.ts';
import { numberOf, sendDone, sendRefused, textOf } from '../answers.ts';
import { requireRecentPassword } from '../reauthentication.ts';
import { adminRenderContext, adminScreen, sectionTitle } from '../screen.ts';
import type { AdminSection } from '../section.ts';
import { ta } from '../texts.ts';
import { pageDocument, sendPreview } from '../texts/preview.ts';
import { givenLook, saveLook } from './values.ts';
import { renderContrast, renderLook, renderSamples } from './view.ts';

/** Pictures travel inside, a third larger than their files. */
const BODY = { schema: { body: { type: 'object' } }, bodyLimit: 1_000_000 };

export const look: AdminSection = {
  code: 'look',
  group: 'solution',
  icon: 'palette',
  roles: ['developer'],
  routes(server) {
    lookRoutes(server);
  },
};

function lookRoutes(server: FastifyInstance): void {
  server.get('/', async ({ ctx }, reply) => {
    const { definitions } = ctx.app;
    const { values, urls } = siteTheme(definitions);
    const body = renderLook(adminRenderContext(ctx), { values, urls, version: definitions.get('setting', THEME_CODE)?.version ?? 0 });
    const screen = { section: 'look', title: sectionTitle(ctx, 'look'), lead: ta(ctx.lang, 'look.lead'), body };
    return reply.type('text/html; charset=utf-8').send(await adminScreen(ctx, screen));
  });

  server.get('/contrast', async ({ ctx }, reply) => {
    const { values } = givenLook(ctx, { light: ctx.params.get('light') ?? '', dark: ctx.params.get('dark') ?? '' }, {});
    return reply.type('text/html; charset=utf-8').send(renderContrast(adminRenderContext(ctx), values).value);
  });

  server.post('/preview', { ...BODY, config: { changesNothing: 'a preview' } }, async ({ ctx, body }, reply) => {
    const { values } = givenLook(ctx, body, {});
    // A style sheet cannot end its element.
    const css = `${coloursCss(values)}\n${values.css ?? ''}`.replaceAll('</', '<\\/');
    const samples = renderSamples(ctx, values.brandName ?? DEFAULT_BRAND.name);
    const theme = textOf(body, 'mode') === 'dark' ? 'dark' : 'light';
    return sendPreview(
      reply,
      pageDocument(ctx, { title: sectionTitle(ctx, 'look'), body: samples, head: html`<style>${raw(css)}</style>`, theme }),
    );
  });

  server.post('/save', BODY, async ({ ctx, body }, reply) => {
    // Scripts that run in everybody's browser.
    await requireRecentPassword(ctx);
    const { values, errors } = givenLook(ctx, body, siteTheme(ctx.app.definitions).values);
    if (Object.keys(errors).length > 0) return sendRefused(reply, { status: 422, data: { errors } });
    await saveLook(ctx, { values, version: numberOf(body, 'version'), comment: textOf(body, 'comment').trim().slice(0, 1000) });
    return sendDone(reply, { commands: [{ type: 'message', kind: 'success', text: ta(ctx.lang, 'look.saved') }, { type: 'reload' }] });
  });
}
