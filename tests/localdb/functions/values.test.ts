import { describe, expect, it } from 'vitest';
import { findScalarFunction } from '../../../sql/localdb/functions/registry.ts';
import {
  binaryType,
  dateType,
  decimalType,
  intType,
  uniqueidentifierType,
  varbinaryType,
  varcharType,
  variantType,
  VariantValue,
} from '../../../sql/localdb/types/sql-type.ts';
import { bind, call, decimal, errorOf, national, nothing, nullOf, text, typed, typeOf, whole } from './calling.ts';
import type { Argument } from './calling.ts';

const hex = (v: unknown): string =>
  Buffer.from(v as Uint8Array)
    .toString('hex')
    .toUpperCase();

describe('HASHBYTES', () => {
  it('hashes the bytes of the type', () => {
    expect(hex(call('HASHBYTES', text('MD5'), text('order-15')))).toBe('CAA8DEE6887CEBD667A319FA9BFD9E6E');
    expect(hex(call('HASHBYTES', text('md5'), national('заказ')))).toBe('27B85008CB1BE10D5D1D1A07125099D1');
    expect(hex(call('HASHBYTES', text('SHA1'), text('order-15')))).toBe('2CB51A1DA33F16E6680B6EB0C94B23607C4DAB3B');
    expect(call('HASHBYTES', text('CRC'), text('x'))).toBeNull();
    expect(errorOf(() => bind('HASHBYTES', text('MD5'), whole(5)))).toBe(8116);
    expect(typeOf('HASHBYTES', text('MD5'), text('x'))).toBe('varbinary(8000)');
  });
});

describe('checksums and compression', () => {
  it('CHECKSUM of an int is the int, BINARY_CHECKSUM tells case apart', () => {
    expect([call('CHECKSUM', whole(5)), call('CHECKSUM', whole(1), whole(2)), call('BINARY_CHECKSUM', text('abc'))]).toEqual([
      5, 18, 26435,
    ]);
    expect(call('CHECKSUM', text('abc'))).toBe(call('CHECKSUM', text('ABC')));
    expect(call('BINARY_CHECKSUM', text('abc'))).not.toBe(call('BINARY_CHECKSUM', text('ABC')));
    expect(call('CHECKSUM', nothing)).toEqual(expect.any(Number));
  });
  it('COMPRESS and DECOMPRESS undo each other', () => {
    const packed = call('COMPRESS', text('aaaa'));
    expect(Buffer.from(call('DECOMPRESS', typed(varbinaryType(-1), packed)) as Uint8Array).toString()).toBe('aaaa');
  });
});

describe('GREATEST and LEAST', () => {
  it('ignore NULL and take the type of highest precedence', () => {
    expect([
      call('GREATEST', whole(5), nullOf(intType), whole(12)),
      call('LEAST', whole(5), whole(12)),
      call('GREATEST', nullOf(intType), nullOf(intType)),
    ]).toEqual([12, 5, null]);
    expect(typeOf('GREATEST', whole(1), decimal('2.5'))).toBe('decimal(11,1)');
    expect([
      call('GREATEST', text('apple'), text('Banana'), text('cherry')),
      call('LEAST', typed(dateType, 9), typed(dateType, 4)),
    ]).toEqual(['cherry', 4]);
  });
});

describe('ISNUMERIC', () => {
  it('accepts what some numeric type accepts', () => {
    const is = (s: string): unknown => call('ISNUMERIC', text(s));
    expect(['12', '-12.5', '1e5', '$', '-', '.', '1,000', ' 7 ', '+', '-$5', '1.', '.5'].map(is)).toEqual(Array(12).fill(1));
    expect(['12a', '', '0x1F', '1.2.3', 'e5', '5-', 'abc', '1e'].map(is)).toEqual(Array(8).fill(0));
    expect([
      call('ISNUMERIC', whole(5)),
      call('ISNUMERIC', nullOf(varcharType(5))),
      call('ISNUMERIC', typed(dateType, 5)),
      call('ISNUMERIC', typed(binaryType(1), Uint8Array.of(1))),
    ]).toEqual([1, 0, 0, 0]);
  });
});

describe('SQL_VARIANT_PROPERTY', () => {
  const property = (arg: Argument, name: string): unknown => {
    const v = call('SQL_VARIANT_PROPERTY', arg, text(name));
    return v instanceof VariantValue ? v.value : v;
  };
  it('tells the base type and its numbers', () => {
    const rate = typed(variantType, new VariantValue(decimalType(5, 2), 125));
    expect(['BaseType', 'Precision', 'Scale', 'MaxLength', 'Nonsense'].map((p) => property(rate, p))).toEqual(['decimal', 5, 2, 5, null]);
    expect([
      property(whole(10), 'MaxLength'),
      property(national('abc'), 'MaxLength'),
      property(text('abc'), 'Collation'),
      property(nullOf(variantType), 'BaseType'),
    ]).toEqual([4, 6, 'SQL_Latin1_General_CP1_CI_AS', null]);
  });
});

describe('identifiers', () => {
  it('NEWID is new each time, NEWSEQUENTIALID goes up', () => {
    const [a, b] = [call('NEWID'), call('NEWID')];
    expect(a).toMatch(/^[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}$/);
    expect(a).not.toBe(b);
    expect(call('NEWSEQUENTIALID')).toMatch(/^[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}$/);
    expect(bind('NEWID').type).toBe(uniqueidentifierType);
    expect(findScalarFunction('newid')?.isDeterministic).toBe(false);
  });
});
