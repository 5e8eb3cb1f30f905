// The lexer: batch text to tokens in parallel arrays, in one pass and linear time.
//
// A token has a kind, offsets, a line and a `word`: the upper-case text of keywords and unquoted names, the symbol itself
// for punctuation, '' for everything else. A mistake in the text (unclosed quote or comment, name too long, number out of
// range) ends the tokens and is kept in `error`, so that a syntax error before it is reported first.

import type { SqlError } from '../types/errors.ts';
import { sqlError } from '../types/errors.ts';
import { reservedWord } from './keywords.ts';

export const END = 0;
/** A name that is no reserved word. */
export const WORD = 1;
export const KEYWORD = 2;
/** [name] */
export const BRACKETED = 3;
/** "text": a name or a string, as QUOTED_IDENTIFIER has it. */
export const DOUBLE_QUOTED = 4;
export const VARIABLE = 5;
export const SYSTEM_VARIABLE = 6;
export const STRING = 7;
export const NATIONAL_STRING = 8;
export const INT = 9;
export const DECIMAL = 10;
export const FLOAT = 11;
export const MONEY = 12;
export const BINARY = 13;
/** $action and its like. */
export const PSEUDO_COLUMN = 14;
export const SYMBOL = 15;

export interface Tokens {
  readonly text: string;
  readonly count: number;
  readonly kinds: Uint8Array;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  readonly lines: Int32Array;
  readonly words: readonly string[];
  readonly error?: SqlError;
}

const MAX_NAME = 128;
/** Characters of an unclosed string that its error shows. */
const LONGEST_SHOWN = 1000;

// Classes of ASCII characters; anything else is looked up in Unicode.
const OTHER = 0,
  LETTER = 1,
  DIGIT = 2,
  SPACE = 3,
  PART = 4;
const CLASSES = new Uint8Array(65536).fill(255, 128);
for (const c of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_') CLASSES[c.charCodeAt(0)] = LETTER;
for (const c of '0123456789') CLASSES[c.charCodeAt(0)] = DIGIT;
for (const c of ' \t\r\n\f\v') CLASSES[c.charCodeAt(0)] = SPACE;
for (const c of '@#$') CLASSES[c.charCodeAt(0)] = PART;
const UNICODE_SPACE = /[\s\u00a0\ufeff\u200b]/u;
const UNICODE_LETTER = /\p{L}|\p{Nl}/u;
const UNICODE_PART = /\p{M}|\p{Nd}|\p{Cf}|\p{Pc}/u;

const classOf = (code: number): number => {
  const known = CLASSES[code] ?? OTHER;
  if (known !== 255) return known;
  const c = String.fromCharCode(code);
  const found = UNICODE_LETTER.test(c) ? LETTER : UNICODE_SPACE.test(c) ? SPACE : UNICODE_PART.test(c) ? PART : OTHER;
  CLASSES[code] = found;
  return found;
};
const isNamePart = (code: number): boolean => {
  const c = classOf(code);
  return c === LETTER || c === DIGIT || c === PART;
};
const isDigit = (code: number): boolean => code >= 48 && code <= 57;
const isHex = (code: number): boolean => isDigit(code) || (code >= 65 && code <= 70) || (code >= 97 && code <= 102);
const CURRENCY = new Set([0x24, 0xa2, 0xa3, 0xa4, 0xa5, 0x20ac]);

// Symbols of two characters by their first one; the rest are single.
const PAIRS: ReadonlyMap<number, readonly string[]> = new Map(
  [
    ['<', ['<=', '<>', '<<']],
    ['>', ['>=', '>>']],
    ['!', ['!=', '!<', '!>']],
    ['+', ['+=']],
    ['-', ['-=']],
    ['*', ['*=']],
    ['/', ['/=']],
    ['%', ['%=']],
    ['&', ['&=']],
    ['|', ['|=', '||']],
    ['^', ['^=']],
    [':', ['::']],
  ].map(([first, all]) => [(first as string).charCodeAt(0), all as readonly string[]]),
);
const SINGLES = Array.from({ length: 128 }, (_, code) => String.fromCharCode(code));

interface Word {
  readonly kind: number;
  readonly upper: string;
}
// Batches use the same words again and again: one look-up instead of an upper-case copy each.
const WORDS = new Map<string, Word>();
const MOST_WORDS = 20_000;
const wordOf = (raw: string): Word => {
  const known = WORDS.get(raw);
  if (known !== undefined) return known;
  const upper = raw.toUpperCase();
  const keyword = reservedWord(upper);
  const word = keyword === undefined ? { kind: WORD, upper } : { kind: KEYWORD, upper: keyword };
  if (WORDS.size >= MOST_WORDS) WORDS.clear();
  WORDS.set(raw, word);
  return word;
};

/** Splits the text into tokens; the last one is of kind END. */
export const tokenize = (text: string): Tokens => {
  const length = text.length;
  let capacity = (length >> 2) + 16;
  let kinds = new Uint8Array(capacity);
  let starts = new Int32Array(capacity),
    ends = new Int32Array(capacity),
    lines = new Int32Array(capacity);
  const words: string[] = [];
  let count = 0,
    line = 1,
    i = 0;
  let error: SqlError | undefined;

  const push = (kind: number, start: number, end: number, word: string, at: number): void => {
    if (count === capacity) {
      capacity *= 2;
      const k = new Uint8Array(capacity),
        s = new Int32Array(capacity),
        e = new Int32Array(capacity),
        l = new Int32Array(capacity);
      k.set(kinds);
      s.set(starts);
      e.set(ends);
      l.set(lines);
      kinds = k;
      starts = s;
      ends = e;
      lines = l;
    }
    kinds[count] = kind;
    starts[count] = start;
    ends[count] = end;
    lines[count++] = at;
    words.push(word);
  };
  const fail = (number: Parameters<typeof sqlError>[0], at: number, ...values: string[]): void => {
    error = sqlError(number, ...values);
    error.line = at;
    error.isLocated = true;
  };
  const countLines = (from: number, to: number): void => {
    for (let k = from; k < to; k++) if (text.charCodeAt(k) === 10) line++;
  };
  /** End of a quoted token whose opening quote is before `from`; the text's end and an error if it is not closed. */
  const closeQuote = (quote: string, from: number): number => {
    for (let k = from; ; ) {
      const close = text.indexOf(quote, k);
      if (close < 0) {
        const rest = text.slice(from, from + LONGEST_SHOWN);
        fail(102, line, rest);
        // SQL Server sends both: what is unclosed, and that nothing can follow it.
        if (error) error.preceding = [sqlError(105, rest)];
        return length;
      }
      if (text[close + 1] !== quote) return close + 1;
      k = close + 2;
    }
  };
  const quoted = (kind: number, quote: string, start: number, from: number): void => {
    const at = line;
    i = closeQuote(quote, from);
    if (error) return;
    countLines(from, i);
    if (kind === BRACKETED && i - from - 1 > MAX_NAME && halveQuotes(text.slice(from, i - 1), quote).length > MAX_NAME) {
      fail(103, at, text.slice(from, from + MAX_NAME));
    } else push(kind, start, i, '', at);
  };
  /** Skips a block comment, comments inside it too. */
  const blockComment = (): void => {
    const at = line;
    const from = i;
    let depth = 1;
    for (i += 2; depth > 0; i++) {
      if (i >= length) {
        countLines(from, length);
        fail(113, at);
        return;
      }
      const c = text.charCodeAt(i);
      if (c === 42 && text.charCodeAt(i + 1) === 47) {
        depth--;
        i++;
      } else if (c === 47 && text.charCodeAt(i + 1) === 42) {
        depth++;
        i++;
      }
    }
    countLines(from, i);
  };
  const digits = (): void => {
    while (isDigit(text.charCodeAt(i))) i++;
  };
  const number = (start: number): void => {
    if (text.charCodeAt(i) === 48 && (text.charCodeAt(i + 1) | 32) === 120) {
      i += 2;
      while (isHex(text.charCodeAt(i))) i++;
      push(BINARY, start, i, '', line);
      return;
    }
    let kind = INT;
    digits();
    if (text.charCodeAt(i) === 46) {
      kind = DECIMAL;
      i++;
      digits();
    }
    if ((text.charCodeAt(i) | 32) === 101) {
      kind = FLOAT;
      i++;
      const sign = text.charCodeAt(i);
      if ((sign === 43 || sign === 45) && isDigit(text.charCodeAt(i + 1))) i++;
      digits();
    }
    if (kind === INT && i - start >= 10 && Number(text.slice(start, i)) > 2147483647) kind = DECIMAL;
    if (kind === DECIMAL && i - start > 38 && text.slice(start, i).replace('.', '').replace(/^0+/, '').length > 38) {
      fail(1007, line, text.slice(start, i));
      return;
    }
    push(kind, start, i, '', line);
  };
  const name = (start: number, kind: number): void => {
    // charCodeAt is NaN behind the end, which no class has.
    for (let c = text.charCodeAt(i); c < 128 ? CLASSES[c] !== OTHER && CLASSES[c] !== SPACE : isNamePart(c); c = text.charCodeAt(i)) i++;
    if (i - start > MAX_NAME) fail(103, line, text.slice(start, start + MAX_NAME));
    else if (kind !== WORD) push(kind, start, i, '', line);
    else {
      const word = wordOf(text.slice(start, i));
      push(word.kind, start, i, word.upper, line);
    }
  };
  const symbol = (start: number, c: number): void => {
    const pairs = PAIRS.get(c);
    if (pairs !== undefined) {
      const two = text.slice(i, i + 2);
      const pair = pairs.find((p) => p === two);
      if (pair !== undefined) {
        i += 2;
        push(SYMBOL, start, i, pair, line);
        return;
      }
    }
    i++;
    push(SYMBOL, start, i, SINGLES[c] ?? String.fromCharCode(c), line);
  };

  while (i < length && !error) {
    const c = text.charCodeAt(i);
    const start = i;
    const cls = classOf(c);
    if (cls === SPACE) {
      if (c === 10) line++;
      i++;
    } else if (cls === LETTER) {
      if ((c === 78 || c === 110) && text.charCodeAt(i + 1) === 39) quoted(NATIONAL_STRING, "'", start, i + 2);
      else name(start, WORD);
    } else if (cls === DIGIT || (c === 46 && isDigit(text.charCodeAt(i + 1)))) number(start);
    else if (c === 39) quoted(STRING, "'", start, i + 1);
    else if (c === 91) quoted(BRACKETED, ']', start, i + 1);
    else if (c === 34) quoted(DOUBLE_QUOTED, '"', start, i + 1);
    else if (c === 64) {
      const system = text.charCodeAt(i + 1) === 64;
      i += system ? 2 : 1;
      name(start, system ? SYSTEM_VARIABLE : VARIABLE);
    } else if (c === 35) name(start, WORD);
    else if (c === 45 && text.charCodeAt(i + 1) === 45) {
      const end = text.indexOf('\n', i);
      i = end < 0 ? length : end;
    } else if (c === 47 && text.charCodeAt(i + 1) === 42) blockComment();
    else if (CURRENCY.has(c)) {
      i++;
      if (c === 36 && classOf(text.charCodeAt(i)) === LETTER) name(start, PSEUDO_COLUMN);
      else {
        // A sign stands between the currency and the number.
        const sign = text.charCodeAt(i);
        const next = text.charCodeAt(i + 1);
        if ((sign === 45 || sign === 43) && (isDigit(next) || (next === 46 && isDigit(text.charCodeAt(i + 2))))) i++;
        digits();
        if (text.charCodeAt(i) === 46) {
          i++;
          digits();
        }
        push(MONEY, start, i, '', line);
      }
    } else symbol(start, c);
  }
  push(END, length, length, '', line);
  return { text, count, kinds, starts, ends, lines, words, error };
};

/** Halves the doubled closing quotes of a quoted token's inside. */
export const halveQuotes = (inside: string, quote: string): string =>
  inside.includes(quote) ? inside.replaceAll(quote + quote, quote) : inside;

/** The characters of a string constant's inside: quotes halved, a backslash before a line's end removed with it. */
export const stringCharacters = (inside: string, quote: string): string => {
  const plain = halveQuotes(inside, quote);
  return plain.includes('\\') ? plain.replace(/\\\r?\n/g, '') : plain;
};
