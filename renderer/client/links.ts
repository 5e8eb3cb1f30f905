// Links and buttons of the conventions that work wherever they stand: `as-form-modal`, `as-form-reset`, `as-refresh`, `as-operation`, `as-request`.

import { componentUrl, paramsOf } from './activate.ts';
import { confirmAction } from './confirm.ts';
import { linkedForm, mayLeave, openForm } from './modal.ts';
import { refresh, refreshComponent } from './refresh.ts';
import { post } from './request.ts';
import { runRequest } from './requests.ts';

const links: Readonly<Record<string, (link: HTMLElement) => Promise<unknown>>> = {
  'as-form-modal': openLinkedForm,
  'as-form-reset': resetForm,
  'as-refresh': refreshTargets,
  'as-operation': runOperation,
  'as-request': runRequest,
};
const SELECTOR = Object.keys(links)
  .map((name) => `.${name}`)
  .join(', ');

/** Starts listening; once for a page. */
export function startLinks(): void {
  document.addEventListener('click', (event) => {
    const link = linkAt(event.target);
    if (link === undefined || event.defaultPrevented) return;
    event.preventDefault();
    follow(link);
  });
  document.addEventListener('keydown', (event) => {
    const link = linkAt(event.target);
    if (link === undefined || event.target !== link || link.matches('button, a[href]') || (event.key !== 'Enter' && event.key !== ' '))
      return;
    event.preventDefault();
    follow(link);
  });
}

function linkAt(target: EventTarget | null): HTMLElement | undefined {
  return (target instanceof Element && target.closest<HTMLElement>(SELECTOR)) || undefined;
}

function follow(link: HTMLElement): void {
  if (link.getAttribute('aria-busy') === 'true' || link.matches('[disabled], .disabled')) return;
  const name = Object.keys(links).find((candidate) => link.classList.contains(candidate));
  const run = name === undefined ? undefined : links[name];
  run?.(link).catch((error: unknown) => console.error(error));
}

function openLinkedForm(link: HTMLElement): Promise<unknown> {
  return openForm(linkedForm(link));
}

async function resetForm(link: HTMLElement): Promise<void> {
  const { code, target } = link.dataset;
  const form =
    target || code ? document.getElementById(target?.replace(/^#/, '') ?? `as-form-${code}`) : link.closest<HTMLElement>('.as-form');
  if (form !== null && (await mayLeave(form))) await refreshComponent(form);
}

async function refreshTargets(link: HTMLElement): Promise<void> {
  const { target } = link.dataset;
  if (target) return refresh(target);
  const around = link.closest<HTMLElement>('.as-component[data-src]');
  if (around !== null) await refreshComponent(around);
}

/** `data-operation` of the component named by `data-kind` (table) and `data-code`, else of the one around the link. */
async function runOperation(link: HTMLElement): Promise<void> {
  const around = link.closest<HTMLElement>('.as-component');
  const { operation = '', itemid = '', itemids = itemid, confirm } = link.dataset;
  const kind = link.dataset.kind ?? around?.dataset.kind ?? 'table';
  const code = link.dataset.code ?? around?.dataset.code ?? '';
  if (
    confirm &&
    !(await confirmAction({
      title: confirm,
      confirm: link.textContent?.trim() || undefined,
      isDangerous: link.matches('.btn-danger, .text-danger'),
    }))
  )
    return;
  const url = componentUrl(kind, code, {});
  await post(
    `${url}/operation`,
    { operation, ids: itemids.split(',').filter(Boolean), itemID: around?.dataset.itemid ?? '', params: paramsOf(link) },
    { trigger: link },
  );
}
