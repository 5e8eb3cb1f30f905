// A procedure that page scripts and buttons may call: who may, and what the developer fixes of its parameters.

import { Type } from 'typebox';
import type { Static } from 'typebox';
import { componentRoles, localText, parameters, schemaName } from './shared.ts';
import { say, strict } from './vocabulary.ts';

export const requestSchema = strict({
  title: Type.Optional(localText(say('Title|For developers.', 'Название|Для разработчиков.'))),
  roles: Type.Optional(componentRoles),
  schema: schemaName,
  params: Type.Optional(
    parameters(
      say('Parameters|Passed along; the browser cannot replace them.', 'Параметры|Передаются вместе; браузер не может их заменить.'),
    ),
  ),
});

export type RequestDefinition = Static<typeof requestSchema>;
