// A chart, or a metric: numbers of `chart_{code}_getData` as a picture and as a table.

import { Type } from 'typebox';
import type { Static, TUnsafe } from 'typebox';
import {
  colorName,
  componentRoles,
  emptyState,
  icon,
  linkPattern,
  localText,
  member,
  parameters,
  refreshTopics,
  schemaName,
  staticOptions,
} from './shared.ts';
import { choice, decimal, flag, group, list, say, strict, text, whole } from './vocabulary.ts';
import type { Keywords, Words } from './vocabulary.ts';

export const chartTypes = {
  line: 'Line|Линия',
  bar: 'Bars|Столбцы',
  horizontalBar: 'Horizontal bars|Полосы',
  stacked: 'Stacked bars|Столбцы с накоплением',
  area: 'Area|Области',
  pie: 'Pie|Круг',
  doughnut: 'Ring|Кольцо',
  radar: 'Radar|Лепестки',
  scatter: 'Points|Точки',
  mixed: 'Mixed|Смешанный',
  metric: 'Metric|Показатель',
} as const;
export type ChartType = keyof typeof chartTypes;

export function chartTypeChoice(words: Words & Keywords): TUnsafe<ChartType> {
  return choice(chartTypes, words);
}

const chartSeriesSchema = strict({
  code: member(say('Code|Name of the result column.', 'Код|Имя столбца результата.')),
  title: Type.Optional(localText(say('Title|In the legend.', 'Название|В легенде.'))),
  type: Type.Optional(
    choice({ line: 'Line|Линия', bar: 'Bars|Столбцы', area: 'Area|Области' }, say('Type|In a mixed chart.', 'Тип|В смешанном графике.')),
  ),
  color: Type.Optional(colorName(say('Colour|Of the series.', 'Цвет|Ряда.'))),
  axis: choice(
    { left: 'Left|Левая', right: 'Right|Правая' },
    { default: 'left', ...say('Axis|On which it is read.', 'Ось|По которой читается.') },
  ),
  isHidden: flag(false, say('Hidden at first|A click in the legend shows it.', 'Скрыт сначала|Щелчок в легенде покажет.')),
  isDashed: flag(false, say('Dashed|A plan for example.', 'Пунктир|Например план.')),
});
export type ChartSeries = Static<typeof chartSeriesSchema>;

export const chartSchema = strict({
  title: Type.Optional(
    localText({
      maxLength: 300,
      ...say('Title|Heading; the second set may replace it.', 'Заголовок|Заголовок; второй набор может заменить.'),
    }),
  ),
  subtitle: Type.Optional(localText(say('Subtitle|A line under the heading.', 'Подзаголовок|Строка под заголовком.'))),
  icon: Type.Optional(icon),
  roles: Type.Optional(componentRoles),
  schema: schemaName,
  type: chartTypeChoice({ default: 'bar', ...say('Type|Unless the second set says otherwise.', 'Тип|Если второй набор не сказал иначе.') }),
  unit: Type.Optional(localText(say('Unit|After the numbers.', 'Единица|После чисел.'))),
  format: choice(
    { number: 'Number|Число', money: 'Money|Деньги', percent: 'Percent|Процент' },
    { default: 'number', ...say('Format|How numbers are written.', 'Формат|Как пишутся числа.') },
  ),
  decimals: Type.Optional(whole({ minimum: 0, maximum: 8, ...say('Decimals|Digits after the point.', 'Знаков|Знаков после запятой.') })),
  currency: Type.Optional(text({ pattern: '^[A-Z]{3}$', ...say('Currency|ISO code.', 'Валюта|Код ISO.'), examples: ['RUB'] })),
  labelType: choice(
    { text: 'Text|Текст', date: 'Date|Дата', month: 'Month|Месяц' },
    { default: 'text', ...say('Labels|What the first column holds.', 'Подписи|Что в первом столбце.') },
  ),
  height: whole({
    default: 280,
    minimum: 80,
    maximum: 1200,
    ...say('Height, px|Kept free from the start, so nothing jumps.', 'Высота, px|Занята сразу, ничего не прыгает.'),
  }),
  colors: list(
    colorName(say('Colour|Name of a theme colour.', 'Цвет|Имя цвета темы.')),
    say('Colours|Of series, or of points in a ring.', 'Цвета|Рядов или долей кольца.'),
  ),
  series: list(chartSeriesSchema, {
    uniqueBy: 'code',
    ...say('Series|What the procedure leaves open about its columns.', 'Ряды|Чего процедура не говорит о столбцах.'),
  }),
  legend: choice(
    { none: 'None|Нет', top: 'Top|Сверху', bottom: 'Bottom|Снизу', right: 'Right|Справа' },
    { default: 'bottom', ...say('Legend|Where it stands; a single series needs none.', 'Легенда|Где стоит; одному ряду не нужна.') },
  ),
  showValues: flag(false, say('Values|Written at the points.', 'Значения|Подписаны у точек.')),
  showGrid: flag(true, say('Grid|Lines behind.', 'Сетка|Линии позади.')),
  beginAtZero: flag(true, say('From zero|The axis begins at zero.', 'С нуля|Ось начинается с нуля.')),
  smooth: flag(false, say('Smooth|Lines are curves.', 'Сглаживать|Линии плавные.')),
  tableToggle: flag(true, say('As a table|The numbers can be read as a table.', 'Таблицей|Числа можно прочесть таблицей.')),
  link: Type.Optional(linkPattern(say('Link of a point|{label} and {series} allowed.', 'Ссылка точки|Можно {label} и {series}.'))),
  min: Type.Optional(decimal(say('Least|Of the axis.', 'Наименьшее|На оси.'))),
  max: Type.Optional(decimal(say('Greatest|Of the axis.', 'Наибольшее|На оси.'))),
  target: Type.Optional(
    decimal(say('Target|A line across, or what a metric is compared with.', 'Цель|Линия поперёк или с чем сравнить показатель.')),
  ),
  metric: group(
    {
      goodDirection: choice(
        { up: 'Growth is good|Рост — хорошо', down: 'Fall is good|Падение — хорошо' },
        { default: 'up', ...say('Good is|Colours the change.', 'Хорошо|Окрашивает изменение.') },
      ),
      sparkline: flag(true, say('Small line|The rows as a small line.', 'Малая линия|Строки малой линией.')),
      children: flag(true, say('Parts|Rows with a ParentID unfold.', 'Составные части|Строки с ParentID раскрываются.')),
    },
    say('Metric|Options of the type "metric".', 'Показатель|Настройки типа «показатель».'),
  ),
  filterOptions: Type.Optional(staticOptions),
  filterDefault: Type.Optional(
    text({ maxLength: 200, ...say('Filter at first|Value passed as the key "filter".', 'Фильтр сначала|Значение ключа «filter».') }),
  ),
  hasCard: flag(true, say('Card|Stands on a card of its own.', 'Карточка|Стоит на своей карточке.')),
  params: Type.Optional(parameters(say('Parameters|Sent with every call.', 'Параметры|Передаются при каждом вызове.'))),
  empty: Type.Optional(emptyState),
  refreshOn: refreshTopics,
  refreshSeconds: Type.Optional(
    whole({
      minimum: 5,
      maximum: 86_400,
      ...say('Refresh every, s|Read again at this interval.', 'Обновлять каждые, с|Перечитывается с этим промежутком.'),
    }),
  ),
});

export type ChartDefinition = Static<typeof chartSchema>;
