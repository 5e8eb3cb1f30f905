// What is wrong with an object that somebody described, at the place where it can be put right.

import type { ColumnInfo, WizardCatalogue } from './catalogue.ts';
import { lengthOf, valueKinds } from './column-types.ts';
import type { ModelColumn, ObjectModel } from './model.ts';
import { identifierPattern } from './names.ts';
import type { ObjectSpec, SpecFinding } from './spec.ts';
import { variablesOf } from './variables.ts';

/** Codes of definitions that the wizard makes; narrower than what is allowed, since tables are named after them. */
const codePattern = /^[a-z][A-Za-z0-9]*(-[A-Za-z0-9]+)*$/;
const LONGEST_CODE = 40;
const optionPattern = /^[A-Za-z0-9_-]{1,32}$/;
const rolePattern = /^(\*|[A-Za-z0-9][A-Za-z0-9_-]{0,63})$/;

/** Keys that requests, filters and saved forms use themselves. */
const TAKEN = new Set(
  `id created createdby updated rv itemid username userid lang langid pagecode ip traceid button search sort direction page pagesize filters
  parameters field value color class_ operation viewtype limit only isexact sorttext problem`.split(/\s+/),
);

export function checkSpec(spec: ObjectSpec, model: ObjectModel, catalogue: WizardCatalogue): SpecFinding[] {
  return [
    ...ofNames(spec, model, catalogue),
    ...ofAccess(spec, model, catalogue),
    ...spec.columns.flatMap((_column, at) => ofColumn(spec, { at, model, catalogue })),
    ...ofAllColumns(spec, model, catalogue),
  ];
}

function error(place: string, text: string, params?: SpecFinding['params']): SpecFinding {
  return { severity: 'error', place, text, ...(params !== undefined && { params }) };
}

function warning(place: string, text: string, params?: SpecFinding['params']): SpecFinding {
  return { severity: 'warning', place, text, ...(params !== undefined && { params }) };
}

function isCode(code: string): boolean {
  return codePattern.test(code) && code.length <= LONGEST_CODE;
}

function ofNames(spec: ObjectSpec, model: ObjectModel, { tables, definitions }: WizardCatalogue): SpecFinding[] {
  const found: SpecFinding[] = [];
  for (const [place, text] of [
    ['title', spec.title],
    ['itemTitle', spec.itemTitle],
  ] as const) {
    if (text.en.trim() === '' && text.ru.trim() === '') found.push(error(`${place}/en`, 'needName'));
  }
  if (!isCode(spec.code)) found.push(error('code', 'badCode'));
  if (!isCode(spec.itemCode)) found.push(error('itemCode', 'badCode'));
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(spec.icon)) found.push(error('icon', 'badIcon'));
  for (const [place, kind, code] of [
    ['code', 'table', spec.code],
    ['code', 'page', spec.code],
    ['itemCode', 'form', spec.itemCode],
  ] as const) {
    if (definitions.has(`${kind}/${code}`.toLowerCase())) found.push(error(place, `taken_${kind}`, { code }));
  }
  if (spec.table !== '') {
    const table = tables.get(spec.table.toLowerCase());
    if (table === undefined) return [...found, error('table', 'noTable', { table: spec.table })];
    const keys = table.columns.filter(({ isKey }) => isKey);
    if (keys.length !== 1 || keys[0]?.isIdentity !== true) found.push(error('table', 'needIdentity', { table: table.name }));
    if (model.kept.version === undefined) found.push(warning('table', 'noVersion', { table: table.name }));
    return found;
  }
  if (!identifierPattern.test(spec.prefix) || spec.prefix.length > 16) found.push(error('prefix', 'badPrefix'));
  else if (tables.has(model.table.toLowerCase())) found.push(error('code', 'taken_sqlTable', { code: model.table }));
  return found;
}

function ofAccess(spec: ObjectSpec, { roles }: ObjectModel, catalogue: WizardCatalogue): SpecFinding[] {
  const found: SpecFinding[] = [];
  if (roles.length === 0) found.push(error('roles', 'needRole'));
  const known = new Set(catalogue.roles.map(({ code }) => code.toLowerCase()));
  for (const role of new Set([...spec.roles, ...spec.editRoles])) {
    if (!rolePattern.test(role) || (role !== '*' && !known.has(role.toLowerCase()))) found.push(error('roles', 'noRole', { role }));
  }
  const seeing = new Set(spec.roles.map((role) => role.toLowerCase()));
  for (const role of spec.editRoles) {
    if (!seeing.has(role.toLowerCase()) && !seeing.has('*')) found.push(error('editRoles', 'editorMustSee', { role }));
  }
  if (spec.editRoles.length === 0) found.push(warning('editRoles', 'nobodyEdits'));
  if (spec.rows === 'point' && catalogue.points === undefined) found.push(error('rows', 'noPoints'));
  if (spec.inMenu) {
    for (const role of catalogue.roles) {
      if (seeing.has(role.code.toLowerCase()) && role.menu === undefined)
        found.push(warning('roles', 'roleWithoutMenu', { role: role.code }));
    }
  }
  return found;
}

interface Place {
  readonly at: number;
  readonly model: ObjectModel;
  readonly catalogue: WizardCatalogue;
}

function ofColumn(spec: ObjectSpec, { at, model, catalogue }: Place): SpecFinding[] {
  const column = spec.columns[at];
  const resolved = model.columns[at];
  if (column === undefined || resolved === undefined) return [];
  const place = `columns/${at}`;
  const found: SpecFinding[] = [];
  if (!identifierPattern.test(column.code)) found.push(error(`${place}/code`, 'badColumn'));
  else if (TAKEN.has(column.code.toLowerCase())) found.push(error(`${place}/code`, 'takenColumn', { code: column.code }));
  if (column.title.en.trim() === '' && column.title.ru.trim() === '') found.push(error(`${place}/title/en`, 'needTitle'));
  if (column.default !== '' && valueKinds[column.type].sqlDefault(column.default, column) === undefined)
    found.push(error(`${place}/default`, 'badDefault', { type: column.type }));
  if (column.required && !column.inForm && column.default === '' && column.type !== 'yesNo')
    found.push(error(`${place}/required`, 'requiredUnseen'));
  if (column.unique && column.type === 'yesNo') found.push(error(`${place}/unique`, 'notUnique'));
  // The key of an index holds so many characters at most.
  if (column.unique && (lengthOf(column) ?? 0) > 850) found.push(error(`${place}/unique`, 'tooLongForIndex'));
  if (column.type === 'choice') found.push(...ofOptions(column.options, place));
  if (column.type === 'reference') found.push(...ofReference(column, { place, resolved, catalogue }));
  if (spec.table !== '') found.push(...ofExisting(resolved, { place, table: spec.table, catalogue }));
  return found;
}

function ofOptions(options: ObjectSpec['columns'][number]['options'], place: string): SpecFinding[] {
  if (options.length === 0) return [error(`${place}/options`, 'needOptions')];
  const bad = options.find(({ value }) => !optionPattern.test(value));
  if (bad !== undefined) return [error(`${place}/options`, 'badOption', { value: bad.value.slice(0, 40) })];
  const values = options.map(({ value }) => value.toLowerCase());
  const twice = values.find((value, at) => values.indexOf(value) !== at);
  return twice === undefined ? [] : [error(`${place}/options`, 'optionTwice', { value: twice })];
}

function ofReference(
  { reference }: ObjectSpec['columns'][number],
  { place, resolved, catalogue }: { place: string; resolved: ModelColumn; catalogue: WizardCatalogue },
): SpecFinding[] {
  const table = catalogue.tables.get((reference?.table ?? '').toLowerCase());
  if (table === undefined) return [error(`${place}/reference/table`, 'noTable', { table: reference?.table ?? '' })];
  if (table.columns.filter(({ isKey }) => isKey).length !== 1)
    return [error(`${place}/reference/table`, 'needSingleKey', { table: table.name })];
  const columns = new Set(table.columns.map(({ name }) => name));
  const unknown = resolved.target?.text.find((name) => !columns.has(name));
  const text = resolved.target?.text ?? [];
  if (unknown !== undefined || text.length < 1 || text.length > 2)
    return [error(`${place}/reference/text`, 'noColumn', { column: unknown ?? '', table: table.name })];
  const rows = reference?.rows ?? '';
  const guards = catalogue.allowed.get(table.name.toLowerCase()) ?? [];
  if (rows !== '' && !guards.includes(rows)) return [error(`${place}/reference/rows`, 'noFunction', { name: rows })];
  return rows === '' && guards.length > 0
    ? [warning(`${place}/reference/rows`, 'unguardedReference', { table: table.name, name: guards[0] ?? '' })]
    : [];
}

function ofExisting(
  column: ModelColumn,
  { place, table, catalogue }: { place: string; table: string; catalogue: WizardCatalogue },
): SpecFinding[] {
  const known = catalogue.tables.get(table.toLowerCase())?.columns.find(({ name }) => name === column.code);
  if (known === undefined) return [error(`${place}/code`, 'noColumn', { column: column.code, table })];
  return known.isComputed && column.inForm ? [error(`${place}/inForm`, 'computed')] : [];
}

function ofAllColumns(spec: ObjectSpec, model: ObjectModel, catalogue: WizardCatalogue): SpecFinding[] {
  const found: SpecFinding[] = [];
  if (spec.columns.length === 0) found.push(error('columns', 'needColumn'));
  else if (!spec.columns.some(({ inList }) => inList)) found.push(error('columns', 'needListColumn'));
  else if (!spec.columns.some(({ inForm }) => inForm)) found.push(error('columns', 'needFormColumn'));
  // Two columns may not need one name: in the table, in the list, or as a variable of a procedure.
  const names = new Map<string, number>();
  for (const [at, column] of model.columns.entries()) {
    for (const name of new Set(
      [...variablesOf(column).map(({ name: variable }) => variable), column.code, column.shown].map((own) => own.toLowerCase()),
    )) {
      const other = names.get(name);
      if (other !== undefined && other !== at) {
        found.push(error(`columns/${at}/code`, 'sameName', { code: column.code, other: model.columns[other]?.code ?? '' }));
        break;
      }
      names.set(name, at);
    }
  }
  return [...found, ...unfilled(spec, model, catalogue)];
}

/** Columns of an existing table that an insert has to fill and the form does not have. */
function unfilled(spec: ObjectSpec, model: ObjectModel, { tables }: WizardCatalogue): SpecFinding[] {
  const table = tables.get(spec.table.toLowerCase());
  if (spec.table === '' || table === undefined) return [];
  const filled = new Set(model.columns.filter(({ inForm }) => inForm).map(({ code }) => code));
  const kept = new Set<string | undefined>(Object.values(model.kept));
  const isLeft = ({ name, isNullable, isIdentity, isComputed, hasDefault, type }: ColumnInfo): boolean =>
    !isNullable && !isIdentity && !isComputed && !hasDefault && type !== 'timestamp' && !filled.has(name) && !kept.has(name);
  return table.columns.filter(isLeft).map(({ name }) => error('columns', 'unfilled', { column: name }));
}
