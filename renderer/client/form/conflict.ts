// Somebody else changed the record: both values of every field that differs, and the choice what to keep, field by field. A field that
// this person did not touch starts with the other value, a touched one with their own.

import type { Command } from '../../commands.ts';
import { openDialog } from '../dialog.ts';
import { element } from '../element.ts';
import { sayForm } from './errors.ts';

export type Conflict = Extract<Command, { type: 'conflict' }>;

export interface ConflictChoice {
  isTouched(field: string): boolean;
  /** Called with the fields that take the other value; then the form saves with the new version. */
  settle(taken: readonly { field: string; value: string }[], version: string): void;
}

export function askConflict(conflict: Conflict, { isTouched, settle }: ConflictChoice): void {
  const rows = conflict.fields.map(({ field, label, mine, theirs }, at) => {
    const name = `conflict-${at}`;
    const radio = (value: 'mine' | 'theirs', title: string, text: string): HTMLElement =>
      element(
        'label',
        {},
        element('input', { type: 'radio', name, value, checked: (value === 'mine') === isTouched(field) }),
        element('span', {}, element('small', {}, title), text === '' ? sayForm('empty') : text),
      );
    return element(
      'fieldset',
      { class: 'form-group', 'data-conflict': field },
      element('legend', {}, label),
      element('div', { class: 'choice' }, radio('mine', sayForm('conflictMine'), mine), radio('theirs', sayForm('conflictNow'), theirs)),
    );
  });
  const body = element('div', {}, element('p', {}, conflict.text), ...rows);
  const save = element('button', { type: 'button', class: 'btn btn-primary' }, sayForm('conflictApply'));
  const cancel = element('button', { type: 'button', class: 'btn btn-quiet' }, sayForm('cancel'));
  const dialog = openDialog({ title: sayForm('conflictTitle'), body, footer: [save, cancel], role: 'dialog' });
  cancel.addEventListener('click', () => dialog.close());
  save.addEventListener('click', () => {
    const taken = conflict.fields.flatMap(({ field, theirsValue }, at) =>
      body.querySelector<HTMLInputElement>(`input[name="conflict-${at}"]:checked`)?.value === 'theirs'
        ? [{ field, value: theirsValue ?? '' }]
        : [],
    );
    dialog.close();
    settle(taken, conflict.version);
  });
}
