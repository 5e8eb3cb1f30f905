// Where the focus goes when the element that has it, or had it, is replaced: components come anew as markup, and whoever works by keyboard
// or with a screen reader goes on at the same place.

const NAMED_BY = [
  'data-sort',
  'data-table-sort',
  'data-table-filters',
  'data-table-refresh',
  'data-table-size',
  'data-table-tab',
  'data-columns-apply',
  'data-columns-reset',
  'data-view-save',
  'data-row-menu',
  'data-row-operation',
  'data-row-expand',
  'data-row-handle',
  'data-move',
  'data-transition',
];
const NAVIGATION = 'a[data-table-nav], .page-item.active .page-link';

/**
 * Remembers the focus inside a component that is about to be replaced. Answers the function that gives it to the successor of the element
 * in focus, unless the person has gone elsewhere meanwhile.
 */
export function rememberFocus(root: HTMLElement): () => void {
  const active = document.activeElement;
  if (!(active instanceof HTMLElement) || !root.contains(active)) return () => {};
  const { id } = active;
  const successor = successorOf(active, root);
  return () => {
    const now = document.activeElement;
    const isElsewhere = now instanceof HTMLElement && now !== document.body && now.isConnected && (id === '' || now.id !== id);
    const target = isElsewhere ? undefined : successor();
    if (target === undefined) return;
    giveFocus(target);
    if (active instanceof HTMLInputElement && active.type === 'search' && target instanceof HTMLInputElement) goOnTyping(active, target);
  };
}

/** What was typed while the answer was on its way is still there, and is searched for in its turn. */
function goOnTyping(from: HTMLInputElement, to: HTMLInputElement): void {
  if (from === to) return;
  const { value, selectionStart } = from;
  const isAhead = to.value !== value;
  to.value = value;
  to.setSelectionRange(selectionStart, selectionStart);
  if (isAhead) to.dispatchEvent(new InputEvent('input', { bubbles: true }));
}

/** Remembers an element. Answers the function that gives the focus back to it, or to its successor when its component came anew. */
export function rememberElement(element: HTMLElement): () => void {
  const root = element.closest<HTMLElement>('.as-component[id]');
  const successor = root === null ? undefined : successorOf(element, root);
  return () => {
    if (element.isConnected) return element.focus();
    const target = successor?.();
    if (target !== undefined) giveFocus(target);
  };
}

function giveFocus(target: HTMLElement): void {
  if (target.tabIndex < 0) target.tabIndex = -1;
  target.focus({ preventScroll: true });
}

/**
 * The element of the same id; else, in the component that now has the root's id, the one of the same name, or of the same text in the same
 * row; else the rows.
 */
function successorOf(element: HTMLElement, root: HTMLElement): () => HTMLElement | undefined {
  const { id } = element;
  const rootId = root.id;
  const row = element.closest<HTMLElement>('[data-id]')?.dataset.id;
  const name = NAMED_BY.find((attribute) => element.hasAttribute(attribute));
  const named = name === undefined ? undefined : `[${name}="${CSS.escape(element.getAttribute(name) ?? '')}"]`;
  const label = labelOf(element);
  // A page's number is a link before and plain text after it was followed.
  const alike = element.matches('a[data-table-nav]') ? NAVIGATION : element.localName;
  return () => {
    const byId = id === '' ? null : document.getElementById(id);
    if (byId !== null) return byId;
    const next = document.getElementById(rootId);
    if (next === null) return undefined;
    const sameRow = row === undefined ? null : next.querySelector<HTMLElement>(`[data-id="${CSS.escape(row)}"]`);
    const sameLabel =
      label === ''
        ? undefined
        : [...(sameRow ?? next).querySelectorAll<HTMLElement>(alike)].find((one) => labelOf(one) === label && one.checkVisibility());
    return (
      (named === undefined ? null : (sameRow ?? next).querySelector<HTMLElement>(named)) ??
      sameLabel ??
      sameRow?.querySelector<HTMLElement>(':is(a, button, [tabindex])') ??
      next.querySelector<HTMLElement>('.table-scroll') ??
      next
    );
  };
}

function labelOf(element: HTMLElement): string {
  return element.getAttribute('aria-label') ?? element.textContent?.trim() ?? '';
}
