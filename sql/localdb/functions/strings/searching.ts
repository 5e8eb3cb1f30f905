// CHARINDEX, PATINDEX, REPLACE and TRANSLATE: they compare as the collation of their arguments does.

import { getCollation } from '../../types/collation.ts';
import { sqlError } from '../../types/errors.ts';
import { patIndex } from '../../types/like.ts';
import { isMax, isUnicode, MAX } from '../../types/sql-type.ts';
import type { SqlType } from '../../types/sql-type.ts';
import {
  countParameter,
  defineScalar,
  positionType,
  sharedCollation,
  shortTextParameter,
  textParameter,
  textType,
} from '../argument-types.ts';
import type { BoundFunction, FunctionArgument, ScalarFunction } from '../function.ts';
import { finderFor, foldFor, replaceAll } from './text-search.ts';

const bindCharIndex = (args: readonly FunctionArgument[], name: string): BoundFunction => {
  const wanted = shortTextParameter(args, 0, name);
  const text = textParameter(args, 1, name);
  const find = finderFor(sharedCollation(args));
  const type = positionType(text);
  if (args.length === 2) {
    return { type, parameters: [wanted, text], call: (_, w, s) => (w === '' ? 0 : find(s as string, w as string, 0) + 1) };
  }
  return {
    type,
    parameters: [wanted, text, countParameter(args, 2, name)],
    call: (_, w, s, start) => (w === '' ? 0 : find(s as string, w as string, Math.max(Number(start) - 1, 0)) + 1),
  };
};

const bindPatIndex = (args: readonly FunctionArgument[], name: string): BoundFunction => {
  const pattern = shortTextParameter(args, 0, name);
  const text = textParameter(args, 1, name);
  const collation = getCollation(sharedCollation(args));
  return { type: positionType(text), parameters: [pattern, text], call: (_, p, s) => patIndex(p as string, s as string, collation) };
};

const resultOf = (types: readonly SqlType[]): SqlType => {
  const unicode = types.some(isUnicode);
  return textType(unicode, types.some(isMax) ? MAX : 8000);
};

const bindReplace = (args: readonly FunctionArgument[], name: string): BoundFunction => {
  const types = [textParameter(args, 0, name), textParameter(args, 1, name), textParameter(args, 2, name)];
  const type = resultOf(types);
  const finder = finderFor(sharedCollation(args));
  const most = isMax(type) ? Number.POSITIVE_INFINITY : type.length;
  return {
    type,
    parameters: types,
    call: (_, s, find, put) => {
      const replaced = replaceAll(s as string, find as string, put as string, finder);
      return replaced.length > most ? replaced.slice(0, most) : replaced;
    },
  };
};

const bindTranslate = (args: readonly FunctionArgument[], name: string): BoundFunction => {
  const text = textParameter(args, 0, name);
  const from = shortTextParameter(args, 1, name);
  const to = shortTextParameter(args, 2, name);
  const fold = foldFor(sharedCollation(args));
  return {
    type: textType(isUnicode(text) || isUnicode(from) || isUnicode(to), text.length),
    parameters: [text, from, to],
    call: (_, s, characters, translations) => {
      const source = s as string;
      const target = translations as string;
      if (target.length !== (characters as string).length) throw sqlError(9828);
      const folded = fold(source);
      const foldedFrom = fold(characters as string);
      let out = '';
      for (let i = 0; i < source.length; i++) {
        const at = foldedFrom.indexOf(folded.charAt(i));
        out += at < 0 ? source.charAt(i) : target.charAt(at);
      }
      return out;
    },
  };
};

export const searching: readonly ScalarFunction[] = [
  defineScalar('CHARINDEX', [2, 3], bindCharIndex),
  defineScalar('PATINDEX', [2, 2], bindPatIndex),
  defineScalar('REPLACE', [3, 3], bindReplace),
  defineScalar('TRANSLATE', [3, 3], bindTranslate),
];
