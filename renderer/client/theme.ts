// Light, dark or as the system; language. The choice is kept by the server, so the next page comes in it without a flash.

import { onAction } from './actions.ts';
import { post } from './request.ts';

type Theme = 'light' | 'dark' | 'auto';
const root = document.documentElement;
const system = matchMedia('(prefers-color-scheme: dark)');

/** Whether the page is dark now. */
export function isDark(): boolean {
  return root.dataset.theme === 'dark' || (root.dataset.theme !== 'light' && system.matches);
}

export function startTheme(): void {
  onAction('theme', (button) => {
    const { value } = button.dataset;
    choose(value === 'light' || value === 'dark' || value === 'auto' ? value : isDark() ? 'light' : 'dark');
  });
  onAction('lang', (button) => {
    const { value } = button.dataset;
    if (value !== 'en' && value !== 'ru') return;
    void post('/me/preferences', { lang: value }, { trigger: button }).then(
      () => location.reload(),
      () => {},
    );
  });
  system.addEventListener('change', announce);
}

function choose(theme: Theme): void {
  root.dataset.theme = theme;
  for (const button of document.querySelectorAll('[data-do="theme"][data-value]')) {
    button.setAttribute('aria-pressed', String(button.getAttribute('data-value') === theme));
  }
  announce();
  post('/me/preferences', { theme }, { isQuiet: true }).catch(() => {});
}

/** Charts and editors draw with colours of their own and have to draw again. */
function announce(): void {
  document.dispatchEvent(new CustomEvent('as:theme', { detail: { isDark: isDark() } }));
}
