// The status component: the path as a route, buttons of the visitor's next steps, the history.

import { componentId, componentRoot } from './component-root.ts';
import type { EntityView, StatusChange, StatusStep, TransitionView } from './entity/view.ts';
import { renderEmpty } from './feedback.ts';
import { attr, emptyHtml, html, join } from './html.ts';
import type { SafeHtml } from './html.ts';
import { icon } from './icons.ts';
import { formatRelative, t, toMoment } from './locale.ts';
import type { RenderContext } from './page-context.ts';
import { refreshAttributes } from './refresh-view.ts';

const BUTTONS: Readonly<Record<string, string>> = {
  primary: 'btn-primary',
  secondary: 'btn-secondary',
  outline: 'btn-outline-secondary',
  link: 'btn-quiet',
  success: 'btn-success',
  warning: 'btn-warning',
  danger: 'btn-outline-danger',
};

export function renderEntity(view: EntityView, page: RenderContext): SafeHtml {
  const { current } = view;
  const root = {
    kind: 'entity',
    code: view.code,
    itemID: view.itemID,
    params: view.params,
    version: current?.code,
    class: 'as-status card',
    label: t(page.lang, 'entity.region', { title: view.title }),
    attributes: refreshAttributes(view),
  };
  if (current === undefined) {
    return componentRoot(root, renderEmpty({ title: t(page.lang, 'entity.noneTitle'), text: t(page.lang, 'entity.none'), size: 'small' }));
  }
  const badge = html`<span class="status${current.color === undefined ? '' : ` status-${current.color}`}">${current.title}</span>`;
  const path = view.path === undefined ? html`<p class="mb-0">${badge}</p>` : renderPath(view.path, page, badge);
  return componentRoot(
    root,
    html`<div class="card-body">${path}${renderButtons(view, page)}</div>${view.history === undefined ? '' : renderHistory(view, view.history, page)}`,
  );
}

function renderPath(path: readonly StatusStep[], page: RenderContext, badge: SafeHtml): SafeHtml {
  const isOnPath = path.some((step) => step.state === 'current');
  const steps = path.map((step) => {
    const state = step.state === 'ahead' ? '' : ` is-${step.state}`;
    const note = step.note ?? (step.at === undefined ? '' : renderTime(step.at, page));
    return html`<li class="status-step${state}"${attr('aria-current', step.state === 'current' ? 'step' : undefined)}><strong>${step.title}</strong><small>${note}</small></li>`;
  });
  // A turn such as "cancelled" stands on no step: it is said beside them.
  return html`${isOnPath ? '' : html`<p class="mb-3">${badge}</p>`}<ol class="status-path">${join(steps)}</ol>`;
}

function renderButtons(view: EntityView, page: RenderContext): SafeHtml {
  if (view.transitions.length === 0) return emptyHtml;
  const buttons = view.transitions.map((transition) => renderButton(transition));
  return html`<div class="cluster mt-3" role="group" aria-label="${t(page.lang, 'entity.next')}">${join(buttons)}</div>`;
}

function renderButton(transition: TransitionView): SafeHtml {
  return html`<button type="button" class="btn ${BUTTONS[transition.style] ?? 'btn-outline-secondary'}" data-transition="${transition.key}" data-to="${transition.to}" data-comment="${transition.comment}"${attr('data-comment-title', transition.commentTitle)}${attr('data-confirm', transition.confirm)}${attr('data-form', transition.form)}>${transition.icon === undefined ? '' : icon(transition.icon)}${transition.title}</button>`;
}

function renderHistory(view: EntityView, history: readonly StatusChange[], page: RenderContext): SafeHtml {
  const id = `${componentId('entity', view.code)}-history`;
  if (history.length === 0) return emptyHtml;
  const items = history.map(
    (change, i) =>
      html`<li class="timeline-item${i === 0 ? ' is-key' : ''}"><span>${change.from === '' ? '' : html`<span class="muted">${change.from} → </span>`}${change.to}</span><br><small>${change.who === '' ? t(page.lang, 'entity.system') : change.who} · ${renderTime(change.at, page)}</small>${change.comment === '' ? '' : html`<p class="timeline-note">${change.comment}</p>`}</li>`,
  );
  return html`<details class="card-part status-history" id="${id}"><summary>${t(page.lang, 'entity.history')} <span class="muted">${history.length}</span></summary><ol class="timeline mt-3">${join(items)}</ol></details>`;
}

function renderTime(at: string, page: RenderContext): SafeHtml {
  return html`<time datetime="${toMoment(at)?.toISOString() ?? at}">${formatRelative(page.locale, at)}</time>`;
}
