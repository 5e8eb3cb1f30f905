// The chart component: numbers of a procedure as a picture with a table behind it, or as a metric (`as-metric`). Parts are in `engine/chart/`.

import { renderChart } from '../../renderer/chart.ts';
import type { ChartView } from '../../renderer/chart/view.ts';
import { loadChart } from '../chart/load.ts';
import type { ComponentKind } from '../component.ts';

export const chartComponent: ComponentKind<'chart', ChartView> = {
  kind: 'chart',
  snippets: ['as-chart', 'as-metric'],
  roles: (definition) => definition.roles,
  load: loadChart,
  render: renderChart,
};
