// The frame of a wizard: its steps, their panels, the buttons below, and the room for the plan and for the result.

import type { RequestContext } from '../../engine/request-context.ts';
import { attr, html } from '../../renderer/html.ts';
import type { HtmlPart, SafeHtml } from '../../renderer/html.ts';
import { icon } from '../../renderer/icons.ts';
import { ta } from '../texts.ts';

export interface WizardStep {
  readonly code: string;
  readonly title: string;
  readonly lead?: string;
  readonly body: HtmlPart;
}

export interface WizardFrame {
  /** Name of its script. */
  readonly screen: string;
  /** All but the review, which is the last one everywhere. */
  readonly steps: readonly WizardStep[];
  /** Text of the button that does it. */
  readonly apply: string;
  readonly attributes?: SafeHtml;
  /** Templates for the script. */
  readonly templates?: HtmlPart;
}

export function wizardFrame({ lang }: RequestContext, { screen, steps, apply, attributes, templates }: WizardFrame): SafeHtml {
  const all: readonly WizardStep[] = [
    ...steps,
    { code: 'review', title: ta(lang, 'wizard.stepReview'), lead: ta(lang, 'wizard.reviewLead'), body: html`<div data-review></div>` },
  ];
  return html`<div class="wizard" data-screen="${screen}"${attributes === undefined ? null : html` ${attributes}`}>
    <form class="wizard-form" novalidate data-wizard>
      <ol class="status-path wizard-steps" aria-label="${ta(lang, 'wizard.steps')}">${all.map(
        ({ code, title }, at) =>
          html`<li class="status-step${at === 0 ? ' is-current' : ''}" data-step="${code}"${attr('aria-current', at === 0 && 'step')}><strong>${title}</strong></li>`,
      )}</ol>
      ${all.map(
        (
          { code, title, lead, body },
          at,
        ) => html`<section class="wizard-panel" data-panel="${code}" aria-labelledby="wizard-${code}"${attr('hidden', at !== 0)}>
          <h2 id="wizard-${code}" tabindex="-1">${title}</h2>
          ${lead === undefined ? null : html`<p class="muted">${lead}</p>`}
          ${body}
        </section>`,
      )}
      <div class="wizard-bar">
        <button type="button" class="btn btn-outline-secondary" data-back hidden>${icon('arrow-left')}${ta(lang, 'wizard.back')}</button>
        <button type="submit" class="btn btn-primary" data-next disabled>${ta(lang, 'wizard.next')}</button>
        <button type="button" class="btn btn-primary" data-apply hidden>${icon('check-lg')}${apply}</button>
        <span class="wizard-summary" data-summary role="status"></span>
      </div>
    </form>
    <div data-result hidden></div>
    ${templates ?? null}
  </div>`;
}
