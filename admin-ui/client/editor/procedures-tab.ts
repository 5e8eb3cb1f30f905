// The procedures of a definition: which it needs, which it may have, which there are; each with the way to its source or its template.

import { element } from '../../../renderer/client/element.ts';
import { glyph, say } from './session.ts';
import type { Session } from './session.ts';

export function drawProcedures(session: Session, holder: HTMLElement): void {
  const { procedures } = session;
  if (procedures === undefined) {
    holder.replaceChildren(element('p', { class: 'muted' }, say('proceduresUnknown')));
    return;
  }
  const rows = procedures
    .toSorted((a, b) => rank(a) - rank(b))
    .map(({ name, isRequired, exists, parameters }) => {
      const [schema = 'dbo', ...rest] = name.split('.');
      const bare = rest.join('.');
      const query = new URLSearchParams({ kind: session.data.kind, code: session.data.code, procedure: bare });
      const link = exists
        ? element(
            'a',
            { class: 'btn btn-sm btn-outline-secondary', href: `/admin/workshop/module/${schema}/${encodeURIComponent(bare)}` },
            glyph('box-arrow-up-right'),
            say('openSource'),
          )
        : element(
            'a',
            {
              class: `btn btn-sm ${isRequired ? 'btn-primary' : 'btn-outline-secondary'}`,
              href: `/admin/workshop/template?${query.toString()}`,
            },
            glyph('file-earmark-plus'),
            say('createProcedure'),
          );
      const state = exists
        ? ['success', say('procedureThere')]
        : isRequired
          ? ['danger', say('procedureMissing')]
          : ['secondary', say('procedureOptional')];
      return element(
        'tr',
        {},
        element('td', { class: 'mono' }, name),
        element('td', {}, element('span', { class: `status status-${state[0] ?? ''}` }, state[1] ?? '')),
        element('td', { class: 'mono muted' }, parameters.map((parameter) => `@${parameter}`).join(', ')),
        element('td', { class: 'text-right' }, link),
      );
    });
  const head = element(
    'tr',
    {},
    ...[say('procedure'), say('state'), say('parameters'), ''].map((text) =>
      element('th', { scope: 'col' }, text === '' ? element('span', { class: 'sr-only' }, say('actions')) : text),
    ),
  );
  const table = element('table', { class: 'table mb-0' }, element('thead', {}, head), element('tbody', {}, ...rows));
  holder.replaceChildren(
    element(
      'div',
      { class: 'card' },
      element('div', { class: 'table-scroll border-top-0', tabindex: 0, role: 'region', 'aria-label': say('procedure') }, table),
    ),
  );
}

/** Missing ones first, then those that are there. */
function rank({ isRequired, exists }: { isRequired: boolean; exists: boolean }): number {
  if (!exists && isRequired) return 0;
  return exists ? 1 : 2;
}
