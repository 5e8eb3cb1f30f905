// A chart's picture with everything that stands for it: the canvas with a place kept free, its sentence, its legend as buttons, its numbers as
// a table one click away. The picture itself is drawn in the browser from `data-chart`.

import { attr, html, join } from '../html.ts';
import type { SafeHtml } from '../html.ts';
import { t } from '../locale.ts';
import type { RenderContext } from '../page-context.ts';
import { currencyOf, formatLabels, formatValue } from './format.ts';
import { chartSentence } from './sentence.ts';
import type { Figure } from './view.ts';

const RING = new Set(['pie', 'doughnut']);

/** What the browser draws from. */
export interface ChartConfig extends Omit<Figure, 'labelType' | 'labelTitle' | 'height' | 'hasTable' | 'legend' | 'number'> {
  readonly number: {
    readonly format: string;
    readonly unit: string;
    readonly decimals?: number | undefined;
    readonly currency?: string | undefined;
  };
}

export function renderFigure(page: RenderContext, title: string, figure: Figure): SafeHtml {
  const { labelType: _type, labelTitle: _title, height, hasTable: _table, legend, number, ...rest } = figure;
  const currency = number.format === 'money' ? (number.currency ?? currencyOf(number.unit) ?? 'RUB') : currencyOf(number.unit);
  const config: ChartConfig = { ...rest, labels: formatLabels(page.locale, figure), number: { ...number, currency } };
  const picture = html`<div class="chart chart-kept"><svg class="chart-room" width="1" height="${height}" aria-hidden="true"></svg><canvas role="img" aria-label="${chartSentence(page.locale, title, figure)}" data-chart="${JSON.stringify(config)}"></canvas></div>`;
  const keys = legend === 'none' ? '' : renderLegend(page, figure);
  return html`<div class="chart-frame chart-frame-${legend}">${legend === 'top' ? keys : ''}${picture}${legend === 'top' ? '' : keys}</div>${figure.hasTable ? renderNumbers(page, title, figure) : ''}`;
}

/** Names beside colours. A ring names its parts with their values; several series can be switched off one by one. */
function renderLegend(page: RenderContext, figure: Figure): SafeHtml | '' {
  const { series, number } = figure;
  const [first] = series;
  if (first === undefined) return '';
  if (RING.has(figure.type) && series.length === 1) {
    const labels = formatLabels(page.locale, figure);
    const items = labels.map((label, i) => {
      const text = html`<span class="color-swatch color-swatch-${figure.pointColors?.[i] ?? ''}"></span>${label} <b>${formatValue(page.locale, first.values[i] ?? null, number)}</b>`;
      const link = figure.links?.[i];
      return html`<li>${link === undefined ? text : html`<a class="chart-key" href="${link}">${text}</a>`}</li>`;
    });
    return html`<ul class="chart-legend">${join(items)}</ul>`;
  }
  if (series.length < 2) return '';
  const items = series.map(
    (one, i) =>
      html`<li><button type="button" class="chart-key" data-series="${i}" aria-pressed="${one.isHidden ? 'false' : 'true'}"><span class="color-swatch color-swatch-${one.color}"></span>${one.title}</button></li>`,
  );
  return html`<ul class="chart-legend" aria-label="${t(page.lang, 'dashboard.legend')}">${join(items)}</ul>`;
}

function renderNumbers(page: RenderContext, title: string, figure: Figure): SafeHtml {
  const labels = formatLabels(page.locale, figure);
  const head = figure.series.map((series) => html`<th scope="col" class="num">${series.title}</th>`);
  const rows = labels.map((label, i) => {
    const link = figure.links?.[i];
    const cells = figure.series.map(
      (series) => html`<td class="num">${formatValue(page.locale, series.values[i] ?? null, figure.number)}</td>`,
    );
    return html`<tr><th scope="row">${link === undefined ? label : html`<a href="${link}">${label}</a>`}</th>${join(cells)}</tr>`;
  });
  const caption = title === '' ? t(page.lang, 'dashboard.chart') : title;
  return html`<details class="chart-numbers"><summary>${t(page.lang, 'dashboard.asTable')}</summary><div class="table-scroll border-top-0" tabindex="0" role="region"${attr('aria-label', caption)}><table class="table table-sm"><caption class="sr-only">${caption}</caption><thead><tr><th scope="col">${figure.labelTitle}</th>${join(head)}</tr></thead><tbody>${join(rows)}</tbody></table></div></details>`;
}
