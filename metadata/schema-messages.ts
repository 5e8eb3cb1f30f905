// What a violation of a schema means, in clear words in both languages. The words of Ajv are for programmers; these are for whoever wrote
// the definition.

import type { ErrorObject } from 'ajv';
import { step } from './findings.ts';
import type { FindingMessage, Problem } from './findings.ts';

/** The problems behind Ajv's errors, without the branches of alternatives that only repeat them. */
export function schemaProblems(errors: readonly ErrorObject[]): Problem[] {
  const alternatives = errors.filter(({ keyword }) => keyword === 'anyOf' || keyword === 'oneOf');
  const isBranch = (error: ErrorObject) =>
    alternatives.some((outer) => outer !== error && error.schemaPath.startsWith(`${outer.schemaPath}/`));
  const problems = errors
    .filter((error) => !isBranch(error) && error.keyword !== 'propertyNames')
    .map((error) => ({ pointer: pointerOf(error), message: messageOf(error) }));
  const seen = new Set<string>();
  return problems.filter(({ pointer, message }) => {
    const key = `${pointer} ${message.en}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

function pointerOf(error: ErrorObject): string {
  const { keyword, instancePath, params } = error;
  if (keyword === 'required') return instancePath + step(params.missingProperty);
  if (keyword === 'additionalProperties') return instancePath + step(params.additionalProperty);
  if (keyword === 'uniqueBy') return instancePath + params.at;
  if (error.propertyName !== undefined) return instancePath + step(error.propertyName);
  return instancePath;
}

type Explain = (error: ErrorObject) => FindingMessage;

const explanations: Readonly<Record<string, Explain>> = {
  required: ({ params }) => ({ en: `"${params.missingProperty}" is missing.`, ru: `Не хватает «${params.missingProperty}».` }),
  additionalProperties: ({ params, parentSchema }) => {
    const near = nearest(String(params.additionalProperty), Object.keys((parentSchema?.properties as object | undefined) ?? {}));
    return {
      en: `"${params.additionalProperty}" is not an option here.${near === undefined ? '' : ` Did you mean "${near}"?`}`,
      ru: `«${params.additionalProperty}» здесь не бывает.${near === undefined ? '' : ` Может быть, «${near}»?`}`,
    };
  },
  type: ({ params }) => ({ en: `Must be ${typeNames(params.type, 0)}.`, ru: `Должно быть: ${typeNames(params.type, 1)}.` }),
  enum: ({ params, data }) => {
    const allowed = (params.allowedValues as unknown[]).join(', ');
    return { en: `"${String(data)}" is not one of: ${allowed}.`, ru: `«${String(data)}» — не одно из: ${allowed}.` };
  },
  minimum: ({ params }) => ({ en: `Must be at least ${params.limit}.`, ru: `Должно быть не меньше ${params.limit}.` }),
  maximum: ({ params }) => ({ en: `Must be at most ${params.limit}.`, ru: `Должно быть не больше ${params.limit}.` }),
  minLength: ({ params }) => ({ en: `Needs at least ${params.limit} characters.`, ru: `Нужно символов не меньше: ${params.limit}.` }),
  maxLength: ({ params }) => ({
    en: `May have at most ${params.limit} characters.`,
    ru: `Символов может быть не больше: ${params.limit}.`,
  }),
  minItems: ({ params }) => ({ en: `Needs at least ${params.limit} entries.`, ru: `Нужно записей не меньше: ${params.limit}.` }),
  maxItems: ({ params }) => ({ en: `May have at most ${params.limit} entries.`, ru: `Записей может быть не больше: ${params.limit}.` }),
  minProperties: () => ({ en: 'May not be empty.', ru: 'Не может быть пустым.' }),
  uniqueItems: () => ({ en: 'Entries may not repeat.', ru: 'Записи не должны повторяться.' }),
  uniqueBy: ({ params }) => ({ en: `"${params.value}" is used twice in this list.`, ru: `«${params.value}» в этом списке дважды.` }),
  pattern: ({ data, parentSchema, propertyName }) => {
    const example = (parentSchema?.examples as unknown[] | undefined)?.[0];
    const value = propertyName ?? String(data);
    return {
      en: `"${value}" is not written as it should be.${example === undefined ? '' : ` Example: ${String(example)}`}`,
      ru: `«${value}» записано неверно.${example === undefined ? '' : ` Пример: ${String(example)}`}`,
    };
  },
  format: ({ params, data }) =>
    params.format === 'regex'
      ? { en: `"${String(data)}" is not a regular expression.`, ru: `«${String(data)}» — не регулярное выражение.` }
      : { en: `Is not a valid ${params.format}.`, ru: `Неверный формат ${params.format}.` },
  anyOf: (error) => alternative(error),
  oneOf: (error) => alternative(error),
};

function messageOf(error: ErrorObject): FindingMessage {
  const explain = explanations[error.keyword];
  return explain?.(error) ?? { en: `Is not valid: ${error.message ?? error.keyword}.`, ru: `Неверно: ${error.message ?? error.keyword}.` };
}

function alternative({ parentSchema }: ErrorObject): FindingMessage {
  if (parentSchema?.['x-editor'] === 'localText') {
    return { en: 'Must be a text, or an object with "en" and "ru".', ru: 'Должен быть текст или объект с «en» и «ru».' };
  }
  if (parentSchema?.$id === 'condition') {
    return {
      en: 'A condition is either field with op, or all, or any, or not.',
      ru: 'Условие — это field с op, либо all, либо any, либо not.',
    };
  }
  return { en: 'The value has a wrong type.', ru: 'Значение неверного типа.' };
}

const types: Readonly<Record<string, readonly [string, string]>> = {
  string: ['a text', 'текст'],
  number: ['a number', 'число'],
  integer: ['a whole number', 'целое число'],
  boolean: ['true or false', 'true или false'],
  array: ['a list', 'список'],
  object: ['an object', 'объект'],
  null: ['null', 'null'],
};

function typeNames(type: unknown, at: 0 | 1): string {
  return [type]
    .flat()
    .map((name) => types[String(name)]?.[at] ?? String(name))
    .join(at === 0 ? ' or ' : ' или ');
}

/** The known name that differs by a letter or two, or only by case. */
function nearest(name: string, known: readonly string[]): string | undefined {
  const scored = known.map((other) => ({ other, distance: distance(name.toLowerCase(), other.toLowerCase()) }));
  const best = scored.toSorted((a, b) => a.distance - b.distance)[0];
  return best !== undefined && best.distance <= (name.length < 4 ? 1 : 2) ? best.other : undefined;
}

function distance(left: string, right: string): number {
  let previous = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let row = 1; row <= left.length; row++) {
    const current = [row];
    for (let column = 1; column <= right.length; column++) {
      const cost = left[row - 1] === right[column - 1] ? 0 : 1;
      current[column] = Math.min((previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1, (previous[column - 1] ?? 0) + cost);
    }
    previous = current;
  }
  return previous[right.length] ?? 0;
}
