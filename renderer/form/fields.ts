// The registry of field types: one file a family, one line here. Whoever adds a type adds it to its family and to the definition kind.

import { html, raw } from '../html.ts';
import type { SafeHtml } from '../html.ts';
import { attachedFields } from './fields/attached.ts';
import { fileFields } from './fields/files.ts';
import { choiceFields } from './fields/choice.ts';
import { readonlyText, renderFrame } from './fields/frame.ts';
import type { FieldContext, FieldRenderer } from './fields/frame.ts';
import { richFields } from './fields/rich.ts';
import { scaleFields } from './fields/scale.ts';
import { textFields } from './fields/text.ts';

const renderers: Readonly<Record<string, FieldRenderer>> = {
  ...textFields,
  ...choiceFields,
  ...richFields,
  ...scaleFields,
  ...attachedFields,
  ...fileFields,
};

/** Shown as themselves also when the whole form is for reading. */
const OWN_READING: ReadonlySet<string> = new Set(['static', 'file', 'files', 'image', 'images', 'subtable']);

/** A field with its label, help and error place. */
export function renderField(context: FieldContext): SafeHtml {
  const { field } = context;
  // Hidden values stay on the server: what the browser cannot change it need not know.
  if (field.type === 'hidden') return raw('');
  if (context.isReadonly && !OWN_READING.has(field.type)) {
    return renderFrame(context, { renderer: READING, control: READING.render(context) });
  }
  const renderer = renderers[field.type];
  if (renderer === undefined) throw new Error(`no renderer for fields of type ${field.type}`);
  return renderFrame(context, { renderer, control: renderer.render(context) });
}

const READING: FieldRenderer = {
  isText: true,
  render: (context) =>
    readonlyText(
      context,
      context.field.type === 'code' ? sourceText(context) : (context.field.valueHtml ?? context.field.valueText ?? context.field.value),
    ),
};

function sourceText({ field }: FieldContext): SafeHtml | string {
  return field.value === ''
    ? ''
    : html`<pre class="code-view" data-language="${field.language}" tabindex="0" aria-label="${field.label}">${field.value}</pre>`;
}
