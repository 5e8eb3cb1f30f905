// .NET custom numeric formats: 0 # . , % ‰ E0 \c 'text' "text" and sections divided by semicolons.

import type { Culture } from './culture.ts';
import { roundDigits } from './number-digits.ts';
import type { NumberDigits } from './number-digits.ts';

type Token =
  | { readonly kind: 'zero' | 'digit' | 'point' | 'percent' | 'permille' }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'exponent'; readonly letter: string; readonly isSigned: boolean; readonly width: number };

interface Section {
  readonly tokens: readonly Token[];
  readonly digitCount: number;
  /** Placeholders before the point. */
  readonly wholeCount: number;
  /** Digits that are written even when zero, before and after the point. */
  readonly wholeZeros: number;
  readonly fractionZeros: number;
  /** Powers of ten that %, ‰ and commas before the point multiply by. */
  readonly shift: number;
  readonly isGrouped: boolean;
  readonly isScientific: boolean;
}

/** The writer of a custom format. */
export const customNumberFormat = (format: string, culture: Culture): ((n: NumberDigits) => string) => {
  const sections = splitSections(format).map(readSection);
  const section = (at: number): Section | undefined => (at < sections.length && sections[at]?.tokens.length ? sections[at] : undefined);
  const first = sections[0] ?? readSection([]);
  return (n) => {
    if (n.digits === '') return write(section(2) ?? first, n, culture, false);
    const own = n.isNegative ? (section(1) ?? first) : first;
    const rounded = roundFor(own, n);
    // A number that rounds to zero is written by the section of zero.
    if (rounded.digits === '') return write(section(2) ?? own, rounded, culture, false);
    return write(own, rounded, culture, n.isNegative && own === first);
  };
};

/** Sections as lists of [character, isLiteral] read with quotes and escapes resolved. */
const splitSections = (format: string): Token[][] => {
  const sections: Token[][] = [[]];
  const push = (token: Token): void => {
    sections.at(-1)?.push(token);
  };
  for (let i = 0; i < format.length; i++) {
    const c = format.charAt(i);
    switch (c) {
      case ';':
        sections.push([]);
        break;
      case '\\':
        i++;
        if (i < format.length) push({ kind: 'text', text: format.charAt(i) });
        break;
      case "'":
      case '"': {
        const end = format.indexOf(c, i + 1);
        const text = format.slice(i + 1, end < 0 ? undefined : end);
        push({ kind: 'text', text });
        i = end < 0 ? format.length : end;
        break;
      }
      case '0':
        push({ kind: 'zero' });
        break;
      case '#':
        push({ kind: 'digit' });
        break;
      case '.':
        push({ kind: 'point' });
        break;
      case ',':
        push({ kind: 'text', text: COMMA });
        break;
      case '%':
        push({ kind: 'percent' });
        break;
      case '‰':
        push({ kind: 'permille' });
        break;
      case 'e':
      case 'E': {
        const exponent = /^[eE]([+-]?)(0+)/.exec(format.slice(i));
        if (exponent === null) push({ kind: 'text', text: c });
        else {
          push({ kind: 'exponent', letter: c, isSigned: exponent[1] === '+', width: (exponent[2] ?? '').length });
          i += exponent[0].length - 1;
        }
        break;
      }
      default:
        push({ kind: 'text', text: c });
    }
  }
  return sections;
};

/** Stands for an unquoted comma until `readSection` has taken its meaning. */
const COMMA = '\u0000,';

const readSection = (source: readonly Token[]): Section => {
  const tokens: Token[] = [];
  let digitCount = 0;
  let point = -1;
  let firstZero = Number.MAX_SAFE_INTEGER;
  let lastZero = 0;
  let commaAt = -1;
  let commas = 0;
  let isGrouped = false;
  let shift = 0;
  let isScientific = false;
  for (const token of source) {
    if (token.kind === 'text' && token.text === COMMA) {
      if (digitCount === 0 || point >= 0) continue;
      if (commaAt === digitCount) {
        commas++;
        continue;
      }
      if (commaAt >= 0) isGrouped = true;
      commaAt = digitCount;
      commas = 1;
      continue;
    }
    tokens.push(token);
    if (token.kind === 'zero') {
      firstZero = Math.min(firstZero, digitCount);
      lastZero = ++digitCount;
    } else if (token.kind === 'digit') digitCount++;
    else if (token.kind === 'point' && point < 0) point = digitCount;
    else if (token.kind === 'percent') shift += 2;
    else if (token.kind === 'permille') shift += 3;
    else if (token.kind === 'exponent') isScientific = true;
  }
  const wholeCount = point < 0 ? digitCount : point;
  // Commas right before the point divide by thousands; commas between digits group them.
  if (commaAt >= 0 && commaAt === wholeCount) shift -= commas * 3;
  else if (commaAt >= 0) isGrouped = true;
  return {
    tokens,
    digitCount,
    wholeCount,
    wholeZeros: firstZero < wholeCount ? wholeCount - firstZero : 0,
    fractionZeros: lastZero > wholeCount ? lastZero - wholeCount : 0,
    shift,
    isGrouped,
    isScientific,
  };
};

const roundFor = (section: Section, n: NumberDigits): NumberDigits => {
  const shifted = { ...n, point: n.point + section.shift };
  return roundDigits(shifted, section.isScientific ? section.digitCount : shifted.point + section.digitCount - section.wholeCount);
};

const write = (section: Section, n: NumberDigits, culture: Culture, hasSign: boolean): string => {
  const { wholeCount, isScientific } = section;
  const point = n.digits === '' ? 0 : n.point;
  // Position of the next digit, counted from the point: positive before it.
  let position = isScientific ? wholeCount : Math.max(point, wholeCount);
  let adjust = isScientific ? 0 : point - wholeCount;
  let used = 0;
  let hasPoint = false;
  let out = hasSign ? '-' : '';
  const next = (): string => (used < n.digits.length ? n.digits.charAt(used++) : '');
  const put = (digit: string): void => {
    out += digit;
    if (section.isGrouped && position > 1 && (position - 1) % 3 === 0) out += culture.group;
  };
  const putExtra = (): void => {
    for (; adjust > 0; adjust--) {
      put(next() || '0');
      position--;
    }
  };
  for (const token of section.tokens) {
    switch (token.kind) {
      case 'zero':
      case 'digit': {
        putExtra();
        let digit: string;
        if (adjust < 0) {
          adjust++;
          digit = position <= section.wholeZeros ? '0' : '';
        } else digit = next() || (position > -section.fractionZeros ? '0' : '');
        if (digit !== '') put(digit);
        position--;
        break;
      }
      case 'point':
        putExtra();
        if (position !== 0 || hasPoint) break;
        if (section.fractionZeros > 0 || (wholeCount < section.digitCount && used < n.digits.length)) out += culture.decimal;
        hasPoint = true;
        break;
      case 'percent':
        out += '%';
        break;
      case 'permille':
        out += '‰';
        break;
      case 'exponent': {
        const exponent = n.digits === '' ? 0 : n.point - wholeCount;
        const sign = exponent < 0 ? '-' : token.isSigned ? '+' : '';
        out += token.letter + sign + String(Math.abs(exponent)).padStart(token.width, '0');
        break;
      }
      default:
        out += token.text;
    }
  }
  return out;
};
