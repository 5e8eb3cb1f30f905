// Small buttons that any page may have: copy a text, show a password.

import { onAction } from './actions.ts';
import { say } from './texts.ts';
import { showToast } from './toast.ts';

export function startBits(): void {
  onAction('copy', (button) => {
    const text = button.dataset.value ?? document.getElementById(button.dataset.target ?? '')?.textContent ?? '';
    navigator.clipboard.writeText(text).then(
      () => showToast({ kind: 'success', text: say('copied') }),
      () => showToast({ kind: 'danger', text: say('failedPlain') }),
    );
  });
  onAction('show-password', (button) => {
    const field = document.getElementById(button.getAttribute('aria-controls') ?? '') ?? button.parentElement?.querySelector('input');
    if (!(field instanceof HTMLInputElement)) return;
    const isShown = field.type === 'text';
    field.type = isShown ? 'password' : 'text';
    const label = say(isShown ? 'showPassword' : 'hidePassword');
    button.setAttribute('aria-label', label);
    button.title = label;
    button.setAttribute('aria-pressed', String(!isShown));
  });
  onAction('print', () => print());
  onAction('reload', () => location.reload());
}
