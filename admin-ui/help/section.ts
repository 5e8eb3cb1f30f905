// Help: every option of every kind in both languages, and the keys of the cabinet. Editors link to their options here.

import { RequestError } from '../../engine/errors.ts';
import type { RequestContext } from '../../engine/request-context.ts';
import { kindNames, kinds } from '../../metadata/kinds.ts';
import { html, join, raw } from '../../renderer/html.ts';
import type { SafeHtml } from '../../renderer/html.ts';
import { icon } from '../../renderer/icons.ts';
import type { Lang } from '../../renderer/locale.ts';
import { adminScreen, mayOpen } from '../screen.ts';
import type { AdminSection } from '../section.ts';
import { kindTitle, ta } from '../texts.ts';
import { TOUR_URL } from '../tour/view.ts';
import { exampleUrl, galleryRoutes, renderGalleryCard } from './gallery.ts';
import { referenceOf } from './reference.ts';

const partSchema = {
  params: { type: 'object', properties: { part: { type: 'string', pattern: '^[A-Za-z-]{1,32}$' } }, required: ['part'] },
};

export const help: AdminSection = {
  code: 'help',
  group: 'solution',
  icon: 'question-circle',
  roles: ['developer', 'editor'],
  routes(server) {
    galleryRoutes(server);

    server.get('/', async ({ ctx }, reply) =>
      reply.type('text/html; charset=utf-8').send(
        await adminScreen(ctx, {
          section: 'help',
          title: ta(ctx.lang, 'sections.help'),
          body: renderIndex(ctx, await renderGalleryCard(ctx)),
        }),
      ),
    );

    server.get<{ Params: { part: string } }>('/:part', { schema: partSchema }, async ({ ctx, params }, reply) => {
      const kind = kindNames.find((name) => name === params.part);
      const text = referenceOf(ctx.lang, params.part);
      if (text === undefined) throw new RequestError('notFound', { detail: `there is no help on ${params.part}` });
      const title = kind === undefined ? ta(ctx.lang, 'help.shared') : kindTitle(ctx.lang, kind);
      const example = kind === undefined ? '' : exampleUrl(ctx, kind);
      const link = example === '' ? '' : html`<p><a href="${example}">${icon('grid')} ${ta(ctx.lang, 'help.example')}</a></p>`;
      const body = html`<article class="card"><div class="card-body help-text text">${link}${raw(text)}</div></article>`;
      return reply
        .type('text/html; charset=utf-8')
        .send(await adminScreen(ctx, { section: 'help', title, lead: kind, breadcrumbs: [{ text: title }], body }));
    });
  },
};

const KEYS = ['search', 'run', 'save', 'undo', 'move', 'leave'] as const;

function renderIndex(ctx: RequestContext, gallery: SafeHtml | ''): SafeHtml {
  const { lang } = ctx;
  const words = (kind: (typeof kindNames)[number]): string => (lang === 'ru' ? kinds[kind]['x-ru'].description : kinds[kind].description);
  return html`<div class="split split-side"><div class="stack"><section class="card" aria-labelledby="help-kinds"><div class="card-part"><h2 class="h3" id="help-kinds">${ta(lang, 'help.kinds')}</h2><ul class="list-unstyled mb-0 kind-list">${join(
    kindNames.map(
      (kind) =>
        html`<li><a href="/admin/help/${kind}">${icon(kinds[kind].icon)}<span>${kindTitle(lang, kind)}</span><small class="muted">${words(kind)}</small></a></li>`,
    ),
  )}<li><a href="/admin/help/shared-shapes">${icon('braces')}<span>${ta(lang, 'help.shared')}</span></a></li></ul></div></section></div>
<aside class="stack">${gallery}${mayOpen(ctx, { roles: ['developer'] }) ? tourCard(lang) : ''}
<section class="card" aria-labelledby="help-keys"><div class="card-part"><h2 class="h3" id="help-keys">${ta(lang, 'help.keys')}</h2><dl class="facts mb-0">${join(KEYS.map((key) => html`<dt><kbd>${ta(lang, `help.key_${key}`)}</kbd></dt><dd>${ta(lang, `help.does_${key}`)}</dd>`))}</dl></div></section>
<section class="card" aria-labelledby="help-steps"><div class="card-part"><h2 class="h3" id="help-steps">${ta(lang, 'help.begin')}</h2><ol class="mb-0 pl-3"><li><a href="/admin/wizard">${ta(lang, 'help.beginObject')}</a></li><li><a href="/admin/definitions">${ta(lang, 'help.beginForm')}</a></li><li><a href="/admin/workshop">${ta(lang, 'help.beginRule')}</a></li><li><a href="/admin/versions">${ta(lang, 'help.beginPackage')}</a></li></ol></div></section></aside></div>`;
}

function tourCard(lang: Lang): SafeHtml {
  return html`<section class="card" aria-labelledby="help-tour" data-tour-again><div class="card-part"><h2 class="h3" id="help-tour">${ta(lang, 'tour.title')}</h2><p class="muted">${ta(lang, 'tour.titleText')}</p><a class="btn btn-outline-secondary" href="${TOUR_URL}">${icon('signpost-split')}${ta(lang, 'tour.begin')}</a></div></section>`;
}
