// The chat at a record: messages by day, own ones at the end side, a form below. Messages are plain text: they are escaped, and addresses in
// them become links. The same functions render the first page, older messages and the ones that arrive.

import { componentRoot } from './component-root.ts';
import { renderEmpty } from './feedback.ts';
import { attr, html, join } from './html.ts';
import type { HtmlPart, SafeHtml } from './html.ts';
import { icon } from './icons.ts';
import { formatDate, formatDateTime, formatFileSize, formatTime, t } from './locale.ts';
import type { RenderContext } from './page-context.ts';

export interface ChatFileView {
  readonly name: string;
  readonly url: string;
  readonly size: number;
  readonly isImage: boolean;
}

export interface ChatMessageView {
  readonly id: string;
  readonly isMine: boolean;
  readonly author: string;
  readonly created: Date;
  /** '' when it was deleted. */
  readonly text: string;
  readonly isDeleted: boolean;
  readonly isEdited: boolean;
  readonly isRead: boolean;
  readonly canEdit: boolean;
  readonly canDelete: boolean;
  readonly canReply: boolean;
  readonly reply: { readonly author: string; readonly text: string } | undefined;
  readonly files: readonly ChatFileView[];
}

export interface ChatView {
  readonly code: string;
  readonly itemID: string;
  readonly params: readonly (readonly [string, string])[];
  readonly version: number;
  readonly title: string;
  readonly participants: string;
  readonly messages: readonly ChatMessageView[];
  readonly hasOlder: boolean;
  /** The first message that the visitor has not read. */
  readonly firstUnreadID: string | undefined;
  readonly canWrite: boolean;
  readonly placeholder: string;
  readonly maxLength: number;
  readonly height: number;
  readonly hasCard: boolean;
  /** What is said where nobody has written yet. */
  readonly empty: { readonly title: string; readonly text: string };
  /** Signed topics of the stream. */
  readonly topics: string | undefined;
  /** Resource type of attachments. */
  readonly attachments: string | undefined;
}

export function renderChat(view: ChatView, ctx: RenderContext): SafeHtml {
  const { lang } = ctx;
  const id = `chat-${view.code}`;
  const head = html`<div class="card-header"><h2 id="${id}-title">${view.title}</h2>${view.participants === '' ? '' : html`<span class="card-note">${view.participants}</span>`}</div>`;
  const older = view.hasOlder
    ? html`<button type="button" class="btn btn-quiet btn-sm chat-older" data-chat="older">${t(lang, 'chat.older')}</button>`
    : '';
  const empty = view.messages.length === 0 ? html`<div data-chat="empty">${renderEmpty({ ...view.empty, size: 'small' })}</div>` : '';
  return componentRoot(
    {
      kind: 'chat',
      code: view.code,
      itemID: view.itemID,
      params: view.params,
      version: view.version,
      class: view.hasCard ? 'card' : undefined,
      labelledBy: `${id}-title`,
      attributes: { 'data-topics': view.topics, 'data-height': view.height, 'data-attachments': view.attachments },
    },
    html`${head}
<div class="chat-log" tabindex="0" role="log" aria-label="${t(lang, 'chat.log')}" data-chat="log">${older}${empty}${renderMessages(ctx, view.messages, view.firstUnreadID)}</div>
${view.canWrite ? composer(ctx, view, id) : html`<p class="chat-closed">${t(lang, 'chat.readOnly')}</p>`}`,
  );
}

/** Messages with a line for every new day. */
export function renderMessages(ctx: RenderContext, messages: readonly ChatMessageView[], firstUnreadID?: string): SafeHtml {
  let day = '';
  return join(
    messages.map((message) => {
      const own = dayOf(ctx, message.created);
      const line = own === day ? '' : html`<span class="chat-day" data-day="${own}">${dayTitle(ctx, message.created, own)}</span>`;
      day = own;
      const mark =
        message.id === firstUnreadID ? html`<span class="chat-day chat-new" data-chat="new">${t(ctx.lang, 'chat.newMessages')}</span>` : '';
      return html`${line}${mark}${renderMessage(ctx, message)}`;
    }),
  );
}

export function renderMessage(ctx: RenderContext, message: ChatMessageView): SafeHtml {
  const { lang, locale } = ctx;
  const time = html`<time datetime="${message.created.toISOString()}" title="${formatDateTime(locale, message.created)}">${formatTime(locale, message.created)}</time>`;
  const author = message.isMine ? t(lang, 'chat.you') : message.author;
  const classes = `chat-message${message.isMine ? ' is-mine' : ''}${message.isDeleted ? ' is-deleted' : ''}`;
  const edited = message.isEdited && !message.isDeleted ? html` · ${t(lang, 'chat.edited')}` : '';
  const read =
    message.isMine && !message.isDeleted
      ? html`<span class="chat-read"${attr('hidden', !message.isRead)}>${icon('check2-all', { label: t(lang, 'chat.read') })}</span>`
      : '';
  const body = message.isDeleted
    ? html`<p class="muted">${t(lang, 'chat.deleted')}</p>`
    : html`${quote(message)}${message.text === '' ? '' : html`<p>${linkedText(message.text)}</p>`}${join(message.files.map((file) => fileLink(ctx, file)))}`;
  return html`<article class="${classes}" data-id="${message.id}" data-author="${message.author}"${attr('data-text', message.canEdit ? message.text : undefined)}><span class="chat-author">${author}, ${time}${edited}${read}</span><div class="chat-bubble">${body}</div>${tools(ctx, message)}</article>`;
}

function tools({ lang }: RenderContext, message: ChatMessageView): SafeHtml | string {
  if (message.isDeleted || !(message.canReply || message.canEdit || message.canDelete)) return '';
  const button = (act: string, name: string, label: string): SafeHtml =>
    html`<button type="button" class="btn btn-icon btn-quiet btn-sm" data-chat="${act}" aria-label="${label}" title="${label}">${icon(name)}</button>`;
  return html`<div class="chat-tools">${message.canReply ? button('reply', 'reply', t(lang, 'chat.reply')) : ''}${message.canEdit ? button('edit', 'pencil', t(lang, 'chat.edit')) : ''}${message.canDelete ? button('delete', 'trash', t(lang, 'chat.delete')) : ''}</div>`;
}

function quote({ reply }: ChatMessageView): SafeHtml | string {
  return reply === undefined ? '' : html`<blockquote class="chat-quote"><strong>${reply.author}</strong> ${reply.text}</blockquote>`;
}

function fileLink({ locale }: RenderContext, file: ChatFileView): SafeHtml {
  return html`<a class="chat-file" href="${file.url}">${icon(file.isImage ? 'image' : 'file-earmark')}${file.name}<span class="muted">${formatFileSize(locale, file.size)}</span></a>`;
}

function composer({ lang }: RenderContext, view: ChatView, id: string): SafeHtml {
  const attach =
    view.attachments === undefined
      ? ''
      : html`<button type="button" class="btn btn-icon btn-quiet" data-chat="attach" aria-label="${t(lang, 'chat.attach')}" title="${t(lang, 'chat.attach')}">${icon('paperclip')}</button><input type="file" multiple hidden data-chat="files" aria-label="${t(lang, 'chat.attach')}">`;
  return html`<div class="chat-context" data-chat="context" hidden><span></span><button type="button" class="btn btn-quiet btn-sm" data-chat="cancel">${t(lang, 'chat.cancel')}</button></div>
<div class="chat-chosen" data-chat="chosen" hidden></div>
<form class="chat-form" data-chat="form">${attach}<textarea class="form-control" id="${id}-text" rows="1" maxlength="${view.maxLength}" placeholder="${view.placeholder}" aria-label="${t(lang, 'chat.message')}" aria-describedby="${id}-hint"></textarea><span class="sr-only" id="${id}-hint">${t(lang, 'chat.hint')}</span><button type="submit" class="btn btn-primary btn-icon" aria-label="${t(lang, 'chat.send')}" title="${t(lang, 'chat.send')}">${icon('send')}</button></form>`;
}

/** Text with its line ends, addresses as links. Every piece is escaped on its own. */
function linkedText(text: string): HtmlPart {
  return text.split(/\r?\n/).map((line, i) => [i === 0 ? '' : html`<br>`, ...linkedLine(line)]);
}

function linkedLine(line: string): HtmlPart[] {
  const parts: HtmlPart[] = [];
  let from = 0;
  for (const found of line.matchAll(/\bhttps?:\/\/[^\s<>"'`]+/gi)) {
    // The full stop after an address belongs to the sentence.
    const address = found[0].replace(/[.,;:!?)\]}»]+$/, '');
    if (URL.parse(address) === null) continue;
    parts.push(line.slice(from, found.index), html`<a href="${address}" target="_blank" rel="noopener noreferrer nofollow">${address}</a>`);
    from = found.index + address.length;
  }
  return [...parts, line.slice(from)];
}

/** The day in the visitor's zone, `2026-11-14`. */
function dayOf({ timeZone }: RenderContext, moment: Date): string {
  try {
    return moment.toLocaleDateString('sv-SE', { timeZone });
  } catch {
    return moment.toISOString().slice(0, 10);
  }
}

function dayTitle(ctx: RenderContext, moment: Date, day: string): string {
  if (day === dayOf(ctx, new Date())) return t(ctx.lang, 'chat.today');
  if (day === dayOf(ctx, new Date(Date.now() - 86_400_000))) return t(ctx.lang, 'chat.yesterday');
  return formatDate(ctx.locale, moment);
}
