// The history of a module: its versions, the difference of one to the text in the editor, and going back to it.

import { unifiedMergeView } from '@codemirror/merge';
import { EditorState } from '@codemirror/state';
import { createCodeEditor } from '../../../renderer/client/code-editor.ts';
import type { CodeEditor } from '../../../renderer/client/code-editor.ts';
import { confirmAction } from '../../../renderer/client/confirm.ts';
import { openDialog } from '../../../renderer/client/dialog.ts';
import { element } from '../../../renderer/client/element.ts';
import { pageLang } from '../../../renderer/client/texts.ts';
import { postAdmin } from '../requests.ts';
import { load, URL_BASE } from './model.ts';
import type { OpenedModule, VersionInfo } from './model.ts';
import { tell } from './texts.ts';
import type { WorkshopText } from './texts.ts';

export interface HistoryOptions {
  readonly name: string;
  readonly title: string;
  /** In the editor now. */
  readonly text: string;
  readonly onRestored: (module: OpenedModule) => void;
}

export async function openHistory({ name, title, text, onRestored }: HistoryOptions): Promise<void> {
  const { versions } = await load<{ versions: VersionInfo[] }>('history.json', { name });
  const list = element('ol', { class: 'workshop-versions', 'aria-label': tell('versions') });
  const stage = element('div', { class: 'workshop-difference' });
  const restore = element('button', { type: 'button', class: 'btn btn-primary', disabled: true }, tell('restore'));
  let editor: CodeEditor | undefined;
  let chosen: VersionInfo | undefined;
  async function choose(version: VersionInfo): Promise<void> {
    chosen = version;
    for (const button of list.querySelectorAll('button'))
      button.setAttribute('aria-pressed', String(button.dataset.id === String(version.id)));
    const { definition } = await load<{ definition: string | null }>('version.json', { id: String(version.id) });
    if (chosen !== version) return;
    restore.disabled = definition === null || version.id === versions[0]?.id;
    editor?.destroy();
    stage.replaceChildren(
      element(
        'p',
        { class: 'muted' },
        definition === null ? tell('wasDropped') : definition === text ? tell('same') : tell('differenceOf', { id: version.id }),
      ),
    );
    if (definition === null) return;
    editor = createCodeEditor({
      parent: stage,
      language: 'sql',
      text,
      readOnly: true,
      label: tell('differenceOf', { id: version.id }),
      extensions: [
        EditorState.phrases.of({ '$ unchanged lines': tell('unchanged') }),
        unifiedMergeView({
          original: definition,
          mergeControls: false,
          gutter: true,
          collapseUnchanged: { margin: 3, minSize: 8 },
        }),
      ],
    });
  }

  list.append(
    ...versions.map((version, index) => {
      const when = new Date(version.changed).toLocaleString(pageLang === 'ru' ? 'ru-RU' : 'en-GB', {
        dateStyle: 'medium',
        timeStyle: 'short',
      });
      const button = element(
        'button',
        { type: 'button', class: 'workshop-version', 'aria-pressed': 'false', 'data-id': version.id },
        element('b', {}, `${version.id}`),
        element('span', {}, when, index === 0 ? ` · ${tell('latest')}` : ''),
        element(
          'small',
          { class: 'muted' },
          [version.changedBy ?? '', tell(sourceText(version, index === versions.length - 1)), version.comment ?? '']
            .filter(Boolean)
            .join(' · '),
        ),
      );
      button.addEventListener('click', () => void choose(version));
      return element('li', {}, button);
    }),
  );
  // After the list is filled: its first button gets the focus.
  const dialog = openDialog({
    title: tell('historyOf', { name: title }),
    size: 'big',
    body: element('div', { class: 'workshop-history' }, list, stage),
    footer: [restore],
    onClose: () => editor?.destroy(),
  });
  dialog.root.classList.add('workshop-dialog');
  if (versions[0] !== undefined) await choose(versions[1] ?? versions[0]);

  restore.addEventListener('click', async () => {
    if (chosen === undefined) return;
    const agreed = await confirmAction({
      title: tell('restoreTitle', { id: chosen.id }),
      text: tell('restoreText'),
      confirm: tell('restore'),
    });
    if (!agreed) return;
    const answer = await postAdmin(`${URL_BASE}/restore`, { id: chosen.id }, { trigger: restore });
    if (!answer.ok) {
      const { errors = [] } = (answer.data ?? {}) as { errors?: { text: string }[] };
      stage.replaceChildren(
        element(
          'div',
          { class: 'alert alert-danger', role: 'alert' },
          errors.map((error) => error.text).join(' ') || (answer.error?.text ?? ''),
        ),
      );
      return;
    }
    dialog.close();
    onRestored(answer.data as OpenedModule);
  });
}

/** How a version came to be, in a few words. */
export function sourceText({ source, isDropped }: VersionInfo, isFirst: boolean): WorkshopText {
  if (isDropped) return 'source_dropped';
  if (source === 'outside') return isFirst ? 'source_found' : 'source_outside';
  if (source === 'wizard') return 'source_wizard';
  if (source === 'package') return 'source_package';
  return source === 'restore' ? 'source_restore' : 'source_workshop';
}
