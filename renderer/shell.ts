// The frame of a cabinet: sidebar with the role's menu, top bar, head of the page. Order of the focus is order of the page.

import { brandMark } from './art.ts';
import { attr, html, join, safeUrl } from './html.ts';
import type { HtmlPart, SafeHtml } from './html.ts';
import { icon } from './icons.ts';
import { t } from './locale.ts';
import type { RenderContext, Theme } from './page-context.ts';

export interface MenuItemView {
  readonly text: string;
  readonly url: string;
  readonly icon?: string | undefined;
  readonly isCurrent?: boolean | undefined;
  /** A number beside the text; `isAlert` when it waits for this person. */
  readonly count?: number | string | undefined;
  readonly isAlert?: boolean | undefined;
  readonly children?: readonly MenuItemView[] | undefined;
}

export interface MenuGroupView {
  readonly title?: string | undefined;
  readonly items: readonly MenuItemView[];
}

export interface MenuView {
  readonly groups: readonly MenuGroupView[];
  /** What stands above the menu (a choice of the point of sale) and under it. */
  readonly scope?: HtmlPart;
  readonly foot?: HtmlPart;
}

export interface BrandView {
  readonly name: string;
  readonly url: string;
  /** A mark of the solution's own instead of ours. */
  readonly logoUrl?: string | undefined;
}

export interface BreadcrumbView {
  readonly text: string;
  readonly url?: string | undefined;
}

export interface PageHeadView {
  readonly title: string;
  readonly lead?: HtmlPart;
  readonly status?: { readonly text: string; readonly kind: string } | undefined;
  /** Buttons and links; the main one last and filled. */
  readonly actions?: HtmlPart;
}

export interface SearchView {
  readonly placeholder?: string | undefined;
  /** Where it asks; the cabinet's own search without it. */
  readonly action?: string | undefined;
}

/** An entry of the account's menu that a part of the system brings. */
export interface AccountLinkView {
  readonly text: string;
  readonly url: string;
  readonly icon: string;
}

/** Link with the mark and the name. */
export function renderBrand(brand: BrandView): SafeHtml {
  const mark = brand.logoUrl ? html`<img src="${safeUrl(brand.logoUrl)}" alt="" width="28" height="28">` : brandMark;
  return html`<a class="brand" href="${safeUrl(brand.url)}">${mark}<span>${brand.name}</span></a>`;
}

export function renderSide(ctx: RenderContext, brand: BrandView, menu: MenuView): SafeHtml {
  const { lang } = ctx;
  return html`<aside class="side" id="side" aria-label="${t(lang, 'layout.sections')}">
<div class="side-head">${renderBrand(brand)}${iconButton('x-lg', t(lang, 'layout.closeMenu'), { class: 'side-close', do: 'drawer-close' })}</div>
${menu.scope ? html`<div class="side-scope">${menu.scope}</div>` : ''}
<nav class="side-nav" aria-label="${t(lang, 'layout.menu')}">
${join(menu.groups.map((group, i) => html`${group.title ? html`<p class="side-title" id="side-group-${i}">${group.title}</p>` : ''}${menuList(group.items, group.title ? `side-group-${i}` : undefined)}`))}
</nav>
${menu.foot ? html`<div class="side-foot">${menu.foot}</div>` : ''}</aside>`;
}

function menuList(items: readonly MenuItemView[], labelledBy?: string): SafeHtml {
  return html`<ul class="side-list"${attr('aria-labelledby', labelledBy)}>${join(items.map((item) => html`<li>${menuItem(item)}</li>`))}</ul>`;
}

function menuItem(item: MenuItemView): SafeHtml {
  const content = html`${item.icon ? icon(item.icon) : ''}<span class="truncate">${item.text}</span>${count(item)}`;
  if (item.children === undefined || item.children.length === 0) {
    return html`<a class="side-link" href="${safeUrl(item.url)}"${attr('aria-current', item.isCurrent ? 'page' : undefined)}>${content}</a>`;
  }
  const isOpen = item.children.some(holdsCurrent);
  return html`<details class="side-group"${attr('open', isOpen)}><summary class="side-link">${content}${icon('chevron-down', { class: 'side-fold' })}</summary>${menuList(item.children)}</details>`;
}

function holdsCurrent(item: MenuItemView): boolean {
  return item.isCurrent === true || (item.children ?? []).some(holdsCurrent);
}

function count({ count: number, isAlert }: MenuItemView): SafeHtml | string {
  if (number === undefined || number === '' || number === 0) return '';
  return html`<span class="side-count${isAlert ? ' side-count-alert' : ''}">${number}</span>`;
}

export function renderTop(
  ctx: RenderContext,
  view: {
    search?: SearchView | undefined;
    unread: number;
    helpUrl?: string | undefined;
    accountLinks?: readonly AccountLinkView[] | undefined;
  },
): SafeHtml {
  const { lang } = ctx;
  const placeholder = view.search?.placeholder ?? t(lang, 'layout.searchPlaceholder');
  const search = html`<form class="top-search" role="search" action="${safeUrl(view.search?.action ?? '/search')}" method="get" data-search>${icon('search')}<input class="form-control" type="search" name="text" placeholder="${placeholder}" aria-label="${t(lang, 'layout.search')}" autocomplete="off"><kbd aria-hidden="true">Ctrl K</kbd></form>`;
  return html`<header class="top">
${iconButton('list', t(lang, 'layout.openMenu'), { class: 'drawer-toggle', do: 'drawer', controls: 'side', expanded: false })}
${view.search === undefined ? '' : search}
<div class="top-tools">
${view.helpUrl ? html`<a class="btn btn-icon btn-quiet top-wide" href="${safeUrl(view.helpUrl)}" aria-label="${t(lang, 'layout.help')}" title="${t(lang, 'layout.help')}">${icon('question-circle')}</a>` : ''}
${iconButton('moon', t(lang, 'layout.darkMode'), { class: 'top-wide', do: 'theme' })}
${ctx.visitor.isSignedIn ? bell(ctx, view.unread) : ''}
${ctx.visitor.isSignedIn ? account(ctx, view.accountLinks) : html`<a class="btn btn-outline-secondary" href="/sign-in">${t(lang, 'layout.signIn')}</a>`}
</div>
</header>`;
}

function bell({ lang }: RenderContext, unread: number): SafeHtml {
  const label = unread > 0 ? t(lang, 'layout.notificationsNew', { count: unread }) : t(lang, 'layout.notifications');
  return html`<div class="dropdown" data-notifications data-unread="${unread}"><button type="button" class="btn btn-icon btn-quiet${unread > 0 ? ' top-dot' : ''}" aria-label="${label}" title="${label}" aria-haspopup="dialog" aria-expanded="false" data-do="notifications">${icon('bell')}</button></div>`;
}

function account(ctx: RenderContext, links: readonly AccountLinkView[] = []): SafeHtml {
  const { lang, visitor } = ctx;
  const name = visitor.displayName || visitor.username;
  return html`<div class="dropdown"><button type="button" class="person" data-toggle="dropdown" aria-haspopup="true" aria-expanded="false" title="${t(lang, 'layout.account', { name })}">${renderAvatar(visitor)}<span class="truncate">${name}</span></button>
<div class="dropdown-menu dropdown-menu-right account-menu">
<a class="dropdown-item" href="/me">${icon('person')}${t(lang, 'layout.profile')}</a>
<a class="dropdown-item" href="/me/sessions">${icon('laptop')}${t(lang, 'layout.sessions')}</a>
${join(links.map((link) => html`<a class="dropdown-item" href="${safeUrl(link.url)}">${icon(link.icon)}${link.text}</a>`))}
<div class="dropdown-divider"></div>
<div class="dropdown-header" id="account-theme">${t(lang, 'layout.appearance')}</div>
<div role="group" aria-labelledby="account-theme">${join((['light', 'dark', 'auto'] as const).map((theme) => themeItem(ctx, theme)))}</div>
<div class="dropdown-divider"></div>
<div class="dropdown-header" id="account-lang">${t(lang, 'layout.language')}</div>
<div role="group" aria-labelledby="account-lang">${join((['ru', 'en'] as const).map((code) => html`<button type="button" class="dropdown-item" lang="${code}" aria-pressed="${code === lang ? 'true' : 'false'}" data-do="lang" data-value="${code}">${icon(code === lang ? 'check2' : 'translate')}${code === 'ru' ? 'Русский' : 'English'}</button>`))}</div>
<div class="dropdown-divider"></div>
<form method="post" action="/sign-out"><input type="hidden" name="_csrf" value="${ctx.csrfToken}"><button type="submit" class="dropdown-item">${icon('box-arrow-right')}${t(lang, 'layout.signOut')}</button></form>
</div></div>`;
}

function themeItem({ lang, theme: chosen }: RenderContext, theme: Theme): SafeHtml {
  const names = {
    light: ['sun', 'layout.lightMode'],
    dark: ['moon', 'layout.darkMode'],
    auto: ['circle-half', 'layout.autoMode'],
  } as const;
  const [sign, key] = names[theme];
  return html`<button type="button" class="dropdown-item" aria-pressed="${chosen === theme ? 'true' : 'false'}" data-do="theme" data-value="${theme}">${icon(sign)}${t(lang, key)}</button>`;
}

/** A round picture or the initials; decoration, the name stands beside it. */
function renderAvatar(person: { initials: string; avatarUrl?: string | undefined }, tone = 'info'): SafeHtml {
  if (person.avatarUrl) return html`<img class="avatar" src="${safeUrl(person.avatarUrl)}" alt="" width="28" height="28">`;
  return html`<span class="avatar avatar-${tone}" aria-hidden="true">${person.initials}</span>`;
}

/** Trail, title, state, lead and actions. */
export function renderPageHead(ctx: RenderContext, head: PageHeadView, breadcrumbs: readonly BreadcrumbView[] = []): SafeHtml {
  const trail =
    breadcrumbs.length === 0
      ? ''
      : html`<nav aria-label="${t(ctx.lang, 'layout.trail')}"><ol class="breadcrumb">${join(breadcrumbs.map((crumb, i) => breadcrumb(crumb, i === breadcrumbs.length - 1)))}</ol></nav>`;
  const status = head.status === undefined ? '' : html` <span class="status status-${head.status.kind}">${head.status.text}</span>`;
  return html`<header class="page-head">
<div class="page-head-text">
${trail}<h1>${head.title}${status}</h1>
${head.lead ? html`<p class="lead">${head.lead}</p>` : ''}</div>
${head.actions ? html`<div class="page-actions">${head.actions}</div>` : ''}</header>`;
}

function breadcrumb(crumb: BreadcrumbView, isLast: boolean): SafeHtml {
  if (isLast) return html`<li class="breadcrumb-item active" aria-current="page">${crumb.text}</li>`;
  return html`<li class="breadcrumb-item">${crumb.url ? html`<a href="${safeUrl(crumb.url)}">${crumb.text}</a>` : crumb.text}</li>`;
}

function iconButton(name: string, label: string, options: { class: string; do: string; controls?: string; expanded?: boolean }): SafeHtml {
  return html`<button type="button" class="btn btn-icon btn-quiet ${options.class}" aria-label="${label}" title="${label}" data-do="${options.do}"${attr('aria-controls', options.controls)}${attr('aria-expanded', options.expanded === undefined ? undefined : String(options.expanded))}>${icon(name)}</button>`;
}
