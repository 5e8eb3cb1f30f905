// Buttons that do something on the page: `data-do="name"` anywhere, also in markup that arrives later.

type Action = (button: HTMLElement, event: Event) => void;
const actions = new Map<string, Action>();

/** Names what `data-do="name"` does. */
export function onAction(name: string, action: Action): void {
  actions.set(name, action);
}

/** Starts listening; once for a page. */
export function startActions(): void {
  document.addEventListener('click', (event) => {
    if (!(event.target instanceof Element)) return;
    const button = event.target.closest<HTMLElement>('[data-do]');
    const action = actions.get(button?.dataset.do ?? '');
    if (button !== null && action !== undefined) action(button, event);
  });
}
