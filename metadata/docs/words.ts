// The reference's own sentences in both languages; the words about options come from the schemas.

export type ReferenceLang = 'en' | 'ru';

export interface ReferenceWords {
  readonly title: string;
  readonly intro: readonly string[];
  readonly required: string;
  readonly option: readonly string[];
  readonly snippets: string;
  readonly procedures: string;
  readonly isRequired: string;
  readonly example: string;
  readonly shapes: string;
  readonly shapesIntro: string;
  readonly conditionTitle: string;
  readonly conditionIntro: string;
  readonly localText: string;
  readonly options: string;
  readonly types: {
    readonly text: string;
    readonly boolean: string;
    readonly whole: string;
    readonly decimal: string;
    readonly one: string;
    readonly listOf: (item: string) => string;
    readonly group: string;
    readonly codeOf: string;
    readonly memberOf: (list: string) => string;
    readonly roles: string;
    readonly icon: string;
    readonly link: string;
    readonly parameters: string;
    readonly regex: string;
    readonly markup: string;
    readonly css: string;
    readonly js: string;
    readonly condition: string;
    readonly map: string;
    readonly or: string;
    readonly upTo: (length: number) => string;
  };
  readonly seeBelow: string;
  readonly eg: string;
  readonly atLeast: (count: number) => string;
  readonly unique: string;
}

export const referenceWords: Readonly<Record<ReferenceLang, ReferenceWords>> = {
  en: {
    title: 'Definitions: every option',
    intro: [
      'Made from the schemas by `npm run reference`; do not edit. A body is the JSON of one row of `platform.definition(kind, code, body)`.',
      'An option without a default may be left out; **required** ones may not. Unknown options are errors. Русский: [reference.ru.md](reference.ru.md).',
    ],
    required: '**required**',
    option: ['option', 'type', 'default', 'meaning'],
    snippets: 'In markup',
    procedures: 'Procedures',
    isRequired: 'required',
    example: 'Example',
    shapes: 'Shared shapes',
    shapesIntro: 'Objects that several kinds use.',
    conditionTitle: 'Condition',
    conditionIntro:
      'A rule over field values, checked in the browser and on the server: one comparison (`field`, `op`, `value`), or `all`, `any`, `not` of others.',
    localText:
      'A text for people is a string for both languages or `{ "en": "…", "ru": "…" }`. A string may hold `{t:KEY}`, a text of the kind `label`.',
    options: 'Options of',
    types: {
      text: 'text',
      boolean: 'yes/no',
      whole: 'whole number',
      decimal: 'number',
      one: 'one of',
      listOf: (item) => `list: ${item}`,
      group: 'object',
      codeOf: 'code:',
      memberOf: (list) => `code in \`${list}\``,
      roles: 'roles',
      icon: 'icon',
      link: 'address',
      parameters: 'names → texts',
      regex: 'regular expression',
      markup: 'HTML',
      css: 'CSS',
      js: 'JavaScript',
      condition: 'condition',
      map: 'by key:',
      or: ' or ',
      upTo: (length) => `, to ${length} characters`,
    },
    seeBelow: 'options below',
    eg: 'E.g.',
    atLeast: (count) => `at least ${count}`,
    unique: 'no repeats of',
  },
  ru: {
    title: 'Определения: все настройки',
    intro: [
      'Создано по схемам командой `npm run reference`; не правьте. Тело — JSON одной строки `platform.definition(kind, code, body)`.',
      'Настройку без значения по умолчанию можно не писать, **обязательную** — нельзя. Неизвестные настройки — ошибка. English: [reference.md](reference.md).',
    ],
    required: '**обязательна**',
    option: ['настройка', 'тип', 'по умолчанию', 'смысл'],
    snippets: 'В разметке',
    procedures: 'Процедуры',
    isRequired: 'обязательна',
    example: 'Пример',
    shapes: 'Общие части',
    shapesIntro: 'Объекты, которые используют несколько видов.',
    conditionTitle: 'Условие',
    conditionIntro:
      'Правило о значениях полей, проверяется в браузере и на сервере: одно сравнение (`field`, `op`, `value`) или `all`, `any`, `not` от других.',
    localText:
      'Текст для людей — строка для обоих языков или `{ "en": "…", "ru": "…" }`. В строке может стоять `{t:КЛЮЧ}` — текст вида `label`.',
    options: 'Настройки',
    types: {
      text: 'текст',
      boolean: 'да/нет',
      whole: 'целое число',
      decimal: 'число',
      one: 'одно из',
      listOf: (item) => `список: ${item}`,
      group: 'объект',
      codeOf: 'код:',
      memberOf: (list) => `код из \`${list}\``,
      roles: 'роли',
      icon: 'значок',
      link: 'адрес',
      parameters: 'имена → тексты',
      regex: 'регулярное выражение',
      markup: 'HTML',
      css: 'CSS',
      js: 'JavaScript',
      condition: 'условие',
      map: 'по ключу:',
      or: ' или ',
      upTo: (length) => `, до ${length} символов`,
    },
    seeBelow: 'настройки ниже',
    eg: 'Например',
    atLeast: (count) => `не меньше ${count}`,
    unique: 'без повторов',
  },
};
