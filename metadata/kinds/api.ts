// Calls between this system and others: an incoming action that others call with a key or a signature, or an outgoing request that
// procedures ask for by the external action `apirequest`.

import { Type } from 'typebox';
import type { Static } from 'typebox';
import { procedureName } from './check.ts';
import { localText, member, reference, roleList, schemaName } from './shared.ts';
import { choice, decimal, flag, list, say, strict, text, whole } from './vocabulary.ts';

const parameter = strict({
  code: member(say('Code|Name in the JSON and in @parameters.', 'Код|Имя в JSON и в @parameters.')),
  title: Type.Optional(localText(say('Title|What it means; shown in the OpenAPI document.', 'Название|Что значит; видно в OpenAPI.'))),
  type: choice(
    {
      string: 'Text|Строка',
      integer: 'Whole number|Целое число',
      number: 'Number|Число',
      boolean: 'Yes or no|Да или нет',
      date: 'Date|Дата',
      datetime: 'Moment|Дата и время',
      object: 'Object|Объект',
      array: 'List|Список',
    },
    {
      default: 'string',
      ...say(
        'Type|Anything else is refused. Objects and lists reach the procedure as JSON.',
        'Тип|Иное отклоняется. Объекты и списки приходят в процедуру как JSON.',
      ),
    },
  ),
  isRequired: flag(false, say('Required|A call without it is refused.', 'Обязательный|Вызов без него отклоняется.')),
  maxLength: Type.Optional(whole({ minimum: 1, maximum: 1_000_000, ...say('Greatest length|Of a text.', 'Наибольшая длина|Текста.') })),
  min: Type.Optional(decimal(say('Least|Of a number.', 'Не меньше|Для числа.'))),
  max: Type.Optional(decimal(say('Most|Of a number.', 'Не больше|Для числа.'))),
  values: list(text({ maxLength: 200, ...say('Value|One of the allowed.', 'Значение|Одно из допустимых.') }), {
    uniqueItems: true,
    ...say('Values|The only ones that a text may have.', 'Значения|Только такие и может иметь строка.'),
  }),
});

const header = strict({
  name: text({ pattern: "^[A-Za-z0-9!#$%&'*+.^_`|~-]+$", maxLength: 128, ...say('Name|Of the header.', 'Имя|Заголовка.') }),
  value: text({
    maxLength: 4000,
    ...say('Value|May hold {p1_name} and {setting:CODE}.', 'Значение|Может содержать {имя} и {setting:КОД}.'),
  }),
});

const outgoing = strict(
  {
    method: choice(
      { GET: 'GET|GET', POST: 'POST|POST', PUT: 'PUT|PUT', PATCH: 'PATCH|PATCH', DELETE: 'DELETE|DELETE' },
      { default: 'POST', ...say('Method|Of the request.', 'Метод|Запроса.') },
    ),
    url: text({
      pattern: '^https?://[^\\s@]+$',
      maxLength: 2000,
      examples: ['https://api.example.com/orders/{number}'],
      ...say(
        'Address|Values in it are escaped; {setting:CODE} is a setting.',
        'Адрес|Значения в нём экранируются; {setting:КОД} — настройка.',
      ),
    }),
    headers: list(header, say('Headers|Sent along.', 'Заголовки|Отправляются вместе.')),
    contentType: choice(
      {
        'application/json': 'JSON|JSON',
        'application/x-www-form-urlencoded': 'Form|Форма',
        'text/plain': 'Text|Текст',
      },
      { default: 'application/json', ...say('Content|Values are escaped for it.', 'Содержимое|Значения экранируются для него.') },
    ),
    body: Type.Optional(
      text({
        maxLength: 20_000,
        'x-editor': 'code',
        examples: ['{"number": "{number}", "sum": {sum}}'],
        ...say(
          'Body|With {name} for values: of the action, then of api_{code}_request. Without it all values as JSON.',
          'Тело|С {имя} на месте значений: действия, затем api_{код}_request. Без него — все значения как JSON.',
        ),
      }),
    ),
    allowedHosts: list(text({ maxLength: 200, pattern: '^[A-Za-z0-9.-]+$', ...say('Host|Without port.', 'Узел|Без порта.') }), {
      uniqueItems: true,
      ...say(
        'Allowed hosts|Needed when the host itself is a value; others are refused.',
        'Допустимые узлы|Нужны, когда сам узел — значение; другие отклоняются.',
      ),
    }),
    timeoutSeconds: whole({
      default: 20,
      minimum: 1,
      maximum: 120,
      ...say('Time limit, s|For the whole call.', 'Предел времени, с|На весь вызов.'),
    }),
    retries: whole({
      default: 4,
      minimum: 0,
      maximum: 7,
      ...say(
        'Tries again|With growing pauses, when there is no answer or the other side fails; POST and PATCH only when it cannot have taken the call.',
        'Повторы|С растущими паузами, когда ответа нет или сбой на той стороне; POST и PATCH — только если вызов там заведомо не принят.',
      ),
    }),
    isRepeatable: flag(
      false,
      say(
        'May come twice|POST and PATCH are repeated like the others; all tries carry one Idempotency-Key, by which the other side knows them again.',
        'Можно повторять|POST и PATCH повторяются как остальные; все попытки несут один Idempotency-Key, по которому та сторона их узнаёт.',
      ),
    ),
    maxKb: whole({
      default: 512,
      minimum: 1,
      maximum: 10_240,
      ...say('Largest answer, KB|A larger one is cut off and refused.', 'Наибольший ответ, КБ|Больший обрывается и отклоняется.'),
    }),
  },
  say('Request|What is sent.', 'Запрос|Что отправляется.'),
);

const signature = strict(
  {
    secret: reference('setting', say('Secret|Code of the setting that holds it.', 'Секрет|Код настройки, где он хранится.')),
    header: text({
      default: 'X-Signature',
      maxLength: 128,
      pattern: '^[A-Za-z0-9-]+$',
      ...say('Header|sha256=HEX over TIMESTAMP.BODY.', 'Заголовок|sha256=HEX от ВРЕМЯ.ТЕЛО.'),
    }),
    timestampHeader: text({
      default: 'X-Timestamp',
      maxLength: 128,
      pattern: '^[A-Za-z0-9-]+$',
      ...say('Header of the time|Seconds since 1970.', 'Заголовок времени|Секунды с 1970 года.'),
    }),
    windowSeconds: whole({
      default: 300,
      minimum: 10,
      maximum: 3600,
      ...say('Window, s|Older and newer messages are refused.', 'Окно, с|Более старые и более новые отклоняются.'),
    }),
    username: Type.Optional(
      text({ maxLength: 64, ...say('User|As whom an incoming message acts.', 'Пользователь|От чьего имени действует входящее.') }),
    ),
  },
  say(
    'Signature|Makes it a webhook: HMAC-SHA256 instead of a key, or beside the request.',
    'Подпись|Делает вебхуком: HMAC-SHA256 вместо ключа или вместе с запросом.',
  ),
);

export const apiSchema = strict({
  title: localText(say('Title|What it does.', 'Название|Что делает.')),
  description: Type.Optional(localText(say('Description|For those who call it.', 'Описание|Для тех, кто вызывает.'))),
  direction: choice(
    { incoming: 'Incoming|Входящий', outgoing: 'Outgoing|Исходящий' },
    { default: 'incoming', ...say('Direction|Who calls whom.', 'Направление|Кто кого вызывает.') },
  ),
  isActive: flag(true, say('Active|Otherwise it does not exist for callers.', 'Включён|Иначе для вызывающих его нет.')),
  schema: schemaName,
  procedure: Type.Optional(procedureName),
  roles: Type.Optional(
    roleList(
      say(
        'Roles|Of the user as whom the key acts; empty admits nobody.',
        'Роли|Пользователя, от чьего имени действует ключ; пусто — никто.',
      ),
    ),
  ),
  method: choice(
    { GET: 'GET|GET', POST: 'POST|POST', PUT: 'PUT|PUT', PATCH: 'PATCH|PATCH', DELETE: 'DELETE|DELETE' },
    { default: 'POST', ...say('Method|Of an incoming call.', 'Метод|Входящего вызова.') },
  ),
  parameters: list(parameter, {
    uniqueBy: 'code',
    ...say('Parameters|Of an incoming call; others are refused.', 'Параметры|Входящего вызова; другие отклоняются.'),
  }),
  perMinute: whole({ default: 60, minimum: 1, maximum: 6000, ...say('Calls a minute|Of one key.', 'Вызовов в минуту|С одним ключом.') }),
  maxBodyKb: whole({
    default: 256,
    minimum: 1,
    maximum: 1024,
    ...say('Largest body, KB|Of an incoming call.', 'Наибольшее тело, КБ|Входящего вызова.'),
  }),
  request: Type.Optional(outgoing),
  signature: Type.Optional(signature),
});

export type ApiDefinition = Static<typeof apiSchema>;
export type ApiParameter = ApiDefinition['parameters'][number];
