// A component that failed, shown in its own place: what everybody may read, the reason for developers, the trace id, a button to repeat.

import { componentRoot } from './component-root.ts';
import { html } from './html.ts';
import type { SafeHtml } from './html.ts';
import { icon } from './icons.ts';
import { t } from './locale.ts';
import type { Lang } from './locale.ts';

export interface ComponentErrorView {
  readonly kind: string;
  readonly code: string;
  readonly text: string;
  /** Given for developers only. */
  readonly detail?: string | undefined;
  readonly traceId: string;
  /** Where a developer creates the procedure that is missing. */
  readonly createUrl?: string | undefined;
  readonly lang: Lang;
  readonly itemID?: string | undefined;
  readonly params?: Iterable<readonly [string, string]> | undefined;
}

export function renderComponentError(view: ComponentErrorView): SafeHtml {
  const { lang } = view;
  return componentRoot(
    { ...view, class: 'as-broken', label: undefined },
    html`<div class="alert alert-danger" role="alert">${icon('exclamation-circle')}<div class="fault-part"><p>${view.text}</p>
<p class="small">${t(lang, 'errors.traceId')}: <code>${view.traceId}</code>${view.detail ? html` · ${view.kind} <code>${view.code}</code>` : ''}</p>
${view.detail ? html`<pre class="fault-detail mb-2" tabindex="0">${view.detail}</pre>` : ''}
${view.createUrl ? html`<a class="btn btn-sm btn-primary" href="${view.createUrl}">${t(lang, 'errors.createProcedure')}</a> ` : ''}<button type="button" class="btn btn-sm btn-outline-secondary as-refresh">${t(lang, 'common.retry')}</button></div></div>`,
  );
}
