// Integrity checks as the renderer sees them: texts in the visitor's language, moments as invariant text.

import type { RefreshView } from '../refresh-view.ts';

export type CheckSeverity = 'danger' | 'warning' | 'info';

export interface CheckItem {
  readonly code: string;
  readonly title: string;
  readonly description: string;
  readonly area: string;
  /** Of the worst violation, else the check's own. */
  readonly severity: CheckSeverity;
  readonly state: 'violations' | 'clean' | 'failed' | 'never';
  readonly count: number;
  readonly bySeverity: Readonly<Partial<Record<CheckSeverity, number>>>;
  /** When the oldest violation was first seen. */
  readonly since: string;
  /** Of the run before the last. */
  readonly before?: number | undefined;
  /** Violations by run, the oldest first. */
  readonly trend: readonly number[];
  readonly lastRun?: string | undefined;
  readonly ms: number;
  /** Why it failed; for developers only. */
  readonly reason?: string | undefined;
  readonly next?: string | undefined;
  readonly canRun: boolean;
}

export interface FoundRow {
  readonly key: string;
  readonly itemID: string;
  readonly severity: CheckSeverity;
  readonly text: string;
  readonly url: string;
  readonly columns: Readonly<Record<string, string>>;
  readonly firstSeen: string;
}

export interface FoundColumn {
  readonly code: string;
  readonly title: string;
  readonly format: 'text' | 'number' | 'money' | 'date' | 'datetime';
}

export interface FoundView {
  readonly code: string;
  readonly title: string;
  /** Heading of the first column. */
  readonly itemTitle: string;
  readonly columns: readonly FoundColumn[];
  readonly rows: readonly FoundRow[];
  /** All violations, also those that are not shown. */
  readonly total: number;
  readonly fix?: { readonly title: string; readonly confirm: string } | undefined;
  /** The newest first. */
  readonly runs: readonly {
    readonly started: string;
    readonly status: 'running' | 'done' | 'failed';
    readonly violations: number;
    readonly fresh: number;
    readonly ms: number;
    readonly startedBy: string;
  }[];
}

export interface CheckView extends RefreshView {
  readonly code: string;
  readonly itemID: string;
  readonly params: readonly (readonly [string, string])[];
  readonly title: string;
  readonly isCollection: boolean;
  readonly canRun: boolean;
  /** What needs somebody first. */
  readonly items: readonly CheckItem[];
  /** Of a single check: open from the start. */
  readonly found?: FoundView | undefined;
}
