// The screen of an export: the list of items belongs to a selection; finding in it, whole groups at once, how many are selected.

import { fill, pick } from '../../../renderer/client/texts.ts';
import { versions as en } from '../../locales/en/versions.ts';
import { versions as ru } from '../../locales/ru/versions.ts';

const texts = pick(en, ru);

export function startExport(form: HTMLElement): void {
  const items = form.querySelector<HTMLElement>('[data-items]');
  const find = form.querySelector<HTMLInputElement>('[data-find]');
  const note = form.querySelector<HTMLElement>('[data-selected]');
  const isSelection = (): boolean => form.querySelector<HTMLInputElement>('#scope-selection')?.checked ?? false;
  const boxes = (root: Element): HTMLInputElement[] => [...root.querySelectorAll<HTMLInputElement>('input[name=path]')];

  const show = (): void => {
    if (items !== null) items.hidden = !isSelection();
    const count = boxes(form).filter(({ checked }) => checked).length;
    if (note !== null) note.textContent = isSelection() ? fill(texts, 'selected', { count }) : '';
  };
  form.addEventListener('change', ({ target }) => {
    if (target instanceof HTMLInputElement && target.dataset.all !== undefined) {
      const group = target.closest('[data-group]');
      if (group !== null)
        for (const box of boxes(group)) if (box.closest<HTMLElement>('[data-item]')?.hidden !== true) box.checked = target.checked;
    }
    show();
  });
  form.addEventListener('submit', (event) => {
    if (!isSelection() || boxes(form).some(({ checked }) => checked) || form.querySelector('input[name=data]:checked') !== null) return;
    event.preventDefault();
    if (note !== null) note.textContent = texts.nothingSelected;
  });
  find?.addEventListener('input', () => {
    const part = find.value.trim().toLowerCase();
    for (const group of form.querySelectorAll<HTMLDetailsElement>('[data-group]')) {
      const rows = [...group.querySelectorAll<HTMLElement>('[data-item]')];
      for (const row of rows) row.hidden = !(row.dataset.item ?? '').includes(part);
      const found = rows.filter(({ hidden }) => !hidden).length;
      group.hidden = found === 0;
      group.open = part !== '' && found > 0;
    }
  });
  show();
}
