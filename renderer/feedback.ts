// What the system says back inside a page: empty states, alerts, skeletons.

import { emptyArt } from './art.ts';
import type { MessageKind } from './commands.ts';
import { html, raw } from './html.ts';
import type { HtmlPart, SafeHtml } from './html.ts';
import { icon } from './icons.ts';

export interface EmptyState {
  readonly title: string;
  readonly text?: string | undefined;
  /** The first step: links and buttons. */
  readonly actions?: HtmlPart;
  /** 'small' for parts of a page: no picture. */
  readonly size?: 'small' | 'normal';
  readonly headingLevel?: 2 | 3 | 4;
}

/** What will be here and what to do first. */
export function renderEmpty({ title, text, actions, size = 'normal', headingLevel = 3 }: EmptyState): SafeHtml {
  const heading = raw(`h${headingLevel}`);
  return html`<div class="empty${size === 'small' ? ' empty-sm' : ''}">${size === 'small' ? '' : emptyArt}<${heading}>${title}</${heading}>${text ? html`<p>${text}</p>` : ''}${actions ? html`<div class="cluster">${actions}</div>` : ''}</div>`;
}

const ALERT_ICONS: Readonly<Record<MessageKind, string>> = {
  success: 'check-circle',
  info: 'info-circle',
  warning: 'exclamation-triangle',
  danger: 'exclamation-circle',
};

/** A message that stays on the page. */
export function renderAlert(
  kind: MessageKind,
  { title, text, actions }: { title?: string | undefined; text?: HtmlPart; actions?: HtmlPart },
): SafeHtml {
  return html`<div class="alert alert-${kind}" role="${kind === 'danger' ? 'alert' : 'status'}">${icon(ALERT_ICONS[kind])}<div>${title ? html`<p><strong>${title}</strong></p>` : ''}${text ? html`<p>${text}</p>` : ''}${actions ? html`<div class="cluster mt-2">${actions}</div>` : ''}</div></div>`;
}
