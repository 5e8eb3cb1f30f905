// The plan before it runs: every statement, module and definition by name, each text in an editor. What a person may change is an editor
// with the present text marked; the rest is read only.

import { unifiedMergeView } from '@codemirror/merge';
import { createCodeEditor } from '../../../renderer/client/code-editor.ts';
import type { CodeEditor } from '../../../renderer/client/code-editor.ts';
import { element } from '../../../renderer/client/element.ts';
import type { ShownFailure, ShownPlan } from '../../wizard/answer.ts';
import { remark } from './places.ts';
import { sayWizard } from './texts.ts';

export interface Review {
  /** Texts of modules that a person has changed or left out, by name. */
  texts(): Record<string, string>;
  showFailure(failure: ShownFailure): void;
  destroy(): void;
}

interface Item {
  readonly part: 'statements' | 'modules' | 'definitions';
  readonly index: number;
  readonly name: string;
  readonly badge?: string;
  readonly language: 'sql' | 'json';
  readonly text: string;
  readonly present?: string | undefined;
  readonly missed?: readonly string[] | undefined;
}

interface Pane {
  readonly root: HTMLElement;
  readonly editor: CodeEditor;
  readonly leave?: HTMLInputElement;
}

export function showReview(holder: HTMLElement, plan: ShownPlan): Review {
  const items = itemsOf(plan);
  const stage = element('div', { class: 'wizard-stage' });
  const alert = element('div', { role: 'alert' });
  const buttons = items.map((item) => itemButton(item, () => select(item)));
  const panes = new Map<Item, Pane>();
  let current: Item | undefined;

  function select(item: Item): void {
    current = item;
    for (const [at, other] of items.entries()) {
      if (other === item) buttons[at]?.setAttribute('aria-current', 'true');
      else buttons[at]?.removeAttribute('aria-current');
    }
    for (const [other, pane] of panes) pane.root.hidden = other !== item;
    if (panes.has(item)) return;
    const pane = paneOf(item, stage);
    panes.set(item, pane);
  }

  const warnings = plan.findings.filter(({ severity }) => severity === 'warning');
  const group = (part: Item['part'], title: string): HTMLElement | null => {
    const own = items.flatMap((item, at) => (item.part === part ? [element('li', {}, buttons[at])] : []));
    return own.length === 0 ? null : element('div', {}, element('h3', {}, title), element('ul', { class: 'wizard-items' }, ...own));
  };
  holder.replaceChildren(
    ...(warnings.length === 0
      ? []
      : [
          element(
            'div',
            { class: 'wizard-warnings' },
            element('h3', {}, sayWizard('warnings')),
            ...warnings.map((warning) => remark(warning)),
          ),
        ]),
    alert,
    element(
      'div',
      { class: 'wizard-review' },
      element(
        'nav',
        { 'aria-label': sayWizard('stepReview') },
        group('statements', sayWizard('planTable')),
        group('modules', sayWizard('planModules')),
        group('definitions', sayWizard('planDefinitions')),
      ),
      stage,
    ),
  );
  const first = items.find(({ missed }) => missed !== undefined && missed.length > 0) ?? items[0];
  if (first !== undefined) select(first);

  return {
    texts() {
      const texts: Record<string, string> = {};
      for (const [item, { editor, leave }] of panes) {
        if (item.part !== 'modules' || item.present === undefined) continue;
        if (leave?.checked === true) texts[item.name] = '';
        else if (editor.text() !== item.text) texts[item.name] = editor.text();
      }
      return texts;
    },
    showFailure({ part, index, line, message }) {
      const failed = items.find((item) => item.part === part && item.index === index);
      const text = line === undefined ? message : sayWizard('failedLine', { line, text: message });
      alert.replaceChildren(
        element(
          'div',
          { class: 'alert alert-danger' },
          element(
            'div',
            {},
            element('p', {}, element('strong', {}, failed?.name ?? ''), ` ${sayWizard('failed')}`),
            element('p', {}, text),
          ),
        ),
      );
      if (failed !== undefined && failed !== current) select(failed);
      const shown = failed === undefined ? undefined : panes.get(failed)?.editor;
      const lines = shown?.view.state.doc.lines ?? 0;
      if (shown !== undefined && line !== undefined && line >= 1 && line <= lines) {
        const { from } = shown.view.state.doc.line(line);
        shown.view.dispatch({ selection: { anchor: from }, scrollIntoView: true });
      }
    },
    destroy() {
      for (const { editor } of panes.values()) editor.destroy();
      holder.replaceChildren();
    },
  };
}

function itemsOf({ statements, modules, definitions }: ShownPlan): Item[] {
  return [
    ...statements.map(
      (text, index): Item => ({
        part: 'statements',
        index,
        name: statementName(text) ?? sayWizard('statement', { number: index + 1 }),
        language: 'sql',
        text,
      }),
    ),
    ...modules.map(({ name, sql, present, missed = [] }, index): Item => {
      const badge = missed.length > 0 ? 'needsHand' : present === undefined || present === '' ? undefined : 'isChanged';
      return {
        part: 'modules',
        index,
        name,
        language: 'sql',
        text: sql,
        present,
        missed,
        ...(badge !== undefined && { badge: sayWizard(badge) }),
      };
    }),
    ...definitions.map(
      ({ kind, code, isNew, body }, index): Item => ({
        part: 'definitions',
        index,
        name: `${kind} ${code}`,
        language: 'json',
        text: body,
        ...(!isNew && { badge: sayWizard('isChanged') }),
      }),
    ),
  ];
}

/** `CREATE TABLE dbo.dlv_deliveries`, without what follows. */
function statementName(text: string): string | undefined {
  return /^(?:CREATE (?:UNIQUE )?(?:TABLE|INDEX)|ALTER TABLE) [^\s(;]+/.exec(text)?.[0];
}

function itemButton({ name, badge }: Item, open: () => void): HTMLButtonElement {
  const button = element(
    'button',
    { type: 'button', class: 'wizard-item' },
    element('span', {}, name),
    badge === undefined ? null : element('small', { class: 'badge badge-secondary' }, badge),
  );
  button.addEventListener('click', open);
  return button;
}

function paneOf({ name, language, text, present, missed = [] }: Item, stage: HTMLElement): Pane {
  const place = element('div', { class: 'wizard-code' });
  const isEdited = present !== undefined;
  const parts: HTMLElement[] = [];
  let leave: HTMLInputElement | undefined;
  if (missed.length > 0) {
    const id = `leave-${name}`;
    leave = element('input', { type: 'checkbox', class: 'custom-control-input', id });
    parts.push(
      element(
        'div',
        { class: 'alert alert-warning' },
        element(
          'div',
          {},
          element('p', {}, sayWizard('missedLead')),
          element('pre', { tabindex: 0 }, missed.join('\n…\n')),
          element(
            'div',
            { class: 'custom-control custom-checkbox' },
            leave,
            element('label', { class: 'custom-control-label', for: id }, sayWizard('leaveAsIs')),
          ),
        ),
      ),
    );
  }
  const root = element('div', {}, element('h3', { class: 'mono' }, name), ...parts, place);
  stage.append(root);
  const editor = createCodeEditor({
    parent: place,
    language,
    text,
    readOnly: !isEdited,
    label: name,
    ...(isEdited && present !== '' && { extensions: unifiedMergeView({ original: present, mergeControls: false, gutter: true }) }),
  });
  return { root, editor, ...(leave !== undefined && { leave }) };
}
