// Drawing with Chart.js, of which only the registered parts are bundled. Colours are the theme's custom properties at the moment of drawing.

import {
  ArcElement,
  BarController,
  BarElement,
  CategoryScale,
  Chart,
  DoughnutController,
  Filler,
  LineController,
  LineElement,
  LinearScale,
  PieController,
  PointElement,
  RadarController,
  RadialLinearScale,
  ScatterController,
  Tooltip,
} from 'chart.js';
import type { ChartConfiguration, ChartDataset, ChartType, Plugin, ScaleOptionsByType } from 'chart.js';
import type { ChartConfig } from '../../chart/figure.ts';
import { pageLang } from '../texts.ts';

Chart.register(
  ArcElement,
  BarController,
  BarElement,
  CategoryScale,
  DoughnutController,
  Filler,
  LineController,
  LineElement,
  LinearScale,
  PieController,
  PointElement,
  RadarController,
  RadialLinearScale,
  ScatterController,
  Tooltip,
);

export interface DrawnChart {
  show(series: number, isShown: boolean): void;
  destroy(): void;
}

type Point = number | null | { x: number; y: number };

const TYPES: Readonly<Record<ChartConfig['type'], ChartType>> = {
  line: 'line',
  area: 'line',
  bar: 'bar',
  horizontalBar: 'bar',
  stacked: 'bar',
  mixed: 'bar',
  pie: 'pie',
  doughnut: 'doughnut',
  radar: 'radar',
  scatter: 'scatter',
};
const isRing = ({ type }: ChartConfig): boolean => type === 'pie' || type === 'doughnut';

export function drawChart(canvas: HTMLCanvasElement, config: ChartConfig, hidden: ReadonlySet<number> = new Set()): DrawnChart {
  const colour = themeColours();
  const font = { family: getComputedStyle(document.body).fontFamily, size: 12 };
  const chart = new Chart(canvas, {
    type: TYPES[config.type],
    data: {
      labels: [...config.labels],
      datasets: config.series.map((series, i) =>
        dataset(config, series, { colour, isHidden: hidden.has(i) || (hidden.size === 0 && series.isHidden) }),
      ),
    },
    options: options(config, { colour, font }),
    plugins: [targetLine(config, colour), ...(config.showValues ? [valueTexts(config, { colour, font })] : [])],
  } as ChartConfiguration);
  return {
    show: (series, isShown) => {
      chart.setDatasetVisibility(series, isShown);
      chart.update();
    },
    destroy: () => chart.destroy(),
  };
}

type Colour = (name: string) => string;

function themeColours(): Colour {
  const style = getComputedStyle(document.documentElement);
  return (name) => style.getPropertyValue(`--pg-${name}`).trim();
}

function dataset(
  config: ChartConfig,
  series: ChartConfig['series'][number],
  { colour, isHidden }: { colour: Colour; isHidden: boolean },
): ChartDataset<ChartType, Point[]> {
  const { type, pointColors, xs } = config;
  const paint = colour(series.color);
  const own = type === 'mixed' ? (series.type ?? 'bar') : type;
  const isLine = own === 'line' || own === 'area' || own === 'radar';
  const fills = pointColors?.map((name) => (name === '' ? paint : colour(name)));
  const data: Point[] =
    xs === undefined ? [...series.values] : series.values.flatMap((y, i) => (y === null || xs[i] == null ? [] : [{ x: xs[i], y }]));
  return {
    label: series.title,
    data,
    hidden: isHidden,
    ...(type === 'mixed' ? { type: isLine ? 'line' : 'bar' } : {}),
    ...(series.axis === 'right' && !isRing(config) && type !== 'radar' ? { yAxisID: 'right' } : {}),
    borderColor: isRing(config) ? colour('surface') : paint,
    borderWidth: isLine || isRing(config) ? 2 : 0,
    backgroundColor:
      own === 'area' || own === 'radar' ? `color-mix(in srgb, ${paint} 16%, transparent)` : isLine ? paint : (fills ?? paint),
    fill: own === 'area' || own === 'radar',
    borderDash: series.isDashed ? [5, 4] : [],
    pointRadius: type === 'scatter' ? 4 : config.labels.length === 1 ? 4 : 0,
    pointHoverRadius: 5,
    pointHitRadius: 12,
    pointBackgroundColor: paint,
    tension: config.smooth ? 0.3 : 0,
    borderRadius: isRing(config) ? 0 : 3,
    maxBarThickness: 32,
    order: isLine ? 0 : 1,
  } as ChartDataset<ChartType, Point[]>;
}

function options(config: ChartConfig, { colour, font }: { colour: Colour; font: object }): ChartConfiguration['options'] {
  const { type, links } = config;
  const isStacked = type === 'stacked';
  const text = numberText(config);
  const ticks = { color: colour('text-2'), font, padding: 6 };
  const numbers = {
    stacked: isStacked,
    beginAtZero: config.beginAtZero,
    min: config.min,
    max: config.max,
    border: { display: false },
    grid: { display: config.showGrid, color: colour('line') },
    ticks: { ...ticks, maxTicksLimit: 6, callback: (value: number | string) => text(Number(value), true) },
  };
  const names = {
    stacked: isStacked,
    border: { display: false },
    grid: { display: false },
    ticks: { ...ticks, maxRotation: 0, autoSkipPadding: 12 },
  };
  const hasRight = config.series.some((series) => series.axis === 'right');
  const scales: Record<string, unknown> =
    type === 'radar'
      ? {
          r: {
            ...numbers,
            ticks: { ...numbers.ticks, backdropColor: 'transparent', maxTicksLimit: 4 },
            angleLines: { color: colour('line') },
            pointLabels: { color: colour('text-2'), font },
          },
        }
      : isRing(config)
        ? {}
        : type === 'horizontalBar'
          ? { x: numbers, y: names }
          : {
              x:
                type === 'scatter'
                  ? { ...numbers, min: undefined, max: undefined, beginAtZero: false, ticks: { ...ticks, maxTicksLimit: 8 } }
                  : names,
              y: numbers,
            };
  if (hasRight && 'y' in scales) scales.right = { ...numbers, position: 'right', grid: { display: false } };
  return {
    animation: false,
    maintainAspectRatio: false,
    responsive: true,
    indexAxis: type === 'horizontalBar' ? 'y' : 'x',
    interaction:
      isRing(config) || type === 'scatter'
        ? { mode: 'nearest', intersect: true }
        : { mode: 'index', intersect: false, axis: type === 'horizontalBar' ? 'y' : 'x' },
    layout: { padding: config.showValues ? { top: 16, right: type === 'horizontalBar' ? 40 : 0 } : 0 },
    ...(type === 'doughnut' ? { cutout: '68%' } : {}),
    onClick: (_event, elements) => {
      const link = links?.[elements[0]?.index ?? -1];
      if (link != null) location.assign(link);
    },
    onHover: (event, elements) => {
      const target = event.native?.target;
      if (target instanceof HTMLElement && links !== undefined)
        target.style.cursor = links[elements[0]?.index ?? -1] == null ? '' : 'pointer';
    },
    plugins: {
      tooltip: {
        backgroundColor: colour('dark'),
        titleColor: colour('on-dark'),
        bodyColor: colour('on-dark'),
        titleFont: font,
        bodyFont: font,
        padding: 10,
        cornerRadius: 6,
        boxPadding: 4,
        usePointStyle: true,
        filter: (item) => item.raw !== null,
        callbacks: {
          label: ({ dataset, raw, label }) => {
            const value = typeof raw === 'number' ? raw : ((raw as { y?: number } | null)?.y ?? null);
            const name = isRing(config) ? label : (dataset.label ?? '');
            return `${name}: ${value === null ? '—' : text(value)}`;
          },
        },
      },
    },
    scales: scales as Record<string, ScaleOptionsByType>,
  } as ChartConfiguration['options'];
}

/** Numbers as the page writes them; on axes shortened, because they only have to be told apart. */
function numberText({ number }: ChartConfig): (value: number, isShort?: boolean) => string {
  const tag = pageLang === 'en' ? 'en-GB' : 'ru-RU';
  const { currency, decimals } = number;
  const digits = decimals === undefined ? {} : { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
  const money =
    currency === undefined
      ? {}
      : ({ style: 'currency', currency, currencyDisplay: 'narrowSymbol', trailingZeroDisplay: 'stripIfInteger' } as const);
  const whole = new Intl.NumberFormat(tag, { ...money, ...digits });
  const short = new Intl.NumberFormat(tag, { ...money, notation: 'compact', maximumFractionDigits: 1, minimumFractionDigits: 0 });
  const unit = currency !== undefined ? '' : number.format === 'percent' ? '\u00a0%' : number.unit === '' ? '' : `\u00a0${number.unit}`;
  return (value, isShort = false) => (isShort && Math.abs(value) >= 10_000 ? short : whole).format(value) + unit;
}

/** A dashed line across at the value to be reached. */
function targetLine({ target, type }: ChartConfig, colour: Colour): Plugin {
  return {
    id: 'targetLine',
    afterDatasetsDraw: ({ ctx, chartArea, scales }) => {
      const scale = type === 'horizontalBar' ? scales.x : scales.y;
      if (target === undefined || scale === undefined || type === 'radar') return;
      const place = scale.getPixelForValue(target);
      ctx.save();
      ctx.strokeStyle = colour('danger');
      ctx.setLineDash([6, 4]);
      ctx.beginPath();
      if (type === 'horizontalBar') {
        ctx.moveTo(place, chartArea.top);
        ctx.lineTo(place, chartArea.bottom);
      } else {
        ctx.moveTo(chartArea.left, place);
        ctx.lineTo(chartArea.right, place);
      }
      ctx.stroke();
      ctx.restore();
    },
  };
}

/** Values written at their points where there is room for them. */
function valueTexts(config: ChartConfig, { colour, font }: { colour: Colour; font: { family: string; size: number } }): Plugin {
  // The axis says the unit; beside every point it would only take the room.
  const text = numberText({ ...config, number: { ...config.number, unit: '', format: 'number', currency: undefined } });
  return {
    id: 'valueTexts',
    afterDatasetsDraw: (chart) => {
      const { ctx } = chart;
      ctx.save();
      ctx.font = `${font.size - 1}px ${font.family}`;
      ctx.fillStyle = colour('text-2');
      const isAcross = config.type === 'horizontalBar';
      ctx.textAlign = isAcross ? 'left' : 'center';
      ctx.textBaseline = isAcross ? 'middle' : 'bottom';
      config.series.forEach((series, place) => {
        if (!chart.isDatasetVisible(place)) return;
        chart.getDatasetMeta(place).data.forEach((element, i) => {
          const value = series.values[i];
          if (value === null || value === undefined) return;
          const { x, y } = element.tooltipPosition(true);
          if (x !== null && y !== null) ctx.fillText(text(value, true), isAcross ? x + 6 : x, isAcross ? y : y - 5);
        });
      });
      ctx.restore();
    },
  };
}
