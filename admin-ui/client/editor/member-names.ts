// The code of a field or column is named elsewhere in the same definition (groups, conditions, sort, dependent lists). When it changes,
// those places follow.

import { isObject } from './document.ts';
import type { Path } from './document.ts';
import type { OptionNode } from './options.ts';
import type { Session } from './session.ts';

export interface Renaming {
  /** Name of the list whose member it is. */
  readonly list: string;
  readonly from: string;
  readonly to: string;
}

/** What to write so that all places that named `from` name `to`. */
export function renamedMembers({ data, doc }: Session, { list, from, to }: Renaming): { path: Path; value: unknown }[] {
  const member = `${list}.code`;
  const entries: { path: Path; value: unknown }[] = [];
  const visit = (option: OptionNode | undefined, value: unknown, path: Path): void => {
    if (option === undefined) return;
    // The fields of a condition are columns in a table.
    const names = option.member === member || (option.member === 'fields.code' && list === 'columns');
    if (names && value === from) entries.push({ path, value: to });
    const node = option.$ref === 'condition' ? data.condition : option;
    if (Array.isArray(value)) {
      for (const [index, item] of value.entries()) visit(node.items, item, [...path, index]);
    } else if (isObject(value)) {
      for (const [name, inner] of Object.entries(value)) visit(node.properties?.[name] ?? node.values, inner, [...path, name]);
    }
  };
  visit(data.options, doc.value, []);
  return entries;
}
