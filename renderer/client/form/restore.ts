// Brings kept input back into a form, or throws it away.

import type { FormClientConfig } from '../../form/view.ts';
import { refreshComponent } from '../refresh.ts';
import { post } from '../request.ts';
import { codeOf, fieldsOf, readFields } from './controls.ts';
import { sayForm } from './errors.ts';
import { forgetInput, keptInput } from './kept-input.ts';

/** Values that may be kept: no passwords, no files. */
export function withoutSecrets(root: HTMLElement, values: Record<string, string>): Record<string, string> {
  const kept = { ...values };
  for (const field of fieldsOf(root)) {
    if (['password', 'file', 'files', 'image', 'images'].includes(field.dataset.type ?? '')) delete kept[codeOf(field)];
  }
  return kept;
}

interface Restore {
  readonly config: FormClientConfig;
  readonly draftKey: string;
  apply(values: Readonly<Record<string, string>>): void;
  drop(): void;
}

/** Puts unsaved input back, the newer of this tab's and the server's, and says so. */
export function restoreInput(root: HTMLElement, { config, draftKey, apply, drop }: Restore): void {
  if (!config.hasDrafts) return;
  const own = keptInput(draftKey);
  const kept = config.draft !== undefined && (own === undefined || config.draft.updated > own.updated) ? config.draft : own;
  if (kept === undefined) return;
  const current = readFields(root, config.lang);
  const changed = Object.fromEntries(
    Object.entries(kept.values).filter(([code, value]) => current[code] !== undefined && current[code] !== value),
  );
  if (Object.keys(changed).length === 0) return;
  apply(changed);
  const time = new Date(kept.updated).toLocaleString(config.lang === 'ru' ? 'ru-RU' : 'en-GB', { dateStyle: 'medium', timeStyle: 'short' });
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'btn btn-link';
  button.textContent = sayForm('dropDraft');
  button.addEventListener('click', drop);
  const note = document.createElement('div');
  note.className = 'alert alert-info form-restored';
  note.setAttribute('role', 'status');
  note.append(`${sayForm('restored', { time })} `, button);
  root.querySelector('form')?.before(note);
}

/** Throws kept input away, here and on the server, and shows the record again. */
export async function dropKept(
  root: HTMLElement,
  { base, body, draftKey, config }: { base: string; body: Record<string, unknown>; draftKey: string; config: FormClientConfig },
): Promise<void> {
  forgetInput(draftKey);
  if (config.hasServerDrafts) await post(`${base}/dropDraft`, body, { isQuiet: true }).catch(() => {});
  await refreshComponent(root);
}
