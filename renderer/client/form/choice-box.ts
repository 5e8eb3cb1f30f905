// Long lists, several choices and searches of the server: a box to type in over the plain select, which keeps the value.

import TomSelect from 'tom-select/base';
import caretPosition from 'tom-select/plugins/caret_position/plugin.js';
import removeButton from 'tom-select/plugins/remove_button/plugin.js';
import type { FieldOption } from '../../commands.ts';
import type { FormClientConfig } from '../../form/view.ts';
import { getJson } from '../request.ts';
import { codeOf, enhance, readField, fieldOf } from './controls.ts';
import { labelOf, sayForm } from './errors.ts';

TomSelect.define('caret_position', caretPosition);
TomSelect.define('remove_button', removeButton);

/** Puts the box over a list. */
export function startChoiceBox(root: HTMLElement, { list, config }: { list: HTMLSelectElement; config: FormClientConfig }): void {
  const field = list.closest<HTMLElement>('[data-field]');
  if (field === null) return;
  const isRemote = list.dataset.remote !== undefined;
  const box = new TomSelect(list, {
    plugins: list.multiple ? ['remove_button', 'caret_position'] : [],
    maxOptions: 1000,
    placeholder: list.dataset.placeholder ?? '',
    hidePlaceholder: true,
    searchField: ['text'],
    openOnFocus: true,
    allowEmptyOption: false,
    preload: isRemote && list.dataset.searchFrom === '0' ? 'focus' : false,
    shouldLoad: (query: string) => query.length >= Number(list.dataset.searchFrom ?? 0),
    ...(isRemote ? { load: searcher(root, { field, config }) } : {}),
    render: {
      no_results: () => note(sayForm('searchNothing')),
      loading: () => note(sayForm('searching')),
      not_loading: () => note(sayForm('search')),
    },
  });
  const input = box.control_input;
  input.setAttribute('aria-label', labelOf(field));
  input.setAttribute('aria-describedby', list.getAttribute('aria-describedby') ?? '');
  // The box says it all; the plain list stays for the value alone.
  list.setAttribute('aria-hidden', 'true');
  list.tabIndex = -1;
  let isTelling = false;
  enhance(list, {
    refresh: () => {
      if (isTelling) return;
      isTelling = true;
      // The box keeps options of its own: those of an earlier parent must not stay.
      box.clear(true);
      box.clearOptions();
      box.sync();
      box.settings.placeholder = list.dataset.placeholder ?? '';
      box.inputState();
      if (list.disabled) box.disable();
      else box.enable();
      isTelling = false;
    },
  });
}

/** Asks the server, last question first: an answer that was overtaken is not shown. */
function searcher(root: HTMLElement, { field, config }: { field: HTMLElement; config: FormClientConfig }) {
  let running: AbortController | undefined;
  return (search: string, show: (options: { value: string; text: string }[]) => void): void => {
    running?.abort();
    const mine = new AbortController();
    running = mine;
    const query = new URLSearchParams(config.params);
    query.set('field', codeOf(field));
    query.set('search', search);
    query.set('itemID', root.dataset.itemid ?? '');
    for (const [parent, children] of Object.entries(config.dependents)) {
      const holder = children.includes(codeOf(field)) ? fieldOf(root, parent) : undefined;
      if (holder !== undefined) query.set(`value.${parent}`, readField(holder, config.lang) ?? '');
    }
    getJson<{ options: FieldOption[] }>(`/c/form/${encodeURIComponent(root.dataset.code ?? '')}/options?${query}`, {
      signal: mine.signal,
      isQuiet: true,
    })
      .then(({ options }) => show(options.map(({ value, text }) => ({ value, text }))))
      .catch(() => show([]));
  };
}

function note(text: string): string {
  const made = document.createElement('div');
  made.className = 'no-results';
  made.textContent = text;
  return made.outerHTML;
}
