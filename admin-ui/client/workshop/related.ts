// What an object uses, what uses it and which definitions call it, under the tree.

import { element } from '../../../renderer/client/element.ts';
import { typeIcon, workshopIcon } from './icons.ts';
import { load, plainName, shownName } from './model.ts';
import type { DatabaseObject, Dependencies, ObjectDetails } from './model.ts';
import { tell } from './texts.ts';

export interface ObjectAnswer {
  readonly details: ObjectDetails;
  readonly dependencies: Dependencies;
  readonly call: string;
}

/** Fills the section; an older answer never comes over a newer one. */
export async function showRelated(root: HTMLElement, object: DatabaseObject, choose: (object: DatabaseObject) => void): Promise<void> {
  const name = plainName(object);
  root.dataset.of = name;
  const { dependencies } = await load<ObjectAnswer>('object.json', { name }, { isQuiet: true });
  if (root.dataset.of !== name) return;
  root.hidden = false;
  const link = (related: Dependencies['uses'][number]): HTMLElement => {
    const row = element(
      'button',
      {
        type: 'button',
        class: 'tree-row',
        title: related.type === '' ? tell('doesNotExist') : shownName(related),
        disabled: related.type === '',
      },
      workshopIcon(typeIcon(related.type)),
      element('span', { class: 'truncate' }, shownName(related)),
      related.type === '' ? element('small', {}, tell('doesNotExist')) : null,
    );
    row.addEventListener('click', () =>
      choose({ schema: related.schema, name: related.name, type: related.type as DatabaseObject['type'] }),
    );
    return element('li', {}, row);
  };
  const definitions = dependencies.definitions.map(({ kind, code }) =>
    element(
      'li',
      {},
      element(
        'a',
        { class: 'tree-row', href: `/admin/definitions/${kind}/${encodeURIComponent(code)}` },
        workshopIcon('file'),
        element('span', { class: 'truncate' }, `${kind}: ${code}`),
      ),
    ),
  );
  const usedBy = [...definitions, ...dependencies.usedBy.map(link)];
  root.replaceChildren(
    ...part(tell('usedBy', { name: shownName(object) }), usedBy, tell('usedByNothing')),
    ...part(tell('uses', { name: shownName(object) }), dependencies.uses.map(link)),
  );
}

function part(title: string, items: readonly HTMLElement[], empty?: string): HTMLElement[] {
  if (items.length === 0 && empty === undefined) return [];
  return [
    element('div', { class: 'pane-head border-top' }, element('h2', { class: 'truncate' }, title)),
    items.length === 0 ? element('p', { class: 'workshop-found muted' }, empty ?? '') : element('ul', { class: 'tree' }, ...items),
  ];
}
