// Buttons that call a procedure of the solution: `<button class="as-request" data-code="…" data-param-x="…" data-confirm="…">`. The answer's
// commands are carried out; its data goes with the event `request:done`.

import { paramsOf } from './activate.ts';
import { confirmAction } from './confirm.ts';
import { post } from './request.ts';

export async function runRequest(button: HTMLElement): Promise<void> {
  const { code = '', itemid = '', confirm } = button.dataset;
  const action = button.textContent?.trim() || undefined;
  if (
    confirm &&
    !(await confirmAction({
      title: confirm,
      confirm: action,
      isDangerous: button.matches('.btn-danger, .btn-outline-danger, .text-danger'),
    }))
  )
    return;
  const answer = await post(`/rq/${encodeURIComponent(code)}`, { itemID: itemid, params: paramsOf(button) }, { trigger: button });
  button.dispatchEvent(new CustomEvent('request:done', { detail: answer, bubbles: true }));
}
