// The nodes of a B+ tree and what is done within one node or between two neighbours.

export const CAPACITY = 64;
/** Nodes with less are merged with a neighbour, if the two have room in `MERGED`. */
export const SMALL = CAPACITY / 4;
const MERGED = (CAPACITY * 3) / 4;

export interface Leaf<K> {
  keys: K[];
  previous: Leaf<K> | undefined;
  next: Leaf<K> | undefined;
}
export interface Inner<K> {
  /** keys[i] is a lower bound of children[i + 1] and above all of children[i]. */
  keys: K[];
  children: Node<K>[];
}
export type Node<K> = Leaf<K> | Inner<K>;

export const newLeaf = <K>(): Leaf<K> => ({ keys: [], previous: undefined, next: undefined });

/** Takes the right leaf's keys over into the left one; false if there is no room. */
export const mergeLeaves = <K>(left: Leaf<K>, right: Leaf<K>): boolean => {
  if (left.keys.length + right.keys.length > MERGED) return false;
  for (const key of right.keys) left.keys.push(key);
  left.next = right.next;
  if (right.next) right.next.previous = left;
  return true;
};

export const mergeInner = <K>(left: Inner<K>, right: Inner<K>, separator: K): boolean => {
  if (left.children.length + right.children.length > MERGED) return false;
  left.keys.push(separator, ...right.keys);
  left.children.push(...right.children);
  return true;
};

export const countBefore = <K>(keys: readonly K[], isBefore: (key: K) => boolean): number => {
  let low = 0;
  let high = keys.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isBefore(keys[middle] as K)) low = middle + 1;
    else high = middle;
  }
  return low;
};

// Loops, because `splice` allocates its result.
export const insertAt = <T>(list: T[], index: number, item: T): void => {
  let i = list.length;
  list.push(item);
  for (; i > index; i--) list[i] = list[i - 1] as T;
  list[index] = item;
};

export const removeAt = <T>(list: T[], index: number): void => {
  const last = list.length - 1;
  for (let i = index; i < last; i++) list[i] = list[i + 1] as T;
  list.pop();
};
