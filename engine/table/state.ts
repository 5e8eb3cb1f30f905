// What a visitor looks at in a table: page, sort, filters, columns, view. It lives in the address as `{table}.{key}` (`orders.sort=-created`),
// so that it can be linked to and two tables of one page do not meet. Saved views keep the same without the prefix.

import type { TableDefinition } from '../../metadata/kinds/table.ts';
import type { TableColumn } from '../../metadata/kinds/table-column.ts';
import type { ViewType } from '../../metadata/kinds/table-view.ts';
import type { TableState } from '../../renderer/table/view.ts';
import { fromWallTime, momentsOfDay, relativeDay, zoneOf } from '../../renderer/wall-time.ts';

const RESERVED = new Set(['page', 'size', 'sort', 'q', 'cols', 'view', 'exact', 'tab']);
const RANGES = new Set(['numberRange', 'dateRange']);
const LONGEST_FILTER = 1000;

export interface StateSource {
  readonly code: string;
  readonly definition: TableDefinition;
  /** Those that the visitor's roles let see, in the order of the definition. */
  readonly columns: readonly TableColumn[];
  readonly views: readonly ViewType[];
  /** The visitor's: `today` is a day on their clock. */
  readonly timeZone: string;
  /** The tabs that the visitor may open: query by code. */
  readonly tabs: ReadonlyMap<string, string>;
  readonly defaultTab: string;
  /** The user's own choice of columns; undefined: the definition's. */
  readonly ownColumns: readonly string[] | undefined;
  /** The user's last filters, where the definition keeps them; they stand in for an address without any. */
  readonly remembered?: string | undefined;
}

/** The state in these parameters. Whatever the table or the visitor does not have is left out and named in `ignored`. */
export function readState(params: ReadonlyMap<string, string>, source: StateSource): { state: TableState; ignored: string[] } {
  const given = ownParams(params, source.code);
  const remembered = given.size === 0 ? source.remembered : undefined;
  const tab = given.get('tab') ?? (given.size === 0 && remembered === undefined ? source.defaultTab : '');
  const isUntouched = given.size === 0 && tab === '';
  const initial = isUntouched && remembered === undefined ? defaultFilters(source) : parseQuery(remembered ?? source.tabs.get(tab) ?? '');
  const values = new Map([...initial, ...given]);
  const ignored: string[] = [];
  const state: TableState = {
    page: wholeNumber(values.get('page'), 1, 1_000_000) ?? 1,
    size: pageSize(values.get('size'), source.definition),
    sort: readSort(values.get('sort'), source, ignored),
    filters: readFilters(values, source, ignored),
    search: source.definition.search.enabled ? (values.get('q') ?? '').trim().slice(0, LONGEST_FILTER) : '',
    columns: readColumns(values.get('cols'), source),
    hasOwnColumns: values.has('cols') || source.ownColumns !== undefined,
    askedColumns: values.has('cols') ? knownColumns((values.get('cols') ?? '').split(','), source.columns).join(',') : '',
    view: source.views.find((view) => view === values.get('view')) ?? source.views[0] ?? 'table',
    isViewChosen: source.views.some((view) => view === values.get('view')),
    isExact: values.get('exact') === '1',
    tab: source.tabs.has(tab) ? tab : '',
  };
  return { state, ignored };
}

/** The parameters that are this table's own, without its prefix. */
function ownParams(params: ReadonlyMap<string, string>, code: string): Map<string, string> {
  const prefix = `${code.toLowerCase()}.`;
  const own = new Map<string, string>();
  for (const [name, value] of params) {
    if (name.toLowerCase().startsWith(prefix) && value !== '') own.set(name.slice(prefix.length), value);
  }
  return own;
}

/** The filter keys of a column, as the address and the procedure have them. */
export function filterKeys(column: TableColumn): string[] {
  if (column.filter === undefined) return [];
  return RANGES.has(column.filter.type) ? boundKeys(column) : [column.code];
}

/** A range's two keys: the first and the last value. */
export function boundKeys({ code }: TableColumn): [string, string] {
  return [`${code}_from`, `${code}_to`];
}

/** What `momentFilters` says of a column of dates; nobody else may say it. */
export function momentKeys({ code, type, filter }: TableColumn): string[] {
  const hasDays = filter?.type === 'dateRange' || type === 'date' || type === 'datetime' || type === 'relative';
  return hasDays ? [`${code}_since`, `${code}_before`] : [];
}

/**
 * Days chosen for columns of dates, as moments in UTC: `{column}_since` (from it) and `{column}_before` (before it). Of dates with a time the
 * days `_from` and `_to` are those of the visitor's clock, which a procedure cannot know. Days without a time have no zone, so that a
 * procedure finds the same keys however its column is shown.
 */
export function momentFilters(
  filters: ReadonlyMap<string, string>,
  { columns, timeZone }: Pick<StateSource, 'columns' | 'timeZone'>,
): Map<string, string> {
  const moments = new Map<string, string>();
  for (const column of columns) {
    const [sinceKey, beforeKey] = momentKeys(column);
    if (sinceKey === undefined || beforeKey === undefined) continue;
    const zone = column.type === 'datetime' || column.type === 'relative' ? zoneOf(column.format, timeZone) : 'UTC';
    const [first, last] = boundKeys(column).map((key) => momentsOfDay(filters.get(key) ?? '', zone));
    if (first !== undefined) moments.set(sinceKey, first.since);
    if (last?.before !== undefined) moments.set(beforeKey, last.before);
  }
  return moments;
}

/** What the definition filters by until somebody chooses; an address with anything of the table's own has chosen. */
export function defaultFilters({ columns }: Pick<StateSource, 'columns'>): Map<string, string> {
  const values = new Map<string, string>();
  for (const column of columns) {
    const keys = filterKeys(column);
    const given = column.filter?.default ?? '';
    const parts = keys.length === 2 ? given.split('..') : [given];
    for (const [at, key] of keys.entries()) if ((parts[at] ?? '') !== '') values.set(key, parts[at] ?? '');
  }
  return values;
}

function parseQuery(query: string): Map<string, string> {
  return new Map(new URLSearchParams(query));
}

function readFilters(
  values: ReadonlyMap<string, string>,
  { columns, timeZone }: StateSource,
  ignored: string[],
): ReadonlyMap<string, string> {
  const byKey = new Map(columns.flatMap((column) => filterKeys(column).map((key) => [key.toLowerCase(), { key, column }] as const)));
  const filters = new Map<string, string>();
  for (const [name, value] of values) {
    if (RESERVED.has(name)) continue;
    const known = byKey.get(name.toLowerCase());
    const text = known === undefined ? undefined : validFilter(known.column, value, timeZone);
    if (known === undefined || text === undefined) ignored.push(`filter ${name}`);
    else if (text !== '') filters.set(known.key, text);
  }
  return filters;
}

/** The value in invariant form, `today-30` as that day in the visitor's zone; undefined when it is none for this filter. */
export function validFilter({ filter }: TableColumn, value: string, timeZone: string): string | undefined {
  const text = value.trim().slice(0, LONGEST_FILTER);
  switch (filter?.type) {
    case 'numberRange':
      return /^-?\d{1,18}([.,]\d{1,10})?$/.test(text) ? text.replace(',', '.') : undefined;
    case 'dateRange':
      // A saved view stays true: it says today, not which day that was.
      return relativeDay(text, timeZone)?.slice(0, 10) ?? (/^\d{4}-\d\d-\d\d$/.test(text) ? fromWallTime(text, timeZone) : undefined);
    case 'checkbox':
      return /^(true|1|on)$/i.test(text) ? 'True' : /^(false|0)$/i.test(text) ? 'False' : undefined;
    default:
      return text;
  }
}

function readSort(text: string | undefined, { columns, definition }: StateSource, ignored: string[]): TableState['sort'] {
  if (text === undefined) return definition.sort;
  const sort: TableState['sort'][number][] = [];
  for (const part of text.split(',').slice(0, definition.multiSort ? 5 : 1)) {
    const code = part.replace(/^-/, '').toLowerCase();
    const column = columns.find((known) => known.code.toLowerCase() === code && known.sortable);
    if (column === undefined) ignored.push(`sort ${part}`);
    else if (!sort.some((known) => known.column === column.code))
      sort.push({ column: column.code, direction: part.startsWith('-') ? 'desc' : 'asc' });
  }
  return sort.length > 0 ? sort : definition.sort;
}

function readColumns(text: string | undefined, { columns, definition, ownColumns }: StateSource): readonly string[] {
  const standard = columns.filter((column) => column.isVisibleByDefault).map((column) => column.code);
  const asked = definition.columnChooser ? (text?.split(',') ?? ownColumns) : undefined;
  if (asked === undefined) return standard;
  const chosen = knownColumns(asked, columns);
  const locked = columns.filter((column) => !column.canHide && !chosen.includes(column.code)).map((column) => column.code);
  return chosen.length === 0 ? standard : [...locked, ...new Set(chosen)];
}

function knownColumns(asked: readonly string[], columns: StateSource['columns']): string[] {
  return asked.flatMap((code) => columns.find((column) => column.code.toLowerCase() === code.toLowerCase())?.code ?? []);
}

function pageSize(text: string | undefined, { paging }: TableDefinition): number {
  if (!paging.enabled) return 1000;
  const asked = wholeNumber(text, 1, 1000);
  return asked !== undefined && (paging.sizes.includes(asked) || asked === paging.size) ? asked : paging.size;
}

function wholeNumber(text: string | undefined, least: number, most: number): number | undefined {
  const value = Number(text);
  return text !== undefined && /^\d{1,7}$/.test(text) && value >= least && value <= most ? value : undefined;
}
