// What the wizard is about to do: statements for the table, modules, definitions, in the order in which they run, with everything that is
// wrong or worth knowing. Pure: the same spec and catalogue give the same plan, so what was shown is what runs.

import { formatBody } from '../../metadata/format.ts';
import type { KindName } from '../../metadata/kinds.ts';
import type { FindingMessage } from '../../metadata/findings.ts';
import { validateText } from '../../metadata/validate.ts';
import { allowedSql, findSql } from './access-sql.ts';
import type { WizardCatalogue } from './catalogue.ts';
import { checkSpec } from './check-spec.ts';
import { objectDefinitions } from './definitions.ts';
import type { PlannedDefinition } from './definitions.ts';
import { checkItemSql, formDictionarySql, getItemSql, saveItemSql } from './form-sql.ts';
import { deleteItemSql, filterDictionarySql, getItemsSql, updateFieldSql } from './list-sql.ts';
import { modelOf } from './model.ts';
import type { ObjectModel } from './model.ts';
import type { ObjectSpec, SpecFinding } from './spec.ts';
import { tableStatements } from './table-sql.ts';

export interface PlannedModule {
  readonly name: string;
  readonly sql: string;
  /** Of a change: what is there now, '' for a new module. */
  readonly present?: string;
  /** Of a change: lines for which no place was found; a person has to put them where they belong. */
  readonly missed?: readonly (readonly string[])[];
}

export interface PlannedText {
  readonly kind: KindName;
  readonly code: string;
  readonly expectedVersion: number;
  /** JSON as it will be stored. */
  readonly body: string;
}

/** What a definition's check says of a planned definition; it should never happen and is shown when it does. */
export interface PlannedProblem {
  readonly kind: string;
  readonly code: string;
  readonly pointer: string;
  readonly message: FindingMessage;
}

export interface Plan {
  readonly findings: readonly SpecFinding[];
  readonly problems: readonly PlannedProblem[];
  readonly statements: readonly string[];
  readonly modules: readonly PlannedModule[];
  readonly definitions: readonly PlannedText[];
}

export interface ObjectPlan extends Plan {
  readonly model: ObjectModel;
}

/** Everything for a new object. With an error among the findings there is nothing to run. */
export function planObject(spec: ObjectSpec, catalogue: WizardCatalogue): ObjectPlan {
  const model = modelOf(spec, catalogue);
  const findings = checkSpec(spec, model, catalogue);
  if (findings.some(({ severity }) => severity === 'error'))
    return { model, findings, problems: [], statements: [], modules: [], definitions: [] };
  const modules = objectModules(model);
  const taken = modules.filter(({ name }) => catalogue.modules.has(name.toLowerCase()));
  return {
    model,
    findings: [
      ...findings,
      ...taken.map(({ name }): SpecFinding => ({ severity: 'warning', place: 'code', text: 'moduleThere', params: { name } })),
    ],
    statements: tableStatements(model),
    modules,
    ...planDefinitions(objectDefinitions(model, catalogue)),
  };
}

/** All modules of an object, what others build on first. */
export function objectModules(model: ObjectModel): PlannedModule[] {
  const optional = (name: string, sql: string | undefined): PlannedModule[] => (sql === undefined ? [] : [{ name, sql }]);
  const list = `crud_${model.code}`;
  const form = `fm_${model.itemCode}`;
  return [
    { name: model.allowed, sql: allowedSql(model) },
    { name: model.find, sql: findSql(model) },
    { name: `${list}_getItems`, sql: getItemsSql(model) },
    ...optional(`${list}_updateField`, updateFieldSql(model)),
    { name: `${list}_deleteItem`, sql: deleteItemSql(model) },
    ...model.columns.flatMap((column) => optional(`${list}_${column.shown}_dict`, filterDictionarySql(model, column))),
    { name: `${form}_getItem`, sql: getItemSql(model) },
    { name: `${form}_checkItem`, sql: checkItemSql(model) },
    { name: `${form}_saveItem`, sql: saveItemSql(model) },
    ...model.columns.flatMap((column) => optional(`${form}_${column.code}_dict`, formDictionarySql(model, column))),
  ];
}

/** Definitions as they will be stored, and what their kinds' checks say. */
export function planDefinitions(planned: readonly PlannedDefinition[]): Pick<Plan, 'definitions' | 'problems'> {
  const definitions = planned.map(({ kind, code, expectedVersion, body }) => ({
    kind,
    code,
    expectedVersion,
    body: formatBody(kind, body),
  }));
  const problems = definitions.flatMap(({ kind, code, body }) =>
    validateText(kind, body, code).filter(({ severity }) => severity === 'error'),
  );
  return { definitions, problems };
}
