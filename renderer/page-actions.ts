// The buttons at a page's heading: links, forms in a window or a side panel, procedures, refreshes. The client opens forms and runs requests
// by the classes of the conventions; without JavaScript the links still lead somewhere.

import { attr, html, join, safeUrl } from './html.ts';
import type { SafeHtml } from './html.ts';
import { icon as iconOf } from './icons.ts';
import type { RenderContext } from './page-context.ts';

export interface PageActionView {
  readonly kind: 'link' | 'form' | 'slideout' | 'request' | 'refresh';
  readonly text: string;
  readonly icon?: string | undefined;
  readonly style: string;
  readonly url: string;
  readonly form?: string | undefined;
  readonly itemID: string;
  readonly request?: string | undefined;
  readonly target?: string | undefined;
  readonly confirm: string;
  readonly params: Readonly<Record<string, string>>;
}

export function renderPageActions(actions: readonly PageActionView[], _ctx: RenderContext): SafeHtml {
  return join(actions.map(renderAction));
}

function renderAction(action: PageActionView): SafeHtml {
  const content = html`${action.icon === undefined ? '' : iconOf(action.icon)}${action.text}`;
  const look = `btn ${buttonClass(action.style)}`;
  const params = join(Object.entries(action.params).map(([name, value]) => attr(`data-param-${name.toLowerCase()}`, value)));
  const confirm = attr('data-confirm', action.confirm || undefined);
  switch (action.kind) {
    case 'link':
      return html`<a class="${look}" href="${safeUrl(action.url)}"${confirm}>${content}</a>`;
    case 'form':
    case 'slideout':
      return html`<button type="button" class="${look} as-form-modal" data-code="${action.form ?? ''}" data-itemid="${action.itemID || '0'}" data-title="${action.text}"${attr('data-slideout', action.kind === 'slideout')}${params}>${content}</button>`;
    case 'request':
      return html`<button type="button" class="${look} as-request" data-code="${action.request ?? ''}" data-itemid="${action.itemID}"${attr('data-target', action.target)}${confirm}${params}>${content}</button>`;
    case 'refresh':
      return html`<button type="button" class="${look} as-refresh" data-target="${action.target ?? ''}">${content}</button>`;
  }
}

/** The class of a button style of the definitions. */
export function buttonClass(style: string): string {
  if (style === 'outline' || style === 'secondary') return 'btn-outline-secondary';
  return ['primary', 'link', 'success', 'warning', 'danger'].includes(style) ? `btn-${style}` : 'btn-outline-secondary';
}
