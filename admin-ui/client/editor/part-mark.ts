// How a part looks in the outline: the icon of its type, its title and code, what is special about it, whether something is wrong in it.

import { element } from '../../../renderer/client/element.ts';
import { isObject } from './document.ts';
import type { Path } from './document.ts';
import { partCode, partTitle } from './options.ts';
import { findingsAt, glyph, lang, say } from './session.ts';
import type { Session } from './session.ts';

const typeGlyphs: Readonly<Record<string, string>> = {
  text: 'type',
  textarea: 'text-paragraph',
  html: 'text-paragraph',
  markdown: 'text-paragraph',
  number: '123',
  money: '123',
  percent: '123',
  date: 'calendar3',
  datetime: 'calendar3',
  time: 'calendar3',
  month: 'calendar3',
  select: 'list-ul',
  multiselect: 'list-ul',
  radio: 'list-ul',
  checkboxes: 'list-ul',
  autocomplete: 'list-ul',
  status: 'list-ul',
  badge: 'list-ul',
  checkbox: 'toggle-on',
  switch: 'toggle-on',
  boolean: 'toggle-on',
  file: 'paperclip',
  files: 'paperclip',
  image: 'image',
  images: 'image',
  email: 'at',
  password: 'lock',
  color: 'palette',
  rating: 'star',
  code: 'code',
  tree: 'diagram-2',
  subtable: 'table',
  table: 'table',
  hidden: 'eye-slash',
};

/** Writes title, code, type and marks of the part at the path into its entry of the outline. */
export function describePart(session: Session, root: HTMLElement, path: Path): void {
  const part = session.doc.get(path);
  const object = isObject(part) ? part : {};
  const title = partTitle(part, lang);
  const code = partCode(part);
  root
    .querySelector('.field-name')
    ?.replaceChildren(title === '' ? `${Number(path[1]) + 1}` : title, code === title || code === '' ? '' : element('small', {}, code));
  const type = typeof object.type === 'string' ? object.type : '';
  root
    .querySelector('.editor-type')
    ?.replaceChildren(glyph(typeGlyphs[type] ?? (Object.hasOwn(object, 'columns') ? 'table' : 'type')) ?? '');
  const findings = findingsAt(session, path, { isWithin: true });
  const isWrong = findings.some(({ severity }) => severity === 'error');
  const warning =
    findings.length === 0
      ? null
      : element(
          'span',
          { class: isWrong ? 'text-danger' : 'text-warning', title: findings.map(({ text }) => text).join('\n') },
          glyph(isWrong ? 'exclamation-circle' : 'exclamation-triangle'),
          element('span', { class: 'sr-only' }, say(isWrong ? 'hasErrors' : 'hasWarnings')),
        );
  const marks = [
    object.required === true ? element('span', { class: 'badge badge-secondary' }, say('markRequired')) : null,
    type === 'hidden' || object.isHidden === true || object.isVisible === false
      ? element('span', { class: 'badge badge-plum' }, say('markHidden'))
      : null,
    warning,
  ].filter((one) => one !== null);
  root.querySelector('.field-marks')?.replaceChildren(...marks);
}
