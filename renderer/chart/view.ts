// What a chart's markup is made from: numbers as they came, names and options already chosen for the visitor. Nothing here is formatted yet.

import type { EmptyState } from '../feedback.ts';
import type { RefreshView } from '../refresh-view.ts';

/** Kinds of pictures; `metric` is a number with its change. */
export type FigureType = 'line' | 'bar' | 'horizontalBar' | 'stacked' | 'area' | 'pie' | 'doughnut' | 'radar' | 'scatter' | 'mixed';

export interface NumberStyle {
  readonly format: 'number' | 'money' | 'percent';
  /** After plain numbers. */
  readonly unit: string;
  readonly decimals?: number | undefined;
  readonly currency?: string | undefined;
}

export interface FigureSeries {
  readonly title: string;
  readonly values: readonly (number | null)[];
  /** Of a theme: `chart-1`…`chart-6`, `primary`, `danger`, … */
  readonly color: string;
  /** In a mixed chart. */
  readonly type?: 'line' | 'bar' | 'area' | undefined;
  readonly axis: 'left' | 'right';
  readonly isHidden: boolean;
  readonly isDashed: boolean;
}

export interface Figure {
  readonly type: FigureType;
  readonly labelType: 'text' | 'date' | 'month';
  readonly labels: readonly string[];
  /** Places on the horizontal axis of points. */
  readonly xs?: readonly (number | null)[] | undefined;
  /** What the first column is called. */
  readonly labelTitle: string;
  readonly series: readonly FigureSeries[];
  /** Of each point, where one has its own. */
  readonly pointColors?: readonly string[] | undefined;
  readonly links?: readonly (string | undefined)[] | undefined;
  readonly number: NumberStyle;
  readonly height: number;
  readonly legend: 'none' | 'top' | 'bottom' | 'right';
  readonly showValues: boolean;
  readonly showGrid: boolean;
  readonly beginAtZero: boolean;
  readonly smooth: boolean;
  readonly hasTable: boolean;
  readonly min?: number | undefined;
  readonly max?: number | undefined;
  readonly target?: number | undefined;
}

/** A number, how it changed and what it consists of. */
export interface Metric {
  readonly title: string;
  readonly value: number | null;
  readonly number: NumberStyle;
  /** Change as a share (0.062 is +6.2 %) against `against`. */
  readonly change?: number | undefined;
  readonly against?: string | undefined;
  readonly target?: number | undefined;
  readonly goodDirection: 'up' | 'down';
  readonly points: readonly number[];
  readonly link?: string | undefined;
  readonly note?: string | undefined;
  readonly parts: readonly MetricPart[];
}

export interface MetricPart {
  readonly title: string;
  readonly value: number | null;
  readonly link?: string | undefined;
  readonly parts: readonly MetricPart[];
}

export interface ChartFilter {
  readonly value: string;
  readonly options: readonly { readonly value: string; readonly text: string }[];
}

export interface ChartView extends RefreshView {
  readonly code: string;
  readonly itemID: string;
  readonly params: readonly (readonly [string, string])[];
  readonly title: string;
  readonly subtitle: string;
  readonly icon?: string | undefined;
  readonly hasCard: boolean;
  readonly filter?: ChartFilter | undefined;
  readonly body:
    | { readonly kind: 'figure'; readonly figure: Figure }
    | { readonly kind: 'metric'; readonly metric: Metric }
    | { readonly kind: 'empty'; readonly empty: EmptyState; readonly height: number };
}
