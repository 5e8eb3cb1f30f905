// The OpenAPI 3.1 document of incoming actions: made of their definitions, so it cannot be out of date.

import { localText } from '../../renderer/locale.ts';
import type { Lang } from '../../renderer/locale.ts';
import type { NamedApi } from './incoming.ts';
import { isInQuery, parametersSchema, schemaOf } from './parameters.ts';

export interface OpenApiInput {
  readonly apis: readonly NamedApi[];
  readonly baseUrl: string;
  readonly lang: Lang;
}

export function openApiDocument({ apis, baseUrl, lang }: OpenApiInput): Record<string, unknown> {
  return {
    openapi: '3.1.0',
    info: { title: 'Peregrine API', version: '1' },
    servers: [{ url: baseUrl }],
    security: [{ key: [] }],
    paths: Object.fromEntries(apis.map((api) => [`/api/${api.code}`, { [api.definition.method.toLowerCase()]: operation(api, lang) }])),
    components: {
      securitySchemes: { key: { type: 'http', scheme: 'bearer' } },
      schemas: {
        Answer: {
          type: 'object',
          properties: {
            ok: { const: true },
            message: { type: 'string' },
            data: { type: 'array', items: { type: 'object', additionalProperties: true } },
          },
          required: ['ok', 'data'],
        },
        Problem: {
          type: 'object',
          properties: {
            type: { type: 'string' },
            title: { type: 'string' },
            status: { type: 'integer' },
            detail: { type: 'string' },
            traceId: { type: 'string' },
            errors: {
              type: 'array',
              items: { type: 'object', properties: { parameter: { type: 'string' }, message: { type: 'string' } } },
            },
          },
          required: ['title', 'status'],
        },
      },
    },
  };
}

function operation({ code, definition }: NamedApi, lang: Lang): Record<string, unknown> {
  const description = localText(lang, definition.description);
  const answers: [string, string][] = [
    ['400', 'The parameters do not fit'],
    ['401', 'No key that holds'],
    ['403', 'Not for this key'],
    ['422', 'Refused by the rules of the solution'],
    ['429', 'Too many calls'],
  ];
  return {
    operationId: code,
    summary: localText(lang, definition.title),
    ...(description === '' ? {} : { description }),
    ...(isInQuery(definition)
      ? {
          parameters: definition.parameters.map((parameter) => ({
            name: parameter.code,
            in: 'query',
            required: parameter.isRequired,
            schema: schemaOf(parameter, lang),
          })),
        }
      : { requestBody: { required: true, content: { 'application/json': { schema: parametersSchema(definition, lang) } } } }),
    responses: {
      '200': { description: 'Done', content: { 'application/json': { schema: { $ref: '#/components/schemas/Answer' } } } },
      ...Object.fromEntries(
        answers.map(([status, text]) => [
          status,
          { description: text, content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } },
        ]),
      ),
    },
  };
}
