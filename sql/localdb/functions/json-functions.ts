// The scalar JSON functions. JSON_OBJECT and JSON_ARRAY exist twice: the name with a suffix is the form with the null
// clause that is not the function's default (JSON_OBJECT ... ABSENT ON NULL, JSON_ARRAY ... NULL ON NULL).

import { SqlError, sqlError } from '../types/errors.ts';
import { intType, isString, MAX, nvarcharType } from '../types/sql-type.ts';
import type { SqlType, Value } from '../types/sql-type.ts';
import { argumentAt, defineScalar, invalidArgument, shortTextParameter } from './argument-types.ts';
import { isNullLiteral } from './dates/date-argument.ts';
import type { BoundFunction, FunctionArgument, ScalarFunction } from './function.ts';
import { modifyJson } from './json/json-modify.ts';
import { followPath, pathParser } from './json/json-path.ts';
import { JSON_ARRAY, JSON_NULL, JSON_NUMBER, JSON_OBJECT, JSON_STRING, JsonReader } from './json/json-reader.ts';
import type { JsonKind } from './json/json-reader.ts';
import { jsonString, jsonWriter } from './json/json-text.ts';

const textResult = nvarcharType(4000);
const jsonResult = nvarcharType(MAX);

/** The type that a JSON document or path is converted to: text stays as it is, other types are refused. */
const textArgument = (args: readonly FunctionArgument[], index: number, name: string): SqlType | undefined => {
  const arg = argumentAt(args, index);
  const { type } = arg;
  if (isNullLiteral(arg)) return textResult;
  if (!isString(type) || type.name === 'xml') throw invalidArgument(type, index + 1, name);
  return undefined;
};

/** A path is text, and never NULL: 8116. */
const pathArgument = (args: readonly FunctionArgument[], name: string): SqlType | undefined => {
  if (args[1] && isNullLiteral(args[1])) throw nullPath(name);
  return textArgument(args, 1, name);
};
const nullPath = (name: string): SqlError => sqlError(8116, 'NULL', 2, name.toLowerCase());

const KINDS: Readonly<Record<string, (kind: JsonKind) => boolean>> = {
  value: () => true,
  array: (kind) => kind === JSON_ARRAY,
  object: (kind) => kind === JSON_OBJECT,
  scalar: (kind) => kind === JSON_STRING || kind === JSON_NUMBER,
};
const isObjectOrArray = (kind: JsonKind): boolean => kind === JSON_OBJECT || kind === JSON_ARRAY;

const isJson: ScalarFunction = {
  ...defineScalar('ISJSON', [1, 2], (args, name) => {
    const parameter = textArgument(args, 0, name);
    const keyword = args[1]?.constant;
    const isWanted = keyword === undefined ? isObjectOrArray : KINDS[String(keyword).toLowerCase()];
    if (!isWanted) throw sqlError(102, String(keyword));
    return {
      type: intType,
      parameters: [parameter],
      call: (_, text) => (isJsonText(text as string, isWanted) ? 1 : 0),
    };
  }),
  keywordArgument: 1,
};

const isJsonText = (text: string, isWanted: (kind: JsonKind) => boolean): boolean => {
  const reader = new JsonReader(text);
  try {
    reader.skipSpace();
    if (!isWanted(reader.kind())) return false;
    reader.skipValue();
    reader.skipSpace();
    return reader.position === text.length;
  } catch (error) {
    if (error instanceof SqlError) return false;
    throw error;
  }
};

const jsonValue = defineScalar('JSON_VALUE', [2, 2], (args, name) => {
  const parameters = [textArgument(args, 0, name), pathArgument(args, name)];
  const parse = pathParser();
  // Out of a document that is not (max), text that is too long is cut.
  const isCut = argumentAt(args, 0).type.length !== MAX;
  return {
    type: textResult,
    parameters,
    call: (_, document, pathText) => {
      const path = parse(pathText as string);
      const reader = new JsonReader(document as string);
      reader.enterDocument();
      if (!followPath(reader, path.steps)) {
        if (path.isStrict) throw sqlError(13608);
        return null;
      }
      if (isObjectOrArray(reader.kind())) {
        if (path.isStrict) throw sqlError(13623);
        return null;
      }
      const text = reader.readText();
      if (text === null || text.length <= 4000) return text;
      if (isCut) return text.slice(0, 4000);
      if (path.isStrict) throw sqlError(13625);
      return null;
    },
  };
});

const jsonQuery = defineScalar('JSON_QUERY', [1, 2], (args, name) => {
  const parameters = args.length === 1 ? [textArgument(args, 0, name)] : [textArgument(args, 0, name), pathArgument(args, name)];
  const parse = pathParser();
  return {
    type: jsonResult,
    parameters,
    isJson: true,
    call: (_, document, pathText = '$') => {
      const path = parse(pathText as string);
      const reader = new JsonReader(document as string);
      reader.enterDocument();
      if (!followPath(reader, path.steps)) {
        if (path.isStrict) throw sqlError(13608);
        return null;
      }
      const kind = reader.kind();
      if (isObjectOrArray(kind)) return reader.readRaw();
      if (path.isStrict && kind !== JSON_NULL) throw sqlError(13624);
      return null;
    },
  };
});

const jsonPathExists = defineScalar('JSON_PATH_EXISTS', [2, 2], (args, name) => {
  const parse = pathParser();
  return {
    type: intType,
    parameters: [textArgument(args, 0, name), pathArgument(args, name)],
    call: (_, document, pathText) => {
      const { steps } = parse(pathText as string);
      const reader = new JsonReader(document as string);
      try {
        reader.enterDocument();
        if (!followPath(reader, steps)) return 0;
        new JsonReader(document as string).skipDocument();
        return 1;
      } catch (error) {
        // Text that is no JSON has no paths.
        if (error instanceof SqlError) return 0;
        throw error;
      }
    },
  };
});

const jsonModify = defineScalar(
  'JSON_MODIFY',
  [3, 3],
  (args, name) => {
    const value = argumentAt(args, 2);
    const write = jsonWriter(value.type, value.isJson);
    const parse = pathParser(true);
    return {
      type: jsonResult,
      parameters: [textArgument(args, 0, name), pathArgument(args, name)],
      isJson: true,
      call: (_, document, pathText, newValue) =>
        document === null || document === undefined || pathText === null
          ? null
          : modifyJson(document as string, parse(pathText as string), newValue === null || newValue === undefined ? null : write(newValue)),
    };
  },
  { isStrict: false },
);

const jsonObject = (name: string, keepsNull: boolean): ScalarFunction =>
  defineScalar(
    name,
    [0, 2000],
    (args) => {
      const writers = args.map(({ type, isJson }) => jsonWriter(type, isJson));
      return {
        type: jsonResult,
        isNotNull: true,
        isJson: true,
        parameters: args.map((_, i) => (i % 2 === 0 ? shortTextParameter(args, i, 'json_object') : undefined)),
        call: (_, ...values) => {
          let text = '';
          for (let i = 0; i < values.length; i += 2) {
            const key = values[i];
            if (typeof key !== 'string') throw sqlError(13638, 'json_object');
            const member = memberText(values[i + 1], writers[i + 1], keepsNull);
            if (member !== undefined) text += `${text === '' ? '' : ','}${jsonString(key)}:${member}`;
          }
          return `{${text}}`;
        },
      };
    },
    { isStrict: false },
  );

const jsonArray = (name: string, keepsNull: boolean): ScalarFunction =>
  defineScalar(
    name,
    [0, 2000],
    (args): BoundFunction => {
      const writers = args.map(({ type, isJson }) => jsonWriter(type, isJson));
      return {
        type: jsonResult,
        isNotNull: true,
        isJson: true,
        call: (_, ...values) => {
          let text = '';
          for (let i = 0; i < values.length; i++) {
            const element = memberText(values[i], writers[i], keepsNull);
            if (element !== undefined) text += text === '' ? element : `,${element}`;
          }
          return `[${text}]`;
        },
      };
    },
    { isStrict: false },
  );

const memberText = (
  value: Value | undefined,
  write: ((value: NonNullable<Value>) => string) | undefined,
  keepsNull: boolean,
): string | undefined => (value === null || value === undefined || !write ? (keepsNull ? 'null' : undefined) : write(value));

/** ISJSON, JSON_VALUE, JSON_QUERY, JSON_MODIFY, JSON_PATH_EXISTS, JSON_OBJECT and JSON_ARRAY. */
export const jsonFunctions: readonly ScalarFunction[] = [
  isJson,
  jsonValue,
  jsonQuery,
  jsonModify,
  jsonPathExists,
  jsonObject('JSON_OBJECT', true),
  jsonObject('JSON_OBJECT_ABSENT', false),
  jsonArray('JSON_ARRAY', false),
  jsonArray('JSON_ARRAY_NULL', true),
];
