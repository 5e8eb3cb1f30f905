// Actions about notifications: `notification(text, to, typeCode, url, additional)` makes them, `notificationDelivery(ids)` takes those that
// were made to the other channels, by each user's choices, `chatNotification` tells participants of a chat who have not read a message.

import { html } from '../../renderer/html.ts';
import { t } from '../../renderer/locale.ts';
import type { Lang } from '../../renderer/locale.ts';
import { plainText } from '../../renderer/sanitize.ts';
import { cell } from '../../sql/procedures.ts';
import type { Row } from '../../sql/procedures.ts';
import type { SqlSession } from '../../sql/query.ts';
import type { App } from '../app.ts';
import { additionalValues, channelsFor, notificationText, notificationUrl, typeOf } from '../notifications/types.ts';
import type { NotificationFacts } from '../notifications/types.ts';
import { addActions, endWith, requiredText, textOf } from './action.ts';
import type { ActionHandler, NewAction, OutboxAction } from './action.ts';

const TEXT_LENGTH = 1000;

export const makeNotification: ActionHandler = (hold) => {
  const { action } = hold;
  const to = requiredText(action, 'to');
  return endWith(hold, (session) =>
    create(session, {
      to,
      text: requiredText(action, 'text'),
      typeCode: textOf(action, 'typeCode'),
      url: textOf(action, 'url'),
      additional: textOf(action, 'additional'),
      from: action.createdBy,
      except: textOf(action, 'except') || null,
    }),
  );
};

interface NewNotification {
  readonly to: string;
  readonly text: string;
  readonly typeCode: string;
  readonly url: string;
  readonly additional: string;
  readonly from: string | null;
  readonly except: string | null;
}

async function create(session: SqlSession, { text, ...rest }: NewNotification): Promise<void> {
  await session.run(
    `EXEC platform.notification_create @to = @to, @text = @text, @typeCode = @typeCode, @url = @url, @additional = @additional,
       @from = @from, @except = @except;`,
    { ...rest, url: rest.url || null, additional: rest.additional || null, text: text.slice(0, TEXT_LENGTH) },
  );
}

const MADE = `
  SELECT n.id, n.userID, n.typeCode, n.text, n.url, n.additional, u.username, u.email, u.phone, u.lang
  FROM OPENJSON(@ids) AS i
  JOIN platform.notification AS n ON n.id = TRY_CAST(i.[value] AS bigint)
  JOIN platform.[user] AS u ON u.id = n.userID
  WHERE u.isActive = 1
  ORDER BY n.id;
  SELECT p.userID, p.typeCode, p.channel, p.isOn
  FROM platform.notification_preference AS p
  WHERE EXISTS (
    SELECT 1 FROM OPENJSON(@ids) AS i JOIN platform.notification AS n ON n.id = TRY_CAST(i.[value] AS bigint)
    WHERE n.userID = p.userID AND n.typeCode = p.typeCode);`;

/** All channels in one transaction with the action's end: nobody is told twice. */
export const deliverNotification: ActionHandler = (hold) => {
  const { app, action } = hold;
  const ids = Array.isArray(action.payload.ids) ? action.payload.ids.map(String) : [];
  return endWith(hold, async (session) => {
    const [made, chosen] = await session.run(MADE, { ids: JSON.stringify(ids) });
    const choices = new Map<string, Map<string, boolean>>();
    for (const row of chosen?.rows ?? []) {
      const key = `${cell(row, 'userID')}\n${String(cell(row, 'typeCode')).toLowerCase()}`;
      choices.set(key, (choices.get(key) ?? new Map<string, boolean>()).set(String(cell(row, 'channel')), cell(row, 'isOn') === true));
    }
    const actions: NewAction[] = [];
    for (const row of made?.rows ?? []) {
      const own = choices.get(`${cell(row, 'userID')}\n${String(cell(row, 'typeCode')).toLowerCase()}`) ?? new Map();
      const on = channelsFor(typeOf(app.definitions, String(cell(row, 'typeCode'))), own);
      actions.push(...channelActions(app, { row, on, action }));
      // Not wanted in the cabinet: it was a carrier for the other channels only.
      if (!on.has('inApp'))
        await session.run('UPDATE platform.notification SET readAt = SYSUTCDATETIME() WHERE id = @id AND readAt IS NULL;', {
          id: String(cell(row, 'id')),
        });
    }
    await addActions(session, actions);
  });
};

function channelActions(app: App, { row, on, action }: { row: Row; on: ReadonlySet<string>; action: OutboxAction }): NewAction[] {
  const column = (name: string): string => String(cell(row, name) ?? '');
  const facts: NotificationFacts = {
    typeCode: column('typeCode'),
    text: column('text'),
    url: column('url') || null,
    additional: column('additional') || null,
  };
  const type = typeOf(app.definitions, facts.typeCode);
  const lang: Lang = column('lang') === 'en' ? 'en' : 'ru';
  const text = notificationText(lang, type, facts);
  const path = notificationUrl(type, facts);
  const url = path.startsWith('/') ? `${app.config.baseUrl}${path}` : path;
  const made = { createdBy: action.createdBy, traceID: action.traceID };
  const actions: NewAction[] = [];
  if (on.has('email') && column('email') !== '') {
    const to = column('username');
    const own = type?.mailTemplate;
    actions.push(
      own === undefined
        ? { ...made, type: 'email', payload: { to, subject: plainText(text).slice(0, 200), body: ownLetter(app, { lang, text, url }) } }
        : {
            ...made,
            type: 'emailtemplate',
            payload: { to, template: own, additional: { ...additionalValues(facts.additional), text, url } },
          },
    );
  }
  if (on.has('push')) actions.push({ ...made, type: 'push', payload: { to: column('username'), title: text, text, url } });
  if (on.has('sms') && column('phone') !== '') actions.push({ ...made, type: 'sms', payload: { number: column('phone'), msg: text } });
  if (on.has('telegram')) actions.push({ ...made, type: 'telegram', payload: { chat: column('username'), msg: text } });
  return actions;
}

function ownLetter(app: App, { lang, text, url }: { lang: Lang; text: string; url: string }): string {
  const open = url === '' ? '' : html`<p><a href="${url}">${t(lang, 'notifications.mailOpen')}</a></p><p>${url}</p>`;
  const settings = `${app.config.baseUrl}/notifications/preferences`;
  return html`<p>${text}</p>${open}<p><small>${t(lang, 'notifications.mailWhy')} <a href="${settings}">${t(lang, 'notifications.preferences')}</a></small></p>`
    .value;
}

// Two messages at once must not tell the same person twice: the lock lets the second one see what the first one made.
const AWAY = `
  EXEC sp_getapplock @Resource = @lock, @LockMode = 'Exclusive', @LockOwner = 'Transaction', @LockTimeout = 10000;
  SELECT u.username
  FROM dbo.split(@to, N',') AS t
  JOIN platform.[user] AS u ON u.username = t.value
  WHERE u.isActive = 1
    AND EXISTS (SELECT 1 FROM platform.chat_message AS m WHERE m.id = @messageID AND m.deletedAt IS NULL AND m.userID <> u.id)
    AND NOT EXISTS (
      SELECT 1 FROM platform.chat_read AS r
      WHERE r.chatCode = @chatCode AND r.itemID = @itemID AND r.userID = u.id AND r.lastReadID >= @messageID)
    AND NOT EXISTS (
      SELECT 1 FROM platform.notification AS n
      WHERE n.userID = u.id AND n.readAt IS NULL AND n.typeCode = @typeCode AND n.url = @url);`;

/** Who reads along needs no notification, and who has an unread one about this chat no second. */
export const notifyChat: ActionHandler = (hold) => {
  const { action } = hold;
  const typeCode = requiredText(action, 'typeCode');
  const url = textOf(action, 'url');
  return endWith(hold, async (session) => {
    const [away] = await session.run(AWAY, {
      to: textOf(action, 'to'),
      messageID: requiredText(action, 'messageID'),
      chatCode: requiredText(action, 'chatCode'),
      itemID: textOf(action, 'itemID'),
      typeCode,
      url,
      lock: `chat:${textOf(action, 'chatCode')}:${textOf(action, 'itemID')}`,
    });
    const to = (away?.rows ?? []).map((row) => String(cell(row, 'username'))).join(',');
    if (to === '') return;
    await create(session, {
      to,
      text: requiredText(action, 'text'),
      typeCode,
      url,
      additional: textOf(action, 'additional'),
      from: action.createdBy,
      except: null,
    });
  });
};
