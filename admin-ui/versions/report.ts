// A plan as JSON for scripts and for the screen: what is added, changed, deleted, in conflict, and every statement that would run.

import { stepsOf } from '../../metadata/packages.ts';
import type { ImportPlan, Package, PlannedItem } from '../../metadata/packages.ts';

export interface ReportItem {
  readonly type: string;
  readonly name: string;
  readonly path: string;
  /** Of definitions: places that differ. */
  readonly changes?: readonly { readonly pointer: string; readonly kind: string }[];
  /** How many rows; the deleted ones only with consent. */
  readonly rows?: { readonly added: number; readonly changed: number; readonly deleted: number };
}

export interface PlanReport {
  readonly package: string;
  readonly added: readonly ReportItem[];
  readonly changed: readonly ReportItem[];
  readonly deleted: readonly ReportItem[];
  readonly conflicts: readonly ReportItem[];
  readonly unchanged: number;
  readonly migrations: readonly string[];
  readonly obstacles: readonly string[];
  /** In their order, modules by their name alone: their texts are in the package. */
  readonly statements: readonly string[];
  /** Run only with the consent to deletions. */
  readonly losses: readonly string[];
  readonly digest: string;
}

export function planReport(plan: ImportPlan): PlanReport {
  const items = [...plan.added, ...plan.changed, ...plan.deleted, ...plan.conflicts];
  const shown = (shouldDelete: boolean): string[] =>
    stepsOf(items, { shouldDelete }).map((step) => (step.kind === 'saveModule' ? `-- ${step.name}: ${firstLineOf(step.sql)}` : step.sql));
  const statements = shown(false);
  const kept = new Set(statements);
  return {
    package: plan.name,
    added: plan.added.map(itemOf),
    changed: plan.changed.map(itemOf),
    deleted: plan.deleted.map(itemOf),
    conflicts: plan.conflicts.map(itemOf),
    unchanged: plan.unchanged.length,
    migrations: plan.migrations,
    obstacles: plan.obstacles,
    statements,
    losses: shown(true).filter((sql) => !kept.has(sql)),
    digest: plan.digest,
  };
}

/** Findings in one language, with the file that they speak of. */
export function findingsOf(pkg: Package, lang: 'en' | 'ru'): { readonly item: string; readonly severity: string; readonly text: string }[] {
  return pkg.findings.map(({ kind, code, pointer, severity, message }) => ({
    item: `${kind} ${code} ${pointer}`.trim(),
    severity,
    text: message[lang],
  }));
}

function itemOf({ type, name, path, changes, rows }: PlannedItem): ReportItem {
  return {
    type,
    name,
    path,
    ...(changes && { changes: changes.map(({ pointer, kind }) => ({ pointer, kind })) }),
    ...(rows && { rows: { added: rows.added.length, changed: rows.changed.length, deleted: rows.deleted.length } }),
  };
}

function firstLineOf(sql: string): string {
  return /^\s*(?:CREATE|ALTER)[^\n(]*/im.exec(sql)?.[0].trim() ?? '';
}
