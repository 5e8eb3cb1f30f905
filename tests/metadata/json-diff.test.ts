// Differences as a person would tell them.

import { expect, test } from 'vitest';
import { duplicateKeys } from '../../metadata/duplicate-keys.ts';
import { jsonDiff } from '../../metadata/json-diff.ts';

test('members with codes are matched by them', () => {
  const before = { columns: [{ code: 'a', width: 10 }, { code: 'b' }] };
  const after = { columns: [{ code: 'new' }, { code: 'a', width: 20 }] };
  expect(jsonDiff(before, after)).toEqual([
    { pointer: '/columns/1', kind: 'removed', before: { code: 'b' } },
    { pointer: '/columns/0', kind: 'added', after: { code: 'new' } },
    { pointer: '/columns/1/width', kind: 'changed', before: 10, after: 20 },
  ]);
});

test('another order is a move', () => {
  expect(jsonDiff([{ code: 'a' }, { code: 'b' }], [{ code: 'b' }, { code: 'a' }])).toEqual([
    { pointer: '', kind: 'moved', before: ['a', 'b'], after: ['b', 'a'] },
  ]);
});

test('the same has no difference, whatever the order of names', () => {
  expect(jsonDiff({ a: 1, b: { c: [1, 'x', null] } }, { b: { c: [1, 'x', null] }, a: 1 })).toEqual([]);
});

test('names written twice are found at every depth, brackets in texts are not taken for structure', () => {
  expect(duplicateKeys('{"a":"{\\"a\\":1,","b":[{"x":1},{"y":{"z":[],"z":2}}],"a":3}')).toEqual(['/b/1/y/z', '/a']);
  expect(duplicateKeys('[{"a":1},{"a":2}]')).toEqual([]);
});
