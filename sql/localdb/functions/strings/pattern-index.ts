// PATINDEX: the position of the first match of a LIKE pattern. Patterns are turned into regular expressions over
// folded text once and kept, because a column is usually searched for one pattern.

import { foldFor } from './text-search.ts';
import type { Fold } from './text-search.ts';

const CACHE_SIZE = 64;

/** A search under the collation: 1-based position of the pattern in the text, 0 if it does not match. */
export const patternIndex = (collation?: string): ((pattern: string, text: string) => number) => {
  const fold = foldFor(collation);
  const cache = new Map<string, Search>();
  return (pattern, text) => {
    let search = cache.get(pattern);
    if (search === undefined) {
      search = compileSearch(pattern, fold);
      if (cache.size >= CACHE_SIZE) cache.clear();
      cache.set(pattern, search);
    }
    return search(text);
  };
};

type Search = (text: string) => number;

const compileSearch = (pattern: string, fold: Fold): Search => {
  const isAnywhere = pattern.startsWith('%');
  let from = 0;
  while (pattern.charAt(from) === '%') from++;
  const body = pattern.slice(from);
  if (body === '') return (text) => (text === '' && !isAnywhere ? 0 : isAnywhere ? 1 : 0);
  const source = expressionOf(body, fold);
  if (source === undefined) return () => 0;
  const expression = new RegExp(isAnywhere ? source : `^${source}`, 's');
  return (text) => {
    const match = expression.exec(fold(text));
    return match === null ? 0 : match.index + 1;
  };
};

/** The pattern as a regular expression that must reach the end of the text; undefined when it can match nothing. */
const expressionOf = (pattern: string, fold: Fold): string | undefined => {
  let source = '';
  let i = 0;
  while (i < pattern.length) {
    const c = pattern.charAt(i);
    if (c === '%') {
      // The rest of a text after a trailing % need not be read.
      if (i === pattern.length - 1) return source;
      source += '.*?';
      i++;
    } else if (c === '_') {
      source += '.';
      i++;
    } else if (c === '[') {
      const set = characterSet(pattern, i, fold);
      if (set === undefined) return undefined;
      source += set.source;
      i = set.next;
    } else {
      source += escapeUnit(fold(c));
      i++;
    }
  }
  return `${source}$`;
};

/** [abc], [a-z], [^...]; the first ] after the opening ends the set. */
const characterSet = (pattern: string, start: number, fold: Fold): { readonly source: string; readonly next: number } | undefined => {
  let i = start + 1;
  const isNegated = pattern.charAt(i) === '^';
  if (isNegated) i++;
  const end = pattern.indexOf(']', i);
  if (end < 0) return undefined;
  const inside = fold(pattern.slice(i, end));
  const next = end + 1;
  if (inside === '') return undefined;
  let set = '';
  for (let k = 0; k < inside.length; k++) {
    if (inside.charAt(k + 1) === '-' && k + 2 < inside.length) {
      const low = inside.charAt(k);
      const high = inside.charAt(k + 2);
      if (low <= high) set += `${escapeUnit(low)}-${escapeUnit(high)}`;
      k += 2;
    } else set += escapeUnit(inside.charAt(k));
  }
  return { source: isNegated ? `[^${set}]` : set === '' ? '(?!)' : `[${set}]`, next };
};

const escapeUnit = (unit: string): string => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
