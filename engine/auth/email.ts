// What we take for an e-mail address. Only the letter proves it; this keeps out what can be none and what could break a mail's head.

const LONGEST = 254;

export function isEmail(text: string): boolean {
  return text.length <= LONGEST && /^[^\s@<>()[\]\\,;:"\p{Cc}]+@[^\s@<>()[\]\\,;:"\p{Cc}]+\.[^\s@.<>()[\]\\,;:"\p{Cc}]{2,}$/u.test(text);
}
