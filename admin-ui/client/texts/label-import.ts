// The file of labels: tried first, and only what was tried can be imported.

import { parseMarkup } from '../../../renderer/client/element.ts';
import { postAdmin } from '../requests.ts';

export function startLabelImport(root: HTMLElement): void {
  if (!(root instanceof HTMLFormElement)) return;
  const input = root.querySelector<HTMLInputElement>('input[type=file]');
  const run = root.querySelector<HTMLButtonElement>('button[value=run]');
  const report = root.querySelector<HTMLElement>('[data-import-report]');
  if (input === null || run === null || report === null) return;
  input.addEventListener('change', () => {
    run.disabled = true;
    report.replaceChildren();
  });
  root.addEventListener('submit', async (event) => {
    event.preventDefault();
    const button = event.submitter instanceof HTMLButtonElement ? event.submitter : undefined;
    const file = input.files?.[0];
    if (file === undefined) return;
    const body = new FormData();
    body.append('mode', button?.value === 'run' ? 'run' : 'check');
    body.append('file', file);
    const answer = await postAdmin(root.action, body, { trigger: button });
    const { html, error, canRun = false } = (answer.data ?? {}) as { html?: string; error?: string; canRun?: boolean };
    report.replaceChildren(...(html === undefined ? [error ?? answer.error?.text ?? ''] : [parseMarkup(html)]));
    run.disabled = !canRun;
  });
}
