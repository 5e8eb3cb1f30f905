// The options of what is selected: groups of rows, each with its control, its findings and a mark when it differs from what is published;
// below them the help of the option that has the focus.

import { element } from '../../../renderer/client/element.ts';
import { conditionControl } from './condition.ts';
import { simpleControls } from './controls.ts';
import type { Control, MakeControl } from './controls.ts';
import { isObject, isSame, pointerOf, valueAt } from './document.ts';
import type { Path } from './document.ts';
import { clearField, fieldFindings, fieldValue, setField } from './field.ts';
import type { Field } from './field.ts';
import { templateLink } from './finding.ts';
import { editorOf, grouped, nodeAt, partCode, partTitle } from './options.ts';
import type { EditorName, OptionNode } from './options.ts';
import { glyph, iconButton, lang, newId, say } from './session.ts';
import type { Session } from './session.ts';
import { codeControl, mapControl, partsControl } from './structures.ts';

export interface Panel {
  /** Makes the panel anew for the selection. */
  draw(): void;
  /** Findings and marks only; controls keep what is being typed. */
  refresh(): void;
  focusPointer(pointer: string): void;
}

export interface PanelOptions {
  readonly session: Session;
  readonly holder: HTMLElement;
  /** Options of the definition itself that are edited elsewhere: lists of the outline, source code of the stage. */
  readonly isElsewhere: (name: string) => boolean;
  readonly partActions: () => HTMLElement[];
}

const controls: Record<Exclude<EditorName, 'group' | 'localCode'>, MakeControl> = {
  ...(simpleControls as Record<
    'localText' | 'choice' | 'flag' | 'number' | 'roles' | 'reference' | 'member' | 'icon' | 'scalar' | 'text' | 'words',
    MakeControl
  >),
  condition: conditionControl,
  map: mapControl,
  parts: partsControl,
  code: codeControl,
};

interface Row {
  readonly root: HTMLElement;
  readonly field: Field;
  readonly name: string;
}

export function createPanel({ session, holder, isElsewhere, partActions }: PanelOptions): Panel {
  let rows: Row[] = [];
  let wanted = '';
  let isOnlySet = false;
  /** Pointers of what was drawn last: drawn again, it stays where it was scrolled to. */
  let drawn = '';
  /** Makes of the sections that were not open yet. */
  let folded: (() => void)[] = [];
  const open = new Set<string>(['main', 'rules', 'look', 'access']);
  const help = element('aside', { class: 'editor-help', 'aria-live': 'off' });

  function draw(): void {
    rows = [];
    folded = [];
    const { paths } = session.selection;
    const path = paths[0] ?? [];
    const node = nodeAt(session.data.options, path);
    const key = paths.map(pointerOf).join('\n');
    const scroll = key === drawn ? (holder.querySelector('.editor-options')?.scrollTop ?? 0) : 0;
    drawn = key;
    const body = element('div', { class: 'editor-options' });
    if (node?.properties !== undefined) drawGroups(body, node, paths);
    holder.replaceChildren(head(paths), tools(), body, help);
    showHelp(undefined);
    filter();
    refresh();
    if (scroll > 0) body.scrollTop = scroll;
  }

  function head(paths: readonly Path[]): HTMLElement {
    const path = paths[0] ?? [];
    const crumbs = trail(path).map(({ text, to }) => {
      const back = element('button', { type: 'button', class: 'btn btn-link btn-sm p-0' }, text);
      back.addEventListener('click', () => session.select([to], { focus: true }));
      return element('span', { class: 'editor-crumb' }, back, glyph('chevron-right'));
    });
    const title =
      paths.length > 1
        ? say('severalParts', { count: paths.length })
        : path.length === 0
          ? say('general')
          : partTitle(session.doc.get(path), lang);
    return element(
      'div',
      { class: 'pane-head' },
      ...crumbs,
      element('h2', { class: 'truncate', tabindex: -1 }, title),
      element('span', { class: 'push' }),
      ...partActions(),
    );
  }

  /** Objects around a nested one, the lists of the definition left out. */
  function trail(path: Path): { text: string; to: Path }[] {
    return path.flatMap((name, index) => {
      const to = path.slice(0, index);
      return typeof name === 'number' && to.length > 1
        ? [{ text: partTitle(session.doc.get(to.slice(0, -1)), lang), to: to.slice(0, -1) }]
        : [];
    });
  }

  function tools(): HTMLElement {
    const search = element('input', {
      class: 'form-control',
      type: 'search',
      placeholder: say('findOption'),
      'aria-label': say('findOption'),
    });
    search.value = wanted;
    search.addEventListener('input', () => {
      wanted = search.value;
      filter();
    });
    const only = element(
      'button',
      { type: 'button', class: 'btn btn-sm btn-outline-secondary', 'aria-pressed': String(isOnlySet), title: say('onlySetHint') },
      say('onlySet'),
    );
    only.addEventListener('click', () => {
      isOnlySet = !isOnlySet;
      only.setAttribute('aria-pressed', String(isOnlySet));
      filter();
    });
    return element('div', { class: 'editor-tools' }, element('div', { class: 'search-field' }, glyph('search'), search), only);
  }

  function drawGroups(body: HTMLElement, node: OptionNode, paths: readonly Path[]): void {
    const isRoot = paths[0]?.length === 0;
    for (const [group, entries] of grouped(node)) {
      const shown = entries.filter(([name]) => !(isRoot && isElsewhere(name)));
      if (shown.length === 0) continue;
      const made = section(say(`group_${group}` as 'group_main'), group, () =>
        shown.map(([name, inner]) => optionRow(node, { name, inner, paths })),
      );
      body.append(made);
    }
  }

  /** What is folded is made when it is opened or searched. */
  function section(title: string, key: string, make: () => readonly HTMLElement[]): HTMLDetailsElement {
    const body = element('div', { class: 'prop-body' });
    const details = element('details', { class: 'prop', open: open.has(key) }, element('summary', {}, title), body);
    let isMade = details.open;
    if (isMade) body.append(...make());
    else
      folded.push(() => {
        isMade = true;
        body.append(...make());
      });
    details.addEventListener('toggle', () => {
      if (details.open) open.add(key);
      else if (!details.classList.contains('is-searched')) open.delete(key);
      if (!details.open || isMade) return;
      unfold();
      refresh();
    });
    return details;
  }

  function unfold(): void {
    for (const make of folded.splice(0)) make();
  }

  function optionRow(parent: OptionNode, { name, inner, paths }: { name: string; inner: OptionNode; paths: readonly Path[] }): HTMLElement {
    const field: Field = {
      session,
      node: inner,
      paths: paths.map((path) => [...path, name]),
      id: newId('option'),
      label: inner.title ?? name,
      isRequired: parent.required?.includes(name) === true && inner.default === undefined,
    };
    const editor = editorOf(inner);
    if (editor === 'group') return groupRow(field, name);
    if (editor === 'localCode') return remember({ field, name, control: localCodeControl(field) });
    return remember({ field, name, control: controls[editor](field) });
  }

  function remember({ field, name, control }: { field: Field; name: string; control: Control }): HTMLElement {
    const { root, isWide = false, isGroup = false } = control;
    const label = isGroup ? element('span', { class: 'prop-label' }, field.label) : element('label', { for: field.id }, field.label);
    const error = element('div', { class: 'invalid-feedback', id: `${field.id}-error` });
    const reset = iconButton('arrow-counterclockwise', say('resetOption', { name: field.label }), () => {
      clearField(field);
      draw();
      holder.querySelector<HTMLElement>(`[data-option="${placeOf(field)}"] :is(input, select, textarea, button)`)?.focus();
    });
    reset.classList.add('editor-reset');
    const row = element('div', { class: `prop-row${isWide ? ' is-wide' : ''}`, 'data-option': placeOf(field) }, label, root, reset, error);
    row.addEventListener('focusin', () => showHelp({ field, name }));
    rows.push({ root: row, field, name });
    return row;
  }

  /** An object of options: those that are always there fold, others are switched on first. */
  function groupRow(field: Field, name: string): HTMLElement {
    const { node } = field;
    const isThere = node.default !== undefined || isObject(fieldValue(field));
    const title = element('summary', {}, field.label);
    const key = pointerOf((field.paths[0] ?? []).filter((step) => typeof step === 'string'));
    const entries = Object.entries(node.properties ?? {});
    if (!isThere) {
      const add = element(
        'button',
        { type: 'button', class: 'btn btn-sm btn-outline-secondary', id: field.id, 'aria-label': say('addNamed', { name: field.label }) },
        glyph('plus-lg'),
        say('add'),
      );
      add.addEventListener('click', () => {
        open.add(key);
        setField({ ...field, isRequired: true }, {}, 'structure');
        draw();
        holder.querySelector<HTMLElement>(`[data-option="${placeOf(field)}"] :is(input, select, textarea)`)?.focus();
      });
      return remember({ field, name, control: { root: add } });
    }
    const body = element(
      'div',
      { class: 'prop-body' },
      ...entries.map(([inner, option]) => optionRow(node, { name: inner, inner: option, paths: field.paths })),
    );
    const details = element('details', { class: 'prop editor-group', open: open.has(key), 'data-option': placeOf(field) }, title, body);
    details.addEventListener('toggle', () => (details.open ? open.add(key) : open.delete(key)));
    if (node.default === undefined) {
      const remove = element(
        'button',
        { type: 'button', class: 'btn btn-sm btn-outline-secondary' },
        say('removeNamed', { name: field.label }),
      );
      remove.addEventListener('click', () => {
        clearField(field);
        draw();
      });
      body.append(remove);
    }
    rows.push({ root: details, field, name });
    title.addEventListener('focus', () => showHelp({ field, name }));
    return details;
  }

  function localCodeControl(field: Field): Control {
    const parts = (['en', 'ru'] as const).map(
      (language) =>
        codeControl({
          ...field,
          id: `${field.id}-${language}`,
          label: `${field.label}, ${language}`,
          paths: field.paths.map((path) => [...path, language]),
        }).root,
    );
    return { root: element('div', { class: 'cluster', id: field.id }, ...parts), isGroup: true };
  }

  /** Names of the option from the selected object on: `roles`, `delete/roles`. */
  function placeOf(field: Field): string {
    return (field.paths[0] ?? []).slice(session.selection.paths[0]?.length ?? 0).join('/');
  }

  function refresh(): void {
    for (const { root, field } of rows) {
      const isGroup = root instanceof HTMLDetailsElement;
      const isSet = field.paths.some((path) => session.doc.get(path) !== undefined);
      root.classList.toggle(
        'prop-changed',
        field.paths.some((path) => !isSame(session.doc.get(path), publishedAt(session, path))),
      );
      root.classList.toggle('is-set', isSet);
      if (isGroup) {
        root.classList.toggle('has-error', fieldFindings(field, { isWithin: true }).length > 0);
        continue;
      }
      const reset = root.querySelector<HTMLElement>(':scope > .editor-reset');
      if (reset !== null) reset.hidden = !isSet || field.isRequired;
      const findings = fieldFindings(field, { isWithin: true });
      const error = root.querySelector(':scope > .invalid-feedback');
      error?.classList.toggle('d-flex', findings.length > 0);
      error?.replaceChildren(
        ...findings.slice(0, 3).map((finding) => element('span', {}, finding.text, ' ', templateLink(session, finding))),
      );
      const input = root.querySelector(`[id="${field.id}"]`);
      const isWrong = findings.some(({ severity }) => severity === 'error');
      input?.classList.toggle('is-invalid', isWrong && input.matches('input, select, textarea'));
      if (isWrong) input?.setAttribute('aria-invalid', 'true');
      else input?.removeAttribute('aria-invalid');
      if (findings.length > 0) input?.setAttribute('aria-describedby', `${field.id}-error`);
      else input?.removeAttribute('aria-describedby');
    }
  }

  /** Rows whose name, title or description has the text; their groups open while one searches. */
  function filter(): void {
    const text = wanted.trim().toLowerCase();
    const isSearching = text !== '' || isOnlySet;
    if (isSearching) unfold();
    for (const { root, field, name } of rows) {
      const words = `${name} ${field.label} ${field.node.description ?? ''}`.toLowerCase();
      const isSet = field.paths.some((path) => session.doc.get(path) !== undefined);
      root.hidden = (text !== '' && !words.includes(text)) || (isOnlySet && !isSet);
    }
    for (const details of [...holder.querySelectorAll<HTMLDetailsElement>('details.prop')].reverse()) {
      const hasRows = details.querySelector('.prop-row:not([hidden])') !== null;
      if (details.hidden && hasRows && text !== '') details.hidden = false;
      if (!details.classList.contains('editor-group'))
        details.hidden = isSearching && !hasRows && details.querySelector('details:not([hidden])') === null;
      details.classList.toggle('is-searched', isSearching);
      if (isSearching && hasRows) details.open = true;
    }
  }

  function showHelp(shown: { field: Field; name: string } | undefined): void {
    if (shown === undefined) {
      help.replaceChildren(element('p', { class: 'mb-0 muted' }, say('helpHint')));
      return;
    }
    const { field, name } = shown;
    const { node } = field;
    const facts = [
      node.default !== undefined && typeof node.default !== 'object' && node.default !== ''
        ? say('helpDefault', { value: node.labels?.[String(node.default)] ?? String(node.default) })
        : '',
      node.minimum !== undefined || node.maximum !== undefined
        ? say('helpRange', { from: node.minimum ?? '…', to: node.maximum ?? '…' })
        : '',
      node.pattern === undefined || node.editor !== undefined ? '' : say('helpPattern', { pattern: node.pattern }),
    ].filter((fact) => fact !== '');
    const examples = (node.examples ?? []).map((example) => {
      const text = typeof example === 'string' ? example : JSON.stringify(example);
      const insert = element(
        'button',
        { type: 'button', class: 'btn btn-sm btn-outline-secondary mono', title: say('insertExample') },
        text,
      );
      insert.addEventListener('click', () => {
        setField(field, example, 'structure');
        draw();
      });
      return insert;
    });
    const { reference: address, example: gallery } = session.data;
    const reference = address === '' ? null : element('a', { href: `${address}#${name}`, target: '_blank' }, say('reference'));
    const live = gallery === '' ? null : element('a', { href: gallery, target: '_blank' }, say('inGallery'));
    help.replaceChildren(
      element('p', { class: 'mb-1' }, element('strong', {}, field.label), ' ', element('code', {}, name), ' ', reference, ' ', live),
      element('p', { class: 'mb-1' }, node.description ?? ''),
      ...facts.map((fact) => element('p', { class: 'mb-1 muted' }, fact)),
      examples.length > 0 ? element('div', { class: 'cluster' }, element('span', { class: 'muted' }, say('examples')), ...examples) : '',
    );
  }

  function focusPointer(pointer: string): void {
    unfold();
    refresh();
    const best = rows
      .filter(({ field }) => field.paths.some((path) => pointer === pointerOf(path) || pointer.startsWith(`${pointerOf(path)}/`)))
      .toSorted((a, b) => (b.field.paths[0]?.length ?? 0) - (a.field.paths[0]?.length ?? 0))[0];
    if (best === undefined) {
      holder.querySelector<HTMLElement>('h2')?.focus();
      return;
    }
    for (let at = best.root.parentElement?.closest('details'); at; at = at.parentElement?.closest('details')) at.open = true;
    if (best.root instanceof HTMLDetailsElement) best.root.open = true;
    best.root.hidden = false;
    best.root.scrollIntoView({ block: 'nearest' });
    best.root.querySelector<HTMLElement>('input, select, textarea, button, summary')?.focus();
  }

  return { draw, refresh, focusPointer };
}

/** The published value of a place; members of lists are found by their code, so that a moved one is not a changed one. */
function publishedAt(session: Session, path: Path): unknown {
  let mine: unknown = session.doc.value;
  let theirs: unknown = session.published();
  for (const name of path) {
    const part = valueAt(mine, [name]);
    if (Array.isArray(theirs) && typeof name === 'number') {
      const code = partCode(part);
      const index = code === '' ? name : theirs.findIndex((one) => partCode(one) === code);
      theirs = theirs[index < 0 ? theirs.length : index];
    } else theirs = valueAt(theirs, [name]);
    mine = part;
  }
  return theirs;
}
