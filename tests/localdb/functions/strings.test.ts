import { describe, expect, it } from 'vitest';
import {
  binaryType,
  charType,
  dateType,
  intType,
  nvarcharType,
  MAX,
  textType,
  varbinaryType,
  varcharType,
  bigintType,
  datetime2Type,
  decimalType,
  timeType,
  variantType,
  VariantValue,
} from '../../../sql/localdb/types/sql-type.ts';
import { bind, call, decimal, errorOf, float, messageOf, national, nothing, nullOf, text, typed, typeOf, whole } from './calling.ts';

describe('lengths', () => {
  it('LEN does not count blanks at the end, DATALENGTH counts bytes', () => {
    expect(call('LEN', text('abc   '))).toBe(3);
    expect(call('LEN', text('   abc'))).toBe(6);
    expect(call('LEN', text(' '))).toBe(0);
    expect(call('DATALENGTH', text('abc   '))).toBe(6);
    expect(call('DATALENGTH', national('Привет'))).toBe(12);
    expect(call('LEN', typed(varbinaryType(4), Uint8Array.of(1, 2, 32)))).toBe(2);
  });
  it('DATALENGTH knows the storage of every type', () => {
    const size = (type: Parameters<typeof typed>[0], value: Parameters<typeof typed>[1] = 0): unknown =>
      call('DATALENGTH', typed(type, value));
    expect([size(intType), size(bigintType), size(dateType), size(datetime2Type(7)), size(datetime2Type(0)), size(timeType(3))]).toEqual([
      4, 8, 3, 8, 6, 4,
    ]);
    expect([size(decimalType(9, 2)), size(decimalType(10, 2)), size(decimalType(38, 0))]).toEqual([5, 9, 17]);
    expect(size(variantType, new VariantValue(intType, 5))).toBe(4);
  });
  it('are int, and bigint for max types', () => {
    expect(typeOf('LEN', text('a'))).toBe('int');
    expect(typeOf('LEN', typed(nvarcharType(MAX), 'a'))).toBe('bigint');
    expect(typeOf('DATALENGTH', typed(varbinaryType(MAX), Uint8Array.of()))).toBe('bigint');
    expect(typeOf('CHARINDEX', text('a'), typed(varcharType(MAX), 'a'))).toBe('bigint');
  });
  it('LEN refuses text', () => {
    expect(messageOf(() => bind('LEN', typed(textType, 'a')))).toBe('Argument data type text is invalid for argument 1 of len function.');
  });
});

describe('parts of text', () => {
  const substring = (s: string, from: number, n: number): unknown => call('SUBSTRING', text(s), whole(from), whole(n));
  it('SUBSTRING works at and beyond the ends', () => {
    expect([substring('abcdef', 2, 3), substring('abcdef', 5, 10), substring('abcdef', 10, 2), substring('abcdef', 0, 3)]).toEqual([
      'bcd',
      'ef',
      '',
      'ab',
    ]);
    expect([substring('abcdef', -1, 4), substring('abcdef', 3, 0), substring('abcdef', -5, 3)]).toEqual(['ab', '', '']);
  });
  it('SUBSTRING cuts binary values', () => {
    expect(call('SUBSTRING', typed(binaryType(5), Uint8Array.of(1, 2, 3, 4, 5)), whole(2), whole(2))).toEqual(Uint8Array.of(2, 3));
    expect(typeOf('SUBSTRING', typed(binaryType(5), Uint8Array.of(1, 2, 3, 4, 5)), whole(2), whole(2))).toBe('varbinary(2)');
  });
  it('SUBSTRING takes neither numbers nor an untyped NULL', () => {
    expect(errorOf(() => bind('SUBSTRING', whole(123), whole(1), whole(1)))).toBe(8116);
    expect(messageOf(() => bind('SUBSTRING', nothing, whole(1), whole(1)))).toBe(
      'Argument data type NULL is invalid for argument 1 of substring function.',
    );
    expect(messageOf(() => bind('SUBSTRING', decimal('1.5'), whole(1), whole(1)))).toContain('data type numeric');
  });
  it('a negative length is 537 in LEFT and SUBSTRING, 536 in RIGHT', () => {
    expect(errorOf(() => call('LEFT', text('abc'), whole(-1)))).toBe(537);
    expect(errorOf(() => substring('abc', 1, -1))).toBe(537);
    expect(errorOf(() => call('RIGHT', text('abc'), whole(-1)))).toBe(536);
  });
  it('LEFT and RIGHT give what there is', () => {
    expect([call('LEFT', national('Заявка'), whole(3)), call('RIGHT', national('Заявка'), whole(2))]).toEqual(['Зая', 'ка']);
    expect([call('LEFT', text('abc'), whole(10)), call('RIGHT', text('abc'), whole(0)), call('LEFT', whole(20240315), whole(4))]).toEqual([
      'abc',
      '',
      '2024',
    ]);
  });
  it('a constant length bounds the type', () => {
    expect(typeOf('LEFT', typed(varcharType(50), 'x'), whole(3))).toBe('varchar(3)');
    expect(typeOf('LEFT', typed(nvarcharType(2), 'x'), whole(3))).toBe('nvarchar(2)');
    expect(typeOf('RIGHT', typed(charType(8), 'x'), { ...whole(3), isVariable: true })).toBe('varchar(8)');
    expect(typeOf('SUBSTRING', typed(varcharType(MAX), 'x'), whole(1), whole(2))).toBe('varchar(max)');
  });
  it('STUFF replaces, inserts, deletes, and is NULL outside the text', () => {
    const stuff = (s: string, from: number, n: number, put: string | null): unknown =>
      call('STUFF', text(s), whole(from), whole(n), put === null ? nothing : text(put));
    expect([stuff('abcdef', 2, 3, 'XY'), stuff(', one', 1, 2, ''), stuff('abc', 2, 0, '--'), stuff('abc', 2, 1, null)]).toEqual([
      'aXYef',
      'one',
      'a--bc',
      'ac',
    ]);
    expect([stuff('abc', 0, 1, 'x'), stuff('abc', 5, 1, 'x'), stuff('abc', 4, 1, 'x'), stuff('abc', 1, -1, 'x')]).toEqual([
      null,
      null,
      null,
      null,
    ]);
    expect(call('STUFF', nullOf(varcharType(5)), whole(1), whole(1), text('x'))).toBeNull();
  });
  it('REPLICATE stops at 8000 bytes unless the text is max', () => {
    expect(call('REPLICATE', text('ab'), whole(0))).toBe('');
    expect(call('REPLICATE', text('ab'), whole(-1))).toBeNull();
    expect(call('REPLICATE', text('abc'), whole(5000))).toHaveLength(8000);
    expect(call('REPLICATE', national('abc'), whole(5000))).toHaveLength(4000);
    expect(call('REPLICATE', typed(varcharType(MAX), 'abc'), whole(5000))).toHaveLength(15000);
  });
  it('REVERSE and SPACE', () => {
    expect(call('REVERSE', national('шалаш №1'))).toBe('1№ шалаш');
    expect([call('SPACE', whole(3)), call('SPACE', whole(-1)), call('SPACE', whole(9000))]).toEqual(['   ', null, ' '.repeat(8000)]);
  });
});

describe('searching', () => {
  it('CHARINDEX ignores case under the default collation', () => {
    expect(call('CHARINDEX', text('R'), text('orders'), whole(3))).toBe(5);
    expect(call('CHARINDEX', national('каз'), national('ЗАКАЗ'))).toBe(3);
    expect(call('CHARINDEX', text('R'), { ...text('orders'), collation: 'Latin1_General_CS_AS' })).toBe(0);
    expect(call('CHARINDEX', text('e'), { ...text('résumé'), collation: 'Latin1_General_CI_AI' })).toBe(2);
    expect(call('CHARINDEX', text('e'), text('résumé'))).toBe(0);
    expect(
      call(
        'CHARINDEX',
        { ...text('R'), collation: 'SQL_Latin1_General_CP1_CI_AS' },
        { ...text('orders'), collation: 'Latin1_General_CS_AS' },
      ),
    ).toBe(0);
  });
  it('CHARINDEX of nothing, before the start and past the end', () => {
    expect([
      call('CHARINDEX', text(''), text('abc')),
      call('CHARINDEX', text('c'), text('abc'), whole(-5)),
      call('CHARINDEX', text('a'), text('abc'), whole(9)),
    ]).toEqual([0, 3, 0]);
  });
  it('PATINDEX', () => {
    const at = (p: string, s: string): unknown => call('PATINDEX', text(p), text(s));
    expect([at('%[0-9]%', 'Order 125'), at('%[^0-9]%', '125x'), at('ord%', 'orders'), at('rd%', 'orders'), at('%der_', 'orders')]).toEqual([
      7, 4, 1, 0, 3,
    ]);
  });
  it('REPLACE goes left to right, ignores case and does nothing for an empty search', () => {
    expect([
      call('REPLACE', text('aaa'), text('aa'), text('b')),
      call('REPLACE', text('ABC'), text('b'), text('-')),
      call('REPLACE', text('abc'), text(''), text('x')),
    ]).toEqual(['ba', 'A-C', 'abc']);
    expect(typeOf('REPLACE', text('a'), text('b'), text('c'))).toBe('varchar(8000)');
    expect(typeOf('REPLACE', text('a'), national('b'), text('c'))).toBe('nvarchar(4000)');
    expect(typeOf('REPLACE', typed(nvarcharType(MAX), 'a'), text('b'), text('c'))).toBe('nvarchar(max)');
  });
  it('TRANSLATE maps characters; the sets have one length', () => {
    expect(call('TRANSLATE', text('2*[3+4]/{7-2}'), text('[]{}'), text('()()'))).toBe('2*(3+4)/(7-2)');
    expect(errorOf(() => call('TRANSLATE', text('abc'), text('ab'), text('x')))).toBe(9828);
  });
});

describe('trimming and case', () => {
  it('trims blanks, or the characters given', () => {
    expect([
      call('LTRIM', text('  a b  ')),
      call('RTRIM', text('  a b  ')),
      call('TRIM', text('  a b  ')),
      call('TRIM', text('   ')),
    ]).toEqual(['a b  ', '  a b', 'a b', '']);
    expect([call('TRIM', text('.,! '), text(' #test!, ')), call('TRIM', text('0'), text('00120'))]).toEqual(['#test', '12']);
    expect([call('TRIM_LEADING', text('0'), text('00120')), call('TRIM_TRAILING', text('0'), text('00120'))]).toEqual(['120', '0012']);
    expect([call('LTRIM', text('000450'), text('0')), call('RTRIM', text('1.500'), text('0'))]).toEqual(['450', '1.5']);
    expect(call('TRIM', text('\tx\t'))).toBe('\tx\t');
  });
  it('never changes the length', () => {
    expect([call('UPPER', national('заявка №5 abc ё')), call('UPPER', text('straße µ ƒ ÿ')), call('LOWER', national('ΣΑΣ'))]).toEqual([
      'ЗАЯВКА №5 ABC Ё',
      'STRAßE µ ƒ Ÿ',
      'σασ',
    ]);
    expect(typeOf('UPPER', typed(nvarcharType(30), ''))).toBe('nvarchar(30)');
  });
});

describe('concatenation', () => {
  it('CONCAT takes NULL as empty and sums the lengths', () => {
    expect(call('CONCAT', text('a'), nothing, text('b'), whole(5))).toBe('ab5');
    expect(call('CONCAT', nothing, nothing)).toBe('');
    expect(typeOf('CONCAT', typed(varcharType(10), 'a'), typed(varcharType(20), 'b'))).toBe('varchar(30)');
    expect(typeOf('CONCAT', typed(varcharType(10), 'a'), typed(nvarcharType(20), 'b'))).toBe('nvarchar(30)');
    expect(typeOf('CONCAT', typed(varcharType(8000), 'a'), typed(varcharType(20), 'b'))).toBe('varchar(8000)');
    expect(bind('CONCAT', nothing, nothing).isNotNull).toBe(true);
  });
  it('CONCAT_WS leaves NULLs out with their separator but keeps empty texts', () => {
    expect([
      call('CONCAT_WS', text('-'), whole(2024), nothing, whole(5)),
      call('CONCAT_WS', text(','), text('a'), text(''), text('b')),
    ]).toEqual(['2024-5', 'a,,b']);
    expect([call('CONCAT_WS', text(','), text(''), text('b')), call('CONCAT_WS', nothing, text('a'), text('b'))]).toEqual([',b', 'ab']);
  });
});

describe('characters and quoting', () => {
  it('codes', () => {
    expect([
      call('CHAR', whole(65)),
      call('CHAR', whole(300)),
      call('CHAR', whole(-1)),
      call('NCHAR', whole(1046)),
      call('CHAR', whole(128)),
    ]).toEqual(['A', null, null, 'Ж', '€']);
    expect([
      call('ASCII', text('abc')),
      call('UNICODE', national('Ж')),
      call('ASCII', text('')),
      call('ASCII', text('€')),
      call('ASCII', national('Ж')),
    ]).toEqual([97, 1046, null, 128, 63]);
    expect([typeOf('CHAR', whole(65)), typeOf('NCHAR', whole(65))]).toEqual(['char(1)', 'nchar(1)']);
  });
  it('QUOTENAME', () => {
    expect([
      call('QUOTENAME', text('a]b')),
      call('QUOTENAME', text("it's"), text("'")),
      call('QUOTENAME', text('n'), text('(')),
      call('QUOTENAME', text('n'), text('()')),
    ]).toEqual(['[a]]b]', "'it''s'", '(n)', '(n)']);
    expect([call('QUOTENAME', text('y'), text('z')), call('QUOTENAME', text('a'.repeat(129)))]).toEqual([null, null]);
    expect(typeOf('QUOTENAME', text('a'))).toBe('nvarchar(258)');
  });
  it('PARSENAME counts parts from the end', () => {
    const part = (s: string, n: number): unknown => call('PARSENAME', text(s), whole(n));
    expect([
      part('srv.[my db]..t', 1),
      part('srv.[my db]..t', 2),
      part('srv.[my db]..t', 3),
      part('a.b', 3),
      part('a.b.c.d.e', 1),
      part('192.168.1.10', 4),
    ]).toEqual(['t', null, 'my db', null, null, '192']);
  });
  it('STRING_ESCAPE', () => {
    expect(call('STRING_ESCAPE', text('a "q" \\ / \n\u0001'), text('json'))).toBe('a \\"q\\" \\\\ \\/ \\n\\u0001');
  });
  it('STR aligns, rounds and gives up with stars', () => {
    const str = (v: number, ...rest: number[]): unknown => call('STR', float(v), ...rest.map(whole));
    expect([str(123.45), str(123.456, 8, 2), str(12, 5), str(123456, 3), str(0.5, 5, 1), str(-1.55, 6, 1)]).toEqual([
      '       123',
      '  123.46',
      '   12',
      '***',
      '  0.5',
      '  -1.6',
    ]);
    expect([str(123.456, 5, 3), str(123.456, 4, 3)]).toEqual(['123.5', ' 123']);
  });
  it('SOUNDEX and DIFFERENCE', () => {
    expect([
      call('SOUNDEX', text('Smith')),
      call('SOUNDEX', text('Smythe')),
      call('SOUNDEX', text('Robert')),
      call('SOUNDEX', text('Green')),
    ]).toEqual(['S530', 'S530', 'R163', 'G650']);
    expect([call('DIFFERENCE', text('Smith'), text('Smythe')), call('DIFFERENCE', text('Blotchet-Halls'), text('Greene'))]).toEqual([4, 0]);
  });
});
