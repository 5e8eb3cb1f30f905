// Renders a form: heading, error summary, fields in their layout, the bar with its buttons. Pure: everything comes from the view.

import { attr, emptyHtml, html, raw } from './html.ts';
import type { SafeHtml } from './html.ts';
import { icon } from './icons.ts';
import { t } from './locale.ts';
import type { RenderContext } from './page-context.ts';
import { renderEditable } from './form/editable.ts';
import { renderLayout } from './form/layout.ts';
import type { ButtonView, FormView } from './form/view.ts';

export type { FormView } from './form/view.ts';

const BUTTON_CLASSES: Readonly<Record<string, string>> = {
  primary: 'btn-primary',
  secondary: 'btn-outline-secondary',
  outline: 'btn-outline-secondary',
  link: 'btn-link',
  success: 'btn-success',
  warning: 'btn-warning',
  danger: 'btn-outline-danger',
};

/** The form's component element. */
export function renderForm(view: FormView, page: RenderContext): SafeHtml {
  if (view.editable !== undefined) return renderEditable(view, page);
  const isTerminal = view.mode === 'terminal';
  const isDialog = view.mode === 'modal' || view.mode === 'slideout';
  const hasCard = view.hasCard && !isDialog;
  const className = `as-component as-form${isTerminal ? ' as-terminal' : ''}${isDialog ? ' form-dialog' : ' form-frame'}${view.hasLineLabels ? ' form-lines' : ''}${view.cssClass ? ` ${view.cssClass}` : ''}`;
  return html`<section class="${className}" id="${view.id}" data-kind="form" data-code="${view.code}" data-itemid="${view.itemID}" data-src="${view.src}"${attr('data-version', view.config.version)}${attr('data-topics', view.topics)} data-form-config="${JSON.stringify(view.config)}"${view.title === undefined ? attr('aria-label', view.code) : html` aria-labelledby="${view.id}-title"`}>
${heading(view)}
${view.intro === undefined ? emptyHtml : html`<p class="form-intro">${view.intro}</p>`}
<div class="as-form-res" id="${view.id}-res"></div>${isTerminal ? html`<div class="terminal-log" role="log" tabindex="0" aria-label="${t(page.lang, 'form.terminalLog')}" data-terminal-log></div>` : ''}
<div class="form-summary${view.hasSummary ? '' : ' sr-only'}" role="alert" tabindex="-1" aria-labelledby="${view.id}-summary" hidden><h2 id="${view.id}-summary"></h2><ul></ul></div>
<form class="form-body${hasCard ? ' card' : ''}" method="post" novalidate>${renderLayout(view, page)}${bar(view, page)}</form>
</section>`;
}

function heading(view: FormView): SafeHtml {
  const { title, subtitle, headerTag } = view;
  if (title === undefined && subtitle === undefined) return emptyHtml;
  const content = html`${view.icon ? icon(view.icon) : null}${title}`;
  // The tag comes from a fixed set, the text is escaped: only so may it be put together by hand.
  const titleHtml =
    title === undefined
      ? emptyHtml
      : headerTag === undefined
        ? html`<p class="sr-only" id="${view.id}-title" data-form-title>${title}</p>`
        : html`${raw(`<${headerTag}`)} class="form-title" id="${view.id}-title" data-form-title>${content}${raw(`</${headerTag}>`)}`;
  return html`<header class="form-head">${titleHtml}${subtitle === undefined ? null : html`<p class="lead">${subtitle}</p>`}</header>`;
}

function bar(view: FormView, page: RenderContext): SafeHtml {
  const { lang } = page;
  const isWizard = view.layout.kind === 'steps';
  if (!view.isSaved && view.buttons.length === 0 && !isWizard) return emptyHtml;
  const save = view.isSaved
    ? html`<button type="submit" class="btn ${buttonClass(view.saveStyle)}" data-form-do="save" data-busy-text="${t(lang, 'form.saving')}">${view.saveIcon ? icon(view.saveIcon) : null}<span>${view.saveText}</span></button>`
    : null;
  const steps = isWizard
    ? html`<button type="button" class="btn btn-outline-secondary" data-form-do="back" hidden>${icon('arrow-left')}${t(lang, 'form.back')}</button><button type="button" class="btn btn-primary" data-form-do="next" data-next-text="${t(lang, 'form.next')}" hidden><span>${t(lang, 'form.next')}</span>${icon('arrow-right')}</button>`
    : null;
  const cancel =
    view.cancelText === undefined
      ? null
      : view.cancelUrl === undefined
        ? html`<button type="button" class="btn btn-quiet" data-form-do="cancel">${view.cancelText}</button>`
        : html`<a class="btn btn-quiet" href="${view.cancelUrl}">${view.cancelText}</a>`;
  const dirty = view.isSaved ? html`<span class="form-dirty push" role="status" hidden>${t(lang, 'form.unsaved')}</span>` : null;
  return html`<div class="form-actions${view.hasStickyBar ? ' form-actions-sticky' : ''}">${steps}${save}${view.buttons.map(button)}${cancel}${dirty}</div>`;
}

function button(view: ButtonView): SafeHtml {
  const className = `btn ${buttonClass(view.style)}`;
  const content = html`${view.icon ? icon(view.icon) : null}<span>${view.text}</span>`;
  if (view.kind === 'link') return html`<a class="${className}" href="${view.url ?? '#'}" data-part="button-${view.code}">${content}</a>`;
  return html`<button type="button" class="${className}" data-form-do="${view.kind === 'save' ? 'save' : view.kind}" data-button="${view.code}" data-part="button-${view.code}"${attr('data-confirm', view.confirm)}>${content}</button>`;
}

function buttonClass(style: string): string {
  return BUTTON_CLASSES[style] ?? 'btn-outline-secondary';
}
