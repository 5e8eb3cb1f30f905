// The JSON Schema of a form's values, made of its field definitions and compiled by Ajv once for each version of the definition; and the
// sentences that say what is wrong. Whether a field is there at all, and lists, depend on the request and are checked in validate.ts.

import { Ajv } from 'ajv';
import type { ErrorObject, ValidateFunction } from 'ajv';
import ajvFormats from 'ajv-formats';
import type { FormField } from '../../metadata/kinds/form-field.ts';
import type { FormDefinition } from '../../metadata/kinds/form.ts';
import { toLocalNumber } from '../../renderer/form/number-text.ts';
import { formatDate, localText, t } from '../../renderer/locale.ts';
import type { Lang } from '../../renderer/locale.ts';
import { RequestError } from '../errors.ts';
import { isMultiple } from './values.ts';

/** Longest value of a field that does not say its own limit. */
const STANDARD_LENGTH: Readonly<Record<string, number>> = {
  textarea: 100_000,
  html: 1_000_000,
  markdown: 1_000_000,
  code: 1_000_000,
  password: 200,
  email: 254,
  phone: 40,
};
const PHONE = '^\\+?[0-9(][0-9 ()./-]{3,30}[0-9]$';
const NUMBER_TYPES: ReadonlySet<string> = new Set(['number', 'money', 'range', 'rating']);

const ajv = new Ajv({ allErrors: true, strict: true, multipleOfPrecision: 9, allowUnionTypes: true });
ajvFormats.default(ajv, ['email']);
ajv.addFormat('calendar-date', (text: string) => isCalendarDate(text));
ajv.addFormat(
  'calendar-datetime',
  (text: string) => /^\d{4}-\d\d-\d\dT([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,7})?$/.test(text) && isCalendarDate(text.slice(0, 10)),
);
ajv.addFormat('calendar-month', (text: string) => isCalendarDate(`${text}-01`));
ajv.addFormat('clock-time', /^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/);
ajv.addFormat('web-address', (text: string) => isWebAddress(text));

const validators = new WeakMap<FormDefinition, ValidateFunction>();

/** Errors of these values by field code, the first for each field; values are typed (numbers as numbers, lists as arrays). */
export function schemaErrors(definition: FormDefinition, values: Readonly<Record<string, unknown>>, lang: Lang): Map<string, string> {
  const validate = validatorOf(definition);
  const found = new Map<string, string>();
  if (validate(values)) return found;
  const fields = new Map(definition.fields.map((field) => [field.code, field]));
  for (const error of validate.errors ?? []) {
    const [, code = ''] = error.instancePath.split('/').map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
    const field = fields.get(code);
    if (field !== undefined && !found.has(code)) found.set(code, sentence(field, { error, value: values[code], lang }));
  }
  return found;
}

/** A checked text as the schema's type: a number for number fields where the text is one. */
export function typedValue(field: FormField, value: unknown): unknown {
  if (typeof value !== 'string' || !NUMBER_TYPES.has(field.type)) return value;
  return /^-?\d{1,28}(\.\d{1,20})?$/.test(value) ? Number(value) : value;
}

/** Ajv's schema of one field's value. */
function fieldSchema(field: FormField): Record<string, unknown> {
  if (isMultiple(field)) {
    return {
      type: 'array',
      items: { type: 'string', maxLength: 4000, pattern: '^[^,]*$' },
      uniqueItems: true,
      maxItems: field.maxItems ?? 1000,
      ...(field.minItems === undefined ? {} : { minItems: field.minItems }),
    };
  }
  if (NUMBER_TYPES.has(field.type)) return numberSchema(field);
  const text: Record<string, unknown> = { type: 'string', maxLength: field.maxLength ?? STANDARD_LENGTH[field.type] ?? 4000 };
  if (field.minLength !== undefined) text.minLength = field.minLength;
  if (field.pattern !== undefined) text.pattern = `^(?:${field.pattern})$`;
  return { ...text, ...SHAPES[field.type] };
}

const SHAPES: Readonly<Record<string, Record<string, unknown>>> = {
  email: { format: 'email' },
  url: { format: 'web-address' },
  date: { format: 'calendar-date' },
  datetime: { format: 'calendar-datetime' },
  month: { format: 'calendar-month' },
  time: { format: 'clock-time' },
  checkbox: { enum: ['True', 'False'] },
  switch: { enum: ['True', 'False'] },
};

function validatorOf(definition: FormDefinition): ValidateFunction {
  let validate = validators.get(definition);
  if (validate === undefined) {
    const properties = Object.fromEntries(definition.fields.map((field) => [field.code, withOwnShape(field)]));
    try {
      validate = ajv.compile({ type: 'object', properties });
    } catch (error) {
      throw new RequestError('definitionBroken', {
        detail: `the fields cannot be checked: ${error instanceof Error ? error.message : String(error)}`,
        cause: error,
      });
    }
    validators.set(definition, validate);
  }
  return validate;
}

function withOwnShape(field: FormField): Record<string, unknown> {
  const schema = fieldSchema(field);
  if (field.type === 'phone' && field.pattern === undefined) schema.pattern = PHONE;
  if (field.type === 'color' && field.pattern === undefined) schema.pattern = '^#[0-9a-fA-F]{6}$';
  return schema;
}

function numberSchema(field: FormField): Record<string, unknown> {
  const { min, max } = numberBounds(field);
  const step =
    field.step !== undefined && field.step > 0 ? field.step : field.decimals === undefined ? undefined : Number(`1e-${field.decimals}`);
  return {
    type: 'number',
    ...(min === undefined ? {} : { minimum: min }),
    ...(max === undefined ? {} : { maximum: max }),
    ...(step === undefined ? {} : { multipleOf: step }),
  };
}

function numberBounds(field: FormField): { min?: number; max?: number } {
  const own = { min: numberOf(field.min), max: numberOf(field.max) };
  if (field.type === 'rating') return { min: own.min ?? 1, max: field.maxRating };
  return field.type === 'range' ? { min: own.min ?? 0, max: own.max ?? 100 } : own;
}

function numberOf(bound: number | string | undefined): number | undefined {
  if (bound === undefined || bound === '') return undefined;
  return Number.isFinite(Number(bound)) ? Number(bound) : undefined;
}

function isCalendarDate(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text) || text < '0001-01-01') return false;
  const moment = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(text);
}

function isWebAddress(text: string): boolean {
  if (/^\/(?![/\\])/.test(text)) return true;
  const url = URL.parse(text);
  return url !== null && /^https?:$/.test(url.protocol);
}

/** Says what is wrong and what to do, in the visitor's language. */
function sentence(field: FormField, { error, value, lang }: { error: ErrorObject; value: unknown; lang: Lang }): string {
  const number = (given: unknown): string => toLocalNumber(String(given), { lang });
  switch (error.keyword) {
    case 'maxLength':
      return t(lang, 'form.tooLong', { max: Number(error.params.limit), count: lengthOf(value) });
    case 'minLength':
      return t(lang, 'form.tooShort', { min: Number(error.params.limit), count: lengthOf(value) });
    case 'minimum':
    case 'maximum': {
      const { min, max } = numberBounds(field);
      if (min !== undefined && max !== undefined)
        return t(lang, 'form.outOfRange', { min: number(min), max: number(max), value: number(value) });
      return error.keyword === 'minimum'
        ? t(lang, 'form.tooSmall', { min: number(min), value: number(value) })
        : t(lang, 'form.tooLarge', { max: number(max), value: number(value) });
    }
    case 'multipleOf':
      return error.params.multipleOf === 1 ? t(lang, 'form.notWhole') : t(lang, 'form.notStep', { step: number(error.params.multipleOf) });
    case 'minItems':
      return t(lang, 'form.tooFew', { min: Number(error.params.limit) });
    case 'maxItems':
      return t(lang, 'form.tooMany', { max: Number(error.params.limit) });
    case 'pattern':
    case 'format':
    case 'enum':
      return field.patternMessage !== undefined && error.keyword === 'pattern'
        ? localText(lang, field.patternMessage)
        : shapeSentence(field, lang);
    default:
      return NUMBER_TYPES.has(field.type) && typeof value === 'string'
        ? t(lang, 'form.notNumber', { example: toLocalNumber('1234.5', { lang }) })
        : t(lang, 'form.notAllowed');
  }
}

function shapeSentence(field: FormField, lang: Lang): string {
  const example = formatDate({ lang, timeZone: 'UTC' }, '2026-11-20');
  switch (field.type) {
    case 'email':
      return t(lang, 'form.notEmail');
    case 'phone':
      return t(lang, 'form.notPhone');
    case 'url':
      return t(lang, 'form.notUrl');
    case 'color':
      return t(lang, 'form.notColor');
    case 'date':
    case 'month':
      return t(lang, 'form.notDate', { example });
    case 'datetime':
      return t(lang, 'form.notDateTime', { example: `${example}, 09:30` });
    case 'time':
      return t(lang, 'form.notTime');
    default:
      return t(lang, 'form.notPattern');
  }
}

function lengthOf(value: unknown): number {
  return typeof value === 'string' ? [...value].length : 0;
}
