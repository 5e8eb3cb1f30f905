// Loading a tree: one procedure, and beside it what this visitor left open.

import type { TreeDefinition } from '../../metadata/kinds/tree.ts';
import { t } from '../../renderer/locale.ts';
import type { TreeView } from '../../renderer/tree/view.ts';
import { cell } from '../../sql/procedures.ts';
import type { Row } from '../../sql/procedures.ts';
import { isPartAllowed } from '../access.ts';
import { callRequired } from '../call.ts';
import type { ComponentRequest } from '../component.ts';
import { emptyOf, filledParams, textOf } from '../definition-texts.ts';
import { RequestError } from '../errors.ts';
import { topicTokens } from '../event-topics.ts';
import { isYes } from '../form/item.ts';
import { refusalText } from '../procedure-answer.ts';
import { withParams } from '../request-context.ts';
import type { Visitor } from '../request-context.ts';
import { definedAction, treeNodes } from './nodes.ts';
import { readRemembered } from './remembered.ts';

export type TreeOperation = 'create' | 'rename' | 'delete' | 'move';

/** Whether the definition lets this visitor do it; the procedure may still refuse. */
export function mayChange(definition: TreeDefinition, operation: TreeOperation, visitor: Visitor): boolean {
  const { enabled, roles } = definition[operation];
  return enabled && isPartAllowed(roles, visitor);
}

export async function loadTree(request: ComponentRequest<'tree'>): Promise<TreeView> {
  const { code, definition } = request;
  const ctx = withParams(request.ctx, { params: filledParams(request.ctx, definition.params) });
  const [result, remembered] = await Promise.all([
    callRequired(ctx, { name: `${definition.schema}.tree_${code}_getItems`, isRead: true }),
    readRemembered(ctx, code),
  ]);
  const refusal = refusalText(result);
  if (refusal !== undefined) throw new RequestError('refused', { text: refusal || undefined });
  // A procedure without a first set of settings gives its nodes at once.
  const hasConfig = result.sets.length > 1 || !result.sets[0]?.columns.some(({ name }) => name.toLowerCase() === 'id');
  const config = hasConfig ? result.sets[0]?.rows[0] : undefined;
  const rows = (hasConfig ? result.sets[1] : result.sets[0])?.rows ?? [];
  const chosen = new Set((ctx.params.get(definition.action.param) ?? '').split(',').filter((id) => id !== ''));
  const nodes = treeNodes(ctx, { definition, rows, config, remembered, chosen });
  const rootTitle = textOf(ctx, definition.rootTitle);
  const may = (operation: TreeOperation, column: string): boolean =>
    mayChange(definition, operation, ctx.visitor) && isGranted(config, column);
  return {
    code,
    itemID: request.itemID,
    params: [...request.params],
    title: textOf(ctx, definition.title),
    subtitle: textOf(ctx, definition.subtitle),
    hasCard: definition.hasCard,
    hasSearch: definition.search,
    selection: definition.selection,
    nodes,
    root:
      rootTitle === ''
        ? undefined
        : { title: rootTitle, action: definedAction(ctx, definition.action, undefined, ''), isSelected: chosen.size === 0 },
    can: {
      create: may('create', 'CanAdd'),
      rename: may('rename', 'CanRename'),
      delete: may('delete', 'CanDelete'),
      move: may('move', 'CanMove'),
    },
    confirmDelete: confirmation(ctx.lang, definition),
    empty: emptyOf(ctx, definition.empty, { title: t(ctx.lang, 'tree.emptyTitle') }),
    topics: topicTokens(ctx, definition.refreshOn),
  };
}

/** `{title}` stays for the browser, which knows the node. */
function confirmation(lang: 'en' | 'ru', { confirmDelete }: TreeDefinition): string {
  const own = typeof confirmDelete === 'string' ? confirmDelete : (confirmDelete?.[lang] ?? confirmDelete?.en ?? confirmDelete?.ru);
  return own ?? t(lang, 'tree.confirmDelete');
}

/** The procedure's word counts only against what the definition allows. */
function isGranted(config: Row | undefined, column: string): boolean {
  const said = cell(config, column);
  return said === undefined || said === null || isYes(said);
}
