// Open modules and queries: their texts, editors and the row of tabs, kept in this browser between visits.

import { openSearchPanel, search, searchKeymap } from '@codemirror/search';
import { EditorState } from '@codemirror/state';
import { EditorView, keymap } from '@codemirror/view';
import { createCodeEditor } from '../../../renderer/client/code-editor.ts';
import type { CodeEditor } from '../../../renderer/client/code-editor.ts';
import { element } from '../../../renderer/client/element.ts';
import { pageLang } from '../../../renderer/client/texts.ts';
import { catalogueCompletion } from './completion.ts';
import { noteGutter } from './notes.ts';
import { moveAlong } from './results.ts';
import { tell } from './texts.ts';
import type { Finding, VersionInfo } from './model.ts';

export interface Tab {
  readonly id: string;
  title: string;
  /** `[dbo].[name]` of a module; '' for a query. */
  name: string;
  text: string;
  /** As it is in the database; '' for a query. */
  saved: string;
  version: VersionInfo | undefined;
  findings: readonly Finding[];
  results: HTMLElement | undefined;
  editor: CodeEditor | undefined;
  holder: HTMLElement | undefined;
}

export interface TabActions {
  readonly onSelect: (tab: Tab) => void;
  readonly onChange: (tab: Tab) => void;
  /** Caret or selection moved. */
  readonly onMove: (tab: Tab) => void;
  readonly run: () => void;
  readonly save: () => void;
  readonly mayClose: (tab: Tab) => Promise<boolean>;
}

export interface Tabs {
  readonly all: readonly Tab[];
  readonly active: Tab;
  select(tab: Tab): void;
  add(given?: Partial<Pick<Tab, 'title' | 'name' | 'text' | 'saved' | 'version' | 'findings'>>): Tab;
  find(name: string): Tab | undefined;
  close(tab: Tab): Promise<void>;
  editorOf(tab: Tab): CodeEditor;
  isDirty(tab: Tab): boolean;
  /** Draws the row again and keeps the texts. */
  update(): void;
}

const KEY = 'pg-workshop';
const SAVE_AFTER_MS = 400;

interface Kept {
  readonly tabs: readonly {
    readonly title: string;
    readonly name: string;
    readonly text: string;
    readonly saved: string;
    readonly version?: VersionInfo;
  }[];
  readonly active: number;
}

export function startTabs({ row, editors }: { row: HTMLElement; editors: HTMLElement }, actions: TabActions): Tabs {
  let count = 0;
  const kept = read();
  const all: Tab[] = kept.tabs.map((one) => ({ ...blank(), ...one, version: one.version }));
  let active = all[kept.active] ?? all[0] ?? addTab({});
  let timer: ReturnType<typeof setTimeout> | undefined;
  row.addEventListener('keydown', (event) => {
    if (event.key === 'Delete') void tabs.close(active);
    else moveAlong([...row.querySelectorAll<HTMLElement>('[role=tab]')], event);
  });
  addEventListener('pagehide', keep);

  function blank(): Tab {
    return {
      id: `workshop-tab-${++count}`,
      title: '',
      name: '',
      text: '',
      saved: '',
      version: undefined,
      findings: [],
      results: undefined,
      editor: undefined,
      holder: undefined,
    };
  }

  function addTab(given: Partial<Tab>): Tab {
    const numbers = all.map(({ title }) => Number(/(\d+)$/.exec(title)?.[1] ?? 0));
    const tab: Tab = { ...blank(), title: tell('query', { number: Math.max(0, ...numbers) + 1 }), ...given };
    all.push(tab);
    return tab;
  }

  const tabs: Tabs = {
    get all() {
      return all;
    },
    get active() {
      return active;
    },
    select(tab) {
      active = tab;
      for (const other of all) if (other.holder !== undefined) other.holder.hidden = other !== tab;
      tabs.editorOf(tab);
      tabs.update();
      actions.onSelect(tab);
    },
    add(given = {}) {
      // A query that nobody has begun makes room.
      const empty =
        given.name === undefined ? undefined : all.find((one) => one.name === '' && one.text.trim() === '' && one.results === undefined);
      const tab = addTab(given);
      if (empty !== undefined) {
        all.splice(all.indexOf(empty), 1);
        empty.editor?.destroy();
        empty.holder?.remove();
      }
      tabs.select(tab);
      return tab;
    },
    find: (name) => all.find((tab) => tab.name !== '' && tab.name.toLowerCase() === name.toLowerCase()),
    async close(tab) {
      if (tabs.isDirty(tab) && !(await actions.mayClose(tab))) return;
      const index = all.indexOf(tab);
      if (index < 0) return;
      all.splice(index, 1);
      tab.editor?.destroy();
      tab.holder?.remove();
      tabs.select(all[Math.min(index, all.length - 1)] ?? addTab({}));
      row.querySelector<HTMLElement>('[aria-selected=true]')?.focus();
    },
    editorOf(tab) {
      if (tab.editor !== undefined) return tab.editor;
      const holder = element('div', { class: 'workshop-editor' });
      holder.hidden = tab !== active;
      editors.append(holder);
      tab.holder = holder;
      tab.editor = createCodeEditor({
        parent: holder,
        language: 'sql',
        text: tab.text,
        label: tell('sourceOf', { name: tab.title }),
        extensions: [
          keymap.of([
            { key: 'F5', run: () => used(actions.run), preventDefault: true },
            { key: 'Mod-Enter', run: () => used(actions.run), preventDefault: true },
            { key: 'Mod-s', run: () => used(actions.save), preventDefault: true },
            { key: 'Mod-f', run: openSearchPanel, preventDefault: true },
            ...searchKeymap,
          ]),
          search({ top: true }),
          noteGutter,
          catalogueCompletion,
          EditorState.phrases.of(searchPhrases()),
          EditorView.updateListener.of((update) => {
            if (update.selectionSet || update.docChanged) actions.onMove(tab);
          }),
        ],
        onChange(text) {
          const wasDirty = tabs.isDirty(tab);
          tab.text = text;
          clearTimeout(timer);
          timer = setTimeout(keep, SAVE_AFTER_MS);
          if (tabs.isDirty(tab) !== wasDirty) draw();
          actions.onChange(tab);
        },
      });
      return tab.editor;
    },
    isDirty: (tab) => (tab.name === '' ? tab.text.trim() !== '' : tab.text !== tab.saved),
    update() {
      draw();
      keep();
    },
  };

  function draw(): void {
    const hadFocus = row.contains(document.activeElement);
    row.replaceChildren(
      ...all.map((tab) => {
        const isActive = tab === active;
        const button = element(
          'button',
          {
            type: 'button',
            class: `code-tab${tab.name !== '' && tabs.isDirty(tab) ? ' code-dirty' : ''}`,
            role: 'tab',
            'aria-selected': String(isActive),
            'aria-controls': 'workshop-editor',
            tabindex: isActive ? 0 : -1,
            title: tab.name === '' ? tab.title : tab.name,
          },
          tab.title,
        );
        button.addEventListener('click', () => tabs.select(tab));
        button.addEventListener('auxclick', (event) => {
          if (event.button === 1) void tabs.close(tab);
        });
        return button;
      }),
    );
    const selected = row.querySelector<HTMLElement>('[aria-selected=true]');
    selected?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    if (hadFocus) selected?.focus();
  }

  function keep(): void {
    const value: Kept = {
      tabs: all.map(({ title, name, text, saved, version }) => ({
        title,
        name,
        text,
        saved,
        ...(version === undefined ? {} : { version }),
      })),
      active: all.indexOf(active),
    };
    try {
      localStorage.setItem(KEY, JSON.stringify(value));
    } catch {
      // A full store loses the comfort of finding the tabs again, nothing else.
    }
  }

  return tabs;
}

/** A key that was used up. */
function used(act: () => void): boolean {
  act();
  return true;
}

function read(): Kept {
  try {
    const value = JSON.parse(localStorage.getItem(KEY) ?? '') as Partial<Kept> | null;
    if (Array.isArray(value?.tabs) && value.tabs.length > 0) return { tabs: value.tabs, active: Number(value.active ?? 0) };
  } catch {
    // Nothing kept, or by an older version.
  }
  return { tabs: [], active: 0 };
}

function searchPhrases(): Record<string, string> {
  if (pageLang === 'en') return {};
  return {
    Find: 'Найти',
    Replace: 'Заменить на',
    next: 'следующее',
    previous: 'предыдущее',
    all: 'все',
    'match case': 'регистр',
    regexp: 'рег. выражение',
    'by word': 'целиком',
    replace: 'заменить',
    'replace all': 'заменить все',
    close: 'закрыть',
    'current match': 'текущее совпадение',
    'on line': 'в строке',
    'replaced match on line $': 'заменено в строке $',
    'replaced $ matches': 'заменено: $',
    'Go to line': 'К строке',
    go: 'перейти',
    Diagnostics: 'Замечания',
    'No diagnostics': 'Замечаний нет',
  };
}
