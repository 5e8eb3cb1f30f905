// Behaviours of component kinds: one line for each. A loader is called when the first component of the kind is on the page, so a kind
// costs nothing where it is not used. The module exports `activate(element)`, called once for each new root element.

export interface Behaviour {
  activate(root: HTMLElement): void | Promise<void>;
}

export const behaviours: Readonly<Record<string, () => Promise<Behaviour>>> = {
  // table: () => import('./table.ts'),
};
