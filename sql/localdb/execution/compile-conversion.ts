// Compiles CAST, CONVERT and PARSE with their TRY_ forms.

import type { Cast, Expression } from '../parser/ast/index.ts';
import { PARSE_FAILURE, parseWithCulture } from '../functions/parse-culture.ts';
import { converter } from '../types/convert.ts';
import type { Converter } from '../types/convert.ts';
import { SqlError, sqlError } from '../types/errors.ts';
import { intType, isString, isTemporal, nvarcharType } from '../types/sql-type.ts';
import type { SqlType } from '../types/sql-type.ts';
import { compileExpression, fold } from './compile-expression.ts';
import { resolveType } from './resolve-type-name.ts';
import { applyConverter, constantScalar, convertScalar } from './scalar.ts';
import type { Scalar } from './scalar.ts';
import type { Scope } from './scope.ts';

/** CAST, CONVERT and their TRY_ forms. */
export const compileCast = (e: Cast, scope: Scope): Scalar => {
  const operand = compileExpression(e.operand, scope);
  const type = resolveType(e.type, scope.statement.module, { isCast: true });
  let style: number | undefined;
  if (e.style) {
    const s = convertScalar(compileExpression(e.style, scope), intType);
    if (s.constant) {
      if (s.constant.value === null) return constantScalar(type, null);
      style = Number(s.constant.value);
    } else return dynamicStyle(operand, type, s, e.isTry);
  }
  if (operand.type.name === 'null') return { ...constantScalar(type, null), key: `cast(null,${type.name})` };
  const convert = converter(operand.type, type, { isExplicit: true, ...(style === undefined ? {} : { style }) });
  let result = applyConverter(operand, type, e.isTry ? orNull(convert) : convert);
  result = {
    ...result,
    key: `${result.key}/${style ?? ''}${e.isTry ? 't' : ''}`,
    ...(isString(type)
      ? { collation: operand.collation ?? { name: scope.statement.module.database.collation, rank: 'default' as const } }
      : {}),
  };
  if (e.isTry) return { ...result, isNotNull: false };
  return isTemporal(operand.type) || isTemporal(type) ? result : fold(result, [operand]);
};

const dynamicStyle = (operand: Scalar, type: SqlType, style: Scalar, isTry: boolean): Scalar => {
  const converters = new Map<number, ReturnType<typeof converter>>();
  const { evaluate } = operand;
  const base = applyConverter(operand, type, converter(operand.type, type, { isExplicit: true }));
  return {
    ...base,
    slots: operand.slots | style.slots,
    key: `${base.key}/${style.key}`,
    evaluate: (f) => {
      const v = evaluate(f);
      const n = style.evaluate(f);
      if (v === null || n === null) return null;
      const number = Number(n);
      let convert = converters.get(number);
      if (!convert) {
        convert = converter(operand.type, type, { isExplicit: true, style: number });
        if (isTry) convert = orNull(convert);
        converters.set(number, convert);
      }
      return convert(v, f.session);
    },
  };
};

/** TRY_ forms: NULL where the conversion fails. An error of the operand itself stays one. */
const orNull =
  (convert: Converter): Converter =>
  (v, session) => {
    try {
      return convert(v, session);
    } catch (error) {
      if (error instanceof SqlError) return null;
      throw error;
    }
  };

/** PARSE and TRY_PARSE. */
export const compileParse = (e: Expression & { kind: 'parse' }, scope: Scope): Scalar => {
  const source = compileExpression(e.operand, scope);
  if (source.type.name === 'null') throw sqlError(8116, 'NULL', 1, e.isTry ? 'try_parse' : 'parse');
  const operand = convertScalar(source, nvarcharType(4000));
  const type = resolveType(e.type, scope.statement.module, { isCast: true });
  const culture = e.culture ? convertScalar(compileExpression(e.culture, scope), nvarcharType(128)) : undefined;
  const result: Scalar = {
    type,
    slots: operand.slots | (culture?.slots ?? 0n),
    isVolatile: false,
    isNotNull: false,
    key: `parse(${operand.key},${type.name},${culture?.key ?? ''},${e.isTry})`,
    evaluate: (f) => {
      const text = operand.evaluate(f);
      const name = culture ? culture.evaluate(f) : undefined;
      if (text === null || name === null) return null;
      try {
        return parseWithCulture(text as string, type, name as string | undefined, f.session);
      } catch (error) {
        if (e.isTry && error instanceof SqlError && error.number === PARSE_FAILURE) return null;
        throw error;
      }
    },
  };
  return result;
};
