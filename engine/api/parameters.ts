// The JSON Schema of an incoming action's parameters, for checking and for the OpenAPI document, and their values as procedures take them.

import { Ajv } from 'ajv';
import type { ErrorObject, ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import type { ApiDefinition, ApiParameter } from '../../metadata/kinds/api.ts';
import { localText } from '../../renderer/locale.ts';
import type { Lang } from '../../renderer/locale.ts';

const exact = new Ajv({ allErrors: true, strict: true });
/** What stands in a query is text: `5` is a number there. */
const lenient = new Ajv({ allErrors: true, strict: true, coerceTypes: true });
for (const ajv of [exact, lenient]) addFormats.default(ajv, ['date', 'date-time']);

const validators = new WeakMap<ApiDefinition, ValidateFunction>();

export interface ParameterFault {
  readonly parameter: string;
  readonly message: string;
}

/** Whether parameters come in the query rather than in a body. */
export function isInQuery({ method }: ApiDefinition): boolean {
  return method === 'GET' || method === 'DELETE';
}

/** What is wrong with the values; numbers of a query become numbers in them. */
export function parameterFaults(definition: ApiDefinition, values: Record<string, unknown>): ParameterFault[] {
  let validate = validators.get(definition);
  if (validate === undefined) {
    validate = (isInQuery(definition) ? lenient : exact).compile(parametersSchema(definition));
    validators.set(definition, validate);
  }
  return validate(values) ? [] : (validate.errors ?? []).map(faultOf);
}

/** As JSON Schema 2020-12, which is OpenAPI's own. */
export function parametersSchema(definition: ApiDefinition, lang?: Lang): Record<string, unknown> {
  return {
    type: 'object',
    properties: Object.fromEntries(definition.parameters.map((parameter) => [parameter.code, schemaOf(parameter, lang)])),
    required: definition.parameters.filter(({ isRequired }) => isRequired).map(({ code }) => code),
    additionalProperties: false,
  };
}

/** Invariant text, as every dictionary of a procedure has it. */
export function dictionaryValues(values: Readonly<Record<string, unknown>>): Map<string, string> {
  return new Map(
    Object.entries(values).map(([name, value]) => {
      if (typeof value === 'boolean') return [name, value ? 'True' : 'False'];
      return [name, typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value)];
    }),
  );
}

export function schemaOf(parameter: ApiParameter, lang?: Lang): Record<string, unknown> {
  const { type, maxLength, min, max, values, title } = parameter;
  const said = lang === undefined || title === undefined ? {} : { description: localText(lang, title) };
  switch (type) {
    case 'integer':
    case 'number':
      return { type, ...said, ...(min === undefined ? {} : { minimum: min }), ...(max === undefined ? {} : { maximum: max }) };
    case 'date':
      return { type: 'string', format: 'date', ...said };
    case 'datetime':
      return { type: 'string', format: 'date-time', ...said };
    case 'boolean':
    case 'object':
    case 'array':
      return { type, ...said };
    default:
      return { type: 'string', maxLength: maxLength ?? 4000, ...(values.length === 0 ? {} : { enum: values }), ...said };
  }
}

function faultOf({ instancePath, keyword, params, message = '' }: ErrorObject): ParameterFault {
  const named =
    keyword === 'required' ? params.missingProperty : keyword === 'additionalProperties' ? params.additionalProperty : undefined;
  return { parameter: typeof named === 'string' ? named : (instancePath.split('/')[1] ?? ''), message };
}
