// The control of an edited cell, by the type of its column. All speak invariant text (`1234.56`, `True`, `2026-11-14`), as forms do.

import type { FieldOption } from '../../commands.ts';
import { toInvariantNumber, toLocalNumber } from '../../form/number-text.ts';
import { element } from '../element.ts';
import { getJson } from '../request.ts';
import { pageLang } from '../texts.ts';
import { readingUrl } from './component-address.ts';
import { sayTable } from './own.ts';
import type { EditorConfig, OwnTable } from './own.ts';

export interface Editor {
  readonly root: HTMLElement;
  value(): string;
  focus(): void;
  setDisabled(isDisabled: boolean): void;
  setError(message: string): void;
}

interface Wanted {
  readonly field: string;
  readonly config: EditorConfig;
  readonly value: string;
}

const NUMBERS = new Set(['number', 'money', 'range']);
const LISTS = new Set(['select', 'radio', 'autocomplete', 'tree']);
const MANY = new Set(['multiselect', 'checkboxes']);
const LONG = new Set(['textarea', 'html', 'markdown', 'code']);
const INPUT_TYPES: Readonly<Record<string, string>> = {
  date: 'date',
  datetime: 'datetime-local',
  time: 'time',
  month: 'month',
  email: 'email',
  phone: 'tel',
  url: 'url',
  color: 'color',
};
/** Inputs that would stretch their column by their own width. */
const SIZED = new Set(['text', 'email', 'tel', 'url']);
/** A list of more than this is searched by typing. */
const SHORT_LIST = 12;
let count = 0;

/** Makes the control; lists of options are read first. */
export async function makeEditor(table: OwnTable, { field, config, value }: Wanted): Promise<Editor> {
  if (LISTS.has(config.type)) return listEditor(await optionsOf(table, field), { config, value });
  if (MANY.has(config.type)) return manyEditor(await optionsOf(table, field), { config, value });
  if (config.type === 'rating') return ratingEditor({ config, value });
  if (LONG.has(config.type)) {
    const area = element('textarea', { class: 'form-control table-edit-text', rows: 4, ...shared(config) });
    area.value = value;
    return simpleEditor(area, () => area.value);
  }
  if (NUMBERS.has(config.type)) {
    const input = element('input', { class: 'form-control num', type: 'text', size: 1, inputmode: 'decimal', ...shared(config) });
    input.value = toLocalNumber(plainNumber(value), { lang: pageLang });
    return simpleEditor(input, () => toInvariantNumber(input.value, pageLang) ?? input.value.trim());
  }
  const type = INPUT_TYPES[config.type] ?? 'text';
  const input = element('input', {
    class: 'form-control',
    type,
    size: SIZED.has(type) ? 1 : undefined,
    min: config.min,
    max: config.max,
    ...shared(config),
  });
  input.value = forInput(type, value);
  return simpleEditor(input, () => fromInput(type, input.value));
}

function optionsOf(table: OwnTable, field: string): Promise<FieldOption[]> {
  return getJson<FieldOption[]>(readingUrl(table.root, 'options', { field }));
}

function shared({ title, required, maxLength }: EditorConfig): Record<string, string | number | boolean | undefined> {
  return { 'aria-label': title, 'aria-required': required === true ? 'true' : undefined, maxlength: maxLength };
}

type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

function simpleEditor(control: Control, value: () => string, root: HTMLElement = control): Editor {
  const error = element('span', { class: 'invalid-feedback d-block', id: `cell-error-${++count}`, role: 'alert' });
  const holder = element('span', { class: 'table-edit-field' }, root);
  control.addEventListener('input', () => {
    if (control.getAttribute('aria-invalid') === 'true') setError('');
  });
  const setError = (message: string): void => {
    error.textContent = message;
    if (message === '') error.remove();
    else holder.append(error);
    control.classList.toggle('is-invalid', message !== '');
    if (message === '') {
      control.removeAttribute('aria-invalid');
      control.removeAttribute('aria-describedby');
    } else {
      control.setAttribute('aria-invalid', 'true');
      control.setAttribute('aria-describedby', error.id);
    }
  };
  return {
    root: holder,
    value,
    focus: () => {
      control.focus();
      if (control instanceof HTMLInputElement && control.type === 'text') control.select();
    },
    setDisabled: (isDisabled) => {
      for (const one of holder.querySelectorAll<Control>('input, select, textarea')) one.disabled = isDisabled;
    },
    setError,
  };
}

function listEditor(options: readonly FieldOption[], { config, value }: Pick<Wanted, 'config' | 'value'>): Editor {
  if (options.length > SHORT_LIST) return searchedEditor(options, { config, value });
  const list = element('select', { class: 'custom-select', ...shared(config) });
  if (config.required !== true || !options.some((option) => option.value === value)) list.append(new Option('—', ''));
  list.append(...options.map((option) => new Option(option.text, option.value, false, option.value === value)));
  return simpleEditor(list, () => list.value);
}

/** A long list: typing narrows it; what is typed must be one of its texts. */
function searchedEditor(options: readonly FieldOption[], { config, value }: Pick<Wanted, 'config' | 'value'>): Editor {
  const id = `cell-list-${++count}`;
  const input = element('input', { class: 'form-control', list: id, autocomplete: 'off', ...shared(config), maxlength: undefined });
  input.value = options.find((option) => option.value === value)?.text ?? '';
  const known = element('datalist', { id }, ...options.map((option) => element('option', { value: option.text })));
  return simpleEditor(
    input,
    () => {
      const typed = input.value.trim();
      const exact =
        options.find((option) => option.text === typed) ?? options.find((option) => option.text.toLowerCase() === typed.toLowerCase());
      return exact?.value ?? typed;
    },
    element('span', { class: 'table-edit-list' }, input, known),
  );
}

function manyEditor(options: readonly FieldOption[], { config, value }: Pick<Wanted, 'config' | 'value'>): Editor {
  const chosen = new Set(value.split(','));
  const id = `cell-many-${++count}`;
  const boxes = options.map((option) =>
    element('input', {
      type: 'checkbox',
      class: 'custom-control-input',
      id: `${id}-${option.value}`,
      value: option.value,
      checked: chosen.has(option.value),
    }),
  );
  const lines = boxes.map((box, at) =>
    element(
      'span',
      { class: 'custom-control custom-checkbox' },
      box,
      element('label', { class: 'custom-control-label', for: box.id }, options[at]?.text ?? ''),
    ),
  );
  const [first] = boxes;
  const group = element('span', { class: 'table-edit-many', role: 'group', 'aria-label': config.title }, ...lines);
  return simpleEditor(
    first ?? element('input', { disabled: true, ...shared(config) }),
    () =>
      boxes
        .filter((box) => box.checked)
        .map((box) => box.value)
        .join(','),
    group,
  );
}

/** Stars as radio buttons: arrows choose. */
function ratingEditor({ config, value }: Pick<Wanted, 'config' | 'value'>): Editor {
  const most = Math.min(10, Math.max(1, Number(config.max ?? 5) || 5));
  const name = `cell-rating-${++count}`;
  const now = Math.round(Number(value) || 0);
  const stars = Array.from({ length: most }, (_, at) =>
    element('input', {
      type: 'radio',
      class: 'table-star',
      name,
      value: at + 1,
      checked: at + 1 === now,
      'aria-label': sayTable('ratingOf', { value: at + 1, max: most }),
    }),
  );
  const group = element('span', { class: 'table-stars', role: 'radiogroup', 'aria-label': config.title }, ...stars);
  const current = stars.find((star) => star.checked) ?? stars[0];
  return simpleEditor(current ?? element('input'), () => stars.find((star) => star.checked)?.value ?? '', group);
}

/** `12.5000` of a decimal column is edited as 12.5. */
function plainNumber(value: string): string {
  return /^-?\d+\.\d+$/.test(value) ? value.replace(/\.?0+$/, '') : value;
}

function forInput(type: string, value: string): string {
  const text = value.trim().replace(' ', 'T');
  if (type === 'date') return text.slice(0, 10);
  if (type === 'month') return text.slice(0, 7);
  if (type === 'datetime-local') return text.slice(0, 16);
  if (type === 'time') return /\d\d:\d\d/.exec(value)?.[0] ?? '';
  if (type === 'color') return /^#[0-9a-f]{6}$/i.test(value) ? value : '#000000';
  return value;
}

function fromInput(type: string, value: string): string {
  return type === 'datetime-local' && value.length === 16 ? `${value}:00` : value;
}
