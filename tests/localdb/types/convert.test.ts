import { describe, expect, test } from 'vitest';
import { columnConverter, converter, implicitConversion, isIdentityConversion } from '../../../sql/localdb/types/convert.ts';
import { VariantValue, intType, variantType, varcharType } from '../../../sql/localdb/types/sql-type.ts';
import { convert, errorOf, session, shown, typeOf } from './conversions.ts';

describe('text to numbers', () => {
  test.each([
    [' 12 ', 'int', 12],
    ['+7', 'int', 7],
    ['-0', 'int', 0],
    ['', 'int', 0],
    ['007', 'int', 7],
    ['-', 'int', 0],
    [' 12.50 ', 'decimal(9,2)', 1250],
    ['.5', 'decimal(9,2)', 50],
    ['5.', 'decimal(9,2)', 500],
    ['1e2', 'float', 100],
    ['', 'float', 0],
    ['$1,234.50', 'money', 12345000],
    ['1,234', 'money', 12340000],
    ['-5', 'money', -50000],
    ['(5)', 'money', -50000],
    ['', 'money', 0],
    ['9223372036854775807', 'bigint', 9223372036854775807n],
    ['true', 'bit', 1],
    ['False', 'bit', 0],
    ['25', 'bit', 1],
    ['10.125', 'decimal(9,2)', 1013],
    ['-10.125', 'decimal(9,2)', -1013],
    ['1.5', 'real', 1.5],
    [`0.${'0'.repeat(100)}1`, 'decimal(9,2)', 0],
  ])('%j as %s', (text, type, expected) => expect(convert(text, 'varchar(200)', type)).toBe(expected));

  test.each([
    ['abc', 'int', 245, "Conversion failed when converting the varchar value 'abc' to data type int."],
    ['12.5', 'int', 245, "Conversion failed when converting the varchar value '12.5' to data type int."],
    ['abc', 'bigint', 8114, 'Error converting data type varchar to bigint.'],
    ['1,5', 'decimal(9,2)', 8114, 'Error converting data type varchar to numeric.'],
    ['', 'decimal(9,2)', 8114, 'Error converting data type varchar to numeric.'],
    ['1e2', 'decimal(9,2)', 8114, 'Error converting data type varchar to numeric.'],
    ['1234.5', 'decimal(5,2)', 8115, 'Arithmetic overflow error converting varchar to data type numeric.'],
    ['x', 'float', 8114, 'Error converting data type varchar to float.'],
    ['abc', 'money', 235, 'Cannot convert a char value to money. The char value has incorrect syntax.'],
    ['yes', 'bit', 245, "Conversion failed when converting the varchar value 'yes' to data type bit."],
    ['300', 'tinyint', 244, "The conversion of the varchar value '300' overflowed an INT1 column. Use a larger integer column."],
    ['40000', 'smallint', 244, "The conversion of the varchar value '40000' overflowed an INT2 column. Use a larger integer column."],
    ['3000000000', 'int', 248, "The conversion of the varchar value '3000000000' overflowed an int column."],
    ['abc', 'uniqueidentifier', 8169, 'Conversion failed when converting from a character string to uniqueidentifier.'],
  ])('%j as %s fails with %i', (text, type, number, message) => {
    expect(errorOf(() => convert(text, 'varchar(20)', type))).toEqual([number, message]);
  });
});

describe('numbers to numbers', () => {
  test.each([
    [109, 'decimal(9,1)', 'int', 10],
    [-109, 'decimal(9,1)', 'int', -10],
    [25, 'decimal(3,1)', 'decimal(3,0)', 3],
    [-5, 'decimal(9,3)', 'decimal(9,2)', -1],
    [10.9, 'float', 'int', 10],
    [12345678, 'money', 'int', 1235],
    [5, 'int', 'decimal(9,2)', 500],
    [0.3, 'float', 'decimal(5,2)', 30],
    [0.1, 'float', 'decimal(38,20)', 10000000000000001000n],
    [Math.fround(1.1), 'real', 'decimal(9,2)', 110],
    [1234567, 'decimal(9,5)', 'money', 123457],
    [7, 'int', 'money', 70000],
    [4, 'decimal(9,1)', 'bit', 1],
    [9007199254740993n, 'bigint', 'decimal(38,1)', 90071992547409930n],
    [5, 'tinyint', 'bigint', 5],
    [1e15, 'float', 'bigint', 1e15],
  ])('%s %s as %s', (value, from, to, expected) => expect(convert(value, from, to)).toBe(expected));

  test.each([
    [256, 'int', 'tinyint', 220, 'Arithmetic overflow error for data type tinyint, value = 256.'],
    [-1, 'int', 'tinyint', 220, 'Arithmetic overflow error for data type tinyint, value = -1.'],
    [40000, 'int', 'smallint', 220, 'Arithmetic overflow error for data type smallint, value = 40000.'],
    [3000000000, 'numeric(10,0)', 'int', 8115, 'Arithmetic overflow error converting numeric to data type int.'],
    [3000000000, 'bigint', 'int', 8115, 'Arithmetic overflow error converting expression to data type int.'],
    [3e9, 'float', 'int', 232, 'Arithmetic overflow error for type int, value = 3000000000.000000.'],
    [12345, 'numeric(5,1)', 'decimal(5,2)', 8115, 'Arithmetic overflow error converting numeric to data type numeric.'],
    [5000, 'int', 'decimal(5,2)', 8115, 'Arithmetic overflow error converting int to data type numeric.'],
  ])('%s %s as %s fails with %i', (value, from, to, number, message) => {
    expect(errorOf(() => convert(value, from, to))).toEqual([number, message]);
  });
});

describe('numbers to text', () => {
  test.each([
    [0.1, 'float', undefined, '0.1'],
    [123456.789, 'float', undefined, '123457'],
    [1234567, 'float', undefined, '1.23457e+006'],
    [100000, 'float', undefined, '100000'],
    [1e10, 'float', undefined, '1e+010'],
    [0.00001, 'float', undefined, '1e-005'],
    [-2.5, 'float', undefined, '-2.5'],
    [0, 'float', undefined, '0'],
    [0.5, 'float', 1, '5.0000000e-001'],
    [0.5, 'float', 2, '5.000000000000000e-001'],
    [0.0001, 'float', undefined, '0.0001'],
    [999999.5, 'float', undefined, '1e+006'],
    [12345678951, 'money', undefined, '1234567.90'],
    [12345678951, 'money', 0, '1234567.90'],
    [12345678951, 'money', 1, '1,234,567.90'],
    [12345678951, 'money', 2, '1234567.8951'],
    [-5000, 'money', 1, '-0.50'],
    [9990000, 'money', 1, '999.00'],
    [0, 'money', undefined, '0.00'],
    [50, 'decimal(9,2)', undefined, '0.50'],
    [-5, 'decimal(9,3)', undefined, '-0.005'],
    [1, 'bit', undefined, '1'],
  ])('%s %s in style %s', (value, from, style, expected) => expect(convert(value, from, 'varchar(40)', style)).toBe(expected));

  test('too short a target: a star, 8115 or 234', () => {
    expect(convert(123456, 'int', 'varchar(3)')).toBe('*');
    expect(convert(123456, 'int', 'char(3)')).toBe('*  ');
    expect(errorOf(() => convert(123456, 'int', 'nvarchar(3)'))).toEqual([
      8115,
      'Arithmetic overflow error converting expression to data type nvarchar.',
    ]);
    expect(errorOf(() => convert(12345, 'decimal(5,2)', 'varchar(3)'))).toEqual([
      8115,
      'Arithmetic overflow error converting numeric to data type varchar.',
    ]);
    expect(errorOf(() => convert(1234500, 'money', 'varchar(3)'))[0]).toBe(234);
  });
});

describe('text to text', () => {
  test('cuts, pads and maps to the code page', () => {
    expect(convert('abcdef', 'varchar(6)', 'varchar(3)')).toBe('abc');
    expect(convert('ab', 'varchar(6)', 'char(5)')).toBe('ab   ');
    expect(convert('Пётр', 'nvarchar(10)', 'varchar(10)')).toBe('????');
    expect(convert('Zoë € ł', 'nvarchar(10)', 'varchar(10)')).toBe('Zoë € l');
  });

  test('a column takes what fits and raises 2628 for the rest', () => {
    const name = columnConverter(typeOf('nvarchar(20)'), typeOf('nvarchar(5)'), { table: 'dbo.clients', column: 'name' });
    expect(name('Пётр  ', session)).toBe('Пётр ');
    expect(errorOf(() => name('Александр', session))).toEqual([
      2628,
      "String or binary data would be truncated in table 'dbo.clients', column 'name'. Truncated value: 'Алекс'.",
    ]);
    const code = columnConverter(typeOf('varchar(4)'), typeOf('char(3)'), { table: 'dbo.clients', column: 'code' });
    expect(code('a', session)).toBe('a  ');
    expect(errorOf(() => code('abcd', session))[1]).toContain("Truncated value: 'abc'.");
    expect(columnConverter(intType, typeOf('varchar(5)'), { table: 't', column: 'c' })(12, session)).toBe('12');
  });
});

describe('dates to text', () => {
  const at = '2024-03-05T14:07:09.123';
  test.each([
    [undefined, 'Mar  5 2024  2:07PM'],
    [0, 'Mar  5 2024  2:07PM'],
    [100, 'Mar  5 2024  2:07PM'],
    [1, '03/05/24'],
    [3, '05/03/24'],
    [4, '05.03.24'],
    [12, '240305'],
    [101, '03/05/2024'],
    [102, '2024.03.05'],
    [103, '05/03/2024'],
    [104, '05.03.2024'],
    [105, '05-03-2024'],
    [106, '05 Mar 2024'],
    [107, 'Mar 05, 2024'],
    [108, '14:07:09'],
    [109, 'Mar  5 2024  2:07:09:123PM'],
    [110, '03-05-2024'],
    [111, '2024/03/05'],
    [112, '20240305'],
    [113, '05 Mar 2024 14:07:09:123'],
    [114, '14:07:09:123'],
    [120, '2024-03-05 14:07:09'],
    [121, '2024-03-05 14:07:09.123'],
    [126, '2024-03-05T14:07:09.123'],
    [22, '03/05/24  2:07:09 PM'],
    [23, '2024-03-05'],
  ])('datetime in style %s', (style, expected) => expect(shown(at, 'datetime', style)).toBe(expected));

  test.each([
    ['2024-03-05', 'date', undefined, '2024-03-05'],
    ['2024-03-05', 'date', 104, '05.03.2024'],
    ['2024-03-05', 'date', 100, 'Mar  5 2024'],
    ['14:07:09', 'time(0)', undefined, '14:07:09'],
    ['14:07:09.5', 'time(3)', undefined, '14:07:09.500'],
    ['14:07:09', 'time', 108, '14:07:09'],
    ['14:07', 'time', 100, '2:07PM'],
    ['2024-03-05 14:07:09.25', 'datetime2(2)', undefined, '2024-03-05 14:07:09.25'],
    ['2024-03-05 14:07', 'smalldatetime', undefined, 'Mar  5 2024  2:07PM'],
    ['2024-03-05 14:07:09 +03:00', 'datetimeoffset(0)', undefined, '2024-03-05 14:07:09 +03:00'],
    ['2024-03-05 14:07:09 +03:00', 'datetimeoffset(0)', 126, '2024-03-05T14:07:09+03:00'],
    ['2024-03-05 14:07:09 +03:00', 'datetimeoffset(0)', 127, '2024-03-05T11:07:09Z'],
    ['2024-03-05 14:07:09.1234567', 'datetime2', 121, '2024-03-05 14:07:09.1234567'],
    ['2024-03-05 14:07:09.1234567', 'datetime2', 113, '05 Mar 2024 14:07:09.1234567'],
    ['2024-03-05', 'datetime', 126, '2024-03-05T00:00:00'],
  ])('%s as %s in style %s', (text, type, style, expected) => expect(shown(text, type, style)).toBe(expected));

  test('too long a text is cut', () => expect(convert(0, 'datetime', 'varchar(10)', 120)).toBe('1900-01-01'));
  test('an unknown style is 281', () => expect(errorOf(() => convert(0, 'datetime', 'varchar(10)', 99))[0]).toBe(281));
  test('a date in a style of times is 8114', () => {
    expect(errorOf(() => convert(0, 'date', 'varchar(10)', 108))).toEqual([8114, 'Error converting data type date to varchar.']);
  });
  test('month names follow the language', () => {
    expect(convert(738949, 'date', 'nvarchar(20)', 106, { dateFormat: 'dmy', language: 'russian' })).toBe('05 мар 2024');
  });
});

describe('text to dates', () => {
  const iso = (value: ReturnType<typeof convert>, type: string): unknown =>
    convert(value as number, type, 'varchar(40)', type === 'date' ? 23 : 121);
  test.each([
    ['05.03.2024', 104, '2024-03-05'],
    ['05/03/2024', 103, '2024-03-05'],
    ['05/03/2024', 101, '2024-05-03'],
    ['20240305', 112, '2024-03-05'],
    ['03/05/2024', undefined, '2024-03-05'],
    ['2024-03-05', undefined, '2024-03-05'],
    ['March 5, 2024', undefined, '2024-03-05'],
    ['5 Mar 2024', undefined, '2024-03-05'],
    ['5-Mar-24', undefined, '2024-03-05'],
    ['Mar 2024', undefined, '2024-03-01'],
    ['2024', undefined, '2024-01-01'],
    ['240305', undefined, '2024-03-05'],
    ['1/2/49', undefined, '2049-01-02'],
    ['1/2/50', undefined, '1950-01-02'],
    ['', undefined, '1900-01-01'],
    ['2024-03-05 14:07:09', undefined, '2024-03-05'],
    ['2024-03-05T14:07:09.1234567', undefined, '2024-03-05'],
    ['14:30', undefined, '1900-01-01'],
  ])('%j in style %s is the date %s', (text, style, expected) =>
    expect(iso(convert(text, 'varchar(40)', 'date', style), 'date')).toBe(expected),
  );

  test.each([
    ['2024-03-05T10:00:00.001', '2024-03-05 10:00:00.000'],
    ['2024-03-05T10:00:00.002', '2024-03-05 10:00:00.003'],
    ['2024-03-05T10:00:00.004', '2024-03-05 10:00:00.003'],
    ['2024-03-05T10:00:00.005', '2024-03-05 10:00:00.007'],
    ['2024-03-05T10:00:00.008', '2024-03-05 10:00:00.007'],
    ['2024-03-05T23:59:59.999', '2024-03-06 00:00:00.000'],
    ['2024-03-05 2:07 PM', '2024-03-05 14:07:00.000'],
    ['20240305 12am', '2024-03-05 00:00:00.000'],
    ['08:30', '1900-01-01 08:30:00.000'],
    ['10:00:00:5 2024-03-05', '2024-03-05 10:00:00.007'],
    ['Mar  5 2024  2:07PM', '2024-03-05 14:07:00.000'],
  ])('%j is the datetime %s', (text, expected) => expect(shown(text, 'datetime', 121)).toBe(expected));

  test('smalldatetime rounds to minutes, time and datetime2 to their digits', () => {
    expect(shown('2024-03-05T10:20:29', 'smalldatetime', 120)).toBe('2024-03-05 10:20:00');
    expect(shown('2024-03-05T10:20:30', 'smalldatetime', 120)).toBe('2024-03-05 10:21:00');
    expect(shown('2024-03-05T10:20:29.999', 'smalldatetime', 120)).toBe('2024-03-05 10:21:00');
    expect(shown('10:00:00.6', 'time(0)')).toBe('10:00:01');
    expect(shown('2024-03-05T23:59:59.96', 'datetime2(1)')).toBe('2024-03-06 00:00:00.0');
    expect(shown('9999-12-31T23:59:59.9999999', 'datetime2(0)')).toBe('9999-12-31 23:59:59');
  });

  test('DATEFORMAT orders day and month; a year in front counts for datetime only', () => {
    const dmy = { dateFormat: 'dmy', language: 'us_english' } as const;
    expect(convert(convert('05/03/2024', 'varchar(20)', 'datetime', undefined, dmy) as number, 'datetime', 'varchar(10)', 120)).toBe(
      '2024-03-05',
    );
    expect(convert(convert('2024-05-03', 'varchar(20)', 'datetime', undefined, dmy) as number, 'datetime', 'varchar(10)', 120)).toBe(
      '2024-03-05',
    );
    expect(convert(convert('2024-03-05', 'varchar(20)', 'date', undefined, dmy) as number, 'date', 'varchar(10)')).toBe('2024-03-05');
    expect(
      convert(convert('2024-03-05T00:00:00', 'varchar(20)', 'datetime', undefined, dmy) as number, 'datetime', 'varchar(10)', 120),
    ).toBe('2024-03-05');
  });

  test.each([
    ['abc', 'datetime', undefined, 241],
    ['20240230', 'datetime', undefined, 242],
    ['25/12/2024', 'datetime', undefined, 242],
    ['2024-02-30', 'date', undefined, 241],
    ['25/12/2024', 'date', 101, 241],
    ['1700-01-01', 'datetime', undefined, 242],
    ['2024-03-05 10:00:00.1234', 'datetime', undefined, 241],
    ['2024-03-05 10:00', 'datetime', 126, 241],
    ['25:00', 'time', undefined, 241],
    ['2024-03-05 10:00 +03:00', 'datetime', undefined, 241],
    ['2080-01-01', 'smalldatetime', undefined, 242],
  ])('%j as %s in style %s fails with %i', (text, type, style, number) => {
    expect(errorOf(() => convert(text, 'varchar(40)', type, style))[0]).toBe(number);
  });
});

describe('dates to dates and numbers', () => {
  test.each([
    ['2024-03-05T18:00:00', 45355],
    ['2024-03-05', 45354],
    ['2024-03-05T11:59:59', 45354],
  ])('datetime %s as int', (text, expected) =>
    expect(convert(convert(text, 'varchar(30)', 'datetime') as number, 'datetime', 'int')).toBe(expected),
  );

  test('numbers of days become datetime and back', () => {
    expect(convert(convert(45000, 'int', 'datetime') as number, 'datetime', 'varchar(10)', 120)).toBe('2023-03-17');
    expect(convert(convert('2024-03-05T12:00:00', 'varchar(30)', 'datetime') as number, 'datetime', 'float')).toBe(45354.5);
    expect(convert(convert('2024-03-05T12:00:00', 'varchar(30)', 'datetime') as number, 'datetime', 'decimal(10,2)')).toBe(4535450);
    expect(errorOf(() => convert(9999999, 'int', 'datetime'))[0]).toBe(8115);
  });

  test('a time has the day 1900-01-01; datetimeoffset gives its wall clock', () => {
    expect(
      convert(
        convert(convert('10:20:30', 'varchar(9)', 'time(0)') as number, 'time(0)', 'datetime') as number,
        'datetime',
        'varchar(30)',
        120,
      ),
    ).toBe('1900-01-01 10:20:30');
    const dto = convert('2024-03-05 12:00 +03:00', 'varchar(30)', 'datetimeoffset(0)');
    expect(convert(convert(dto as number, 'datetimeoffset(0)', 'datetime2(0)') as number, 'datetime2(0)', 'varchar(30)')).toBe(
      '2024-03-05 12:00:00',
    );
    expect(errorOf(() => convert(0, 'date', 'datetime'))[0]).toBe(242);
  });
});

describe('binary', () => {
  const hex = (v: unknown): string =>
    `0x${Buffer.from(v as Uint8Array)
      .toString('hex')
      .toUpperCase()}`;
  test.each([
    ['AB', 'varchar(2)', 'varbinary(10)', 0, '0x4142'],
    ['0x4142', 'varchar(6)', 'varbinary(10)', 1, '0x4142'],
    ['4142', 'varchar(4)', 'varbinary(10)', 2, '0x4142'],
    [258, 'int', 'varbinary(4)', undefined, '0x00000102'],
    ['Я', 'nvarchar(1)', 'varbinary(4)', undefined, '0x2F04'],
    [1, 'int', 'binary(2)', undefined, '0x0001'],
    [5, 'tinyint', 'varbinary(8)', undefined, '0x05'],
    [12345, 'decimal(5,2)', 'varbinary(20)', undefined, '0x0502000139300000'],
    ['6F9619FF-8B86-D011-B42D-00C04FC964FF', 'uniqueidentifier', 'varbinary(16)', undefined, '0xFF19966F868B11D0B42D00C04FC964FF'],
    [1.5, 'float', 'varbinary(8)', undefined, '0x3FF8000000000000'],
    ['a', 'varchar(1)', 'binary(3)', undefined, '0x610000'],
  ])('%s %s as %s in style %s', (value, from, to, style, expected) => expect(hex(convert(value, from, to, style))).toBe(expected));

  test.each([
    ['4142', 'varchar(20)', 0, 'AB'],
    ['4142', 'varchar(20)', 1, '0x4142'],
    ['4142', 'varchar(20)', 2, '4142'],
    ['2F04', 'nvarchar(5)', undefined, 'Я'],
    ['0102', 'int', undefined, 258],
    ['FFFFFFFF', 'int', undefined, -1],
    ['FF19966F868B11D0B42D00C04FC964FF', 'uniqueidentifier', undefined, '6F9619FF-8B86-D011-B42D-00C04FC964FF'],
    ['00', 'bit', undefined, 0],
    ['0502000139300000', 'decimal(9,2)', undefined, 12345],
  ])('0x%s as %s in style %s', (bytes, to, style, expected) =>
    expect(convert(Buffer.from(bytes, 'hex'), 'varbinary(20)', to, style)).toBe(expected),
  );

  test.each(['datetime', 'smalldatetime', 'date', 'time(3)', 'datetime2(5)', 'datetimeoffset(2)', 'bigint', 'money'])(
    '%s survives its bytes',
    (type) => {
      const text = type === 'time(3)' ? '10:20:30' : type === 'bigint' || type === 'money' ? '-12345' : '2024-03-05 10:20:00';
      const value = convert(text, 'varchar(40)', type) as NonNullable<ReturnType<typeof convert>>;
      expect(convert(convert(value, type, 'varbinary(20)') as Uint8Array, 'varbinary(20)', type)).toEqual(value);
    },
  );
});

describe('which conversions exist', () => {
  test.each([
    ['int', 'date', 'none'],
    ['date', 'int', 'none'],
    ['datetime', 'int', 'explicit'],
    ['int', 'datetime', 'implicit'],
    ['int', 'uniqueidentifier', 'none'],
    ['nvarchar(5)', 'varbinary(5)', 'explicit'],
    ['varbinary(5)', 'varchar(5)', 'implicit'],
    ['date', 'time', 'none'],
    ['varchar(5)', 'date', 'implicit'],
    ['sql_variant', 'int', 'explicit'],
    ['int', 'sql_variant', 'implicit'],
    ['varchar(max)', 'sql_variant', 'none'],
    ['uniqueidentifier', 'varchar(36)', 'implicit'],
    ['text', 'varchar(10)', 'implicit'],
    ['text', 'int', 'none'],
    ['varbinary(8)', 'float', 'none'],
  ])('%s to %s: %s', (from, to, kind) => expect(implicitConversion(typeOf(from), typeOf(to))).toBe(kind));

  test('their errors', () => {
    expect(errorOf(() => converter(typeOf('int'), typeOf('date')))).toEqual([206, 'Operand type clash: int is incompatible with date']);
    expect(errorOf(() => converter(typeOf('int'), typeOf('date'), { isExplicit: true }))).toEqual([
      529,
      'Explicit conversion from data type int to date is not allowed.',
    ]);
    expect(errorOf(() => converter(variantType, intType))).toEqual([
      257,
      'Implicit conversion from data type sql_variant to int is not allowed. Use the CONVERT function to run this query.',
    ]);
    expect(errorOf(() => converter(typeOf('nvarchar(max)'), typeOf('varbinary(max)')))[1]).toContain('nvarchar(max) to varbinary(max)');
  });

  test('identity conversions leave the value as it is', () => {
    for (const [from, to] of [
      ['int', 'bigint'],
      ['varchar(5)', 'nvarchar(5)'],
      ['varchar(5)', 'varchar(max)'],
      ['decimal(5,2)', 'decimal(9,2)'],
      ['int', 'float'],
      ['time(3)', 'time(7)'],
      ['money', 'decimal(19,4)'],
    ] as const) {
      expect(isIdentityConversion(typeOf(from), typeOf(to)), `${from} to ${to}`).toBe(true);
    }
    for (const [from, to] of [
      ['bigint', 'int'],
      ['nvarchar(5)', 'varchar(5)'],
      ['varchar(5)', 'varchar(4)'],
      ['varchar(5)', 'char(5)'],
      ['decimal(5,2)', 'decimal(9,3)'],
      ['bigint', 'float'],
      ['int', 'bit'],
    ] as const) {
      expect(isIdentityConversion(typeOf(from), typeOf(to)), `${from} to ${to}`).toBe(false);
    }
  });

  test('sql_variant keeps the base type', () => {
    const v = converter(intType, variantType)(10, session) as VariantValue;
    expect([v.type, v.value]).toEqual([intType, 10]);
    expect(converter(variantType, intType, { isExplicit: true })(new VariantValue(varcharType(2), '42'), session)).toBe(42);
  });
});
