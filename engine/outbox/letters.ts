// Actions `email(to, subject, body)` and `emailtemplate(to, template, additional)`. A list of recipients becomes one action for each of
// them, so that a letter that fails is tried again without sending the others twice.

import type { MailTemplateDefinition } from '../../metadata/kinds/mail-template.ts';
import { localText } from '../../renderer/locale.ts';
import type { Lang, Locale } from '../../renderer/locale.ts';
import { plainText } from '../../renderer/sanitize.ts';
import { compileUserTemplate } from '../../renderer/templates.ts';
import type { App } from '../app.ts';
import { MailRefused } from '../mail.ts';
import type { Mailer } from '../mail.ts';
import { additionalValues } from '../notifications/types.ts';
import { ActionRefused, addActions, endWith, requiredText, textOf } from './action.ts';
import type { ActionHandler, OutboxHold } from './action.ts';
import { findRecipients } from './recipients.ts';
import type { Recipient } from './recipients.ts';

interface Letter {
  readonly subject: string;
  readonly html: string;
  readonly from?: string | undefined;
  readonly replyTo?: string | undefined;
  readonly importance?: 'low' | 'normal' | 'high' | undefined;
}

type Compose = (hold: OutboxHold, recipient: Recipient) => Letter;

/** Both handlers over one way of sending. */
export function letterHandlers(mailer: Mailer): { readonly email: ActionHandler; readonly emailtemplate: ActionHandler } {
  const deliver =
    (compose: Compose): ActionHandler =>
    async (hold) => {
      const { app, action } = hold;
      const to = requiredText(action, 'to');
      const found = (await findRecipients(app.db, to)).filter(({ email }) => email !== null);
      const [recipient] = found;
      if (recipient === undefined) throw new ActionRefused(`nobody in "${to}" has an e-mail address`);
      if (found.length > 1) return spread(hold, found);
      const letter = compose(hold, recipient);
      try {
        await mailer.send({
          ...letter,
          to: { name: recipient.displayName, address: recipient.email ?? '' },
          messageId: `<outbox-${action.id}@${URL.parse(app.config.baseUrl)?.hostname ?? 'localhost'}>`,
        });
      } catch (error) {
        throw error instanceof MailRefused ? new ActionRefused(error.message, error) : error;
      }
      return undefined;
    };
  return { email: deliver(plainLetter), emailtemplate: deliver(templateLetter) };
}

function spread(hold: OutboxHold, recipients: readonly Recipient[]): Promise<'ended'> {
  const { type, payload, createdBy, traceID } = hold.action;
  return endWith(hold, (session) =>
    addActions(
      session,
      recipients.map(({ username, email }) => ({ type, payload: { ...payload, to: username ?? `mailto:${email}` }, createdBy, traceID })),
    ),
  );
}

function plainLetter({ action }: OutboxHold): Letter {
  const body = textOf(action, 'body') || textOf(action, 'text');
  const isMarkup = /<[a-z!/]/i.test(body);
  return {
    subject: textOf(action, 'subject') || textOf(action, 'title'),
    html: isMarkup ? body : `<p>${escapeText(body).replace(/\r?\n/g, '<br>')}</p>`,
  };
}

function templateLetter({ app, action }: OutboxHold, recipient: Recipient): Letter {
  const code = requiredText(action, 'template');
  const found = app.definitions.get('mailTemplate', code);
  if (found === undefined) throw new ActionRefused(`there is no mail template "${code}"`);
  if ('findings' in found) throw new ActionRefused(`the mail template "${code}" has errors`);
  const given = additionalValues(action.payload.additional);
  const lang: Lang = recipient.username === null && (given.lang === 'en' || given.lang === 'ru') ? given.lang : recipient.lang;
  const values = {
    ...given,
    username: recipient.username ?? '',
    displayName: recipient.displayName,
    email: recipient.email ?? '',
    baseUrl: app.config.baseUrl,
    lang,
  };
  return renderLetter(app, { template: found.definition, values, locale: { lang, timeZone: recipient.timeZone } });
}

interface LetterSource {
  readonly template: MailTemplateDefinition;
  readonly values: Readonly<Record<string, string>>;
  readonly locale: Locale;
}

/** A letter of a template: values are escaped, the layout block stands around the body. */
export function renderLetter(app: Pick<App, 'definitions'>, { template, values, locale }: LetterSource): Letter {
  const fill = (source: string): string => compile(source)(values, locale).value;
  const body = fill(localText(locale.lang, template.body));
  const preheader = fill(localText(locale.lang, template.preheader));
  const hidden = preheader === '' ? '' : `<div style="display:none;max-height:0;overflow:hidden">${preheader}</div>`;
  return {
    // A subject is text: what the template escaped is turned back.
    subject: plainText(fill(localText(locale.lang, template.subject)))
      .replaceAll('&#x27;', "'")
      .replaceAll('&#x3D;', '=')
      .replaceAll('&#x60;', '`')
      .replaceAll('&#39;', "'"),
    html: hidden + layoutAround(app, { template, values, locale }, body),
    from: template.from,
    replyTo: template.replyTo,
    importance: template.importance === 'normal' ? undefined : template.importance,
  };
}

const PLACE = '@@letter-body@@';

function layoutAround(app: Pick<App, 'definitions'>, { template, values, locale }: LetterSource, body: string): string {
  const block = template.layout === undefined ? undefined : app.definitions.get('block', template.layout);
  if (block === undefined || 'findings' in block) return body;
  const source = locale.lang === 'ru' ? (block.definition.htmlRu ?? block.definition.html) : block.definition.html;
  // The finished body is put in after the layout is filled: it is markup already, and values in it must not be taken for tokens.
  const around = compile(source.replace(/\{\{\{\s*body\s*\}\}\}/g, PLACE))(values, locale).value;
  return around.includes(PLACE) ? around.replaceAll(PLACE, () => body) : around + body;
}

const MOST_COMPILED = 500;
const compiled = new Map<string, ReturnType<typeof compileUserTemplate>>();

function compile(source: string): ReturnType<typeof compileUserTemplate> {
  const known = compiled.get(source);
  if (known !== undefined) return known;
  let template: ReturnType<typeof compileUserTemplate>;
  try {
    template = compileUserTemplate(source);
  } catch (error) {
    throw new ActionRefused(`the template cannot be read: ${error instanceof Error ? error.message : String(error)}`, error);
  }
  if (compiled.size >= MOST_COMPILED) compiled.clear();
  compiled.set(source, template);
  return template;
}

function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
