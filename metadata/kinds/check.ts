// An integrity check: a procedure that names what is wrong in the data, how bad that is, when it runs, who hears of it and how it is mended.
// With `checks` it is a collection instead: several checks in one list, and no procedure.

import { Type } from 'typebox';
import type { Static } from 'typebox';
import { componentRoles, icon, localText, member, reference, refreshTopics, roleList, schemaName } from './shared.ts';
import { choice, flag, list, say, strict, text, whole } from './vocabulary.ts';

export const severities = { danger: 'Critical|Критично', warning: 'Important|Важно', info: 'Note|Заметка' } as const;
export type Severity = keyof typeof severities;

/** Five fields of cron: minute, hour, day, month, weekday. */
export const cronText = text({
  pattern: '^[0-9*,/-]+( +[0-9A-Za-z*,/#?-]+){4}$',
  maxLength: 100,
  'x-editor': 'cron',
  examples: ['10 3 * * *', '*/15 8-20 * * 1-5'],
  ...say(
    'Schedule|Minute, hour, day, month, weekday, as cron writes them; without it only by hand.',
    'Расписание|Минута, час, день, месяц, день недели, как в cron; без него — только вручную.',
  ),
});

export const timeZoneName = text({
  default: 'Europe/Moscow',
  maxLength: 64,
  pattern: '^[A-Za-z]+(/[A-Za-z0-9_+-]+)*$',
  ...say('Time zone|In which the schedule is meant.', 'Часовой пояс|В котором задано расписание.'),
});

export const procedureName = text({
  maxLength: 128,
  pattern: '^[A-Za-z0-9_-]+$',
  ...say('Procedure|Its name; without it the name by convention.', 'Процедура|Её имя; без него — имя по соглашению.'),
});

export const keepDays = whole({
  default: 365,
  minimum: 1,
  maximum: 3650,
  ...say('Kept, days|Of the history of runs; then it is removed.', 'Хранить, дней|Историю прогонов; потом она удаляется.'),
});

export const timeLimitSeconds = whole({
  default: 300,
  minimum: 1,
  maximum: 7200,
  ...say('Time limit, s|A run that takes longer is stopped.', 'Предел времени, с|Более долгий прогон прерывается.'),
});

const checkColumn = strict({
  code: member(say('Code|Name of the result column.', 'Код|Имя столбца результата.')),
  title: Type.Optional(localText(say('Title|Heading of the column.', 'Название|Заголовок столбца.'))),
  format: choice(
    { text: 'Text|Текст', number: 'Number|Число', money: 'Money|Деньги', date: 'Date|Дата', datetime: 'Moment|Дата и время' },
    { default: 'text', ...say('Format|How values are written.', 'Вид|Как пишутся значения.') },
  ),
});

export const checkSchema = strict({
  title: localText(say('Title|What is wrong, in a few words.', 'Название|Что не так, в нескольких словах.')),
  description: Type.Optional(localText(say('Description|What it means and why it matters.', 'Описание|Что это значит и почему важно.'))),
  area: Type.Optional(
    localText(say('Area|Groups checks: money, orders, clients.', 'Область|Группирует проверки: деньги, заказы, клиенты.')),
  ),
  icon: Type.Optional(icon),
  roles: Type.Optional(componentRoles),
  schema: schemaName,
  severity: choice(severities, {
    default: 'warning',
    ...say(
      'Severity|Of its violations, unless the procedure gives them one of their own.',
      'Важность|Нарушений, если процедура не указала свою.',
    ),
  }),
  checks: list(reference('check', say('Check|Code of a check.', 'Проверка|Код проверки.')), {
    uniqueItems: true,
    ...say(
      'Checks|Makes it a collection: these checks in one list, and no procedure of its own.',
      'Проверки|Делает её набором: эти проверки одним списком, без своей процедуры.',
    ),
  }),
  procedure: Type.Optional(procedureName),
  schedule: Type.Optional(cronText),
  timeZone: timeZoneName,
  timeLimitSeconds,
  isActive: flag(true, say('Active|Runs by its schedule.', 'Включена|Выполняется по расписанию.')),
  runRoles: Type.Optional(
    roleList(say('Roles that run it|By hand; empty means everybody who sees it.', 'Роли для запуска|Вручную; пусто — все, кто видит.')),
  ),
  itemTitle: Type.Optional(
    localText(
      say('Records are called|Heading of the first column of the findings.', 'Записи называются|Заголовок первого столбца найденного.'),
    ),
  ),
  columns: list(checkColumn, {
    uniqueBy: 'code',
    ...say('Columns|Further result columns that are shown.', 'Столбцы|Другие столбцы результата, которые видны.'),
  }),
  fix: Type.Optional(
    strict(
      {
        title: Type.Optional(localText(say('Button|What it does.', 'Кнопка|Что она делает.'))),
        confirm: Type.Optional(
          localText(say('Question|Asked before; {count} is the number of records.', 'Вопрос|Задаётся перед; {count} — число записей.')),
        ),
        procedure: Type.Optional(procedureName),
        roles: Type.Optional(
          roleList(say('Roles|Who may mend; empty means everybody who sees it.', 'Роли|Кто может исправлять; пусто — все, кто видит.')),
        ),
      },
      say('Mending|Chosen violations are mended by chk_{code}_fix.', 'Исправление|Выбранные нарушения исправляет chk_{код}_fix.'),
    ),
  ),
  notify: Type.Optional(
    strict(
      {
        to: text({
          maxLength: 400,
          ...say('To|A username, a list, or role:CODE.', 'Кому|Имя пользователя, список или role:КОД.'),
          examples: ['role:supervisor'],
        }),
        type: Type.Optional(reference('notificationType', say('Type|Of the notification.', 'Тип|Уведомления.'))),
        url: Type.Optional(text({ maxLength: 400, pattern: '^/', ...say('Address|Where it leads.', 'Адрес|Куда ведёт.') })),
        lang: choice(
          { ru: 'Russian|Русский', en: 'English|Английский' },
          { default: 'ru', ...say('Language|Of the text.', 'Язык|Текста.') },
        ),
      },
      say(
        'Notification|Sent when violations appear that were not there at the run before.',
        'Уведомление|Когда появились нарушения, которых в прошлый прогон не было.',
      ),
    ),
  ),
  maxRows: whole({
    default: 1000,
    minimum: 1,
    maximum: 10_000,
    ...say(
      'Most rows|Kept of one run; the rest is only counted.',
      'Не более строк|Хранится из одного прогона; остальные только посчитаны.',
    ),
  }),
  keepDays,
  refreshOn: refreshTopics,
});

export type CheckDefinition = Static<typeof checkSchema>;
