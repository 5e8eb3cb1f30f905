// The other ways of looking at a table's rows: one renderer for each type of view. A type without one is shown as the table; the table
// itself is not here. A renderer answers the part in place of the table's body; the toolbar, filters and paging stay around it.

import type { ViewType } from '../../metadata/kinds/table-view.ts';
import type { SafeHtml } from '../html.ts';
import type { RenderContext } from '../page-context.ts';
import type { TableView } from './view.ts';
import { renderCalendar } from './views/calendar.ts';
import { renderCards } from './views/cards.ts';
import { renderKanban } from './views/kanban.ts';

export const viewRenderers: Partial<Record<ViewType, (view: TableView, page: RenderContext) => SafeHtml>> = {
  cards: renderCards,
  kanban: renderKanban,
  calendar: renderCalendar,
};
