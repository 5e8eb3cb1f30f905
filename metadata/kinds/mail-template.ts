// A template of letters: subject and body in both languages.

import { Type } from 'typebox';
import type { Static } from 'typebox';
import { localText, reference } from './shared.ts';
import { choice, list, say, strict, text } from './vocabulary.ts';

export const mailTemplateSchema = strict({
  title: localText(say('Title|For developers.', 'Название|Для разработчиков.')),
  subject: localText({
    maxLength: 500,
    ...say('Subject|Handlebars with the values of the letter.', 'Тема|Handlebars со значениями письма.'),
  }),
  body: localText({
    maxLength: 200_000,
    'x-editor': 'markup',
    ...say('Body|HTML in Handlebars; a text part is made from it.', 'Тело|HTML на Handlebars; текстовая часть делается из него.'),
  }),
  preheader: Type.Optional(
    localText(say('Preview line|Shown by mail programs beside the subject.', 'Строка предпросмотра|Её показывают рядом с темой.')),
  ),
  layout: Type.Optional(
    reference('block', say('Layout|Block around the body; {{{body}}} is its place.', 'Каркас|Блок вокруг тела; {{{body}}} — его место.')),
  ),
  from: Type.Optional(
    text({ maxLength: 200, ...say('Sender|Instead of that of the settings.', 'Отправитель|Вместо указанного в настройках.') }),
  ),
  replyTo: Type.Optional(text({ maxLength: 200, ...say('Reply to|Address for answers.', 'Ответ на|Адрес для ответов.') })),
  values: list(
    strict({
      code: text({ pattern: '^[A-Za-z_]\\w*$', maxLength: 64, ...say('Code|Name in the template.', 'Код|Имя в шаблоне.') }),
      example: Type.Optional(text({ maxLength: 1000, ...say('Example|For the preview.', 'Пример|Для предпросмотра.') })),
    }),
    { uniqueBy: 'code', ...say('Values|What the sender gives.', 'Значения|Что даёт отправитель.') },
  ),
  importance: choice(
    { low: 'Low|Низкая', normal: 'Normal|Обычная', high: 'High|Высокая' },
    { default: 'normal', ...say('Importance|Header of the letter.', 'Важность|Заголовок письма.') },
  ),
});

export type MailTemplateDefinition = Static<typeof mailTemplateSchema>;
