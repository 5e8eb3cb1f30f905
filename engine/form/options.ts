// What may be chosen in a field: the static list of the definition, or what its dictionary procedure gives for this visitor and these
// values of the other fields. The same call decides at load, after a change, and at save, so a forged value never passes.

import { optionFieldTypes } from '../../metadata/kinds/form-field.ts';
import type { FormField } from '../../metadata/kinds/form-field.ts';
import type { FieldOption } from '../../renderer/commands.ts';
import type { TreeNode } from '../../renderer/form/view.ts';
import { localText } from '../../renderer/locale.ts';
import { cell, columnReader } from '../../sql/procedures.ts';
import type { ResultSet, Row } from '../../sql/procedures.ts';
import { callOptional, callRequired } from '../call.ts';
import { procedureName } from './scope.ts';
import type { FormScope } from './scope.ts';
import { columnText, fieldText, storedText } from './values.ts';
import type { FieldValues } from './values.ts';

/** Options and, for trees, how they hang together. */
export interface FieldChoices {
  readonly options: readonly FieldOption[];
  readonly nodes: readonly TreeNode[];
}

/** How an autocomplete asks; without it a whole list is read. */
export interface OptionSearch {
  readonly search: string;
  readonly limit: number;
}

const NO_CHOICES: FieldChoices = { options: [], nodes: [] };
/** A procedure that does not look at `@value` has to be read this far to find one. */
const MOST_CHECKED = 10_000;

/** Whether the field's values come from a list. */
export function hasChoices(field: FormField): boolean {
  return optionFieldTypes.has(field.type) || field.type === 'tree';
}

/** Whether its list is asked for piece by piece. */
function isSearched(field: FormField): boolean {
  return field.options === undefined && (field.type === 'autocomplete' || field.dictionary?.isSearched === true);
}

/** Fields that this one depends on. */
export function parentsOf(field: FormField): readonly string[] {
  return field.dictionary?.dependsOn ?? [];
}

/** Required parents that are still empty: until they are chosen there is nothing to choose here. */
export function missingParents(scope: FormScope, field: FormField, values: FieldValues): FormField[] {
  return parentsOf(field).flatMap((code) => {
    const parent = scope.definition.fields.find((other) => other.code === code);
    const isNeeded = parent !== undefined && (parent.required || parentsOf(parent).length > 0);
    return isNeeded && (values[code] ?? '') === '' ? [parent] : [];
  });
}

/** The choices of a field with these values. A searched list gives what `search` finds, or without it the entry of the field's own value. */
export async function loadChoices(
  scope: FormScope,
  field: FormField,
  asked: { values: FieldValues; search?: OptionSearch },
): Promise<FieldChoices> {
  const { values, search } = asked;
  if (field.options !== undefined) return { options: staticOptions(scope, field), nodes: [] };
  if (missingParents(scope, field, values).length > 0) return NO_CHOICES;
  const value = values[field.code] ?? '';
  if (isSearched(field)) {
    if (search === undefined && value === '') return NO_CHOICES;
    return listed(
      await dictionarySet(scope, field, {
        values,
        search: search?.search ?? '',
        limit: search?.limit ?? MOST_CHECKED,
        value: search === undefined ? value : '',
      }),
      {
        only: search === undefined ? value : undefined,
        limit: search?.limit,
      },
    );
  }
  const set =
    field.type === 'tree' && field.tree !== undefined ? await treeSet(scope, field.tree) : await dictionarySet(scope, field, { values });
  return field.type === 'tree' ? nested(set) : listed(set, {});
}

/** Those of the chosen values that the lists do not have; empty when all may be chosen. */
export async function foreignValues(
  scope: FormScope,
  field: FormField,
  { chosen, values }: { chosen: readonly string[]; values: FieldValues },
): Promise<string[]> {
  if (chosen.length === 0 || (field.allowNew && field.type !== 'tree')) return [];
  const { options } = await loadChoices(scope, field, { values });
  const known = new Set(options.map((option) => option.value.toLowerCase()));
  return chosen.filter((value) => !known.has(value.toLowerCase()));
}

function staticOptions(scope: FormScope, field: FormField): FieldOption[] {
  const { lang } = scope.ctx;
  return (field.options ?? []).map((option) => ({
    value: option.value,
    text: localText(lang, option.text),
    color: option.color,
    icon: option.icon,
    group: option.group === undefined ? undefined : localText(lang, option.group),
  }));
}

interface DictionaryCall {
  values: FieldValues;
  search?: string;
  limit?: number;
  value?: string;
}

async function dictionarySet(
  scope: FormScope,
  field: FormField,
  { values, search, limit, value }: DictionaryCall,
): Promise<ResultSet | undefined> {
  const own = field.dictionary?.procedure;
  const result = await callRequired(scope.ctx, {
    name: own === undefined ? procedureName(scope, `${field.code}_dict`) : own.includes('.') ? own : `${scope.definition.schema}.${own}`,
    values: { formCode: scope.code, field: field.code, search, limit, value },
    dictionary: dictionaryValues(scope, values),
    isRead: true,
  });
  return result.sets[0];
}

async function treeSet(scope: FormScope, tree: string): Promise<ResultSet | undefined> {
  const result = await callOptional(scope.ctx, { name: `dbo.tree_${tree}_getItems`, isRead: true });
  return result?.sets.find((set) => columnReader(set, 'ParentID') !== undefined);
}

/** The record as it was read. */
interface StoredItem {
  readonly values: FieldValues;
  readonly row: Row | undefined;
}

/** Every field of the form as a key: those without a value are '', so that nothing else can take their place. */
export function dictionaryValues(scope: FormScope, values: FieldValues, item?: StoredItem): Map<string, string> {
  const { timeZone } = scope.ctx.visitor;
  return new Map(
    scope.definition.fields.map((field) => {
      const value = values[field.code] ?? '';
      // An hour that a clock change repeats is two moments: what nobody touched goes back as it came.
      const kept = field.type === 'datetime' && item?.values[field.code] === value ? columnText(cell(item.row, field.code)) : '';
      return [field.code, kept === '' ? storedText(field, value, timeZone) : fieldText(field, kept)];
    }),
  );
}

function listed(set: ResultSet | undefined, { only, limit }: { only?: string; limit?: number }): FieldChoices {
  if (set === undefined) return NO_CHOICES;
  const read = readerOf(set);
  const rows = limit === undefined ? set.rows : set.rows.slice(0, limit);
  const options = rows.map((row) => ({
    value: read.value(row),
    text: read.text(row),
    group: read.group(row) || undefined,
    color: read.color(row) || undefined,
    icon: read.icon(row) || undefined,
  }));
  const wanted =
    only === undefined
      ? undefined
      : new Set(
          only
            .split(',')
            .map((value) => value.trim().toLowerCase())
            .concat(only.toLowerCase()),
        );
  return { options: wanted === undefined ? options : options.filter((option) => wanted.has(option.value.toLowerCase())), nodes: [] };
}

function nested(set: ResultSet | undefined): FieldChoices {
  if (set === undefined) return NO_CHOICES;
  const read = readerOf(set);
  const nodes = new Map<string, { value: string; text: string; parent: string; children: TreeNode[] }>();
  for (const row of set.rows) {
    const value = read.value(row);
    nodes.set(value, { value, text: read.text(row), parent: read.parent(row), children: [] });
  }
  const roots: TreeNode[] = [];
  for (const node of nodes.values()) {
    const parent = node.parent === node.value || isInside(nodes, node) ? undefined : nodes.get(node.parent);
    (parent?.children ?? roots).push(node);
  }
  return { options: [...nodes.values()].map(({ value, text }) => ({ value, text })), nodes: roots };
}

/** Whether a node is its own ancestor: such data must not hang the page. */
function isInside(nodes: ReadonlyMap<string, { value: string; parent: string }>, node: { value: string; parent: string }): boolean {
  const seen = new Set<string>();
  for (let at = nodes.get(node.parent); at !== undefined && !seen.has(at.value); at = nodes.get(at.parent)) {
    if (at.value === node.value) return true;
    seen.add(at.value);
  }
  return false;
}

function readerOf(set: ResultSet) {
  const text = (...names: readonly string[]): ((row: ResultSet['rows'][number]) => string) => {
    const read = names.map((name) => columnReader(set, name)).find((reader) => reader !== undefined);
    return (row) => columnText(read?.(row));
  };
  return {
    value: text('Value', 'Id'),
    text: text('Text', 'Title', 'Name', 'Value'),
    group: text('Group'),
    color: text('Color'),
    icon: text('Icon'),
    parent: text('ParentID'),
  };
}
