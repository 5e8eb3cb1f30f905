// Choosing an icon by its picture: a dialog with a search over all names.

import { openDialog } from '../../../renderer/client/dialog.ts';
import { element, parseMarkup } from '../../../renderer/client/element.ts';
import { getJson } from '../../../renderer/client/request.ts';
import { say } from './session.ts';

interface Found {
  readonly name: string;
  readonly svg: string;
}

/** Undefined when the dialog was closed without a choice. */
export function chooseIcon(current: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    let chosen: string | undefined;
    const input = element('input', {
      class: 'form-control',
      type: 'search',
      id: 'icon-search',
      placeholder: say('searchIcon'),
      'aria-label': say('searchIcon'),
      value: current,
    });
    const grid = element('div', { class: 'editor-icons', 'aria-live': 'polite' });
    const dialog = openDialog({
      title: say('chooseIcon'),
      size: 'big',
      body: element('div', { class: 'stack' }, input, grid),
      onClose: () => resolve(chosen),
    });
    let asked = 0;
    const show = async (): Promise<void> => {
      const turn = ++asked;
      const answer = await getJson<{ data: Found[] }>(`/admin/definitions/icons?q=${encodeURIComponent(input.value)}`);
      if (turn !== asked) return;
      grid.replaceChildren(
        ...answer.data.map(({ name, svg }) => {
          const button = element(
            'button',
            { type: 'button', class: 'btn btn-quiet', title: name },
            parseMarkup(svg),
            element('span', { class: 'truncate' }, name),
          );
          button.addEventListener('click', () => {
            chosen = name;
            dialog.close();
          });
          return button;
        }),
      );
      if (answer.data.length === 0) grid.append(element('p', { class: 'muted' }, say('noIcons')));
    };
    input.addEventListener('input', () => void show());
    void show();
  });
}
