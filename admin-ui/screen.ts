// The frame of every screen of the developer's cabinet: the cabinets' own shell with the sections as its menu, dense, in the visitor's
// language and mode, with the scripts and styles of the developer's cabinet beside those of all pages.

import { layoutInfo } from '../engine/layout-info.ts';
import { renderContextOf } from '../engine/render-context.ts';
import type { RequestContext } from '../engine/request-context.ts';
import { html } from '../renderer/html.ts';
import type { HtmlPart } from '../renderer/html.ts';
import { renderCabinet } from '../renderer/layout.ts';
import type { RenderContext } from '../renderer/page-context.ts';
import type { BreadcrumbView, MenuGroupView } from '../renderer/shell.ts';
import type { AdminSection, SectionGroup } from './section.ts';
import { sections } from './sections.ts';
import { findText, ta } from './texts.ts';
import { TOUR_URL } from './tour/view.ts';

export interface Screen {
  /** Code of the section that it belongs to. */
  readonly section: string;
  /** Plain text: the tab's title, and the page's `h1` unless the screen brings its own head. */
  readonly title: string;
  readonly lead?: HtmlPart;
  readonly actions?: HtmlPart;
  /** Between the section and this screen; the section itself is added when the screen is not its first. */
  readonly breadcrumbs?: readonly BreadcrumbView[];
  readonly body: HtmlPart;
  /** The body has its own `h1` and fills the window (builder, workshop). */
  readonly ownHead?: boolean;
  /** Tables and boards use the whole width. */
  readonly isWide?: boolean;
}

const GROUPS: readonly SectionGroup[] = ['build', 'database', 'solution', 'run'];

/** What the renderer's functions take; the developer's cabinet is always compact and keeps its own look, so that a broken one can be mended. */
export function adminRenderContext(ctx: RequestContext): RenderContext {
  const { site: _site, ...own } = renderContextOf(ctx);
  return { ...own, density: 'compact' };
}

/** The whole page. A client module of `client/main.ts` is bound to it by `data-screen` on an element of the body. */
export async function adminScreen(ctx: RequestContext, screen: Screen): Promise<string> {
  const info = await layoutInfo(ctx);
  const { files } = ctx.app.assets;
  const isRoot = screen.breadcrumbs === undefined || screen.breadcrumbs.length === 0;
  return renderCabinet({
    ctx: adminRenderContext(ctx),
    title: screen.title,
    brand: { ...info.brand, url: '/admin' },
    menu: {
      groups: adminMenu(ctx, screen.section),
      foot: html`<a class="side-link" href="/">${ta(ctx.lang, 'admin.toCabinet')}</a>`,
    },
    ...(screen.ownHead
      ? {}
      : {
          head: { title: screen.title, lead: screen.lead, actions: screen.actions },
          breadcrumbs: isRoot
            ? []
            : [{ text: sectionTitle(ctx, screen.section), url: sectionUrl(screen.section) }, ...(screen.breadcrumbs ?? [])],
        }),
    notifications: { unread: ctx.unreadNotifications },
    search: { placeholder: ta(ctx.lang, 'admin.searchPlaceholder'), action: '/admin/find' },
    accountLinks: mayOpen(ctx, { roles: ['developer'] })
      ? [{ text: ta(ctx.lang, 'tour.begin'), url: TOUR_URL, icon: 'signpost-split' }]
      : [],
    banner: info.banner,
    body: screen.body,
    isWide: screen.isWide ?? true,
    pageCss: [files['admin.css'] ?? ''],
    pageJs: [files['admin.js'] ?? ''],
  });
}

export function sectionUrl(code: string): string {
  return code === '' ? '/admin' : `/admin/${code}`;
}

export function sectionTitle(ctx: RequestContext, code: string): string {
  return findText(ctx.lang, `sections.${code === '' ? 'overview' : code}`) ?? code;
}

/** Whether the visitor has one of the section's roles. */
export function mayOpen(ctx: RequestContext, section: Pick<AdminSection, 'roles'>): boolean {
  const { roles, realUsername, userID } = ctx.visitor;
  // Somebody who acts as a developer is not the developer.
  return userID !== null && realUsername === null && section.roles.some((role) => roles.has(role));
}

function adminMenu(ctx: RequestContext, current: string): MenuGroupView[] {
  const open = sections.filter((section) => mayOpen(ctx, section));
  return GROUPS.map((group) => ({
    title: findText(ctx.lang, `admin.group_${group}`) ?? '',
    items: open
      .filter((section) => section.group === group)
      .map(({ code, icon }) => ({ text: sectionTitle(ctx, code), icon, url: sectionUrl(code), isCurrent: code === current })),
  })).filter(({ items }) => items.length > 0);
}
