// Values of fields as invariant text: from a procedure's row, from defaults, and from what the browser sent. What cannot be a value of its
// type keeps its raw form, so that validation can say what is wrong instead of changing it silently.

import { multipleFieldTypes } from '../../metadata/kinds/form-field.ts';
import type { FormField } from '../../metadata/kinds/form-field.ts';
import { fromWallTime, relativeDay, toWallTime, zoneOf } from '../../renderer/wall-time.ts';
import type { Row } from '../../sql/procedures.ts';
import { isPartAllowed } from '../access.ts';
import { fillTokens } from './scope.ts';
import type { FormScope } from './scope.ts';

/** Invariant text by field code; of dates with a time, what the visitor's clock says. */
export type FieldValues = Record<string, string>;

/** A value of a column as invariant text: `True`, `1234.56`, `2026-11-14T10:00:00`. */
export function columnText(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'number') return plainNumber(value);
  if (value instanceof Date) return value.toISOString().slice(0, 19);
  return value instanceof Uint8Array ? Buffer.from(value).toString('hex') : String(value);
}

/** A field's value from a column: bits of ticks, days of dates. */
export function fieldText(field: FormField, value: unknown): string {
  const text = columnText(value);
  switch (field.type) {
    case 'checkbox':
    case 'switch':
      return text === '1' || text.toLowerCase() === 'true' ? 'True' : text === '' ? '' : 'False';
    case 'date':
      return text.slice(0, 10);
    case 'month':
      return text.slice(0, 7);
    case 'datetime':
      return text.replace(' ', 'T').slice(0, 19);
    case 'time':
      return /\d\d:\d\d(:\d\d)?/.exec(text)?.[0] ?? text;
    case 'password':
      // What is stored is never shown, not even to its owner.
      return '';
    default:
      return text;
  }
}

/** A column's value as this visitor's field has it: moments come in UTC and are shown on the visitor's clock. */
export function shownText(field: FormField, value: unknown, timeZone: string): string {
  if (field.type !== 'datetime') return fieldText(field, value);
  return toWallTime(value, zoneOf(field, timeZone)) ?? fieldText(field, value);
}

/** A field's value as procedures get it: the other way round. What is no time stays what it is. */
export function storedText(field: FormField, text: string, timeZone: string): string {
  return field.type === 'datetime' ? (fromWallTime(text, zoneOf(field, timeZone)) ?? text) : text;
}

/** Values of all fields from a row of getItem; fields without a column are absent. */
export function rowValues(fields: readonly FormField[], row: Row, timeZone: string): FieldValues {
  const columns = new Map(Object.entries(row).map(([name, value]) => [name.toLowerCase(), value]));
  const values: FieldValues = {};
  for (const field of fields) {
    const key = field.code.toLowerCase();
    if (columns.has(key)) values[field.code] = shownText(field, columns.get(key), timeZone);
  }
  return values;
}

/** Value of a new record: the default with its tokens, else the URL parameter of the field's name. */
export function defaultValue(scope: FormScope, field: FormField): string {
  if (field.default === undefined) return mayBePreset(scope, field) ? normalised(field, scope.params.get(field.code) ?? '') : '';
  if (typeof field.default !== 'string') return fieldText(field, field.default);
  const { visitor, lang } = scope.ctx;
  const moment = relativeDay(field.default.replace(/^\{(.*)\}$/, '$1'), visitor.timeZone);
  if (moment !== undefined) return field.type === 'datetime' ? moment : moment.slice(0, field.type === 'month' ? 7 : 10);
  const known = new Map([
    ...scope.params,
    ['username', visitor.username],
    ['userID', String(visitor.userID ?? '')],
    ['lang', lang],
    ['displayName', visitor.displayName],
  ]);
  return fieldText(field, fillTokens(field.default, known, scope.itemID));
}

/** A parameter presets only what the visitor sees and may set: of other fields it would be a way round their roles. */
function mayBePreset({ ctx, fields }: FormScope, field: FormField): boolean {
  return field.type !== 'password' && fields.includes(field) && isPartAllowed(field.editRoles, ctx.visitor);
}

/** What the browser sent for a field, as a value to be validated: text, a number, a boolean, a list; anything else stays as it came. */
export function sentValue(field: FormField, sent: unknown): unknown {
  if (sent === null || sent === undefined) return '';
  if (isMultiple(field)) {
    if (Array.isArray(sent)) return sent;
    return typeof sent === 'string'
      ? sent
          .split(',')
          .map((part) => part.trim())
          .filter((part) => part !== '')
      : sent;
  }
  if (typeof sent === 'number' && Number.isFinite(sent)) return plainNumber(sent);
  if (typeof sent === 'boolean') return sent ? 'True' : 'False';
  return typeof sent === 'string' ? normalised(field, sent) : sent;
}

/** Whether the value is a list. */
export function isMultiple(field: FormField): boolean {
  return multipleFieldTypes.has(field.type) || (field.type === 'tree' && field.isMultiple);
}

function normalised(field: FormField, text: string): string {
  // A NUL or half of a surrogate pair has no place in text and upsets what reads it later.
  const clean = text.toWellFormed().replaceAll('\u0000', '');
  switch (field.type) {
    case 'text':
    case 'email':
    case 'phone':
    case 'url':
      return clean.replace(/[\r\n\t]+/g, ' ').trim();
    case 'checkbox':
    case 'switch':
      return /^(true|1|on)$/i.test(clean.trim()) ? 'True' : /^(false|0|off|)$/i.test(clean.trim()) ? 'False' : clean;
    case 'datetime':
      return /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d$/.test(clean.trim()) ? `${clean.trim().replace(' ', 'T')}:00` : clean.trim().replace(' ', 'T');
    case 'textarea':
    case 'html':
    case 'markdown':
    case 'code':
      return clean.replace(/\r\n?/g, '\n');
    case 'password':
      return clean;
    default:
      return clean.trim();
  }
}

/** Without an exponent, which T-SQL's decimal does not read. */
function plainNumber(value: number): string {
  const text = String(value);
  if (text.includes('e-')) return value.toFixed(20).replace(/\.?0+$/, '');
  return text.includes('e') ? BigInt(value).toString() : text;
}
