// A field of a form: what it is called, how it is entered, checked, and when it is seen.

import { Type } from 'typebox';
import type { Static } from 'typebox';
import {
  condition,
  dictionarySchema,
  editRoles,
  icon,
  linkPattern,
  localText,
  member,
  partRoles,
  reference,
  staticOptions,
  timeZone,
} from './shared.ts';
import { choice, decimal, flag, list, say, strict, text, whole } from './vocabulary.ts';

/** Every way to enter a value; table columns use the same for editing in place. */
export const fieldTypes = {
  text: 'Text|Строка',
  textarea: 'Long text|Многострочный текст',
  html: 'Formatted text|Форматированный текст',
  markdown: 'Markdown|Markdown',
  number: 'Number|Число',
  money: 'Money|Деньги',
  date: 'Date|Дата',
  datetime: 'Date and time|Дата и время',
  time: 'Time|Время',
  month: 'Month|Месяц',
  select: 'Choice|Выбор',
  multiselect: 'Several choices|Выбор нескольких',
  radio: 'Radio buttons|Переключатели',
  checkbox: 'Tick|Флажок',
  switch: 'Switch|Тумблер',
  checkboxes: 'Several ticks|Несколько флажков',
  autocomplete: 'Search and choose|Поиск с выбором',
  email: 'E-mail|Эл. почта',
  phone: 'Telephone|Телефон',
  url: 'Address|Адрес ссылки',
  password: 'Password|Пароль',
  color: 'Colour|Цвет',
  range: 'Slider|Ползунок',
  rating: 'Rating|Оценка',
  hidden: 'Hidden|Скрытое',
  static: 'Text without input|Текст без ввода',
  file: 'File|Файл',
  files: 'Files|Файлы',
  image: 'Picture|Изображение',
  images: 'Pictures|Изображения',
  tree: 'Tree|Дерево',
  subtable: 'Inner table|Вложенная таблица',
  code: 'Source code|Исходный код',
} as const;
export type FieldType = keyof typeof fieldTypes;

export const optionFieldTypes: ReadonlySet<string> = new Set(['select', 'multiselect', 'radio', 'checkboxes', 'autocomplete']);
export const multipleFieldTypes: ReadonlySet<string> = new Set(['multiselect', 'checkboxes', 'files', 'images']);
export const fileFieldTypes: ReadonlySet<string> = new Set(['file', 'files', 'image', 'images']);
/** Shown only: they are never read from a request. */
export const displayFieldTypes: ReadonlySet<string> = new Set(['static', 'subtable']);

/** Limits of a value; checked in the browser and on the server alike. Shared with the columns of tables. */
export const valueLimits = {
  min: Type.Optional(
    Type.Union(
      [Type.Number(), Type.String({ maxLength: 32 })],
      say(
        'Least|Least number, or earliest date (also today, today+7).',
        'Не меньше|Наименьшее число или самая ранняя дата (также today, today+7).',
      ),
    ),
  ),
  max: Type.Optional(
    Type.Union(
      [Type.Number(), Type.String({ maxLength: 32 })],
      say(
        'Most|Greatest number, or latest date (also today, today+7).',
        'Не больше|Наибольшее число или самая поздняя дата (также today, today+7).',
      ),
    ),
  ),
  step: Type.Optional(
    decimal({ minimum: 0, ...say('Step|Distance between allowed numbers.', 'Шаг|Расстояние между допустимыми числами.') }),
  ),
  minLength: Type.Optional(
    whole({ minimum: 0, ...say('Least length|Least number of characters.', 'Наименьшая длина|Наименьшее число символов.') }),
  ),
  maxLength: Type.Optional(
    whole({ minimum: 1, ...say('Greatest length|Greatest number of characters.', 'Наибольшая длина|Наибольшее число символов.') }),
  ),
  pattern: Type.Optional(
    text({
      maxLength: 500,
      'x-editor': 'regex',
      format: 'regex',
      ...say('Pattern|Regular expression that the whole value must match.', 'Образец|Регулярное выражение для всего значения.'),
    }),
  ),
  patternMessage: Type.Optional(
    localText(say('Pattern message|What to say when it does not match.', 'Сообщение|Что сказать, когда значение не подходит.')),
  ),
};

export const formFieldSchema = strict({
  code: member(say('Code|Name of the column of getItem and of the key in @parameters.', 'Код|Имя столбца getItem и ключа в @parameters.')),
  title: Type.Optional(
    localText({
      maxLength: 300,
      ...say('Label|What the field is called; without it the code.', 'Подпись|Как называется поле; без неё — код.'),
    }),
  ),
  type: choice(fieldTypes, { default: 'text', ...say('Type|How the value is entered.', 'Тип|Как вводится значение.') }),
  timeZone: Type.Optional(timeZone),
  required: flag(false, say('Required|Must be filled in.', 'Обязательное|Должно быть заполнено.')),
  ...valueLimits,
  mask: Type.Optional(
    text({
      maxLength: 100,
      ...say('Mask|Input mask: # digit, @ letter, * either.', 'Маска|Маска ввода: # цифра, @ буква, * любое.'),
      examples: ['+7 (###) ###-##-##'],
    }),
  ),
  default: Type.Optional(
    Type.Union(
      [Type.String({ maxLength: 4000 }), Type.Number(), Type.Boolean()],
      say(
        'Default|Value of a new record; tokens such as {username} and today allowed.',
        'По умолчанию|Значение новой записи; можно {username}, today.',
      ),
    ),
  ),
  placeholder: Type.Optional(localText(say('Placeholder|An example inside the empty field.', 'Пример|Пример внутри пустого поля.'))),
  help: Type.Optional(localText(say('Hint|A line under the field.', 'Подсказка|Строка под полем.'))),
  tooltip: Type.Optional(localText(say('Tooltip|Opens from a mark at the label.', 'Пояснение|Открывается по значку у подписи.'))),
  prefix: Type.Optional(localText(say('Before|Stands before the input.', 'Перед полем|Стоит перед вводом.'))),
  suffix: Type.Optional(
    localText(say('After|Stands after the input, a unit for example.', 'После поля|Стоит после ввода, например единица.')),
  ),
  icon: Type.Optional(icon),
  width: whole({
    default: 12,
    minimum: 1,
    maximum: 12,
    ...say('Width|Columns of twelve; all twelve on a phone.', 'Ширина|Колонок из двенадцати; на телефоне все.'),
  }),
  newRow: flag(false, say('New row|Starts a new row of the grid.', 'С новой строки|Начинает новую строку сетки.')),
  rows: Type.Optional(
    whole({ minimum: 1, maximum: 60, ...say('Rows|Height of long texts and code.', 'Строк|Высота длинных текстов и кода.') }),
  ),
  hideLabel: flag(false, say('Hide label|Only screen readers get it.', 'Без подписи|Её получают только программы чтения.')),
  roles: Type.Optional(partRoles),
  editRoles: Type.Optional(editRoles),
  readonly: flag(
    false,
    say(
      'Read only|Shown but not sent; a value sent anyway is ignored.',
      'Только чтение|Показывается, но не отправляется; присланное отбрасывается.',
    ),
  ),
  editOn: choice(
    { always: 'Always|Всегда', create: 'New records only|Только в новой записи', update: 'Existing records only|Только в существующей' },
    { default: 'always', ...say('Editable|When it may be changed.', 'Правка|Когда можно менять.') },
  ),
  visibleWhen: Type.Optional(
    condition(
      say('Visible when|Hidden fields are not sent and not required.', 'Видно, когда|Скрытые поля не отправляются и не обязательны.'),
    ),
  ),
  requiredWhen: Type.Optional(condition(say('Required when|Adds to "Required".', 'Обязательно, когда|В дополнение к «Обязательное».'))),
  disabledWhen: Type.Optional(condition(say('Disabled when|Seen but not editable.', 'Недоступно, когда|Видно, но не правится.'))),
  options: Type.Optional(staticOptions),
  dictionary: Type.Optional(dictionarySchema),
  emptyText: Type.Optional(localText(say('Empty choice|Text of the first option of a list.', 'Пустой пункт|Текст первого пункта списка.'))),
  allowNew: flag(
    false,
    say('New values|A text that is not in the list may be entered.', 'Новые значения|Можно ввести то, чего нет в списке.'),
  ),
  checkOnChange: flag(
    false,
    say(
      'Checks on change|Calls fm_{code}_checkItemField when the value changes.',
      'Проверка при изменении|Вызывает fm_{код}_checkItemField при изменении.',
    ),
  ),
  checkOnLoad: flag(
    false,
    say('Checks on load|Calls it once when the form opens.', 'Проверка при открытии|Вызывает её один раз при открытии.'),
  ),
  uniqueGroup: Type.Optional(
    text({
      maxLength: 64,
      ...say('Unique in|Fields of one such group must differ.', 'Различие в группе|Поля одной группы должны различаться.'),
    }),
  ),
  sameAs: Type.Optional(
    member({
      'x-member': 'fields.code',
      ...say(
        'Same as|Must equal this field, a repeated password for example.',
        'Совпадает с|Должно совпадать с этим полем, например повтор пароля.',
      ),
    }),
  ),
  resource: Type.Optional(
    reference('resource', say('Resource|Resource type of file and picture fields.', 'Ресурс|Тип ресурса для файлов и изображений.')),
  ),
  table: Type.Optional(
    reference(
      'table',
      say(
        'Table|Table of an inner table; it gets the form item as itemID.',
        'Таблица|Таблица для вложенной; получает запись формы как itemID.',
      ),
    ),
  ),
  tree: Type.Optional(reference('tree', say('Tree|Tree of a tree field.', 'Дерево|Дерево для поля-дерева.'))),
  isMultiple: flag(
    false,
    say('Several|A tree gives several values, as a comma list.', 'Несколько|Дерево даёт несколько значений списком через запятую.'),
  ),
  language: choice(
    {
      sql: 'T-SQL|T-SQL',
      html: 'HTML|HTML',
      css: 'CSS|CSS',
      javascript: 'JavaScript|JavaScript',
      json: 'JSON|JSON',
      markdown: 'Markdown|Markdown',
      text: 'Plain text|Простой текст',
    },
    { default: 'text', ...say('Language|Of source code fields.', 'Язык|Для полей с исходным кодом.') },
  ),
  currency: Type.Optional(
    text({
      pattern: '^[A-Z]{3}$|^\\{[A-Za-z]\\w*\\}$',
      ...say('Currency|ISO code for money; by default the currency of the settings.', 'Валюта|Код ISO; по умолчанию валюта из настроек.'),
      examples: ['RUB', 'EUR'],
    }),
  ),
  decimals: Type.Optional(whole({ minimum: 0, maximum: 8, ...say('Decimals|Digits after the point.', 'Знаков|Знаков после запятой.') })),
  maxRating: whole({ default: 5, minimum: 2, maximum: 10, ...say('Stars|Of a rating.', 'Звёзд|Для оценки.') }),
  maxItems: Type.Optional(
    whole({ minimum: 1, ...say('Most items|Of several choices or files.', 'Значений не больше|Выбранных значений или файлов.') }),
  ),
  minItems: Type.Optional(
    whole({ minimum: 0, ...say('Fewest items|Of several choices or files.', 'Значений не меньше|Выбранных значений или файлов.') }),
  ),
  link: Type.Optional(linkPattern(say('Link|A text without input leads there.', 'Ссылка|Куда ведёт текст без ввода.'))),
  autocompleteAttr: Type.Optional(
    text({
      pattern: '^[a-z0-9 -]+$',
      ...say('Browser completion|Value of the attribute autocomplete.', 'Автозаполнение|Значение атрибута autocomplete.'),
      examples: ['given-name', 'off'],
    }),
  ),
  inputMode: Type.Optional(
    choice(
      {
        text: 'Text|Текст',
        decimal: 'Decimal|Дробное',
        numeric: 'Digits|Цифры',
        tel: 'Telephone|Телефон',
        search: 'Search|Поиск',
        email: 'E-mail|Почта',
        url: 'Address|Адрес',
      },
      say('Keyboard|Keyboard of a phone.', 'Клавиатура|Клавиатура телефона.'),
    ),
  ),
  autofocus: flag(false, say('Focus|Gets the focus when the form opens.', 'Фокус|Получает фокус при открытии.')),
  cssClass: Type.Optional(
    text({ pattern: '^[A-Za-z0-9_ -]*$', maxLength: 200, ...say('CSS class|Added to the field.', 'Класс CSS|Добавляется полю.') }),
  ),
});
export type FormField = Static<typeof formFieldSchema>;

export const fieldCodes = (words: { title: string; description: string; 'x-ru': { title: string; description: string } }) =>
  list(member({ 'x-member': 'fields.code', ...say('Field|Code of a field.', 'Поле|Код поля.') }), { uniqueItems: true, ...words });
