// A tree as this visitor sees it: nodes below nodes, what choosing one does, what may be changed.

import type { EmptyState } from '../feedback.ts';
import type { RefreshView } from '../refresh-view.ts';

export type NodeAction =
  | { readonly type: 'none' }
  | { readonly type: 'form'; readonly form: string; readonly itemID: string }
  | { readonly type: 'redirect'; readonly url: string }
  | { readonly type: 'refresh'; readonly target: string; readonly param: string };

export interface TreeNode {
  readonly id: string;
  readonly title: string;
  readonly icon?: string | undefined;
  readonly color?: string | undefined;
  readonly tags: readonly string[];
  readonly isOpen: boolean;
  readonly isSelected: boolean;
  readonly isSelectable: boolean;
  readonly action: NodeAction;
  readonly children: readonly TreeNode[];
}

export interface TreeView extends RefreshView {
  readonly code: string;
  readonly itemID: string;
  readonly params: readonly (readonly [string, string])[];
  readonly title: string;
  readonly subtitle: string;
  readonly hasCard: boolean;
  readonly hasSearch: boolean;
  readonly selection: 'action' | 'single' | 'multiple' | 'none';
  readonly nodes: readonly TreeNode[];
  /** The node above all: choosing none. */
  readonly root?: { readonly title: string; readonly action: NodeAction; readonly isSelected: boolean } | undefined;
  readonly can: { readonly create: boolean; readonly rename: boolean; readonly delete: boolean; readonly move: boolean };
  readonly confirmDelete?: string | undefined;
  readonly empty: EmptyState;
}
