// "Add a field" to an object that is there: the column of its table, the procedures with the field in their lists, form and list. A
// procedure is what it is now with the lines added that the wizard would have written; where it has changed too much for that, the plan
// says which lines a person has to place.

import { shownDefinition } from '../workshop/module-head.ts';
import type { WizardCatalogue } from './catalogue.ts';
import { checkSpec } from './check-spec.ts';
import { formField, listColumn } from './definitions.ts';
import type { Body, PlannedDefinition } from './definitions.ts';
import { mergeLines } from './merge-lines.ts';
import { columnOf } from './model.ts';
import type { ModelColumn, ObjectModel } from './model.ts';
import { objectModules, planDefinitions } from './plan.ts';
import type { Plan, PlannedModule } from './plan.ts';
import { definitionOf, readModel } from './read-model.ts';
import type { ObjectParts } from './read-model.ts';
import type { ColumnSpec, SpecFinding } from './spec.ts';
import { addColumnStatements } from './table-sql.ts';

export interface FieldPlan extends Plan {
  readonly parts: ObjectParts;
}

export interface FieldSpec {
  readonly parts: ObjectParts;
  readonly column: ColumnSpec;
  /** Rows are there, which cannot have a value yet. */
  readonly hasRows: boolean;
}

export function planField({ parts, column: spec, hasRows }: FieldSpec, catalogue: WizardCatalogue): FieldPlan {
  const nothing = { parts, problems: [], statements: [], modules: [], definitions: [] };
  const model = readModel(catalogue, parts);
  if (model === undefined) return { ...nothing, findings: [{ severity: 'error', place: 'table', text: 'needTable' }] };
  const column = columnOf(spec, { catalogue, hasRows });
  const findings = fieldFindings(spec, { column, model, catalogue });
  if (findings.some(({ severity }) => severity === 'error')) return { ...nothing, findings };
  const modules = changedModules(model, { column, catalogue });
  return {
    parts,
    findings,
    statements: addColumnStatements(model.table, column),
    modules,
    ...planDefinitions(changedDefinitions(model, { column, parts, catalogue })),
  };
}

interface Change {
  readonly column: ModelColumn;
  readonly catalogue: WizardCatalogue;
}

function fieldFindings(spec: ColumnSpec, { column, model, catalogue }: Change & { model: ObjectModel }): SpecFinding[] {
  const at = model.columns.length;
  const whole = { ...model, isNew: true, columns: [...model.columns, column] };
  const asked = {
    ...model,
    prefix: 'x',
    table: '',
    columns: [...model.columns, spec],
    roles: [...model.roles],
    editRoles: [...model.editRoles],
    rows: 'role' as const,
  };
  const found = checkSpec(asked, whole, catalogue)
    .filter(({ place }) => place.startsWith(`columns/${at}/`))
    .map((finding) => ({ ...finding, place: finding.place.replace(`columns/${at}/`, '') }));
  const isThere = catalogue.tables
    .get(model.table.toLowerCase())
    ?.columns.some(({ name }) => name.toLowerCase() === spec.code.toLowerCase());
  if (isThere === true)
    found.unshift({ severity: 'error', place: 'code', text: 'columnThere', params: { column: spec.code, table: model.table } });
  if (column.isNullable && spec.required && spec.type !== 'yesNo')
    found.push({ severity: 'warning', place: 'required', text: 'requiredLater' });
  return found;
}

function changedModules(model: ObjectModel, { column, catalogue }: Change): PlannedModule[] {
  const before = new Map(objectModules(model).map(({ name, sql }) => [name, sql]));
  return objectModules({ ...model, columns: [...model.columns, column] }).flatMap(({ name, sql }): PlannedModule[] => {
    const base = before.get(name);
    const present = catalogue.modules.get(name.toLowerCase())?.definition;
    if (base === sql || isOfNoPart(name, model)) return [];
    // A new procedure: the list of values of a reference, or editing in place for the first column that has it.
    if (present === undefined) return base === undefined ? [{ name, sql, present: '', missed: [] }] : [];
    const { text, missed } = mergeLines(base ?? sql, sql, shownDefinition(present));
    return [{ name, sql: text, present: shownDefinition(present), missed }];
  });
}

/** Procedures of a list or form that the object does not have. */
function isOfNoPart(name: string, { code, itemCode }: ObjectModel): boolean {
  return (code === '' && name.startsWith('crud_')) || (itemCode === '' && name.startsWith('fm_'));
}

function changedDefinitions(model: ObjectModel, { column, parts, catalogue }: Change & { parts: ObjectParts }): PlannedDefinition[] {
  const planned: PlannedDefinition[] = [];
  const list = catalogue.definitions.get(`table/${parts.list ?? ''}`.toLowerCase());
  if (list !== undefined && column.inList) {
    const body = JSON.parse(list.body) as Body & { columns?: readonly Body[] };
    const columns = body.columns ?? [];
    const own = listColumn(column, { editRoles: editRolesOf(catalogue, parts) });
    // What the table keeps itself stays at the end.
    const last = columns.findIndex(({ code }) => code === model.kept.created);
    const at = last < 0 ? columns.length : last;
    planned.push({
      kind: 'table',
      code: list.code,
      expectedVersion: list.version,
      body: { ...body, columns: columns.toSpliced(at, 0, own) },
    });
  }
  const form = catalogue.definitions.get(`form/${parts.form ?? ''}`.toLowerCase());
  if (form !== undefined && column.inForm) {
    const body = JSON.parse(form.body) as Body & { fields?: readonly Body[] };
    planned.push({
      kind: 'form',
      code: form.code,
      expectedVersion: form.version,
      body: { ...body, fields: [...(body.fields ?? []), formField(column)] },
    });
  }
  return planned;
}

function editRolesOf(catalogue: WizardCatalogue, { form }: ObjectParts): string {
  return form === undefined ? '' : (definitionOf(catalogue, { kind: 'form', code: form })?.saveRoles ?? '');
}
