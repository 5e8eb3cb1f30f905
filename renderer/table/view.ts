// What a table shows, ready to be rendered: the state in the address, columns that this visitor sees, rows as the procedure gave them, and
// what may be done. Texts are in the visitor's language; nothing that the visitor may not see is here.

import type { TableDefinition, TableOperation } from '../../metadata/kinds/table.ts';
import type { TableColumn } from '../../metadata/kinds/table-column.ts';
import type { TableView as TableViewOptions, ViewType } from '../../metadata/kinds/table-view.ts';
import type { ResultSet } from '../../sql/result-sets.ts';
import type { FieldOption } from '../commands.ts';

export interface TableState {
  readonly page: number;
  readonly size: number;
  readonly sort: readonly { readonly column: string; readonly direction: 'asc' | 'desc' }[];
  /** By filter key: column codes, `{code}_from` and `{code}_to` for ranges. Invariant text. */
  readonly filters: ReadonlyMap<string, string>;
  readonly search: string;
  /** Codes of the columns shown, in order. */
  readonly columns: readonly string[];
  /** The columns are not the definition's own choice. */
  readonly hasOwnColumns: boolean;
  /** The columns that the address asks for; '' when it does not. */
  readonly askedColumns: string;
  readonly view: ViewType;
  /** The view is asked for, by the address or a saved view; otherwise the settings set may choose it. */
  readonly isViewChosen: boolean;
  readonly isExact: boolean;
  /** Code of the open saved view; '' for none. */
  readonly tab: string;
}

export interface TabView {
  readonly code: string;
  readonly title: string;
  readonly icon: string | undefined;
  readonly count: string;
  /** One of the user's own, which he may rename and delete. */
  readonly ownID: number | undefined;
  readonly isDefault: boolean;
}

export interface RowActionView
  extends Pick<
    TableOperation,
    'code' | 'icon' | 'style' | 'kind' | 'form' | 'url' | 'mode' | 'params' | 'visibleColumn' | 'isPrimary' | 'scope'
  > {
  readonly title: string;
  readonly confirm: string;
}

export interface TableRights {
  readonly canDelete: boolean;
  readonly canCreate: boolean;
  readonly canEdit: boolean;
  readonly canFastCreate: boolean;
  readonly canReorder: boolean;
  readonly canExport: boolean;
  readonly canImport: boolean;
  readonly isSelectable: boolean;
  /** Codes of the columns that this visitor may edit in place. */
  readonly editable: ReadonlySet<string>;
}

/** How many rows there are: exact, or only that there are more than `value`. */
export interface TableTotal {
  readonly value: number;
  readonly isCapped: boolean;
  readonly isKnown: boolean;
}

/** Settings of the third result set, else of the definition. */
export interface TableSettings {
  readonly title: string;
  readonly subtitle: string;
  readonly headingTag: 'h2' | 'h3' | 'h4' | 'none';
  readonly isCountHidden: boolean;
  readonly canPrint: boolean;
  readonly hasXlsx: boolean;
}

export interface TableView {
  readonly code: string;
  readonly itemID: string;
  /** Parameters of the page and the snippet without the state of this table; a refresh sends them again. */
  readonly params: readonly (readonly [string, string])[];
  readonly definition: TableDefinition;
  readonly state: TableState;
  readonly settings: TableSettings;
  readonly rights: TableRights;
  /** Every column that the visitor may choose, in the order of the definition. */
  readonly columns: readonly TableColumn[];
  readonly tabs: readonly TabView[];
  /** A tab opens by itself, so that "none" has to be said in the address. */
  /** Signed topics whose events load it anew. */
  readonly topics: string | undefined;
  readonly hasDefaultTab: boolean;
  readonly views: readonly TableViewOptions[];
  readonly operations: readonly RowActionView[];
  readonly rows: ResultSet;
  /** The set of footer values by column, or the data of a view. */
  readonly extra: ResultSet | undefined;
  readonly total: TableTotal;
  /** Options of filters that are set, by column code: their texts stand on the chips. */
  readonly options: ReadonlyMap<string, readonly FieldOption[]>;
  readonly currency: string;
}
