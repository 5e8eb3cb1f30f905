// Remarks of the server beside what they are about.

import { element, iconElement } from '../../../renderer/client/element.ts';
import type { ShownFinding } from '../../wizard/answer.ts';

/** The element that a finding is about; undefined when the page has none. */
export type FindPlace = (place: string) => HTMLElement | undefined;

/** By `data-place` in a part of the page. */
export function placeIn(root: ParentNode, place: string): HTMLElement | undefined {
  return root.querySelector<HTMLElement>(`[data-place="${CSS.escape(place)}"]`) ?? undefined;
}

/** The inputs of a place. */
function controlsOf(holder: HTMLElement): HTMLElement[] {
  return [...holder.querySelectorAll<HTMLElement>('[data-name]')];
}

export function clearFindings(root: HTMLElement): void {
  for (const note of root.querySelectorAll('.wizard-note, .wizard-remarks')) note.replaceChildren();
  for (const control of root.querySelectorAll('[data-name].is-invalid')) {
    control.classList.remove('is-invalid');
    control.removeAttribute('aria-invalid');
  }
}

/** Puts each finding to its place; answers those without one. */
export function placeFindings(findings: readonly ShownFinding[], find: FindPlace): ShownFinding[] {
  const homeless: ShownFinding[] = [];
  for (const finding of findings) {
    const holder = find(finding.place);
    const note = holder?.matches('.wizard-remarks') ? holder : holder?.querySelector<HTMLElement>('.wizard-note');
    if (holder === undefined || note === undefined || note === null) {
      homeless.push(finding);
      continue;
    }
    note.append(remark(finding));
    if (finding.severity === 'warning') continue;
    for (const control of controlsOf(holder)) {
      control.classList.add('is-invalid');
      control.setAttribute('aria-invalid', 'true');
    }
  }
  return homeless;
}

export function remark({ severity, text }: ShownFinding): HTMLElement {
  const isError = severity === 'error';
  return element('p', { class: isError ? 'wizard-error' : 'wizard-warning' }, iconElement(isError ? 'danger' : 'warning'), text);
}
