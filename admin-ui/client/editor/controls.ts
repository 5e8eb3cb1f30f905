// The controls of single values, one for each way to edit. Every control shows the value that the field has when it is made and writes
// through the field; what others change makes the panel anew.

import { element } from '../../../renderer/client/element.ts';
import { chooseIcon } from './icon-picker.ts';
import { fieldValue, isMixed, setField } from './field.ts';
import type { Field } from './field.ts';
import { isObject } from './document.ts';
import type { EditorName, OptionNode } from './options.ts';
import { renamedMembers } from './member-names.ts';
import { membersOf } from './options.ts';
import { glyph, iconButton, lang, say } from './session.ts';

export interface Control {
  readonly root: HTMLElement;
  /** Takes the whole width, below its label. */
  readonly isWide?: boolean;
  /** Its label is a group's name, not a `label for`. */
  readonly isGroup?: boolean;
}

export type MakeControl = (field: Field) => Control;

const longTexts = /^(help|text|intro|description|confirm|tooltip|message|patternMessage|commentTitle)$/;

export const simpleControls: Partial<Record<EditorName, MakeControl>> = {
  text: (field) => ({ root: textInput(field) }),
  scalar: (field) => ({ root: scalarInput(field) }),
  number: (field) => ({ root: numberInput(field) }),
  flag: (field) => ({ root: flagInput(field) }),
  choice: (field) => ({ root: choiceInput(field) }),
  localText: localTextInput,
  roles: (field) => ({
    root: tagInput(field, { read: rolesOf, write: (codes) => codes.join(','), choices: roleChoices(field) }),
    isGroup: true,
  }),
  words: (field) => ({ root: tagInput(field, wordsOf(field)), isGroup: true }),
  reference: (field) => ({ root: referenceInput(field) }),
  member: (field) => ({ root: memberInput(field) }),
  icon: (field) => ({ root: iconInput(field) }),
};

function textInput(field: Field): HTMLElement {
  const value = fieldValue(field);
  const name = String(field.paths[0]?.at(-1) ?? '');
  const isLong = longTexts.test(name) && field.node.pattern === undefined;
  const isCode = field.node.pattern !== undefined || field.node.editor !== undefined;
  const input = isLong
    ? element('textarea', { class: 'form-control', id: field.id, rows: 2 })
    : element('input', {
        class: `form-control${isCode ? ' mono' : ''}`,
        id: field.id,
        type: 'text',
        autocomplete: 'off',
        spellcheck: isCode ? 'false' : null,
      });
  input.value = typeof value === 'string' ? value : '';
  input.placeholder = isMixed(field) ? say('mixed') : defaultText(field.node);
  if (field.node.maxLength !== undefined) input.maxLength = field.node.maxLength;
  input.addEventListener('input', () => setField(field, input.value));
  followCode(field, input);
  return input;
}

/** A member's new code, once it is written, is taken over by the places that name it. */
function followCode({ session, paths }: Field, input: HTMLInputElement | HTMLTextAreaElement): void {
  const [path, ...others] = paths;
  const [list, , name] = path ?? [];
  if (others.length > 0 || path?.length !== 3 || name !== 'code' || typeof list !== 'string') return;
  let from = input.value;
  input.addEventListener('change', () => {
    const to = input.value;
    const isOther = membersOf(session.doc.value, `${list}.code`).includes(from);
    const entries = to === '' || to === from || from === '' || isOther ? [] : renamedMembers(session, { list, from, to });
    from = to;
    if (entries.length > 0) session.doc.setAll(entries, 'structure');
  });
}

/** A text that may as well be a number or a yes: `5` is written as a number where the schema allows one. */
function scalarInput(field: Field): HTMLElement {
  const value = fieldValue(field);
  const types = new Set((field.node.anyOf ?? [field.node]).flatMap(({ type }) => type ?? []));
  const input = element('input', { class: 'form-control mono', id: field.id, type: 'text', autocomplete: 'off' });
  input.value = value === undefined ? '' : String(value);
  input.placeholder = isMixed(field) ? say('mixed') : defaultText(field.node);
  input.addEventListener('input', () => {
    const text = input.value;
    const isNumber = (types.has('number') || types.has('integer')) && text.trim() !== '' && String(Number(text)) === text;
    const isFlag = types.has('boolean') && (text === 'true' || text === 'false');
    setField(field, isNumber ? Number(text) : isFlag ? text === 'true' : text);
  });
  return input;
}

function numberInput(field: Field): HTMLElement {
  const { node } = field;
  const value = fieldValue(field);
  const input = element('input', {
    class: 'form-control',
    id: field.id,
    type: 'number',
    min: node.minimum,
    max: node.maximum,
    step: node.type === 'integer' ? 1 : 'any',
  });
  input.value = typeof value === 'number' ? String(value) : '';
  input.placeholder = isMixed(field) ? say('mixed') : defaultText(node);
  input.addEventListener('input', () => setField(field, input.value === '' ? '' : Number(input.value)));
  return input;
}

function flagInput(field: Field): HTMLElement {
  const input = element('input', { class: 'custom-control-input', id: field.id, type: 'checkbox' });
  const value = fieldValue(field) ?? field.node.default ?? false;
  input.checked = value === true;
  input.indeterminate = isMixed(field);
  input.addEventListener('change', () => setField(field, input.checked));
  const label = element('label', { class: 'custom-control-label', for: field.id }, element('span', { class: 'sr-only' }, field.label));
  return element('div', { class: 'custom-control custom-switch' }, input, label);
}

function choiceInput(field: Field): HTMLElement {
  const { node } = field;
  const value = fieldValue(field);
  const isDecided = node.default !== undefined || (field.isRequired && !isMixed(field));
  const select = element('select', { class: 'custom-select', id: field.id });
  if (!isDecided || isMixed(field)) select.append(element('option', { value: '' }, isMixed(field) ? say('mixed') : ''));
  for (const one of node.enum ?? []) select.append(element('option', { value: one }, node.labels?.[one] ?? one));
  select.value = isMixed(field) ? '' : String(value ?? node.default ?? '');
  select.addEventListener('change', () => setField(field, select.value));
  return select;
}

/** Both languages; a plain string serves both until they differ. */
function localTextInput(field: Field): Control {
  const value = fieldValue(field);
  const name = String(field.paths[0]?.at(-1) ?? '');
  const isLong = longTexts.test(name);
  const read = (): { en: string; ru: string } => {
    const now = fieldValue(field);
    if (typeof now === 'string') return { en: now, ru: now };
    return { en: isObject(now) ? String(now.en ?? '') : '', ru: isObject(now) ? String(now.ru ?? '') : '' };
  };
  const inputs = (['en', 'ru'] as const).map((language) => {
    const id = language === lang ? field.id : `${field.id}-${language}`;
    const attributes = { class: 'form-control', id, lang: language, 'aria-label': `${field.label}, ${language}` };
    const input = isLong ? element('textarea', { ...attributes, rows: 2 }) : element('input', { ...attributes, type: 'text' });
    input.value = read()[language];
    input.placeholder = isMixed(field) ? say('mixed') : language === 'en' ? 'English' : 'Русский';
    input.addEventListener('input', () => {
      const both = { ...read(), [language]: input.value };
      // A string says the same in both languages; two texts are written only when they differ.
      const isOne = both.en === both.ru;
      const { en, ru } = both;
      setField(field, isOne ? en : { ...(en !== '' && { en }), ...(ru !== '' && { ru }) });
    });
    return element('div', { class: 'editor-local' }, element('span', { class: 'editor-lang', 'aria-hidden': 'true' }, language), input);
  });
  if (typeof value === 'string' && value !== '') inputs[0]?.parentElement?.classList.add('is-one');
  return { root: element('div', { class: 'editor-locals' }, ...inputs) };
}

interface Tags {
  readonly read: (value: unknown) => string[];
  readonly write: (codes: readonly string[]) => unknown;
  readonly choices: readonly { readonly code: string; readonly title: string }[] | undefined;
}

/** A list of words as tags, with a list to choose from or a field to type into. */
function tagInput(field: Field, { read, write, choices }: Tags): HTMLElement {
  const box = element('div', { class: 'form-control tags', role: 'group', 'aria-label': field.label });
  const draw = (focus: 'none' | 'input'): void => {
    const codes = read(fieldValue(field));
    const put = (next: readonly string[]): void => {
      setField(field, write(next));
      draw('input');
    };
    const tags = codes.map((code, index) => {
      const close = element(
        'button',
        { type: 'button', class: 'chip-close', 'aria-label': say('removeNamed', { name: code }) },
        glyph('x'),
      );
      close.addEventListener('click', () => put(codes.filter((_, at) => at !== index)));
      return element('span', { class: 'tag' }, code, close);
    });
    const rest = choices?.filter(({ code }) => !codes.includes(code));
    const input =
      rest === undefined
        ? wordInput(field, (word) => put([...codes, word]))
        : wordChoice(field, { rest, add: (word) => put([...codes, word]) });
    box.replaceChildren(...tags, ...(isMixed(field) ? [element('span', { class: 'muted' }, say('mixed'))] : []), input);
    if (focus === 'input') input.focus();
  };
  draw('none');
  return box;
}

function wordInput(field: Field, add: (word: string) => void): HTMLInputElement {
  const input = element('input', {
    id: field.id,
    type: 'text',
    'aria-label': say('addTo', { name: field.label }),
    placeholder: say('addWord'),
  });
  const take = (): void => {
    const word = input.value.trim().replace(/,$/, '');
    if (word !== '') add(word);
  };
  input.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' && event.key !== ',') return;
    event.preventDefault();
    take();
  });
  input.addEventListener('change', take);
  return input;
}

function wordChoice(
  field: Field,
  { rest, add }: { rest: readonly { code: string; title: string }[]; add: (word: string) => void },
): HTMLSelectElement {
  const select = element('select', { id: field.id, class: 'editor-tag-select', 'aria-label': say('addTo', { name: field.label }) });
  select.append(element('option', { value: '' }, say('addWord')));
  for (const { code, title } of rest)
    select.append(element('option', { value: code }, title === '' || title === code ? code : `${title} (${code})`));
  select.addEventListener('change', () => {
    if (select.value !== '') add(select.value);
  });
  return select;
}

function rolesOf(value: unknown): string[] {
  return typeof value === 'string'
    ? value
        .split(',')
        .map((role) => role.trim())
        .filter((role) => role !== '')
    : [];
}

function roleChoices({ session }: Field): { code: string; title: string }[] {
  return [{ code: 'all', title: say('roleAll') }, { code: '*', title: say('roleSignedIn') }, ...(session.data.choices.role ?? [])];
}

function wordsOf(field: Field): Tags {
  const { items } = field.node;
  const { session } = field;
  const strings = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);
  const choices =
    items?.enum !== undefined
      ? items.enum.map((code) => ({ code, title: items.labels?.[code] ?? code }))
      : items?.ref !== undefined
        ? session.data.choices[items.ref as keyof typeof session.data.choices]
        : items?.member !== undefined
          ? membersOf(session.doc.value, items.member).map((code) => ({ code, title: code }))
          : undefined;
  return { read: strings, write: (codes) => (codes.length === 0 && !field.isRequired ? '' : codes), choices };
}

/** A code of another definition, with a way to it. */
function referenceInput(field: Field): HTMLElement {
  const kind = field.node.ref ?? '';
  const choices = field.session.data.choices[kind as keyof typeof field.session.data.choices] ?? [];
  const listId = `${field.session.root.id}-codes-${kind}`;
  if (document.getElementById(listId) === null) {
    const list = element('datalist', { id: listId }, ...choices.map(({ code, title }) => element('option', { value: code, label: title })));
    field.session.root.append(list);
  }
  const input = element('input', {
    class: 'form-control mono',
    id: field.id,
    type: 'text',
    list: listId,
    autocomplete: 'off',
    spellcheck: 'false',
  });
  const value = fieldValue(field);
  input.value = typeof value === 'string' ? value : '';
  input.placeholder = isMixed(field) ? say('mixed') : defaultText(field.node);
  const link = element(
    'a',
    { class: 'btn btn-icon btn-quiet btn-sm', title: say('openIt'), 'aria-label': say('openNamed', { name: field.label }) },
    glyph('box-arrow-up-right'),
  );
  const aim = (): void => {
    link.hidden = !choices.some(({ code }) => code.toLowerCase() === input.value.toLowerCase());
    link.href = `/admin/definitions/${kind}/${encodeURIComponent(input.value)}`;
  };
  aim();
  input.addEventListener('input', () => {
    aim();
    setField(field, input.value);
  });
  return element('div', { class: 'editor-with-button' }, input, link);
}

function memberInput(field: Field): HTMLElement {
  const value = fieldValue(field);
  const codes = membersOf(field.session.doc.value, field.node.member ?? '');
  const select = element('select', { class: 'custom-select mono', id: field.id });
  select.append(element('option', { value: '' }, isMixed(field) ? say('mixed') : defaultText(field.node)));
  const known = typeof value === 'string' && value !== '' && !codes.includes(value) ? [value, ...codes] : codes;
  for (const code of known) select.append(element('option', { value: code }, code));
  select.value = typeof value === 'string' ? value : '';
  select.addEventListener('change', () => setField(field, select.value));
  return select;
}

function iconInput(field: Field): HTMLElement {
  const input = element('input', { class: 'form-control mono', id: field.id, type: 'text', autocomplete: 'off', spellcheck: 'false' });
  const value = fieldValue(field);
  input.value = typeof value === 'string' ? value : '';
  input.placeholder = isMixed(field) ? say('mixed') : defaultText(field.node);
  input.addEventListener('input', () => setField(field, input.value));
  const choose = iconButton('palette', say('chooseIcon'), async () => {
    const name = await chooseIcon(input.value);
    if (name === undefined) return;
    input.value = name;
    setField(field, name);
  });
  return element('div', { class: 'editor-with-button' }, input, choose);
}

/** What stands when nothing is written, as a placeholder. */
function defaultText(node: OptionNode): string {
  const { default: value } = node;
  if (value === undefined || value === '' || typeof value === 'object') return '';
  return node.labels?.[String(value)] ?? String(value);
}
