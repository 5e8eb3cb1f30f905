// The list of definitions: making a new one, copying, changing the code, deleting; each shows first what else would notice.

import { openDialog } from '../../../renderer/client/dialog.ts';
import { element } from '../../../renderer/client/element.ts';
import { getJson } from '../../../renderer/client/request.ts';
import { postAdmin } from '../requests.ts';
import { say } from './session.ts';

interface KindChoice {
  readonly kind: string;
  readonly title: string;
  readonly hasRoles: boolean;
}

interface Use {
  readonly kind: string;
  readonly code: string;
  readonly pointer: string;
  readonly url?: string;
}

export function startList(root: HTMLElement): void {
  const button = document.querySelector<HTMLElement>('[data-new-definition]');
  button?.addEventListener('click', () => createDialog(button));
  root.addEventListener('click', (event) => {
    const action = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-definition-action]') : null;
    const row = action?.closest<HTMLElement>('tr');
    if (action === null || row === null || row === undefined) return;
    const { kind = '', code = '', version = '0' } = row.dataset;
    void actionDialog(action.dataset.definitionAction ?? '', {
      url: `/admin/definitions/${kind}/${encodeURIComponent(code)}`,
      code,
      version: Number(version),
    });
  });
}

function createDialog(button: HTMLElement): void {
  const kinds = JSON.parse(button.dataset.kinds ?? '[]') as KindChoice[];
  const kind = element(
    'select',
    { class: 'custom-select', id: 'new-kind', name: 'kind' },
    ...kinds.map((one) => element('option', { value: one.kind }, one.title)),
  );
  if (button.dataset.kind) kind.value = button.dataset.kind;
  const code = element('input', {
    class: 'form-control mono',
    id: 'new-code',
    name: 'code',
    required: true,
    maxlength: 64,
    autocomplete: 'off',
    spellcheck: 'false',
  });
  const title = element('input', { class: 'form-control', id: 'new-title', name: 'title', maxlength: 200 });
  const roles = element('input', { class: 'form-control mono', id: 'new-roles', name: 'roles', autocomplete: 'off', spellcheck: 'false' });
  const rolesGroup = group('new-roles', say('roles'), roles);
  const showRoles = (): void => {
    rolesGroup.hidden = kinds.find((one) => one.kind === kind.value)?.hasRoles !== true;
  };
  kind.addEventListener('change', showRoles);
  showRoles();
  formDialog({
    title: say('new'),
    submit: say('create'),
    code,
    fields: [
      group('new-kind', say('kind'), kind),
      group('new-code', say('code'), code),
      group('new-title', say('title'), title),
      rolesGroup,
    ],
    send: (trigger) =>
      postAdmin(
        '/admin/definitions/create',
        { kind: kind.value, code: code.value, title: title.value, roles: rolesGroup.hidden ? '' : roles.value },
        { trigger },
      ),
  });
}

interface Target {
  readonly url: string;
  readonly code: string;
  readonly version: number;
}

async function actionDialog(action: string, { url, code, version }: Target): Promise<void> {
  if (action === 'duplicate') {
    const input = codeInput(`${code}-2`);
    formDialog({
      title: say('duplicateTitle', { code }),
      submit: say('duplicate'),
      code: input,
      fields: [group('new-code', say('newCode'), input)],
      send: (trigger) => postAdmin(`${url}/duplicate`, { code: input.value }, { trigger }),
    });
    return;
  }
  const { data: uses } = await getJson<{ data: Use[] }>(`${url}/uses`);
  if (action === 'rename') {
    const input = codeInput(code);
    formDialog({
      title: say('renameTitle', { code }),
      submit: say('rename'),
      code: input,
      fields: [group('new-code', say('newCode'), input), usesList(uses, 'usedIn')],
      send: (trigger) => postAdmin(`${url}/rename`, { code: input.value, version }, { trigger }),
    });
    return;
  }
  const comment = element('input', { class: 'form-control', id: 'delete-comment', maxlength: 1000 });
  formDialog({
    title: say('deleteTitle', { code }),
    submit: say('delete'),
    isDangerous: true,
    fields: [
      usesList(uses, 'usedInDelete'),
      element('p', { class: 'muted' }, say('deleteHint')),
      group('delete-comment', `${say('comment')} ${say('optional')}`, comment),
    ],
    send: (trigger) => postAdmin(`${url}/delete`, { version, comment: comment.value }, { trigger }),
  });
}

function codeInput(value: string): HTMLInputElement {
  return element('input', {
    class: 'form-control mono',
    id: 'new-code',
    value,
    required: true,
    maxlength: 64,
    autocomplete: 'off',
    spellcheck: 'false',
  });
}

function usesList(uses: readonly Use[], key: 'usedIn' | 'usedInDelete'): HTMLElement {
  if (uses.length === 0) return element('p', {}, say('notUsed'));
  const items = uses.map(({ kind, code, pointer, url }) => {
    const name = `${kind} ${code}`;
    const place = url === undefined ? name : element('a', { href: `${url}?at=${encodeURIComponent(pointer)}` }, name);
    return element('li', {}, place, ' ', element('span', { class: 'mono muted' }, pointer));
  });
  return element(
    'div',
    {},
    element('p', { class: 'mb-1' }, say(key, { count: uses.length })),
    element('ul', { class: 'editor-uses' }, ...items),
  );
}

function group(id: string, text: string, control: HTMLElement): HTMLElement {
  return element('div', { class: 'form-group' }, element('label', { for: id }, text), control);
}

interface FormDialog {
  readonly title: string;
  readonly submit: string;
  readonly fields: readonly HTMLElement[];
  readonly send: (trigger: HTMLElement) => ReturnType<typeof postAdmin>;
  /** The field that a refusal is about. */
  readonly code?: HTMLInputElement;
  readonly isDangerous?: boolean;
}

function formDialog({ title, submit, fields, send, code, isDangerous = false }: FormDialog): void {
  const error = element('div', { class: 'invalid-feedback d-block', id: 'definition-error', role: 'alert' });
  const form = element('form', { id: 'definition-form' }, ...fields, error);
  const button = element(
    'button',
    { type: 'submit', class: `btn ${isDangerous ? 'btn-danger' : 'btn-primary'}`, form: 'definition-form' },
    submit,
  );
  openDialog({ title, body: form, footer: [button] });
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const answer = await send(button);
    if (answer.ok) return;
    const { error: text } = (answer.data ?? {}) as { error?: string };
    error.textContent = text ?? answer.error?.text ?? '';
    code?.classList.add('is-invalid');
    code?.setAttribute('aria-invalid', 'true');
    code?.setAttribute('aria-describedby', 'definition-error');
    code?.focus();
  });
}
