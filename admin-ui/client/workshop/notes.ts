// Warnings and errors of the text: marks at their lines in the editor and sentences below it that lead there.

import { lintGutter, setDiagnostics } from '@codemirror/lint';
import type { Diagnostic } from '@codemirror/lint';
import type { EditorView } from '@codemirror/view';
import { element } from '../../../renderer/client/element.ts';
import { workshopIcon } from './icons.ts';
import type { Finding } from './model.ts';
import { tell } from './texts.ts';

export const noteGutter = lintGutter();

const MOST_SHOWN = 4;

/** Shows them all in the margin and the first few as sentences. */
export function showNotes({ view, root, findings }: { view: EditorView; root: HTMLElement; findings: readonly Finding[] }): void {
  const { doc } = view.state;
  const diagnostics = findings.map(({ line, level, text, rule }): Diagnostic => {
    const place = doc.line(Math.min(Math.max(1, line), doc.lines));
    return { from: place.from, to: place.to, severity: level, message: text, ...(rule === undefined ? {} : { source: rule }) };
  });
  view.dispatch(setDiagnostics(view.state, diagnostics));
  showSentences(view, root, findings);
}

function showSentences(view: EditorView, root: HTMLElement, findings: readonly Finding[]): void {
  const sorted = [...findings].sort((a, b) => (a.level === b.level ? a.line - b.line : a.level === 'error' ? -1 : 1));
  const rest = sorted.length - MOST_SHOWN;
  root.replaceChildren(
    ...sorted.slice(0, MOST_SHOWN).map(({ line, level, text, rule }) => {
      const jump = element('button', { type: 'button', class: 'btn btn-link' }, tell('line', { line }));
      jump.addEventListener('click', () => goToLine(view, line));
      return element(
        'div',
        { class: `code-note${level === 'error' ? ' is-error' : ''}` },
        workshopIcon(level === 'error' ? 'failure' : 'warning'),
        jump,
        element('span', {}, text),
        rule === undefined ? null : allowButton(view, line, rule),
      );
    }),
    ...(rest > 0 ? [element('div', { class: 'code-note' }, tell('moreNotes', { count: rest }))] : []),
  );
}

/** Writes the comment that allows it above its line. */
function allowButton(view: EditorView, line: number, rule: string): HTMLElement {
  const button = element('button', { type: 'button', class: 'btn btn-link push', title: `-- allow: ${rule}` }, tell('allowHere'));
  button.addEventListener('click', () => {
    const { doc } = view.state;
    const place = doc.line(Math.min(Math.max(1, line), doc.lines));
    const indent = /^\s*/.exec(place.text)?.[0] ?? '';
    const comment = `${indent}-- allow: ${rule} `;
    // The caret waits for the reason.
    view.dispatch({ changes: { from: place.from, insert: `${comment}\n` }, selection: { anchor: place.from + comment.length } });
    view.focus();
  });
  return button;
}

export function goToLine(view: EditorView, line: number): void {
  const { doc } = view.state;
  const place = doc.line(Math.min(Math.max(1, line), doc.lines));
  view.dispatch({ selection: { anchor: place.from, head: place.to }, scrollIntoView: true });
  view.focus();
}
