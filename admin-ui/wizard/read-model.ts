// An object that is there already, as the wizard would have described it: out of its table, the definitions of its list and form, and the
// texts of its procedures. What cannot be told stays out; then the proposal for "add a field" fits less well and a person places it.

import type { FormDefinition } from '../../metadata/kinds/form.ts';
import type { TableDefinition } from '../../metadata/kinds/table.ts';
import { checkDefinition } from '../../metadata/validate.ts';
import type { ColumnInfo, TableInfo, WizardCatalogue } from './catalogue.ts';
import { valueTypeOf } from './column-types.ts';
import { modelOf } from './model.ts';
import type { ObjectModel } from './model.ts';
import type { ColumnSpec, ObjectSpec, ValueType } from './spec.ts';

/** The parts of an object: the form that saves it, the list that shows it, its table. */
export interface ObjectParts {
  readonly form?: string;
  readonly list?: string;
  readonly table?: string;
}

/** Objects that a field can be added to: every form with a procedure that saves, and every list without one. */
export function listObjects(catalogue: WizardCatalogue): ObjectParts[] {
  const forms = codes(catalogue, 'form').filter((code) => catalogue.modules.has(`fm_${code}_saveitem`.toLowerCase()));
  const parts = forms.map((form) => partsOf(catalogue, { form }));
  const used = new Set(parts.map(({ list }) => list));
  const alone = codes(catalogue, 'table').filter((code) => !used.has(code) && catalogue.modules.has(`crud_${code}_getitems`.toLowerCase()));
  return [...parts, ...alone.map((list) => partsOf(catalogue, { list }))];
}

/** Finds the missing parts of an object; the table may be named when it cannot be told. */
export function partsOf(catalogue: WizardCatalogue, given: ObjectParts): ObjectParts {
  const list = given.list ?? (given.form === undefined ? undefined : listOf(catalogue, given.form));
  const form = given.form ?? (list === undefined ? undefined : formOf(catalogue, list));
  const table = given.table ?? tableOf(catalogue, { form, list });
  return { ...(form !== undefined && { form }), ...(list !== undefined && { list }), ...(table !== undefined && { table }) };
}

/** The object as a model; undefined when the table is not known. */
export function readModel(catalogue: WizardCatalogue, parts: ObjectParts): ObjectModel | undefined {
  const table = catalogue.tables.get((parts.table ?? '').toLowerCase());
  if (table === undefined) return undefined;
  const form = parts.form === undefined ? undefined : definitionOf(catalogue, { kind: 'form', code: parts.form });
  const list = parts.list === undefined ? undefined : definitionOf(catalogue, { kind: 'table', code: parts.list });
  const roles = (list?.roles ?? form?.roles ?? '').split(',').flatMap((role) => role.trim() || []);
  const editRoles = (form?.saveRoles ?? '').split(',').flatMap((role) => role.trim() || []);
  const spec: ObjectSpec = {
    code: parts.list ?? '',
    itemCode: parts.form ?? '',
    prefix: '',
    title: { en: '', ru: '' },
    itemTitle: { en: '', ru: '' },
    icon: 'circle',
    table: table.name,
    columns: table.columns.flatMap((column) => columnSpec(column, { catalogue, table, form, list, parts })),
    roles,
    editRoles: editRoles.length > 0 ? editRoles : roles,
    rows: 'role',
    inMenu: false,
  };
  return { ...modelOf(spec, catalogue), ...functionsOf(catalogue, { table: table.name, list: parts.list }) };
}

/** The functions that the list builds on. */
function functionsOf(
  { modules }: WizardCatalogue,
  { table, list }: { table: string; list: string | undefined },
): Pick<ObjectModel, 'allowed' | 'find'> {
  const text = (name: string): string => modules.get(name.toLowerCase())?.definition ?? '';
  const find = /\bFROM dbo\.(\w+_find)\(/i.exec(text(`crud_${list}_getItems`))?.[1] ?? `${table}_find`;
  return { find, allowed: /\bFROM dbo\.(\w+_allowed)\(@username\)/i.exec(text(find))?.[1] ?? `${table}_allowed` };
}

function codes({ definitions }: WizardCatalogue, kind: string): string[] {
  return [...definitions.values()].filter((definition) => definition.kind === kind).map(({ code }) => code);
}

export function definitionOf(catalogue: WizardCatalogue, which: { kind: 'form'; code: string }): FormDefinition | undefined;
export function definitionOf(catalogue: WizardCatalogue, which: { kind: 'table'; code: string }): TableDefinition | undefined;
export function definitionOf({ definitions }: WizardCatalogue, { kind, code }: { kind: 'form' | 'table'; code: string }): unknown {
  const stored = definitions.get(`${kind}/${code}`.toLowerCase());
  return stored === undefined ? undefined : checkDefinition(kind, JSON.parse(stored.body), code).definition;
}

function listOf(catalogue: WizardCatalogue, form: string): string | undefined {
  return codes(catalogue, 'table').find((code) => formOf(catalogue, code) === form);
}

function formOf(catalogue: WizardCatalogue, list: string): string | undefined {
  const definition = definitionOf(catalogue, { kind: 'table', code: list });
  return definition?.edit?.form ?? definition?.create?.form;
}

/** The table that saving writes into; else the one whose rows the list reads. */
function tableOf({ modules, tables }: WizardCatalogue, { form, list }: ObjectParts): string | undefined {
  const text = (name: string): string => modules.get(name.toLowerCase())?.definition ?? '';
  const found = [
    ...text(`fm_${form}_saveItem`).matchAll(/INSERT\s+(?:INTO\s+)?dbo\.\[?(\w+)\]?/gi),
    ...text(`fm_${form}_saveItem`).matchAll(/UPDATE\s+dbo\.\[?(\w+)\]?/gi),
    ...text(`crud_${list}_getItems`).matchAll(/dbo\.\[?(\w+)\]?\s+AS\s+v\b/gi),
  ];
  const name = found.map(([, table = '']) => table.toLowerCase()).find((table) => tables.has(table));
  return name === undefined ? undefined : tables.get(name)?.name;
}

interface Sources {
  readonly catalogue: WizardCatalogue;
  readonly table: TableInfo;
  readonly form: FormDefinition | undefined;
  readonly list: TableDefinition | undefined;
  readonly parts: ObjectParts;
}

const KEPT = new Set(['created', 'createdby', 'updated', 'rv']);

function columnSpec(column: ColumnInfo, { catalogue, table, form, list, parts }: Sources): ColumnSpec[] {
  const known = valueTypeOf(column);
  if (known === undefined || KEPT.has(column.name.toLowerCase())) return [];
  const field = form?.fields.find(({ code }) => code === column.name);
  const type = typeOf(known, field);
  const shown = type === 'reference' ? `${column.name.replace(/ID$/i, '') || column.name}Name` : column.name;
  const listed = list?.columns.find(({ code }) => code === shown);
  if (field === undefined && listed === undefined) return [];
  const { find: name } = functionsOf(catalogue, { table: table.name, list: parts.list });
  const find = catalogue.modules.get(name.toLowerCase())?.definition ?? '';
  const searched = type === 'reference' ? `${column.name.replace(/ID$/i, '') || column.name}Row.` : `v.${column.name})`;
  return [
    {
      code: column.name,
      title: { en: column.name, ru: column.name },
      type,
      required: field?.required ?? !column.isNullable,
      unique: column.isUnique,
      default: field?.default === undefined ? '' : String(field.default),
      ...(column.reference !== undefined && {
        reference: { table: column.reference.table, ...referenceOf(catalogue, `fm_${parts.form}_${column.name}_dict`) },
      }),
      options: (field?.options ?? listed?.options ?? []).map(({ value }) => ({ value, text: { en: value, ru: value } })),
      inList: listed !== undefined,
      inForm: field !== undefined,
      filter: listed?.filter !== undefined,
      sort: listed?.sortable ?? false,
      search: find.includes(`CHARINDEX(@search, ${searched}`),
      inline: listed?.edit !== undefined,
    },
  ];
}

function typeOf(known: ValueType, field: FormDefinition['fields'][number] | undefined): ValueType {
  if (known === 'text' && field?.options !== undefined) return 'choice';
  if (known === 'text' && (field?.type === 'email' || field?.type === 'phone' || field?.type === 'url')) return field.type;
  if (known === 'text' && field?.type === 'textarea') return 'longText';
  return known;
}

/** What the list of a reference shows, and which rows it lets choose. */
function referenceOf({ modules }: WizardCatalogue, dictionary: string): { text: string; rows: string } {
  const text = modules.get(dictionary.toLowerCase())?.definition ?? '';
  const shown = /AS Value, (.+) AS Text/.exec(text)?.[1] ?? '';
  const names = [...shown.matchAll(/\br\.\[?(\w+)\]?/g)].map(([, name = '']) => name);
  // IIF names the Russian text first.
  const [first = '', second] = names;
  return {
    text: second === undefined ? first : `${second}|${first}`,
    rows: /INNER JOIN dbo\.(\w+)\(@username\) AS a\b/.exec(text)?.[1] ?? '',
  };
}
