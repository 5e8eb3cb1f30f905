// GREATEST, LEAST, NEWID, NEWSEQUENTIALID, ISNUMERIC and SQL_VARIANT_PROPERTY.

import { randomBytes, randomUUID } from 'node:crypto';
import { getCollation } from '../types/collation.ts';
import { comparer } from '../types/compare.ts';
import { commonType } from '../types/precedence.ts';
import { intType, isLegacyLob, isNumeric, isString, uniqueidentifierType } from '../types/sql-type.ts';
import type { Value } from '../types/sql-type.ts';
import { argumentAt, defineScalar, invalidArgument, sharedCollation } from './argument-types.ts';
import type { BoundFunction, FunctionArgument, ScalarFunction } from './function.ts';
import { variantProperty } from './variant-property.ts';

/** The greatest (sign 1) or least (sign -1) value that is not NULL, in the type of highest precedence. */
const bindExtreme =
  (sign: 1 | -1) =>
  (args: readonly FunctionArgument[], name: string): BoundFunction => {
    for (const [i, { type }] of args.entries()) if (isLegacyLob(type) || type.name === 'xml') throw invalidArgument(type, i + 1, name);
    const type = commonType(args.map((a) => a.type));
    const compare = comparer(type.name === 'null' ? intType : type, getCollation(sharedCollation(args)));
    return {
      type,
      parameters: args.map(() => type),
      isNotNull: args.some((a) => a.isNotNull),
      call: (_, ...values) => {
        let best: Value = null;
        for (let i = 0; i < values.length; i++) {
          const v = values[i] ?? null;
          if (v !== null && (best === null || compare(v, best) * sign > 0)) best = v;
        }
        return best;
      },
    };
  };

// Sequential ids count up from a random start; the counter is in the part that sorts last, which is compared first.
let sequence = randomBytes(6).readUIntBE(0, 4);
const sequentialTail = randomBytes(8).toString('hex').toUpperCase();

const nextSequential = (): string => {
  sequence = (sequence + 1) % 2 ** 32;
  const head = sequence.toString(16).toUpperCase().padStart(8, '0');
  return `${head}-${sequentialTail.slice(0, 4)}-11EE-${sequentialTail.slice(4, 8)}-${sequentialTail.slice(4)}`;
};

const BLANK_OR_TAB = /^[ \t\n\v\f\r\u00a0]+|[ \t\n\v\f\r\u00a0]+$/g;
/** Optional sign and currency in any order, digits with commas, one point, and an exponent in floats. */
const MONEY = /^(?:[+-]?[$¢£¤¥€]?|[$¢£¤¥€][+-]?)[\d,]*\.?\d*$/;
const FLOAT = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eEdD][+-]?\d+)?$/;

/** Single characters that count as numbers besides signs, points, commas and currency symbols. */
const LONE_CHARACTER = /^[\t\n\v\f\r\u00a0\\]$/;

/** Whether the text converts to some numeric type; lone signs, points, commas and currency symbols count too. */
const isNumericText = (s: string): boolean => {
  if (LONE_CHARACTER.test(s)) return true;
  const text = s.replace(BLANK_OR_TAB, '');
  return text !== '' && (FLOAT.test(text) || MONEY.test(text));
};

const bindIsNumeric = (args: readonly FunctionArgument[], name: string): BoundFunction => {
  const { type } = argumentAt(args, 0);
  if (isNumeric(type)) return { type: intType, isNotNull: true, call: (_, v) => (v === null ? 0 : 1) };
  if (isString(type) && type.name !== 'xml') {
    return { type: intType, isNotNull: true, call: (_, v) => (v !== null && isNumericText(v as string) ? 1 : 0) };
  }
  if (type.name === 'sql_variant' || type.name === 'image') throw invalidArgument(type, 1, name);
  return { type: intType, isNotNull: true, call: () => 0 };
};

const MOST_ARGUMENTS = 254;

export const valueFunctions: readonly ScalarFunction[] = [
  defineScalar('GREATEST', [1, MOST_ARGUMENTS], bindExtreme(1), { isStrict: false }),
  defineScalar('LEAST', [1, MOST_ARGUMENTS], bindExtreme(-1), { isStrict: false }),
  defineScalar('NEWID', [0, 0], () => ({ type: uniqueidentifierType, isNotNull: true, call: () => randomUUID().toUpperCase() }), {
    isDeterministic: false,
  }),
  defineScalar('NEWSEQUENTIALID', [0, 0], () => ({ type: uniqueidentifierType, isNotNull: true, call: nextSequential }), {
    isDeterministic: false,
  }),
  variantProperty,
  defineScalar('ISNUMERIC', [1, 1], bindIsNumeric, { isStrict: false }),
];
