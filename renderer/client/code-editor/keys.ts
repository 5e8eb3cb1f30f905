// What keys do in the editor: moving and selecting over text that is not all in the page, deleting, indenting, comments, undo.

import { closeCompletion, completionStatus } from '@codemirror/autocomplete';
import { getIndentation, getIndentUnit, indentString } from '@codemirror/language';
import { EditorSelection, Prec } from '@codemirror/state';
import type { ChangeSpec, EditorState, Extension, Line, SelectionRange, StateCommand } from '@codemirror/state';
import { keymap } from '@codemirror/view';
import type { Command, EditorView, KeyBinding } from '@codemirror/view';
import { redo, undo } from './history.ts';

type Motion = (view: EditorView, range: SelectionRange) => SelectionRange;

function move(motion: Motion, isSelecting: boolean): Command {
  return (view) => {
    const { state } = view;
    const ranges = state.selection.ranges.map((range) => {
      const moved = motion(view, range);
      return isSelecting
        ? EditorSelection.range(range.anchor, moved.head, moved.goalColumn)
        : EditorSelection.cursor(moved.head, moved.assoc, undefined, moved.goalColumn);
    });
    const selection = EditorSelection.create(ranges, state.selection.mainIndex);
    if (selection.eq(state.selection)) return false;
    view.dispatch({ selection, scrollIntoView: true, userEvent: 'select' });
    return true;
  };
}

const byChar =
  (isForward: boolean): Motion =>
  (view, range) =>
    range.empty ? view.moveByChar(range, isForward) : EditorSelection.cursor(isForward ? range.to : range.from);
const extendByChar =
  (isForward: boolean): Motion =>
  (view, range) =>
    view.moveByChar(range, isForward);
const byGroup =
  (isForward: boolean): Motion =>
  (view, range) =>
    view.moveByGroup(range, isForward);
const byLine =
  (isForward: boolean): Motion =>
  (view, range) =>
    view.moveVertically(range, isForward);
const byPage =
  (isForward: boolean): Motion =>
  (view, range) =>
    view.moveVertically(range, isForward, Math.max(view.defaultLineHeight, view.scrollDOM.clientHeight - view.defaultLineHeight));
const toLineEdge =
  (isForward: boolean): Motion =>
  (view, range) => {
    const edge = view.moveToLineBoundary(range, isForward);
    if (isForward) return edge;
    // Home goes to the first letter, again to the first column.
    const line = view.state.doc.lineAt(range.head);
    const text = line.from + indentOf(line).length;
    return edge.head === line.from && range.head !== text ? EditorSelection.cursor(text) : edge;
  };
const toEdge =
  (isForward: boolean): Motion =>
  (view) =>
    EditorSelection.cursor(isForward ? view.state.doc.length : 0);

function moving(key: string, motion: Motion, { mac, select }: { mac?: string; select?: Motion } = {}): KeyBinding {
  return {
    key,
    ...(mac === undefined ? {} : { mac }),
    run: move(motion, false),
    shift: move(select ?? motion, true),
    preventDefault: true,
  };
}

function erase(motion: Motion, userEvent: string): Command {
  return (view) => {
    const { state } = view;
    if (state.readOnly) return false;
    const spec = state.changeByRange((range) => {
      const to = range.empty ? motion(view, range).head : range.head;
      const from = range.empty ? range.head : range.anchor;
      const start = Math.min(from, to);
      return { changes: { from: start, to: Math.max(from, to) }, range: EditorSelection.cursor(start) };
    });
    if (spec.changes.empty) return false;
    view.dispatch(state.update(spec, { scrollIntoView: true, userEvent }));
    return true;
  };
}

/** Before a caret in the indentation one unit goes, as Tab put it there. */
const backward: Motion = (view, range) => {
  const line = view.state.doc.lineAt(range.head);
  const before = view.state.sliceDoc(line.from, range.head);
  const unit = getIndentUnit(view.state);
  return before !== '' && /^ +$/.test(before) && before.length % unit === 0
    ? EditorSelection.cursor(range.head - unit)
    : view.moveByChar(range, false);
};

const breakLine: StateCommand = ({ state, dispatch }) => {
  if (state.readOnly) return false;
  const spec = state.changeByRange((range) => {
    const line = state.doc.lineAt(range.from);
    const known = getIndentation(state, range.from);
    const indent = known === null ? indentOf(line).slice(0, range.from - line.from) : indentString(state, known);
    const insert = state.lineBreak + indent;
    return { changes: { from: range.from, to: range.to, insert }, range: EditorSelection.cursor(range.from + insert.length) };
  });
  dispatch(state.update(spec, { scrollIntoView: true, userEvent: 'input' }));
  return true;
};

const indent: StateCommand = ({ state, dispatch }) => {
  if (state.readOnly) return false;
  const unit = indentString(state, getIndentUnit(state));
  if (state.selection.ranges.every((range) => range.empty)) {
    dispatch(state.update(state.replaceSelection(unit), { scrollIntoView: true, userEvent: 'input' }));
    return true;
  }
  return changeLines(state, dispatch, (line) => ({ from: line.from, insert: unit }));
};

const outdent: StateCommand = ({ state, dispatch }) =>
  changeLines(state, dispatch, (line) => {
    const width = Math.min(indentOf(line).length, line.text.startsWith('\t') ? 1 : getIndentUnit(state));
    return width === 0 ? undefined : { from: line.from, to: line.from + width };
  });

const comment: StateCommand = ({ state, dispatch }) => {
  const [tokens] = state.languageDataAt<{ line?: string; block?: { open: string; close: string } }>(
    'commentTokens',
    state.selection.main.head,
  );
  if (tokens?.line === undefined) return false;
  const mark = tokens.line;
  const lines = selectedLines(state).filter((line) => line.text.trim() !== '');
  const isOn = lines.every((line) => line.text.trimStart().startsWith(mark));
  return changeLines(state, dispatch, (line) => {
    if (line.text.trim() === '') return undefined;
    const from = line.from + indentOf(line).length;
    if (!isOn) return { from, insert: `${mark} ` };
    const after = from + mark.length;
    return { from, to: state.sliceDoc(after, after + 1) === ' ' ? after + 1 : after };
  });
};

type Dispatch = Parameters<StateCommand>[0]['dispatch'];

function changeLines(state: EditorState, dispatch: Dispatch, change: (line: Line) => ChangeSpec | undefined): boolean {
  if (state.readOnly) return false;
  const changes = selectedLines(state).flatMap((line) => change(line) ?? []);
  // The key is used up even where there is nothing to change: Shift-Tab must not leave by chance.
  if (changes.length > 0) dispatch(state.update({ changes, scrollIntoView: true, userEvent: 'input.indent' }));
  return true;
}

function selectedLines(state: EditorState): Line[] {
  const numbers = new Set<number>();
  for (const { from, to } of state.selection.ranges) {
    const first = state.doc.lineAt(from).number;
    const last = state.doc.lineAt(to);
    // A selection that ends before a line's first letter does not hold that line.
    const end = last.from === to && last.number > first ? last.number - 1 : last.number;
    for (let number = first; number <= end; number++) numbers.add(number);
  }
  return [...numbers].map((number) => state.doc.line(number));
}

function indentOf(line: Line): string {
  return /^[ \t]*/.exec(line.text)?.[0] ?? '';
}

/** Escape once: from now on Tab leaves, until the editor is entered again. Twice: the window around closes. */
const freeTab: Command = (view) => {
  if (isTabFree.has(view)) return false;
  isTabFree.add(view);
  view.setTabFocusMode(true);
  view.contentDOM.addEventListener(
    'blur',
    () => {
      isTabFree.delete(view);
      view.setTabFocusMode(false);
    },
    { once: true },
  );
  return true;
};
const isTabFree = new WeakSet<EditorView>();

export const codeKeys: readonly KeyBinding[] = [
  moving('ArrowLeft', byChar(false), { select: extendByChar(false) }),
  moving('ArrowRight', byChar(true), { select: extendByChar(true) }),
  moving('Mod-ArrowLeft', byGroup(false), { mac: 'Alt-ArrowLeft' }),
  moving('Mod-ArrowRight', byGroup(true), { mac: 'Alt-ArrowRight' }),
  moving('ArrowUp', byLine(false)),
  moving('ArrowDown', byLine(true)),
  moving('PageUp', byPage(false)),
  moving('PageDown', byPage(true)),
  moving('Home', toLineEdge(false), { mac: 'Cmd-ArrowLeft' }),
  moving('End', toLineEdge(true), { mac: 'Cmd-ArrowRight' }),
  moving('Mod-Home', toEdge(false), { mac: 'Cmd-ArrowUp' }),
  moving('Mod-End', toEdge(true), { mac: 'Cmd-ArrowDown' }),
  { key: 'Mod-a', run: selectAll, preventDefault: true },
  { key: 'Backspace', run: erase(backward, 'delete.backward'), shift: erase(backward, 'delete.backward') },
  { key: 'Delete', run: erase(extendByChar(true), 'delete.forward') },
  { key: 'Mod-Backspace', mac: 'Alt-Backspace', run: erase(byGroup(false), 'delete.group') },
  { key: 'Mod-Delete', mac: 'Alt-Delete', run: erase(byGroup(true), 'delete.group') },
  { key: 'Enter', run: breakLine, shift: breakLine },
  { key: 'Tab', run: indent, shift: outdent },
  { key: 'Mod-/', run: comment },
  { key: 'Mod-z', run: undo, preventDefault: true },
  { key: 'Mod-y', mac: 'Mod-Shift-z', run: redo, preventDefault: true },
  { linux: 'Ctrl-Shift-z', run: redo, preventDefault: true },
  { key: 'Escape', run: freeTab },
];

function selectAll(view: EditorView): boolean {
  view.dispatch({ selection: { anchor: 0, head: view.state.doc.length }, userEvent: 'select' });
  return true;
}

/** A completion that is only being looked for does not use Escape up: nobody sees it. */
export const leaveWhileLooking: Extension = Prec.highest(
  keymap.of([
    {
      key: 'Escape',
      run: (view) => completionStatus(view.state) === 'pending' && closeCompletion(view) && freeTab(view),
    },
  ]),
);
