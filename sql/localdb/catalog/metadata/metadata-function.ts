// How a metadata function is defined: a scalar function whose session also has the catalogue.

import type { BoundFunction, FunctionSession, ScalarFunction } from '../../functions/function.ts';
import type { SqlType, Value } from '../../types/sql-type.ts';
import { VariantValue, intType, nvarcharType, sysnameType, variantType } from '../../types/sql-type.ts';
import type { CatalogContext } from '../catalog-context.ts';

/** The session that calls of metadata functions get: the compiler passes one with the catalogue. */
export interface CatalogSession extends FunctionSession {
  readonly catalog: CatalogContext;
}

/** A scalar function that must be called with a CatalogSession. */
export type MetadataFunction = ScalarFunction;

export const nameType = nvarcharType(4000);
export const names = sysnameType;

interface Definition {
  readonly name: string;
  readonly type: SqlType;
  readonly parameters: readonly SqlType[];
  /** Parameters that must be given; default all. */
  readonly minimum?: number;
  readonly isStrict?: boolean;
  readonly call: (catalog: CatalogContext, ...values: Value[]) => Value;
}

/** Values change with the catalogue, so no call may be folded into a constant. */
export const metadataFunction = ({ name, type, parameters, minimum, isStrict, call }: Definition): MetadataFunction => {
  const bound: BoundFunction = { type, parameters, call: (session, ...values) => call((session as CatalogSession).catalog, ...values) };
  return {
    name,
    minimum: minimum ?? parameters.length,
    maximum: parameters.length,
    isStrict: isStrict ?? true,
    isDeterministic: false,
    bind: () => bound,
  };
};

/** Text and numbers as SERVERPROPERTY and its like give them. */
export const asVariant = (value: string | number | null): Value =>
  value === null ? null : typeof value === 'number' ? new VariantValue(intType, value) : new VariantValue(nvarcharType(128), value);

export const bit = (value: boolean): number => (value ? 1 : 0);
export { variantType };
