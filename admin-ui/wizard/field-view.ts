// "Add a field" as a page: which object, which field, then the review.

import type { RequestContext } from '../../engine/request-context.ts';
import type { LocalText } from '../../metadata/kinds/shared.ts';
import { localText } from '../../metadata/local-text.ts';
import { renderEmpty } from '../../renderer/feedback.ts';
import { html } from '../../renderer/html.ts';
import type { SafeHtml } from '../../renderer/html.ts';
import { ta } from '../texts.ts';
import type { WizardCatalogue } from './catalogue.ts';
import { columnFields } from './column-card.ts';
import { selectField } from './controls.ts';
import { wizardFrame } from './frame.ts';
import { listObjects, partsOf } from './read-model.ts';
import type { ObjectParts } from './read-model.ts';

export function fieldView(ctx: RequestContext, { catalogue, given }: { catalogue: WizardCatalogue; given: ObjectParts }): SafeHtml {
  const { lang } = ctx;
  const objects = listObjects(catalogue);
  if (objects.length === 0)
    return html`${renderEmpty({ title: ta(lang, 'wizard.noObjects'), text: ta(lang, 'wizard.noObjectsLead'), actions: html`<a class="btn btn-primary" href="/admin/wizard/object">${ta(lang, 'wizard.object')}</a>` })}`;
  const chosen = partsOf(catalogue, given);
  return wizardFrame(ctx, {
    screen: 'wizard-field',
    apply: ta(lang, 'wizard.addField'),
    steps: [{ code: 'field', title: ta(lang, 'wizard.field'), body: fields(ctx, { catalogue, objects, chosen }) }],
  });
}

interface Shown {
  readonly catalogue: WizardCatalogue;
  readonly objects: readonly ObjectParts[];
  readonly chosen: ObjectParts;
}

function fields(ctx: RequestContext, { catalogue, objects, chosen }: Shown): SafeHtml {
  const { lang } = ctx;
  const options = objects.map((parts) => ({ value: objectValue(parts), text: nameOf(parts, { catalogue, lang }) }));
  return html`<div class="form-row">
      ${selectField({
        id: 'w-object',
        place: 'object',
        label: ta(lang, 'wizard.chooseObject'),
        help: ta(lang, 'wizard.chooseObjectHelp'),
        options: [{ value: '', text: ta(lang, 'wizard.choose') }, ...options.toSorted((a, b) => (a.text < b.text ? -1 : 1))],
        value: objectValue(chosen),
        width: 'col-md-6',
      })}
      <div class="col-md-6" data-table hidden>${selectField({
        id: 'w-table',
        place: 'table',
        label: ta(lang, 'wizard.fieldTable'),
        help: ta(lang, 'wizard.fieldTableHelp'),
        options: [
          { value: '', text: ta(lang, 'wizard.chooseTable') },
          ...[...catalogue.tables.values()].map(({ name }) => ({ value: name, text: name })),
        ],
        width: '',
      })}</div>
    </div>
    <div class="wizard-group" data-column>${columnFields(ctx, catalogue)}</div>`;
}

/** `form/list`, each of which may be absent. */
function objectValue({ form = '', list = '' }: ObjectParts): string {
  return form === '' && list === '' ? '' : `${form}/${list}`;
}

function nameOf(
  { form, list, table }: ObjectParts,
  { catalogue, lang }: { catalogue: WizardCatalogue; lang: RequestContext['lang'] },
): string {
  const kind = form === undefined ? 'table' : 'form';
  const code = form ?? list ?? '';
  const stored = catalogue.definitions.get(`${kind}/${code}`.toLowerCase());
  const { title } = (stored === undefined ? {} : JSON.parse(stored.body)) as { title?: LocalText };
  return `${localText(title, lang) || code} (${[code, table].filter((part) => part !== undefined).join(', ')})`;
}
