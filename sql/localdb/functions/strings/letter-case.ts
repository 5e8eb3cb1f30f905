// UPPER, LOWER, LTRIM, RTRIM and TRIM. Upper and lower case are taken letter by letter, so a text never changes its
// length ('ß' stays as it is), and varchar results stay within code page 1252.

import { isUnicode } from '../../types/sql-type.ts';
import { defineScalar, sharedCollation, shortTextParameter, textParameter, textType } from '../argument-types.ts';
import type { BoundFunction, FunctionArgument, ScalarFunction } from '../function.ts';
import { foldFor } from './text-search.ts';

const mapUnits = (s: string, map: (unit: string) => string): string => {
  let out = '';
  for (let i = 0; i < s.length; i++) {
    const unit = s.charAt(i);
    const mapped = map(unit);
    out += mapped.length === 1 ? mapped : unit;
  }
  return out;
};

const toUpper = (s: string): string => {
  const upper = s.toUpperCase();
  return upper.length === s.length ? upper : mapUnits(s, (c) => c.toUpperCase());
};

/** Of code page 1252, only these two letters have their upper case outside it. */
const OUTSIDE_1252 = /[µƒ]/;
const toUpper1252 = (s: string): string =>
  OUTSIDE_1252.test(s) ? mapUnits(s, (c) => (OUTSIDE_1252.test(c) ? c : c.toUpperCase())) : toUpper(s);

const toLower = (s: string): string => {
  const lower = s.toLowerCase();
  // JavaScript lowers a sigma at the end of a word to another letter than within; SQL Server has one.
  return lower.length === s.length && !s.includes('Σ') ? lower : mapUnits(s, (c) => c.toLowerCase());
};

const bindCase =
  (unicodeMap: (s: string) => string, map1252: (s: string) => string) =>
  (args: readonly FunctionArgument[], name: string): BoundFunction => {
    const text = shortTextParameter(args, 0, name);
    const map = isUnicode(text) ? unicodeMap : map1252;
    return { type: textType(isUnicode(text), text.length), parameters: [text], call: (_, s) => map(s as string) };
  };

const leftTrimmed = (s: string, isCut: (unit: string) => boolean): string => {
  let i = 0;
  while (i < s.length && isCut(s.charAt(i))) i++;
  return i === 0 ? s : s.slice(i);
};
const rightTrimmed = (s: string, isCut: (unit: string) => boolean): string => {
  let i = s.length;
  while (i > 0 && isCut(s.charAt(i - 1))) i--;
  return i === s.length ? s : s.slice(0, i);
};
const isBlank = (unit: string): boolean => unit === ' ';

type Trim = (s: string, isCut: (unit: string) => boolean) => string;
const bothTrimmed: Trim = (s, isCut) => rightTrimmed(leftTrimmed(s, isCut), isCut);

/** `textAt` and `charactersAt`: where the text and the optional set of characters stand among the arguments. */
const bindTrim =
  (trim: Trim, textAt: (count: number) => number) =>
  (args: readonly FunctionArgument[], name: string): BoundFunction => {
    const at = textAt(args.length);
    const text = textParameter(args, at, name);
    const type = textType(isUnicode(text), text.length);
    if (args.length === 1) return { type, parameters: [text], call: (_, s) => trim(s as string, isBlank) };
    const other = 1 - at;
    const characters = shortTextParameter(args, other, name);
    const fold = foldFor(sharedCollation(args));
    const run = (s: string, set: string): string => {
      const folded = fold(set);
      return trim(s, (unit) => folded.includes(fold(unit)));
    };
    return at === 0
      ? { type, parameters: [text, characters], call: (_, s, set) => run(s as string, set as string) }
      : { type, parameters: [characters, text], call: (_, set, s) => run(s as string, set as string) };
  };

const first = (): number => 0;
const last = (count: number): number => count - 1;

export const letterCase: readonly ScalarFunction[] = [
  defineScalar('UPPER', [1, 1], bindCase(toUpper, toUpper1252)),
  defineScalar('LOWER', [1, 1], bindCase(toLower, toLower)),
  defineScalar('LTRIM', [1, 2], bindTrim(leftTrimmed, first)),
  defineScalar('RTRIM', [1, 2], bindTrim(rightTrimmed, first)),
  defineScalar('TRIM', [1, 2], bindTrim(bothTrimmed, last)),
  defineScalar('TRIM_LEADING', [1, 2], bindTrim(leftTrimmed, last)),
  defineScalar('TRIM_TRAILING', [1, 2], bindTrim(rightTrimmed, last)),
];
