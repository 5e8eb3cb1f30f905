// Written types to SqlTypes: built-in names and the database's alias types.

import type { UserType } from '../catalog/model.ts';
import type { TypeReference } from '../parser/ast/index.ts';
import { sqlError } from '../types/errors.ts';
import { builtInType } from '../types/resolve-type.ts';
import type { SqlType } from '../types/sql-type.ts';
import type { ModuleContext } from './scope.ts';

/** The type that a reference means; 243 in CAST, 2715 elsewhere, when there is none. */
export const resolveType = (
  reference: TypeReference,
  module: Pick<ModuleContext, 'database' | 'defaultSchema'>,
  options: { isCast?: boolean; ordinal?: number } = {},
): SqlType => {
  const name = reference.name[reference.name.length - 1] ?? '';
  const schema = reference.name.length > 1 ? reference.name[0] : undefined;
  if (schema === undefined || schema.toLowerCase() === 'sys') {
    const found = builtInType(name, reference.parameters, { isCast: options.isCast ?? false });
    if (found) return found;
  }
  const alias = findUserType(reference, module)?.alias;
  if (alias) return alias.type;
  const written = reference.name.join('.');
  throw options.isCast ? sqlError(243, written) : sqlError(2715, options.ordinal ?? 1, written);
};

export const findUserType = (reference: TypeReference, module: Pick<ModuleContext, 'database' | 'defaultSchema'>): UserType | undefined => {
  const name = reference.name[reference.name.length - 1] ?? '';
  const schema = reference.name.length > 1 ? (reference.name[0] ?? '') : module.defaultSchema;
  return module.database.type(schema, name) ?? (reference.name.length === 1 ? module.database.type('dbo', name) : undefined);
};
