// An entity: statuses of a business object and the transitions between them, with who may do each.

import { Type } from 'typebox';
import type { Static } from 'typebox';
import {
  buttonStyles,
  color,
  componentRoles,
  icon,
  localText,
  member,
  partRoles,
  reference,
  refreshTopics,
  roleList,
  schemaName,
} from './shared.ts';
import { choice, flag, list, say, strict, text, whole } from './vocabulary.ts';

const statusSchema = strict({
  code: member(say('Code|What en_{code}_getStatus returns.', 'Код|Что возвращает en_{код}_getStatus.')),
  title: localText(say('Title|What people read.', 'Название|Что видят люди.')),
  description: Type.Optional(localText(say('Description|What the status means.', 'Описание|Что значит статус.'))),
  color: Type.Optional(color),
  icon: Type.Optional(icon),
  ord: whole({ default: 100, ...say('Order|Place on the path.', 'Порядок|Место на пути.') }),
  isInitial: flag(false, say('First|Status of a new record.', 'Начальный|Статус новой записи.')),
  isFinal: flag(false, say('Last|Nothing follows.', 'Конечный|Дальше ничего нет.')),
  isOnPath: flag(true, say('On the path|Off for turns such as "cancelled".', 'На пути|Выключите для ответвлений вроде «отменён».')),
});
export type EntityStatus = Static<typeof statusSchema>;

const statusCode = member({ 'x-member': 'statuses.code', ...say('Status|Code of a status.', 'Статус|Код статуса.') });

const transitionSchema = strict({
  code: Type.Optional(member(say('Code|When several lead to the same status.', 'Код|Если в один статус ведёт несколько.'))),
  from: list(statusCode, {
    uniqueItems: true,
    ...say('From|Statuses it starts from; empty means any.', 'Из|Из каких статусов; пусто — из любого.'),
  }),
  to: member({ 'x-member': 'statuses.code', ...say('To|Status it leads to.', 'В|В какой статус.') }),
  title: localText(say('Title|Text of the button.', 'Название|Текст кнопки.')),
  icon: Type.Optional(icon),
  style: choice(buttonStyles, { default: 'outline', ...say('Style|Look of the button.', 'Вид|Вид кнопки.') }),
  roles: Type.Optional(partRoles),
  confirm: Type.Optional(localText(say('Confirmation|Question asked before.', 'Подтверждение|Вопрос перед переходом.'))),
  comment: choice(
    { none: 'None|Нет', optional: 'May be given|Можно', required: 'Required|Обязателен' },
    { default: 'none', ...say('Comment|Whether the user says why.', 'Комментарий|Пишет ли пользователь причину.') },
  ),
  commentTitle: Type.Optional(localText(say('Label of the comment|What to write.', 'Подпись комментария|Что написать.'))),
  form: Type.Optional(
    reference(
      'form',
      say('Form|Filled in before; saving it makes the transition.', 'Форма|Заполняется до перехода; её сохранение его совершает.'),
    ),
  ),
  isAutomatic: flag(false, say('Automatic|Made by procedures only, has no button.', 'Автоматический|Только из процедур, без кнопки.')),
});
export type EntityTransition = Static<typeof transitionSchema>;

export const entitySchema = strict({
  title: localText(say('Title|What one record is called.', 'Название|Как называется одна запись.')),
  roles: Type.Optional(componentRoles),
  schema: schemaName,
  statuses: list(statusSchema, {
    uniqueBy: 'code',
    minItems: 1,
    ...say('Statuses|All that a record may have.', 'Статусы|Все, какие может иметь запись.'),
  }),
  transitions: list(transitionSchema, say('Transitions|Which status may follow which.', 'Переходы|Какой статус может следовать за каким.')),
  showPath: flag(true, say('Path|The statuses as a line of steps.', 'Путь|Статусы линией шагов.')),
  showLog: flag(true, say('Log|Who changed it, when, with which comment.', 'Журнал|Кто, когда и с каким комментарием менял.')),
  logRoles: Type.Optional(
    roleList(say('Roles of the log|Who sees it; empty means everybody.', 'Роли журнала|Кто его видит; пусто — все.')),
  ),
  refresh: Type.Optional(
    text({ maxLength: 500, ...say('Refresh|Containers to refresh after a change.', 'Обновить|Что обновить после изменения.') }),
  ),
  refreshPage: flag(
    false,
    say('Load the page again|When everything on it depends on the status.', 'Перезагрузить страницу|Когда на ней всё зависит от статуса.'),
  ),
  table: Type.Optional(
    text({
      maxLength: 128,
      pattern: '^[A-Za-z0-9_.]+$',
      ...say('Table|SQL table with the records, for the analysts.', 'Таблица|Таблица SQL с записями, для аналитиков.'),
    }),
  ),
  refreshOn: refreshTopics,
});

export type EntityDefinition = Static<typeof entitySchema>;
