// The questions of publishing: why it changes, whether another's draft goes out with it, and what to do when it would break something.

import { openDialog } from '../../../renderer/client/dialog.ts';
import { element } from '../../../renderer/client/element.ts';
import type { ShownFinding } from '../../definitions/check.ts';
import type { DraftAuthor } from '../../definitions/draft-author.ts';
import { findingEntry } from './finding.ts';
import { say } from './session.ts';
import type { Session } from './session.ts';

interface Asked {
  /** What the field begins with. */
  readonly comment: string;
  readonly changes: number;
  /** Somebody else whose draft is published. */
  readonly draftOf: DraftAuthor | undefined;
}

/** The comment; undefined when nothing is to be published. */
export function askComment(session: Session, { comment, changes, draftOf }: Asked): Promise<string | undefined> {
  return new Promise((resolve) => {
    let given: string | undefined;
    const input = element('textarea', { class: 'form-control', id: 'publish-comment', rows: 3, maxlength: 1000 });
    input.value = comment;
    const label = element(
      'label',
      { for: 'publish-comment' },
      say('comment'),
      ' ',
      element('span', { class: 'form-optional' }, say('optional')),
    );
    const errors = session.findings.filter(({ severity }) => severity === 'error').length;
    const notes = [
      draftOf === undefined
        ? null
        : element('p', { class: 'alert alert-warning' }, say('publishOfOther', { name: draftOf.by, at: draftOf.at })),
      errors > 0 ? element('p', { class: 'text-danger' }, say('publishWithErrors', { count: errors })) : null,
      element('p', { class: 'muted' }, say('changes', { count: changes })),
    ];
    const text = draftOf === undefined ? say('publish') : say('publishDraftOf', { name: draftOf.by });
    const confirm = element('button', { type: 'button', class: 'btn btn-primary' }, text);
    const dialog = openDialog({
      title: say('publishTitle', { code: session.data.code }),
      size: 'small',
      body: element('div', {}, ...notes, label, input),
      footer: [confirm],
      onClose: () => resolve(given),
    });
    const go = (): void => {
      given = input.value;
      dialog.close();
    };
    confirm.addEventListener('click', go);
    input.addEventListener('keydown', (event) => {
      if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) go();
    });
  });
}

interface Broken {
  readonly findings: readonly ShownFinding[];
  readonly mayPublishAnyway: boolean;
  readonly canKeepDraft: boolean;
}

/** What publishing would break, each with the way to its place; undefined is "go on editing". */
export function askAboutBroken(
  session: Session,
  { findings, mayPublishAnyway, canKeepDraft }: Broken,
): Promise<'anyway' | 'draft' | undefined> {
  return new Promise((resolve) => {
    let answer: 'anyway' | 'draft' | undefined;
    const button = (text: string, look: string, chosen: typeof answer): HTMLElement => {
      const made = element('button', { type: 'button', class: `btn ${look}` }, text);
      made.addEventListener('click', () => {
        answer = chosen;
        dialog.close();
      });
      return made;
    };
    const entries = findings.map((finding) => findingEntry(session, finding, () => dialog.close()));
    const dialog = openDialog({
      title: say('brokenTitle'),
      size: 'big',
      body: element(
        'div',
        {},
        element('p', {}, say('brokenLead', { count: findings.length })),
        element('ul', { class: 'list-unstyled editor-findings' }, ...entries),
        mayPublishAnyway ? null : element('p', { class: 'muted mb-0' }, say('brokenEditor')),
      ),
      footer: [
        button(say('goOnEditing'), 'btn-primary', undefined),
        ...(canKeepDraft ? [button(say('saveDraft'), 'btn-outline-secondary', 'draft')] : []),
        ...(mayPublishAnyway ? [button(say('publishAnyway'), 'btn-outline-danger', 'anyway')] : []),
      ],
      onClose: () => resolve(answer),
    });
    dialog.root.classList.add('editor-broken-dialog');
  });
}
