// What a dashboard's markup is made from: counters and panels that this visitor may see, in their language.

import type { ChartView } from '../chart/view.ts';
import type { EmptyState } from '../feedback.ts';
import type { SafeHtml } from '../html.ts';
import type { RefreshView } from '../refresh-view.ts';

export interface CounterView {
  readonly title: string;
  readonly tooltip?: string | undefined;
  readonly icon?: string | undefined;
  readonly color?: string | undefined;
  /** Already written in the visitor's language. */
  readonly value: string;
  /** A share: 0.062 is +6.2 %. */
  readonly change?: number | undefined;
  readonly goodDirection: 'up' | 'down';
  readonly note?: string | undefined;
  readonly link?: string | undefined;
  readonly linkText?: string | undefined;
  /** The procedure's own markup, sanitised. */
  readonly markup?: SafeHtml | undefined;
}

export interface PanelCell {
  readonly text: string;
  readonly align: 'start' | 'end';
  readonly link?: string | undefined;
  /** A status badge of this colour. */
  readonly color?: string | undefined;
  readonly icon?: string | undefined;
  readonly note?: string | undefined;
  /** 0 to 100. */
  readonly percent?: number | undefined;
}

export interface PanelRows {
  readonly columns: readonly { readonly title: string; readonly align: 'start' | 'end' }[];
  readonly rows: readonly { readonly cells: readonly PanelCell[]; readonly color?: string | undefined }[];
}

export type PanelBody =
  | { readonly kind: 'rows'; readonly rows: PanelRows; readonly height?: number | undefined }
  | { readonly kind: 'chart'; readonly body: ChartView['body'] }
  /** Components and markup, rendered by their own kinds. */
  | { readonly kind: 'html'; readonly html: SafeHtml; readonly isComponent: boolean }
  | { readonly kind: 'empty'; readonly empty: EmptyState }
  | { readonly kind: 'fault'; readonly text: string; readonly traceId: string; readonly detail?: string | undefined };

export interface PanelView {
  readonly code: string;
  readonly title: string;
  readonly subtitle: string;
  readonly icon?: string | undefined;
  /** Columns of twelve. */
  readonly width: number;
  readonly link?: string | undefined;
  readonly linkText: string;
  readonly body: PanelBody;
}

export interface DashboardFilter {
  readonly type: 'radio' | 'select' | 'dateRange';
  readonly title: string;
  readonly value: string;
  readonly options: readonly { readonly value: string; readonly text: string }[];
}

export interface DashboardView extends RefreshView {
  readonly code: string;
  readonly itemID: string;
  readonly params: readonly (readonly [string, string])[];
  readonly title: string;
  readonly subtitle: string;
  readonly markup?: SafeHtml | undefined;
  readonly filter?: DashboardFilter | undefined;
  readonly counters: readonly CounterView[];
  readonly counterColumns: number;
  readonly panels: readonly PanelView[];
}
