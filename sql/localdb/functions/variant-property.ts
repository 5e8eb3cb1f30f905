// SQL_VARIANT_PROPERTY: the base type of a value and the type's numbers. Any value counts as a variant of its own type.

import { DEFAULT_COLLATION } from '../types/collation.ts';
import { typeFacts } from '../types/resolve-type.ts';
import { intType, isBinary, isDecimal, isString, nvarcharType, variantType, VariantValue } from '../types/sql-type.ts';
import type { SqlType, Value } from '../types/sql-type.ts';
import { argumentAt, defineScalar, shortTextParameter } from './argument-types.ts';
import { byteCounter } from './strings/characters.ts';

const nameType = nvarcharType(128);
const name = (s: string): VariantValue => new VariantValue(nameType, s);
const number = (n: number): VariantValue => new VariantValue(intType, n);

/** Bytes that a variant keeps of the type itself beside the value. */
const headerBytes = (type: SqlType): number =>
  isString(type) ? 8 : isDecimal(type) || isBinary(type) ? 4 : ['time', 'datetime2', 'datetimeoffset'].includes(type.name) ? 3 : 2;

const propertyOf = (type: SqlType, value: NonNullable<Value>, property: string, collation: string): Value => {
  const facts = typeFacts(type);
  switch (property.trim().toLowerCase()) {
    case 'basetype':
      return name(facts.name);
    case 'precision':
      return number(facts.precision);
    case 'scale':
      return number(facts.scale);
    case 'maxlength':
      return number(facts.maxLength);
    case 'totalbytes':
      return number(byteCounter(type)(value) + headerBytes(type));
    case 'collation':
      return isString(type) ? name(collation) : null;
    default:
      return null;
  }
};

export const variantProperty = defineScalar('SQL_VARIANT_PROPERTY', [2, 2], (args, functionName) => {
  const { type, collation } = argumentAt(args, 0);
  return {
    type: variantType,
    parameters: [undefined, shortTextParameter(args, 1, functionName)],
    call: (_, v, property) => {
      const value = v as NonNullable<Value>;
      return value instanceof VariantValue
        ? propertyOf(value.type, value.value, property as string, collation ?? DEFAULT_COLLATION)
        : propertyOf(type, value, property as string, collation ?? DEFAULT_COLLATION);
    },
  };
});
