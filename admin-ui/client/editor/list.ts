// The list of definitions: making a new one, copying; changing the code and deleting show first what else would notice.

import { element } from '../../../renderer/client/element.ts';
import { withBusy } from '../../../renderer/client/request.ts';
import { postAdmin } from '../requests.ts';
import { codeInput, formDialog, group } from './form-dialog.ts';
import { deleteDialog, renameDialog } from './removal.ts';
import type { Target } from './removal.ts';
import { say } from './session.ts';

interface KindChoice {
  readonly kind: string;
  readonly title: string;
  readonly hasRoles: boolean;
}

export function startList(root: HTMLElement): void {
  const button = document.querySelector<HTMLElement>('[data-new-definition]');
  button?.addEventListener('click', () => createDialog(button));
  root.addEventListener('click', (event) => {
    const action = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-definition-action]') : null;
    const row = action?.closest<HTMLElement>('tr');
    if (action === null || row === null || row === undefined) return;
    const { kind = '', code = '', version = '0' } = row.dataset;
    const target = { url: `/admin/definitions/${kind}/${encodeURIComponent(code)}`, code, version: Number(version) };
    void withBusy(action, () => actionDialog(action.dataset.definitionAction ?? '', target)).catch(() => {});
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
  const code = codeInput('');
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

async function actionDialog(action: string, target: Target): Promise<void> {
  if (action === 'rename') await renameDialog(target);
  else if (action === 'delete') await deleteDialog(target);
  else duplicateDialog(target);
}

function duplicateDialog({ url, code }: Target): void {
  const input = codeInput(`${code}-2`);
  formDialog({
    title: say('duplicateTitle', { code }),
    submit: say('duplicate'),
    code: input,
    fields: [group('new-code', say('newCode'), input)],
    send: (trigger) => postAdmin(`${url}/duplicate`, { code: input.value }, { trigger }),
  });
}
