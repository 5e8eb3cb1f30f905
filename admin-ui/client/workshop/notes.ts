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
  const diagnostics = findings.map(({ line, level, text }): Diagnostic => {
    const place = doc.line(Math.min(Math.max(1, line), doc.lines));
    return { from: place.from, to: place.to, severity: level, message: text };
  });
  view.dispatch(setDiagnostics(view.state, diagnostics));
  showSentences(view, root, findings);
}

export function showSentences(view: EditorView, root: HTMLElement, findings: readonly Finding[]): void {
  const sorted = [...findings].sort((a, b) => (a.level === b.level ? a.line - b.line : a.level === 'error' ? -1 : 1));
  const rest = sorted.length - MOST_SHOWN;
  root.replaceChildren(
    ...sorted.slice(0, MOST_SHOWN).map(({ line, level, text }) => {
      const jump = element('button', { type: 'button', class: 'btn btn-link' }, tell('line', { line }));
      jump.addEventListener('click', () => goToLine(view, line));
      return element(
        'div',
        { class: `code-note${level === 'error' ? ' is-error' : ''}` },
        workshopIcon(level === 'error' ? 'failure' : 'warning'),
        jump,
        element('span', {}, text),
      );
    }),
    ...(rest > 0 ? [element('div', { class: 'code-note' }, tell('moreNotes', { count: rest }))] : []),
  );
}

export function goToLine(view: EditorView, line: number): void {
  const { doc } = view.state;
  const place = doc.line(Math.min(Math.max(1, line), doc.lines));
  view.dispatch({ selection: { anchor: place.from, head: place.to }, scrollIntoView: true });
  view.focus();
}
