// Saving modules: warnings while typing, refusals of the server at their lines, and the question when somebody else was faster.

import { openDialog } from '../../../renderer/client/dialog.ts';
import { element } from '../../../renderer/client/element.ts';
import { showToast } from '../../../renderer/client/toast.ts';
import { post } from '../../../renderer/client/request.ts';
import { postAdmin } from '../requests.ts';
import { forgetCatalogue } from './completion.ts';
import { plainName, shownName, URL_BASE } from './model.ts';
import type { Finding, OpenedModule, Refusal } from './model.ts';
import { goToLine } from './notes.ts';
import type { Tab, Tabs } from './tabs.ts';
import { tell } from './texts.ts';

export interface SavingParts {
  readonly tabs: Tabs;
  /** Shows a tab's warnings and version again. */
  readonly show: (tab: Tab) => void;
  readonly saved: () => void;
  readonly button: HTMLElement;
}

export interface Saving {
  save(tab: Tab): Promise<void>;
  /** Asks for warnings of the text, a little after the last change. */
  check(tab: Tab): void;
  /** Takes over what the server has as the tab's text. */
  take(tab: Tab, module: OpenedModule): void;
}

const CHECK_AFTER_MS = 700;

export function startSaving({ tabs, show, saved, button }: SavingParts): Saving {
  let timer: ReturnType<typeof setTimeout> | undefined;

  function setFindings(tab: Tab, findings: readonly Finding[]): void {
    tab.findings = findings;
    if (tab === tabs.active) show(tab);
  }

  function take(tab: Tab, module: OpenedModule): void {
    tab.text = module.definition;
    tabs.editorOf(tab).setText(module.definition);
    takeVersion(tab, module);
  }

  /** What is typed stays: it is newer than what was saved. */
  function takeVersion(tab: Tab, { version, definition, findings }: OpenedModule): void {
    Object.assign(tab, { title: shownName(version), name: plainName(version), saved: definition, version });
    tabs.update();
    setFindings(tab, findings);
  }

  /** One after another: the next save knows the version that the one before made. */
  const underWay = new Map<Tab, Promise<void>>();

  async function save(tab: Tab, expectedVersion?: number): Promise<void> {
    const mine = (underWay.get(tab) ?? Promise.resolve()).catch(() => {}).then(() => saveNow(tab, expectedVersion));
    underWay.set(tab, mine);
    try {
      await mine;
    } finally {
      if (underWay.get(tab) === mine) underWay.delete(tab);
    }
  }

  async function saveNow(tab: Tab, expectedVersion = tab.version?.id ?? (tab.name === '' ? undefined : 0)): Promise<void> {
    const sent = tab.text;
    const body = { sql: sent, ...(expectedVersion === undefined ? {} : { expectedVersion }) };
    const answer = await postAdmin(`${URL_BASE}/save`, body, { trigger: button });
    clearTimeout(timer);
    if (answer.ok) {
      const module = answer.data as OpenedModule;
      if (tab.text === sent) take(tab, module);
      else takeVersion(tab, module);
      showToast({ kind: 'success', text: tell('saved', { name: tab.title }) });
      forgetCatalogue();
      return saved();
    }
    const { errors = [], findings = [], latest, definition = null } = (answer.data ?? {}) as Refusal;
    if (latest !== undefined) return askWhich(tab, { latest, definition });
    const shown = [...errors.map(({ line, text }): Finding => ({ line, text, level: 'error' })), ...findings];
    if (shown.length === 0) {
      if (answer.error !== undefined && answer.error.code !== 'passwordNeeded') showToast({ kind: 'danger', text: answer.error.text });
      return;
    }
    setFindings(tab, shown);
    const [first] = shown.filter(({ level }) => level === 'error');
    if (first !== undefined) goToLine(tabs.editorOf(tab).view, first.line);
  }

  function askWhich(tab: Tab, { latest, definition }: Required<Pick<Refusal, 'latest' | 'definition'>>): void {
    const mine = element('button', { type: 'button', class: 'btn btn-outline-secondary' }, tell('saveMine'));
    const theirs = element('button', { type: 'button', class: 'btn btn-primary', disabled: definition === null }, tell('takeTheirs'));
    const dialog = openDialog({
      title: tell('conflictTitle', { name: tab.title }),
      role: 'alertdialog',
      size: 'small',
      body: element('p', {}, tell('conflictText', { by: latest.changedBy ?? tell('somebody') })),
      footer: [theirs, mine],
    });
    mine.addEventListener('click', () => {
      dialog.close();
      void save(tab, latest.id);
    });
    theirs.addEventListener('click', () => {
      dialog.close();
      if (definition !== null && definition !== undefined) take(tab, { version: latest, definition, findings: [] });
    });
  }

  return {
    save: (tab) => save(tab),
    take,
    check(tab) {
      clearTimeout(timer);
      // Queries may be anything; rules are for modules.
      if (!/\b(?:CREATE|ALTER)\s+(?:OR\s+ALTER\s+)?(?:PROC|FUNCTION|VIEW|TRIGGER)/i.test(tab.text)) {
        if (tab.findings.length > 0) setFindings(tab, []);
        return;
      }
      timer = setTimeout(() => {
        const { text } = tab;
        post(`${URL_BASE}/check`, { sql: text }, { isQuiet: true }).then(
          ({ ok, data }) => {
            if (ok && tab.text === text) setFindings(tab, (data as { findings: Finding[] }).findings);
          },
          () => {},
        );
      }, CHECK_AFTER_MS);
    },
  };
}
