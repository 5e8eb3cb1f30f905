// Another code for a definition, and its end: what hangs on the code is shown first, what can be rewritten is rewritten on consent.

import { element } from '../../../renderer/client/element.ts';
import { getJson } from '../../../renderer/client/request.ts';
import type { Footprint, ShownUse } from '../../definitions/footprint.ts';
import { postAdmin } from '../requests.ts';
import { checkbox, codeInput, formDialog, group } from './form-dialog.ts';
import { say } from './session.ts';

export interface Target {
  readonly url: string;
  readonly code: string;
  readonly version: number;
}

export async function renameDialog({ url, code, version }: Target): Promise<void> {
  const { uses, procedures, modules, addresses, users } = await footprint(url);
  const input = codeInput(code);
  const rewrite = checkbox({ id: 'rename-uses', text: say('rewriteUses', { count: uses.length }), checked: true });
  const keep = checkbox({ id: 'rename-address', text: say('keepAddress'), checked: true });
  const names = procedures.map((name) => ({ name, to: element('code') }));
  const drawNames = (): void => {
    for (const { name, to } of names) to.textContent = name.replace('{code}', input.value);
  };
  input.addEventListener('input', drawNames);
  drawNames();
  const procedureItems = names.map(({ name, to }) => element('li', {}, element('code', {}, name.replace('{code}', code)), ' → ', to));
  formDialog({
    title: say('renameTitle', { code }),
    submit: say('rename'),
    code: input,
    fields: [
      group('new-code', say('newCode'), input),
      uses.length === 0 ? element('p', {}, say('notUsed')) : section(rewrite.root, usesList(uses)),
      ...(addresses.length === 0 ? [] : [section(keep.root, list(addresses.map((address) => element('li', { class: 'mono' }, address))))]),
      ...(users === 0 ? [] : [element('p', {}, say('roleUsers', { count: users }))]),
      ...told(say('renamedProcedures', { count: names.length }), procedureItems),
      ...told(say('mentioningModules', { count: modules.length }), modules.map(moduleItem)),
    ],
    send: (trigger) =>
      postAdmin(
        `${url}/rename`,
        { code: input.value, version, rewrite: rewrite.input.checked, keepAddress: keep.input.checked },
        { trigger },
      ),
  });
}

export async function deleteDialog({ url, code, version }: Target): Promise<void> {
  const { uses, procedures, modules, users } = await footprint(url);
  const anyway = checkbox({ id: 'delete-anyway', text: say('deleteAnyway'), required: uses.length > 0 });
  const comment = element('input', { class: 'form-control', id: 'delete-comment', maxlength: 1000 });
  const names = procedures.map((name) => moduleItem(name.replace('{code}', code)));
  formDialog({
    title: say('deleteTitle', { code }),
    submit: say('delete'),
    isDangerous: true,
    fields: [
      uses.length === 0
        ? element('p', {}, say('notUsed'))
        : section(element('p', { class: 'mb-1' }, say('usedInDelete', { count: uses.length })), usesList(uses), anyway.root),
      ...(users === 0 ? [] : [element('p', {}, say('roleUsersLose', { count: users }))]),
      ...told(say('deletedProcedures', { count: names.length }), names),
      ...told(say('mentioningModules', { count: modules.length }), modules.map(moduleItem)),
      element('p', { class: 'muted' }, say('deleteHint')),
      group('delete-comment', `${say('comment')} ${say('optional')}`, comment),
    ],
    send: (trigger) => postAdmin(`${url}/delete`, { version, comment: comment.value, anyway: anyway.input.checked }, { trigger }),
  });
}

async function footprint(url: string): Promise<Footprint> {
  const { data } = await getJson<{ data: Footprint }>(`${url}/uses`);
  return data;
}

function usesList(uses: readonly ShownUse[]): HTMLElement {
  return list(
    uses.map(({ kind, code, pointer, url }) => {
      const name = `${kind} ${code}`;
      const place = url === undefined ? name : element('a', { href: `${url}?at=${encodeURIComponent(pointer)}`, target: '_blank' }, name);
      return element('li', {}, place, ' ', element('span', { class: 'mono muted' }, pointer));
    }),
  );
}

function moduleItem(name: string): HTMLElement {
  const [schema = 'dbo', ...rest] = name.split('.');
  const href = `/admin/workshop/module/${encodeURIComponent(schema)}/${encodeURIComponent(rest.join('.'))}`;
  return element('li', {}, element('a', { class: 'mono', href, target: '_blank' }, name));
}

function told(text: string, items: readonly HTMLElement[]): HTMLElement[] {
  return items.length === 0 ? [] : [section(element('p', { class: 'mb-1' }, text), list(items))];
}

function list(items: readonly HTMLElement[]): HTMLElement {
  return element('ul', { class: 'editor-uses' }, ...items);
}

function section(...parts: HTMLElement[]): HTMLElement {
  return element('div', { class: 'form-group' }, ...parts);
}
