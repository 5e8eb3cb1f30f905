// The check component (`as-check`): integrity checks with what they found, to run and to mend. The parts are in `engine/checks/`.

import { renderChecks } from '../../renderer/check.ts';
import type { CheckView } from '../../renderer/check/view.ts';
import { fixChosen, runOne } from '../checks/actions.ts';
import { loadChecks, readFound } from '../checks/load.ts';
import type { ComponentKind } from '../component.ts';

export const checkComponent: ComponentKind<'check', CheckView> = {
  kind: 'check',
  snippets: ['as-check'],
  roles: (definition) => definition.roles,
  load: loadChecks,
  render: renderChecks,
  actions: { run: runOne, fix: fixChosen },
  readings: { found: readFound },
};
