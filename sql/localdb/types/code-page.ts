// Code page 1252, the code page of char and varchar: which characters it has, what others become, and its bytes.

// Bytes 0x80 to 0x9f; the five that the code page leaves open keep their number.
const HIGH =
  '\u20ac\u0081\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u008d\u017d\u008f' +
  '\u0090\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u009d\u017e\u0178';

const BYTES: ReadonlyMap<number, number> = new Map(Array.from(HIGH, (c, i) => [c.charCodeAt(0), 0x80 + i]));

// Characters that SQL Server replaces by a similar one; Latin letters with other accents lose them.
const SIMILAR: ReadonlyMap<string, string> = new Map(
  Object.entries({
    '\u0110': '\u00d0',
    '\u0111': 'd',
    '\u0126': 'H',
    '\u0127': 'h',
    '\u0131': 'i',
    '\u0141': 'L',
    '\u0142': 'l',
    '\u0166': 'T',
    '\u0167': 't',
    '\u0180': 'b',
    '\u2002': ' ',
    '\u2003': ' ',
    '\u2004': ' ',
    '\u2005': ' ',
    '\u2006': ' ',
    '\u2010': '-',
    '\u2011': '-',
    '\u2212': '-',
    '\u2032': "'",
    '\u2035': '`',
    '\u2215': '/',
    '\u2223': '|',
    '\u223c': '~',
    '\u3000': ' ',
  }),
);

const OUTSIDE = /[^\0-\x7f\xa0-\xff]/;

const similar = (c: string): string => {
  const known = SIMILAR.get(c);
  if (known !== undefined) return known;
  const code = c.charCodeAt(0);
  // Full-width forms of ASCII.
  if (code >= 0xff01 && code <= 0xff5e) return String.fromCharCode(code - 0xfee0);
  if (code >= 0x100 && code <= 0x1eff) {
    const base = c.normalize('NFD');
    if (base.length > 1 && /^[A-Za-z]$/.test(base.charAt(0))) return base.charAt(0);
  }
  return '?';
};

/** The text with every character that code page 1252 lacks replaced, by a similar one or by '?'. */
export const toCodePage = (text: string): string => {
  if (!OUTSIDE.test(text)) return text;
  let result = '';
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    result += code < 0x80 || (code >= 0xa0 && code <= 0xff) || BYTES.has(code) ? text.charAt(i) : similar(text.charAt(i));
  }
  return result;
};

/** The bytes of a text of code page 1252 characters. */
export const encodeCodePage = (text: string): Uint8Array => {
  if (!OUTSIDE.test(text)) return Buffer.from(text, 'latin1');
  const bytes = Buffer.allocUnsafe(text.length);
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    bytes[i] = code < 0x80 || (code >= 0xa0 && code <= 0xff) ? code : (BYTES.get(code) ?? 0x3f);
  }
  return bytes;
};

/** The text of code page 1252 bytes. */
export const decodeCodePage = (bytes: Uint8Array): string => {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
  return /[\x80-\x9f]/.test(text) ? text.replace(/[\x80-\x9f]/g, (c) => HIGH.charAt(c.charCodeAt(0) - 0x80)) : text;
};
