// The profile's pages inside the cabinet: about oneself, password, second step, devices. Plain forms that work without scripts.

import { csrfField, newPasswordInputs, renderInput } from './auth.ts';
import type { FormErrors } from './auth.ts';
import { renderAlert } from './feedback.ts';
import { attr, html, join, raw } from './html.ts';
import type { HtmlPart, SafeHtml } from './html.ts';
import { icon } from './icons.ts';
import { formatDateTime, formatRelative, t } from './locale.ts';
import type { Lang } from './locale.ts';
import type { RenderContext } from './page-context.ts';

export type ProfileTab = 'profile' | 'password' | 'totp' | 'sessions';

/** The tabs above every part of the profile. */
export function renderProfileTabs({ lang }: RenderContext, current: ProfileTab): SafeHtml {
  const tabs: readonly (readonly [ProfileTab, string, string])[] = [
    ['profile', '/me', t(lang, 'profile.tabProfile')],
    ['password', '/me/password', t(lang, 'profile.tabPassword')],
    ['totp', '/me/totp', t(lang, 'profile.tabTotp')],
    ['sessions', '/me/sessions', t(lang, 'profile.tabSessions')],
  ];
  const links = tabs.map(
    ([tab, url, text]) =>
      html`<a class="nav-link${tab === current ? ' active' : ''}" href="${url}"${attr('aria-current', tab === current ? 'page' : undefined)}>${text}</a>`,
  );
  return html`<nav class="nav nav-tabs" aria-label="${t(lang, 'profile.tabs')}">${join(links)}</nav>`;
}

export interface ProfileView {
  readonly username: string;
  readonly displayName: string;
  readonly email: string | undefined;
  /** Asked for and not confirmed yet. */
  readonly pendingEmail: string | undefined;
  readonly newEmail: string;
  readonly phone: string;
  readonly timeZone: string;
  readonly timeZones: readonly string[];
  /** Null leaves it to the site. */
  readonly density: RenderContext['density'] | null;
  readonly errors: FormErrors;
  readonly news?: HtmlPart;
  readonly isImpersonated: boolean;
}

export function renderProfile(ctx: RenderContext, view: ProfileView): SafeHtml {
  const { lang } = ctx;
  const { errors } = view;
  const about = html`${renderInput(ctx, { name: 'displayName', label: t(lang, 'profile.displayName'), value: view.displayName, autocomplete: 'name', maxlength: 128, error: errors.displayName })}
${renderInput(ctx, { name: 'phone', label: t(lang, 'profile.phone'), type: 'tel', value: view.phone, autocomplete: 'tel', maxlength: 32, isOptional: true, error: errors.phone })}
<p class="form-text mb-0">${t(lang, 'profile.username')}: <strong>${view.username}</strong>. ${t(lang, 'profile.usernameHelp')}</p>`;
  const zones = view.timeZones.map((zone) => option(zone, zone.replaceAll('_', ' '), zone === view.timeZone));
  const look = html`<div class="form-row">
<div class="col-sm-6">${select('lang', t(lang, 'profile.lang'), [option('ru', 'Русский', lang === 'ru'), option('en', 'English', lang === 'en')])}</div>
<div class="col-sm-6">${select('timeZone', t(lang, 'profile.timeZone'), zones, errors.timeZone)}</div>
<div class="col-sm-6">${select('theme', t(lang, 'profile.theme'), [option('auto', t(lang, 'profile.themeAuto'), ctx.theme === 'auto'), option('light', t(lang, 'profile.themeLight'), ctx.theme === 'light'), option('dark', t(lang, 'profile.themeDark'), ctx.theme === 'dark')])}</div>
<div class="col-sm-6">${select('density', t(lang, 'profile.density'), [option('site', t(lang, 'profile.densitySite'), view.density === null), option('comfortable', t(lang, 'profile.densityComfortable'), view.density === 'comfortable'), option('compact', t(lang, 'profile.densityCompact'), view.density === 'compact')])}</div>
</div>`;
  return html`<div class="form-frame">${view.news ? html`<div class="mb-3">${view.news}</div>` : ''}
<form class="card mb-4" method="post" action="/me" novalidate>${csrfField(ctx)}
${section({ id: 'about', title: t(lang, 'profile.personTitle'), text: t(lang, 'profile.personText') }, about)}
${section({ id: 'look', title: t(lang, 'profile.lookTitle'), text: t(lang, 'profile.lookText') }, look)}
<div class="form-actions"><button type="submit" class="btn btn-primary">${t(lang, 'common.save')}</button></div>
</form>
${avatarCard(ctx)}
${view.isImpersonated ? '' : emailCard(ctx, view)}</div>`;
}

function avatarCard(ctx: RenderContext): SafeHtml {
  const { lang, visitor } = ctx;
  const hasPicture = visitor.avatarUrl !== undefined;
  const body = html`<div class="d-flex align-items-center cluster mb-3">${hasPicture ? html`<img class="rounded-circle" src="${visitor.avatarUrl}" alt="" width="64" height="64">` : html`<span class="avatar avatar-info" aria-hidden="true">${visitor.initials}</span>`}</div>
<form method="post" action="/me/avatar" enctype="multipart/form-data">${csrfField(ctx)}
<div class="form-group"><label for="field-avatar">${t(lang, 'profile.avatarFile')}</label><input class="form-control-file" type="file" id="field-avatar" name="avatar" accept="image/jpeg,image/png,image/webp" required></div>
<button type="submit" class="btn btn-outline-secondary">${icon('upload')}${t(lang, 'profile.avatarSave')}</button></form>
${hasPicture ? html`<form class="mt-2" method="post" action="/me/avatar/remove">${csrfField(ctx)}<button type="submit" class="btn btn-quiet">${t(lang, 'profile.avatarRemove')}</button></form>` : ''}`;
  return html`<div class="card mb-4">${section({ id: 'avatar', title: t(lang, 'profile.avatarTitle'), text: t(lang, 'profile.avatarText') }, body)}</div>`;
}

function emailCard(ctx: RenderContext, view: ProfileView): SafeHtml {
  const { lang } = ctx;
  const { errors } = view;
  const body = html`<p><strong>${view.email ?? t(lang, 'profile.emailNone')}</strong>${view.pendingEmail === undefined ? '' : html`<br><span class="muted">${t(lang, 'profile.emailPending', { email: view.pendingEmail })}</span>`}</p>
<form method="post" action="/me/email" novalidate>${csrfField(ctx)}
${renderInput(ctx, { name: 'email', label: t(lang, 'profile.emailChange'), type: 'email', value: view.newEmail, autocomplete: 'email', maxlength: 254, error: errors.email })}
${renderInput(ctx, { name: 'current', label: t(lang, 'profile.emailPassword'), type: 'password', autocomplete: 'current-password', maxlength: 1024, error: errors.current })}
<button type="submit" class="btn btn-outline-secondary">${t(lang, 'profile.emailSave')}</button></form>`;
  return html`<div class="card mb-4">${section({ id: 'email', title: t(lang, 'profile.emailTitle'), text: t(lang, 'profile.emailText') }, body)}</div>`;
}

export function renderPasswordForm(
  ctx: RenderContext,
  view: { errors: FormErrors; news?: HtmlPart; isForced: boolean; username: string },
): SafeHtml {
  const { lang } = ctx;
  const body = html`<input type="text" class="sr-only" name="username" value="${view.username}" autocomplete="username" readonly tabindex="-1" aria-hidden="true">
${renderInput(ctx, { name: 'current', label: t(lang, 'profile.currentPassword'), type: 'password', autocomplete: 'current-password', maxlength: 1024, error: view.errors.current })}
${newPasswordInputs(ctx, view.errors)}`;
  return html`<div class="form-frame">${news(view.news)}${view.isForced ? news(renderAlert('warning', { text: t(lang, 'profile.passwordMust') })) : ''}
<form class="card" method="post" action="/me/password" novalidate>${csrfField(ctx)}
${section({ id: 'password', title: t(lang, 'profile.passwordTitle'), text: t(lang, 'profile.passwordText') }, body)}
<div class="form-actions"><button type="submit" class="btn btn-primary">${t(lang, 'profile.changePassword')}</button></div></form></div>`;
}

export interface TotpView {
  readonly state:
    | { readonly kind: 'off' }
    /** `qr` is an SVG drawn by the server from the key's address. */
    | { readonly kind: 'pending'; readonly qr: string; readonly key: string }
    | { readonly kind: 'on'; readonly codesLeft: number };
  /** Shown this once. */
  readonly codes?: readonly string[] | undefined;
  readonly errors: FormErrors;
  readonly news?: HtmlPart;
  /** A role of the user demands the second step. */
  readonly isRequired: boolean;
  readonly isForced: boolean;
}

export function renderTotp(ctx: RenderContext, view: TotpView): SafeHtml {
  const { lang } = ctx;
  const { state } = view;
  const status = html`<p><span class="status status-${state.kind === 'on' ? 'success' : 'secondary'}">${t(lang, state.kind === 'on' ? 'profile.totpOn' : 'profile.totpOff')}</span></p>`;
  const body =
    state.kind === 'off'
      ? totpOff(ctx, view)
      : state.kind === 'pending'
        ? totpPending(ctx, { ...view, state })
        : totpOn(ctx, { ...view, state });
  return html`<div class="form-frame">${news(view.news)}${view.isForced ? news(renderAlert('warning', { text: t(lang, 'profile.totpMust') })) : ''}${view.codes === undefined ? '' : recoveryCodes(ctx, view.codes)}
<div class="card">${section({ id: 'totp', title: t(lang, 'profile.totpTitle'), text: t(lang, 'profile.totpText') }, html`${status}${body}`)}</div></div>`;
}

function totpOff(ctx: RenderContext, { errors }: TotpView): SafeHtml {
  return html`<form method="post" action="/me/totp/begin" novalidate>${csrfField(ctx)}${currentPassword(ctx, errors.current)}<button type="submit" class="btn btn-primary">${t(ctx.lang, 'profile.totpBegin')}</button></form>`;
}

function totpPending(ctx: RenderContext, view: TotpView & { state: { kind: 'pending'; qr: string; key: string } }): SafeHtml {
  const { lang } = ctx;
  // The picture comes from the QR library alone: module coordinates, no text of anybody's.
  const picture = raw(view.state.qr.replace('<svg ', '<svg width="196" height="196" aria-hidden="true" '));
  return html`<p>${t(lang, 'profile.totpScan')}</p>
<div class="mb-2" role="img" aria-label="${t(lang, 'profile.totpQr')}">${picture}</div>
<p>${t(lang, 'profile.totpKey')}: <code>${view.state.key.replace(/(.{4})(?=.)/g, '$1 ')}</code></p>
<form method="post" action="/me/totp/confirm" novalidate>${csrfField(ctx)}
${renderInput(ctx, { name: 'code', label: t(lang, 'auth.code'), autocomplete: 'one-time-code', inputmode: 'numeric', maxlength: 10, error: view.errors.code })}
<button type="submit" class="btn btn-primary">${t(lang, 'profile.totpConfirm')}</button></form>
${view.isForced ? '' : html`<form class="mt-2" method="post" action="/me/totp/cancel">${csrfField(ctx)}<button type="submit" class="btn btn-quiet">${t(lang, 'profile.totpCancel')}</button></form>`}`;
}

function totpOn(ctx: RenderContext, view: TotpView & { state: { kind: 'on'; codesLeft: number } }): SafeHtml {
  const { lang } = ctx;
  const off = view.isRequired
    ? html`<p class="form-text">${t(lang, 'profile.totpRequired')}</p>`
    : html`<button type="submit" class="btn btn-outline-danger" formaction="/me/totp/disable">${t(lang, 'profile.totpDisable')}</button>`;
  return html`<p>${t(lang, 'profile.codesLeft', { count: view.state.codesLeft })} ${t(lang, 'profile.codesNewText')}</p>
<form method="post" action="/me/totp/codes" novalidate>${csrfField(ctx)}${currentPassword(ctx, view.errors.current)}
<div class="cluster"><button type="submit" class="btn btn-outline-secondary">${t(lang, 'profile.codesNew')}</button>${off}</div></form>`;
}

function recoveryCodes({ lang }: RenderContext, codes: readonly string[]): SafeHtml {
  return html`<section class="card mb-4" aria-labelledby="codes-title"><div class="card-body"><h2 class="h3" id="codes-title">${t(lang, 'profile.codesTitle')}</h2>
<p>${t(lang, 'profile.codesOnce')}</p><ul class="list-unstyled row" id="recovery-codes">${join(codes.map((code) => html`<li class="col-6 col-sm-4"><code>${code}</code></li>\n`))}</ul>
<div class="cluster"><button type="button" class="btn btn-outline-secondary" data-do="copy" data-target="recovery-codes">${icon('copy')}${t(lang, 'common.copy')}</button><a class="btn btn-primary" href="/me/totp">${t(lang, 'profile.codesDone')}</a></div></div></section>`;
}

function currentPassword(ctx: RenderContext, error: string | undefined): SafeHtml {
  return renderInput(ctx, {
    name: 'current',
    label: t(ctx.lang, 'profile.currentPassword'),
    type: 'password',
    autocomplete: 'current-password',
    maxlength: 1024,
    error,
  });
}

export interface SessionView {
  readonly id: number;
  readonly userAgent: string;
  readonly ip: string;
  readonly created: Date;
  readonly lastSeen: Date;
  readonly isCurrent: boolean;
}

export function renderSessions(ctx: RenderContext, view: { sessions: readonly SessionView[]; news?: HtmlPart }): SafeHtml {
  const { lang, locale } = ctx;
  const row = (session: SessionView): SafeHtml => {
    const name = deviceName(lang, session.userAgent);
    const end = session.isCurrent
      ? html`<span class="status status-success">${t(lang, 'profile.thisDevice')}</span>`
      : html`<form method="post" action="/me/sessions/${session.id}/end">${csrfField(ctx)}<button type="submit" class="btn btn-sm btn-outline-secondary" aria-label="${t(lang, 'profile.endSessionOf', { name })}">${t(lang, 'profile.endSession')}</button></form>`;
    return html`<tr><th scope="row" class="cell-title">${name}</th><td data-label="${t(lang, 'profile.address')}">${session.ip}</td><td data-label="${t(lang, 'profile.begun')}">${formatDateTime(locale, session.created)}</td><td data-label="${t(lang, 'profile.seen')}">${formatRelative(locale, session.lastSeen)}</td><td class="cell-side text-right">${end}</td></tr>`;
  };
  const others = view.sessions.some(({ isCurrent }) => !isCurrent)
    ? html`<form method="post" action="/me/sessions/end-others">${csrfField(ctx)}<button type="submit" class="btn btn-outline-danger">${t(lang, 'profile.endOthers')}</button></form>`
    : '';
  return html`${news(view.news)}<p class="muted">${t(lang, 'profile.sessionsText')}</p>
<div class="card mb-4"><div class="table-responsive"><table class="table table-stack mb-0"><caption class="sr-only">${t(lang, 'profile.sessionsCaption')}</caption>
<thead><tr><th scope="col">${t(lang, 'profile.device')}</th><th scope="col">${t(lang, 'profile.address')}</th><th scope="col">${t(lang, 'profile.begun')}</th><th scope="col">${t(lang, 'profile.seen')}</th><th scope="col"><span class="sr-only">${t(lang, 'profile.endSession')}</span></th></tr></thead>
<tbody>${join(view.sessions.map(row))}</tbody></table></div></div>${others}`;
}

const BROWSERS: readonly (readonly [RegExp, string])[] = [
  [/YaBrowser/, 'Yandex Browser'],
  [/Edg\//, 'Edge'],
  [/OPR\//, 'Opera'],
  [/Firefox\//, 'Firefox'],
  [/Chrome\//, 'Chrome'],
  [/Safari\//, 'Safari'],
];
const SYSTEMS: readonly (readonly [RegExp, string])[] = [
  [/Android/, 'Android'],
  [/iPhone|iPad/, 'iOS'],
  [/Windows/, 'Windows'],
  [/Mac OS X/, 'macOS'],
  [/Linux/, 'Linux'],
];

/** A browser and a system as people call them, from what the browser says of itself. */
function deviceName(lang: Lang, userAgent: string): string {
  const find = (list: readonly (readonly [RegExp, string])[]): string | undefined => list.find(([pattern]) => pattern.test(userAgent))?.[1];
  const browser = find(BROWSERS);
  const system = find(SYSTEMS);
  if (browser !== undefined && system !== undefined) return t(lang, 'profile.deviceOn', { browser, system });
  return browser ?? system ?? t(lang, 'profile.deviceUnknown');
}

function section({ id, title, text }: { id: string; title: string; text: string }, body: SafeHtml): SafeHtml {
  return html`<section class="form-section" aria-labelledby="part-${id}"><div class="form-section-head"><h2 id="part-${id}">${title}</h2><p>${text}</p></div><div>${body}</div></section>`;
}

function select(name: string, label: string, options: readonly SafeHtml[], error?: string): SafeHtml {
  const id = `field-${name}`;
  return html`<div class="form-group"><label for="${id}">${label}</label><select class="custom-select${error ? ' is-invalid' : ''}" id="${id}" name="${name}"${attr('aria-describedby', error ? `${id}-error` : undefined)}>${join(options)}</select>${error ? html`<div class="invalid-feedback d-flex" id="${id}-error">${icon('exclamation-circle')}<span>${error}</span></div>` : ''}</div>`;
}

function option(value: string, text: string, isChosen: boolean): SafeHtml {
  return html`<option value="${value}"${attr('selected', isChosen)}>${text}</option>`;
}

function news(part: HtmlPart): HtmlPart {
  return part ? html`<div class="mb-3">${part}</div>` : '';
}
