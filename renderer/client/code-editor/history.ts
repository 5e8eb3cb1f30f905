// Undo and redo of the editor. Typing without a pause is one step; so is any other change. What the browser would undo by itself (its menu)
// goes the same way, for the browser knows only what it typed.

import { Annotation, EditorSelection, StateField, Transaction } from '@codemirror/state';
import type { ChangeSet, Extension, StateCommand } from '@codemirror/state';
import { EditorView } from '@codemirror/view';

interface Step {
  /** Takes the change back. */
  readonly changes: ChangeSet;
  /** Where the caret was before it. */
  readonly selection: EditorSelection;
}

interface Past {
  readonly done: readonly Step[];
  readonly undone: readonly Step[];
  /** Kind and time of the last change; '' when the next one begins a new step. */
  readonly event: string;
  readonly time: number;
}

const PAUSE_MS = 500;
const LONGEST = 500;
const way = Annotation.define<'undo' | 'redo'>();

const past = StateField.define<Past>({
  create: () => ({ done: [], undone: [], event: '', time: 0 }),
  update(value, transaction) {
    if (!transaction.docChanged) return transaction.selection === undefined ? value : { ...value, event: '' };
    const step = { changes: transaction.changes.invert(transaction.startState.doc), selection: transaction.startState.selection };
    const back = transaction.annotation(way);
    if (back === 'undo') return { done: value.done.slice(0, -1), undone: [...value.undone, step], event: '', time: 0 };
    if (back === 'redo') return { done: [...value.done, step], undone: value.undone.slice(0, -1), event: '', time: 0 };

    const time = transaction.annotation(Transaction.time) ?? 0;
    const event = ['input.type', 'delete.backward', 'delete.forward'].find((name) => transaction.isUserEvent(name)) ?? '';
    const last = value.done.at(-1);
    if (last !== undefined && event !== '' && event === value.event && time - value.time < PAUSE_MS) {
      const joined = { changes: step.changes.compose(last.changes), selection: last.selection };
      return { done: [...value.done.slice(0, -1), joined], undone: [], event, time };
    }
    return { done: [...value.done.slice(1 - LONGEST), step], undone: [], event, time };
  },
});

function take(direction: 'undo' | 'redo'): StateCommand {
  return ({ state, dispatch }) => {
    const step = (direction === 'undo' ? state.field(past).done : state.field(past).undone).at(-1);
    if (step === undefined || state.readOnly) return false;
    const selection = EditorSelection.create(step.selection.ranges, step.selection.mainIndex);
    dispatch(
      state.update({ changes: step.changes, selection, annotations: way.of(direction), userEvent: direction, scrollIntoView: true }),
    );
    return true;
  };
}

export const undo: StateCommand = take('undo');
export const redo: StateCommand = take('redo');

export function history(): Extension {
  return [
    past,
    EditorView.domEventHandlers({
      beforeinput(event, view) {
        const command = { historyUndo: undo, historyRedo: redo }[event.inputType];
        if (command === undefined) return false;
        event.preventDefault();
        return command(view);
      },
    }),
  ];
}
