// Cells that are changed where they stand: Enter, F2, a typed letter or a click opens the editor, Enter and Tab save, Escape gives up. The
// server answers the row anew; what it refuses is said in the cell, and what was typed stays there.

import { element, iconElement, parseMarkup } from '../element.ts';
import { activate } from '../activate.ts';
import { say } from '../texts.ts';
import { showToast } from '../toast.ts';
import { makeEditor } from './editor.ts';
import type { Editor } from './editor.ts';
import { ownAll, ownOne, ownTarget, sayTable, sendAction } from './own.ts';
import type { EditorConfig, OwnTable } from './own.ts';

const TOGGLES = new Set(['checkbox', 'switch']);
/** How long the dot that says "saved" stays. */
const DOT_FOR = 4000;

interface Session {
  readonly cell: HTMLElement;
  readonly editor: Editor;
  /** Puts the old content back. */
  readonly close: () => void;
}

export function startEditing(table: OwnTable): void {
  const { root } = table;
  if (Object.keys(table.editors).length === 0) return;
  let session: Session | undefined;

  const open = async (cell: HTMLElement, typed = ''): Promise<void> => {
    if (session?.cell === cell || cell.getAttribute('aria-busy') === 'true') return;
    if (session !== undefined && !(await settle())) return;
    const config = table.editors[cell.dataset.field ?? ''];
    if (config === undefined) return;
    if (TOGGLES.has(config.type)) return toggle(table, cell);
    session = await openEditor(table, { cell, config, typed });
    if (session === undefined) return;
    watchEditor(session);
  };

  /** Saves what is open; false when the server refused and the editor stays. */
  const settle = async (): Promise<boolean> => {
    const current = session;
    if (current === undefined) return true;
    const value = current.editor.value();
    if (value === (current.cell.dataset.value ?? '')) {
      giveUp();
      return true;
    }
    session = undefined;
    const isSaved = await saveCell(table, { cell: current.cell, value, session: current });
    if (!isSaved && current.cell.isConnected) session = current;
    return isSaved;
  };
  const giveUp = (): void => {
    const current = session;
    session = undefined;
    current?.close();
  };

  const watchEditor = (current: Session): void => {
    const { cell, editor } = current;
    editor.root.addEventListener('keydown', (event) => {
      if (event.isComposing) return;
      if (event.key === 'Escape') {
        event.preventDefault();
        event.stopPropagation();
        giveUp();
        cell.focus();
        return;
      }
      const isLongText = event.target instanceof HTMLTextAreaElement;
      if (event.key === 'Enter' && (!isLongText || event.ctrlKey || event.metaKey)) {
        if (event.target instanceof HTMLButtonElement) return;
        event.preventDefault();
        event.stopPropagation();
        const place = placeOf(cell);
        void settle().then((isSaved) => isSaved && cellAt(root, place)?.focus());
      }
      if (event.key === 'Tab' && !leavesInside(editor.root, event)) {
        event.preventDefault();
        const next = neighbour(root, cell, event.shiftKey ? -1 : 1);
        const place = next === undefined ? undefined : placeOf(next);
        const own = placeOf(cell);
        void settle().then((isSaved) => {
          if (!isSaved) return;
          const target = place === undefined ? undefined : cellAt(root, place);
          if (target === undefined) cellAt(root, own)?.focus();
          else void open(target);
        });
      }
    });
    editor.root.addEventListener('focusout', (event) => {
      // The browser's own pickers and a dialog that comes over the page are no leaving.
      if (session !== current || (event.relatedTarget instanceof Node && cell.contains(event.relatedTarget))) return;
      setTimeout(() => {
        if (
          session === current &&
          document.hasFocus() &&
          !cell.contains(document.activeElement) &&
          document.querySelector('.dialog') === null
        )
          void settle();
      });
    });
    editor.root.addEventListener('edit:done', () => {
      const place = placeOf(cell);
      void settle().then((isSaved) => isSaved && cellAt(root, place)?.focus());
    });
    editor.root.addEventListener('edit:cancel', () => {
      giveUp();
      cell.focus();
    });
  };

  root.addEventListener('click', (event) => {
    const cell = ownTarget(root, event.target, '.table-editable');
    // A link inside the cell leads where it leads.
    if (cell === undefined || (event.target instanceof Element && event.target.closest('a, button, input, select, textarea') !== null))
      return;
    if (!getSelection()?.isCollapsed) return;
    void open(cell);
  });
  root.addEventListener('keydown', (event) => {
    if (
      !(event.target instanceof HTMLElement) ||
      !event.target.matches('.table-editable') ||
      ownTarget(root, event.target, '.table-editable') === undefined
    )
      return;
    if (event.key === 'Enter' || event.key === 'F2' || event.key === ' ') {
      event.preventDefault();
      void open(event.target);
    }
  });
}

interface Opening {
  readonly cell: HTMLElement;
  readonly config: EditorConfig;
  readonly typed: string;
}

async function openEditor(table: OwnTable, { cell, config }: Opening): Promise<Session | undefined> {
  const before = [...cell.childNodes];
  const height = cell.clientHeight;
  cell.setAttribute('aria-busy', 'true');
  let editor: Editor;
  try {
    editor = await makeEditor(table, { field: cell.dataset.field ?? '', config, value: cell.dataset.value ?? '' });
  } catch {
    // The list of options did not come; the request module has told it.
    return undefined;
  } finally {
    cell.removeAttribute('aria-busy');
  }
  const done = element(
    'button',
    { type: 'button', class: 'btn btn-icon btn-quiet btn-sm', 'aria-label': sayTable('save'), title: sayTable('save'), tabindex: -1 },
    iconElement('success'),
  );
  const cancel = element(
    'button',
    { type: 'button', class: 'btn btn-icon btn-quiet btn-sm', 'aria-label': sayTable('cancel'), title: sayTable('cancel'), tabindex: -1 },
    iconElement('close'),
  );
  done.addEventListener('click', () => editor.root.dispatchEvent(new CustomEvent('edit:done')));
  cancel.addEventListener('click', () => editor.root.dispatchEvent(new CustomEvent('edit:cancel')));
  const holder = element('span', { class: 'table-edit' }, editor.root, done, cancel);
  cell.classList.add('table-editing');
  cell.classList.remove('table-saved');
  cell.removeAttribute('tabindex');
  cell.replaceChildren(holder);
  // The row keeps its height, so the rows below do not jump.
  cell.style.height = `${height}px`;
  editor.focus();
  return {
    cell,
    editor,
    close: () => {
      cell.classList.remove('table-editing');
      cell.style.height = '';
      cell.tabIndex = 0;
      cell.replaceChildren(...before);
    },
  };
}

interface Saving {
  readonly cell: HTMLElement;
  readonly value: string;
  readonly session?: Session;
  readonly isUndo?: boolean;
}

/** Sends a value; answers whether the server took it. */
async function saveCell(table: OwnTable, { cell, value, session, isUndo = false }: Saving): Promise<boolean> {
  const { root } = table;
  const { field = '', value: old = '' } = cell.dataset;
  const row = cell.closest<HTMLElement>('tr');
  const id = row?.dataset.id ?? '';
  cell.setAttribute('aria-busy', 'true');
  session?.editor.setDisabled(true);
  let answer: Awaited<ReturnType<typeof sendAction>> | undefined;
  try {
    answer = await sendAction(root, 'updateField', { id, field, value });
  } catch {
    // Told by the request module; what was typed stays.
  } finally {
    cell.removeAttribute('aria-busy');
    session?.editor.setDisabled(false);
  }
  if (answer === undefined || !answer.ok) {
    const { error = say('failedPlain') } = (answer?.data ?? {}) as { error?: string };
    if (session !== undefined) {
      session.editor.setError(answer === undefined ? say('failedPlain') : error);
      session.editor.focus();
    } else if (answer !== undefined) showToast({ kind: 'warning', text: error });
    return false;
  }
  const { row: markup } = (answer.data ?? {}) as { row?: string };
  session?.close();
  const title = table.editors[field]?.title ?? field;
  if (markup === undefined) cell.dataset.value = value;
  replaceRow(root, { id, field, markup });
  showToast({
    kind: 'success',
    text: isUndo ? sayTable('undone') : sayTable('saved', { column: title }),
    action: isUndo ? undefined : { text: say('undo'), run: () => void undo(table, { id, field, value: old }) },
  });
  return true;
}

/** Sends the old value back, also when the row has left the page meanwhile. */
async function undo(table: OwnTable, { id, field, value }: { id: string; field: string; value: string }): Promise<void> {
  const root = document.getElementById(table.root.id) ?? table.root;
  const cell = cellAt(root, { id, field });
  if (cell !== undefined) {
    await saveCell({ ...table, root }, { cell, value, isUndo: true });
    return;
  }
  const answer = await sendAction(root, 'updateField', { id, field, value }).catch(() => undefined);
  if (answer?.ok !== true) return;
  showToast({ kind: 'success', text: sayTable('undone') });
  const { refreshComponent } = await import('../refresh.ts');
  await refreshComponent(root);
}

async function toggle(table: OwnTable, cell: HTMLElement): Promise<void> {
  const place = placeOf(cell);
  const hadFocus = document.activeElement === cell;
  const isOn = /^(true|1)$/i.test(cell.dataset.value ?? '');
  await saveCell(table, { cell, value: isOn ? 'False' : 'True' });
  if (hadFocus || document.activeElement === document.body) cellAt(table.root, place)?.focus({ preventScroll: true });
}

/** Puts the row that the server answered in the old one's place; '' means that the filters do not show it any more. */
function replaceRow(root: HTMLElement, { id, field, markup }: { id: string; field: string; markup: string | undefined }): void {
  const row = ownOne(root, `tr[data-id="${CSS.escape(id)}"]`);
  if (row === undefined) return;
  if (markup === undefined) {
    markSaved(cellAt(root, { id, field }));
    return;
  }
  const wasChecked = row.querySelector<HTMLInputElement>('[data-row-check]')?.checked === true;
  const fresh = parseMarkup(`<table><tbody>${markup}</tbody></table>`).querySelector<HTMLElement>(`tr[data-id="${CSS.escape(id)}"]`);
  if (fresh === null) {
    row.remove();
  } else {
    const box = fresh.querySelector<HTMLInputElement>('[data-row-check]');
    if (box !== null) box.checked = wasChecked;
    row.replaceWith(fresh);
    void activate(fresh);
    markSaved(cellAt(root, { id, field }));
  }
  root.dispatchEvent(new CustomEvent('table:row', { detail: { id } }));
}

function markSaved(cell: HTMLElement | undefined): void {
  if (cell === undefined) return;
  cell.classList.add('table-saved');
  setTimeout(() => cell.classList.remove('table-saved'), DOT_FOR);
}

interface Place {
  readonly id: string;
  readonly field: string;
}

function placeOf(cell: HTMLElement): Place {
  return { id: cell.closest<HTMLElement>('tr')?.dataset.id ?? '', field: cell.dataset.field ?? '' };
}

function cellAt(root: HTMLElement, { id, field }: Place): HTMLElement | undefined {
  return ownOne(root, `tr[data-id="${CSS.escape(id)}"] > .table-editable[data-field="${CSS.escape(field)}"]`);
}

function neighbour(root: HTMLElement, cell: HTMLElement, step: 1 | -1): HTMLElement | undefined {
  const cells = ownAll(root, '.table-editable');
  return cells[cells.indexOf(cell) + step];
}

/** A group of controls (stars, ticks, a colour and its text) is walked through before Tab leaves it. */
function leavesInside(editor: HTMLElement, event: KeyboardEvent): boolean {
  const stops = [
    ...editor.querySelectorAll<HTMLElement>(
      'input:not([type="radio"]):not([type="hidden"]), select, textarea, button, [contenteditable="true"]',
    ),
  ].filter((stop) => stop.tabIndex >= 0 && stop.checkVisibility());
  if (editor.matches('input, select, textarea') || stops.length < 2) return false;
  const here = stops.indexOf(document.activeElement as HTMLElement);
  return event.shiftKey ? here > 0 : here >= 0 && here < stops.length - 1;
}
