// Keys that tell rows apart: for DISTINCT, GROUP BY and set operations, where NULL equals NULL.

import { getCollation } from '../types/collation.ts';
import { hashKey, isIdentityKey } from '../types/compare.ts';
import { sqlError } from '../types/errors.ts';
import { isLegacyLob } from '../types/sql-type.ts';
import type { SqlType, Value } from '../types/sql-type.ts';

export interface KeyColumn {
  readonly type: SqlType;
  readonly collation?: string | undefined;
}
export type RowKey = string | number | bigint | null;

/** A function from values (by position) to a key that is usable in a Map. */
export const rowKey = (columns: readonly KeyColumn[]): ((values: readonly Value[]) => RowKey) => {
  const keys = columns.map((c) => {
    if (isLegacyLob(c.type)) throw sqlError(421, c.type.name);
    if (c.type.name === 'xml') throw sqlError(421, 'xml');
    return c.type.name === 'null' || isIdentityKey(c.type)
      ? undefined
      : hashKey(c.type, c.collation === undefined ? undefined : getCollation(c.collation));
  });
  const part = (i: number, v: NonNullable<Value>): string | number | bigint => {
    const key = keys[i];
    return key ? key(v) : (v as string | number | bigint);
  };
  if (columns.length === 1) {
    return (values) => {
      const v = values[0] as Value;
      return v === null ? null : part(0, v);
    };
  }
  return (values) => {
    let key = '';
    for (let i = 0; i < keys.length; i++) {
      const v = values[i] as Value;
      if (v === null) key += '|';
      else {
        const p = part(i, v);
        key += typeof p === 'string' ? `${p.length}:${p}|` : `${p}|`;
      }
    }
    return key;
  };
};
