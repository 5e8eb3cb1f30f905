// Addresses of a table's actions and readings with the state that its element has: the server then works on the same filters.

/** `/c/table/orders/updateField` of a component's element. */
export function actionUrl(root: HTMLElement, action: string): string {
  return `/c/${encodeURIComponent(root.dataset.kind ?? 'table')}/${encodeURIComponent(root.dataset.code ?? '')}/${action}`;
}

/** Item and parameters for the body of an action. */
export function actionContext(root: HTMLElement): { itemID: string; params: Record<string, string> } {
  const params = Object.fromEntries(queryOf(root));
  const itemID = root.dataset.itemid ?? params.itemID ?? '';
  delete params.itemID;
  return { itemID, params };
}

/** A reading's address with the state and further parameters. */
export function readingUrl(root: HTMLElement, reading: string, extra: Readonly<Record<string, string>> = {}): string {
  const query = queryOf(root);
  for (const [name, value] of Object.entries(extra)) query.set(name, value);
  const text = query.toString();
  return `${actionUrl(root, reading)}${text === '' ? '' : `?${text}`}`;
}

function queryOf(root: HTMLElement): URLSearchParams {
  return new URL(root.dataset.src ?? '', location.origin).searchParams;
}
