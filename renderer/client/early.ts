// What a person does before a component's or a screen's script has arrived is not lost: it is kept and done again as soon as that is ready.
// These scripts load on demand, so on a slow line a button is on the screen some time before anything listens to it.
// And what works already is not pressed a second time: a double click opens one window, Enter pressed twice saves once.

import { LINK_CLASSES, whenReady } from './activate.ts';

const PRESSED = 'button, summary, [role=button], [role=tab], [role=menuitem], [data-row-operation]';

/** Watches the whole document; to be started before the components are activated. */
export function startEarly(): void {
  document.addEventListener('click', keepClick, true);
  document.addEventListener('submit', keepSubmit, true);
  for (const type of ['input', 'change']) document.addEventListener(type, keepValue, true);
}

function keepClick(event: Event): void {
  const pressed = event.target instanceof Element ? event.target.closest<HTMLElement>(PRESSED) : null;
  // Links, windows and toggles of the frame are served by the script that is here already.
  if (pressed === null) return;
  if (isBusy(pressed)) return stop(event);
  if (pressed.matches(`${LINK_CLASSES}, a[href], [data-toggle]`)) return;
  const ready = whenReady(pressed);
  if (ready === undefined) return;
  stop(event);
  pressed.setAttribute('aria-busy', 'true');
  void ready.then(() => {
    pressed.removeAttribute('aria-busy');
    if (pressed.isConnected) pressed.click();
  });
}

function keepSubmit(event: Event): void {
  const form = event.target;
  if (!(form instanceof HTMLFormElement)) return;
  const { submitter } = event as SubmitEvent;
  if (submitter !== null && isBusy(submitter)) return stop(event);
  const ready = whenReady(form);
  if (ready === undefined) return;
  stop(event);
  void ready.then(() => {
    if (form.isConnected) form.requestSubmit(submitter);
  });
}

function isBusy(pressed: Element): boolean {
  return pressed.getAttribute('aria-busy') === 'true';
}

function stop(event: Event): void {
  event.preventDefault();
  event.stopImmediatePropagation();
}

/** The value itself stays in its control; only the news of it must come again. */
function keepValue(event: Event): void {
  const control = event.target;
  if (!(control instanceof HTMLElement)) return;
  void whenReady(control)?.then(() => {
    if (control.isConnected) control.dispatchEvent(new Event(event.type, { bubbles: true }));
  });
}
