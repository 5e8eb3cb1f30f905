// Which stored procedures a definition has, and which of them it cannot do without, since an option switches on what they serve. The
// cross-checks, the package export and the developer cabinet's "create from template" go by it.

import { optionFieldTypes } from './kinds/form-field.ts';
import type { ApiDefinition } from './kinds/api.ts';
import type { CheckDefinition } from './kinds/check.ts';
import type { DashboardDefinition } from './kinds/dashboard.ts';
import type { FormDefinition } from './kinds/form.ts';
import type { TableDefinition } from './kinds/table.ts';
import type { TreeDefinition } from './kinds/tree.ts';
import { kinds } from './kinds.ts';
import type { DefinitionOf, KindName } from './kinds.ts';

export interface NeededProcedure {
  /** With its schema, without brackets: `dbo.crud_orders_getItems`. */
  readonly name: string;
  readonly isRequired: boolean;
  /** Why it is needed: pointer to the option. */
  readonly pointer: string;
  /** Parameters that the platform gives. */
  readonly parameters: readonly string[];
  /** Parameters without which it cannot do its work. */
  readonly essential: readonly string[];
}

/** A definition with its name; distributes over the kinds, so that the definition's type follows the kind. */
export type NamedDefinition = {
  [K in KindName]: { readonly kind: K; readonly code: string; readonly definition: DefinitionOf<K> };
}[KindName];

/** Ties a definition to its kind and code. */
export function named<K extends KindName>(kind: K, code: string, definition: DefinitionOf<K>): NamedDefinition {
  return { kind, code, definition } as NamedDefinition;
}

/** An option that makes an optional procedure required: function of the procedure, the part it is for, and where that is said. */
interface Need {
  readonly suffix: string;
  readonly member?: string;
  readonly pointer: string;
  /** Another name than that of the convention. */
  readonly name?: string;
}

const needs: { readonly [K in KindName]?: (definition: DefinitionOf<K>) => Need[] } = {
  form: formNeeds,
  table: tableNeeds,
  dashboard: dashboardNeeds,
  tree: treeNeeds,
  api: apiNeeds,
  check: checkNeeds,
  job: (job) => (job.procedure === undefined ? [] : [{ suffix: '{code}', pointer: '/procedure', name: job.procedure }]),
  resource: (resource) => (resource.isGenerated ? [{ suffix: 'getFile', pointer: '/isGenerated' }] : []),
  block: (block) => (block.hasProcedure ? [{ suffix: 'getData', pointer: '/hasProcedure' }] : []),
};

const essential: Readonly<Record<string, readonly string[]>> = {
  updateField: ['itemID', 'field', 'value'],
  deleteItem: ['itemID'],
  fastCreate: ['text'],
  operation: ['operation', 'itemIDs'],
  reorder: ['itemIDs'],
  import: ['rows'],
  saveItem: ['itemID', 'parameters'],
  checkItemField: ['field', 'value'],
  getStatus: ['itemID'],
  setStatus: ['itemID', 'status'],
  fix: ['itemIDs'],
};

/** All procedures of a component: those of its kind, and those of its members that its options ask for. */
export function proceduresOf(named: NamedDefinition): NeededProcedure[] {
  const { kind, code, definition } = named;
  const schema = 'schema' in definition ? definition.schema : 'dbo';
  const needed = (needs[kind] as ((definition: object) => Need[]) | undefined)?.(definition) ?? [];
  const ofKind = kinds[kind].procedures.filter(({ name }) => !name.includes('{member}'));
  const whole = ofKind.map((procedure): NeededProcedure => {
    const suffix = suffixOf(procedure.name);
    const need = needed.find((candidate) => candidate.member === undefined && candidate.suffix === suffix);
    const isRequired = need !== undefined || (procedure.isRequired && !isSpared(named, suffix));
    return {
      name: `${schema}.${need?.name ?? procedure.name.replace('{code}', code)}`,
      isRequired,
      pointer: need?.pointer ?? '',
      parameters: procedure.parameters,
      essential: essential[suffix] ?? [],
    };
  });
  const parts = needed.flatMap((need): NeededProcedure[] => {
    const pattern = kinds[kind].procedures.find(({ name }) => name.includes('{member}') && suffixOf(name) === need.suffix);
    if (need.member === undefined || pattern === undefined) return [];
    const own = need.name === undefined || need.name.includes('.') ? need.name : `${schema}.${need.name}`;
    const name = own ?? `${schema}.${pattern.name.replace('{code}', code).replace('{member}', need.member)}`;
    return [{ name, isRequired: true, pointer: need.pointer, parameters: pattern.parameters, essential: [] }];
  });
  return [...whole, ...parts];
}

function suffixOf(pattern: string): string {
  return pattern.slice(pattern.lastIndexOf('_') + 1);
}

/** A form that saves nothing needs no procedure for it; nor does a collection of checks. */
function isSpared({ kind, definition }: NamedDefinition, suffix: string): boolean {
  if (kind === 'check') return definition.checks.length > 0;
  if (kind !== 'form' || suffix !== 'saveItem') return false;
  const canSave = !definition.hideSave || definition.autosave || definition.buttons.some((button) => button.kind === 'save');
  return definition.isWidget || definition.readonly || !canSave;
}

function apiNeeds({ direction, procedure }: ApiDefinition): Need[] {
  if (direction === 'outgoing') return [];
  return [{ suffix: '{code}', pointer: '/direction', ...(procedure !== undefined && { name: procedure }) }];
}

function checkNeeds({ procedure, fix }: CheckDefinition): Need[] {
  return [
    ...(procedure === undefined ? [] : [{ suffix: '{code}', pointer: '/procedure', name: procedure }]),
    ...(fix === undefined ? [] : [{ suffix: 'fix', pointer: '/fix', ...(fix.procedure !== undefined && { name: fix.procedure }) }]),
  ];
}

function formNeeds(form: FormDefinition): Need[] {
  const dictionaries = form.fields.flatMap((field, index): Need[] => {
    const isAsked = optionFieldTypes.has(field.type) && field.options === undefined;
    const name = field.dictionary?.procedure;
    return isAsked || name !== undefined
      ? [{ suffix: 'dict', member: field.code, pointer: `/fields/${index}`, ...(name !== undefined && { name }) }]
      : [];
  });
  const checked = form.fields.findIndex((field) => field.checkOnChange || field.checkOnLoad);
  if (checked >= 0) dictionaries.push({ suffix: 'checkItemField', pointer: `/fields/${checked}` });
  if (form.delete.enabled) dictionaries.push({ suffix: 'deleteItem', pointer: '/delete' });
  return dictionaries;
}

function tableNeeds(table: TableDefinition): Need[] {
  const found: Need[] = table.columns.flatMap((column, index): Need[] => {
    const isFiltered = column.filter?.type === 'select' || column.filter?.type === 'multi';
    const isChosen = column.edit !== undefined && optionFieldTypes.has(column.edit.type);
    const name = column.dictionary?.procedure;
    const isAsked = name !== undefined || column.dictionary !== undefined || ((isFiltered || isChosen) && column.options === undefined);
    return isAsked ? [{ suffix: 'dict', member: column.code, pointer: `/columns/${index}`, ...(name !== undefined && { name }) }] : [];
  });
  const edited = table.columns.findIndex((column) => column.edit !== undefined);
  if (edited >= 0) found.push({ suffix: 'updateField', pointer: `/columns/${edited}/edit` });
  const moved = table.views.findIndex(
    (view) => view.type === 'kanban' && view.kanban?.canDrag === true && view.kanban.entity === undefined,
  );
  if (moved >= 0) found.push({ suffix: 'updateField', pointer: `/views/${moved}/kanban` });
  const operated = table.operations.findIndex(({ kind }) => kind === 'procedure' || kind === 'download');
  if (operated >= 0) found.push({ suffix: 'operation', pointer: `/operations/${operated}` });
  if (table.delete.enabled) found.push({ suffix: 'deleteItem', pointer: '/delete' });
  if (table.fastCreate.enabled) found.push({ suffix: 'fastCreate', pointer: '/fastCreate' });
  if (table.reorder.enabled) found.push({ suffix: 'reorder', pointer: '/reorder' });
  if (table.import.enabled) found.push({ suffix: 'import', pointer: '/import' });
  return found;
}

function dashboardNeeds(dashboard: DashboardDefinition): Need[] {
  const panels = dashboard.panels.flatMap((panel, index): Need[] => {
    const pointer = `/panels/${index}`;
    if (panel.type === 'table' && panel.table === undefined) return [{ suffix: 'getPanelTable', member: panel.code, pointer }];
    return panel.type === 'chart' && panel.chart === undefined ? [{ suffix: 'getPanelChart', member: panel.code, pointer }] : [];
  });
  return dashboard.hasCounters ? [{ suffix: 'getCounters', pointer: '/hasCounters' }, ...panels] : panels;
}

function treeNeeds(tree: TreeDefinition): Need[] {
  return (['create', 'rename', 'move', 'delete'] as const).flatMap((option) =>
    tree[option].enabled ? [{ suffix: option, pointer: `/${option}` }] : [],
  );
}
