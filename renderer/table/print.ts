// A table on paper: its title, the filters that are set, every row, when and by whom it was printed.

import { html, raw } from '../html.ts';
import type { SafeHtml } from '../html.ts';
import { icon } from '../icons.ts';
import { formatDateTime, formatNumber, localText, t } from '../locale.ts';
import type { RenderContext } from '../page-context.ts';
import { shownColumns } from './body.ts';
import { compileCell, isNumeric } from './cells.ts';
import { renderChips } from './filters.ts';
import type { TableView } from './view.ts';

export function renderPrint(view: TableView, { page, isCut, now }: { page: RenderContext; isCut: boolean; now: Date }): SafeHtml {
  const { lang, locale } = page;
  const { rows } = view.rows;
  const shown = shownColumns(view);
  const cells = shown.map((column) => ({
    className: isNumeric(column) ? ' class="num"' : '',
    print: compileCell({ ...column, link: undefined }, view.rows, {
      locale,
      currency: view.currency,
      keyColumn: view.definition.keyColumn,
    }),
  }));
  const head = shown.map(
    (column) => html`<th scope="col"${raw(isNumeric(column) ? ' class="num"' : '')}>${localText(lang, column.title) || column.code}</th>`,
  );
  const body = rows.map((row) => `<tr>${cells.map(({ className, print }) => `<td${className}>${print(row)}</td>`).join('')}</tr>`).join('');
  const printed = t(lang, 'exchange.printed', {
    when: formatDateTime(locale, now),
    who: page.visitor.displayName || page.visitor.username,
  });
  return html`<header class="print-head"><h1>${view.settings.title}</h1><p class="note">${t(lang, 'exchange.printCount', { count: rows.length })}${isCut ? html` · ${t(lang, 'exchange.printCut', { count: formatNumber(locale, rows.length) })}` : ''} · ${printed}</p><button type="button" class="btn btn-primary" data-do="print">${icon('printer')}${t(lang, 'common.print')}</button></header>
${renderChips(view, page)}
<div class="print-scroll" role="region" tabindex="0" aria-label="${view.settings.title}"><table class="table table-sm print-table"><thead><tr>${head}</tr></thead><tbody>${raw(body)}</tbody></table></div>`;
}
