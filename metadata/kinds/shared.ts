// Pieces that several kinds share: texts in two languages, codes, role lists, icons, colours, conditions, static options, links.

import { Type } from 'typebox';
import type { Static, TString, TUnsafe } from 'typebox';
import { choice, list, say, strict, text } from './vocabulary.ts';
import type { Keywords, Words } from './vocabulary.ts';

/** A text for people: the same in both languages, or one for each. A string may hold `{t:KEY}` label tokens. */
export type LocalText = string | { readonly en?: string; readonly ru?: string };

/** A text for people in both languages. */
export function localText(options: Words & Keywords): TUnsafe<LocalText> {
  const { maxLength = 4000, ...rest } = options;
  return Type.Unsafe<LocalText>({
    anyOf: [
      { type: 'string', maxLength },
      {
        type: 'object',
        properties: { en: { type: 'string', maxLength }, ru: { type: 'string', maxLength } },
        additionalProperties: false,
        minProperties: 1,
      },
    ],
    'x-editor': 'localText',
    ...rest,
  });
}

/** Codes of definitions: letters, digits, `-` and `_`; they become part of procedure names and addresses. */
export const codePattern = '^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$';

/** Codes of members (columns, fields, statuses): they equal result column names. */
const memberPattern = '^[A-Za-z_][A-Za-z0-9_-]{0,63}$';

/** The code of a definition of this kind. */
export function reference(kind: string, words: Words & Keywords): TString {
  return text({ pattern: codePattern, maxLength: 64, 'x-ref': kind, 'x-editor': 'reference', ...words });
}

export function member(words: Words & Keywords): TString {
  return text({ pattern: memberPattern, maxLength: 64, ...words });
}

/** A column or field of the same definition, named by its code: `of` is `columns.code` or `fields.code`. */
export function memberOf(of: string, words: Words & Keywords): TString {
  return member({ 'x-member': of, ...words });
}

/** Comma list of role codes; `all` is everybody, `*` any signed-in user. */
export function roleList(words: Words & Keywords): TString {
  return text({
    pattern: '^\\s*$|^\\s*(\\*|[A-Za-z0-9][A-Za-z0-9_-]*)(\\s*,\\s*(\\*|[A-Za-z0-9][A-Za-z0-9_-]*))*\\s*$',
    'x-editor': 'roles',
    examples: ['client,manager', '*', 'all'],
    ...words,
  });
}

export const componentRoles = roleList(
  say(
    'Roles|Who may open it: role codes by comma, "*" any signed-in user, "all" everybody. Empty admits nobody.',
    'Роли|Кто может открыть: коды ролей через запятую, «*» — любой вошедший, «all» — все. Пусто — никто.',
  ),
);

export const partRoles = roleList(
  say('Roles|Who sees this part; empty means everybody who sees the whole.', 'Роли|Кто видит эту часть; пусто — все, кто видит целое.'),
);

export const editRoles = roleList(
  say(
    'Roles that edit|Who may change the value; empty means everybody who may change the whole.',
    'Роли для правки|Кто может менять значение; пусто — все, кто может менять целое.',
  ),
);

/** Name of a Bootstrap icon. */
export function iconName(words: Words): TString {
  return text({ pattern: '^[a-z0-9]+(-[a-z0-9]+)*$', maxLength: 64, 'x-editor': 'icon', examples: ['cart', 'box-seam'], ...words });
}

export const icon = iconName(say('Icon|Name of a Bootstrap icon.', 'Значок|Имя значка Bootstrap Icons.'));

export const colorNames = {
  primary: 'Primary|Основной',
  secondary: 'Grey|Серый',
  info: 'Blue|Синий',
  success: 'Green|Зелёный',
  warning: 'Amber|Янтарный',
  danger: 'Red|Красный',
  plum: 'Plum|Сливовый',
} as const;

export type ColorName = keyof typeof colorNames;

export function colorName(words: Words & Keywords): TUnsafe<ColorName> {
  return choice(colorNames, { 'x-editor': 'color', ...words });
}

export const color = colorName(say('Colour|Name of a theme colour.', 'Цвет|Имя цвета темы.'));

export const buttonStyles = {
  primary: 'Primary|Основная',
  secondary: 'Secondary|Второстепенная',
  outline: 'Outlined|Контурная',
  link: 'Link|Ссылка',
  success: 'Green|Зелёная',
  warning: 'Amber|Янтарная',
  danger: 'Dangerous|Опасная',
} as const;

/** An address inside the application or an https one; `{name}` is replaced by a value, escaped for URLs. */
export function linkPattern(words: Words & Keywords): TString {
  return text({
    // What a browser would run (`javascript:`), or read as another host (`//host`, `/\host`), is no link.
    pattern: '^(/(?![/\\\\])|https://|mailto:|tel:|#|\\?|\\{)[^\\s<>"\\\\]*$|^/$',
    maxLength: 1000,
    'x-editor': 'link',
    examples: ['/order/{id}', 'https://example.com/{code}'],
    ...words,
  });
}

/** Parameters by name; values may hold `{name}` tokens. */
export function parameters(words: Words): TUnsafe<Readonly<Record<string, string>>> {
  return Type.Unsafe<Readonly<Record<string, string>>>({
    type: 'object',
    propertyNames: { pattern: '^[A-Za-z_][A-Za-z0-9_]{0,63}$' },
    additionalProperties: { type: 'string', maxLength: 4000 },
    'x-editor': 'parameters',
    examples: [{ pointID: '{itemID}' }],
    ...words,
  });
}

const conditionOperators = ['eq', 'ne', 'in', 'notIn', 'empty', 'notEmpty', 'gt', 'ge', 'lt', 'le', 'contains'] as const;

/** A rule over field values, as data. `in` and `notIn` take a list; `empty` and `notEmpty` take no value. */
export type Condition =
  | {
      readonly field: string;
      readonly op: (typeof conditionOperators)[number];
      readonly value?: ConditionValue | readonly ConditionValue[];
    }
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly not: Condition };

export type ConditionValue = string | number | boolean;

const scalar = { type: ['string', 'number', 'boolean'] };

/** Referred to by every condition, because it contains itself. */
export const conditionSchema = {
  $id: 'condition',
  type: 'object',
  additionalProperties: false,
  minProperties: 1,
  properties: {
    field: {
      type: 'string',
      pattern: memberPattern,
      'x-member': 'fields.code',
      ...say('Field|Code of the field that is looked at.', 'Поле|Код поля, на которое смотрят.'),
    },
    op: {
      type: 'string',
      enum: conditionOperators,
      ...say('Comparison|How the value is compared.', 'Сравнение|Как сравнивается значение.'),
    },
    value: {
      anyOf: [scalar, { type: 'array', items: scalar }],
      ...say('Value|What it is compared with; a list for in and notIn.', 'Значение|С чем сравнивается; список для in и notIn.'),
    },
    all: {
      type: 'array',
      minItems: 1,
      items: { $ref: 'condition' },
      ...say('All of|True when every one is.', 'Все|Верно, когда верны все.'),
    },
    any: {
      type: 'array',
      minItems: 1,
      items: { $ref: 'condition' },
      ...say('Any of|True when at least one is.', 'Любое|Верно, когда верно хотя бы одно.'),
    },
    not: { $ref: 'condition', ...say('Not|True when the inner one is not.', 'Не|Верно, когда внутреннее неверно.') },
  },
  oneOf: [{ required: ['field', 'op'] }, { required: ['all'] }, { required: ['any'] }, { required: ['not'] }],
};

export function condition(words: Words): TUnsafe<Condition> {
  return Type.Unsafe<Condition>({
    $ref: 'condition',
    'x-editor': 'condition',
    examples: [{ field: 'deliveryType', op: 'eq', value: 'courier' }],
    ...words,
  });
}

/** A static option of a list. */
const optionSchema = strict({
  value: Type.String({
    maxLength: 256,
    ...say('Value|What is stored and sent to the procedure.', 'Значение|Что хранится и передаётся процедуре.'),
  }),
  text: localText(say('Text|What people read.', 'Текст|Что видят люди.')),
  color: Type.Optional(color),
  icon: Type.Optional(icon),
  group: Type.Optional(localText(say('Group|Options of one group stand together.', 'Группа|Пункты одной группы стоят вместе.'))),
});

export const staticOptions = Type.Array(optionSchema, {
  uniqueBy: 'value',
  ...say(
    'Options|A fixed list; without it the values come from the dictionary procedure.',
    'Пункты|Постоянный список; без него значения даёт процедура-словарь.',
  ),
  examples: [[{ value: 'new', text: { en: 'New', ru: 'Новый' }, color: 'info' }]],
});

/** Where the values of a list come from when they are not static. */
export const dictionarySchema = strict(
  {
    procedure: Type.Optional(
      text({
        maxLength: 128,
        pattern: '^[A-Za-z0-9_.-]+$',
        ...say(
          'Procedure|Name of the procedure; without it the name by convention.',
          'Процедура|Имя процедуры; без него — имя по соглашению.',
        ),
      }),
    ),
    dependsOn: list(member(say('Field|Code of a field.', 'Поле|Код поля.')), {
      ...say(
        'Depends on|Fields whose change clears the value and loads the list again.',
        'Зависит от|Поля, изменение которых очищает значение и перечитывает список.',
      ),
      uniqueItems: true,
    }),
    isSearched: Type.Boolean({
      default: false,
      ...say(
        'Searched on the server|Options are asked for as the user types (@search, @limit).',
        'Поиск на сервере|Пункты запрашиваются по мере ввода (@search, @limit).',
      ),
    }),
    limit: Type.Integer({
      default: 20,
      minimum: 1,
      maximum: 1000,
      ...say('Limit|How many options a search returns at most.', 'Предел|Сколько пунктов возвращает поиск, не более.'),
    }),
    minLength: Type.Integer({
      default: 0,
      minimum: 0,
      maximum: 10,
      ...say(
        'Characters before search|Search starts from this many characters.',
        'Символов до поиска|Поиск начинается с этого числа символов.',
      ),
    }),
  },
  say('Dictionary|The procedure that gives the options.', 'Словарь|Процедура, дающая пункты списка.'),
);
export type Dictionary = Static<typeof dictionarySchema>;

export const openModes = {
  modal: 'Window|Окно',
  big: 'Large window|Большое окно',
  slideout: 'Side panel|Боковая панель',
  page: 'Page|Страница',
} as const;

export const openMode = choice(openModes, {
  default: 'modal',
  ...say('Opens as|Where the form appears.', 'Открывается|Где появляется форма.'),
});

/** Topics of server events; a component that listens is refreshed when one arrives. */
export const refreshTopics = list(
  text({ pattern: '^[A-Za-z0-9_{][A-Za-z0-9_:.{}-]*$', maxLength: 128, ...say('Topic|Name of an event.', 'Тема|Имя события.') }),
  {
    uniqueItems: true,
    ...say(
      'Refresh on|Events that refresh it without reload; {itemID} is replaced.',
      'Обновлять по событию|События, обновляющие компонент без перезагрузки; {itemID} подставляется.',
    ),
    examples: [['orders', 'order:{itemID}']],
  },
);

export const timeZone = choice(
  { visitor: "The visitor's|Посетителя", none: 'None: wall time as stored|Без пояса: как записано' },
  say(
    "Time zone|Of dates with a time. They are stored in UTC and shown and entered in the visitor's zone, unless there is none.",
    'Часовой пояс|Для даты со временем. В базе — UTC, показ и ввод — в поясе посетителя, если не указано «без пояса».',
  ),
);

export const schemaName = text({
  default: 'dbo',
  pattern: '^[A-Za-z_][A-Za-z0-9_]{0,127}$',
  ...say('SQL schema|Schema of its procedures.', 'Схема SQL|Схема его процедур.'),
});

/** Where nothing is found: what to say and what to do next. */
export const emptyState = strict(
  {
    title: Type.Optional(localText(say('Title|What is empty.', 'Заголовок|Чего нет.'))),
    text: Type.Optional(localText(say('Text|Why, and what to do next.', 'Текст|Почему и что делать дальше.'))),
    icon: Type.Optional(icon),
    actionText: Type.Optional(localText(say('Button|Text of the button.', 'Кнопка|Текст кнопки.'))),
    form: Type.Optional(reference('form', say('Form|The form that the button opens.', 'Форма|Форма, которую открывает кнопка.'))),
    url: Type.Optional(linkPattern(say('Address|Where the button leads.', 'Адрес|Куда ведёт кнопка.'))),
  },
  say('Empty state|What is shown when there is nothing to show.', 'Пустое состояние|Что показать, когда показывать нечего.'),
);
