// The table component: records as rows, cards, a board or a calendar, and what may be done with them. The parts are in `engine/table/`.

import { renderTable } from '../../renderer/table.ts';
import type { TableView } from '../../renderer/table/view.ts';
import type { ComponentKind } from '../component.ts';
import { deleteItem, fastCreate, reorder } from '../table/edit.ts';
import { loadWithBoard, updateFieldOrMove } from '../table/board.ts';
import { moveEvent, readEvents } from '../table/calendar.ts';
import { readCsv, readXlsx } from '../table/export.ts';
import { importPreview, readImportInfo, readTemplate, runImport } from '../table/import.ts';
import { runOperation } from '../table/operations.ts';
import { deleteView, keepFilters, saveColumns, saveView } from '../table/preferences.ts';
import { readPrint } from '../table/print.ts';
import { readFilterPanel, readOptions } from '../table/readings.ts';

export const tableComponent: ComponentKind<'table', TableView> = {
  kind: 'table',
  snippets: ['as-table', 'as-catalog'],
  roles: (definition) => definition.roles,
  load: loadWithBoard,
  render: renderTable,
  actions: {
    updateField: updateFieldOrMove,
    delete: deleteItem,
    fastCreate,
    reorder,
    operation: runOperation,
    columns: saveColumns,
    keepFilters,
    saveView,
    deleteView,
    importPreview,
    import: runImport,
    moveEvent,
  },
  readings: {
    filters: readFilterPanel,
    options: readOptions,
    csv: readCsv,
    xlsx: readXlsx,
    print: readPrint,
    template: readTemplate,
    importInfo: readImportInfo,
    events: readEvents,
  },
};
