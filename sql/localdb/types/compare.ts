// Order, equality and hash keys of values of one type. All functions take values that are not NULL and return closures
// specialised to the type, so that joins, sorts and indexes pay no dispatch for each row.

import { DEFAULT_COLLATION, getCollation } from './collation.ts';
import type { Collation } from './collation.ts';
import { toParts } from './date-parts.ts';
import { exactToText, rescale } from './exact.ts';
import { exactScale, isApproximate, isBinary, isExact, isString, isTemporal } from './sql-type.ts';
import type { DateTimeOffsetValue, Exact, SqlType, Value, VariantValue } from './sql-type.ts';

type Operand = NonNullable<Value>;

/** Orders two values of the type: negative, 0 or positive. */
export const comparer = (type: SqlType, collation: Collation = getCollation(DEFAULT_COLLATION)): ((a: Operand, b: Operand) => number) => {
  if (isString(type)) return collation.compare as (a: Operand, b: Operand) => number;
  if (isBinary(type)) return compareBinary as (a: Operand, b: Operand) => number;
  switch (type.name) {
    case 'bit':
    case 'tinyint':
    case 'smallint':
    case 'int':
    case 'date':
    case 'time':
    case 'smalldatetime':
    case 'datetime':
      return (a, b) => (a as number) - (b as number);
    case 'uniqueidentifier':
      return compareGuid as (a: Operand, b: Operand) => number;
    case 'datetimeoffset':
      return (a, b) => compareScalar((a as DateTimeOffsetValue).utc, (b as DateTimeOffsetValue).utc);
    case 'sql_variant':
      return (a, b) => compareVariant(a as VariantValue, b as VariantValue, collation);
    default:
      return compareScalar as (a: Operand, b: Operand) => number;
  }
};

/** Whether two values of the type are equal, as `=` has it. */
export const equality = (type: SqlType, collation: Collation = getCollation(DEFAULT_COLLATION)): ((a: Operand, b: Operand) => boolean) => {
  if (isString(type)) return collation.equals as (a: Operand, b: Operand) => boolean;
  if (isIdentityKey(type)) return (a, b) => a === b;
  const compare = comparer(type, collation);
  return (a, b) => compare(a, b) === 0;
};

/** A Map key for each value: equal values, and only they, have the same key. */
export const hashKey = (
  type: SqlType,
  collation: Collation = getCollation(DEFAULT_COLLATION),
): ((v: Operand) => string | number | bigint) => {
  if (isString(type)) return collation.key as (v: Operand) => string;
  if (isBinary(type)) return (v) => binaryKey(v as Uint8Array);
  if (type.name === 'datetimeoffset') return (v) => (v as DateTimeOffsetValue).utc;
  if (type.name === 'sql_variant') return (v) => variantKey(v as VariantValue, collation);
  return (v) => v as string | number | bigint;
};

/** True when a value is its own Map key: numbers, dates and times but datetimeoffset, uniqueidentifier. */
export const isIdentityKey = (type: SqlType): boolean =>
  !isString(type) && !isBinary(type) && type.name !== 'datetimeoffset' && type.name !== 'sql_variant';

const compareScalar = (a: Exact, b: Exact): number => (a < b ? -1 : a > b ? 1 : 0);

// A shorter binary counts as padded with zero bytes.
const compareBinary = (a: Uint8Array, b: Uint8Array): number => {
  const n = Math.min(a.length, b.length);
  for (let i = 0; i < n; i++) {
    const d = (a[i] as number) - (b[i] as number);
    if (d !== 0) return d;
  }
  for (let i = n; i < a.length; i++) if (a[i] !== 0) return 1;
  for (let i = n; i < b.length; i++) if (b[i] !== 0) return -1;
  return 0;
};

const binaryKey = (v: Uint8Array): string => {
  let end = v.length;
  while (end > 0 && v[end - 1] === 0) end--;
  return Buffer.from(v.buffer, v.byteOffset, end).toString('latin1');
};

// SQL Server orders the groups of a uniqueidentifier from last to first; the first three are stored with their
// bytes reversed and compared in stored order. Each entry is where two hex digits of the written form begin.
const GUID_ORDER = [24, 26, 28, 30, 32, 34, 19, 21, 16, 14, 11, 9, 6, 4, 2, 0];

const compareGuid = (a: string, b: string): number => {
  if (a === b) return 0;
  // Hex digits are upper case, so their codes have the order of their values.
  for (const at of GUID_ORDER) {
    const high = a.charCodeAt(at) - b.charCodeAt(at);
    if (high !== 0) return high;
    const low = a.charCodeAt(at + 1) - b.charCodeAt(at + 1);
    if (low !== 0) return low;
  }
  return 0;
};

/** Families of sql_variant's base types, a higher one counts as greater. */
const variantFamily = (type: SqlType): number => {
  if (isTemporal(type)) return 6;
  if (isApproximate(type)) return 5;
  if (isExact(type)) return 4;
  if (isString(type)) return 3;
  if (isBinary(type)) return 2;
  return 1;
};

const compareVariant = (a: VariantValue, b: VariantValue, collation: Collation): number => {
  const family = variantFamily(a.type);
  const d = family - variantFamily(b.type);
  if (d !== 0) return d;
  switch (family) {
    case 6:
      return compareMoments(a, b);
    case 5:
      return compareScalar(a.value as number, b.value as number);
    case 4: {
      const x = exactScale(a.type);
      const y = exactScale(b.type);
      const scale = Math.max(x, y);
      return compareScalar(rescale(a.value as Exact, x, scale), rescale(b.value as Exact, y, scale));
    }
    case 3:
      return collation.compare(a.value as string, b.value as string);
    case 2:
      return compareBinary(a.value as Uint8Array, b.value as Uint8Array);
    default:
      return compareGuid(a.value as string, b.value as string);
  }
};

const compareMoments = (a: VariantValue, b: VariantValue): number => {
  const x = momentOf(a);
  const y = momentOf(b);
  return x.minutes - y.minutes || x.ticks - y.ticks;
};

const TICKS_PER_MINUTE = 600_000_000;

/** Minutes since 0001-01-01 UTC and ticks of the minute. */
const momentOf = (v: VariantValue): { minutes: number; ticks: number } => {
  const p = toParts(v.type)(v.value);
  const minutes = Math.floor(p.ticks / TICKS_PER_MINUTE);
  return { minutes: p.days * 1440 + minutes - p.offset, ticks: p.ticks - minutes * TICKS_PER_MINUTE };
};

const variantKey = (v: VariantValue, collation: Collation): string => {
  switch (variantFamily(v.type)) {
    case 6: {
      const m = momentOf(v);
      return `6${m.minutes}.${m.ticks}`;
    }
    case 5:
      return `5${(v.value as number) + 0}`;
    case 4: {
      const scale = exactScale(v.type);
      const text = exactToText(v.value as Exact, scale);
      return `4${scale === 0 ? text : text.replace(/\.?0+$/, '')}`;
    }
    case 3:
      return `3${collation.key(v.value as string)}`;
    case 2:
      return `2${binaryKey(v.value as Uint8Array)}`;
    default:
      return `1${v.value as string}`;
  }
};
