// A block of HTML used on pages, in texts and in panels; its Handlebars body may show the sets of `block_{code}_getData`.

import { Type } from 'typebox';
import type { Static } from 'typebox';
import { componentRoles, localText, parameters, refreshTopics, schemaName } from './shared.ts';
import { choice, flag, say, strict, text, whole } from './vocabulary.ts';

export const blockSchema = strict({
  title: Type.Optional(localText(say('Title|For developers.', 'Название|Для разработчиков.'))),
  roles: Type.Optional(componentRoles),
  schema: schemaName,
  html: text({
    default: '',
    maxLength: 500_000,
    'x-editor': 'markup',
    ...say('Body|Handlebars; sel1, sel2 are the sets of the procedure.', 'Тело|Handlebars; sel1, sel2 — наборы процедуры.'),
    examples: ['{{#each sel1}}<p>{{name}}</p>{{/each}}'],
  }),
  htmlRu: Type.Optional(
    text({
      maxLength: 500_000,
      'x-editor': 'markup',
      ...say('Russian body|When the two languages need different bodies.', 'Русское тело|Если языкам нужны разные тела.'),
    }),
  ),
  hasProcedure: flag(false, say('Procedure|Calls block_{code}_getData.', 'Процедура|Вызывает block_{код}_getData.')),
  cacheSeconds: whole({
    default: 0,
    minimum: 0,
    maximum: 86_400,
    ...say(
      'Cache, s|Rendered once for everybody; only for blocks open to all.',
      'Кэш, с|Общий для всех; только для блоков, открытых всем.',
    ),
  }),
  wrapper: choice(
    { none: 'None|Нет', card: 'Card|Карточка' },
    { default: 'none', ...say('Wrapper|What it stands on.', 'Обёртка|На чём стоит.') },
  ),
  params: Type.Optional(parameters(say('Parameters|Sent to the procedure.', 'Параметры|Передаются процедуре.'))),
  refreshOn: refreshTopics,
  refreshSeconds: Type.Optional(
    whole({
      minimum: 5,
      maximum: 86_400,
      ...say('Refresh every, s|Read again at this interval.', 'Обновлять каждые, с|Перечитывается с этим промежутком.'),
    }),
  ),
});

export type BlockDefinition = Static<typeof blockSchema>;
