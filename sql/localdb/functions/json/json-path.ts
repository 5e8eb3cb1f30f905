// JSON paths: `[append] [lax|strict] $.key."quoted key"[0]`, parsed once and followed through JSON text.

import { sqlError } from '../../types/errors.ts';
import { JSON_ARRAY, JSON_OBJECT } from './json-reader.ts';
import type { JsonReader } from './json-reader.ts';

export interface JsonPath {
  readonly isStrict: boolean;
  /** `append $...`, for JSON_MODIFY only. */
  readonly isAppend: boolean;
  /** Keys are strings, array indexes numbers. */
  readonly steps: readonly JsonStep[];
}
export type JsonStep = string | number;

const MODE = /(lax|strict)(?=[\s$]|$)/y;
const APPEND = /append(?=\s)/y;
const BARE_KEY = /[A-Za-z_][A-Za-z0-9_]*/y;
const INDEX = /\[\s*(\d+)\s*\]/y;
const MOST_INDEX = 4294967295;

/** Parses a path; 13607 with the position of the character that does not fit. `append` only where it is allowed. */
export const parseJsonPath = (text: string, mayAppend = false): JsonPath => {
  let p = 0;
  const fail = (at: number): never => {
    throw sqlError(13607, text[at] ?? '.', at);
  };
  const skipSpace = (): void => {
    while (text[p] === ' ' || text[p] === '\t' || text[p] === '\n' || text[p] === '\r' || text[p] === '\f') p++;
  };
  const take = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = p;
    const match = pattern.exec(text);
    if (match) p = pattern.lastIndex;
    return match;
  };
  skipSpace();
  const isAppend = mayAppend && take(APPEND) !== null;
  skipSpace();
  const isStrict = take(MODE)?.[0].toLowerCase() === 'strict';
  skipSpace();
  if (text[p] !== '$') fail(p);
  p++;
  const steps: JsonStep[] = [];
  for (;;) {
    skipSpace();
    if (p >= text.length) break;
    if (text[p] === '[') {
      const match = take(INDEX);
      if (!match) {
        p++;
        skipSpace();
        while (/\d/.test(text[p] ?? '')) p++;
        fail(p);
      } else if (Number(match[1]) > MOST_INDEX) fail(p - 1);
      else steps.push(Number(match[1]));
    } else if (text[p] === '.') {
      p++;
      skipSpace();
      if (text[p] === '"') {
        const quoted = quotedKey(text, p);
        if (!quoted) return fail(text.length);
        steps.push(quoted.key);
        p = quoted.end;
      } else {
        const match = take(BARE_KEY);
        if (!match) return fail(p);
        steps.push(match[0]);
      }
    } else fail(p);
  }
  if (steps.length > 128) throw sqlError(13606);
  return { isStrict, isAppend, steps };
};

// In quotes a quote behind a backslash is part of the key.
const quotedKey = (text: string, start: number): { readonly key: string; readonly end: number } | undefined => {
  let key = '';
  for (let p = start + 1; p < text.length; p++) {
    const c = text[p] ?? '';
    const next = text[p + 1];
    if (c === '"') return { key, end: p + 1 };
    if (c === '\\' && (next === '"' || next === '\\')) {
      key += next;
      p++;
    } else key += c;
  }
  return undefined;
};

/** A function that parses paths and keeps the last one, because a path seldom changes from row to row. */
export const pathParser = (mayAppend = false): ((text: string) => JsonPath) => {
  let lastText: string | undefined;
  let last: JsonPath | undefined;
  return (text) => {
    if (last !== undefined && text === lastText) return last;
    last = parseJsonPath(text, mayAppend);
    lastText = text;
    return last;
  };
};

/**
 * Follows the steps from the value at the reader's position; true when the reader stands at the value they name.
 * `isInside`: the first value is a part of a document, not its root.
 */
export const followPath = (reader: JsonReader, steps: readonly JsonStep[], isInside = false): boolean => {
  for (let i = 0; i < steps.length; i++) {
    const step = steps[i] ?? 0;
    if (typeof step === 'string' ? !findMember(reader, step) : !findElement(reader, step)) {
      if (reader.text.charCodeAt(reader.position - 1) === 0x7d || reader.text.charCodeAt(reader.position - 1) === 0x5d) {
        checkBehind(reader, i === 0 && !isInside);
      }
      return false;
    }
  }
  return true;
};

/** At a value: goes to the value of its first member of that name; false if it is no object or has none. */
const findMember = (reader: JsonReader, key: string): boolean => {
  if (reader.kind() !== JSON_OBJECT || !reader.enterObject()) return false;
  do {
    const isFound = reader.readString() === key;
    reader.skipColon();
    if (isFound) return true;
    reader.skipValue();
  } while (reader.nextMember());
  return false;
};

/** At a value: goes to its element with that index; false if it is no array or is too short. */
const findElement = (reader: JsonReader, index: number): boolean => {
  if (reader.kind() !== JSON_ARRAY || !reader.enterArray()) return false;
  for (let i = 0; ; i++) {
    if (i === index) return true;
    reader.skipValue();
    if (!reader.nextElement()) return false;
  }
};

// A search that came to the end of its object or array has read one token further, so text that is wrong there is seen.
const checkBehind = (reader: JsonReader, isRoot: boolean): void => {
  reader.skipSpace();
  const c = reader.text[reader.position];
  if (isRoot ? c !== undefined : c !== ',' && c !== '}' && c !== ']') reader.fail(reader.position);
};
