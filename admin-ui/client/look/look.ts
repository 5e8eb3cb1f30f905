// The screen of the look: pickers beside the codes of colours, pictures read into the form, contrast and preview while choosing.

import { createCodeEditor } from '../../../renderer/client/code-editor.ts';
import { isCodeLanguage } from '../../../renderer/client/code-editor/languages.ts';
import { parseMarkup } from '../../../renderer/client/element.ts';
import { csrfToken, getFragment } from '../../../renderer/client/request.ts';
import { showInFrame } from '../texts/preview-frame.ts';

const PAUSE_MS = 300;
const COLOUR = /^#[0-9a-f]{6}$/i;

export function startLook(root: HTMLElement): void {
  const form = root.querySelector('form');
  const place = root.querySelector<HTMLElement>('[data-frame]');
  const report = root.querySelector<HTMLElement>('[data-contrast-report]');
  if (form === null || place === null || report === null) return;
  let mode = 'light';
  let timer: ReturnType<typeof setTimeout> | undefined;
  let turn = 0;

  const show = async (): Promise<void> => {
    const values = [...new FormData(form)].filter((one): one is [string, string] => typeof one[1] === 'string' && one[0] !== '_csrf');
    const small = values.filter(([name]) => name !== 'logo' && name !== 'favicon');
    showInFrame(place, { url: root.dataset.preview ?? '', values: [...small, ['mode', mode], ['_csrf', csrfToken()]] });
    const colours = new URLSearchParams(small.filter(([name]) => name === 'light' || name === 'dark'));
    const mine = ++turn;
    const contrast = await getFragment(`${root.dataset.contrast ?? ''}?${colours.toString()}`);
    if (mine === turn) report.replaceChildren(parseMarkup(contrast));
  };
  const showSoon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => void show(), PAUSE_MS);
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
    if (target instanceof HTMLInputElement && target.dataset.picker !== undefined) {
      const code = form.querySelector<HTMLInputElement>(`[name="${target.dataset.picker}"]`);
      if (code !== null) code.value = target.value;
    } else if (target instanceof HTMLInputElement && COLOUR.test(target.value)) {
      const picker = form.querySelector<HTMLInputElement>(`[data-picker="${target.name}"]`);
      if (picker !== null) picker.value = target.value;
    }
    showSoon();
  });
  form.addEventListener('change', async ({ target }) => {
    if (!(target instanceof HTMLInputElement) || target.dataset.picture === undefined) return;
    const file = target.files?.[0];
    const field = form.querySelector<HTMLInputElement>(`input[type=hidden][name="${target.dataset.picture}"]`);
    if (field !== null) field.value = file === undefined ? '' : JSON.stringify({ type: file.type, data: await base64Of(file) });
  });
  root.addEventListener('click', ({ target }) => {
    const button = target instanceof Element ? target.closest<HTMLElement>('[data-mode], [data-remove]') : null;
    if (button?.dataset.mode !== undefined) {
      mode = button.dataset.mode;
      for (const one of root.querySelectorAll('[data-mode]')) one.setAttribute('aria-pressed', String(one === button));
      void show();
    }
    if (button?.dataset.remove !== undefined) {
      const isGone = button.getAttribute('aria-pressed') !== 'true';
      button.setAttribute('aria-pressed', String(isGone));
      const field = form.querySelector<HTMLInputElement>(`input[type=hidden][name="${button.dataset.remove}"]`);
      if (field !== null) field.value = isGone ? 'remove' : '';
    }
  });
  void show();
}

async function base64Of(file: File): Promise<string> {
  const reader = new FileReader();
  const isRead = new Promise((resolve, reject) => {
    reader.addEventListener('load', resolve);
    reader.addEventListener('error', reject);
  });
  reader.readAsDataURL(file);
  await isRead;
  return String(reader.result).replace(/^[^,]*,/, '');
}
