// The freed row ids of a table, given out again lowest first, as a heap page reuses its lowest free slot.

export class FreeIds {
  readonly #heap: number[] = [];

  get size(): number {
    return this.#heap.length;
  }

  add(id: number): void {
    const heap = this.#heap;
    let at = heap.length;
    heap.push(id);
    while (at > 0) {
      const parent = (at - 1) >> 1;
      const other = heap[parent] as number;
      if (other <= id) break;
      heap[at] = other;
      at = parent;
    }
    heap[at] = id;
  }

  /** Takes the lowest id. */
  take(): number | undefined {
    const heap = this.#heap;
    const result = heap[0];
    const moved = heap.pop();
    if (moved === undefined || heap.length === 0) return result;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && (heap[child + 1] as number) < (heap[child] as number)) child++;
      const other = heap[child] as number;
      if (other >= moved) break;
      heap[at] = other;
      at = child;
    }
    heap[at] = moved;
    return result;
  }

  clear(): void {
    this.#heap.length = 0;
  }
}
