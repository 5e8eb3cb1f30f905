// Icons of the workshop's tree and buttons.

import braces from 'bootstrap-icons/icons/braces.svg';
import chevron from 'bootstrap-icons/icons/chevron-right.svg';
import cross from 'bootstrap-icons/icons/x-lg.svg';
import dot from 'bootstrap-icons/icons/dot.svg';
import eye from 'bootstrap-icons/icons/eye.svg';
import file from 'bootstrap-icons/icons/file-earmark-richtext.svg';
import folder from 'bootstrap-icons/icons/folder2.svg';
import formula from 'bootstrap-icons/icons/calculator.svg';
import key from 'bootstrap-icons/icons/key.svg';
import lightning from 'bootstrap-icons/icons/lightning.svg';
import link from 'bootstrap-icons/icons/link-45deg.svg';
import box from 'bootstrap-icons/icons/box.svg';
import list from 'bootstrap-icons/icons/list-ol.svg';
import table from 'bootstrap-icons/icons/table.svg';
import warning from 'bootstrap-icons/icons/exclamation-triangle.svg';
import failure from 'bootstrap-icons/icons/exclamation-circle.svg';
import question from 'bootstrap-icons/icons/question-circle.svg';
import { parseMarkup } from '../../../renderer/client/element.ts';

const shapes = {
  braces,
  chevron,
  cross,
  dot,
  eye,
  file,
  folder,
  formula,
  key,
  lightning,
  link,
  box,
  list,
  table,
  warning,
  failure,
  question,
} as const;
export type WorkshopIcon = keyof typeof shapes;

/** Parsed once, copied for every place: a tree has thousands of them. */
const parsed = new Map<WorkshopIcon, SVGElement>();

/** Decoration: what it means is said beside it. */
export function workshopIcon(name: WorkshopIcon): SVGElement {
  let svg = parsed.get(name);
  if (svg === undefined) {
    const found = parseMarkup(shapes[name]).firstElementChild;
    if (!(found instanceof SVGElement)) throw new Error(`icon ${name} is no SVG`);
    svg = found;
    svg.setAttribute('aria-hidden', 'true');
    parsed.set(name, svg);
  }
  return svg.cloneNode(true) as SVGElement;
}

const BY_TYPE: Readonly<Record<string, WorkshopIcon>> = {
  U: 'table',
  V: 'eye',
  P: 'braces',
  FN: 'formula',
  IF: 'formula',
  TF: 'formula',
  TR: 'lightning',
  TT: 'box',
  T: 'box',
};

export function typeIcon(type: string): WorkshopIcon {
  return BY_TYPE[type] ?? 'question';
}
