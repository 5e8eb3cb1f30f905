// The friendly list of types: what each is in SQL, in a form, in a list and as a filter. The only place that knows.

import { typeText } from '../../sql/declared-type.ts';
import type { FieldType } from '../../metadata/kinds/form-field.ts';
import type { ColumnType, filterTypes } from '../../metadata/kinds/table-column.ts';
import { quoteText } from '../workshop/names.ts';
import type { ColumnInfo } from './catalogue.ts';
import type { ColumnSpec, ValueType } from './spec.ts';

export interface ValueKind {
  /** SQL type of a column of this kind. */
  readonly sql: (column: Pick<ColumnSpec, 'length'>) => string;
  readonly field: FieldType;
  readonly column: ColumnType;
  readonly filter?: keyof typeof filterTypes;
  /** Length of texts when none is given. */
  readonly length?: number;
  readonly canSort: boolean;
  readonly canSearch: boolean;
  readonly canEditInline: boolean;
  /** The default as an SQL expression; undefined when the text is none for this kind. */
  readonly sqlDefault: (text: string, column: ColumnSpec) => string | undefined;
  /** The same in a form. */
  readonly formDefault: (text: string) => string | number | boolean;
}

const number = (pattern: RegExp) => (text: string) => (pattern.test(text) ? text : undefined);
const asText = (text: string): string => text;
const anyText = (text: string, column: ColumnSpec): string | undefined =>
  text.length <= (lengthOf(column) ?? Number.POSITIVE_INFINITY) ? quoteText(text) : undefined;

const text = (length: number, more: Partial<ValueKind> = {}): ValueKind => ({
  sql: (column) => `nvarchar(${column.length ?? length})`,
  field: 'text',
  column: 'text',
  filter: 'text',
  length,
  canSort: true,
  canSearch: true,
  canEditInline: true,
  sqlDefault: anyText,
  formDefault: asText,
  ...more,
});

const value = (sql: string, more: Pick<ValueKind, 'field' | 'column' | 'sqlDefault'> & Partial<ValueKind>): ValueKind => ({
  sql: () => sql,
  canSort: true,
  canSearch: false,
  canEditInline: true,
  formDefault: Number,
  ...more,
});

export const valueKinds: Readonly<Record<ValueType, ValueKind>> = {
  text: text(200),
  longText: text(4000, { field: 'textarea', canSort: false, filter: undefined, canEditInline: false }),
  email: text(128, { field: 'email', column: 'email' }),
  phone: text(32, { field: 'phone', column: 'phone' }),
  url: text(500, { field: 'url', column: 'link' }),
  choice: text(32, { field: 'select', column: 'badge', filter: 'multi', canSearch: false }),
  whole: value('int', { field: 'number', column: 'number', filter: 'numberRange', sqlDefault: number(/^-?\d{1,9}$/) }),
  decimal: value('decimal(18, 4)', {
    field: 'number',
    column: 'number',
    filter: 'numberRange',
    sqlDefault: number(/^-?\d{1,14}(\.\d{1,4})?$/),
  }),
  money: value('decimal(18, 2)', {
    field: 'money',
    column: 'money',
    filter: 'numberRange',
    sqlDefault: number(/^-?\d{1,16}(\.\d{1,2})?$/),
  }),
  date: value('date', {
    field: 'date',
    column: 'date',
    filter: 'dateRange',
    sqlDefault: (given) => moment(given, 'CAST(SYSUTCDATETIME() AS date)', /^\d{4}-\d\d-\d\d$/),
    formDefault: asText,
  }),
  datetime: value('datetime2(0)', {
    field: 'datetime',
    column: 'datetime',
    filter: 'dateRange',
    sqlDefault: (given) => moment(given, 'SYSUTCDATETIME()', /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d)?)?$/),
    formDefault: asText,
  }),
  time: value('time(0)', {
    field: 'time',
    column: 'time',
    sqlDefault: (given) => (/^([01]\d|2[0-3]):[0-5]\d$/.test(given) ? quoteText(given) : undefined),
    formDefault: asText,
  }),
  yesNo: value('bit', {
    field: 'switch',
    column: 'boolean',
    filter: 'checkbox',
    sqlDefault: (given) => (isYes(given) ? '1' : isNo(given) ? '0' : undefined),
    formDefault: isYes,
  }),
  reference: value('int', {
    field: 'autocomplete',
    column: 'text',
    filter: 'multi',
    canSearch: true,
    canEditInline: false,
    sqlDefault: () => undefined,
  }),
};

function moment(given: string, now: string, pattern: RegExp): string | undefined {
  if (/^(today|now)$/i.test(given)) return now;
  return pattern.test(given) && !Number.isNaN(Date.parse(given)) ? quoteText(given) : undefined;
}

function isYes(given: string): boolean {
  return /^(yes|true|1|да)$/i.test(given);
}

function isNo(given: string): boolean {
  return /^(no|false|0|нет)$/i.test(given);
}

/** Characters of a text; undefined for other kinds. */
export function lengthOf(column: ColumnSpec): number | undefined {
  const { length } = valueKinds[column.type];
  return length === undefined ? undefined : (column.length ?? length);
}

/** The friendly type of a column that exists; undefined for what a form cannot hold. */
export function valueTypeOf(column: ColumnInfo): ValueType | undefined {
  if (column.isComputed || column.isIdentity) return undefined;
  if (column.reference !== undefined) return /^(int|bigint|smallint|tinyint)$/.test(column.type) ? 'reference' : undefined;
  switch (column.type) {
    case 'nvarchar':
    case 'varchar':
    case 'nchar':
    case 'char':
      return column.length === -1 || column.length > 500 ? 'longText' : 'text';
    case 'int':
    case 'smallint':
    case 'tinyint':
    case 'bigint':
      return 'whole';
    case 'decimal':
    case 'numeric':
      return column.scale === 0 ? 'whole' : column.scale === 2 ? 'money' : 'decimal';
    case 'money':
    case 'smallmoney':
      return 'money';
    case 'float':
    case 'real':
      return 'decimal';
    case 'date':
      return 'date';
    case 'datetime':
    case 'datetime2':
    case 'smalldatetime':
      return 'datetime';
    case 'time':
      return 'time';
    case 'bit':
      return 'yesNo';
    default:
      return undefined;
  }
}

/** The SQL type of a column that exists, as it is declared. */
export function declaredType({ type, length, precision, scale }: ColumnInfo): string {
  return typeText({ name: type, length: length === -1 ? 'max' : length, precision, scale });
}
