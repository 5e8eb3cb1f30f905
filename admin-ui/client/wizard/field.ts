// "Add a field".

import { bindColumn, readColumn } from './column-form.ts';
import { placeIn } from './places.ts';
import { one, resultCard, startSteps, valueIn } from './steps.ts';
import { sayWizard } from './texts.ts';

export function startField(root: HTMLElement): void {
  const card = one(root, '[data-column]');
  const table = one(root, '[data-table]');
  startSteps(root, {
    url: '/admin/wizard/field',
    read: () => ({ parts: parts(root), column: readColumn(card) }),
    find: (place) => (place === 'table' ? (table.querySelector<HTMLElement>('[data-place]') ?? undefined) : placeIn(card, place)),
    planned({ plan }) {
      // Asked for only when it cannot be told.
      const { findings = [] } = plan as { findings?: readonly { place: string }[] };
      if (findings.some(({ place }) => place === 'table')) table.hidden = false;
    },
    more: (review) => ({ texts: review?.texts() ?? {} }),
    result: (data) => result(root, data),
  });
  one(root, '[data-name=object]').addEventListener('change', () => {
    table.hidden = true;
    const choice = table.querySelector('select');
    if (choice !== null) choice.value = '';
  });
  bindColumn(card);
}

function parts(root: HTMLElement): { form?: string; list?: string; table?: string } {
  const [form = '', list = ''] = valueIn(root, 'object').split('/');
  const table = valueIn(one(root, '[data-table]'), 'table');
  return { ...(form !== '' && { form }), ...(list !== '' && { list }), ...(table !== '' && { table }) };
}

function result(root: HTMLElement, data: Readonly<Record<string, unknown>>): HTMLElement {
  const { form, list } = data;
  return resultCard({
    title: sayWizard('fieldDone', { name: valueIn(root, 'title/en') || valueIn(root, 'title/ru') }),
    links: [
      ...(typeof form === 'string' ? [{ text: sayWizard('editForm'), url: `/admin/definitions/form/${form}` }] : []),
      ...(typeof list === 'string' ? [{ text: sayWizard('editList'), url: `/admin/definitions/table/${list}` }] : []),
      { text: sayWizard('anotherField'), url: `/admin/wizard/field${typeof form === 'string' ? `?form=${form}` : ''}` },
    ],
  });
}
