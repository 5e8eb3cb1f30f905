// What a written type means in a database: a built-in type, an alias type or a table type.

import type { TypeReference } from '../parser/ast/index.ts';
import { sqlError } from '../types/errors.ts';
import type { TypeUse } from '../types/resolve-type.ts';
import { builtInType } from '../types/resolve-type.ts';
import type { SqlType } from '../types/sql-type.ts';
import type { Database } from './database.ts';
import type { UserType } from './model.ts';

export interface ResolvedType {
  readonly type: SqlType;
  readonly aliasType?: { readonly schema: string; readonly name: string };
  /** What an alias type says of NULL; undefined for built-in types. */
  readonly isNullable?: boolean;
}

/** A scalar or a table type. Throws 2715 when there is no such type. */
export const resolveTypeReference = (
  database: Database,
  defaultSchema: string,
  reference: TypeReference,
  use: TypeUse = {},
): ResolvedType | { readonly table: UserType } => {
  const last = reference.name[reference.name.length - 1] ?? '';
  const schema = reference.name.length > 1 ? (reference.name[reference.name.length - 2] ?? '') : '';
  if (schema === '' || schema.toLowerCase() === 'sys') {
    const type = builtInType(last, reference.parameters, use);
    if (type) {
      return last.toLowerCase() === 'sysname' ? { type, aliasType: { schema: 'sys', name: 'sysname' }, isNullable: false } : { type };
    }
  }
  const found = schema !== '' ? database.type(schema, last) : (database.type(defaultSchema, last) ?? database.type('dbo', last));
  if (!found) throw sqlError(2715, use.ordinal ?? 1, reference.name.join('.'));
  if (found.alias)
    return { type: found.alias.type, aliasType: { schema: found.schema, name: found.name }, isNullable: found.alias.isNullable };
  return { table: found };
};

/** A type that a column can have. Throws 350 for a table type. */
export const resolveColumnType = (database: Database, defaultSchema: string, reference: TypeReference, use: TypeUse): ResolvedType => {
  const resolved = resolveTypeReference(database, defaultSchema, reference, use);
  if ('table' in resolved) throw sqlError(350, use.subjectName ?? '');
  return resolved;
};
