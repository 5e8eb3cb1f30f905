// What the wizards can make: the first screen of the section.

import type { RequestContext } from '../../engine/request-context.ts';
import { html } from '../../renderer/html.ts';
import type { SafeHtml } from '../../renderer/html.ts';
import { icon } from '../../renderer/icons.ts';
import { ta } from '../texts.ts';

const WIZARDS = [
  ['object', 'table'],
  ['role', 'person-plus'],
  ['field', 'node-plus'],
] as const;

export function startView({ lang }: RequestContext): SafeHtml {
  return html`<ul class="wizard-start">${WIZARDS.map(
    ([name, glyph]) => html`<li class="card"><div class="card-body">
      <h2>${icon(glyph)} <a class="stretched-link" href="/admin/wizard/${name}">${ta(lang, `wizard.${name}`)}</a></h2>
      <p class="mb-0 muted">${ta(lang, `wizard.${name}Lead`)}</p>
    </div></li>`,
  )}</ul>`;
}
