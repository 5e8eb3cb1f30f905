// A join group: sources joined by inner joins in any order, with the conditions on them. What FROM clauses are compiled to
// and what the planner orders.

import type { Table } from '../catalog/model.ts';
import { sqlError } from '../types/errors.ts';
import type { Conjunct } from './conjuncts.ts';
import type { Operator } from './operators/operator.ts';
import type { Scope } from './scope.ts';
import type { Source } from './scope.ts';

export interface TableUnit {
  readonly kind: 'table';
  readonly slot: number;
  readonly slots: bigint;
  readonly requires: bigint;
  readonly tableIndex: number;
  readonly table: Table;
  readonly indexHint?: string;
}
export interface OperatorUnit {
  readonly kind: 'operator';
  readonly slots: bigint;
  readonly requires: bigint;
  readonly operator: Operator;
  readonly estimate: number;
  /** Gives other rows each time (the last step of a recursion): read anew, never kept. */
  readonly isChanging?: boolean;
}
/** The null-supplying side of an outer join, with its ON conditions inside. */
export interface OptionalUnit {
  readonly kind: 'optional';
  readonly slots: bigint;
  readonly requires: bigint;
  readonly group: JoinGroup;
}
export type Unit = TableUnit | OperatorUnit | OptionalUnit;

/** Sources joined by inner joins in any order, and the conditions on them. */
export interface JoinGroup {
  readonly units: Unit[];
  readonly conjuncts: Conjunct[];
  /** Set by OPTION (FORCE ORDER) and join hints. */
  isOrderForced: boolean;
  /** Stands on the null-supplying side of an outer join. */
  readonly isOptional: boolean;
}

export const newGroup = (isOptional = false): JoinGroup => ({ units: [], conjuncts: [], isOrderForced: false, isOptional });
export const addOperator = (
  made: {
    readonly source: Source;
    readonly operator: Operator;
    readonly requires?: bigint;
    readonly estimate?: number;
    readonly isChanging?: boolean;
  },
  scope: Scope,
  group: JoinGroup,
): void => {
  pushSource(scope, made.source);
  group.units.push({
    kind: 'operator',
    operator: made.operator,
    slots: maskOf(made.operator.slots),
    requires: made.requires ?? 0n,
    estimate: made.estimate ?? 100,
    ...(made.isChanging ? { isChanging: true } : {}),
  });
};

const maskOf = (slots: readonly number[]): bigint => slots.reduce((mask, s) => mask | (1n << BigInt(s)), 0n);

export const pushSource = (scope: Scope, source: Source): void => {
  if (source.name !== '') {
    for (const other of scope.sources) {
      if (other.name.toLowerCase() !== source.name.toLowerCase()) continue;
      if (other.qualifier.length === 0 || source.qualifier.length === 0) throw sqlError(1011, source.name);
      if (other.qualifier.join('.').toLowerCase() === source.qualifier.join('.').toLowerCase())
        throw sqlError(1013, `${other.qualifier[0]}.${other.name}`, `${source.qualifier[0]}.${source.name}`);
    }
  }
  scope.sources.push(source);
};
