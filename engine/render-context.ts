// What the renderer may know of a request: nothing of the database, nothing secret but the CSRF token that belongs on the page.

import { initialsOf } from '../renderer/page-context.ts';
import type { RenderContext } from '../renderer/page-context.ts';
import { siteTheme } from './theme.ts';
import type { RequestContext, Visitor } from './request-context.ts';

/** Whether the visitor sees reasons of errors and the developer's tools. */
export function isDeveloper(visitor: Visitor): boolean {
  return visitor.roles.has('developer');
}

export function renderContextOf(ctx: RequestContext): RenderContext {
  const { visitor, app } = ctx;
  const { urls, values } = siteTheme(app.definitions);
  return {
    lang: ctx.lang,
    locale: { lang: ctx.lang, timeZone: visitor.timeZone },
    timeZone: visitor.timeZone,
    visitor: {
      username: visitor.username,
      displayName: visitor.displayName,
      initials: initialsOf(visitor.displayName || visitor.username),
      isSignedIn: visitor.userID !== null,
      roles: [...visitor.roles],
      ...(visitor.avatarFileID === null ? {} : { avatarUrl: `/f/${visitor.avatarFileID}/avatar` }),
    },
    csrfToken: ctx.csrfToken,
    nonce: ctx.nonce,
    styleNonce: ctx.styleNonce,
    theme: visitor.theme,
    density: visitor.density ?? values.density ?? 'comfortable',
    isDeveloper: isDeveloper(visitor),
    ...(ctx.view === undefined ? {} : { viewAs: ctx.view.spec }),
    ...(visitor.userID === null || ctx.eventPosition === undefined ? {} : { eventPosition: String(ctx.eventPosition) }),
    assets: app.assets,
    site: urls,
  };
}
