// What a run gave: a tab for each result set as a grid, and the messages with rows, times and errors, whose lines lead into the editor.

import { element } from '../../../renderer/client/element.ts';
import { pageLang } from '../../../renderer/client/texts.ts';
import { showToast } from '../../../renderer/client/toast.ts';
import { workshopIcon } from './icons.ts';
import type { ScriptError, ScriptItem, ScriptSet, ScriptValue } from './model.ts';
import { tell } from './texts.ts';

export interface ShownRun {
  readonly batches: readonly { readonly line: number; readonly ms: number; readonly items: readonly ScriptItem[] }[];
  /** A sentence for people: how long it took, how it ended and what stays. */
  readonly summary: string;
  readonly isBad: boolean;
  /** Lines of the editor before the part that was run. */
  readonly offset: number;
}

export interface ResultActions {
  /** A line of the editor's text. */
  readonly goTo: (line: number) => void;
  /** A line of a module that the script called. */
  readonly openModule: (name: string, line: number) => void;
}

const ROWS_AT_ONCE = 150;
let runs = 0;

/** The content of the result area. */
export function renderRun(run: ShownRun, actions: ResultActions): HTMLElement {
  const id = `workshop-run-${++runs}`;
  const sets = run.batches.flatMap(({ items }) => items.filter((item) => item.kind === 'set'));
  const errors = run.batches.flatMap(({ items }) => items.filter((item) => item.kind === 'error'));
  const panel = element('div', { class: 'workshop-panel', id: `${id}-panel`, role: 'tabpanel' });
  const tabs = element('div', { class: 'code-tabs', role: 'tablist', 'aria-label': tell('resultTabs') });
  const views: (() => HTMLElement[])[] = [
    ...sets.map((set, index) => () => [caption(run, set, setTools(set, index)), grid(set, index)]),
    () => [caption(run), messages(run, actions)],
  ];
  const labels = [
    ...sets.map((set, index) => [`${index + 1}`, set.total.toLocaleString(pageLang)]),
    [tell('messages'), errors.length > 0 ? String(errors.length) : ''],
  ];
  const buttons = labels.map(([text = '', count = ''], index) => {
    const button = element(
      'button',
      {
        type: 'button',
        class: 'code-tab',
        role: 'tab',
        id: `${id}-tab-${index}`,
        'aria-controls': `${id}-panel`,
        'aria-selected': 'false',
        tabindex: -1,
      },
      index === sets.length && errors.length > 0 ? workshopIcon('failure') : null,
      index < sets.length ? tell('set', { number: text }) : text,
      count === '' ? null : element('b', {}, count),
    );
    button.addEventListener('click', () => select(index));
    return button;
  });
  function select(index: number): void {
    for (const [at, button] of buttons.entries()) {
      button.setAttribute('aria-selected', String(at === index));
      button.tabIndex = at === index ? 0 : -1;
    }
    panel.setAttribute('aria-labelledby', `${id}-tab-${index}`);
    panel.replaceChildren(...(views[index]?.() ?? []));
  }
  tabs.append(...buttons);
  tabs.addEventListener('keydown', (event) => moveAlong(buttons, event));
  select(errors.length > 0 || sets.length === 0 ? sets.length : 0);
  return element('div', { class: 'workshop-run' }, tabs, panel);
}

/** Arrows move along tabs. */
export function moveAlong(buttons: readonly HTMLElement[], event: KeyboardEvent): void {
  const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
  const index = buttons.findIndex((button) => button.contains(event.target instanceof Node ? event.target : null));
  if (step === 0 || index < 0) return;
  event.preventDefault();
  const next = buttons[(index + step + buttons.length) % buttons.length];
  next?.click();
  next?.focus();
}

function caption(run: ShownRun, set?: ScriptSet, tools?: HTMLElement): HTMLElement {
  const facts = [
    set === undefined ? '' : `${tell('rows', { count: set.total })}, ${tell('columns', { count: set.columns.length })}`,
    set !== undefined && set.rows.length < set.total ? tell('cut', { shown: set.rows.length }) : '',
    set?.isUnfinished === true ? tell('unfinished') : '',
    run.summary,
  ];
  return element(
    'div',
    { class: `result-caption${run.isBad ? ' is-bad' : ''}` },
    element('span', { role: 'status' }, facts.filter(Boolean).join(' · ')),
    tools ?? null,
  );
}

function setTools(set: ScriptSet, index: number): HTMLElement {
  const tool = (text: string, act: () => void): HTMLElement => {
    const button = element('button', { type: 'button', class: 'btn btn-link btn-sm' }, text);
    button.addEventListener('click', act);
    return button;
  };
  return element(
    'div',
    { class: 'workshop-set-tools' },
    tool(tell('copy'), () => {
      navigator.clipboard.writeText(delimited(set, '\t')).then(
        () => showToast({ kind: 'success', text: tell('copied', { count: set.rows.length }) }),
        () => showToast({ kind: 'danger', text: tell('notCopied') }),
      );
    }),
    tool(tell('csv'), () => {
      const url = URL.createObjectURL(new Blob(['\uFEFF', delimited(set, ',')], { type: 'text/csv' }));
      element('a', { href: url, download: `result-${index + 1}.csv` }).click();
      setTimeout(() => URL.revokeObjectURL(url), 1000);
    }),
  );
}

/** As spreadsheets read it; a value that would be a formula there becomes text. */
function delimited(set: ScriptSet, separator: ',' | '\t'): string {
  const cell = (value: ScriptValue): string => {
    const text = value === null ? '' : typeof value === 'boolean' ? String(Number(value)) : String(value);
    const harmless = typeof value === 'string' && /^[=+\-@\t]/.test(text) ? `'${text}` : text;
    return /["\n\r\t,]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
  };
  return [set.columns.map(({ name }) => cell(name)), ...set.rows.map((row) => row.map(cell))]
    .map((cells) => cells.join(separator))
    .join('\r\n');
}

function grid(set: ScriptSet, index: number): HTMLElement {
  const name = tell('set', { number: index + 1 });
  const head = element(
    'tr',
    {},
    ...set.columns.map((column) =>
      element('th', { scope: 'col', title: column.type }, column.name === '' ? tell('noColumnName') : column.name),
    ),
  );
  const body = element('tbody');
  const table = element('table', { class: 'table' }, element('caption', { class: 'sr-only' }, name), element('thead', {}, head), body);
  const scroll = element('div', { class: 'result-scroll', tabindex: 0, role: 'region', 'aria-label': name }, table);
  if (set.rows.length === 0) scroll.append(element('p', { class: 'workshop-found muted' }, tell('noRows')));
  let done = 0;
  // In steps, so that no set keeps the page busy for long.
  const step = (): void => {
    const rows = set.rows.slice(done, done + ROWS_AT_ONCE);
    body.append(...rows.map(rowOf));
    done += rows.length;
    if (done < set.rows.length && (done === ROWS_AT_ONCE || scroll.isConnected)) setTimeout(step);
  };
  step();
  return scroll;
}

const LONGEST_SHOWN = 300;

function rowOf(row: readonly ScriptValue[]): HTMLElement {
  return element(
    'tr',
    {},
    ...row.map((value) => {
      if (value === null) return element('td', {}, element('span', { class: 'null' }, 'NULL'));
      const text = typeof value === 'boolean' ? String(Number(value)) : String(value);
      const isLong = text.length > LONGEST_SHOWN;
      return element(
        'td',
        { class: typeof value === 'number' ? 'num' : null, title: isLong ? text.slice(0, 4000) : null },
        isLong ? `${text.slice(0, LONGEST_SHOWN)}…` : text,
      );
    }),
  );
}

function messages(run: ShownRun, actions: ResultActions): HTMLElement {
  const list = element('ol', { class: 'workshop-messages' });
  for (const [index, batch] of run.batches.entries()) {
    const several = run.batches.length > 1;
    if (several)
      list.append(
        element('li', { class: 'muted' }, tell('batch', { number: index + 1, line: batch.line + run.offset, ms: batch.ms.toFixed(1) })),
      );
    for (const item of batch.items) {
      if (item.kind === 'set') list.append(element('li', {}, tell('rows', { count: item.total })));
      else if (item.kind === 'count') list.append(element('li', {}, tell('changed', { count: item.rows })));
      else if (item.kind === 'message') list.append(element('li', {}, item.text));
      else list.append(errorItem(item, run, actions));
    }
    if (batch.items.length === 0 && !run.isBad) list.append(element('li', { class: 'muted' }, tell('done')));
  }
  if (run.isBad) list.append(element('li', { class: 'muted' }, run.summary));
  return element('div', { class: 'result-scroll', tabindex: 0, role: 'region', 'aria-label': tell('messages') }, list);
}

function errorItem(error: ScriptError, run: ShownRun, actions: ResultActions): HTMLElement {
  const isOwn = error.procedure === '';
  const line = isOwn ? error.line + run.offset : error.line;
  const button = element(
    'button',
    { type: 'button', class: 'btn btn-link btn-sm' },
    isOwn ? tell('line', { line }) : tell('lineOf', { line, name: error.procedure }),
  );
  button.addEventListener('click', () => (isOwn ? actions.goTo(line) : actions.openModule(error.procedure, line)));
  const number = error.number > 0 ? ` ${tell('errorNumber', { number: error.number, severity: error.severity })}` : '';
  return element(
    'li',
    { class: 'is-error' },
    workshopIcon('failure'),
    element('span', {}, error.text, element('small', { class: 'muted' }, number)),
    error.line > 0 ? button : null,
  );
}
