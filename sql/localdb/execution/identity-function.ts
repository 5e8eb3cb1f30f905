// IDENTITY(type, seed, increment) in the list of SELECT ... INTO: a new identity column, whose values are given when the
// rows are there.

import type { Expression } from '../parser/ast/index.ts';
import { sqlError } from '../types/errors.ts';
import { isInteger } from '../types/sql-type.ts';
import type { Exact, SqlType, Value } from '../types/sql-type.ts';
import { compileExpression } from './compile-expression.ts';
import { resolveType } from './resolve-type-name.ts';
import type { Scalar } from './scalar.ts';
import type { Scope } from './scope.ts';

export interface NewIdentity {
  readonly seed: Exact;
  readonly increment: Exact;
}

/** The call as a column; undefined for any other expression. Throws 2749 for a type that no identity column has. */
export const identityScalar = (e: Expression, scope: Scope): Scalar | undefined => {
  if (e.kind !== 'call' || e.over || e.name.length !== 1 || e.name[0]?.toUpperCase() !== 'IDENTITY') return undefined;
  const [typeName, seed, increment] = e.arguments;
  if (!typeName || e.arguments.length > 3) throw sqlError(174, 'identity', 3);
  const type = typeOf(typeName, scope);
  if (!isInteger(type) && !(type.name === 'decimal' || type.name === 'numeric')) throw sqlError(2749, '');
  return {
    type,
    evaluate: () => null,
    slots: 0n,
    isVolatile: true,
    isNotNull: true,
    key: `identity@${e.start}`,
    newIdentity: { seed: whole(seed, scope), increment: whole(increment, scope) },
  };
};

/** The type, which the parser read as a column's name or as a call with its precision. */
const typeOf = (e: Expression, scope: Scope): SqlType => {
  const { module } = scope.statement;
  if (e.kind === 'column') return resolveType({ start: e.start, end: e.end, line: e.line, name: e.name, parameters: [] }, module);
  if (e.kind === 'call')
    return resolveType(
      { start: e.start, end: e.end, line: e.line, name: e.name, parameters: e.arguments.map((a) => Number(whole(a, scope))) },
      module,
    );
  throw sqlError(102, 'IDENTITY');
};

const whole = (e: Expression | undefined, scope: Scope): Exact => {
  const value = e ? compileExpression(e, scope).constant?.value : 1;
  if (typeof value !== 'number' && typeof value !== 'bigint') throw sqlError(102, 'IDENTITY');
  return value;
};

/** Numbers the rows in a new identity column, in their order. */
export const numberRows = (rows: readonly Value[][], columns: readonly { readonly newIdentity?: NewIdentity }[]): void => {
  columns.forEach(({ newIdentity }, at) => {
    if (!newIdentity) return;
    const isSmall = typeof newIdentity.seed === 'number' && typeof newIdentity.increment === 'number';
    rows.forEach((row, i) => {
      row[at] = isSmall
        ? Number(newIdentity.seed) + i * Number(newIdentity.increment)
        : BigInt(newIdentity.seed) + BigInt(i) * BigInt(newIdentity.increment);
    });
  });
};
