// Pages before the cabinet: sign-in, its second step, registration, recovery, confirmation of an address. Plain forms that work without
// scripts; what was entered stays, what is wrong is said at its field.

import { renderAlert } from './feedback.ts';
import { attr, html, join } from './html.ts';
import type { HtmlPart, SafeHtml } from './html.ts';
import { icon } from './icons.ts';
import { renderAuthPage } from './layout.ts';
import type { LinkView } from './layout.ts';
import { t } from './locale.ts';
import type { TextKey } from './locale.ts';
import type { RenderContext } from './page-context.ts';
import type { BrandView } from './shell.ts';

/** What stands around every page of this file. */
export interface DoorView {
  readonly ctx: RenderContext;
  readonly brand: BrandView;
  readonly footer: readonly LinkView[];
}

/** Messages by field name; '' is the form as a whole. */
export type FormErrors = Readonly<Record<string, string>>;

/** One input with its label, help and place for an error. */
export interface InputView {
  readonly name: string;
  readonly label: string;
  readonly type?: 'text' | 'email' | 'password' | 'tel';
  readonly value?: string | undefined;
  readonly error?: string | undefined;
  readonly help?: string | undefined;
  readonly autocomplete: string;
  readonly inputmode?: string | undefined;
  readonly maxlength?: number | undefined;
  readonly minlength?: number | undefined;
  readonly isOptional?: boolean | undefined;
  /** The cursor stands here when the page opens. */
  readonly hasFocus?: boolean | undefined;
  /** Beside the label. */
  readonly aside?: HtmlPart;
}

/** A field of an own form; password fields get the button that shows them. */
export function renderInput(ctx: RenderContext, view: InputView): SafeHtml {
  const id = `field-${view.name}`;
  const { error, help, type = 'text' } = view;
  const describedBy = [error ? `${id}-error` : '', help ? `${id}-help` : ''].filter(Boolean).join(' ');
  const control = html`<input class="form-control${error ? ' is-invalid' : ''}" id="${id}" name="${view.name}" type="${type}"${attr('value', type === 'password' ? undefined : view.value)} autocomplete="${view.autocomplete}"${attr('inputmode', view.inputmode)}${attr('minlength', view.minlength)}${attr('maxlength', view.maxlength)}${attr('required', view.isOptional !== true)}${attr('autofocus', view.hasFocus)}${attr('aria-invalid', error ? 'true' : undefined)}${attr('aria-describedby', describedBy || undefined)}${type === 'email' ? html` autocapitalize="none" spellcheck="false"` : ''}>`;
  const show = t(ctx.lang, 'auth.showPassword');
  const field =
    type === 'password'
      ? html`<div class="password">${control}<button type="button" class="btn btn-icon btn-quiet" aria-label="${show}" title="${show}" aria-pressed="false" aria-controls="${id}" data-do="show-password">${icon('eye')}</button></div>`
      : control;
  const optional = view.isOptional === true ? html` <span class="form-optional">${t(ctx.lang, 'common.optional')}</span>` : '';
  const label = html`<label for="${id}">${view.label}${optional}</label>`;
  return html`<div class="form-group">${view.aside ? html`<div class="d-flex justify-content-between">${label}${view.aside}</div>` : label}
${field}${help ? html`<div class="form-text" id="${id}-help">${help}</div>` : ''}${error ? html`<div class="invalid-feedback d-flex" id="${id}-error">${icon('exclamation-circle')}<span>${error}</span></div>` : ''}</div>`;
}

/** The hidden field that every form of ours carries against forged requests. */
export function csrfField({ csrfToken }: RenderContext): SafeHtml {
  return html`<input type="hidden" name="_csrf" value="${csrfToken}">`;
}

export interface SignInView extends DoorView {
  readonly login: string;
  readonly next: string;
  readonly isKept: boolean;
  /** What was wrong with the last try. */
  readonly error?: string | undefined;
  /** What happened before: signed out, password changed. */
  readonly notice?: string | undefined;
  readonly canRegister: boolean;
}

export function renderSignInPage(view: SignInView): string {
  const { ctx } = view;
  const { lang } = ctx;
  const forgot = html`<a href="/recover">${t(lang, 'auth.forgot')}</a>`;
  return page(view, {
    title: t(lang, 'auth.signInTitle'),
    lead: t(lang, 'auth.signInLead'),
    body: html`${view.notice ? above(renderAlert('success', { text: view.notice })) : ''}${view.error ? above(renderAlert('danger', { text: view.error })) : ''}
<form method="post" action="/sign-in">${csrfField(ctx)}<input type="hidden" name="next" value="${view.next}">
${renderInput(ctx, { name: 'username', label: t(lang, 'auth.login'), value: view.login, autocomplete: 'username', maxlength: 256, hasFocus: view.login === '' })}
${renderInput(ctx, { name: 'password', label: t(lang, 'auth.password'), type: 'password', autocomplete: 'current-password', maxlength: 1024, aside: forgot, hasFocus: view.login !== '' })}
<div class="form-group"><div class="custom-control custom-checkbox"><input type="checkbox" class="custom-control-input" id="field-keep" name="keep" value="1"${attr('checked', view.isKept)}><label class="custom-control-label" for="field-keep">${t(lang, 'auth.remember')}</label></div></div>
${submit(t(lang, 'auth.signIn'))}
</form>
${view.canRegister ? html`<p class="mt-4 mb-0">${t(lang, 'auth.noAccount')} <a href="/register">${t(lang, 'auth.register')}</a></p>` : ''}`,
  });
}

export function renderSecondStepPage(view: DoorView & { readonly next: string; readonly error?: string | undefined }): string {
  const { ctx } = view;
  const { lang } = ctx;
  return page(view, {
    title: t(lang, 'auth.codeTitle'),
    lead: t(lang, 'auth.codeLead'),
    body: html`<form method="post" action="/sign-in/code">${csrfField(ctx)}<input type="hidden" name="next" value="${view.next}">
${renderInput(ctx, { name: 'code', label: t(lang, 'auth.code'), autocomplete: 'one-time-code', maxlength: 20, error: view.error, hasFocus: true })}
${submit(t(lang, 'auth.confirm'))}
</form>
${linkLine('/sign-in', t(lang, 'auth.backToSignIn'))}`,
  });
}

export function renderRecoverPage(
  view: DoorView & { readonly email: string; readonly errors: FormErrors; readonly hasMail: boolean },
): string {
  const { ctx } = view;
  const { lang } = ctx;
  const form = html`<form method="post" action="/recover" novalidate>${csrfField(ctx)}
${renderInput(ctx, { name: 'email', label: t(lang, 'auth.email'), type: 'email', value: view.email, autocomplete: 'email', maxlength: 256, error: view.errors.email, hasFocus: true })}
${submit(t(lang, 'auth.sendLink'))}
</form>`;
  return page(view, {
    title: t(lang, 'auth.recoverTitle'),
    lead: view.hasMail ? t(lang, 'auth.recoverLead') : undefined,
    body: html`${problem(view.errors)}${view.hasMail ? form : renderAlert('info', { text: t(lang, 'auth.recoverNoMail') })}
${linkLine('/sign-in', t(lang, 'auth.backToSignIn'))}`,
  });
}

export function renderNewPasswordPage(
  view: DoorView & { readonly token: string; readonly username: string; readonly errors: FormErrors },
): string {
  const { ctx } = view;
  const { lang } = ctx;
  return page(view, {
    title: t(lang, 'auth.newPasswordTitle'),
    lead: t(lang, 'auth.newPasswordLead'),
    body: html`${problem(view.errors)}<form method="post" action="/recover/${encodeURIComponent(view.token)}" novalidate>${csrfField(ctx)}
<input type="text" class="sr-only" name="username" value="${view.username}" autocomplete="username" readonly tabindex="-1" aria-hidden="true">
${newPasswordInputs(ctx, view.errors)}
${submit(t(lang, 'auth.savePassword'))}
</form>`,
  });
}

/** New password twice, with the rules. */
export function newPasswordInputs(ctx: RenderContext, errors: FormErrors): SafeHtml {
  const { lang } = ctx;
  return html`${renderInput(ctx, { name: 'password', label: t(lang, 'auth.newPassword'), type: 'password', autocomplete: 'new-password', help: t(lang, 'auth.passwordRules'), error: errors.password, maxlength: 256 })}
${renderInput(ctx, { name: 'repeat', label: t(lang, 'auth.repeatPassword'), type: 'password', autocomplete: 'new-password', error: errors.repeat, maxlength: 256 })}`;
}

export interface RegisterView extends DoorView {
  /** Where the form goes: the page's own address with what a link brought along. */
  readonly action: string;
  readonly roleTitle: string;
  readonly values: Readonly<Record<string, string>>;
  readonly errors: FormErrors;
  /** Fields of the role's registration form. */
  readonly fields: HtmlPart;
}

export function renderRegisterPage(view: RegisterView): string {
  const { ctx, values, errors } = view;
  const { lang } = ctx;
  const first =
    ['displayName', 'email', 'password'].find((name) => errors[name] !== undefined) ??
    (Object.values(errors).some(Boolean) ? '' : 'displayName');
  return page(view, {
    title: t(lang, 'auth.registerTitle'),
    lead: t(lang, 'auth.registerLead', { role: view.roleTitle }),
    body: html`${problem(errors)}<form method="post" action="${view.action}" novalidate>${csrfField(ctx)}
${renderInput(ctx, { name: 'displayName', label: t(lang, 'auth.displayName'), value: values.displayName, autocomplete: 'name', maxlength: 128, error: errors.displayName, hasFocus: first === 'displayName' })}
${renderInput(ctx, { name: 'email', label: t(lang, 'auth.email'), type: 'email', value: values.email, autocomplete: 'email', maxlength: 64, error: errors.email, hasFocus: first === 'email' })}
${view.fields}
${renderInput(ctx, { name: 'password', label: t(lang, 'auth.password'), type: 'password', autocomplete: 'new-password', help: t(lang, 'auth.passwordRules'), error: errors.password, hasFocus: first === 'password', maxlength: 256 })}
${submit(t(lang, 'auth.createAccount'))}
</form>
<p class="mt-4 mb-0">${t(lang, 'auth.haveAccount')} <a href="/sign-in">${t(lang, 'auth.signIn')}</a></p>`,
  });
}

/** Which of several open roles somebody registers in; none of them: registration is closed. */
export function renderRegisterChoice(
  view: DoorView & { readonly roles: readonly { readonly code: string; readonly title: string; readonly text: string }[] },
): string {
  const { lang } = view.ctx;
  const choices = view.roles.map(
    ({ code, title, text }) =>
      html`<li class="mb-2"><a class="btn btn-outline-secondary btn-block" href="/register/${encodeURIComponent(code)}">${title}</a>${text ? html`<div class="form-text">${text}</div>` : ''}</li>`,
  );
  return page(view, {
    title: t(lang, view.roles.length === 0 ? 'auth.registerTitle' : 'auth.registerChoose'),
    lead: view.roles.length === 0 ? t(lang, 'auth.registerNone') : undefined,
    body: html`${view.roles.length === 0 ? '' : html`<ul class="list-unstyled">${join(choices)}</ul>`}${linkLine('/sign-in', t(lang, 'auth.backToSignIn'))}`,
  });
}

/** One button that confirms: opening a link alone does nothing, because mail scanners open links too. */
export function renderConfirmPage(view: DoorView & { readonly token: string }): string {
  const { ctx } = view;
  return page(view, {
    title: t(ctx.lang, 'auth.confirmTitle'),
    lead: t(ctx.lang, 'auth.confirmLead'),
    body: html`<form method="post" action="/confirm-email/${encodeURIComponent(view.token)}">${csrfField(ctx)}${submit(t(ctx.lang, 'auth.mailConfirmAction'))}</form>`,
  });
}

/** A page that only says something: the letter is on its way, the link is too old. */
export function renderNewsPage(
  view: DoorView & { readonly title: string; readonly text: string; readonly link: { readonly url: string; readonly text: string } },
): string {
  return page(view, {
    title: view.title,
    lead: view.text,
    body: html`<a class="btn btn-outline-secondary btn-block" href="${view.link.url}">${view.link.text}</a>`,
  });
}

/** Errors in the words of the visitor's language. */
export function errorTexts(
  ctx: Pick<RenderContext, 'lang'>,
  errors: Readonly<Record<string, TextKey | undefined>>,
): Record<string, string> {
  const texts: Record<string, string> = {};
  for (const [name, key] of Object.entries(errors)) if (key !== undefined) texts[name] = t(ctx.lang, key);
  return texts;
}

function page(view: DoorView, { title, lead, body }: { title: string; lead?: string | undefined; body: SafeHtml }): string {
  return renderAuthPage({ ctx: view.ctx, brand: view.brand, footer: view.footer, title, lead, body });
}

function problem(errors: FormErrors): HtmlPart {
  return errors[''] ? above(renderAlert('danger', { text: errors[''] })) : '';
}

function above(alert: SafeHtml): SafeHtml {
  return html`<div class="mb-3">${alert}</div>`;
}

function submit(text: string): SafeHtml {
  return html`<button type="submit" class="btn btn-primary btn-block btn-lg">${text}</button>`;
}

function linkLine(url: string, text: string): SafeHtml {
  return html`<p class="mt-4 mb-0"><a href="${url}">${text}</a></p>`;
}
