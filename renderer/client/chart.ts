// A chart in the browser: the drawing library is loaded when the picture comes near the screen; colours follow the theme; names in the
// legend switch their series; buttons of the filter load the component anew.

import type { ChartConfig } from '../chart/figure.ts';
import { startAutoRefresh } from './auto-refresh.ts';
import type { DrawnChart } from './chart/draw.ts';
import { reloadWithFilter } from './filter-buttons.ts';

/** Activates one chart component. */
export function activateChart(root: HTMLElement): void {
  startAutoRefresh(root);
  root.addEventListener('click', (event) => {
    const button = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-filter]') : null;
    if (button !== null) reloadWithFilter(root, button.dataset.filter ?? '');
  });
  activateCanvases(root);
}

/** Draws every canvas inside; panels of dashboards have several. */
export function activateCanvases(root: HTMLElement): void {
  for (const canvas of root.querySelectorAll<HTMLCanvasElement>('canvas[data-chart]')) {
    // A picture of a component inside belongs to that one.
    if (canvas.closest('.as-component') === root) drawWhenNear(canvas);
  }
}

function drawWhenNear(canvas: HTMLCanvasElement): void {
  const observer = new IntersectionObserver(
    (entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      observer.disconnect();
      void draw(canvas);
    },
    { rootMargin: '300px' },
  );
  observer.observe(canvas);
}

async function draw(canvas: HTMLCanvasElement): Promise<void> {
  const config = JSON.parse(canvas.dataset.chart ?? '{}') as ChartConfig;
  const [{ drawChart }] = await Promise.all([import('./chart/draw.ts'), document.fonts.ready]);
  if (!canvas.isConnected) return;
  let chart: DrawnChart = drawChart(canvas, config);
  const hidden = new Set(config.series.flatMap((series, i) => (series.isHidden ? [i] : [])));
  const repaint = (): void => {
    if (!canvas.isConnected) return stop();
    chart.destroy();
    chart = drawChart(canvas, config, hidden);
  };
  const stop = (): void => {
    document.removeEventListener('as:theme', repaint);
    chart.destroy();
  };
  document.addEventListener('as:theme', repaint);
  canvas.closest('.as-component')?.addEventListener('as:removed', stop, { once: true });
  for (const key of canvas.closest('.chart-frame')?.querySelectorAll<HTMLElement>('[data-series]') ?? []) {
    key.addEventListener('click', () => {
      const place = Number(key.dataset.series);
      if (hidden.has(place)) hidden.delete(place);
      else hidden.add(place);
      key.setAttribute('aria-pressed', String(!hidden.has(place)));
      chart.show(place, !hidden.has(place));
    });
  }
}
