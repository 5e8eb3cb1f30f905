// The fields of one column: filled from a spec, read back, and quick of hearing: the code follows the title until somebody writes it, only
// what goes with the type is shown, a chosen table offers its columns.

import { getJson } from '../../../renderer/client/request.ts';
import type { TableDescription } from '../../wizard/existing-table.ts';
import { proposeCode } from '../../wizard/names.ts';
import type { ColumnSpec, ValueType } from '../../wizard/spec.ts';
import { sayWizard } from './texts.ts';

type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

const FLAGS = ['required', 'unique', 'inList', 'inForm', 'filter', 'sort', 'search', 'inline'] as const;
const WITH_LENGTH = new Set(['text', 'email', 'phone', 'url', 'longText']);
/** Flags that make no sense for a type. */
const WITHOUT: Readonly<Partial<Record<ValueType, readonly (typeof FLAGS)[number][]>>> = {
  longText: ['filter', 'sort', 'inline'],
  whole: ['search'],
  decimal: ['search'],
  money: ['search'],
  date: ['search'],
  datetime: ['search'],
  time: ['search', 'filter'],
  yesNo: ['search', 'required', 'unique'],
  choice: ['search'],
  reference: ['inline'],
};

export function bindColumn(root: HTMLElement): void {
  const code = control(root, 'code');
  let isOwnCode = code.value !== '';
  code.addEventListener('input', () => {
    isOwnCode = code.value !== '';
  });
  const isReference = (): boolean => control(root, 'type').value === 'reference';
  const propose = (): void => {
    if (isOwnCode) return;
    const proposed = proposeCode(control(root, 'title/en').value || control(root, 'title/ru').value);
    code.value = proposed === '' || !isReference() || /id$/i.test(proposed) ? proposed : `${proposed}ID`;
  };
  for (const place of ['title/en', 'title/ru']) control(root, place).addEventListener('input', propose);
  control(root, 'type').addEventListener('change', () => {
    propose();
    showForType(root);
  });
  control(root, 'reference/table').addEventListener('change', () => void offerTable(root));
  propose();
  showForType(root);
}

export function fillColumn(root: HTMLElement, column: ColumnSpec): void {
  control(root, 'title/en').value = column.title.en;
  control(root, 'title/ru').value = column.title.ru;
  control(root, 'code').value = column.code;
  control(root, 'type').value = column.type;
  control(root, 'length').value = String(column.length ?? 200);
  control(root, 'default').value = column.default;
  control(root, 'options').value = column.options.map(({ value, text }) => `${value} | ${text.en} | ${text.ru}`).join('\n');
  for (const flag of FLAGS) (control(root, flag) as HTMLInputElement).checked = column[flag];
  if (column.reference !== undefined) {
    control(root, 'reference/table').value = column.reference.table;
    void offerTable(root, column.reference);
  }
  showForType(root);
}

export function readColumn(root: HTMLElement): ColumnSpec {
  const type = control(root, 'type').value as ValueType;
  const text = (place: string): string => control(root, place).value.trim();
  const length = Number(text('length'));
  const without: readonly string[] = WITHOUT[type] ?? [];
  const flag = (name: (typeof FLAGS)[number]): boolean => !without.includes(name) && (control(root, name) as HTMLInputElement).checked;
  return {
    code: text('code'),
    title: { en: text('title/en'), ru: text('title/ru') },
    type,
    ...(type === 'text' && Number.isInteger(length) && length >= 1 && length <= 4000 && { length }),
    default: type === 'reference' ? '' : text('default'),
    ...(type === 'reference' && {
      reference: { table: text('reference/table'), text: text('reference/text'), rows: text('reference/rows') },
    }),
    options: type === 'choice' ? readOptions(control(root, 'options').value) : [],
    required: flag('required'),
    unique: flag('unique'),
    inList: flag('inList'),
    inForm: flag('inForm'),
    filter: flag('filter'),
    sort: flag('sort'),
    search: flag('search'),
    inline: flag('inline'),
  };
}

function control(root: HTMLElement, name: string): Control {
  const found = root.querySelector<Control>(`[data-name="${name}"]`);
  if (found === null) throw new Error(`the column has no ${name}`);
  return found;
}

/** Lines `code | English | Russian`; what is missing is the code. */
function readOptions(text: string): ColumnSpec['options'] {
  return text
    .split('\n')
    .map((line) => line.split('|').map((part) => part.trim()))
    .filter(([value = '']) => value !== '')
    .map(([value = '', en = '', ru = '']) => ({ value, text: { en: en || value, ru: ru || en || value } }));
}

function showForType(root: HTMLElement): void {
  const type = control(root, 'type').value as ValueType;
  for (const part of root.querySelectorAll<HTMLElement>('[data-for-type]')) part.hidden = part.dataset.forType !== type;
  for (const part of root.querySelectorAll<HTMLElement>('[data-not-for-type]')) part.hidden = part.dataset.notForType === type;
  const without: readonly string[] = WITHOUT[type] ?? [];
  for (const flag of FLAGS) {
    const box = control(root, flag) as HTMLInputElement;
    box.disabled = without.includes(flag);
    box.closest('.custom-control')?.classList.toggle('muted', box.disabled);
  }
  if (!WITH_LENGTH.has(type)) control(root, 'length').classList.remove('is-invalid');
}

async function offerTable(root: HTMLElement, chosen?: { text: string; rows: string }): Promise<void> {
  const table = control(root, 'reference/table').value;
  const [text, rows] = [control(root, 'reference/text'), control(root, 'reference/rows')];
  text.replaceChildren();
  rows.replaceChildren(new Option(sayWizard('refAll'), ''));
  if (table === '') return;
  const { data } = await getJson<{ data?: TableDescription }>(`/admin/wizard/object/table/${encodeURIComponent(table)}`);
  if (data === undefined || control(root, 'reference/table').value !== table) return;
  const best = chosen?.text || data.text;
  // A name in both languages is one choice.
  const names = data.names.includes(best) ? data.names : [best, ...data.names];
  text.replaceChildren(...names.map((name) => new Option(name.replace('|', ' / '), name)));
  rows.append(...data.allowed.map((name) => new Option(sayWizard('refOnly', { name }), name)));
  text.value = best;
  rows.value = chosen?.rows ?? '';
  text.dispatchEvent(new Event('change', { bubbles: true }));
}
