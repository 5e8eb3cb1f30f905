// Differences line by line: whatever the texts are, the lines kept and removed make the old one, those kept and added the new one.

import { expect, test } from 'vitest';
import { lineDiff, renderDiff } from '../../admin-ui/diff.ts';

test('leads from one text to the other', () => {
  const kinds = (before: string, after: string) => lineDiff(before, after).map(({ kind, text }) => `${kind[0]}${text}`);
  expect(kinds('a\nb\nc\n', 'a\nx\nc\nd\n')).toEqual(['sa', 'rb', 'ax', 'sc', 'ad']);
  expect(kinds('', 'a')).toEqual(['aa']);
  expect(kinds('a\r\nb', 'a\nb')).toEqual(['sa', 'sb']);
  for (let seed = 1; seed < 500; seed++) {
    const [before, after] = [lines(seed), lines(seed * 31 + 7)];
    const found = lineDiff(before.join('\n'), after.join('\n'));
    expect(found.filter(({ kind }) => kind !== 'added').map(({ text }) => text)).toEqual(before);
    expect(found.filter(({ kind }) => kind !== 'removed').map(({ text }) => text)).toEqual(after);
  }
});

test('is shown with what is far from a change folded, and nothing as markup', () => {
  const before = Array.from({ length: 40 }, (_none, index) => `line ${index}`).join('\n');
  const { value } = renderDiff('en', { before, after: before.replace('line 20', '<b>'), label: 'x' });
  expect(value).toContain('&lt;b&gt;');
  expect(value).toContain('17 lines the same');
  expect(value).not.toContain('line 5<');
});

/** Texts of few different lines, so that they have much in common. */
function lines(seed: number): string[] {
  let state = seed;
  const next = (below: number): number => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor(state / 65_536) % below;
  };
  return Array.from({ length: 1 + next(12) }, () => 'abc'[next(3)] ?? 'a');
}
