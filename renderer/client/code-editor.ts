// The editor of source code: CodeMirror over a textarea, which keeps the value, or on its own in any element. It looks by the theme's
// custom properties, so it follows the page's mode; its style sheets carry the page's nonce. Tab indents; after Escape it leaves.

import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from '@codemirror/autocomplete';
import { bracketMatching, codeFolding, foldGutter, foldKeymap, indentOnInput, indentUnit, syntaxHighlighting } from '@codemirror/language';
import { Compartment, EditorState } from '@codemirror/state';
import type { Extension } from '@codemirror/state';
import { EditorView, highlightActiveLine, highlightActiveLineGutter, highlightSpecialChars, keymap, lineNumbers } from '@codemirror/view';
import { classHighlighter } from '@lezer/highlight';
import { codeKeys, leaveWhileLooking } from './code-editor/keys.ts';
import { find } from './code-editor/find.ts';
import { history } from './code-editor/history.ts';
import { loadLanguage } from './code-editor/languages.ts';
import type { CodeLanguage } from './code-editor/languages.ts';
import { codeTheme } from './code-editor/theme.ts';
import { element } from './element.ts';
import { say } from './texts.ts';
import { isDark } from './theme.ts';

export type { CodeLanguage } from './code-editor/languages.ts';

interface CommonOptions {
  readonly language: CodeLanguage;
  readonly readOnly?: boolean;
  /** What assistive technology calls it; with a textarea the text of its label. */
  readonly label?: string;
  /** Ids of elements that describe it. */
  readonly describedBy?: string | null;
  /** Anything further: completion sources, linters, key bindings. They come before the editor's own. */
  readonly extensions?: Extension;
  /** Called after each change of the text by whoever. */
  readonly onChange?: (text: string) => void;
}

export type CodeEditorOptions =
  | (CommonOptions & {
      /** Hidden and kept up to date, with `input` and `change` events; its value is the first text. */
      readonly textarea: HTMLTextAreaElement;
    })
  | (CommonOptions & { readonly parent: Element; readonly text?: string });

export interface CodeEditor {
  readonly view: EditorView;
  text(): string;
  /** Replaces the whole text; does nothing when it is the same. The change can be undone. */
  setText(text: string): void;
  setReadOnly(isReadOnly: boolean): void;
  setLanguage(language: CodeLanguage): void;
  focus(): void;
  /** Takes the editor away; a textarea shows again. */
  destroy(): void;
}

let hints = 0;

/**
 * Makes an editor.
 * @example createCodeEditor({ parent, language: 'sql', text: module.definition, label: 'Procedure', extensions: completionOf(catalogue) })
 */
export function createCodeEditor(options: CodeEditorOptions): CodeEditor {
  const area = 'textarea' in options ? options.textarea : undefined;
  const language = new Compartment();
  const access = new Compartment();
  const mode = new Compartment();
  const attributes = new Compartment();
  const hint = element('small', { class: 'code-editor-hint', id: `code-editor-hint-${++hints}` }, say('codeLeave'));

  const view = new EditorView({
    state: EditorState.create({
      doc: area?.value ?? ('text' in options ? (options.text ?? '') : ''),
      extensions: [
        options.extensions ?? [],
        EditorView.cspNonce.of(styleNonce()),
        lineNumbers(),
        foldGutter(),
        codeFolding(),
        highlightSpecialChars(),
        highlightActiveLine(),
        highlightActiveLineGutter(),
        bracketMatching(),
        closeBrackets(),
        indentOnInput(),
        indentUnit.of('  '),
        leaveWhileLooking,
        autocompletion({ icons: false }),
        history(),
        find(),
        keymap.of([...closeBracketsKeymap, ...completionKeymap, ...foldKeymap, ...codeKeys]),
        syntaxHighlighting(classHighlighter),
        codeTheme,
        EditorView.lineWrapping,
        EditorView.editorAttributes.of({ class: 'code-editor' }),
        EditorState.phrases.of(phrases()),
        language.of([]),
        access.of(accessOf(options.readOnly ?? area?.readOnly ?? false)),
        mode.of(EditorView.darkTheme.of(isDark())),
        attributes.of(contentAttributes()),
        EditorView.updateListener.of((update) => {
          if (!update.docChanged) return;
          const text = update.state.doc.toString();
          if (area !== undefined && area.value !== text) {
            area.value = text;
            area.dispatchEvent(new Event('input', { bubbles: true }));
          }
          options.onChange?.(text);
        }),
      ],
    }),
  });
  view.dom.append(hint);

  function contentAttributes(): Extension {
    const label = options.label ?? (area === undefined ? undefined : area.labels[0]?.textContent?.trim());
    const described = [options.describedBy ?? area?.getAttribute('aria-describedby'), hint.id].filter(Boolean).join(' ');
    return EditorView.contentAttributes.of({
      'aria-describedby': described,
      // It has the focus by itself; tools that look for what can be scrolled by keys see it only so.
      tabindex: '0',
      ...(label ? { 'aria-label': label } : {}),
      ...(area?.required ? { 'aria-required': 'true' } : {}),
      ...(area?.getAttribute('aria-invalid') === 'true' ? { 'aria-invalid': 'true' } : {}),
    });
  }

  let asked: CodeLanguage | undefined;
  function setLanguage(name: CodeLanguage): void {
    asked = name;
    loadLanguage(name).then(
      (support) => {
        if (asked === name) view.dispatch({ effects: language.reconfigure(support) });
      },
      (error: unknown) => console.error(`the language ${name} did not load; the text stays plain`, error),
    );
  }
  setLanguage(options.language);

  const followMode = (): void => view.dispatch({ effects: mode.reconfigure(EditorView.darkTheme.of(isDark())) });
  document.addEventListener('as:theme', followMode);
  // What the editor has used up (closing its list, giving Tab free) does not close the window around it as well.
  view.dom.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && event.defaultPrevented) event.stopPropagation();
  });

  const validity = new MutationObserver(() => view.dispatch({ effects: attributes.reconfigure(contentAttributes()) }));
  if (area === undefined) ('parent' in options ? options.parent : document.body).append(view.dom);
  else takePlace(area, view, validity);

  return {
    view,
    text: () => view.state.doc.toString(),
    setText(text) {
      const now = view.state.doc.toString();
      if (now !== normal(text)) view.dispatch({ changes: { from: 0, to: now.length, insert: normal(text) } });
    },
    setReadOnly: (isReadOnly) => view.dispatch({ effects: access.reconfigure(accessOf(isReadOnly)) }),
    setLanguage,
    focus: () => view.focus(),
    destroy() {
      document.removeEventListener('as:theme', followMode);
      validity.disconnect();
      if (area !== undefined) area.hidden = false;
      view.destroy();
    },
  };
}

/** Puts the editor where the textarea was, as high as it was, with its focus and selection. */
function takePlace(area: HTMLTextAreaElement, view: EditorView, validity: MutationObserver): void {
  const { offsetHeight, selectionStart, selectionEnd } = area;
  const hadFocus = document.activeElement === area;
  area.before(view.dom);
  // Set by script, not by an attribute in markup: the policy allows it.
  if (offsetHeight > 0) view.dom.style.minHeight = `${offsetHeight}px`;
  view.scrollDOM.classList.add('code-editor-field');
  area.hidden = true;
  view.contentDOM.addEventListener('blur', () => area.dispatchEvent(new Event('change', { bubbles: true })));
  for (const label of area.labels) label.addEventListener('click', () => view.focus());
  validity.observe(area, { attributeFilter: ['aria-invalid'] });
  if (!hadFocus) return;
  const end = view.state.doc.length;
  view.dispatch({ selection: { anchor: Math.min(selectionStart, end), head: Math.min(selectionEnd, end) } });
  view.focus();
}

/** Read only keeps the caret and selection: code is copied from where it cannot be changed. */
function accessOf(isReadOnly: boolean): Extension {
  return [EditorState.readOnly.of(isReadOnly), EditorView.contentAttributes.of(isReadOnly ? { 'aria-readonly': 'true' } : {})];
}

function normal(text: string): string {
  return text.replaceAll(/\r\n?/g, '\n');
}

function styleNonce(): string {
  return document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? '';
}

function phrases(): Record<string, string> {
  return {
    Completions: say('codeCompletions'),
    'Fold line': say('codeFold'),
    'Unfold line': say('codeUnfold'),
    'folded code': say('codeFolded'),
    unfold: say('codeUnfold'),
    'Control character': say('codeControl'),
  };
}
