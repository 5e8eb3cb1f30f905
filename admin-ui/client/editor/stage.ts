// The middle of the editor: the source code of the definition's own markup, styles and scripts, its table of texts, and beside them the
// live preview.

import type { CodeEditor } from '../../../renderer/client/code-editor.ts';
import { element } from '../../../renderer/client/element.ts';
import { isObject } from './document.ts';
import { codeLanguage, editorOf } from './options.ts';
import type { OptionNode } from './options.ts';
import { createPreview } from './preview.ts';
import type { Preview } from './preview.ts';
import { glyph, say } from './session.ts';
import type { Session } from './session.ts';
import { insertSnippet } from './snippet-picker.ts';
import { mapControl } from './structures.ts';

export interface Stage {
  readonly preview: Preview | undefined;
  /** After changes that came from elsewhere. */
  refresh(): void;
  /** Opens the source that a pointer is in; false when it is in none. */
  goTo(pointer: string): boolean;
}

/** A tab: one text of the definition; `language` of a text in two languages. */
interface Source {
  readonly key: string;
  readonly name: string;
  readonly title: string;
  readonly node: OptionNode;
  readonly language?: 'en' | 'ru';
}

/** Options of the definition that have a place in the stage. */
export function stageNames(options: OptionNode): string[] {
  return Object.entries(options.properties ?? {}).flatMap(([name, node]) => {
    const editor = editorOf(node);
    return editor === 'code' || editor === 'localCode' || node.editor === 'labels' ? [name] : [];
  });
}

export function createStage(session: Session, holder: HTMLElement): Stage {
  const { doc, data } = session;
  const sources = stageNames(data.options).flatMap((name): Source[] => {
    const node = data.options.properties?.[name] ?? {};
    const title = node.title ?? name;
    if (editorOf(node) !== 'localCode') return [{ key: name, name, title, node }];
    return (['en', 'ru'] as const).map((language) => ({
      key: `${name}.${language}`,
      name,
      title: `${title}, ${language}`,
      node,
      language,
    }));
  });
  const hasPreview =
    data.pages.length > 0 ||
    ['page', 'form', 'table', 'dashboard', 'chart', 'tree', 'entity', 'resource', 'chat', 'block'].includes(data.kind);
  const isAlwaysCode = ['page', 'block', 'mailTemplate', 'label'].includes(data.kind);
  let current: Source | undefined = isAlwaysCode ? sources[0] : undefined;
  let editor: CodeEditor | undefined;
  let isWriting = false;
  /** The source gets the focus when it is there. */
  let isWanted = false;

  const code = element('div', { class: 'editor-source' });
  const preview = hasPreview && data.isDeveloper ? createPreview(session) : undefined;
  const strip = element('div', { class: 'pane-head editor-sources' });
  holder.replaceChildren(...(sources.length > 0 ? [strip] : []), element('div', { class: 'editor-split' }, code, preview?.root ?? null));

  function read(source: Source): string {
    const value = doc.get([source.name]);
    if (source.language === undefined) return typeof value === 'string' ? value : '';
    if (typeof value === 'string') return value;
    const text = isObject(value) ? value[source.language] : undefined;
    return typeof text === 'string' ? text : '';
  }

  function write(source: Source, text: string): void {
    const { name, language, node } = source;
    const isEmpty = text === '' && data.options.properties?.[name] !== undefined && data.options.required?.includes(name) !== true;
    isWriting = true;
    if (language === undefined) doc.set([name], isEmpty || text === node.default ? undefined : text, 'typing');
    else {
      const old = doc.get([name]);
      const both = typeof old === 'string' ? { en: old, ru: old } : isObject(old) ? old : {};
      doc.set([name], { ...both, [language]: text }, 'typing');
    }
    isWriting = false;
  }

  function drawStrip(): void {
    const tab = (title: string, source: Source | undefined): HTMLElement => {
      const button = element(
        'button',
        { type: 'button', class: 'btn btn-sm', 'aria-pressed': String(current?.key === source?.key) },
        title,
      );
      button.addEventListener('click', () => {
        current = source;
        draw();
        strip.querySelector<HTMLElement>('[aria-pressed=true]')?.focus();
      });
      return button;
    };
    const tabs = element(
      'div',
      { class: 'segmented', role: 'group', 'aria-label': say('sources') },
      ...(preview === undefined ? [] : [tab(say('previewOnly'), undefined)]),
      ...sources.map((source) => tab(source.title, source)),
    );
    const isMarkup = current !== undefined && codeLanguage(current.node) === 'html';
    const snippet = element(
      'button',
      { type: 'button', class: 'btn btn-sm btn-outline-secondary push' },
      glyph('puzzle'),
      say('insertSnippet'),
    );
    snippet.addEventListener(
      'click',
      () =>
        void insertSnippet(session, (text) => {
          if (editor === undefined) return;
          const { view } = editor;
          view.dispatch(view.state.replaceSelection(text), { scrollIntoView: true });
          view.focus();
        }),
    );
    strip.replaceChildren(tabs, ...(isMarkup ? [snippet] : []));
  }

  function draw(): void {
    drawStrip();
    editor?.destroy();
    editor = undefined;
    code.hidden = current === undefined;
    const source = current;
    if (source === undefined) return;
    if (source.node.editor === 'labels') {
      const field = { session, node: source.node, paths: [[source.name]], id: 'stage-map', label: source.title, isRequired: false };
      code.replaceChildren(mapControl(field).root);
      return;
    }
    code.replaceChildren();
    void openSource(source);
  }

  async function openSource(source: Source): Promise<void> {
    const [{ createCodeEditor }, { markupCompletion }] = await Promise.all([
      import('../../../renderer/client/code-editor.ts'),
      import('./markup-completion.ts'),
    ]);
    // Another was chosen meanwhile.
    if (current !== source || editor !== undefined) return;
    const language = codeLanguage(source.node) ?? 'html';
    editor = createCodeEditor({
      parent: code,
      language,
      text: read(source),
      label: source.title,
      ...(language === 'html' && { extensions: markupCompletion(session) }),
      onChange: (text) => {
        if (!isReading && text !== read(source)) write(source, text);
      },
    });
    if (isWanted) editor.focus();
    isWanted = false;
  }

  let isReading = false;
  function refresh(): void {
    if (isWriting || current === undefined) return;
    if (editor === undefined) {
      if (current.node.editor === 'labels' && !code.contains(document.activeElement)) draw();
      return;
    }
    isReading = true;
    editor.setText(read(current));
    isReading = false;
  }

  function goTo(pointer: string): boolean {
    const source = sources.find(({ name }) => pointer === `/${name}` || pointer.startsWith(`/${name}/`));
    if (source === undefined) return false;
    if (current?.key !== source.key) {
      current = source;
      isWanted = true;
      draw();
    } else editor?.focus();
    return true;
  }

  draw();
  return { preview, refresh, goTo };
}
