// The buttons of a status: a question or a comment first where the definition wants one, or a form whose saving makes the step.

import { activateRecord } from './record-dialog.ts';
import { post } from './request.ts';
import { startAutoRefresh } from './auto-refresh.ts';

/** Activates one status component. */
export function activateEntity(root: HTMLElement): void {
  startAutoRefresh(root);
  root.addEventListener('click', (event) => {
    const button = event.target instanceof Element ? event.target.closest<HTMLButtonElement>('[data-transition]') : null;
    if (button !== null && button.getAttribute('aria-busy') !== 'true') void press(root, button).catch(() => {});
  });
}

async function press(root: HTMLElement, button: HTMLButtonElement): Promise<void> {
  const { transition = '', to = '', comment = 'none', commentTitle = '', confirm, form } = button.dataset;
  const { code = '', itemid = '', version = '' } = root.dataset;
  const asked = await activateRecord({
    title: confirm ?? button.textContent?.trim() ?? '',
    action: button.textContent?.trim() ?? '',
    needsQuestion: confirm !== undefined,
    comment: comment === 'required' || comment === 'optional' ? comment : 'none',
    commentTitle,
    isDangerous: button.matches('.btn-danger, .btn-outline-danger'),
    form: form === undefined ? undefined : { code: form, itemID: itemid, params: { entity: code, to } },
  });
  if (asked === undefined) return;
  const params = Object.fromEntries(new URL(root.dataset.src ?? '', location.href).searchParams);
  await post(
    `/c/entity/${encodeURIComponent(code)}/change`,
    { itemID: itemid, params, to, transition, from: version, comment: asked.comment },
    { trigger: button },
  );
}
