// Data type precedence: the one type that several operands are converted to.

import { implicitConversion, messageName } from './conversion-rules.ts';
import { sqlError } from './errors.ts';
import {
  MAX,
  exactScale,
  isBinary,
  isDecimal,
  isExact,
  isLegacyLob,
  isString,
  isSameType,
  isUnicode,
  nullType,
  sqlType,
} from './sql-type.ts';
import type { SqlType, TypeName } from './sql-type.ts';

const ORDER: readonly TypeName[] = [
  'sql_variant',
  'xml',
  'datetimeoffset',
  'datetime2',
  'datetime',
  'smalldatetime',
  'date',
  'time',
  'float',
  'real',
  'decimal',
  'money',
  'smallmoney',
  'bigint',
  'int',
  'smallint',
  'tinyint',
  'bit',
  'ntext',
  'text',
  'image',
  'timestamp',
  'uniqueidentifier',
  'nvarchar',
  'nchar',
  'varchar',
  'char',
  'varbinary',
  'binary',
  'null',
];
const RANKS: ReadonlyMap<TypeName, number> = new Map([
  ...ORDER.map((name, i) => [name, i + 2] as const),
  ['numeric', ORDER.indexOf('decimal') + 2],
]);

/** Rank as the documentation numbers it: a lower number is a higher precedence. */
export const dataTypePrecedence = (type: SqlType): number => RANKS.get(type.name) ?? 99;

/** The type of CASE, COALESCE, UNION and the like. NULL literals do not count; of none but those it is the null type. Throws 206. */
export const commonType = (types: readonly SqlType[]): SqlType => {
  let result = nullType;
  for (const type of types) result = merge(result, type);
  return result;
};

/** The type that both sides of a comparison are converted to. Throws 206, 305 or 402. */
export const comparisonType = (left: SqlType, right: SqlType, operator = 'equal to'): SqlType => {
  if (left.name === 'xml' || right.name === 'xml') throw sqlError(305);
  if (isLegacyLob(left) || isLegacyLob(right)) {
    if (left.name === 'null' || right.name === 'null') throw sqlError(306);
    throw sqlError(402, messageName(left), messageName(right), operator);
  }
  if (left.name === 'null' && right.name === 'null') return sqlType('int', 0, 10);
  return withTextAsMoment(left, right) ?? withTextAsMoment(right, left) ?? mergeComparable(left, right, operator);
};

// Text compared with a time keeps all the fractional digits that it has.
const withTextAsMoment = (text: SqlType, moment: SqlType): SqlType | undefined =>
  isString(text) && SCALED.has(moment.name) ? sqlType(moment.name, 0, 0, 7) : undefined;

const SCALED: ReadonlySet<TypeName> = new Set(['time', 'datetime2', 'datetimeoffset']);

const mergeComparable = (a: SqlType, b: SqlType, operator: string): SqlType => {
  const merged = tryMerge(a, b);
  if (merged) return merged;
  if ((a.name === 'date' && b.name === 'time') || (a.name === 'time' && b.name === 'date')) throw sqlError(402, a.name, b.name, operator);
  throw sqlError(206, messageName(a), messageName(b));
};

const merge = (a: SqlType, b: SqlType): SqlType => {
  const merged = tryMerge(a, b);
  if (merged) return merged;
  const [high, low] = dataTypePrecedence(a) < dataTypePrecedence(b) ? [a, b] : [b, a];
  throw sqlError(206, messageName(low), messageName(high));
};

/** undefined when the type of lower precedence does not convert to the other implicitly. */
const tryMerge = (a: SqlType, b: SqlType): SqlType | undefined => {
  if (a.name === 'null' || isSameType(a, b)) return b;
  if (b.name === 'null') return a;
  const [high, low] = dataTypePrecedence(a) <= dataTypePrecedence(b) ? [a, b] : [b, a];
  if (isString(a) && isString(b)) return high.name === 'xml' || isLegacyLob(high) ? high : mergeStrings(high, low);
  if (isBinary(a) && isBinary(b) && a.name !== 'timestamp' && b.name !== 'timestamp')
    return isLegacyLob(high) ? high : mergeBinaries(high, low);
  if (isDecimal(high) && isExact(low)) return mergeDecimals(high, low);
  if (SCALED.has(high.name) && SCALED_OR_DATETIME.has(low.name) && implicitConversion(low, high) === 'implicit') {
    return sqlType(high.name, 0, 0, Math.max(high.scale, low.name === 'datetime' ? 3 : low.scale));
  }
  return implicitConversion(low, high) === 'implicit' ? high : undefined;
};

const SCALED_OR_DATETIME: ReadonlySet<TypeName> = new Set([...SCALED, 'datetime']);

const mergeStrings = (high: SqlType, low: SqlType): SqlType => {
  const length = high.length === MAX || low.length === MAX ? MAX : Math.max(high.length, low.length);
  const isFixed = (t: SqlType): boolean => t.name === 'char' || t.name === 'nchar';
  if (isUnicode(high)) {
    const name = isFixed(high) && (isFixed(low) || length === high.length) ? 'nchar' : 'nvarchar';
    return sqlType(length === MAX ? 'nvarchar' : name, Math.min(length, 4000));
  }
  return sqlType(isFixed(high) && isFixed(low) ? 'char' : 'varchar', length);
};

const mergeBinaries = (high: SqlType, low: SqlType): SqlType =>
  sqlType(high.name, high.length === MAX || low.length === MAX ? MAX : Math.max(high.length, low.length));

const mergeDecimals = (high: SqlType, low: SqlType): SqlType => {
  const lowScale = exactScale(low);
  const scale = Math.max(high.scale, lowScale);
  const whole = Math.max(high.precision - high.scale, low.precision - lowScale);
  const fitted = whole + scale > 38 ? Math.max(38 - whole, 0) : scale;
  const name = high.name === 'decimal' || low.name === 'decimal' ? 'decimal' : 'numeric';
  return sqlType(name, 0, Math.min(whole + fitted, 38), fitted);
};
