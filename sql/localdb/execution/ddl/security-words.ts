// The words of a security statement: the parser keeps its text, which is read here.

import { splitMultipartName } from '../../parser/names.ts';
import { notSupported } from '../../types/errors.ts';

export interface Word {
  readonly text: string;
  readonly isQuoted: boolean;
}

/** Names, numbers, strings and signs, without comments; a name of several parts is one word. */
export const wordsOf = (text: string): readonly Word[] => {
  const part = String.raw`(?:\[(?:[^\]]|\]\])*\]|"(?:[^"]|"")*"|[\p{L}_@#$][\p{L}\p{N}_@#$]*)`;
  const comment = String.raw`--[^\n]*|/\*[\s\S]*?\*/`;
  const pattern = new RegExp(String.raw`(${comment})|N?'(?:[^']|'')*'|${part}(?:\s*\.\s*${part})*|::|[(),=;]|\S`, 'gu');
  return [...text.matchAll(pattern)].flatMap(([word, isComment]) =>
    isComment === undefined ? [{ text: word, isQuoted: /^[["]/.test(word) }] : [],
  );
};

/** A keyword in upper case; '' for anything else. */
export const upper = (w: Word | undefined): string => (w && !w.isQuoted ? w.text.toUpperCase() : '');

/** The last part of a name, without its quotes. */
export const plainName = (w: Word | undefined): string => splitMultipartName(w?.text ?? '').at(-1) ?? '';

/** The text of a string literal; undefined for any other word. */
export const literalText = (w: Word | undefined): string | undefined => {
  const [, inner] = /^[Nn]?'([\s\S]*)'$/.exec(w?.text ?? '') ?? [];
  return inner?.replaceAll("''", "'");
};

/**
 * The `KEY = value` pairs behind WITH, with or without commas between them. Throws 40000 for what is not one of `known`: an option of a
 * login or user that would have no effect is told.
 */
export const optionsOf = (
  words: readonly Word[],
  known: ReadonlySet<string>,
  { statement, line }: { readonly statement: string; readonly line: number },
): ReadonlyMap<string, Word> => {
  const options = new Map<string, Word>();
  for (let i = 0; i < words.length; i++) {
    if (words[i]?.text === ',' || words[i]?.text === ';') continue;
    const key = upper(words[i]);
    const value = words[i + 2];
    if (words[i + 1]?.text !== '=' || !value || !known.has(key)) throw notSupported(`${statement} WITH ${words[i]?.text ?? ''}`, line);
    options.set(key, value);
    i += 2;
  }
  return options;
};
