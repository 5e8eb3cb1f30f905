// A form whose answers stay: each sending is a line of the log with what came back; the fields are emptied and keep the focus. Arrow up in the
// only text field brings back what was sent before.

import type { ActionResponse, Command } from '../../commands.ts';
import type { FormClientConfig } from '../../form/view.ts';
import { carryOut } from '../commands.ts';
import { element, parseMarkup } from '../element.ts';
import { post } from '../request.ts';
import { fieldsOf, focusTarget, readField, readFields, writeField } from './controls.ts';
import { enhanceFields } from './enhance.ts';
import { labelOf, sayForm, setError } from './errors.ts';

const LONGEST_LOG = 200;

export async function activateTerminal(root: HTMLElement): Promise<void> {
  const config = JSON.parse(root.dataset.formConfig ?? '{}') as FormClientConfig;
  const form = root.querySelector('form');
  const log = root.querySelector<HTMLElement>('[data-terminal-log]');
  if (form === null || log === null) return;
  const fields = fieldsOf(root);
  const initial = new Map(fields.map((field) => [field, readField(field, config.lang) ?? '']));
  const sent: string[] = [];
  let at = 0;
  let isSending = false;

  const [only] = fields;
  const line = fields.length === 1 ? only?.querySelector<HTMLInputElement>('input[type="text"], input:not([type])') : undefined;

  const send = async (): Promise<void> => {
    if (isSending) return;
    isSending = true;
    const words = fields.map((field) => readField(field, config.lang) ?? '').filter(Boolean);
    const body = { itemID: root.dataset.itemid ?? '', params: config.params, form: root.id, fields: readFields(root, config.lang) };
    try {
      const url = `/c/form/${encodeURIComponent(root.dataset.code ?? '')}/save`;
      const answer = await post(url, body, {
        keepCommands: true,
        trigger: form.querySelector<HTMLElement>('[type="submit"]') ?? undefined,
      });
      log.append(entry(words.join(' · '), answer));
      while (log.children.length > LONGEST_LOG) log.firstElementChild?.remove();
      log.scrollTop = log.scrollHeight;
      for (const field of fields) setError(field, '');
      // What the answer asks for besides its text happens as after any save.
      await carryOut(answer.commands.filter(({ type }) => type === 'refresh' || type === 'redirect' || type === 'download'));
      if (!answer.ok) return;
      if (line) sent.push(line.value);
      at = sent.length;
      for (const [field, value] of initial) writeField(field, value, config.lang);
    } catch {
      // Told by the request module; the input stays.
    } finally {
      isSending = false;
      if (only !== undefined) focusTarget(only).focus();
    }
  };

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void send();
  });
  line?.addEventListener('keydown', (event) => {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (step === undefined || sent.length === 0) return;
    event.preventDefault();
    at = Math.min(Math.max(at + step, 0), sent.length);
    line.value = sent[at] ?? '';
  });
  await enhanceFields(root, config);

  function entry(input: string, answer: ActionResponse): HTMLElement {
    const texts = answer.commands.flatMap((command) => answerOf(command));
    const output = texts.length === 0 ? [sayForm('terminalDone')] : texts;
    return element(
      'div',
      { class: `terminal-entry${answer.ok ? '' : ' is-refused'}` },
      element('div', { class: 'terminal-in' }, input),
      ...output.map((text) => element('div', { class: 'terminal-out' }, text)),
    );
  }

  function answerOf(command: Command): (string | DocumentFragment)[] {
    if (command.type === 'message') return [command.text];
    // Markup of the procedure: the server has cleaned it.
    if (command.type === 'replace') return [parseMarkup(parseMarkup(command.html).querySelector('.alert > div')?.innerHTML ?? '')];
    if (command.type !== 'fieldErrors') return [];
    return command.errors.map(({ field, message }) => {
      const named = fields.find((one) => one.dataset.field === field);
      return named === undefined ? message : sayForm('errorLine', { label: labelOf(named), message });
    });
  }
}
