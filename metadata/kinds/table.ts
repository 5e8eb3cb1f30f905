// A table: its columns and everything that can be done with its rows.

import { Type } from 'typebox';
import type { Static } from 'typebox';
import {
  buttonStyles,
  componentRoles,
  emptyState,
  icon,
  linkPattern,
  localText,
  member,
  openMode,
  parameters,
  partRoles,
  reference,
  refreshTopics,
  roleList,
  schemaName,
} from './shared.ts';
import { tableColumnSchema } from './table-column.ts';
import { tableViewSchema } from './table-view.ts';
import { choice, flag, group, list, say, strict, text, whole } from './vocabulary.ts';

const tableOperationSchema = strict({
  code: member(say('Code|Arrives as @operation.', 'Код|Приходит как @operation.')),
  title: localText(say('Title|Text of the button.', 'Название|Текст кнопки.')),
  icon: Type.Optional(icon),
  style: choice(buttonStyles, { default: 'outline', ...say('Style|Look of the button.', 'Вид|Вид кнопки.') }),
  scope: choice(
    { row: 'One row|Одна строка', bulk: 'Selected rows|Выбранные строки', both: 'Both|И то и другое', table: 'Whole table|Вся таблица' },
    { default: 'both', ...say('Scope|What it works on.', 'Область|С чем работает.') },
  ),
  kind: choice(
    { procedure: 'Procedure|Процедура', form: 'Opens a form|Открывает форму', link: 'Link|Ссылка', download: 'Gives a file|Отдаёт файл' },
    { default: 'procedure', ...say('Kind|What it does.', 'Действие|Что делает.') },
  ),
  form: Type.Optional(
    reference(
      'form',
      say('Form|Asked for parameters first, or opened for the row.', 'Форма|Спрашивает параметры или открывается для строки.'),
    ),
  ),
  url: Type.Optional(linkPattern(say('Address|Where a link leads; {column} allowed.', 'Адрес|Куда ведёт ссылка; можно {столбец}.'))),
  mode: openMode,
  params: Type.Optional(parameters(say('Parameters|Passed along.', 'Параметры|Передаются вместе.'))),
  confirm: Type.Optional(localText(say('Confirmation|{count} and {column} allowed.', 'Подтверждение|Можно {count} и {столбец}.'))),
  visibleColumn: Type.Optional(
    member(say('Visible by column|Shown in rows where this column is yes.', 'Видна по столбцу|Видна в строках, где этот столбец — «да».')),
  ),
  isPrimary: flag(false, say('In sight|Off: it is in the menu of the row.', 'На виду|Выключено — в меню строки.')),
  refresh: Type.Optional(
    text({ maxLength: 500, ...say('Refresh|Other containers to refresh afterwards.', 'Обновить|Какие ещё контейнеры обновить после.') }),
  ),
  roles: Type.Optional(partRoles),
});
export type TableOperation = Static<typeof tableOperationSchema>;

const importColumnSchema = strict({
  code: member(say('Code|Key in the rows that crud_{code}_import gets.', 'Код|Ключ в строках для crud_{код}_import.')),
  title: Type.Optional(localText(say('Title|Heading expected in the file.', 'Заголовок|Ожидаемый заголовок в файле.'))),
  required: flag(false, say('Required|Rows without it are refused.', 'Обязательный|Строки без него отклоняются.')),
  type: choice(
    {
      text: 'Text|Текст',
      number: 'Number|Число',
      date: 'Date|Дата',
      datetime: 'Date and time|Дата и время',
      boolean: 'Yes or no|Да или нет',
    },
    { default: 'text', ...say('Type|Checked before the procedure sees it.', 'Тип|Проверяется до процедуры.') },
  ),
  maxLength: Type.Optional(whole({ minimum: 1, ...say('Greatest length|Of texts.', 'Наибольшая длина|Для текстов.') })),
  example: Type.Optional(text({ maxLength: 200, ...say('Example|In the template file.', 'Пример|В файле-образце.') })),
});

const savedViewSchema = strict({
  code: member(say('Code|Name of the view.', 'Код|Имя представления.')),
  title: localText(say('Title|Text of the tab.', 'Название|Текст вкладки.')),
  query: text({
    maxLength: 1000,
    ...say('Query|Filters, sort and view as in the address.', 'Запрос|Фильтры, сортировка и вид, как в адресе.'),
    examples: ['statusCode=new&sort=-created'],
  }),
  icon: Type.Optional(icon),
  badge: flag(
    false,
    say(
      'Count|Shows how many records it has (column viewCount_{code} of the settings set).',
      'Счётчик|Сколько в нём записей (столбец viewCount_{код} набора настроек).',
    ),
  ),
  isDefault: flag(false, say('At first|Open until another is chosen.', 'По умолчанию|Открыто, пока не выбрано другое.')),
  roles: Type.Optional(partRoles),
});

const enabled = (title: string, ru: string) => flag(false, say(title, ru));

export const tableSchema = strict({
  title: Type.Optional(
    localText({
      maxLength: 300,
      ...say('Title|Heading; the settings set may replace it.', 'Заголовок|Заголовок; набор настроек может заменить.'),
    }),
  ),
  subtitle: Type.Optional(localText(say('Subtitle|A line under the heading.', 'Подзаголовок|Строка под заголовком.'))),
  icon: Type.Optional(icon),
  roles: Type.Optional(componentRoles),
  schema: schemaName,
  keyColumn: member({
    default: 'id',
    ...say('Key column|Its value is the itemID of a row.', 'Ключевой столбец|Его значение — itemID строки.'),
  }),
  columns: list(tableColumnSchema, { uniqueBy: 'code', ...say('Columns|In the order of the table.', 'Столбцы|В порядке таблицы.') }),
  headerTag: choice(
    { h2: 'h2|h2', h3: 'h3|h3', h4: 'h4|h4', none: 'None|Нет' },
    { default: 'h2', ...say('Heading level|Tag of the heading.', 'Уровень заголовка|Тег заголовка.') },
  ),
  hasCard: flag(true, say('Card|Stands on a card of its own.', 'Карточка|Стоит на своей карточке.')),
  showCount: flag(true, say('Count at the title|How many records there are.', 'Число у заголовка|Сколько всего записей.')),
  search: group(
    {
      enabled: enabled('Search box|The text arrives as the filter "search".', 'Строка поиска|Текст приходит фильтром «search».'),
      placeholder: Type.Optional(localText(say('Placeholder|What can be searched for.', 'Подсказка|Что можно искать.'))),
      minLength: whole({
        default: 1,
        minimum: 1,
        maximum: 10,
        ...say('Characters at least|Before it searches.', 'Символов не менее|До начала поиска.'),
      }),
    },
    say('Search|One box over several columns.', 'Поиск|Одна строка по нескольким столбцам.'),
  ),
  filters: group(
    {
      place: choice(
        { bar: 'Bar above|Панель сверху', side: 'Side panel|Боковая панель', none: 'None|Нет' },
        { default: 'bar', ...say('Place|Where the filters stand.', 'Место|Где стоят фильтры.') },
      ),
      isOpen: flag(
        false,
        say(
          'Open|On a wide screen the panel is open at first; its lists are then read with the rows.',
          'Открыты|На широком экране панель открыта сразу; её списки тогда читаются вместе со строками.',
        ),
      ),
      remember: flag(
        false,
        say('Remember|The last filters of the user come back.', 'Помнить|Последние фильтры пользователя возвращаются.'),
      ),
    },
    say('Filters|The bar with the filters of the columns.', 'Фильтры|Панель с фильтрами столбцов.'),
  ),
  sort: list(
    strict({
      column: member({ 'x-member': 'columns.code', ...say('Column|Code of the column.', 'Столбец|Код столбца.') }),
      direction: choice(
        { asc: 'Up|По возрастанию', desc: 'Down|По убыванию' },
        { default: 'asc', ...say('Direction|Up or down.', 'Направление|По возрастанию или убыванию.') },
      ),
    }),
    { uniqueBy: 'column', ...say('Sort at first|Until the user sorts otherwise.', 'Сортировка|Пока пользователь не выбрал другую.') },
  ),
  multiSort: flag(
    true,
    say('Several columns|Shift-click adds a column to the sort.', 'По нескольким|Shift+щелчок добавляет столбец к сортировке.'),
  ),
  paging: group(
    {
      size: whole({ default: 20, minimum: 1, maximum: 1000, ...say('Page size|Rows at first.', 'Размер страницы|Строк сначала.') }),
      sizes: Type.Array(whole({ minimum: 1, maximum: 1000, ...say('Size|Rows on a page.', 'Размер|Строк на странице.') }), {
        default: [20, 50, 100],
        uniqueItems: true,
        ...say('Sizes|What the user may choose from.', 'Размеры|Из чего выбирает пользователь.'),
      }),
      countMode: choice(
        { capped: 'Up to a limit|До предела', exact: 'Exact|Точно', none: 'Not counted|Не считать' },
        { default: 'capped', ...say('Count|Whether the total is counted to the end.', 'Подсчёт|Считать ли общее число до конца.') },
      ),
      cap: whole({
        default: 1000,
        minimum: 1,
        ...say('Count up to|Above it the total reads "1,000+".', 'Считать до|Дальше число пишется «1 000+».'),
      }),
      enabled: flag(true, say('Pages|Off: all rows at once, up to 1,000.', 'Страницы|Выключено — все строки сразу, до 1 000.')),
    },
    say('Paging|How the rows are divided into pages.', 'Страницы|Как строки делятся на страницы.'),
  ),
  selection: choice(
    { auto: 'When there are bulk operations|Если есть групповые операции', always: 'Always|Всегда', none: 'Never|Никогда' },
    { default: 'auto', ...say('Selection|Boxes at the rows.', 'Выбор строк|Флажки у строк.') },
  ),
  operations: list(tableOperationSchema, {
    uniqueBy: 'code',
    ...say('Operations|Buttons of rows, of the selection and of the table.', 'Операции|Кнопки строк, выбранного и таблицы.'),
  }),
  delete: group(
    {
      enabled: enabled('Deletion|Calls crud_{code}_deleteItem.', 'Удаление|Вызывает crud_{код}_deleteItem.'),
      roles: Type.Optional(partRoles),
      confirm: Type.Optional(localText(say('Confirmation|{column} allowed.', 'Подтверждение|Можно {столбец}.'))),
      nameColumn: Type.Optional(
        member(say('Name column|Names the record in the confirmation.', 'Столбец имени|Называет запись в подтверждении.')),
      ),
      visibleColumn: Type.Optional(
        member(say('Visible by column|Only rows where this column is yes.', 'Видно по столбцу|Только строки, где столбец — «да».')),
      ),
    },
    say('Deletion|Of rows.', 'Удаление|Строк.'),
  ),
  create: Type.Optional(
    strict(
      {
        form: Type.Optional(reference('form', say('Form|Opens with itemID 0.', 'Форма|Открывается с itemID 0.'))),
        url: Type.Optional(linkPattern(say('Address|Instead of a form.', 'Адрес|Вместо формы.'))),
        mode: openMode,
        text: Type.Optional(localText(say('Text|Text of the button.', 'Текст|Текст кнопки.'))),
        icon: Type.Optional(icon),
        params: Type.Optional(parameters(say('Parameters|Passed to the form.', 'Параметры|Передаются форме.'))),
        roles: Type.Optional(partRoles),
      },
      say('New record|The button that creates one.', 'Новая запись|Кнопка создания.'),
    ),
  ),
  edit: Type.Optional(
    strict(
      {
        form: Type.Optional(reference('form', say('Form|Opens for the row.', 'Форма|Открывается для строки.'))),
        url: Type.Optional(linkPattern(say('Address|Instead of a form; {column} allowed.', 'Адрес|Вместо формы; можно {столбец}.'))),
        mode: openMode,
        text: Type.Optional(localText(say('Text|Text of the button.', 'Текст|Текст кнопки.'))),
        params: Type.Optional(parameters(say('Parameters|Passed to the form.', 'Параметры|Передаются форме.'))),
        roles: Type.Optional(partRoles),
      },
      say('Change of a record|What the pencil of a row opens.', 'Правка записи|Что открывает карандаш строки.'),
    ),
  ),
  fastCreate: group(
    {
      enabled: enabled(
        'Fast creation|A line that creates a record from one text.',
        'Быстрое создание|Строка, создающая запись из одного текста.',
      ),
      placeholder: Type.Optional(localText(say('Placeholder|What to type.', 'Подсказка|Что вводить.'))),
      filters: flag(true, say('With filters|Current filters go along.', 'С фильтрами|Текущие фильтры передаются вместе.')),
      roles: Type.Optional(partRoles),
    },
    say('Fast creation|One line above the rows.', 'Быстрое создание|Одна строка над таблицей.'),
  ),
  reorder: group(
    {
      enabled: enabled(
        'Reordering|Rows are dragged; calls crud_{code}_reorder.',
        'Порядок строк|Строки перетаскиваются; вызывает crud_{код}_reorder.',
      ),
      roles: Type.Optional(partRoles),
      column: member({
        default: 'ord',
        ...say('Order column|Rows can be dragged while sorted by it.', 'Столбец порядка|Перетаскивать можно при сортировке по нему.'),
      }),
    },
    say('Reordering|By mouse, touch and keyboard.', 'Порядок|Мышью, касанием и с клавиатуры.'),
  ),
  subTable: Type.Optional(
    strict(
      {
        table: reference('table', say('Table|Opens under the row.', 'Таблица|Открывается под строкой.')),
        itemColumn: Type.Optional(
          member(
            say(
              'Item column|Its value is the itemID of the inner table; by default the key.',
              'Столбец записи|Его значение — itemID вложенной таблицы; по умолчанию ключ.',
            ),
          ),
        ),
        itemParam: Type.Optional(member(say('Parameter|Also passed under this name.', 'Параметр|Передаётся также под этим именем.'))),
        visibleColumn: Type.Optional(
          member(say('Visible by column|Only rows where this column is yes.', 'Видна по столбцу|Только строки, где столбец — «да».')),
        ),
        params: Type.Optional(parameters(say('Parameters|{column} allowed.', 'Параметры|Можно {столбец}.'))),
      },
      say('Inner table|Under each row.', 'Вложенная таблица|Под каждой строкой.'),
    ),
  ),
  views: list(tableViewSchema, {
    uniqueBy: 'type',
    ...say('Views|Without any, the table alone.', 'Виды|Если нет ни одного — только таблица.'),
  }),
  savedViews: list(savedViewSchema, {
    uniqueBy: 'code',
    ...say('Ready views|Tabs above the table.', 'Готовые представления|Вкладки над таблицей.'),
  }),
  userViews: flag(true, say('Own views|Users may save their own.', 'Свои представления|Пользователи могут сохранять свои.')),
  columnChooser: flag(
    true,
    say('Column chooser|Users choose and order columns.', 'Выбор столбцов|Пользователи выбирают и располагают столбцы.'),
  ),
  urlState: flag(
    true,
    say(
      'State in the address|Filters, sort and page can be linked to.',
      'Состояние в адресе|На фильтры, сортировку и страницу можно сослаться.',
    ),
  ),
  export: group(
    {
      csv: enabled('CSV|Export to CSV.', 'CSV|Выгрузка в CSV.'),
      xlsx: enabled('XLSX|Export to XLSX.', 'XLSX|Выгрузка в XLSX.'),
      maxRows: whole({
        default: 100_000,
        minimum: 1,
        maximum: 1_000_000,
        ...say('Rows at most|Of one export.', 'Строк не более|В одной выгрузке.'),
      }),
      fileName: Type.Optional(localText(say('File name|Without extension.', 'Имя файла|Без расширения.'))),
      roles: Type.Optional(partRoles),
    },
    say('Export|All rows that match the filters.', 'Выгрузка|Все строки, прошедшие фильтры.'),
  ),
  import: group(
    {
      enabled: enabled('Import|Calls crud_{code}_import.', 'Загрузка|Вызывает crud_{код}_import.'),
      roles: Type.Optional(partRoles),
      columns: list(importColumnSchema, { uniqueBy: 'code', ...say('Columns|What the file may hold.', 'Столбцы|Что может быть в файле.') }),
      maxRows: whole({ default: 5000, minimum: 1, maximum: 100_000, ...say('Rows at most|In one file.', 'Строк не более|В одном файле.') }),
      help: Type.Optional(localText(say('Hint|Shown beside the file.', 'Подсказка|Показана рядом с файлом.'))),
    },
    say('Import|From CSV and XLSX, with a preview and errors by row.', 'Загрузка|Из CSV и XLSX, с просмотром и ошибками по строкам.'),
  ),
  print: enabled('Print view|A page without frame.', 'Вид для печати|Страница без рамки.'),
  footer: flag(true, say('Footer|Totals, from the fourth set or the columns.', 'Подвал|Итоги из четвёртого набора или столбцов.')),
  empty: Type.Optional(emptyState),
  stickyHeader: flag(true, say('Heading stays|While the rows scroll.', 'Закреплённая шапка|Пока прокручиваются строки.')),
  striped: enabled('Stripes|Every second row is shaded.', 'Полосы|Каждая вторая строка затенена.'),
  density: choice(
    { user: 'As the user chose|Как выбрал пользователь', comfortable: 'Comfortable|Свободная', compact: 'Compact|Плотная' },
    { default: 'user', ...say('Density|Height of rows.', 'Плотность|Высота строк.') },
  ),
  phone: choice(
    { cards: 'Cards|Карточки', scroll: 'Scrolls sideways|Прокрутка вбок' },
    { default: 'cards', ...say('On a phone|What becomes of rows.', 'На телефоне|Что становится со строками.') },
  ),
  rowLink: Type.Optional(
    linkPattern(
      say('Row link|Where a click on the row leads; {column} allowed.', 'Ссылка строки|Куда ведёт щелчок по строке; можно {столбец}.'),
    ),
  ),
  rowClassColumn: Type.Optional(
    member(
      say(
        'Row colour column|Column with the name of a theme colour; by default "color".',
        'Столбец цвета строки|Столбец с именем цвета темы; по умолчанию «color».',
      ),
    ),
  ),
  groupBy: Type.Optional(
    member(say('Group rows by|Rows with the same value get a heading.', 'Группировать по|Строки с одним значением получают заголовок.')),
  ),
  trustedHtmlRoles: Type.Optional(
    roleList(
      say(
        'Authors of HTML|Reserved for tables whose HTML columns are written by these roles only.',
        'Авторы HTML|Для таблиц, чьи HTML-столбцы пишут только эти роли.',
      ),
    ),
  ),
  params: Type.Optional(parameters(say('Parameters|Sent with every call of its procedures.', 'Параметры|Передаются во все её процедуры.'))),
  refreshOn: refreshTopics,
  refreshSeconds: Type.Optional(
    whole({
      minimum: 5,
      maximum: 86_400,
      ...say('Refresh every, s|Read again at this interval.', 'Обновлять каждые, с|Перечитывается с этим промежутком.'),
    }),
  ),
  cssClass: Type.Optional(
    text({ pattern: '^[A-Za-z0-9_ -]*$', maxLength: 200, ...say('CSS class|Added to the table.', 'Класс CSS|Добавляется таблице.') }),
  ),
});

export type TableDefinition = Static<typeof tableSchema>;
