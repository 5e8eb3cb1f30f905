// Characters of the varchar family on the wire: code page 1252 of the server's collation, and what clients with other
// collations send.

/** Characters of bytes 0x80 to 0x9F; the five bytes without one keep their own number, as Windows maps them. */
const HIGH_CONTROLS =
  '\u20ac\u0081\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u008d\u017d\u008f' +
  '\u0090\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u009d\u017e\u0178';

const QUESTION_MARK = 0x3f;

const BYTES = new Map<number, number>();
for (let i = 0; i < 32; i++) BYTES.set(HIGH_CONTROLS.charCodeAt(i), 0x80 + i);

/** The byte of a UTF-16 code unit in code page 1252; a question mark for what isn't in it. */
const code1252 = (unit: number): number => {
  if (unit < 0x80 || (unit >= 0xa0 && unit <= 0xff)) return unit;
  return BYTES.get(unit) ?? QUESTION_MARK;
};

const HAS_HIGH_CONTROL = /[\x80-\x9f]/;
const EACH_HIGH_CONTROL = /[\x80-\x9f]/g;

/** The text of bytes in code page 1252. */
export const decode1252 = (bytes: Buffer): string => {
  const text = bytes.toString('latin1');
  if (!HAS_HIGH_CONTROL.test(text)) return text;
  return text.replace(EACH_HIGH_CONTROL, (c: string) => HIGH_CONTROLS.charAt(c.charCodeAt(0) - 0x80));
};

const OUTSIDE_1252 = new RegExp(`[^\\x00-\\x7f\\xa0-\\xff${HIGH_CONTROLS}]`, 'g');

/** Text as a varchar holds it: what isn't in code page 1252 becomes a question mark. */
export const limitTo1252 = (text: string): string => text.replace(OUTSIDE_1252, '?');

/** Writes text in code page 1252; there is room for one byte a code unit. Gives the position after it. */
export const write1252 = (target: Buffer, position: number, text: string): number => {
  let at = position;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    target[at++] = unit < 0x80 ? unit : code1252(unit);
  }
  return at;
};
