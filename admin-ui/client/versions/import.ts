// The screen of an import: sends the zip for a look, then again with what was agreed to, and shows how far it is.

import type { Command } from '../../../renderer/commands.ts';
import { carryOut } from '../../../renderer/client/commands.ts';
import { element } from '../../../renderer/client/element.ts';
import { RequestFailed, postLines } from '../../../renderer/client/request.ts';
import { showToast } from '../../../renderer/client/toast.ts';
import { pick } from '../../../renderer/client/texts.ts';
import { versions as en } from '../../locales/en/versions.ts';
import { versions as ru } from '../../locales/ru/versions.ts';
import { postAdmin } from '../requests.ts';

const texts = pick(en, ru);

export function startImport(root: HTMLElement): void {
  const input = root.querySelector<HTMLInputElement>('input[type=file]');
  const error = root.querySelector<HTMLElement>('#package-file-error');
  if (input === null || error === null) return;
  const complain = (text: string): void => {
    input.classList.toggle('is-invalid', text !== '');
    input.setAttribute('aria-invalid', String(text !== ''));
    error.textContent = text;
    error.classList.toggle('d-block', text !== '');
  };
  input.addEventListener('change', () => complain(''));
  root.addEventListener('submit', (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement)) return;
    event.preventDefault();
    const file = input.files?.[0];
    const button = event.submitter instanceof HTMLElement ? event.submitter : undefined;
    if (file === undefined) {
      complain(texts.chooseFile);
      input.focus();
    } else if (form.dataset.packageForm !== undefined) {
      void check(file, button).then(complain);
    } else {
      void run(form, file);
    }
  });
}

/** Answers what is wrong with the file, or ''. */
async function check(file: File, trigger: HTMLElement | undefined): Promise<string> {
  const answer = await postAdmin('/admin/versions/import/check', uploadOf({}, file), { trigger });
  const { error } = (answer.data ?? {}) as { error?: string };
  return error ?? '';
}

interface Line {
  readonly progress?: { readonly done: number; readonly total: number; readonly name: string };
  readonly ok?: boolean;
  readonly commands?: readonly Command[];
}

async function run(form: HTMLFormElement, file: File): Promise<void> {
  const progress = form.querySelector<HTMLElement>('[data-progress]');
  const button = form.querySelector<HTMLButtonElement>('button[type=submit]');
  const digest = form.closest<HTMLElement>('[data-digest]')?.dataset.digest ?? '';
  const chosen = Object.fromEntries([...new FormData(form)].filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
  if (!(await postAdmin('/admin/versions/import/ready')).ok) return;
  if (button !== null) button.disabled = true;
  let answer: readonly Command[] | undefined;
  try {
    await postLines('/admin/versions/import/run', uploadOf({ ...chosen, digest }, file), (line) => {
      const { progress: at, commands } = line as Line;
      if (at !== undefined && progress !== null) showProgress(progress, at);
      answer = commands ?? answer;
    });
  } catch (error) {
    if (error instanceof RequestFailed) return;
    answer = undefined;
  } finally {
    if (button !== null) button.disabled = false;
    progress?.replaceChildren();
  }
  if (answer === undefined) showToast({ kind: 'danger', text: texts.lostConnection });
  else await carryOut(answer, button ?? undefined);
}

function showProgress(place: HTMLElement, { done, total, name }: NonNullable<Line['progress']>): void {
  const bar = place.querySelector('progress') ?? element('progress', { class: 'w-100', 'aria-label': texts.running });
  bar.max = total;
  bar.value = done;
  const text = place.querySelector('small') ?? element('small', { class: 'muted d-block' });
  text.textContent = `${done} / ${total} ${name}`;
  if (!bar.isConnected) place.replaceChildren(bar, text);
}

/** The server reads the fields before the file. */
function uploadOf(fields: Readonly<Record<string, string>>, file: File): FormData {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.append(name, value);
  body.append('file', file);
  return body;
}
