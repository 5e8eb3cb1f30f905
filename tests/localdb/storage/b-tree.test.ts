import { describe, expect, it } from 'vitest';

import { TreeCursor, visitRange } from '../../../sql/localdb/storage/b-tree-cursor.ts';
import { BTree } from '../../../sql/localdb/storage/b-tree.ts';
import { randomOf } from './random.ts';

type Key = readonly [number, number];
const newTree = (): BTree<Key, number> =>
  new BTree<Key, number>(
    (a, b) => a[0] - b[0] || a[1] - b[1],
    (probe, key) => probe - key[0],
  );

const walk = (cursor: { next(): Key | undefined }): Key[] => {
  const result: Key[] = [];
  for (let key = cursor.next(); key !== undefined; key = cursor.next()) result.push(key);
  return result;
};

describe('BTree', () => {
  it('agrees with a sorted array over random inserts, deletes and ranges', () => {
    const random = randomOf(42);
    const tree = newTree();
    let model: Key[] = [];
    for (let round = 0; round < 40; round++) {
      const isShrinking = round % 20 > 12;
      for (let i = 0; i < 300; i++) {
        const key: Key = [random(200), random(20)];
        const known = model.find((k) => k[0] === key[0] && k[1] === key[1]);
        if (random(10) < (isShrinking ? 1 : 7)) {
          expect(tree.insert(key)).toBe(known);
          if (!known) model.push(key);
        } else {
          const target = isShrinking && model.length > 0 ? (model[random(model.length)] as Key) : key;
          const found = model.find((k) => k[0] === target[0] && k[1] === target[1]);
          expect(tree.delete(target)).toBe(found);
          if (found) model = model.filter((k) => k !== found);
        }
      }
      model.sort(tree.compare);
      expect(tree.size).toBe(model.length);
      expect(walk(new TreeCursor(tree, { low: undefined, high: undefined }, false))).toEqual(model);
      for (let i = 0; i < 20; i++) {
        const [a, b] = [random(200), random(200)];
        const [isAfterA, isAfterB] = [random(2) === 1, random(2) === 1];
        const range = { low: { probe: a, isAfter: isAfterA }, high: { probe: b, isAfter: isAfterB } };
        const expected = model.filter((k) => (isAfterA ? k[0] > a : k[0] >= a) && (isAfterB ? k[0] <= b : k[0] < b));
        for (const isReverse of [false, true]) {
          const inOrder = isReverse ? [...expected].reverse() : expected;
          const visited: Key[] = [];
          visitRange(
            tree,
            range,
            (key) => {
              visited.push(key);
            },
            isReverse,
          );
          expect(visited).toEqual(inOrder);
          expect(walk(new TreeCursor(tree, range, isReverse))).toEqual(inOrder);
        }
        expect(tree.find(a)).toEqual(model.find((k) => k[0] === a));
      }
    }
  });

  it('can be emptied from any side and used again', () => {
    for (const order of ['up', 'down', 'middle'] as const) {
      const tree = newTree();
      const keys = Array.from({ length: 6000 }, (_, i): Key => [i, 0]);
      for (const key of keys) tree.insert(key);
      const deletions =
        order === 'up' ? keys : order === 'down' ? keys.toReversed() : [...keys.slice(3000), ...keys.slice(0, 3000).reverse()];
      for (const key of deletions) expect(tree.delete(key)).toBe(key);
      expect(tree.size).toBe(0);
      expect(walk(new TreeCursor(tree, { low: undefined, high: undefined }, true))).toEqual([]);
      for (const key of keys) tree.insert(key);
      expect(walk(new TreeCursor(tree, { low: undefined, high: undefined }, false))).toEqual(keys);
    }
  });

  it('lets a cursor go on behind its last key when the tree changed', () => {
    const random = randomOf(7);
    for (const isReverse of [false, true]) {
      const tree = newTree();
      for (let i = 0; i < 2000; i += 2) tree.insert([i, 0]);
      const cursor = new TreeCursor(tree, { low: undefined, high: undefined }, isReverse);
      let last = isReverse ? 3000 : -1;
      for (let key = cursor.next(); key !== undefined; key = cursor.next()) {
        expect(isReverse ? key[0] < last : key[0] > last).toBe(true);
        last = key[0];
        for (let i = 0; i < 3; i++) {
          const other: Key = [random(2000), 0];
          if (random(2) === 0) tree.insert(other);
          else tree.delete(other);
        }
        tree.insert([last + (isReverse ? 1 : -1), 0]);
      }
      expect(Math.abs(last - (isReverse ? 0 : 2000))).toBeLessThan(40);
    }
  });

  it('knows when an insert was an append', () => {
    const tree = newTree();
    tree.insert([1, 0]);
    tree.insert([3, 0]);
    expect(tree.wasAppended).toBe(true);
    tree.insert([2, 0]);
    expect(tree.wasAppended).toBe(false);
  });
});
