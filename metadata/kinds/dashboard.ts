// A dashboard: counters above, panels below, a filter over both.

import { Type } from 'typebox';
import type { Static } from 'typebox';
import { chartTypeChoice } from './chart.ts';
import {
  color,
  componentRoles,
  emptyState,
  icon,
  linkPattern,
  localText,
  member,
  parameters,
  partRoles,
  reference,
  refreshTopics,
  schemaName,
  staticOptions,
} from './shared.ts';
import { choice, flag, group, list, say, strict, text, whole } from './vocabulary.ts';

const dashboardCounterSchema = strict({
  code: member(
    say(
      'Code|Matches the column Code of getCounters, or the place of the row.',
      'Код|Совпадает со столбцом Code в getCounters или местом строки.',
    ),
  ),
  title: Type.Optional(localText(say('Title|When getCounters gives none.', 'Название|Если getCounters не дала.'))),
  icon: Type.Optional(icon),
  color: Type.Optional(color),
  type: choice(
    { number: 'Number|Число', money: 'Money|Деньги', percent: 'Percent|Процент', text: 'Text|Текст' },
    { default: 'text', ...say('Type|How the value is written.', 'Тип|Как пишется значение.') },
  ),
  link: Type.Optional(linkPattern(say('Link|Where it leads.', 'Ссылка|Куда ведёт.'))),
  roles: Type.Optional(partRoles),
});
export type DashboardCounter = Static<typeof dashboardCounterSchema>;

const dashboardPanelSchema = strict({
  code: member(say('Code|Part of the name of its procedure.', 'Код|Часть имени её процедуры.')),
  title: Type.Optional(localText(say('Title|Heading of the panel.', 'Заголовок|Заголовок панели.'))),
  subtitle: Type.Optional(localText(say('Subtitle|A line under the heading.', 'Подзаголовок|Строка под заголовком.'))),
  icon: Type.Optional(icon),
  type: choice(
    {
      table: 'Rows (getPanelTable)|Строки (getPanelTable)',
      chart: 'Chart (getPanelChart)|График (getPanelChart)',
      component: 'A component|Компонент',
      markup: 'HTML|HTML',
    },
    { default: 'table', ...say('Type|What it shows.', 'Тип|Что показывает.') },
  ),
  width: whole({ default: 6, minimum: 3, maximum: 12, ...say('Width|Columns of twelve.', 'Ширина|Колонок из двенадцати.') }),
  height: Type.Optional(
    whole({
      minimum: 80,
      maximum: 1200,
      ...say('Height, px|Of charts; long rows scroll.', 'Высота, px|Графика; длинные строки прокручиваются.'),
    }),
  ),
  chartType: Type.Optional(chartTypeChoice(say('Chart type|When the procedure does not say.', 'Тип графика|Если процедура не сказала.'))),
  chart: Type.Optional(
    reference(
      'chart',
      say('Chart|A chart definition instead of a procedure of its own.', 'График|Определение графика вместо своей процедуры.'),
    ),
  ),
  table: Type.Optional(reference('table', say('Table|A table as the panel.', 'Таблица|Таблица как панель.'))),
  block: Type.Optional(reference('block', say('Block|An HTML block as the panel.', 'Блок|HTML-блок как панель.'))),
  markup: Type.Optional(
    text({ maxLength: 100_000, 'x-editor': 'markup', ...say('Markup|HTML with snippets.', 'Разметка|HTML со сниппетами.') }),
  ),
  link: Type.Optional(linkPattern(say('Link|Behind "Show all".', 'Ссылка|За «Показать всё».'))),
  linkText: Type.Optional(localText(say('Link text|Instead of "Show all".', 'Текст ссылки|Вместо «Показать всё».'))),
  rowLink: Type.Optional(linkPattern(say('Row link|{column} allowed.', 'Ссылка строки|Можно {столбец}.'))),
  maxRows: whole({ default: 10, minimum: 1, maximum: 200, ...say('Rows at most|Of a panel of rows.', 'Строк не более|В панели строк.') }),
  params: Type.Optional(parameters(say('Parameters|Passed to the component.', 'Параметры|Передаются компоненту.'))),
  empty: Type.Optional(emptyState),
  roles: Type.Optional(partRoles),
});
export type DashboardPanel = Static<typeof dashboardPanelSchema>;

export const dashboardSchema = strict({
  title: Type.Optional(
    localText({ maxLength: 300, ...say('Title|Heading; getCounters may replace it.', 'Заголовок|Заголовок; getCounters может заменить.') }),
  ),
  subtitle: Type.Optional(localText(say('Subtitle|A line under the heading.', 'Подзаголовок|Строка под заголовком.'))),
  roles: Type.Optional(componentRoles),
  schema: schemaName,
  counters: list(dashboardCounterSchema, {
    uniqueBy: 'code',
    ...say('Counters|What the procedure leaves open about them.', 'Счётчики|Чего процедура о них не говорит.'),
  }),
  hasCounters: flag(true, say('With counters|Calls dashboard_{code}_getCounters.', 'Со счётчиками|Вызывает dashboard_{код}_getCounters.')),
  counterColumns: whole({
    default: 4,
    minimum: 1,
    maximum: 6,
    ...say('Counters in a row|On a wide screen.', 'Счётчиков в ряду|На широком экране.'),
  }),
  panels: list(dashboardPanelSchema, { uniqueBy: 'code', ...say('Panels|In order.', 'Панели|По порядку.') }),
  filter: group(
    {
      type: choice(
        { none: 'None|Нет', radio: 'Buttons|Кнопки', select: 'List|Список', dateRange: 'Dates from and to|Даты от и до' },
        { default: 'none', ...say('Type|How it is chosen.', 'Тип|Как выбирается.') },
      ),
      options: Type.Optional(staticOptions),
      default: Type.Optional(text({ maxLength: 200, ...say('Default|Value at first.', 'По умолчанию|Значение сначала.') })),
      title: Type.Optional(localText(say('Label|For screen readers.', 'Подпись|Для программ чтения.'))),
    },
    say(
      'Filter|Passed to all procedures as @filter and the key "filter".',
      'Фильтр|Передаётся всем процедурам как @filter и ключ «filter».',
    ),
  ),
  refreshOn: refreshTopics,
  refreshSeconds: Type.Optional(
    whole({
      minimum: 5,
      maximum: 86_400,
      ...say('Refresh every, s|Read again at this interval.', 'Обновлять каждые, с|Перечитывается с этим промежутком.'),
    }),
  ),
});

export type DashboardDefinition = Static<typeof dashboardSchema>;
