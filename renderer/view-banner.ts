// The strip over a page that a developer sees through somebody else's eyes, with the way out.

import { html } from './html.ts';
import type { SafeHtml } from './html.ts';
import { icon } from './icons.ts';
import { t } from './locale.ts';
import type { RenderContext } from './page-context.ts';

/** `name` is whose eyes these are; '' for one's own with drafts. */
export function renderViewBanner(ctx: RenderContext, { name }: { readonly name: string }): SafeHtml {
  const { lang } = ctx;
  const text = name === '' ? t(lang, 'layout.viewingDrafts') : t(lang, 'layout.viewingAs', { name });
  return html`<div class="as-banner" role="status">${icon('person-bounding-box')}<span>${text}</span><form class="push" method="post" action="/view-as/stop"><input type="hidden" name="_csrf" value="${ctx.csrfToken}"><button type="submit" class="btn btn-sm btn-outline-secondary">${t(lang, 'layout.stopViewing')}</button></form></div>`;
}
