// Makes plain controls better where it helps: masks, searchable lists, editors, sliders, colours, stars. Libraries come when the first
// field needs them; until then, and when they do not come, the plain control works.

import type { FormClientConfig } from '../../form/view.ts';
import { toLocalNumber } from '../../form/number-text.ts';

/** Prepares all fields inside; resolves when every library that is needed has come. */
export async function enhanceFields(root: HTMLElement, config: FormClientConfig): Promise<void> {
  startSliders(root, config);
  startColors(root);
  const work: Promise<unknown>[] = [];
  if (root.querySelector('[data-files]') !== null)
    work.push(import('./files.ts').then(({ startFormFiles }) => startFormFiles(root)).catch(report));
  const masked = root.querySelectorAll<HTMLInputElement>('input[data-mask]:not([readonly])');
  if (masked.length > 0)
    work.push(
      import('maska')
        .then(({ MaskInput }) => void [...masked].map((input) => new MaskInput(input, { mask: input.dataset.mask ?? null })))
        .catch(report),
    );
  const lists = root.querySelectorAll<HTMLSelectElement>('select[data-searchable]');
  if (lists.length > 0)
    work.push(
      import('./choice-box.ts')
        .then(({ startChoiceBox }) => Promise.all([...lists].map((list) => startChoiceBox(root, { list, config }))))
        .catch(report),
    );
  const rich = root.querySelectorAll<HTMLTextAreaElement>('textarea[data-editor="html"]:not([readonly])');
  if (rich.length > 0)
    work.push(
      import('./rich-text.ts')
        .then(({ startRichText }) => {
          for (const area of rich) startRichText(area);
        })
        .catch(report),
    );
  const code = root.querySelectorAll<HTMLTextAreaElement>('textarea[data-editor="code"]');
  if (code.length > 0)
    work.push(
      import('./code-field.ts')
        .then(({ startCodeField }) => {
          for (const area of code) startCodeField(area);
        })
        .catch(report),
    );
  await Promise.all(work);
}

function report(error: unknown): void {
  console.error('a field keeps its plain control', error);
}

function startSliders(root: HTMLElement, { lang }: FormClientConfig): void {
  for (const slider of root.querySelectorAll<HTMLInputElement>('input[type="range"]')) {
    const output = slider.parentElement?.querySelector('output');
    const text = output?.textContent ?? '';
    const shown = toLocalNumber(slider.value, { lang });
    // Prefix and suffix stay where the server wrote them.
    const [before = '', after = ''] = text.split(shown);
    slider.addEventListener('input', () => {
      if (output) output.textContent = `${before}${toLocalNumber(slider.value, { lang })}${after}`;
    });
  }
}

function startColors(root: HTMLElement): void {
  for (const well of root.querySelectorAll<HTMLInputElement>('input[data-color-for]')) {
    const field = document.getElementById(well.dataset.colorFor ?? '');
    if (!(field instanceof HTMLInputElement)) continue;
    well.addEventListener('input', () => {
      field.value = well.value;
      field.dispatchEvent(new Event('change', { bubbles: true }));
    });
    field.addEventListener('input', () => {
      if (/^#[0-9a-f]{6}$/i.test(field.value)) well.value = field.value;
    });
  }
}
