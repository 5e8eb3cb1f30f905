// Posting from the developer's cabinet: what changes data or schema may ask for the password first, and is then sent again.

import type { ActionResponse } from '../../renderer/commands.ts';
import { carryOut } from '../../renderer/client/commands.ts';
import { openDialog } from '../../renderer/client/dialog.ts';
import { element } from '../../renderer/client/element.ts';
import { post } from '../../renderer/client/request.ts';
import type { RequestBody, RequestOptions } from '../../renderer/client/request.ts';
import { sayAdmin } from './texts.ts';

/** As `post`; asks for the password when the server wants it. Closing that question answers as the refusal. */
export async function postAdmin(url: string, body: RequestBody = {}, options: RequestOptions = {}): Promise<ActionResponse> {
  for (;;) {
    const answer = await post(url, body, { ...options, keepCommands: true });
    if (answer.error?.code === 'passwordNeeded') {
      if (await askPassword()) continue;
      return answer;
    }
    if (options.keepCommands !== true) await carryOut(answer.commands, options.trigger);
    return answer;
  }
}

function askPassword(): Promise<boolean> {
  return new Promise((resolve) => {
    let isGiven = false;
    const input = element('input', {
      class: 'form-control',
      type: 'password',
      id: 'admin-password',
      autocomplete: 'current-password',
      required: true,
      'aria-describedby': 'admin-password-error',
    });
    const error = element('div', { class: 'invalid-feedback', id: 'admin-password-error', role: 'alert' });
    const confirm = element('button', { type: 'submit', class: 'btn btn-primary', form: 'admin-password-form' }, sayAdmin('confirm'));
    const form = element(
      'form',
      { id: 'admin-password-form' },
      element('p', {}, sayAdmin('reauthenticate')),
      element('label', { for: 'admin-password' }, sayAdmin('password')),
      input,
      error,
    );
    const dialog = openDialog({
      title: sayAdmin('reauthenticateTitle'),
      size: 'small',
      body: form,
      footer: [confirm],
      onClose: () => resolve(isGiven),
    });
    form.addEventListener('submit', async (event) => {
      event.preventDefault();
      const answer = await post('/admin/reauthenticate', { password: input.value }, { trigger: confirm, keepCommands: true });
      if (answer.ok) {
        isGiven = true;
        dialog.close();
        return;
      }
      const { error: text } = (answer.data ?? {}) as { error?: string };
      input.classList.add('is-invalid');
      input.setAttribute('aria-invalid', 'true');
      error.textContent = text ?? answer.error?.text ?? '';
      input.select();
    });
  });
}
