// Texts, links, options and empty states of definitions as views want them: in the visitor's language, tokens filled, without what other
// roles see.

import type { LocalText } from '../metadata/kinds/shared.ts';
import type { EmptyState } from '../renderer/feedback.ts';
import { html, safeUrl } from '../renderer/html.ts';
import { icon } from '../renderer/icons.ts';
import { localText } from '../renderer/locale.ts';
import type { Row } from '../sql/procedures.ts';
import { fillLocal, fillUrl, tokenValues } from './pages/tokens.ts';
import type { RequestContext } from './request-context.ts';

/** A definition's empty state as it is written. */
export interface EmptyDefinition {
  readonly title?: LocalText;
  readonly text?: LocalText;
  readonly actionText?: LocalText;
  readonly form?: string;
  readonly url?: string;
}

/** A text with its tokens and labels; '' when there is none. */
export function textOf(ctx: RequestContext, text: LocalText | undefined, row?: Row): string {
  return fillLocal(ctx, text, tokenValues(ctx, row));
}

/** An address with its tokens filled from the parameters and the row. */
export function linkOf(ctx: RequestContext, link: string | undefined, row?: Row): string | undefined {
  return link === undefined ? undefined : givenLink(fillUrl(ctx, link, tokenValues(ctx, row)));
}

/** An address that a procedure gave; one that a browser would run is none. */
export function givenLink(url: string): string | undefined {
  const safe = safeUrl(url);
  return safe === '' || (safe === '#' && url.trim() !== '#') ? undefined : safe;
}

/** Parameters of a definition over those of the request. */
export function filledParams(ctx: RequestContext, own: Readonly<Record<string, string>> | undefined): Map<string, string> {
  // SQL Server compares names without regard to case: `?Kind=` must not stand beside the definition's `kind`.
  const fixed = new Set(Object.keys(own ?? {}).map((name) => name.toLowerCase()));
  const params = new Map([...ctx.params].filter(([name]) => !fixed.has(name.toLowerCase())));
  for (const [name, value] of Object.entries(own ?? {})) params.set(name, textOf(ctx, value));
  return params;
}

export function optionsOf(ctx: RequestContext, options: readonly { value: string; text: LocalText }[]): { value: string; text: string }[] {
  return options.map(({ value, text }) => ({ value, text: textOf(ctx, text) }));
}

/** What to show while there is nothing to show. */
export function emptyOf(
  ctx: RequestContext,
  empty: EmptyDefinition | undefined,
  fallback: { title: string; text?: string | undefined },
): EmptyState {
  const action = localText(ctx.lang, empty?.actionText);
  const button =
    action === ''
      ? undefined
      : empty?.form !== undefined
        ? html`<button type="button" class="btn btn-primary as-form-modal" data-code="${empty.form}">${icon('plus-lg')}${action}</button>`
        : html`<a class="btn btn-primary" href="${linkOf(ctx, empty?.url) ?? '#'}">${action}</a>`;
  const title = textOf(ctx, empty?.title);
  return {
    title: title === '' ? fallback.title : title,
    text: empty?.text === undefined ? (title === '' ? fallback.text : undefined) : textOf(ctx, empty.text),
    actions: button,
    size: 'small',
    headingLevel: 3,
  };
}
