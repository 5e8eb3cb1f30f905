// What an import would do: which items are new, changed, gone, the same, which of them were changed here since the last import or export,
// and every statement that would run for them.

import { jsonDiff } from '../json-diff.ts';
import type { JsonChange } from '../json-diff.ts';
import { dataItem, parseData, rowChanges, withAdded } from './data-rows.ts';
import type { RowChanges } from './data-rows.ts';
import type { DataMode } from './data-spec.ts';
import { digestOf, keyOf } from './items.ts';
import type { Items, ItemType, PackageItem } from './items.ts';
import { isSameTable, tableChanges } from './table-changes.ts';
import type { TableChanges } from './table-changes.ts';
import { parseTable } from './table-script.ts';

/** What an item was when it was last imported or exported here. */
export interface Base {
  readonly digest: string;
  readonly package: string;
}

/** By `keyOf` the path. */
export type Bases = ReadonlyMap<string, Base>;

export interface PlannedItem {
  readonly type: ItemType;
  readonly path: string;
  readonly name: string;
  readonly change: 'added' | 'changed' | 'deleted';
  /** Texts before and after; undefined where there is none. */
  readonly before?: string | undefined;
  readonly after?: string | undefined;
  /** Of definitions, place by place. */
  readonly changes?: readonly JsonChange[];
  /** Of tables. */
  readonly table?: TableChanges;
  /** Of rows. */
  readonly rows?: RowPlan;
}

export interface RowPlan extends RowChanges {
  readonly table: string;
  readonly key: readonly string[];
  /** Of the rows that are added or changed. */
  readonly columns: readonly string[];
  readonly mode: DataMode;
}

export interface ImportPlan {
  readonly name: string;
  readonly added: readonly PlannedItem[];
  readonly changed: readonly PlannedItem[];
  /** Came with this package, are not in it now, and nobody touched them since. Gone only with consent. */
  readonly deleted: readonly PlannedItem[];
  /** Differ from the package and were changed here since the last import: an import would lose that. */
  readonly conflicts: readonly PlannedItem[];
  readonly unchanged: readonly Pick<PlannedItem, 'type' | 'path' | 'name'>[];
  /** Ids of numbered scripts that have not run here. */
  readonly migrations: readonly string[];
  /** What no statement can do, in words: a column that would have to become an identity. */
  readonly obstacles: readonly string[];
  /** The same plan has the same digest: what was agreed to is what runs. */
  readonly digest: string;
}

export interface PlanInput {
  readonly name: string;
  readonly wanted: Items;
  readonly present: Items;
  readonly bases: Bases;
  /** Keys of items that were changed by hand although no base of theirs is known. */
  readonly touched: ReadonlySet<string>;
  /** Keys of items to be gone. Without it: what this package brought and has no more. */
  readonly gone?: ReadonlySet<string> | undefined;
  readonly migrations?: readonly string[];
  /** What rows of the package do to those that are here, by `keyOf` the path; `merge` where nothing is said. */
  readonly modes?: ReadonlyMap<string, DataMode>;
}

export function makePlan(input: PlanInput): ImportPlan {
  const { wanted, present, bases } = input;
  const unchanged: PackageItem[] = [];
  const items: PlannedItem[] = [];
  for (const [key, item] of wanted) {
    const known = present.get(key);
    const planned =
      item.type === 'data'
        ? rowsPlanned(known, item, input.modes?.get(key))
        : known === undefined
          ? addition(item)
          : difference(known, item);
    if (planned === undefined) unchanged.push(item);
    else items.push(planned);
  }
  const gone = input.gone ?? leftOut(input);
  for (const [key, item] of present) if (gone.has(key)) items.push(deletion(item));
  const isTouched = ({ path, before, rows }: PlannedItem): boolean => {
    if (before === undefined) return false;
    const base = bases.get(keyOf(path));
    // New rows take nothing away; rows that nobody knows the origin of may be anybody's work.
    if (rows !== undefined && (rows.mode === 'insertMissing' || base === undefined)) return base === undefined && takesAway(rows);
    return base === undefined ? input.touched.has(keyOf(path)) : base.digest !== digestOf(before);
  };
  const free = items.filter((item) => !isTouched(item));
  const plan = {
    name: input.name,
    added: free.filter(({ change }) => change === 'added'),
    changed: free.filter(({ change }) => change === 'changed'),
    deleted: free.filter(({ change }) => change === 'deleted'),
    conflicts: items.filter(isTouched),
    unchanged: unchanged.map(({ type, path, name }) => ({ type, path, name })),
    migrations: input.migrations ?? [],
    obstacles: items.flatMap(({ table }) => table?.obstacles ?? []),
  };
  const digest = digestOf(
    JSON.stringify([plan.migrations, items.map(({ path, change, before, after }) => [path, change, before, after]), plan.conflicts.length]),
  );
  return { ...plan, digest };
}

export function isEmptyPlan({ added, changed, deleted, conflicts, migrations }: ImportPlan): boolean {
  return added.length + changed.length + deleted.length + conflicts.length + migrations.length === 0;
}

function addition(item: PackageItem): PlannedItem {
  const planned = { ...named(item), change: 'added', after: item.text } as const;
  const table = item.type === 'table' ? parseTable(item.text) : undefined;
  return table === undefined ? planned : { ...planned, table: tableChanges(table, undefined) };
}

function difference(known: PackageItem, item: PackageItem): PlannedItem | undefined {
  if (known.text === item.text) return undefined;
  const planned = { ...named(item), change: 'changed', before: known.text, after: item.text } as const;
  switch (item.type) {
    case 'definition':
      return { ...planned, changes: jsonDiff(JSON.parse(known.text), JSON.parse(item.text)) };
    case 'table': {
      const [wanted, present] = [parseTable(item.text), parseTable(known.text)];
      const table = wanted === undefined || present === undefined ? undefined : tableChanges(wanted, present);
      // The order of columns means nothing.
      return table === undefined || isSameTable(table) ? undefined : { ...planned, table };
    }
    case 'sequence':
      // Where it starts has been overtaken by where it is.
      return undefined;
    default:
      return planned;
  }
}

function rowsPlanned(known: PackageItem | undefined, item: PackageItem, mode: DataMode = 'merge'): PlannedItem | undefined {
  const [before, after] = [known && parseData(known.text).data, parseData(item.text).data];
  if (after === undefined) return undefined;
  const changes = rowChanges(before, after, mode);
  if (before !== undefined && changes.added.length === 0 && !takesAway(changes)) return undefined;
  const { table, key, columns } = after;
  const shown = before !== undefined && mode === 'insertMissing' ? dataItem(withAdded(before, changes.added, after)) : item;
  return {
    ...named(item),
    change: known === undefined ? 'added' : 'changed',
    ...(known && { before: known.text }),
    after: shown.text,
    rows: { ...changes, table, key, columns, mode },
  };
}

function takesAway({ changed, deleted }: RowChanges): boolean {
  return changed.length + deleted.length > 0;
}

function deletion(item: PackageItem): PlannedItem {
  return { ...named(item), change: 'deleted', before: item.text };
}

/** Tables and the like are only missed by a package that brings any: the source of a solution has migrations instead. */
function leftOut({ name, wanted, present, bases }: PlanInput): Set<string> {
  const types = new Set([...wanted.values()].map(({ type }) => type));
  const hasSchema = types.has('table');
  const gone = [...present].filter(
    ([key, { type }]) =>
      !wanted.has(key) &&
      bases.get(key)?.package === name &&
      // Rows that travel no more stay where they are.
      type !== 'data' &&
      (type === 'definition' || (type === 'module' ? types.has('module') : hasSchema)),
  );
  return new Set(gone.map(([key]) => key));
}

function named({ type, path, name }: PackageItem): Pick<PlannedItem, 'type' | 'path' | 'name'> {
  return { type, path, name };
}
