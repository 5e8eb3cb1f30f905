// Parts of a form that are not all seen at once: tabs, foldable sections, branches of trees, and the steps of a wizard.

import type { ActionResponse } from '../../commands.ts';
import { clearErrors, sayForm } from './errors.ts';

/** Opens whatever hides a field: its tab, its step, its folded section. */
export function reveal(root: HTMLElement, field: HTMLElement): void {
  const panel = field.closest<HTMLElement>('[data-panel]');
  if (panel?.getAttribute('role') === 'tabpanel')
    openTab(root, root.querySelector<HTMLElement>(`[aria-controls="${CSS.escape(panel.id)}"]`));
  else if (panel) showStep(root, panel);
  const fold = field.closest<HTMLElement>('.form-section')?.querySelector<HTMLElement>('[data-form-do="fold"][aria-expanded="false"]');
  if (fold) toggleFold(fold);
}

export function openTab(root: HTMLElement, tab: HTMLElement | null): void {
  if (tab === null) return;
  for (const other of root.querySelectorAll<HTMLElement>('[role="tab"]')) {
    const isOpen = other === tab;
    other.classList.toggle('active', isOpen);
    other.setAttribute('aria-selected', String(isOpen));
    other.tabIndex = isOpen ? 0 : -1;
    const panel = document.getElementById(other.getAttribute('aria-controls') ?? '');
    if (panel !== null) panel.hidden = !isOpen;
  }
}

/** Arrows, Home and End move between tabs. */
export function tabKey(root: HTMLElement, event: KeyboardEvent): void {
  const tabs = [...root.querySelectorAll<HTMLElement>('[role="tab"]')].filter((tab) => tab.closest('[hidden]') === null);
  const here = tabs.indexOf(event.target as HTMLElement);
  if (here < 0) return;
  const to = { ArrowRight: (here + 1) % tabs.length, ArrowLeft: (here - 1 + tabs.length) % tabs.length, Home: 0, End: tabs.length - 1 }[
    event.key
  ];
  const tab = to === undefined ? undefined : tabs[to];
  if (tab === undefined) return;
  event.preventDefault();
  openTab(root, tab);
  tab.focus();
}

export function toggleFold(button: HTMLElement): void {
  const isOpen = button.getAttribute('aria-expanded') !== 'true';
  button.setAttribute('aria-expanded', String(isOpen));
  const body = document.getElementById(button.getAttribute('aria-controls') ?? '');
  if (body !== null) body.hidden = !isOpen;
}

export function toggleBranch(button: HTMLElement): void {
  const isOpen = button.getAttribute('aria-expanded') !== 'true';
  button.setAttribute('aria-expanded', String(isOpen));
  const [, name = ''] = /: (.*)$/.exec(button.getAttribute('aria-label') ?? '') ?? [];
  button.setAttribute('aria-label', `${sayForm(isOpen ? 'collapse' : 'expand')}: ${name}`);
  const children = button.parentElement?.querySelector<HTMLElement>(':scope > div');
  if (children) children.hidden = !isOpen;
}

/** Shows the buttons and marks that belong to the step that is open now. */
export function showStep(root: HTMLElement, panel: HTMLElement | undefined): void {
  const steps = stepsOf(root);
  const open = panel ?? steps[0];
  if (open === undefined) return;
  for (const step of steps) step.hidden = step !== open;
  const shown = steps.filter((step) => markOf(root, step)?.hidden !== true);
  const at = shown.indexOf(open);
  for (const step of steps) {
    const mark = markOf(root, step);
    const isCurrent = step === open;
    mark?.classList.toggle('is-current', isCurrent);
    mark?.classList.toggle('is-done', shown.indexOf(step) >= 0 && shown.indexOf(step) < at);
    if (isCurrent) mark?.setAttribute('aria-current', 'step');
    else mark?.removeAttribute('aria-current');
  }
  const isLast = at === shown.length - 1;
  toggle(root, '[data-form-do="back"]', at <= 0);
  toggle(root, '[data-form-do="next"]', isLast);
  toggle(root, 'button[type="submit"]', !isLast);
  const next = root.querySelector<HTMLElement>('[data-form-do="next"]');
  const words = next?.querySelector('span');
  if (next && words) words.textContent = open.dataset.nextText ?? next.dataset.nextText ?? '';
}

/** Goes to the next or the step before; going on asks the server first when the step wants it. */
export async function moveStep(root: HTMLElement, by: 1 | -1, check: (step: string) => Promise<ActionResponse>): Promise<void> {
  const shown = stepsOf(root).filter((step) => markOf(root, step)?.hidden !== true);
  const at = shown.findIndex((step) => !step.hidden);
  const current = shown[at];
  const target = shown[at + by];
  if (current === undefined || target === undefined) return;
  if (by > 0 && current.dataset.checked !== undefined && !(await check(current.dataset.panel ?? '')).ok) return;
  clearErrors(root);
  showStep(root, target);
  target.querySelector<HTMLElement>('h3')?.focus();
}

function stepsOf(root: HTMLElement): HTMLElement[] {
  return [...root.querySelectorAll<HTMLElement>('.form-step')];
}

function markOf(root: HTMLElement, step: HTMLElement): HTMLElement | null {
  return root.querySelector<HTMLElement>(`[data-step="${CSS.escape(step.dataset.panel ?? '')}"]`);
}

function toggle(root: HTMLElement, selector: string, isHidden: boolean): void {
  const found = root.querySelector<HTMLElement>(selector);
  if (found !== null) found.hidden = isHidden;
}
