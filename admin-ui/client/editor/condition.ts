// A rule over field values: one comparison, or several joined by "all", "any", "not".

import { element } from '../../../renderer/client/element.ts';
import type { Control } from './controls.ts';
import { isObject } from './document.ts';
import { clearField, fieldValue, setField } from './field.ts';
import type { Field } from './field.ts';
import { membersOf } from './options.ts';
import { iconButton, newId, say } from './session.ts';

type Rule = Readonly<Record<string, unknown>>;
type Write = (rule: Rule | undefined) => void;

const joins = ['all', 'any', 'not'] as const;
const noValue: ReadonlySet<string> = new Set(['empty', 'notEmpty']);
const listValue: ReadonlySet<string> = new Set(['in', 'notIn']);

export function conditionControl(field: Field): Control {
  const box = element('div', { class: 'editor-condition' });
  const draw = (): void => {
    const value = fieldValue(field);
    const write: Write = (rule) => {
      if (rule === undefined) clearField(field);
      else setField(field, rule);
      draw();
    };
    if (isObject(value)) box.replaceChildren(ruleEditor(field, { rule: value, write, isFirst: true }));
    else {
      const add = element('button', { type: 'button', class: 'btn btn-sm btn-outline-secondary', id: field.id }, say('addCondition'));
      add.addEventListener('click', () => write({ field: fieldCodes(field)[0] ?? '', op: 'eq', value: '' }));
      box.replaceChildren(add);
    }
  };
  draw();
  return { root: box, isWide: true, isGroup: true };
}

function ruleEditor(field: Field, { rule, write, isFirst }: { rule: Rule; write: Write; isFirst: boolean }): HTMLElement {
  const join = joins.find((name) => Object.hasOwn(rule, name));
  const kind = element('select', { class: 'custom-select', id: isFirst ? field.id : newId('rule'), 'aria-label': say('conditionKind') });
  kind.append(
    element('option', { value: '' }, say('conditionOne')),
    ...joins.map((name) => element('option', { value: name }, say(`condition_${name}`))),
  );
  kind.value = join ?? '';
  kind.addEventListener('change', () => write(converted(rule, kind.value as '' | (typeof joins)[number], field)));
  const remove = iconButton('trash', say('removeCondition'), () => write(undefined));
  const head = element('div', { class: 'editor-with-button' }, kind, remove);
  if (join === undefined) return element('div', { class: 'editor-rule' }, head, comparison(field, { rule, write }));
  const inner = join === 'not' ? [rule.not] : Array.isArray(rule[join]) ? (rule[join] as unknown[]) : [];
  const rows = inner.map((one, index) =>
    ruleEditor(field, {
      rule: isObject(one) ? one : {},
      isFirst: false,
      write: (next) => {
        if (join === 'not') write(next === undefined ? undefined : { not: next });
        else {
          const all = inner.flatMap((old, at) => (at === index ? (next === undefined ? [] : [next]) : [old]));
          write(all.length === 0 ? undefined : { [join]: all });
        }
      },
    }),
  );
  const add = element('button', { type: 'button', class: 'btn btn-sm btn-outline-secondary' }, say('addCondition'));
  add.addEventListener('click', () => write({ [join]: [...inner, { field: fieldCodes(field)[0] ?? '', op: 'eq', value: '' }] }));
  return element('div', { class: 'editor-rule' }, head, element('div', { class: 'editor-rules' }, ...rows, join === 'not' ? null : add));
}

function comparison(field: Field, { rule, write }: { rule: Rule; write: Write }): HTMLElement {
  const name = element('select', { class: 'custom-select mono', 'aria-label': say('conditionField') });
  const codes = fieldCodes(field);
  const own = String(rule.field ?? '');
  for (const code of codes.includes(own) ? codes : [own, ...codes]) name.append(element('option', { value: code }, code));
  name.value = own;
  const op = element('select', { class: 'custom-select', 'aria-label': say('conditionOp') });
  for (const one of field.session.data.condition.properties?.op?.enum ?? [])
    op.append(element('option', { value: one }, say(`op_${one}` as 'op_eq')));
  op.value = String(rule.op ?? 'eq');
  const value = element('input', { class: 'form-control', type: 'text', 'aria-label': say('conditionValue') });
  value.value = Array.isArray(rule.value) ? rule.value.join(', ') : rule.value === undefined ? '' : String(rule.value);
  value.hidden = noValue.has(op.value);
  const put = (): Rule => {
    const { value: _old, ...rest } = rule;
    const next = { ...rest, field: name.value, op: op.value };
    return noValue.has(op.value)
      ? next
      : { ...next, value: listValue.has(op.value) ? value.value.split(',').map((one) => scalar(one.trim())) : scalar(value.value) };
  };
  name.addEventListener('change', () => write(put()));
  op.addEventListener('change', () => write(put()));
  value.addEventListener('change', () => write(put()));
  return element('div', { class: 'editor-comparison' }, name, op, value);
}

function converted(rule: Rule, kind: '' | (typeof joins)[number], field: Field): Rule {
  const simple = firstComparison(rule) ?? { field: fieldCodes(field)[0] ?? '', op: 'eq', value: '' };
  if (kind === '') return simple;
  return kind === 'not' ? { not: simple } : { [kind]: [simple] };
}

function firstComparison(rule: Rule): Rule | undefined {
  if (Object.hasOwn(rule, 'field')) return rule;
  for (const join of joins) {
    const inner = rule[join];
    for (const one of Array.isArray(inner) ? inner : [inner]) if (isObject(one)) return firstComparison(one);
  }
  return undefined;
}

function fieldCodes({ session }: Field): string[] {
  const fields = membersOf(session.doc.value, 'fields.code');
  return fields.length > 0 ? fields : membersOf(session.doc.value, 'columns.code');
}

function scalar(text: string): string | number | boolean {
  if (text === 'true' || text === 'false') return text === 'true';
  return text !== '' && String(Number(text)) === text ? Number(text) : text;
}
