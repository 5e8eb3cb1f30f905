// Text as the bytes that SQL Server stores: code page 1252 for the varchar family, UTF-16 little endian for nvarchar.

import { isUnicode } from '../types/sql-type.ts';
import type { SqlType } from '../types/sql-type.ts';

const CHARACTERS: readonly string[] = Array.from(new TextDecoder('windows-1252').decode(Uint8Array.from({ length: 256 }, (_, i) => i)));
const CODES: ReadonlyMap<string, number> = new Map(CHARACTERS.map((c, i) => [c, i]));
const QUESTION_MARK = 63;

/** The code of a character in code page 1252; that of a question mark if it has none. */
export const code1252 = (character: string): number => CODES.get(character) ?? QUESTION_MARK;

/** The character of a code from 0 to 255. */
export const character1252 = (code: number): string => CHARACTERS[code] ?? '';

/** Bytes of a text of the type. */
export const bytesOfText = (type: SqlType): ((s: string) => Buffer) =>
  isUnicode(type) ? (s) => Buffer.from(s, 'utf16le') : (s) => Buffer.from(Array.from(s, code1252));
