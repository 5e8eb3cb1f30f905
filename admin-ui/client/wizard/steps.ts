// How a wizard goes: step by step, each checked by the server before the next; the last one shows the plan, and running it shows the result.

import { post } from '../../../renderer/client/request.ts';
import { element } from '../../../renderer/client/element.ts';
import { showToast } from '../../../renderer/client/toast.ts';
import type { ShownFailure, ShownFinding, ShownPlan } from '../../wizard/answer.ts';
import { postAdmin } from '../requests.ts';
import { clearFindings, placeFindings, remark } from './places.ts';
import type { FindPlace } from './places.ts';
import { showReview } from './review.ts';
import type { Review } from './review.ts';
import { sayWizard } from './texts.ts';

export interface WizardOptions {
  /** `/admin/wizard/object`. */
  readonly url: string;
  read(): object;
  readonly find: FindPlace;
  /** Called with each plan: other data of the answer may change the page. */
  planned?(data: Readonly<Record<string, unknown>>): void;
  /** Sent along when it runs. */
  more?(review: Review | undefined): object;
  /** What is said when it is done. */
  result(data: Readonly<Record<string, unknown>>): HTMLElement;
}

const PAUSE = 500;

export interface Wizard {
  /** Something changed without an event. */
  changed(): void;
}

export function startSteps(root: HTMLElement, options: WizardOptions): Wizard {
  const form = one(root, '[data-wizard]');
  const panels = [...root.querySelectorAll<HTMLElement>('[data-panel]')];
  const marks = [...root.querySelectorAll<HTMLElement>('[data-step]')];
  const [back, next, apply] = [one(root, '[data-back]'), one(root, '[data-next]'), one(root, '[data-apply]')];
  const summary = one(root, '[data-summary]');
  const last = panels.length - 1;
  let at = 0;
  /** Furthest panel whose remarks are shown. */
  let tried = -1;
  let plan: ShownPlan | undefined;
  let review: Review | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asked = 0;

  async function ask(isQuiet: boolean): Promise<ShownPlan | undefined> {
    const turn = ++asked;
    const answer = await post(
      `${options.url}/plan`,
      { spec: options.read() },
      { isQuiet, keepCommands: true, trigger: isQuiet ? undefined : next },
    );
    const data = (answer.data ?? {}) as { plan?: ShownPlan };
    if (turn !== asked || data.plan === undefined) return undefined;
    plan = data.plan;
    options.planned?.(data);
    return plan;
  }

  /** Shows what is known of the panels that were tried; answers the first panel with an error, and how many there are. */
  function showFindings(findings: readonly ShownFinding[]): { panel: number; count: number } {
    clearFindings(form);
    const shown = findings.filter((finding) => panelOf(finding) <= tried);
    const homeless = placeFindings(shown, options.find);
    summary.replaceChildren(...homeless.filter(({ severity }) => severity === 'error').map((finding) => remark(finding)));
    const errors = shown.filter(({ severity }) => severity === 'error');
    const first = Math.min(...errors.map(panelOf), panels.length);
    if (errors.length > 0) summary.prepend(element('span', {}, sayWizard('problems', { count: errors.length })));
    return { panel: first, count: errors.length };
  }

  function panelOf({ place }: ShownFinding): number {
    const panel = options.find(place)?.closest<HTMLElement>('[data-panel]');
    return panel === null || panel === undefined ? 0 : panels.indexOf(panel);
  }

  function show(to: number): void {
    at = to;
    for (const [index, panel] of panels.entries()) panel.hidden = index !== to;
    for (const [index, mark] of marks.entries()) {
      mark.classList.toggle('is-current', index === to);
      mark.classList.toggle('is-done', index < to);
      if (index === to) mark.setAttribute('aria-current', 'step');
      else mark.removeAttribute('aria-current');
    }
    back.hidden = to === 0;
    next.hidden = to === last;
    next.textContent = sayWizard(to === last - 1 ? 'review' : 'next');
    apply.hidden = to !== last;
    root.querySelector<HTMLElement>(`[data-panel="${panels[to]?.dataset.panel ?? ''}"] h2`)?.focus({ preventScroll: true });
    scrollTo(0, 0);
  }

  function openReview(shown: ShownPlan): void {
    review?.destroy();
    review = showReview(one(root, '[data-review]'), shown);
  }

  function focusFirst(): void {
    const control = panels[at]?.querySelector<HTMLElement>('.is-invalid') ?? panels[at]?.querySelector<HTMLElement>('.wizard-error');
    if (control === null || control === undefined) return;
    if (!control.matches('input, select, textarea')) control.tabIndex = -1;
    control.focus();
  }

  async function forward(): Promise<void> {
    // An answer to earlier typing must not overtake this one.
    clearTimeout(timer);
    const got = await ask(false);
    if (got === undefined) return;
    tried = Math.max(tried, at);
    const { panel } = showFindings(got.findings);
    if (panel < panels.length) {
      if (panel !== at) show(panel);
      focusFirst();
      return;
    }
    summary.replaceChildren();
    if (at + 1 === last) openReview(got);
    show(at + 1);
  }

  async function run(): Promise<void> {
    if (plan === undefined) return;
    const answer = await postAdmin(
      `${options.url}/apply`,
      { spec: options.read(), stamp: plan.stamp, ...options.more?.(review) },
      { trigger: apply, keepCommands: true },
    );
    const data = (answer.data ?? {}) as { plan?: ShownPlan; failure?: ShownFailure } & Record<string, unknown>;
    if (answer.ok) return done(data);
    if (data.failure !== undefined) return review?.showFailure(data.failure);
    if (data.plan === undefined) {
      if (answer.error !== undefined && answer.error.code !== 'passwordNeeded') showToast({ kind: 'danger', text: answer.error.text });
      return;
    }
    plan = data.plan;
    showToast({ kind: 'warning', text: sayWizard('planChanged') });
    const { panel } = showFindings(plan.findings);
    if (panel < panels.length) return show(panel);
    openReview(plan);
  }

  function done(data: Readonly<Record<string, unknown>>): void {
    const holder = one(root, '[data-result]');
    review?.destroy();
    form.hidden = true;
    holder.hidden = false;
    holder.replaceChildren(options.result(data));
    const heading = holder.querySelector<HTMLElement>('h2');
    if (heading !== null) heading.tabIndex = -1;
    heading?.focus();
  }

  function changed(): void {
    clearTimeout(timer);
    if (tried < 0 || at === last || next.getAttribute('aria-busy') === 'true') return;
    timer = setTimeout(async () => {
      const got = await ask(true).catch(() => undefined);
      if (got !== undefined) showFindings(got.findings);
    }, PAUSE);
  }

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (at < last) void forward();
  });
  form.addEventListener('input', changed);
  form.addEventListener('change', changed);
  back.addEventListener('click', () => show(at - 1));
  apply.addEventListener('click', () => void run());
  // Until now nobody would have answered.
  next.removeAttribute('disabled');
  return { changed };
}

/** The value of an input by its name. */
export function valueIn(root: ParentNode, name: string): string {
  return root.querySelector<HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement>(`[data-name="${name}"]`)?.value.trim() ?? '';
}

export function one(root: ParentNode, selector: string): HTMLElement {
  const found = root.querySelector<HTMLElement>(selector);
  if (found === null) throw new Error(`the wizard has no ${selector}`);
  return found;
}

export function input(root: ParentNode, name: string): HTMLInputElement {
  const found = root.querySelector<HTMLInputElement>(`[data-name="${name}"]`);
  if (found === null) throw new Error(`the wizard has no ${name}`);
  return found;
}

/** The code of a wizard follows the names until somebody writes one; `change` makes the proposal. */
export function follow(
  root: HTMLElement,
  { code, names, propose }: { code: string; names: readonly string[]; propose: () => string },
): void {
  const target = input(root, code);
  let isOwn = target.value !== '';
  target.addEventListener('input', () => {
    isOwn = target.value !== '';
  });
  const fill = (): void => {
    if (!isOwn) target.value = propose();
  };
  for (const name of names) input(root, name).addEventListener('input', fill);
  // Somebody may have typed before this script was there.
  fill();
}

export interface ResultLink {
  readonly text: string;
  readonly url: string;
}

/** What is said when something was made: its name, where to go, further parts. */
export function resultCard({
  title,
  lead,
  links,
  more = [],
}: {
  title: string;
  lead?: string;
  links: readonly ResultLink[];
  more?: readonly HTMLElement[];
}): HTMLElement {
  return element(
    'div',
    { class: 'card wizard-result' },
    element(
      'div',
      { class: 'card-body' },
      element('h2', {}, title),
      lead === undefined ? null : element('p', {}, lead),
      ...more,
      element(
        'div',
        { class: 'cluster' },
        ...links.map(({ text, url }, index) =>
          element('a', { class: `btn ${index === 0 ? 'btn-primary' : 'btn-outline-secondary'}`, href: url }, text),
        ),
      ),
    ),
  );
}
