// HTML of users: the list, one user with rights and sessions, the form of a new one.

import type { SessionRow } from '../../engine/auth/sessions.ts';
import type { UserRecord } from '../../engine/auth/users.ts';
import { renderEmpty } from '../../renderer/feedback.ts';
import { attr, html, join } from '../../renderer/html.ts';
import type { SafeHtml } from '../../renderer/html.ts';
import { icon } from '../../renderer/icons.ts';
import { formatDateTime, formatRelative } from '../../renderer/locale.ts';
import type { Lang } from '../../renderer/locale.ts';
import type { RenderContext } from '../../renderer/page-context.ts';
import { kindTitle, ta } from '../texts.ts';
import type { ListedUser, UserFilter } from './list.ts';
import type { Right } from './rights.ts';

export interface UserListView {
  readonly users: readonly ListedUser[];
  readonly total: number;
  readonly filter: UserFilter;
  readonly pageSize: number;
  readonly roles: readonly string[];
}

export function userActions(lang: Lang): SafeHtml {
  return html`<a class="btn btn-outline-secondary" href="/admin/users/matrix">${icon('grid-3x3')}${ta(lang, 'users.matrix')}</a><a class="btn btn-primary" href="/admin/users/new">${icon('plus-lg')}${ta(lang, 'users.add')}</a>`;
}

export function renderUserList(ctx: RenderContext, view: UserListView): SafeHtml {
  const { lang, locale } = ctx;
  const { filter } = view;
  const option = (value: string, text: string, current: string): SafeHtml =>
    html`<option value="${value}"${attr('selected', value === current)}>${text}</option>`;
  const rows = view.users.map(
    (user) => html`<tr><th scope="row" class="cell-title"><a href="/admin/users/${user.id}">${user.username}</a></th>
<td data-label="${ta(lang, 'users.name')}">${user.displayName}</td><td data-label="${ta(lang, 'users.email')}">${user.email}</td><td data-label="${ta(lang, 'users.roles')}">${user.roles}</td>
<td class="cell-side"><span class="status ${user.isActive ? 'status-success' : 'status-secondary'}">${ta(lang, user.isActive ? 'users.active' : 'users.off')}</span></td>
<td data-label="${ta(lang, 'users.lastLogin')}">${user.lastLogin === null ? html`<span class="muted">${ta(lang, 'users.never')}</span>` : formatRelative(locale, user.lastLogin)}</td>
<td class="num" data-label="${ta(lang, 'users.sessions')}">${user.sessions}</td></tr>`,
  );
  const pages = Math.ceil(view.total / view.pageSize);
  const pageLink = (page: number): string =>
    `?${new URLSearchParams({ text: filter.text, role: filter.role, state: filter.state, page: String(page) }).toString()}`;
  return html`<form class="cluster mb-3" method="get" role="search">
<div class="search-field">${icon('search')}<input class="form-control" type="search" name="text" value="${filter.text}" placeholder="${ta(lang, 'users.find')}" aria-label="${ta(lang, 'users.find')}"></div>
<select class="custom-select w-auto" name="role" aria-label="${ta(lang, 'users.role')}">${option('', ta(lang, 'users.anyRole'), filter.role)}${join(view.roles.map((role) => option(role, role, filter.role)))}</select>
<select class="custom-select w-auto" name="state" aria-label="${ta(lang, 'users.state')}">${option('all', ta(lang, 'users.anyState'), filter.state)}${option('active', ta(lang, 'users.active'), filter.state)}${option('disabled', ta(lang, 'users.off'), filter.state)}</select>
<button type="submit" class="btn btn-outline-secondary">${ta(lang, 'users.show')}</button>
<span class="muted push" role="status">${ta(lang, 'users.count', { count: view.total })}</span></form>
${
  rows.length === 0
    ? renderEmpty({ title: ta(lang, 'users.none'), text: ta(lang, 'users.noneText') })
    : html`<div class="card"><div class="table-scroll border-top-0"><table class="table table-stack"><caption class="sr-only">${ta(lang, 'sections.users')}</caption><thead><tr><th scope="col">${ta(lang, 'users.username')}</th><th scope="col">${ta(lang, 'users.name')}</th><th scope="col">${ta(lang, 'users.email')}</th><th scope="col">${ta(lang, 'users.roles')}</th><th scope="col">${ta(lang, 'users.state')}</th><th scope="col">${ta(lang, 'users.lastLogin')}</th><th scope="col" class="num">${ta(lang, 'users.sessions')}</th></tr></thead><tbody>${join(rows)}</tbody></table></div></div>`
}
${pages > 1 ? html`<nav class="mt-3 cluster" aria-label="${ta(lang, 'users.pages')}">${filter.page > 1 ? html`<a class="btn btn-outline-secondary" href="${pageLink(filter.page - 1)}">${ta(lang, 'users.previous')}</a>` : ''}<span class="muted">${filter.page} / ${pages}</span>${filter.page < pages ? html`<a class="btn btn-outline-secondary" href="${pageLink(filter.page + 1)}">${ta(lang, 'users.next')}</a>` : ''}</nav>` : ''}`;
}

export function renderUserForm({ lang }: RenderContext, { roles, canMail }: { roles: readonly string[]; canMail: boolean }): SafeHtml {
  return html`<form class="card" data-post action="/admin/users/new" method="post"><div class="card-body">
<div class="form-group"><label for="username">${ta(lang, 'users.username')}</label><input class="form-control" id="username" name="username" required maxlength="64" autocomplete="off" autocapitalize="none" spellcheck="false"></div>
<div class="form-group"><label for="displayName">${ta(lang, 'users.name')} <span class="form-optional">(${ta(lang, 'users.optional')})</span></label><input class="form-control" id="displayName" name="displayName" maxlength="128" autocomplete="off"></div>
<div class="form-group"><label for="email">${ta(lang, 'users.email')} <span class="form-optional">(${ta(lang, 'users.optional')})</span></label><input class="form-control" id="email" name="email" type="email" maxlength="256" autocomplete="off">${canMail ? '' : html`<div class="form-text">${ta(lang, 'users.noMailHint')}</div>`}</div>
${rolePicker(lang, roles, [])}
</div><div class="form-actions"><button type="submit" class="btn btn-primary">${ta(lang, 'users.create')}</button><a class="btn btn-quiet" href="/admin/users">${ta(lang, 'users.cancel')}</a></div></form>`;
}

export interface UserView {
  readonly user: UserRecord;
  readonly own: readonly string[];
  readonly sessions: readonly SessionRow[];
  readonly roles: readonly string[];
  readonly rights: readonly Right[];
  readonly isSelf: boolean;
  readonly canMail: boolean;
}

export function renderUser(ctx: RenderContext, view: UserView): SafeHtml {
  const { lang } = ctx;
  const { user } = view;
  const base = `/admin/users/${user.id}`;
  const button = (
    name: string,
    text: string,
    { style = 'outline-secondary', confirm }: { style?: string; confirm?: string } = {},
  ): SafeHtml =>
    html`<button type="submit" class="btn btn-${style}" formaction="${base}/${name}"${attr('data-confirm', confirm)}>${text}</button>`;
  return html`<div class="split split-side"><div class="stack">
<form class="card" data-post action="${base}/save" method="post" aria-labelledby="user-data"><div class="card-header"><h2 id="user-data">${ta(lang, 'users.data')}</h2><span class="status push ${user.isActive ? 'status-success' : 'status-secondary'}">${ta(lang, user.isActive ? 'users.active' : 'users.off')}</span></div><div class="card-body">
<div class="form-row"><div class="form-group col-md-6"><label for="displayName">${ta(lang, 'users.name')}</label><input class="form-control" id="displayName" name="displayName" maxlength="128" value="${user.displayName}"></div>
<div class="form-group col-md-6"><label for="phone">${ta(lang, 'users.phone')}</label><input class="form-control" id="phone" name="phone" maxlength="32" value="${user.phone}"></div></div>
<div class="form-group"><label for="email">${ta(lang, 'users.email')}</label><input class="form-control" id="email" name="email" type="email" maxlength="256" value="${user.email}"></div>
${rolePicker(lang, view.roles, view.own)}</div><div class="form-actions"><button type="submit" class="btn btn-primary">${ta(lang, 'users.save')}</button></div></form>
${rightsCard(ctx, view)}
</div><aside class="stack" aria-label="${ta(lang, 'users.actions')}">
<form class="card" data-post action="${base}/save" method="post"><div class="card-part"><h2 class="h3">${ta(lang, 'users.actions')}</h2><div class="action-list">
${view.isSelf ? '' : button('impersonate', ta(lang, 'users.impersonate'))}
${button('password', ta(lang, 'users.resetPassword'), { confirm: ta(lang, 'users.resetConfirm', { name: user.username }) })}
${view.canMail ? button('invite', ta(lang, 'users.invite')) : ''}
${view.isSelf ? '' : user.isActive ? button('disable', ta(lang, 'users.disable'), { style: 'outline-danger', confirm: ta(lang, 'users.disableConfirm', { name: user.username }) }) : button('enable', ta(lang, 'users.enable'))}
</div></div></form>
<form class="card" data-post action="${base}/sessions" method="post"><div class="card-part"><h2 class="h3">${ta(lang, 'users.sessions')}</h2>${view.sessions.length === 0 ? html`<p class="muted mb-0">${ta(lang, 'users.noSessions')}</p>` : html`<ul class="list-unstyled mb-2">${join(view.sessions.map((session) => sessionRow(ctx, session)))}</ul><button type="submit" class="btn btn-sm btn-outline-secondary">${ta(lang, 'users.endAll')}</button>`}</div></form>
</aside></div>`;
}

function sessionRow({ lang, locale }: RenderContext, session: SessionRow): SafeHtml {
  return html`<li class="mb-2"><span title="${session.userAgent}">${session.ip ?? ''}</span> <span class="muted">${formatDateTime(locale, session.lastSeen)}</span> <button type="submit" class="btn btn-sm btn-quiet" name="session" value="${session.id}">${ta(lang, 'users.end')}</button></li>`;
}

function rolePicker(lang: Lang, roles: readonly string[], own: readonly string[]): SafeHtml {
  const has = new Set(own.map((role) => role.toLowerCase()));
  return html`<fieldset class="form-group mb-0"><legend class="h4">${ta(lang, 'users.roles')}</legend><div>${join(
    roles.map(
      (role) =>
        html`<div class="custom-control custom-control-inline custom-checkbox"><input type="checkbox" class="custom-control-input" id="role-${role}" name="roles" data-list value="${role}"${attr('checked', has.has(role.toLowerCase()))}><label class="custom-control-label" for="role-${role}">${role}</label></div>`,
    ),
  )}</div></fieldset>`;
}

/** Everything with a list of roles, what is open first. */
function rightsCard({ lang }: RenderContext, { rights }: UserView): SafeHtml {
  const byKind = Map.groupBy(rights, ({ kind }) => kind);
  return html`<section class="card" aria-labelledby="user-rights"><div class="card-header"><h2 id="user-rights">${ta(lang, 'users.rights')}</h2><span class="card-note">${ta(lang, 'users.rightsNote')}</span></div>${join(
    [...byKind].map(([kind, own]) => {
      const open = own.filter(({ isAllowed }) => isAllowed);
      return html`<details class="card-part"${attr('open', kind === 'page')}><summary><b>${kindTitle(lang, kind)}</b> <span class="muted">${open.length} / ${own.length}</span></summary><div class="table-scroll"><table class="table" data-density="compact"><caption class="sr-only">${kind}</caption><thead><tr><th scope="col">${ta(lang, 'users.what')}</th><th scope="col">${ta(lang, 'users.access')}</th><th scope="col">${ta(lang, 'users.why')}</th></tr></thead><tbody>${join(own.toSorted((a, b) => Number(b.isAllowed) - Number(a.isAllowed)).map((right) => rightRows(lang, right)))}</tbody></table></div></details>`;
    }),
  )}</section>`;
}

function rightRows(lang: Lang, right: Right): SafeHtml {
  const access = (isAllowed: boolean): SafeHtml =>
    html`<span class="status ${isAllowed ? 'status-success' : 'status-secondary'}">${ta(lang, isAllowed ? 'users.allowed' : 'users.refused')}</span>`;
  const why = ({ roles, reason }: { roles: string; reason: string }): SafeHtml =>
    reason === ''
      ? html`<span class="muted">${roles === '' ? ta(lang, 'users.emptyList') : roles}</span>`
      : html`<b>${reason}</b> <span class="muted">${roles}</span>`;
  return html`<tr><th scope="row"><a class="mono" href="/admin/definitions/${right.kind}/${encodeURIComponent(right.code)}">${right.code}</a> <span class="muted">${right.title}</span></th><td>${access(right.isAllowed)}</td><td>${why(right)}</td></tr>${join(
    right.isAllowed
      ? right.parts.map(
          (part) => html`<tr><td class="pl-4 mono muted">${part.path}</td><td>${access(part.isAllowed)}</td><td>${why(part)}</td></tr>`,
        )
      : [],
  )}`;
}
