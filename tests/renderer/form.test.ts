// The pure parts of forms: conditions, states of fields, numbers in people's notation, and the markup of fields with hostile texts.

import { describe, expect, it } from 'vitest';
import { holds } from '../../metadata/conditions.ts';
import { renderField } from '../../renderer/form/fields.ts';
import { toInvariantNumber, toLocalNumber } from '../../renderer/form/number-text.ts';
import { formState } from '../../renderer/form/state.ts';
import type { FieldView } from '../../renderer/form/view.ts';

const HOSTILE = `"><script>alert(1)</script>'\`{{x}}`;

describe('conditions', () => {
  it.each([
    [{ field: 'a', op: 'eq', value: 'X' }, { a: 'x' }, true],
    [{ field: 'a', op: 'eq', value: 1 }, { a: '1.0' }, true],
    [{ field: 'a', op: 'eq', value: false }, {}, true],
    [{ field: 'a', op: 'ne', value: true }, { a: 'True' }, false],
    [{ field: 'a', op: 'in', value: ['1', '2'] }, { a: '2' }, true],
    [{ field: 'a', op: 'contains', value: 'b' }, { a: 'a, b' }, true],
    [{ field: 'a', op: 'gt', value: 9 }, { a: '10' }, true],
    [{ field: 'a', op: 'lt', value: '2026-01-02' }, { a: '2026-01-01' }, true],
    [{ field: 'a', op: 'lt', value: 5 }, { a: '' }, false],
    [{ field: 'constructor', op: 'empty' }, {}, true],
    [
      {
        not: {
          any: [
            { field: 'a', op: 'notEmpty' },
            { field: 'b', op: 'notEmpty' },
          ],
        },
      },
      { b: '1' },
      false,
    ],
  ] as const)('%j with %j is %s', (condition, values, expected) => {
    expect(holds(condition, values)).toBe(expected);
  });

  it('count a hidden field as empty for the fields that look at it, in any order', () => {
    const rules = [
      { code: 'c', visibleWhen: [{ field: 'b', op: 'eq', value: '1' }], isRequired: true },
      { code: 'b', visibleWhen: [{ field: 'a', op: 'eq', value: '1' }], isRequired: false },
      { code: 'a', visibleWhen: [], isRequired: false },
    ] as const;
    expect(formState(rules, { a: '0', b: '1', c: 'x' }).get('c')).toEqual({ isVisible: false, isRequired: false, isDisabled: false });
    expect(formState(rules, { a: '1', b: '1', c: 'x' }).get('c')).toMatchObject({ isVisible: true, isRequired: true });
  });

  it('that contradict each other come to an end', () => {
    const rules = [
      { code: 'a', visibleWhen: [{ field: 'b', op: 'empty' }], isRequired: false },
      { code: 'b', visibleWhen: [{ field: 'a', op: 'notEmpty' }], isRequired: false },
    ] as const;
    expect(formState(rules, { a: '1', b: '1' }).size).toBe(2);
  });
});

describe('numbers', () => {
  it.each([
    ['12 480,50', 'ru', '12480.50'],
    ['12,480.5', 'en', '12480.5'],
    ['1,5', 'en', '1.5'],
    ['−3', 'ru', '-3'],
    ['.5', 'en', '0.5'],
    ['', 'ru', ''],
    ['12345678901234567.89', 'en', '12345678901234567.89'],
  ] as const)('%s typed in %s is %s', (typed, lang, expected) => {
    expect(toInvariantNumber(typed, lang)).toBe(expected);
  });

  it('are not made of other text', () => {
    for (const typed of ['1.2.3', '1e5', 'NaN', '12 рублей', '--1', '0x10']) expect(toInvariantNumber(typed, 'ru'), typed).toBeUndefined();
  });

  it('are shown without losing digits', () => {
    expect(toLocalNumber('1234567.891', { lang: 'en', digits: 2 })).toBe('1,234,567.891');
    expect(toLocalNumber('600.0000', { lang: 'ru', digits: 2 })).toBe('600,00');
    expect(toLocalNumber('x', { lang: 'ru' })).toBe('x');
  });
});

describe('fields', () => {
  const types = [
    'text', 'textarea', 'html', 'markdown', 'number', 'money', 'date', 'datetime', 'time', 'month', 'select', 'multiselect', 'radio', 'checkbox', 'switch', 'checkboxes',
    'autocomplete', 'email', 'phone', 'url', 'password', 'color', 'range', 'rating', 'static', 'file', 'files', 'image', 'images', 'tree', 'code',
  ] as const; // biome-ignore format: one list
  const view = (type: FieldView['type']): FieldView => ({
    code: 'f', type, label: HOSTILE, value: HOSTILE, help: HOSTILE, placeholder: HOSTILE, prefix: HOSTILE, suffix: HOSTILE, tooltip: HOSTILE,
    options: [{ value: HOSTILE, text: HOSTILE, group: HOSTILE }], nodes: [{ value: HOSTILE, text: HOSTILE, children: [{ value: '2', text: HOSTILE, children: [] }] }],
    waitsFor: [], isVisible: true, isRequired: true, isDisabled: false, isReadonly: false, isDependent: false, isNewRow: false, isLabelHidden: false, isMultiple: true, allowsNew: false, hasFocus: false,
  }); // biome-ignore format: one value

  it.each(types)('of type %s escape every text and have a label, also for reading', (type) => {
    for (const isReadonly of [false, true]) {
      const context = {
        field: view(type),
        id: 'x-f',
        formId: 'x',
        itemID: HOSTILE,
        locale: { lang: 'ru', timeZone: 'UTC' },
        isReadonly,
        marksOptional: true,
      } as const;
      const { value: markup } = renderField(context);
      expect(markup).not.toContain('<script');
      expect(markup).not.toMatch(/\sstyle=|\son[a-z]+=/);
      expect(markup).toMatch(/<label|<legend|form-label/);
      expect(markup).toContain('data-field="f"');
    }
  });

  it('keep hidden values and passwords on the server', () => {
    const context = {
      id: 'x',
      formId: 'x',
      itemID: '1',
      locale: { lang: 'en', timeZone: 'UTC' },
      isReadonly: false,
      marksOptional: true,
    } as const;
    expect(renderField({ ...context, field: { ...view('hidden'), value: 'kept' } }).value).toBe('');
    expect(renderField({ ...context, field: { ...view('password'), value: 'kept' } }).value).not.toContain('kept');
  });
});
