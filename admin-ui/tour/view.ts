// HTML of the guides on the overview: the offer of the tour, and what a new solution needs first.

import { attr, html, join } from '../../renderer/html.ts';
import type { SafeHtml } from '../../renderer/html.ts';
import { icon } from '../../renderer/icons.ts';
import type { RenderContext } from '../../renderer/page-context.ts';
import { ta } from '../texts.ts';
import type { Guide } from './guides.ts';

/** Begins the tour wherever it stands as a link. */
export const TOUR_URL = '/admin?tour=begin';

export function renderTourOffer(ctx: RenderContext): SafeHtml {
  const { lang } = ctx;
  return html`<section class="card guide" aria-labelledby="tour-offer"><div class="card-body guide-row">${icon('signpost-split', { class: 'guide-sign' })}
<div class="guide-text"><h2 class="h3" id="tour-offer">${ta(lang, 'tour.offer')}</h2><p class="muted mb-0">${ta(lang, 'tour.offerText')}</p></div>
<div class="cluster">${sendAway(ctx, 'tour', ta(lang, 'tour.notNow'))}<a class="btn btn-primary" href="${TOUR_URL}">${ta(lang, 'tour.begin')}</a></div></div></section>`;
}

export interface FirstStep {
  readonly code: 'role' | 'object' | 'user';
  readonly url: string;
  readonly isDone: boolean;
}

/** What a new solution needs, in order, with ticks. */
export function renderFirstSteps(ctx: RenderContext, steps: readonly FirstStep[]): SafeHtml {
  const { lang } = ctx;
  const next = steps.find(({ isDone }) => !isDone);
  return html`<section class="card guide" aria-labelledby="first-steps"><div class="card-body"><div class="guide-row"><div class="guide-text"><h2 class="h3" id="first-steps">${ta(lang, 'tour.firstSteps')}</h2><p class="muted mb-0">${ta(lang, 'tour.firstStepsText')}</p></div>${sendAway(ctx, 'firstSteps', ta(lang, 'tour.hide'))}</div>
<ol class="guide-steps">${join(
    steps.map(
      (step) =>
        html`<li${attr('class', step.isDone && 'is-done')}${attr('aria-current', step === next && 'step')}>${icon(step.isDone ? 'check-circle-fill' : 'circle')}<div><a href="${step.url}">${ta(lang, `tour.first_${step.code}`)}</a>${step.isDone ? html` <span class="status status-success">${ta(lang, 'tour.done')}</span>` : ''}<p class="muted mb-0">${ta(lang, `tour.first_${step.code}Text`)}</p></div></li>`,
    ),
  )}</ol><p class="muted mb-0 mt-3">${ta(lang, 'tour.gallery')} <a href="/admin/help#help-gallery">${ta(lang, 'tour.galleryLink')}</a></p></div></section>`;
}

function sendAway({ csrfToken }: RenderContext, guide: Guide, text: string): SafeHtml {
  return html`<form method="post" action="/admin/guide"><input type="hidden" name="_csrf" value="${csrfToken}"><input type="hidden" name="guide" value="${guide}"><button type="submit" class="btn btn-quiet" name="ending" value="dismissed">${text}</button></form>`;
}
