// Walks over a range of a B+ tree, in either direction. A cursor may be left and taken up again; when the tree has
// changed in between, it goes on behind the last key that it gave.

import type { BTree, Position } from './b-tree.ts';

/** A range in key order; the reverse direction walks the same range from its end. */
export interface TreeRange<P> {
  /** A prefix of the key to start with; `isAfter` leaves out the keys that begin with it. Undefined: from the first key. */
  readonly low: { readonly probe: P; readonly isAfter: boolean } | undefined;
  /** A prefix to end with; `isAfter` takes in the keys that begin with it. Undefined: to the last key. */
  readonly high: { readonly probe: P; readonly isAfter: boolean } | undefined;
}

const lowPosition = <K, P>(tree: BTree<K, P>, range: TreeRange<P>): Position<K> =>
  range.low ? tree.seek(range.low.probe, range.low.isAfter) : tree.start();
const highPosition = <K, P>(tree: BTree<K, P>, range: TreeRange<P>): Position<K> =>
  range.high ? tree.seek(range.high.probe, range.high.isAfter) : tree.end();

/** Calls `visit` for each key of the range until it returns true. The tree must not change meanwhile. */
export const visitRange = <K, P>(tree: BTree<K, P>, range: TreeRange<P>, visit: (key: K) => unknown, isReverse: boolean): void => {
  const low = lowPosition(tree, range);
  const high = highPosition(tree, range);
  if (isEmpty(tree, low, high)) return;
  if (!isReverse) {
    let index = low.index;
    for (let leaf: typeof low.leaf | undefined = low.leaf; leaf; leaf = leaf.next) {
      const isLast = leaf === high.leaf;
      const keys = leaf.keys;
      const end = isLast ? high.index : keys.length;
      for (; index < end; index++) if (visit(keys[index] as K) === true) return;
      if (isLast) return;
      index = 0;
    }
    return;
  }
  let index = high.index;
  for (let leaf: typeof low.leaf | undefined = high.leaf; leaf; leaf = leaf.previous) {
    const isLast = leaf === low.leaf;
    const keys = leaf.keys;
    const end = isLast ? low.index : 0;
    for (index--; index >= end; index--) if (visit(keys[index] as K) === true) return;
    if (isLast) return;
    index = leaf.previous ? leaf.previous.keys.length : 0;
  }
};

/** The low end of a range may lie behind its high end, as in BETWEEN 9 AND 1. */
const isEmpty = <K, P>(tree: BTree<K, P>, low: Position<K>, high: Position<K>): boolean => {
  if (low.leaf === high.leaf) return low.index >= high.index;
  const first = low.leaf.keys[low.index] ?? low.leaf.next?.keys[0];
  const last = high.index > 0 ? high.leaf.keys[high.index - 1] : high.leaf.previous?.keys.at(-1);
  return first === undefined || last === undefined || tree.compare(first, last) > 0;
};

export class TreeCursor<K, P> {
  readonly #tree: BTree<K, P>;
  readonly #range: TreeRange<P>;
  readonly #isReverse: boolean;
  #version = -1;
  #isDone = false;
  #last: K | undefined;
  #keys: K[] = [];
  #index = 0;
  #stop = 0;
  #low: Position<K> | undefined;
  #high: Position<K> | undefined;
  #leaf: Position<K>['leaf'] | undefined;

  constructor(tree: BTree<K, P>, range: TreeRange<P>, isReverse: boolean) {
    this.#tree = tree;
    this.#range = range;
    this.#isReverse = isReverse;
  }

  /** The next key in the cursor's direction; undefined at the end. */
  next(): K | undefined {
    if (this.#version !== this.#tree.version) this.#seek();
    while (!this.#isDone) {
      if (this.#isReverse ? this.#index > this.#stop : this.#index < this.#stop) {
        const key = this.#keys[this.#isReverse ? --this.#index : this.#index++] as K;
        this.#last = key;
        return key;
      }
      this.#turn();
    }
    return undefined;
  }

  #seek(): void {
    const tree = this.#tree;
    this.#version = tree.version;
    if (this.#isDone) return;
    let low = lowPosition(tree, this.#range);
    let high = highPosition(tree, this.#range);
    if (this.#last !== undefined) {
      if (this.#isReverse) high = tree.seekKey(this.#last, false);
      else low = tree.seekKey(this.#last, true);
    }
    this.#low = low;
    this.#high = high;
    if (isEmpty(tree, low, high)) this.#isDone = true;
    else if (this.#isReverse) this.#enter(high.leaf, high.index);
    else this.#enter(low.leaf, low.index);
  }

  #enter(leaf: Position<K>['leaf'], index: number): void {
    this.#leaf = leaf;
    this.#keys = leaf.keys;
    this.#index = index;
    if (this.#isReverse) this.#stop = leaf === this.#low?.leaf ? this.#low.index : 0;
    else this.#stop = leaf === this.#high?.leaf ? this.#high.index : leaf.keys.length;
  }

  /** Goes over to the neighbouring leaf. */
  #turn(): void {
    const leaf = this.#leaf;
    const border = this.#isReverse ? this.#low : this.#high;
    const next = leaf === border?.leaf ? undefined : this.#isReverse ? leaf?.previous : leaf?.next;
    if (next) this.#enter(next, this.#isReverse ? next.keys.length : 0);
    else this.#isDone = true;
  }
}
