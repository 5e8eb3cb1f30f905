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

/** Items that the package would overwrite were changed here since its last import; nothing was imported. */
export class PackageConflict extends Error {
  readonly plan: ImportPlan;
  constructor(plan: ImportPlan) {
    super(`Changed here since the last import: ${plan.conflicts.map(({ name }) => name).join(', ')}`);
    this.name = 'PackageConflict';
    this.plan = plan;
  }
}

/** Something was changed between the plan that was agreed to and the import; nothing was imported. */
export class PackageChanged extends Error {
  readonly plan: ImportPlan;
  constructor(plan: ImportPlan) {
    super('What the import would do is not what was agreed to any more.');
    this.name = 'PackageChanged';
    this.plan = plan;
  }
}

/** No statement can do it, or not without losing data; nothing was imported. */
export class PackageObstacle extends Error {
  readonly obstacles: readonly string[];
  readonly reason: 'impossible' | 'loss';
  constructor(obstacles: readonly string[], reason: 'impossible' | 'loss' = 'impossible') {
    super(`${reason === 'loss' ? 'This would lose data' : 'This cannot be changed in place'}: ${obstacles.join('; ')}`);
    this.name = 'PackageObstacle';
    this.obstacles = obstacles;
    this.reason = reason;
  }
}

/** A statement of the import failed; everything before it was taken back. */
export class ImportFailed extends Error {
  readonly item: string;
  readonly statement: string;
  constructor({ item, statement }: { item: string; statement: string }, cause: unknown) {
    super(`${item}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
    this.name = 'ImportFailed';
    this.item = item;
    this.statement = statement;
  }
}

export type DataRefusal = 'noTable' | 'noColumn' | 'noKey' | 'secret' | 'type' | 'reference' | 'tooMany' | 'duplicate';

/** The rows of a table cannot travel with a package; nothing was exported. `detail`: the columns, the number, the key. */
export class DataRefused extends Error {
  readonly table: string;
  readonly reason: DataRefusal;
  readonly detail: string;
  constructor(table: string, reason: DataRefusal, detail: string) {
    super(`Rows of ${table}: ${DATA_REFUSALS[reason]} ${detail}`.trim());
    this.name = 'DataRefused';
    this.table = table;
    this.reason = reason;
    this.detail = detail;
  }
}

const DATA_REFUSALS: Readonly<Record<DataRefusal, string>> = {
  noTable: 'there is no such table:',
  noColumn: 'the table has no such column:',
  noKey: 'no unique key is the same in every installation; name one',
  secret: 'these columns look like secrets; list the columns that may travel in "columns":',
  type: 'values of these columns cannot travel:',
  reference: 'numbers that the server gives mean other rows elsewhere; list the column in "columns" of both tables, or leave it out:',
  tooMany: 'packages are for dictionaries; there are more rows than',
  duplicate: 'two rows have the key',
};

/** There is no such import, or it was undone already. */
export class NothingToUndo extends Error {
  constructor(id: number) {
    super(`Import ${id} is not there, or was undone.`);
    this.name = 'NothingToUndo';
  }
}
