// The root element of every component: what the client needs to refresh it (`data-src`) and to activate it (`data-kind`).

import { attr, attrs, escapeHtml, SafeHtml } from './html.ts';
import type { HtmlPart } from './html.ts';
import { html } from './html.ts';

export interface ComponentRoot {
  readonly kind: string;
  readonly code: string;
  readonly itemID?: string | undefined;
  /** Parameters that a refresh has to send again (of the snippet and the state of the component itself). */
  readonly params?: Iterable<readonly [string, string]> | undefined;
  readonly version?: string | number | undefined;
  readonly class?: string | undefined;
  /** Names the region for screen readers; without it (and `labelledBy`) the section is no landmark. */
  readonly label?: string | undefined;
  readonly labelledBy?: string | undefined;
  /** Further attributes: `{ 'data-live': '1' }`. */
  readonly attributes?: Readonly<Record<string, string | number | boolean | null | undefined>> | undefined;
}

/** The `id` of a component's root. */
export function componentId(kind: string, code: string): string {
  return `as-${kind}-${code}`;
}

/** The address that answers with this component's HTML. */
export function componentSrc({ kind, code, itemID, params }: Pick<ComponentRoot, 'kind' | 'code' | 'itemID' | 'params'>): string {
  const query = new URLSearchParams();
  if (itemID !== undefined && itemID !== '') query.set('itemID', itemID);
  for (const [name, value] of params ?? []) if (name.toLowerCase() !== 'itemid') query.append(name, value);
  const text = query.toString();
  return `/c/${encodeURIComponent(kind)}/${encodeURIComponent(code)}${text === '' ? '' : `?${text}`}`;
}

/** Wraps a component's content. */
export function componentRoot(root: ComponentRoot, body: HtmlPart): SafeHtml {
  const { kind, code, itemID, version, label, labelledBy } = root;
  const classes = `as-component as-${kind}${root.class === undefined ? '' : ` ${root.class}`}`;
  const known = `<section class="${escapeHtml(classes)}" id="${escapeHtml(componentId(kind, code))}" data-kind="${escapeHtml(kind)}" data-code="${escapeHtml(code)}" data-itemid="${escapeHtml(itemID ?? '')}" data-src="${escapeHtml(componentSrc(root))}"`;
  return html`${new SafeHtml(known)}${attr('data-version', version)}${attr('aria-label', label)}${attr('aria-labelledby', labelledBy)}${attrs(root.attributes ?? {})}>${body}</section>`;
}
