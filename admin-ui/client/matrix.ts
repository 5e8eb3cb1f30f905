// The matrix of roles: collects what was changed since the page came, so that only that is saved.

import { fill, pick } from '../../renderer/client/texts.ts';
import { matrix as en } from '../locales/en/matrix.ts';
import { matrix as ru } from '../locales/ru/matrix.ts';

const texts = pick(en, ru);

export function startMatrix(form: HTMLElement): void {
  const save = form.querySelector<HTMLButtonElement>('[data-matrix-save]');
  const count = form.querySelector<HTMLElement>('[data-matrix-count]');
  form.addEventListener('change', (event) => {
    const box = event.target;
    if (!(box instanceof HTMLInputElement) || box.dataset.matrix === undefined) return;
    form.querySelector(`input[type=hidden][data-for="${CSS.escape(box.dataset.matrix)}"]`)?.remove();
    if (box.checked !== box.defaultChecked) form.append(changeField(box.dataset.matrix, box.checked));
    const changed = form.querySelectorAll('input[type=hidden][name=changes]').length;
    if (save !== null) save.disabled = changed === 0;
    if (count !== null) count.textContent = changed === 0 ? '' : fill(texts, 'changed', { count: changed });
  });
}

function changeField(key: string, isOn: boolean): HTMLInputElement {
  const field = document.createElement('input');
  field.type = 'hidden';
  field.name = 'changes';
  field.dataset.for = key;
  field.value = `${key}=${isOn ? 1 : 0}`;
  return field;
}
