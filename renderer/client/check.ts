// Integrity checks: run one or all with progress, unfold what was found, choose and mend.

import { activate, componentUrl } from './activate.ts';
import { startAutoRefresh } from './auto-refresh.ts';
import { confirmAction } from './confirm.ts';
import { parseMarkup } from './element.ts';
import { refreshComponent } from './refresh.ts';
import { getFragment, post } from './request.ts';

/** What was unfolded before a refresh, by the component's id. */
const unfolded = new Map<string, Set<string>>();

export function activateCheck(root: HTMLElement): void {
  startAutoRefresh(root);
  const { code = '' } = root.dataset;
  const open = unfolded.get(root.id) ?? new Set<string>();
  unfolded.set(root.id, open);
  let isStopped = false;

  const params = (): Record<string, string> => Object.fromEntries(new URL(root.dataset.src ?? '', location.href).searchParams);
  const act = (action: string, body: Readonly<Record<string, unknown>>) => ({
    url: `/c/check/${encodeURIComponent(code)}/${action}`,
    body: { itemID: root.dataset.itemid ?? '', params: params(), ...body },
  });
  const itemOf = (check: string): HTMLElement | null => root.querySelector(`[data-check-item="${CSS.escape(check)}"]`);

  const show = async (button: HTMLElement): Promise<void> => {
    const check = button.dataset.check ?? '';
    const place = itemOf(check)?.querySelector<HTMLElement>('[data-check-found]');
    if (!place) return;
    const isOpen = button.getAttribute('aria-expanded') === 'true';
    button.setAttribute('aria-expanded', String(!isOpen));
    place.hidden = isOpen;
    if (isOpen) {
      open.delete(check);
      return;
    }
    open.add(check);
    place.setAttribute('aria-busy', 'true');
    const address = componentUrl('check', `${code}`, { itemID: root.dataset.itemid, params: { ...params(), check } });
    try {
      place.replaceChildren(parseMarkup(await getFragment(address.replace(/(\?|$)/, '/found$1'))));
      await activate(place);
    } catch {
      button.setAttribute('aria-expanded', 'false');
      place.hidden = true;
    } finally {
      place.removeAttribute('aria-busy');
    }
  };

  const run = async (button: HTMLElement): Promise<void> => {
    const { url, body } = act('run', { check: button.dataset.check });
    await post(url, body, { trigger: button });
    await refreshComponent(root);
  };

  const runAll = async (button: HTMLButtonElement): Promise<void> => {
    const bar = root.querySelector<HTMLElement>('[data-check-progress]');
    const meter = bar?.querySelector('[role="progressbar"]');
    const line = bar?.querySelector('[data-check-progress-text]');
    const checks = [...root.querySelectorAll<HTMLElement>('[data-check-do="run"]')].map((one) => one.dataset.check ?? '');
    if (!bar || !meter || !line) return;
    isStopped = false;
    button.disabled = true;
    bar.hidden = false;
    for (const [at, check] of checks.entries()) {
      if (isStopped || !root.isConnected) break;
      const done = Math.round((at / checks.length) * 100);
      meter.setAttribute('aria-valuenow', String(done));
      meter.querySelector('rect')?.setAttribute('width', String(done));
      const title = itemOf(check)?.querySelector('.check-name')?.firstChild?.textContent ?? check;
      line.textContent = `${at + 1} / ${checks.length} · ${title}`;
      const { url, body } = act('run', { check });
      // One that fails is shown as failed in the list; the others go on.
      await post(url, body, { isQuiet: true, keepCommands: true }).catch(() => {});
    }
    await refreshComponent(root);
  };

  const fix = async (button: HTMLElement): Promise<void> => {
    const items = chosen(button).map((box) => box.value);
    const { check, confirm = '', title = '' } = button.dataset;
    const text = confirm.replaceAll('{count}', String(items.length));
    if (items.length === 0 || !(await confirmAction({ title, text, confirm: title }))) return;
    const { url, body } = act('fix', { check, items });
    const answer = await post(url, body, { trigger: button });
    if (answer.ok) await refreshComponent(root);
  };

  const actions: Readonly<Record<string, (button: HTMLButtonElement) => unknown>> = {
    show,
    run,
    runAll,
    fix,
    stop: () => {
      isStopped = true;
    },
  };
  root.addEventListener('click', (event) => {
    const button = event.target instanceof Element ? event.target.closest<HTMLButtonElement>('[data-check-do]') : null;
    if (button === null || button.getAttribute('aria-busy') === 'true') return;
    // Failures are told by the request module.
    void Promise.resolve(actions[button.dataset.checkDo ?? '']?.(button)).catch(() => {});
  });
  root.addEventListener('change', (event) => {
    const { target } = event;
    if (target instanceof HTMLSelectElement && target.matches('[data-check-area]')) filterArea(root, target.value);
    if (target instanceof HTMLInputElement && target.matches('[data-check-all], [data-check-tick]')) noteChoice(target);
  });
  for (const check of open) {
    const button = itemOf(check)?.querySelector<HTMLElement>('[data-check-do="show"]');
    if (button) void show(button);
    else open.delete(check);
  }
}

function filterArea(root: HTMLElement, area: string): void {
  for (const item of root.querySelectorAll<HTMLElement>('[data-check-item]')) item.hidden = area !== '' && item.dataset.area !== area;
}

function foundOf(element: Element): Element | null {
  return element.closest('[data-check-found]');
}

function chosen(element: Element): HTMLInputElement[] {
  return [...(foundOf(element)?.querySelectorAll<HTMLInputElement>('[data-check-tick]:checked') ?? [])];
}

function noteChoice(box: HTMLInputElement): void {
  const place = foundOf(box);
  const boxes = [...(place?.querySelectorAll<HTMLInputElement>('[data-check-tick]') ?? [])];
  const all = place?.querySelector<HTMLInputElement>('[data-check-all]');
  if (box === all) for (const one of boxes) one.checked = box.checked;
  const count = boxes.filter((one) => one.checked).length;
  if (all) {
    all.checked = count > 0 && count === boxes.length;
    all.indeterminate = count > 0 && count < boxes.length;
  }
  for (const one of boxes) one.closest('tr')?.classList.toggle('is-selected', one.checked);
  const button = place?.querySelector<HTMLButtonElement>('[data-check-do="fix"]');
  if (!button) return;
  button.disabled = count === 0;
  const number = button.querySelector('[data-check-chosen]');
  if (number) number.textContent = count === 0 ? '' : ` · ${count}`;
}
