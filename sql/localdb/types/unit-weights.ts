// Sort weights of UTF-16 units, three levels as linguistic comparison has them: letter, accent, case.
//
// Filled once, when the module is loaded, by sorting the scripts in use with the platform's collator; comparison itself
// then only reads tables. ASCII punctuation keeps the order of the code page (as the SQL_ sort orders have it), then
// come other signs, digits and letters; units of other scripts follow in code order.

export interface UnitWeights {
  /** Which letter: the same for a, A, á. */
  readonly primary: Uint16Array;
  /** Which accent among units of one letter. */
  readonly secondary: Uint8Array;
  /** 0 for lower, 1 for upper case. */
  readonly tertiary: Uint8Array;
  /** 1 for units that may share their letter with another unit; all others stand alone. */
  readonly isShared: Uint8Array;
}

const UNITS = 65_536;

// Latin with extensions, modifiers, Greek, Cyrillic, Armenian, Hebrew, Arabic, Georgian, and the signs used with them.
const RANGES: readonly (readonly [number, number])[] = [
  [0x21, 0x7e],
  [0xa1, 0x24f],
  [0x370, 0x3ff],
  [0x400, 0x52f],
  [0x531, 0x58a],
  [0x5d0, 0x5ea],
  [0x621, 0x64a],
  [0x660, 0x669],
  [0x10d0, 0x10f0],
  [0x1e00, 0x1eff],
  [0x2010, 0x2027],
  [0x2030, 0x205e],
  [0x20a0, 0x20bf],
  [0x2100, 0x214f],
  [0x2190, 0x2193],
  [0x2212, 0x221e],
  [0x2260, 0x2265],
  [0x25a0, 0x25cf],
  [0xff01, 0xff5e],
];

/** Outside the listed scripts, units with case exist only in these ranges. */
const mayHaveCase = (unit: number): boolean => unit < 0x2e00 || (unit >= 0xa640 && unit < 0xac00);

const collator = (sensitivity: 'base' | 'accent' | 'variant'): ((a: string, b: string) => number) =>
  new Intl.Collator('en', { sensitivity, usage: 'sort', ignorePunctuation: false }).compare;

const build = (): UnitWeights => {
  const primary = new Uint16Array(UNITS);
  const secondary = new Uint8Array(UNITS);
  const tertiary = new Uint8Array(UNITS);
  const isListed = new Uint8Array(UNITS);
  const byBase = collator('base');
  const byAccent = collator('accent');
  const byVariant = collator('variant');

  let rank = 0;
  const place = (unit: number): void => {
    primary[unit] = rank++;
    isListed[unit] = 1;
  };
  // Controls, the blank and ASCII signs in code order; the no-break space counts as a blank with an accent.
  for (let unit = 0; unit <= 0x20; unit++) place(unit);
  primary[0xa0] = primary[0x20] ?? 0;
  secondary[0xa0] = 1;
  isListed[0xa0] = 1;
  for (let unit = 0x21; unit < 0x7f; unit++) if (!/[0-9A-Za-z]/.test(String.fromCharCode(unit))) place(unit);

  const units: string[] = [];
  for (const [from, to] of RANGES) {
    for (let unit = from; unit <= to; unit++) {
      const text = String.fromCharCode(unit);
      // Units that the collator ignores or does not know keep the code order of the rest.
      if (isListed[unit] === 0 && !/\p{Cn}|\p{M}|\p{Cf}/u.test(text) && byBase(text, '') !== 0) units.push(text);
    }
  }
  units.sort((a, b) => byVariant(a, b) || (a < b ? -1 : 1));
  let previous = '';
  let accent = 0;
  for (const text of units) {
    const unit = text.charCodeAt(0);
    const isSameLetter = previous !== '' && byBase(previous, text) === 0;
    if (!isSameLetter) {
      rank++;
      accent = 0;
    } else if (byAccent(previous, text) !== 0) accent++;
    // A full-width or otherwise varied ASCII sign sorts with the sign that it stands for.
    const sign = isSameLetter ? undefined : asciiSign(text, byBase);
    primary[unit] = sign === undefined ? rank : (primary[sign] ?? 0);
    secondary[unit] = accent;
    tertiary[unit] = text !== text.toLowerCase() ? 1 : 0;
    isListed[unit] = 1;
    previous = text;
  }
  rank++;
  for (let unit = 0; unit < UNITS; unit++) {
    if (isListed[unit] === 1) continue;
    if (mayHaveCase(unit)) {
      const lower = String.fromCharCode(unit).toLowerCase();
      if (lower.length === 1 && lower.charCodeAt(0) !== unit) {
        // Its lower case letter has or gets the rank; settled below, once all lower case letters have theirs.
        isListed[unit] = 2;
        continue;
      }
    }
    primary[unit] = rank++;
  }
  for (let unit = 0; unit < UNITS; unit++) {
    if (isListed[unit] !== 2) continue;
    const lower = String.fromCharCode(unit).toLowerCase().charCodeAt(0);
    primary[unit] = primary[lower] ?? 0;
    secondary[unit] = secondary[lower] ?? 0;
    tertiary[unit] = 1;
    isListed[lower] = 1;
  }
  return { primary, secondary, tertiary, isShared: isListed };
};

const asciiSign = (text: string, byBase: (a: string, b: string) => number): number | undefined => {
  const unit = text.charCodeAt(0);
  if (unit < 0xff01) return undefined;
  const ascii = unit - 0xfee0;
  const sign = String.fromCharCode(ascii);
  return ascii > 0x20 && ascii < 0x7f && !/[0-9A-Za-z]/.test(sign) && byBase(text, sign) === 0 ? ascii : undefined;
};

export const UNIT_WEIGHTS: UnitWeights = build();

/**
 * For a combination of sensitivities the unit that stands for each unit's class of equal units: lower case where there
 * is one, then the lowest code. Two units are equal under the collation when their entries are.
 */
export const foldTable = (isCaseSensitive: boolean, isAccentSensitive: boolean): Uint16Array => {
  const { primary, secondary, tertiary, isShared } = UNIT_WEIGHTS;
  const fold = new Uint16Array(UNITS);
  const first = new Map<number, number>();
  // Lower case units first, so that they become the representatives.
  for (const wanted of [0, 1]) {
    for (let unit = 0; unit < UNITS; unit++) {
      if (isShared[unit] === 0) {
        fold[unit] = unit;
        continue;
      }
      const upper = tertiary[unit] ?? 0;
      if (upper !== wanted) continue;
      const cls = (primary[unit] ?? 0) * 512 + (isAccentSensitive ? (secondary[unit] ?? 0) * 2 : 0) + (isCaseSensitive ? upper : 0);
      let representative = first.get(cls);
      if (representative === undefined) {
        representative = unit;
        first.set(cls, unit);
      }
      fold[unit] = representative;
    }
  }
  return fold;
};
