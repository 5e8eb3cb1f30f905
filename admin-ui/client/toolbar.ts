// The developer's toolbar under a cabinet page: unfolds the list of calls, shows one of them ready to paste, draws the boxes of components,
// and notes the requests that the page makes afterwards. Whether it is unfolded is kept in this browser.

import { element } from '../../renderer/client/element.ts';
import { showToast } from '../../renderer/client/toast.ts';
import { fill, pick } from '../../renderer/client/texts.ts';
import { toolbar as en } from '../locales/en/toolbar.ts';
import { toolbar as ru } from '../locales/ru/toolbar.ts';

const texts = pick(en, ru);
const KEPT_AS = 'peregrine-toolbar';

export function startToolbar(root: HTMLElement): void {
  const body = root.querySelector<HTMLElement>('#toolbar-body');
  const fold = root.querySelector<HTMLButtonElement>('[data-toolbar="fold"]');
  const view = root.querySelector<HTMLFormElement>('[data-toolbar-view]');
  if (body === null || fold === null || view === null) return;

  const unfold = (isOpen: boolean): void => {
    body.hidden = !isOpen;
    fold.setAttribute('aria-expanded', String(isOpen));
    document.body.classList.toggle('has-trace-open', isOpen);
  };
  document.body.classList.add('has-trace');
  unfold(localStorage.getItem(KEPT_AS) === 'open');
  fold.addEventListener('click', () => {
    unfold(body.hidden !== false);
    localStorage.setItem(KEPT_AS, body.hidden ? 'folded' : 'open');
  });

  const viewButton = root.querySelector<HTMLButtonElement>('[data-toolbar="view"]');
  viewButton?.addEventListener('click', () => {
    view.hidden = !view.hidden;
    viewButton.setAttribute('aria-expanded', String(!view.hidden));
    if (!view.hidden) view.querySelector<HTMLInputElement>('[name=spec]')?.focus();
  });
  const boxes = root.querySelector<HTMLButtonElement>('[data-toolbar="boxes"]');
  boxes?.addEventListener('click', () => {
    const isOn = boxes.getAttribute('aria-pressed') !== 'true';
    boxes.setAttribute('aria-pressed', String(isOn));
    drawBoxes(isOn);
  });
  startTraceEntries(root);
  watchRequests(root);
}

/** The list of a request's calls with the chosen one beside it; also on the page of a single trace. */
export function startTraceEntries(root: HTMLElement): void {
  const detail = root.querySelector<HTMLElement>('[data-toolbar-detail]');
  root.addEventListener('click', (event) => {
    const entry = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-toolbar-entry]') : null;
    if (entry === null || detail === null) return;
    for (const row of root.querySelectorAll('tr.is-selected')) row.classList.remove('is-selected');
    entry.closest('tr')?.classList.add('is-selected');
    detail.replaceChildren(...detailOf(entry));
  });
}

function detailOf(entry: HTMLElement): HTMLElement[] {
  const { call = '', url = '', note = '' } = entry.dataset;
  const copy = element('button', { type: 'button', class: 'btn btn-sm btn-outline-secondary' }, fill(texts, 'copy'));
  copy.addEventListener('click', () => {
    void navigator.clipboard.writeText(call).then(() => showToast({ kind: 'success', text: fill(texts, 'copied') }));
  });
  return [
    element(
      'div',
      { class: 'pane-head' },
      element('h2', { class: 'mono' }, entry.textContent ?? ''),
      element('span', { class: 'push' }),
      copy,
      element('a', { class: 'btn btn-sm btn-outline-secondary', href: url }, fill(texts, 'open')),
    ),
    ...(note === '' ? [] : [element('p', { class: 'p-3 mb-0 text-danger' }, note)]),
    element('pre', {}, call),
  ];
}

/** An outline and a tag around each component, with the way to its definition. */
function drawBoxes(isOn: boolean): void {
  for (const tag of document.querySelectorAll('.trace-tag')) tag.remove();
  for (const component of document.querySelectorAll<HTMLElement>('.as-component[data-kind][data-code]')) {
    component.classList.toggle('trace-box', isOn);
    if (!isOn) continue;
    const { kind = '', code = '' } = component.dataset;
    component.prepend(
      element('a', { class: 'trace-tag', href: `/admin/definitions/${kind}/${encodeURIComponent(code)}` }, `${kind} ${code}`),
    );
  }
}

/** Later requests of the page tell developers their times in the header `Server-Timing`, which the browser keeps. */
function watchRequests(root: HTMLElement): void {
  const rows = root.querySelector('tbody');
  if (rows === null || !('PerformanceObserver' in window)) return;
  const observer = new PerformanceObserver((list) => {
    for (const one of list.getEntries()) {
      if (!(one instanceof PerformanceResourceTiming) || one.initiatorType !== 'fetch') continue;
      const { pathname } = new URL(one.name);
      if (/^\/(?:assets|events|admin)\b/.test(pathname)) continue;
      for (const { description, duration } of one.serverTiming) {
        rows.append(
          element(
            'tr',
            {},
            element('td', { class: 'mono' }, pathname),
            element('td', { class: 'mono' }, description),
            element('td'),
            element('td', { class: 'num' }, duration.toFixed(1)),
            element('td'),
          ),
        );
      }
    }
  });
  observer.observe({ type: 'resource', buffered: false });
}
