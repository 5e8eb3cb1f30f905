// What the parts of the editor share: the data that came, the document, the selection, the findings, the texts.

import type { ShownFinding, ShownProcedure } from '../../definitions/check.ts';
import type { EditorData } from '../../definitions/editor-data.ts';
import { definitions as en } from '../../locales/en/definitions.ts';
import { definitions as ru } from '../../locales/ru/definitions.ts';
import { element } from '../../../renderer/client/element.ts';
import { fill, pageLang, pick } from '../../../renderer/client/texts.ts';
import { pointerOf } from './document.ts';
import type { EditorDocument, Path } from './document.ts';

export const lang = pageLang;
const texts = pick(en, ru);
type Plural<Key> = Key extends `${infer Name}_${'one' | 'few' | 'many' | 'other'}` ? Name : Key;
export type Text = Plural<keyof typeof en>;

export function say(key: Text, params: Readonly<Record<string, string | number>> = {}): string {
  return fill(texts, key, params);
}

export interface Selection {
  /** Objects whose options are shown; several are changed together. */
  readonly paths: readonly Path[];
}

export interface Session {
  readonly root: HTMLElement;
  readonly url: string;
  readonly data: EditorData;
  readonly doc: EditorDocument;
  readonly published: () => unknown;
  findings: readonly ShownFinding[];
  procedures: readonly ShownProcedure[] | undefined;
  selection: Selection;
  select(paths: readonly Path[], options?: { readonly focus?: boolean }): void;
  /** Shows a place: its part is selected, its control gets the focus. */
  goTo(pointer: string): void;
  /** Shows a line of the JSON. */
  goToLine(line: number): void;
}

/** Findings at a value; `isWithin` counts those inside it as well. */
export function findingsAt(session: Session, path: Path, { isWithin = false } = {}): ShownFinding[] {
  const pointer = pointerOf(path);
  return session.findings.filter((finding) => finding.pointer === pointer || (isWithin && finding.pointer.startsWith(`${pointer}/`)));
}

const glyphs = new Map<string, Element>();

/** Icons that the page brought along. */
export function keepGlyphs(root: HTMLElement): void {
  const holder = root.querySelector<HTMLTemplateElement>('template[data-editor-glyphs]');
  for (const one of holder?.content.querySelectorAll<HTMLElement>('[data-glyph]') ?? []) {
    if (one.firstElementChild !== null) glyphs.set(one.dataset.glyph ?? '', one.firstElementChild);
  }
}

export function glyph(name: string): Element | null {
  const shape = glyphs.get(name);
  return shape === undefined ? null : (shape.cloneNode(true) as Element);
}

/** A button that is an icon with a name. */
export function iconButton(name: string, label: string, onClick: () => void): HTMLButtonElement {
  const button = element(
    'button',
    { type: 'button', class: 'btn btn-icon btn-quiet btn-sm', 'aria-label': label, title: label },
    glyph(name),
  );
  button.addEventListener('click', onClick);
  return button;
}

let ids = 0;
export function newId(stem: string): string {
  return `${stem}-${++ids}`;
}
