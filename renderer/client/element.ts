// Making elements without strings of markup, so that text can never become markup.

import checkCircle from 'bootstrap-icons/icons/check-circle-fill.svg';
import exclamationCircle from 'bootstrap-icons/icons/exclamation-circle-fill.svg';
import exclamationTriangle from 'bootstrap-icons/icons/exclamation-triangle-fill.svg';
import infoCircle from 'bootstrap-icons/icons/info-circle-fill.svg';
import link from 'bootstrap-icons/icons/link-45deg.svg';
import close from 'bootstrap-icons/icons/x-lg.svg';

const shapes = { success: checkCircle, danger: exclamationCircle, warning: exclamationTriangle, info: infoCircle, close, link } as const;
export type ClientIcon = keyof typeof shapes;

type Child = Node | string | null | undefined | false;
type Attributes = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** An element with attributes (`true` is the bare name, `false`, `null` and `undefined` are left out) and children. */
export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined && value !== false) made.setAttribute(key, value === true ? '' : String(value));
  }
  made.append(...children.filter((child): child is Node | string => child !== null && child !== undefined && child !== false));
  return made;
}

/** An icon as an element; decoration. */
export function iconElement(name: ClientIcon): SVGElement {
  const holder = document.createElement('template');
  holder.innerHTML = shapes[name];
  const svg = holder.content.firstElementChild;
  if (!(svg instanceof SVGElement)) throw new Error(`icon ${name} is no SVG`);
  svg.setAttribute('aria-hidden', 'true');
  return svg;
}

/** Markup that the server rendered, as elements. Scripts in it do not run. */
export function parseMarkup(markup: string): DocumentFragment {
  const holder = document.createElement('template');
  holder.innerHTML = markup.trim();
  return holder.content;
}
