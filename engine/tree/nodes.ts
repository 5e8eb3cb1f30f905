// Rows of `tree_{code}_getItems` as nodes below nodes. A row whose parent is not among the rows stands at the top; a circle of parents is cut.

import type { TreeDefinition } from '../../metadata/kinds/tree.ts';
import type { NodeAction, TreeNode } from '../../renderer/tree/view.ts';
import { safeUrl } from '../../renderer/html.ts';
import { cell } from '../../sql/procedures.ts';
import type { Row } from '../../sql/procedures.ts';
import { colorOf } from '../chart/read.ts';
import { linkOf, textOf } from '../definition-texts.ts';
import { isYes } from '../form/item.ts';
import { columnText } from '../form/values.ts';
import type { RequestContext } from '../request-context.ts';

/** What the visitor opened and closed against the definition's way, by node. */
export interface Remembered {
  readonly open: ReadonlySet<string>;
  readonly closed: ReadonlySet<string>;
}

export interface NodeSource {
  readonly definition: TreeDefinition;
  readonly rows: readonly Row[];
  readonly config: Row | undefined;
  readonly remembered: Remembered;
  /** Nodes chosen before, from the request's parameters. */
  readonly chosen: ReadonlySet<string>;
}

const DEEPEST = 50;
const OLD_ICON = /^(?:fa[srlb]?\s+)?fa-/;

export function treeNodes(ctx: RequestContext, source: NodeSource): TreeNode[] {
  const { rows, config } = source;
  const rootValue = columnText(cell(config, 'ParentIDRootValue'));
  const ids = new Set(rows.map((row) => idOf(row)));
  const children = new Map<string, Row[]>();
  for (const row of rows) {
    const parent = columnText(cell(row, 'ParentID'));
    const key = parent === rootValue || !ids.has(parent) || parent === idOf(row) ? '' : parent;
    children.set(key, [...(children.get(key) ?? []), row]);
  }
  const placed = new Set<string>();
  const below = (key: string, level: number): TreeNode[] =>
    (level > DEEPEST ? [] : (children.get(key) ?? [])).flatMap((row) => {
      const id = idOf(row);
      if (placed.has(id)) return [];
      placed.add(id);
      return [nodeOf(ctx, source, { row, id, level, children: below(id, level + 1) })];
    });
  return below('', 1);
}

function idOf(row: Row): string {
  return columnText(cell(row, 'Id'));
}

interface NodePlace {
  row: Row;
  id: string;
  level: number;
  children: TreeNode[];
}

function nodeOf(
  ctx: RequestContext,
  { definition, config, remembered, chosen }: NodeSource,
  { row, id, level, children }: NodePlace,
): TreeNode {
  const text = (name: string): string => columnText(cell(row, name));
  const isLeaf = children.length === 0;
  const own = text('Icon') || columnText(cell(config, 'NodeIcon'));
  const fallback = isLeaf ? (definition.leafIcon ?? definition.icon) : definition.icon;
  const levelIcon = definition.levels[level - 1]?.icon;
  const said = cell(row, 'Expanded');
  const opensAtFirst = said === null || said === undefined ? level <= definition.expandLevel : isYes(said);
  const holdsChosen = children.some((child) => child.isSelected || (child.isOpen && child.children.some((one) => one.isSelected)));
  const isOpen = remembered.open.has(id) || (!remembered.closed.has(id) && (opensAtFirst || holdsChosen));
  const selectable = cell(row, 'selectable');
  return {
    id,
    title: text('title') || id,
    icon: ((own === '' ? undefined : own) ?? levelIcon ?? fallback)?.replace(OLD_ICON, ''),
    color: colorOf(text('color')),
    tags:
      definition.showTags && text('info') !== ''
        ? text('info')
            .split('|')
            .map((tag) => tag.trim())
            .filter((tag) => tag !== '')
        : [],
    isOpen,
    isSelected: chosen.size > 0 ? chosen.has(id) : isYes(cell(row, 'Selected')),
    isSelectable: selectable === undefined || selectable === null || isYes(selectable),
    action: actionOf(ctx, definition, row),
    children,
  };
}

/** The node's own `Type` and `Value` (or `href`), else the definition's action. */
function actionOf(ctx: RequestContext, { action, selection }: TreeDefinition, row: Row): NodeAction {
  if (selection === 'none') return { type: 'none' };
  const text = (name: string): string => columnText(cell(row, name)).trim();
  const id = idOf(row);
  const value = text('Value');
  switch (text('Type').toLowerCase()) {
    case 'form': {
      const [form = '', item = id] = value.split(/[,;|]/).map((part) => part.trim());
      return form === '' ? { type: 'none' } : { type: 'form', form, itemID: item };
    }
    case 'redirect':
      return { type: 'redirect', url: safeUrl(value || text('href')) };
    case 'refreshcontainer':
      return { type: 'refresh', target: value, param: action.param };
  }
  if (text('href') !== '') return { type: 'redirect', url: safeUrl(text('href')) };
  return definedAction(ctx, action, row, id);
}

/** The definition's action for a node; `{id}` and other columns fill its address. */
export function definedAction(ctx: RequestContext, action: TreeDefinition['action'], row: Row | undefined, id: string): NodeAction {
  if (action.type === 'form' && action.form !== undefined) return { type: 'form', form: action.form, itemID: id };
  if (action.type === 'redirect') return { type: 'redirect', url: linkOf(ctx, action.url, { ...row, id }) ?? '#' };
  if (action.type === 'refreshContainer' && action.target !== undefined) {
    return { type: 'refresh', target: textOf(ctx, action.target), param: action.param };
  }
  return { type: 'none' };
}
