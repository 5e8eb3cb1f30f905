// The parts of a definition: the definition itself, then each of its lists (fields, groups, columns, …) with members that are added,
// moved by drag or Alt+arrows, copied, deleted, and marked for changes of several at once.

import { element } from '../../../renderer/client/element.ts';
import { arranged, arrangement, hasGroups } from './arrangement.ts';
import type { Arranged } from './arrangement.ts';
import { isObject, pointerOf } from './document.ts';
import type { Path } from './document.ts';
import { editorOf, freeCode, newPart, partCode, partTitle } from './options.ts';
import type { OptionNode } from './options.ts';
import { describePart } from './part-mark.ts';
import { glyph, iconButton, lang, say } from './session.ts';
import type { Session } from './session.ts';

export interface Outline {
  draw(): void;
  /** Titles, marks and selection; the lists stay as they are. */
  refresh(): void;
  duplicate(): void;
  remove(): void;
}

interface Item {
  readonly root: HTMLElement;
  path: Path;
  /** What it was described from. */
  part?: unknown;
  findings?: unknown;
}

/** A list with its heading; made once, drawn anew in place. */
interface Section {
  readonly name: string;
  readonly title: string;
  readonly root: HTMLElement;
  readonly head: HTMLElement;
  readonly list: HTMLElement;
  /** Headings of groups by code. */
  readonly groups: Map<string, HTMLElement>;
}

/** Names of the lists that the outline shows. */
export function outlineLists(options: OptionNode): string[] {
  return Object.entries(options.properties ?? {}).flatMap(([name, node]) => (editorOf(node) === 'parts' ? [name] : []));
}

export function createOutline(session: Session, holder: HTMLElement): Outline {
  const { doc } = session;
  const lists = outlineLists(session.data.options);
  const closed = new Set<string>(lists.slice(1).filter((name) => !hasMembers(name)));
  let items: Item[] = [];
  let marking = '';
  let drawnMarking = '';
  let drawn = new Map<unknown, Item>();
  const status = element('div', { class: 'sr-only', role: 'status' });
  const first = generalItem();
  const sections = lists.map(emptySection);
  holder.replaceChildren(element('div', { class: 'field-list' }, first), ...sections.map(({ root }) => root), status);

  function hasMembers(name: string): boolean {
    return members(name).length > 0;
  }

  function members(name: string): readonly unknown[] {
    const list = doc.get([name]);
    return Array.isArray(list) ? list : [];
  }

  function draw(): void {
    // Members that only moved keep their elements.
    drawn = new Map(drawnMarking === marking ? items.map((item) => [item.part, item]) : []);
    drawnMarking = marking;
    items = [{ root: first, path: [] }];
    for (const one of sections) drawSection(one);
    refresh();
    void makeSortable();
  }

  function generalItem(): HTMLElement {
    const general = element('button', { type: 'button', class: 'field-name' }, say('general'));
    general.addEventListener('click', () => session.select([[]], { focus: true }));
    const marks = element('span', { class: 'field-marks' });
    return element('div', { class: 'field-item editor-general' }, element('span'), glyph('gear'), general, marks);
  }

  function emptySection(name: string): Section {
    const title = session.data.options.properties?.[name]?.title ?? name;
    const head = element('div', { class: 'pane-head' });
    const list = element('ul', { class: 'field-list', 'data-sortable': name, 'aria-label': title });
    return { name, title, head, list, root: element('div', { class: 'editor-list', 'data-list': name }, head, list), groups: new Map() };
  }

  function drawSection(one: Section): void {
    const { name, title, head, list } = one;
    const isClosed = closed.has(name);
    const heading = element(
      'button',
      { type: 'button', class: 'editor-fold', 'aria-expanded': String(!isClosed) },
      glyph(isClosed ? 'chevron-right' : 'chevron-down'),
      element('h2', {}, title, ' ', element('span', { class: 'muted' }, String(members(name).length))),
    );
    heading.addEventListener('click', () => {
      if (!closed.delete(name)) closed.add(name);
      draw();
      head.querySelector<HTMLElement>('.editor-fold')?.focus();
    });
    const several = iconButton('check2-square', say('editSeveral'), () => {
      marking = marking === name ? '' : name;
      session.select([[]]);
      draw();
    });
    several.setAttribute('aria-pressed', String(marking === name));
    several.hidden = members(name).length < 2 || isClosed;
    const add = element(
      'button',
      { type: 'button', class: 'btn btn-sm btn-outline-secondary', 'aria-label': say('addTo', { name: title }) },
      glyph('plus-lg'),
      say('add'),
    );
    add.addEventListener('click', () => addPart(name));
    head.replaceChildren(heading, element('span', { class: 'push' }), several, add);
    list.hidden = isClosed;
    arrangeChildren(list, isClosed ? [] : entriesOf(one));
  }

  function entriesOf({ name, groups }: Section): HTMLElement[] {
    if (members(name).length === 0) {
      const description = session.data.options.properties?.[name]?.description ?? '';
      return [element('li', { class: 'muted px-2 py-1' }, description)];
    }
    return arrangement(doc.value, name).map((one) => {
      if (one.type === 'part') return itemOf([name, one.index]);
      const heading = groups.get(one.code) ?? element('li', { class: 'field-group', 'data-group': one.code });
      groups.set(one.code, heading);
      heading.textContent = one.code === '' ? say('noGroup') : groupTitle(one.code);
      return heading;
    });
  }

  function groupTitle(code: string): string {
    return partTitle(
      members('groups').find((group) => partCode(group) === code),
      lang,
    );
  }

  function itemOf(path: Path): HTMLElement {
    const part = doc.get(path);
    const known = drawn.get(part);
    drawn.delete(part);
    if (known !== undefined && known.path[0] === path[0]) {
      known.path = path;
      known.root.dataset.index = String(path[1] ?? '');
      items.push(known);
      return known.root;
    }
    const name = element('button', { type: 'button', class: 'field-name', 'aria-keyshortcuts': 'Alt+ArrowUp Alt+ArrowDown' });
    name.addEventListener('click', (event) => press(item.path, event));
    name.addEventListener('keydown', (event) => keyed(item.path, event));
    const isMarking = marking === path[0];
    const mark = isMarking ? element('input', { type: 'checkbox', class: 'editor-mark', 'aria-label': say('markIt') }) : null;
    mark?.addEventListener('change', () => toggle(item.path));
    const grip = element('span', { class: 'editor-grip', title: say('dragIt') }, glyph('grip-vertical'));
    const root = element(
      'li',
      { class: 'field-item', 'data-index': String(path[1] ?? '') },
      mark ?? grip,
      element('span', { class: 'editor-type' }),
      name,
      element('span', { class: 'field-marks' }),
    );
    const item: Item = { root, path };
    items.push(item);
    return root;
  }

  function press(path: Path, { ctrlKey, metaKey, shiftKey }: MouseEvent): void {
    if (marking === path[0] || ctrlKey || metaKey) {
      marking = String(path[0]);
      toggle(path);
      draw();
    } else if (shiftKey) {
      marking = String(path[0]);
      const from = Number(session.selection.paths[0]?.[1] ?? path[1]);
      const [low, high] = [Math.min(from, Number(path[1])), Math.max(from, Number(path[1]))];
      session.select(Array.from({ length: high - low + 1 }, (_, index) => [path[0] ?? '', low + index]));
      draw();
    } else session.select([path], { focus: true });
  }

  function toggle(path: Path): void {
    const key = pointerOf(path);
    const kept = session.selection.paths.filter((one) => one.length === 2 && one[0] === path[0]);
    const others = kept.filter((one) => pointerOf(one) !== key);
    const next = others.length === kept.length ? [...kept, path] : others;
    session.select(next.length === 0 ? [[]] : next);
  }

  function keyed(path: Path, event: KeyboardEvent): void {
    if (event.key === 'Delete') {
      event.preventDefault();
      session.select([path]);
      remove();
      return;
    }
    if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
    event.preventDefault();
    const by = event.key === 'ArrowUp' ? -1 : 1;
    if (!event.altKey) {
      const buttons = [...holder.querySelectorAll<HTMLElement>('.field-name')];
      const here = buttons.indexOf(document.activeElement as HTMLElement);
      buttons[here + by]?.focus();
      return;
    }
    moveBy(path, by);
  }

  function moveBy(path: Path, by: -1 | 1): void {
    const name = String(path[0]);
    const order = [...arrangement(doc.value, name)];
    const at = order.findIndex((one) => one.type === 'part' && one.index === path[1]);
    const moved = order[at];
    // Before the first group's heading there is no place.
    if (moved === undefined || at + by < (hasGroups(doc.value, name) ? 1 : 0) || at + by >= order.length) return;
    order.splice(at, 1);
    order.splice(at + by, 0, moved);
    const index = arrange(name, order, moved);
    focusItem([name, index]);
    status.textContent = say('movedTo', { place: index + 1, count: members(name).length });
  }

  /** Writes an order and keeps the moved one selected; answers where it is now. */
  function arrange(name: string, order: readonly Arranged[], moved: Arranged | undefined): number {
    const { entries, indexes } = arranged(doc.value, { list: name, order });
    const index = moved?.type === 'part' ? (indexes.get(moved.index) ?? 0) : 0;
    session.selection = { paths: [[name, index]] };
    doc.setAll(entries, 'structure');
    return index;
  }

  function addPart(name: string): void {
    const items = session.data.options.properties?.[name]?.items;
    if (items === undefined) return;
    const all = members(name);
    const part = newPart(items, { codes: all.map(partCode), title: say('newPart') });
    const [selected] = session.selection.paths;
    const at = selected?.[0] === name && typeof selected[1] === 'number' ? selected[1] + 1 : all.length;
    closed.delete(name);
    session.selection = { paths: [[name, at]] };
    doc.set([name], [...all.slice(0, at), part, ...all.slice(at)]);
    session.select([[name, at]], { focus: true });
    focusItem([name, at]);
  }

  function selectedOf(): { name: string; indexes: number[] } | undefined {
    const paths = session.selection.paths.filter((path) => path.length === 2 && typeof path[1] === 'number');
    const name = paths[0]?.[0];
    return typeof name === 'string' ? { name, indexes: paths.map((path) => Number(path[1])) } : undefined;
  }

  function duplicate(): void {
    const selected = selectedOf();
    if (selected === undefined) return;
    const next = [...members(selected.name)];
    let last = 0;
    for (const index of selected.indexes.toSorted((a, b) => b - a)) {
      const part = next[index];
      if (!isObject(part)) continue;
      const codes = next.map(partCode);
      const copy =
        typeof part.code === 'string'
          ? { ...part, code: freeCode(part.code, codes) }
          : typeof part.value === 'string'
            ? { ...part, value: freeCode(part.value, codes) }
            : part;
      next.splice(index + 1, 0, copy);
      last = index + 1;
    }
    session.selection = { paths: [[selected.name, last]] };
    doc.set([selected.name], next);
    session.select([[selected.name, last]], { focus: true });
    focusItem([selected.name, last]);
  }

  function remove(): void {
    const selected = selectedOf();
    if (selected === undefined) return;
    const gone = new Set(selected.indexes);
    const codes = new Set([...gone].map((index) => partCode(members(selected.name)[index])));
    const left = members(selected.name).filter((_, index) => !gone.has(index));
    const near = Math.min(Math.min(...gone), left.length - 1);
    marking = '';
    session.selection = { paths: near < 0 ? [[]] : [[selected.name, near]] };
    doc.setAll([{ path: [selected.name], value: left }, ...withoutFields(selected.name, codes)]);
    session.select(session.selection.paths, { focus: true });
    if (near >= 0) focusItem([selected.name, near]);
  }

  /** Groups, tabs and steps that list deleted fields. */
  function withoutFields(name: string, codes: ReadonlySet<string>): { path: Path; value: unknown }[] {
    const entries: { path: Path; value: unknown }[] = [];
    for (const [holderName, node] of Object.entries(session.data.options.properties ?? {})) {
      for (const [listName, list] of Object.entries(node.items?.properties ?? {})) {
        if (list.items?.member !== `${name}.code`) continue;
        for (const [index, holderPart] of members(holderName).entries()) {
          const named = isObject(holderPart) ? holderPart[listName] : undefined;
          if (Array.isArray(named) && named.some((code) => codes.has(String(code))))
            entries.push({ path: [holderName, index, listName], value: named.filter((code) => !codes.has(String(code))) });
        }
      }
    }
    return entries;
  }

  function focusItem(path: Path): void {
    const key = pointerOf(path);
    items
      .find((item) => pointerOf(item.path) === key)
      ?.root.querySelector<HTMLElement>('.field-name')
      ?.focus();
  }

  function refresh(): void {
    const selected = new Set(session.selection.paths.map((path) => pointerOf(path.slice(0, 2))));
    for (const item of items) {
      const { root, path } = item;
      const isActive = selected.has(pointerOf(path));
      root.classList.toggle('is-active', isActive);
      const button = root.querySelector('.field-name');
      if (isActive) button?.setAttribute('aria-current', 'true');
      else button?.removeAttribute('aria-current');
      const mark = root.querySelector<HTMLInputElement>('.editor-mark');
      if (mark !== null) mark.checked = isActive;
      const part = doc.get(path);
      if (path.length === 0 || (item.part === part && item.findings === session.findings)) continue;
      item.part = part;
      item.findings = session.findings;
      describePart(session, root, path);
    }
  }

  async function makeSortable(): Promise<void> {
    const { default: Sortable } = await import('sortablejs');
    for (const list of holder.querySelectorAll<HTMLElement>('[data-sortable]')) {
      if (list.dataset.bound === '1') continue;
      list.dataset.bound = '1';
      Sortable.create(list, {
        handle: '.editor-grip',
        draggable: '.field-item, .field-group',
        filter: '.field-group',
        preventOnFilter: false,
        animation: 120,
        ghostClass: 'is-dragged',
        onEnd: ({ item }) => {
          const name = list.dataset.sortable ?? '';
          const order = [...list.querySelectorAll<HTMLElement>('.field-item, .field-group')].map(
            (one): Arranged =>
              one.dataset.group === undefined
                ? { type: 'part', index: Number(one.dataset.index) }
                : { type: 'group', code: one.dataset.group },
          );
          arrange(name, order, { type: 'part', index: Number(item.dataset.index) });
        },
      });
    }
  }

  return { draw, refresh, duplicate, remove };
}

/** Makes these the children, in this order, and touches only those that are elsewhere: the browser lays out nothing else anew. */
function arrangeChildren(parent: HTMLElement, wanted: readonly HTMLElement[]): void {
  const kept = new Set<Element>(wanted);
  for (const child of [...parent.children]) if (!kept.has(child)) child.remove();
  let at = parent.firstElementChild;
  for (const one of wanted) {
    // The one that stands here has gone further down: its turn comes.
    if (at !== one && at?.nextElementSibling === one) at = one;
    if (at === one) at = one.nextElementSibling;
    else parent.insertBefore(one, at);
  }
}
