// Below the rows: which of how many, page size, pages. A total that was counted only up to a limit says so and offers to count exactly.

import { attr, html, join } from '../html.ts';
import type { SafeHtml } from '../html.ts';
import { icon } from '../icons.ts';
import { formatNumber, t } from '../locale.ts';
import type { RenderContext } from '../page-context.ts';
import { stateHref } from './address.ts';
import type { TableView } from './view.ts';

export function renderFoot(view: TableView, page: RenderContext): SafeHtml {
  const { definition, state, total, rows } = view;
  const { lang } = page;
  const first = rows.rows.length === 0 ? 0 : (state.page - 1) * state.size + 1;
  const last = (state.page - 1) * state.size + rows.rows.length;
  const hasMore = total.isCapped || last < total.value;
  if (!definition.paging.enabled || (state.page === 1 && !hasMore && rows.rows.length <= Math.min(10, ...definition.paging.sizes))) {
    return html`<p class="sr-only" role="status">${t(lang, 'table.shown', { count: rows.rows.length })}</p>`;
  }
  const range = html`<span role="status">${t(lang, 'table.range', { first, last })} ${totalText(view, page)}</span>`;
  const exact =
    total.isKnown && total.isCapped
      ? html`<a class="btn btn-link" data-table-nav href="${stateHref(view, { exact: '1', page: String(state.page) })}">${t(lang, 'table.countExactly')}</a>`
      : '';
  return html`<div class="table-foot">${range}${exact}${sizes(view, page)}${pages(view, page, hasMore)}</div>`;
}

/** `1,000+` where counting stopped. */
export function countText({ total }: Pick<TableView, 'total'>, { locale }: RenderContext): string {
  return `${formatNumber(locale, total.value)}${total.isCapped ? '+' : ''}`;
}

function totalText(view: TableView, page: RenderContext): SafeHtml {
  if (!view.total.isKnown) return join([]);
  return html`${t(page.lang, 'table.of')} <b>${countText(view, page)}</b>`;
}

function sizes({ code, definition, state }: TableView, { lang }: RenderContext): SafeHtml {
  if (definition.paging.sizes.length < 2) return join([]);
  const all = [...new Set([...definition.paging.sizes, state.size])].sort((a, b) => a - b);
  return html`<label class="mb-0 d-none d-md-flex align-items-center cluster">${t(lang, 'table.rows')} <select class="custom-select" name="${code}.size" data-table-size>${join(
    all.map((size) => html`<option value="${size}"${attr('selected', size === state.size)}>${size}</option>`),
  )}</select></label>`;
}

function pages(view: TableView, { lang }: RenderContext, hasMore: boolean): SafeHtml {
  const { state, total } = view;
  const last = Math.max(state.page, Math.ceil(total.value / state.size));
  if (last === 1 && !hasMore) return join([]);
  const step = (target: number, { sign, label, isOn }: { sign: string; label: string; isOn: boolean }): SafeHtml =>
    isOn
      ? html`<li class="page-item"><a class="page-link" data-table-nav href="${stateHref(view, { page: String(target) })}" rel="${sign === 'chevron-left' ? 'prev' : 'next'}">${icon(sign)}<span class="sr-only">${label}</span></a></li>`
      : html`<li class="page-item disabled"><span class="page-link">${icon(sign)}<span class="sr-only">${label}</span></span></li>`;
  const numbers = pageNumbers(state.page, last, total.isCapped).map((number) => {
    if (number === 0) return html`<li class="page-item disabled"><span class="page-link">…</span></li>`;
    if (number === state.page) return html`<li class="page-item active" aria-current="page"><span class="page-link">${number}</span></li>`;
    return html`<li class="page-item"><a class="page-link" data-table-nav href="${stateHref(view, { page: String(number) })}">${number}</a></li>`;
  });
  return html`<nav aria-label="${t(lang, 'table.pages')}" class="push"><ul class="pagination">${step(state.page - 1, { sign: 'chevron-left', label: t(lang, 'table.previousPage'), isOn: state.page > 1 })}${join(numbers)}${step(state.page + 1, { sign: 'chevron-right', label: t(lang, 'table.nextPage'), isOn: hasMore })}</ul></nav>`;
}

/** Pages around the current one, the first and the last; 0 stands for a gap. The last is unknown while the total is capped. */
export function pageNumbers(current: number, last: number, isCapped: boolean): number[] {
  const near = new Set(
    [1, current - 1, current, current + 1, ...(isCapped ? [] : [last])].filter((number) => number >= 1 && number <= last),
  );
  const numbers: number[] = [];
  let previous = 0;
  for (const number of [...near].sort((a, b) => a - b)) {
    if (number - previous === 2) numbers.push(number - 1);
    else if (number - previous > 2) numbers.push(0);
    numbers.push(number);
    previous = number;
  }
  if (isCapped) numbers.push(0);
  return numbers;
}
