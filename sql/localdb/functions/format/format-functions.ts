// FORMAT and FORMATMESSAGE as functions.

import { ERRORS } from '../../types/errors.ts';
import { bigintType, intType, isNumeric, isTemporal, nvarcharType } from '../../types/sql-type.ts';
import type { Exact, SqlType, Value } from '../../types/sql-type.ts';
import { argumentAt, defineScalar, invalidArgument, shortTextParameter } from '../argument-types.ts';
import type { BoundFunction, FunctionArgument, FunctionSession, ScalarFunction } from '../function.ts';
import { cultureOf, cultureOfLanguage } from './culture.ts';
import type { Culture } from './culture.ts';
import { dateFormat } from './format-date.ts';
import { formatMessage, messageParameter } from './format-message.ts';
import { numberFormat } from './format-number.ts';

/** As for RAISERROR; an integer literal too large for int, which is numeric, is taken as well. */
const messageArgument = (type: SqlType, position: number): SqlType | undefined =>
  (type.name === 'numeric' || type.name === 'decimal') && type.scale === 0 ? bigintType : messageParameter(type, position);

type Writer = (v: NonNullable<Value>) => string;

/** Longest text that FORMAT returns. */
const LONGEST = 4000;

const bindFormat = (args: readonly FunctionArgument[], name: string): BoundFunction => {
  const { type } = argumentAt(args, 0);
  if ((!isNumeric(type) && !isTemporal(type)) || type.name === 'bit') throw invalidArgument(type, 1, name);
  const parameters: (SqlType | undefined)[] = [undefined, shortTextParameter(args, 1, name)];
  if (args.length > 2) parameters.push(shortTextParameter(args, 2, name));
  const make = (format: string, culture: Culture, offset: number): Writer | undefined =>
    isTemporal(type)
      ? dateFormat(type, format, culture, offset)
      : (numberFormat(type, format, culture) as ((v: Exact) => string) | undefined as Writer | undefined);
  // A query formats row after row alike, so the last writer is kept.
  let last:
    | { readonly format: string; readonly culture: Culture; readonly offset: number; readonly writer: Writer | undefined }
    | undefined;
  return {
    type: nvarcharType(4000),
    parameters,
    call: (session, v, given, cultureName) => {
      const culture = cultureName === undefined ? cultureOfLanguage(session.language) : cultureOf(cultureName as string);
      const format = given as string;
      const offset = session.timeZoneOffset;
      if (last === undefined || last.format !== format || last.culture !== culture || last.offset !== offset) {
        last = { format, culture, offset, writer: make(format, culture, offset) };
      }
      return last.writer === undefined ? null : last.writer(v as NonNullable<Value>).slice(0, LONGEST);
    },
  };
};

/** Messages up to this number are not for users to format. */
const LAST_INTERNAL = 13000;

const messageText = (session: FunctionSession, number: number): string | undefined =>
  number <= LAST_INTERNAL
    ? undefined
    : (session.userMessage?.(number) ?? (ERRORS as Readonly<Record<number, readonly [number, string]>>)[number]?.[1]);

const bindFormatMessage = (args: readonly FunctionArgument[], name: string): BoundFunction => {
  const { type } = argumentAt(args, 0);
  const values = args.slice(1).map((arg, i) => messageArgument(arg.type, i + 2));
  if (isNumeric(type)) {
    return {
      type: nvarcharType(2048),
      parameters: [intType, ...values],
      call: (session, number, ...rest) => {
        const text = number === null ? undefined : messageText(session, number as number);
        return text === undefined ? null : formatMessage(text, rest);
      },
    };
  }
  const template = shortTextParameter(args, 0, name);
  return {
    type: nvarcharType(2048),
    parameters: [template, ...values],
    call: (_, text, ...rest) => (text === null ? null : formatMessage(text as string, rest)),
  };
};

export const formatFunctions: readonly ScalarFunction[] = [
  defineScalar('FORMAT', [2, 3], bindFormat),
  defineScalar('FORMATMESSAGE', [1, 21], bindFormatMessage, { isStrict: false }),
];
