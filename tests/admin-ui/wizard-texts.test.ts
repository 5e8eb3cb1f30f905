// The wizards' own small tools: bringing a change into a text that has changed too, and names out of words.

import { expect, test } from 'vitest';
import { mergeLines } from '../../admin-ui/wizard/merge-lines.ts';
import { id, proposeCode, singular } from '../../admin-ui/wizard/names.ts';

const text = (...lines: string[]): string => lines.join('\n');
const base = text('SELECT', '  a,', '  b,', '  id', 'FROM t;');
const mine = text('SELECT', '  a,', '  b,', '  c,', '  id', 'FROM t;');

test('a line goes between the same two lines of a text that was changed elsewhere', () => {
  const theirs = text('-- checked by ann', 'SELECT', '  a,', '  b,', '  id', 'FROM t', 'WHERE a > 0;');
  expect(mergeLines(base, mine, theirs)).toEqual({
    text: text('-- checked by ann', 'SELECT', '  a,', '  b,', '  c,', '  id', 'FROM t', 'WHERE a > 0;'),
    missed: [],
  });
});

test('one of the two lines is enough', () => {
  expect(mergeLines(base, mine, text('SELECT', '  a,', '  b2,', '  id', 'FROM t;')).text).toBe(
    text('SELECT', '  a,', '  b2,', '  c,', '  id', 'FROM t;'),
  );
});

test('without either the lines are handed back and the text stays as it is', () => {
  const theirs = text('SELECT a, b, id', 'FROM t;');
  expect(mergeLines(base, mine, theirs)).toEqual({ text: theirs, missed: [['  c,']] });
});

test('a replaced line replaces the same line only while it is there', () => {
  const changed = text('SELECT', '  a,', '  b AS bee,', '  id', 'FROM t;');
  expect(mergeLines(base, changed, text('SELECT', '  a,', '  b,', '  id', 'FROM t', 'ORDER BY a;')).text).toContain('  b AS bee,');
  const own = text('SELECT', '  a,', '  c,', '  id', 'FROM t;');
  expect(mergeLines(base, changed, own)).toEqual({ text: own, missed: [['  b AS bee,']] });
});

test('the same text changed the same way is left alone by nobody', () => {
  expect(mergeLines(base, mine, base)).toEqual({ text: mine, missed: [] });
  expect(mergeLines(base, base, mine)).toEqual({ text: mine, missed: [] });
});

test.each([
  ['Delivery address', 'deliveryAddress'],
  ['Заявки на ремонт', 'zayavkiNaRemont'],
  ['Щётка', 'shchetka'],
  ["Bob's 2nd *** order", 'bobS2ndOrder'],
  ['Café', 'cafe'],
  ['42', ''],
  ["'; DROP", 'drop'],
])('%s is proposed as %s', (name, code) => {
  expect(proposeCode(name)).toBe(code);
});

test('one of many, and names that T-SQL keeps for itself', () => {
  expect(['deliveries', 'boxes', 'orders', 'dostavki', 'classes'].map(singular)).toEqual([
    'delivery',
    'box',
    'order',
    'dostavkiItem',
    'class',
  ]);
  expect(['price', 'order', 'user', 'a b', 'x]y'].map(id)).toEqual(['price', '[order]', '[user]', '[a b]', '[x]]y]']);
});
