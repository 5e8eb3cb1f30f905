// QUOTENAME, PARSENAME, STRING_ESCAPE, STR, SOUNDEX and DIFFERENCE.

import { intType, MAX, nvarcharType, varcharType } from '../../types/sql-type.ts';
import { notSupported } from '../../types/errors.ts';
import { constantCount, countParameter, defineScalar, shortTextParameter, textParameter } from '../argument-types.ts';
import type { BoundFunction, FunctionArgument, ScalarFunction } from '../function.ts';
import { floatParameter } from '../math/number-types.ts';

const CLOSING: Readonly<Record<string, readonly [string, string]>> = {
  '[': ['[', ']'],
  ']': ['[', ']'],
  '(': ['(', ')'],
  ')': ['(', ')'],
  '<': ['<', '>'],
  '>': ['<', '>'],
  '{': ['{', '}'],
  '}': ['{', '}'],
  "'": ["'", "'"],
  '"': ['"', '"'],
  '`': ['`', '`'],
};

/** Longest text that QUOTENAME takes: that of an identifier. */
const LONGEST_NAME = 128;

const bindQuoteName = (args: readonly FunctionArgument[], name: string): BoundFunction => {
  const parameters = [shortTextParameter(args, 0, name), ...(args.length > 1 ? [shortTextParameter(args, 1, name)] : [])];
  return {
    type: nvarcharType(258),
    parameters,
    call: (_, s, quote) => {
      const text = s as string;
      const marks = CLOSING[quote === undefined ? '[' : (quote as string).charAt(0)];
      if (marks === undefined || text.length > LONGEST_NAME) return null;
      const [open, close] = marks;
      return open + text.replaceAll(close, close + close) + close;
    },
  };
};

/** Parts of a name such as `server.[my db].dbo."t"`; undefined when it is none. */
const partsOfName = (name: string): string[] | undefined => {
  const parts: string[] = [];
  const part = /\s*(?:\[((?:[^\]]|\]\])*)\]|"((?:[^"]|"")*)"|([^.[\]"]*))\s*(\.|$)/y;
  for (let isLast = false; !isLast; ) {
    const match = part.exec(name);
    if (match === null) return undefined;
    const [, bracketed, quoted, plain] = match;
    parts.push(bracketed?.replaceAll(']]', ']') ?? quoted?.replaceAll('""', '"') ?? plain?.trimEnd() ?? '');
    isLast = match[4] === '';
  }
  return parts.length <= 4 && parts.every((p) => p.length <= LONGEST_NAME) ? parts : undefined;
};

/** PARSENAME(name, n): part n counted from the end; NULL for a part that is absent or empty. */
const bindParseName = (args: readonly FunctionArgument[], name: string): BoundFunction => ({
  type: nvarcharType(LONGEST_NAME),
  parameters: [shortTextParameter(args, 0, name), countParameter(args, 1, name)],
  call: (_, s, n) => (Number(n) >= 1 ? partsOfName(s as string)?.at(-Number(n)) || null : null),
});

const JSON_ESCAPES: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '/': '\\/',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what has to be escaped
const ESCAPED = /["\\/\u0000-\u001f]/g;

const bindStringEscape = (args: readonly FunctionArgument[], name: string): BoundFunction => ({
  type: nvarcharType(MAX),
  parameters: [textParameter(args, 0, name), shortTextParameter(args, 1, name)],
  call: (_, s, kind) => {
    if ((kind as string).toLowerCase() !== 'json') throw notSupported(`STRING_ESCAPE of type '${kind as string}'`);
    return (s as string).replace(ESCAPED, (c) => JSON_ESCAPES[c] ?? `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
  },
});

const MOST_DECIMALS = 16;

/** STR(number [, length [, decimals]]): right-aligned; stars when even the whole part does not fit. */
const bindStr = (args: readonly FunctionArgument[], name: string): BoundFunction => {
  const width = args.length > 1 ? constantCount(args, 1) : 10;
  const others = args.slice(1).map((_, i) => countParameter(args, i + 1, name));
  return {
    type: varcharType(Math.min(Math.max(width ?? 8000, 1), 8000)),
    parameters: [floatParameter(args, 0, name), ...others],
    call: (_, v, length, decimals) => {
      const columns = Number(length ?? 10);
      const digits = Number(decimals ?? 0);
      if (columns < 0 || columns > 8000 || digits < 0) return null;
      const value = v as number;
      const whole = fixed(value, 0).length;
      if (whole > columns) return '*'.repeat(columns);
      // Decimals that have no room are rounded away.
      const room = Math.max(Math.min(digits, MOST_DECIMALS, columns - whole - 1), 0);
      const text = fixed(value, room);
      return text.length > columns ? '*'.repeat(columns) : text.padStart(columns);
    },
  };
};

const fixed = (v: number, decimals: number): string => {
  if (Math.abs(v) >= 1e21) return `${BigInt(v)}${decimals > 0 ? `.${'0'.repeat(decimals)}` : ''}`;
  const text = v.toFixed(decimals);
  return /^-[0.]*$/.test(text) ? text.slice(1) : text;
};

const SOUNDS = '01230120022455012623010202';
const soundOf = (letter: string): string => {
  const at = letter.toUpperCase().charCodeAt(0) - 65;
  return at >= 0 && at < 26 ? SOUNDS.charAt(at) : '';
};

/** The first letter and three digits; H and W do not part letters of one sound, other letters without sound do. */
const soundex = (s: string): string => {
  const text = s.trimStart();
  if (soundOf(text.charAt(0)) === '' || text === '') return '0000';
  let code = text.charAt(0).toUpperCase();
  let last = soundOf(text.charAt(0));
  for (let i = 1; i < text.length && code.length < 4; i++) {
    const letter = text.charAt(i).toUpperCase();
    const sound = soundOf(letter);
    // Anything but a letter ends the word.
    if (sound === '') break;
    if (sound !== '0' && sound !== last) code += sound;
    if (letter !== 'H' && letter !== 'W') last = sound;
  }
  return code.padEnd(4, '0');
};

const bindSoundex = (args: readonly FunctionArgument[], name: string): BoundFunction => ({
  type: varcharType(4),
  parameters: [shortTextParameter(args, 0, name)],
  call: (_, s) => soundex(s as string),
});

/** Number of equal positions of the two SOUNDEX codes: 0 to 4. */
const bindDifference = (args: readonly FunctionArgument[], name: string): BoundFunction => ({
  type: intType,
  parameters: [shortTextParameter(args, 0, name), shortTextParameter(args, 1, name)],
  call: (_, a, b) => {
    const x = soundex(a as string);
    const y = soundex(b as string);
    let same = 0;
    for (let i = 0; i < 4; i++) if (x.charAt(i) === y.charAt(i)) same++;
    return same;
  },
});

export const quoting: readonly ScalarFunction[] = [
  defineScalar('QUOTENAME', [1, 2], bindQuoteName),
  defineScalar('PARSENAME', [2, 2], bindParseName),
  defineScalar('STRING_ESCAPE', [2, 2], bindStringEscape),
  defineScalar('STR', [1, 3], bindStr),
  defineScalar('SOUNDEX', [1, 1], bindSoundex),
  defineScalar('DIFFERENCE', [2, 2], bindDifference),
];
