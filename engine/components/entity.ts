// The status component (`as-status`): where a record stands and the steps from there. The parts are in `engine/entity/`.

import { renderEntity } from '../../renderer/entity.ts';
import type { EntityView } from '../../renderer/entity/view.ts';
import type { ComponentKind } from '../component.ts';
import { changeStatus } from '../entity/change.ts';
import { loadEntity } from '../entity/load.ts';

export const entityComponent: ComponentKind<'entity', EntityView> = {
  kind: 'entity',
  snippets: ['as-status'],
  roles: (definition) => definition.roles,
  load: loadEntity,
  render: renderEntity,
  actions: { change: changeStatus },
};
