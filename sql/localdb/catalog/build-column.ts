// Columns from their written definitions: type, nullability, identity, default and computed expressions.

import type { ColumnDefinition, ConstraintDefinition } from '../parser/ast/index.ts';
import { sqlError } from '../types/errors.ts';
import { isCollationName } from '../types/collation.ts';
import { isString, timestampType } from '../types/sql-type.ts';
import { normalise } from '../types/exact.ts';
import type { BuildContext, BuildTarget } from './build-context.ts';
import { constraintFailed } from './build-index.ts';
import { constraintName } from './constraint-name.ts';
import type { Column, DefaultConstraint } from './model.ts';
import { printDefinition } from './print-expression.ts';
import { resolveColumnType } from './resolve-type-reference.ts';

type WrittenDefault = Extract<ConstraintDefinition, { kind: 'default' }>;

export interface ColumnPlace {
  readonly id: number;
  readonly slot: number /** 1-based, for messages. */;
  readonly ordinal: number;
}

const isDefault = (c: ConstraintDefinition): c is WrittenDefault => c.kind === 'default';

/** A column that is not computed. `isInPrimaryKey`: NOT NULL unless it says NULL, which is an error of the key. */
export const buildColumn = (
  context: BuildContext,
  target: BuildTarget,
  written: ColumnDefinition,
  place: ColumnPlace,
  isInPrimaryKey: boolean,
): Column => {
  const { table } = target;
  const resolved = written.type
    ? resolveColumnType(context.database, context.defaultSchema, written.type, {
        subjectKind: 'column',
        subjectName: written.name,
        ordinal: place.ordinal,
      })
    : { type: timestampType };
  const { type } = resolved;
  const isTimestamp = type.name === 'timestamp';
  const isIdentity = written.identity !== undefined;
  const isNullable = written.nullable ?? (isIdentity || isTimestamp || isInPrimaryKey ? false : (resolved.isNullable ?? true));
  const isIntegral =
    type.name === 'int' ||
    type.name === 'bigint' ||
    type.name === 'smallint' ||
    type.name === 'tinyint' ||
    ((type.name === 'decimal' || type.name === 'numeric') && type.scale === 0);
  if (isIdentity && !isIntegral) throw sqlError(2749, written.name);
  if (isIdentity && isNullable) throw sqlError(8147, written.name, table.name);
  const collation = written.collation?.toUpperCase() === 'DATABASE_DEFAULT' ? context.database.collation : written.collation;
  if (collation !== undefined && !isString(type)) throw sqlError(447, type.name);
  if (collation !== undefined && !isCollationName(collation)) throw sqlError(448, collation);
  const defaults = written.constraints.filter(isDefault);
  if (defaults.length > 1) throw sqlError(8148, written.name, table.name);
  const column: Column = {
    name: written.name,
    id: place.id,
    slot: place.slot,
    type,
    collation: isString(type) ? collation : undefined,
    isNullable,
    identity: written.identity && {
      seed: normalise(BigInt(written.identity.seed)),
      increment: normalise(BigInt(written.identity.increment)),
    },
    isRowGuid: written.rowGuid,
    aliasType: resolved.aliasType,
  };
  const [first] = defaults;
  return first ? { ...column, default: buildDefault(context, target, column, first) } : column;
};

/** Throws 1754 and 1755 for columns that cannot have a default, and what is wrong with the expression. */
export const buildDefault = (context: BuildContext, target: BuildTarget, column: Column, written: WrittenDefault): DefaultConstraint => {
  const { table } = target;
  if (column.identity) throw constraintFailed(sqlError(1754, table.name, column.name));
  if (column.type.name === 'timestamp') throw constraintFailed(sqlError(1755, table.name, column.name));
  context.binder.default(written.expression, column.type);
  const id = context.newId();
  return {
    id,
    name: written.name ?? constraintName('DF', table.name, column.name, id),
    isSystemNamed: written.name === undefined,
    definition: printDefinition(written.expression),
    expression: written.expression,
  };
};

/** A computed column over the columns that are there. Its constraints may only be keys unless it is persisted (8183). */
export const buildComputedColumn = (
  context: BuildContext,
  written: ColumnDefinition,
  place: ColumnPlace,
  others: readonly Column[],
): Column => {
  const { computed } = written;
  if (!computed) throw new Error('not a computed column');
  const restricts = written.nullable === false || written.constraints.some((c) => c.kind === 'check' || c.kind === 'foreignKey');
  if (restricts && !computed.persisted) throw sqlError(8183);
  const bound = context.binder.computed(computed.expression, others);
  return {
    name: written.name,
    id: place.id,
    slot: place.slot,
    type: bound.type,
    collation: bound.collation,
    isNullable: written.nullable === false ? false : bound.isNullable,
    isRowGuid: false,
    computed: {
      definition: printDefinition(computed.expression),
      expression: computed.expression,
      isPersisted: computed.persisted,
      isStored: computed.persisted,
    },
  };
};
