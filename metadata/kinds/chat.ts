// A chat at a record: who reads, who writes, who is told.

import { Type } from 'typebox';
import type { Static } from 'typebox';
import { componentRoles, emptyState, linkPattern, localText, reference, roleList, schemaName } from './shared.ts';
import { flag, say, strict, whole } from './vocabulary.ts';

export const chatSchema = strict({
  title: Type.Optional(
    localText({
      maxLength: 300,
      ...say('Title|Heading; the access procedure may replace it.', 'Заголовок|Заголовок; процедура доступа может заменить.'),
    }),
  ),
  roles: Type.Optional(componentRoles),
  writeRoles: Type.Optional(roleList(say('Roles that write|Empty means everybody who reads.', 'Роли для записи|Пусто — все, кто читает.'))),
  schema: schemaName,
  placeholder: Type.Optional(localText(say('Placeholder|In the empty message.', 'Подсказка|В пустом сообщении.'))),
  maxLength: whole({ default: 4000, minimum: 1, maximum: 20_000, ...say('Greatest length|Of a message.', 'Наибольшая длина|Сообщения.') }),
  attachments: Type.Optional(
    reference('resource', say('Attachments|Resource type of files in messages.', 'Вложения|Тип ресурса для файлов в сообщениях.')),
  ),
  editMinutes: whole({
    default: 15,
    minimum: 0,
    maximum: 100_000,
    ...say('Editing, minutes|How long own messages may be changed; 0 never.', 'Правка, минут|Сколько можно править своё; 0 — нельзя.'),
  }),
  deleteMinutes: whole({
    default: 15,
    minimum: 0,
    maximum: 100_000,
    ...say('Deleting, minutes|How long own messages may be deleted; 0 never.', 'Удаление, минут|Сколько можно удалять своё; 0 — нельзя.'),
  }),
  moderatorRoles: Type.Optional(roleList(say('Moderators|May delete messages of others.', 'Модераторы|Могут удалять чужие сообщения.'))),
  canReply: flag(true, say('Replies|A message may answer another.', 'Ответы|Сообщение может отвечать на другое.')),
  showRead: flag(true, say('Read marks|Who has read.', 'Отметки о прочтении|Кто прочёл.')),
  notificationType: Type.Optional(
    reference(
      'notificationType',
      say('Notification|Type sent to the other participants.', 'Уведомление|Тип, отправляемый остальным участникам.'),
    ),
  ),
  url: Type.Optional(
    linkPattern(say('Address|Where the notification leads; {itemID} allowed.', 'Адрес|Куда ведёт уведомление; можно {itemID}.')),
  ),
  pageSize: whole({
    default: 50,
    minimum: 10,
    maximum: 500,
    ...say('Messages at once|Older ones on request.', 'Сообщений сразу|Более старые — по запросу.'),
  }),
  height: whole({ default: 420, minimum: 160, maximum: 1200, ...say('Height, px|Of the messages.', 'Высота, px|Области сообщений.') }),
  hasCard: flag(true, say('Card|Stands on a card of its own.', 'Карточка|Стоит на своей карточке.')),
  empty: Type.Optional(emptyState),
});

export type ChatDefinition = Static<typeof chatSchema>;
