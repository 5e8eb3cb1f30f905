// printf-like texts of RAISERROR and FORMATMESSAGE: %[flags][width][.precision][h|l|I64]type with the types
// d i o s u x X. Missing and NULL values show as (null).

import { sqlError } from '../../types/errors.ts';
import { isBinary } from '../../types/sql-type.ts';
import type { SqlType, Value } from '../../types/sql-type.ts';

const SPECIFICATION = /%(?:%|([-+0# ]*)(\*|\d+)?(?:\.(\*|\d*))?(h|l|I64)?([diosuxX]))|%/g;

/** Longest message; a longer one is cut and ends in an ellipsis. */
const LONGEST = 2047;

/**
 * The template with its specifications filled from `values` in order. Throws 2787 for an invalid specification and 2786
 * for a value that does not fit one.
 */
export const formatMessage = (template: string, values: readonly Value[]): string => {
  let used = 0;
  const next = (): { readonly value: Value; readonly position: number } => {
    const value = values[used] ?? null;
    return { value, position: ++used };
  };
  const size = (text: string | undefined): number | undefined => {
    if (text === undefined) return undefined;
    if (text !== '*') return Number(text);
    const { value, position } = next();
    if (typeof value !== 'number') throw sqlError(2786, position);
    return value;
  };
  const text = template.replace(
    SPECIFICATION,
    (
      whole: string,
      flags: string | undefined,
      width: string | undefined,
      precision: string | undefined,
      length: string | undefined,
      kind: string | undefined,
      at: number,
    ) => {
      if (whole === '%%') return '%';
      if (kind === undefined) throw sqlError(2787, template.slice(at));
      const columns = size(width);
      const digits = size(precision);
      const { value, position } = next();
      const written =
        kind === 's'
          ? textOf(value, digits, position)
          : integerOf(value, { kind, digits, flags: flags ?? '', isLong: length === 'I64' }, position);
      return padded(written, columns ?? 0, flags ?? '', kind !== 's' && digits === undefined && value !== null);
    },
  );
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 3)}...` : text;
};

/** The type that a substitution value is converted to; 2748 for a type that cannot be one. */
export const messageParameter = (type: SqlType, position: number): SqlType | undefined => {
  switch (type.name) {
    case 'tinyint':
    case 'smallint':
    case 'int':
    case 'bigint':
    case 'null':
    case 'char':
    case 'varchar':
    case 'nchar':
    case 'nvarchar':
      return undefined;
    default:
      if (isBinary(type) && type.name !== 'image') return undefined;
      throw sqlError(2748, type.name, position);
  }
};

const NOTHING = '(null)';

const textOf = (value: Value, most: number | undefined, position: number): string => {
  if (value === null) return NOTHING;
  const text = value instanceof Uint8Array ? `0x${Buffer.from(value).toString('hex').toUpperCase()}` : value;
  if (typeof text !== 'string') throw sqlError(2786, position);
  return most === undefined ? text : text.slice(0, most);
};

interface IntegerFormat {
  readonly kind: string;
  readonly digits: number | undefined;
  readonly flags: string;
  readonly isLong: boolean;
}

const integerOf = (value: Value, { kind, digits, flags, isLong }: IntegerFormat, position: number): string => {
  if (value === null) return NOTHING;
  if (typeof value !== 'number' && typeof value !== 'bigint') throw sqlError(2786, position);
  if (kind === 'd' || kind === 'i') {
    const magnitude = String(value)
      .replace('-', '')
      .padStart(digits ?? 1, '0');
    return (value < 0 ? '-' : flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : '') + magnitude;
  }
  const unsigned = BigInt.asUintN(isLong || typeof value === 'bigint' ? 64 : 32, BigInt(value));
  const text = unsigned.toString(kind === 'o' ? 8 : kind === 'u' ? 10 : 16).padStart(digits ?? 1, '0');
  const prefix = flags.includes('#') && unsigned !== 0n ? (kind === 'o' ? '0' : kind === 'u' ? '' : '0x') : '';
  return kind === 'X' ? (prefix + text).toUpperCase() : prefix + text;
};

const padded = (text: string, width: number, flags: string, canHaveZeros: boolean): string => {
  if (text.length >= Math.abs(width)) return text;
  if (flags.includes('-') || width < 0) return text.padEnd(Math.abs(width));
  if (!flags.includes('0') || !canHaveZeros) return text.padStart(width);
  const sign = /^(?:[-+ ]|0[xX])?/.exec(text)?.[0] ?? '';
  return sign + text.slice(sign.length).padStart(width - sign.length, '0');
};
