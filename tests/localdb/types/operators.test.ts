import { describe, expect, test } from 'vitest';
import { exactToText, normalise } from '../../../sql/localdb/types/exact.ts';
import { binaryOperator, unaryOperator } from '../../../sql/localdb/types/operators.ts';
import type { BinaryOperator, LiteralOperands } from '../../../sql/localdb/types/operators.ts';
import { converter } from '../../../sql/localdb/types/convert.ts';
import { decimalType, typeDeclaration } from '../../../sql/localdb/types/sql-type.ts';
import type { Exact, Value } from '../../../sql/localdb/types/sql-type.ts';
import { errorOf, session, typeOf } from './conversions.ts';
import { randomOf } from './random.ts';

/** `a operator b` with the operands converted as the operator asks; the result's declaration and value. */
const compute = (
  operator: BinaryOperator,
  a: NonNullable<Value>,
  left: string,
  b: NonNullable<Value>,
  right: string,
  literals?: LiteralOperands,
): [string, Value] => {
  const bound = binaryOperator(operator, typeOf(left), typeOf(right), literals);
  const x = converter(typeOf(left), bound.left)(a, session) as NonNullable<Value>;
  const y = converter(typeOf(right), bound.right)(b, session) as NonNullable<Value>;
  return [typeDeclaration(bound.type), bound.apply(x, y)];
};

describe('results and their types', () => {
  test.each<[NonNullable<Value>, string, BinaryOperator, NonNullable<Value>, string, string, Value]>([
    [7, 'int', '/', 2, 'int', 'int', 3],
    [-7, 'int', '/', 2, 'int', 'int', -3],
    [-7, 'int', '%', 3, 'int', 'int', -1],
    [7, 'int', '%', -3, 'int', 'int', 1],
    [2147483647, 'int', '+', 1, 'bigint', 'bigint', 2147483648],
    [200, 'tinyint', '+', 55, 'tinyint', 'tinyint', 255],
    [1, 'bit', '+', 1, 'int', 'int', 2],
    [9007199254740991, 'bigint', '*', 3, 'int', 'bigint', 27021597764222973n],
    ['5', 'varchar(1)', '+', 3, 'int', 'int', 8],
    ['5', 'varchar(1)', '+', '3', 'varchar(1)', 'varchar(2)', '53'],
    ['a', 'nvarchar(4)', '+', 'b', 'varchar(3)', 'nvarchar(7)', 'ab'],
    ['a', 'varchar(max)', '+', 'b', 'varchar(3)', 'varchar(max)', 'ab'],
    [1.5, 'float', '+', 1, 'int', 'float', 2.5],
    [5, 'float', '/', 2, 'int', 'float', 2.5],
    [15, 'decimal(2,1)', '+', 1, 'float', 'float', 2.5],
    [1000000, 'money', '/', 3, 'int', 'money', 333333],
    [1000000, 'money', '/', 3390000, 'money', 'money', 2949],
    [1000000, 'money', '*', 15, 'decimal(2,1)', 'decimal(22,5)', 15000000],
    [199900, 'money', '*', 3, 'int', 'money', 599700],
    [199900, 'money', '*', 9000, 'money', 'money', 179910],
    [5000, 'smallmoney', '+', 1, 'int', 'smallmoney', 15000],
    [12, 'int', '&', 10, 'int', 'int', 8],
    [12, 'int', '|', 3, 'int', 'int', 15],
    [12, 'int', '^', 10, 'int', 'int', 6],
    [4294967296, 'bigint', '|', 1, 'int', 'bigint', 4294967297],
    [1, 'int', '<<', 4, 'int', 'int', 16],
    [-1, 'int', '>>', 28, 'int', 'int', 15],
    [1, 'int', '<<', 32, 'int', 'int', 0],
    [0, 'datetime', '+', 1, 'int', 'datetime', 25920000],
    [25920000, 'datetime', '-', 0.5, 'float', 'datetime', 12960000],
    [25920000, 'datetime', '-', 8640000, 'datetime', 'datetime', 17280000],
    [25920000, 'datetime', '+', '08:30', 'varchar(5)', 'datetime', 35100000],
  ])('%s %s %s %s %s', (a, left, operator, b, right, type, value) => expect(compute(operator, a, left, b, right)).toEqual([type, value]));

  test('binaries are joined', () => {
    const [type, value] = compute('+', Buffer.of(1), 'varbinary(1)', Buffer.of(2), 'varbinary(2)');
    expect([type, [...(value as Uint8Array)]]).toEqual(['varbinary(3)', [1, 2]]);
  });
  test('text beyond 8000 bytes is cut', () => {
    const [type, value] = compute('+', 'x'.repeat(8000), 'varchar(8000)', 'y', 'varchar(1)');
    expect([type, (value as string).length]).toEqual(['varchar(8000)', 8000]);
  });
});

describe('precision and scale of decimals', () => {
  test.each<[BinaryOperator, string, string, string]>([
    ['+', 'decimal(8,2)', 'decimal(6,4)', 'decimal(11,4)'],
    ['*', 'decimal(8,2)', 'decimal(6,4)', 'decimal(15,6)'],
    ['*', 'decimal(8,2)', 'int', 'decimal(19,2)'],
    ['/', 'decimal(10,2)', 'decimal(10,2)', 'decimal(23,13)'],
    ['/', 'decimal(5,0)', 'decimal(5,0)', 'decimal(11,6)'],
    ['*', 'decimal(38,10)', 'decimal(38,10)', 'decimal(38,6)'],
    ['/', 'decimal(38,10)', 'decimal(38,10)', 'decimal(38,6)'],
    ['*', 'decimal(18,8)', 'decimal(18,8)', 'decimal(37,16)'],
    ['%', 'decimal(8,2)', 'decimal(6,4)', 'decimal(6,4)'],
    ['+', 'decimal(38,10)', 'decimal(38,4)', 'decimal(38,4)'],
    ['*', 'decimal(30,20)', 'decimal(30,20)', 'decimal(38,17)'],
    ['*', 'decimal(30,10)', 'decimal(30,10)', 'decimal(38,6)'],
    ['+', 'numeric(3,1)', 'numeric(3,1)', 'numeric(4,1)'],
    ['+', 'numeric(3,1)', 'decimal(3,1)', 'decimal(4,1)'],
  ])('%s of %s and %s is %s', (operator, a, b, expected) => {
    expect(typeDeclaration(binaryOperator(operator, typeOf(a), typeOf(b)).type)).toBe(expected);
  });

  const text = (operator: BinaryOperator, a: Exact, left: string, b: Exact, right: string, literals?: LiteralOperands): string => {
    const bound = binaryOperator(operator, typeOf(left), typeOf(right), literals);
    return exactToText(bound.apply(a, b) as Exact, bound.type.scale);
  };
  test('a whole number literal has only the digits that are written', () => {
    expect(text('/', 10, 'numeric(2,1)', 3, 'int', { right: 3 })).toBe('0.333333');
    expect(text('/', 1, 'int', 30, 'numeric(2,1)', { left: 1 })).toBe('0.333333');
    expect(text('/', 1000, 'numeric(4,2)', 3000, 'numeric(4,3)')).toBe('3.3333333');
  });
  test('division cuts, multiplication that loses scale rounds', () => {
    expect(text('/', 20, 'numeric(2,1)', 3, 'int', { right: 3 })).toBe('0.666666');
    expect(text('*', 9000, 'decimal(30,10)', 10000000000, 'decimal(30,10)')).toBe('0.000001');
    expect(text('*', 10000000001, 'decimal(38,10)', 30000000000, 'decimal(38,10)')).toBe('3.000000');
  });

  test('agrees with exact rational arithmetic', () => {
    const random = randomOf(11);
    const magnitude = (n: bigint): bigint => (n < 0n ? -n : n);
    for (let i = 0; i < 3000; i++) {
      const operand = (): { precision: number; scale: number; value: bigint } => {
        const precision = 1 + random.below(38);
        const scale = random.below(precision + 1);
        const digits = Array.from({ length: 1 + random.below(precision) }, () => random.below(10)).join('');
        return { precision, scale, value: random.below(2) === 0 ? BigInt(digits) : -BigInt(digits) };
      };
      const [a, b] = [operand(), operand()];
      const operator = random.pick(['+', '-', '*', '/', '%'] as const);
      if (b.value === 0n && (operator === '/' || operator === '%')) continue;
      const { type, apply } = binaryOperator(operator, decimalType(a.precision, a.scale), decimalType(b.precision, b.scale));
      // numerator / denominator is the exact result times 10^scale.
      const unit = 10n ** BigInt(type.scale);
      const scaleUp = (v: bigint, by: number): bigint => v * 10n ** BigInt(by);
      const common = Math.max(a.scale, b.scale);
      const x = scaleUp(a.value, common - a.scale);
      const y = scaleUp(b.value, common - b.scale);
      const exact: Record<typeof operator, () => [bigint, bigint]> = {
        '+': () => [(x + y) * unit, 10n ** BigInt(common)],
        '-': () => [(x - y) * unit, 10n ** BigInt(common)],
        '*': () => [a.value * b.value * unit, 10n ** BigInt(a.scale + b.scale)],
        '/': () => [x * unit, y],
        '%': () => [(x % y) * unit, 10n ** BigInt(common)],
      };
      const [numerator, denominator] = exact[operator]();
      const half = operator === '/' ? 0n : magnitude(denominator);
      const sign = numerator < 0n !== denominator < 0n ? -1n : 1n;
      const rounded = sign * ((magnitude(numerator) * 2n + half) / (magnitude(denominator) * 2n));
      const run = (): Value => apply(normalise(a.value), normalise(b.value));
      if (magnitude(rounded) >= 10n ** BigInt(type.precision)) expect(errorOf(run)[0]).toBe(8115);
      else expect(run(), `${a.value}e-${a.scale} ${operator} ${b.value}e-${b.scale}`).toBe(normalise(rounded));
    }
  });
});

describe('errors while computing', () => {
  test.each<[NonNullable<Value>, string, BinaryOperator, NonNullable<Value>, string, number, string]>([
    [2147483647, 'int', '+', 1, 'int', 8115, 'Arithmetic overflow error converting expression to data type int.'],
    [2147483647, 'int', '*', 2, 'int', 8115, 'Arithmetic overflow error converting expression to data type int.'],
    [9223372036854775807n, 'bigint', '+', 1, 'int', 8115, 'Arithmetic overflow error converting expression to data type bigint.'],
    [250, 'tinyint', '+', 10, 'tinyint', 8115, 'Arithmetic overflow error converting expression to data type tinyint.'],
    [10, 'int', '/', 0, 'int', 8134, 'Divide by zero error encountered.'],
    [10, 'int', '%', 0, 'int', 8134, 'Divide by zero error encountered.'],
    [1, 'float', '/', 0, 'float', 8134, 'Divide by zero error encountered.'],
    [10, 'decimal(3,1)', '/', 0, 'int', 8134, 'Divide by zero error encountered.'],
    [10, 'money', '/', 0, 'money', 8134, 'Divide by zero error encountered.'],
    [1e308, 'float', '*', 10, 'int', 8115, 'Arithmetic overflow error converting expression to data type float.'],
    ['Order ', 'varchar(6)', '+', 15, 'int', 245, "Conversion failed when converting the varchar value 'Order ' to data type int."],
    [-2147483648, 'int', '/', -1, 'int', 8115, 'Arithmetic overflow error converting expression to data type int.'],
  ])('%s %s %s %s %s: %i', (a, left, operator, b, right, number, message) => {
    expect(errorOf(() => compute(operator, a, left, b, right))).toEqual([number, message]);
  });
});

describe('operand types without the operator', () => {
  test.each<[string, BinaryOperator, string, number, string]>([
    ['date', '+', 'int', 206, 'Operand type clash: date is incompatible with int'],
    ['datetime2', '-', 'int', 206, 'Operand type clash: datetime2 is incompatible with int'],
    ['uniqueidentifier', '+', 'int', 206, 'Operand type clash: uniqueidentifier is incompatible with int'],
    ['date', '+', 'date', 8117, 'Operand data type date is invalid for add operator.'],
    ['varchar(3)', '-', 'varchar(3)', 8117, 'Operand data type varchar is invalid for subtract operator.'],
    ['varchar(3)', '*', 'varchar(3)', 8117, 'Operand data type varchar is invalid for multiply operator.'],
    ['bit', '+', 'bit', 402, 'The data types bit and bit are incompatible in the add operator.'],
    ['datetime', '*', 'int', 8117, 'Operand data type datetime is invalid for multiply operator.'],
    ['float', '%', 'int', 402, 'The data types float and int are incompatible in the modulo operator.'],
    ['decimal(5,1)', '&', 'int', 402, "The data types numeric and int are incompatible in the '&' operator."],
    ['datetime', '+', 'time', 402, 'The data types datetime and time are incompatible in the add operator.'],
    ['uniqueidentifier', '+', 'varchar(3)', 402, 'The data types uniqueidentifier and varchar are incompatible in the add operator.'],
    ['varchar(3)', '+', 'varbinary(3)', 402, 'The data types varchar and varbinary are incompatible in the add operator.'],
    ['xml', '+', 'nvarchar(max)', 402, 'The data types xml and nvarchar(max) are incompatible in the add operator.'],
  ])('%s %s %s: %i', (a, operator, b, number, message) => {
    expect(errorOf(() => binaryOperator(operator, typeOf(a), typeOf(b)))).toEqual([number, message]);
  });
});

describe('unary operators', () => {
  test.each<['-' | '+' | '~', string, Value, Value]>([
    ['-', 'int', 5, -5],
    ['-', 'int', 0, 0],
    ['-', 'decimal(5,2)', 150, -150],
    ['-', 'money', 10000, -10000],
    ['-', 'float', 0, 0],
    ['~', 'int', 5, -6],
    ['~', 'bit', 1, 0],
    ['~', 'tinyint', 1, 254],
    ['~', 'bigint', 4294967296, -4294967297],
    ['+', 'varchar(3)', 'a', 'a'],
  ])('%s %s of %s', (operator, type, value, expected) =>
    expect(unaryOperator(operator, typeOf(type)).apply(value as NonNullable<Value>)).toBe(expected),
  );
  test('their errors', () => {
    expect(errorOf(() => unaryOperator('-', typeOf('varchar(3)')))).toEqual([
      8117,
      'Operand data type varchar is invalid for minus operator.',
    ]);
    expect(errorOf(() => unaryOperator('~', typeOf('float')))).toEqual([8117, "Operand data type float is invalid for '~' operator."]);
    expect(errorOf(() => unaryOperator('-', typeOf('int')).apply(-2147483648))[0]).toBe(8115);
  });
});
