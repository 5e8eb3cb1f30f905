// Which conversions exist: SQL Server's matrix of implicit and explicit conversions between data types.

import { MAX, isApproximate, isBinary, isDecimal, isExact, isLegacyLob, isString } from './sql-type.ts';
import type { SqlType } from './sql-type.ts';

export type ConversionKind = 'implicit' | 'explicit' | 'none';

/** How a value of one type may become a value of another. Parameters of the types do not matter. */
export const implicitConversion = (from: SqlType, to: SqlType): ConversionKind => {
  if (from.name === to.name || from.name === 'null') return 'implicit';
  if (to.name === 'null') return 'none';
  if (to.name === 'sql_variant') return isVariantBase(from) ? 'implicit' : 'none';
  if (from.name === 'sql_variant') return isVariantBase(to) ? 'explicit' : 'none';
  if (isLegacyLob(from) || isLegacyLob(to)) return legacy(from, to);
  if (from.name === 'xml') return (isString(to) && to.name !== 'xml') || isBinaryText(to) ? 'explicit' : 'none';
  if (to.name === 'xml') return isString(from) || isBinaryText(from) ? 'implicit' : 'none';
  if (from.name === 'timestamp') return fromTimestamp(to);
  if (to.name === 'timestamp')
    return isString(from) ? (isUnicodeName(from) ? 'none' : 'implicit') : isExact(from) || isBinary(from) ? 'implicit' : 'none';
  if (from.name === 'uniqueidentifier') return isString(to) ? 'implicit' : isBinary(to) ? 'implicit' : 'none';
  if (to.name === 'uniqueidentifier') return isString(from) || isBinary(from) ? 'implicit' : 'none';
  if (isString(from)) return isString(to) ? 'implicit' : isBinary(to) ? 'explicit' : 'implicit';
  if (isString(to)) return 'implicit';
  if (isBinary(from)) return isBinary(to) ? 'implicit' : fromBinary(to);
  if (isBinary(to)) return isDateTime(from) || isNewDate(from) || isApproximate(from) ? 'explicit' : 'implicit';
  return betweenNumbersAndDates(from, to);
};

const isDateTime = (t: SqlType): boolean => t.name === 'datetime' || t.name === 'smalldatetime';
const isNewDate = (t: SqlType): boolean => t.name === 'date' || t.name === 'time' || t.name === 'datetime2' || t.name === 'datetimeoffset';
const isUnicodeName = (t: SqlType): boolean => t.name === 'nchar' || t.name === 'nvarchar';
const isBinaryText = (t: SqlType): boolean => t.name === 'binary' || t.name === 'varbinary';
const isVariantBase = (t: SqlType): boolean => !isLegacyLob(t) && t.name !== 'xml' && t.name !== 'timestamp' && t.length !== -1;

const legacy = (from: SqlType, to: SqlType): ConversionKind => {
  const isText = (t: SqlType): boolean => isString(t) && t.name !== 'xml';
  if (from.name === 'image') return isBinary(to) ? 'implicit' : 'none';
  if (to.name === 'image') return isBinary(from) ? 'implicit' : from.name === 'char' || from.name === 'varchar' ? 'implicit' : 'none';
  if (isText(from) && isText(to)) return 'implicit';
  return (isLegacyLob(from) && to.name === 'xml') || (isLegacyLob(to) && from.name === 'xml') ? 'explicit' : 'none';
};

const fromTimestamp = (to: SqlType): ConversionKind => {
  if (isUnicodeName(to)) return 'none';
  if (isString(to) || isBinary(to) || isExact(to) || isDateTime(to)) return 'implicit';
  return 'none';
};

const fromBinary = (to: SqlType): ConversionKind => {
  if (isExact(to) || isDateTime(to)) return 'implicit';
  return isNewDate(to) ? 'explicit' : 'none';
};

const betweenNumbersAndDates = (from: SqlType, to: SqlType): ConversionKind => {
  const isNumber = (t: SqlType): boolean => isExact(t) || isApproximate(t);
  if (isNumber(from) && isNumber(to)) return 'implicit';
  if (isNumber(from)) return isDateTime(to) ? 'implicit' : 'none';
  if (isNumber(to)) return isDateTime(from) ? 'explicit' : 'none';
  if ((from.name === 'date' && to.name === 'time') || (from.name === 'time' && to.name === 'date')) return 'none';
  return 'implicit';
};

/** A type as run-time messages name it: decimal is called numeric. */
export const valueTypeName = (t: SqlType): string => (isDecimal(t) ? 'numeric' : t.name === 'null' ? 'NULL' : t.name);

/** A type as messages about types name it: max types say so. */
export const messageName = (t: SqlType): string =>
  t.length === MAX && (t.name === 'varchar' || t.name === 'nvarchar' || t.name === 'varbinary') ? `${t.name}(max)` : valueTypeName(t);
