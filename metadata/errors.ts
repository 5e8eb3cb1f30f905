// What the metadata floor throws. Each error carries the data that its reader needs; the HTTP floor decides what a client sees.

import type { Finding } from './findings.ts';
import { describeFinding } from './findings.ts';
import type { ImportPlan } from './packages/plan.ts';

/** The definition does not fit its schema or its rules; nothing was saved. */
export class DefinitionInvalid extends Error {
  readonly findings: readonly Finding[];
  constructor(findings: readonly Finding[]) {
    super(`The definition is not valid: ${findings.map(describeFinding).join('; ')}`);
    this.name = 'DefinitionInvalid';
    this.findings = findings;
  }
}

/** Somebody else changed the definition since it was read; nothing was saved. Carries both bodies, so that they can be compared. */
export class DefinitionConflict extends Error {
  readonly kind: string;
  readonly code: string;
  readonly expectedVersion: number;
  /** JSON that was to be saved; null for a deletion. */
  readonly mine: string | null;
  /** What is there now; undefined when it was deleted meanwhile. */
  readonly theirs: { readonly body: string; readonly version: number; readonly updatedBy: string | null } | undefined;
  constructor(data: Pick<DefinitionConflict, 'kind' | 'code' | 'expectedVersion' | 'mine' | 'theirs'>) {
    super(`The ${data.kind} "${data.code}" is at version ${data.theirs?.version ?? 0} now, not at ${data.expectedVersion}; read it again.`);
    this.name = 'DefinitionConflict';
    this.kind = data.kind;
    this.code = data.code;
    this.expectedVersion = data.expectedVersion;
    this.mine = data.mine;
    this.theirs = data.theirs;
  }
}

/** A package that cannot be read or does not pass its checks; nothing was imported. */
export class PackageInvalid extends Error {
  readonly findings: readonly Finding[];
  constructor(findings: readonly Finding[]) {
    super(`The package is not valid: ${findings.map(describeFinding).join('; ')}`);
    this.name = 'PackageInvalid';
    this.findings = findings;
  }
}

/** Definitions that the package would overwrite were changed here since its last import; nothing was imported. */
export class PackageConflict extends Error {
  readonly plan: ImportPlan;
  constructor(plan: ImportPlan) {
    super(`Changed here since the last import: ${plan.conflicts.map(({ kind, code }) => `${kind} ${code}`).join(', ')}`);
    this.name = 'PackageConflict';
    this.plan = plan;
  }
}
