// Two people changed one definition: what each did, side by side with what both began with, and a choice for every place. Nothing is
// saved here; the answer is the value that both can live with.

import { openDialog } from '../../../renderer/client/dialog.ts';
import { element } from '../../../renderer/client/element.ts';
import type { JsonObject } from './document.ts';
import { newId, say } from './session.ts';
import { differences, merged } from './three-way.ts';
import type { Difference, Side, Versions } from './three-way.ts';

/** Undefined when the dialog was closed without a decision. */
export function resolveConflict(versions: Versions, { by, isDraft }: { by: string; isDraft: boolean }): Promise<JsonObject | undefined> {
  return new Promise((resolve) => {
    let result: JsonObject | undefined;
    const places = differences(versions);
    const choices = new Map<string, Side>(places.map(({ key, changedBy }) => [key, changedBy === 'theirs' ? 'theirs' : 'mine']));
    const rows = places.map((place) => differenceRow(place, choices));
    const both = places.filter(({ changedBy }) => changedBy === 'both').length;
    const lead = element(
      'p',
      {},
      isDraft ? say('conflictDraft', { name: by }) : say('conflictPublished', { name: by }),
      ' ',
      both > 0 ? say('conflictBoth', { count: both }) : say('conflictNone'),
    );
    const head = element(
      'tr',
      {},
      ...[say('conflictPlace'), say('conflictBase'), say('conflictMine'), say('conflictTheirs')].map((text) =>
        element('th', { scope: 'col' }, text),
      ),
    );
    const table = element('table', { class: 'table editor-conflict' }, element('thead', {}, head), element('tbody', {}, ...rows));
    const apply = element('button', { type: 'button', class: 'btn btn-primary' }, say('conflictApply'));
    const cancel = element('button', { type: 'button', class: 'btn btn-quiet' }, say('conflictCancel'));
    const dialog = openDialog({
      title: say('conflictTitle'),
      size: 'big',
      body: element(
        'div',
        {},
        lead,
        places.length === 0 ? element('p', {}, say('conflictSame')) : element('div', { class: 'table-scroll border-top-0' }, table),
      ),
      footer: [apply, cancel],
      onClose: () => resolve(result),
    });
    dialog.root.classList.add('editor-conflict-dialog');
    apply.addEventListener('click', () => {
      result = merged(versions, choices) as JsonObject;
      dialog.close();
    });
    cancel.addEventListener('click', () => dialog.close());
  });
}

function differenceRow(place: Difference, choices: Map<string, Side>): HTMLElement {
  const name = newId('choice');
  const cell = (side: Side, value: unknown, isChanged: boolean): HTMLElement => {
    const id = `${name}-${side}`;
    const input = element('input', { type: 'radio', class: 'custom-control-input', name, id, checked: choices.get(place.key) === side });
    input.addEventListener('change', () => choices.set(place.key, side));
    const label = element('label', { class: 'custom-control-label', for: id }, shown(value));
    return element(
      'td',
      { class: isChanged ? 'is-changed' : null },
      element('div', { class: 'custom-control custom-radio' }, input, label),
    );
  };
  return element(
    'tr',
    { class: place.changedBy === 'both' ? 'is-conflict' : null },
    element('th', { scope: 'row', class: 'mono' }, place.key.replace('/#order', ` · ${say('conflictOrder')}`)),
    element('td', { class: 'muted' }, shown(place.base)),
    cell('mine', place.mine, place.changedBy !== 'theirs'),
    cell('theirs', place.theirs, place.changedBy !== 'mine'),
  );
}

function shown(value: unknown): HTMLElement {
  if (value === undefined) return element('span', { class: 'muted' }, say('conflictAbsent'));
  const text = typeof value === 'string' ? value : JSON.stringify(value, null, 1);
  return element('code', { class: 'editor-value' }, text.length > 600 ? `${text.slice(0, 600)}…` : text);
}
