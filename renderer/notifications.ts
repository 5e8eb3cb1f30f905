// Notifications: the panel under the bell, the page with all of them, the table of preferences. Works without scripts: plain links and forms.

import { renderAlert, renderEmpty } from './feedback.ts';
import { attr, html, join } from './html.ts';
import type { HtmlPart, SafeHtml } from './html.ts';
import { icon } from './icons.ts';
import { formatDateTime, formatRelative, t } from './locale.ts';
import type { RenderContext } from './page-context.ts';

export interface NotificationView {
  readonly id: string;
  readonly text: string;
  readonly icon: string;
  /** Name of a theme colour. */
  readonly color: string | undefined;
  readonly created: Date;
  readonly isUnread: boolean;
  readonly hasTarget: boolean;
}

export interface NotificationListView {
  readonly items: readonly NotificationView[];
  readonly isUnreadOnly: boolean;
  readonly unread: number;
  /** The address of older ones. */
  readonly olderUrl: string | undefined;
}

export type NotificationTab = 'all' | 'unread' | 'preferences';

/** What the bell opens. */
export function renderPanel(ctx: RenderContext, { items, unread }: Pick<NotificationListView, 'items' | 'unread'>): SafeHtml {
  const { lang } = ctx;
  const body =
    items.length === 0
      ? renderEmpty({ title: t(lang, 'notifications.none'), text: t(lang, 'notifications.noneText'), size: 'small' })
      : html`<ul class="rows">${join(items.map((item) => row(ctx, item)))}</ul>`;
  return html`<div class="card-header"><h2>${t(lang, 'notifications.title')}</h2>${unread > 0 ? readAllForm(ctx) : ''}</div>
${body}
<div class="card-footer"><a href="/notifications">${t(lang, 'notifications.all')}</a><a href="/notifications/preferences">${t(lang, 'notifications.preferences')}</a></div>`;
}

/** The list of the page; the client refreshes it when news come. */
export function renderNotificationList(ctx: RenderContext, view: NotificationListView): SafeHtml {
  const { lang } = ctx;
  const src = view.isUnreadOnly ? '/notifications/list?filter=unread' : '/notifications/list';
  const none = view.isUnreadOnly ? t(lang, 'notifications.noneUnread') : t(lang, 'notifications.none');
  const list =
    view.items.length === 0
      ? renderEmpty({ title: none, text: t(lang, 'notifications.noneText'), headingLevel: 2 })
      : html`<ul class="rows">${join(view.items.map((item) => row(ctx, item)))}</ul>`;
  const older =
    view.olderUrl === undefined
      ? ''
      : html`<div class="card-footer"><a href="${view.olderUrl}">${t(lang, 'notifications.older')}</a></div>`;
  const head =
    view.unread > 0
      ? html`<div class="card-header"><span class="card-note">${t(lang, 'notifications.unread', { count: view.unread })}</span>${readAllForm(ctx)}</div>`
      : '';
  return html`<section class="card as-component as-notifications" id="as-notifications" data-kind="notifications" data-code="notifications" data-src="${src}" aria-label="${t(lang, 'notifications.title')}">${head}${list}${older}</section>`;
}

export function renderNotificationTabs({ lang }: RenderContext, current: NotificationTab): SafeHtml {
  const tabs: readonly (readonly [NotificationTab, string, string])[] = [
    ['all', '/notifications', t(lang, 'notifications.tabAll')],
    ['unread', '/notifications?filter=unread', t(lang, 'notifications.tabUnread')],
    ['preferences', '/notifications/preferences', t(lang, 'notifications.preferences')],
  ];
  return html`<nav class="nav nav-tabs" aria-label="${t(lang, 'notifications.tabs')}">${join(
    tabs.map(
      ([tab, url, text]) =>
        html`<a class="nav-link${tab === current ? ' active' : ''}" href="${url}"${attr('aria-current', tab === current ? 'page' : undefined)}>${text}</a>`,
    ),
  )}</nav>`;
}

export interface PreferenceRow {
  readonly typeCode: string;
  readonly title: string;
  readonly description: string;
  readonly category: string;
  readonly channels: readonly { readonly channel: string; readonly isOn: boolean; readonly isLocked: boolean }[];
}

export interface PreferencesView {
  readonly rows: readonly PreferenceRow[];
  readonly channels: readonly { readonly channel: string; readonly title: string }[];
  readonly isSaved: boolean;
  /** Absent: letters have nowhere to go. */
  readonly email: string | undefined;
}

export function renderPreferences(ctx: RenderContext, view: PreferencesView): SafeHtml {
  const { lang } = ctx;
  if (view.rows.length === 0)
    return html`<section class="card">${renderEmpty({ title: t(lang, 'notifications.noTypes'), headingLevel: 2 })}</section>`;
  const news = view.isSaved ? html`<div class="mb-3">${renderAlert('success', { text: t(lang, 'notifications.saved') })}</div>` : '';
  const address =
    view.email === undefined ? html`<div class="mb-3">${renderAlert('info', { text: t(lang, 'notifications.noEmail') })}</div>` : '';
  const head = join(view.channels.map(({ title }) => html`<th scope="col">${title}</th>`));
  return html`${news}${address}<form class="card" method="post" action="/notifications/preferences">${csrfField(ctx)}
<div class="table-scroll border-top-0"><table class="table"><caption class="sr-only">${t(lang, 'notifications.preferences')}</caption>
<thead><tr><th scope="col">${t(lang, 'notifications.type')}</th>${head}</tr></thead>
${join(categories(view.rows).map(([category, rows]) => html`<tbody>${category === '' ? '' : html`<tr><th scope="colgroup" colspan="${view.channels.length + 1}">${category}</th></tr>`}${join(rows.map((one) => preferenceRow(ctx, view, one)))}</tbody>`))}
</table></div>
<div class="card-footer"><button type="submit" class="btn btn-primary">${t(lang, 'notifications.save')}</button></div></form>`;
}

function preferenceRow({ lang }: RenderContext, view: PreferencesView, one: PreferenceRow): SafeHtml {
  const cells = one.channels.map(({ channel, isOn, isLocked }, i) => {
    const name = `${one.typeCode}.${channel}`;
    const label = t(lang, 'notifications.channelOfType', { type: one.title, channel: view.channels[i]?.title ?? channel });
    return html`<td><div class="custom-control custom-checkbox"><input class="custom-control-input" type="checkbox" id="pref-${name}" name="on" value="${name}"${attr('checked', isOn)}${attr('disabled', isLocked)}><label class="custom-control-label" for="pref-${name}"><span class="sr-only">${label}</span></label></div></td>`;
  });
  return html`<tr><th scope="row">${one.title}${one.description === '' ? '' : html`<small class="d-block muted font-weight-normal">${one.description}</small>`}</th>${join(cells)}</tr>`;
}

function categories(rows: readonly PreferenceRow[]): [string, PreferenceRow[]][] {
  const groups = new Map<string, PreferenceRow[]>();
  for (const one of rows) groups.set(one.category, [...(groups.get(one.category) ?? []), one]);
  return [...groups];
}

function row(ctx: RenderContext, item: NotificationView): SafeHtml {
  const { lang, locale } = ctx;
  const mark = item.isUnread ? html`<span class="sr-only">${t(lang, 'notifications.isNew')}</span>` : '';
  const text: HtmlPart = item.hasTarget ? html`<a href="/notifications/open/${item.id}">${item.text}</a>` : item.text;
  const done = item.isUnread
    ? html`<button type="button" class="btn btn-icon btn-quiet btn-sm" data-do="notification-read" data-id="${item.id}" aria-label="${t(lang, 'notifications.markRead', { text: item.text })}" title="${t(lang, 'notifications.markReadShort')}">${icon('check2')}</button>`
    : '';
  const color = item.color === undefined ? '' : ` text-${item.color}`;
  return html`<li><span class="rows-icon${item.isUnread ? ' rows-unread' : ''}${color}">${icon(item.icon)}</span><div class="rows-main">${mark}${text}<small><time datetime="${item.created.toISOString()}" title="${formatDateTime(locale, item.created)}">${formatRelative(locale, item.created)}</time></small></div>${done}</li>`;
}

function readAllForm(ctx: RenderContext): SafeHtml {
  return html`<form class="push" method="post" action="/notifications/read-all">${csrfField(ctx)}<button type="submit" class="btn btn-quiet btn-sm" data-do="notifications-read-all">${icon('check2-all')}${t(ctx.lang, 'notifications.readAll')}</button></form>`;
}

function csrfField({ csrfToken }: RenderContext): SafeHtml {
  return html`<input type="hidden" name="_csrf" value="${csrfToken}">`;
}
