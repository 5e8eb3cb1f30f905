// A table in the browser: starts the parts that its markup has. The rules are the server's; here is only how a person reaches them.

import { startAutoRefresh } from './auto-refresh.ts';
import { startColumns } from './table/columns.ts';
import { startEditing } from './table/editing.ts';
import { startExpanding } from './table/expand.ts';
import { startExport } from './table/export.ts';
import { startFilters } from './table/filters.ts';
import { startRowMenu } from './table/menu.ts';
import { ownTable } from './table/own.ts';
import { startReordering } from './table/reorder.ts';
import { startRows } from './table/rows.ts';
import { startSelection } from './table/selection.ts';
import { startNavigation } from './table/state.ts';
import { startViews } from './table/views.ts';

/** Activates one table component. */
export async function activateTable(root: HTMLElement): Promise<void> {
  const table = ownTable(root);
  startNavigation(root);
  startFilters(root);
  startRows(table);
  startRowMenu(table);
  startSelection(table);
  startEditing(table);
  startExpanding(root);
  startColumns(root);
  startViews(root);
  startExport(root);
  startAutoRefresh(root);
  await Promise.all([startReordering(root), startOtherView(root)]);
  root.dataset.isActive = '';
}

/** Boards and calendars bring code of their own. */
async function startOtherView(root: HTMLElement): Promise<void> {
  if (root.dataset.view === 'kanban') (await import('./table/kanban.ts')).activateKanban(root);
  if (root.dataset.view === 'calendar') (await import('./table/calendar.ts')).activateCalendar(root);
  root
    .querySelector('[data-import]')
    ?.addEventListener('click', () => void import('./table/import.ts').then(({ openImport }) => openImport(root)));
}
