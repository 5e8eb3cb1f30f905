// Behaviours of component kinds: one line for each. A loader runs when the first component of its kind is on the page, so a kind costs
// nothing where it is not used. It answers the function that is called once with each new root element.

export type Behaviour = (root: HTMLElement) => void | Promise<void>;

export const behaviours: Record<string, () => Promise<Behaviour>> = {
  table: async () => (await import('./table.ts')).activateTable,
  form: async () => (await import('./form.ts')).activateForm,
  resource: async () => (await import('./resource.ts')).activateResource,
  chat: async () => (await import('./chat.ts')).activateChat,
  chart: async () => (await import('./chart.ts')).activateChart,
  dashboard: async () => (await import('./dashboard.ts')).activateDashboard,
  tree: async () => (await import('./tree.ts')).activateTree,
  entity: async () => (await import('./entity.ts')).activateEntity,
  check: async () => (await import('./check.ts')).activateCheck,
  job: async () => (await import('./job.ts')).activateJob,
  block: async () => (await import('./auto-refresh.ts')).startAutoRefresh,
};
