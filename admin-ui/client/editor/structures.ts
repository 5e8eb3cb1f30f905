// The controls of values that hold others: names with texts, lists of objects, source code in a window of its own.

import { element } from '../../../renderer/client/element.ts';
import type { Control } from './controls.ts';
import { isObject } from './document.ts';
import { fieldValue, setField } from './field.ts';
import type { Field } from './field.ts';
import { newPart, partCode, partTitle } from './options.ts';
import { iconButton, lang, say } from './session.ts';

/** Free names with a text each, or with a text in each language. */
export function mapControl(field: Field): Control {
  const inner = Object.keys(field.node.values?.properties ?? {});
  const box = element('div', { class: 'editor-map' });
  const entries = (): [string, unknown][] => Object.entries(asObject(fieldValue(field)));
  const put = (next: readonly [string, unknown][]): void =>
    setField(field, next.length === 0 && !field.isRequired ? '' : Object.fromEntries(next));
  const draw = (focusLast = false): void => {
    const rows = entries().map(([key, value], index) => {
      const name = element('input', { class: 'form-control mono', type: 'text', 'aria-label': say('mapName'), spellcheck: 'false' });
      name.value = key;
      name.addEventListener('change', () => {
        const isTaken = entries().some(([other], at) => at !== index && other === name.value);
        if (isTaken || name.value.trim() === '') name.value = key;
        else {
          put(entries().map(([old, one], at) => [at === index ? name.value.trim() : old, one]));
          draw();
        }
      });
      const inputs = (inner.length === 0 ? [''] : inner).map((part) => {
        const input = element('textarea', {
          class: 'form-control',
          rows: 1,
          'aria-label': part === '' ? say('mapValueOf', { name: key }) : `${key}, ${part}`,
          lang: part === '' ? null : part,
        });
        input.value = part === '' ? String(value ?? '') : String(asObject(value)[part] ?? '');
        input.addEventListener('input', () => {
          const now = entries();
          put(
            now.map(([old, one], at) => [old, at !== index ? one : part === '' ? input.value : { ...asObject(one), [part]: input.value }]),
          );
        });
        return input;
      });
      const remove = iconButton('trash', say('removeNamed', { name: key }), () => {
        put(entries().filter((_, at) => at !== index));
        draw();
      });
      return element('div', { class: `editor-map-row${inner.length > 0 ? ' is-local' : ''}` }, name, ...inputs, remove);
    });
    const add = element('button', { type: 'button', class: 'btn btn-sm btn-outline-secondary', id: field.id }, say('addRow'));
    add.addEventListener('click', () => {
      const names = entries().map(([key]) => key);
      let name = 'name';
      for (let number = 2; names.includes(name); number++) name = `name${number}`;
      put([...entries(), [name, inner.length === 0 ? '' : Object.fromEntries(inner.map((part) => [part, '']))]]);
      draw(true);
    });
    box.replaceChildren(...rows, add);
    if (focusLast) rows.at(-1)?.querySelector('input')?.select();
  };
  draw();
  return { root: box, isWide: true, isGroup: true };
}

/** A list of objects inside another: its members open in the panel. */
export function partsControl(field: Field): Control {
  const { session, node } = field;
  const path = field.paths[0] ?? [];
  if (field.paths.length > 1 || node.items === undefined) return { root: element('span', { class: 'muted' }, say('oneAtATime')) };
  const items = node.items;
  const parts = fieldValue(field);
  const members: readonly unknown[] = Array.isArray(parts) ? parts : [];
  const put = (next: readonly unknown[]): void => setField(field, next.length === 0 && !field.isRequired ? '' : next, 'structure');
  const rows = members.map((part, index) => {
    const title = partTitle(part, lang);
    const open = element(
      'button',
      { type: 'button', class: 'field-name' },
      title,
      partCode(part) === title ? null : element('small', {}, partCode(part)),
    );
    open.addEventListener('click', () => session.select([[...path, index]], { focus: true }));
    const move = (by: number): void => {
      const next = [...members];
      next.splice(index + by, 0, ...next.splice(index, 1));
      put(next);
    };
    const up = iconButton('arrow-up', say('moveUp', { name: title }), () => move(-1));
    const down = iconButton('arrow-down', say('moveDown', { name: title }), () => move(1));
    up.disabled = index === 0;
    down.disabled = index === members.length - 1;
    const remove = iconButton('trash', say('removeNamed', { name: title }), () => put(members.filter((_, at) => at !== index)));
    return element('li', { class: 'editor-part' }, open, up, down, remove);
  });
  const add = element('button', { type: 'button', class: 'btn btn-sm btn-outline-secondary', id: field.id }, say('add'));
  add.addEventListener('click', () => {
    put([...members, newPart(items, { codes: members.map(partCode), title: say('newPart') })]);
    session.select([[...path, members.length]], { focus: true });
  });
  return { root: element('div', {}, element('ul', { class: 'list-unstyled mb-1' }, ...rows), add), isWide: true, isGroup: true };
}

/** Source code inside a part; what belongs to the definition itself stands in the stage. */
export function codeControl(field: Field): Control {
  const value = fieldValue(field);
  const text = typeof value === 'string' ? value : '';
  const lines = text === '' ? 0 : text.split('\n').length;
  const button = element(
    'button',
    { type: 'button', class: 'btn btn-sm btn-outline-secondary', id: field.id },
    lines === 0 ? say('writeCode') : say('editCode', { count: lines }),
  );
  button.addEventListener('click', async () => {
    const { openCodeDialog } = await import('./code-dialog.ts');
    openCodeDialog(field, text);
  });
  return { root: button };
}

function asObject(value: unknown): Readonly<Record<string, unknown>> {
  return isObject(value) ? value : {};
}
