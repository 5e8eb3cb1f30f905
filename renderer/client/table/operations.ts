// Operations of rows, of the selection and of the table: a question, a form for parameters, the work in parts with its progress, and what
// became of each record.

import type { Command } from '../../commands.ts';
import { carryOut } from '../commands.ts';
import { confirmAction } from '../confirm.ts';
import { openDialog } from '../dialog.ts';
import { element, iconElement } from '../element.ts';
import { openForm } from '../modal.ts';
import { RequestFailed } from '../request.ts';
import { showToast } from '../toast.ts';
import { askValues } from './operation-form.ts';
import { sayTable, sendAction } from './own.ts';
import type { OperationConfig, OwnTable } from './own.ts';
import type { SelectedRow } from './selection.ts';

/** Records of one call: enough to be quick, few enough for the progress to move. */
const PART = 50;

interface Run {
  readonly operation: OperationConfig;
  readonly rows: readonly SelectedRow[];
  readonly trigger: HTMLElement;
}

interface Outcome {
  readonly itemID: string;
  readonly ok: boolean;
  readonly text: string;
}

/** Carries an operation out for these rows (none: for the whole table). */
export async function runOperation(table: OwnTable, { operation, rows, trigger }: Run): Promise<void> {
  if (trigger.getAttribute('aria-busy') === 'true') return;
  const [only] = rows;
  if (operation.kind === 'form' && operation.form !== undefined && rows.length === 1 && only !== undefined) {
    await openForm({
      code: operation.form,
      itemID: only.id,
      title: operation.title,
      size: sizeOf(operation.mode),
      params: { ...operation.params, table: table.code },
    });
    return;
  }
  if (operation.confirm !== '' && !(await ask(operation, rows))) return;
  if (operation.form === undefined) {
    await work(table, { operation, rows, trigger, values: {} });
    return;
  }
  await askValues({
    form: operation.form,
    title: operation.title,
    size: sizeOf(operation.mode),
    params: { ...operation.params, table: table.code, operation: operation.code },
    run: (values, formId) => work(table, { operation, rows, trigger, values, formId }),
  });
}

function ask({ confirm, title, style }: OperationConfig, rows: readonly SelectedRow[]): Promise<boolean> {
  const [first] = rows;
  const text = confirm
    .replaceAll('{count}', String(rows.length))
    .replaceAll(/\{\w+\}/g, rows.length === 1 ? (first?.name ?? '') : String(rows.length));
  return confirmAction({ title, text, confirm: title, isDangerous: style === 'danger' });
}

export function sizeOf(mode: OperationConfig['mode']): 'normal' | 'big' | 'slideout' {
  return mode === 'big' || mode === 'slideout' ? mode : 'normal';
}

interface Work extends Run {
  readonly values: Readonly<Record<string, string>>;
  readonly formId?: string;
}

/** Whether the server took it; what it refused as a whole is told and may be tried again. */
async function work(table: OwnTable, { operation, rows, trigger, values, formId }: Work): Promise<boolean> {
  const { root } = table;
  const ids = rows.map(({ id }) => id);
  // One file for all records: never in parts.
  const parts =
    ids.length === 0 || operation.kind === 'download'
      ? [ids]
      : Array.from({ length: Math.ceil(ids.length / PART) }, (_, at) => ids.slice(at * PART, (at + 1) * PART));
  if (parts.length === 1) {
    const answer = await sendAction(root, 'operation', { operation: operation.code, ids, values, form: formId }, { trigger }).catch(
      () => undefined,
    );
    if (answer?.ok === true && operation.kind === 'download') saveFile(answer.data);
    const outcomes = outcomesOf(answer?.data);
    showOutcomes(operation, rows, outcomes);
    return answer?.ok === true || outcomes.length > 0;
  }
  return workInParts(table, { operation, rows, trigger, values, parts, ...(formId === undefined ? {} : { formId }) });
}

/**
 * The dialog stays until the work is done or stopped; what was done before a failure or a stop is told. False: the values were refused,
 * before any record was touched.
 */
async function workInParts(
  table: OwnTable,
  { operation, rows, values, parts, formId }: Work & { parts: readonly (readonly string[])[] },
): Promise<boolean> {
  let isStopped = false;
  let refusal: readonly Command[] | undefined;
  let done = 0;
  const outcomes: Outcome[] = [];
  const commands: Command[] = [];
  const bar = element('progress', { max: rows.length, value: 0, class: 'table-progress', 'aria-label': operation.title });
  const text = element('p', { role: 'status', class: 'mb-2' }, sayTable('working', { done, count: rows.length }));
  const stop = element('button', { type: 'button', class: 'btn btn-outline-secondary' }, sayTable('stop'));
  const dialog = openDialog({
    title: operation.title,
    size: 'small',
    body: element('div', {}, text, bar),
    footer: [stop],
    mayClose: () => {
      isStopped = true;
      return false;
    },
  });
  stop.addEventListener('click', () => {
    isStopped = true;
    stop.disabled = true;
  });
  try {
    for (const part of parts) {
      if (isStopped) break;
      const sent = { operation: operation.code, ids: part, values, form: formId };
      const answer = await sendAction(table.root, 'operation', sent, { keepCommands: true });
      if (done === 0 && answer.commands.some(({ type }) => type === 'fieldErrors')) {
        refusal = answer.commands;
        break;
      }
      const told = outcomesOf(answer.data);
      outcomes.push(...(told.length > 0 ? told : part.map((itemID) => ({ itemID, ok: answer.ok, text: messageOf(answer.commands) }))));
      // Messages of the parts are summed up below; the rest is carried out once.
      for (const command of answer.commands)
        if (command.type !== 'message' && !commands.some((known) => JSON.stringify(known) === JSON.stringify(command)))
          commands.push(command);
      done += part.length;
      bar.value = done;
      text.textContent = sayTable('working', { done, count: rows.length });
    }
  } catch (error) {
    if (!(error instanceof RequestFailed)) throw error;
  } finally {
    dialog.close();
  }
  if (refusal !== undefined) {
    await carryOut(refusal);
    return false;
  }
  const succeeded = outcomes.filter(({ ok }) => ok).length;
  const failed = outcomes.length - succeeded;
  showToast({
    kind: failed > 0 || done < rows.length ? 'warning' : 'success',
    text:
      failed > 0 || done < rows.length
        ? sayTable('operationPartly', { done: succeeded, failed: rows.length - succeeded })
        : sayTable('operationDone', { count: succeeded }),
  });
  if (commands.length === 0) commands.push({ type: 'refresh', target: table.root.id });
  showOutcomes(operation, rows, failed > 0 ? outcomes : []);
  await carryOut(commands);
  return true;
}

/** The answer's file goes where the browser keeps downloads. */
function saveFile(data: unknown): void {
  if (typeof data !== 'object' || data === null || !('file' in data)) return;
  const { name, contentType, base64 } = data.file as { name: string; contentType: string; base64: string };
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  const url = URL.createObjectURL(new Blob([bytes], { type: contentType }));
  const link = element('a', { href: url, download: name, hidden: true });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

function messageOf(commands: readonly Command[]): string {
  const message = commands.find((command) => command.type === 'message');
  return message?.text ?? '';
}

function outcomesOf(data: unknown): Outcome[] {
  if (typeof data !== 'object' || data === null || !('outcomes' in data) || !Array.isArray(data.outcomes)) return [];
  return data.outcomes as Outcome[];
}

/** A dialog with what became of each record; none when all went well, since the message has said so. */
function showOutcomes({ title }: OperationConfig, rows: readonly SelectedRow[], outcomes: readonly Outcome[]): void {
  if (!outcomes.some(({ ok }) => !ok)) return;
  const names = new Map(rows.map(({ id, name }) => [id, name]));
  const lines = outcomes.map(({ itemID, ok, text }) =>
    element(
      'li',
      { class: ok ? 'is-done' : 'is-failed' },
      iconElement(ok ? 'success' : 'danger'),
      element('b', {}, names.get(itemID) || itemID),
      element('span', {}, text),
    ),
  );
  openDialog({
    title,
    body: element('div', {}, element('p', {}, sayTable('outcomes')), element('ul', { class: 'table-outcomes' }, ...lines)),
  });
}
