// A form that its page shows only when somebody asks for it: in the preview it is opened as that page would open it.

import { linkedForm } from '../../../renderer/client/modal.ts';
import type { FormDialog, openForm } from '../../../renderer/client/modal.ts';

type Cabinet = Window & { readonly peregrine?: { readonly openForm: typeof openForm } };

/** How long the scripts of the page may take to start. */
const STARTS_WITHIN_MS = 10_000;

/** Opens the form in the frame's page unless it stands there. */
export async function showForm(frame: HTMLIFrameElement, code: string): Promise<void> {
  const page = frame.contentDocument;
  const cabinet = frame.contentWindow as Cabinet | null;
  if (page === null || cabinet === null || !(await isStarted(page)) || frame.contentDocument !== page) return;
  if (page.querySelector(`[data-kind="form"][data-code="${CSS.escape(code)}" i]`) !== null) return;
  await cabinet.peregrine?.openForm(formOfPage(page, code));
}

/** As the page's own link says, or a table for its first record; else a new record. */
function formOfPage(page: Document, code: string): FormDialog {
  const link = page.querySelector<HTMLElement>(`.as-form-modal[data-code="${CSS.escape(code)}" i]`);
  if (link !== null) return linkedForm(link);
  for (const menu of page.querySelectorAll<HTMLTemplateElement>('template[data-row-menu-items]')) {
    const edit = menu.content.querySelector<HTMLElement>(`[data-item="edit"][data-form="${CSS.escape(code)}" i]`);
    const itemID = menu.parentElement?.querySelector<HTMLElement>('[data-id]')?.dataset.id;
    if (edit === null || itemID === undefined) continue;
    const { mode, title, params } = edit.dataset;
    return {
      code,
      itemID,
      title,
      size: mode === 'big' || mode === 'slideout' ? mode : undefined,
      params: params === undefined ? undefined : (JSON.parse(params) as Record<string, string>),
    };
  }
  return { code };
}

/** Whether the scripts of the page listen before the time is up. */
function isStarted({ documentElement }: Document): Promise<boolean> {
  return new Promise((resolve) => {
    const end = (found: boolean): void => {
      watcher.disconnect();
      clearTimeout(timer);
      resolve(found);
    };
    const look = (): void => {
      if (documentElement.hasAttribute('data-activated')) end(true);
    };
    const watcher = new MutationObserver(look);
    const timer = setTimeout(() => end(false), STARTS_WITHIN_MS);
    watcher.observe(documentElement, { attributes: true });
    look();
  });
}
