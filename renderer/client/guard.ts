// Unsaved work: whoever holds some registers a check; leaving the page, closing its dialog or replacing its element asks first.

const guards = new Map<HTMLElement, () => boolean>();

/** Registers a check for as long as the element is on the page. Answers the end of the registration. */
export function guardUnsaved(root: HTMLElement, isDirty: () => boolean): () => void {
  guards.set(root, isDirty);
  return () => guards.delete(root);
}

/** Whether something unsaved is inside (or is) the element; without an element, anywhere on the page. */
export function hasUnsaved(within?: Node): boolean {
  for (const [root, isDirty] of guards) {
    if (!root.isConnected) guards.delete(root);
    else if ((within === undefined || within.contains(root)) && isDirty()) return true;
  }
  return false;
}

/** Forgets the checks inside an element that is left on purpose. */
export function dropGuards(within?: Node): void {
  for (const root of guards.keys()) if (within === undefined || within.contains(root)) guards.delete(root);
}

/** The browser's own question when the page itself is left. */
export function startGuards(): void {
  addEventListener('beforeunload', (event) => {
    if (hasUnsaved()) event.preventDefault();
  });
}
