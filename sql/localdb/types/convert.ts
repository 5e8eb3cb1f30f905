// Conversions between data types: bound once to the two types, then called for each value.
//
// Binding checks that the conversion exists (206, 257, 529); the returned closure raises SQL Server's error for a value
// that does not convert. The conversions themselves are in the files by subject.

import { implicitConversion, messageName } from './conversion-rules.ts';
import { binaryToBinary, binaryToText, binaryToValue, textToBinary, valueToBinary } from './convert-binary.ts';
import { dateToDate, dateToNumber, dateToText, numberToDate, textToDate } from './convert-dates.ts';
import { numberToText } from './convert-number-to-text.ts';
import { numberToNumber } from './convert-numbers.ts';
import { textToNumber } from './convert-text-to-number.ts';
import { toCodePage } from './code-page.ts';
import { fitText } from './converter.ts';
import type { ConversionOptions, Converter } from './converter.ts';
import { sqlError } from './errors.ts';
import {
  MAX,
  VariantValue,
  exactScale,
  isApproximate,
  isBinary,
  isDecimal,
  isExact,
  isInteger,
  isNumeric,
  isSameType,
  isString,
  isTemporal,
  isUnicode,
} from './sql-type.ts';
import type { SqlType } from './sql-type.ts';

export { implicitConversion } from './conversion-rules.ts';
export type { ConversionKind } from './conversion-rules.ts';
export type { ConversionOptions, Converter } from './converter.ts';

/** The converter from one type to another. Throws 206 or 257 (implicit) or 529 (explicit) when there is none. */
export const converter = (from: SqlType, to: SqlType, options: ConversionOptions = {}): Converter => {
  const kind = implicitConversion(from, to);
  if (options.isExplicit) {
    if (kind === 'none') throw sqlError(529, messageName(from), messageName(to));
  } else if (kind === 'none') throw sqlError(206, messageName(from), messageName(to));
  else if (kind === 'explicit') throw sqlError(257, messageName(from), messageName(to));
  if (from.name === 'null') return () => null;
  if (isIdentityConversion(from, to) && options.style === undefined) return (v) => v;
  return build(from, to, options.style);
};

/** True when every value of the one type is, unchanged, the value of the other. */
export const isIdentityConversion = (from: SqlType, to: SqlType): boolean => {
  if (from.name === 'null' || isSameType(from, to)) return true;
  if (to.name === 'sql_variant' || from.name === 'sql_variant') return false;
  if (isString(from) && isString(to)) return isIdentityText(from, to);
  if (isInteger(from) && isInteger(to))
    return to.name !== 'bit' && from.precision <= to.precision && !(from.name !== 'bit' && to.name === 'tinyint');
  if (isInteger(from) && isApproximate(to)) return from.name !== 'bigint' && (to.name === 'float' || from.name !== 'int');
  if (isDecimal(to)) return isExact(from) && exactScale(from) === to.scale && from.precision <= to.precision;
  if (isBinary(from) && isBinary(to))
    return to.name !== 'timestamp' && fits(from.length, to.length) && (to.name !== 'binary' || isFixedBytes(from, to));
  if (from.name === to.name && isTemporal(from)) return from.scale <= to.scale;
  return (from.name === 'real' && to.name === 'float') || (from.name === 'smallmoney' && to.name === 'money');
};

const fits = (length: number, into: number): boolean => into === MAX || (length !== MAX && length <= into);
const isFixedBytes = (from: SqlType, to: SqlType): boolean =>
  (from.name === 'binary' || from.name === 'timestamp') && from.length === to.length;

const isIdentityText = (from: SqlType, to: SqlType): boolean => {
  if (to.name === 'xml') return from.name !== 'xml';
  if (isUnicode(from) && !isUnicode(to)) return false;
  const isPadded = (t: SqlType): boolean => t.name === 'char' || t.name === 'nchar';
  return isPadded(to) ? isPadded(from) && from.length === to.length : fits(from.length, to.length);
};

const build = (from: SqlType, to: SqlType, style: number | undefined): Converter => {
  if (from.name === 'sql_variant') return fromVariant(to, style);
  if (to.name === 'sql_variant') return (v) => new VariantValue(from, v);
  if (isString(from)) return fromText(from, to, style);
  if (isString(to)) return toText(from, to, style);
  if (isBinary(from)) return isBinary(to) ? binaryToBinary(from, to) : binaryToValue(from, to);
  if (isBinary(to)) return valueToBinary(from, to);
  if (isTemporal(from)) return isTemporal(to) ? dateToDate(from, to, style) : dateToNumber(from, to);
  return isTemporal(to) ? numberToDate(from, to) : numberToNumber(from, to);
};

const fromText = (from: SqlType, to: SqlType, style: number | undefined): Converter => {
  if (isString(to)) return textToText(from, to);
  if (isNumeric(to)) return textToNumber(from, to);
  if (isTemporal(to)) return textToDate(from, to, style);
  return isBinary(to) ? textToBinary(from, to, style ?? 0) : textToGuid;
};

const toText = (from: SqlType, to: SqlType, style: number | undefined): Converter => {
  if (isNumeric(from)) return numberToText(from, to, style ?? 0);
  if (isTemporal(from)) return dateToText(from, to, style);
  return isBinary(from) ? binaryToText(from, to, style ?? 0) : guidToText(to);
};

const textToText = (from: SqlType, to: SqlType): Converter => {
  const sized = fitText(to);
  return isUnicode(from) && !isUnicode(to) ? (v) => sized(toCodePage(v as string)) : (v) => sized(v as string);
};

const GUID = /^\{?([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})/i;

const textToGuid: Converter = (v) => {
  const text = v as string;
  const m = GUID.exec(text);
  // More characters after the 36 are ignored, but an opened brace must be closed.
  if (!m || (text.startsWith('{') && text.charAt(37) !== '}')) throw sqlError(8169);
  return (m[1] ?? '').toUpperCase();
};

const guidToText = (to: SqlType): Converter => {
  const sized = fitText(to);
  return (v) => {
    if (to.length > 0 && to.length < 36) throw isUnicode(to) ? sqlError(8115, 'expression', to.name) : sqlError(8170);
    return sized(v as string);
  };
};

/** Each value of a variant brings its own type; converters are made once for each. */
const fromVariant = (to: SqlType, style: number | undefined): Converter => {
  const bound = new Map<SqlType, Converter>();
  const options: ConversionOptions = { isExplicit: true, ...(style === undefined ? {} : { style }) };
  return (v, session) => {
    const { type, value } = v as VariantValue;
    let convert = bound.get(type);
    if (!convert) {
      convert = converter(type, to, options);
      bound.set(type, convert);
    }
    return convert(value, session);
  };
};

export interface ColumnName {
  /** As messages name it: schema and table. */
  readonly table: string;
  readonly column: string;
}

/**
 * The implicit conversion of a value for a column. Text and binaries that are longer than the column raise 2628, unless
 * only blanks (or, of binaries, zero bytes) are lost.
 */
export const columnConverter = (from: SqlType, to: SqlType, describe: ColumnName): Converter => {
  const convert = converter(from, to);
  if (to.length <= 0 || fits(from.length, to.length) || !((isString(from) && isString(to)) || (isBinary(from) && isBinary(to))))
    return convert;
  const { length } = to;
  const tooLong = (shown: string): Error => sqlError(2628, describe.table, describe.column, shown);
  if (isString(to)) {
    return (v, session) => {
      const text = v as string;
      if (text.length > length && !session.cutsLongValues && /[^ ]/.test(text.slice(length))) {
        throw tooLong(isUnicode(to) ? text.slice(0, length) : toCodePage(text.slice(0, length)));
      }
      return convert(v, session);
    };
  }
  return (v, session) => {
    const bytes = v as Uint8Array;
    if (bytes.length > length && !session.cutsLongValues && bytes.subarray(length).some((b) => b !== 0)) throw tooLong('');
    return convert(v, session);
  };
};
