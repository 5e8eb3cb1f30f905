// Behaviours of component kinds: one line for each. A loader runs when the first component of its kind is on the page, so a kind costs
// nothing where it is not used. It answers the function that is called once with each new root element.

export type Behaviour = (root: HTMLElement) => void | Promise<void>;

export const behaviours: Record<string, () => Promise<Behaviour>> = {
  // table: async () => (await import('./table.ts')).activateTable,
  form: async () => (await import('./form.ts')).activateForm,
};
