// The built-in table-valued functions: STRING_SPLIT, OPENJSON and GENERATE_SERIES.

import { sqlError } from '../types/errors.ts';
import { add, negate, powerOfTen } from '../types/exact.ts';
import { bigintType, decimalType, exactScale, intType, isDecimal, isInteger, isString, isUnicode } from '../types/sql-type.ts';
import type { Exact, SqlType, Value } from '../types/sql-type.ts';
import { argumentAt, invalidArgument, textOf, textType } from './argument-types.ts';
import { isNullLiteral } from './dates/date-argument.ts';
import type { FunctionArgument, ResultColumn, TableFunction } from './function.ts';
import { openJson } from './json/open-json.ts';

const stringSplit: TableFunction = {
  name: 'STRING_SPLIT',
  minimum: 2,
  maximum: 3,
  bind(args) {
    const [input, separator] = [argumentAt(args, 0), argumentAt(args, 1)];
    [input, separator].forEach((arg, i) => {
      if (!isNullLiteral(arg) && (!isString(arg.type) || arg.type.name === 'xml')) throw invalidArgument(arg.type, i + 1, 'string_split');
    });
    const text = isNullLiteral(input) ? textType(false, 1) : textOf(input.type);
    const type = textType(isUnicode(text) || isUnicode(separator.type), text.length);
    const value: ResultColumn = { name: 'value', type, isNullable: false, ...(input.collation ? { collation: input.collation } : {}) };
    const hasOrdinal = isOrdinalWanted(args[2]);
    return {
      columns: hasOrdinal ? [value, { name: 'ordinal', type: bigintType, isNullable: false }] : [value],
      parameters: [isString(input.type) ? undefined : text, isString(separator.type) ? undefined : textType(false, 1)],
      *rows(_, values) {
        const [whole, by] = values;
        if (typeof by !== 'string' || by.length !== 1) throw sqlError(214, 'separator', 'nchar(1)/nvarchar(1)');
        if (typeof whole !== 'string') return;
        let ordinal = 1;
        for (let start = 0; ; ) {
          const at = whole.indexOf(by, start);
          const piece = at < 0 ? whole.slice(start) : whole.slice(start, at);
          yield hasOrdinal ? [piece, ordinal++] : [piece];
          if (at < 0) return;
          start = at + 1;
        }
      },
    };
  },
};

/** The third argument decides about a column, so it must be a constant: 0, 1 or NULL. */
const isOrdinalWanted = (arg: FunctionArgument | undefined): boolean => {
  if (!arg || isNullLiteral(arg)) return false;
  if (!isInteger(arg.type)) throw invalidArgument(arg.type, 3, 'string_split');
  if (!arg.isConstant) throw sqlError(8748);
  if (arg.constant !== 0 && arg.constant !== 1) throw sqlError(4199, String(arg.constant), 3, 'string_split');
  return arg.constant === 1;
};

const generateSeries: TableFunction = {
  name: 'GENERATE_SERIES',
  minimum: 2,
  maximum: 3,
  bind(args) {
    const type = seriesType(args);
    const one = powerOfTen(exactScale(type));
    return {
      columns: [{ name: 'value', type, isNullable: false }],
      parameters: args.map(() => type),
      *rows(_, values) {
        const [start, stop, given] = values as readonly (Exact | null | undefined)[];
        if (start === null || start === undefined || stop === null || stop === undefined || given === null) return;
        const step = given ?? (start > stop ? negate(one) : one);
        if (step === 0) throw sqlError(4199, 0, 3, 'generate_series');
        if (step > 0) for (let v: Exact = start; v <= stop; v = add(v, step)) yield [v as Value];
        else for (let v: Exact = start; v >= stop; v = add(v, step)) yield [v as Value];
      },
    };
  },
};

/** The one type of start, stop and step; 5373 when they differ (decimals may differ in precision and scale). */
const seriesType = (args: readonly FunctionArgument[]): SqlType => {
  const types = args.filter((arg) => !isNullLiteral(arg)).map(({ type }) => type);
  const [first] = types;
  if (!first) return intType;
  if (types.every(isDecimal)) {
    const scale = Math.max(...types.map((t) => t.scale));
    const whole = Math.max(...types.map((t) => t.precision - t.scale));
    return decimalType(Math.min(38, whole + scale), scale);
  }
  if (first.name === 'bit' || !isInteger(first) || types.some((t) => t.name !== first.name)) throw sqlError(5373);
  return first;
};

export const tableFunctions: readonly TableFunction[] = [stringSplit, openJson, generateSeries];
