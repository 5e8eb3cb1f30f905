// A plain grid of a screen: the first column is the key of its rows; on a phone each row is a card.

import { attr, html, join } from '../renderer/html.ts';
import type { HtmlPart, SafeHtml } from '../renderer/html.ts';

export interface GridHead {
  readonly text: string;
  readonly isNumber?: boolean;
}

export interface Grid {
  /** For those who do not see it. */
  readonly caption: string;
  readonly heads: readonly GridHead[];
  readonly rows: readonly (readonly HtmlPart[])[];
}

function renderGrid({ caption, heads, rows }: Grid): SafeHtml {
  const css = (at: number): string | undefined => (heads[at]?.isNumber ? 'num' : undefined);
  const head = join(heads.map(({ text }, at) => html`<th scope="col"${attr('class', css(at))}>${text}</th>`));
  const body = rows.map(
    ([first, ...others]) =>
      html`<tr><th scope="row" class="cell-title">${first}</th>${join(
        others.map((one, at) => html`<td${attr('class', css(at + 1))} data-label="${heads[at + 1]?.text ?? ''}">${one}</td>`),
      )}</tr>`,
  );
  return html`<div class="table-scroll border-top-0"><table class="table table-stack mb-0"><caption class="sr-only">${caption}</caption><thead><tr>${head}</tr></thead><tbody>${join(body)}</tbody></table></div>`;
}

/** The grid in a card with its heading. */
export function renderGridCard(grid: Grid & { readonly note?: HtmlPart; readonly actions?: HtmlPart }): SafeHtml {
  const note = grid.note === undefined ? '' : html`<span class="card-note">${grid.note}</span>`;
  const actions = grid.actions === undefined ? '' : html`<div class="push">${grid.actions}</div>`;
  return html`<section class="card"><div class="card-header"><h2>${grid.caption}</h2>${note}${actions}</div>${renderGrid(grid)}</section>`;
}
