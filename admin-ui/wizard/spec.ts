// What the wizard is told of an object: the body of its requests. Shape only; whether it can be built is said by `check-spec.ts`.

import { Type } from 'typebox';
import type { Static } from 'typebox';

const name = Type.String({ maxLength: 64 });
const title = Type.String({ maxLength: 200 });
const bothTexts = Type.Object({ en: title, ru: title }, { additionalProperties: false });
const roles = Type.Array(name, { maxItems: 50 });

/** Kinds of values that people know; `column-types.ts` says what each is in SQL, in lists and in forms. */
export const valueTypes = [
  'text',
  'longText',
  'whole',
  'decimal',
  'money',
  'date',
  'datetime',
  'time',
  'yesNo',
  'choice',
  'email',
  'phone',
  'url',
  'reference',
] as const; // prettier-ignore
export type ValueType = (typeof valueTypes)[number];

export const columnSpecSchema = Type.Object(
  {
    code: name,
    title: bothTexts,
    type: Type.Enum(valueTypes),
    /** Of texts. */
    length: Type.Optional(Type.Integer({ minimum: 1, maximum: 4000 })),
    required: Type.Boolean({ default: false }),
    unique: Type.Boolean({ default: false }),
    /** As typed: a number, a text, `today`, `yes`. */
    default: Type.String({ maxLength: 200, default: '' }),
    /** Of a reference. */
    reference: Type.Optional(
      Type.Object(
        {
          /** In dbo, without the schema. */
          table: Type.String({ maxLength: 128 }),
          /** Its column to show; two columns `nameEn|nameRu` for a text in both languages. */
          text: Type.String({ maxLength: 260 }),
          /** A function of the catalogue that says which of its rows a user may choose; '' for all. */
          rows: Type.String({ maxLength: 128, default: '' }),
        },
        { additionalProperties: false },
      ),
    ),
    /** Of a choice. */
    options: Type.Array(Type.Object({ value: name, text: bothTexts }, { additionalProperties: false }), { maxItems: 100, default: [] }),
    inList: Type.Boolean({ default: true }),
    inForm: Type.Boolean({ default: true }),
    filter: Type.Boolean({ default: false }),
    sort: Type.Boolean({ default: false }),
    search: Type.Boolean({ default: false }),
    /** Edited where it stands in the list. */
    inline: Type.Boolean({ default: false }),
  },
  { additionalProperties: false },
);
export type ColumnSpec = Static<typeof columnSpecSchema>;

/** Which rows a user gets: all who have the role see all, only the own ones, those of the user's points. */
export const rowAccesses = ['role', 'own', 'point'] as const;
export type RowAccess = (typeof rowAccesses)[number];

export const objectSpecSchema = Type.Object(
  {
    /** Of list, page and table: `deliveries`. */
    code: name,
    /** Of the form: `delivery`. */
    itemCode: name,
    /** Subsystem: the table is `{prefix}_{code}`. */
    prefix: name,
    title: bothTexts,
    itemTitle: bothTexts,
    icon: name,
    /** A table that exists already, in dbo; '' makes a new one. */
    table: Type.String({ maxLength: 128, default: '' }),
    columns: Type.Array(columnSpecSchema, { maxItems: 200 }),
    roles,
    /** Those of them that may also change. */
    editRoles: roles,
    rows: Type.Enum(rowAccesses),
    inMenu: Type.Boolean({ default: true }),
  },
  { additionalProperties: false },
);
export type ObjectSpec = Static<typeof objectSpecSchema>;

/** What is wrong or worth knowing, at its place in the request: `columns/2/code`. The text is in the catalogue of the wizard. */
export interface SpecFinding {
  readonly severity: 'error' | 'warning';
  readonly place: string;
  readonly text: string;
  readonly params?: Readonly<Record<string, string | number>>;
}
