// What stands around every page and is the solution's to say: brand, links, search, announcements. From the theme, overridden by the optional
// procedure `as_getLayoutInfo` (its older name `falcon_getLayoutInfo` serves when it is absent).

import { DEFAULT_BRAND } from '../renderer/layout.ts';
import type { LinkView } from '../renderer/layout.ts';
import { html } from '../renderer/html.ts';
import type { HtmlPart } from '../renderer/html.ts';
import { t } from '../renderer/locale.ts';
import type { BrandView, SearchView } from '../renderer/shell.ts';
import { renderViewBanner } from '../renderer/view-banner.ts';
import { cell } from '../sql/procedures.ts';
import { callOptional } from './call.ts';
import { siteTheme } from './theme.ts';
import { renderContextOf } from './render-context.ts';
import type { RequestContext } from './request-context.ts';

export interface LayoutInfo {
  readonly brand: BrandView;
  readonly links: readonly LinkView[];
  readonly footer: readonly LinkView[];
  readonly search: SearchView | undefined;
  readonly banner: HtmlPart;
}

/** Columns of set 1: `BrandName`, `BrandUrl`, `LogoUrl`, `SearchPlaceholder`, `Announcement`; set 2: links `Text`, `Url`, `Place` (top, footer). */
export async function layoutInfo(ctx: RequestContext): Promise<LayoutInfo> {
  const result =
    (await callOptional(ctx, { name: 'as_getLayoutInfo', isRead: true })) ??
    (await callOptional(ctx, { name: 'falcon_getLayoutInfo', isRead: true }));
  const row = result?.sets[0]?.rows[0];
  const text = (name: string): string | undefined => {
    const value = cell(row, name);
    return value === null || value === undefined || value === '' ? undefined : String(value);
  };
  const links = (result?.sets[1]?.rows ?? []).map((link) => ({
    text: String(cell(link, 'Text') ?? ''),
    url: String(cell(link, 'Url') ?? ''),
    place: String(cell(link, 'Place') ?? 'top'),
  }));
  const theme = siteTheme(ctx.app.definitions);
  const canSearch = ctx.visitor.userID !== null && (await ctx.app.db.signatures.signatureOf('as_search')) !== undefined;
  return {
    brand: {
      name: text('BrandName') ?? theme.values.brandName ?? DEFAULT_BRAND.name,
      url: text('BrandUrl') ?? '/',
      logoUrl: text('LogoUrl') ?? theme.urls.logo,
    },
    links: links.filter(({ place }) => place !== 'footer'),
    footer: links.filter(({ place }) => place === 'footer'),
    search: canSearch ? { placeholder: text('SearchPlaceholder') } : undefined,
    banner: bannerOf(ctx, text('Announcement')),
  };
}

function bannerOf(ctx: RequestContext, announcement: string | undefined): HtmlPart {
  const { lang, visitor } = ctx;
  const actingAs =
    ctx.view !== undefined
      ? ctx.view.isWholeBrowser && renderViewBanner(renderContextOf(ctx), ctx.view)
      : visitor.realUsername === null
        ? ''
        : html`<div class="alert alert-warning" role="status">${t(lang, 'layout.actingAs', { real: visitor.realUsername, name: visitor.displayName })}<form class="push" method="post" action="/impersonation/end"><input type="hidden" name="_csrf" value="${ctx.csrfToken}"><button type="submit" class="btn btn-sm btn-outline-secondary">${t(lang, 'layout.stopActing')}</button></form></div>`;
  return html`${actingAs}${announcement === undefined ? '' : html`<div class="alert alert-info" role="status">${announcement}</div>`}`;
}
