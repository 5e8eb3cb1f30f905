// What a package is made of: items, each a text under a path of its own. A database's present state, a folder, a zip and the state before
// an import are all the same map of items, so that exporting, comparing, importing and undoing are one thing in different directions.

import { createHash } from 'node:crypto';

export type ItemType = 'type' | 'sequence' | 'table' | 'data' | 'module' | 'definition';

export interface PackageItem {
  readonly type: ItemType;
  /** Its file in a package. Items of two states are the same item when their paths differ in nothing but case. */
  readonly path: string;
  /** `form/orders`, `dbo.ord_orders`. */
  readonly name: string;
  /** In the one form in which the item is written, with a newline at its end. */
  readonly text: string;
}

/** By `keyOf` the path. */
export type Items = ReadonlyMap<string, PackageItem>;

export const definitionsFolder = 'definitions';
export const tablesFolder = 'tables';
export const typesFolder = 'types';
export const sequencesFolder = 'sequences';
export const objectsFolder = 'objects';

export function keyOf(path: string): string {
  return path.toLowerCase();
}

export function toItems(items: Iterable<PackageItem>): Items {
  return new Map([...items].sort((a, b) => (a.path < b.path ? -1 : 1)).map((item) => [keyOf(item.path), item]));
}

/** Codes that SQL wrote past their pattern must not leave the folder. */
export function definitionPath(kind: string, code: string): string {
  return `${definitionsFolder}/${kind}/${code.replace(/[^\p{L}\p{N}_.-]/gu, encodeURIComponent)}.json`;
}

/** `dbo` is left out. Signs that file systems do not take are written as in an URL. */
export function objectPath(folder: string, { schema, name }: { schema: string; name: string }): string {
  const file = schema.toLowerCase() === 'dbo' ? encoded(name) : `${encoded(schema)}.${encoded(name)}`;
  return `${folder}/${file}.sql`;
}

/** The object that a path of `objectPath` names. */
export function objectOfPath(path: string): { schema: string; name: string } {
  const file = path.slice(path.lastIndexOf('/') + 1).replace(/\.(?:sql|json)$/i, '');
  const [first = '', second] = file.split('.');
  return second === undefined
    ? { schema: 'dbo', name: decodeURIComponent(first) }
    : { schema: decodeURIComponent(first), name: decodeURIComponent(second) };
}

export function quoted(name: string): string {
  return `[${name.replaceAll(']', ']]')}]`;
}

export function textLiteral(text: string): string {
  return `N'${text.replaceAll("'", "''")}'`;
}

/** Of a text as it is kept in `platform.package_item`. */
export function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function encoded(name: string): string {
  return encodeURIComponent(name).replaceAll('.', '%2E').replaceAll('*', '%2A');
}
