// An object as the generators see it: every name resolved, the columns with their types, what the table brings of keys and book-keeping.

import type { ColumnInfo, TableInfo, WizardCatalogue } from './catalogue.ts';
import { declaredType, valueKinds } from './column-types.ts';
import type { ValueKind } from './column-types.ts';
import type { ColumnSpec, ObjectSpec, RowAccess } from './spec.ts';

export interface ModelReference {
  readonly table: string;
  readonly key: string;
  /** One column, or the English and the Russian one. */
  readonly text: readonly string[];
  /** Function of the catalogue with the rows that a user may choose; '' for all. */
  readonly rows: string;
  /** Name of the joined table in queries. */
  readonly alias: string;
}

export interface ModelColumn extends ColumnSpec {
  readonly kind: ValueKind;
  readonly sqlType: string;
  readonly isNullable: boolean;
  /** Code in the list: the text of a reference has a name of its own. */
  readonly shown: string;
  readonly target?: ModelReference;
}

/** What the table keeps of a row itself; undefined where an existing table has no such column. */
export interface Bookkeeping {
  readonly created?: string;
  readonly createdBy?: string;
  readonly updated?: string;
  readonly version?: string;
}

export interface ObjectModel {
  readonly code: string;
  readonly itemCode: string;
  readonly title: ObjectSpec['title'];
  readonly itemTitle: ObjectSpec['itemTitle'];
  readonly icon: string;
  /** In dbo. */
  readonly table: string;
  readonly isNew: boolean;
  readonly key: string;
  readonly keyType: string;
  readonly kept: Bookkeeping;
  /** Columns that an existing table gets for the wizard's sake. */
  readonly added: readonly ('createdBy' | 'rv')[];
  readonly columns: readonly ModelColumn[];
  readonly roles: readonly string[];
  readonly editRoles: readonly string[];
  readonly rows: RowAccess;
  /** Column with the point of a row, and the function with the points of a user. */
  readonly point?: { readonly column: string; readonly scope: string };
  readonly allowed: string;
  readonly find: string;
  readonly inMenu: boolean;
}

const POINT_COLUMN = 'pointID';

/** Resolves names. A spec with errors gives a model too, so that everything wrong with it can be told at once. */
export function modelOf(spec: ObjectSpec, catalogue: WizardCatalogue): ObjectModel {
  const existing = spec.table === '' ? undefined : catalogue.tables.get(spec.table.toLowerCase());
  const table = existing?.name ?? `${spec.prefix}_${spec.code.replaceAll('-', '')}`;
  const point =
    spec.rows === 'point' && catalogue.points !== undefined ? { column: POINT_COLUMN, scope: catalogue.points.scope } : undefined;
  const kept = existing === undefined ? NEW_TABLE : bookkeepingOf(existing);
  const added = existing === undefined ? [] : [...(kept.createdBy === undefined && spec.rows === 'own' ? (['createdBy'] as const) : [])];
  const key = existing?.columns.find(({ isKey }) => isKey);
  return {
    code: spec.code,
    itemCode: spec.itemCode,
    title: spec.title,
    itemTitle: spec.itemTitle,
    icon: spec.icon,
    table,
    isNew: existing === undefined,
    key: key?.name ?? 'id',
    keyType: key === undefined ? 'int' : declaredType(key),
    kept: added.length > 0 ? { ...kept, createdBy: 'createdBy' } : kept,
    added,
    columns: withPoint(spec, catalogue).map((column) => modelColumn(column, { catalogue, existing })),
    roles: spec.roles,
    editRoles: spec.editRoles,
    rows: spec.rows,
    ...(point !== undefined && { point }),
    // A rule that somebody wrote for the table stays theirs.
    allowed: freeName(catalogue, { table, code: spec.code, word: 'allowed' }),
    find: freeName(catalogue, { table, code: spec.code, word: 'find' }),
    inMenu: spec.inMenu,
  };
}

function freeName({ modules }: WizardCatalogue, { table, code, word }: { table: string; code: string; word: string }): string {
  return modules.has(`${table}_${word}`.toLowerCase()) ? `${table}_${code.replaceAll('-', '')}_${word}` : `${table}_${word}`;
}

const NEW_TABLE: Bookkeeping = { created: 'created', createdBy: 'createdBy', updated: 'updated', version: 'rv' };

/** Names that mean book-keeping in an existing table. */
const KEPT_NAMES: Readonly<Record<'created' | 'createdBy' | 'updated', RegExp>> = {
  created: /^created$/i,
  createdBy: /^createdBy$/i,
  updated: /^updated$/i,
};

function bookkeepingOf({ columns }: TableInfo): Bookkeeping {
  const find = (test: (column: ColumnInfo) => boolean): string | undefined => columns.find(test)?.name;
  const isMoment = ({ type }: ColumnInfo): boolean => /^datetime/.test(type);
  return {
    created: find((column) => KEPT_NAMES.created.test(column.name) && isMoment(column) && column.hasDefault),
    createdBy: find((column) => KEPT_NAMES.createdBy.test(column.name) && column.type === 'nvarchar'),
    updated: find((column) => KEPT_NAMES.updated.test(column.name) && isMoment(column)),
    version: find(({ type }) => type === 'timestamp' || type === 'rowversion'),
  };
}

/** The columns with that of the point, when rows belong to points and nobody named it. */
function withPoint(spec: ObjectSpec, { points }: WizardCatalogue): readonly ColumnSpec[] {
  if (spec.rows !== 'point' || points === undefined) return spec.columns;
  if (spec.columns.some(({ code }) => code.toLowerCase() === POINT_COLUMN.toLowerCase())) return spec.columns;
  const column: ColumnSpec = {
    code: POINT_COLUMN,
    title: { en: 'Point', ru: 'Точка' },
    type: 'reference',
    required: true,
    unique: false,
    default: '',
    reference: { table: points.table, text: '', rows: '' },
    options: [],
    inList: true,
    inForm: true,
    filter: true,
    sort: false,
    search: false,
    inline: false,
  };
  return [...spec.columns, column];
}

/** A column that a table is about to get; rows that are there cannot have what is required, so it may be empty then. */
export function columnOf(spec: ColumnSpec, { catalogue, hasRows }: { catalogue: WizardCatalogue; hasRows: boolean }): ModelColumn {
  const column = modelColumn(spec, { catalogue, existing: undefined });
  return column.required && hasRows && column.default === '' ? { ...column, isNullable: true } : column;
}

function modelColumn(spec: ColumnSpec, from: { catalogue: WizardCatalogue; existing: TableInfo | undefined }): ModelColumn {
  const kind = valueKinds[spec.type];
  const known = from.existing?.columns.find(({ name }) => name.toLowerCase() === spec.code.toLowerCase());
  const target = spec.type === 'reference' ? referenceOf(spec, from.catalogue) : undefined;
  const base = baseOf(spec.code);
  return {
    ...spec,
    // What is yes or no has always one of the two.
    required: spec.required && spec.type !== 'yesNo',
    isNullable: known?.isNullable ?? (!spec.required && spec.type !== 'yesNo'),
    code: known?.name ?? spec.code,
    kind,
    sqlType: known === undefined ? (target?.type ?? kind.sql(spec)) : declaredType(known),
    shown: target === undefined ? (known?.name ?? spec.code) : `${base}Name`,
    ...(target !== undefined && { target: { ...target.reference, alias: `${base}Row` } }),
  };
}

function baseOf(code: string): string {
  return code.replace(/ID$/i, '') || code;
}

function referenceOf(
  spec: ColumnSpec,
  { tables }: WizardCatalogue,
): { reference: Omit<ModelReference, 'alias'>; type: string } | undefined {
  const table = tables.get((spec.reference?.table ?? '').toLowerCase());
  const key = table?.columns.find(({ isKey }) => isKey);
  if (table === undefined || key === undefined) return undefined;
  const text = (spec.reference?.text || proposedText(table)).split('|').filter((name) => name !== '');
  return { reference: { table: table.name, key: key.name, text, rows: spec.reference?.rows ?? '' }, type: declaredType(key) };
}

/** The column that names a record best: the name in both languages, a name, a number, the first text, else the key. */
export function proposedText({ columns }: TableInfo): string {
  const has = (name: string): string | undefined => columns.find((column) => column.name.toLowerCase() === name.toLowerCase())?.name;
  if (has('nameEn') !== undefined && has('nameRu') !== undefined) return `${has('nameEn')}|${has('nameRu')}`;
  for (const name of ['name', 'title', 'number', 'code']) {
    const found = has(name);
    if (found !== undefined) return found;
  }
  return columns.find(({ type }) => /char$/.test(type))?.name ?? columns.find(({ isKey }) => isKey)?.name ?? 'id';
}
