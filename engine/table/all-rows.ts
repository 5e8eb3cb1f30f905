// Every row that the current filters and sort show, chunk after chunk, so that neither the process nor a connection holds them all.

import type { TableState } from '../../renderer/table/view.ts';
import { NO_ROWS } from '../../sql/result-sets.ts';
import type { ResultSet } from '../../sql/result-sets.ts';
import { singleValue } from '../../sql/procedures.ts';
import { readRows } from './load.ts';
import type { TableScope } from './scope.ts';

const CHUNK = 5000;

/**
 * The rows of a table, at most `most`, in sets of up to 5,000; the first set comes even when it is empty, since it names the columns.
 * Rows that are added or removed meanwhile may shift between chunks, as they do between pages.
 */
export async function* allRows(scope: TableScope, state: TableState, most: number): AsyncGenerator<ResultSet, void, void> {
  let size = Math.min(CHUNK, most);
  let seen = 0;
  for (let page = 1; seen < most; page++) {
    scope.ctx.signal.throwIfAborted();
    const { sets } = await readRows(scope, { ...state, view: 'table' }, { page, size });
    scope.ctx.stillWorking();
    const rows = sets[0] ?? NO_ROWS;
    if (rows.rows.length === 0 && page > 1) return;
    yield seen + rows.rows.length > most ? { columns: rows.columns, rows: rows.rows.slice(0, most - seen) } : rows;
    seen += rows.rows.length;
    if (rows.rows.length >= size) continue;
    // A procedure with a page limit of its own gives fewer than asked although there are more: its limit is then the size of a chunk.
    const total = Number(singleValue(sets[1]) ?? 0);
    if (page > 1 || rows.rows.length === 0 || total <= rows.rows.length) return;
    size = rows.rows.length;
  }
}
