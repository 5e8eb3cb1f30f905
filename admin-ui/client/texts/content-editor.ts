// The editor of a block or a letter: one language at a time, source with colours, and a preview that follows the typing.

import { createCodeEditor } from '../../../renderer/client/code-editor.ts';
import { isCodeLanguage } from '../../../renderer/client/code-editor/languages.ts';
import { csrfToken } from '../../../renderer/client/request.ts';
import { showInFrame } from './preview-frame.ts';

const PAUSE_MS = 400;

export function startContentEditor(root: HTMLElement): void {
  const form = root.querySelector('form');
  const place = root.querySelector<HTMLElement>('[data-frame]');
  if (form === null || place === null) return;
  const lang = form.querySelector<HTMLInputElement>('[data-lang]');
  let timer: ReturnType<typeof setTimeout> | undefined;
  const show = (): void => {
    clearTimeout(timer);
    const values = [...new FormData(form)].filter((one): one is [string, string] => typeof one[1] === 'string' && one[0] !== '_csrf');
    showInFrame(place, { url: root.dataset.preview ?? '', values: [...values, ['_csrf', csrfToken()]] });
  };
  const showSoon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(show, PAUSE_MS);
  };

  for (const area of form.querySelectorAll<HTMLTextAreaElement>('textarea[data-source]')) {
    const language = area.dataset.source;
    createCodeEditor({
      textarea: area,
      language: isCodeLanguage(language) ? language : 'text',
      describedBy: area.getAttribute('aria-describedby'),
    });
  }
  form.addEventListener('input', ({ target }) => {
    if (!(target instanceof HTMLInputElement) || target.name !== 'comment') showSoon();
  });

  const choose = (chosen: string): void => {
    for (const part of form.querySelectorAll<HTMLElement>('[data-language]')) part.hidden = part.dataset.language !== chosen;
    for (const button of form.querySelectorAll<HTMLElement>('[data-choose]'))
      button.setAttribute('aria-pressed', String(button.dataset.choose === chosen));
    if (lang !== null) lang.value = chosen;
    show();
  };
  const languages = form.querySelector<HTMLElement>('[data-languages]');
  if (languages !== null) languages.hidden = false;
  root.addEventListener('click', ({ target }) => {
    const button = target instanceof Element ? target.closest<HTMLElement>('[data-choose], [data-width]:is(button)') : null;
    if (button?.dataset.choose !== undefined) choose(button.dataset.choose);
    if (button?.dataset.width === undefined) return;
    place.dataset.width = button.dataset.width;
    for (const one of root.querySelectorAll('button[data-width]')) one.setAttribute('aria-pressed', String(one === button));
  });
  choose(lang?.value ?? 'en');
}
