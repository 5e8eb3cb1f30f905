// Searching in text by a collation, as CHARINDEX, REPLACE, TRANSLATE and TRIM do: units are compared by the class of
// equal units that the collation puts them in. That never changes the length, so positions are those of the text.

import { getCollation } from '../../types/collation.ts';

export type Fold = (s: string) => string;

/** The folding of a collation: the text with each unit replaced by the one that stands for its class. */
export const foldFor = (collation: string): Fold => {
  const { fold: table } = getCollation(collation);
  return table === undefined ? (s) => s : (s) => foldUnits(s, table);
};

const foldUnits = (s: string, table: Uint16Array): string => {
  let at = 0;
  while (at < s.length && table[s.charCodeAt(at)] === s.charCodeAt(at)) at++;
  if (at === s.length) return s;
  let out = s.slice(0, at);
  for (; at < s.length; at++) {
    const unit = s.charCodeAt(at);
    out += String.fromCharCode(table[unit] ?? unit);
  }
  return out;
};

/** 0-based position of `find` in the text from a position on, -1 if it is not there. */
export type Finder = (s: string, find: string, from: number) => number;

export const finderFor = (collation: string): Finder => {
  const { fold } = getCollation(collation);
  return fold === undefined ? (s, find, from) => s.indexOf(find, from) : (s, find, from) => foldedIndex(s, find, from, fold);
};

const foldedIndex = (s: string, find: string, from: number, fold: Uint16Array): number => {
  const n = find.length;
  const first = fold[find.charCodeAt(0)];
  for (let at = from, end = s.length - n; at <= end; at++) {
    if (fold[s.charCodeAt(at)] !== first) continue;
    let i = 1;
    while (i < n && fold[s.charCodeAt(at + i)] === fold[find.charCodeAt(i)]) i++;
    if (i >= n) return at;
  }
  return -1;
};

/** The text with every occurrence of `find` replaced, left to right without overlap. */
export const replaceAll = (s: string, find: string, put: string, finder: Finder): string => {
  if (find === '') return s;
  let at = finder(s, find, 0);
  if (at < 0) return s;
  let out = '';
  let from = 0;
  while (at >= 0) {
    out += s.slice(from, at) + put;
    from = at + find.length;
    at = finder(s, find, from);
  }
  return out + s.slice(from);
};
