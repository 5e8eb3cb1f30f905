// A chart said in one sentence: the accessible name of its picture.

import type { Lang, Locale } from '../locale.ts';
import { t } from '../locale.ts';
import { formatLabels, formatValue } from './format.ts';
import type { Figure } from './view.ts';

const MOST_PARTS = 8;

export function chartSentence(locale: Locale, title: string, figure: Figure): string {
  const { lang } = locale;
  const labels = formatLabels(locale, figure);
  const name = title === '' ? t(lang, 'dashboard.chart') : title;
  if (figure.type === 'pie' || figure.type === 'doughnut') {
    const values = figure.series[0]?.values ?? [];
    const parts = labels.slice(0, MOST_PARTS).map((label, i) => `${label} ${formatValue(locale, values[i] ?? null, figure.number)}`);
    return `${name}: ${parts.join(', ')}${labels.length > MOST_PARTS ? '…' : ''}`;
  }
  const points = figure.series.flatMap((series) =>
    series.values.map((value, i) => ({ value, label: labels[i] ?? '', series: series.title })),
  );
  const known = points.filter((point): point is { value: number; label: string; series: string } => point.value !== null);
  const [first] = known;
  if (first === undefined) return name;
  const highest = known.reduce((best, point) => (point.value > best.value ? point : best), first);
  const lowest = known.reduce((best, point) => (point.value < best.value ? point : best), first);
  const isOne = figure.series.length === 1;
  const place = (point: typeof first): string => (isOne ? point.label : `${point.label}, ${point.series}`);
  return t(lang as Lang, 'dashboard.chartSentence', {
    title: name,
    from: labels[0] ?? '',
    to: labels.at(-1) ?? '',
    highest: formatValue(locale, highest.value, figure.number),
    highestAt: place(highest),
    lowest: formatValue(locale, lowest.value, figure.number),
    lowestAt: place(lowest),
  });
}
