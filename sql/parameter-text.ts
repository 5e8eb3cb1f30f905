// Values on their way to the server, in the form their declared type wants: from the invariant text of the conventions
// (`2026-01-31`, `1234.56`, `True`) or from JavaScript values. Throws ParameterConversionError; nothing is cut off or rounded here.

import { Buffer } from 'node:buffer';
import { typeText } from './declared-type.ts';
import type { DeclaredType } from './declared-type.ts';
import { ParameterConversionError } from './errors.ts';
import { dateTimeText } from './values-read.ts';

export interface Conversion {
  /** For the message: `@price`, `@rows.price`. */
  readonly parameter: string;
  readonly type: DeclaredType;
}

/** Text for a character type; too long is an error. */
export const toText = (value: unknown, conversion: Conversion): string => {
  const text = invariantText(value) ?? fail(value, conversion);
  const { length } = conversion.type;
  return length !== 'max' && text.length > length ? fail(value, conversion, 'too long') : text;
};

/** A value as invariant text; undefined when it has none. */
export const invariantText = (value: unknown): string | undefined => {
  switch (typeof value) {
    case 'string':
      return value;
    case 'number':
      return Number.isFinite(value) ? plainNumber(value) : undefined;
    case 'bigint':
      return value.toString();
    case 'boolean':
      return value ? 'True' : 'False';
    case 'object':
      if (value instanceof Date) return Number.isNaN(value.getTime()) ? undefined : dateTimeText(value);
      if (value instanceof Uint8Array) return undefined;
      if (Array.isArray(value)) return value.map((item) => invariantText(item) ?? '').join(',');
      return JSON.stringify(value);
    default:
      return undefined;
  }
};

const INTEGER_LIMITS: ReadonlyMap<string, readonly [bigint, bigint]> = new Map([
  ['tinyint', [0n, 255n]],
  ['smallint', [-32_768n, 32_767n]],
  ['int', [-2_147_483_648n, 2_147_483_647n]],
  ['bigint', [-9_223_372_036_854_775_808n, 9_223_372_036_854_775_807n]],
]);

/** A whole number in the type's range. */
export const toInteger = (value: unknown, conversion: Conversion): bigint => {
  const text = typeof value === 'boolean' ? String(Number(value)) : invariantText(value)?.trim();
  const [, digits] = /^([+-]?\d{1,30})(?:\.0*)?$/.exec(text ?? '') ?? [];
  if (digits === undefined) return fail(value, conversion);
  const number = BigInt(digits.replace('+', ''));
  const [least, most] = INTEGER_LIMITS.get(conversion.type.name) ?? [number, number];
  return number < least || number > most ? fail(value, conversion, 'out of range') : number;
};

const WHOLE_MONEY: ReadonlyMap<string, bigint> = new Map([
  ['money', 922_337_203_685_477n],
  ['smallmoney', 214_748n],
]);

/** A decimal number as text; digits beyond the scale are left for the server to round. */
export const toDecimalText = (value: unknown, conversion: Conversion): string => {
  const text = typeof value === 'boolean' ? String(Number(value)) : invariantText(value)?.trim();
  const [, sign, whole = '', fraction = ''] = /^([+-]?)(\d*)(?:\.(\d*))?$/.exec(text ?? '') ?? [];
  if (sign === undefined || whole + fraction === '') return fail(value, conversion);
  const digits = whole.replace(/^0+(?=\d)/, '');
  const { name, precision, scale } = conversion.type;
  const most = WHOLE_MONEY.get(name);
  const isTooLarge =
    most === undefined ? digits !== '' && digits !== '0' && digits.length > precision - scale : BigInt(digits || '0') > most;
  if (isTooLarge) return fail(value, conversion, 'out of range');
  return `${sign === '-' ? '-' : ''}${digits || '0'}${fraction === '' ? '' : `.${fraction}`}`;
};

export const toFloat = (value: unknown, conversion: Conversion): number => {
  const text = typeof value === 'boolean' ? String(Number(value)) : invariantText(value)?.trim();
  if (!/^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d{1,3})?$/i.test(text ?? '')) return fail(value, conversion);
  const number = Number(text);
  const isInRange = Number.isFinite(conversion.type.name === 'real' ? Math.fround(number) : number);
  return isInRange ? number : fail(value, conversion, 'out of range');
};

export const toBit = (value: unknown, conversion: Conversion): boolean => {
  if (typeof value === 'boolean') return value;
  if (typeof value === 'number' || typeof value === 'bigint') return Number(value) !== 0;
  const text = typeof value === 'string' ? value.trim().toLowerCase() : '';
  if (text === 'true' || text === '1') return true;
  return text === 'false' || text === '0' ? false : fail(value, conversion);
};

export const toGuid = (value: unknown, conversion: Conversion): string => {
  const [, guid] = /^\{?([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})\}?$/i.exec(typeof value === 'string' ? value.trim() : '') ?? [];
  return guid ?? fail(value, conversion);
};

/** Bytes, or their text `0x…`. */
export const toBytes = (value: unknown, conversion: Conversion): Buffer => {
  const { length } = conversion.type;
  let bytes: Buffer;
  if (value instanceof Uint8Array) bytes = Buffer.from(value.buffer, value.byteOffset, value.byteLength);
  else if (typeof value === 'string' && /^0x(?:[\da-f]{2})*$/i.test(value)) bytes = Buffer.from(value.slice(2), 'hex');
  else return fail(value, conversion);
  return length !== 'max' && bytes.length > length ? fail(value, conversion, 'too long') : bytes;
};

export const fail = (
  value: unknown,
  { parameter, type }: Conversion,
  reason: ParameterConversionError['reason'] = 'not convertible',
): never => {
  throw new ParameterConversionError(parameter, { value, type: typeText(type), reason });
};

const plainNumber = (value: number): string => {
  const text = String(value);
  return text.includes('e') ? value.toLocaleString('en-US', { useGrouping: false, maximumFractionDigits: 20 }) : text;
};
