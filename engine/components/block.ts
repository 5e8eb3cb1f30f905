// The block component: HTML of a definition with the rows of a procedure. The parts are in `engine/block/`.

import { renderBlock } from '../../renderer/block.ts';
import type { BlockView } from '../../renderer/block.ts';
import { loadBlock } from '../block/load.ts';
import type { ComponentKind } from '../component.ts';

export const blockComponent: ComponentKind<'block', BlockView> = {
  kind: 'block',
  snippets: ['as-block'],
  roles: (definition) => definition.roles,
  load: loadBlock,
  render: renderBlock,
};
