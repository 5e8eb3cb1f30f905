// The browser's part of a chat: Enter sends, an own message is shown at once and can be sent again, others' arrive by the stream, older ones
// come when one scrolls up. All markup of messages is the server's; only a message that is on its way is made here, as text.

import { chat as en } from '../locales/en/chat.ts';
import { chat as ru } from '../locales/ru/chat.ts';
import { confirmAction } from './confirm.ts';
import { element, parseMarkup } from './element.ts';
import { onServerEvent, onTopics } from './live.ts';
import { getFragment, post } from './request.ts';
import { fill, pick } from './texts.ts';
import { showToast } from './toast.ts';

type Texts = typeof en;
const catalogue: Readonly<Record<string, string>> = pick<Texts>(en, ru);
const say = (key: keyof Texts, params?: Readonly<Record<string, string>>): string => fill(catalogue, key, params);

interface Waiting {
  readonly text: string;
  readonly key: string;
  readonly replyTo: string | undefined;
  readonly files: readonly string[];
}

interface ChosenFile {
  readonly id: string;
  readonly name: string;
}

const NEAR_END = 80;
const LARGEST_FIELD = 160;

export function activateChat(root: HTMLElement): void {
  const part = <Found extends HTMLElement>(name: string): Found | null => root.querySelector<Found>(`[data-chat="${name}"]`);
  const log = part('log');
  if (log === null) return;
  const form = part<HTMLFormElement>('form');
  const field = form?.querySelector('textarea') ?? null;
  const context = part('context');
  const base = `/c/chat/${encodeURIComponent(root.dataset.code ?? '')}`;
  const itemID = root.dataset.itemid ?? '';
  const params = Object.fromEntries(new URL(root.dataset.src ?? '', location.href).searchParams);
  let replyTo: string | undefined;
  let editing: string | undefined;
  let files: ChosenFile[] = [];
  let isLoadingOlder = false;
  let catching: Promise<void> | undefined;
  let marked = 0;
  const body = (more: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> => ({ itemID, params, ...more });
  const address = (reading: string, query: Readonly<Record<string, string>>): string =>
    `${base}/${reading}?${new URLSearchParams({ ...params, itemID, ...query })}`;
  const messageOf = (id: string | number): HTMLElement | null =>
    log.querySelector<HTMLElement>(`.chat-message[data-id="${CSS.escape(String(id))}"]`);
  const lastID = (): number =>
    Math.max(0, ...[...log.querySelectorAll<HTMLElement>('.chat-message[data-id]')].map((one) => Number(one.dataset.id)));
  const isAtEnd = (): boolean => log.scrollHeight - log.scrollTop - log.clientHeight < NEAR_END;
  const toEnd = (): void => {
    log.scrollTop = log.scrollHeight;
  };

  log.style.maxHeight = `${Number(root.dataset.height ?? 420)}px`;
  const fresh = part('new');
  if (fresh === null) toEnd();
  else log.scrollTop = fresh.offsetTop - log.offsetTop - 16;

  /** Says that everything shown has been seen, when it really is on the screen. */
  const mark = (): void => {
    const id = lastID();
    if (id === 0 || id === marked || document.visibilityState === 'hidden' || !isAtEnd()) return;
    marked = id;
    post(`${base}/read`, body({ id }), { isQuiet: true }).catch(() => {
      marked = 0;
    });
  };

  /** Puts arrived messages at the end, each once, and keeps their order with those that are on their way. */
  const append = (markup: string, isOwn: boolean): void => {
    const stays = !isOwn && !isAtEnd();
    const fragment = parseMarkup(markup);
    for (const message of fragment.querySelectorAll<HTMLElement>('.chat-message[data-id]'))
      if (messageOf(message.dataset.id ?? '') !== null) message.remove();
    if (fragment.querySelector('.chat-message') === null) return;
    dropDoubleDays([...log.querySelectorAll<HTMLElement>('[data-day]')].at(-1)?.dataset.day, fragment);
    part('empty')?.remove();
    log.insertBefore(fragment, log.querySelector('.chat-message.is-sending, .chat-message.is-failed'));
    if (!stays) toEnd();
    mark();
  };

  const catchUp = (): Promise<void> => {
    catching = (catching ?? Promise.resolve()).then(async () => {
      try {
        append(await getFragment(address('since', { after: String(lastID()) }), { isQuiet: true }), false);
      } catch {
        // The next event asks again.
      }
    });
    return catching;
  };

  const reload = async (id: string | number): Promise<void> => {
    const shown = messageOf(id);
    if (shown === null) return;
    try {
      const message = parseMarkup(await getFragment(address('message', { id: String(id) }), { isQuiet: true })).querySelector(
        '.chat-message',
      );
      if (message !== null) shown.replaceWith(message);
    } catch {
      // It stays as it was.
    }
  };

  const loadOlder = async (): Promise<void> => {
    const button = part('older');
    const first = log.querySelector<HTMLElement>('.chat-message[data-id]');
    if (isLoadingOlder || button === null || first === null) return;
    isLoadingOlder = true;
    button.setAttribute('aria-busy', 'true');
    try {
      const fragment = parseMarkup(await getFragment(address('older', { before: first.dataset.id ?? '' })));
      const height = log.scrollHeight;
      if (fragment.querySelector('.chat-message') === null) return button.remove();
      const lastDay = [...fragment.querySelectorAll<HTMLElement>('[data-day]')].at(-1)?.dataset.day;
      const ownDay = log.querySelector<HTMLElement>('[data-day]');
      if (ownDay !== null && ownDay.dataset.day === lastDay) ownDay.remove();
      button.after(fragment);
      log.scrollTop += log.scrollHeight - height;
    } catch {
      // The request module has told it.
    } finally {
      isLoadingOlder = false;
      button.removeAttribute('aria-busy');
    }
  };

  const setContext = (text: string | undefined): void => {
    if (context === null) return;
    context.hidden = text === undefined;
    const words = context.querySelector('span');
    if (words !== null) words.textContent = text ?? '';
  };
  const forget = (): void => {
    replyTo = undefined;
    editing = undefined;
    setContext(undefined);
  };
  const grow = (): void => {
    if (field === null) return;
    field.style.height = '';
    field.style.height = `${Math.min(field.scrollHeight + 2, LARGEST_FIELD)}px`;
  };

  const showChosen = (): void => {
    const chosen = part('chosen');
    if (chosen === null) return;
    chosen.hidden = files.length === 0;
    chosen.replaceChildren(
      ...files.map(({ id, name }) => {
        const button = element('button', { type: 'button', class: 'close', 'aria-label': say('removeFile', { name }) }, '×');
        button.addEventListener('click', () => {
          files = files.filter((file) => file.id !== id);
          showChosen();
          field?.focus();
        });
        return element('span', { class: 'chat-file' }, name, button);
      }),
    );
  };
  const upload = async (list: Iterable<File>): Promise<void> => {
    const draft = newKey();
    const resource = root.dataset.attachments ?? '';
    for (const file of list) {
      const data = new FormData();
      data.append('file', file);
      try {
        const answer = await post(`/c/resource/${encodeURIComponent(resource)}/upload?${new URLSearchParams({ itemID, draft })}`, data);
        const { id } = (answer.data ?? {}) as { id?: string };
        if (answer.ok && id !== undefined) files = [...files, { id, name: file.name }];
      } catch {
        showToast({ kind: 'danger', text: say('uploadFailed', { name: file.name }) });
      }
      showChosen();
    }
  };

  const send = async (message: Waiting, shown: HTMLElement): Promise<void> => {
    shown.className = 'chat-message is-mine is-sending';
    setState(shown, say('sending'));
    try {
      const answer = await post(`${base}/send`, body({ ...message }));
      const { id, withDay } = (answer.data ?? {}) as { id?: string; withDay?: string };
      if (!answer.ok || id === undefined) throw new Error('refused');
      shown.remove();
      append(withDay ?? '', true);
    } catch {
      shown.className = 'chat-message is-mine is-failed';
      const retry = element('button', { type: 'button', class: 'btn btn-link btn-sm' }, say('retry'));
      retry.addEventListener('click', () => void send(message, shown));
      setState(shown, say('notSent'), retry);
    }
  };
  const sendNew = (text: string): void => {
    const message: Waiting = { text, key: newKey(), replyTo, files: files.map(({ id }) => id) };
    const names = files.map(({ name }) => name).join(', ');
    const shown = element(
      'article',
      { class: 'chat-message is-mine is-sending' },
      element('span', { class: 'chat-author' }),
      element('div', { class: 'chat-bubble' }, element('p', { class: 'chat-plain' }, text || names)),
    );
    part('empty')?.remove();
    log.append(shown);
    toEnd();
    files = [];
    showChosen();
    forget();
    void send(message, shown);
  };
  const saveEdit = async (id: string, text: string): Promise<void> => {
    const answer = await post(`${base}/edit`, body({ id, text })).catch(() => undefined);
    const { html } = (answer?.data ?? {}) as { html?: string };
    if (answer?.ok !== true) return;
    const message = parseMarkup(html ?? '').firstElementChild;
    if (message !== null) messageOf(id)?.replaceWith(message);
    forget();
  };
  const submit = (): void => {
    if (field === null) return;
    const text = field.value.trim();
    if (text === '' && (files.length === 0 || editing !== undefined)) return field.focus();
    field.value = '';
    grow();
    field.focus();
    if (editing === undefined) sendNew(text);
    else void saveEdit(editing, text);
  };

  const act = async (button: HTMLElement): Promise<void> => {
    const message = button.closest<HTMLElement>('.chat-message');
    const id = message?.dataset.id;
    switch (button.dataset.chat) {
      case 'older':
        return loadOlder();
      case 'attach':
        return part('files')?.click();
      case 'cancel':
        if (editing !== undefined && field !== null) field.value = '';
        forget();
        return field?.focus();
      case 'reply':
        forget();
        replyTo = id;
        setContext(say('replyTo', { author: message?.dataset.author ?? '' }));
        return field?.focus();
      case 'edit':
        if (field === null || message === null) return;
        forget();
        editing = id;
        field.value = message.dataset.text ?? '';
        setContext(say('editing'));
        grow();
        return field.focus();
      case 'delete':
        if (!(await confirmAction({ title: say('deleteTitle'), text: say('deleteText'), confirm: say('delete'), isDangerous: true })))
          return;
        await post(`${base}/delete`, body({ id }), { trigger: button }).catch(() => {});
        return reload(id ?? '');
    }
  };

  root.addEventListener('click', (event) => {
    const button = event.target instanceof Element ? event.target.closest<HTMLElement>('button[data-chat]') : null;
    if (button !== null) void act(button);
  });
  form?.addEventListener('submit', (event) => {
    event.preventDefault();
    submit();
  });
  field?.addEventListener('input', grow);
  field?.addEventListener('keydown', (event) => {
    // While a word is being composed Enter belongs to the input method.
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      submit();
    } else if (event.key === 'Escape' && (replyTo !== undefined || editing !== undefined)) {
      event.preventDefault();
      if (editing !== undefined) field.value = '';
      forget();
    }
  });
  const input = part<HTMLInputElement>('files');
  input?.addEventListener('change', () => {
    void upload([...(input.files ?? [])]);
    input.value = '';
  });
  log.addEventListener('scroll', () => {
    if (log.scrollTop < NEAR_END) void loadOlder();
    mark();
  });
  document.addEventListener('visibilitychange', mark);

  onTopics(root, 'chat', (detail) => {
    const { kind, id, isMine } = (detail ?? {}) as { kind?: string; id?: number; isMine?: boolean };
    if (kind === 'message') void catchUp();
    else if (kind === 'changed') void reload(id ?? 0);
    else if (kind === 'read' && isMine !== true) showRead(log, id ?? 0);
  });
  for (const name of ['resumed', 'listening']) {
    const end = onServerEvent(name, () => {
      if (root.isConnected) void catchUp();
      else end();
    });
  }
  mark();
}

function showRead(log: HTMLElement, upTo: number): void {
  for (const message of log.querySelectorAll<HTMLElement>('.chat-message.is-mine[data-id]')) {
    const sign = message.querySelector<HTMLElement>('.chat-read');
    if (sign !== null && Number(message.dataset.id) <= upTo) sign.hidden = false;
  }
}

function setState(message: HTMLElement, text: string, button?: HTMLElement): void {
  message.querySelector('.chat-author')?.replaceChildren(text, ...(button === undefined ? [] : [' ', button]));
}

function dropDoubleDays(lastDay: string | undefined, fragment: DocumentFragment): void {
  const first = fragment.querySelector<HTMLElement>('[data-day]');
  if (first !== null && first.dataset.day === lastDay) first.remove();
}

/** Also where the page is not a secure context. */
function newKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
