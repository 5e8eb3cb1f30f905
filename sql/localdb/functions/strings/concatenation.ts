// CONCAT and CONCAT_WS. Every argument becomes text; NULL is the empty text in CONCAT and is left out, with its
// separator, by CONCAT_WS.

import { isMax, isUnicode, MAX } from '../../types/sql-type.ts';
import type { SqlType } from '../../types/sql-type.ts';
import { defineScalar, textOf, textType } from '../argument-types.ts';
import type { BoundFunction, FunctionArgument, ScalarFunction } from '../function.ts';

const asText = ({ type }: FunctionArgument): SqlType => (type.name === 'char' || type.name === 'nchar' ? type : textOf(type));

const resultOf = (types: readonly SqlType[], separators: number): SqlType =>
  textType(types.some(isUnicode), types.some(isMax) ? MAX : types.reduce((n, t) => n + t.length, separators));

/** Cuts what exceeds the type: a sum of lengths beyond 8000 bytes. */
const cutterOf = (type: SqlType, sum: number): ((s: string) => string) =>
  isMax(type) || sum <= type.length ? (s) => s : (s) => (s.length > type.length ? s.slice(0, type.length) : s);

const sumOf = (types: readonly SqlType[]): number => types.reduce((n, t) => n + t.length, 0);

const bindConcat = (args: readonly FunctionArgument[]): BoundFunction => {
  const types = args.map(asText);
  const type = resultOf(types, 0);
  const cut = cutterOf(type, sumOf(types));
  return {
    type,
    parameters: types,
    isNotNull: true,
    call: (_, ...values) => {
      let out = '';
      for (let i = 0; i < values.length; i++) {
        const v = values[i];
        if (v !== null) out += v as string;
      }
      return cut(out);
    },
  };
};

const bindConcatWs = (args: readonly FunctionArgument[]): BoundFunction => {
  const types = args.map(asText);
  const [separator] = types;
  const between = separator === undefined || isMax(separator) ? 0 : separator.length * Math.max(args.length - 3, 0);
  const type = resultOf(types, between);
  const cut = cutterOf(type, sumOf(types) + between);
  return {
    type,
    parameters: types,
    isNotNull: true,
    call: (_, given, ...values) => {
      const between = (given as string | null) ?? '';
      let out = '';
      let isFirst = true;
      for (let i = 0; i < values.length; i++) {
        const v = values[i];
        if (v === null) continue;
        out += isFirst ? (v as string) : between + (v as string);
        isFirst = false;
      }
      return cut(out);
    },
  };
};

export const concatenation: readonly ScalarFunction[] = [
  defineScalar('CONCAT', [2, 254], bindConcat, { isStrict: false }),
  defineScalar('CONCAT_WS', [3, 254], bindConcatWs, { isStrict: false }),
];
