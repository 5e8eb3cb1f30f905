// A job: the button that runs it now.

import { post } from './request.ts';

export function activateJob(root: HTMLElement): void {
  root.querySelector<HTMLElement>('[data-job-run]')?.addEventListener('click', (event) => {
    if (!(event.currentTarget instanceof HTMLElement)) return;
    void post(`/c/job/${encodeURIComponent(root.dataset.code ?? '')}/run`, {}, { trigger: event.currentTarget }).catch(() => {});
  });
}
