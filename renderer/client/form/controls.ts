// Reading and writing the controls of a form as invariant text, whatever kind of control it is. The only place that knows their markup.

import type { FieldOption } from '../../commands.ts';
import { toInvariantNumber, toLocalNumber } from '../../form/number-text.ts';
import type { FormClientConfig } from '../../form/view.ts';
import { element } from '../element.ts';

export type Lang = FormClientConfig['lang'];

/** A rich control that stands over a plain one (an editor, a search box) and has to be told of changes. */
export interface Enhancement {
  refresh(): void;
  /** Writes what it holds into the plain control. */
  store?(): void;
}
const enhancements = new WeakMap<HTMLElement, Enhancement>();

export function enhance(control: HTMLElement, enhancement: Enhancement): void {
  enhancements.set(control, enhancement);
}

/** The field's frame by code. */
export function fieldOf(root: ParentNode, code: string): HTMLElement | undefined {
  return root.querySelector<HTMLElement>(`[data-field="${CSS.escape(code)}"]`) ?? undefined;
}

export function fieldsOf(root: ParentNode): HTMLElement[] {
  return [...root.querySelectorAll<HTMLElement>('[data-field]')];
}

export function codeOf(field: HTMLElement): string {
  return field.dataset.field ?? '';
}

type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

/** The named controls of a field; a group has several. */
export function controlsOf(field: HTMLElement): Control[] {
  const name = CSS.escape(codeOf(field));
  return [...field.querySelectorAll<Control>(`:is(input, select, textarea)[name="${name}"]`)];
}

/** What gets the focus when the field is named by an error. */
export function focusTarget(field: HTMLElement): HTMLElement {
  const [first] = controlsOf(field).filter((control) => control.type !== 'hidden' && !control.disabled);
  const rich = field.querySelector<HTMLElement>('[contenteditable="true"], .ts-control input');
  return rich ?? first ?? field.querySelector<HTMLElement>('[tabindex]') ?? field;
}

/** The value as invariant text; what is no number stays as typed, so that the server can say what is wrong. */
export function readField(field: HTMLElement, lang: Lang): string | undefined {
  const controls = controlsOf(field);
  const [control] = controls;
  if (control === undefined) return field.querySelector('[data-options]') === null ? undefined : '';
  enhancements.get(control)?.store?.();
  if (control instanceof HTMLSelectElement)
    return [...control.selectedOptions]
      .map((option) => option.value)
      .filter(Boolean)
      .join(',');
  if (control.type === 'checkbox' && field.querySelector('[data-options]') === null)
    return (control as HTMLInputElement).checked ? 'True' : 'False';
  if (control.type === 'checkbox' || control.type === 'radio') {
    return controls
      .filter((one) => one instanceof HTMLInputElement && one.checked)
      .map((one) => one.value)
      .filter(Boolean)
      .join(',');
  }
  if (control.classList.contains('form-number')) return toInvariantNumber(control.value, lang) ?? control.value;
  if (control.type === 'datetime-local' && control.value.length === 16) return `${control.value}:00`;
  return control.value;
}

/** Whether somebody has typed or ticked something since the server rendered the form. */
export function wasTouched(root: ParentNode): boolean {
  return fieldsOf(root)
    .flatMap(controlsOf)
    .some((control) => {
      // Sliders and colours always have a value, and what the browser fills in by itself is nobody's work.
      if (control instanceof HTMLSelectElement || /^(hidden|range|color)$/.test(control.type) || control.matches(':autofill')) return false;
      if (control instanceof HTMLTextAreaElement) return control.value !== control.defaultValue;
      if (/^(checkbox|radio)$/.test(control.type)) return control.checked !== control.defaultChecked;
      // Browsers write moments and numbers in a form of their own.
      const untouched = element('input', { type: control.type });
      untouched.value = control.defaultValue;
      return control.value !== untouched.value;
    });
}

/** All values by code; fields without a control are left out. */
export function readFields(root: ParentNode, lang: Lang): Record<string, string> {
  const values: Record<string, string> = {};
  for (const field of fieldsOf(root)) {
    const value = readField(field, lang);
    if (value !== undefined) values[codeOf(field)] = value;
  }
  return values;
}

export function writeField(field: HTMLElement, value: string, lang: Lang): void {
  const controls = controlsOf(field);
  const [control] = controls;
  if (control === undefined) {
    const shown = field.querySelector('[data-static]');
    if (shown !== null) shown.textContent = value;
    return;
  }
  const chosen = new Set(value.split(','));
  if (control instanceof HTMLSelectElement) {
    if (!control.multiple && value !== '' && ![...control.options].some((option) => option.value === value))
      control.append(new Option(value, value));
    for (const option of control.options)
      option.selected = control.multiple ? option.value !== '' && chosen.has(option.value) : option.value === value;
  } else if (control.type === 'checkbox' && field.querySelector('[data-options]') === null) {
    (control as HTMLInputElement).checked = value.toLowerCase() === 'true' || value === '1';
  } else if (control.type === 'checkbox' || control.type === 'radio') {
    for (const one of controls)
      if (one instanceof HTMLInputElement) one.checked = one.type === 'radio' ? one.value === value : chosen.has(one.value);
  } else if (control.classList.contains('form-number')) {
    const digits = control.dataset.digits;
    control.value = toLocalNumber(value, { lang, digits: digits === undefined ? undefined : Number(digits) });
  } else if (control.type === 'date') control.value = value.slice(0, 10);
  else if (control.type === 'datetime-local') control.value = value.slice(0, 16);
  else if (control.type === 'time') control.value = /\d\d:\d\d/.exec(value)?.[0] ?? '';
  else control.value = value;
  const output = field.querySelector('output');
  if (output !== null && !(control instanceof HTMLSelectElement)) output.textContent = toLocalNumber(value, { lang });
  enhancements.get(control)?.refresh();
}

export interface OptionChange {
  readonly options: readonly FieldOption[];
  readonly placeholder?: string | undefined;
  readonly waits: boolean;
  /** Values that stay chosen where the new list has them. */
  readonly keep: string;
}

export function setOptions(field: HTMLElement, { options, placeholder, waits, keep }: OptionChange): void {
  const [control] = controlsOf(field);
  if (control instanceof HTMLSelectElement) {
    const prompt = placeholder ?? control.options[0]?.text ?? '';
    control.replaceChildren(...(control.multiple ? [] : [new Option(prompt, '')]), ...groupOptions(options));
    control.dataset.placeholder = prompt;
    for (const option of control.options)
      option.selected = option.value === keep || (control.multiple && keep.split(',').includes(option.value));
    field.dataset.waiting = String(waits);
    control.disabled = waits || field.dataset.closed === 'true';
    enhancements.get(control)?.refresh();
    return;
  }
  const holder = field.querySelector<HTMLElement>('[data-options]');
  if (holder === null || holder.dataset.options === 'rating') return;
  const type = holder.dataset.options === 'radio' ? 'radio' : 'checkbox';
  const chosen = keep.split(',');
  const id = `${field.id || `f-${codeOf(field)}`}-o`;
  const ticks = options.map((option, at) =>
    element(
      'div',
      { class: `custom-control custom-${type}` },
      element('input', {
        type,
        class: 'custom-control-input',
        id: `${id}-${at}`,
        name: codeOf(field),
        value: option.value,
        checked: chosen.includes(option.value),
      }),
      element('label', { class: 'custom-control-label', for: `${id}-${at}` }, option.text),
    ),
  );
  holder.replaceChildren(...(ticks.length > 0 ? ticks : [element('p', { class: 'note mb-0' }, placeholder ?? '')]));
}

function groupOptions(options: readonly FieldOption[]): Node[] {
  const groups = new Map<string, HTMLOptGroupElement>();
  const nodes: Node[] = [];
  for (const option of options) {
    const made = new Option(option.text, option.value);
    if (option.group === undefined || option.group === '') {
      nodes.push(made);
      continue;
    }
    let group = groups.get(option.group);
    if (group === undefined) {
      group = element('optgroup', { label: option.group });
      groups.set(option.group, group);
      nodes.push(group);
    }
    group.append(made);
  }
  return nodes;
}

export function setDisabled(field: HTMLElement, isDisabled: boolean): void {
  field.dataset.closed = String(isDisabled);
  const isWaiting = field.dataset.waiting === 'true';
  for (const control of controlsOf(field)) {
    if (control.dataset.fixed === 'true') continue;
    // Editors watch their surface: telling them of nothing new would go round in circles.
    if (control.disabled === (isDisabled || isWaiting)) continue;
    control.disabled = isDisabled || isWaiting;
    enhancements.get(control)?.refresh();
  }
}
