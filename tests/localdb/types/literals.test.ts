import { expect, test } from 'vitest';
import { literalValue } from '../../../sql/localdb/types/literals.ts';
import type { LiteralSource } from '../../../sql/localdb/types/literals.ts';
import { typeDeclaration } from '../../../sql/localdb/types/sql-type.ts';
import type { Value } from '../../../sql/localdb/types/sql-type.ts';
import { errorOf } from './conversions.ts';

test.each<[LiteralSource, string, Value]>([
  [{ type: 'int', value: 42 }, 'int', 42],
  [{ type: 'decimal', text: '12.50' }, 'numeric(4,2)', 1250],
  [{ type: 'decimal', text: '0.5' }, 'numeric(1,1)', 5],
  [{ type: 'decimal', text: '2147483648' }, 'numeric(10,0)', 2147483648],
  [{ type: 'decimal', text: '0.0' }, 'numeric(1,1)', 0],
  [{ type: 'decimal', text: '5.' }, 'numeric(1,0)', 5],
  [{ type: 'float', value: 1500 }, 'float', 1500],
  [{ type: 'money', text: '99.95' }, 'money', 999500],
  [{ type: 'string', text: 'abc', national: false }, 'varchar(3)', 'abc'],
  [{ type: 'string', text: '', national: false }, 'varchar(1)', ''],
  [{ type: 'string', text: 'Иван', national: false }, 'varchar(4)', '????'],
  [{ type: 'string', text: 'Иван', national: true }, 'nvarchar(4)', 'Иван'],
  [{ type: 'string', text: 'x'.repeat(8001), national: false }, 'varchar(max)', 'x'.repeat(8001)],
  [{ type: 'binary', text: '1F' }, 'varbinary(1)', Buffer.of(0x1f)],
  [{ type: 'binary', text: '' }, 'varbinary(1)', Buffer.of()],
  [{ type: 'binary', text: '1' }, 'varbinary(1)', Buffer.of(1)],
  [{ type: 'null' }, 'null', null],
])('%j', (literal, type, value) => {
  const typed = literalValue(literal);
  expect([typeDeclaration(typed.type), typed.value]).toEqual([type, value]);
});

test('a number of more than 38 digits is 1007', () =>
  expect(errorOf(() => literalValue({ type: 'decimal', text: '1'.repeat(39) }))[0]).toBe(1007));
