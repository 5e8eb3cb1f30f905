// The table component: records as rows, cards, a board or a calendar, and what may be done with them. The parts are in `engine/table/`.

import { renderTable } from '../../renderer/table.ts';
import type { TableView } from '../../renderer/table/view.ts';
import type { ComponentKind } from '../component.ts';
import { deleteItem, fastCreate, reorder, updateField } from '../table/edit.ts';
import { loadTable } from '../table/load.ts';
import { runOperation } from '../table/operations.ts';
import { deleteView, saveColumns, saveView } from '../table/preferences.ts';
import { readFilterPanel, readOptions } from '../table/readings.ts';

export const tableComponent: ComponentKind<'table', TableView> = {
  kind: 'table',
  snippets: ['as-table', 'as-catalog'],
  roles: (definition) => definition.roles,
  load: loadTable,
  render: renderTable,
  actions: { updateField, delete: deleteItem, fastCreate, reorder, operation: runOperation, columns: saveColumns, saveView, deleteView },
  readings: { filters: readFilterPanel, options: readOptions },
};
