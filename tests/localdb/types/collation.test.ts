import { describe, expect, test } from 'vitest';
import { DEFAULT_COLLATION, getCollation, isCollationName } from '../../../sql/localdb/types/collation.ts';
import { errorOf } from './conversions.ts';
import { randomOf } from './random.ts';

const ciAs = getCollation(DEFAULT_COLLATION);
const csAs = getCollation('Latin1_General_CS_AS');
const ciAi = getCollation('Latin1_General_CI_AI');
const csAi = getCollation('Latin1_General_CS_AI');
const bin2 = getCollation('Latin1_General_BIN2');

describe('names', () => {
  test.each([
    'SQL_Latin1_General_CP1_CI_AS',
    'SQL_Latin1_General_CP1251_CS_AS',
    'Latin1_General_100_CI_AI_SC_UTF8',
    'Cyrillic_General_CI_AS',
    'Ukrainian_100_CS_AS_KS_WS',
    'Latin1_General_BIN',
    'Latin1_General_100_BIN2_UTF8',
    'Japanese_XJIS_140_CI_AS',
    'Kazakh_90_CI_AI',
  ])('%s is known in any case and keeps its spelling', (name) => {
    expect(getCollation(name.toLowerCase()).name).toBe(name);
  });
  test.each(['foo', 'Foo_CI_AS', 'Latin1_General_CI', 'SQL_Latin1_General_CP1_CI_AS_SC', ''])('%j is none: 448', (name) => {
    expect(isCollationName(name)).toBe(false);
    expect(errorOf(() => getCollation(name))).toEqual([448, `Invalid collation '${name}'.`]);
  });
});

describe('equality', () => {
  test.each([
    ['a', 'A', true, false, true],
    ['e', 'é', false, false, true],
    ['е', 'ё', false, false, true],
    ['и', 'й', false, false, false],
    ['Москва', 'МОСКВА', true, false, true],
    ['ё', 'Ё', true, false, true],
    ['ß', 'ẞ', true, false, true],
    ['a', 'a   ', true, true, true],
    ['', '  ', true, true, true],
    ['a', ' a', false, false, false],
    ['a', 'а', false, false, false],
    ['Ω', 'ω', true, false, true],
    ['', 'a', false, false, false],
  ])('%j and %j', (a, b, ci, cs, ai) => {
    expect([ciAs.equals(a, b), csAs.equals(a, b), ciAi.equals(a, b)]).toEqual([ci, cs, ai]);
    expect([ciAs.compare(a, b) === 0, csAs.compare(a, b) === 0, ciAi.compare(a, b) === 0]).toEqual([ci, cs, ai]);
  });
  test('case counts without accents', () => {
    expect(csAi.equals('e', 'é')).toBe(true);
    expect(csAi.equals('E', 'é')).toBe(false);
  });
});

describe('order', () => {
  test('punctuation, digits, Latin, Greek, Cyrillic', () => {
    const sorted = ['', '!', '-', '_', '0', '9', 'a', 'á', 'b', 'z', 'α', 'ω', 'а', 'е', 'ё', 'ж', 'и', 'й', 'к', 'я'];
    expect([...sorted].reverse().sort(ciAs.compare)).toEqual(sorted);
  });
  test('accents decide only among strings of the same letters', () => {
    expect(['ёж', 'еда', 'ежи', 'еж', 'ёжи', 'ель'].sort(ciAs.compare)).toEqual(['еда', 'еж', 'ёж', 'ежи', 'ёжи', 'ель']);
  });
  test('lower case comes first where case counts', () => {
    expect(['AB', 'b', 'ab', 'Ab', 'a', 'A'].sort(csAs.compare)).toEqual(['a', 'A', 'ab', 'Ab', 'AB', 'b']);
  });
  test('binary collations go by code', () => {
    expect(['ab', 'AB', 'Ab', 'я', 'a '].sort(bin2.compare)).toEqual(['AB', 'Ab', 'a ', 'ab', 'я']);
    expect(bin2.equals('a', 'a ')).toBe(true);
  });
  test('a blank counts like the missing end of the shorter string', () => {
    expect(ciAs.compare('a\t', 'a')).toBeLessThan(0);
    expect(ciAs.compare('a b', 'ab')).toBeLessThan(0);
  });
});

describe.each([ciAs, csAs, ciAi, csAi, bin2])('$name', (collation) => {
  const random = randomOf(7);
  const alphabet = [...'aAáÁbBzеЕёЁиИйя0129 -_.\t²½ßæøΣσς日🙂'];
  const words = Array.from({ length: 300 }, () => Array.from({ length: random.below(4) }, () => random.pick(alphabet)).join(''));

  test('is a total preorder that agrees with equals and key', () => {
    const broken: string[] = [];
    for (let i = 0; i < 20_000; i++) {
      const [a, b, c] = [random.pick(words), random.pick(words), random.pick(words)];
      const ab = collation.compare(a, b);
      if (Math.sign(collation.compare(b, a)) + Math.sign(ab) !== 0) broken.push(`not antisymmetric: ${a} ${b}`);
      if (ab <= 0 && collation.compare(b, c) <= 0 && collation.compare(a, c) > 0) broken.push(`not transitive: ${a} ${b} ${c}`);
      if (collation.equals(a, b) !== (ab === 0)) broken.push(`equals differs: ${a} ${b}`);
      if ((collation.key(a) === collation.key(b)) !== (ab === 0)) broken.push(`key differs: ${a} ${b}`);
    }
    expect(broken).toEqual([]);
  });
});
