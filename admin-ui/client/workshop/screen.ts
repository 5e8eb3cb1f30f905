// The workshop's page: ties the tree, the tabs with their editors, runs, saving and results together.

import { confirmAction } from '../../../renderer/client/confirm.ts';
import { startSaving } from './saving.ts';
import { withBusy } from '../../../renderer/client/request.ts';
import { showToast } from '../../../renderer/client/toast.ts';
import { formatSql } from './format.ts';
import { openHistory, sourceText } from './history.ts';
import { isModule, load, plainName, shownName } from './model.ts';
import type { DatabaseObject, OpenedModule, TrialResult, VersionInfo } from './model.ts';
import { goToLine, showNotes } from './notes.ts';
import { showRelated } from './related.ts';
import { renderRun } from './results.ts';
import type { ShownRun } from './results.ts';
import { startRuns } from './runs.ts';
import { startTabs } from './tabs.ts';
import type { Tab } from './tabs.ts';
import { tell } from './texts.ts';
import { startTree } from './tree.ts';
import { openTrial } from './trial.ts';
import { pageLang } from '../../../renderer/client/texts.ts';

export async function startWorkshop(root: HTMLElement): Promise<void> {
  const part = <T extends HTMLElement = HTMLElement>(name: string): T => {
    const found = root.querySelector<T>(`[data-part="${name}"]`);
    if (found === null) throw new Error(`the workshop has no part ${name}`);
    return found;
  };
  const tool = (name: string): HTMLButtonElement => {
    const found = root.querySelector<HTMLButtonElement>(`[data-tool="${name}"]`);
    if (found === null) throw new Error(`the workshop has no button ${name}`);
    return found;
  };
  const results = part('results');
  const emptyResults = [...results.childNodes];
  const notes = part('notes');
  const user = part<HTMLSelectElement>('user');
  const related = part('related');

  const tree = startTree(part('tree'), {
    choose: (object, line) => void choose(object, line),
    insert(text) {
      const { view } = tabs.editorOf(tabs.active);
      view.dispatch(view.state.replaceSelection(text));
      view.focus();
    },
  });
  const tabs = startTabs(
    { row: part('tabs'), editors: part('editors') },
    {
      onSelect: showTab,
      onChange: (tab) => saving.check(tab),
      onMove: showPlace,
      run: () => runs.start(),
      save: () => void saving.save(tabs.active),
      mayClose: (tab) =>
        confirmAction({
          title: tell('closeTitle', { name: tab.title }),
          text: tell('closeText'),
          confirm: tell('closeTab'),
          isDangerous: true,
        }),
    },
  );
  const saving = startSaving({
    tabs,
    show: showTab,
    saved: () => void tree.refresh(),
    button: tool('save'),
  });
  const runs = startRuns({
    tabs,
    keep: part<HTMLInputElement>('keep'),
    user,
    run: tool('run'),
    cancel: tool('cancel'),
    show: showRun,
    changed: () => void tree.refresh(),
  });

  function showRun(tab: Tab, run: ShownRun): void {
    tab.results = renderRun(run, {
      goTo: (line) => goToLine(tabs.editorOf(tab).view, line),
      openModule: (name, line) => void choose({ ...named(name), type: 'P' }, line),
    });
    if (tab === tabs.active) results.replaceChildren(tab.results);
  }

  /** Everything beside the editor that depends on the open tab. */
  function showTab(tab: Tab): void {
    if (tab !== tabs.active) return;
    results.replaceChildren(...(tab.results === undefined ? emptyResults : [tab.results]));
    showNotes({ view: tabs.editorOf(tab).view, root: notes, findings: tab.findings });
    part('version').textContent = tab.version === undefined ? '' : versionText(tab.version);
    tool('history').hidden = tab.version === undefined;
    tool('trial').hidden = tab.version?.type !== 'P';
    tree.mark(tab.name === '' ? undefined : tab.name);
    const { version } = tab;
    if (version !== undefined && related.dataset.of !== plainName(version))
      void showRelated(related, { ...version, type: version.type as DatabaseObject['type'] }, (other) => void choose(other)).catch(
        () => {},
      );
    showPlace(tab);
  }

  function showPlace(tab: Tab): void {
    if (tab !== tabs.active || tab.editor === undefined) return;
    const { state } = tab.editor.view;
    const { main } = state.selection;
    const line = state.doc.lineAt(main.head);
    part('place').textContent = tell('place', { line: line.number, column: main.head - line.from + 1 });
    part('run-text').textContent = main.empty ? tell('run') : tell('runSelection');
  }

  async function choose(object: DatabaseObject, line?: number): Promise<void> {
    if (!isModule(object.type)) return showRelated(related, object, (other) => void choose(other));
    await openModule(plainName(object), line);
  }

  /** Opens a module or comes back to its tab; one that nobody has changed here shows what the database has now. */
  async function openModule(name: string, line?: number): Promise<void> {
    const known = tabs.find(name);
    if (known !== undefined && tabs.isDirty(known)) tabs.select(known);
    else {
      const { version, definition, findings } = await load<OpenedModule>('module.json', { name });
      const fresh = { title: shownName(version), name: plainName(version), text: definition, saved: definition, version, findings };
      if (known === undefined) tabs.add(fresh);
      else {
        Object.assign(known, fresh);
        known.editor?.setText(definition);
        tabs.select(known);
      }
    }
    const { view } = tabs.editorOf(tabs.active);
    if (line === undefined) view.focus();
    else goToLine(view, line);
  }

  async function openTemplate(query: URLSearchParams): Promise<void> {
    const given = Object.fromEntries(query);
    const { name, text } = await load<{ name: string; text: string }>('template.json', given);
    const { schema, name: bare } = named(name);
    const full = plainName({ schema, name: bare });
    const known = tabs.find(full);
    const isThere = await load<OpenedModule>('module.json', { name: full }, { isQuiet: true }).then(
      () => true,
      () => false,
    );
    if (isThere) return openModule(full);
    const tab = known ?? tabs.add({ title: shownName({ schema, name: bare }), name: full, text, saved: '' });
    if (known !== undefined) tabs.select(known);
    saving.check(tab);
    showToast({ kind: 'info', text: tell('fromTemplate', { name: bare }) });
  }

  tool('run').addEventListener('click', () => runs.start());
  tool('cancel').addEventListener('click', () => runs.stop());
  tool('save').addEventListener('click', () => void saving.save(tabs.active));
  tool('new').addEventListener('click', () => tabs.editorOf(tabs.add()).focus());
  tool('close').addEventListener('click', () => void tabs.close(tabs.active));
  tool('refresh').addEventListener('click', () => void tree.refresh());
  tool('format').addEventListener('click', async () => {
    const editor = tabs.editorOf(tabs.active);
    const { main } = editor.view.state.selection;
    try {
      if (main.empty) editor.setText(await formatSql(editor.text()));
      else {
        const insert = (await formatSql(editor.view.state.sliceDoc(main.from, main.to))).trimEnd();
        editor.view.dispatch({ changes: { from: main.from, to: main.to, insert } });
      }
    } catch {
      showToast({ kind: 'warning', text: tell('notFormatted') });
    }
  });
  tool('history').addEventListener('click', () => {
    const tab = tabs.active;
    const onRestored = (module: OpenedModule): void => saving.take(tab, module);
    void withBusy(tool('history'), () => openHistory({ name: tab.name, title: tab.title, text: tab.text, onRestored })).catch(() => {});
  });
  tool('trial').addEventListener('click', () => {
    const tab = tabs.active;
    if (tabs.isDirty(tab)) showToast({ kind: 'info', text: tell('triesSaved') });
    const users = [...user.options].map(({ value }) => value).filter((value) => value !== '');
    const onResult = (result: TrialResult): void => runs.showTrial(tab, result);
    void withBusy(tool('trial'), () => openTrial({ name: tab.name, title: tab.title, users, username: user.value, onResult })).catch(
      () => {},
    );
  });
  const search = part<HTMLInputElement>('search');
  search.addEventListener('input', () => tree.search(search.value));
  search.addEventListener('keydown', (event) => {
    if (event.key === 'ArrowDown') {
      event.preventDefault();
      root.querySelector<HTMLElement>('[data-part="tree"] .tree-row')?.focus();
    }
  });
  // Also where the editor does not have the focus.
  root.addEventListener('keydown', (event) => {
    if (event.defaultPrevented) return;
    const isSave = event.key.toLowerCase() === 's' && (event.ctrlKey || event.metaKey);
    if (event.key !== 'F5' && !isSave) return;
    event.preventDefault();
    if (isSave) void saving.save(tabs.active);
    else runs.start();
  });

  // The scripts have just been compiled and run: the first editor is made in a task of its own.
  await new Promise((resolve) => setTimeout(resolve));
  tabs.select(tabs.active);
  await tree.refresh();
  const query = new URLSearchParams(location.search);
  const { module } = root.dataset;
  if (location.pathname.endsWith('/template')) await openTemplate(query);
  else if (module !== undefined) await openModule(plainName(named(module)), Number(query.get('line')) || undefined);
  else if (query.get('sql') !== null) tabs.add({ text: query.get('sql') ?? '' });
  else if (tabs.active.name !== '' && !tabs.isDirty(tabs.active)) await openModule(tabs.active.name).catch(() => {});
  root.dataset.ready = 'true';
}

/** `dbo.[name]` in its parts. */
function named(text: string): { schema: string; name: string } {
  const [, quotedSchema, plainSchema, quotedName, plain] =
    /^(?:(?:\[((?:[^\]]|\]\])*)\]|([^.[\]]+))\.)?(?:\[((?:[^\]]|\]\])*)\]|(.+))$/.exec(text) ?? [];
  return { schema: quotedSchema ?? plainSchema ?? 'dbo', name: quotedName?.replaceAll(']]', ']') ?? plain ?? text };
}

function versionText(version: VersionInfo): string {
  const { id, changedBy, changed } = version;
  const when = new Date(changed).toLocaleDateString(pageLang === 'ru' ? 'ru-RU' : 'en-GB', { day: 'numeric', month: 'short' });
  return tell('savedVersion', { id, by: changedBy ?? tell(sourceText(version)), when });
}
