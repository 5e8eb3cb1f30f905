// The order in which tables, functions and views are made: what a text names comes before it. Names inside comments count as well, which
// costs nothing: where two name each other, the first by kind and name comes first.

import type { PackageItem } from './items.ts';

export type Orderable = Pick<PackageItem, 'type' | 'path' | 'name'> & { readonly text: string };

const RANKS = ['types/', 'sequences/', 'tables/', 'objects/functions/', 'objects/views/', 'objects/triggers/', 'objects/procedures/'];

export function inOrder<Item extends Orderable>(items: readonly Item[]): Item[] {
  const sorted = items.toSorted((a, b) => rank(a) - rank(b) || (a.path < b.path ? -1 : 1));
  const byName = new Map(sorted.map((item) => [bareName(item), item]));
  const done = new Set<Item>();
  const out: Item[] = [];
  const visit = (item: Item): void => {
    if (done.has(item)) return;
    done.add(item);
    // Procedures and triggers find what they name when they run.
    if (rank(item) < RANKS.indexOf('objects/triggers/')) {
      for (const name of namesIn(item.text)) {
        const other = byName.get(name);
        if (other !== undefined && rank(other) < RANKS.indexOf('objects/triggers/')) visit(other);
      }
    }
    out.push(item);
  };
  for (const item of sorted) visit(item);
  return out;
}

function rank({ path }: Orderable): number {
  const found = RANKS.findIndex((folder) => path.startsWith(folder));
  return found < 0 ? RANKS.length : found;
}

function bareName({ name }: Orderable): string {
  return name.slice(name.indexOf('.') + 1).toLowerCase();
}

/** Foreign keys are made after all tables, so the tables that they name need not be there. */
function namesIn(text: string): Set<string> {
  const found = text.replace(/\nGO\nIF [^\n]*\nALTER TABLE [\s\S]*$/, '').matchAll(/\[((?:[^\]]|\]\])+)\]|[\p{L}_][\p{L}\p{N}_$#]*/gu);
  return new Set([...found].map(([whole, bracketed]) => (bracketed ?? whole).toLowerCase()));
}
