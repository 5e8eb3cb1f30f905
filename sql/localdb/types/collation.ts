// Collations: comparison, equality and hash keys of strings under a collation's name.
//
// Promises: `compare` is a total preorder, `equals` is `compare === 0`, and equal strings have equal keys. Trailing
// blanks never count: the shorter string is compared as if it were padded with blanks.

import { sqlError } from './errors.ts';
import { UNIT_WEIGHTS, foldTable } from './unit-weights.ts';

export interface Collation {
  readonly name: string;
  readonly isCaseSensitive: boolean;
  readonly isAccentSensitive: boolean;
  readonly isBinary: boolean;
  compare(a: string, b: string): number;
  equals(a: string, b: string): boolean;
  /** equal strings have equal keys */
  key(s: string): string;
  /** The unit that stands for a unit's class of equal units; undefined when every unit is its own class. */
  readonly fold: Uint16Array | undefined;
}

export const DEFAULT_COLLATION = 'SQL_Latin1_General_CP1_CI_AS';

/** The collation of a name, in any case. Throws 448 when there is none. */
export const getCollation = (name: string): Collation => {
  const key = name.toLowerCase();
  let collation = CACHE.get(key);
  if (!collation) {
    const parsed = parseName(key);
    if (!parsed) throw sqlError(448, name);
    collation = parsed.isBinary ? binaryCollation(parsed) : linguisticCollation(parsed);
    CACHE.set(key, collation);
  }
  return collation;
};

export const isCollationName = (name: string): boolean => CACHE.has(name.toLowerCase()) || parseName(name.toLowerCase()) !== undefined;

const CACHE = new Map<string, Collation>();

interface ParsedName {
  readonly name: string;
  readonly isCaseSensitive: boolean;
  readonly isAccentSensitive: boolean;
  readonly isBinary: boolean;
}

const WINDOWS_FAMILIES = [
  'Albanian',
  'Arabic',
  'Assamese_100',
  'Azeri_Cyrillic',
  'Azeri_Latin',
  'Bashkir_100',
  'Bengali_100',
  'Bosnian_Cyrillic_100',
  'Bosnian_Latin_100',
  'Breton_100',
  'Chinese_Hong_Kong_Stroke_90',
  'Chinese_PRC',
  'Chinese_PRC_Stroke',
  'Chinese_Taiwan_Stroke',
  'Corsican_100',
  'Croatian',
  'Cyrillic_General',
  'Czech',
  'Danish_Greenlandic',
  'Danish_Norwegian',
  'Estonian',
  'Finnish_Swedish',
  'French',
  'Frisian_100',
  'Georgian_Modern_Sort',
  'German_PhoneBook',
  'Greek',
  'Hebrew',
  'Hungarian',
  'Hungarian_Technical',
  'Icelandic',
  'Indic_General',
  'Japanese',
  'Japanese_XJIS',
  'Kazakh',
  'Korean',
  'Korean_Wansung',
  'Latin1_General',
  'Latvian',
  'Lithuanian',
  'Macedonian',
  'Macedonian_FYROM',
  'Modern_Spanish',
  'Norwegian_100',
  'Persian_100',
  'Polish',
  'Romanian',
  'Serbian_Cyrillic_100',
  'Serbian_Latin_100',
  'Slovak',
  'Slovenian',
  'Tatar',
  'Thai',
  'Traditional_Spanish',
  'Turkish',
  'Turkmen_100',
  'Ukrainian',
  'Upper_Sorbian_100',
  'Urdu_100',
  'Uzbek_Latin',
  'Vietnamese',
  'Welsh_100',
  'Yakut_100',
];
const SQL_FAMILIES = [
  'SQL_AltDiction_CP850',
  'SQL_AltDiction_Pref_CP850',
  'SQL_Croatian_CP1250',
  'SQL_Czech_CP1250',
  'SQL_Danish_Pref_CP1',
  'SQL_EBCDIC037_CP1',
  'SQL_Estonian_CP1257',
  'SQL_Hungarian_CP1250',
  'SQL_Icelandic_Pref_CP1',
  'SQL_Latin1_General_CP1',
  'SQL_Latin1_General_CP1250',
  'SQL_Latin1_General_CP1251',
  'SQL_Latin1_General_CP1253',
  'SQL_Latin1_General_CP1254',
  'SQL_Latin1_General_CP1255',
  'SQL_Latin1_General_CP1256',
  'SQL_Latin1_General_CP1257',
  'SQL_Latin1_General_CP437',
  'SQL_Latin1_General_CP850',
  'SQL_Latin1_General_Pref_CP1',
  'SQL_Latin1_General_Pref_CP437',
  'SQL_Latin1_General_Pref_CP850',
  'SQL_Latvian_CP1257',
  'SQL_Lithuanian_CP1257',
  'SQL_Polish_CP1250',
  'SQL_Romanian_CP1250',
  'SQL_Scandinavian_CP850',
  'SQL_Scandinavian_Pref_CP850',
  'SQL_Slovak_CP1250',
  'SQL_Slovenian_CP1250',
  'SQL_SwedishPhone_Pref_CP1',
  'SQL_SwedishStd_Pref_CP1',
  'SQL_Ukrainian_CP1251',
];
const FAMILIES: ReadonlyMap<string, string> = new Map([...WINDOWS_FAMILIES, ...SQL_FAMILIES].map((f) => [f.toLowerCase(), f]));

const SUFFIX = /^(.+?)(_90|_100|_140|_160)?_(?:(bin2?)(_utf8)?|(c[is])_(a[is])((?:_ks)?(?:_ws)?(?:_vss)?(?:_sc)?(?:_utf8)?))$/;

const parseName = (key: string): ParsedName | undefined => {
  const m = SUFFIX.exec(key);
  if (!m) return undefined;
  const [, base = '', version = '', binary, utf8 = '', caseMark = '', accentMark = '', rest = ''] = m;
  const family = FAMILIES.get(base) ?? FAMILIES.get(base + version);
  if (!family || (family.startsWith('SQL_') && (version !== '' || rest !== '' || utf8 !== ''))) return undefined;
  const head = FAMILIES.has(base) ? family + version : family;
  if (binary !== undefined) {
    return { name: `${head}_${(binary + utf8).toUpperCase()}`, isCaseSensitive: true, isAccentSensitive: true, isBinary: true };
  }
  return {
    name: `${head}_${caseMark.toUpperCase()}_${accentMark.toUpperCase()}${rest.toUpperCase()}`,
    isCaseSensitive: caseMark === 'cs',
    isAccentSensitive: accentMark === 'as',
    isBinary: false,
  };
};

const BLANK = 0x20;

/** Length without trailing blanks. */
const trimmedLength = (s: string): number => {
  let n = s.length;
  while (n > 0 && s.charCodeAt(n - 1) === BLANK) n--;
  return n;
};

const FOLDS = new Map<number, Uint16Array>();
const foldFor = (isCaseSensitive: boolean, isAccentSensitive: boolean): Uint16Array => {
  const id = (isCaseSensitive ? 2 : 0) + (isAccentSensitive ? 1 : 0);
  let table = FOLDS.get(id);
  if (!table) {
    table = foldTable(isCaseSensitive, isAccentSensitive);
    FOLDS.set(id, table);
  }
  return table;
};

const linguisticCollation = (parsed: ParsedName): Collation => {
  const { isCaseSensitive, isAccentSensitive } = parsed;
  const { primary, secondary, tertiary } = UNIT_WEIGHTS;
  const fold = foldFor(isCaseSensitive, isAccentSensitive);
  const blankPrimary = primary[BLANK] as number;

  const tail = (s: string, from: number): number => {
    for (let i = from; i < s.length; i++) {
      const unit = s.charCodeAt(i);
      if (unit === BLANK) continue;
      const d = (primary[unit] as number) - blankPrimary;
      if (d !== 0) return d;
    }
    return 0;
  };
  // Accents and case decide only among strings of the same letters; a missing unit counts as a blank.
  const tieBreak = (a: string, b: string, weights: Uint8Array): number => {
    const n = Math.max(a.length, b.length);
    for (let i = 0; i < n; i++) {
      const x = i < a.length ? (weights[a.charCodeAt(i)] as number) : 0;
      const y = i < b.length ? (weights[b.charCodeAt(i)] as number) : 0;
      if (x !== y) return x - y;
    }
    return 0;
  };

  const compare = (a: string, b: string): number => {
    if (a === b) return 0;
    const n = Math.min(a.length, b.length);
    let differs = false;
    for (let i = 0; i < n; i++) {
      const x = a.charCodeAt(i);
      const y = b.charCodeAt(i);
      if (x === y) continue;
      const d = (primary[x] as number) - (primary[y] as number);
      if (d !== 0) return d;
      differs = true;
    }
    if (a.length !== b.length) {
      const d = a.length > n ? tail(a, n) : -tail(b, n);
      if (d !== 0) return d;
      differs = true;
    }
    if (!differs) return 0;
    if (isAccentSensitive) {
      const d = tieBreak(a, b, secondary);
      if (d !== 0) return d;
    }
    return isCaseSensitive ? tieBreak(a, b, tertiary) : 0;
  };

  const blankFold = fold[BLANK] as number;
  const equals = (a: string, b: string): boolean => {
    if (a === b) return true;
    const n = Math.min(a.length, b.length);
    for (let i = 0; i < n; i++) {
      const x = a.charCodeAt(i);
      const y = b.charCodeAt(i);
      if (x !== y && fold[x] !== fold[y]) return false;
    }
    for (let i = n; i < a.length; i++) if (fold[a.charCodeAt(i)] !== blankFold) return false;
    for (let i = n; i < b.length; i++) if (fold[b.charCodeAt(i)] !== blankFold) return false;
    return true;
  };

  const isFolded = (s: string): boolean => {
    for (let i = 0; i < s.length; i++) {
      const unit = s.charCodeAt(i);
      if (fold[unit] !== unit) return false;
    }
    return true;
  };
  const key = (s: string): string => {
    const n = s.length;
    if (n > 0 && s.charCodeAt(n - 1) === BLANK) return key(s.slice(0, trimmedLength(s)));
    if (isFolded(s)) return s;
    if (!isCaseSensitive) {
      const lower = s.toLowerCase();
      if (lower.length === n && isFolded(lower)) return lower;
    }
    const units = new Uint16Array(n);
    for (let i = 0; i < n; i++) units[i] = fold[s.charCodeAt(i)] as number;
    let end = n;
    while (end > 0 && units[end - 1] === BLANK) end--;
    return textOf(units.subarray(0, end));
  };

  return { ...parsed, compare, equals, key, fold };
};

const textOf = (units: Uint16Array): string => {
  if (units.length <= 4096) return String.fromCharCode.apply(null, units as unknown as number[]);
  let text = '';
  for (let i = 0; i < units.length; i += 4096) text += textOf(units.subarray(i, i + 4096));
  return text;
};

const binaryCollation = (parsed: ParsedName): Collation => {
  const compare = (a: string, b: string): number => {
    if (a === b) return 0;
    const n = Math.max(a.length, b.length);
    for (let i = 0; i < n; i++) {
      const x = i < a.length ? a.charCodeAt(i) : BLANK;
      const y = i < b.length ? b.charCodeAt(i) : BLANK;
      if (x !== y) return x - y;
    }
    return 0;
  };
  return {
    ...parsed,
    compare,
    equals: (a, b) => a === b || (a.length !== b.length && compare(a, b) === 0),
    key: (s) => (s.length > 0 && s.charCodeAt(s.length - 1) === BLANK ? s.slice(0, trimmedLength(s)) : s),
    fold: undefined,
  };
};
