// Letters about access, put into the outbox. A solution may bring its own text as a mail template of the letter's code; without one our
// own text goes out. Every link starts with BASE_URL, whatever host the request named.

import { html } from '../../renderer/html.ts';
import { formatDateTime, t } from '../../renderer/locale.ts';
import type { Lang } from '../../renderer/locale.ts';
import type { App } from '../app.ts';
import { tokenMinutes } from './tokens.ts';

export interface Letter {
  /** Code of the mail template that a solution may define. */
  readonly kind: 'authRecover' | 'authInvite' | 'authConfirm' | 'authExists' | 'authPasswordChanged';
  /** A mailbox; taken literally, never as somebody's user name. */
  readonly to: string;
  readonly name: string;
  readonly lang: Lang;
  /** Path on this site, beginning with a slash. */
  readonly path: string;
  readonly username: string;
  readonly traceId: string;
  /** How the site calls itself. */
  readonly brand: string;
  readonly timeZone?: string | undefined;
}

const TEXTS = {
  authRecover: ['auth.mailRecoverSubject', 'auth.mailRecoverText', 'auth.mailRecoverAction'],
  authInvite: ['auth.mailInviteSubject', 'auth.mailInviteText', 'auth.mailInviteAction'],
  authConfirm: ['auth.mailConfirmSubject', 'auth.mailConfirmText', 'auth.mailConfirmAction'],
  authExists: ['auth.mailExistsSubject', 'auth.mailExistsText', 'auth.mailExistsAction'],
  authPasswordChanged: ['auth.mailChangedSubject', 'auth.mailChangedText', 'auth.mailChangedAction'],
} as const;

export async function sendLetter(app: App, letter: Letter): Promise<void> {
  const { kind, lang } = letter;
  const [subject, text, action] = TEXTS[kind];
  const url = `${app.config.baseUrl}${letter.path}`;
  const params = {
    brand: letter.brand,
    name: letter.name,
    minutes: String(tokenMinutes('resetPassword')),
    when: formatDateTime({ lang, timeZone: letter.timeZone ?? 'Europe/Moscow' }, new Date()),
  };
  const isOwn = app.definitions.get('mailTemplate', kind) !== undefined;
  const body = html`<p>${t(lang, 'auth.mailHello', params)}</p><p>${t(lang, text, params)}</p><p><a href="${url}">${t(lang, action, params)}</a></p><p>${url}</p>`;
  const payload = isOwn
    ? { to: `mailto:${letter.to}`, template: kind, additional: { ...params, url, username: letter.username, lang } }
    : { to: `mailto:${letter.to}`, subject: t(lang, subject, params), body: body.value };
  await app.db.kysely
    .insertInto('platform.outbox')
    .values({
      type: isOwn ? 'emailtemplate' : 'email',
      payload: JSON.stringify(payload),
      createdBy: letter.username,
      traceID: letter.traceId,
      lockedBy: null,
      lockedUntil: null,
      lastError: null,
    })
    .execute();
}
