// A job: a procedure that does its work by the clock or when somebody asks for it.

import { Type } from 'typebox';
import type { Static } from 'typebox';
import { cronText, keepDays, procedureName, timeLimitSeconds, timeZoneName } from './check.ts';
import { icon, localText, roleList, schemaName } from './shared.ts';
import { flag, say, strict } from './vocabulary.ts';

export const jobSchema = strict({
  title: localText(say('Title|What it does.', 'Название|Что делает.')),
  description: Type.Optional(localText(say('Description|For those who run it.', 'Описание|Для тех, кто запускает.'))),
  icon: Type.Optional(icon),
  roles: Type.Optional(
    roleList(say('Roles|Who sees it and runs it by hand; empty admits nobody.', 'Роли|Кто видит и запускает вручную; пусто — никто.')),
  ),
  schema: schemaName,
  procedure: Type.Optional(procedureName),
  schedule: Type.Optional(cronText),
  timeZone: timeZoneName,
  timeLimitSeconds,
  isActive: flag(true, say('Active|Runs by its schedule.', 'Включено|Выполняется по расписанию.')),
  keepDays,
});

export type JobDefinition = Static<typeof jobSchema>;
