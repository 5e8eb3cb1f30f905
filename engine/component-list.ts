// Every component kind of the platform, one line each.

import { defineComponent } from './component.ts';
import type { AnyComponent } from './component.ts';
import { chatComponent } from './components/chat.ts';
import { formComponent } from './components/form.ts';
import { resourceComponent } from './components/resource.ts';
import { tableComponent } from './components/table.ts';
import { blockComponent } from './components/block.ts';
import { chartComponent } from './components/chart.ts';
import { checkComponent } from './components/check.ts';
import { jobComponent } from './components/job.ts';
import { dashboardComponent } from './components/dashboard.ts';
import { entityComponent } from './components/entity.ts';
import { treeComponent } from './components/tree.ts';

export const componentList: readonly AnyComponent[] = [
  defineComponent(tableComponent),
  defineComponent(formComponent),
  defineComponent(resourceComponent),
  defineComponent(chatComponent),
  defineComponent(blockComponent),
  defineComponent(chartComponent),
  defineComponent(dashboardComponent),
  defineComponent(entityComponent),
  defineComponent(treeComponent),
  defineComponent(checkComponent),
  defineComponent(jobComponent),
];
