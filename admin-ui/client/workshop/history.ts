// The history of a module: its versions, the difference between any two of them and the text in the editor, and going back to one.

import { confirmAction } from '../../../renderer/client/confirm.ts';
import { openDialog } from '../../../renderer/client/dialog.ts';
import { element } from '../../../renderer/client/element.ts';
import { pageLang } from '../../../renderer/client/texts.ts';
import { postAdmin } from '../requests.ts';
import type { Difference, Side } from './difference.ts';
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

const NOW = 'now';
const BEFORE = 'before';

export async function openHistory({ name, title, text, onRestored }: HistoryOptions): Promise<void> {
  const { versions } = await load<{ versions: VersionInfo[] }>('history.json', { name });
  const texts = new Map<number, Promise<string | null>>();
  const list = element('ol', { class: 'workshop-versions', 'aria-label': tell('versions') });
  const against = element('select', { class: 'custom-select custom-select-sm', id: 'workshop-against' });
  const stage = element('div', { class: 'workshop-difference' });
  const restore = element('button', { type: 'button', class: 'btn btn-primary', disabled: true });
  let chosen: VersionInfo | undefined;
  let shown: Difference | undefined;
  let turn = 0;

  function textOf({ id }: VersionInfo): Promise<string | null> {
    let found = texts.get(id);
    if (found === undefined) {
      found = load<{ definition: string | null }>('version.json', { id: String(id) }).then(({ definition }) => definition);
      texts.set(id, found);
    }
    return found;
  }

  async function choose(version: VersionInfo): Promise<void> {
    chosen = version;
    for (const button of list.querySelectorAll('button'))
      button.setAttribute('aria-pressed', String(button.dataset.id === String(version.id)));
    restore.disabled = version.isDropped || version.id === versions[0]?.id;
    restore.textContent = tell('restoreVersion', { id: version.id });
    const wanted = against.value;
    const index = versions.indexOf(version);
    against.replaceChildren(
      option(NOW, tell('againstEditor')),
      ...(versions[index + 1] === undefined ? [] : [option(BEFORE, tell('againstBefore'))]),
      ...versions.filter((one) => one !== version).map((one) => option(String(one.id), `${sideTitle(one)}, ${momentOf(one)}`)),
    );
    against.value = wanted;
    if (against.selectedIndex < 0) against.value = NOW;
    await compare(version);
  }

  /** The earlier text stands first, whichever of the two was chosen in the list. */
  async function compare(version: VersionInfo): Promise<void> {
    const mine = ++turn;
    const sides = [version, otherSide(version)] as const;
    const [one, other] = await Promise.all(sides.map((side) => (side === undefined ? text : textOf(side))));
    if (mine !== turn) return;
    const { showDifference } = await import('./difference.ts');
    if (mine !== turn) return;
    shown?.destroy();
    shown = undefined;
    const dropped = sides.find((side) => side?.isDropped === true);
    if (dropped !== undefined) {
      stage.replaceChildren(element('p', { class: 'muted' }, tell('wasDropped', { id: dropped.id })));
      return;
    }
    const pair: Side[] = [
      { title: sideTitle(version), text: one ?? '' },
      { title: sides[1] === undefined ? tell('inEditor') : sideTitle(sides[1]), text: other ?? '' },
    ];
    if (sides[1] !== undefined && sides[1].id < version.id) pair.reverse();
    const [before, after] = pair;
    if (before === undefined || after === undefined) return;
    const made = await showDifference(stage, { before, after });
    if (mine === turn) shown = made;
    else made.destroy();
  }

  /** Undefined for the text in the editor. */
  function otherSide(version: VersionInfo): VersionInfo | undefined {
    if (against.value === BEFORE) return versions[versions.indexOf(version) + 1];
    return versions.find(({ id }) => String(id) === against.value);
  }

  list.append(...versions.map((version, index) => element('li', {}, versionButton(version, { isLatest: index === 0, choose }))));
  against.addEventListener('change', () => {
    if (chosen !== undefined) void compare(chosen);
  });
  const compared = element(
    'div',
    { class: 'cluster workshop-compare' },
    element('label', { class: 'mb-0', for: 'workshop-against' }, tell('compareWith')),
    against,
  );
  // After the list is filled: its first button gets the focus.
  const dialog = openDialog({
    title: tell('historyOf', { name: title }),
    size: 'big',
    body: element('div', { class: 'workshop-history' }, list, element('div', { class: 'workshop-history-text' }, compared, stage)),
    footer: [restore],
    onClose() {
      turn += 1;
      shown?.destroy();
    },
  });
  dialog.root.classList.add('workshop-dialog');
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
      const reason = errors.map((error) => error.text).join(' ') || (answer.error?.text ?? '');
      shown?.destroy();
      shown = undefined;
      stage.replaceChildren(element('div', { class: 'alert alert-danger', role: 'alert' }, reason));
      return;
    }
    dialog.close();
    onRestored(answer.data as OpenedModule);
  });

  const [latest, previous = latest] = versions;
  if (previous !== undefined) await choose(previous);
}

interface VersionButton {
  readonly isLatest: boolean;
  readonly choose: (version: VersionInfo) => Promise<void>;
}

function versionButton(version: VersionInfo, { isLatest, choose }: VersionButton): HTMLElement {
  const facts = [version.changedBy ?? '', tell(sourceText(version)), version.comment ?? ''];
  const button = element(
    'button',
    { type: 'button', class: 'version-button workshop-version', 'aria-pressed': 'false', 'data-id': version.id },
    element('b', {}, `${version.id}`),
    element('span', {}, momentOf(version), isLatest ? ` · ${tell('latest')}` : ''),
    element('small', { class: 'muted' }, facts.filter(Boolean).join(' · ')),
  );
  button.addEventListener('click', () => void choose(version));
  return button;
}

function option(value: string, text: string): HTMLElement {
  return element('option', { value }, text);
}

function sideTitle({ id }: VersionInfo): string {
  return tell('versionNumber', { id });
}

function momentOf({ changed }: VersionInfo): string {
  return new Date(changed).toLocaleString(pageLang === 'ru' ? 'ru-RU' : 'en-GB', { dateStyle: 'medium', timeStyle: 'short' });
}

/** How a version came to be, in a few words. */
export function sourceText({ source, isDropped }: VersionInfo): WorkshopText {
  if (isDropped) return 'source_dropped';
  return SOURCES[source] ?? 'source_workshop';
}

const SOURCES: Readonly<Record<string, WorkshopText>> = {
  found: 'source_found',
  outside: 'source_outside',
  package: 'source_package',
  restore: 'source_restore',
  wizard: 'source_wizard',
};
