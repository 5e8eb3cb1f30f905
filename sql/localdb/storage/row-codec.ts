// A row as text and back: JSON of the values, slot 0 (the row id) included. Values that JSON does not have are objects
// with one key: {"n":"123"} a bigint, {"b":"AQI="} binary in base64, {"o":[utc,offset]} a DateTimeOffsetValue,
// {"v":[name,length,precision,scale,value]} a VariantValue, {"z":0} negative zero.

import { DateTimeOffsetValue, sqlType, VariantValue } from '../types/sql-type.ts';
import type { Exact, TypeName, Value } from '../types/sql-type.ts';
import type { Row } from './table-data.ts';

export const encodeRow = (row: Row): string => JSON.stringify(isPlain(row) ? row : row.map(encodeValue));

/** One value as text; for the catalogue's and the counters' use as well. */
export const encodeValueText = (value: Value): string => JSON.stringify(encodeValue(value));
export const decodeValueText = (text: string): Value => decodeValue(JSON.parse(text));

/** Makes a row of what JSON.parse gave for its text, in place. Throws an Error when it is no row. */
export const decodeRow = (parsed: unknown): Row => {
  if (!Array.isArray(parsed)) throw new Error('not a row');
  const row = parsed as Value[];
  for (let i = 0; i < row.length; i++) {
    const value: unknown = row[i];
    if (typeof value === 'number' || typeof value === 'string' || value === null) continue;
    row[i] = decodeValue(value);
  }
  return row;
};

/** A 32-bit sum that differs for every two texts of the same length that differ in one character. */
export const checksum = (text: string, from = 0, to = text.length): number => {
  let sum = 0x811c9dc5;
  for (let i = from; i < to; i++) sum = Math.imul(sum ^ text.charCodeAt(i), 0x01000193);
  return sum >>> 0;
};

const isPlain = (row: Row): boolean => {
  for (let i = 0; i < row.length; i++) {
    const value = row[i];
    if (typeof value === 'string' || value === null) continue;
    if (typeof value !== 'number' || (value === 0 && 1 / value < 0)) return false;
  }
  return true;
};

const encodeValue = (value: Value): unknown => {
  switch (typeof value) {
    case 'number':
      return value === 0 && 1 / value < 0 ? { z: 0 } : value;
    case 'bigint':
      return { n: String(value) };
    case 'string':
      return value;
  }
  if (value === null) return null;
  if (value instanceof Uint8Array) return { b: Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('base64') };
  if (value instanceof DateTimeOffsetValue) return { o: [encodeValue(value.utc), value.offset] };
  const { name, length, precision, scale } = value.type;
  return { v: [name, length, precision, scale, encodeValue(value.value)] };
};

const decodeValue = (value: unknown): Value => {
  if (typeof value === 'number' || typeof value === 'string' || value === null) return value;
  if (typeof value === 'object') {
    const { n, b, o, v, z } = value as Record<string, unknown>;
    if (typeof n === 'string') return BigInt(n);
    // A copy, because a small buffer from base64 would share (and keep) a large one.
    if (typeof b === 'string') return new Uint8Array(Buffer.from(b, 'base64'));
    if (Array.isArray(o)) return new DateTimeOffsetValue(decodeValue(o[0]) as Exact, Number(o[1]));
    if (Array.isArray(v)) {
      const type = sqlType(v[0] as TypeName, Number(v[1]), Number(v[2]), Number(v[3]));
      return new VariantValue(type, decodeValue(v[4]) as NonNullable<Value>);
    }
    if (z === 0) return -0;
  }
  throw new Error('not a value');
};
