// The words that the kinds' schemas are written in: small constructors over TypeBox that give every property a title and a description
// in both languages (`title`, `description` and the keyword `x-ru`) and forbid unknown properties.
// Two promises hold for every schema made with them. A property with a default is always there in a checked definition, so its type is
// not optional; and a property that names another definition says so with `x-ref`, which is what the cross-checks go by.

import { Type } from 'typebox';
import type { TArray, TBoolean, TInteger, TNumber, TObject, TProperties, TSchema, TString, TUnsafe } from 'typebox';

/** Title and description of a property, in English and Russian. */
export type Words = {
  readonly title: string;
  readonly description: string;
  readonly 'x-ru': { readonly title: string; readonly description: string };
};

/**
 * Title and description in both languages, each written as `Title|Description`.
 * @example say('Roles|Who may open it.', 'Роли|Кто может открыть.')
 */
export function say(en: string, ru: string): Words {
  const [title, description] = halves(en);
  const [ruTitle, ruDescription] = halves(ru);
  return { title, description, 'x-ru': { title: ruTitle, description: ruDescription } };
}

/** Further keywords of JSON Schema, and ours: `x-ref` (kind of the definition named), `x-editor` (how the admin cabinet edits it). */
export type Keywords = {
  readonly default?: unknown;
  readonly examples?: readonly unknown[];
  readonly pattern?: string;
  readonly format?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly multipleOf?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: boolean;
  /** Kind of the definition that the value names by its code. */
  readonly 'x-ref'?: string;
  /** The value names a member of a list in the same definition: a JSON path such as `columns.code`. */
  readonly 'x-member'?: string;
  readonly 'x-editor'?: string;
};

/** An object whose properties are all named here; a misspelt one is a finding. */
export function strict<P extends TProperties>(properties: P, words: Partial<Words> & Keywords = {}): TObject<P> {
  return Type.Object(properties, { additionalProperties: false, ...words });
}

/** A group of options that is always there, filled with the defaults of its properties. */
export function group<P extends TProperties>(properties: P, words: Words): TObject<P> {
  return strict(properties, { ...words, default: {} });
}

/** A list that is always there, empty when it is not written. `uniqueBy` names the property that may not repeat. */
export function list<T extends TSchema>(items: T, options: Words & Keywords & { uniqueBy?: string }): TArray<T> {
  return Type.Array(items, { default: [], ...options });
}

export function text(options: Words & Keywords): TString {
  return Type.String({ maxLength: 4000, ...options });
}

/** A yes or no that is always there. */
export function flag(isOn: boolean, words: Words): TBoolean {
  return Type.Boolean({ default: isOn, ...words });
}

export function whole(options: Words & Keywords): TInteger {
  return Type.Integer(options);
}

export function decimal(options: Words & Keywords): TNumber {
  return Type.Number(options);
}

/**
 * One of several words. The values are written with their labels in both languages: `{ modal: 'Window|Окно' }`.
 */
export function choice<V extends Readonly<Record<string, string>>>(values: V, options: Words & Keywords): TUnsafe<keyof V & string> {
  const labels = Object.entries(values).map(([value, label]) => [value, halves(label)] as const);
  return Type.Unsafe<keyof V & string>({
    type: 'string',
    enum: Object.keys(values),
    'x-labels': {
      en: Object.fromEntries(labels.map(([value, [en]]) => [value, en])),
      ru: Object.fromEntries(labels.map(([value, [, ru]]) => [value, ru])),
    },
    ...options,
  });
}

function halves(both: string): [string, string] {
  const at = both.indexOf('|');
  if (at < 0) throw new Error(`"${both}" lacks its second half after "|"`);
  return [both.slice(0, at).trim(), both.slice(at + 1).trim()];
}
