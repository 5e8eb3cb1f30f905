// What the diagnostics find: which rule, where, and the statement that would put it right.

export const rules = [
  'noPrimaryKey',
  'constraintDisabled',
  'constraintUntrusted',
  'keyWithoutIndex',
  'indexUnused',
  'indexMissing',
  'definition',
  'procedureUnused',
  'referenceMissing',
  'moduleChanged',
] as const;

export type Rule = (typeof rules)[number];

export interface Finding {
  readonly rule: Rule;
  readonly severity: 'danger' | 'warning' | 'info';
  /** Table, procedure or definition, as its name is written. */
  readonly place: string;
  /** Where it is looked at. */
  readonly url: string;
  readonly detail: string;
  /** To be opened in the workshop; nothing runs by itself. */
  readonly sql?: string | undefined;
}

export interface Findings {
  readonly list: readonly Finding[];
  /** Rules about which this server tells nothing, or not to this login. */
  readonly silent: readonly Rule[];
}
