// Reads JSON text from left to right without building a tree, so that numbers keep their written form, parts can be
// cut out as they stand, and reading stops as soon as the answer is known. What cannot be read is error 13609 with the
// position (from 0) of the token that is wrong; beyond the end of the text the character is given as '.'.

import { sqlError } from '../../types/errors.ts';

/** The kinds of JSON values, by the numbers that OPENJSON gives them in its column `type`. */
export const JSON_NULL = 0;
export const JSON_STRING = 1;
export const JSON_NUMBER = 2;
const JSON_BOOLEAN = 3;
export const JSON_ARRAY = 4;
export const JSON_OBJECT = 5;
export type JsonKind = 0 | 1 | 2 | 3 | 4 | 5;

/** More nesting than this is error 13606. */
const MAX_DEPTH = 128;

const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const ESCAPED = /\\(?:(["\\/bfnrt])|u([0-9a-fA-F]{4}))/g;
const CONTROLS: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };

const withoutEscapes = (text: string): string =>
  text.replace(ESCAPED, (_, letter: string | undefined, hex: string) =>
    letter === undefined ? String.fromCharCode(parseInt(hex, 16)) : (CONTROLS[letter] ?? letter),
  );

export class JsonReader {
  readonly text: string;
  position: number;

  constructor(text: string, position = 0) {
    this.text = text;
    this.position = position;
  }

  /** Error 13609 at a position. */
  fail(at: number): never {
    throw sqlError(13609, this.text[at] ?? '.', at);
  }

  skipSpace(): void {
    const { text } = this;
    let p = this.position;
    for (;;) {
      const c = text.charCodeAt(p);
      if (c !== 32 && c !== 10 && c !== 13 && c !== 9) break;
      p++;
    }
    this.position = p;
  }

  /** Goes to the root value, which must be an object or an array. */
  enterDocument(): JsonKind {
    this.skipSpace();
    const c = this.text.charCodeAt(this.position);
    if (c !== OPEN_BRACE && c !== OPEN_BRACKET) this.fail(this.position);
    return this.kind();
  }

  /** The kind of the value that begins at the position, by its first character. */
  kind(): JsonKind {
    const c = this.text.charCodeAt(this.position);
    switch (c) {
      case OPEN_BRACE:
        return JSON_OBJECT;
      case OPEN_BRACKET:
        return JSON_ARRAY;
      case QUOTE:
        return JSON_STRING;
      case 0x74: // t
      case 0x66: // f
        return JSON_BOOLEAN;
      case 0x6e: // n
        return JSON_NULL;
      default:
        if (c === 0x2d || (c >= 0x30 && c <= 0x39)) return JSON_NUMBER;
        return this.fail(this.position);
    }
  }

  /** Skips the value at the position, checking it; the position is behind it afterwards. */
  skipValue(depth = 1): void {
    const { text } = this;
    const start = this.position;
    switch (this.kind()) {
      case JSON_OBJECT:
        if (depth > MAX_DEPTH) throw sqlError(13606);
        if (!this.enterObject()) return;
        do {
          this.skipString();
          this.skipColon();
          this.skipValue(depth + 1);
        } while (this.nextMember());
        return;
      case JSON_ARRAY:
        if (depth > MAX_DEPTH) throw sqlError(13606);
        if (!this.enterArray()) return;
        do {
          this.skipValue(depth + 1);
        } while (this.nextElement());
        return;
      case JSON_STRING:
        this.skipString();
        return;
      case JSON_NUMBER:
        this.skipNumber();
        return;
      case JSON_BOOLEAN:
        this.skipWord(text.charCodeAt(start) === 0x74 ? 'true' : 'false');
        return;
      default:
        this.skipWord('null');
    }
  }

  /** At '{': goes to the first key; false (and behind the '}') for an empty object. */
  enterObject(): boolean {
    this.position++;
    this.skipSpace();
    const c = this.text.charCodeAt(this.position);
    if (c === CLOSE_BRACE) {
      this.position++;
      return false;
    }
    if (c !== QUOTE) this.fail(this.position);
    return true;
  }

  /** Behind a member's value: goes to the next key; false when the object has ended. */
  nextMember(): boolean {
    this.skipSpace();
    const c = this.text.charCodeAt(this.position);
    if (c === CLOSE_BRACE) {
      this.position++;
      return false;
    }
    if (c !== COMMA) this.fail(this.position);
    this.position++;
    this.skipSpace();
    if (this.text.charCodeAt(this.position) !== QUOTE) this.fail(this.position);
    return true;
  }

  /** At '[': goes to the first element; false (and behind the ']') for an empty array. */
  enterArray(): boolean {
    this.position++;
    this.skipSpace();
    if (this.text.charCodeAt(this.position) !== CLOSE_BRACKET) return true;
    this.position++;
    return false;
  }

  /** Behind an element: goes to the next one; false when the array has ended. */
  nextElement(): boolean {
    this.skipSpace();
    const c = this.text.charCodeAt(this.position);
    if (c === CLOSE_BRACKET) {
      this.position++;
      return false;
    }
    if (c !== COMMA) this.fail(this.position);
    this.position++;
    this.skipSpace();
    return true;
  }

  /** Behind a key: goes to the member's value. */
  skipColon(): void {
    this.skipSpace();
    if (this.text.charCodeAt(this.position) !== 0x3a) this.fail(this.position);
    this.position++;
    this.skipSpace();
  }

  /** At the opening quote: goes behind the closing one; whether the string has escapes. */
  skipString(): boolean {
    const { text } = this;
    const start = this.position;
    let p = start + 1;
    let hasEscapes = false;
    for (;;) {
      let c = text.charCodeAt(p);
      while (c >= 0x20 && c !== QUOTE && c !== 0x5c) c = text.charCodeAt(++p);
      if (c === QUOTE) {
        this.position = p + 1;
        return hasEscapes;
      }
      if (c !== 0x5c) this.fail(start);
      hasEscapes = true;
      ESCAPE.lastIndex = p;
      if (!ESCAPE.test(text)) this.fail(start);
      p = ESCAPE.lastIndex;
    }
  }

  /** At the opening quote: the string's content. */
  readString(): string {
    const start = this.position;
    const hasEscapes = this.skipString();
    const content = this.text.slice(start + 1, this.position - 1);
    return hasEscapes ? withoutEscapes(content) : content;
  }

  /** Skips the value at the position and returns its text as written. */
  readRaw(): string {
    const start = this.position;
    this.skipValue();
    return this.text.slice(start, this.position);
  }

  /** The value as SQL sees it: a string's content, null for null, the written text of everything else. */
  readText(): string | null {
    const kind = this.kind();
    if (kind === JSON_STRING) return this.readString();
    const raw = this.readRaw();
    return kind === JSON_NULL ? null : raw;
  }

  /** Reads the root value and what follows it, which may be blanks only. */
  skipDocument(): void {
    this.enterDocument();
    this.skipValue();
    this.skipSpace();
    if (this.position < this.text.length) this.fail(this.position);
  }

  private skipNumber(): void {
    const { text } = this;
    const start = this.position;
    let p = start;
    let c = text.charCodeAt(p);
    // Most numbers are whole and without a sign.
    if (c !== 0x30) while (c >= 0x30 && c <= 0x39) c = text.charCodeAt(++p);
    if (p === start || (c !== COMMA && c !== CLOSE_BRACE && c !== CLOSE_BRACKET)) {
      NUMBER.lastIndex = start;
      if (!NUMBER.test(text)) this.fail(start);
      p = NUMBER.lastIndex;
    }
    this.position = p;
    this.checkScalarEnd(start);
  }

  private skipWord(word: string): void {
    const start = this.position;
    if (!this.text.startsWith(word, start)) this.fail(start);
    this.position = start + word.length;
    this.checkScalarEnd(start);
  }

  // A number or word that runs on into other characters is wrong as a whole.
  private checkScalarEnd(start: number): void {
    const c = this.text.charCodeAt(this.position);
    if (c === COMMA || c === CLOSE_BRACE || c === CLOSE_BRACKET || c === 32 || c === 10 || c === 13 || c === 9 || Number.isNaN(c)) return;
    this.fail(start);
  }
}

const QUOTE = 0x22;
const COMMA = 0x2c;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
