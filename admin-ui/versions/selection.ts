// Naming items of a package by hand: `form:order`, `page:*`, `table:dbo.ord_orders`, `procedure:dbo.crud_orders_getItems`.

import type { Items, PackageItem } from '../../metadata/packages.ts';

/** Paths of the named items, and the names that fit nothing. A table or a module without a schema is one of dbo. */
export function pathsOf(items: Items, names: readonly string[]): { paths: string[]; unknown: string[] } {
  const found = names.map((name) => ({ name, paths: [...items.values()].filter((item) => fits(item, name)).map(({ path }) => path) }));
  return {
    paths: [...new Set(found.flatMap(({ paths }) => paths))],
    unknown: found.filter(({ paths }) => paths.length === 0).map(({ name }) => name),
  };
}

/** What the item is called in a selection. */
function selectorOf({ type, path, name }: PackageItem): string {
  if (type === 'definition') return name.replace('/', ':');
  return `${type === 'module' ? wordOf(path) : type}:${name}`;
}

function fits(item: PackageItem, wanted: string): boolean {
  const [kind = '', ...rest] = wanted.trim().toLowerCase().split(':');
  const name = rest.join(':');
  const [itemKind = '', ...itemName] = selectorOf(item).toLowerCase().split(':');
  if (kind !== itemKind && !(kind === 'module' && item.type === 'module')) return false;
  const own = itemName.join(':');
  return name === '*' || own === name || (item.type !== 'definition' && own === `dbo.${name}`);
}

function wordOf(path: string): string {
  return (path.split('/')[1] ?? '').replace(/s$/, '');
}
