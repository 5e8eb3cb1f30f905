// What is wrong, as a list under the head: each finding leads to its place.

import { element } from '../../../renderer/client/element.ts';
import { findingEntry } from './finding.ts';
import { say } from './session.ts';
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
    const items = findings.slice(0, AT_ONCE).map((finding) => findingEntry(session, finding));
    const summary = element('summary', { class: errors > 0 ? 'is-error' : 'is-warning' }, counts);
    const list = element('ul', { class: 'list-unstyled mb-0 editor-findings' }, ...items);
    parts.push(element('details', { open: wasOpen }, summary, list));
  }
  holder.replaceChildren(...parts);
}
