// The views that one table may be looked at in: cards, kanban, calendar and so on. Each type has its own group of options; the columns
// they name are result columns of getItems.

import { Type } from 'typebox';
import type { Static } from 'typebox';
import { colorName, icon, linkPattern, localText, member, openMode, partRoles, reference } from './shared.ts';
import { choice, decimal, flag, list, say, strict, whole } from './vocabulary.ts';

export const viewTypes = {
  table: 'Table|Таблица',
  cards: 'Cards|Карточки',
  kanban: 'Board|Доска',
  calendar: 'Calendar|Календарь',
  timeline: 'Timeline|Лента',
  dynamicTree: 'Tree|Дерево',
  gantt: 'Gantt chart|Диаграмма Ганта',
  map: 'Map|Карта',
} as const;
export type ViewType = keyof typeof viewTypes;

const titleColumn = Type.Optional(member(say('Title column|What the record is called.', 'Столбец названия|Как называется запись.')));
const textColumn = Type.Optional(member(say('Text column|A line under the title.', 'Столбец текста|Строка под названием.')));
const imageColumn = Type.Optional(member(say('Picture column|Address of a picture.', 'Столбец картинки|Адрес картинки.')));
const colorColumn = Type.Optional(member(say('Colour column|Name of a theme colour.', 'Столбец цвета|Имя цвета темы.')));
const itemForm = Type.Optional(reference('form', say('Form|Opens when a record is clicked.', 'Форма|Открывается по щелчку на записи.')));
const itemUrl = Type.Optional(
  linkPattern(say('Address|Opens when a record is clicked; {column} allowed.', 'Адрес|Открывается по щелчку; можно {столбец}.')),
);

const shownColumns = list(member(say('Column|Code of a column.', 'Столбец|Код столбца.')), {
  uniqueItems: true,
  ...say('Columns|Shown below the title, in this order.', 'Столбцы|Показаны под названием, по порядку.'),
});

const cardsSchema = strict(
  {
    titleColumn,
    textColumn,
    imageColumn,
    badgeColumn: Type.Optional(member(say('Badge column|Shown in the corner.', 'Столбец метки|Показан в углу.'))),
    priceColumn: Type.Optional(member(say('Price column|Shown large.', 'Столбец цены|Показан крупно.'))),
    columns: shownColumns,
    perRow: whole({
      default: 4,
      minimum: 1,
      maximum: 6,
      ...say('In a row|Cards in a row on a wide screen.', 'В ряду|Карточек в ряду на широком экране.'),
    }),
    imageFit: choice(
      { cover: 'Fills|Заполняет', contain: 'Fits|Вписана' },
      { default: 'contain', ...say('Picture|How it takes its place.', 'Картинка|Как занимает место.') },
    ),
    form: itemForm,
    url: itemUrl,
  },
  say('Cards|Options of this view.', 'Карточки|Настройки этого вида.'),
);

const kanbanSchema = strict(
  {
    statusColumn: member(
      say(
        'Status column|Column whose value places the card; moving a card sends it to updateField.',
        'Столбец статуса|По нему карточка попадает в колонку; перенос отправляет его в updateField.',
      ),
    ),
    columns: list(
      strict({
        value: Type.String({ maxLength: 128, ...say('Value|Value of the status column.', 'Значение|Значение столбца статуса.') }),
        title: localText(say('Title|Heading of the column.', 'Заголовок|Заголовок колонки.')),
        color: Type.Optional(colorName(say('Colour|Of its heading.', 'Цвет|Её заголовка.'))),
        limit: Type.Optional(whole({ minimum: 1, ...say('Limit|More cards than this are marked.', 'Предел|Больше карточек — отметка.') })),
        isClosed: flag(false, say('No cards in|Cards cannot be moved here.', 'Закрыта|Сюда карточки не переносятся.')),
      }),
      {
        uniqueBy: 'value',
        ...say(
          'Board columns|Without them the options of the status column, or of the entity.',
          'Колонки доски|Без них — пункты столбца статуса или статусы сущности.',
        ),
      },
    ),
    entity: Type.Optional(
      reference(
        'entity',
        say(
          'Entity|Its statuses are the columns and its transitions decide where a card may go.',
          'Сущность|Её статусы — колонки, её переходы решают, куда можно перенести.',
        ),
      ),
    ),
    titleColumn,
    textColumn,
    imageColumn,
    colorColumn,
    userColumn: Type.Optional(member(say('User column|Shown with initials.', 'Столбец пользователя|Показан инициалами.'))),
    totalColumn: Type.Optional(member(say('Sum column|Summed in the heading of each column.', 'Столбец суммы|Сумма в заголовке колонки.'))),
    columnsShown: shownColumns,
    canDrag: flag(true, say('Cards can be moved|By mouse, touch and keyboard.', 'Карточки переносятся|Мышью, касанием и с клавиатуры.')),
    form: itemForm,
    url: itemUrl,
    pageSize: whole({
      default: 200,
      minimum: 10,
      maximum: 1000,
      ...say('Cards at most|Read for the board.', 'Карточек не более|Читается для доски.'),
    }),
  },
  say('Board|Options of this view.', 'Доска|Настройки этого вида.'),
);

const calendarSchema = strict(
  {
    startColumn: member(say('Start column|When it begins.', 'Столбец начала|Когда начинается.')),
    endColumn: Type.Optional(member(say('End column|When it ends.', 'Столбец конца|Когда заканчивается.'))),
    allDayColumn: Type.Optional(member(say('All-day column|Yes for the whole day.', 'Столбец «весь день»|Да — на весь день.'))),
    titleColumn,
    colorColumn,
    initialView: choice(
      { month: 'Month|Месяц', week: 'Week|Неделя', day: 'Day|День', list: 'List|Список' },
      { default: 'month', ...say('At first|What is shown at first.', 'Сначала|Что показано сначала.') },
    ),
    form: itemForm,
    url: itemUrl,
    createForm: Type.Optional(
      reference(
        'form',
        say(
          'Form of a new record|Opens when a day is clicked; the date arrives as "start".',
          'Форма новой записи|Открывается по щелчку на дне; дата приходит как «start».',
        ),
      ),
    ),
    canDrag: flag(
      false,
      say('Records can be moved|The new start and end go to updateField.', 'Записи переносятся|Новые начало и конец идут в updateField.'),
    ),
  },
  say('Calendar|Options of this view.', 'Календарь|Настройки этого вида.'),
);

const timelineSchema = strict(
  {
    dateColumn: member(say('Date column|When it happened.', 'Столбец даты|Когда произошло.')),
    titleColumn,
    textColumn,
    iconColumn: Type.Optional(member(say('Icon column|Name of an icon.', 'Столбец значка|Имя значка.'))),
    colorColumn,
    userColumn: Type.Optional(member(say('User column|Who did it.', 'Столбец пользователя|Кто это сделал.'))),
    url: itemUrl,
  },
  say('Timeline|Options of this view.', 'Лента|Настройки этого вида.'),
);

const dynamicTreeSchema = strict(
  {
    parentColumn: member(say('Parent column|Key of the row above.', 'Столбец родителя|Ключ вышестоящей строки.')),
    titleColumn,
    isExpanded: flag(false, say('Open|All branches are open at first.', 'Раскрыто|Сначала раскрыты все ветви.')),
    form: itemForm,
  },
  say('Tree|Options of this view.', 'Дерево|Настройки этого вида.'),
);

const ganttSchema = strict(
  {
    startColumn: member(say('Start column|When it begins.', 'Столбец начала|Когда начинается.')),
    endColumn: member(say('End column|When it ends.', 'Столбец конца|Когда заканчивается.')),
    titleColumn,
    progressColumn: Type.Optional(member(say('Progress column|From 0 to 100.', 'Столбец хода|От 0 до 100.'))),
    dependsColumn: Type.Optional(
      member(say('Dependency column|Keys of earlier rows by comma.', 'Столбец зависимостей|Ключи предыдущих строк через запятую.')),
    ),
    groupColumn: Type.Optional(
      member(say('Group column|Rows of one group stand together.', 'Столбец группы|Строки одной группы стоят вместе.')),
    ),
    colorColumn,
    form: itemForm,
  },
  say('Gantt chart|Options of this view.', 'Диаграмма Ганта|Настройки этого вида.'),
);

const mapSchema = strict(
  {
    latitudeColumn: member(say('Latitude column|Degrees.', 'Столбец широты|Градусы.')),
    longitudeColumn: member(say('Longitude column|Degrees.', 'Столбец долготы|Градусы.')),
    titleColumn,
    textColumn,
    colorColumn,
    zoom: Type.Optional(decimal({ minimum: 1, maximum: 20, ...say('Scale|At first.', 'Масштаб|Сначала.') })),
    form: itemForm,
    url: itemUrl,
  },
  say('Map|Options of this view.', 'Карта|Настройки этого вида.'),
);

export const tableViewSchema = strict({
  type: choice(viewTypes, say('Type|How the records are shown.', 'Тип|Как показаны записи.')),
  title: Type.Optional(localText(say('Title|On the switch of views.', 'Название|На переключателе видов.'))),
  icon: Type.Optional(icon),
  isDefault: flag(false, say('At first|Shown before the user chooses another.', 'По умолчанию|Показан, пока не выбран другой.')),
  roles: Type.Optional(partRoles),
  openMode,
  pageSize: Type.Optional(whole({ minimum: 1, maximum: 1000, ...say('Page size|Of this view.', 'Размер страницы|Этого вида.') })),
  cards: Type.Optional(cardsSchema),
  kanban: Type.Optional(kanbanSchema),
  calendar: Type.Optional(calendarSchema),
  timeline: Type.Optional(timelineSchema),
  dynamicTree: Type.Optional(dynamicTreeSchema),
  gantt: Type.Optional(ganttSchema),
  map: Type.Optional(mapSchema),
});
export type TableView = Static<typeof tableViewSchema>;
