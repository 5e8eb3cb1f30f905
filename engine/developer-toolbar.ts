// The toolbar of developers on cabinet pages, from the request's own trace. Others get nothing, and pay nothing.

import type { HtmlPart } from '../renderer/html.ts';
import { renderDeveloperToolbar } from '../renderer/developer-toolbar.ts';
import { isDeveloper, renderContextOf } from './render-context.ts';
import type { RequestContext } from './request-context.ts';

export interface DeveloperTools {
  readonly toolbar?: HtmlPart;
  readonly pageCss: readonly string[];
  readonly pageJs: readonly string[];
}

const NONE: DeveloperTools = { pageCss: [], pageJs: [] };

/** To be asked last, when everything on the page has been loaded. A preview in a frame has none. */
export function developerTools(ctx: RequestContext): DeveloperTools {
  const developer = ctx.developer ?? ctx.visitor;
  const { config, assets, definitions } = ctx.app;
  if (!config.isAdminOn || !isDeveloper(developer) || developer.realUsername !== null) return NONE;
  if (ctx.view !== undefined && !ctx.view.isWholeBrowser) return NONE;
  const { entries } = ctx.trace;
  return {
    toolbar: renderDeveloperToolbar(
      { ...renderContextOf(ctx), density: 'compact' },
      {
        pageCode: ctx.pageCode,
        traceId: ctx.traceId,
        ms: ctx.trace.elapsed(),
        entries,
        viewAs: ctx.view?.spec ?? '',
        roles: definitions.all('role').map(({ code }) => code),
      },
    ),
    pageCss: [assets.files['admin.css'] ?? []].flat(),
    pageJs: [assets.files['admin.js'] ?? []].flat(),
  };
}
