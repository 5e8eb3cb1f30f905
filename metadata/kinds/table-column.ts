// A column of a table: how its values look, are filtered, edited, summed, and where they lead.

import { Type } from 'typebox';
import type { Static } from 'typebox';
import { fieldTypes, valueLimits } from './form-field.ts';
import {
  color,
  condition,
  dictionarySchema,
  editRoles,
  icon,
  linkPattern,
  localText,
  member,
  memberOf,
  openMode,
  parameters,
  partRoles,
  reference,
  staticOptions,
  timeZone,
} from './shared.ts';
import { choice, flag, say, strict, text, whole } from './vocabulary.ts';

export const columnTypes = {
  text: 'Text|Текст',
  html: 'HTML|HTML',
  number: 'Number|Число',
  money: 'Money|Деньги',
  percent: 'Percent|Процент',
  date: 'Date|Дата',
  datetime: 'Date and time|Дата и время',
  time: 'Time|Время',
  boolean: 'Yes or no|Да или нет',
  status: 'Status|Статус',
  badge: 'Badge|Метка',
  tags: 'Tags|Метки списком',
  link: 'Link|Ссылка',
  email: 'E-mail|Эл. почта',
  phone: 'Telephone|Телефон',
  image: 'Picture|Изображение',
  progress: 'Progress|Ход выполнения',
  user: 'User|Пользователь',
  rating: 'Rating|Оценка',
  color: 'Colour|Цвет',
  json: 'JSON|JSON',
  icon: 'Icon|Значок',
  file: 'File|Файл',
  relative: 'Time ago|Давность',
  size: 'File size|Размер файла',
} as const;
export type ColumnType = keyof typeof columnTypes;

export const filterTypes = {
  text: 'Text|Текст',
  select: 'One of a list|Один из списка',
  multi: 'Several of a list|Несколько из списка',
  numberRange: 'Number from and to|Число от и до',
  dateRange: 'Date from and to|Дата от и до',
  checkbox: 'Yes or no|Да или нет',
} as const;

const columnFilterSchema = strict(
  {
    type: choice(filterTypes, {
      default: 'text',
      ...say(
        'Type|How the filter is entered. A range reaches the procedure as {code}_from and {code}_to; days of a column with a time also as moments in UTC: {code}_since and {code}_before.',
        'Тип|Как задаётся фильтр. Диапазон приходит в процедуру как {code}_from и {code}_to, а дни столбца со временем — ещё и моментами UTC: {code}_since и {code}_before.',
      ),
    }),
    title: Type.Optional(localText(say('Label|Instead of the title of the column.', 'Подпись|Вместо заголовка столбца.'))),
    default: Type.Optional(
      text({
        maxLength: 500,
        ...say(
          'Default|Value until the user sets one; ranges as from..to, dates also today-30.',
          'По умолчанию|Значение, пока не задано другое; диапазон «от..до», даты также today-30.',
        ),
      }),
    ),
    placeholder: Type.Optional(localText(say('Placeholder|An example inside the empty filter.', 'Пример|Пример внутри пустого фильтра.'))),
    ord: whole({ default: 100, ...say('Order|Place in the filter bar.', 'Порядок|Место на панели фильтров.') }),
    isPinned: flag(true, say('In sight|Off: it is behind "More filters".', 'На виду|Выключено — за кнопкой «Ещё фильтры».')),
    width: whole({ default: 3, minimum: 1, maximum: 12, ...say('Width|Columns of twelve.', 'Ширина|Колонок из двенадцати.') }),
    presets: flag(true, say('Ready ranges|Today, week, month for dates.', 'Готовые диапазоны|Сегодня, неделя, месяц для дат.')),
    roles: Type.Optional(partRoles),
  },
  say('Filter|Filter by this column in the filter bar.', 'Фильтр|Фильтр по столбцу на панели.'),
);

const columnEditSchema = strict(
  {
    type: choice(fieldTypes, { default: 'text', ...say('Input|How the value is entered.', 'Ввод|Как вводится значение.') }),
    column: Type.Optional(
      member(
        say(
          'Value column|Column with the value when this one shows a text, statusID for statusName.',
          'Столбец значения|Столбец со значением, когда этот показывает текст: statusID для statusName.',
        ),
      ),
    ),
    required: flag(false, say('Required|May not be emptied.', 'Обязательное|Нельзя очистить.')),
    ...valueLimits,
    when: Type.Optional(condition(say('Editable when|Looks at the values of the row.', 'Правится, когда|Смотрит на значения строки.'))),
    refreshRow: flag(
      true,
      say(
        'Read the row again|After the change, since other columns may follow from it.',
        'Перечитать строку|После правки: от неё могут зависеть другие столбцы.',
      ),
    ),
  },
  say('Editing in place|With it the cell can be edited where it stands.', 'Правка на месте|С ней ячейка правится прямо в таблице.'),
);

const columnLinkSchema = strict(
  {
    url: Type.Optional(
      linkPattern(say('Address|{column} is replaced by the value of the row.', 'Адрес|{столбец} заменяется значением строки.')),
    ),
    form: Type.Optional(
      reference('form', say('Form|Opens for the row instead of an address.', 'Форма|Открывается для строки вместо адреса.')),
    ),
    mode: openMode,
    title: Type.Optional(localText(say('Window title|Of the form.', 'Заголовок окна|Для формы.'))),
    params: Type.Optional(parameters(say('Parameters|Passed to the form.', 'Параметры|Передаются форме.'))),
    newTab: flag(false, say('New tab|Opens in a new tab of the browser.', 'Новая вкладка|Открывается в новой вкладке.')),
    itemColumn: Type.Optional(
      memberOf(
        'columns.code',
        say('Item column|Column with the itemID; by default the key column.', 'Столбец записи|Столбец с itemID; по умолчанию ключевой.'),
      ),
    ),
  },
  say('Link|Where a click on the value leads.', 'Ссылка|Куда ведёт щелчок по значению.'),
);

const columnFormatSchema = strict(
  {
    timeZone: Type.Optional(timeZone),
    decimals: Type.Optional(whole({ minimum: 0, maximum: 8, ...say('Decimals|Digits after the point.', 'Знаков|Знаков после запятой.') })),
    currency: Type.Optional(
      text({
        pattern: '^[A-Z]{3}$',
        ...say('Currency|ISO code; by default the currency of the settings.', 'Валюта|Код ISO; по умолчанию из настроек.'),
        examples: ['RUB'],
      }),
    ),
    currencyColumn: Type.Optional(
      member(say('Currency column|Column with the code of the currency.', 'Столбец валюты|Столбец с кодом валюты.')),
    ),
    dateStyle: Type.Optional(
      choice(
        {
          short: 'Short|Кратко',
          medium: 'Medium|Средне',
          long: 'Long|Полно',
          relative: 'Relative|Относительно',
          day: 'The day only|Только день',
        },
        say(
          "Date style|How dates are written; of a date with a time also the day alone, as it is on the visitor's clock.",
          'Вид даты|Как пишутся даты; от даты со временем может остаться день — по часам посетителя.',
        ),
      ),
    ),
    grouping: flag(true, say('Group thousands|1,000 instead of 1000.', 'Разделять тысячи|1 000 вместо 1000.')),
    prefix: Type.Optional(localText(say('Before|Stands before the value.', 'Перед|Стоит перед значением.'))),
    suffix: Type.Optional(localText(say('After|Stands after the value.', 'После|Стоит после значения.'))),
    emptyText: Type.Optional(localText(say('When empty|Instead of an absent value.', 'Если пусто|Вместо отсутствующего значения.'))),
    trueText: Type.Optional(localText(say('When yes|Text for yes.', 'Если да|Текст для «да».'))),
    falseText: Type.Optional(localText(say('When no|Text for no.', 'Если нет|Текст для «нет».'))),
    maxChars: Type.Optional(
      whole({
        minimum: 5,
        maximum: 2000,
        ...say(
          'Cut after|Longer texts are cut, the whole is in the tooltip.',
          'Обрезать после|Длинный текст обрезается, целиком — в подсказке.',
        ),
      }),
    ),
    max: Type.Optional(
      whole({
        minimum: 1,
        ...say('Full at|Value at which progress or rating is full.', 'Полное значение|При каком значении ход или оценка полны.'),
      }),
    ),
    signed: flag(false, say('Colour by sign|Negative red, positive green.', 'Цвет по знаку|Отрицательное красным, положительное зелёным.')),
  },
  say('Format|How values are written.', 'Формат|Как пишутся значения.'),
);

export const tableColumnSchema = strict({
  code: member(say('Code|Equals the name of a result column of getItems.', 'Код|Совпадает с именем столбца результата getItems.')),
  title: Type.Optional(localText({ maxLength: 300, ...say('Title|Heading of the column.', 'Заголовок|Заголовок столбца.') })),
  shortTitle: Type.Optional(localText(say('Short title|For narrow columns.', 'Короткий заголовок|Для узких столбцов.'))),
  type: choice(columnTypes, { default: 'text', ...say('Type|How the value is shown.', 'Тип|Как показывается значение.') }),
  width: Type.Optional(
    whole({
      minimum: 24,
      maximum: 1200,
      ...say('Width, px|Fixed width; the rest share what is left.', 'Ширина, px|Постоянная ширина; остальные делят остаток.'),
    }),
  ),
  minWidth: Type.Optional(
    whole({
      minimum: 24,
      maximum: 1200,
      ...say('Least width, px|The table scrolls rather than go below.', 'Наименьшая ширина, px|Таблица прокрутится, но уже не станет.'),
    }),
  ),
  align: Type.Optional(
    choice(
      { left: 'Left|Слева', center: 'Middle|По центру', right: 'Right|Справа' },
      say('Alignment|By default numbers right, the rest left.', 'Выравнивание|По умолчанию числа справа, прочее слева.'),
    ),
  ),
  wrap: flag(false, say('Wrap|Long texts take several lines.', 'Переносить|Длинный текст занимает несколько строк.')),
  isHidden: flag(false, say('Hidden|Read but never shown, a key for example.', 'Скрыт|Читается, но не показывается, например ключ.')),
  isVisibleByDefault: flag(
    true,
    say('Shown at first|Off: users may choose it.', 'Виден сразу|Выключено — пользователь может его включить.'),
  ),
  canHide: flag(true, say('May be hidden|By the column chooser.', 'Можно скрыть|Через выбор столбцов.')),
  isPinned: flag(false, say('Stays in sight|When the table scrolls sideways.', 'Закреплён|При прокрутке таблицы вбок.')),
  isExported: flag(true, say('In exports|Goes into CSV and XLSX.', 'В выгрузке|Попадает в CSV и XLSX.')),
  sortable: flag(true, say('Sortable|The code arrives in @sort.', 'Сортируется|Код приходит в @sort.')),
  firstDirection: choice(
    { asc: 'Up|По возрастанию', desc: 'Down|По убыванию' },
    { default: 'asc', ...say('First direction|Of the first click on the heading.', 'Первое направление|При первом щелчке по заголовку.') },
  ),
  roles: Type.Optional(partRoles),
  editRoles: Type.Optional(editRoles),
  edit: Type.Optional(columnEditSchema),
  filter: Type.Optional(columnFilterSchema),
  options: Type.Optional(staticOptions),
  dictionary: Type.Optional(dictionarySchema),
  format: Type.Optional(columnFormatSchema),
  tooltip: Type.Optional(localText(say('Tooltip|Explains the heading.', 'Пояснение|Поясняет заголовок.'))),
  tooltipColumn: Type.Optional(
    member(
      say('Tooltip column|Column whose value is the tooltip of the cell.', 'Столбец подсказки|Столбец, чьё значение — подсказка ячейки.'),
    ),
  ),
  mobile: choice(
    {
      normal: 'Row with its title|Строкой с заголовком',
      title: 'Heading of the card|Заголовок карточки',
      side: 'Beside the heading|Рядом с заголовком',
      hide: 'Hidden|Скрыт',
    },
    {
      default: 'normal',
      ...say('On a phone|Where it stands when rows become cards.', 'На телефоне|Где стоит, когда строки становятся карточками.'),
    },
  ),
  subtitleColumn: Type.Optional(
    member(say('Second line|Column shown small under the value.', 'Вторая строка|Столбец мелко под значением.')),
  ),
  colorColumn: Type.Optional(
    member(say('Colour column|Column with the name of a theme colour.', 'Столбец цвета|Столбец с именем цвета темы.')),
  ),
  iconColumn: Type.Optional(member(say('Icon column|Column with the name of an icon.', 'Столбец значка|Столбец с именем значка.'))),
  imageColumn: Type.Optional(
    member(
      say(
        'Picture column|Column with the address of a small picture before the value.',
        'Столбец картинки|Столбец с адресом картинки перед значением.',
      ),
    ),
  ),
  icon: Type.Optional(icon),
  color: Type.Optional(color),
  link: Type.Optional(columnLinkSchema),
  total: Type.Optional(
    choice(
      { sum: 'Sum|Сумма', avg: 'Average|Среднее', min: 'Least|Наименьшее', max: 'Greatest|Наибольшее', count: 'Count|Количество' },
      say(
        'Total|Of the rows of the page, when the footer set does not give one.',
        'Итог|По строкам страницы, если набор подвала его не дал.',
      ),
    ),
  ),
  copyable: flag(false, say('Copy button|Copies the value.', 'Кнопка копирования|Копирует значение.')),
  cssClass: Type.Optional(
    text({ pattern: '^[A-Za-z0-9_ -]*$', maxLength: 200, ...say('CSS class|Added to its cells.', 'Класс CSS|Добавляется ячейкам.') }),
  ),
});
export type TableColumn = Static<typeof tableColumnSchema>;
