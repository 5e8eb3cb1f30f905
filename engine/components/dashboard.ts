// The dashboard component: counters, panels of rows, charts and components, one filter over all. The parts are in `engine/dashboard/`.

import { renderDashboard } from '../../renderer/dashboard.ts';
import type { DashboardView } from '../../renderer/dashboard/view.ts';
import type { ComponentKind } from '../component.ts';
import { loadDashboard } from '../dashboard/load.ts';

export const dashboardComponent: ComponentKind<'dashboard', DashboardView> = {
  kind: 'dashboard',
  snippets: ['as-dashboard'],
  roles: (definition) => definition.roles,
  load: loadDashboard,
  render: renderDashboard,
};
