// Texts that are saved one by one: each when it is left, Escape takes it back. What the server refuses stays in its cell with the reason.

import { element } from '../../../renderer/client/element.ts';
import { fill, pick } from '../../../renderer/client/texts.ts';
import { textsClient as en } from '../../locales/en/texts-client.ts';
import { textsClient as ru } from '../../locales/ru/texts-client.ts';
import { postAdmin } from '../requests.ts';

const texts = pick(en, ru);

export function startTextsGrid(root: HTMLElement): void {
  const status = root.querySelector<HTMLElement>('[data-grid-status]');
  root.addEventListener('change', ({ target }) => {
    if (target instanceof HTMLTextAreaElement && target.dataset.save !== undefined) void save(target, status);
  });
  root.addEventListener('keydown', (event) => {
    const { target } = event;
    if (!(target instanceof HTMLTextAreaElement) || target.dataset.save === undefined) return;
    if (event.key === 'Escape') {
      target.value = target.defaultValue;
      complain(target, '');
    }
    // A label is a line: Enter is done with it, Shift and Enter begin another.
    if (event.key !== 'Enter' || event.shiftKey) return;
    event.preventDefault();
    const cells = [...root.querySelectorAll<HTMLTextAreaElement>(`textarea[lang="${target.lang}"]`)];
    const next = cells[cells.indexOf(target) + 1];
    if (next === undefined) target.blur();
    else next.focus();
  });
}

async function save(cell: HTMLTextAreaElement, status: HTMLElement | null): Promise<void> {
  const text = cell.value;
  if (text === cell.defaultValue) return complain(cell, '');
  const body = { was: cell.defaultValue, ...(JSON.parse(cell.dataset.body ?? '{}') as Record<string, string>), text };
  if (status !== null) status.textContent = fill(texts, 'saving', {});
  cell.setAttribute('aria-busy', 'true');
  const answer = await postAdmin(cell.dataset.save ?? '', body).finally(() => cell.removeAttribute('aria-busy'));
  if (!answer.ok) {
    const { error } = (answer.data ?? {}) as { error?: string };
    return complain(cell, error ?? answer.error?.text ?? '');
  }
  complain(cell, '');
  cell.defaultValue = text;
  cell.classList.add('is-saved');
  cell.closest('td')?.classList.toggle('is-missing', text.trim() === '');
  if (status !== null) status.textContent = fill(texts, 'saved', { name: cell.getAttribute('aria-label') ?? '' });
  cell.addEventListener('input', () => cell.classList.remove('is-saved'), { once: true });
}

function complain(cell: HTMLTextAreaElement, text: string): void {
  cell.parentElement?.querySelector('.invalid-feedback')?.remove();
  cell.classList.toggle('is-invalid', text !== '');
  if (text === '') {
    cell.removeAttribute('aria-invalid');
    return;
  }
  cell.setAttribute('aria-invalid', 'true');
  cell.classList.remove('is-saved');
  cell.after(element('div', { class: 'invalid-feedback d-block', role: 'alert' }, text));
}
