// The form of a test run: for whom it runs, a field for each parameter of the procedure, one for the dictionary and a grid of rows for every
// other table-valued parameter.

import { openDialog } from '../../../renderer/client/dialog.ts';
import { element } from '../../../renderer/client/element.ts';
import { postAdmin } from '../requests.ts';
import { load, URL_BASE } from './model.ts';
import type { TrialParameter, TrialResult } from './model.ts';
import { tell } from './texts.ts';
import { createRowGrid } from './trial-rows.ts';

export interface TrialOptions {
  readonly name: string;
  readonly title: string;
  readonly users: readonly string[];
  readonly username: string;
  readonly onResult: (result: TrialResult) => void;
}

/** What was typed last, by procedure. */
interface Remembered {
  readonly user: string;
  readonly dictionary: string;
  readonly values: Readonly<Record<string, string>>;
  readonly tables: Readonly<Record<string, readonly (readonly string[])[]>>;
}

const remembered = new Map<string, Remembered>();

/** The platform gives these itself. */
const GIVEN = ['@username', '@userid', '@traceid'];
const STANDARD: Readonly<Record<string, string>> = { page: '1', pageSize: '20', direction: 'asc' };

interface Refused {
  readonly error?: string;
  readonly cells?: readonly { readonly parameter: string; readonly row: number; readonly column: number; readonly text: string }[];
}

export async function openTrial({ name, title, users, username, onResult }: TrialOptions): Promise<void> {
  const { parameters, mostRows } = await load<{ parameters: TrialParameter[]; mostRows: number }>('trial.json', { name });
  const before = remembered.get(name) ?? { user: username, dictionary: '', values: {}, tables: {} };
  const asked = parameters.filter((parameter) => !GIVEN.includes(parameter.name.toLowerCase()));
  const of = (kind: TrialParameter['kind']): TrialParameter[] => asked.filter((parameter) => parameter.kind === kind);
  const form = element('form', { id: 'workshop-trial', class: 'workshop-trial' });

  const user = element(
    'select',
    { class: 'custom-select', id: 'trial-user' },
    ...users.map((one) => element('option', { selected: one === before.user }, one)),
  );
  form.append(field('trial-user', '@username', user));
  const inputs = of('value').map(({ name: parameter, type }) => {
    const key = parameter.slice(1);
    const value = before.values[key] ?? STANDARD[key] ?? '';
    const id = `trial-${key}`;
    const input = element('input', { class: 'form-control mono', id, value, autocomplete: 'off', placeholder: 'NULL' });
    form.append(field(id, `${parameter} ${type}`, input));
    return { key, input };
  });
  const dictionaries = of('dictionary');
  const dictionary = element('textarea', { class: 'form-control mono', id: 'trial-dictionary', rows: 5 });
  dictionary.value = before.dictionary;
  if (dictionaries.length > 0) {
    const label = dictionaries.map((parameter) => parameter.name).join(', ');
    form.append(field('trial-dictionary', label, dictionary, tell('dictionaryHelp')));
  }
  for (const { name: parameter, type } of of('rows').filter(({ columns }) => columns.length === 0))
    form.append(element('p', { class: 'note' }, `${parameter} ${type}: `, tell('rowsImpossible')));
  const fillable = of('rows').filter(({ columns }) => columns.length > 0);
  const grids = fillable.map((parameter) => {
    const key = parameter.name.slice(1);
    const grid = createRowGrid({ parameter, mostRows, before: before.tables[key] ?? [] });
    form.append(grid.root);
    return { key, parameter, grid };
  });
  const error = element('div', { class: 'alert alert-danger', role: 'alert', hidden: true });
  form.append(error);
  const submit = element('button', { type: 'submit', class: 'btn btn-primary', form: 'workshop-trial' }, tell('tryIt'));
  const dialog = openDialog({
    title: tell('trialOf', { name: title }),
    size: grids.length > 0 ? 'big' : 'slideout',
    body: form,
    footer: [submit, element('span', { class: 'muted' }, tell('undoneAfterwards'))],
  });

  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    error.hidden = true;
    remembered.set(name, {
      user: user.value,
      dictionary: dictionary.value,
      values: Object.fromEntries(inputs.map(({ key, input }) => [key, input.value])),
      tables: Object.fromEntries(grids.map(({ key, grid }) => [key, grid.texts()])),
    });
    const body = {
      name,
      username: user.value,
      values: Object.fromEntries(inputs.filter(({ input }) => input.value !== '').map(({ key, input }) => [key, input.value])),
      dictionary: pairsOf(dictionary.value),
      tables: Object.fromEntries(grids.map(({ key, grid }) => [key, grid.rows()])),
    };
    const answer = await postAdmin(`${URL_BASE}/trial`, body, { trigger: submit });
    if (answer.ok) {
      dialog.close();
      onResult(answer.data as TrialResult);
      return;
    }
    const { error: reason, cells = [] } = (answer.data ?? {}) as Refused;
    for (const { parameter, grid } of grids) grid.showErrors(cells.filter((one) => one.parameter === parameter.name));
    error.hidden = false;
    error.textContent = cells.length > 0 ? tell('cellsWrong', { count: cells.length }) : (reason ?? answer.error?.text ?? '');
  });
}

function field(id: string, label: string, control: HTMLElement, help?: string): HTMLElement {
  return element(
    'div',
    { class: 'form-group' },
    element('label', { for: id }, label),
    control,
    help === undefined ? null : element('small', { class: 'form-text text-muted' }, help),
  );
}

/** Lines of `key=value`. */
function pairsOf(text: string): Record<string, string> {
  const lines = text.split('\n').filter((line) => line.includes('='));
  return Object.fromEntries(lines.map((line) => [line.slice(0, line.indexOf('=')).trim(), line.slice(line.indexOf('=') + 1).trim()]));
}
