// LIKE patterns: matching, PATINDEX, and the literal prefix that an index can seek.
//
// A pattern is compiled to a list of tokens of one unit each. Letters match as the collation has them equal; unlike
// comparison, trailing blanks of the pattern count. Trailing blanks of the text count for Unicode text only.

import type { Collation } from './collation.ts';
import { sqlError } from './errors.ts';

/** Matches one unit of the text. */
type UnitTest = (unit: number) => boolean;
type Token =
  | { readonly kind: 'unit'; readonly unit: number }
  | { readonly kind: 'one' }
  | { readonly kind: 'many' }
  | { readonly kind: 'set'; readonly test: UnitTest };

/**
 * A predicate for one pattern. `escapeCharacter` must be one character (506). `isUnicode` says that the text or the pattern is
 * nchar or nvarchar: then trailing blanks of the text must be matched by the pattern.
 */
export const likeMatcher = (
  pattern: string,
  escapeCharacter: string | undefined,
  collation: Collation,
  isUnicode = false,
): ((text: string) => boolean) => {
  const tokens = parsePattern(pattern, escapeCharacter, collation);
  if (!tokens) return () => false;
  const matches = matcherOf(tokens, collation);
  if (isUnicode || tokens.at(-1)?.kind === 'many') return matches;
  return (text) => {
    if (matches(text)) return true;
    // Text that is not Unicode may end in blanks that the pattern does not mention.
    for (let end = text.length; end > 0 && text.charCodeAt(end - 1) === 0x20; ) {
      end--;
      if (matches(text.slice(0, end))) return true;
    }
    return false;
  };
};

/** PATINDEX: the 1-based position where the pattern first matches, 0 when it does not. */
export const patIndex = (pattern: string, text: string, collation: Collation): number => {
  const finder = finderOf(pattern, collation);
  return finder(text);
};

/** The literal text that every match begins with; '' when the pattern begins with a wildcard. */
export const likePrefix = (pattern: string, escapeCharacter: string | undefined): string => {
  let prefix = '';
  for (let i = 0; i < pattern.length; i++) {
    const c = pattern.charAt(i);
    if (c === escapeCharacter) {
      i++;
      prefix += pattern.charAt(i);
    } else if (c === '%' || c === '_' || c === '[') break;
    else prefix += c;
  }
  return prefix;
};

let lastFinder: { readonly pattern: string; readonly collation: Collation; readonly find: (text: string) => number } | undefined;

const finderOf = (pattern: string, collation: Collation): ((text: string) => number) => {
  // A query calls PATINDEX with one pattern for row after row.
  if (lastFinder && lastFinder.pattern === pattern && lastFinder.collation === collation) return lastFinder.find;
  const find = compileFinder(pattern, collation);
  lastFinder = { pattern, collation, find };
  return find;
};

const compileFinder = (pattern: string, collation: Collation): ((text: string) => number) => {
  const tokens = parsePattern(pattern, undefined, collation);
  if (!tokens) return () => 0;
  let leading = 0;
  while (tokens[leading]?.kind === 'many') leading++;
  if (leading === 0) {
    const matches = matcherOf(tokens, collation);
    return (text) => (matches(text) ? 1 : 0);
  }
  const rest = tokens.slice(leading);
  if (rest.length === 0) return () => 1;
  const units = compileUnits(rest, collation);
  return (text) => {
    for (let start = 0; start < text.length; start++) if (matchFrom(units, text, start)) return start + 1;
    return 0;
  };
};

/** undefined when the pattern can match nothing: an unclosed bracket, or an escape character at its end. */
const parsePattern = (pattern: string, escapeCharacter: string | undefined, collation: Collation): Token[] | undefined => {
  if (escapeCharacter !== undefined && escapeCharacter.length !== 1) throw sqlError(506, escapeCharacter, 'LIKE');
  const tokens: Token[] = [];
  for (let i = 0; i < pattern.length; i++) {
    const c = pattern.charAt(i);
    if (c === escapeCharacter) {
      i++;
      if (i >= pattern.length) return undefined;
      tokens.push({ kind: 'unit', unit: pattern.charCodeAt(i) });
    } else if (c === '%') {
      if (tokens.at(-1)?.kind !== 'many') tokens.push({ kind: 'many' });
    } else if (c === '_') tokens.push({ kind: 'one' });
    else if (c === '[') {
      const set = parseSet(pattern, i + 1, escapeCharacter, collation);
      if (!set) return undefined;
      tokens.push(set.token);
      i = set.end;
    } else tokens.push({ kind: 'unit', unit: c.charCodeAt(0) });
  }
  return tokens;
};

interface SetRange {
  readonly from: string;
  readonly to: string;
}

const parseSet = (
  pattern: string,
  start: number,
  escapeCharacter: string | undefined,
  collation: Collation,
): { token: Token; end: number } | undefined => {
  let i = start;
  const isNegated = pattern.charAt(i) === '^';
  if (isNegated) i++;
  const ranges: SetRange[] = [];
  const character = (): string => {
    if (pattern.charAt(i) === escapeCharacter) i++;
    return pattern.charAt(i++);
  };
  while (i < pattern.length && pattern.charAt(i) !== ']') {
    const from = character();
    if (pattern.charAt(i) === '-' && i + 1 < pattern.length && pattern.charAt(i + 1) !== ']') {
      i++;
      ranges.push({ from, to: character() });
    } else ranges.push({ from, to: from });
  }
  if (i >= pattern.length) return undefined;
  return { token: { kind: 'set', test: setTest(ranges, isNegated, collation) }, end: i };
};

const setTest = (ranges: readonly SetRange[], isNegated: boolean, collation: Collation): UnitTest => {
  const contains = (unit: number): boolean => {
    const c = String.fromCharCode(unit);
    for (const { from, to } of ranges) {
      if (from === to ? collation.equals(c, from) : collation.compare(from, c) <= 0 && collation.compare(c, to) <= 0) return true;
    }
    return false;
  };
  // Latin, Greek and Cyrillic units are decided once: 0 not asked yet, 1 no, 2 yes.
  const known = new Uint8Array(0x530);
  return (unit) => {
    if (unit >= known.length) return contains(unit) !== isNegated;
    let answer = known[unit] as number;
    if (answer === 0) {
      answer = contains(unit) !== isNegated ? 2 : 1;
      known[unit] = answer;
    }
    return answer === 2;
  };
};

const isUnit = (t: Token): t is { kind: 'unit'; unit: number } => t.kind === 'unit';

const matcherOf = (tokens: readonly Token[], collation: Collation): ((text: string) => boolean) => {
  const first = tokens[0]?.kind === 'many';
  const last = tokens.length > 1 && tokens.at(-1)?.kind === 'many';
  const middle = tokens.slice(first ? 1 : 0, last ? -1 : undefined);
  if (first && middle.length === 0) return () => true;
  if (middle.every(isUnit)) {
    const { fold } = collation;
    const units = Uint16Array.from(middle, (t) => (fold ? (fold[t.unit] as number) : t.unit));
    const n = units.length;
    const at = fold ? matchFolded(units, fold) : matchPlain(units);
    if (first && last) {
      return (text) => {
        for (let start = 0, end = text.length - n; start <= end; start++) if (at(text, start)) return true;
        return false;
      };
    }
    if (first) return (text) => text.length >= n && at(text, text.length - n);
    if (last) return (text) => text.length >= n && at(text, 0);
    return (text) => text.length === n && at(text, 0);
  }
  const compiled = compileUnits(tokens, collation);
  return (text) => matchFrom(compiled, text, 0);
};

const matchFolded =
  (units: Uint16Array, fold: Uint16Array) =>
  (text: string, start: number): boolean => {
    for (let i = 0; i < units.length; i++) if (fold[text.charCodeAt(start + i)] !== units[i]) return false;
    return true;
  };

const matchPlain =
  (units: Uint16Array) =>
  (text: string, start: number): boolean => {
    for (let i = 0; i < units.length; i++) if (text.charCodeAt(start + i) !== units[i]) return false;
    return true;
  };

interface CompiledPattern {
  /** The unit (folded) of a 'unit' token, ONE, MANY or SET. */
  readonly codes: Int32Array;
  readonly tests: readonly (UnitTest | undefined)[];
  readonly fold: Uint16Array | undefined;
}
const ONE = -1;
const MANY = -2;
const SET = -3;

const compileUnits = (tokens: readonly Token[], { fold }: Collation): CompiledPattern => ({
  codes: Int32Array.from(tokens, (t) =>
    t.kind === 'unit' ? (fold ? (fold[t.unit] as number) : t.unit) : t.kind === 'one' ? ONE : t.kind === 'many' ? MANY : SET,
  ),
  tests: tokens.map((t) => (t.kind === 'set' ? t.test : undefined)),
  fold,
});

/** Whether the pattern matches the whole text from `start` on; goes back only to the last '%'. */
const matchFrom = ({ codes, tests, fold }: CompiledPattern, text: string, start: number): boolean => {
  let t = start;
  let p = 0;
  let retryPattern = -1;
  let retryText = 0;
  while (t < text.length) {
    const code = p < codes.length ? (codes[p] as number) : -4;
    if (code === MANY) {
      retryPattern = ++p;
      retryText = t;
      continue;
    }
    const unit = text.charCodeAt(t);
    if (code === ONE || (code >= 0 && (fold ? fold[unit] : unit) === code) || (code === SET && tests[p]?.(unit))) {
      t++;
      p++;
    } else if (retryPattern >= 0) {
      p = retryPattern;
      t = ++retryText;
    } else return false;
  }
  while (p < codes.length && codes[p] === MANY) p++;
  return p === codes.length;
};
