// The component gallery seen from help: installing, opening and removing it, and which of its pages shows a kind.

import type { FastifyInstance } from 'fastify';
import { audit } from '../../engine/auth/audit.ts';
import { RequestError } from '../../engine/errors.ts';
import { installGallery, isGalleryInstalled, removeGallery } from '../../engine/gallery.ts';
import { pageAddress } from '../../engine/menu.ts';
import type { RequestContext } from '../../engine/request-context.ts';
import type { KindName } from '../../metadata/kinds.ts';
import { html } from '../../renderer/html.ts';
import type { SafeHtml } from '../../renderer/html.ts';
import { icon } from '../../renderer/icons.ts';
import { sendDone } from '../answers.ts';
import { requireRecentPassword } from '../reauthentication.ts';
import { mayOpen } from '../screen.ts';
import { ta } from '../texts.ts';

/** Page of the gallery, and the place on it, where a kind is shown. */
const EXAMPLES: Readonly<Partial<Record<KindName, string>>> = {
  page: 'gal-markup',
  menu: 'gal-markup',
  form: 'gal-fields',
  table: 'gal-table',
  dashboard: 'gal-dashboard',
  chart: 'gal-charts',
  tree: 'gal-trees',
  entity: 'gal-status',
  resource: 'gal-files',
  chat: 'gal-chat',
  block: 'gal-blocks',
  request: 'gal-markup#buttons',
  check: 'gal-checks',
  job: 'gal-checks#job',
  notificationType: 'gal-notifications',
  mailTemplate: 'gal-notifications',
  setting: 'gal-texts',
  label: 'gal-texts',
};

/** Where the gallery shows this kind; '' while it is not installed, or for who may not open it. */
export function exampleUrl(ctx: RequestContext, kind: KindName): string {
  const [page = '', place] = EXAMPLES[kind]?.split('#') ?? [];
  const address = page === '' ? undefined : pageAddress(ctx, page);
  if (address === undefined) return '';
  return place === undefined ? address : `${address}#${place}`;
}

/** For developers; editors, who have this section as well, learn nothing of it. */
export function galleryRoutes(server: FastifyInstance): void {
  server.post('/gallery/install', async ({ ctx }, reply) => {
    requireDeveloper(ctx);
    await requireRecentPassword(ctx);
    await installGallery(ctx.app.developerDb, ctx.app.log);
    ctx.app.db.signatures.forget();
    await audit(ctx, { action: 'admin.galleryInstalled', userID: ctx.visitor.userID, object: 'gallery' });
    return sendDone(reply, { commands: [{ type: 'redirect', url: '/gallery' }] });
  });

  server.post('/gallery/remove', async ({ ctx }, reply) => {
    requireDeveloper(ctx);
    await requireRecentPassword(ctx);
    const removed = await removeGallery(ctx.app.developerDb, { username: ctx.visitor.username });
    ctx.app.db.signatures.forget();
    await audit(ctx, { action: 'admin.galleryRemoved', userID: ctx.visitor.userID, object: 'gallery', details: { ...removed } });
    return sendDone(reply, { commands: [{ type: 'redirect', url: '/admin/help' }] });
  });
}

function requireDeveloper(ctx: RequestContext): void {
  if (!mayOpen(ctx, { roles: ['developer'] })) throw new RequestError('notFound', { detail: 'the gallery is for developers' });
}

/** The card with its buttons; nothing for editors. */
export async function renderGalleryCard(ctx: RequestContext): Promise<SafeHtml | ''> {
  if (!mayOpen(ctx, { roles: ['developer'] })) return '';
  const { lang } = ctx;
  const isThere = await isGalleryInstalled(ctx.app.db);
  const buttons = isThere
    ? html`<a class="btn btn-primary" href="/gallery">${icon('grid')}${ta(lang, 'help.galleryOpen')}</a>
<form class="d-inline" method="post" action="/admin/help/gallery/remove" data-post data-confirm="${ta(lang, 'help.galleryRemoveSure')}"><button type="submit" class="btn btn-outline-danger">${ta(lang, 'help.galleryRemove')}</button></form>`
    : html`<form class="d-inline" method="post" action="/admin/help/gallery/install" data-post><button type="submit" class="btn btn-primary">${icon('download')}${ta(lang, 'help.galleryInstall')}</button></form>`;
  return html`<section class="card" aria-labelledby="help-gallery"><div class="card-part"><h2 class="h3" id="help-gallery">${ta(lang, 'help.gallery')}</h2><p class="muted">${ta(lang, isThere ? 'help.galleryIsThere' : 'help.galleryIsNot')}</p><div class="cluster">${buttons}</div></div></section>`;
}
