// One field in place: press (or double-click the text), change, Enter saves, Escape leaves it as it was.

import type { Command } from '../../commands.ts';
import type { FormClientConfig } from '../../form/view.ts';
import { refreshComponent } from '../refresh.ts';
import { post } from '../request.ts';
import { showToast } from '../toast.ts';
import { codeOf, fieldsOf, focusTarget, readField, writeField } from './controls.ts';
import { enhanceFields } from './enhance.ts';
import { setError } from './errors.ts';

export function activateEditable(root: HTMLElement): void {
  const config = JSON.parse(root.dataset.formConfig ?? '{}') as FormClientConfig;
  const form = root.querySelector('form');
  const open = root.querySelector<HTMLButtonElement>('[data-editable-open]');
  const text = root.querySelector<HTMLElement>('[data-editable-text]');
  const [field] = fieldsOf(root);
  if (form === null || open === null || text === null || field === undefined) return;
  let isEnhanced = false;
  let before = '';
  let isSaving = false;

  const turn = (isOpen: boolean): void => {
    form.hidden = !isOpen;
    text.hidden = isOpen;
    open.hidden = isOpen;
  };
  const start = async (): Promise<void> => {
    turn(true);
    if (!isEnhanced) {
      isEnhanced = true;
      await enhanceFields(root, config);
    }
    before = readField(field, config.lang) ?? '';
    focusTarget(field).focus();
  };
  const stop = (): void => {
    writeField(field, before, config.lang);
    setError(field, '');
    turn(false);
    open.focus();
  };
  const save = async (): Promise<void> => {
    const value = readField(field, config.lang) ?? '';
    if (value === before) return stop();
    if (isSaving) return;
    isSaving = true;
    const body = { itemID: root.dataset.itemid ?? '', params: config.params, form: root.id, field: codeOf(field), value };
    try {
      const url = `/c/form/${encodeURIComponent(root.dataset.code ?? '')}/editable`;
      const answer = await post(url, body, { trigger: form.querySelector<HTMLElement>('[type="submit"]') ?? undefined });
      if (!answer.ok) return;
      const { id } = root;
      const { message = '' } = (answer.data ?? {}) as { message?: string };
      if (message !== '') showToast({ kind: 'success', text: message });
      await refreshComponent(root);
      document.getElementById(`${id}-open`)?.focus();
    } catch {
      // Told by the request module; the input stays.
    } finally {
      isSaving = false;
    }
  };

  open.addEventListener('click', () => void start());
  text.addEventListener('dblclick', () => void start());
  root.querySelector('[data-editable-cancel]')?.addEventListener('click', stop);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void save();
  });
  form.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || event.defaultPrevented) return;
    event.preventDefault();
    // The dialog around stays.
    event.stopPropagation();
    stop();
  });
  form.addEventListener('input', () => setError(field, ''));
  root.addEventListener('as:fieldErrors', (event) => {
    event.preventDefault();
    const { errors } = (event as CustomEvent<Extract<Command, { type: 'fieldErrors' }>>).detail;
    setError(field, errors.map(({ message }) => message).join(' '));
    focusTarget(field).focus();
  });
}
