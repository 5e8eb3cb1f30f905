// Whole pages: cabinet, public site, bare (print, embedded), sign-in pages, error pages. Each takes finished parts and returns a document.

import { doorArt, faultArt } from './art.ts';
import { renderDocument } from './document.ts';
import type { SeoView } from './document.ts';
import { attr, html, join, safeUrl } from './html.ts';
import type { HtmlPart, SafeHtml } from './html.ts';
import { icon } from './icons.ts';
import { t } from './locale.ts';
import type { RenderContext } from './page-context.ts';
import { renderBrand, renderPageHead, renderSide, renderTop } from './shell.ts';
import type { AccountLinkView, BrandView, BreadcrumbView, MenuView, PageHeadView, SearchView } from './shell.ts';

export const DEFAULT_BRAND: BrandView = { name: 'Peregrine', url: '/' };

interface PageView {
  readonly ctx: RenderContext;
  /** Of the browser's tab. */
  readonly title: string;
  readonly body: HtmlPart;
  readonly seo?: SeoView | undefined;
  readonly pageCss?: readonly string[] | undefined;
  readonly pageJs?: readonly string[] | undefined;
  /** How often its components are loaded anew. */
  readonly refreshSeconds?: number | undefined;
  readonly brand?: BrandView | undefined;
}

export interface LinkView {
  readonly text: string;
  readonly url: string;
  readonly isCurrent?: boolean | undefined;
}

export interface CabinetView extends PageView {
  readonly menu: MenuView;
  readonly breadcrumbs?: readonly BreadcrumbView[] | undefined;
  /** Without it the page brings its own head, with an `h1`. */
  readonly head?: PageHeadView | undefined;
  readonly notifications: { readonly unread: number };
  /** Absent: the role has nothing to search in. */
  readonly search?: SearchView | undefined;
  readonly helpUrl?: string | undefined;
  /** More entries for the account's menu. */
  readonly accountLinks?: readonly AccountLinkView[] | undefined;
  /** Above the page: who is impersonated, what is announced. */
  readonly banner?: HtmlPart;
  /** After the page: the developer's toolbar. */
  readonly toolbar?: HtmlPart;
  /** Tables and boards use the whole width. */
  readonly isWide?: boolean | undefined;
}

/** A page of a cabinet: sidebar, top bar, head, body. */
export function renderCabinet(view: CabinetView): string {
  const { ctx } = view;
  const brand = view.brand ?? DEFAULT_BRAND;
  return renderDocument({
    ...view,
    brandName: brand.name,
    seo: { robots: 'noindex', ...view.seo },
    body: html`${skipLink(ctx)}
<div class="shell">
${renderSide(ctx, brand, view.menu)}
${renderTop(ctx, { search: view.search, unread: view.notifications.unread, helpUrl: view.helpUrl, accountLinks: view.accountLinks })}
<main class="shell-main${view.isWide ? ' shell-wide' : ''}" id="main" tabindex="-1"${attr('data-page-refresh', view.refreshSeconds)}>
${view.banner ?? ''}${view.head === undefined ? '' : renderPageHead(ctx, view.head, view.breadcrumbs ?? [])}
${view.body}
</main>
<div class="drawer-shade" data-do="drawer-close"></div>
</div>
${view.toolbar ?? ''}`,
  });
}

export interface PublicView extends PageView {
  readonly links?: readonly LinkView[] | undefined;
  readonly footer?: readonly LinkView[] | undefined;
  readonly head?: PageHeadView | undefined;
  readonly breadcrumbs?: readonly BreadcrumbView[] | undefined;
}

/** A page that anybody may see: header with links and sign-in, footer. */
export function renderPublic(view: PublicView): string {
  const { ctx } = view;
  const brand = view.brand ?? DEFAULT_BRAND;
  const door = ctx.visitor.isSignedIn
    ? html`<a class="btn btn-outline-secondary" href="/">${icon('person')}${ctx.visitor.displayName}</a>`
    : html`<a class="btn btn-primary" href="/sign-in">${t(ctx.lang, 'layout.signIn')}</a>`;
  return renderDocument({
    ...view,
    brandName: brand.name,
    body: html`${skipLink(ctx)}
<div class="site">
<header class="site-head">${renderBrand(brand)}<nav class="site-nav" aria-label="${t(ctx.lang, 'layout.menu')}">${linkList(view.links)}</nav><div class="push cluster">${door}</div></header>
<main class="site-main" id="main" tabindex="-1"${attr('data-page-refresh', view.refreshSeconds)}>
${view.head === undefined ? '' : renderPageHead(ctx, view.head, view.breadcrumbs ?? [])}
${view.body}
</main>
<footer class="site-foot">${linkList(view.footer)}${langSwitch(ctx)}</footer>
</div>`,
  });
}

/** The body alone: print views, embedded pages. */
export function renderBare(view: PageView & { readonly bodyClass?: string | undefined }): string {
  return renderDocument({
    ...view,
    brandName: (view.brand ?? DEFAULT_BRAND).name,
    seo: { robots: 'noindex', ...view.seo },
    body: html`<main class="bare-main" id="main"${attr('data-page-refresh', view.refreshSeconds)}>${view.body}</main>`,
  });
}

export interface AuthPageView {
  readonly ctx: RenderContext;
  readonly title: string;
  readonly lead?: HtmlPart;
  /** The form and what stands under it. */
  readonly body: HtmlPart;
  readonly footer?: readonly LinkView[] | undefined;
  readonly brand?: BrandView | undefined;
  /** The sentence on the coloured half. */
  readonly note?: string | undefined;
  readonly seo?: SeoView | undefined;
}

/** Sign-in, registration, recovery, the second step: a form on one half, the road of an order on the other. */
export function renderAuthPage(view: AuthPageView): string {
  const { ctx } = view;
  const { lang } = ctx;
  const brand = view.brand ?? DEFAULT_BRAND;
  const art = doorArt({ done: t(lang, 'layout.routeDone'), here: t(lang, 'layout.routeHere'), ahead: t(lang, 'layout.routeAhead') });
  return renderDocument({
    ctx: plain(ctx),
    title: view.title,
    brandName: brand.name,
    seo: { robots: 'noindex', ...view.seo },
    body: html`${skipLink(ctx)}
<div class="door">
<div class="door-form">
<header>${renderBrand(brand)}</header>
<main class="door-body" id="main" tabindex="-1">
<h1>${view.title}</h1>
${view.lead ? html`<p class="lead">${view.lead}</p>` : ''}${view.body}
</main>
<footer class="door-foot">${linkList(view.footer)}${langSwitch(ctx)}</footer>
</div>
<aside class="door-side" aria-label="${t(lang, 'layout.about')}">${art}<p class="door-note">${view.note ?? t(lang, 'layout.note')}</p></aside>
</div>`,
  });
}

export interface ErrorPageView {
  readonly ctx: RenderContext;
  /** 0 for a page that no server sent (offline). */
  readonly status: number;
  readonly title: string;
  readonly text: string;
  readonly traceId?: string | undefined;
  /** The reason; the caller gives it for developers only. */
  readonly detail?: string | undefined;
  /** Where to go from here; the first is the main one. Default: the start page. */
  readonly links?: readonly LinkView[] | undefined;
  readonly brand?: BrandView | undefined;
}

/** 404, 403, 500 and the like, each with a way out. 404 never says whether the thing exists. */
export function renderError(view: ErrorPageView): string {
  const { ctx } = view;
  const { lang } = ctx;
  const brand = view.brand ?? DEFAULT_BRAND;
  const links = view.links ?? [{ text: t(lang, 'errors.home'), url: '/' }];
  const copy = t(lang, 'errors.copyTraceId');
  return renderDocument({
    ctx: plain(ctx),
    title: view.title,
    brandName: brand.name,
    seo: { robots: 'noindex' },
    body: html`${skipLink(ctx)}
<div class="fault">
<header>${renderBrand(brand)}</header>
<main class="fault-body" id="main" tabindex="-1">${faultArt}
${view.status > 0 ? html`<p class="fault-code">${t(lang, 'errors.code', { status: String(view.status) })}</p>` : ''}
<h1>${view.title}</h1>
<p>${view.text}</p>
${view.traceId ? html`<div class="fault-trace"><span class="muted">${t(lang, 'errors.traceId')}</span><code>${view.traceId}</code><button type="button" class="btn btn-icon btn-quiet btn-sm" aria-label="${copy}" title="${copy}" data-do="copy" data-value="${view.traceId}">${icon('copy')}</button></div>` : ''}
${view.detail ? html`<h2 class="h3">${t(lang, 'errors.detail')}</h2><pre class="fault-detail" tabindex="0">${view.detail}</pre>` : ''}
<div class="cluster">${view.status >= 500 ? html`<a class="btn btn-primary" href="">${t(lang, 'common.retry')}</a>` : ''}${join(links.map((link, i) => html`<a class="btn ${i === 0 && view.status < 500 ? 'btn-primary' : 'btn-outline-secondary'}" href="${safeUrl(link.url)}">${link.text}</a>`))}</div>
</main>
${view.status > 0 ? html`<footer class="door-foot">${langSwitch(ctx)}</footer>` : ''}
</div>`,
  });
}

/** Without the solution's own styles and scripts: whoever broke them has to be able to sign in and mend them. */
function plain(ctx: RenderContext): RenderContext {
  if (ctx.site === undefined) return ctx;
  const { css: _css, js: _js, ...site } = ctx.site;
  return { ...ctx, site };
}

function skipLink({ lang }: RenderContext): SafeHtml {
  return html`<a class="skip" href="#main">${t(lang, 'layout.skip')}</a>`;
}

function linkList(links: readonly LinkView[] = []): SafeHtml {
  return join(
    links.map(({ text, url, isCurrent }) => html`<a href="${safeUrl(url)}"${isCurrent ? html` aria-current="page"` : ''}>${text}</a>`),
  );
}

/** Works without JavaScript: the engine keeps `?lang=` in a cookie. */
function langSwitch({ lang }: RenderContext): SafeHtml {
  return lang === 'ru'
    ? html`<a class="lang-switch" href="?lang=en" lang="en" hreflang="en">English</a>`
    : html`<a class="lang-switch" href="?lang=ru" lang="ru" hreflang="ru">Русский</a>`;
}
