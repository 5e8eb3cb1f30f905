// A page as a recipe: procedure, tokens, all parts in parallel, layout. Access was decided and the route matched before.

import type { PageDefinition } from '../../metadata/kinds/page.ts';
import { renderBare, renderCabinet, renderPublic } from '../../renderer/layout.ts';
import { escapeHtml, html, join, raw } from '../../renderer/html.ts';
import type { SafeHtml } from '../../renderer/html.ts';
import { renderPageActions } from '../../renderer/page-actions.ts';
import { sanitizeSolutionHtml } from '../../renderer/sanitize.ts';
import { cell } from '../../sql/procedures.ts';
import type { ProcedureResult } from '../../sql/procedures.ts';
import { isPartAllowed } from '../access.ts';
import { callOptional } from '../call.ts';
import { renderOnPage } from '../components.ts';
import { developerTools } from '../developer-toolbar.ts';
import { RequestError } from '../errors.ts';
import { layoutInfo } from '../layout-info.ts';
import { loadMenu, pageAddress } from '../menu.ts';
import { renderContextOf } from '../render-context.ts';
import type { RequestContext } from '../request-context.ts';
import { pageFiles } from './files.ts';
import { compileMarkup } from './markup.ts';
import type { CompiledMarkup, MarkupPart } from './markup.ts';
import { fillLocal, fillText, fillUrl, labelText, settingText, tokenValues } from './tokens.ts';
import type { TokenValues } from './tokens.ts';

export interface PageSource {
  readonly code: string;
  readonly definition: PageDefinition;
}

export type PageOutcome =
  | { readonly kind: 'html'; readonly html: string; readonly status: number }
  | { readonly kind: 'redirect'; readonly url: string; readonly status: 302 | 301 };

/** Runs the page for `ctx`, whose item and parameters are those of the matched route. */
export async function loadPage(ctx: RequestContext, page: PageSource): Promise<PageOutcome> {
  const { definition } = page;
  const isCabinet = definition.layout === 'cabinet';
  const menu = isCabinet ? loadMenu(ctx, { current: definition.menuPage ?? page.code, own: definition.menu }) : Promise.resolve([]);
  // The page procedure may end the request; its menu must not become an unhandled rejection then.
  menu.catch(() => undefined);
  const result = await callOptional(ctx, { name: qualified(definition.schema, `pg_${page.code}_getPage`), isRead: true });
  const outcome = outcomeOf(result);
  if (outcome?.kind === 'redirect') return outcome;

  const values = tokenValues(ctx, result?.sets[0]?.rows[0]);
  const compiled = compiledParts(ctx, definition);
  const [body, aside, info, groups] = await Promise.all([
    renderParts(ctx, compiled.main, values),
    compiled.aside === undefined ? undefined : renderParts(ctx, compiled.aside, values),
    layoutInfo(ctx),
    menu,
  ]);
  return { kind: 'html', status: outcome?.status ?? 200, html: assemble({ ctx, page, values, result, body, aside, info, groups }) };
}

interface Assembly {
  ctx: RequestContext;
  page: PageSource;
  values: TokenValues;
  result: ProcedureResult | undefined;
  body: SafeHtml;
  aside: SafeHtml | undefined;
  info: Awaited<ReturnType<typeof layoutInfo>>;
  groups: Awaited<ReturnType<typeof loadMenu>>;
}

function assemble({ ctx, page, values, result, body, aside, info, groups }: Assembly): string {
  const { definition } = page;
  const said = result?.sets[0]?.rows[0];
  const column = (name: string): string | undefined => {
    const value = cell(said, name);
    return value === null || value === undefined || value === '' ? undefined : String(value);
  };
  const render = renderContextOf(ctx);
  const title = column('Title') ?? fillLocal(ctx, definition.title, values);
  const subtitle = column('Subtitle') ?? fillLocal(ctx, definition.subtitle, values);
  const statusText = column('StatusText');
  const files = pageFiles(page.code, definition);
  const view = {
    ctx: { ...render, density: definition.density === 'user' ? render.density : definition.density },
    title: column('SeoTitle') ?? (fillLocal(ctx, definition.seo.title, values) || title),
    body: aside === undefined ? body : html`<div class="split split-side"><div>${body}</div><aside>${aside}</aside></div>`,
    seo: seoView({ ctx, definition, values, column }),
    pageCss: files.css === undefined ? [] : [files.css],
    pageJs: files.js === undefined ? [] : [files.js],
    refreshSeconds: definition.refreshSeconds,
    brand: info.brand,
    breadcrumbs: definition.showBreadcrumbs ? breadcrumbs({ ctx, definition, values, result }) : [],
    head: definition.showTitle
      ? {
          title,
          lead: subtitle,
          status: statusText === undefined ? undefined : { text: statusText, kind: column('StatusColor') ?? 'secondary' },
          actions: renderPageActions(actionViews(ctx, definition, values), render),
        }
      : undefined,
  };
  const tools = developerTools(ctx);
  if (definition.layout === 'bare') return renderBare(view);
  if (definition.layout === 'public') return renderPublic({ ...view, links: info.links, footer: info.footer });
  return renderCabinet({
    ...view,
    pageCss: [...view.pageCss, ...tools.pageCss],
    pageJs: [...view.pageJs, ...tools.pageJs],
    toolbar: tools.toolbar,
    menu: { groups },
    notifications: { unread: ctx.unreadNotifications },
    search: info.search,
    helpUrl: definition.helpUrl,
    banner: info.banner,
    isWide: definition.width === 'full',
  });
}

/** Status 0 refuses; `StatusCode` and `RedirectUrl` steer the answer. */
function outcomeOf(
  result: ProcedureResult | undefined,
): { kind: 'redirect'; url: string; status: 301 | 302 } | { kind: 'status'; status: number } | undefined {
  const row = result?.sets[0]?.rows[0];
  if (row === undefined) return undefined;
  const url = cell(row, 'RedirectUrl');
  const status = Number(cell(row, 'StatusCode') ?? 0);
  // Browsers drop tabs and line ends and read a backslash as a slash: `/<tab>/elsewhere` would leave the site.
  if (typeof url === 'string' && /^\/(?!\/)[^\\\p{Cc}]*$/u.test(url))
    return { kind: 'redirect', url: encodeURI(url.toWellFormed()).replaceAll('%25', '%'), status: status === 301 ? 301 : 302 };
  if (status === 404) throw new RequestError('notFound', { detail: 'the page procedure answered 404' });
  if (status === 403) throw new RequestError('forbidden', { detail: 'the page procedure answered 403' });
  if (cell(row, 'Result') === 0 || cell(row, 'Result') === false) {
    throw new RequestError('refused', { text: String(cell(row, 'Msg') ?? '') || undefined });
  }
  return status >= 200 && status < 600 ? { kind: 'status', status } : undefined;
}

/** All parts at the same time: components load in parallel. */
export async function renderParts(ctx: RequestContext, markup: CompiledMarkup, values: TokenValues): Promise<SafeHtml> {
  return join(await Promise.all(markup.parts.map((part) => renderPart(ctx, part, values))));
}

async function renderPart(ctx: RequestContext, part: MarkupPart, values: TokenValues): Promise<SafeHtml> {
  switch (part.type) {
    case 'static':
      return raw(part.text);
    case 'token':
      return raw(escapeHtml(values.get(part.name.toLowerCase()) ?? ''));
    case 'html':
      return sanitizeSolutionHtml(values.get(part.name.toLowerCase()) ?? '');
    case 'label':
      return raw(escapeHtml(labelText(ctx, part.key)));
    case 'setting':
      return raw(escapeHtml(settingText(ctx, part.code)));
    case 'block': {
      const component = ctx.app.components.byKind('block');
      return component === undefined ? join([]) : renderOnPage(ctx, { component, code: part.code, itemID: ctx.itemID, params: ctx.params });
    }
    case 'snippet': {
      const component = ctx.app.components.bySnippet(part.snippet);
      if (component === undefined) return join([]);
      const params = new Map(ctx.params);
      for (const [name, text] of part.params) params.set(name, fillText(ctx, text, values));
      const mode = component.modes?.[part.snippet];
      if (mode !== undefined) params.set('mode', mode);
      const itemID = part.itemID === undefined ? ctx.itemID : fillText(ctx, part.itemID, values);
      return renderOnPage(ctx, { component, code: fillText(ctx, part.code, values), itemID, params });
    }
  }
}

const compiled = new WeakMap<PageDefinition, { main: CompiledMarkup; aside: CompiledMarkup | undefined }>();

/** Compiled once for each version: the cache gives one object for one version of a definition. */
function compiledParts(ctx: RequestContext, definition: PageDefinition): { main: CompiledMarkup; aside: CompiledMarkup | undefined } {
  let parts = compiled.get(definition);
  if (parts === undefined) {
    const { snippets } = ctx.app.components;
    parts = {
      main: compileMarkup(definition.markup, snippets),
      aside: definition.aside === undefined ? undefined : compileMarkup(definition.aside, snippets),
    };
    compiled.set(definition, parts);
  }
  return parts;
}

function seoView({
  ctx,
  definition,
  values,
  column,
}: {
  ctx: RequestContext;
  definition: PageDefinition;
  values: TokenValues;
  column: (name: string) => string | undefined;
}) {
  const { seo } = definition;
  const canonical = column('Canonical') ?? (seo.canonical === undefined ? undefined : fillUrl(ctx, seo.canonical, values));
  return {
    description: column('Description') ?? fillLocal(ctx, seo.description, values),
    keywords: column('Keywords') ?? fillLocal(ctx, seo.keywords, values),
    canonical: canonical?.startsWith('/')
      ? ctx.app.config.baseUrl + canonical
      : /^https?:\/\//i.test(canonical ?? '')
        ? canonical
        : undefined,
    ...(seo.noindex ? { robots: 'noindex' } : {}),
  };
}

function breadcrumbs({
  ctx,
  definition,
  values,
  result,
}: {
  ctx: RequestContext;
  definition: PageDefinition;
  values: TokenValues;
  result: ProcedureResult | undefined;
}) {
  const own = result?.sets[1]?.rows;
  if (own !== undefined && own.length > 0) {
    return own.map((row) => ({ text: String(cell(row, 'Text') ?? ''), url: cell(row, 'Url') ? String(cell(row, 'Url')) : undefined }));
  }
  return definition.breadcrumbs.map((crumb) => ({
    text: fillLocal(ctx, crumb.text, values),
    url: crumb.page === undefined ? (crumb.url === undefined ? undefined : fillUrl(ctx, crumb.url, values)) : pageAddress(ctx, crumb.page),
  }));
}

function actionViews(ctx: RequestContext, definition: PageDefinition, values: TokenValues) {
  return definition.actions
    .filter((action) => isPartAllowed(action.roles, ctx.visitor))
    .map((action) => ({
      ...action,
      text: fillLocal(ctx, action.text, values),
      confirm: fillLocal(ctx, action.confirm, values),
      url: action.url === undefined ? '' : fillUrl(ctx, action.url, values),
      itemID: fillLocal(ctx, action.itemID ?? '', values),
      params: Object.fromEntries(Object.entries(action.params ?? {}).map(([name, value]) => [name, fillLocal(ctx, value, values)])),
    }));
}

function qualified(schema: string, name: string): string {
  return schema === 'dbo' ? name : `${schema}.${name}`;
}
