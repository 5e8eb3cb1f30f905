// The rows of a table-valued parameter in the form of a trial: a small grid whose cells are typed in or pasted from a spreadsheet.

import { element } from '../../../renderer/client/element.ts';
import { workshopIcon } from './icons.ts';
import type { TrialParameter, TrialRows } from './model.ts';
import { cellsOf, invariant } from './sheet-text.ts';
import { tell } from './texts.ts';

export interface RowGrid {
  readonly root: HTMLElement;
  /** Empty cells are NULL, `''` is the empty text. */
  rows(): TrialRows;
  /** As they were typed. */
  texts(): readonly (readonly string[])[];
  showErrors(errors: readonly { readonly row: number; readonly column: number; readonly text: string }[]): void;
}

interface GridOptions {
  readonly parameter: TrialParameter;
  readonly mostRows: number;
  readonly before: readonly (readonly string[])[];
}

let grids = 0;

export function createRowGrid({ parameter: { name, type, columns }, mostRows, before }: GridOptions): RowGrid {
  const id = `trial-rows-${++grids}`;
  const body = element('tbody');
  const status = element('small', { class: 'form-text text-muted', role: 'status' });
  const add = element('button', { type: 'button', class: 'btn btn-sm btn-outline-secondary' }, tell('addRow'));
  const head = element(
    'tr',
    {},
    element('th', { scope: 'col' }, '#'),
    ...columns.map((column) =>
      element('th', { scope: 'col' }, column.name, element('small', { class: 'muted' }, `${column.type}${column.isNullable ? '' : ' *'}`)),
    ),
    element('th', {}, element('span', { class: 'sr-only' }, tell('deleteRow'))),
  );
  const table = element('table', { class: 'table table-sm trial-rows', 'aria-labelledby': id }, element('thead', {}, head), body);
  const root = element(
    'div',
    { class: 'form-group' },
    element('div', { class: 'trial-label', id }, `${name} ${type}`),
    element('div', { class: 'trial-rows-scroll' }, table),
    element('div', { class: 'cluster mt-1' }, add, status),
    element('small', { class: 'form-text text-muted' }, tell('rowsHelp', { most: mostRows })),
  );

  function inputsOf(row: Element): HTMLInputElement[] {
    return [...row.querySelectorAll('input')];
  }

  function append(values: readonly string[] = []): Element | undefined {
    if (body.children.length >= mostRows) return undefined;
    const remove = element('button', { type: 'button', class: 'btn btn-icon btn-quiet btn-sm' }, workshopIcon('cross'));
    const row = element(
      'tr',
      {},
      element('th', { scope: 'row' }),
      ...columns.map((column, index) => element('td', {}, cell(column, values[index] ?? ''))),
      element('td', {}, remove),
    );
    remove.addEventListener('click', () => {
      const next = row.nextElementSibling ?? row.previousElementSibling;
      row.remove();
      number();
      (next?.querySelector<HTMLElement>('input') ?? add).focus();
    });
    body.append(row);
    return row;
  }

  function cell(column: TrialParameter['columns'][number], value: string): HTMLElement {
    return element('input', {
      class: 'form-control form-control-sm mono',
      value,
      autocomplete: 'off',
      spellcheck: 'false',
      placeholder: column.isNullable ? 'NULL' : '',
      'aria-label': column.name,
    });
  }

  function number(): void {
    for (const [index, row] of [...body.children].entries()) {
      if (row.firstElementChild !== null) row.firstElementChild.textContent = String(index + 1);
      row.querySelector('button')?.setAttribute('aria-label', tell('deleteRowOf', { number: index + 1 }));
    }
    status.textContent = tell('rows', { count: body.children.length });
    add.disabled = body.children.length >= mostRows;
  }

  function clearError(input: HTMLInputElement): void {
    input.classList.remove('is-invalid');
    input.removeAttribute('aria-invalid');
    input.parentElement?.querySelector('.invalid-feedback')?.remove();
  }

  /** From the cell on to the right and down; heads that repeat the columns are left out. */
  function paste(text: string, at: HTMLInputElement): void {
    const cells = cellsOf(text);
    const isHead = cells[0]?.every((one, index) => one.trim().toLowerCase() === columns[index]?.name.toLowerCase()) === true;
    const given = isHead ? cells.slice(1) : cells;
    const first = at.closest('tr');
    const column = first === null ? 0 : inputsOf(first).indexOf(at);
    let row: Element | null | undefined = first;
    let left = 0;
    for (const values of given) {
      row ??= append();
      if (row === undefined) {
        left += 1;
        continue;
      }
      const inputs = inputsOf(row);
      for (const [index, value] of values.entries()) {
        const input = inputs[column + index];
        if (input === undefined) continue;
        clearError(input);
        input.value = /^null$/i.test(value.trim()) ? '' : invariant(value, columns[column + index]?.type ?? '');
      }
      row = row.nextElementSibling;
    }
    number();
    if (left > 0) status.textContent = tell('rowsLeftOut', { count: left, most: mostRows });
  }

  add.addEventListener('click', () => {
    append()?.querySelector('input')?.focus();
    number();
  });
  body.addEventListener('input', ({ target }) => {
    if (target instanceof HTMLInputElement) clearError(target);
  });
  body.addEventListener('paste', (event) => {
    const text = event.clipboardData?.getData('text/plain') ?? '';
    if (!(event.target instanceof HTMLInputElement) || !/[\t\n]/.test(text.trimEnd())) return;
    event.preventDefault();
    paste(text, event.target);
  });
  // Up and down as in a spreadsheet; Enter goes down as well and makes the next row.
  body.addEventListener('keydown', (event) => {
    const { target, key } = event;
    if (!(target instanceof HTMLInputElement) || (key !== 'Enter' && key !== 'ArrowDown' && key !== 'ArrowUp')) return;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const row = target.closest('tr');
    if (row === null) return;
    event.preventDefault();
    const next = key === 'ArrowUp' ? row.previousElementSibling : (row.nextElementSibling ?? (key === 'Enter' ? append() : undefined));
    number();
    if (next !== null && next !== undefined) inputsOf(next)[inputsOf(row).indexOf(target)]?.focus();
  });

  for (const values of before.length === 0 ? [[]] : before) append(values);
  number();

  const texts = (): string[][] => [...body.children].map((row) => inputsOf(row).map(({ value }) => value));
  return {
    root,
    texts,
    // A row in which nothing is typed is none.
    rows: () =>
      texts()
        .filter((row) => row.some((value) => value !== ''))
        .map((row) => row.map((value, index) => cellValue(value, columns[index]))),
    showErrors(errors) {
      const filled = [...body.children].filter((row) => inputsOf(row).some(({ value }) => value !== ''));
      for (const { row, column, text } of errors) {
        const input = filled[row] === undefined ? undefined : inputsOf(filled[row])[column];
        if (input === undefined) continue;
        clearError(input);
        input.classList.add('is-invalid');
        input.setAttribute('aria-invalid', 'true');
        input.after(element('div', { class: 'invalid-feedback d-block' }, text));
      }
      body.querySelector<HTMLElement>('.is-invalid')?.focus();
    },
  };
}

function cellValue(value: string, column: TrialParameter['columns'][number] | undefined): string | null {
  if (value === "''") return '';
  if (value !== '') return value;
  // A text that must be there is the empty one.
  return column?.isNullable === false && /char|text/.test(column.type) ? '' : null;
}
