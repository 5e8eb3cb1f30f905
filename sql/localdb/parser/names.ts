// Names of one to four parts: in T-SQL text, in strings given to OBJECT_ID and its like, and written out with quotes.

import type { MultipartName } from './ast/index.ts';
import type { TokenStream } from './token-stream.ts';

const MOST_PARTS = 4;

/** The name of an object: up to four parts, a part left out (`db..t`) is ''. */
export const parseObjectName = (p: TokenStream): MultipartName => {
  const first = p.pos;
  const parts = parseNameParts(p);
  if (parts.length > MOST_PARTS) {
    const text = `The object name '${p.textSince(first)}' contains more than the maximum number of prefixes. The maximum is 3.`;
    throw p.errorText(117, 15, text, first);
  }
  return parts;
};

/** Parts separated by points, as many as are written; stops before `.*`. */
export const parseNameParts = (p: TokenStream): string[] => {
  const parts: string[] = [];
  while (p.at('.')) {
    parts.push('');
    p.next();
  }
  parts.push(p.identifier());
  while (p.at('.') && p.peek(1) !== '*') {
    p.next();
    if (p.at('.')) parts.push('');
    else parts.push(p.identifier());
  }
  return parts;
};

/** `(a, b, c)`: a list of single names in parentheses. */
export const parseColumnList = (p: TokenStream): string[] => {
  p.expect('(');
  const names = [p.identifier()];
  while (p.accept(',')) names.push(p.identifier());
  p.expect(')');
  return names;
};

/**
 * Splits a name given as a string ('[dbo].[a.b]', 'db..t') into its unquoted parts, a part left out being ''. Text that is no
 * name of one to four parts gives an empty list.
 */
export const splitMultipartName = (text: string): string[] => {
  if (/^[^\s.[\]"]+$/.test(text)) return [text];
  const parts: string[] = [];
  let i = 0;
  for (;;) {
    while (text[i] === ' ') i++;
    const quote = text[i] === '[' ? ']' : text[i] === '"' ? '"' : '';
    if (quote) {
      let part = '';
      for (i++; ; i++) {
        const close = text.indexOf(quote, i);
        if (close < 0) return [];
        part += text.slice(i, close);
        i = close + 1;
        if (text[i] !== quote) break;
        part += quote;
      }
      parts.push(part);
      while (text[i] === ' ') i++;
      if (i < text.length && text[i] !== '.') return [];
    } else {
      const point = text.indexOf('.', i);
      const end = point < 0 ? text.length : point;
      parts.push(text.slice(i, end).trimEnd());
      i = end;
    }
    if (i >= text.length) break;
    i++;
  }
  return parts.length > MOST_PARTS || parts[parts.length - 1] === '' ? [] : parts;
};

/** The name in brackets, closing brackets doubled. */
export const quoteName = (name: string): string => `[${name.replaceAll(']', ']]')}]`;
