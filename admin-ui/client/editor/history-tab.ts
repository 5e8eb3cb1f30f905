// What happened to a definition: versions with who, when and why, what each changed, and the way back.

import { unifiedMergeView } from '@codemirror/merge';
import { createCodeEditor } from '../../../renderer/client/code-editor.ts';
import type { CodeEditor } from '../../../renderer/client/code-editor.ts';
import { element } from '../../../renderer/client/element.ts';
import { getJson } from '../../../renderer/client/request.ts';
import type { JsonObject } from './document.ts';
import { lang, say } from './session.ts';
import type { Session } from './session.ts';

interface Entry {
  readonly id: number;
  readonly version: number;
  readonly action: 'insert' | 'update' | 'delete';
  readonly comment: string | null;
  readonly changed: string;
  readonly changedBy: string | null;
}

export interface HistoryTab {
  show(): Promise<void>;
}

const moment = new Intl.DateTimeFormat(lang, { dateStyle: 'medium', timeStyle: 'short' });

/** `restore` puts an old version into the editor; it is published as any other change. */
export function createHistoryTab(session: Session, holder: HTMLElement, restore: (value: JsonObject, version: number) => void): HistoryTab {
  let editor: CodeEditor | undefined;
  let turn = 0;

  async function show(): Promise<void> {
    const { data: entries } = await getJson<{ data: Entry[] }>(`${session.url}/history`);
    const list = element('ul', { class: 'list-unstyled editor-versions' });
    const view = element('div', { class: 'editor-version' });
    holder.replaceChildren(element('div', { class: 'editor-history' }, list, view));
    for (const [index, entry] of entries.entries()) {
      const button = element(
        'button',
        { type: 'button', class: 'version-button editor-version-button' },
        element('strong', {}, say('versionNumber', { version: entry.version })),
        element('span', { class: 'muted' }, `${entry.changedBy ?? ''} · ${moment.format(new Date(entry.changed))}`),
        entry.comment === null ? null : element('span', {}, entry.comment),
      );
      button.addEventListener('click', () => {
        for (const one of list.querySelectorAll('[aria-current]')) one.removeAttribute('aria-current');
        button.setAttribute('aria-current', 'true');
        void open(entry, entries[index + 1], view);
      });
      list.append(element('li', {}, button));
    }
    if (entries.length === 0) view.append(element('p', { class: 'muted' }, say('noHistory')));
    list.querySelector<HTMLElement>('button')?.click();
  }

  async function open(entry: Entry, before: Entry | undefined, view: HTMLElement): Promise<void> {
    const mine = ++turn;
    const [text, older] = await Promise.all([bodyOf(entry.id), before === undefined ? '' : bodyOf(before.id)]);
    // Another version was chosen meanwhile.
    if (mine !== turn) return;
    const now = JSON.stringify(session.doc.value, null, 2);
    editor?.destroy();
    const holderOfCode = element('div', { class: 'editor-version-code' });
    const compare = element('select', { class: 'custom-select w-auto', 'aria-label': say('compareWith') });
    compare.append(element('option', { value: 'before' }, say('compareBefore')), element('option', { value: 'now' }, say('compareNow')));
    const draw = (): void => {
      editor?.destroy();
      const isNow = compare.value === 'now';
      editor = createCodeEditor({
        parent: holderOfCode,
        language: 'json',
        text: isNow ? now : text,
        readOnly: true,
        label: say('versionNumber', { version: entry.version }),
        ...((isNow || before !== undefined) && {
          extensions: unifiedMergeView({
            original: isNow ? text : older,
            mergeControls: false,
            collapseUnchanged: { margin: 3, minSize: 6 },
          }),
        }),
      });
    };
    compare.addEventListener('change', draw);
    const back = element('button', { type: 'button', class: 'btn btn-outline-secondary' }, say('restoreVersion'));
    back.addEventListener('click', () => restore(JSON.parse(text) as JsonObject, entry.version));
    view.replaceChildren(element('div', { class: 'cluster mb-2' }, compare, back), holderOfCode);
    draw();
  }

  async function bodyOf(id: number): Promise<string> {
    const { data } = await getJson<{ data: { body: string } }>(`${session.url}/history/${id}`);
    return data.body;
  }

  return { show };
}
