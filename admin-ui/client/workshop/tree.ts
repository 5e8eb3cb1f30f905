// The tree of database objects: groups, their objects, and what a table has, each filled when it is opened; while something is searched
// for, a plain list of what matches instead, with lines of modules that hold the text.

import { element } from '../../../renderer/client/element.ts';
import { pageLang } from '../../../renderer/client/texts.ts';
import { workshopIcon, typeIcon } from './icons.ts';
import type { WorkshopIcon } from './icons.ts';
import { isModule, load, plainName, shownName } from './model.ts';
import type { DatabaseObject, FoundText, ObjectDetails } from './model.ts';
import { tell } from './texts.ts';

export interface TreeActions {
  /** A press on an object: opens modules, shows what tables are used by. */
  readonly choose: (object: DatabaseObject, line?: number) => void;
  /** A press on a column or the like: its name goes into the editor. */
  readonly insert: (text: string) => void;
}

export interface ObjectTree {
  refresh(): Promise<void>;
  search(text: string): void;
  /** Marks the object whose module is open. */
  mark(name: string | undefined): void;
}

const GROUPS = [
  { title: 'tables', types: ['U'] },
  { title: 'views', types: ['V'] },
  { title: 'procedures', types: ['P'] },
  { title: 'functions', types: ['FN', 'IF', 'TF'] },
  { title: 'triggers', types: ['TR'] },
  { title: 'types', types: ['TT', 'T'] },
] as const;

const MOST_MATCHES = 200;
const ROWS_AT_ONCE = 100;
const FIND_AFTER_MS = 250;

export function startTree(root: HTMLElement, actions: TreeActions): ObjectTree {
  let objects: readonly DatabaseObject[] = [];
  let wanted = '';
  let marked: string | undefined;
  const open = new Set<string>(['tables', 'procedures']);

  root.addEventListener('keydown', moveByKeys);

  function draw(): void {
    const place = root.parentElement?.scrollTop ?? 0;
    root.replaceChildren(wanted === '' ? groupList() : matchList());
    if (root.parentElement !== null) root.parentElement.scrollTop = place;
    showMark();
  }

  function groupList(): HTMLElement {
    const list = element('ul', { class: 'tree' });
    for (const { title, types } of GROUPS) {
      const found = objects.filter(({ type }) => types.some((one) => one === type));
      list.append(
        branch({
          icon: 'folder',
          text: tell(title),
          note: String(found.length),
          isOpen: open.has(title) && found.length > 0 && found.length <= 40,
          onToggle: (isOpen) => void (isOpen ? open.add(title) : open.delete(title)),
          fill: () => found.map((object) => () => objectNode(object)),
        }),
      );
    }
    return list;
  }

  function objectNode(object: DatabaseObject): HTMLElement {
    const note = object.rows === undefined ? (object.parent ?? '') : object.rows.toLocaleString(pageLang);
    if (isModule(object.type) && object.type !== 'V') return leaf({ icon: typeIcon(object.type), text: shownName(object), note, object });
    return branch({
      icon: typeIcon(object.type),
      text: shownName(object),
      note,
      isOpen: false,
      object,
      fill: async () =>
        parts((await load<{ details: ObjectDetails }>('object.json', { name: plainName(object) })).details).map((part) => () => part),
    });
  }

  function parts({ columns, indexes, triggers }: ObjectDetails): HTMLElement[] {
    return [
      ...columns.map(({ name, type, isKey, isNullable, isIdentity, references, computed, default: standard }) => {
        const icon: WorkshopIcon = isKey ? 'key' : references === undefined ? (computed === undefined ? 'dot' : 'formula') : 'link';
        const facts = [
          isNullable ? 'NULL' : 'NOT NULL',
          isIdentity ? 'IDENTITY' : '',
          computed ?? '',
          standard === undefined ? '' : `DEFAULT ${standard}`,
          references === undefined ? '' : `→ ${shownName(references)} (${references.column})`,
        ];
        return leaf({
          icon,
          text: name,
          note: `${type}${isNullable ? '?' : ''}`,
          title: [`${name} ${type}`, ...facts.filter(Boolean)].join(', '),
          insert: name,
        });
      }),
      ...indexes.map(({ name, columns: of, included, isUnique, isPrimaryKey, filter }) =>
        leaf({
          icon: 'list',
          text: name,
          note: isPrimaryKey ? tell('primaryKey') : isUnique ? tell('unique') : tell('index'),
          title: `${of}${included === '' ? '' : ` INCLUDE (${included})`}${filter === undefined ? '' : ` WHERE ${filter}`}`,
          insert: name,
        }),
      ),
      ...triggers.map((trigger) =>
        leaf({ icon: 'lightning', text: trigger.name, note: tell('trigger'), object: { ...trigger, type: 'TR' } }),
      ),
    ];
  }

  interface Leaf {
    readonly icon: WorkshopIcon;
    readonly text: string;
    readonly note?: string;
    readonly title?: string;
    readonly object?: DatabaseObject;
    readonly line?: number;
    readonly insert?: string;
  }

  function leaf({ icon, text, note = '', title, object, line, insert }: Leaf): HTMLElement {
    const row = element(
      'button',
      { type: 'button', class: 'tree-row', title: title ?? text, 'data-name': object === undefined ? null : plainName(object) },
      workshopIcon(icon),
      element('span', { class: 'truncate' }, text),
      note === '' ? null : element('small', {}, note),
    );
    row.addEventListener('click', () => {
      if (object !== undefined) actions.choose(object, line);
      else if (insert !== undefined) actions.insert(insert);
    });
    return element('li', {}, row);
  }

  interface Branch extends Leaf {
    readonly isOpen: boolean;
    readonly onToggle?: (isOpen: boolean) => void;
    readonly fill: () => readonly Part[] | Promise<readonly Part[]>;
  }

  function branch({ icon, text, note = '', isOpen, object, onToggle, fill }: Branch): HTMLElement {
    const row = element(
      'button',
      { type: 'button', class: 'tree-row', 'aria-expanded': 'false', 'data-name': object === undefined ? null : plainName(object) },
      workshopIcon('chevron'),
      workshopIcon(icon),
      element('span', { class: 'truncate' }, text),
      note === '' ? null : element('small', {}, note),
    );
    const inner = element('ul', { hidden: true });
    let isFilled = false;
    async function set(isNowOpen: boolean): Promise<void> {
      row.setAttribute('aria-expanded', String(isNowOpen));
      inner.hidden = !isNowOpen;
      if (!isNowOpen || isFilled) return;
      isFilled = true;
      appendInSteps(inner, await fill(), showMark);
    }
    row.addEventListener('click', () => {
      const isNowOpen = row.getAttribute('aria-expanded') !== 'true';
      onToggle?.(isNowOpen);
      void set(isNowOpen);
      if (object !== undefined && isNowOpen) actions.choose(object);
    });
    if (isOpen) void set(true);
    return element('li', {}, row, inner);
  }

  let searching: AbortController | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function matchList(): HTMLElement {
    const words = wanted.toLowerCase().split(/\s+/);
    const found = objects.filter((object) => words.every((word) => shownName(object).toLowerCase().includes(word)));
    const list = element('ul', { class: 'tree', 'aria-label': tell('matches') });
    list.append(...found.slice(0, MOST_MATCHES).map(objectNode));
    const status = element(
      'li',
      { class: 'workshop-found muted' },
      element('span', { role: 'status' }, tell('found', { count: found.length })),
    );
    list.prepend(status);
    searching?.abort();
    clearTimeout(timer);
    if (wanted.length >= 2) {
      const mine = new AbortController();
      searching = mine;
      timer = setTimeout(() => {
        load<{ found: FoundText[] }>('find.json', { text: wanted }, { signal: mine.signal, isQuiet: true }).then(
          ({ found: texts }) => {
            if (mine.signal.aborted || texts.length === 0) return;
            list.append(
              element('li', { class: 'workshop-found muted' }, tell('foundInText', { count: texts.length })),
              ...texts.map((one) =>
                leaf({
                  icon: typeIcon(one.type),
                  text: shownName(one),
                  note: String(one.line),
                  title: one.text,
                  object: { schema: one.schema, name: one.name, type: one.type as DatabaseObject['type'] },
                  line: one.line,
                }),
              ),
            );
            showMark();
          },
          () => {},
        );
      }, FIND_AFTER_MS);
    }
    return list;
  }

  function showMark(): void {
    for (const row of root.querySelectorAll('.tree-row.is-active')) {
      row.classList.remove('is-active');
      row.removeAttribute('aria-current');
    }
    if (marked === undefined) return;
    for (const row of root.querySelectorAll(`.tree-row[data-name="${CSS.escape(marked)}" i]`)) {
      row.classList.add('is-active');
      row.setAttribute('aria-current', 'true');
    }
  }

  return {
    async refresh() {
      objects = (await load<{ objects: DatabaseObject[] }>('objects.json')).objects;
      draw();
    },
    search(text) {
      if (text.trim() === wanted) return;
      wanted = text.trim();
      draw();
    },
    mark(name) {
      marked = name;
      showMark();
    },
  };
}

type Part = () => HTMLElement;

/** Makes rows a hundred at a time, so that no long list keeps the page busy; ends when the list is gone. */
function appendInSteps(list: HTMLElement, parts: readonly Part[], afterStep: () => void): void {
  let done = 0;
  const step = (): void => {
    list.append(...parts.slice(done, done + ROWS_AT_ONCE).map((part) => part()));
    done += ROWS_AT_ONCE;
    afterStep();
    if (done < parts.length && list.isConnected) setTimeout(step);
  };
  step();
}

/** Arrows as in any tree: up and down over what is seen, right and left open and close. */
function moveByKeys(event: KeyboardEvent): void {
  const { currentTarget: root, target } = event;
  if (!(root instanceof HTMLElement) || !(target instanceof HTMLElement)) return;
  const row = target.closest<HTMLElement>('.tree-row');
  if (row === null) return;
  const rows = [...root.querySelectorAll<HTMLElement>('.tree-row')].filter((one) => one.closest('ul[hidden]') === null);
  const index = rows.indexOf(row);
  const expanded = row.getAttribute('aria-expanded');
  if (event.key === 'ArrowDown') rows[index + 1]?.focus();
  else if (event.key === 'ArrowUp') rows[index - 1]?.focus();
  else if (event.key === 'ArrowRight' && expanded === 'false') row.click();
  else if (event.key === 'ArrowLeft' && expanded === 'true') row.click();
  else if (event.key === 'ArrowLeft') row.closest('ul')?.closest('li')?.querySelector<HTMLElement>('.tree-row')?.focus();
  else return;
  event.preventDefault();
}
