// The tree component: records below records, chosen, created, renamed, moved, deleted. The parts are in `engine/tree/`.

import { renderTree } from '../../renderer/tree.ts';
import type { TreeView } from '../../renderer/tree/view.ts';
import type { ComponentKind } from '../component.ts';
import { createNode, deleteNode, keepState, moveNode, renameNode } from '../tree/change.ts';
import { loadTree } from '../tree/load.ts';

export const treeComponent: ComponentKind<'tree', TreeView> = {
  kind: 'tree',
  snippets: ['as-tree'],
  roles: (definition) => definition.roles,
  load: loadTree,
  render: renderTree,
  actions: { create: createNode, rename: renameNode, delete: deleteNode, move: moveNode, state: keepState },
};
