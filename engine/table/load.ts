// Reads a table's rows by its `crud_{code}_getItems` and makes the view of them.

import type { ViewType } from '../../metadata/kinds/table-view.ts';
import { localText } from '../../renderer/locale.ts';
import type { FieldOption } from '../../renderer/commands.ts';
import type { TableSettings, TableState, TableTotal, TableView } from '../../renderer/table/view.ts';
import { cell, singleValue } from '../../sql/procedures.ts';
import type { ProcedureResult, ResultSet } from '../../sql/procedures.ts';
import { callRequired } from '../call.ts';
import type { ComponentRequest } from '../component.ts';
import { topicTokens } from '../event-topics.ts';
import { loadOptions } from './options.ts';
import { defaultFilters, momentFilters } from './state.ts';
import { operationView, procedureName, stateOf, tableScope } from './scope.ts';
import type { TableScope } from './scope.ts';

/** What can be drawn without options of the definition. */
const DRAWN: readonly ViewType[] = ['table', 'cards', 'kanban', 'calendar'];

export async function loadTable(request: ComponentRequest<'table'>): Promise<TableView> {
  return viewOf(await tableScope(request));
}

/** The view of a table whose scope is known; `only` reads one record, for the answer to an edit. */
export async function viewOf(scope: TableScope, only?: string, page?: number): Promise<TableView> {
  const asked = stateOf(scope);
  const [first, options] = await Promise.all([
    readRows(scope, asked, { only, ...(page === undefined ? {} : { page }) }),
    only === undefined && scope.definition.filters.isOpen ? panelOptions(scope, asked) : optionsOfSetFilters(scope, asked),
  ]);
  const state = asked.isViewChosen ? asked : { ...asked, view: viewOfSettings(scope, first.sets[2]) ?? asked.view };
  // The procedure knows which view it means and has given its rows; only a page that was too short for it is read again.
  const isShort =
    viewPageSize(scope, state) > viewPageSize(scope, asked) && (first.sets[0]?.rows.length ?? 0) >= viewPageSize(scope, asked);
  const result = isShort ? await readRows(scope, state, { only, ...(page === undefined ? {} : { page }) }) : first;
  const settings = settingsOf(scope, result.sets[2]);
  return {
    code: scope.code,
    itemID: scope.itemID,
    params: [...scope.params].filter(([name]) => !name.toLowerCase().startsWith(`${scope.code.toLowerCase()}.`)),
    definition: scope.definition,
    state,
    settings,
    rights: scope.rights,
    columns: scope.columns,
    topics: topicTokens(scope.ctx, scope.definition.refreshOn),
    hasDefaultTab: scope.defaultTab !== '' || defaultFilters(scope).size > 0 || scope.remembered !== undefined,
    tabs: tabsWithCounts(scope, result.sets[2]),
    views: scope.viewOptions,
    operations: scope.operations.map((operation) => operationView(scope.ctx, operation)),
    rows: result.sets[0] ?? { columns: [], rows: [] },
    extra: result.sets[3],
    total: totalOf(scope, state, result),
    options,
    currency: 'RUB',
  };
}

export interface ReadOptions {
  /** Another page than the state's: exports read page after page. */
  readonly page?: number;
  readonly size?: number;
  readonly only?: string | undefined;
}

/** Calls getItems with the state's filters, sort and page (conventions §3). */
export function readRows(
  scope: TableScope,
  state: TableState,
  { page = state.page, size, only }: ReadOptions = {},
): Promise<ProcedureResult> {
  const [first] = state.sort;
  return callRequired(scope.ctx, {
    name: procedureName(scope, 'getItems'),
    values: { sort: first?.column ?? null, direction: first?.direction ?? 'asc', page, pageSize: size ?? viewPageSize(scope, state) },
    dictionary: filterDictionary(scope, state, only),
    isRead: true,
  });
}

/** The keys that procedures read: filters and their moments, `search`, `_sort` with every column of the sort, `_exact`, `_id` for one record, `viewType`. */
export function filterDictionary(scope: TableScope, state: TableState, only?: string): Map<string, string> {
  const dictionary = new Map<string, string>(Object.entries(scope.definition.params ?? {}));
  const moments = momentFilters(state.filters, { columns: scope.definition.columns, timeZone: scope.timeZone });
  for (const [key, value] of [...state.filters, ...moments]) dictionary.set(key, value);
  if (state.search !== '') dictionary.set('search', state.search);
  if (state.sort.length > 0) dictionary.set('_sort', state.sort.map(({ column, direction }) => `${column} ${direction}`).join(','));
  if (state.isExact || scope.definition.paging.countMode === 'exact') dictionary.set('_exact', '1');
  if (only !== undefined) dictionary.set('_id', only);
  dictionary.set('viewType', state.view);
  return dictionary;
}

function viewPageSize({ viewOptions }: TableScope, { view, size }: TableState): number {
  const options = viewOptions.find((known) => known.type === view);
  return options?.kanban?.pageSize ?? options?.pageSize ?? (view === 'calendar' ? 1000 : size);
}

/** `viewType` of the settings set: a view of this visitor's, or any that can be shown when the definition names none. */
function viewOfSettings({ views, definition }: TableScope, set: ResultSet | undefined): ViewType | undefined {
  const said = String(cell(set?.rows[0], 'viewType') ?? '').toLowerCase();
  const known = definition.views.length > 0 ? views : DRAWN;
  return known.find((view) => view.toLowerCase() === said);
}

function totalOf({ definition }: TableScope, state: TableState, result: ProcedureResult): TableTotal {
  const { cap, countMode } = definition.paging;
  const counted = singleValue(result.sets[1]);
  const rows = result.sets[0]?.rows.length ?? 0;
  if (countMode === 'none' || counted === undefined || counted === null) {
    return { value: (state.page - 1) * state.size + rows, isCapped: rows >= state.size, isKnown: false };
  }
  const value = Number(counted);
  const isCapped = countMode === 'capped' && !state.isExact && value > cap;
  return { value: isCapped ? cap : value, isCapped, isKnown: true };
}

function settingsOf({ ctx, definition }: TableScope, set: ResultSet | undefined): TableSettings {
  const row = set?.rows[0];
  const text = (name: string): string | undefined => {
    const value = cell(row, name);
    return value === undefined || value === null || value === '' ? undefined : String(value);
  };
  const flag = (name: string): boolean | undefined => {
    const value = text(name);
    return value === undefined ? undefined : /^(1|true)$/i.test(value);
  };
  const tag = text('headerTag')?.toLowerCase();
  return {
    title: text('Title') ?? localText(ctx.lang, definition.title),
    subtitle: text('Subtitle') ?? localText(ctx.lang, definition.subtitle),
    headingTag: tag === 'h2' || tag === 'h3' || tag === 'h4' ? tag : definition.headerTag,
    isCountHidden: flag('HideTitleCount') ?? !definition.showCount,
    canPrint: flag('EnablePrint') ?? definition.print,
    hasXlsx: flag('EnableExcelExport') ?? definition.export.xlsx,
  };
}

/** Counts of the tabs come from the settings set as `viewCount_{code}`. */
function tabsWithCounts({ definition, tabViews }: TableScope, settings: ResultSet | undefined) {
  const row = settings?.rows[0];
  const counted = new Set(definition.savedViews.filter((view) => view.badge).map((view) => view.code));
  return tabViews.map((tab) => {
    const count = counted.has(tab.code) ? cell(row, `viewCount_${tab.code}`) : undefined;
    return count === undefined || count === null || count === 0 ? tab : { ...tab, count: String(count) };
  });
}

/** The lists of the filter panel, read in parallel. */
export async function panelOptions(scope: TableScope, state: TableState): Promise<ReadonlyMap<string, readonly FieldOption[]>> {
  const withLists = scope.columns.filter((column) => column.filter?.type === 'select' || column.filter?.type === 'multi');
  const dictionary = filterDictionary(scope, state);
  return new Map(await Promise.all(withLists.map(async (column) => [column.code, await loadOptions(scope, column, dictionary)] as const)));
}

/** Texts for the chips: only lists of filters that are set are read. */
async function optionsOfSetFilters(scope: TableScope, state: TableState): Promise<ReadonlyMap<string, readonly FieldOption[]>> {
  const set = scope.columns.filter(
    (column) => state.filters.has(column.code) && (column.filter?.type === 'select' || column.filter?.type === 'multi'),
  );
  return new Map(await Promise.all(set.map(async (column) => [column.code, await loadOptions(scope, column)] as const)));
}
