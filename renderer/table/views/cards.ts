// Rows as cards with a picture: catalogues, galleries, people.

import { escapeHtml, html, raw, safeUrl } from '../../html.ts';
import type { SafeHtml } from '../../html.ts';
import { t } from '../../locale.ts';
import type { RenderContext } from '../../page-context.ts';
import { icon } from '../../icons.ts';
import { cardActions, columnHtml, columnText, columnTitle, nameColumn, opener, renderNothing, rowKey, themeColor } from './parts.ts';
import type { TableView } from '../view.ts';

export function renderCards(view: TableView, page: RenderContext): SafeHtml {
  if (view.rows.rows.length === 0) return renderNothing(view, page);
  const options = view.views.find(({ type }) => type === 'cards');
  const cards = options?.cards;
  const titleCode = cards?.titleColumn ?? nameColumn(view);
  const [title, text, image, badge, price] = [titleCode, cards?.textColumn, cards?.imageColumn, cards?.badgeColumn, cards?.priceColumn].map(
    (code) => (code === cards?.imageColumn ? columnText(view, code) : columnHtml(view, code, page)),
  );
  if (title === undefined || text === undefined || image === undefined || badge === undefined || price === undefined)
    return renderNothing(view, page);
  const name = columnText(view, titleCode);
  const key = rowKey(view);
  const open = opener(view, { form: cards?.form, url: cards?.url, mode: options?.openMode });
  const actions = cardActions(view, page);
  const further = (cards?.columns ?? []).map((code) => ({ label: columnTitle(view, code, page), print: columnHtml(view, code, page) }));
  const badgeColor = columnText(view, cards?.badgeColumn === undefined ? undefined : `color_${cards.badgeColumn}`);
  const isLabel = view.columns.some(({ code, type }) => code === cards?.badgeColumn && (type === 'status' || type === 'badge'));
  const fit = cards?.imageFit === 'cover' ? ' cards-cover' : '';
  const placeholder = icon(view.definition.icon ?? 'image').value;
  const items = view.rows.rows.map((row) => {
    const label = escapeHtml(name(row));
    const address = image(row);
    const picture =
      cards?.imageColumn === undefined
        ? ''
        : `<div class="catalog-picture${fit}">${address === '' ? placeholder : `<img src="${escapeHtml(safeUrl(address))}" alt="" loading="lazy">`}</div>`;
    const flag = badge(row);
    const lines = further
      .map(({ label: caption, print }) => ({ caption, value: print(row) }))
      .filter(({ value }) => value !== '')
      .map(
        ({ caption, value }) => `<div class="cards-line">${caption === '' ? '' : `<dt>${escapeHtml(caption)}</dt>`}<dd>${value}</dd></div>`,
      )
      .join('');
    const sum = price(row);
    const buttons = actions(row, label);
    const note = text(row);
    // A status and a badge look like one by themselves.
    const look = isLabel ? '' : `badge badge-${themeColor(badgeColor(row)) ?? 'warning'} `;
    const corner = flag === '' ? '' : `<span class="${look}${picture === '' ? 'cards-flag' : 'catalog-flag'}">${flag}</span>`;
    return `<li><article class="catalog-card" data-id="${escapeHtml(key(row))}" data-name="${label}">${picture}${
      picture === '' ? '' : corner
    }<div class="catalog-body">${picture === '' ? corner : ''}<h3 class="catalog-name">${open(row, title(row))}</h3>${note === '' ? '' : `<p class="catalog-meta">${note}</p>`}${
      lines === '' ? '' : `<dl class="cards-lines">${lines}</dl>`
    }${sum === '' && buttons === '' ? '' : `<div class="catalog-buy"><span class="catalog-price">${sum}</span>${buttons}</div>`}</div></article></li>`;
  });
  return html`<ul class="catalog-grid table-cards cards-${cards?.perRow ?? 4}${cards?.imageColumn === undefined ? ' cards-plain' : ''}" aria-label="${t(page.lang, 'board.cards', { title: view.settings.title || view.code })}">${raw(items.join(''))}</ul>`;
}
