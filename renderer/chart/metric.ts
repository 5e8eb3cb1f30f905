// A metric: one number, how it changed, the way there as a small line, and the parts that it consists of.

import { attr, html, join, safeUrl } from '../html.ts';
import type { HtmlPart, SafeHtml } from '../html.ts';
import { icon } from '../icons.ts';
import { formatPercent, t } from '../locale.ts';
import type { Locale } from '../locale.ts';
import type { RenderContext } from '../page-context.ts';
import { formatValue } from './format.ts';
import type { Metric, MetricPart, NumberStyle } from './view.ts';

/** A change with its direction as an icon, so that the colour is never alone. */
export function renderDelta(locale: Locale, change: number, goodDirection: 'up' | 'down' = 'up'): SafeHtml {
  const isFlat = Math.abs(change) < 0.0005;
  const isGood = change > 0 === (goodDirection === 'up');
  const arrow = change > 0 ? 'arrow-up' : 'arrow-down';
  const label = t(locale.lang, isFlat ? 'dashboard.noChange' : change > 0 ? 'dashboard.growth' : 'dashboard.fall');
  const tone = isFlat ? 'delta-flat' : isGood ? 'delta-good' : 'delta-bad';
  return html`<span class="delta ${tone}">${isFlat ? html`<span class="sr-only">${label} </span>` : icon(arrow, { label })}${formatPercent(locale, Math.abs(change))}</span>`;
}

export function renderMetric(page: RenderContext, metric: Metric): SafeHtml {
  const { locale, lang } = page;
  const notes: HtmlPart[] = [];
  if (metric.change !== undefined)
    notes.push(html`${renderDelta(locale, metric.change, metric.goodDirection)}${metric.against ? html` ${metric.against}` : ''}`);
  if (metric.target !== undefined) notes.push(t(lang, 'dashboard.target', { value: formatValue(locale, metric.target, metric.number) }));
  if (metric.note) notes.push(metric.note);
  const body = html`<span class="metric-label">${metric.title}</span><span class="metric-value">${formatValue(locale, metric.value, metric.number)}</span>${notes.length === 0 ? '' : html`<span class="metric-note">${join(notes.map((note, i) => html`${i === 0 ? '' : ' · '}${note}`))}</span>`}${metric.points.length > 1 ? renderSparkline(metric) : ''}`;
  const tile =
    metric.link === undefined
      ? html`<div class="metric">${body}</div>`
      : html`<a class="metric" href="${safeUrl(metric.link)}">${body}</a>`;
  return html`<div class="metrics">${tile}</div>${metric.parts.length === 0 ? '' : html`<details class="metric-parts"><summary>${t(lang, 'dashboard.parts')}</summary>${renderParts(locale, metric.parts, metric.number)}</details>`}`;
}

function renderParts(locale: Locale, parts: readonly MetricPart[], style: NumberStyle): SafeHtml {
  const items = parts.map((part) => {
    const text = html`<span class="metric-part">${part.link === undefined ? html`<span>${part.title}</span>` : html`<a href="${safeUrl(part.link)}">${part.title}</a>`}<span class="num">${formatValue(locale, part.value, style)}</span></span>`;
    return html`<li>${part.parts.length === 0 ? text : html`<details><summary>${text}</summary>${renderParts(locale, part.parts, style)}</details>`}</li>`;
  });
  return html`<ul class="metric-list">${join(items)}</ul>`;
}

/** The points as a line in a box of 88 by 24; decoration, the number says it. */
function renderSparkline({ points, change, goodDirection }: Metric): SafeHtml {
  const least = Math.min(...points);
  const span = Math.max(...points) - least || 1;
  const step = 88 / (points.length - 1);
  const line = points.map((value, i) => `${round(i * step)},${round(22 - ((value - least) / span) * 20)}`).join(' ');
  const tone = change === undefined || change === 0 ? '' : change > 0 === (goodDirection === 'up') ? ' spark-success' : ' spark-danger';
  return html`<svg class="spark${tone}" viewBox="0 0 88 24" width="88" height="24" aria-hidden="true"${attr('focusable', 'false')}><polyline points="${line}" vector-effect="non-scaling-stroke"/></svg>`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
