// Choosing a component to put into markup: a searchable list of all that can stand on a page.

import { openDialog } from '../../../renderer/client/dialog.ts';
import { element } from '../../../renderer/client/element.ts';
import { say } from './session.ts';
import type { Session } from './session.ts';

const AT_ONCE = 100;

export interface SnippetChoice {
  readonly kind: string;
  readonly code: string;
  readonly title: string;
  readonly snippet: string;
}

/** Every component with each of its snippets. */
export function snippetChoices({ data }: Session): SnippetChoice[] {
  return data.snippets.flatMap(({ kind, snippet }) =>
    (data.choices[kind] ?? []).map(({ code, title }) => ({ kind, code, title, snippet })),
  );
}

export function snippetText({ snippet, code }: SnippetChoice): string {
  const isOfRecord = /^as-(form|status|chat|resourcemanager|editable)$/.test(snippet);
  return `<div class="${snippet}" data-code="${code}"${isOfRecord ? ' data-itemid="{itemID}"' : ''}></div>`;
}

export function insertSnippet(session: Session, insert: (text: string) => void): void {
  const search = element('input', {
    class: 'form-control',
    type: 'search',
    placeholder: say('searchComponent'),
    'aria-label': say('searchComponent'),
  });
  const list = element('ul', { class: 'list-unstyled editor-snippets' });
  const dialog = openDialog({ title: say('insertSnippet'), body: element('div', { class: 'stack' }, search, list) });
  const all = snippetChoices(session);
  const draw = (): void => {
    const wanted = search.value.trim().toLowerCase();
    const found = all.filter(({ code, title, snippet }) => `${snippet} ${code} ${title}`.toLowerCase().includes(wanted)).slice(0, AT_ONCE);
    list.replaceChildren(
      ...found.map((choice) => {
        const button = element(
          'button',
          { type: 'button', class: 'btn btn-quiet' },
          element('code', {}, choice.snippet),
          ' ',
          element('strong', {}, choice.code),
          ' ',
          element('span', { class: 'muted' }, choice.title),
        );
        button.addEventListener('click', () => {
          dialog.close();
          insert(snippetText(choice));
        });
        return element('li', {}, button);
      }),
    );
    if (found.length === 0) list.append(element('li', { class: 'muted' }, say('noComponents')));
  };
  search.addEventListener('input', draw);
  draw();
}
