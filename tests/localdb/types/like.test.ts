import { expect, test } from 'vitest';
import { DEFAULT_COLLATION, getCollation } from '../../../sql/localdb/types/collation.ts';
import { likeMatcher, likePrefix, patIndex } from '../../../sql/localdb/types/like.ts';
import { errorOf } from './conversions.ts';

const collation = getCollation(DEFAULT_COLLATION);
const like = (text: string, pattern: string, escapeCharacter?: string): boolean => likeMatcher(pattern, escapeCharacter, collation)(text);

test.each([
  ['A-100', 'A-%', true],
  ['a-1', 'A-%', true],
  ['A-1000', 'A-1__', false],
  ['A-100', 'A-1__', true],
  ['B-100', '%100', true],
  ['Престол', '%стол%', true],
  ['Стул', 'Ст_л%', true],
  ['', '%', true],
  ['', '', true],
  ['a', '', false],
  ['', '_', false],
  ['abc', '%%c', true],
  ['aXbXc', 'a%b%c', true],
  ['aXbXd', 'a%b%c', false],
  ['mississippi', '%iss%pi', true],
  ['mississippi', 'm%iss', false],
  ['AB-123', '[A-Z][A-Z]-[0-9][0-9][0-9]', true],
  ['A1-123', '[A-Z][A-Z]-[0-9][0-9][0-9]', false],
  ['AB-12X', '%[^0-9]%', true],
  ['123', '%[^0-9]%', false],
  ['ж', '[А-Я]', true],
  ['Q', '[А-Я]', false],
  ['AB-1', '__[-]%', true],
  ['a-b', 'a[a-]b', true],
  ['a^b', 'a[x^]b', true],
  ['10% off', '%[%]%', true],
  ['100 off', '%[%]%', false],
  ['code_a', 'code[_]a', true],
  ['codeXa', 'code[_]a', false],
  ['[vip]', '[[]%', true],
  ['[vip]', '%]', true],
  ['[vip]', '[vip]', false],
  ['a\\b', 'a\\b', true],
  ['a[b', 'a[b', false],
  ['abc', 'abc ', false],
  ['abc ', 'abc', true],
  ['abc  ', '%c', true],
])('%j LIKE %j: %s', (text, pattern, expected) => expect(like(text, pattern)).toBe(expected));

test.each([
  ['10% off', '10!% off', '!', true],
  ['100 off', '10!% off', '!', false],
  ['code_a', 'code\\_a', '\\', true],
  ['[vip]', '![vip]', '!', true],
  ['a', 'a!', '!', false],
  ['!', '!!', '!', true],
  [']', '[!]]', '!', true],
])('%j LIKE %j ESCAPE %j: %s', (text, pattern, escapeCharacter, expected) => expect(like(text, pattern, escapeCharacter)).toBe(expected));

test('trailing blanks of Unicode text must be matched', () => {
  expect(likeMatcher('abc', undefined, collation, true)('abc ')).toBe(false);
  expect(likeMatcher('abc%', undefined, collation, true)('abc ')).toBe(true);
});

test('an escape of more than one character is 506', () => {
  expect(errorOf(() => like('a', 'a', '!!'))).toEqual([506, 'The invalid escape character "!!" was specified in a LIKE predicate.']);
});

test('binary and case-sensitive collations tell letters apart', () => {
  expect(likeMatcher('a%', undefined, getCollation('Latin1_General_CS_AS'))('Abc')).toBe(false);
  expect(likeMatcher('%b%', undefined, getCollation('Latin1_General_BIN2'))('aBc')).toBe(false);
  expect(likeMatcher('[a-z]', undefined, getCollation('Latin1_General_BIN2'))('B')).toBe(false);
});

test.each([
  ['%[0-9]%', 'Заказ', 0],
  ['%[0-9]%', 'Order 125', 7],
  ['%[^0-9]%', '125x', 4],
  ['ord%', 'orders', 1],
  ['rd%', 'orders', 0],
  ['%der_', 'orders', 3],
  ['%s', 'orders', 6],
  ['orders', 'ORDERS', 1],
  ['%x%', '', 0],
])('PATINDEX(%j, %j) = %i', (pattern, text, expected) => expect(patIndex(pattern, text, collation)).toBe(expected));

test('the prefix for a seek ends at the first wildcard', () => {
  expect(likePrefix('abc%', undefined)).toBe('abc');
  expect(likePrefix('a!%b%', '!')).toBe('a%b');
  expect(likePrefix('a[bc]', undefined)).toBe('a');
  expect(likePrefix('%a', undefined)).toBe('');
});
