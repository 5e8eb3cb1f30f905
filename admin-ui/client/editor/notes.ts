// What is wrong, as a list under the head: each finding leads to its place.

import { element } from '../../../renderer/client/element.ts';
import { glyph, say } from './session.ts';
import type { Session } from './session.ts';

const AT_ONCE = 50;

export function drawNotes(session: Session, holder: HTMLElement, message = ''): void {
  const { findings } = session;
  const wasOpen = holder.querySelector('details')?.open === true;
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  const warnings = findings.length - errors;
  const parts: HTMLElement[] = message === '' ? [] : [element('p', { class: 'editor-message', role: 'alert' }, message)];
  if (findings.length > 0) {
    const counts = [errors > 0 ? say('errors', { count: errors }) : '', warnings > 0 ? say('warnings', { count: warnings }) : '']
      .filter((text) => text !== '')
      .join(', ');
    const items = findings.slice(0, AT_ONCE).map((finding) => {
      const go = element(
        'button',
        { type: 'button', class: 'btn btn-link btn-sm' },
        finding.pointer === '' ? say('wholeDefinition') : finding.pointer,
      );
      go.addEventListener('click', () => session.goTo(finding.pointer));
      return element(
        'li',
        { class: `is-${finding.severity}` },
        glyph(finding.severity === 'error' ? 'exclamation-circle' : 'exclamation-triangle'),
        element('span', {}, finding.text),
        go,
        element('span', { class: 'muted' }, say('line', { line: finding.line })),
      );
    });
    const summary = element('summary', { class: errors > 0 ? 'is-error' : 'is-warning' }, counts);
    parts.push(element('details', { open: wasOpen }, summary, element('ul', { class: 'list-unstyled mb-0' }, ...items)));
  }
  holder.replaceChildren(...parts);
}
