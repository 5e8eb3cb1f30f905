// Addresses of a table's states: `?orders.page=2&orders.sort=-created`. Links with them work without JavaScript; with it the client loads
// the fragment instead and keeps the parameters of other tables in the address.

import type { TableState, TableView } from './view.ts';

export type StateChange = Partial<Record<'page' | 'size' | 'sort' | 'q' | 'cols' | 'view' | 'exact' | 'tab', string | undefined>> & {
  /** Replaces all filters. */
  readonly filters?: ReadonlyMap<string, string>;
};

export type AddressView = Pick<TableView, 'code' | 'definition' | 'state' | 'views' | 'hasDefaultTab'>;

/** The state as parameters of the address, with the table's prefix; what equals the definition's own is left out. */
export function stateParams({ code, definition, state, views, hasDefaultTab }: AddressView): [string, string][] {
  const params: [string, string][] = [];
  const add = (key: string, value: string): void => {
    params.push([`${code}.${key}`, value]);
  };
  if (state.tab !== '' || hasDefaultTab) add('tab', state.tab || '-');
  // What equals the definition may still differ from what the open view states.
  const isOpen = state.tab !== '';
  for (const [key, value] of state.filters) add(key, value);
  if (state.search !== '') add('q', state.search);
  const sort = sortText(state.sort);
  if (isOpen || sort !== sortText(definition.sort)) add('sort', sort);
  if (isOpen || state.size !== definition.paging.size) add('size', String(state.size));
  if (views.length > 1) add('view', state.view);
  if (state.askedColumns !== '') add('cols', state.askedColumns);
  if (state.isExact) add('exact', '1');
  if (state.page > 1) add('page', String(state.page));
  return params;
}

/** `?…` of the state with a change; a change of anything but the page goes back to the first one. */
export function stateHref(view: AddressView, { filters, ...change }: StateChange): string {
  // A change of filters or order leaves the saved view, which states its own; the view's filters are in the state already.
  const isLeaving = filters !== undefined || 'q' in change || 'sort' in change;
  const state = { ...view.state, filters: filters ?? view.state.filters, tab: isLeaving ? '' : view.state.tab };
  const params = new Map(stateParams({ ...view, state }));
  if (!('page' in change)) params.delete(`${view.code}.page`);
  for (const [key, value] of Object.entries(change)) {
    if (value === undefined || value === '') params.delete(`${view.code}.${key}`);
    else params.set(`${view.code}.${key}`, value);
  }
  const query = new URLSearchParams([...params]).toString();
  return query === '' ? '?' : `?${query}`;
}

export function sortText(sort: TableState['sort']): string {
  return sort.map(({ column, direction }) => `${direction === 'desc' ? '-' : ''}${column}`).join(',');
}
