// A setting of the platform or the solution: what it is called, its type and default. The value itself is in `platform.setting`.

import { Type } from 'typebox';
import type { Static } from 'typebox';
import { icon, localText, roleList, staticOptions } from './shared.ts';
import { choice, decimal, flag, say, strict, text, whole } from './vocabulary.ts';

export const settingSchema = strict({
  title: localText(say('Title|What it is called.', 'Название|Как называется.')),
  description: Type.Optional(localText(say('Description|What it changes.', 'Описание|Что меняет.'))),
  category: Type.Optional(localText(say('Category|Groups the settings.', 'Раздел|Группирует настройки.'))),
  icon: Type.Optional(icon),
  type: choice(
    {
      text: 'Text|Строка',
      textarea: 'Long text|Многострочный текст',
      number: 'Number|Число',
      boolean: 'Yes or no|Да или нет',
      select: 'One of a list|Один из списка',
      date: 'Date|Дата',
      json: 'JSON|JSON',
      color: 'Colour|Цвет',
      email: 'E-mail|Эл. почта',
      url: 'Address|Адрес ссылки',
      localText: 'Text in both languages|Текст на двух языках',
    },
    { default: 'text', ...say('Type|How it is entered.', 'Тип|Как вводится.') },
  ),
  default: Type.Optional(text({ maxLength: 800_000, ...say('Default|Used while nothing is set.', 'По умолчанию|Пока ничего не задано.') })),
  options: Type.Optional(staticOptions),
  min: Type.Optional(decimal(say('Least|Of a number.', 'Не меньше|Для числа.'))),
  max: Type.Optional(decimal(say('Most|Of a number.', 'Не больше|Для числа.'))),
  maxLength: Type.Optional(whole({ minimum: 1, ...say('Greatest length|Of a text.', 'Наибольшая длина|Текста.') })),
  pattern: Type.Optional(
    text({
      maxLength: 500,
      'x-editor': 'regex',
      format: 'regex',
      ...say('Pattern|Regular expression for the whole value.', 'Образец|Регулярное выражение для всего значения.'),
    }),
  ),
  isSecret: flag(false, say('Secret|Never shown again and never exported.', 'Секрет|Больше не показывается и не выгружается.')),
  isPublic: flag(
    false,
    say('Public|Pages may use it in their texts as {setting:CODE}.', 'Открытая|Страницы могут подставлять её как {setting:КОД}.'),
  ),
  roles: Type.Optional(roleList(say('Roles|Who may change it.', 'Роли|Кто может менять.'))),
  ord: whole({ default: 100, ...say('Order|In its category.', 'Порядок|В своём разделе.') }),
});

export type SettingDefinition = Static<typeof settingSchema>;
