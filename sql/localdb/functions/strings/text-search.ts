// Searching in text by a collation, as CHARINDEX, REPLACE, TRANSLATE and TRIM do: texts are folded unit by unit to a
// form without the differences that the collation ignores. Folding never changes the length, so positions stay.

import { getCollation } from '../../types/collation.ts';

export type Fold = (s: string) => string;

const isFolded = (s: string, table: Uint16Array): boolean => {
  for (let i = 0; i < s.length; i++) {
    const unit = s.charCodeAt(i);
    if (table[unit] !== unit) return false;
  }
  return true;
};

const foldUnits = (s: string, table: Uint16Array): string => {
  let out = '';
  for (let i = 0; i < s.length; i++) {
    const unit = s.charCodeAt(i);
    out += String.fromCharCode(table[unit] ?? unit);
  }
  return out;
};

/** The folding of a collation; the text itself under one that tells all units apart. */
export const foldFor = (collation: string): Fold => {
  const { fold: table, isCaseSensitive } = getCollation(collation);
  if (table === undefined) return (s) => s;
  return (s) => {
    if (isFolded(s, table)) return s;
    if (!isCaseSensitive) {
      // Most texts only need their capitals lowered, which is faster than going unit by unit.
      const lower = s.toLowerCase();
      if (lower.length === s.length && isFolded(lower, table)) return lower;
    }
    return foldUnits(s, table);
  };
};

/** The text with every occurrence of `find` replaced, left to right without overlap. */
export const replaceAll = (s: string, find: string, put: string, fold: Fold): string => {
  if (find === '') return s;
  const folded = fold(s);
  const wanted = fold(find);
  let at = folded.indexOf(wanted);
  if (at < 0) return s;
  let out = '';
  let from = 0;
  while (at >= 0) {
    out += s.slice(from, at) + put;
    from = at + wanted.length;
    at = folded.indexOf(wanted, from);
  }
  return out + s.slice(from);
};
