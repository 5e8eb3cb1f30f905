// What a batch or module keeps track of while it is parsed: declared variables, labels and jumps, loops and CATCH blocks.
// These rules are checked after the grammar's, so the first breach is kept and thrown only if the whole batch parses.

/** Whose statements these are; a RETURN value and THROW without arguments depend on it. */
export type ScopeKind = 'batch' | 'procedure' | 'scalarFunction' | 'tableFunction' | 'trigger';

export interface Scope {
  readonly kind: ScopeKind;
  /** Declared names in upper case, parameters included. */
  readonly variables: Set<string>;
  readonly labels: Set<string>;
  readonly jumps: { readonly label: string; readonly token: number }[];
  loops: number;
  catches: number;
}

export const newScope = (kind: ScopeKind): Scope => ({
  kind,
  variables: new Set(),
  labels: new Set(),
  jumps: [],
  loops: 0,
  catches: 0,
});
