// The HTML document around any page: head with addresses of the assets, mode and density on the root, one script. No inline script or style.

import { attr, html, join } from './html.ts';
import type { HtmlPart, SafeHtml } from './html.ts';
import type { RenderContext } from './page-context.ts';

/** What search engines and messengers read. */
export interface SeoView {
  readonly description?: string | undefined;
  readonly keywords?: string | undefined;
  readonly canonical?: string | undefined;
  readonly image?: string | undefined;
  /** `noindex` and the like; cabinets are never indexed. */
  readonly robots?: string | undefined;
  /** The same page in other languages. */
  readonly alternates?: readonly { readonly lang: string; readonly url: string }[] | undefined;
}

export interface DocumentView {
  readonly ctx: RenderContext;
  /** Plain text for the tab; the brand's name is appended. */
  readonly title: string;
  readonly brandName: string;
  readonly body: HtmlPart;
  readonly seo?: SeoView | undefined;
  /** Addresses of the page's own stylesheets and scripts (files, same origin). */
  readonly pageCss?: readonly string[] | undefined;
  readonly pageJs?: readonly string[] | undefined;
  readonly bodyClass?: string | undefined;
}

/** The whole document as text. */
export function renderDocument(view: DocumentView): string {
  const { ctx, seo = {} } = view;
  const { assets, site = {} } = ctx;
  const title = view.title === '' || view.title === view.brandName ? view.brandName : `${view.title} · ${view.brandName}`;
  return html`<!doctype html>
<html lang="${ctx.lang}" data-theme="${ctx.theme}" data-density="${ctx.density}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<title>${title}</title>
${meta('description', seo.description)}${meta('keywords', seo.keywords)}${meta('robots', seo.robots)}<meta name="csrf-token" content="${ctx.csrfToken}">
<meta name="csp-nonce" content="${ctx.styleNonce}">
${meta('view-as', ctx.viewAs)}${meta('user', ctx.visitor.isSignedIn ? ctx.visitor.username : undefined)}${meta('events-after', ctx.eventPosition)}<meta name="theme-color" content="#f5f6f5" media="(prefers-color-scheme: light)">
<meta name="theme-color" content="#111517" media="(prefers-color-scheme: dark)">
${seo.canonical ? html`<link rel="canonical" href="${seo.canonical}">\n<meta property="og:url" content="${seo.canonical}">\n` : ''}<meta property="og:title" content="${view.title}">
${seo.description ? html`<meta property="og:description" content="${seo.description}">\n` : ''}${seo.image ? html`<meta property="og:image" content="${seo.image}">\n` : ''}${join((seo.alternates ?? []).map(({ lang, url }) => html`<link rel="alternate" hreflang="${lang}" href="${url}">\n`))}<link rel="stylesheet" href="${assets.css}">
${sheet(site.colours)}${sheet(site.css)}${join(assets.fonts.map((font) => html`<link rel="preload" href="${font}" as="font" type="font/woff2" crossorigin>\n`))}${join((view.pageCss ?? []).map((url) => html`<link rel="stylesheet" href="${url}">\n`))}${iconLinks(ctx)}<script type="module" src="${assets.js}" nonce="${ctx.nonce}"></script>
${site.js === undefined ? '' : html`<script type="module" src="${site.js}" nonce="${ctx.nonce}"></script>\n`}${join((view.pageJs ?? []).map((url) => html`<script type="module" src="${url}" nonce="${ctx.nonce}"></script>\n`))}</head>
<body${attr('class', view.bodyClass)}>
${view.body}
</body>
</html>
`.value;
}

function meta(name: string, content: string | undefined): SafeHtml | string {
  return content === undefined || content === '' ? '' : html`<meta name="${name}" content="${content}">\n`;
}

function sheet(url: string | undefined): SafeHtml | string {
  return url === undefined ? '' : html`<link rel="stylesheet" href="${url}">\n`;
}

function iconLinks({ assets, site }: RenderContext): SafeHtml {
  if (site?.favicon !== undefined)
    return html`<link rel="icon" href="${site.favicon}">\n<link rel="manifest" href="/manifest.webmanifest">\n`;
  const { files } = assets;
  return html`<link rel="icon" href="${files['icon.svg'] ?? '/assets/icon.svg'}" type="image/svg+xml">
<link rel="apple-touch-icon" href="${files['icon-180.png'] ?? '/assets/icon-180.png'}">
<link rel="manifest" href="/manifest.webmanifest">
`;
}
