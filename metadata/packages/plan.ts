// What an import would do: which definitions are new, changed, the same, and which were changed here since the last import.

import { formatBody } from '../format.ts';
import type { KindName } from '../kinds.ts';
import { jsonDiff } from '../json-diff.ts';
import type { JsonChange } from '../json-diff.ts';

export interface PlannedDefinition {
  readonly kind: KindName;
  readonly code: string;
}

export interface PlannedChange extends PlannedDefinition {
  readonly changes: readonly JsonChange[];
}

export interface ImportPlan {
  readonly added: readonly PlannedDefinition[];
  readonly changed: readonly PlannedChange[];
  /** Were in the package when it was last imported, are not in it now, and nobody touched them since. */
  readonly deleted: readonly PlannedDefinition[];
  /** Differ from the package and were last changed here, by hand: an import would lose that. */
  readonly conflicts: readonly PlannedChange[];
  readonly unchanged: readonly PlannedDefinition[];
}

export interface PackageDefinition extends PlannedDefinition {
  readonly body: unknown;
}

/** A definition of the database with its last change. */
export interface CurrentDefinition {
  readonly kind: KindName;
  readonly code: string;
  readonly body: string;
  /** Comment of the last change: imports sign theirs. */
  readonly lastComment: string | null;
}

/** `signature` is the comment that imports of this package leave in the history. */
export function makePlan(wanted: readonly PackageDefinition[], current: readonly CurrentDefinition[], signature: string): ImportPlan {
  const here = new Map(current.map((definition) => [keyOf(definition), definition]));
  const plan = {
    added: [] as PlannedDefinition[],
    changed: [] as PlannedChange[],
    deleted: [] as PlannedDefinition[],
    conflicts: [] as PlannedChange[],
    unchanged: [] as PlannedDefinition[],
  };
  for (const { kind, code, body } of wanted) {
    const known = here.get(keyOf({ kind, code }));
    if (known === undefined) {
      plan.added.push({ kind, code });
    } else if (known.body === formatBody(kind, body)) {
      plan.unchanged.push({ kind, code });
    } else {
      const change = { kind, code, changes: jsonDiff(JSON.parse(known.body), body) };
      // Written in another format by SQL, but saying the same.
      if (change.changes.length === 0) plan.unchanged.push({ kind, code });
      else (known.lastComment === signature ? plan.changed : plan.conflicts).push(change);
    }
  }
  const inPackage = new Set(wanted.map(keyOf));
  for (const { kind, code, lastComment } of current) {
    if (lastComment === signature && !inPackage.has(keyOf({ kind, code }))) plan.deleted.push({ kind, code });
  }
  return plan;
}

export function keyOf({ kind, code }: { kind: string; code: string }): string {
  return `${kind}/${code.toLowerCase()}`;
}
