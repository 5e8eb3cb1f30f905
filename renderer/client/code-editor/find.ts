// Finding text in the editor: the browser's own search sees only the lines that are drawn. Ctrl-F opens the line, Enter and Shift-Enter go
// on and back, Escape returns to where the search has led.

import { EditorSelection, RangeSetBuilder, StateEffect, StateField } from '@codemirror/state';
import type { EditorState, Extension } from '@codemirror/state';
import type { EditorView } from '@codemirror/view';
import { Decoration, keymap, showPanel, ViewPlugin } from '@codemirror/view';
import type { Command, DecorationSet, Panel, ViewUpdate } from '@codemirror/view';
import { element } from '../element.ts';
import { say } from '../texts.ts';

/** Undefined: the line is closed. */
const setQuery = StateEffect.define<string | undefined>();
const MOST_COUNTED = 1000;

const query = StateField.define<string | undefined>({
  create: () => undefined,
  update(value, transaction) {
    for (const effect of transaction.effects) if (effect.is(setQuery)) return effect.value;
    return value;
  },
  provide: (field) => showPanel.from(field, (value) => (value === undefined ? null : findPanel)),
});

export function find(): Extension {
  return [
    query,
    marks,
    keymap.of([
      { key: 'Mod-f', run: openFind, preventDefault: true },
      { key: 'F3', run: step(1), shift: step(-1), preventDefault: true },
    ]),
  ];
}

const openFind: Command = (view) => {
  const { main } = view.state.selection;
  const chosen = view.state.sliceDoc(main.from, main.to);
  const words = chosen !== '' && !chosen.includes('\n') ? chosen : (view.state.field(query) ?? '');
  view.dispatch({ effects: setQuery.of(words) });
  const input = view.dom.querySelector<HTMLInputElement>('.code-editor-find input');
  if (input !== null) {
    input.value = words;
    input.select();
    input.focus();
  }
  return true;
};

const closeFind: Command = (view) => {
  view.dispatch({ effects: setQuery.of(undefined) });
  view.focus();
  return true;
};

function step(way: 1 | -1): Command {
  return (view) => {
    const { state } = view;
    const found = places(state);
    if (found.length === 0) return false;
    const { main } = state.selection;
    const next = way === 1 ? found.find((from) => from >= main.to && from > main.from) : found.findLast((from) => from < main.from);
    const from = next ?? (way === 1 ? found[0] : found.at(-1)) ?? 0;
    const length = (state.field(query) ?? '').length;
    view.dispatch({ selection: EditorSelection.single(from, from + length), scrollIntoView: true, userEvent: 'select.search' });
    return true;
  };
}

/** Where the words stand, whatever their letter case. */
function places(state: EditorState): number[] {
  const words = (state.field(query) ?? '').toLowerCase();
  if (words === '') return [];
  const text = state.doc.toString().toLowerCase();
  const found: number[] = [];
  for (let at = text.indexOf(words); at >= 0 && found.length < MOST_COUNTED; at = text.indexOf(words, at + words.length)) found.push(at);
  return found;
}

function findPanel(view: EditorView): Panel {
  const input = element('input', {
    type: 'search',
    class: 'form-control form-control-sm',
    'aria-label': say('codeFind'),
    placeholder: say('codeFind'),
  });
  const count = element('span', { class: 'code-editor-count', role: 'status' });
  const button = (label: string, sign: string, run: Command): HTMLButtonElement => {
    const made = element('button', { type: 'button', class: 'btn btn-sm btn-quiet', 'aria-label': label, title: label }, sign);
    made.addEventListener('click', () => run(view));
    return made;
  };
  const dom = element(
    'div',
    { class: 'code-editor-find', role: 'search' },
    input,
    count,
    button(say('codeFindBack'), '↑', step(-1)),
    button(say('codeFindNext'), '↓', step(1)),
    button(say('close'), '×', closeFind),
  );
  const tell = (): void => {
    const found = places(view.state);
    const at = found.indexOf(view.state.selection.main.from);
    count.textContent = input.value === '' ? '' : `${at < 0 ? '–' : at + 1} / ${found.length}`;
  };
  input.addEventListener('input', () => {
    view.dispatch({ effects: setQuery.of(input.value) });
    // From where the caret is, so that more letters stay at the same place.
    const { main } = view.state.selection;
    view.dispatch({ selection: { anchor: main.from } });
    step(1)(view);
  });
  dom.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && event.target === input) step(event.shiftKey ? -1 : 1)(view);
    else if (event.key === 'Escape') closeFind(view);
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  return {
    dom,
    top: true,
    update: (update: ViewUpdate) => (update.selectionSet || update.docChanged || update.transactions.length > 0) && tell(),
  };
}

const mark = Decoration.mark({ class: 'code-editor-match' });
const marks = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet;
    constructor(view: EditorView) {
      this.decorations = marksOf(view);
    }
    update(update: ViewUpdate): void {
      if (update.docChanged || update.viewportChanged || update.startState.field(query) !== update.state.field(query))
        this.decorations = marksOf(update.view);
    }
  },
  { decorations: (plugin) => plugin.decorations },
);

function marksOf(view: EditorView): DecorationSet {
  const builder = new RangeSetBuilder<Decoration>();
  const length = (view.state.field(query) ?? '').length;
  const { from, to } = view.viewport;
  for (const at of places(view.state)) if (at + length >= from && at <= to) builder.add(at, at + length, mark);
  return builder.finish();
}
