// The block component: the developer's own HTML. Snippets inside stay as they are; the browser loads them.

import { componentRoot } from './component-root.ts';
import { html } from './html.ts';
import type { SafeHtml } from './html.ts';
import { refreshAttributes } from './refresh-view.ts';
import type { RefreshView } from './refresh-view.ts';

export interface BlockView extends RefreshView {
  readonly code: string;
  readonly itemID: string;
  readonly params: readonly (readonly [string, string])[];
  readonly isCard: boolean;
  readonly html: SafeHtml;
}

export function renderBlock(view: BlockView): SafeHtml {
  const { code, itemID, params, isCard } = view;
  const root = { kind: 'block', code, itemID, params, class: isCard ? 'card' : undefined, attributes: refreshAttributes(view) };
  return componentRoot(root, isCard ? html`<div class="card-body">${view.html}</div>` : view.html);
}
