// Checks definitions against each other and against the database, and tells all findings at once. Nothing here stops anything: the
// developer cabinet and the import show the findings; a component that is broken says so in its own place.

import type { Catalogue } from './catalogue.ts';
import { checkAccess } from './cross-checks/access.ts';
import { createCheckedSet } from './cross-checks/checked-set.ts';
import type { Checkable } from './cross-checks/checked-set.ts';
import { checkProcedures } from './cross-checks/procedures.ts';
import { checkReferences } from './cross-checks/references.ts';
import type { Finding } from './findings.ts';
import { kindNames } from './kinds.ts';
import type { DefinitionCache } from './cache.ts';

export interface CrossCheckOptions {
  /** What the database has; without it procedures are not checked. */
  readonly catalogue?: Catalogue;
  /** Labels that the platform itself brings. */
  readonly isPlatformLabel?: (key: string) => boolean;
}

/** Findings of all definitions, errors first, then by kind, code and place. */
export function crossCheck(all: readonly Checkable[], { catalogue, isPlatformLabel }: CrossCheckOptions = {}): Finding[] {
  const set = createCheckedSet(all);
  const labels = new Set(set.of('label').flatMap(({ definition }) => Object.keys(definition.texts)));
  const findings = [
    ...all.flatMap((one) => ('findings' in one ? one.findings : [])),
    ...checkReferences(set, (key) => labels.has(key) || isPlatformLabel?.(key) === true),
    ...checkAccess(set),
    ...(catalogue === undefined ? [] : checkProcedures(set, catalogue)),
  ];
  return findings.toSorted((a, b) => compare(orderOf(a), orderOf(b)));
}

/**
 * What one definition has to answer for, among all others: the same findings as those of `crossCheck` that bear its name, at the cost of
 * looking at it alone.
 */
export function crossCheckOne(others: readonly Checkable[], one: Checkable, options: CrossCheckOptions = {}): Finding[] {
  const { catalogue, isPlatformLabel } = options;
  const all = createCheckedSet([...others, one]);
  const alone = { ...all, definitions: createCheckedSet([one]).definitions };
  const isKnownLabel = (key: string): boolean =>
    all.of('label').some(({ definition }) => Object.hasOwn(definition.texts, key)) || isPlatformLabel?.(key) === true;
  return [
    ...checkReferences(alone, isKnownLabel),
    ...checkAccess(all).filter(({ kind, code }) => kind === one.kind && code === one.code),
    ...(catalogue === undefined ? [] : checkProcedures(alone, catalogue)),
  ];
}

/** Everything that a cache holds, for a check. */
export function checkables(cache: DefinitionCache): Checkable[] {
  return kindNames.flatMap((kind): Checkable[] => [...cache.all(kind)]);
}

function orderOf({ severity, kind, code, pointer }: Finding): string {
  return [severity === 'error' ? 0 : 1, kind, code, pointer].join('\n');
}

function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
