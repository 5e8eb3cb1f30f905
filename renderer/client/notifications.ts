// The bell: counter and news from the stream, the panel from the server when it is opened.

import { activate } from './activate.ts';
import { onAction } from './actions.ts';
import { element, parseMarkup } from './element.ts';
import { onServerEvent } from './live.ts';
import { refresh } from './refresh.ts';
import { getFragment, post } from './request.ts';
import { say } from './texts.ts';
import { showToast } from './toast.ts';

/** What the stream says about a notification; every part is optional. */
interface News {
  readonly unread?: number;
  readonly text?: string;
  readonly url?: string;
  readonly isUrgent?: boolean;
}

export function startNotifications(): void {
  const holder = document.querySelector<HTMLElement>('[data-notifications]');
  const bell = holder?.querySelector<HTMLElement>('button');
  if (holder == null || bell == null) return;
  onAction('notifications', () => void toggle(holder, bell));
  onServerEvent('notification', (detail) => {
    const { unread, text, url, isUrgent } = (detail ?? {}) as News;
    setUnread(holder, bell, unread ?? Number(holder.dataset.unread ?? 0) + 1);
    if (text)
      showToast({ text, isSticky: isUrgent === true, action: url ? { text: say('open'), run: () => location.assign(url) } : undefined });
    showNews(holder);
  });
  onServerEvent('unread', (detail) => {
    setUnread(holder, bell, Number((detail as News | undefined)?.unread ?? 0));
    showNews(holder);
  });
  onAction('notification-read', (button) => void read(holder, bell, button, '/notifications/read'));
  onAction('notifications-read-all', (button, event) => {
    event.preventDefault();
    void read(holder, bell, button, '/notifications/read-all');
  });
  onServerEvent('refresh', (detail) => void refresh(String((detail as { target?: string } | undefined)?.target ?? '')));
  document.addEventListener('as:unread', (event) => setUnread(holder, bell, Number((event as CustomEvent<News>).detail?.unread ?? 0)));
  document.addEventListener('click', (event) => {
    if (event.target instanceof Node && event.target.isConnected && !holder.contains(event.target)) close(holder, bell);
  });
  holder.addEventListener('keydown', (event) => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') moveFocus(holder, event);
    if (event.key !== 'Escape' || holder.querySelector('.notifications-panel') === null) return;
    close(holder, bell);
    bell.focus();
  });
}

function setUnread(holder: HTMLElement, bell: HTMLElement, unread: number): void {
  holder.dataset.unread = String(unread);
  bell.classList.toggle('top-dot', unread > 0);
  const label = unread > 0 ? say('notificationsNew', { count: unread }) : say('notifications');
  bell.setAttribute('aria-label', label);
  bell.title = label;
}

/** Marks as read; what is shown follows, and so do the other pages by the stream. */
async function read(holder: HTMLElement, bell: HTMLElement, button: HTMLElement, url: string): Promise<void> {
  const { id } = button.dataset;
  try {
    await post(url, id === undefined ? {} : { id }, { trigger: button });
  } catch {
    return;
  }
  await fillPanel(holder);
  const panel = holder.querySelector<HTMLElement>('.notifications-panel');
  if (panel === null) bell.focus();
  else panel.focus();
}

/** Lists that are on the screen take up what is new. */
function showNews(holder: HTMLElement): void {
  void fillPanel(holder);
  // Not under the hands of somebody who reads older pages.
  if (new URLSearchParams(location.search).has('before')) return;
  void refresh('as-notifications');
}

async function fillPanel(holder: HTMLElement): Promise<void> {
  const panel = holder.querySelector<HTMLElement>('.notifications-panel');
  if (panel === null) return;
  try {
    panel.replaceChildren(parseMarkup(await getFragment('/notifications/panel', { isQuiet: true })));
  } catch {
    // What is shown stays.
  }
}

function moveFocus(holder: HTMLElement, event: KeyboardEvent): void {
  const stops = [...holder.querySelectorAll<HTMLElement>('.notifications-panel :is(a, button)')];
  if (stops.length === 0) return;
  event.preventDefault();
  const at = stops.indexOf(document.activeElement as HTMLElement);
  const next = at < 0 ? 0 : (at + (event.key === 'ArrowDown' ? 1 : stops.length - 1)) % stops.length;
  stops[next]?.focus();
}

async function toggle(holder: HTMLElement, bell: HTMLElement): Promise<void> {
  if (holder.querySelector('.notifications-panel') !== null) return close(holder, bell);
  const panel = element(
    'div',
    { class: 'notifications-panel', role: 'dialog', 'aria-label': say('notifications'), tabindex: -1 },
    element('span', { class: 'skeleton skeleton-80' }),
  );
  holder.append(panel);
  bell.setAttribute('aria-expanded', 'true');
  try {
    panel.replaceChildren(parseMarkup(await getFragment('/notifications/panel')));
    await activate(panel);
    panel.focus();
  } catch {
    close(holder, bell);
  }
}

function close(holder: HTMLElement, bell: HTMLElement): void {
  holder.querySelector('.notifications-panel')?.remove();
  bell.setAttribute('aria-expanded', 'false');
}
