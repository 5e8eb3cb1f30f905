// A finding as an entry of a list: what is wrong, the way to its option, to its line in the JSON, and for a missing procedure to its template.

import { element } from '../../../renderer/client/element.ts';
import type { ShownFinding } from '../../definitions/check.ts';
import { glyph, say } from './session.ts';
import type { Session } from './session.ts';

/** `onLeave` is called before another place is shown. */
export function findingEntry(session: Session, finding: ShownFinding, onLeave: () => void = () => undefined): HTMLElement {
  const { severity, text, of } = finding;
  return element(
    'li',
    { class: `is-${severity}` },
    glyph(severity === 'error' ? 'exclamation-circle' : 'exclamation-triangle'),
    element('span', {}, text),
    ...(of === undefined ? placesOf(session, finding, onLeave) : [elsewhere(of, finding.pointer)]),
    templateLink(session, finding),
  );
}

function placesOf(session: Session, { pointer, line }: ShownFinding, onLeave: () => void): HTMLElement[] {
  const button = (text: string, title: string | null, go: () => void): HTMLElement => {
    const made = element('button', { type: 'button', class: 'btn btn-link btn-sm', title }, text);
    made.addEventListener('click', () => {
      onLeave();
      go();
    });
    return made;
  };
  return [
    button(pointer === '' ? say('wholeDefinition') : pointer, null, () => session.goTo(pointer)),
    button(say('line', { line }), say('showLine', { line }), () => session.goToLine(line)),
  ];
}

function elsewhere({ kind, code }: NonNullable<ShownFinding['of']>, pointer: string): HTMLElement {
  const href = `/admin/definitions/${kind}/${encodeURIComponent(code)}?at=${encodeURIComponent(pointer)}`;
  return element('a', { href, target: '_blank' }, `${kind} ${code} ${pointer}`);
}

/** In a tab of its own: what is edited here stays. Null where there is nothing to begin, or not by this visitor. */
export function templateLink({ data }: Session, { template }: ShownFinding): HTMLElement | null {
  if (template === undefined || !data.isDeveloper) return null;
  return element('a', { href: template, target: '_blank' }, say('createProcedure'));
}
