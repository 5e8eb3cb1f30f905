// The form of a test run: a field for each parameter of the procedure, one for the dictionary, and for whom it runs.

import { openDialog } from '../../../renderer/client/dialog.ts';
import { element } from '../../../renderer/client/element.ts';
import { postAdmin } from '../requests.ts';
import { load, URL_BASE } from './model.ts';
import type { ObjectDetails, TrialResult } from './model.ts';
import { tell } from './texts.ts';

export interface TrialOptions {
  readonly name: string;
  readonly title: string;
  readonly users: readonly string[];
  readonly username: string;
  readonly onResult: (result: TrialResult) => void;
}

/** What was typed last, by procedure. */
const remembered = new Map<string, ReadonlyMap<string, string>>();

/** The platform gives these itself. */
const GIVEN = ['@username', '@userid', '@traceid'];

export async function openTrial({ name, title, users, username, onResult }: TrialOptions): Promise<void> {
  const { details } = await load<{ details: ObjectDetails }>('object.json', { name });
  const before = remembered.get(name) ?? new Map<string, string>();
  const asked = details.parameters.filter((parameter) => !GIVEN.includes(parameter.name.toLowerCase()));
  const isDictionary = (type: string): boolean => /Parameter$/.test(type) && type.includes('.');
  const form = element('form', { id: 'workshop-trial', class: 'workshop-trial' });
  const field = (id: string, label: string, control: HTMLElement, help?: string): HTMLElement =>
    element(
      'div',
      { class: 'form-group' },
      element('label', { for: id }, label),
      control,
      help === undefined ? null : element('small', { class: 'form-text text-muted' }, help),
    );

  const user = element(
    'select',
    { class: 'custom-select', id: 'trial-user' },
    ...users.map((one) => element('option', { selected: one === (before.get('user') ?? username) }, one)),
  );
  form.append(field('trial-user', '@username', user));
  const inputs = asked
    .filter(({ type }) => !type.includes('.'))
    .map(({ name: parameter, type }) => {
      const key = parameter.slice(1);
      const id = `trial-${key}`;
      const standard = { page: '1', pageSize: '20', direction: 'asc' }[key] ?? '';
      const input = element('input', {
        class: 'form-control mono',
        id,
        value: before.get(key) ?? standard,
        autocomplete: 'off',
        placeholder: 'NULL',
      });
      form.append(field(id, `${parameter} ${type}`, input));
      return { key, input };
    });
  const dictionary = asked.some(({ type }) => isDictionary(type))
    ? element('textarea', { class: 'form-control mono', id: 'trial-dictionary', rows: 5 })
    : undefined;
  if (dictionary !== undefined) {
    dictionary.value = before.get('') ?? '';
    const names = asked.filter(({ type }) => isDictionary(type)).map((parameter) => parameter.name);
    form.append(field('trial-dictionary', names.join(', '), dictionary, tell('dictionaryHelp')));
  }
  const error = element('div', { class: 'alert alert-danger', role: 'alert', hidden: true });
  form.append(error);
  const submit = element('button', { type: 'submit', class: 'btn btn-primary', form: 'workshop-trial' }, tell('tryIt'));
  const dialog = openDialog({
    title: tell('trialOf', { name: title }),
    size: 'slideout',
    body: form,
    footer: [submit, element('span', { class: 'muted' }, tell('undoneAfterwards'))],
  });

  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const values = Object.fromEntries(inputs.filter(({ input }) => input.value !== '').map(({ key, input }) => [key, input.value]));
    const lines = (dictionary?.value ?? '').split('\n').filter((line) => line.includes('='));
    const pairs = Object.fromEntries(
      lines.map((line) => [line.slice(0, line.indexOf('=')).trim(), line.slice(line.indexOf('=') + 1).trim()]),
    );
    remembered.set(
      name,
      new Map([...inputs.map(({ key, input }) => [key, input.value] as const), ['', dictionary?.value ?? ''], ['user', user.value]]),
    );
    const answer = await postAdmin(`${URL_BASE}/trial`, { name, username: user.value, values, dictionary: pairs }, { trigger: submit });
    if (!answer.ok) {
      error.hidden = false;
      error.textContent = (answer.data as { error?: string } | undefined)?.error ?? answer.error?.text ?? '';
      return;
    }
    dialog.close();
    onResult(answer.data as TrialResult);
  });
}
