// The definitions that are checked against each other, findable by kind and code.

import type { Finding, FindingMessage } from '../findings.ts';
import type { DefinitionOf, KindName } from '../kinds.ts';
import { named } from '../procedure-needs.ts';
import type { NamedDefinition } from '../procedure-needs.ts';

/** A definition that fits its schema, or the findings that say why not; entries of the cache are such. */
export type Checkable =
  | { readonly kind: KindName; readonly code: string; readonly definition: DefinitionOf<KindName> }
  | { readonly kind: KindName; readonly code: string; readonly findings: readonly Finding[] };

export interface CheckedSet {
  readonly definitions: readonly NamedDefinition[];
  /** Whether there is one, broken or not. */
  has(kind: string, code: string): boolean;
  get<K extends KindName>(kind: K, code: string): DefinitionOf<K> | undefined;
  of<K extends KindName>(kind: K): readonly { readonly code: string; readonly definition: DefinitionOf<K> }[];
}

export function createCheckedSet(all: readonly Checkable[]): CheckedSet {
  const definitions = all.flatMap((one) => ('definition' in one ? [named(one.kind, one.code, one.definition)] : []));
  const known = new Set(all.map(({ kind, code }) => `${kind}/${code.toLowerCase()}`));
  const byName = new Map(definitions.map((one) => [`${one.kind}/${one.code.toLowerCase()}`, one]));
  return {
    definitions,
    has: (kind, code) => known.has(`${kind}/${code.toLowerCase()}`),
    get: <K extends KindName>(kind: K, code: string) =>
      byName.get(`${kind}/${code.toLowerCase()}`)?.definition as DefinitionOf<K> | undefined,
    of: <K extends KindName>(kind: K) =>
      definitions.filter((one) => one.kind === kind).map(({ code, definition }) => ({ code, definition: definition as DefinitionOf<K> })),
  };
}

export interface Place {
  readonly kind: string;
  readonly code: string;
  readonly pointer: string;
}

export function problem(at: Place, message: FindingMessage): Finding {
  return { severity: 'error', kind: at.kind, code: at.code, pointer: at.pointer, message };
}

export function remark(at: Place, message: FindingMessage): Finding {
  return { ...problem(at, message), severity: 'warning' };
}

/** Codes of a role list, in lower case. */
export function roleCodes(roles: string | undefined): string[] {
  return (roles ?? '')
    .split(',')
    .map((role) => role.trim().toLowerCase())
    .filter((role) => role !== '');
}

/** Whether a user with just this role passes the list. */
export function admits(roles: string | undefined, role: string): boolean {
  return roleCodes(roles).some((code) => code === 'all' || code === '*' || code === role.toLowerCase());
}
