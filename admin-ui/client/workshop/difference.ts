// Two texts of a module and what differs: side by side where there is room and it is wanted, else one under the other. The choice is kept
// in this browser. Comes with the first look into a history.

import { getChunks, goToNextChunk, goToPreviousChunk, MergeView, unifiedMergeView } from '@codemirror/merge';
import { EditorView, lineNumbers } from '@codemirror/view';
import { EditorState } from '@codemirror/state';
import type { Extension } from '@codemirror/state';
import { syntaxHighlighting } from '@codemirror/language';
import { classHighlighter } from '@lezer/highlight';
import { createCodeEditor } from '../../../renderer/client/code-editor.ts';
import { loadLanguage } from '../../../renderer/client/code-editor/languages.ts';
import { codeTheme } from '../../../renderer/client/code-editor/theme.ts';
import { element } from '../../../renderer/client/element.ts';
import { isDark } from '../../../renderer/client/theme.ts';
import { tell } from './texts.ts';

export interface Side {
  /** What it is called, `Version 12`. */
  readonly title: string;
  readonly text: string;
}

export interface Difference {
  destroy(): void;
}

type Layout = 'split' | 'unified';

const KEY = 'pg-workshop-difference';
const WIDE = matchMedia('(min-width: 992px)');
const COLLAPSE = { margin: 3, minSize: 8 };

/** Shows them in the element, with the buttons that go from change to change and choose the layout. */
export async function showDifference(parent: HTMLElement, { before, after }: { before: Side; after: Side }): Promise<Difference> {
  const sql = await loadLanguage('sql');
  const stage = element('div', { class: 'workshop-difference-stage' });
  const count = element('span', { class: 'muted', role: 'status' });
  const move = (text: string, act: typeof goToNextChunk): HTMLButtonElement => {
    const button = element('button', { type: 'button', class: 'btn btn-link btn-sm' }, text);
    button.addEventListener('click', () => {
      if (view === undefined) return;
      act(view);
      view.focus();
    });
    return button;
  };
  const moves = [move(tell('previousChange'), goToPreviousChunk), move(tell('nextChange'), goToNextChunk)];
  const layouts = (['split', 'unified'] as const).map((layout) => {
    const button = element('button', { type: 'button', class: 'btn' }, tell(layout));
    button.addEventListener('click', () => {
      keepLayout(layout);
      draw();
    });
    return { layout, button };
  });
  const choice = element(
    'div',
    { class: 'segmented', role: 'group', 'aria-label': tell('layout') },
    ...layouts.map(({ button }) => button),
  );
  parent.replaceChildren(
    element('div', { class: 'cluster workshop-difference-head' }, count, ...moves, element('span', { class: 'push' }, choice)),
    stage,
  );

  /** The later text. */
  let view: EditorView | undefined;
  let destroyStage = (): void => {};

  function draw(): void {
    destroyStage();
    const layout = WIDE.matches ? keptLayout() : 'unified';
    choice.hidden = !WIDE.matches;
    for (const one of layouts) one.button.setAttribute('aria-pressed', String(one.layout === layout));
    stage.classList.toggle('is-split', layout === 'split');
    if (layout === 'split') drawSplit();
    else drawUnified();
    const changes = view === undefined ? 0 : (getChunks(view.state)?.chunks.length ?? 0);
    count.textContent = changes === 0 ? tell('same') : tell('changes', { count: changes });
    for (const button of moves) button.hidden = changes === 0;
  }

  function drawSplit(): void {
    const merge = new MergeView({
      a: { doc: before.text, extensions: shownText(before, sql) },
      b: { doc: after.text, extensions: shownText(after, sql) },
      gutter: true,
      collapseUnchanged: COLLAPSE,
    });
    const titles = element(
      'div',
      { class: 'workshop-difference-titles' },
      element('span', {}, before.title),
      element('span', {}, after.title),
    );
    stage.replaceChildren(titles, merge.dom);
    view = merge.b;
    destroyStage = () => merge.destroy();
  }

  function drawUnified(): void {
    stage.replaceChildren(
      element(
        'div',
        { class: 'workshop-difference-titles' },
        element('span', {}, element('del', {}, before.title), ' → ', element('ins', {}, after.title)),
      ),
    );
    const editor = createCodeEditor({
      parent: stage,
      language: 'sql',
      text: after.text,
      readOnly: true,
      label: `${before.title} → ${after.title}`,
      extensions: [phrases(), unifiedMergeView({ original: before.text, mergeControls: false, gutter: true, collapseUnchanged: COLLAPSE })],
    });
    view = editor.view;
    destroyStage = () => editor.destroy();
  }

  draw();
  WIDE.addEventListener('change', draw);
  return {
    destroy() {
      WIDE.removeEventListener('change', draw);
      destroyStage();
    },
  };
}

/** One of two texts beside each other: the view makes its own editors, so they get here what others get from `createCodeEditor`. */
function shownText({ title }: Side, language: Extension): Extension {
  const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? '';
  return [
    EditorView.cspNonce.of(nonce),
    lineNumbers(),
    syntaxHighlighting(classHighlighter),
    codeTheme,
    EditorView.lineWrapping,
    EditorView.editorAttributes.of({ class: 'code-editor' }),
    EditorView.contentAttributes.of({ 'aria-label': title, 'aria-readonly': 'true', tabindex: '0' }),
    EditorView.darkTheme.of(isDark()),
    EditorState.readOnly.of(true),
    phrases(),
    language,
  ];
}

function phrases(): Extension {
  return EditorState.phrases.of({ '$ unchanged lines': tell('unchanged') });
}

function keptLayout(): Layout {
  try {
    return localStorage.getItem(KEY) === 'unified' ? 'unified' : 'split';
  } catch {
    return 'split';
  }
}

function keepLayout(layout: Layout): void {
  try {
    localStorage.setItem(KEY, layout);
  } catch {
    // Without a store the choice lasts as long as nothing else is asked.
  }
}
