// The editor of formatted text over a textarea, which keeps the value. What is pasted is reduced to text with structure before it becomes
// part of the page; the server does the same again with what is saved.

import Squire from 'squire-rte';
import { element } from '../element.ts';
import { enhance } from './controls.ts';
import { labelOf, sayForm } from './errors.ts';

const TAGS = new Set([
  'P',
  'BR',
  'DIV',
  'SPAN',
  'B',
  'STRONG',
  'I',
  'EM',
  'U',
  'S',
  'UL',
  'OL',
  'LI',
  'BLOCKQUOTE',
  'A',
  'H2',
  'H3',
  'H4',
  'CODE',
  'PRE',
  'SUB',
  'SUP',
  'TABLE',
  'THEAD',
  'TBODY',
  'TR',
  'TH',
  'TD',
  'IMG',
  'HR',
]);
const DROPPED =
  'script, style, template, iframe, object, embed, svg, math, form, input, button, textarea, select, link, meta, base, noscript';

interface Tool {
  readonly label: string;
  readonly sign: string;
  readonly tag?: string;
  readonly key?: string;
  run(editor: Squire): void;
}

const TOOLS: readonly Tool[] = [
  { label: 'bold', sign: 'B', tag: 'B', key: 'Control+B', run: (editor) => (editor.hasFormat('B') ? editor.removeBold() : editor.bold()) },
  {
    label: 'italic',
    sign: 'I',
    tag: 'I',
    key: 'Control+I',
    run: (editor) => (editor.hasFormat('I') ? editor.removeItalic() : editor.italic()),
  },
  {
    label: 'underline',
    sign: 'U',
    tag: 'U',
    key: 'Control+U',
    run: (editor) => (editor.hasFormat('U') ? editor.removeUnderline() : editor.underline()),
  },
  { label: 'list', sign: '•', tag: 'UL', run: (editor) => (editor.hasFormat('UL') ? editor.removeList() : editor.makeUnorderedList()) },
  { label: 'numbered', sign: '①', tag: 'OL', run: (editor) => (editor.hasFormat('OL') ? editor.removeList() : editor.makeOrderedList()) },
  {
    label: 'quote',
    sign: '”',
    tag: 'BLOCKQUOTE',
    run: (editor) => (editor.hasFormat('BLOCKQUOTE') ? editor.decreaseQuoteLevel() : editor.increaseQuoteLevel()),
  },
  { label: 'link', sign: '↗', tag: 'A', run: link },
  { label: 'unformat', sign: '×', run: (editor) => editor.removeAllFormatting() },
  { label: 'undo', sign: '↶', key: 'Control+Z', run: (editor) => editor.undo() },
  { label: 'redo', sign: '↷', key: 'Control+Y', run: (editor) => editor.redo() },
];

/** Puts the editor over a textarea. */
export function startRichText(area: HTMLTextAreaElement): void {
  const field = area.closest<HTMLElement>('[data-field]');
  if (field === null) return;
  const surface = element('div', {
    class: 'form-control form-rich-surface',
    role: 'textbox',
    'aria-multiline': 'true',
    'aria-label': labelOf(field),
    'aria-describedby': area.getAttribute('aria-describedby'),
    tabindex: 0,
  });
  area.before(surface);
  const editor = new Squire(surface, { blockTag: 'P', sanitizeToDOMFragment: (markup: string) => safeFragment(markup) });
  const bar = toolbar(editor);
  surface.before(bar);
  area.hidden = true;
  editor.setHTML(area.value);
  editor.addEventListener('input', () => {
    // An empty editor holds an empty paragraph: that is no value.
    area.value = surface.textContent?.trim() === '' && surface.querySelector('img, hr, table') === null ? '' : editor.getHTML();
    area.dispatchEvent(new Event('input', { bubbles: true }));
  });
  surface.addEventListener('blur', () => area.dispatchEvent(new Event('change', { bubbles: true })));
  enhance(area, {
    refresh: () => {
      if (editor.getHTML() !== area.value) editor.setHTML(area.value);
      const isOpen = String(!area.disabled);
      if (surface.contentEditable !== isOpen) surface.contentEditable = isOpen;
      bar.hidden = area.disabled;
    },
  });
}

/** One stop for Tab; the arrows move inside, as in every toolbar. */
function toolbar(editor: Squire): HTMLElement {
  const buttons = TOOLS.map((tool, at) => {
    const label = sayForm(tool.label);
    const made = element(
      'button',
      {
        type: 'button',
        class: 'btn btn-quiet btn-sm btn-icon',
        'aria-label': label,
        title: tool.key === undefined ? label : `${label} (${tool.key.replace('Control', 'Ctrl')})`,
        'aria-keyshortcuts': tool.key,
        tabindex: at === 0 ? 0 : -1,
        'data-tool': tool.label,
      },
      element('span', { 'aria-hidden': 'true' }, tool.sign),
    );
    // The selection stays in the text when the mouse presses a button.
    made.addEventListener('mousedown', (event) => event.preventDefault());
    made.addEventListener('click', () => {
      tool.run(editor);
      editor.focus();
    });
    return made;
  });
  const bar = element('div', { class: 'form-rich-tools', role: 'toolbar', 'aria-label': sayForm('textTools') }, ...buttons);
  bar.addEventListener('keydown', (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const here = buttons.indexOf(document.activeElement as HTMLButtonElement);
    if (step === undefined || here < 0) return;
    const next = buttons.at((here + step) % buttons.length);
    for (const button of buttons) button.tabIndex = button === next ? 0 : -1;
    next?.focus();
    event.preventDefault();
  });
  editor.addEventListener('pathChange', () => {
    TOOLS.forEach((tool, at) => {
      if (tool.tag !== undefined) buttons[at]?.setAttribute('aria-pressed', String(editor.hasFormat(tool.tag)));
    });
  });
  return bar;
}

function link(editor: Squire): void {
  if (editor.hasFormat('A')) {
    editor.removeLink();
    return;
  }
  const address = prompt(sayForm('linkAddress'), 'https://');
  if (address !== null && /^(https?:|mailto:|tel:|\/(?!\/))/i.test(address.trim())) editor.makeLink(address.trim());
}

/** Markup without anything that runs: parsed in a document of its own, where nothing loads, then reduced to known tags. */
function safeFragment(markup: string): DocumentFragment {
  const parsed = new DOMParser().parseFromString(markup, 'text/html');
  for (const bad of parsed.body.querySelectorAll(DROPPED)) bad.remove();
  for (const node of [...parsed.body.querySelectorAll('*')].reverse()) {
    if (!TAGS.has(node.tagName)) {
      node.replaceWith(...node.childNodes);
      continue;
    }
    for (const { name, value } of [...node.attributes]) {
      const isLink = node.tagName === 'A' && name === 'href' && /^(https?:|mailto:|tel:|\/(?!\/)|#)/i.test(value.trim());
      const isPicture = node.tagName === 'IMG' && ((name === 'src' && value.startsWith('/') && !value.startsWith('//')) || name === 'alt');
      if (!isLink && !isPicture && name !== 'colspan' && name !== 'rowspan') node.removeAttribute(name);
    }
  }
  const fragment = document.createDocumentFragment();
  fragment.append(...document.importNode(parsed.body, true).childNodes);
  return fragment;
}
