// The tree component: a WAI-ARIA tree with its bar of search and buttons. One node is in the tab order; the arrow keys walk (client/tree.ts).

import { componentId, componentRoot } from './component-root.ts';
import { renderEmpty } from './feedback.ts';
import { attr, attrs, emptyHtml, html, join } from './html.ts';
import type { HtmlPart, SafeHtml } from './html.ts';
import { icon } from './icons.ts';
import { t } from './locale.ts';
import type { RenderContext } from './page-context.ts';
import { refreshAttributes } from './refresh-view.ts';
import type { NodeAction, TreeNode, TreeView } from './tree/view.ts';

export function renderTree(view: TreeView, page: RenderContext): SafeHtml {
  const id = componentId('tree', view.code);
  const label = view.title === '' ? t(page.lang, 'tree.tree') : view.title;
  const head =
    view.title === ''
      ? ''
      : html`<div class="card-header"><h2 id="${id}-title">${view.title}</h2>${view.subtitle === '' ? '' : html`<span class="card-note">${view.subtitle}</span>`}</div>`;
  const isEmpty = view.nodes.length === 0 && view.root === undefined;
  return componentRoot(
    {
      kind: 'tree',
      code: view.code,
      itemID: view.itemID,
      params: view.params,
      class: view.hasCard ? 'card' : undefined,
      ...(view.title === '' ? { label } : { labelledBy: `${id}-title` }),
      attributes: { ...refreshAttributes(view), 'data-selection': view.selection, 'data-can-move': view.can.move ? '1' : undefined },
    },
    html`${head}${renderBar(view, page, id)}${isEmpty ? renderEmpty(view.empty) : renderNodes(view, { id, label })}<div class="sr-only" role="status" data-tree-status></div>`,
  );
}

function renderBar(view: TreeView, page: RenderContext, id: string): SafeHtml {
  const { can } = view;
  const { lang } = page;
  const search = view.hasSearch && view.nodes.length > 0;
  if (!search && !can.create && !can.rename && !can.delete && !can.move) return emptyHtml;
  const button = (act: string, sign: string, label: string, more: Readonly<Record<string, string | boolean | undefined>> = {}): SafeHtml =>
    html`<button type="button" class="btn btn-icon btn-quiet btn-sm" data-tree="${act}" aria-label="${label}" title="${label}"${attrs(more)}>${icon(sign)}</button>`;
  const needsNode = { disabled: true, 'data-needs-node': '1' };
  return html`<div class="tree-bar">${search ? html`<div class="search-field"><label class="sr-only" for="${id}-search">${t(lang, 'tree.search')}</label>${icon('search')}<input class="form-control" type="search" id="${id}-search" placeholder="${t(lang, 'tree.search')}" autocomplete="off" data-tree-search></div>` : ''}<div class="cluster push">${can.create ? html`${button('createRoot', 'plus-lg', t(lang, 'tree.addRoot'))}${button('create', 'node-plus', t(lang, 'tree.add'), needsNode)}` : ''}${can.rename ? button('rename', 'pencil', t(lang, 'tree.rename'), needsNode) : ''}${can.move ? html`${button('up', 'arrow-up', t(lang, 'tree.up'), needsNode)}${button('down', 'arrow-down', t(lang, 'tree.down'), needsNode)}${button('out', 'arrow-left', t(lang, 'tree.out'), needsNode)}${button('in', 'arrow-right', t(lang, 'tree.in'), needsNode)}` : ''}${can.delete ? button('delete', 'trash', t(lang, 'tree.delete'), { ...needsNode, 'data-confirm': view.confirmDelete }) : ''}</div></div>`;
}

interface Place {
  readonly id: string;
  readonly level: number;
  readonly view: TreeView;
}

function renderNodes(view: TreeView, { id, label }: { id: string; label: string }): SafeHtml {
  const place = { id, level: 1, view };
  const root =
    view.root === undefined
      ? ''
      : html`<li role="treeitem" aria-level="1" aria-selected="${view.root.isSelected ? 'true' : 'false'}" tabindex="-1" id="${id}-n-" data-node="" data-root="1"${actionAttributes(view.root.action)}><div class="tree-row"><span class="tree-toggle" aria-hidden="true"></span><span class="tree-title">${view.root.title}</span></div></li>`;
  return html`<ul class="tree" role="tree" aria-label="${label}"${attr('aria-multiselectable', view.selection === 'multiple' ? 'true' : undefined)}>${root}${join(view.nodes.map((node) => renderNode(node, place)))}</ul>`;
}

function renderNode(node: TreeNode, place: Place): SafeHtml {
  const hasChildren = node.children.length > 0;
  const { id, level, view } = place;
  const tone = node.color === undefined ? '' : ` tree-color-${node.color}`;
  const title: HtmlPart =
    node.action.type === 'redirect'
      ? html`<a class="tree-title" href="${node.action.url}" tabindex="-1">${node.title}</a>`
      : html`<span class="tree-title">${node.title}</span>`;
  const tags =
    node.tags.length === 0 ? '' : html`<span class="tree-tags">${join(node.tags.map((tag) => html`<span>${tag}</span>`))}</span>`;
  const group =
    hasChildren || view.can.move
      ? html`<ul role="group">${join(node.children.map((child) => renderNode(child, { ...place, level: level + 1 })))}</ul>`
      : '';
  return html`<li role="treeitem" id="${id}-n-${encodeURIComponent(node.id)}" data-node="${node.id}" aria-level="${level}"${attr('aria-expanded', hasChildren ? String(node.isOpen) : undefined)} aria-selected="${node.isSelected ? 'true' : 'false'}"${attr('aria-disabled', node.isSelectable ? undefined : 'true')} tabindex="-1"${actionAttributes(node.action)}><div class="tree-row${tone}"><span class="tree-toggle" aria-hidden="true">${hasChildren ? icon('chevron-right') : ''}</span>${node.icon === undefined ? '' : html`<span class="tree-icon">${icon(node.icon)}</span>`}${title}${tags}</div>${group}</li>`;
}

function actionAttributes(action: NodeAction): SafeHtml {
  switch (action.type) {
    case 'none':
    case 'redirect':
      return emptyHtml;
    case 'form':
      return attrs({ 'data-form': action.form, 'data-form-item': action.itemID });
    case 'refresh':
      return attrs({ 'data-target': action.target, 'data-param': action.param });
  }
}
