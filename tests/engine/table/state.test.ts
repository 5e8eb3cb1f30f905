// What a table's address says: filters of every type, sort, pages, columns, views; and what it may not say.

import { afterEach, describe, expect, it, vi } from 'vitest';
import { momentFilters, readState } from '../../../engine/table/state.ts';
import type { StateSource } from '../../../engine/table/state.ts';
import { checkDefinition } from '../../../metadata/validate.ts';
import { stateHref, stateParams } from '../../../renderer/table/address.ts';
import { addedSort, nextSort } from '../../../renderer/table/head.ts';
import { pageNumbers } from '../../../renderer/table/paging.ts';

const body = {
  title: 'Orders',
  search: { enabled: true },
  sort: [{ column: 'no', direction: 'desc' }],
  paging: { size: 20, sizes: [20, 50] },
  columns: [
    { code: 'no', filter: { type: 'text' } },
    { code: 'sum', filter: { type: 'numberRange' } },
    { code: 'due', filter: { type: 'dateRange' } },
    { code: 'paid', filter: { type: 'checkbox' } },
    { code: 'status', filter: { type: 'multi' } },
    { code: 'fixed', canHide: false, sortable: false },
    { code: 'extra', isVisibleByDefault: false },
  ],
};

function source(more: Partial<StateSource> = {}, over: object = {}): StateSource {
  const { definition } = checkDefinition('table', { ...body, ...over }) as { definition: StateSource['definition'] };
  return {
    code: 'orders',
    definition,
    columns: definition.columns,
    views: ['table', 'cards'],
    timeZone: 'Europe/Moscow',
    tabs: new Map([['late', 'paid=False&sort=due']]),
    defaultTab: '',
    ownColumns: undefined,
    ...more,
  };
}

function read(query: string, from: StateSource = source()): ReturnType<typeof readState> {
  return readState(new Map(new URLSearchParams(query)), from);
}

afterEach(() => {
  vi.useRealTimers();
});

const filters = (query: string, from?: StateSource): object => Object.fromEntries(read(query, from).state.filters);

describe('filters in the address', () => {
  it('come in invariant form, by type', () => {
    expect(
      filters('orders.no=12&orders.sum_from=1000&orders.sum_to=2500,5&orders.due_from=2026-11-01&orders.paid=1&orders.status=a,b'),
    ).toEqual({
      no: '12',
      sum_from: '1000',
      sum_to: '2500.5',
      due_from: '2026-11-01',
      paid: 'True',
      status: 'a,b',
    });
  });

  it('know the letter case of neither the table nor the column', () => {
    expect(filters('ORDERS.SUM_FROM=5')).toEqual({ sum_from: '5' });
  });

  it.each([
    'orders.sum_from=abc',
    'orders.due_from=2026-13-41',
    'orders.paid=perhaps',
    'orders.nothing=1',
    'orders.extra=1',
    'orders.sum=5',
  ])('leave %s out and say so', (query) => {
    const { state, ignored } = read(query);
    expect(state.filters.size).toBe(0);
    expect(ignored).toHaveLength(1);
  });

  it('take today as the day of the visitor’s clock', () => {
    vi.useFakeTimers({ now: Date.parse('2026-11-30T22:30:00Z') });
    expect(filters('orders.due_from=today-30&orders.due_to=today')).toEqual({ due_from: '2026-11-01', due_to: '2026-12-01' });
    expect(filters('orders.due_to=today', source({ timeZone: 'America/New_York' }))).toEqual({ due_to: '2026-11-30' });
  });

  it('of other tables are not this one’s', () => {
    expect(filters('parts.no=12&no=13')).toEqual({});
  });

  it('begin with the definition’s until the address says anything', () => {
    const columns = [
      { code: 'no', filter: { type: 'text', default: 'x' } },
      { code: 'sum', filter: { type: 'numberRange', default: '5..' } },
    ];
    const from = source({}, { columns, sort: [] });
    expect(filters('', from)).toEqual({ no: 'x', sum_from: '5' });
    expect(filters('orders.tab=-', from)).toEqual({});
    expect(filters('orders.page=2', from)).toEqual({});
  });
});

describe('days of columns with a time', () => {
  const { columns } = source(
    {},
    {
      sort: [],
      columns: [
        { code: 'at', type: 'datetime', filter: { type: 'dateRange' } },
        { code: 'wall', type: 'datetime', format: { timeZone: 'none' }, filter: { type: 'dateRange' } },
        { code: 'day', type: 'date', filter: { type: 'dateRange' } },
        { code: 'other', type: 'text', filter: { type: 'dateRange' } },
      ],
    },
  );
  const moments = (timeZone: string, given: Record<string, string>): object =>
    Object.fromEntries(momentFilters(new Map(Object.entries(given)), { columns, timeZone }));

  it('are moments in UTC between which they lie', () => {
    expect(moments('Europe/Moscow', { at_from: '2026-11-01', at_to: '2026-11-02', day_from: '2026-11-01' })).toEqual({
      at_since: '2026-10-31T21:00:00',
      at_before: '2026-11-02T21:00:00',
      day_since: '2026-11-01T00:00:00',
    });
    // However the column is shown: a procedure that reads moments never goes without its filter.
    expect(moments('Europe/Moscow', { day_to: '2026-11-01', other_to: '2026-11-01' })).toEqual({
      day_before: '2026-11-02T00:00:00',
      other_before: '2026-11-02T00:00:00',
    });
    expect(moments('Europe/Moscow', { wall_from: '2026-11-01' })).toEqual({ wall_since: '2026-11-01T00:00:00' });
    expect(moments('Europe/Moscow', { at_from: 'x' })).toEqual({});
  });

  it.each([
    ['23 hours', '2026-03-29', '2026-03-28T23:00:00', '2026-03-29T22:00:00'],
    ['25 hours', '2026-10-25', '2026-10-24T22:00:00', '2026-10-25T23:00:00'],
  ])('may have %s', (_hours, day, since, before) => {
    expect(moments('Europe/Berlin', { at_from: day, at_to: day })).toEqual({ at_since: since, at_before: before });
  });

  it('have no end on the last day of all', () => {
    expect(moments('UTC', { at_from: '9999-12-31', at_to: '9999-12-31' })).toEqual({ at_since: '9999-12-31T00:00:00' });
  });
});

describe('sort, pages and columns in the address', () => {
  it('sorts by several columns, unknown and unsortable ones left out', () => {
    expect(read('orders.sort=-sum,no,fixed,nope,sum').state.sort).toEqual([
      { column: 'sum', direction: 'desc' },
      { column: 'no', direction: 'asc' },
    ]);
  });

  it('sorts by one where the definition says so', () => {
    expect(read('orders.sort=-sum,no', source({}, { multiSort: false })).state.sort).toEqual([{ column: 'sum', direction: 'desc' }]);
  });

  it.each(['0', '-1', '1e3', '99999999', 'x', ''])('takes page "%s" for the first', (page) => {
    expect(read(`orders.page=${page}`).state.page).toBe(1);
  });

  it('takes only page sizes that it offers', () => {
    expect(read('orders.size=50').state.size).toBe(50);
    expect(read('orders.size=1000').state.size).toBe(20);
  });

  it('shows the chosen columns in their order, with those that may not be hidden', () => {
    expect(read('orders.cols=sum,extra,nope').state.columns).toEqual(['fixed', 'sum', 'extra']);
    expect(read('').state.columns).toEqual(['no', 'sum', 'due', 'paid', 'status', 'fixed']);
  });

  it('opens the view that exists, else the first', () => {
    expect(read('orders.view=cards').state.view).toBe('cards');
    expect(read('orders.view=map').state.view).toBe('table');
  });
});

describe('saved views', () => {
  it('open by the address, or by themselves when it says nothing', () => {
    expect(filters('orders.tab=late')).toEqual({ paid: 'False' });
    const from = source({ defaultTab: 'late' });
    expect(read('', from).state.tab).toBe('late');
    expect(read('orders.tab=-', from).state).toMatchObject({ tab: '', filters: new Map() });
    expect(read('orders.no=1', from).state.tab).toBe('');
  });

  it('are left by the first change of filters, whose links say so where a view opens by itself', () => {
    const { state } = read('orders.tab=late');
    const view = { code: 'orders', definition: source().definition, state, views: [], hasDefaultTab: true };
    expect(stateHref(view, { filters: new Map() })).toBe('?orders.tab=-&orders.sort=due');
    expect(stateHref({ ...view, hasDefaultTab: false }, { q: 'a' })).toBe('?orders.paid=False&orders.sort=due&orders.q=a');
  });

  it('survive a round through the address', () => {
    const query = 'orders.no=12&orders.q=x&orders.sort=-sum%2Cno&orders.size=50&orders.exact=1&orders.page=3';
    const { state } = read(query);
    const view = { code: 'orders', definition: source().definition, state, views: [], hasDefaultTab: false };
    expect(new URLSearchParams(stateParams(view)).toString()).toBe(query);
    expect(readState(new Map(stateParams(view)), source()).state).toEqual(state);
  });
});

describe('heads and pages', () => {
  it('turn a sort round and add to it', () => {
    const sort = [{ column: 'no', direction: 'asc' } as const];
    expect(nextSort({ sort }, { code: 'no', firstDirection: 'asc' })).toBe('-no');
    expect(nextSort({ sort }, { code: 'sum', firstDirection: 'desc' })).toBe('-sum');
    expect(addedSort({ sort }, { code: 'sum', firstDirection: 'desc' })).toBe('no,-sum');
    expect(addedSort({ sort }, { code: 'no', firstDirection: 'asc' })).toBe('-no');
  });

  it('name the pages around the current one', () => {
    expect(pageNumbers(1, 1, false)).toEqual([1]);
    expect(pageNumbers(5, 20, false)).toEqual([1, 0, 4, 5, 6, 0, 20]);
    expect(pageNumbers(3, 4, false)).toEqual([1, 2, 3, 4]);
    expect(pageNumbers(2, 50, true)).toEqual([1, 2, 3, 0]);
  });
});
