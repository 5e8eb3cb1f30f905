// A type of notification: its look, the channels it goes by unless the user chose otherwise, and its texts.

import { Type } from 'typebox';
import type { Static } from 'typebox';
import { color, icon, linkPattern, localText, reference, roleList } from './shared.ts';
import { choice, flag, list, say, strict, whole } from './vocabulary.ts';

export const channels = {
  inApp: 'In the cabinet|В кабинете',
  email: 'E-mail|Эл. почта',
  push: 'Push|Push',
  sms: 'SMS|SMS',
  telegram: 'Telegram|Telegram',
} as const;
export type Channel = keyof typeof channels;

const channelList = (words: ReturnType<typeof say>, initial: readonly Channel[]) =>
  list(choice(channels, say('Channel|A way to the user.', 'Канал|Путь к пользователю.')), {
    ...words,
    uniqueItems: true,
    default: initial,
  });

export const notificationTypeSchema = strict({
  title: localText(say('Title|What it is called in the preferences.', 'Название|Как называется в настройках.')),
  description: Type.Optional(localText(say('Description|When it comes.', 'Описание|Когда приходит.'))),
  icon: Type.Optional(icon),
  color: Type.Optional(color),
  category: Type.Optional(localText(say('Category|Groups types in the preferences.', 'Раздел|Группирует типы в настройках.'))),
  channels: channelList(say('Channels at first|Until the user chooses.', 'Каналы|Пока пользователь не выбрал.'), ['inApp']),
  lockedChannels: channelList(
    say('Fixed channels|The user cannot switch them off.', 'Обязательные каналы|Пользователь не может отключить.'),
    [],
  ),
  body: Type.Optional(
    localText(
      say(
        'Text|Template with {text}, {url} and the keys of additional; without it the text as sent.',
        'Текст|Шаблон с {text}, {url} и ключами additional; без него — текст как прислан.',
      ),
    ),
  ),
  url: Type.Optional(linkPattern(say('Address|When the sender gives none.', 'Адрес|Если отправитель не указал.'))),
  mailTemplate: Type.Optional(reference('mailTemplate', say('Letter|Template of its e-mail.', 'Письмо|Шаблон его письма.'))),
  roles: Type.Optional(
    roleList(say('Roles|Who finds it in the preferences; empty means everybody.', 'Роли|Кто видит его в настройках; пусто — все.')),
  ),
  isUrgent: flag(false, say('Urgent|Stays on the screen until it is closed.', 'Срочное|Остаётся на экране, пока не закрыто.')),
  keepDays: whole({ default: 180, minimum: 1, maximum: 3650, ...say('Kept, days|Then it is removed.', 'Хранить, дней|Потом удаляется.') }),
});

export type NotificationTypeDefinition = Static<typeof notificationTypeSchema>;
