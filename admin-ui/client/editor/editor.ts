// The editor of a definition: loads its data, ties outline, options, stage, JSON, procedures and history to one value, checks it while one
// types and saves it as a draft or for everybody.

import { confirmAction } from '../../../renderer/client/confirm.ts';
import { guardUnsaved } from '../../../renderer/client/guard.ts';
import { getJson, post } from '../../../renderer/client/request.ts';
import type { CheckAnswer } from '../../definitions/check.ts';
import type { EditorData } from '../../definitions/editor-data.ts';
import { createDocument, isSame, pathOf, pointerOf } from './document.ts';
import type { JsonObject, Path } from './document.ts';
import type { HistoryTab } from './history-tab.ts';
import { createJsonTab } from './json-tab.ts';
import { drawNotes } from './notes.ts';
import { nodeAt, textOf } from './options.ts';
import { createOutline, outlineLists } from './outline.ts';
import { createPanel } from './panel.ts';
import { drawProcedures } from './procedures-tab.ts';
import { createSaving } from './saving.ts';
import { iconButton, keepGlyphs, lang, say } from './session.ts';
import type { Session } from './session.ts';
import { createStage, stageNames } from './stage.ts';

const CHECK_PAUSE_MS = 500;
type Tab = 'design' | 'json' | 'procedures' | 'history';

export async function startEditor(root: HTMLElement): Promise<void> {
  keepGlyphs(root);
  root.id = 'definition-editor';
  const url = root.dataset.url ?? '';
  const { data } = await getJson<{ data: EditorData }>(`${url}/data`);
  const doc = createDocument(JSON.parse(data.draft ?? data.body) as JsonObject);
  const part = <T extends HTMLElement = HTMLElement>(selector: string): T => {
    const found = root.querySelector<T>(selector);
    if (found === null) throw new Error(`the editor's frame has no ${selector}`);
    return found;
  };

  const session: Session = {
    root,
    url,
    data,
    doc,
    published: () => saving.published(),
    findings: [],
    procedures: undefined,
    selection: { paths: [[]] },
    select(paths, { focus = false } = {}) {
      session.selection = { paths };
      panel.draw();
      outline.refresh();
      if (focus && matchMedia('(max-width: 991px)').matches) part('[data-editor-options]').scrollIntoView({ block: 'start' });
    },
    goTo(pointer) {
      if (tab === 'json') {
        json.goToLine(session.findings.find((finding) => finding.pointer === pointer)?.line ?? 1);
        return;
      }
      openTab('design');
      if (stage?.goTo(pointer) === true) return;
      session.select([objectAround(pathOf(pointer, doc.value))]);
      panel.focusPointer(pointer);
    },
    goToLine: (line) => void showLine(line),
  };

  /** The innermost object on a path that the options can show: members of lists open by themselves, groups inside their owner. */
  function objectAround(path: Path): Path {
    for (let length = path.length; length > 0; length--) {
      const at = path.slice(0, length);
      if (typeof at.at(-1) === 'number' && nodeAt(data.options, at)?.properties !== undefined) return at;
    }
    return [];
  }

  let tab: Tab = 'design';
  const lists = outlineLists(data.options);
  const inStage = stageNames(data.options);
  const outline = createOutline(session, part('[data-editor-outline]'));
  const panel = createPanel({
    session,
    holder: part('[data-editor-options]'),
    isElsewhere: (name) => lists.includes(name) || inStage.includes(name) || data.locked.includes(name),
    partActions: () => {
      const [path] = session.selection.paths;
      if (path === undefined || path.length !== 2) return [];
      return [iconButton('copy', say('duplicatePart'), outline.duplicate), iconButton('trash', say('deletePart'), outline.remove)];
    },
  });
  const json = createJsonTab(session, part('[data-panel="json"]'), () => {
    changed();
  });
  let history: HistoryTab | undefined;
  async function showHistory(): Promise<void> {
    const { createHistoryTab } = await import('./history-tab.ts');
    history ??= createHistoryTab(session, part('[data-panel="history"]'), (value, version) => {
      doc.replace(value);
      saving.suggestComment(say('restoredVersion', { version }));
      openTab('design');
    });
    await history.show();
  }
  const saving = createSaving(session, {
    text: () => (json.isWhole() ? JSON.stringify(doc.value, null, 2) : json.text()),
    isWhole: () => json.isWhole(),
    onSaved: () => {
      drawState();
      panel.refresh();
      stage?.preview?.load();
    },
    onFindings: (findings) => {
      session.findings = findings;
      showFindings();
      if (!json.isWhole()) openTab('json');
    },
  });
  const hasStage = inStage.length > 0 || (data.isDeveloper && data.pages.length > 0);
  const stage = hasStage ? createStage(session, part('[data-editor-stage]')) : undefined;
  part('[data-panel="design"]').classList.toggle('has-no-stage', !hasStage);
  part('[data-panel="design"]').classList.toggle('has-no-outline', lists.length === 0);

  function openTab(next: Tab): void {
    if (next !== 'json' && !json.isWhole()) {
      drawNotes(session, part('[data-editor-notes]'), say('jsonBroken'));
      return;
    }
    if (tab === 'json' && next !== 'json') {
      json.hide();
      outline.draw();
      panel.draw();
      stage?.refresh();
    }
    tab = next;
    for (const button of root.querySelectorAll<HTMLElement>('[data-tab]'))
      button.setAttribute('aria-pressed', String(button.dataset.tab === next));
    for (const holder of root.querySelectorAll<HTMLElement>('[data-panel]')) holder.hidden = holder.dataset.panel !== next;
    if (next === 'json') void json.show();
    if (next === 'procedures') drawProcedures(session, part('[data-panel="procedures"]'));
    if (next === 'history') void showHistory();
  }

  async function showLine(line: number): Promise<void> {
    openTab('json');
    await json.show();
    json.goToLine(line);
  }

  function drawState(): void {
    const state = part('[data-editor-state]');
    const { text, tone } = saving.state();
    state.textContent = text;
    state.className = `status status-${tone}`;
    const draftOf = saving.draftOf();
    const notice = part('[data-editor-notice]');
    notice.hidden = draftOf === undefined;
    notice.textContent = draftOf === undefined ? '' : say('openedDraftOf', { name: draftOf.by, at: draftOf.at });
    part('[data-editor-title]').textContent = textOf(doc.value.title, lang);
    const active = document.activeElement;
    part<HTMLButtonElement>('[data-editor-undo]').disabled = !doc.canUndo;
    part<HTMLButtonElement>('[data-editor-redo]').disabled = !doc.canRedo;
    part<HTMLButtonElement>('[data-editor-draft]').disabled = !saving.isDirty() || !json.isWhole();
    part<HTMLButtonElement>('[data-editor-publish]').disabled = !saving.canPublish();
    part('[data-editor-discard]').hidden = !saving.hasDraft() && !saving.isDirty();
    // A button that is used up must not take the focus with it.
    if (active instanceof HTMLButtonElement && root.contains(active) && (active.disabled || active.hidden)) part('h1').focus();
  }

  function showFindings(): void {
    drawNotes(session, part('[data-editor-notes]'));
    outline.refresh();
    panel.refresh();
    json.refresh();
    const missing = session.procedures?.filter(({ exists, isRequired }) => isRequired && !exists).length ?? 0;
    const count = root.querySelector<HTMLElement>('[data-tab="procedures"] [data-tab-count]');
    if (count !== null) {
      count.hidden = missing === 0;
      count.textContent = String(missing);
    }
    if (tab === 'procedures') drawProcedures(session, part('[data-panel="procedures"]'));
  }

  let timer: ReturnType<typeof setTimeout> | undefined;
  let turn = 0;
  function changed(): void {
    drawState();
    clearTimeout(timer);
    timer = setTimeout(() => void check(), CHECK_PAUSE_MS);
  }

  async function check(): Promise<void> {
    const mine = ++turn;
    const text = json.isWhole() && tab !== 'json' ? JSON.stringify(doc.value, null, 2) : json.text();
    const answer = await post(`${url}/check`, { text }, { isQuiet: true }).catch(() => undefined);
    if (mine !== turn || answer === undefined || !answer.ok) return;
    const { findings, procedures } = answer.data as CheckAnswer;
    // The same findings stay the same list: what shows them is not drawn again.
    if (!isSame(findings, session.findings)) session.findings = findings;
    if (procedures !== undefined) session.procedures = procedures;
    showFindings();
    const isGood = !findings.some(({ severity }) => severity === 'error');
    if (isGood && stage?.preview?.isLive === true && saving.isDirty()) await saving.keepQuietly();
  }

  doc.subscribe(({ kind }) => {
    if (kind === 'structure') {
      // Some places may be gone.
      const paths = session.selection.paths.filter((path) => path.length === 0 || doc.get(path) !== undefined);
      session.selection = { paths: paths.length === 0 ? [[]] : paths };
      if (tab === 'design') redraw();
      stage?.refresh();
    } else if (tab === 'design') {
      panel.refresh();
      outline.refresh();
    }
    if (tab === 'json') json.refresh();
    changed();
  });

  /** Anew, with the focus where it was: on the same option or the same part. */
  function redraw(): void {
    const active = document.activeElement;
    const option = active?.closest<HTMLElement>('[data-option]')?.dataset.option;
    const item = active?.closest<HTMLElement>('.field-item');
    const isInOutline = item !== null && item !== undefined;
    outline.draw();
    panel.draw();
    if (isInOutline) part('[data-editor-outline]').querySelector<HTMLElement>('.field-item.is-active .field-name')?.focus();
    else if (option !== undefined && active?.isConnected === false)
      part('[data-editor-options]').querySelector<HTMLElement>(`[data-option="${option}"] :is(input, select, textarea, button)`)?.focus();
  }

  for (const button of root.querySelectorAll<HTMLElement>('[data-tab]'))
    button.addEventListener('click', () => openTab(button.dataset.tab as Tab));
  part('[data-editor-undo]').addEventListener('click', () => doc.undo());
  part('[data-editor-redo]').addEventListener('click', () => doc.redo());
  part('[data-editor-draft]').addEventListener('click', () => void saving.keep());
  part('[data-editor-publish]').addEventListener('click', () => void saving.publish());
  part('[data-editor-discard]').addEventListener('click', async () => {
    const draftOf = saving.draftOf();
    const isSure = await confirmAction({
      title: say('discardTitle'),
      text: draftOf === undefined ? say('discardText') : say('discardOfOther', { name: draftOf.by, at: draftOf.at }),
      confirm: draftOf === undefined ? say('discard') : say('discardDraftOf', { name: draftOf.by }),
      isDangerous: true,
    });
    if (isSure) await saving.discard();
  });
  root.addEventListener('keydown', (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
    const key = event.key.toLowerCase();
    const isCode = event.target instanceof Element && event.target.closest('.code-editor') !== null;
    if (key === 's') {
      event.preventDefault();
      void saving.keep();
    } else if (!isCode && (key === 'z' || key === 'y')) {
      event.preventDefault();
      if (key === 'y' || event.shiftKey) doc.redo();
      else doc.undo();
    }
  });
  guardUnsaved(root, () => saving.isDirty());

  // Each a task of its own: hundreds of fields may not keep the page from answering.
  await nextTask();
  outline.draw();
  await nextTask();
  panel.draw();
  drawState();
  await check();
  const wanted = new URLSearchParams(location.search).get('at');
  if (wanted?.startsWith('/') === true) session.goTo(pointerOf(pathOf(wanted, doc.value)));
  const wantedTab = new URLSearchParams(location.search).get('tab');
  if (wantedTab === 'json' || wantedTab === 'procedures' || wantedTab === 'history') openTab(wantedTab);
}

function nextTask(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}
