// Loading a dashboard: counters and all panels at the same time, each panel of the visitor's roles.

import type { DashboardDefinition } from '../../metadata/kinds/dashboard.ts';
import type { DashboardFilter, DashboardView } from '../../renderer/dashboard/view.ts';
import { sanitizeSolutionHtml } from '../../renderer/sanitize.ts';
import { cell } from '../../sql/procedures.ts';
import type { ProcedureResult } from '../../sql/procedures.ts';
import { isPartAllowed } from '../access.ts';
import { callOptional } from '../call.ts';
import type { ComponentRequest } from '../component.ts';
import { optionsOf, textOf } from '../definition-texts.ts';
import { topicTokens } from '../event-topics.ts';
import { columnText } from '../form/values.ts';
import type { RequestContext } from '../request-context.ts';
import { countersOf, filterRows, isPanelShown } from './counters.ts';
import { filteredRequest, loadPanel } from './panels.ts';

const LONGEST_FILTER = 200;

export async function loadDashboard(request: ComponentRequest<'dashboard'>): Promise<DashboardView> {
  const { definition, code } = request;
  const value = filterValue(definition, request.params);
  const ctx = filteredRequest(request.ctx, value);
  const panels = definition.panels.filter((panel) => isPartAllowed(panel.roles, ctx.visitor));
  const [result, loaded] = await Promise.all([
    definition.hasCounters
      ? callOptional(ctx, { name: `${definition.schema}.dashboard_${code}_getCounters`, values: { filter: value }, isRead: true })
      : undefined,
    Promise.all(panels.map((panel) => loadPanel(ctx, { code, definition, filter: value }, panel))),
  ]);
  const head = result?.sets[2]?.rows[0];
  const markup = columnText(cell(head, 'Makeup')) || columnText(cell(head, 'Markup'));
  const counters = countersOf(ctx, definition, result);
  return {
    code,
    itemID: request.itemID,
    params: [...request.params],
    title: columnText(cell(head, 'Title')) || textOf(ctx, definition.title),
    subtitle: columnText(cell(head, 'Subtitle')) || textOf(ctx, definition.subtitle),
    markup: markup === '' ? undefined : sanitizeSolutionHtml(markup),
    filter: filterOf(ctx, definition, { result, value }),
    counters,
    counterColumns: columnsFor(counters.length, definition.counterColumns),
    panels: loaded.filter((panel) => isPanelShown(result, panel.code)),
    topics: topicTokens(ctx, definition.refreshOn),
    refreshSeconds: definition.refreshSeconds,
  };
}

function filterValue({ filter }: DashboardDefinition, params: ReadonlyMap<string, string>): string {
  const asked = params.get('filter')?.slice(0, LONGEST_FILTER);
  const isKnown = filter.options === undefined || filter.options.some((option) => option.value === asked);
  if (asked !== undefined && (isKnown || filter.type === 'dateRange')) return asked;
  return filter.default ?? (filter.type === 'dateRange' ? '' : (filter.options?.[0]?.value ?? ''));
}

/** The procedure's values win over the definition's; without any there is nothing to choose. */
function filterOf(
  ctx: RequestContext,
  { filter }: DashboardDefinition,
  { result, value }: { result: ProcedureResult | undefined; value: string },
): DashboardFilter | undefined {
  const said = columnText(cell(result?.sets[2]?.rows[0], 'FilterType')).toLowerCase();
  const rows = filterRows(result);
  const type = said === 'radio' || said === 'select' ? said : filter.type === 'none' && rows.length > 0 ? 'radio' : filter.type;
  if (type === 'none') return undefined;
  const options = rows.length > 0 ? rows : optionsOf(ctx, filter.options ?? []);
  if (type !== 'dateRange' && options.length === 0) return undefined;
  return { type, title: textOf(ctx, filter.title), value: value === '' ? (options[0]?.value ?? '') : value, options };
}

/** One counter over the wish fits into the row better than alone below it. */
function columnsFor(count: number, wanted: number): number {
  if (count <= wanted) return Math.max(count, 1);
  return count === wanted + 1 && count <= 6 ? count : wanted;
}
