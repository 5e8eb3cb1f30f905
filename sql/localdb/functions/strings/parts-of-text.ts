// LEFT, RIGHT, SUBSTRING, STUFF, REVERSE, REPLICATE and SPACE: text cut and put together by position. Characters are
// UTF-16 units, as in SQL Server's collations without supplementary characters.

import { sqlError } from '../../types/errors.ts';
import { intType, isBinary, isMax, isString, isUnicode, MAX, varbinaryType, varcharType } from '../../types/sql-type.ts';
import type { SqlType } from '../../types/sql-type.ts';
import {
  argumentAt,
  constantCount,
  countParameter,
  defineScalar,
  invalidArgument,
  shortTextParameter,
  textParameter,
  textType,
  varbinaryOf,
} from '../argument-types.ts';
import type { BoundFunction, FunctionArgument, ScalarFunction } from '../function.ts';

/** Length of a result of at most `count` characters of the type, if the count is known. */
const cutLength = (type: SqlType, count: number | undefined): number =>
  count === undefined || count < 0 ? type.length : isMax(type) ? MAX : Math.min(type.length, count);

const bindLeft = (args: readonly FunctionArgument[], name: string): BoundFunction => {
  const text = shortTextParameter(args, 0, name);
  return {
    type: textType(isUnicode(text), cutLength(text, constantCount(args, 1))),
    parameters: [text, countParameter(args, 1, name)],
    call: (_, s, count) => {
      if ((count as number) < 0) throw sqlError(537);
      return (s as string).slice(0, Number(count));
    },
  };
};

const bindRight = (args: readonly FunctionArgument[], name: string): BoundFunction => {
  const text = shortTextParameter(args, 0, name);
  return {
    type: textType(isUnicode(text), cutLength(text, constantCount(args, 1))),
    parameters: [text, countParameter(args, 1, name)],
    call: (_, s, count) => {
      const n = Number(count);
      if (n < 0) throw sqlError(536, 'right');
      const from = (s as string).length - n;
      return from <= 0 ? s : (s as string).slice(from);
    },
  };
};

const bindSubstring = (args: readonly FunctionArgument[], name: string): BoundFunction => {
  const { type } = argumentAt(args, 0);
  const start = countParameter(args, 1, name);
  const length = countParameter(args, 2, name);
  const count = constantCount(args, 2);
  if (isBinary(type)) {
    const binary = varbinaryOf(type);
    const cut = cutLength(binary, count);
    return {
      type: varbinaryType(cut === MAX ? MAX : Math.max(cut, 1)),
      parameters: [binary, start, length],
      call: (_, v, from, n) => {
        if ((n as number) < 0) throw sqlError(537);
        const at = Number(from) - 1;
        return (v as Uint8Array).subarray(Math.max(at, 0), Math.max(at + Number(n), 0));
      },
    };
  }
  if (!isString(type) || type.name === 'xml') throw invalidArgument(type, 1, name);
  const text = textParameter(args, 0, name);
  return {
    type: textType(isUnicode(text), cutLength(text, count)),
    parameters: [text, start, length],
    call: (_, s, from, n) => {
      if ((n as number) < 0) throw sqlError(537);
      const at = Number(from) - 1;
      return (s as string).slice(Math.max(at, 0), Math.max(at + Number(n), 0));
    },
  };
};

const bindStuff = (args: readonly FunctionArgument[], name: string): BoundFunction => {
  const { type } = argumentAt(args, 0);
  const start = countParameter(args, 1, name);
  const length = countParameter(args, 2, name);
  const isInside = (at: number, n: number, total: number): boolean => at >= 1 && at <= total && n >= 0;
  if (isBinary(type)) {
    const replacement = argumentAt(args, 3).type;
    const isLong = isMax(type) || isMax(replacement);
    return {
      type: varbinaryType(isLong ? MAX : 8000),
      parameters: [varbinaryOf(type), start, length, varbinaryType(isLong ? MAX : 8000)],
      call: (_, v, from, n, put) => {
        if (v === null || from === null || n === null) return null;
        const bytes = v as Uint8Array;
        const at = Number(from);
        if (!isInside(at, Number(n), bytes.length)) return null;
        return Buffer.concat([
          bytes.subarray(0, at - 1),
          (put as Uint8Array | null) ?? new Uint8Array(),
          bytes.subarray(at - 1 + Number(n)),
        ]);
      },
    };
  }
  const text = textParameter(args, 0, name);
  const replacement = textParameter(args, 3, name);
  const unicode = isUnicode(text) || isUnicode(replacement);
  const isLong = isMax(text) || isMax(replacement);
  const result = textType(unicode, isLong ? MAX : text.length + replacement.length);
  return {
    type: result,
    parameters: [text, start, length, replacement],
    call: (_, v, from, n, put) => {
      // NULL in the place of the replacement only deletes.
      if (v === null || from === null || n === null) return null;
      const s = v as string;
      const at = Number(from);
      if (!isInside(at, Number(n), s.length)) return null;
      const stuffed = s.slice(0, at - 1) + ((put as string | null) ?? '') + s.slice(at - 1 + Number(n));
      return isLong || stuffed.length <= result.length ? stuffed : stuffed.slice(0, result.length);
    },
  };
};

const bindReverse = (args: readonly FunctionArgument[], name: string): BoundFunction => {
  const text = textParameter(args, 0, name);
  return {
    type: textType(isUnicode(text), text.length),
    parameters: [text],
    call: (_, s) => (s as string).split('').reverse().join(''),
  };
};

const bindReplicate = (args: readonly FunctionArgument[], name: string): BoundFunction => {
  const text = textParameter(args, 0, name);
  const count = constantCount(args, 1);
  const isLong = isMax(text);
  const unit = isUnicode(text) ? 4000 : 8000;
  const type = textType(isUnicode(text), isLong ? MAX : count === undefined ? unit : Math.min(count * text.length, unit));
  return {
    type,
    parameters: [text, countParameter(args, 1, name)],
    call: (_, s, n) => {
      const times = Number(n);
      if (times < 0) return null;
      const piece = s as string;
      if (piece === '' || times === 0) return '';
      if (isLong) return piece.repeat(Math.min(times, Math.floor(MAX_TEXT / piece.length)));
      // Only whole copies and the part that fits into 8000 bytes are made.
      return piece.length * times <= unit ? piece.repeat(times) : piece.repeat(Math.ceil(unit / piece.length)).slice(0, unit);
    },
  };
};

/** Most characters that a repeated max text may have here: what a JavaScript string can hold. */
const MAX_TEXT = 500_000_000;

const bindSpace = (args: readonly FunctionArgument[], name: string): BoundFunction => ({
  type: varcharType(Math.min(Math.max(constantCount(args, 0) ?? 8000, 1), 8000)),
  parameters: [countParameter(args, 0, name) && intType],
  call: (_, n) => ((n as number) < 0 ? null : ' '.repeat(Math.min(n as number, 8000))),
});

export const partsOfText: readonly ScalarFunction[] = [
  defineScalar('LEFT', [2, 2], bindLeft),
  defineScalar('RIGHT', [2, 2], bindRight),
  defineScalar('SUBSTRING', [3, 3], bindSubstring),
  defineScalar('STUFF', [4, 4], bindStuff, { isStrict: false }),
  defineScalar('REVERSE', [1, 1], bindReverse),
  defineScalar('REPLICATE', [2, 2], bindReplicate),
  defineScalar('SPACE', [1, 1], bindSpace),
];
