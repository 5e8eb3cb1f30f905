// A compiled scalar expression or condition: its closure, and what the compiler has to know of it.

import { getCollation, DEFAULT_COLLATION } from '../types/collation.ts';
import type { Collation } from '../types/collation.ts';
import { converter, isIdentityConversion } from '../types/convert.ts';
import type { Converter } from '../types/convert.ts';
import { sqlError } from '../types/errors.ts';
import type { SqlError } from '../types/errors.ts';
import { isString, isUnicode, nullType } from '../types/sql-type.ts';
import type { Exact, SqlType, Value } from '../types/sql-type.ts';
import type { Evaluate, Frame, Test } from './frame.ts';

/** Collation label of a string expression (SQL Server's coercibility: explicit beats implicit beats default). */
export interface CollationLabel {
  readonly name: string;
  readonly rank: 'explicit' | 'implicit' | 'default' | 'none';
  /** rank 'none': the second name of the conflict. */
  readonly other?: string;
}

export interface Scalar {
  readonly type: SqlType;
  readonly evaluate: Evaluate;
  /** Bit set of the row slots that it reads. */
  readonly slots: bigint;
  /** Present (also for NULL) when the value is known at compile time. */
  readonly constant?: { readonly value: Value };
  /** May differ between two evaluations in one statement (NEWID, RAND, NEXT VALUE FOR, user functions). */
  readonly isVolatile: boolean;
  readonly isNotNull: boolean;
  readonly collation?: CollationLabel;
  /** A plain reference to a stored value. */
  readonly column?: { readonly slot: number; readonly index: number };
  /** Equal keys mean equal expressions (GROUP BY matching). */
  readonly key: string;
  /** A JSON fragment that FOR JSON embeds as it is. */
  readonly isJson?: boolean;
  readonly isIdentity?: boolean;
  readonly isRowGuid?: boolean;
  /** SELECT INTO: a new identity column. */
  readonly newIdentity?: { readonly seed: Exact; readonly increment: Exact };
  /** A literal, also with a sign. */
  readonly isLiteral?: boolean;
}

export interface Condition {
  readonly test: Test;
  readonly slots: bigint;
  readonly isVolatile: boolean;
  readonly key: string;
  /** An OR of which a part reads no row (`@x IS NULL OR column = @x`): often true for every row. */
  readonly isOptional?: boolean;
}

export const constantScalar = (type: SqlType, value: Value): Scalar => ({
  type,
  evaluate: () => value,
  slots: 0n,
  constant: { value },
  isVolatile: false,
  isNotNull: value !== null,
  key: `'${type.name}:${String(value)}`,
  ...(isString(type) ? { collation: { name: DEFAULT_COLLATION, rank: 'default' as const } } : {}),
});

export const columnScalar = (
  slot: number,
  index: number,
  type: SqlType,
  options: { isNotNull?: boolean; collation?: string; isIdentity?: boolean; isRowGuid?: boolean } = {},
): Scalar => ({
  type,
  evaluate: (f: Frame) => (f.rows[slot] as readonly Value[])[index] as Value,
  slots: 1n << BigInt(slot),
  isVolatile: false,
  isNotNull: options.isNotNull ?? false,
  column: { slot, index },
  key: `#${slot}.${index}`,
  ...(isString(type) ? { collation: { name: options.collation ?? DEFAULT_COLLATION, rank: 'implicit' as const } } : {}),
  ...(options.isIdentity ? { isIdentity: true } : {}),
  ...(options.isRowGuid ? { isRowGuid: true } : {}),
});

/** The scalar converted implicitly (or explicitly) to a type; itself when nothing has to be done. */
export const convertScalar = (s: Scalar, to: SqlType, isExplicit = false, style?: number): Scalar => {
  if (s.type.name === 'null')
    return {
      ...s,
      type: to,
      evaluate: s.evaluate,
      ...(isString(to) ? { collation: { name: DEFAULT_COLLATION, rank: 'default' as const } } : {}),
    };
  if (style === undefined && isIdentityConversion(s.type, to)) return s.type === to ? s : { ...s, type: to, ...labelFor(s, to) };
  return applyConverter(s, to, converter(s.type, to, { isExplicit, ...(style === undefined ? {} : { style }) }));
};

const labelFor = (s: Scalar, to: SqlType): { collation?: CollationLabel } =>
  isString(to) && !s.collation ? { collation: { name: DEFAULT_COLLATION, rank: 'default' } } : {};

export const applyConverter = (s: Scalar, to: SqlType, convert: Converter): Scalar => {
  const { evaluate } = s;
  const {
    column: _column,
    constant: _constant,
    isIdentity: _identity,
    isRowGuid: _rowGuid,
    isJson: _json,
    isLiteral: _literal,
    ...rest
  } = s;
  return {
    ...rest,
    type: to,
    evaluate: (f) => {
      const v = evaluate(f);
      return v === null ? null : convert(v, f.session);
    },
    key: `cast(${s.key},${to.name},${to.length},${to.precision},${to.scale})`,
    ...labelFor(s, to),
  };
};

/** Collation that a comparison or other operation on these operands uses; 468 when they conflict. */
export const operationCollation = (operation: string, ...operands: readonly Scalar[]): Collation | undefined => {
  const label = mergeCollations(operands);
  if (!label) return undefined;
  if (label.rank === 'none') throw sqlError(468, label.name, label.other ?? '', operation);
  return getCollation(label.name);
};

const RANK = { explicit: 3, none: 2, implicit: 1, default: 0 } as const;

/** The label of a result made of these operands. */
export const mergeCollations = (operands: readonly Scalar[]): CollationLabel | undefined => {
  let merged: CollationLabel | undefined;
  for (const { collation } of operands) {
    if (!collation) continue;
    if (!merged) merged = collation;
    else if (RANK[collation.rank] > RANK[merged.rank]) merged = collation;
    else if (collation.rank === merged.rank && collation.name.toLowerCase() !== merged.name.toLowerCase()) {
      if (collation.rank === 'explicit') throw sqlError(468, merged.name, collation.name, 'concat');
      if (collation.rank === 'implicit') merged = { name: merged.name, rank: 'none', other: collation.name };
    }
  }
  return merged;
};

/** The error of a result whose text has no collation that its operands agree on. */
export const unresolvedCollation = (label: CollationLabel, type: SqlType, operator: string): SqlError =>
  isUnicode(type)
    ? sqlError(451, label.other ?? '', label.name, operator, 'SELECT', 1)
    : sqlError(457, 'varchar', 'varchar', label.other ?? '', label.name, operator);

/** The type that a column of this expression gets: an untyped NULL becomes int. */
export const outputType = (type: SqlType, fallback: SqlType): SqlType => (type === nullType || type.name === 'null' ? fallback : type);

export const unionSlots = (scalars: readonly { readonly slots: bigint }[]): bigint => scalars.reduce((all, s) => all | s.slots, 0n);
