// What one visitor may see and do in one table: columns, views, tabs, operations, rights. Decided once for a request, used by every load and
// action, so that what is not rendered cannot be asked for either.

import type { TableDefinition, TableOperation } from '../../metadata/kinds/table.ts';
import type { TableColumn } from '../../metadata/kinds/table-column.ts';
import type { TableView as TableViewOptions, ViewType } from '../../metadata/kinds/table-view.ts';
import type { RowActionView, TableRights, TabView } from '../../renderer/table/view.ts';
import { localText } from '../../renderer/locale.ts';
import { isPartAllowed } from '../access.ts';
import type { ComponentRequest } from '../component.ts';
import { withParams } from '../request-context.ts';
import type { RequestContext, Visitor } from '../request-context.ts';
import { ownColumns, ownFilters, ownViews } from './preferences.ts';
import { boundKeys, filterKeys, momentKeys, readState, validFilter } from './state.ts';
import type { StateSource } from './state.ts';

export interface TableScope extends StateSource {
  readonly ctx: RequestContext;
  readonly itemID: string;
  readonly params: ReadonlyMap<string, string>;
  readonly tabViews: readonly TabView[];
  readonly viewOptions: readonly TableViewOptions[];
  readonly operations: readonly TableOperation[];
  readonly rights: TableRights;
}

export async function tableScope({
  ctx: requested,
  code,
  definition,
  itemID,
  params: given,
}: ComponentRequest<'table'>): Promise<TableScope> {
  const params = withoutForged(given, definition, requested.visitor);
  const ctx = withParams(requested, { params });
  const { visitor } = ctx;
  const columns = definition.columns
    .filter((column) => !column.isHidden && isPartAllowed(column.roles, visitor))
    .map((column) => (isPartAllowed(column.filter?.roles, visitor) ? column : { ...column, filter: undefined }));
  const viewOptions = definition.views.filter((view) => isPartAllowed(view.roles, visitor));
  const operations = definition.operations.filter((operation) => isPartAllowed(operation.roles, visitor));
  const [own, ownChoice, remembered] = await Promise.all([
    definition.userViews ? ownViews(ctx, code) : [],
    definition.columnChooser ? ownColumns(ctx, code) : undefined,
    definition.filters.remember ? ownFilters(ctx, code) : undefined,
  ]);
  const ready = definition.savedViews.filter((view) => isPartAllowed(view.roles, visitor));
  const tabViews: TabView[] = [
    ...ready.map((view) => ({
      code: view.code,
      title: localText(ctx.lang, view.title),
      icon: view.icon,
      count: '',
      ownID: undefined,
      isDefault: view.isDefault,
    })),
    ...own.map((view) => ({
      code: `my${view.id}`,
      title: view.name,
      icon: undefined,
      count: '',
      ownID: view.id,
      isDefault: view.isDefault,
    })),
  ];
  // The user's own choice comes before the definition's.
  const defaultTab = tabViews.findLast((tab) => tab.isDefault && tab.ownID !== undefined) ?? tabViews.find((tab) => tab.isDefault);
  return {
    ctx,
    code,
    definition,
    itemID,
    params,
    columns,
    timeZone: visitor.timeZone,
    views: viewTypes(viewOptions),
    viewOptions,
    tabs: new Map([...ready.map((view) => [view.code, view.query] as const), ...own.map((view) => [`my${view.id}`, view.query] as const)]),
    defaultTab: defaultTab?.code ?? '',
    ownColumns: ownChoice,
    remembered,
    tabViews,
    operations,
    rights: rightsOf(ctx, { definition, columns, operations }),
  };
}

/**
 * URL parameters reach `@filters` (conventions §1), but not under the platform's keys, nor under names of columns and filters that are not
 * this visitor's; those of filters that are, only with a value that the filter itself could send.
 */
function withoutForged(params: ReadonlyMap<string, string>, definition: TableDefinition, visitor: Visitor): ReadonlyMap<string, string> {
  const closed = new Set<string>();
  const filters = new Map<string, TableColumn>();
  for (const column of definition.columns) {
    const isSeen = isPartAllowed(column.roles, visitor);
    const open = isSeen && isPartAllowed(column.filter?.roles, visitor) ? filterKeys(column) : [];
    for (const key of open) filters.set(key.toLowerCase(), column);
    const reserved = isSeen ? [...filterKeys(column), ...momentKeys(column)] : [column.code, ...boundKeys(column), ...momentKeys(column)];
    for (const key of reserved) if (!open.includes(key)) closed.add(key.toLowerCase());
  }
  const passed = new Map<string, string>();
  for (const [name, value] of params) {
    const key = name.toLowerCase();
    if (closed.has(key) || /^(_|search$|viewtype$)/.test(key)) continue;
    const column = filters.get(key);
    const text = column === undefined || value === '' ? value : validFilter(column, value, visitor.timeZone);
    if (text !== undefined) passed.set(name, text);
  }
  return passed;
}

/** The state of the request's parameters; what it ignores is told to the trace. */
export function stateOf(scope: TableScope): ReturnType<typeof readState>['state'] {
  const { state, ignored } = readState(scope.params, scope);
  for (const what of ignored) scope.ctx.trace.note(`table ${scope.code}`, `ignored ${what}: unknown, not allowed or not of this type`);
  return state;
}

/** Name of one of the table's procedures. */
export function procedureName({ code, definition }: Pick<TableScope, 'code' | 'definition'>, what: string): string {
  return `${definition.schema}.crud_${code}_${what}`;
}

export function operationView(ctx: RequestContext, operation: TableOperation): RowActionView {
  return { ...operation, title: localText(ctx.lang, operation.title), confirm: localText(ctx.lang, operation.confirm) };
}

function viewTypes(options: readonly TableViewOptions[]): ViewType[] {
  if (options.length === 0) return ['table'];
  const first = options.find((view) => view.isDefault);
  return [...(first === undefined ? [] : [first]), ...options.filter((view) => view !== first)].map((view) => view.type);
}

function rightsOf(
  ctx: RequestContext,
  {
    definition,
    columns,
    operations,
  }: { definition: TableDefinition; columns: readonly TableColumn[]; operations: readonly TableOperation[] },
): TableRights {
  const may = (part: { enabled?: boolean; roles?: string } | undefined): boolean =>
    part !== undefined && part.enabled !== false && isPartAllowed(part.roles, ctx.visitor);
  const hasBulk = operations.some((operation) => operation.scope === 'bulk' || operation.scope === 'both');
  return {
    canDelete: may(definition.delete),
    canCreate: may(definition.create),
    canEdit: may(definition.edit),
    canFastCreate: may(definition.fastCreate),
    canReorder: may(definition.reorder),
    canExport: isPartAllowed(definition.export.roles, ctx.visitor),
    canImport: may(definition.import),
    isSelectable: definition.selection === 'always' || (definition.selection === 'auto' && hasBulk),
    editable: new Set(
      columns.filter((column) => column.edit !== undefined && isPartAllowed(column.editRoles, ctx.visitor)).map((column) => column.code),
    ),
  };
}
